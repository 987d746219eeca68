"""Invariants that nobody wrote: ``find_invariants`` proposes them, and the checker sees only the result."""

from arlib.hoare.infer.finding import BrokenBy, Invariants, NotFound, find_invariants
from arlib.hoare.infer.safety import safe

__all__ = ["BrokenBy", "Invariants", "NotFound", "find_invariants", "safe"]
