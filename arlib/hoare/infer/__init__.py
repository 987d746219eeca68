"""Invariants that nobody wrote: ``find_invariants`` proposes them, and the checker sees only the result."""

from arlib.hoare.infer.finding import BrokenBy, Invariants, NotFound, find_invariants

__all__ = ["BrokenBy", "Invariants", "NotFound", "find_invariants"]
