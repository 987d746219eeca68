"""Reads assignments: to variables of every kind, and to several at once."""

from __future__ import annotations

import ast

from arlib.languages.python.changes import ChangeReader
from arlib.languages.python.conditions import as_number
from arlib.languages.python.facts import length_name
from arlib.languages.python.kinds import (
    INTEGERS,
    LISTS,
    MIXED,
    TEXTS,
    Listing,
    Opaque,
    Value,
    Values,
    kind_of,
)
from arlib.programs.syntax import Assign
from arlib.terms import Const, Term, Var
from arlib.verdict import Unsupported


class AssignmentReader(ChangeReader):
    """Reads assignments; a variable keeps its kind all the time."""

    def variable(self, name: str) -> Value:
        """The variable of the program that a name of the function means; or what kind of values it has."""
        kind, own = self.facts.kind(self.prefix + name), self.prefix + name
        if kind == LISTS:
            return Listing(Var(length_name(own)), length_name(own))
        return Var(own) if kind == INTEGERS else Opaque(kind)

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
        if not all(names):
            found = [self._saved(each, line) for each in found]
        # A new list that several names get has several names.
        owners = [length_name(self.prefix + name) for name in names[: len(nodes)]]
        again = [
            Listing(each.length, each.owner or owner) if isinstance(each, Listing) else each
            for each, owner in zip(found, owners, strict=True)
        ]
        given = found + again * (len(rows) - 1)
        if all(names):
            return self.store(names, given, values, line)
        for target, part in zip([each for row in rows for each in row], given, strict=True):
            values = self._put(target, part, values, line)
        return values

    def _saved(self, value: Value, line: int) -> Value:
        """The value as it is now."""
        match value:
            case Opaque():
                return value
            case Listing(length, owner):
                return Listing(self.save(length, line), owner)
            case _:
                return self.save(value, line)

    def _put(self, target: ast.expr, value: Value, values: Values, line: int) -> Values:
        """One target gets a value that no other target changes."""
        match target:
            case ast.Name(id=name):
                return self.store([name], [value], values, line)
            case ast.Subscript():
                self.store_item(target, value, values)
                return values
            case _:
                self.no_target(target)

    def store(self, names: list[str], found: list[Value], values: Values, line: int) -> Values:
        """Each variable gets a value, all at once."""
        terms: dict[str, Term] = {}
        for name, value in zip(names, found, strict=True):
            kind = self.facts.learn(self.prefix + name, kind_of(value))
            own = length_name(self.prefix + name)
            if kind == INTEGERS and not isinstance(value, Opaque | Listing):
                terms[self.prefix + name] = as_number(value)
                self.facts.passes(self.prefix + name, value)
            elif kind == LISTS and isinstance(value, Listing):
                terms[own] = value.length
                terms |= {flag: Const(-1) for flag, _ in self.facts.twins(own)}
                self.share(value, own, line)
            else:
                self.settle(value, line)
        if terms:
            self.out.append(Assign(tuple(terms), tuple(terms.values()), line))
        return {**values, **{name: self.variable(name) for name in names}}

    def share(self, value: Listing, own: str, line: int) -> None:
        """A name gets a list that may have another name; refused if its length changes."""
        if value.owner and value.owner != own:
            self.facts.share(own, value.owner)
            if self.facts.is_confused(own):
                reason = "this list gets a second name, and its length changes; write a copy: list(...)"
                raise Unsupported(reason, self.source, line)

    def _unpack(self, targets: list[ast.expr], value: ast.expr, values: Values, line: int) -> Values:
        """Take a value apart that is no integer, if it has as many parts as there are targets."""
        found = self.value(value, values)
        self.may_raise(value)
        part = TEXTS if kind_of(found) == TEXTS else MIXED
        if isinstance(found, Listing):
            part = self.facts.elements
        after = values
        for target in targets:
            several = isinstance(target, ast.Tuple | ast.List)
            for each in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                if not isinstance(each, ast.Name):
                    self.no_target(each)
                some = self.element(value) if part == INTEGERS else Opaque(part)
                after = self.store([each.id], [some if several else found], after, line)
        return after
