"""Reads assignments: to variables of every kind, and to several at once."""

from __future__ import annotations

import ast
from typing import NoReturn

from arlib.languages.python.conditions import as_number
from arlib.languages.python.errors import ErrorReader
from arlib.languages.python.kinds import INTEGERS, MIXED, TABLES, TEXTS, Kind, Listing, Opaque, Value, Values, kind_of
from arlib.programs.syntax import Assign
from arlib.terms import Term, Var


class AssignmentReader(ErrorReader):
    """Reads assignments; a variable keeps its kind all the time."""

    def variable(self, name: str) -> Value:
        """The variable of the program that a name of the function means; or what kind of values it has."""
        kind = self.facts.kind(self.prefix + name)
        return Var(self.prefix + name) if kind == INTEGERS else Opaque(kind)

    def no_target(self, target: ast.expr) -> NoReturn:
        """Fail at what cannot be assigned."""
        self.fail(target, "only a variable, or several in a row, can be assigned here")

    def assign(self, targets: list[ast.expr], value: ast.expr, values: Values, line: int) -> Values:
        """The targets get the value, or each of its parts."""
        rows = [target.elts if isinstance(target, ast.Tuple | ast.List) else [target] for target in targets]
        nodes = [value]
        if isinstance(value, ast.Tuple | ast.List) and any(
            isinstance(target, ast.Tuple | ast.List) for target in targets
        ):
            nodes = value.elts
        several = any(isinstance(target, ast.Tuple | ast.List) for target in targets)
        if nodes == [value] and several and self.kind(value, values) != INTEGERS:
            return self._unpack(targets, value, values, line)
        names: list[str] = []
        for row, target in zip(rows, targets, strict=True):
            if len(row) != len(nodes):
                self.fail(target, f"as many expressions as variables are needed on the right; here are {len(nodes)}")
            for each in row:
                if isinstance(each, ast.Name) and each.id in names:
                    self.fail(each, f"{each.id} is assigned twice at once; write two assignments")
                names.append(each.id if isinstance(each, ast.Name) else "")
        found: list[Value] = self.in_order(nodes, values, self.value)
        if all(names):
            return self.store(names, found * len(rows), values, line)
        found = [value if isinstance(value, Opaque | Listing) else self.save(value, line) for value in found]
        for row in rows:
            for each, part in zip(row, found, strict=True):
                values = self._put(each, part, values, line)
        return values

    def _put(self, target: ast.expr, value: Value, values: Values, line: int) -> Values:
        """One target gets a value that no other target changes."""
        match target:
            case ast.Name(id=name):
                return self.store([name], [value], values, line)
            case ast.Subscript():
                self.store_item(target, kind_of(value), values)
                return values
            case _:
                self.no_target(target)

    def store_item(self, target: ast.Subscript, kind: Kind, values: Values) -> None:
        """Something of this kind becomes an element, or an entry."""
        if self.kind(target.value, values) != TABLES:
            self.no_target(target)
        self.each([target.value, target.slice], values)
        self.may_raise(target)

    def change_item(self, node: ast.AugAssign, target: ast.Subscript, values: Values) -> None:
        """An element, or an entry, is changed by an operation."""
        if self.kind(target.value, values) != TABLES:
            self.no_target(target)
        self.each([target.value, target.slice, node.value], values)
        self.may_raise(target)

    def store(self, names: list[str], found: list[Value], values: Values, line: int) -> Values:
        """Each variable gets a value, all at once."""
        terms: dict[str, Term] = {}
        for name, value in zip(names, found, strict=True):
            kind = self.facts.learn(self.prefix + name, kind_of(value))
            if kind == INTEGERS and not isinstance(value, Opaque | Listing):
                terms[self.prefix + name] = as_number(value)
            else:
                self.settle(value, line)
        if terms:
            self.out.append(Assign(tuple(terms), tuple(terms.values()), line))
        return {**values, **{name: self.variable(name) for name in names}}

    def _unpack(self, targets: list[ast.expr], value: ast.expr, values: Values, line: int) -> Values:
        """Take a value apart that is no integer, if it has as many parts as there are targets."""
        found = self.value(value, values)
        self.may_raise(value)
        part = TEXTS if kind_of(found) == TEXTS else MIXED
        after = values
        for target in targets:
            several = isinstance(target, ast.Tuple | ast.List)
            for each in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                if not isinstance(each, ast.Name):
                    self.no_target(each)
                after = self.store([each.id], [Opaque(part) if several else found], after, line)
        return after
