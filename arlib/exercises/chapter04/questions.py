"""Exercises for chapter 4, the halting problem; those on deciders, on texts and on machines have files of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from numbers import Integral
from random import Random

from arlib.exercises.base import MOST_DIGITS, Exercise, Feedback, Solution, Unreadable
from arlib.exercises.chapter04.deciders import ASKING, DECIDERS, PLAIN, foresee, predict
from arlib.exercises.chapter04.machines import beaver, moves_on
from arlib.exercises.chapter04.texts import ENDS, LOOPS, PROGRAMS, copy, own, read_function, silent
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import shown
from arlib.exercises.kinds.words import read_row, truth
from arlib.exercises.variants import one_of
from arlib.halting.apart import apart
from arlib.halting.bounded import Interrupted, bounded
from arlib.halting.diagonal import BOUND, reply
from arlib.halting.table import Table
from arlib.halting.texts import Halts, run_text
from arlib.verdict import Unsupported

# ---- 4.5 and 4.6 --------------------------------------------------------------------------

TABLE = Table(
    ("a", "b", "c", "d", "e"),
    (
        (True, False, True, True, False),
        (False, False, True, False, True),
        (True, True, True, True, True),
        (False, True, False, False, False),
        (True, True, False, True, True),
    ),
)
SIDE = 4


def _read_row(answer: object, length: int) -> tuple[bool, ...]:
    return tuple(read_row(answer, list(map(str, range(length))), truth, "True or False"))


def _opposite_of_other(table: Table) -> Grader:
    """A grader: the row that is the opposite of the diagonal from the upper right to the lower left."""

    def grade(answer: object) -> Feedback:
        row = _read_row(answer, len(table.programs))
        for name, entries in zip(table.programs, table.entries, strict=True):
            if row == entries:
                return Feedback(False, f"this is row {name} of the table.")
        if row == table.opposite:
            return Feedback(
                False, "this is the opposite of the diagonal that the chapter uses. Take the other diagonal."
            )
        last = len(row) - 1
        for i, name in enumerate(table.programs):
            if row[last - i] == table.entries[i][last - i]:
                return Feedback(
                    False,
                    f"for program {last - i} your row has {row[last - i]}, as row {name} has, "
                    "which the other diagonal meets there.",
                )
        return Feedback(True, "it differs from row a at 4, from b at 3, from c at 2, from d at 1 and from e at 0.")

    return grade


def _vary_other(choose: Random) -> Exercise:
    size = range(len(TABLE.programs))
    drawn = Table(TABLE.programs, tuple(tuple(one_of(choose, (True, False)) for _ in size) for _ in size))
    lines = [f"  {'':2}{''.join(f'{number:>7}' for number in size)}"]
    for name, row in zip(drawn.programs, drawn.entries, strict=True):
        lines.append(f"  {name:2}{''.join(f'{value!s:>7}' for value in row)}")
    key = [not drawn.entries[size[-1] - column][column] for column in size]
    return replace(
        other,
        question=listed(other.question, "\n".join(lines)),
        grade=_opposite_of_other(drawn),
        key=Solution(f"answer = {key}", "From row e in column 0 up to row a in column 4, each value is turned round."),
    )


other = Exercise(
    "4.5",
    "other",
    1,
    "Which row is the opposite of the other diagonal, the one from the upper right to the lower left?",
    "a list of five values, each True or False, the value for program 0 first",
    _opposite_of_other(TABLE),
    (
        "The first value of your row belongs to column 0. Which row does the other diagonal meet there?",
        "It meets row e in column 0 and row a in column 4.",
    ),
    _vary_other,
)


def _grade_table(answer: object) -> Feedback:
    if not isinstance(answer, list | tuple) or len(answer) != SIDE:
        raise Unreadable(f"This is not a list of {SIDE} rows.")
    rows = [_read_row(row, SIDE) for row in answer]
    for i, row in enumerate(rows):
        if row in rows[:i]:
            return Feedback(False, f"rows {rows.index(row)} and {i} are the same.")
        if sum(row) != 2:
            return Feedback(False, f"in row {i} there are {sum(row)} entries that are True, and there should be two.")
    opposite = Table(tuple("abcd"), tuple(rows)).opposite
    if any(opposite):
        i = opposite.index(True)
        return Feedback(
            False,
            f"program {i} runs for ever on {i} in your table, so the opposite ends on {i}: it is {list(opposite)}.",
        )
    return Feedback(True, "the opposite program runs for ever on every number, and no row of your table does.")


table = Exercise(
    "4.6",
    "table",
    1,
    "Fill in a table of four programs, no two rows the same and two True in each row, for which the opposite "
    "program runs for ever on every number.",
    "a list of four rows, each a list of four values, True where the program ends",
    _grade_table,
    ("The opposite is False where the diagonal is True.", "The diagonal takes one True of each row. One is left."),
)

# ---- 4.7 ----------------------------------------------------------------------------------

# The program asks for something that only the seller of `returns_seven` can run.
ENDLESS_IF_SEVEN = "def p():\n    n = mystery()\n    while n == 7:\n        pass\n    return n\n"
MYSTERIES = (
    ("def p():\n    mystery()\n    return 42\n", "def mystery():\n    pass\n", True),
    ("def p():\n    mystery()\n    return 42\n", "def mystery():\n    while True:\n        pass\n", False),
    ("def p():\n    mystery()\n    return 7\n", "def mystery():\n    pass\n", True),
    ("def p():\n    mystery()\n    return 7\n", "def mystery():\n    while True:\n        pass\n", False),
    (ENDLESS_IF_SEVEN, "def mystery():\n    return 7\n", False),
    (ENDLESS_IF_SEVEN, "def mystery():\n    return 8\n", True),
)


def _told(halts: Callable[..., object], case: tuple[str, str]) -> tuple[str, list[str], str]:
    """What a learner's function answers, what it asked about, and what went wrong."""
    source, mystery = case
    asked: list[str] = []

    def returns_seven(text: str) -> bool:
        asked.append(str(text))
        return run_text(f"{mystery}\n\n{text}").ending == Halts(7)

    try:
        return reply(bounded(lambda text: halts(text, returns_seven), source, BOUND)).answer, asked, ""
    except Interrupted as error:
        return "", asked, f"{error}."
    except Unsupported as error:
        return "", asked, f"what you asked about cannot be run.\n{error}"
    except Exception as error:  # a learner's function may fail in any way
        return "", asked, f"it fails: {type(error).__name__}: {str(error):.100}."


def _grade_rice(answer: object) -> Feedback:
    halts = read_function(answer, ("source", "returns_seven"))
    with apart(partial(_told, halts)) as told:
        for source, mystery, ends in MYSTERIES:
            try:
                said, asked, trouble = told((source, mystery))
            except Interrupted as error:
                return Feedback(False, f"{error}.")
            if trouble:
                return Feedback(False, trouble)
            if not asked:
                return Feedback(False, "it does not ask returns_seven about anything, so it can only guess.")
            if said != ("yes" if ends else "no"):
                does = "ends" if ends else "runs for ever"
                words = listed(f"it says {said!r} of this program, which {does}:", source, mystery)
                return Feedback(False, f"{words}\n{listed('What you asked about was:', asked[-1])}")
    return Feedback(True, f"it is right about {len(MYSTERIES)} programs, without running any of them.")


rice = Exercise(
    "4.7",
    "rice",
    3,
    "Somebody sells a function returns_seven, which says of every program whether it ends and returns 7. "
    "Write halts(source, returns_seven), which says whether a program ends.",
    "a function with two parameters, the text of a program and returns_seven, or its text",
    _grade_rice,
    (
        "Do not ask about the program itself: it may end and return 42. Ask about another one, made from it.",
        "first_then(one, other) makes a program that runs one, and if that ends behaves like the other.",
        "The other one should always return 7. Give it another name than p.",
    ),
)

# ---- 4.10 ---------------------------------------------------------------------------------

SEARCHES = ((2, 2, 6), (7, 1, 28), (4, 8, 28), (400, 2, 496))  # start, step, and the perfect number that is met
SEARCH_BOUND, SEARCH_SECONDS = 2_000_000, 30.0  # a slow machine needs ten seconds for so many steps
OPEN = (1, 2)
STILL_RUNNING = "was still running when its steps were used up"


def _grade_perfect(answer: object) -> Feedback:
    with apart(partial(_search, read_function(answer, ("n", "step"))), seconds=SEARCH_SECONDS) as search:
        try:
            for start, step, wanted in SEARCHES:
                found, why = search((start, step, SEARCH_BOUND))
                if found != wanted:
                    told = f"search({start}, {step}) {why or f'returns {found}'}."
                    return Feedback(False, f"{told} The first perfect number there is {wanted}.")
            found, why = search((*OPEN, BOUND))
        except Interrupted as error:
            return Feedback(False, f"{error}.")
    if found is not None and found > 0 and not why:
        total = sum(n for n in range(1, min(found, 10**6)) if found % n == 0)
        return Feedback(False, f"search(1, 2) returns {found}, whose proper divisors add up to {total}.")
    if why != STILL_RUNNING:
        return Feedback(False, f"search(1, 2) {why or f'returns {found}'}, and should go on searching.")
    return Feedback(True, "search(1, 2) was still running. Whether it ever ends, nobody knows.")


def _search(answer: Callable[..., object], numbers: tuple[int, int, int]) -> tuple[int | None, str]:
    """What a search from a start by a step returns, within a limit, or what it does instead."""
    start, step, limit = numbers
    try:
        found = bounded(lambda pair: answer(*pair), (start, step), limit)
        if isinstance(found, Integral) and abs(found) < 10**MOST_DIGITS:
            return int(found), ""
        return None, f"returns {shown(found) if isinstance(found, int) else repr(found)[:40]}"
    except Interrupted:
        return None, STILL_RUNNING
    except Exception as error:  # a learner's function may fail in any way
        return None, f"fails: {type(error).__name__}: {str(error):.100}"


perfect = Exercise(
    "4.10",
    "perfect",
    4,
    "Write a function search(n, step) that looks at n, n + step, n + 2 * step and so on, and returns the first of "
    "them that is a perfect number.",
    "a function with two parameters, or its text in quotes",
    _grade_perfect,
    (
        "A number is perfect if its proper divisors, itself excluded, add up to it: 6 is 1 + 2 + 3.",
        "Two loops: the outer one never stops by itself, the inner one adds up the divisors of n.",
        "1 is not perfect: the sum of its proper divisors is 0.",
    ),
)

EXERCISES = (predict, own, copy, silent, other, table, rice, beaver, moves_on, perfect, foresee)
SOURCES = (*DECIDERS, ENDS, LOOPS, *PROGRAMS, *ASKING.values(), *PLAIN.values())
