"""What the chapter on exhaustive testing asks its readers to foresee."""

from __future__ import annotations

import math

from arlib.exercises.predictions.guesses import Ask
from arlib.integers import Machine, Signed, Unsigned
from arlib.languages.python.claims import parse
from arlib.proving import prove
from arlib.terms import evaluate
from arlib.verdict import Proved

CLAIMS: tuple[tuple[str, type[Machine]], ...] = (
    ("x + y == y + x", Unsigned),
    ("x * y == y * x", Unsigned),
    ("implies(x <= y, x <= (x + y) // 2)", Unsigned),
    ("x - y == y - x", Unsigned),
    ("abs(x) >= 0", Signed),
    ("x * x >= 0", Signed),
    ("x < x + 1", Signed),
)
LARGEST = 2**32 - 1  # of the essay's unsigned int


LIKELY = (("less than 5 percent", 0.05), ("5 to 50 percent", 0.5), ("more than 50 percent", 1.0))


def _holds(claim: str, integers: Machine) -> bool:
    return isinstance(prove(claim, integers), Proved)


def _true_pairs() -> int:
    return sum((x - y) % 256 == (y - x) % 256 for x in range(256) for y in range(256))


def _finds_the_pair() -> str:
    chance = 1 - (1 - 1 / 65_536) ** 1000
    return next(words for words, most in LIKELY if chance <= most)


def _tests_needed() -> str:
    return "more" if math.log(0.01) / math.log(1 - 1 / 65_536) > 65_536 else "fewer"


def _three_quotients() -> str:
    return ", ".join(str(evaluate(parse(each), {"a": -7, "b": 2})) for each in ("a // b", "tdiv(a, b)", "ediv(a, b)"))


def _shifts() -> str:
    halves = {"//": "x // 2", "tdiv": "tdiv(x, 2)", "ediv": "ediv(x, 2)"}
    found = [name for name, half in halves.items() if _holds(f"{half} == x >> 1", Signed(8))]
    return "all three" if len(found) == 3 else " and ".join(found)


ASKS = (
    Ask(
        "1.1p",
        "Could f ever return false?",
        ("yes", "no"),
        lambda: "no" if _holds("x + y == y + x", Unsigned(32)) else "yes",
        "Who says yes often thinks of sums that are too large. They wrap, but on both sides to the same number. "
        "How one can know this for 32 bits is what the chapter is about.",
    ),
    Ask(
        "1.2p",
        "How many calls do the two loops make?",
        (),
        lambda: sum(1 for _ in range(256) for _ in range(256)),
        "Who says 65,025 multiplies the largest numbers, 255 and 255, and forgets that 0 counts too. "
        "Who says 512 adds where one has to multiply.",
    ),
    Ask(
        "1.3p",
        "For how many of the 65,536 pairs is x - y == y - x true?",
        (),
        _true_pairs,
        "Many say 256, one pair for each x == y. In arithmetic that wraps there are others.",
    ),
    Ask(
        "1.4p",
        "How many times as many cases as two inputs of 8 bits do two inputs of 16 bits have?",
        (),
        lambda: 2 ** (2 * 16) // 2 ** (2 * 8),
        "Who says 2 or 4 thinks of one bit more, or of twice the bits. Each of the 16 bits that are added, "
        "8 for each input, doubles the number of cases.",
    ),
    Ask(
        "1.5p",
        "How many years would the essay's whole run have taken?",
        (),
        lambda: int(LARGEST**2 / 430e6 / 86400 / 365),
        "Nobody is expected to hit it. Most guesses are far too small, "
        "since two loops do not look like much, and it is hard to picture what squaring a large number does.",
    ),
    Ask(
        "1.6p",
        "How many values does x take in this loop, where UINT_MAX is 4,294,967,295?",
        (),
        lambda: len(range(LARGEST + 1)),
        "Who says 4,294,967,295 has left out one end: the loop begins with 0 and stops after the call with UINT_MAX.",
    ),
    Ask(
        "1.7p",
        "1 of 65,536 pairs fails. How likely do 1,000 random tests find it?",
        tuple(text for text, _ in LIKELY),
        _finds_the_pair,
        "A thousand tests sound like many. They are about 1.5 percent of all pairs.",
    ),
    Ask(
        "1.8p",
        "To find that pair with 99 percent certainty: how many random tests, against 65,536?",
        ("fewer", "more"),
        _tests_needed,
        "Who says fewer expects that one percent of doubt saves some of the tests. "
        "But random tests repeat themselves, and that costs more than the doubt saves.",
    ),
    Ask(
        "1.9p",
        "How many of the seven claims hold at each of the widths 3, 8 and 11?",
        (),
        lambda: sum(all(_holds(claim, kind(width)) for width in (3, 8, 11)) for claim, kind in CLAIMS),
        "Most people let the midpoint pass, or abs(x) >= 0. In a machine, a result may not fit.",
    ),
    Ask(
        "1.10p",
        "-7 divided by 2: rounded down, rounded toward zero, and with a remainder that is never negative?",
        ("-4, -3, -4", "-4, -3, -3", "-3, -4, -3", "-3, -3, -4"),
        _three_quotients,
        "Down means toward the smaller number, and -4 is smaller than -3. "
        "With -3 the remainder would be -1, which is negative.",
    ),
    Ask(
        "1.11p",
        "Which division by two does x >> 1 compute for numbers with a sign?",
        ("// and ediv", "//", "tdiv", "ediv", "tdiv and ediv", "all three"),
        _shifts,
        "Who says tdiv, or all three, expects that a shift does what C's division does. "
        "It does so for numbers that are not negative.",
    ),
)
