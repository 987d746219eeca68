"""Python functions as programs, by their syntax tree: the source is parsed and never executed.

Called functions are written into their callers. Each call gets variables of its own: ``x`` of a function ``f`` is
``f.x`` in the first call and ``f.2.x`` in the second, and what it returns is ``f.return``. Functions that call one
another in a circle become procedures instead, in which a parameter that is assigned is ``x.given`` at first.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import FunctionType

from arlib import terms as t
from arlib.languages.python.conditions import as_number
from arlib.languages.python.facts import Facts, length_name
from arlib.languages.python.kinds import INTEGERS, LISTS, NONE, Kind, Listing, Opaque, Value, Values, kind_of
from arlib.languages.python.loops import LoopReader
from arlib.languages.python.names import Names, check_kind, names_of
from arlib.languages.python.objects import with_callees
from arlib.languages.python.statements import Call, labelled
from arlib.languages.python.syntax import module, unsupported
from arlib.programs import syntax as p
from arlib.programs.syntax import Assign, Assume, Choose, If, Procedure, Program, Return, Statement, assigned, recursive
from arlib.terms import Term, Var
from arlib.verdict import Unsupported

MOST_CALLS, MOST_READINGS = 1_000, 50
LIST_ANNOTATIONS = ("list", "list[int]", "List", "List[int]", "typing.List[int]")


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
    facts = Facts({each.arg: _annotated(each) for each in _parameters(main)})
    try:
        return _program(source, names, main, facts)
    except RecursionError:
        raise Unsupported("this is nested too deeply to read", source) from None


def _annotated(parameter: ast.arg) -> Kind:
    is_list = parameter.annotation is not None and ast.unparse(parameter.annotation) in LIST_ANNOTATIONS
    return LISTS if is_list else INTEGERS


def _program(source: str, names: Names, main: ast.FunctionDef, facts: Facts) -> Program:
    """The function's program, read again until a reading sees what it took for granted."""
    failed: Unsupported | None = None
    for _ in range(MOST_READINGS):
        reader = FunctionReader(source, names, facts)
        try:
            body = reader.main(main)
        except Unsupported as error:
            failed = error
            if not facts.again():
                raise
            continue
        if not facts.again():
            inputs = tuple(length_name(each) if kind == LISTS else each for each, kind in facts.inputs.items())
            body = (*_assumed(facts, main.lineno), *body)
            return Program(main.name, inputs, body, source, "Python", functions=reader.procedures())
    raise failed or unsupported(source, main, "of what kind the variables are here does not show")


def _assumed(facts: Facts, line: int) -> Iterator[Statement]:
    """A list has a length; and two of them that are passed may be one, where that matters."""
    for own in facts.parameters:
        yield Assume(t.Ge(Var(own), t.Const(0)), line)
    for number, own in enumerate(facts.parameters):
        for flag, other in facts.twins(own):
            if other in facts.parameters[:number]:
                yield Choose(flag, None, line, f"{own[4:-1]} and {other[4:-1]} may be one list")
                yield If(t.Ge(Var(flag), t.Const(0)), (Assign((own,), (Var(other),), line),), (), line)


class FunctionReader(LoopReader):
    """Reads functions, each with its own variables."""

    def __init__(self, source: str, names: Names, facts: Facts):
        super().__init__(source, names, facts)
        self.recursive = recursive({f: [each.id for each in _called(node)] for f, node in names.functions.items()})
        self.prefixes: dict[str, str] = {}  # of the variables of each procedure
        self.found: dict[str, Procedure] = {}

    def main(self, node: ast.FunctionDef) -> tuple[Statement, ...]:
        """The statements of the program that a function is: its own, or a call of it."""
        if node.name not in self.recursive:
            return self.function(Call(node.name, None, needs_value=False))[0]
        self.procedure(node.name, "")
        given = tuple(map(Var, self.numbers(node, "")))
        result = "return" if self.facts.kind(f"{node.name}()") in (INTEGERS, LISTS) else None
        call = p.Call(result, node.name, given, node.lineno)
        return call, Return(None if result is None else Var(result), node.lineno)

    def procedures(self) -> tuple[Procedure, ...]:
        """The procedures that were read, the entries numbered behind the loops."""
        return tuple(replace(each, entry=self.loops + n) for n, each in enumerate(self.found.values(), 1))

    def numbers(self, node: ast.FunctionDef, prefix: str) -> list[str]:
        """The variables of a function's parameters: of a list it is the length."""
        kinds = {prefix + each.arg: self.facts.kind(prefix + each.arg) for each in _parameters(node)}
        found = {name: length_name(name) if kind == LISTS else name for name, kind in kinds.items()}
        return [variable for name, variable in found.items() if kinds[name] in (INTEGERS, LISTS)]

    def procedure(self, name: str, prefix: str) -> None:
        """Read a function that is called in a circle, with variables of this prefix."""
        node, result = self.names.functions[name], f"{name}.return"
        self.prefixes[name] = prefix
        outside = self.prefix, self.out, self.active
        self.prefix, self.out, self.active = prefix, [], []
        body, after = self.function(Call(name, result, needs_value=True))
        self.prefix, self.out, self.active = outside
        if after is not None:
            self.facts.learn(f"{name}()", NONE)  # that is what a function gives which ends without a return
        body = labelled(result, body)
        own = self.numbers(node, prefix)
        changed = assigned(body)
        given = {each: f"{each}.given" for each in own if each in changed}
        if given:
            body = (Assign(tuple(given), tuple(map(Var, given.values())), node.lineno), *body)
        parameters = tuple(given.get(each, each) for each in own)
        returned = {INTEGERS: result, LISTS: length_name(result)}.get(self.facts.kind(f"{name}()"))
        self.found[name] = Procedure(name, parameters, body, returned, 0, node.lineno)

    def function(self, call: Call, known: Values | None = None) -> tuple[tuple[Statement, ...], Values | None]:
        """The body of a function, with variables of the ``prefix`` that is set; None behind it if it always returns.

        ``known`` are parameters that are lists of the caller's.
        """
        node = self.names.functions[call.name]
        for argument in _parameters(node):
            kind = self.facts.kind(self.prefix + argument.arg)
            if not self.prefix and kind != self.facts.inputs[argument.arg] == LISTS:
                self.fail(argument, f"{argument.arg} is used as a list, and gets other values")
            if kind == INTEGERS:
                self.integer(argument.annotation, f"the parameter {argument.arg}")
        for star in (node.args.vararg, node.args.kwarg):
            if star is not None:
                self.fail(star, "a program has a fixed number of inputs")
        check_kind(self.source, node)
        outside, names = self.locals, [each.arg for each in _parameters(node)]
        self.active.append(call)
        self.locals = self.names.variables[call.name]
        given = {name: self.variable(name) for name in names}
        body = self.body(node.body, given if known is None else {**given, **known})
        self.locals = outside
        self.active.pop()
        return body

    def call(self, node: ast.Call, name: str, values: Values, *, needs_value: bool) -> Value:
        """Write a call into ``out``; the variable with its result, which has no value unless one is needed."""
        names = [each.arg for each in _parameters(self.names.functions[name])]
        self.calls += 1
        if self.calls > MOST_CALLS:
            self.fail(node, f"more than {MOST_CALLS:,} calls would have to be written into one another")
        if self.names.functions[name].args.kwonlyargs or len(names) != len(node.args):
            how = "each by its position, also where there is a default"
            self.fail(node, f"{name} takes {len(names)} arguments, {how}; here are {len(node.args)}")
        arguments: list[Value] = self.in_order(node.args, values, self.value)
        if name in self.recursive:
            return self.recursion(node, name, names, arguments)
        outside, self.prefix = self.prefix, self._prefix(name)
        result = self.prefix + "return"
        inside = ast.walk(self.names.functions[name])
        rebound = {e.id for e in inside if isinstance(e, ast.Name) and not isinstance(e.ctx, ast.Load)}
        given = self.given(node, [self.prefix + each for each in names], arguments)
        known: dict[str, Value] = {}
        for each, argument in zip(names, arguments, strict=True):
            own = length_name(self.prefix + each)
            if own in given and isinstance(argument, Listing) and argument.owner:
                if each in rebound:
                    self.share(argument, own, node.lineno)
                else:
                    known[each] = argument
                    del given[own]
        if given:
            self.out.append(Assign(tuple(given), tuple(given.values()), node.lineno))
        body, after = self.function(Call(name, result, needs_value), known)
        self.prefix = outside
        if after is not None and (needs_value or f"{name}()" in self.facts.seen.kinds):
            self.facts.learn(f"{name}()", NONE)  # that is what a function gives which ends without a return
        self.out.extend(labelled(result, body))
        kind = self.facts.kind(f"{name}()")
        if kind == LISTS:
            own = length_name(result)
            return Listing(Var(own), own if len(self.facts.together(own)) > 1 else "")
        return Var(result) if kind == INTEGERS else Opaque(kind)

    def given(self, node: ast.Call, names: Sequence[str], arguments: Sequence[Value]) -> dict[str, Term]:
        """What the parameters get that are integers; the other arguments are evaluated."""
        given: dict[str, Term] = {}
        for each, argument in zip(names, arguments, strict=True):
            kind = self.facts.learn(each, kind_of(argument))
            if kind == INTEGERS and not isinstance(argument, Opaque | Listing):
                given[each] = as_number(argument)
                self.facts.passes(each, argument)
            elif kind == LISTS and isinstance(argument, Listing):
                given[length_name(each)] = argument.length
            else:
                self.settle(argument, node.lineno)
        return given

    def recursion(self, node: ast.Call, name: str, names: Sequence[str], arguments: Sequence[Value]) -> Value:
        """Call a procedure, which is read when it is called first."""
        if name not in self.prefixes:
            self.procedure(name, self._prefix(name))
        own = [self.prefixes[name] + each for each in names]
        given = self.given(node, own, arguments)
        for each, argument in zip(map(length_name, own), arguments, strict=True):
            if isinstance(argument, Listing) and argument.owner:  # which may be this very parameter, of another call
                self.facts.share(f"caller {each}", argument.owner)
                self.share(replace(argument, owner=f"caller {each}"), each, node.lineno)
        kind = self.facts.kind(f"{name}()")
        target = self.fresh(f"{name}.return") if kind in (INTEGERS, LISTS) else None
        self.out.append(p.Call(target, name, tuple(given.values()), node.lineno))
        if target is None:
            return Opaque(kind)
        self.facts.passes(target, Var(f"{name}.return"))
        row = length_name(f"{name}.return")
        several = len(self.facts.together(row)) > 1
        return Listing(Var(target), row if several else "") if kind == LISTS else Var(target)

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
