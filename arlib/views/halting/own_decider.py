"""A reader's decider, from the text that they typed to something that can be asked and always comes back."""

from __future__ import annotations

import ast
import io
import traceback
from collections.abc import Callable
from typing import TextIO

from arlib.halting.apart import apart
from arlib.halting.bounded import Interrupted, bounded
from arlib.halting.diagonal import BOUND, Answer, Decider, Reply, reply
from arlib.verdict import Unsupported

FILE = "<your decider>"
NAME = "decide"
EXAMPLE = """\
def decide(source):
    # A program without a while loop comes to its end.
    if "while" in source:
        return "no"
    return "yes"
"""


def own_decider(source: str, printed: TextIO | None = None) -> Decider:
    """The decider in a text that defines ``decide(source)``; raises ``Unsupported`` with the place where it is none.

    It may use all of Python, but for a limited number of instructions and of seconds. Where it fails, it has not
    answered, and the reason names the line. What it prints goes to ``printed``: beside a widget, a notebook would not
    show it.

    >>> own_decider("def decide(source):\\n    return 'yes'")("def h(): pass")
    Reply(answer='yes', why='')
    >>> own_decider("def decide(source):\\n    return 1 // 0")("def h(): pass").why
    'it fails in line 2 (return 1 // 0): ZeroDivisionError: integer division or modulo by zero'
    >>> own_decider("def decide(source):\\n    while True: pass")("def h(): pass").why
    'it did not come back within 200,000 instructions'
    """
    tree = _parsed(source)
    with apart(lambda _: _fault(source, tree), printed=io.StringIO()) as ask:
        try:
            fault = ask("")
        except Interrupted as error:
            fault = str(error), source or " ", 1, 0
    if fault is not None:
        raise Unsupported(*fault)
    # It is defined where it is asked, and once there: what it keeps from one question to the next, it keeps.
    defined: list[Callable[[str], object]] = []

    def answer(question: str) -> Reply:
        try:
            if not defined:
                defined.append(_defined(source, tree))
            return reply(bounded(defined[0], question, BOUND))
        except Interrupted as error:
            return Reply("don't know", str(error))
        except (Exception, SystemExit) as error:  # a reader's decider may fail in any way
            where = source.splitlines()[_line(error) - 1].strip()
            return Reply("don't know", f"it fails in line {_line(error)} ({where}): {type(error).__name__}: {error}")

    return _Written(NAME, answer, "Your own.", BOUND, printed)


class _Written(Decider):
    def said(self, source: str) -> tuple[Answer, str]:
        """What it answers; it counts its steps itself, and no others."""
        given = self.decide(source)
        assert isinstance(given, Reply)
        return given.answer, given.why


def _fault(source: str, tree: ast.Module) -> tuple[str, str, int, int] | None:
    """What is wrong with a definition, and where: the reason, the text, the line and the column."""
    try:
        _defined(source, tree)
    except Unsupported as error:
        return error.reason, error.source, error.line, error.column
    return None


def _parsed(source: str) -> ast.Module:
    try:
        tree = ast.parse(source, FILE)
        compile(tree, FILE, "exec")  # finds what the parser does not, such as a return outside of a function
    except (SyntaxError, ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", None) or 1, max((getattr(error, "offset", None) or 1) - 1, 0)
        raise Unsupported(f"Python cannot read this: {getattr(error, 'msg', error)}", source, line, column) from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Try | ast.TryStar | ast.With):
            # while True:            what ends a decider that goes on too long is an exception; one that is caught
            #     try: ...           ends nothing, and the reader's kernel would hang
            #     except: pass
            words = "try and with cannot be used here: they could catch what ends a decider that goes on too long"
            raise Unsupported(words, source, node.lineno, node.col_offset)
    return tree


def _defined(source: str, tree: ast.Module) -> Callable[[str], object]:
    """Run the text, which is code of its author's as any cell is, and take ``decide`` from it."""
    names: dict[str, object] = {}
    code = compile(tree, FILE, "exec")
    try:
        bounded(lambda _: exec(code, names), "", BOUND)
    except Interrupted as error:
        raise Unsupported(str(error), source) from None
    except (Exception, SystemExit) as error:
        raise Unsupported(f"this fails: {type(error).__name__}: {error}", source, _line(error)) from None
    found = names.get(NAME)
    if not callable(found):
        raise Unsupported(f"define a function {NAME} with one parameter: def {NAME}(source): ...", source or " ")
    definition = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == NAME), None)
    if definition is not None and not _takes_one(definition.args):
        words = f"{NAME} gets one argument, the text of a program: def {NAME}(source): ..."
        raise Unsupported(words, source, definition.lineno, definition.col_offset)
    return found


def _takes_one(parameters: ast.arguments) -> bool:
    positional = len(parameters.posonlyargs) + len(parameters.args)
    needed = positional - len(parameters.defaults)
    keywords = any(default is None for default in parameters.kw_defaults)
    return needed <= 1 and (positional >= 1 or parameters.vararg is not None) and not keywords


def _line(error: BaseException) -> int:
    """The last line of the reader's text that an error went through."""
    places = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    return places[-1] or 1 if places else 1
