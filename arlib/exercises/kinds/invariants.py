"""The grader for invariants, which tells initiation, consecution and sufficiency apart (Bradley and Manna 2007)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from arlib import terms as t
from arlib.certificates.termination import Malformed, TerminationProof, obligations
from arlib.checking import Accepted, Rejected
from arlib.exercises.base import Feedback
from arlib.exercises.kinds.programs import SECONDS, Grader, program_of
from arlib.exercises.kinds.rankings import accepted, told
from arlib.exercises.kinds.reading import read_constraint
from arlib.polynomials import constraint_text
from arlib.printing import assignment_text, to_text
from arlib.programs.interpreter import run
from arlib.programs.syntax import Assert, Block, If, Program, Statement, While, loops
from arlib.programs.transitions import ENTRY, transition_system
from arlib.termination import guess, judge
from arlib.termination.guess import read_constraints
from arlib.verdict import Unsupported

INITIATION, CONSECUTION, SUFFICIENCY = "initiation", "consecution", "sufficiency"
MEANS = {
    INITIATION: "initiation fails, since your invariant is not true when the loop is first reached",
    CONSECUTION: "initiation holds, but consecution fails, since a turn does not keep your invariant",
    SUFFICIENCY: "initiation and consecution hold, but sufficiency fails, since your invariant says too little",
}


def invariant(source: str, ranking: str) -> Grader:
    """A grader: an invariant of the loop, with which ``ranking`` is a ranking function and no assertion fails.

    *Initiation*: it is true when the loop is first reached. *Consecution*: a turn keeps it. *Sufficiency*: it implies
    what is wanted of it. The first of them that fails is named, with a state in which it does.

    >>> grade = invariant("def f(n):\\n    i = 0\\n    while i < 9:\\n        i = i + 3\\n    assert i == 9", "9 - i")
    >>> for wrong in ("i > 0", "i <= 9", "i >= 0"):
    ...     print(grade(wrong).text.partition(", since")[0])
    initiation fails
    initiation holds, but consecution fails
    initiation and consecution hold, but sufficiency fails
    """
    plain = program_of(source)
    program, failing = _with_places_to_fail(plain)

    def guessed(text: str, elsewhere: Mapping[int, str]) -> TerminationProof:
        return guess(program, ranking, {**dict.fromkeys(loops(plain), text), **elsewhere})

    def grade(answer: object) -> Feedback:
        text = read_constraint(answer)
        proof = guessed(text, dict.fromkeys(failing, "False"))
        final = judge(proof, seconds=SECONDS)
        if isinstance(final, Accepted):
            return Feedback(True, f"{text} holds whenever the loop is reached. {accepted(proof, final.rests_on)}")
        # The invariant must first be one; only then it matters what follows from it.
        alone = guessed(text, {})
        first = judge(alone, seconds=SECONDS)
        if isinstance(first, Rejected) and _obligation(alone, first, failing)[0] != SUFFICIENCY:
            proof, final = alone, first
        kind, place = _obligation(proof, final, failing)
        said = _begins(plain, text, final) if kind == INITIATION else told(final)
        if place is not None:
            said = _reaches(failing[place], plain, final)
        return Feedback(False, f"{MEANS[kind]}: {said}.")

    return grade


def _obligation(proof: TerminationProof, rejected: Rejected, failing: Mapping[int, Assert]) -> tuple[str, int | None]:
    """Which of the three obligations failed; with the place where an assertion does, if it is one of these."""
    wanted = obligations(proof)
    while True:
        try:
            each = next(wanted)
        except (StopIteration, Malformed):
            return SUFFICIENCY, None
        if each.name == rejected.obligation:
            break
    if each.keeps is None:
        return SUFFICIENCY, None
    if each.keeps[0] in failing:
        return SUFFICIENCY, each.keeps[0]
    return (INITIATION if each.at == ENTRY else CONSECUTION), None


def _begins(program: Program, text: str, rejected: Rejected) -> str:
    """The run from an input to the loop, where the invariant is false."""
    inputs = {name: (rejected.assignment or {}).get(name, 0) for name in program.parameters}
    visits = run(program, inputs, arrivals=1).visits
    for p in read_constraints(text, transition_system(program)) if visits else ():
        state = visits[0].state
        if p.variables <= state.keys() and p.evaluate(state) < 0:
            comes = f"the program comes to the loop in line {visits[0].line} with {assignment_text(state)}"
            return f"with {assignment_text(inputs)}, {comes}: {constraint_text(p)} is false there"
    return told(rejected)  # as where choices are made before the loop


def _reaches(failing: Assert, program: Program, rejected: Rejected) -> str:
    """How a state that an invariant allows leads to an assertion that is false."""
    test = f"the assertion {to_text(failing.test)} in line {failing.line}"
    if rejected.assignment is None:
        return f"it was not shown that {test} is true: {rejected.countermodel}"
    state = rejected.assignment
    shown = assignment_text({name: state[name] for name in (*program.parameters, *state) if name in state})
    reached = f"with {shown} your invariant is true, and from there the run comes to {test}, which is false"
    return f"{reached}. If no run of the program comes to this state, your invariant should say so"


def _with_places_to_fail(program: Program) -> tuple[Program, dict[int, Assert]]:
    """The program with a place of its own, a loop, for each assertion that fails; and which place is whose."""
    if program.functions:
        raise Unsupported("an invariant of a loop is asked for, and this program has a function that calls itself")
    failing: dict[int, Assert] = {}
    first = max(loops(program), default=0) + 1

    def changed(body: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(map(change, body))

    def change(statement: Statement) -> Statement:
        match statement:
            case Assert(test, line):
                place = first + len(failing)
                failing[place] = statement
                return If(test, (), (While(t.Truth(True), (), place, line),), line)
            case If(then=then, orelse=orelse):
                return replace(statement, then=changed(then), orelse=changed(orelse))
            case While(body=body) | Block(body=body):
                return replace(statement, body=changed(body))
        return statement

    return replace(program, body=changed(program.body)), failing
