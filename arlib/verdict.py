"""Three answers, three types: proved, refuted, or don't know with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar

Evidence = TypeVar("Evidence", covariant=True)
LONGEST, NEAR = 400, 60  # characters of a line that is shown whole; on either side of a place in a longer one


class NoTruthValue:
    """A value that refuses ``if``: "don't know" must never pass for "no"."""

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is neither true nor false; use match, or isinstance")


@dataclass(frozen=True)
class Proved(NoTruthValue, Generic[Evidence]):
    """Yes, with a certificate that the checker accepted.

    >>> match Proved("certificate"):
    ...     case Proved(certificate):
    ...         print("yes, by its", certificate)
    yes, by its certificate
    >>> print(Proved("certificate"), Refuted("x = 1"), Unknown("out of time"), sep="; ")
    proved by certificate; refuted by x = 1; don't know: out of time
    """

    certificate: Evidence

    def __str__(self) -> str:
        return f"proved by {self.certificate}"


@dataclass(frozen=True)
class Refuted(NoTruthValue, Generic[Evidence]):
    """No, with a witness: an input that was replayed and that anyone can run."""

    witness: Evidence

    def __str__(self) -> str:
        return f"refuted by {self.witness}"


@dataclass(frozen=True)
class Unknown(NoTruthValue):
    """Don't know, and why: what was tried and which limit was hit.

    >>> if Unknown("out of time"):
    ...     print("never reached")
    Traceback (most recent call last):
    ...
    TypeError: Unknown is neither true nor false; use match, or isinstance
    """

    reason: str

    def __str__(self) -> str:
        return f"don't know: {self.reason}"


class Explained(Exception):
    """An error whose words say all that its reader needs: a notebook shows them, and no way through our files."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return f"{type(self).__name__}: {self}".splitlines()


class Unsupported(Explained):
    """Input that cannot be read, with the place: lines count from 1, columns from 0.

    >>> print(Unsupported("a claim needs no assignment", "x = y", line=1, column=2))
    line 1, column 3: a claim needs no assignment
        x = y
          ^
    """

    def __init__(self, reason: str, source: str = "", line: int = 1, column: int = 0):
        super().__init__(reason, source, line, column)
        self.reason, self.source, self.line, self.column = reason, source, line, column

    def __str__(self) -> str:
        lines = self.source.splitlines()
        if not 1 <= self.line <= len(lines):
            return self.reason
        shown, before = lines[self.line - 1], lines[self.line - 1][: self.column]
        if len(shown) > LONGEST:  # what is near says where it is; the caret of a long line would stand far away
            begin = "..." * (len(before) > NEAR)
            before = begin + before[-NEAR:]
            after = shown[self.column :]
            shown = before + after[:NEAR] + "..." * (len(after) > NEAR)
        # Tabs are kept under the caret's line so that the caret stands under its character.
        indent = "".join("\t" if c == "\t" else " " for c in before)
        return f"line {self.line}, column {self.column + 1}: {self.reason}\n    {shown}\n    {indent}^"
