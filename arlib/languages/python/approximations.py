"""Numbers and truth values that are asked of what is no integer: what is not known of them may be anything."""

from __future__ import annotations

import ast

from arlib import terms as t
from arlib.languages.python.kinds import (
    FRACTIONS,
    INTEGERS,
    LISTS,
    NONE,
    NUMERIC,
    SETS,
    TABLES,
    TEXTS,
    TUPLES,
    Kind,
    Listing,
    Value,
    Values,
    kind_of,
)
from arlib.languages.python.opaque import OpaqueReader
from arlib.programs.syntax import Choose
from arlib.terms import Const, Term, Truth, Var

DEFINITE = (INTEGERS, TEXTS, NONE, TUPLES, TABLES, SETS, LISTS)  # values of two of these are never equal
TRUTHS = ("is", "startswith", "endswith")  # methods that give truth values begin so
CLASSES: dict[str, Kind] = {
    "int": INTEGERS,
    "str": TEXTS,
    "float": FRACTIONS,
    "list": LISTS,
    "tuple": TUPLES,
    "dict": TABLES,
    "set": SETS,
}


class ApproximationReader(OpaqueReader):
    """Reads what gives integers or truth values and looks at other things."""

    def approximated(self, node: ast.expr, values: Values) -> Term | None:
        """A number or truth value that is not reckoned with exactly; None if the expression is of integers alone."""
        kind = self.kind(node, values)
        if kind != INTEGERS:
            self.value(node, values)
            self.may_raise(node)
            return self.unknown(node, kind, node.lineno)
        match node:
            case ast.Call(func=ast.Name(id=name), args=args) if not self.is_function(name):
                return self._number(node, name, args, values)
            case ast.Call(func=ast.Attribute(value=of, attr=method)) if self.kind(of, values) == TEXTS:
                self.method(node, values)
                read = self.unknown_truth if method.startswith(TRUTHS) else self.unknown
                return read(node, TEXTS, node.lineno)
            case _:
                return None

    def _number(self, node: ast.Call, name: str, args: list[ast.expr], values: Values) -> Term | None:
        """What one of Python's own functions gives for something that is no integer."""
        kinds = [self.kind(each, values) for each in args]
        match name, args:
            case "isinstance", [of, classes]:
                return self._instance(node, of, classes, values)
            case "int", [ast.Call(func=ast.Name(id="input")) as asked] if not self.is_function("input"):
                self.check_own(name, node)
                self.value(asked, values)
                target = self.fresh("input")
                self.out.append(Choose(target, None, node.lineno))
                return Var(target)
            case (("len" | "int" | "ord" | "hash" | "round" | "bool"), [of]) if kinds != [INTEGERS]:
                self.check_own(name, node)
                self.settle(value := self.value(of, values), node.lineno)
                if name == "bool":
                    return self.truth(of, value)
                if name != "len" or kinds[0] not in (TEXTS, TUPLES, TABLES, SETS):
                    self.may_raise(node)
                number = self.unknown(node, kinds[0], node.lineno)
                return t.Max(Const(0), number) if name == "len" else number
            case "len", [of]:
                self.list_kind(of, values)
                self.check_own(name, node)
                self.fail(of, "len needs a list or a text, and this is read as an integer")
            case "round", [of]:
                self.check_own(name, node)
                return self.number(of, values)
            case _:
                return None

    def _instance(self, node: ast.Call, of: ast.expr, classes: ast.expr, values: Values) -> Term:
        self.check_own("isinstance", node)
        value = self.value(of, values)
        self.settle(value, node.lineno)
        kind = kind_of(value)
        found: Term = Truth(False)
        for each in classes.elts if isinstance(classes, ast.Tuple) else [classes]:
            if not isinstance(each, ast.Name) or each.id not in (*CLASSES, "bool"):
                self.fail(each, "only int, bool, str, float, list, tuple, dict and set are read as classes")
            self.check_own(each.id, each)
            if kind not in (*DEFINITE, FRACTIONS) or (each.id, kind) == ("bool", INTEGERS):
                return self.unknown_truth(node, kind, node.lineno)
            if CLASSES.get(each.id) == kind:
                found = Truth(True)
        return found

    def compared(self, op: ast.cmpop, left: ast.expr, a: Value, right: ast.expr, b: Value) -> Term:
        """A comparison in which one side is no integer."""
        first, second = kind_of(a), kind_of(b)
        whole = ast.copy_location(ast.Compare(left, [op], [right]), left)
        kind = second if first == INTEGERS else first
        match op:
            case ast.Eq() | ast.NotEq() if isinstance(a, Listing) and isinstance(b, Listing):
                if Const(0) in (a.length, b.length):
                    return (t.Eq if isinstance(op, ast.Eq) else t.Ne)(a.length, b.length)
            case ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot():
                wanted = isinstance(op, ast.Eq | ast.Is)
                if first != second and first in DEFINITE and second in DEFINITE:
                    return Truth(not wanted)
                if first == second == NONE:
                    return Truth(wanted)
            case ast.In() | ast.NotIn():
                if second in NUMERIC or second == NONE:
                    self.fail(right, f"in looks into lists and texts, and this is read as {second}")
                hashed = second in (TABLES, SETS) and first in (*NUMERIC, TEXTS, NONE)
                if second not in (LISTS, TUPLES) and not hashed and not first == second == TEXTS:
                    self.may_raise(whole)
                kind = second
            case _:
                if not (first == second == TEXTS or {first, second} <= set(NUMERIC)):
                    self.may_raise(whole)
        return self.unknown_truth(whole, kind, left.lineno)
