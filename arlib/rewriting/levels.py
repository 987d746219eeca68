"""The levels of the rewriting game: each has a claim to prove, and brings rules that stay.

In the manner of the *Natural Number Game* (Buzzard and Pedramfar, 2019). A test finds for each level that its par is
the fewest steps there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from arlib.integers import IntegerModel, Unbounded, Unsigned
from arlib.languages.python.claims import claim
from arlib.rewriting.moves import ARITHMETIC
from arlib.rewriting.play import Play

MOST_STARS = 3


@dataclass(frozen=True)
class Level:
    """A claim, the rules that are new, what they are good for, and the fewest steps that reach True."""

    number: int
    title: str
    claim: str
    unlocks: tuple[str, ...]
    par: int
    words: str
    integers: IntegerModel = Unbounded()

    def begin(self) -> Play:
        """The level before its first step, with the rules of all levels up to it.

        >>> sorted(LEVELS[1].begin().names)
        ['commutativity of +', 'reflexivity of ==']
        """
        names = frozenset(name for level in LEVELS[: self.number] for name in level.unlocks)
        return Play(claim(self.claim, self.integers), self.integers, names)

    def stars(self, steps: int) -> int:
        """Three stars for par, two for at most two steps more, and one for any way to True.

        >>> [LEVELS[3].stars(LEVELS[3].par + more) for more in range(4)]
        [3, 2, 2, 1]
        """
        return MOST_STARS if steps <= self.par else MOST_STARS - 1 if steps <= self.par + 2 else 1


LEVELS = (
    Level(
        1,
        "The same on both sides",
        "x + y == x + y",
        ("reflexivity of ==",),
        1,
        "Whatever is equal to itself is True. Which place says that it is?",
    ),
    Level(
        2,
        "The other way round",
        "x + y == y + x",
        ("commutativity of +",),
        2,
        "Two summands may change places. The essay's function, and you are the tool.",
    ),
    Level(
        3,
        "Nothing added",
        "x + 0 + y == y + x",
        ("zero",),
        3,
        "A summand that is 0 goes away, on either side of the +.",
    ),
    Level(
        4,
        "Brackets",
        "x + (y + z) == z + (x + y)",
        ("associativity of +",),
        3,
        "Brackets move to the left. Look at both sides before you begin.",
    ),
    Level(
        5,
        "Factors",
        "x * y + z == z + y * x",
        ("commutativity of *",),
        3,
        "Factors change places as summands do. A place deep in the tree is a place as well.",
    ),
    Level(
        6,
        "One of them",
        "1 * x + y == y * 1 + x",
        ("one",),
        4,
        "A factor that is 1 goes away.",
    ),
    Level(
        7,
        "Multiply out",
        "(x + y) * z == z * y + z * x",
        ("distributivity",),
        4,
        "A product with a sum becomes a sum of products. With a difference, it becomes a difference.",
    ),
    Level(
        8,
        "All for nothing",
        "x * (y * 0) + z == z",
        ("annihilation",),
        4,
        "A factor that is 0 leaves nothing of its product. Where is the shortest way to see it?",
    ),
    Level(
        9,
        "Counting",
        "x + x + x == 3 * x",
        ("like terms", ARITHMETIC),
        4,
        "Like terms are counted, and an operation on numbers is computed.",
    ),
    Level(
        10,
        "There and back",
        "x + y - x == y - z + z",
        ("cancellation",),
        3,
        "What is added and subtracted again is gone.",
    ),
    Level(
        11,
        "A swap without a third cup",
        "(x ^ y) ^ x == y",
        ("commutativity of ^", "x ^ x", "zero of ^"),
        4,
        "In a machine's bits: what is exclusive-or-ed twice is gone. Programs swapped two numbers this way.",
        Unsigned(8),
    ),
    Level(
        12,
        "The formula from school",
        "(x + y) * (x - y) == x * x - y * y",
        ("associativity with -", "commutativity with -"),
        7,
        "All that you have learnt. You will meet it again in exercise 2.4.",
    ),
)
