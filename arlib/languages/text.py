"""Texts to programs: which language a text is in shows by its grammar."""

from __future__ import annotations

import ast
import re
import warnings
from typing import Literal, get_args

from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.languages.size import require_short
from arlib.programs.syntax import Program, Reading

Language = Literal["python", "c"]

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
DEFINITION = re.compile(r"^[ \t]*(async[ \t]+)?def\b", re.MULTILINE)


def language_of(text: str) -> Language:
    """Python, if Python's grammar reads the text and finds a ``def``, or fails in one; else C.

    A line of C that begins with ``#`` is a comment in Python, so that the first line alone does not tell.

    >>> language_of("#include <stdbool.h>\\nint f(int x) { return x; }"), language_of("# a loop\\ndef f(x): return x")
    ('c', 'python')
    >>> language_of("def f(x) return x"), language_of("/* like\\ndef f(x) */ int f(int x) { return x; }")
    ('python', 'c')
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return "python" if DEFINITION.search(COMMENT.sub("", text)) else "c"
    defined = any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))
    return "python" if defined else "c"


def text_program(
    text: str, function: str | None = None, reading: Reading | None = None, language: Language | None = None
) -> Program:
    """The program that a text means; its language may be left out.

    Raises ``Unsupported`` with the place, and ValueError for a language or a reading that there is not.
    """
    if language is not None and language not in get_args(Language):
        raise ValueError(f'language is "python" or "c", not {language!r}')
    require_short(text)
    if (language or language_of(text)) == "c":
        return c_program(text, function, reading or "machine")
    if reading not in (None, "unbounded"):
        raise ValueError("Python's integers are unbounded; a machine's are a question about a C function")
    return python_program(text, function or "")
