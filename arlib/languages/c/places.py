"""Where the words of a preprocessed text stand in its source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NoReturn

from arlib.languages.c.lexing import Token, place
from arlib.verdict import Unsupported


@dataclass(frozen=True)
class Text:
    """What the preprocessor makes of a source: text for the parser, with the place of each word of it."""

    source: str
    code: str
    tokens: list[Token] = field(repr=False)
    starts: list[int] = field(repr=False)  # of the tokens in the code
    lines: list[int] = field(repr=False)  # where the lines of the code start
    defined: frozenset[str]  # all the names that were macros

    def token(self, line: int, column: int) -> tuple[Token | None, int]:
        """The word at a place of the code, from 1 and 0, and how far behind its begin the place is."""
        offset = self.lines[min(line, len(self.lines)) - 1] + column
        index = bisect_right(self.starts, offset) - 1
        return (self.tokens[index], offset - self.starts[index]) if index >= 0 else (None, 0)

    def place(self, line: int, column: int) -> tuple[int, int]:
        """The place in the source of a place in the code; where a macro brought it there, the use of the macro."""
        token, behind = self.token(line, column)
        if token is None:
            return 1, 0
        at = token.at + (min(behind, len(token.value)) if token.exact else 0)
        return place(self.source, at)

    def fail(self, line: int, column: int, reason: str) -> NoReturn:
        """Fail at a place of the code, which is named also where it is one in a header."""
        token, _ = self.token(line, column)
        reason += f" (in {token.header})" if token is not None and token.header else ""
        raise Unsupported(reason, self.source, *self.place(line, column))
