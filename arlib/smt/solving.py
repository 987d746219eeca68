"""Ask z3 whether a claim is valid, or for inputs that make it true, within limits that hold."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import z3

from arlib.integers import Integers, Unbounded, integer_model
from arlib.seconds import time_limit
from arlib.smt.translation import Question, question
from arlib.terms import Claim
from arlib.verdict import NoTruthValue, Unsupported

# Wide multiplications fill gigabytes within seconds, and to free them again takes seconds more. z3 looks
# after it has allocated, often by doubling: the peak is about twice this, which a free Binder session has.
MEGABYTES = 500
STACK = 64 * 2**20  # bytes, for deep formulas
PATIENCE = 0.1  # seconds after the limit in which z3 may still answer

# z3 counts the memory of all queries together. Of each thread that ends it forgets a part of what was freed, so that
# after ten thousand queries the count alone would be at the limit: what it says while there is no query is no memory.
_running: set[object] = set()
_forgotten = 0  # bytes


@dataclass(frozen=True)
class Valid(NoTruthValue):
    """The claim has a value and is true for all its inputs: z3 found its negation unsatisfiable."""


@dataclass(frozen=True)
class Invalid(NoTruthValue):
    """Some inputs make the claim false, or leave it without a value. Replay them before you believe them."""

    assignment: dict[str, int]


@dataclass(frozen=True)
class Model(NoTruthValue):
    """Inputs that make the formula true. Replay them before you believe them."""

    assignment: dict[str, int]


@dataclass(frozen=True)
class NoModel(NoTruthValue):
    """No inputs make the formula true: z3 found it unsatisfiable."""


@dataclass(frozen=True)
class Undecided(NoTruthValue):
    """z3 found neither a model nor a proof that there is none, and why: the limit or the operation, in words."""

    reason: str


def is_valid(
    claim: Claim, integers: Integers = Unbounded(), *, seconds: float = 10.0, resources: int | None = None
) -> Valid | Invalid | Undecided:
    """Whether the claim has a value and is true whatever its inputs are.

    ``resources`` limits z3's own steps, about five million a second: unlike ``seconds``, the same on every
    machine, and kept also where there are no threads to run a clock, as in a browser.

    >>> from arlib.integers import Signed
    >>> from arlib.languages.python.claims import claim
    >>> is_valid(claim("x + 1 > x"))
    Valid()
    >>> is_valid(claim("x + 1 > x"), Signed(8))
    Invalid(assignment={'x': 127})
    >>> is_valid(claim("x // x == 1"))
    Invalid(assignment={'x': 0})
    """
    match _solve(claim, integers, negated=True, seconds=seconds, resources=resources):
        case Model(assignment):
            return Invalid(assignment)
        case NoModel():
            return Valid()
        case undecided:
            return undecided


def find_model(
    claim: Claim, integers: Integers = Unbounded(), *, seconds: float = 10.0, resources: int | None = None
) -> Model | NoModel | Undecided:
    """Inputs for which the claim has a value and is true.

    >>> from arlib.languages.python.claims import claim
    >>> find_model(claim("x > 5 and x * x < 49"))
    Model(assignment={'x': 6})
    >>> find_model(claim("x * 2 == 7"))
    NoModel()
    """
    return _solve(claim, integers, negated=False, seconds=seconds, resources=resources)


def to_smtlib(claim: Claim, integers: Integers = Unbounded()) -> str:
    """The negated claim as an SMT-LIB 2 script, for a second solver: the claim is valid if it answers unsat.

    Raises ``Unsupported`` for an operation that has no translation.

    >>> from arlib.languages.python.claims import claim
    >>> print(to_smtlib(claim("x < x + 1")))
    (set-logic ALL)
    (declare-fun x () Int)
    (assert (not (< x (+ x 1))))
    (check-sat)
    <BLANKLINE>
    """
    asked = question(claim, integer_model(integers))
    holds = asked.true if z3.is_true(asked.defined) else z3.And(asked.defined, asked.true)
    return f"(set-logic ALL)\n{_solver(asked, z3.Not(holds)).sexpr()}(check-sat)\n"


Answer = Model | NoModel | Undecided


def _solve(claim: Claim, integers: Integers, *, negated: bool, seconds: float, resources: int | None) -> Answer:
    """The answer within the limit, whatever z3 does.

    z3 looks at its clock between its steps, and a step among large polynomials can take a quarter of a minute. So it
    works in a thread of its own, which is left alone when the time is over. All that belongs to its context lives and
    dies in that thread. Where there are no threads, as in a browser, the limit is z3's own.
    """
    integers, seconds = integer_model(integers), time_limit(seconds)
    if not seconds > 0 or (resources is not None and resources < 1):
        raise ValueError(f"a limit is positive, not {seconds=}, {resources=}")
    answers: SimpleQueue[Answer | BaseException] = SimpleQueue()
    contexts: list[z3.Context] = []

    def work() -> None:
        global _forgotten
        if not _running:
            _forgotten = z3.Z3_get_estimated_alloc_size()
        _running.add(answers)
        found: Answer | BaseException
        try:
            found = _search(claim, integers, contexts, negated=negated, seconds=seconds, resources=resources)
        except BaseException as error:  # raised again below, where somebody asked
            found = error
        _running.discard(answers)
        answers.put(found)

    if sys.platform == "emscripten":
        work()
    else:
        before = threading.stack_size(STACK)
        try:
            # No daemon: one that is killed at the interpreter's end can take it down.
            threading.Thread(target=work).start()
        finally:
            threading.stack_size(before)
    try:
        found = answers.get(timeout=min(seconds + PATIENCE, threading.TIMEOUT_MAX))
    except Empty:
        found = Undecided(f"z3 reached the limit of {seconds:.2g} seconds")
    except BaseException:  # an interrupt, or the alarm of a command
        for context in contexts:
            context.interrupt()
        raise
    if isinstance(found, BaseException):
        raise found
    return found


def _search(
    claim: Claim,
    integers: Integers,
    contexts: list[z3.Context],
    *,
    negated: bool,
    seconds: float,
    resources: int | None,
) -> Answer:
    """The answer, when z3 gives one; ``contexts`` gets the one in which it works."""
    deadline, spent = time.monotonic() + seconds, 0
    try:
        asked = question(claim, integer_model(integers))
    except Unsupported as unsupported:
        return Undecided(unsupported.reason)
    contexts.append(asked.context)
    goals = [z3.And(asked.defined, asked.true)]
    if negated:
        # One after the other: asked for either, z3 spends its time on the laws of multiplication in
        # x // y * y + x % y == x, and does not see the division by zero.
        goals = [z3.Not(asked.defined), z3.Not(asked.true)]
    for goal in goals:
        solver = _solver(asked, goal)
        # z3 counts both in 32 bits, and takes 0 for no limit.
        solver.set("timeout", int(min(max(1, 1000 * (deadline - time.monotonic())), 2**32 - 2)))
        solver.set("rlimit", min(max(1, resources - spent), 2**32 - 1) if resources else 0)
        solver.set("max_memory", MEGABYTES + -(-_forgotten // 2**20))
        solver.set("ctrl_c", False)  # an interrupt is Python's
        try:
            answer = solver.check()
            reason = solver.reason_unknown() if answer == z3.unknown else ""
        except z3.Z3Exception as stopped:  # a limit, met where z3 does not expect it
            answer, reason = z3.unknown, str(stopped)
        spent = _steps(solver)
        if answer == z3.sat:
            model = solver.model()
            values = {name: model.eval(x, model_completion=True) for name, x in asked.variables.items()}
            return Model({name: asked.read(name, value) for name, value in values.items()})
        if answer != z3.unsat:
            if resources is not None and spent >= resources:  # the reason then is "canceled", or says so
                return Undecided(f"z3 reached the limit of {resources:,} resource units")
            if "timeout" in reason or "canceled" in reason or "resource limit" in reason:
                return Undecided(f"z3 reached the limit of {seconds:.2g} seconds")
            if "memory" in reason:
                return Undecided(f"z3 reached the limit of {MEGABYTES:,} megabytes")
            if "incomplete" in reason:
                return Undecided(f"z3's procedure for this theory is incomplete: {reason}")
            return Undecided(f"z3 gave up: {reason}")
    return NoModel()


def _solver(asked: Question, goal: Any) -> z3.Solver:
    solver = z3.Solver(ctx=asked.context)
    solver.add(*asked.premises, goal)
    return solver


def _steps(solver: z3.Solver) -> int:
    """How many of its resource units z3 has used in the solver's context."""
    counts = solver.statistics()
    return int(counts.get_key_value("rlimit count")) if "rlimit count" in counts.keys() else 0  # noqa: SIM118
