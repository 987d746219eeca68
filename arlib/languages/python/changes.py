"""Reads what changes lists and tables: their methods, and assignments to elements."""

from __future__ import annotations

import ast
from typing import NoReturn

from arlib import terms as t
from arlib.languages.python.kinds import (
    INTEGERS,
    LISTS,
    MIXED,
    NONE,
    NUMERIC,
    TABLES,
    Kind,
    Listing,
    Opaque,
    Value,
    Values,
    kind_of,
)
from arlib.languages.python.lists import ListReader
from arlib.programs.syntax import Assign, If
from arlib.terms import Const, Term, Var


class ChangeReader(ListReader):
    """Reads changes of what is in lists and tables, and how lists grow and shrink."""

    def no_target(self, target: ast.expr) -> NoReturn:
        """Fail at what cannot be assigned."""
        self.fail(target, "only a variable, or several in a row, can be assigned here")

    def list_method(self, node: ast.Call, values: Values) -> Value:
        """What a method of a list does, and gives."""
        assert isinstance(node.func, ast.Attribute)
        method, of = node.func.attr, node.func.value
        if not isinstance(of, ast.Name):
            self.fail(node, "a list that is changed, or looked into, needs a name of its own here")
        row = self.listing(of, values)
        if method == "sort":
            self.no_key(node)
        elif node.keywords:
            self.fail(node, "the methods of lists take no names of arguments")
        if method == "extend" and len(node.args) == 1:
            self.resize(node, row, t.Add(row.length, self.length_of(node.args[0], values)))
            return Opaque(NONE)
        found = self.in_order(node.args, values, self.value)
        found = [e if isinstance(e, Opaque | Listing) else self.certain(e, node.lineno) for e in found]
        match method, found:
            case "append", [value]:
                self.facts.stored(kind_of(value))
                self.resize(node, row, t.Add(row.length, Const(1)))
            case "insert", [place, value]:
                if kind_of(place) != INTEGERS:
                    self.may_raise(node)
                self.facts.stored(kind_of(value))
                self.resize(node, row, t.Add(row.length, Const(1)))
            case "pop", []:
                self.check_index(node, t.Neg(Const(1)), row.length)
                self.resize(node, row, t.Sub(row.length, Const(1)))
                return self.element(node)
            case "pop", [place] if not isinstance(place, Opaque | Listing):
                self.check_index(node, place, row.length)
                self.resize(node, row, t.Sub(row.length, Const(1)))
                return self.element(node)
            case "remove", [_]:
                self.check_index(node, Const(0), row.length)
                self.may_raise(node)
                self.resize(node, row, t.Sub(row.length, Const(1)))
            case "clear", []:
                self.resize(node, row, Const(0))
            case (("sort" | "reverse"), []):
                if method == "sort" and self.facts.elements != INTEGERS:
                    self.may_raise(node)
            case "index", [_]:
                self.may_raise(node)
                return self.unknown(node, LISTS, node.lineno)
            case "count", [_]:
                return t.Min(self.at_least_0(node, LISTS), row.length)
            case _:
                self.fail(node, f"{method} of a list is not read here")
        return Opaque(NONE)

    def resize(self, node: ast.AST, row: Listing, length: Term) -> None:
        """A list's length changes; so does that of each parameter which may be the same list."""
        assert row.owner
        self.facts.resize(row.owner)
        line = getattr(node, "lineno", 1)
        self.out.append(Assign((row.owner,), (length,), line))
        for flag, other in self.facts.twins(row.owner):
            same = (Assign((other,), (Var(row.owner),), line),)
            self.out.append(If(t.Ge(Var(flag), Const(0)), same, (), line))

    def extend(self, node: ast.AugAssign, target: ast.Name, values: Values) -> None:
        """``xs += ys`` puts the elements of the one behind those of the other, which stays the same list."""
        if not isinstance(node.op, ast.Add):
            self.fail(target, "only += is read of lists")
        row = self.listing(target, values)
        self.resize(node, row, t.Add(row.length, self.length_of(node.value, values)))

    def no_growth(self, node: ast.AugAssign, kind: Kind, values: Values) -> None:
        """Fail where an operation might make a list longer that has another name, or none."""
        grows = isinstance(node.op, ast.Add) and self.kind(node.value, values) not in NUMERIC
        if self.facts.may_be_list(kind) and (grows or isinstance(node.op, ast.Mult)):
            self.fail(node.target, "this may be a list, which would become longer; give it a name of its own")

    def delete(self, targets: list[ast.expr], values: Values) -> None:
        """``del xs[i]``, or an entry of a table."""
        for target in targets:
            match target:
                case ast.Subscript(value=ast.Name() as of, slice=part) if not isinstance(part, ast.Slice):
                    if self.list_kind(of, values) == LISTS:
                        row = self.listing(of, values)
                        self.check_index(target, self.index(part, values), row.length)
                        self.resize(target, row, t.Sub(row.length, Const(1)))
                    elif self.kind(of, values) == TABLES:
                        self.each([of, part], values)
                        self.may_raise(target)
                    else:
                        self.no_target(target)
                case ast.Subscript(slice=ast.Slice()):
                    row, length = self.without_part(target, values)
                    self.resize(target, row, length)
                case _:
                    self.fail(target, "del would need variables that lose their value")

    def without_part(self, target: ast.Subscript, values: Values) -> tuple[Listing, Term]:
        """A list, and how long it is without a part of it."""
        match target:
            case ast.Subscript(value=ast.Name() as of, slice=ast.Slice(step=None) as part):
                if self.list_kind(of, values) == LISTS:
                    gone = self.part(target, of, part, values).length
                    row = self.listing(of, values)
                    return row, t.Sub(row.length, gone)
        self.fail(target, "a part of a list can be changed where the list has a name and the part no steps")

    def store_item(self, target: ast.Subscript, value: Value, values: Values) -> None:
        """A value becomes an element, or an entry; a list takes the place of a part of one."""
        of = self.list_kind(target.value, values)
        if isinstance(target.slice, ast.Slice):
            row, length = self.without_part(target, values)
            if not isinstance(value, Listing):
                self.fail(target, "only a list can be put in the place of a part of a list; write list(...)")
            self.resize(target, row, t.Add(length, value.length))
            return
        if of == INTEGERS:
            self.no_target(target)
        self.facts.stored(kind_of(value))
        if of == LISTS:
            row, index = self.row_and_index(target.value, target.slice, values)
            self.check_index(target, index, row.length)
            return
        self.each([target.value, target.slice], values)
        self.may_raise(target)

    def change_item(self, node: ast.AugAssign, target: ast.Subscript, values: Values) -> None:
        """An element, or an entry, is changed by an operation: it is looked up first, and put back at last."""
        of = self.list_kind(target.value, values)
        if isinstance(target.slice, ast.Slice) or of == INTEGERS:
            self.no_target(target)
        self.no_growth(node, self.facts.elements if of == LISTS else MIXED, values)
        if of != LISTS:
            self.each([target.value, target.slice, node.value], values)
            self.facts.stored(MIXED)
            self.may_raise(target)
            return
        row, index = self.row_and_index(target.value, target.slice, values)
        index = self.save(index, node.lineno)
        self.check_index(target, index, row.length)
        inside = {**values, "element.": self.element(target)}
        before = ast.copy_location(ast.Name("element."), target)
        whole = ast.copy_location(ast.BinOp(before, node.op, node.value), node)
        found, statements = self.collected(lambda: self.value(whole, inside))
        self.out.extend(statements)
        self.settle(found, node.lineno)
        self.facts.stored(kind_of(found))
        if statements:
            self.check_index(target, index, row.length)
