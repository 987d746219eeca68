"""arlib: automated reasoning, small enough to read in an afternoon.

A table of contents, in reading order. Every answer is one of three types: ``Proved`` with a
certificate that the checker accepted, ``Refuted`` with an input that was replayed, or ``Unknown``
with the reason.
"""

# The words: what an answer is, which integers are meant, how claims are written.
from arlib.verdict import Proved, Refuted, Unknown, Unsupported  # isort: skip
from arlib.integers import Signed, Unbounded, Undefined, Unsigned, integer_model  # isort: skip
from arlib.terms import Claim, evaluate, free_variables, substitute  # isort: skip
from arlib.printing import to_text  # isort: skip

# The meaning: how source text is read.
from arlib.programs.from_python import claim, parse  # isort: skip

# The evidence, and the checker that accepts or rejects it.
from arlib.certificates import Counterexample, Enumeration  # isort: skip
from arlib.checking import Accepted, Rejected, check  # isort: skip

# The engines: the questions that a person asks.
from arlib.exhaustive import Exhaustion, exhaust, explore, extrapolate, humanize  # isort: skip

__version__ = "0.1.0"

__all__ = [
    "Accepted",
    "Claim",
    "Counterexample",
    "Enumeration",
    "Exhaustion",
    "Proved",
    "Refuted",
    "Rejected",
    "Signed",
    "Unbounded",
    "Undefined",
    "Unknown",
    "Unsigned",
    "Unsupported",
    "check",
    "claim",
    "evaluate",
    "exhaust",
    "explore",
    "extrapolate",
    "free_variables",
    "humanize",
    "integer_model",
    "parse",
    "substitute",
    "to_text",
]
