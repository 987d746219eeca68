"""Python functions as programs, by their syntax tree: the source is parsed and never executed.

Called functions are written into their callers. Each call gets variables of its own: ``x`` of a function ``f`` is
``f.x`` in the first call and ``f.2.x`` in the second, and what it returns is ``f.return``.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from types import FunctionType

from arlib.languages.python.claims import syntax_tree
from arlib.languages.python.expressions import Values
from arlib.languages.python.statements import NEEDED, Call, StatementReader, labelled
from arlib.programs.syntax import Assign, Program, Statement
from arlib.terms import Term, Var
from arlib.verdict import Unsupported

MOST_CALLS = 1_000
FUNCTION_WIDE = (ast.Global, ast.Nonlocal, ast.Yield, ast.YieldFrom, ast.Await)


def python_program(source: str | Callable[..., object], name: str = "") -> Program:
    """The program that a Python function means over the unbounded integers; raises ``Unsupported`` with the place.

    In a text it is the function of that name, or the only one, or the only one that no other one calls.
    A function is read through its source, and so are the functions that it calls.

    >>> program = python_program("def double(n):\\n    n += n\\n    return n")
    >>> program.parameters, program.body[0]
    (('n',), Assign(targets=('n',), values=(Add(Var('n'), Var('n')),), line=2))
    """
    if isinstance(source, FunctionType):
        name, source = source.__name__, _text(source)
    if not isinstance(source, str):
        raise TypeError(f"a program is a text or a Python function, not {source!r}")
    tree = _module(source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    reader = FunctionReader(source, functions, _rebound(tree))
    name = _chosen(functions, name)
    if name in reader.rebound:
        reader.fail(functions[name], f"{name} has more than one meaning in this text")
    try:
        body, _ = reader.function(Call(name, None, needs_value=False))
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", source) from None
    inputs = tuple(each.arg for each in _parameters(functions[name]))
    return Program(name, inputs, body, source, "Python")


def _module(source: str) -> ast.Module:
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


class FunctionReader(StatementReader):
    """Reads functions, each with its own variables."""

    def function(self, call: Call) -> tuple[tuple[Statement, ...], Values | None]:
        """The body of a function, with variables of the ``prefix`` that is set; None behind it if it always returns."""
        node = self.functions[call.name]
        for argument in _parameters(node):
            self.integer(argument.annotation, f"the parameter {argument.arg}")
        for star in (node.args.vararg, node.args.kwarg):
            if star is not None:
                self.fail(star, "a program has a fixed number of inputs")
        for decorator in node.decorator_list:
            self.fail(decorator, "a decorator can make another function of this one")
        for inside in ast.walk(node):
            if isinstance(inside, FUNCTION_WIDE):
                self.fail(inside, NEEDED[type(inside)])
        outside, names = self.locals, [each.arg for each in _parameters(node)]
        self.active.append(call)
        self.locals = _stored(node) | frozenset(names)
        body = self.body(node.body, {name: self.variable(name) for name in names})
        self.locals = outside
        self.active.pop()
        return body

    def call(self, node: ast.Call, name: str, values: Values, *, needs_value: bool) -> Term:
        """Write a call into ``out``; the variable with its result, which has no value unless one is needed."""
        names = [each.arg for each in _parameters(self.functions[name])]
        self.calls += 1
        if self.calls > MOST_CALLS:
            self.fail(node, f"more than {MOST_CALLS:,} calls would have to be written into one another")
        if name in [call.name for call in self.active]:
            self.fail(node, f"{name} calls itself: a recursion would need a proof by induction over calls; use a loop")
        if self.functions[name].args.kwonlyargs or len(names) != len(node.args):
            how = "each by its position, also where there is a default"
            self.fail(node, f"{name} takes {len(names)} arguments, {how}; here are {len(node.args)}")
        arguments = self.in_order(node.args, values, self.number)
        outside, self.prefix = self.prefix, self._prefix(name)
        result = self.prefix + "return"
        if names:
            self.out.append(Assign(tuple(self.prefix + each for each in names), tuple(arguments), node.lineno))
        body, after = self.function(Call(name, result, needs_value))
        self.prefix = outside
        if needs_value and after is not None:
            self.fail(node, f"{name} can end without a return, and so without a value")
        self.out.extend(labelled(result, body))
        return Var(result)

    def _prefix(self, name: str) -> str:
        prefix, number = f"{name}.", 1
        while prefix in self.taken:
            number += 1
            prefix = f"{name}.{number}."
        self.taken.add(prefix)
        return prefix


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _stored(*nodes: ast.AST) -> frozenset[str]:
    inside = (each for node in nodes for each in ast.walk(node))
    return frozenset(each.id for each in inside if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))


def _called(*nodes: ast.AST) -> Iterator[ast.Name]:
    for inside in (inside for node in nodes for inside in ast.walk(node)):
        if isinstance(inside, ast.Call) and isinstance(inside.func, ast.Name):
            yield inside.func


def _rebound(tree: ast.Module) -> frozenset[str]:
    """The names that mean something else than one function of the text, or than Python's own."""
    definitions = Counter(each.name for each in tree.body if isinstance(each, ast.FunctionDef))
    others = [each for each in tree.body if not isinstance(each, ast.FunctionDef)]
    inside = [each for node in others for each in ast.walk(node)]
    aliases = (each.asname or each.name for each in inside if isinstance(each, ast.alias))
    defined = (each.name for each in inside if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef))
    twice = (name for name, count in definitions.items() if count > 1)
    return _stored(*others).union(aliases, defined, twice)


def _chosen(functions: dict[str, ast.FunctionDef], name: str) -> str:
    if name:
        if name not in functions:
            raise Unsupported(f"there is no function called {name} here")
        return name
    if not functions:
        raise Unsupported("there is no function here")
    called = {call.id for caller, node in functions.items() for call in _called(node) if call.id != caller}
    outer = [each for each in functions if each not in called or len(functions) == 1]
    if len(outer) != 1:
        raise Unsupported(f"there are several functions here; say which one is meant: {', '.join(functions)}")
    return outer[0]


def _text(function: FunctionType) -> str:
    """The source of a function, and behind it those of the functions that it calls."""
    found: dict[str, FunctionType] = {}
    texts: list[str] = []
    waiting = [function]
    while waiting:
        current = waiting.pop(0)
        if current.__name__ not in found:
            found[current.__name__] = current
            texts.append(_source(current))
            waiting.extend(_callees(current, texts[-1]))
        elif found[current.__name__] is not current:
            raise Unsupported(f"two different functions are called {current.__name__}; one needs another name")
    return "\n\n".join(texts)


def _source(function: FunctionType) -> str:
    name = function.__name__
    if name == "<lambda>":
        raise Unsupported("a lambda has no statements; write a function with def")
    if hasattr(function, "__wrapped__"):
        raise Unsupported(f"{name} is wrapped in another function, whose source would be needed")
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        raise Unsupported(f"the source of {name} cannot be found; give the program as text") from None


def _callees(function: FunctionType, text: str) -> Iterator[FunctionType]:
    """The functions outside its own text that a function calls, by what the names mean now."""
    shared = zip(function.__code__.co_freevars, function.__closure__ or (), strict=False)
    meanings = {**function.__globals__, **{name: cell.cell_contents for name, cell in shared if cell}}
    for call in _called(syntax_tree(text, "exec")):
        if call.id == "nondet" or call.id not in meanings:
            continue
        value = meanings[call.id]
        if value is getattr(builtins, call.id, None):
            continue
        reason = f"{call.id} would have to be a function of this name, written with def"
        if not isinstance(value, FunctionType) or value.__name__ != call.id:
            raise Unsupported(reason, text, call.lineno, call.col_offset)
        yield value
