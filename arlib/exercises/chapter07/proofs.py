"""Exercises for chapter 7 about proofs that no values do: hints are completed, and a false step is found."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from arlib.certificates.refutation import Addition, Refutation
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.refutation import check_refutation
from arlib.clauses import CNF, Clause
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable, whole_number
from arlib.exercises.kinds.clauses import (
    clause_text,
    clauses_text,
    literals_text,
    model,
    read_numbers,
    read_values,
    renamed,
    renaming,
    shuffled,
)
from arlib.exercises.kinds.documents import read_members
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import shown
from arlib.exercises.variants import one_of

SECONDS = 30.0  # each check takes less than a millisecond


def _renamed(proof: Refutation, choose: Random) -> Refutation:
    """The proof with other letters, its clauses in another order, and its steps in one that their hints allow."""
    letters, count = proof.formula.variables, len(proof.formula.clauses)
    by = renaming(choose, letters)
    drawn = shuffled(choose, range(1, count + 1))
    clauses = renamed([proof.formula.clauses[number - 1] for number in drawn], by)
    numbers = {old: new for new, old in enumerate(drawn, 1)}
    steps: list[Addition] = []
    left = [*proof.steps]
    while left:
        step = one_of(choose, [each for each in left if all(hint in numbers for hint in each.hints)])
        left.remove(step)
        numbers[step.number] = count + len(steps) + 1
        hints = tuple(numbers[hint] for hint in step.hints)
        steps.append(Addition(numbers[step.number], renamed([step.clause], by)[0], hints))
    return Refutation(CNF(letters, clauses), tuple(steps))


def _checked(proof: Refutation) -> str:
    """What the checker objects to; nothing if it accepts the proof."""
    match check_refutation(proof, seconds=SECONDS):
        case Accepted():
            return ""
        case Rejected(obligation, why):
            return f"{obligation}: {why}"


# ---- 7.6 ----------------------------------------------------------------------------------

WHOLE = Refutation(
    CNF(5, ((-1, 2), (1, 3, -4), (-2, -3, 5), (2, -3, -4), (-1, -2), (-3, -4, -5), (1, 4))),
    (Addition(8, (1,), (7, 2, 4, 6, 3)), Addition(9, (2,), (8, 1)), Addition(10, (), (8, 9, 5))),
)
MISSING = 0  # the step whose hints are asked for


def lines_text(proof: Refutation) -> str:
    """The steps as lines of LRAT, without the hints that are asked for."""
    lines = [str(step) for step in proof.steps]
    asked = proof.steps[MISSING]
    lines[MISSING] = " ".join(map(str, (asked.number, *asked.clause, 0, "...", 0)))
    return "\n".join(lines)


def _gap(step: Addition, before: dict[int, Clause]) -> str:
    """Where the hints of a step lead to no contradiction; nothing if they do."""
    true = [-literal for literal in step.clause]
    for place, hint in enumerate(step.hints, 1):
        if hint not in before:
            return f"there is no clause {hint} before this line."
        left = [literal for literal in before[hint] if -literal not in true]
        if not left:
            return ""
        if len(left) > 1:
            said = f"with {literals_text(true)} true, hint {place} is clause {hint}, {clause_text(before[hint])}"
            return (
                f"{said}, and still has {literals_text(left)} left. A hint has one literal left, and the last has none."
            )
        true += left
    return f"with your hints {literals_text(true)} become true, and no clause among them is false then."


def _grade_hints(proof: Refutation) -> Grader:
    """A grader: hints with which the checker accepts the whole proof."""
    before = dict(enumerate(proof.formula.clauses, 1))

    def grade(answer: object) -> Feedback:
        step = replace(proof.steps[MISSING], hints=read_numbers(answer, "a clause"))
        if said := _gap(step, before):
            return Feedback(False, said)
        steps = (*proof.steps[:MISSING], step, *proof.steps[MISSING + 1 :])
        if said := _checked(Refutation(proof.formula, steps)):
            return Feedback(False, f"the checker does not accept it: {said}.")
        return Feedback(True, f"the checker accepts the proof with the line {step}.")

    return grade


def _ask_hints(proof: Refutation) -> str:
    number = proof.steps[MISSING].number
    return f"These clauses are refuted in LRAT, and the hints of line {number} are lost. Which are they?"


def _vary_hints(choose: Random) -> Exercise:
    proof = _renamed(WHOLE, choose)
    key = list(proof.steps[MISSING].hints)
    return replace(
        hints,
        question=listed(_ask_hints(proof), clauses_text(proof.formula.clauses), lines_text(proof)),
        grade=_grade_hints(proof),
        key=Solution(f"answer = {key}", "Each makes its last literal true, and the last one has none."),
    )


hints = Exercise(
    "7.6",
    "hints",
    2,
    _ask_hints(WHOLE),
    "a list of numbers of clauses such as [1, 2, 5]",
    _grade_hints(WHOLE),
    (
        "A line has its number, its clause, 0, its hints and 0. Suppose that its clause is false.",
        "Each hint is then a clause with one literal left, which becomes true. What follows from that?",
        "The last hint is a clause whose literals are all false by then. The order of the others may differ.",
    ),
    _vary_hints,
)

# ---- 7.7 ----------------------------------------------------------------------------------

FALSE = Refutation(
    CNF(6, ((-1, 2), (-2, -4), (4, 5, 6), (1, -2, -5), (-2, 3), (1, 2), (-3, 4, -6))),
    (
        Addition(8, (1,), (6, 2, 5, 4, 7, 3)),
        Addition(9, (2,), (8, 1)),
        Addition(10, (-4,), (9, 2)),
        Addition(11, (3,), (9, 5)),
        Addition(12, (6,), (9, 10, 3, 4)),
        Addition(13, (), (11, 12, 10, 7)),
    ),
)


def steps_text(proof: Refutation) -> str:
    """The steps with their clauses and hints, one on a line."""
    return "\n".join(
        f"step {str(step.number) + ':':4} {clause_text(step.clause):18} by {', '.join(map(str, step.hints))}"
        for step in proof.steps
    )


def _grade_step(proof: Refutation) -> Grader:
    """A grader: the first step that is false with some values that make the formula true, and those values."""
    letters, clauses = proof.formula.variables, proof.formula.clauses
    first, last = proof.steps[0].number, proof.steps[-1].number

    def grade(answer: object) -> Feedback:
        given, said = read_members(answer, ("step", "values"))
        number = whole_number(given)
        if number is None or not first <= number <= last:
            raise Unreadable(f"{shown(given)} is not the number of a step, which are {first} to {last}.")
        values = read_values(said, letters)
        for place, clause in enumerate(clauses, 1):
            if set(clause).isdisjoint(values.literals):
                return Feedback(False, f"with {values}, clause {place}, {clause_text(clause)}, is false.")
        false = [step for step in proof.steps if set(step.clause).isdisjoint(values.literals)]
        step = proof.steps[number - first]
        if step not in false:
            return Feedback(False, f"with {values} all clauses are true, and step {number} is true as well.")
        if step != false[0]:
            return Feedback(
                False, f"step {number} is false with {values}, and so is a step before it, from which it follows."
            )
        return Feedback(
            True,
            f"with {values} each clause is true, and step {number} is false. The checker stops at {_checked(proof)}.",
        )

    return grade


ASK_STEP = (
    "This refutation has a step that does not follow from the clauses and steps before it. Which one, and with which "
    "values is it false, though all clauses are true?"
)


def _vary_step(choose: Random) -> Exercise:
    proof = _renamed(FALSE, choose)
    values = model(proof.formula.clauses, proof.formula.variables)
    literals = list(values.literals) if values else []
    step = next(each.number for each in proof.steps if set(each.clause).isdisjoint(literals))
    return replace(
        false_step,
        question=listed(ASK_STEP, clauses_text(proof.formula.clauses), steps_text(proof)),
        grade=_grade_step(proof),
        key=Solution(f"answer = {[step, literals]}", "Its last hint has a literal that is true, by a step before it."),
    )


false_step = Exercise(
    "7.7",
    "false_step",
    2,
    ASK_STEP,
    "a list with the number of the step and the literals that are true, such as [8, [1, -2, -3, 4, 5, -6]]",
    _grade_step(FALSE),
    (
        "Suppose that a step is false, and follow its hints: each leaves one literal, and the last one none.",
        "In one step the last clause has a literal that an earlier step has made true.",
        "If the step is false, what follows from it by unit propagation? Go on until each letter has a value.",
    ),
    _vary_step,
)
