"""Rewriting: simplify by rules with visible steps (``strategy``), and prove claims (``prover``)."""

from arlib.rewriting.prover import UnsoundRule, prove
from arlib.rewriting.strategy import derive, simplify

__all__ = ["UnsoundRule", "derive", "prove", "simplify"]
