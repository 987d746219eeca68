"""The story on one page: does a program end, whatever its inputs are?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, repeat

from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.termination import TerminationProof
from arlib.checking import Accepted, check
from arlib.languages.python.functions import python_program
from arlib.languages.text import Language, text_program
from arlib.programs.outcomes import has_value
from arlib.programs.syntax import Assign, Block, Program, Reading
from arlib.programs.transitions import Transition, TransitionSystem, transition_system
from arlib.termination.acceleration import accelerated_runs
from arlib.termination.barriers import fortified
from arlib.termination.calls import runs, visited
from arlib.termination.classes import with_classes
from arlib.termination.evidence import open_exits, recurrence_proof, termination_proof
from arlib.termination.inputs import fixed_points, long_stays, undefined_points
from arlib.termination.lasso import failing_runs, failures, lassos, returns, undefined_runs
from arlib.termination.recurrence import Effort, recurrence_sets
from arlib.termination.runs import Trace, mentioned, samples, try_run, try_runs
from arlib.termination.search import Attempt, attempts, with_cases, with_equalities
from arlib.termination.simplex import Deadline, OutOfTime
from arlib.termination.summaries import summarised
from arlib.terms import Const
from arlib.verdict import Proved, Refuted, Unknown

LONG, TAIL = 2_000, 200  # steps of the longer runs, and how many of them matter
LONGEST = 200_000  # steps of the interpreter, where nothing but an overflow is left to find
FEW = 8  # splits that are tried early
MOST_NAMED = 3  # things that are not read
EACH, MOST_TRIED = 2, 8  # runs of a kind that go on, and that are tried

Yes = TerminationProof
No = Lasso | RecurrenceSet | UndefinedRun | AcceleratedRun
Verdict = Proved[Yes] | Refuted[No] | Unknown


def terminates(
    program: Program | Callable[..., object] | str,
    function: str | None = None,
    *,
    integers: Reading | None = None,
    language: Language | None = None,
    seconds: float = 10.0,
) -> Verdict:
    """Whether a function always comes to its end: a Python function, or the text of a Python or C one.

    ``function`` is the one that is meant, where there are several. ``language`` is "python" or "c", or left out
    where the text shows it. C is read as the standard has it ("machine"), with integers that wrap, or with
    unbounded ones. ``seconds`` limits the whole search. Raises ``Unsupported`` with the place for what cannot be read.

    >>> print(terminates("def g(x, y):\\n    if y > 0:\\n        while x > y:\\n            x = x - y").certificate)
    ranking function x - y - 1; always y > 0
    >>> print(terminates("def g2(x, y):\\n    while x > y:\\n        x = x - y").witness)
    x = 1, y = 0
    """
    deadline = Deadline(seconds)
    if not isinstance(program, Program):
        program = read(program, function, integers, language)
    return decide(program, deadline)


def read(
    source: Callable[..., object] | str,
    function: str | None,
    integers: Reading | None,
    language: Language | None = None,
) -> Program:
    """The program that is meant: a Python function's, or that of a text in Python or C."""
    if isinstance(source, str):
        return text_program(source, function, integers, language)
    if language not in (None, "python") or integers not in (None, "unbounded"):
        raise ValueError("a Python function is Python, and its integers are unbounded; C comes as text")
    return python_program(source, function or "")


def begun(program: Program, inputs: Mapping[str, int]) -> Program:
    """The program from one input, as one that has none: whether it ends is then a question about a single run.

    >>> from arlib.languages.python.functions import python_program
    >>> program = python_program("def f(x, y):\\n    while x > 0:\\n        x = x - y")
    >>> [type(terminates(begun(program, {"x": 5, "y": y}))).__name__ for y in (1, 0)]
    ['Proved', 'Refuted']
    """
    if not inputs:
        return program
    line = program.body[0].line if program.body and not isinstance(program.body[0], Block) else 1
    first = Assign(tuple(inputs), tuple(map(Const, inputs.values())), line)
    return replace(program, parameters=(), body=(first, *program.body))


@dataclass
class Tried:
    """What came to nothing, in words; ``open`` are exits without a value that no argument could rule out.

    ``unread`` is what decides how long the program runs, and was not read.
    """

    words: list[str] = field(default_factory=list)
    unread: tuple[str, ...] = ()
    open: tuple[Transition, ...] = ()

    def reason(self, limit: str) -> str:
        """Why there is no answer: what is missing where every run is known to end or to fail."""
        if not self.open:
            return "; ".join([*self.unread, f"{limit}, and there is {'; '.join(self.words) or 'no answer'}"])
        missing = list(dict.fromkeys(has_value(out.why, out.lines[-1]) for out in self.open))
        kinds = {out.why.partition(":")[0] for out in self.open}
        fails = "overflows" if kinds == {"overflow"} else "comes to an operation without a value"
        more = f", nor of {len(missing) - 1} more" * (len(missing) > 1)
        return f"every run ends or {fails}; that {missing[0]} could not be shown{more} ({limit})"


def decide(program: Program, deadline: Deadline) -> Verdict:
    """Candidates from every generator; the checker decides."""
    tried = Tried()
    try:
        for candidate in candidates(transition_system(program, deadline.check), tried, deadline):
            if isinstance(check(candidate, seconds=deadline.left), Accepted):
                return Proved(candidate) if isinstance(candidate, TerminationProof) else Refuted(candidate)
        limit = "everything was tried"
    except OutOfTime:
        limit = "the time is up"
    except RecursionError:
        limit = "the program is nested too deeply"
    return Unknown(tried.reason(limit))


def candidates(system: TransitionSystem, tried: Tried, deadline: Deadline) -> Iterator[Yes | No]:
    """Evidence that may be right: what costs little first. ``tried`` gets what came to nothing."""
    decisive = (why for each in (*system.transitions, *system.exits) for why in each.approximate.values())
    tried.unread = tuple(dict.fromkeys(decisive))[:MOST_NAMED]
    traces = list(try_runs(system, deadline=deadline))
    for trace in traces:
        yield from refuted_by(system, trace)
    made = list(runs(system.program, traces, deadline)) if system.program.functions else []
    for each in made:
        yield from returns(system, each)
        if system.program.language == "C":
            yield from failures(system.program, each)
    turned = sum(len(trace.arrivals) > 1 for trace in traces)
    tried.words.append(f"no state to which one of {turned} runs comes back")

    seen = visited(system, made)
    states = {at: [*found, *seen.pop(at, ())] for at, found in samples(traces).items()} | seen
    arguments = attempts(system, states, deadline)
    for attempt in islice(arguments, 2):
        yield from proofs(attempt, tried, deadline)
    tried.words.append("no lexicographic or nested linear ranking function with bounds of variables as invariants")
    going = list(still_going(system, traces, deadline))
    for trace in going:
        yield from refuted_by(system, trace)
        yield from sets(system, trace, Effort.SIGNS, deadline)
    for summed in summarised(system, made, states, deadline):
        yield from proofs(summed, tried, deadline)
    if tried.open:
        for trace in traces:
            yield from accelerated_runs(system, trace, deadline)
    for equal in with_equalities(system, states, deadline):
        yield from proofs(equal, tried, deadline)
    for trace in going:
        yield from sets(system, trace, Effort.EQUALITIES, deadline)
    for divided in islice(with_cases(attempt, deadline), FEW):
        yield from proofs(divided, tried, deadline)
    for trace in going:
        yield from sets(system, trace, Effort.BOUNDS, deadline)
    for attempt in arguments:
        yield from proofs(attempt, tried, deadline)
    tried.words[-1] += " or bounds of sums and differences"
    if tried.open:
        for trace in going:
            chosen = (value for arrival in trace.arrivals for value in arrival.choices)
            yield from failing_runs(system, trace.inputs, chain(chosen, repeat(0)), LONGEST)
        for trace in undefined_points(system, deadline):
            yield from undefined_runs(system, trace)
    for trace in going:
        yield from sets(system, trace, Effort.PAIRS, deadline)
    tried.words.append("no recurrence set of linear constraints around a run that goes on")

    if not tried.open:
        for trace in traces:
            yield from accelerated_runs(system, trace, deadline)
        tried.words.append("no run of turns that add the same numbers each time, and that then goes on for ever")
    for classified in with_classes(attempt, deadline):
        yield from proofs(classified, tried, deadline)
        for trace in still_going(classified.system, traces, deadline) if classified.stuck else ():
            yield from sets(classified.system, trace, Effort.BOUNDS, deadline)
    for trace in fixed_points(system, deadline):
        yield from lassos(system, trace)
        yield from sets(system, trace, Effort.BOUNDS, deadline)
    for trace in long_stays(system, deadline):
        yield from lassos(system, trace)
        yield from sets(system, trace, Effort.PAIRS, deadline)
    tried.words.append("no input, by the solver, from which a loop changes nothing or stays as it is")
    tried.words.append("no split into cases that have ranking functions of their own")
    for divided in islice(with_cases(attempt, deadline), None if attempt.stuck else FEW):
        yield from proofs(divided, tried, deadline)


def proofs(attempt: Attempt, tried: Tried, deadline: Deadline) -> Iterator[Yes]:
    """The evidence of an attempt, if nothing in it is stuck, and every operation has a value."""
    if attempt.stuck:
        return
    tried.open = open_exits(attempt, deadline)
    if tried.open:
        attempt = fortified(attempt, tried.open, deadline)
        tried.open = open_exits(attempt, deadline)
    if tried.open:
        return
    proof = termination_proof(attempt, deadline)
    if proof is not None:
        yield proof


def refuted_by(system: TransitionSystem, trace: Trace) -> Iterator[No]:
    """The run itself, if it comes back to a state, or to an operation without a value that C says nothing about."""
    yield from lassos(system, trace)
    if system.program.language == "C":
        yield from undefined_runs(system, trace)


def still_going(system: TransitionSystem, traces: Sequence[Trace], deadline: Deadline) -> Iterator[Trace]:
    """Longer runs of those that have not ended, the systematic ones and small numbers first, and few of a kind."""
    going, tried = Counter[frozenset[int]](), Counter[frozenset[int]]()
    known = mentioned(system)
    for number, trace in sorted(enumerate(traces), key=lambda pair: (pair[0] >= len(known), _size(pair[1]))):
        kind = frozenset(arrival.transition for arrival in trace.arrivals[len(trace.arrivals) // 2 :])
        if trace.ended is None and going[kind] < EACH and tried[kind] < MOST_TRIED:
            tried[kind] += 1
            longer = try_run(system, known, number, LONG, deadline)
            if longer.ended is None:
                going[kind] += 1
                yield replace(longer, arrivals=longer.arrivals[:TAIL])
            else:
                yield longer


def _size(trace: Trace) -> int:
    return sum(map(abs, trace.arrivals[0].state.values())) if trace.arrivals else 0


def sets(system: TransitionSystem, trace: Trace, effort: Effort, deadline: Deadline) -> Iterator[No]:
    """The recurrence sets of a run, with evidence."""
    for found in recurrence_sets(system, trace, effort, deadline):
        proof = recurrence_proof(system, found, deadline)
        if proof is not None:
            yield proof
