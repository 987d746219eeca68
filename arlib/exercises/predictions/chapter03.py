"""What chapter 3 asks its readers to foresee."""

from __future__ import annotations

from arlib.certificates.termination import obligations
from arlib.checking import Accepted
from arlib.exercises.predictions.guesses import Ask
from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import run
from arlib.programs.syntax import Reading
from arlib.programs.transitions import transition_system
from arlib.termination import guess, judge, terminates
from arlib.termination.simplex import Row, solve
from arlib.verdict import Proved, Refuted

YES_OR_NO = ("yes", "no")

G = "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y\n"
G_IN_C = "void g(int x, int y) {\n   if (y > 0)\n      while (x > y)\n         x = x - y;\n}\n"
G2 = "def g2(x, y):\n    while x > y:\n        x = x - y\n"
RESTART = (
    "def restart(x, y):\n    while x > 0 and y > 0:\n        if nondet() > 0:\n            x = x - 1\n"
    "            y = nondet()\n        else:\n            y = y - 1\n"
)
CLIMB = "def climb(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1\n"
UP = "def up(x):\n    while x > 0:\n        x = x + 1\n"
UP_IN_C = "void up({} x) {{ while (x > 0) x = x + 1; }}"
UP_TO = "void up_to(int n) {\n   for (int i = 0; i <= n; i++) {\n   }\n}\n"
COLLATZ = (
    "def collatz(n):\n    while n > 1:\n        if n % 2 == 0:\n            n = n // 2\n"
    "        else:\n            n = 3 * n + 1\n"
)
POUR = (
    "def pour(tank, jug):\n    while tank > jug:\n        if jug > 5:\n            tank = tank - 1\n"
    "        else:\n            jug = jug + 1\n"
)
INPUTS = {
    "5 and 0": {"x": 5, "y": 0},
    "0 and 5": {"x": 0, "y": 5},
    "5 and 1": {"x": 5, "y": 1},
    "5 and 5": {"x": 5, "y": 5},
}
KINDS = {
    (): "none",
    ("unsigned int",): "only unsigned int",
    ("unsigned int", "int that wraps"): "unsigned int and int that wraps",
    ("C int", "unsigned int", "int that wraps"): "all but Python",
}


def _ends(source: str, integers: Reading | None = None) -> bool:
    verdict = terminates(source, integers=integers, seconds=60)
    if isinstance(verdict, Proved | Refuted):
        return isinstance(verdict, Proved)
    raise AssertionError(verdict)


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _accepted(function: str, invariant: str = "") -> bool:
    return isinstance(judge(guess(python_program(G), function, invariant)), Accepted)


def _rank() -> str:
    found = [text for text in ("x", "x - y", "y - x", "y") if _accepted(text, "y > 0")]
    return f"only {found[0]}" if len(found) == 1 else " and ".join(found)


def _ways() -> int:
    system = transition_system(python_program(G))
    return len(system.transitions) + len(system.exits)


def _comes_back(given: dict[str, int]) -> bool:
    states = [tuple(each.state.items()) for each in run(python_program(G2), given, steps=1000).visits]
    return len(set(states)) < len(states)


def _sign_of_a() -> str:
    """Which signs of ``a`` the six equations allow, with one more equation for each of them."""
    names = ("a", "b", "c", "p1", "p2", "p0", "q1", "q2", "q0", "more")
    equations: list[tuple[dict[str, int], int]] = [
        ({"p1": 1}, 0),
        ({"a": 1, "p1": 1, "p2": -1}, 0),
        ({"p1": 1, "p2": 1, "p0": -1}, 1),
        ({"a": 1, "q1": -1}, 0),
        ({"b": 1, "q1": 1, "q2": -1}, 0),
        ({"c": 1, "q1": 1, "q2": 1, "q0": -1}, 0),
    ]

    def allowed(left: dict[str, int]) -> bool:
        rows: list[tuple[Row, int]] = [
            ({names.index(name): factor for name, factor in each.items()}, right)
            for each, right in [*equations, (left, 0)]
        ]
        return solve(rows, len(names), free=(0, 1, 2)) is not None

    up, down = allowed({"a": 1, "more": -1}), allowed({"a": 1, "more": 1})
    return {(True, False): "positive", (False, True): "negative"}.get((up, down), "it can be any")


def _endless_input() -> str:
    return next(text for text, given in INPUTS.items() if _comes_back(given))


def _kinds_that_end() -> str:
    ends = {
        "Python": _ends(UP),
        "C int": _ends(UP_IN_C.format("int")),
        "unsigned int": _ends(UP_IN_C.format("unsigned int")),
        "int that wraps": _ends(UP_IN_C.format("int"), "wrap"),
    }
    return KINDS[tuple(name for name, always in ends.items() if always)]


ASKS = (
    Ask(
        "3.1p",
        "Does g always return, whatever x and y are?",
        YES_OR_NO,
        lambda: _yes(_ends(G)),
        "Who says no thinks of a y that is 0 or negative, or of the halting problem. With such a y the loop is "
        "skipped, and the halting problem is about all programs at once. How one can know it is what comes next.",
    ),
    Ask(
        "3.2p",
        "g starts with 17 and 3. How many times does the run arrive at the loop?",
        (),
        lambda: len(run(python_program(G), {"x": 17, "y": 3}).visits),
        "Who says 5 counts the turns. The loop is reached once more, and is then left.",
    ),
    Ask(
        "3.3p",
        "How many ways does the transition system of g have?",
        (),
        _ways,
        "Who says 2 counts what the text shows, an if and a while. Each of the two can go one way or the other.",
    ),
    Ask(
        "3.4p",
        "y is positive. Which of x, x - y, y - x and y are ranking functions for g?",
        ("only x", "only x - y", "x and x - y", "x - y and y - x"),
        _rank,
        "Who says only x - y expects that there is one right answer. Where a turn begins, x is larger than y, so it is "
        "positive too, and it decreases just as much.",
    ),
    Ask(
        "3.5p",
        "What does the judge say about x - y, without the invariant?",
        ("accepted", "rejected"),
        lambda: "accepted" if _accepted("x - y") else "rejected",
        "Who says accepted knows that y is positive, since the loop comes after a test. The judge looks at a turn "
        "alone, and nobody told it.",
    ),
    Ask(
        "3.6p",
        "A proof with x - y and y > 0: how many obligations are there?",
        (),
        lambda: sum(1 for _ in obligations(guess(python_program(G), "x - y", "y > 0"))),
        "Who says 2 thinks of the function alone: it decreases, and it has a bottom. "
        "The invariant has to be true at first, and to be kept.",
    ),
    Ask(
        "3.7p",
        "In C: can x - y in g fail to fit in an int?",
        YES_OR_NO,
        lambda: _yes(not _ends(G_IN_C)),
        "Who says yes thinks of any two numbers. A difference is too large only if the signs differ, "
        "and here both numbers are positive.",
    ),
    Ask(
        "3.8p",
        "Which sign does a have in the solutions of the six equations?",
        ("positive", "negative", "it can be any"),
        _sign_of_a,
        "Who says any sees that a stands there without a condition. But p1 is 0, so a is p2, "
        "and p2 is at least 1 since p0 is not negative.",
    ),
    Ask(
        "3.9p",
        "Does restart always end?",
        YES_OR_NO,
        lambda: _yes(_ends(RESTART)),
        "Who says no sees that y can be made as large as somebody likes, as often as x is positive. "
        "But x is paid for it each time, and never gets anything back.",
    ),
    Ask(
        "3.10p",
        "climb begins with x = 1 and y = 5. How large does x become?",
        (),
        lambda: max(each.state["x"] for each in run(python_program(CLIMB), {"x": 1, "y": 5}).visits),
        "Who says 15 adds 5, 4, 3, 2 and 1, and forgets the 1 that was there. Who says 6 takes one turn for the run.",
    ),
    Ask(
        "3.11p",
        "With which x and y does g2 never end?",
        tuple(INPUTS),
        _endless_input,
        "Who looks for numbers that are equal finds a loop that is not entered. What has to be wrong is the step.",
    ),
    Ask(
        "3.12p",
        "g2 begins with x = 5 and y = -1. Will a state come back?",
        YES_OR_NO,
        lambda: _yes(_comes_back({"x": 5, "y": -1})),
        "Who says yes expects that every endless run goes in a circle. It does if there are only finitely many states.",
    ),
    Ask(
        "3.13p",
        "while (x > 0) x = x + 1; With which of the four integers does it end for every input?",
        tuple(KINDS.values()),
        _kinds_that_end,
        "Who says none sees x grow and grow. Two of the four have a largest number, and go on behind it with one "
        "that is not positive. In C's int an overflow is no end: what comes then is not defined.",
    ),
    Ask(
        "3.14p",
        "Does up_to always end, in C's int, with nothing undefined on the way?",
        YES_OR_NO,
        lambda: _yes(_ends(UP_TO)),
        "Who says yes has tried small numbers, or large ones. There is one that is as large as an int can be.",
    ),
    Ask(
        "3.15p",
        "From 26 it takes 10 turns. How many turns does it take from 27?",
        (),
        lambda: len(run(python_program(COLLATZ), {"n": 27}).visits) - 1,
        "Who says about 10 expects that numbers side by side behave alike. Here they do not.",
    ),
    Ask(
        "3.16p",
        "Does pour end for all integers?",
        YES_OR_NO,
        lambda: _yes(_ends(POUR)),
        "Who says no fears the turns in which only the jug changes. It is filled no further than to 6, "
        "and then the tank leaks.",
    ),
)
