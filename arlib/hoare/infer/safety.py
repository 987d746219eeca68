"""Does no assertion fail, and has every operation a value, whatever the inputs are? With invariants that are found."""

from __future__ import annotations

from arlib.certificates.invariants import InductiveInvariants
from arlib.certificates.nontermination import Entry, UndefinedRun
from arlib.certificates.termination import Malformed
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.invariants import check_invariants
from arlib.checking.termination import check_undefined_run
from arlib.hoare.infer.finding import BrokenBy, Invariants, NotFound, find_invariants
from arlib.hoare.infer.proof import with_multipliers
from arlib.printing import assignment_text
from arlib.programs.guarded import BROKEN, guarded
from arlib.programs.interpreter import Run
from arlib.programs.outcomes import Failed, Stopped
from arlib.programs.syntax import Program, place_name
from arlib.termination.simplex import Deadline, OutOfTime
from arlib.verdict import Proved, Refuted, Unknown

Safety = Proved[InductiveInvariants] | Refuted[UndefinedRun] | Unknown


def safe(program: Program, *, seconds: float = 10.0) -> Safety:
    """A yes that the checker accepted, a no whose run was replayed, or don't know.

    Raises ``Unsupported`` where a program has too many paths.

    >>> from arlib.languages.python.functions import python_program
    >>> text = "def f(n):\\n    x = 0\\n    while x < n:\\n        x = x + 1\\n    assert x == n or n < 0"
    >>> print(safe(python_program(text)))
    proved by invariant (n > 0 or x == 0) and (n < 0 or n >= x) at the loop in line 3
    >>> print(safe(python_program(text.replace("or", "and"))))
    refuted by n = 0: line 5, the assertion is false
    """
    deadline = Deadline(seconds)
    match find_invariants(program, seconds=seconds):
        case Invariants(annotations):
            try:
                proof = with_multipliers(program, annotations, deadline)
            except Malformed as error:
                return Unknown(str(error))
            except OutOfTime:
                return Unknown(f"the time is up: {seconds:g} seconds")
            match check_invariants(proof, seconds=max(0.01, deadline.left)):
                case Accepted():
                    return Proved(proof)
                case Rejected(obligation, why):
                    return Unknown(f"invariants were found, but the checker rejects them: {obligation}: {why}")
        case BrokenBy(run):
            return _replayed(program, run)
        case NotFound(why, loop, state):
            place = "" if loop is None else f" at {place_name(program, loop)}"
            where = "" if state is None else f" {assignment_text(state)}{place} breaks an assertion:"
            return Unknown(f"no invariant was found:{where} {why}")


def _replayed(program: Program, run: Run) -> Safety:
    match run.outcome:
        case Stopped(line) | Failed(line):
            why = BROKEN if isinstance(run.outcome, Stopped) else run.outcome.why
            witness = UndefinedRun(guarded(program), Entry(run.inputs, run.choices, 0), line, why)
            match check_undefined_run(witness):
                case Accepted():
                    return Refuted(witness)
                case Rejected(obligation, why):
                    return Unknown(f"a run seemed to fail, and did not when it was run again: {obligation}: {why}")
        case other:
            return Unknown(f"a run seemed to fail, and then ended otherwise: {other}")
