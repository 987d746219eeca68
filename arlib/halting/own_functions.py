"""A reader's functions, from the text that they typed to something that can be asked and always comes back."""

from __future__ import annotations

import ast
import io
import traceback
from collections.abc import Callable, Sequence
from typing import TextIO

from arlib.halting.apart import apart
from arlib.halting.bounded import Interrupted, bounded
from arlib.halting.diagonal import BOUND, Answer, Decider, Reply, reply
from arlib.verdict import Unsupported

FILE = "<your decider>"
NAME = "decide"
PARAMETERS = ("source",)
EXAMPLE = """\
def decide(source):
    # A program without a while loop comes to its end.
    if "while" in source:
        return "no"
    return "yes"
"""


def own_decider(source: str, printed: TextIO | None = None) -> Decider:
    """The decider in a text: the function ``decide``, or the last one; raises ``Unsupported`` with the place.

    It may use all of Python, but for a limited number of instructions and of seconds. Where it fails, it has not
    answered, and the reason names the line. What it prints goes to ``printed``: beside a widget, a notebook would not
    show it.

    >>> own_decider("def mine(source):\\n    return 'yes'")("def h(): pass")
    Reply(answer='yes', why='')
    >>> own_decider("def decide(source):\\n    return 1 // 0")("def h(): pass").why
    'it fails in line 2 (return 1 // 0): ZeroDivisionError: integer division or modulo by zero'
    >>> own_decider("def decide(source):\\n    while True: pass")("def h(): pass").why
    'it did not come back within 200,000 instructions'
    """
    tree = checked(source)
    # It is defined where it is asked, and once there: what it keeps from one question to the next, it keeps.
    found: list[Callable[..., object]] = []

    def answer(question: str) -> Reply:
        try:
            if not found:
                found.append(_defined(source, tree, PARAMETERS))
            return reply(bounded(found[0], question, BOUND))
        except Interrupted as error:
            return Reply("don't know", str(error))
        except (Exception, SystemExit) as error:  # a reader's decider may fail in any way
            where = source.splitlines()[_line(error) - 1].strip()
            return Reply("don't know", f"it fails in line {_line(error)} ({where}): {type(error).__name__}: {error}")

    return _Written(own_name(source), answer, "Your own.", BOUND, printed)


def own_function(source: str, parameters: Sequence[str]) -> Callable[..., object]:
    """The function in a text that takes so many arguments, defined here; raises ``Unsupported`` where it is none.

    >>> own_function("lambda n, step: n + step", ("n", "step"))(1, 2)
    3
    """
    return _defined(source, checked(source, parameters), parameters)


def checked(source: str, parameters: Sequence[str] = PARAMETERS) -> ast.Module:
    """The tree of a text that defines a function, which was tried in a process of its own; raises ``Unsupported``."""
    tree = _parsed(source)
    with apart(lambda _: _fault(source, tree, parameters), printed=io.StringIO()) as ask:
        try:
            fault = ask("")
        except Interrupted as error:
            fault = str(error), source or " ", 1, 0
    if fault is not None:
        raise Unsupported(*fault)
    return tree


def own_name(source: str) -> str:
    """What the function in a text is called; ``decide`` where that cannot be read, or is a name in the diagonal.

    >>> own_name("def helper(s): ...\\n\\ndef mine(source): ..."), own_name("1 +")
    ('mine', 'decide')
    """
    try:
        found = _name(_parsed(source))
    except Unsupported:
        return NAME
    return NAME if found in ("", "h", "source", "template") else found


def _name(tree: ast.Module) -> str:
    """The name of the function that is meant: ``decide``, or the last one that is defined."""
    names: list[str] = []
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                names.append(name)
    return NAME if NAME in names else names[-1] if names else ""


class _Written(Decider):
    def said(self, source: str) -> tuple[Answer, str]:
        """What it answers; it counts its steps itself, and no others."""
        given = self.decide(source)
        assert isinstance(given, Reply)
        return given.answer, given.why


def _fault(source: str, tree: ast.Module, parameters: Sequence[str]) -> tuple[str, str, int, int] | None:
    """What is wrong with a definition, and where: the reason, the text, the line and the column."""
    try:
        _defined(source, tree, parameters)
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
    if len(tree.body) == 1 and isinstance(only := tree.body[0], ast.Expr) and isinstance(only.value, ast.Lambda):
        # A lambda that stands alone is named, so that it can be called.
        name = ast.copy_location(ast.Name(NAME, ast.Store()), only)
        tree.body[0] = ast.copy_location(ast.Assign([name], only.value), only)
    for node in ast.walk(tree):
        if isinstance(node, ast.TryStar | ast.With) or (isinstance(node, ast.Try) and not _lets_through(node)):
            # while True:            what ends a decider that goes on too long is an exception; one that is caught
            #     try: ...           ends nothing, and the reader's kernel would hang
            #     except: pass
            words = "a bare except, finally and with cannot be used here: they could catch what ends a function that "
            raise Unsupported(f"{words}goes on too long; write except Exception", source, node.lineno, node.col_offset)
    return tree


def _defined(source: str, tree: ast.Module, parameters: Sequence[str]) -> Callable[..., object]:
    """Run the text, which is code of its author's as any cell is, and take the function from it."""
    names: dict[str, object] = {}
    code = compile(tree, FILE, "exec")
    try:
        bounded(lambda _: exec(code, names), "", BOUND)
    except Interrupted as error:
        raise Unsupported(str(error), source) from None
    except (Exception, SystemExit) as error:
        raise Unsupported(f"this fails: {type(error).__name__}: {error}", source, _line(error)) from None
    name = _name(tree)
    found = names.get(name)
    if not callable(found):
        some = "one parameter" if len(parameters) == 1 else f"{len(parameters)} parameters"
        example = f"def {name or NAME}({', '.join(parameters)}): ..."
        raise Unsupported(f"define a function with {some}: {example}", source or " ")
    definition = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name), None)
    if definition is not None and not _takes(definition.args, len(parameters)):
        gets = "one argument, the text of a program" if len(parameters) == 1 else f"{len(parameters)} arguments"
        words = f"{name} gets {gets}: def {name}({', '.join(parameters)}): ..."
        raise Unsupported(words, source, definition.lineno, definition.col_offset)
    return found


def _lets_through(node: ast.Try) -> bool:
    """Whether a try catches named exceptions only, and not the one that is the base of all."""
    caught = [each.type for each in node.handlers]
    named = [each for kind in caught for each in (kind.elts if isinstance(kind, ast.Tuple) else [kind])]
    return not node.finalbody and all(isinstance(each, ast.Name) and each.id != "BaseException" for each in named)


def _takes(parameters: ast.arguments, count: int) -> bool:
    positional = len(parameters.posonlyargs) + len(parameters.args)
    needed = positional - len(parameters.defaults)
    keywords = any(default is None for default in parameters.kw_defaults)
    return needed <= count and (positional >= count or parameters.vararg is not None) and not keywords


def _line(error: BaseException) -> int:
    """The last line of the reader's text that an error went through."""
    places = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    return places[-1] or 1 if places else 1
