"""Contracts and invariants: what is true before, at the loops, and behind (Floyd 1967, Hoare 1969)."""
