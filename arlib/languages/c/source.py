"""C source to syntax trees: the text is preprocessed and parsed, and never compiled."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from arlib.languages.c.types import NAMED
from arlib.languages.size import require_short

if TYPE_CHECKING:
    from pycparser import c_ast

    from arlib.languages.c.declarations import Declarations
    from arlib.languages.c.places import Text

# The parser must know which names are types; these need an #include in C. They are all in the first line.
NAME = re.compile(rf"\b(?:{'|'.join(NAMED)})\b")


def declarations(source: str, folder: Path | None = None) -> Declarations:
    """What a C file declares, with the syntax trees of its functions; ``folder`` is where its own headers are."""
    from arlib.languages.c.declarations import Declarations
    from arlib.languages.c.preprocessing import preprocessed

    require_short(source)
    text = preprocessed(source, folder)
    return Declarations(text, _syntax(text), 1)


@cache
def familiar(name: str) -> c_ast.Node:
    """What a name of <limits.h> or <stdlib.h> stands for, as a syntax tree without places."""
    from pycparser import c_parser

    from arlib.languages.c.preprocessing import preprocessed

    text = preprocessed(f"#include <limits.h>\n#include <stdlib.h>\nlong x = {name};")
    found: c_ast.Node = c_parser.CParser().parse(text.code).ext[-1].init
    return found


def _parse(code: str) -> c_ast.FileAST | str:
    """The syntax tree, or what is wrong."""
    from pycparser import c_parser

    try:
        named = sorted(set(NAME.findall(code)))
        return c_parser.CParser().parse(f"typedef int {', '.join(named)};\n{code}" if named else f"\n{code}", "c")
    except c_parser.ParseError as error:
        return str(error)
    except RecursionError:
        raise
    except Exception as error:
        # Not the answer to a question of ours: pycparser meets some wrong programs with whatever fails in it.
        return f"c: the C parser fails ({type(error).__name__})"


def _syntax(source: Text) -> c_ast.FileAST:
    code = source.code
    tree = _parse(code)
    if not isinstance(tree, str):
        return tree
    placed = re.fullmatch(r"c:(\d+):(\d+): (.*)", tree, re.DOTALL)
    text = placed[3] if placed else tree.partition(": ")[2]
    ends = text == "At end of input"
    offset = len(code)
    if not placed and not ends:
        culprit = _culprit(code, tree)
        offset = culprit.start() if culprit else len(code)
        text = f"before: {culprit[0]}" if culprit else text
    line = code.count("\n", 0, offset) + 1
    column = offset - (code.rfind("\n", 0, offset) + 1)
    if placed:
        line, column = int(placed[1]) - 1, int(placed[2]) - 1
    reason = f"this is not C as the parser knows it: {text[:1].lower()}{text[1:]}"
    if text.startswith("before: "):
        reason = (
            f"`{text[8:48]}` is not expected here; a type that is not declared or a missing ; or ) can be the cause"
        )
    elif text == "Invalid function definition":
        reason = "what this function returns is not declared in this file"
    elif ends:
        reason = "the text ends too early; a }, a ) or a ; is missing"
    source.fail(line, column, reason)


def _culprit(code: str, message: str) -> re.Match[str] | None:
    """The first token that makes an error for which the parser gives no place."""
    tokens = list(re.finditer(r"\w+|[^\w\s]", code))
    # A 0 behind it completes an expression that has only begun.
    first = bisect_left(tokens, True, key=lambda token: _parse(f"{code[: token.end()]} 0") == message)
    return tokens[first] if first < len(tokens) else None
