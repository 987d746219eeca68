"""Graders for each kind of question about programs: a wrong answer is met with a state, and what happens from there.

A factory gets the program as text and gives the grader. Lines are counted from the first line of that text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, cycle

from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.termination import TerminationProof
from arlib.checking import Accepted
from arlib.exercises.base import Feedback
from arlib.exercises.kinds.reading import read_assignment, read_constraint
from arlib.integers import Unbounded
from arlib.polynomials import constraints_text
from arlib.printing import assignment_text
from arlib.programs.interpreter import OutOfSteps, TooDeep, TooLarge, run
from arlib.programs.syntax import Program
from arlib.termination import guess_recurrence, judge, terminates
from arlib.termination.prover import No, begun, read
from arlib.verdict import Proved, Refuted

Grader = Callable[[object], Feedback]
SECONDS = 3.0  # for each question to the solver
MOST_SHOWN = 4
LARGEST, ENOUGH = 1_000, 20_000  # of the numbers in an endless input, and the steps of its run


def program_of(source: str) -> Program:
    """The program that a text means, Python or C; its first line is line 1, whatever blank lines come before."""
    return read(source.strip(), None, None)


def listed(text: str, *sources: str) -> str:
    """A text, and below it programs as they are, letter under letter, with an empty line between two of them.

    >>> print(listed("Does it end?", "def f():\\n    return"))
    Does it end?
        def f():
            return
    """
    lines = "\n\n".join(source.strip("\n") for source in sources).splitlines()
    return "\n".join([text, *(f"    {line}" for line in lines)])


def unfolds(program: Program, inputs: Mapping[str, int], choices: Iterator[int] | tuple[int, ...] = ()) -> str:
    """The first states of a run, as a sentence.

    >>> unfolds(program_of("def f(x):\\n    while x > 0:\\n        x = x - 2"), {"x": 3})
    'it has x = 3; then x = 1; then x = -1.'
    """
    visits = run(program, inputs, choices=choices, arrivals=MOST_SHOWN + 1).visits
    if not visits:
        return "it comes to no loop."
    shown = "; then ".join(assignment_text(visit.state) for visit in visits[:MOST_SHOWN])
    return f"it has {shown}; and so on." if len(visits) > MOST_SHOWN else f"it has {shown}."


def what_happens(program: Program, witness: No) -> str:
    """The run of a witness, as a sentence: where it fails, or how it goes on for ever."""
    inputs, choices = witness.entry.inputs, witness.entry.choices
    repeated: Iterator[int] = cycle(witness.repeated) if isinstance(witness, Lasso) else iter(())
    begun = f"with {assignment_text(inputs)} " if inputs else ""
    if choices:
        begun += f"and the choice{'s' * (len(choices) > 1)} {', '.join(map(str, choices))} "
    shown = unfolds(program, inputs, chain(choices, repeated))
    match witness:
        case UndefinedRun(_, _, line, why):
            return f"{begun}it comes to line {line}, where C says nothing: {why}."
        case AcceleratedRun(failure=(line, why)):
            turns = f"after {witness.turns:,} turns " * (witness.turns > 0)
            return f"{begun}it comes {turns}to line {line}, where C says nothing: {why}."
        case _:
            return f"{begun}it runs for ever. {shown[0].upper()}{shown[1:]} {_stays(witness)}"


# ---- Runs that do not end --------------------------------------------------------------------


def recurrence_set(source: str, inputs: Mapping[str, int]) -> Grader:
    """A grader: the text of a set of states that the run from the inputs enters, and never leaves.

    >>> grade = recurrence_set("def f(x):\\n    while x > 0:\\n        x = x + 1", {"x": 1})
    >>> grade("x > 5")
    Passed: from x = 1 the run comes into the set after 5 turns, and never leaves it.
    >>> grade("x < 9")
    Not yet: with x = 8, which is in the set, a turn of the loop in line 2 leads to x = 9: x <= 8 is false there.
    """
    program = program_of(source)

    def grade(answer: object) -> Feedback:
        found = guess_recurrence(program, inputs, read_constraint(answer))
        match judge(found, seconds=SECONDS):
            case Accepted():
                before = found.entry.arrival - 1
                came = f"after {before} turn{'s' * (before != 1)}" if before else "at once"
                return Feedback(
                    True, f"from {assignment_text(inputs)} the run comes into the set {came}, and never leaves it."
                )
            case rejected:
                return Feedback(False, f"{rejected.countermodel}.")

    return grade


def endless_input(source: str, refuse: Callable[[Mapping[str, int]], str] = lambda inputs: "") -> Grader:
    """A grader: an input from which the program runs for ever; ``refuse`` says why one is not wanted.

    >>> grade = endless_input("def f(x):\\n    while x > 0:\\n        x = x - x // 2")
    >>> grade({"x": 0})
    Not yet: with x = 0 it ends after 0 turns: it has x = 0.
    >>> grade({"x": 3}).text.partition(": ")[2]
    'it has x = 3; then x = 2; then x = 1; then x = 1; and so on. The run comes back to a state in which it was.'
    """
    program = program_of(source)

    def grade(answer: object) -> Feedback:
        inputs = read_assignment(answer, program.parameters, Unbounded())
        if refused := refuse(inputs):
            return Feedback(False, refused)
        if max(map(abs, inputs.values())) > LARGEST:
            return Feedback(False, f"smaller numbers do; take numbers from -{LARGEST:,} to {LARGEST:,}.")
        made = run(program, inputs, steps=ENOUGH)
        begins = f"with {assignment_text(inputs)}"
        if not isinstance(made.outcome, OutOfSteps | TooDeep | TooLarge):
            turns = len(made.visits) - 1
            return Feedback(
                False, f"{begins} it ends after {turns} turn{'s' * (turns != 1)}: {unfolds(program, inputs)}"
            )
        match terminates(begun(program, inputs), seconds=SECONDS):
            case Refuted(Lasso() | RecurrenceSet() as witness):
                return Feedback(True, f"{begins} it runs for ever: {unfolds(program, inputs)} {_stays(witness)}")
        return Feedback(False, f"{begins} it takes more than {ENOUGH:,} steps, and no argument was found.")

    return grade


def _stays(witness: Lasso | RecurrenceSet | AcceleratedRun) -> str:
    if isinstance(witness, AcceleratedRun):
        return f"After {witness.turns:,} turns it still goes on, and does so for ever."
    if isinstance(witness, Lasso):
        return "The run comes back to a state in which it was."
    return (
        f"The run never leaves the states with {' or '.join(constraints_text(p.constraints) for p in witness.phases)}."
    )


# ---- A program with a property ---------------------------------------------------------------


def program_with(
    make: Callable[[object], Program],
    praise: Callable[[Program, TerminationProof], str],
    refuse: Callable[[Program], str] = lambda program: "",
    beyond: Callable[[Program], str] = lambda program: "",
) -> Grader:
    """A grader: a program that ends for every input, and whose operations all have a value, by ``terminates``.

    ``refuse`` says before that why a program is not of the form that is wanted, and ``beyond`` what else it lacks.

    >>> grade = program_with(lambda answer: program_of(str(answer)), lambda program, proof: f"it ends: {proof}.")
    >>> grade("def f(x):\\n    while x > 0:\\n        x = x - 1")
    Passed: it ends: ranking function x - 1.
    >>> grade("def f(x):\\n    while x != 0:\\n        x = x // 2")  # doctest: +NORMALIZE_WHITESPACE
    Not yet: it does not end for every input: with x = -1 it runs for ever.
    It has x = -1; then x = -1; then x = -1; then x = -1; and so on. The run comes back to a state in which it was.
    """

    def grade(answer: object) -> Feedback:
        program = make(answer)
        if refused := refuse(program):
            return Feedback(False, refused)
        match terminates(program, seconds=5):
            case Refuted(witness) if witness.reason != "runs for ever":
                return Feedback(False, f"{what_happens(program, witness)}")
            case Refuted(witness):
                return Feedback(False, f"it does not end for every input: {what_happens(program, witness)}")
            case Proved(TerminationProof() as proof):
                lacking = beyond(program)
                return Feedback(not lacking, lacking or praise(program, proof))
            case other:
                return Feedback(False, f"whether it ends for every input could not be decided: {other.reason}.")

    return grade
