"""Rewriting: simplify by rules with visible steps (``strategy``)."""

from arlib.rewriting.strategy import derive, simplify

__all__ = ["derive", "simplify"]
