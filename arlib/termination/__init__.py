"""Does a program always end? Arguments for yes and for no, in the order in which a course would teach them."""

from arlib.termination.prover import terminates

__all__ = ["terminates"]
