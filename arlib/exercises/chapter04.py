"""Exercises for chapter 4, the halting problem; those on programs that know texts have a file of their own."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType

from arlib.checking import Accepted
from arlib.exercises.base import Exercise, Feedback, Unreadable
from arlib.exercises.reading import read_integer, read_text
from arlib.exercises.text_exercises import ENDS, LOOPS, PROGRAMS, copy, own, rice, silent
from arlib.halting.bounded import Interrupted, bounded
from arlib.halting.diagonal import BOUND, confront
from arlib.halting.loop_search import find_loop
from arlib.halting.loops import TranslatedCycle, check_loop
from arlib.halting.table import Table
from arlib.halting.turing_machines import parse, picture, run

# ---- 4.1 ----------------------------------------------------------------------------------

DECIDERS = (
    """
def a(source):
    return "no" if "pass" in source else "yes"
""",
    """
def b(source):
    return "yes" if source.startswith("def h") else "no"
""",
    """
def c(source):
    return None if "while" in source else "yes"
""",
    """
def d(source):
    return "yes" if source.count("while") == 1 else "no"
""",
    """
def e(source):
    return "no" if e(source) == "yes" else "yes"
""",
)
ANSWERS = ("yes", "no", "don't know")
REASONS = {
    "a": "its diagonal contains the word pass",
    "b": "the text of its diagonal begins with def h",
    "c": "its diagonal contains the word while",
    "d": "its diagonal has the word while twice, once in the template and once in the body",
    "e": "it asks itself, and never comes back with an answer",
}


def _function(text: str) -> Callable[[str], object]:
    """The function that one of the texts above defines."""
    found: dict[str, Callable[[str], object]] = {}
    exec(text, found)
    return found[text.split("(")[0].removeprefix("\ndef ")]


def _grade_predict(answer: object) -> Feedback:
    if not isinstance(answer, list | tuple) or len(answer) != len(DECIDERS):
        raise Unreadable(f"This is not a list of {len(DECIDERS)} answers.")
    for guess, text in zip(answer, DECIDERS, strict=True):
        if not isinstance(guess, str) or guess not in ANSWERS:
            raise Unreadable(f"Each of the values should be one of {', '.join(map(repr, ANSWERS))}.")
        met = confront(_function(text))
        if guess != met.prediction.answer:
            why = REASONS[met.decider]
            return Feedback(False, f"{met.decider} says {met.prediction.answer!r} of its own diagonal, since {why}.")
    return Feedback(True, "a, b and d answer, and each of them is wrong. c and e do not answer.")


predict = Exercise(
    "4.1",
    "predict",
    1,
    "What does each of the five deciders a, b, c, d and e say of its own diagonal?",
    """a list of five texts, each "yes", "no" or "don't know", such as ["yes", "yes", "yes", "yes", "yes"]""",
    _grade_predict,
    (
        'Print diagonal("a"), and read it as the decider does, letter by letter.',
        "Everything in the body of the diagonal stands in its template as well.",
    ),
)

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
    if not isinstance(answer, list | tuple) or len(answer) != length or not all(isinstance(v, bool) for v in answer):
        raise Unreadable(f"A row is a list of {length} values, each True or False.")
    return tuple(answer)


def _grade_other(answer: object) -> Feedback:
    row = _read_row(answer, len(TABLE.programs))
    for name, entries in zip(TABLE.programs, TABLE.entries, strict=True):
        if row == entries:
            return Feedback(False, f"this is row {name} of the table.")
    if row == TABLE.opposite:
        return Feedback(False, "this is the opposite of the diagonal that the chapter uses. Take the other diagonal.")
    last = len(row) - 1
    for i, name in enumerate(TABLE.programs):
        if row[last - i] == TABLE.entries[i][last - i]:
            return Feedback(
                False,
                f"for program {last - i} your row has {row[last - i]}, as row {name} has, "
                "which the other diagonal meets there.",
            )
    return Feedback(True, "it differs from row a at 4, from b at 3, from c at 2, from d at 1 and from e at 0.")


other = Exercise(
    "4.5",
    "other",
    1,
    "Which row is the opposite of the other diagonal, the one from the upper right to the lower left?",
    "a list of five values, each True or False, the value for program 0 first",
    _grade_other,
    (
        "The first value of your row belongs to column 0. Which row does the other diagonal meet there?",
        "It meets row e in column 0 and row a in column 4.",
    ),
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

# ---- 4.8 and 4.9 --------------------------------------------------------------------------

ENOUGH = 100  # steps: a machine of two states that has not halted by then never does
MOST_ONES = 4
LONGEST_PICTURE = 10
MOVER = "1RB0LB_1LA0RC_1RA1RZ"
LATEST = 1_000


def _grade_beaver(answer: object) -> Feedback:
    machine = parse(read_text(answer))
    if machine.states != 2:
        return Feedback(False, f"this machine has {machine.states} state{'s' * (machine.states != 1)}, not two.")
    made = run(machine, ENOUGH)
    if made.stuck:
        return Feedback(False, f"it {made}.")
    if not made.halted:
        return Feedback(False, f"it never halts: {find_loop(made) or made}.")
    shown = f"\n{picture(made)}" if made.steps <= LONGEST_PICTURE else ""
    return Feedback(len(made.last.ones) == MOST_ONES, f"it {made}.{shown}")


beaver = Exercise(
    "4.8",
    "beaver",
    2,
    "Find a machine with two states that halts with four ones.",
    'a text such as "1RB1RZ_1LB1LA"',
    _grade_beaver,
    (
        "Let it write a one in every step, also in the one that halts.",
        "In state A go right on a blank, in state B go left on a blank, and come back through the ones.",
        "A look at all of them: busy_beaver(2).most_ones.",
    ),
)


def _grade_moves_on(answer: object) -> Feedback:
    if not isinstance(answer, list | tuple) or len(answer) != 2:
        raise Unreadable("This is not a list of two numbers.")
    start, again = map(read_integer, answer)
    if not 0 <= start < again <= LATEST:
        return Feedback(False, f"the first number should be at least 0, the second larger, and at most {LATEST:,}.")
    match check_loop(parse(MOVER), TranslatedCycle(start, again)):
        case Accepted():
            made = run(parse(MOVER), again).configurations
            shift = made[again].head - made[start].head
            where = "right" if shift > 0 else "left"
            return Feedback(True, f"after {again - start} steps the same lies {abs(shift)} further {where}, and so on.")
        case rejected:
            return Feedback(False, f"it should be that {rejected.obligation}, but {rejected.countermodel}.")


moves_on = Exercise(
    "4.9",
    "moves_on",
    2,
    f"After how many steps does the machine {MOVER} meet something, and after how many does it meet the same again, "
    "further on?",
    "a list of two numbers of steps, such as [0, 4]",
    _grade_moves_on,
    (
        f'Look at print(picture(run(parse("{MOVER}"), 30))).',
        "Compare two lines with the same state in which the head is further to the right than ever before.",
        "The cells that the head reads in between must agree, and those ahead of them.",
    ),
)

# ---- 4.10 ---------------------------------------------------------------------------------

SEARCHES = ((2, 2, 6), (7, 1, 28), (4, 8, 28), (400, 2, 496))  # start, step, and the perfect number that is met
SEARCH_BOUND = 2_000_000
OPEN = (1, 2)
STILL_RUNNING = "was still running when its steps were used up"


def _grade_perfect(answer: object) -> Feedback:
    if not isinstance(answer, FunctionType):
        raise Unreadable("This is not a function.")
    for start, step, wanted in SEARCHES:
        found, why = _search(answer, start, step, SEARCH_BOUND)
        if found != wanted:
            said = why or f"returns {found!r:.40}"
            return Feedback(False, f"search({start}, {step}) {said}. The first perfect number there is {wanted}.")
    found, why = _search(answer, *OPEN, BOUND)
    if isinstance(found, int) and found > 0 and not why:
        total = sum(n for n in range(1, min(found, 10**6)) if found % n == 0)
        return Feedback(False, f"search(1, 2) returns {found}, whose proper divisors add up to {total}.")
    if why != STILL_RUNNING:
        return Feedback(False, f"search(1, 2) {why or f'returns {found!r:.40}'}, and should go on searching.")
    return Feedback(True, "search(1, 2) was still running. Whether it ever ends, nobody knows.")


def _search(answer: FunctionType, start: int, step: int, limit: int) -> tuple[object, str]:
    """What a search returns, or why it returns nothing."""
    try:
        return bounded(lambda pair: answer(*pair), (start, step), limit), ""
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
    "a function with two parameters",
    _grade_perfect,
    (
        "A number is perfect if its proper divisors, itself excluded, add up to it: 6 is 1 + 2 + 3.",
        "Two loops: the outer one never stops by itself, the inner one adds up the divisors of n.",
        "1 is not perfect: the sum of its proper divisors is 0.",
    ),
)

EXERCISES = (predict, own, copy, silent, other, table, rice, beaver, moves_on, perfect)
SOURCES = (*DECIDERS, ENDS, LOOPS, *PROGRAMS)
