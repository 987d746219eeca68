"""Python's own tree of a text: the text is parsed and compiled, and never executed."""

from __future__ import annotations

import ast
import re
import warnings

from arlib.languages.size import require_short
from arlib.verdict import Unsupported

SPELLINGS = {
    r"&&": "write `and` for &&",
    r"\|\|": "write `or` for ||",
    r"!(?!=)": "write `not` for !",
    r"(?<![=!<>])=(?!=)": "write == to compare",
}


def syntax_tree(text: str, mode: str) -> ast.AST:
    """Python's own tree of an expression (``eval``) or of statements (``exec``). Raises ``Unsupported`` with the place.

    >>> ast.unparse(syntax_tree("x+y == y+x", "eval"))
    'x + y == y + x'
    """
    require_short(text)
    if not text.strip():
        raise Unsupported("there is nothing to read here")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(text, mode=mode)
    except SyntaxError as error:
        reason = error.msg
        if mode == "eval":
            reason = "; ".join(
                [reason, *(advice for spelling, advice in SPELLINGS.items() if re.search(spelling, text))]
            )
        # An offset of 0 means that the text stops too early.
        column = error.offset - 1 if error.offset else len(text)
        raise Unsupported(reason, text, error.lineno or 1, column) from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise Unsupported(f"Python cannot parse this: {error}", text) from None


def module(source: str) -> ast.Module:
    """The tree of a text that Python can compile; raises ``Unsupported`` with the place.

    >>> module("def f(x): break")
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 11: 'break' outside loop
        def f(x): break
                  ^
    """
    tree = syntax_tree(source, "exec")
    assert isinstance(tree, ast.Module)
    try:
        # Some errors, as a break outside of loops, Python finds only when it compiles what it has parsed.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(tree, "", "exec", dont_inherit=True)
    except SyntaxError as error:
        raise Unsupported(error.msg, source, error.lineno or 1, max(0, (error.offset or 1) - 1)) from None
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", source) from None
    return tree


def unsupported(source: str, node: ast.AST, reason: str) -> Unsupported:
    """The failure at the start of a node."""
    line = getattr(node, "lineno", 1)
    # The tree counts columns in bytes of UTF-8.
    before = source.splitlines()[line - 1].encode()[: getattr(node, "col_offset", 0)]
    return Unsupported(reason, source, line, len(before.decode(errors="replace")))
