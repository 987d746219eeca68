"""What running a program comes to: its arrivals at loops and entries of functions, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Frame:
    """An active call; ``below`` is the one that waits for it, None for the program itself."""

    below: Frame | None


@dataclass(frozen=True)
class Visit:
    """An arrival at a loop's test, before it is evaluated, or at the entry of a function that was called.

    ``state`` is that of the frame that is active, and ``frame`` which one that is, None for the program's own;
    ``step`` and ``chosen`` count what came before.
    """

    loop: int
    line: int
    state: dict[str, int]
    step: int
    chosen: int
    frame: Frame | None = field(default=None, compare=False, repr=False)

    def is_inside(self, earlier: Visit) -> bool:
        """Whether the frame of an earlier visit is still active."""
        here = self.frame
        while here is not earlier.frame and here is not None:
            here = here.below
        return here is earlier.frame


@dataclass(frozen=True)
class Returned:
    """The program ended; ``line`` is None where it ended behind its last statement, ``value`` where it is not known."""

    value: int | None
    line: int | None


@dataclass(frozen=True)
class Stopped:
    """The program ended by an assertion or assumption that is false."""

    line: int
    why: str


@dataclass(frozen=True)
class Failed:
    """The program ended by an operation that has no value."""

    line: int
    why: str


@dataclass(frozen=True)
class OutOfSteps:
    """The program had not ended when the steps were used up."""

    line: int


@dataclass(frozen=True)
class TooLarge:
    """The program had not ended when a number became wider than the interpreter reckons with."""

    line: int
    why: str


@dataclass(frozen=True)
class TooDeep:
    """The program had not ended when more calls were active at once than the interpreter keeps."""

    line: int
    why: str


@dataclass(frozen=True)
class NotFollowed:
    """The program had not ended when something that is only known by approximation decided how it goes on."""

    line: int
    why: str


@dataclass(frozen=True)
class OutOfChoices:
    """The program had not ended when it needed one more choice than there are."""

    line: int


Outcome = Returned | Stopped | Failed | OutOfSteps | TooLarge | TooDeep | NotFollowed | OutOfChoices


@dataclass(frozen=True)
class Run:
    """What happened: ``choices`` are those that were made, ``steps`` the statements and tests that were executed.

    ``visits`` are the arrivals at loops that were kept, of as many as ``arrivals`` counts.
    """

    inputs: dict[str, int]
    choices: tuple[int, ...]
    visits: tuple[Visit, ...]
    outcome: Outcome
    steps: int
    arrivals: int


def has_value(why: str, line: int) -> str:
    """That an operation always has a value, where ``why`` says that it has none.

    >>> has_value("overflow: x - y does not fit in int32", 4), has_value("division by zero", 5)
    ('x - y in line 4 does not overflow', 'there is no division by zero in line 5')
    """
    match overflow(why):
        case expression, _:
            return f"{expression} in line {line} does not overflow"
        case _:
            return f"there is no {why} in line {line}"


def overflow(why: str) -> tuple[str, str] | None:
    """What does not fit into which type, where that is why an operation has no value.

    >>> overflow("overflow: x - y does not fit in int32"), overflow("division by zero")
    (('x - y', 'int32'), None)
    """
    expression, fits, kind = why.removeprefix("overflow: ").partition(" does not fit in ")
    return (expression, kind) if fits and why.startswith("overflow: ") else None
