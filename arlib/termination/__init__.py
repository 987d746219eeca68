"""Does a program always end? Arguments for yes and for no, in the order in which a course would teach them."""

from arlib.termination.guess import guess, guess_recurrence
from arlib.termination.judging import judge
from arlib.termination.prover import terminates

__all__ = ["guess", "guess_recurrence", "judge", "terminates"]
