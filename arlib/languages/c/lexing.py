"""C text to preprocessing tokens, through the first three phases of translation (5.1.1.2), as gcc has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from arlib.verdict import Unsupported

BLANKS = r"[ \t\v\f]*"
# A backslash at the end of a line joins the next one to it; gcc takes blanks behind it for nothing.
SPLICE = re.compile(rf"\\{BLANKS}\r?\n|\r(?=\n)")
TRIGRAPH = re.compile(r"\?\?[=/'()!<>-]")
# The types that the preprocessor knows: CPP_WS, CPP_ID, CPP_INTEGER, CPP_STRING, CPP_CHAR, CPP_DPOUND.
TOKEN = re.compile(
    r"""(?P<CPP_WS>[ \t\v\f]+|/\*.*?\*/|//[^\n]*|\n)|(?P<open>/\*)|(?P<digraph>%:)
    |(?P<CPP_STRING>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*")|(?P<CPP_CHAR>[uUL]?'(?:\\.|[^'\\\n])*')
    # An apostrophe without another, as in a text that is skipped, takes the rest of its line along.
    |(?P<quote>["'][^\n]*)
    |(?P<CPP_ID>(?!\d)[\w$]+)|(?P<CPP_INTEGER>\.?\d(?:[eEpP][+-]|[\w.$])*)|(?P<CPP_DPOUND>\#\#)
    |(?P<other>\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|&&|\|\||[-+*/%&^|<>=!]=|.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class Token:
    """A preprocessing token; ``at`` is its offset in the source, or of what brings it there.

    It stands there as it is if ``exact``. ``header`` says which header it is from and in which line, and
    ``hidden`` has the macros that it is no longer expanded for.
    """

    type: str
    value: str
    at: int
    lineno: int
    exact: bool = True
    header: str = ""
    hidden: frozenset[str] = frozenset()
    source: str = ""  # which pcpp fills in


def place(text: str, offset: int) -> tuple[int, int]:
    """The line of an offset, from 1, and its column, from 0, as ``Unsupported`` counts them.

    >>> place("a\\nbc", 3)
    (2, 1)
    """
    lines = (text[:offset] + "x").splitlines()
    return len(lines), len(lines[-1]) - 1


def check(text: str) -> None:
    """Raise ``Unsupported`` where compilers do not agree on the characters of a text."""
    if stray := re.search(r"\r(?!\n)", text):
        raise Unsupported("a carriage return alone ends no line in C", text, *place(text, stray.start()))
    if found := TRIGRAPH.search(text):
        reason = f"{found[0]} is a trigraph, which stands for one character with some compilers only"
        raise Unsupported(reason, text, *place(text, found.start()))


def lines(text: str) -> Iterator[list[Token]]:
    """The tokens of a text, line by line as the preprocessor counts them: behind joined lines and comments.

    Each line ends with the token of its end. Raises ``Unsupported``.

    >>> [[token.value for token in line] for line in lines("#define A /* and\\n */ 1\\nA")]
    [['#', 'define', ' ', 'A', ' ', ' ', ' ', '1', '\\n'], ['A', '\\n']]
    """
    cuts, lost, parts, end = [0], [0], [], 0  # from which offset of the joined text how many characters are gone
    for join in SPLICE.finditer(text):
        parts.append(text[end : join.start()])
        end = join.end()
        lost.append(lost[-1] + len(join[0]))
        cuts.append(end - lost[-1])
    joined = "".join([*parts, text[end:]])
    breaks = [match.start() for match in re.finditer("\n", text)]
    line: list[Token] = []
    for match in TOKEN.finditer(joined if joined.endswith("\n") else joined + "\n"):
        kind, value = match.lastgroup or "", match[0]
        at = match.start()
        at += lost[bisect_right(cuts, at) - 1] if parts else 0
        if kind == "open":
            raise Unsupported("this comment does not end", text, *place(text, at))
        if kind == "digraph":
            raise Unsupported("%: stands for # in C; write that", text, *place(text, at))
        if kind == "CPP_WS" and value != "\n":
            value = " "
        line.append(Token(kind, value, at, bisect_right(breaks, at - 1) + 1))
        if value == "\n":
            yield line
            line = []
