"""arlib: automated reasoning about claims and loops, with evidence that a small checker accepts.

The part of the code that is meant to be read, from ``terminates`` to ``check``, is listed in the README: file by file,
in reading order, with its length. What follows here is a table of contents, in reading order too. Every answer is one
of three types: ``Proved`` with a certificate that the checker accepted, ``Refuted`` with an input that was replayed,
or ``Unknown`` with the reason.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

# Each module is loaded when a name of it is first asked for (PEP 562): a process which only checks evidence can show
# that no engine is in it, and one which only waits for another has nothing to load.
if TYPE_CHECKING:
    # The words: what an answer is, which integers are meant, how claims are written.
    from arlib.verdict import Proved, Refuted, Unknown, Unsupported  # isort: skip
    from arlib.integers import Signed, Unbounded, Undefined, Unsigned, integer_model  # isort: skip
    from arlib.terms import Claim, evaluate, free_variables, substitute  # isort: skip
    from arlib.printing import to_text  # isort: skip

    # The meaning: how source text is read.
    from arlib.languages.python.claims import claim, parse  # isort: skip
    from arlib.languages.c.claims import c_claim  # isort: skip
    from arlib.languages.propositions import proposition  # isort: skip
    from arlib.programs.syntax import Program  # isort: skip
    from arlib.languages.python.functions import python_program  # isort: skip
    from arlib.languages.c.functions import c_program  # isort: skip
    from arlib.programs.interpreter import Run, run  # isort: skip
    from arlib.programs.transitions import TransitionSystem, transition_system  # isort: skip

    # The evidence, and the checker that accepts or rejects it.
    from arlib.rules import RULES, Rule, rule  # isort: skip
    from arlib.certificates import Counterexample, Derivation, Enumeration  # isort: skip
    from arlib.certificates import Residues, Solved, Step, TruthTable  # isort: skip
    from arlib.certificates.termination import RankingFunction, TerminationProof  # isort: skip
    from arlib.certificates.acceleration import AcceleratedRun  # isort: skip
    from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun  # isort: skip
    from arlib.checking import Accepted, Rejected, check, check_rule, replay  # isort: skip

    # The engines: the questions that a person asks.
    from arlib.exhaustive import Exhaustion, exhaust, explore, extrapolate, humanize  # isort: skip
    from arlib.rewriting import simplify  # isort: skip
    from arlib.termination import terminates  # isort: skip
    from arlib.sequents import prove_sequent, wang  # isort: skip
    from arlib.proving import UnsoundRule, find_model, prove, satisfiable, valid  # isort: skip

_NAMES = {
    "arlib.verdict": ("Proved", "Refuted", "Unknown", "Unsupported"),
    "arlib.integers": ("Signed", "Unbounded", "Undefined", "Unsigned", "integer_model"),
    "arlib.terms": ("Claim", "evaluate", "free_variables", "substitute"),
    "arlib.printing": ("to_text",),
    "arlib.languages.python.claims": ("claim", "parse"),
    "arlib.languages.c.claims": ("c_claim",),
    "arlib.languages.propositions": ("proposition",),
    "arlib.programs.syntax": ("Program",),
    "arlib.languages.python.functions": ("python_program",),
    "arlib.languages.c.functions": ("c_program",),
    "arlib.programs.interpreter": ("Run", "run"),
    "arlib.programs.transitions": ("TransitionSystem", "transition_system"),
    "arlib.rules": ("RULES", "Rule", "rule"),
    "arlib.certificates": ("Counterexample", "Derivation", "Enumeration", "Residues", "Solved", "Step", "TruthTable"),
    "arlib.certificates.termination": ("RankingFunction", "TerminationProof"),
    "arlib.certificates.acceleration": ("AcceleratedRun",),
    "arlib.certificates.nontermination": ("Lasso", "RecurrenceSet", "UndefinedRun"),
    "arlib.checking": ("Accepted", "Rejected", "check", "check_rule", "replay"),
    "arlib.exhaustive": ("Exhaustion", "exhaust", "explore", "extrapolate", "humanize"),
    "arlib.rewriting": ("simplify",),
    "arlib.termination": ("terminates",),
    "arlib.sequents": ("prove_sequent", "wang"),
    "arlib.proving": ("UnsoundRule", "find_model", "prove", "satisfiable", "valid"),
}


def __getattr__(name: str) -> object:
    for module, names in _NAMES.items():
        if name in names:
            globals()[name] = found = getattr(import_module(module), name)
            return found
    if not name.startswith("_") and find_spec(f"arlib.{name}") is not None:
        return import_module(f"arlib.{name}")
    raise AttributeError(f"module 'arlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__version__ = "0.1.0"

__all__ = [
    "RULES",
    "AcceleratedRun",
    "Accepted",
    "Claim",
    "Counterexample",
    "Derivation",
    "Enumeration",
    "Exhaustion",
    "Lasso",
    "Program",
    "Proved",
    "RankingFunction",
    "RecurrenceSet",
    "Refuted",
    "Rejected",
    "Residues",
    "Rule",
    "Run",
    "Signed",
    "Solved",
    "Step",
    "TerminationProof",
    "TransitionSystem",
    "TruthTable",
    "Unbounded",
    "Undefined",
    "UndefinedRun",
    "Unknown",
    "Unsigned",
    "UnsoundRule",
    "Unsupported",
    "c_claim",
    "c_program",
    "check",
    "check_rule",
    "claim",
    "evaluate",
    "exhaust",
    "explore",
    "extrapolate",
    "find_model",
    "free_variables",
    "humanize",
    "integer_model",
    "parse",
    "proposition",
    "prove",
    "prove_sequent",
    "python_program",
    "replay",
    "rule",
    "run",
    "satisfiable",
    "simplify",
    "substitute",
    "terminates",
    "to_text",
    "transition_system",
    "valid",
    "wang",
]
