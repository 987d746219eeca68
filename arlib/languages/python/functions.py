"""Python functions as programs, by their syntax tree: the source is parsed and never executed.

Called functions are written into their callers. Each call gets variables of its own: ``x`` of a function ``f`` is
``f.x`` in the first call and ``f.2.x`` in the second, and what it returns is ``f.return``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from types import FunctionType

from arlib.languages.python.conditions import as_number
from arlib.languages.python.kinds import INTEGERS, NONE, Facts, Listing, Opaque, Value, Values, kind_of
from arlib.languages.python.names import Names, check_kind, names_of
from arlib.languages.python.objects import with_callees
from arlib.languages.python.statements import Call, StatementReader, labelled
from arlib.languages.python.syntax import module, unsupported
from arlib.programs.syntax import Assign, Program, Statement
from arlib.terms import Term, Var
from arlib.verdict import Unsupported

MOST_CALLS = 1_000


def python_program(source: str | Callable[..., object], name: str = "") -> Program:
    """The program that a Python function means over the unbounded integers; raises ``Unsupported`` with the place.

    In a text it is the function of that name, or the only one, or the only one that no other one calls.
    A function is read through its source, and so are the functions that it calls.

    >>> program = python_program("def double(n):\\n    n += n\\n    return n")
    >>> program.parameters, program.body[0]
    (('n',), Assign(targets=('n',), values=(Add(Var('n'), Var('n')),), line=2))
    """
    if isinstance(source, FunctionType):
        name, (source, names) = source.__name__, with_callees(source)
        tree = module(source)
    elif isinstance(source, str):
        tree = module(source)
        names = names_of(source, tree)
    else:
        raise TypeError(f"a program is a text or a Python function, not {source!r}")
    main = _chosen(tree, name)
    if why := names.why_not_function(main.name):
        raise unsupported(source, main, why)
    try:
        body = _body(source, names, main)
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", source) from None
    return Program(main.name, tuple(each.arg for each in _parameters(main)), body, source, "Python")


def _body(source: str, names: Names, main: ast.FunctionDef) -> tuple[Statement, ...]:
    """The function's body, read again as long as something new is learned of what its variables hold."""
    facts = Facts({each.arg: INTEGERS for each in _parameters(main)})
    while True:
        facts.changed = False
        try:
            body, _ = FunctionReader(source, names, facts).function(Call(main.name, None, needs_value=False))
        except Unsupported:
            if not facts.changed:
                raise
            continue
        if not facts.changed:
            return body


class FunctionReader(StatementReader):
    """Reads functions, each with its own variables."""

    def function(self, call: Call) -> tuple[tuple[Statement, ...], Values | None]:
        """The body of a function, with variables of the ``prefix`` that is set; None behind it if it always returns."""
        node = self.names.functions[call.name]
        for argument in _parameters(node):
            if self.facts.kind(self.prefix + argument.arg) == INTEGERS:
                self.integer(argument.annotation, f"the parameter {argument.arg}")
        for star in (node.args.vararg, node.args.kwarg):
            if star is not None:
                self.fail(star, "a program has a fixed number of inputs")
        check_kind(self.source, node)
        outside, names = self.locals, [each.arg for each in _parameters(node)]
        self.active.append(call)
        self.locals = self.names.variables[call.name]
        body = self.body(node.body, {name: self.variable(name) for name in names})
        self.locals = outside
        self.active.pop()
        return body

    def call(self, node: ast.Call, name: str, values: Values, *, needs_value: bool) -> Value:
        """Write a call into ``out``; the variable with its result, which has no value unless one is needed."""
        names = [each.arg for each in _parameters(self.names.functions[name])]
        self.calls += 1
        if self.calls > MOST_CALLS:
            self.fail(node, f"more than {MOST_CALLS:,} calls would have to be written into one another")
        if name in [call.name for call in self.active]:
            self.fail(node, f"{name} calls itself: a recursion would need a proof by induction over calls; use a loop")
        if self.names.functions[name].args.kwonlyargs or len(names) != len(node.args):
            how = "each by its position, also where there is a default"
            self.fail(node, f"{name} takes {len(names)} arguments, {how}; here are {len(node.args)}")
        arguments: list[Value] = self.in_order(node.args, values, self.value)
        outside, self.prefix = self.prefix, self._prefix(name)
        result = self.prefix + "return"
        given: dict[str, Term] = {}
        for each, argument in zip(names, arguments, strict=True):
            kind = self.facts.learn(self.prefix + each, kind_of(argument))
            if kind == INTEGERS and not isinstance(argument, Opaque | Listing):
                given[self.prefix + each] = as_number(argument)
            else:
                self.settle(argument, node.lineno)
        if given:
            self.out.append(Assign(tuple(given), tuple(given.values()), node.lineno))
        body, after = self.function(Call(name, result, needs_value))
        self.prefix = outside
        if after is not None and (needs_value or f"{name}()" in self.facts.kinds):
            self.facts.learn(f"{name}()", NONE)  # that is what a function gives which ends without a return
        self.out.extend(labelled(result, body))
        kind = self.facts.kind(f"{name}()")
        return Var(result) if kind == INTEGERS else Opaque(kind)

    def _prefix(self, name: str) -> str:
        prefix, number = f"{name}.", 1
        while prefix in self.taken:
            number += 1
            prefix = f"{name}.{number}."
        self.taken.add(prefix)
        return prefix


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _called(*nodes: ast.AST) -> Iterator[ast.Name]:
    for inside in (inside for node in nodes for inside in ast.walk(node)):
        if isinstance(inside, ast.Call) and isinstance(inside.func, ast.Name):
            yield inside.func


def _chosen(tree: ast.Module, name: str) -> ast.FunctionDef:
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if name:
        if name not in functions:
            raise Unsupported(f"there is no function called {name} here")
        return functions[name]
    if not functions:
        raise Unsupported("there is no function here")
    called = {call.id for caller, node in functions.items() for call in _called(node) if call.id != caller}
    outer = [each for each in functions if each not in called or len(functions) == 1]
    if len(outer) != 1:
        raise Unsupported(f"there are several functions here; say which one is meant: {', '.join(functions)}")
    return functions[outer[0]]
