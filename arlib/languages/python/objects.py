"""Functions that exist as objects: the text that their code was made of, and what its names mean to them now."""

from __future__ import annotations
import __future__

import ast
import copy
import inspect
import operator
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from tokenize import TokenError
from types import CellType, CodeType, FunctionType

from arlib.languages.python.names import OWN, Names, check_kind, names_of
from arlib.languages.python.syntax import module, syntax_tree, unsupported
from arlib.verdict import Unsupported

# How `from __future__ import ...` is marked in code.
FUTURE = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})
MISSING = object()
# Type checkers do not agree on whether a function has this attribute.
BUILTINS = operator.attrgetter("__builtins__")
# What any class has that its definition does not mention.
NOTHING = {
    "__module__",
    "__qualname__",
    "__doc__",
    "__dict__",
    "__weakref__",
    "__firstlineno__",
    "__static_attributes__",
}


@dataclass(frozen=True)
class Source:
    """A function's text, its node in the tree of that text, its local names, and what the others in it mean."""

    text: str
    node: ast.FunctionDef | ast.Lambda
    variables: frozenset[str]
    meanings: dict[str, object]


def source_of(function: FunctionType) -> Source:
    """The text that a function's own code was made of. Raises ``Unsupported`` if that is not to be found.

    A function that a decorator put in place of another has another code than the text that stands there. A text
    that was changed since, or a code that was exchanged, is noticed by compiling the text anew.
    """
    name, code = function.__name__, function.__code__
    if hasattr(function, "__wrapped__"):
        raise Unsupported(f"{name} is wrapped in another function, whose source would be needed")
    if any(type(names) is not dict for names in (function.__globals__, BUILTINS(function))):
        raise Unsupported(f"the names around {name} are kept in something that can give them any meaning")
    try:
        whole = "".join(inspect.findsource(code)[0])
    except (OSError, TypeError):
        raise Unsupported(f"the source of {name} cannot be found; give it as text") from None
    try:
        made = compile(whole, code.co_filename, "exec", code.co_flags & FUTURE, dont_inherit=True)
        text = textwrap.dedent(inspect.getsource(code)) if code in _codes(made) else ""
    except (SyntaxError, ValueError, TokenError):
        text = ""
    if not text:
        reason = "is not what its code was made of; execute its definition again (pytest rewrites what has an assert)"
        raise Unsupported(f"the source of {name} {reason}")
    node = _lambda(text) if code.co_name == "<lambda>" else _definition(text, name)
    if _dump(node) not in _definitions(whole, code):
        raise Unsupported(f"the source of {name} is not all in the lines that begin with it; write it with def", text)
    check_kind(text, node)
    for each in ast.walk(node):
        if isinstance(each, ast.Assert) and not __debug__:
            raise unsupported(text, each, "Python was started with -O, and so does not evaluate what is asserted")
    variables = frozenset((*code.co_varnames, *code.co_cellvars))
    closure = dict(zip(code.co_freevars, function.__closure__ or (), strict=True))
    used = (each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id not in variables)
    for each in ast.walk(node):
        if (
            isinstance(each, ast.Name)
            and each.id not in {*variables, *code.co_names, *closure}
            and _is_private(each.id)
        ):
            raise unsupported(text, each, f"{each.id} has another name inside a class")
    return Source(text, node, variables, {each: _meaning(function, closure, each) for each in used})


def _definitions(whole: str, code: CodeType) -> list[str]:
    """The functions of a file that begin where a code does; ``inspect`` finds one by the look of its lines."""
    tree = ast.parse(whole)
    kinds = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)
    starts = [[node, *getattr(node, "decorator_list", ())] for node in ast.walk(tree) if isinstance(node, kinds)]
    return [_dump(nodes[0]) for nodes in starts if min(each.lineno for each in nodes) == code.co_firstlineno]


def _dump(node: ast.AST) -> str:
    """The tree as text, without what is in quotes: that is not the same where lines have lost their indentation."""
    node = copy.deepcopy(node)
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            each.value = ""
    return ast.dump(node)


def _is_private(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _definition(text: str, name: str) -> ast.FunctionDef:
    match module(text).body:
        case [ast.FunctionDef() as only] if only.name == name:
            return only
        case [ast.FunctionDef(name=other) as only]:
            raise unsupported(text, only, f"the function called {name} has the code of {other}")
        case _:
            raise Unsupported(f"the source of {name} is not a function written with def", text)


def _lambda(text: str) -> ast.Lambda:
    """A lambda's source is the whole line it stands in, such as `exhaust(lambda x: x == x)`."""
    match [node for node in ast.walk(syntax_tree(text, "exec")) if isinstance(node, ast.Lambda)]:
        case [only]:
            return only
        case _:
            raise Unsupported("this line has several lambdas; give the claim a name with def", text)


def _meaning(function: FunctionType, closure: dict[str, CellType], name: str) -> object:
    if name in closure:
        try:
            return closure[name].cell_contents
        except ValueError:
            return closure  # no value yet, and so none of Python's own either
    if name in function.__globals__:
        return function.__globals__[name]
    return BUILTINS(function).get(name, MISSING)


def not_own(meanings: dict[str, object]) -> dict[str, str]:
    """Of each name that means neither Python's own nor nothing at all, why it is not read."""
    return {
        name: f"{name} would have to be a function of this name, written with def, and here is {type(value).__name__}"
        for name, value in meanings.items()
        if value is not MISSING and value is not OWN.get(name, MISSING)
    }


def with_callees(function: FunctionType) -> tuple[str, Names]:
    """The text of a function, behind it those of the functions that it calls, and what its other names mean.

    One text has one meaning for each name, so that functions of two modules may not differ in any.
    Raises ``Unsupported`` where they do.
    """
    found: list[FunctionType] = []
    texts: list[str] = []
    meanings: dict[str, object] = {function.__name__: function}
    waiting = [function]
    while waiting:
        current = waiting.pop(0)
        if current in found:
            continue
        source = source_of(current)
        if isinstance(source.node, ast.Lambda):
            raise Unsupported("a lambda has no statements; write a function with def")
        found.append(current)
        texts.append(source.text)
        for node in ast.walk(source.node):
            if isinstance(node, ast.Name) and node.id in source.meanings:
                value = source.meanings[node.id]
                if meanings.setdefault(node.id, value) is not value:
                    reason = f"{node.id} means one thing in {current.__name__}, and another where that is called from"
                    raise unsupported(source.text, node, reason)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                value = source.meanings.get(node.func.id)
                if isinstance(value, FunctionType) and value.__name__ == node.func.id:
                    waiting.append(value)
    text = "\n\n".join(texts)
    names = names_of(text)
    others = {name: why for name, why in not_own(meanings).items() if name not in names.functions}
    exceptions = frozenset(name for name, value in meanings.items() if _is_exception(value))
    return text, replace(names, others={**others, **names.others}, exceptions=exceptions)


def _is_exception(value: object) -> bool:
    """Whether this is a class of exceptions, which adds nothing to Python's own."""
    return (
        type(value) is type
        and issubclass(value, BaseException)
        and all(each is OWN.get(each.__name__) or vars(each).keys() <= NOTHING for each in value.__mro__)
    )
