"""Reads Python's syntax tree as terms: expressions, and the statements of a function that returns one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from arlib import terms as t
from arlib.integers import IntegerModel
from arlib.languages.python.names import Names
from arlib.languages.python.syntax import unsupported
from arlib.programs.syntax import may_fail
from arlib.terms import Term
from arlib.verdict import Unsupported

UNARY: dict[type[ast.unaryop], type[t.Unary]] = {ast.USub: t.Neg, ast.Invert: t.BitNot, ast.Not: t.Not}
BINARY: dict[type[ast.operator], type[t.Binary]] = {
    ast.Add: t.Add,
    ast.Sub: t.Sub,
    ast.Mult: t.Mul,
    ast.FloorDiv: t.FloorDiv,
    ast.Mod: t.FloorMod,
    ast.BitAnd: t.BitAnd,
    ast.BitOr: t.BitOr,
    ast.BitXor: t.BitXor,
    ast.LShift: t.ShiftLeft,
    ast.RShift: t.ShiftRight,
}
COMPARE: dict[type[ast.cmpop], type[t.Comparison]] = {
    ast.Eq: t.Eq,
    ast.NotEq: t.Ne,
    ast.Lt: t.Lt,
    ast.LtE: t.Le,
    ast.Gt: t.Gt,
    ast.GtE: t.Ge,
}
FUNCTIONS: dict[str, tuple[type[Term], int]] = {
    "abs": (t.Abs, 1),
    "min": (t.Min, 2),
    "max": (t.Max, 2),
}
# What Python does not have: claims given as text know these words, functions do not.
WORDS: dict[str, tuple[type[Term], int]] = {
    "tdiv": (t.TruncDiv, 2),
    "tmod": (t.TruncMod, 2),
    "ediv": (t.EuclidDiv, 2),
    "emod": (t.EuclidMod, 2),
    "implies": (t.Implies, 2),
}
NO_MEANING: dict[type[ast.operator], tuple[str, str]] = {
    ast.Div: (
        "/",
        "/ does not say which integer division is meant: "
        "// rounds down (Python), tdiv(a, b) rounds toward zero (C), ediv(a, b) is Euclidean (SMT-LIB)",
    ),
    ast.Pow: ("**", "a power is not supported; write x * x for x ** 2"),
    ast.MatMult: ("@", "@ multiplies matrices, and a claim is about integers"),
}
# uint8(x) wraps x to that type; fits_int8(x) is x, and undefined where x does not fit.
TYPE_NAME = re.compile("(fits_)?u?int[1-9][0-9]{0,3}")
MOST_PATHS = 10_000
NO_NAMES = Names()


def is_word(name: str) -> bool:
    """Whether a name is one of arlib's own words, which Python does not have."""
    return name in WORDS or TYPE_NAME.fullmatch(name) is not None


def after(first: Term, formula: Term) -> Term:
    """The formula, which has a value only where the term before it has one.

    >>> after(t.FloorDiv(t.Const(1), t.Var("x")), t.Truth(True))
    And(Eq(FloorDiv(Const(1), Var('x')), FloorDiv(Const(1), Var('x'))), Truth(True))
    """
    if not t.is_formula(formula) or not may_fail(first) or any(each is first for each in _evaluated(formula)):
        return formula
    return t.And((t.Iff if t.is_formula(first) else t.Eq)(first, first), formula)


def _evaluated(term: Term) -> Iterator[Term]:
    """The subterms that are evaluated whatever the others are."""
    waiting = [term]
    while waiting:
        current = waiting.pop()
        yield current
        match current:
            case t.And(first, _) | t.Or(first, _) | t.Implies(first, _) | t.IfThenElse(first, _, _):
                waiting.append(first)
            case _:
                waiting.extend(current.children)


class Reader:
    """Reads one source text; keeps it to show where something cannot be read."""

    called: Mapping[str, tuple[type[Term], int]] = FUNCTIONS

    def __init__(
        self, source: str, integers: IntegerModel, names: Names = NO_NAMES, variables: frozenset[str] = frozenset()
    ):
        self.source, self.integers = source, integers
        self.names, self.locals = names, variables  # ``locals`` are the local names of the function that is read
        self.paths = 0

    def fail(self, node: ast.AST, reason: str) -> NoReturn:
        """Fail at the start of a node."""
        raise unsupported(self.source, node, reason)

    def check_own(self, name: str, node: ast.AST) -> None:
        """Fail where a name may be another than Python's own."""
        if name in self.locals:
            self.fail(node, f"{name} is a variable here, and would have to be a function")
        if why := self.names.why_not_own(name):
            self.fail(node, why)

    def fail_at(self, symbol: str, left: ast.expr, reason: str) -> NoReturn:
        """Fail at an operator, which the tree does not place: the first such symbol after its left operand."""
        line = left.end_lineno or 1
        start = len(self.source.splitlines()[line - 1].encode()[: left.end_col_offset].decode(errors="replace"))
        lines = self.source.splitlines()
        while symbol not in lines[line - 1][start:]:
            line, start = line + 1, 0
        raise Unsupported(reason, self.source, line, lines[line - 1].index(symbol, start))

    def parameters(self, arguments: ast.arguments) -> tuple[str, ...]:
        """The names of the parameters, in order."""
        for star in (arguments.vararg, arguments.kwarg):
            if star is not None:
                self.fail(star, "a claim has a fixed number of inputs")
        return tuple(a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs))

    def block(self, statements: list[ast.stmt], values: dict[str, Term], owner: ast.AST) -> Term:
        """What the statements return; ``values`` holds what each local name means by now."""
        if not statements:
            self.fail(owner, "this can end without a return, and so without a value")
        first, rest = statements[0], statements[1:]
        self.paths += 1
        if self.paths > MOST_PATHS:
            self.fail(first, f"more than {MOST_PATHS:,} steps on the paths through this function")
        match first:
            case ast.Return(value=ast.expr() as value):
                return self.term(value, values)
            case ast.Pass() | ast.Expr(value=ast.Constant(value=str())):
                return self.block(rest, values, owner)
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                term = self.term(value, values)
                return after(term, self.block(rest, {**values, name: term}, owner))
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                combined = ast.copy_location(ast.BinOp(ast.Name(name), op, value), target)
                ast.copy_location(combined.left, target)
                term = self.term(combined, values)
                return after(term, self.block(rest, {**values, name: term}, owner))
            case ast.If(test=test, body=body, orelse=orelse):
                condition = self.formula(test, values)
                then = self.block(body + rest, values, first)
                other = self.block(orelse + rest, values, first)
                if t.is_formula(then) != t.is_formula(other):
                    self.fail(first, "one branch returns a number and the other true or false")
                return t.IfThenElse(condition, then, other)
            case _:
                self.fail(first, f"a claim cannot use {_kind(first)}; it needs assignments, if and return")

    def term(self, node: ast.expr, values: Mapping[str, Term]) -> Term:
        """The number or truth value that an expression means."""
        match node:
            case ast.Name(id=name):
                try:
                    return values[name]
                except KeyError:
                    self.fail(node, f"{name} is neither a parameter nor assigned before")
            case ast.Constant(value=bool(value)):
                return t.Truth(value)
            case ast.Constant(value=int(value)):
                if value not in self.integers:
                    self.fail(node, f"{value:,} does not fit in {self.integers.describe()}")
                return t.Const(value)
            case ast.Constant(value=value):
                self.fail(node, f"{value!r} is not an integer")
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return t.Not(self.formula(operand, values))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.number(operand, values)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value))) if -value in self.integers:
                # The smallest signed number: -128 fits in int8 although 128 does not.
                return t.Neg(t.Const(value))
            case ast.UnaryOp(op=op, operand=operand):
                return UNARY[type(op)](self.number(operand, values))
            case ast.BinOp(left=left, op=op) if type(op) in NO_MEANING:
                symbol, reason = NO_MEANING[type(op)]
                self.fail_at(symbol, left, reason)
            case ast.BinOp(left=left, op=op, right=right):
                return BINARY[type(op)](self.number(left, values), self.number(right, values))
            case ast.BoolOp(op=op, values=operands):
                connective = t.And if isinstance(op, ast.And) else t.Or
                return _fold(connective, [self.formula(operand, values) for operand in operands])
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                sides = [left, *comparators]
                return _fold(
                    t.And,
                    [self._comparison(op, a, b, values) for op, a, b in zip(ops, sides, sides[1:], strict=False)],
                )
            case ast.IfExp(test=test, body=body, orelse=orelse):
                then = self.term(body, values)
                same_kind = self.formula if t.is_formula(then) else self.number
                return t.IfThenElse(self.formula(test, values), then, same_kind(orelse, values))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in self.called:
                self.check_own(name, node)
                return self._call(node, name, args, values)
            case ast.Call(func=ast.Name(id=name)) if name not in self.called and is_word(name):
                self.fail(node, f"{name} is no function of Python; only a claim given as text can use this word")
            case ast.Call():
                known = ", ".join(self.called)
                self.fail(node, f"this cannot be called in a claim; what can be called is {known}")
            case _:
                self.fail(node, f"a claim cannot use {_kind(node)}")

    def _call(self, node: ast.expr, name: str, args: list[ast.expr], values: Mapping[str, Term]) -> Term:
        kind, arity = self.called[name]
        read = self.formula if issubclass(kind, t.Formula) else self.number
        operands = [read(arg, values) for arg in args]
        if name in ("min", "max") and len(operands) >= arity:
            return _fold(kind, operands)
        if len(operands) != arity:
            self.fail(node, f"{name} takes {arity} argument{'s' * (arity > 1)}, and here are {len(operands)}")
        return kind(*operands)

    def _comparison(self, op: ast.cmpop, left: ast.expr, right: ast.expr, values: Mapping[str, Term]) -> Term:
        if type(op) not in COMPARE:
            self.fail(right, "only ==, !=, <, <=, > and >= compare integers")
        first = self.term(left, values)
        if not t.is_formula(first):
            return COMPARE[type(op)](first, self.number(right, values))
        second = self.formula(right, values)
        if isinstance(op, ast.Eq):
            return t.Iff(first, second)
        if isinstance(op, ast.NotEq):
            return t.Not(t.Iff(first, second))
        self.fail(left, "truth values are compared with == and != only")

    def formula(self, node: ast.expr, values: Mapping[str, Term]) -> Term:
        """The same, where only a truth value will do."""
        term = self.term(node, values)
        if not t.is_formula(term):
            self.fail(node, "true or false is needed here, and this is a number")
        return term

    def number(self, node: ast.expr, values: Mapping[str, Term]) -> Term:
        """The same, where only a number will do."""
        term = self.term(node, values)
        if t.is_formula(term):
            self.fail(node, "a number is needed here, and this is true or false")
        return term


def _fold(kind: Callable[[Term, Term], Term], operands: list[Term]) -> Term:
    first, *rest = operands
    for operand in rest:
        first = kind(first, operand)
    return first


def _kind(node: ast.AST) -> str:
    """What a learner calls this kind of syntax."""
    name = type(node).__name__
    article = "an" if name[0] in "AEIOU" else "a"
    return {"For": "a for loop", "While": "a while loop"}.get(name, f"{article} {name.lower()}")
