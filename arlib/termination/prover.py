"""The story on one page: does a program end, whatever its inputs are?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.termination import TerminationProof
from arlib.checking import Accepted, check
from arlib.programs.c_program import c_program
from arlib.programs.python_program import python_program
from arlib.programs.syntax import Program, Reading
from arlib.programs.transitions import TransitionSystem, transition_system
from arlib.termination.evidence import recurrence_proof, termination_proof
from arlib.termination.lasso import lassos
from arlib.termination.recurrence import recurrence_sets
from arlib.termination.runs import Trace, samples, try_runs
from arlib.termination.search import Attempt, attempts, with_cases
from arlib.termination.simplex import Deadline, OutOfTime
from arlib.verdict import Proved, Refuted, Unknown

Yes = TerminationProof
No = Lasso | RecurrenceSet | UndefinedRun
Verdict = Proved[Yes] | Refuted[No] | Unknown


def terminates(
    program: Program | Callable[..., object] | str,
    function: str | None = None,
    *,
    integers: Reading | None = None,
    seconds: float = 10.0,
) -> Verdict:
    """Whether a function always comes to its end: a Python function, or the text of a Python or C one.

    >>> from arlib.programs.python_program import python_program
    >>> print(terminates("def g(x, y):\\n    if y > 0:\\n        while x > y:\\n            x = x - y").certificate)
    ranking function x
    >>> print(terminates("def g2(x, y):\\n    while x > y:\\n        x = x - y").witness)
    x = 1, y = 0
    """
    deadline = Deadline(seconds)
    if not isinstance(program, Program):
        program = read(program, function, integers)
    return decide(program, deadline)


def read(source: Callable[..., object] | str, function: str | None, integers: Reading | None) -> Program:
    """The program that is meant: C if it is a text that Python's grammar does not begin."""
    if isinstance(source, str) and not source.lstrip().startswith(("def ", "#", "@", "from ", "import ", '"""')):
        return c_program(source, function, integers or "machine")
    if integers not in (None, "unbounded"):
        raise ValueError("Python's integers are unbounded; a machine's are a question about a C function")
    return python_program(source, function or "")


def decide(program: Program, deadline: Deadline) -> Verdict:
    """Candidates from every generator, cheap ones first; the checker decides."""
    system = transition_system(program)
    tried = 0
    try:
        for candidate in candidates(system, deadline):
            tried += 1
            match check(candidate, seconds=deadline.left):
                case Accepted():
                    return Proved(candidate) if isinstance(candidate, TerminationProof) else Refuted(candidate)
    except OutOfTime:
        return Unknown("out of time")
    return Unknown("nothing that was tried is an argument")


def candidates(system: TransitionSystem, deadline: Deadline) -> Iterator[Yes | No]:
    """Evidence that may be right."""
    traces = list(try_runs(system, deadline=deadline))
    for trace in traces:
        yield from lassos(system, trace)
    last: Attempt | None = None
    for attempt in attempts(system, samples(traces), deadline):
        last = attempt
        yield from proofs(attempt, deadline)
    yield from sets(system, traces, deadline)
    if last is not None:
        for attempt in with_cases(last, deadline):
            yield from proofs(attempt, deadline)


def proofs(attempt: Attempt, deadline: Deadline) -> Iterator[TerminationProof]:
    """The evidence of an attempt, if nothing in it is stuck."""
    if not attempt.stuck:
        proof = termination_proof(attempt, deadline)
        if proof is not None:
            yield proof


def sets(system: TransitionSystem, traces: list[Trace], deadline: Deadline) -> Iterator[RecurrenceSet]:
    """The recurrence sets of some runs, with evidence."""
    for trace in traces:
        for found in recurrence_sets(system, trace, deadline):
            proof = recurrence_proof(system, found, deadline)
            if proof is not None:
                yield proof
