"""Reads lists as their lengths: what makes one, what changes one, and what asks for an element.

A length is exact. An element may be any integer, or of whatever kind is put into some list. A list is what one name
has: where another name gets the same list, and its length changes, the program is refused.
"""

from __future__ import annotations

import ast

from arlib import terms as t
from arlib.languages.python.errors import ErrorReader
from arlib.languages.python.kinds import INTEGERS, LISTS, NONE, TEXTS, Kind, Listing, Opaque, Value, Values, kind_of
from arlib.programs.syntax import Assign, Choose, If, NoValue
from arlib.terms import Const, Term

CHANGES = ("append", "insert", "pop", "clear", "extend", "remove")
QUIET = ("sort", "reverse")


class ListReader(ErrorReader):
    """Reads expressions that give lists, or look into them."""

    def at_least_0(self, node: ast.expr, kind: Kind) -> Term:
        """A length that is not known."""
        return t.Max(Const(0), self.unknown(node, kind, node.lineno))

    def element(self, node: ast.expr) -> Value:
        """Some element of a list."""
        if self.facts.elements == INTEGERS:
            return self.unknown(node, LISTS, node.lineno)
        return Opaque(self.facts.elements)

    def check_index(self, node: ast.expr, index: Term, length: Term) -> None:
        """The program ends where an index is outside of a list; a negative one counts from its end."""
        outside: Term = t.Not(t.And(t.Le(t.Neg(length), index), t.Lt(index, length)))
        match index:
            case Const(value) if value >= 0:
                outside = t.Le(length, index)
            case t.Neg(Const(value)) if value > 0:
                outside = t.Lt(length, Const(value))
        self.out.append(If(outside, (NoValue("index out of range", node.lineno),), (), node.lineno))

    def index(self, node: ast.expr, values: Values) -> Term:
        """An index, evaluated; an exception if it is no integer."""
        return self.certain(self.number(node, values), node.lineno)

    def row_and_index(self, of: ast.expr, part: ast.expr, values: Values) -> tuple[Listing, Term]:
        """The two parts of ``xs[i]``, the list first."""

        def read(node: ast.expr, known: Values) -> Value:
            return self.listing(node, known) if node is of else self.index(node, known)

        row, index = self.in_order([of, part], values, read)
        return row, index

    def listing(self, node: ast.expr, values: Values) -> Listing:
        """The list that an expression gives; it is new, unless it is a name's own."""
        self.facts.seen.lists = True
        match node:
            case ast.Name(id=name):
                found = values[name]
                assert isinstance(found, Listing)
                return found
            case ast.List(elts=elements):
                for value in self.each(elements, values):
                    self.facts.stored(kind_of(value))
                return Listing(Const(len(elements)))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                a, b = self.in_order([left, right], values, self.value)
                return Listing(t.Add(a.length, b.length))
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                a, b = self.in_order([left, right], values, self.value)
                row, times = (a, b) if isinstance(a, Listing) else (b, a)
                times = self.certain(times, node.lineno)
                often = times if row.length == Const(1) else t.Mul(row.length, times)
                return Listing(t.Max(Const(0), often))
            case ast.Subscript(value=of, slice=ast.Slice() as part):
                return self.part(node, of, part, values)
            case ast.ListComp():
                return self._comprehension(node, values)
            case ast.Call(func=ast.Name(id=name)) if self.is_function(name):
                result = self.call(node, name, values, needs_value=False)
                assert isinstance(result, Listing)
                return result
            case ast.Call(func=ast.Name(id=name), args=args):
                self.check_own(name, node)
                self.no_key(node)
                if len(args) > 1 or name == "sorted" and not args or name == "list" and node.keywords:
                    self.fail(node, f"{name} makes a list of one thing")
                if name == "sorted" and self.facts.elements != INTEGERS:
                    self.may_raise(node)
                return Listing(self.length_of(args[0], values) if args else Const(0))
            case ast.Call(func=ast.Attribute(value=of, attr="copy"), args=[]) if self.kind(of, values) == LISTS:
                return Listing(self.listing(of, values).length)
            case ast.Call(func=ast.Attribute()):  # of a text
                self.method(node, values)
                self.facts.stored(TEXTS)
                return Listing(self.at_least_0(node, TEXTS))
            case _:
                self.fail(node, "this list needs a name of its own; write it with if and assignments")

    def no_key(self, node: ast.Call) -> None:
        """Fail where an order depends on a function."""
        for keyword in node.keywords:
            if keyword.arg != "reverse" or not isinstance(keyword.value, ast.Constant):
                self.fail(keyword.value, f"{keyword.arg} would need functions as values")

    def length_of(self, node: ast.expr, values: Values) -> Term:
        """How many elements what is gone through has at this time: a list, a text, a range."""
        match node:
            case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]) if not self.is_function("range"):
                self.check_own("range", node)
                bounds = [self.certain(each, node.lineno) for each in self._numbers(args, values)]
                self.facts.stored(INTEGERS)
                if len(bounds) > 2 or not bounds:
                    self.fail(node, "a range that is made a list has 1 or 2 numbers here")
                return t.Max(Const(0), t.Sub(bounds[-1], bounds[0]) if len(bounds) == 2 else bounds[0])
            case ast.Tuple(elts=elements):
                for value in self.each(elements, values):
                    self.facts.stored(kind_of(value))
                return Const(len(elements))
        self.list_kind(node, values)
        match self.value(node, values):
            case Listing(length):
                return length
            case Opaque(kind) if kind == TEXTS:
                self.facts.stored(TEXTS)
                return self.at_least_0(node, TEXTS)
            case value:
                self.fail(node, f"of what is gone through the length is needed, and this is read as {kind_of(value)}")

    def _numbers(self, nodes: list[ast.expr], values: Values) -> list[Term]:
        return self.in_order(nodes, values, self.number)

    def part(self, node: ast.expr, of: ast.expr, part: ast.Slice, values: Values) -> Listing:
        """The part of a list from one place to another, as a new list."""
        bounds = [each for each in (part.lower, part.upper, part.step) if each is not None]
        row, *found = self.in_order([of, *bounds], values, self.value)
        length = row.length
        if any(kind_of(each) not in (INTEGERS, NONE) for each in found):
            self.may_raise(node)
            return Listing(t.Min(self.at_least_0(node, LISTS), length))
        found = [each if isinstance(each, Opaque) else self.certain(each, node.lineno) for each in found]
        given = dict(zip((id(each) for each in bounds), found, strict=True))
        lower, upper, step = (given.get(id(each)) for each in (part.lower, part.upper, part.step))
        if isinstance(step, Opaque) or step == Const(1):
            step = None
        if step is not None:
            if step == t.Neg(Const(1)) and lower is None and upper is None:
                return Listing(length)
            if not isinstance(step, Const) or step == Const(0):
                self.may_raise(node)
            return Listing(t.Min(self.at_least_0(node, LISTS), length))
        begin = Const(0) if lower is None or isinstance(lower, Opaque) else _place(lower, length)
        end = length if upper is None or isinstance(upper, Opaque) else _place(upper, length)
        return Listing(end if begin == Const(0) else t.Max(Const(0), t.Sub(end, begin)))

    def _comprehension(self, node: ast.ListComp, values: Values) -> Listing:
        """One that only puts elements together has as many as what it goes through, or at most so many."""
        match node.generators:
            case [ast.comprehension(target=ast.Name(id=name), iter=of, ifs=tests, is_async=0)]:
                pass
            case _:
                self.fail(node, "a list that goes through several things is not read here; write loops")
        length = self.length_of(of, values)
        counted = isinstance(of, ast.Call) and isinstance(of.func, ast.Name) and of.func.id == "range"
        item: Value = self.unknown(of, LISTS, node.lineno) if counted else self.element(of)
        inside = {**values, name: item}

        def evaluate() -> Kind:
            for test in tests:
                self.settle(self.formula(test, inside), node.lineno)
            value = self.value(node.elt, inside)
            self.settle(value, node.lineno)
            return kind_of(value)

        kind, before = self.collected(evaluate)
        self.facts.stored(kind)
        if not all(isinstance(each, Choose) and each.approximate for each in before):
            if not all(_only_raises(each) for each in before):
                self.fail(node, "what this list puts together is evaluated by statements; write a loop")
            self.may_raise(node)
        return Listing(t.Min(self.at_least_0(node, LISTS), length) if tests else length)

    def approximated(self, node: ast.expr, values: Values) -> Term | None:
        """An element, or what one of Python's functions makes of a list, where that is an integer."""
        found = self._asked(node, values) if self.kind(node, values) == INTEGERS else None
        return super().approximated(node, values) if found is None or isinstance(found, Opaque | Listing) else found

    def opaque(self, node: ast.expr, values: Values, kind: Kind) -> Opaque:
        """The same where it is of another kind."""
        found = self._asked(node, values)
        return super().opaque(node, values, kind) if found is None else Opaque(kind)

    def _asked(self, node: ast.expr, values: Values) -> Value | None:
        """What a list is asked for; None if this is no question to a list."""
        match node:
            case ast.Subscript(value=of, slice=part) if self.kind(of, values) == LISTS:
                row, index = self.row_and_index(of, part, values)
                self.check_index(node, index, row.length)
                return self.element(node)
            case ast.Call(func=ast.Attribute(value=of)) if self.kind(of, values) == LISTS:
                return self.list_method(node, values)
            case ast.Call(func=ast.Name(id=name), args=[of]) if self.kind(of, values) == LISTS:
                if self.is_function(name) or name not in ("len", "sum", "min", "max", "tuple", "set", "any", "all"):
                    return None
                self.check_own(name, node)
                self.no_key(node)
                row = self.listing(of, values)
                if name == "len":
                    return row.length
                if name in ("min", "max"):
                    self.check_index(node, Const(0), row.length)
                if name in ("any", "all"):
                    return self.unknown_truth(node, LISTS, node.lineno)
                if self.facts.elements != INTEGERS:
                    self.may_raise(node)
                if name in ("sum", "min", "max"):
                    return self.element(node)
                return Opaque(self.kind(node, values))
            case _:
                return None

    def list_method(self, node: ast.Call, values: Values) -> Value:
        """What a method of a list does, and gives."""
        raise NotImplementedError


def _place(index: Term, length: Term) -> Term:
    """Where a bound of a slice lies in a list of this length."""
    match index:
        case Const(value) if value >= 0:
            return t.Min(index, length)
        case t.Neg(Const(value)) if value > 0:
            return t.Max(Const(0), t.Add(length, index))
        case _:
            return t.IfThenElse(t.Lt(index, Const(0)), t.Max(Const(0), t.Add(length, index)), t.Min(index, length))


def _only_raises(statement: object) -> bool:
    """Whether a statement does nothing but end the program, if that."""
    match statement:
        case Choose(approximate=why):
            return bool(why)
        case If(then=then, orelse=()):
            return all(isinstance(each, NoValue) for each in then)
        case Assign(targets=(name,)):
            return "." in name and not name.startswith("len(")  # of a value that is kept
        case _:
            return False
