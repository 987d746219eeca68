"""Of what kind an expression is, before it is read."""

from __future__ import annotations

import ast

from arlib.integers import IntegerModel
from arlib.languages.python.facts import Facts
from arlib.languages.python.kinds import (
    INTEGERS,
    LISTS,
    METHODS,
    MIXED,
    NONE,
    NUMERIC,
    RESULTS,
    SETS,
    TABLES,
    TEXTS,
    TUPLES,
    Kind,
    Values,
    binary_kind,
    constant_kind,
    joined,
    kind_of,
)
from arlib.languages.python.names import Names
from arlib.languages.python.reader import Reader
from arlib.terms import Var

MOST_POWER = 8

NEEDED: dict[type[ast.AST], str] = {
    ast.Attribute: "an attribute would need objects, and here are integers only",
    ast.Subscript: "a list or table would need a theory of arrays, and here are integers only",
    ast.Dict: "a dictionary would need a theory of arrays, and here are integers only",
    ast.Set: "a set would need a theory of sets, and here are integers only",
    ast.Tuple: "a tuple is no integer; it can only be assigned, to as many names",
    ast.JoinedStr: "a text would need a theory of strings, and here are integers only",
    ast.Lambda: "a lambda would need functions as values; write a function with def",
    ast.NamedExpr: "an assignment inside an expression is not read; write it as a statement before",
    ast.Starred: "a star would need lists, and here are integers only",
}


class KindReader(Reader):
    """Knows the kinds of names and functions by what was seen of the whole program."""

    def __init__(self, source: str, integers: IntegerModel, names: Names, facts: Facts):
        super().__init__(source, integers, names)
        self.facts = facts

    def is_function(self, name: str) -> bool:
        """Whether a name that is called means a function of the text."""
        return name in self.names.functions and name not in self.locals and not self.names.why_not_function(name)

    def kind(self, node: ast.expr, values: Values) -> Kind:
        """The kind of what an expression gives, if it gives anything; of integers also where it cannot be read."""
        match node:
            case ast.Constant(value=value):
                return constant_kind(value)
            case ast.Name(id=name):
                return kind_of(values[name]) if name in values else INTEGERS
            case ast.JoinedStr():
                return TEXTS
            case ast.Tuple():
                return TUPLES
            case ast.List() | ast.ListComp():
                return LISTS
            case ast.Dict():
                return TABLES
            case ast.Set():
                return SETS
            case ast.UnaryOp(op=op, operand=operand) if not isinstance(op, ast.Not):
                found = self.kind(operand, values)
                return found if found in NUMERIC else MIXED
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(power))) if 0 <= power <= MOST_POWER:
                found = self.kind(base, values)
                return found if found in NUMERIC else MIXED
            case ast.BinOp(left=left, op=op, right=right):
                a, b = self.kind(left, values), self.kind(right, values)
                if isinstance(op, ast.Add) and LISTS in (a, b):  # what is put together with a list is one
                    a, b = self.list_kind(left, values), self.list_kind(right, values)
                return binary_kind(op, a, b)
            case ast.BoolOp(values=operands):
                return joined(*(self.kind(each, values) for each in operands))
            case ast.IfExp(body=body, orelse=orelse):
                return joined(self.kind(body, values), self.kind(orelse, values))
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._result(name, args, values)
            case ast.Call(func=ast.Attribute(value=of, attr=method)) if self.list_kind(of, values) == TEXTS:
                return METHODS.get(method, MIXED)
            case ast.Call(func=ast.Attribute(value=of)) if self.kind(of, values) in (TABLES, SETS):
                return MIXED
            case ast.Call(func=ast.Attribute(value=of, attr=method)) if self.kind(of, values) == LISTS:
                if method == "pop":
                    return self.facts.elements
                return INTEGERS if method in ("index", "count") else LISTS if method == "copy" else NONE
            case ast.Subscript(value=of, slice=part):
                found = self.list_kind(of, values)
                if found == LISTS:
                    return LISTS if isinstance(part, ast.Slice) else self.facts.elements
                return found if found in (TEXTS, INTEGERS) else MIXED
            case _:
                return INTEGERS

    def list_kind(self, node: ast.expr, values: Values) -> Kind:
        """The kind of what is used as a list is: an input is from now on taken for one."""
        found = self.kind(node, values)
        match node:
            case ast.Name(id=name) if found == INTEGERS and name in values:
                value = values[name]
                if isinstance(value, Var):
                    self.facts.use_as_list(value.name)
        return found

    def _result(self, name: str, args: list[ast.expr], values: Values) -> Kind:
        if self.is_function(name):
            return self.facts.kind(f"{name}()")
        if name not in ("abs", "min", "max", "sum", "round", "pow"):
            return RESULTS.get(name, INTEGERS)
        read = self.list_kind if len(args) == 1 and name in ("min", "max", "sum") else self.kind
        kinds = [read(each, values) for each in args]
        if kinds == [LISTS] and name in ("min", "max", "sum"):
            return self.facts.elements
        if name == "round" and len(kinds) == 1 and kinds[0] in NUMERIC:
            return INTEGERS
        return joined(*kinds) if kinds and set(kinds) <= set(NUMERIC) else MIXED
