"""Exercises for chapter 4 about Turing machines: one that halts with many ones, and one that never halts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from arlib.checking import Accepted
from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import read_integer, read_text
from arlib.exercises.kinds.words import read_row
from arlib.exercises.variants import between, one_of
from arlib.halting.busy_beaver import explore
from arlib.halting.loop_search import find_loop
from arlib.halting.loops import TranslatedCycle, check_loop
from arlib.halting.turing_machines import Run, parse, picture, run

# ---- A machine that halts --------------------------------------------------------------------

ENOUGH = 100  # steps: a machine of two states that has not halted by then never does
MOST_ONES = 4
LONGEST_PICTURE = 20


def _halts(wanted: Callable[[Run], bool], asked: str) -> Grader:
    """A grader: a machine with two states that halts, with a run as it is wanted."""

    def grade(answer: object) -> Feedback:
        machine = parse(read_text(answer))
        if machine.states != 2:
            return Feedback(False, f"this machine has {machine.states} state{'s' * (machine.states != 1)}, not two.")
        made = run(machine, ENOUGH)
        if made.stuck:
            return Feedback(False, f"it {made}.")
        if not made.halted:
            return Feedback(False, f"it never halts: {find_loop(made) or made}.")
        passed = wanted(made)
        return Feedback(passed, listed(f"it {made}." if passed else f"it {made}. {asked}", picture(made)))

    return grade


def _key_figures(made: Run) -> tuple[int, int, int]:
    """After how many steps it halts, with how many ones, and how far to the right of where it began."""
    return made.steps, len(made.last.ones), made.last.head


def _mirrored(text: str) -> str:
    return text.translate(str.maketrans("LR", "RL"))


def _vary_beaver(choose: Random) -> Exercise:
    machines = [leaf.machine for leaf in explore(2) if leaf.machine.undefined == 0]
    texts = [text for machine in machines for text in (str(machine), _mirrored(str(machine)))]
    halting = {text: _key_figures(made) for text in texts if (made := run(parse(text), ENOUGH)).halted}
    shown = halting[EXAMPLE]
    text, figures = one_of(choose, [each for each in halting.items() if each[1][1] and each[1] != shown])
    steps, ones, place = figures
    side = "left" if place < 0 else "right"
    where = f"{abs(place)} cell{'s' * (abs(place) > 1)} to the {side} of where it began" if place else "where it began"
    count = f"{ones} one{'s' * (ones > 1)}"
    return replace(
        beaver,
        question=f"Find a machine with two states that halts after {steps} steps with {count}, {where}.",
        grade=_halts(
            lambda made: _key_figures(made) == figures, f"It should be {count} after {steps} steps, and halt {where}."
        ),
        hints=(
            "Begin with a machine that halts, look at its picture, and change one entry at a time.",
            "A machine has four entries, and one of them is for the last step. Which of the others are used twice?",
            "With L and R exchanged everywhere, the same happens on the other side.",
        ),
        key=Solution(f'answer = "{text}"', f"It {run(parse(text), ENOUGH)}, as its picture shows."),
    )


EXAMPLE = "1RB1RZ_1LB1LA"

beaver = Exercise(
    "4.8",
    "beaver",
    2,
    "Find a machine with two states that halts with four ones.",
    f'a text such as "{EXAMPLE}"',
    _halts(lambda made: len(made.last.ones) == MOST_ONES, f"It should be {MOST_ONES} ones."),
    (
        "Let it write a one in every step, also in the one that halts.",
        "In state A go right on a blank, in state B go left on a blank, and come back through the ones.",
        "A look at all of them: busy_beaver(2).most_ones.",
    ),
    _vary_beaver,
)


# ---- A machine that moves on -----------------------------------------------------------------

MOVER = "1RB0LB_1LA0RC_1RA1RZ"
MOVERS = (
    *("1RC0LB_1RA0RB_0LA1RZ", "1RB1RC_0RC0LB_1LA0RZ", "1RB1LA_1RC0RB_1LA0RZ", "1RC1RB_1RA1LB_0LB1LZ"),
    *("1RC0RC_1LB0LA_1RB0LZ", "1RB1LA_1RC1RA_1LB1LZ", "1RC0LB_1RA1RB_0LA1LZ", "1RB1LC_0RC0LB_1LA1RZ"),
    *("1RB0LB_1RC1LA_0LB0LZ", "1RC1LB_1RA0RB_1LA1LZ", "1RC1LB_0LA1LB_1RB0RZ", "1RB1LB_0RC0LB_1LA1RZ"),
)
LATEST = 1_000


def _moves_on(text: str) -> Grader:
    """A grader: after how many steps a machine meets something, and after how many it meets the same further on."""

    def grade(answer: object) -> Feedback:
        start, again = read_row(answer, ("start", "again"), read_integer, "a number")
        if not 0 <= start < again <= LATEST:
            return Feedback(False, f"the first number should be at least 0, the second larger, and at most {LATEST:,}.")
        made = run(parse(text), again)
        match check_loop(parse(text), TranslatedCycle(start, again)):
            case Accepted():
                shift = made.configurations[again].head - made.configurations[start].head
                where = "right" if shift > 0 else "left"
                said = f"after {again - start} steps the same lies {abs(shift)} further {where}, and so on."
                return Feedback(True, said)
            case rejected:
                said = f"it should be that {rejected.obligation}, but {rejected.countermodel}."
                lines = picture(made).splitlines()
                seen = [f"{lines[start]}\n{lines[again]}"] if again <= LONGEST_PICTURE else []
                return Feedback(False, listed(said, *seen))

    return grade


def _question(text: str) -> str:
    return (
        f"After how many steps does the machine {text} meet something, and after how many does it meet the same again, "
        "further on?"
    )


def _hints(text: str) -> tuple[str, ...]:
    return (
        f'Look at print(picture(run(parse("{text}"), 30))).',
        "Compare two lines with the same state in which the head is further to one side than ever before.",
        "The cells that the head reads in between must agree, and those ahead of them.",
    )


def _vary_moves_on(choose: Random) -> Exercise:
    text = one_of(choose, MOVERS)
    if between(choose, 0, 1):
        text = _mirrored(text)
    if between(choose, 0, 1):
        first, second, third = text.translate(str.maketrans("BC", "CB")).split("_")
        text = "_".join((first, third, second))
    found = find_loop(run(parse(text), ENOUGH))
    met = [found.start, found.again] if isinstance(found, TranslatedCycle) else []
    return replace(
        moves_on,
        question=_question(text),
        grade=_moves_on(text),
        hints=_hints(text),
        key=Solution(f"answer = {met}", f"It is so that {found}."),
    )


moves_on = Exercise(
    "4.9",
    "moves_on",
    2,
    _question(MOVER),
    "a list of two numbers of steps, such as [0, 4]",
    _moves_on(MOVER),
    _hints(MOVER),
    _vary_moves_on,
)
