"""An exercise for chapter 7 about packages: why two of them cannot be installed together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from arlib.clauses import Clause, Literal
from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.clauses import model, read_numbers, shuffled
from arlib.exercises.kinds.programs import Grader, listed

# ---- 7.10 ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A package needs one of some others, or cannot be installed together with another one."""

    package: str
    needs: tuple[str, ...] = ()
    conflicts: str = ""

    def __str__(self) -> str:
        if self.conflicts:
            return f"{self.package} conflicts with {self.conflicts}"
        return f"{self.package} needs {' or '.join(self.needs)}"

    def clause(self, letters: dict[str, Literal]) -> Clause:
        """What it says, with a letter for each package."""
        if self.conflicts:
            return -letters[self.package], -letters[self.conflicts]
        return -letters[self.package], *(letters[each] for each in self.needs)


WANTED = ("mailer", "player")
LINES = (
    Line("addresses", ("database",)),
    Line("codecs", ("tls1",)),
    Line("database", ("tls3",)),
    Line("fonts", conflicts="opencodecs"),
    Line("mailer", ("addresses",)),
    Line("mailer", ("spelling", "dictionary")),
    Line("mailer", ("tls1", "tls3")),
    Line("player", ("codecs", "opencodecs")),
    Line("player", ("window",)),
    Line("spelling", ("dictionary",)),
    Line("tls1", conflicts="tls3"),
    Line("window", ("fonts",)),
    Line("window", ("display",)),
    Line("opencodecs", ("display",)),
)


def _letters(lines: Sequence[Line]) -> dict[str, Literal]:
    names = dict.fromkeys(name for line in lines for name in (line.package, *line.needs, line.conflicts) if name)
    return {name: letter for letter, name in enumerate(names, 1)}


def installed(lines: Sequence[Line], wanted: Sequence[str], letters: dict[str, Literal]) -> list[str] | None:
    """What is installed, if the wanted packages are and these lines are obeyed; None if that cannot be."""
    values = model([*((letters[each],) for each in wanted), *(line.clause(letters) for line in lines)], len(letters))
    return None if values is None else [name for name, letter in letters.items() if values[letter]]


def explained(lines: Sequence[Line], wanted: Sequence[str]) -> list[int]:
    """The numbers of lines that forbid the wanted packages together, and none of which can be left out."""
    kept = dict(enumerate(lines, 1))
    for number in [*kept]:
        left = {other: line for other, line in kept.items() if other != number}
        if installed([*left.values()], wanted, _letters(lines)) is None:
            kept = left
    return [*kept]


def _grade(lines: Sequence[Line], wanted: Sequence[str]) -> Grader:
    """A grader: the numbers of lines that forbid the wanted packages together, and of no other line."""
    letters = _letters(lines)

    def grade(answer: object) -> Feedback:
        numbers = list(dict.fromkeys(read_numbers(answer, "a line")))
        if strange := [each for each in numbers if not 1 <= each <= len(lines)]:
            raise Unreadable(f"There is no line {strange[0]}: they are 1 to {len(lines)}.")
        chosen = [lines[number - 1] for number in numbers]
        if (found := installed(chosen, wanted, letters)) is not None:
            said = f"these lines allow to install {', '.join(found)}, and nothing else"
            return Feedback(False, f"{said}. What forbids that?")
        for number in numbers:
            others = [line for line in chosen if line != lines[number - 1]]
            if installed(others, wanted, letters) is None:
                said = f"they forbid it, and without line {number}, {lines[number - 1]}, the others still do"
                return Feedback(False, f"{said}.")
        count = f"these {len(numbers)} lines"
        return Feedback(True, f"the solver proves that {count} forbid it, and each of them counts.")

    return grade


def _ask(wanted: Sequence[str]) -> str:
    return (
        f"By these lines {' and '.join(wanted)} cannot be installed together. Explain it by lines that forbid it, none "
        "of which can be left out. Which are they?"
    )


def numbered(lines: Sequence[Line]) -> str:
    """The lines with their numbers."""
    return "\n".join(f"{str(number) + '.':4}{line}" for number, line in enumerate(lines, 1))


def _vary(choose: Random) -> Exercise:
    names = list(_letters(LINES))
    other = dict(zip(names, shuffled(choose, names), strict=True)) | {"": ""}
    lines = [
        Line(other[each.package], tuple(other[name] for name in each.needs), other[each.conflicts])
        for each in shuffled(choose, LINES)
    ]
    wanted = [other[each] for each in WANTED]
    key = explained(lines, wanted)
    return replace(
        explain,
        question=listed(_ask(wanted), numbered(lines)),
        grade=_grade(lines, wanted),
        key=Solution(f"answer = {key}", "One line after the other was left out, as long as the others forbade it."),
    )


explain = Exercise(
    "7.10",
    "explain",
    2,
    _ask(WANTED),
    "a list of numbers of lines such as [1, 4, 7]",
    _grade(LINES, WANTED),
    (
        "Install the first of the two. What comes with it, whatever else is chosen? Do the same for the second.",
        "Where a line gives a choice, each of the possibilities has to be forbidden, by lines that count as well.",
        "Hand in what you have: a set of lines that forbids nothing yet is met with what could be installed.",
    ),
    _vary,
)
