"""Reads expressions of which only the kind is known: texts, fractions, tuples, tables, and what asks for them.

All that is in them is evaluated in Python's order. Where an operation on them may raise an exception, the program may
end. How much memory there is, how deep calls go, and how many digits a number that is printed may have, are limits
of a machine, and no question of these programs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from arlib.languages.python.expressions import ExpressionReader
from arlib.languages.python.inference import NEEDED
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
    Opaque,
    Value,
    Values,
    kind_of,
)
from arlib.programs.syntax import Choose, If, Statement
from arlib.terms import Term

CHANGING = (TABLES, SETS)  # their methods change nothing that is followed
PLAIN = "upper lower strip lstrip rstrip title capitalize swapcase casefold"
PLAIN_METHODS = {*PLAIN.split(), *["isdigit", "isalpha", "isalnum", "isspace", "isupper", "islower", "isnumeric"]}
SAFE_FORMAT = {INTEGERS: r"[<>^=+ ]?0?\d{0,3}([,_]?d?|[xob])", FRACTIONS: r"[<>^=+ ]?0?\d{0,3},?(\.\d{1,3})?[fge%]?"}
MOST = 2**1000  # an integer below is no infinite fraction


def idle(statements: Sequence[Statement]) -> bool:
    """Whether statements do nothing that anybody could notice."""
    return all(isinstance(each, Choose) and each.approximate for each in statements)


class OpaqueReader(ExpressionReader):
    """Reads expressions of other kinds than integers."""

    def each(self, nodes: Sequence[ast.expr], values: Values) -> list[Value]:
        """Evaluate expressions from left to right."""
        found: list[Value] = self.in_order(nodes, values, self.value)
        for node, value in zip(nodes, found, strict=True):
            self.settle(value, node.lineno)
        return found

    def opaque(self, node: ast.expr, values: Values, kind: Kind) -> Opaque:
        """Evaluate an expression of which only the kind is known."""
        match node:
            case ast.Constant() | ast.Name():
                pass
            case ast.JoinedStr(values=parts):
                self._formatted(node, parts, values)
            case ast.Tuple(elts=elements):
                self.each(elements, values)
            case ast.Set(elts=elements):
                self._hashed(node, elements, elements, values)
            case ast.Dict(keys=keys, values=entries):
                known = [key for key in keys if key is not None]
                if len(known) < len(keys):
                    self.fail(node, "** would need the tables that it takes apart")
                pairs = [each for pair in zip(known, entries, strict=True) for each in pair]
                self._hashed(node, pairs, known, values)
            case ast.UnaryOp(op=op, operand=operand):
                self.each([operand], values)
                if self.kind(operand, values) not in NUMERIC or isinstance(op, ast.Invert):
                    self.may_raise(node)
            case ast.BinOp(left=left, op=op, right=right):
                self.each([left, right], values)
                if not self._always_gives(op, left, right, values):
                    self.may_raise(node)
            case ast.BoolOp(op=op, values=operands):
                self._short(op, operands, values)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                condition = self.formula(test, values)
                self._one_of(condition, [body], [orelse], values, node.lineno)
            case ast.Call(func=ast.Name(id=name)) if self.is_function(name):
                self.call(node, name, values, needs_value=False)
            case ast.Call(func=ast.Name(id=name)):
                self._own(node, name, values)
            case ast.Call(func=ast.Attribute()):
                self.method(node, values)
            case ast.Subscript(value=of, slice=index):
                parts = [index]
                if isinstance(index, ast.Slice):
                    parts = [each for each in (index.lower, index.upper, index.step) if each is not None]
                found = self.each([of, *parts], values)
                whole = isinstance(index, ast.Slice) and index.step is None and self.kind(of, values) == TEXTS
                if not whole or any(kind_of(each) not in (INTEGERS, NONE) for each in found[1:]):
                    self.may_raise(node)
            case _:
                self.fail(node, NEEDED.get(type(node), f"{type(node).__name__} is not read here"))
        return Opaque(kind)

    def _formatted(self, node: ast.expr, parts: Sequence[ast.expr], values: Values) -> None:
        inside = [part for part in parts if isinstance(part, ast.FormattedValue)]
        nodes = [each for part in inside for each in (part.value, part.format_spec) if each is not None]
        self.each(nodes, values)
        for part in inside:
            match part.format_spec:
                case None:
                    continue
                case ast.JoinedStr(values=[ast.Constant(value=str(text))]):
                    pattern = SAFE_FORMAT.get(self.kind(part.value, values))
                    if part.conversion == -1 and pattern is not None and re.fullmatch(pattern, text):
                        continue
            self.may_raise(node)
            return

    def _hashed(self, node: ast.expr, nodes: Sequence[ast.expr], keys: Sequence[ast.expr], values: Values) -> None:
        self.each(nodes, values)
        if any(self.kind(key, values) not in (*NUMERIC, TEXTS, NONE) for key in keys):
            self.may_raise(node)

    def _always_gives(self, op: ast.operator, left: ast.expr, right: ast.expr, values: Values) -> bool:
        """Whether an operation raises no exception, whatever its operands are."""
        a, b = self.kind(left, values), self.kind(right, values)
        if isinstance(op, ast.Add) and a == b and a in (TEXTS, TUPLES, LISTS):
            return True
        if isinstance(op, ast.Mult) and INTEGERS in (a, b) and {a, b} & {TEXTS, TUPLES, LISTS}:
            return True
        if isinstance(op, ast.Add | ast.Sub | ast.Mult):
            return all(kind == FRACTIONS or _is_small(each) for kind, each in ((a, left), (b, right)))
        return isinstance(op, ast.Div) and a == FRACTIONS and _is_small(right) and right.value != 0  # type: ignore[attr-defined]

    def _short(self, op: ast.boolop, operands: list[ast.expr], values: Values) -> None:
        """``and`` and ``or``, of which the second is evaluated where the first does not decide."""
        first, *others = operands
        value = self.value(first, values)
        if not others:
            self.settle(value, first.lineno)
            return
        condition = self.truth(first, value)
        rest: list[ast.expr] = [ast.copy_location(ast.BoolOp(op, others), others[0]) if len(others) > 1 else others[0]]
        then, orelse = (rest, []) if isinstance(op, ast.And) else ([], rest)
        self._one_of(condition, then, orelse, values, first.lineno)

    def _one_of(
        self, test: Term, then: Sequence[ast.expr], orelse: Sequence[ast.expr], values: Values, line: int
    ) -> None:
        _, first = self.collected(lambda: self.each(then, values))
        _, second = self.collected(lambda: self.each(orelse, values))
        if not (idle(first) and idle(second)):
            self.out.append(If(test, first, second, line))
        else:
            self.settle(test, line)

    # ---- Calls ------------------------------------------------------------------------------

    def arguments(self, node: ast.Call) -> list[ast.expr]:
        """The expressions that a call evaluates, in order; fails where that is not known."""
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                self.fail(argument, NEEDED[ast.Starred])
        for keyword in node.keywords:
            if keyword.arg is None:
                self.fail(keyword.value, "** would need the tables that it takes apart")
        return [*node.args, *(keyword.value for keyword in node.keywords)]

    def _own(self, node: ast.Call, name: str, values: Values) -> None:
        """One of Python's own functions."""
        self.check_own(name, node)
        kinds = [kind_of(each) for each in self.each(self.arguments(node), values)]
        match name:
            case "print":
                for keyword in node.keywords:
                    if keyword.arg not in ("sep", "end", "flush"):
                        self.fail(keyword.value, f"{keyword.arg} can make print do anything")
                    match keyword.value:
                        case ast.Constant(value=given) if keyword.arg == "flush" or isinstance(given, str | None):
                            pass
                        case _:
                            self.may_raise(node)
            case "str" | "repr" | "ascii" | "input" if len(kinds) <= 1 and not node.keywords:
                pass
            case "hex" | "bin" | "oct" if kinds == [INTEGERS]:
                pass
            case "tuple" | "dict" | "set" if not kinds:
                pass
            case "abs" if len(kinds) == 1 and kinds[0] in NUMERIC:
                pass
            case "min" | "max" if len(kinds) > 1 and set(kinds) <= set(NUMERIC) and not node.keywords:
                pass
            case _:
                self.may_raise(node)

    def method(self, node: ast.Call, values: Values) -> None:
        """A method of a text; or of a table or a set, which changes nothing that is followed."""
        assert isinstance(node.func, ast.Attribute)
        method, of = node.func.attr, node.func.value
        kind = self.kind(of, values)
        if kind != TEXTS and kind not in CHANGING:
            self.fail(node, f"the methods of {kind} are not read here; a list that is changed needs a name")
        self.each([of, *self.arguments(node)], values)
        if node.args or node.keywords or method not in PLAIN_METHODS or kind != TEXTS:
            self.may_raise(node)


def _is_small(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and abs(node.value) < MOST
