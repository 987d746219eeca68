"""Every exercise passes right answers, answers wrong ones with a concrete state, and never raises."""

from fractions import Fraction

from grading import *  # noqa: F403

from arlib import parse, python_program
from arlib.exercises import chapter03
from arlib.exercises.chapter03.questions import (
    bounce,
    countdown,
    endless,
    faster,
    foresee,
    multipliers,
    no_single,
    obligations,
    predict,
    share,
    taxi,
    throw,
    which_type,
)

PHASES = "def f(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1"
RESTART = """
def f(x, y):
    while x > 0 and y > 0:
        if nondet() > 0:
            x = x - 1
            y = nondet()
        else:
            y = y - 1
"""


PROOF = {
    "initiation": "implies(y > 0, y >= 1)",
    "consecution": "implies(y >= 1 and x > y, y >= 1)",
    "decrease": "implies(y >= 1 and x > y, x - y + y < x + y)",
    "bound": "implies(y >= 1 and x > y, x + y >= 0)",
}


def in_phases(n, m):
    while n > 0:
        if m > 0:
            m = m - 1
            n = n + 2
        else:
            n = n - 1


FORESEEN_RIGHT = [("yes", 90, 0.1), ("yes", 60, 1), ("yes", 50, 2), ("no", 100, 1e-3), ("no", 51, 10**9)]

RIGHT = [
    (predict, [False, True, False, True, False]),
    (predict, (False, True, False, True, False)),
    (predict, [0, 1, 0, 1, 0]),
    (predict, ["no", "Yes", "no", "proved", "refuted"]),
    (predict, {"a": False, "b": True, "c": False, "d": True, "e": False}),
    (predict, "False, True, False, True, False"),
    (endless, "x = 1, y = -1"),
    (endless, (1, -1)),
    (endless, "1, -1"),
    (share, ["x + y"]),
    (faster, ["y > 0", "z > 0"]),
    (faster, "y > 0, z > 0"),
    (bounce, ["x > 0", lambda x, y: y >= 0]),
    (share, "abs(x) + abs(y)"),
    (share, "max(x, y) + min(x, y)"),
    (share, lambda x, y: x + y),
    (share, lambda x, y: abs(x) + abs(y)),
    (share, parse("x + y")),
    (faster, lambda x, y, z: y > 0 and z > 0),
    (countdown, "h, m, s"),
    (countdown, [lambda h, m, s: h, "m", "s"]),
    (obligations, PROOF),
    (obligations, list(PROOF.values())),
    (obligations, {**PROOF, "bound": "implies(x > y and 1 <= y, x + y > 2)"}),
    (obligations, {**PROOF, "decrease": "implies(y > 0, x - y < x)"}),
    (throw, ["2*z+2", "2*y+2", "x"]),
    (throw, ["z", "y", "x"]),
    (throw, "z + 1, y + 1, x"),
    (throw, ["z + 1", "y + 1", "max(x, 0)"]),
    (bounce, lambda x, y: x > 0 and y >= 0),
    (which_type, "unsigned int x"),
    (which_type, "void up(unsigned int x) {\n   while (x > 0)\n      x = x + 1;\n}"),
    (multipliers, "1/2, 1/2, 1"),
    (multipliers, {"a": 0.5, "b": "1/2", "c": 1}),
    (no_single, python_program(PHASES)),
    (taxi, lambda n, i, fare: fare == 3 * i + 4 and i <= n),
    (endless, {"x": 1, "y": -1}),
    (endless, {"x": -1, "y": -2}),
    (endless, {"x": -3, "y": 1000}),
    (share, "x + y"),
    (share, "2 * x + 2 * y + 7"),
    (share, "x * y"),
    (faster, "y > 0 and z > 0"),
    (faster, "z >= 1 and 1 <= y"),
    (countdown, ["h", "m", "s"]),
    (countdown, ("h", "60 * m + s")),
    (countdown, ["3600 * h + 60 * m + s"]),
    (throw, ["z + 1", "y + 1", "x"]),
    (throw, ("2 * z + 2", "2 * y + 2", "2 * x")),
    (bounce, "x > 0 and y >= 0"),
    (bounce, "y > 0 and x > y"),
    (bounce, "x > 100 and y >= 3"),
    (which_type, "unsigned int"),
    (which_type, "unsigned"),
    (which_type, " unsigned  char "),
    (which_type, "short"),
    (multipliers, [0.5, 0.5, 1]),
    (multipliers, ("1/2", Fraction(1, 2), 1)),
    (no_single, PHASES),
    (no_single, RESTART),
    (no_single, in_phases),
    (taxi, "fare == 3 * i + 4 and i <= n"),
    (taxi, "2 * fare == 6 * i + 8 and n >= i and i >= 0"),
    (foresee, FORESEEN_RIGHT),
    (foresee, tuple(map(list, FORESEEN_RIGHT))),
]

WRONG = [
    (predict, [True] * 5, "a does not end for every input: with x = "),
    (predict, [False] * 5, "b always ends. The machine's argument: ranking function y - x"),
    (predict, [False, True, True, True, False], "c does not end for every input: with x = "),
    (predict, [False, True, False, False, False], "d always ends"),
    (
        predict,
        [False, True, False, True, True],
        "e does not end for every input: with x = -1 it runs for ever. It has x = -1; then x = -1",
    ),
    (predict, [True] * 4, "not a list of 5 values"),
    (predict, [1, 0, 1, 0, 2], "each of the values should be True or False"),
    (endless, {"x": 5, "y": 0}, "neither of the two numbers should be 0"),
    (endless, {"x": 12, "y": 18}, "with x = 12, y = 18 it ends after 2 turns"),
    (endless, {"x": 7, "y": 7}, "it ends after 0 turns"),
    (endless, {"x": 10**9, "y": -1}, "smaller numbers do"),
    (share, "x - y", "with x = "),
    (share, "x", "a turn of the loop in line 2 leads to"),
    (predict, "True, True, True, True, True", "with x = 1 it runs for ever"),
    (predict, ["yes", "no", "unknown", "yes", "no"], "each of the values should be True or False"),
    (endless, (12, 18), "it ends after 2 turns"),
    (share, lambda x, y: x - y, "x - y goes from 0 to 1, and should decrease"),
    (share, "abs(x) - abs(y)", "and should decrease"),
    (share, "abs(x) + abs(y) - 10", "should not be negative while the loop goes on"),
    (share, "abs(x) + z", "z does not decide how long this program runs; x, y may"),
    (share, "abs(x) // y", "may have no value"),
    (share, "max(x, y)", "and should decrease"),
    (faster, lambda x, y, z: y > 0, "consecution fails"),
    (faster, "y > 0 && z > 0", "write `and` for &&"),
    (faster, ["y > 0", "x > 0"], "initiation fails"),
    (bounce, "x > 0, y < x", "which is in the set"),
    (obligations, {"bound": "x > y => x + y >= 0"}, "is written implies(one, another)"),
    (obligations, {"bound": "x > y implies x + y >= 0"}, "is written implies(one, another)"),
    (countdown, "s, m, h", "s goes from 0 to 59"),
    (throw, ["z + 1", "x"], "x goes from"),
    (throw, ["x", "y", "z"], "and should decrease"),
    (throw, ["z", "y", "x - 9"], "x - 9 is below 0 before that, and should not be negative while the loop goes on"),
    (throw, ["2 - z", "y", "x"], "2 - z goes from"),
    (throw, ["z * z", "y", "x"], "z * z goes from"),
    (which_type, "void up(int x) { while (x > 0) x = x + 1; }", "does not fit in int32"),
    (which_type, "void up(unsigned x) { while (x > 1) x = x - 1; }", "not the name of a type"),
    (multipliers, "1, 1, 0", "with x = 0, y = 0 the premises are -3 and -5"),
    (no_single, "void f(int x) { while (x > 0) x = x - 1; }", "This is C, where numbers have a largest value"),
    (no_single, "lambda x: x", "there is no function here"),
    (share, "x + y - 10", "should not be negative while the loop goes on"),
    (share, "x > 0", "x > 0 is true or false"),
    (share, "min(x, y)", "min(x, y) goes from 1 to 1, and should decrease"),
    (
        faster,
        "y > 0",
        "consecution fails, since a turn does not keep your invariant: with x = 1, y = 1, z = 0, a turn of the loop "
        "in line 3 leads to x = 0, y = 0, z = 0: y > 0 is true",
    ),
    (faster, "z > 0", "sufficiency fails, since your invariant says too little: with x = 1, y = 0, z = 1, a turn"),
    (
        faster,
        "x > 0",
        "initiation fails, since your invariant is not true when the loop is first reached: with x = 0, y",
    ),
    (faster, "y >= 0 and z > 0", "x goes from 1 to 1, and should decrease"),
    (faster, "y > 0 or z > 0", "none of the comparisons"),
    (countdown, ["s", "m", "h"], "s goes from 0 to 59, and should not increase. A run from h = 0, m = 1, s = 0"),
    (countdown, ["h", "m"], "and should decrease"),
    (countdown, ["h + m + s"], "h + m + s goes from 1 to 59"),
    (throw, ["x"], "x goes from"),
    (obligations, {"bound": "x + y >= 0"}, "0 of 4 are ticked off.\n    [ ] initiation: not handed in yet"),
    (obligations, {"bound": PROOF["bound"]}, "1 of 4 are ticked off."),
    (
        obligations,
        {**PROOF, "bound": "implies(y >= 1 and x > y, x == x)"},
        "x == x without x + y >= 0, with",
    ),
    (
        obligations,
        {**PROOF, "bound": "implies(x > 9, x + y >= 0)"},
        "more than is known: x > 9 need not be true",
    ),
    (
        obligations,
        {**PROOF, "bound": "implies(x < x, x + y >= 0)"},
        "more than is known: x < x need not be true",
    ),
    (obligations, {**PROOF, "bound": "implies(y >= 1 and x > y, x - y > 5)"}, "it is false, with x = 2, y = 1"),
    (obligations, {**PROOF, "consecution": "implies(x > y, y >= 1)"}, "it is false, with x = 0, y = -1"),
    (obligations, {**PROOF, "initiation": "True"}, "it says too little: True without y >= 1, with"),
    (obligations, {**PROOF, "decrease": "implies(y >= 1 and x > y, x - y <= x)"}, "it says too little"),
    (obligations, {**PROOF, "decrease": "x - y"}, "A claim is true or false"),
    (obligations, {**PROOF, "decreases": "x > y"}, "not a dict with some of initiation"),
    (throw, ["y + 1", "x"], "y + 1 goes from"),
    (throw, "z", "z is below 0 before that, and should not be negative while the loop goes on"),
    (bounce, "x > 0", "with x = 1, y = -1, which is in the set, a turn of the loop in line 2 leads to x = 0, y = 0"),
    (bounce, "y >= 0", "with x = 0, y = 0, which is in the set: the loop in line 2 is left"),
    (bounce, "x < 0", "but x < 0 is not true there"),
    (bounce, "x > 0 and y < x", "which is in the set"),
    (which_type, "int", "where C says nothing: overflow: 2,147,483,648 does not fit in int32"),
    (which_type, "long", "overflow: 9,223,372,036,854,775,808 does not fit in int64"),
    (which_type, "_Bool", "with x = 1 it runs for ever. It has x = 1; then x = 1"),
    (which_type, "float", "floating-point"),
    (which_type, "int x) { } void other(int", "not the name of a type"),
    (multipliers, [1, 1, 0], "with x = 0, y = 0 the premises are -3 and -5. Your sum is -8 there, and x - 3 is -3"),
    (multipliers, [1, "2/3", 0], "The two should be equal for all x and y"),
    (multipliers, ["1/2", "1/2", 0], "with x = 0, y = 0"),
    (multipliers, ["1/2", "1/2", -1], "c is -1"),
    (multipliers, [1, 2], "is not a list of 3 values"),
    (multipliers, ["1/0", 1, 1], "should be a number"),
    (multipliers, [float("nan"), 1, 1], "should be a number"),
    (no_single, "def f(x):\n    while x > 0:\n        x = x - 1", "is a ranking function, with the invariants"),
    (
        no_single,
        "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y",
        "alone is a ranking function",
    ),
    (no_single, "def f(x, y):\n    while x > y:\n        x = x - y", "it does not end for every input: with x = "),
    (no_single, "def f(x):\n    return x", "this has 0 loops"),
    (no_single, "def f(x, y):\n    while x > y * y:\n        x = x - 1", "this is not linear"),
    (no_single, "def f(x):\n    while x != 1:\n        x = x // 2 if x % 2 == 0 else 3 * x + 1", "x"),
    (no_single, "x - 1", "there is no function here"),
    (
        taxi,
        "fare == 3 * n + 4",
        "initiation fails, since your invariant is not true when the loop is first reached: with n",
    ),
    (taxi, "fare == 3 * n + 4", "line 5 with n = 1, fare = 4, i = 0: fare >= 3 * n + 4 is false there"),
    (taxi, "fare <= 3 * n + 4", "initiation holds, but consecution fails"),
    (taxi, "fare == 4", "leads to n = 1, i = 1, fare = 7: fare <= 4 is true before and false after. A run from n = 1"),
    (taxi, "fare == 3 * i + 4", "initiation and consecution hold, but sufficiency fails"),
    (taxi, "i <= n", "the run comes to the assertion fare == 3 * n + 4 in line 8, which is false"),
    (taxi, "", "sufficiency fails"),
    (taxi, "x > 0", "x does not decide how long this program runs"),
    (foresee, [("yes", 90, 1)] * 5, "Does down always end? The answer is no"),
    (
        foresee,
        [("yes", 90, 1)] * 2 + [("don't know", 50, 1)] + [("yes", 90, 1)] * 2,
        "Does half_or_up always end? The answer is yes",
    ),
    (foresee, [("no", 90, 1)] * 5, "Does turn always end? The answer is yes: ranking function"),
    (foresee, ["yes"] * 5, "Prediction 1 does not have three values"),
    (foresee, [("yes", 90)] * 5, "Prediction 1 does not have three values"),
    (foresee, [("perhaps", 90, 1)] * 5, "is none of"),
]

MALFORMED = [
    *(None, ..., 3.5, float("nan"), float("inf"), 10**9_000, [10**9_000], b"x == y", object()),
    *("", " ", "x +", "x = y", "x & & y", "import os", "\0", "q == w", "x" + "+x" * 9_000, "-" * 400 + "x", "x" * 400),
    *([], {}, {"x": 1}, ("", ""), ("\0", "a"), ("a", None), [None] * 5, [None] * 3, {"x", "y"}, print, len),
    lambda x, y, *z: x == y,
    lambda a, b: a == b,
]


EXAMPLES = [
    {"bound": "x + y >= 0"},
    *([True] * 5, {"x": 12, "y": 18}, "x - y", "x > 0 and y > x", ["h + m", "s"], ["x", "y"]),
    *("x > 0 and y < x", "int", [1, "2/3", 0], "fare > i"),
]
CHAPTER = chapter03
