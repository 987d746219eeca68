"""Wang's sequent calculus: the rules, and the method that proved Principia Mathematica's propositions in 1958."""

from arlib.sequents.rules import closing, places, reduce
from arlib.sequents.search import prove_sequent, wang

__all__ = ["closing", "places", "prove_sequent", "reduce", "wang"]
