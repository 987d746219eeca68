"""Reads Python's expressions as terms; what no term can say, a call or a choice, becomes statements before it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from typing import TypeVar

from arlib import terms as t
from arlib.languages.python.conditions import as_formula, as_number, if_then_else
from arlib.languages.python.evaluation import EvaluationReader
from arlib.languages.python.inference import MOST_POWER, NEEDED
from arlib.languages.python.kinds import INTEGERS, LISTS, NONE, Kind, Listing, Opaque, Value, Values, kind_of
from arlib.languages.python.reader import BINARY, COMPARE
from arlib.programs.syntax import Assign, Choose, If, may_fail
from arlib.terms import Const, Term, Truth, Var, is_formula

ReadTerm = Callable[[ast.expr, Values], Term]
Result = TypeVar("Result")
LONGEST = 40  # characters of an expression in a message


class ExpressionReader(EvaluationReader):
    """Reads expressions of integers and truth values."""

    def call(self, node: ast.Call, name: str, values: Values, *, needs_value: bool) -> Value:
        """Write a function of the source text into ``out``; its result."""
        raise NotImplementedError

    def opaque(self, node: ast.expr, values: Values, kind: Kind) -> Opaque:
        """Evaluate an expression of which only the kind is known."""
        raise NotImplementedError

    def listing(self, node: ast.expr, values: Values) -> Listing:
        """The list that an expression gives."""
        raise NotImplementedError

    def approximated(self, node: ast.expr, values: Values) -> Term | None:
        """A number or truth value that is not reckoned with exactly; None if the expression is of integers alone."""
        raise NotImplementedError

    def compared(self, op: ast.cmpop, left: ast.expr, a: Value, right: ast.expr, b: Value) -> Term:
        """A comparison in which one side is no integer."""
        raise NotImplementedError

    def value(self, node: ast.expr, values: Values) -> Value:
        """What an expression gives: a number or a truth value, or something of which only the kind is known."""
        kind = self.kind(node, values)
        match node:
            case ast.Call(func=ast.Name(id=name), keywords=[]) if kind == INTEGERS and self.is_function(name):
                return self.call(node, name, values, needs_value=True)  # which shows of what kind its result is
        if kind == INTEGERS:
            return self.term(node, values)
        return self.listing(node, values) if kind == LISTS else self.opaque(node, values, kind)

    def truth(self, node: ast.expr, value: Value) -> Term:
        """Python's truth of what an expression gives."""
        match node, value:
            case _, Opaque(kind) if kind == NONE:
                return Truth(False)
            case ast.Constant(value=known), Opaque():
                return Truth(bool(known))
            case _, Opaque(kind):
                return self.unknown_truth(node, kind, node.lineno)
            case _, Listing(length):
                return t.Gt(length, Const(0))
            case _:
                return as_formula(value)

    def either(self, test: Term, then: Callable[[], Term], orelse: Callable[[], Term], line: int) -> Term:
        """One of two, of which only the one that is needed is evaluated: by an ``If`` where it has statements."""
        first, before_first = self.collected(then)
        second, before_second = self.collected(orelse)
        if not before_first and not before_second:
            return if_then_else(test, first, second)
        name = self.fresh("value")
        yes = (*before_first, Assign((name,), (as_number(first),), line))
        no = (*before_second, Assign((name,), (as_number(second),), line))
        self.out.append(If(test, yes, no, line))
        return as_formula(Var(name)) if is_formula(first) and is_formula(second) else Var(name)

    def formula(self, node: ast.expr, values: Values) -> Term:
        """An expression as a test."""
        match node:
            case ast.BoolOp(op=op, values=operands):
                return self._short_circuit(op, operands, values, self.formula)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.either(
                    self.formula(test, values),
                    lambda: self.formula(body, values),
                    lambda: self.formula(orelse, values),
                    node.lineno,
                )
            case _:
                return self.truth(node, self.value(node, values))

    def number(self, node: ast.expr, values: Values) -> Term:
        """An expression as a number."""
        return as_number(self.term(node, values))

    def term(self, node: ast.expr, values: Values) -> Term:
        """The number or truth value that an expression means."""
        approximated = self.approximated(node, values)
        if approximated is not None:
            return approximated
        match node:
            case ast.Name(id=name) if name not in values:
                self.fail(node, self._why_unknown(name))
            case ast.BinOp(left=base, op=ast.Pow(), right=ast.Constant(value=int(power))) if 0 <= power <= MOST_POWER:
                factor = self.number(base, values)
                return functools.reduce(t.Mul, [factor] * power) if power else t.Add(t.Mul(factor, Const(0)), Const(1))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=bool()) as operand):
                return t.Neg(self.number(operand, values))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                return BINARY[type(op)](*self.in_order([left, right], values, self.number))
            case ast.BoolOp(op=op, values=operands):
                return self._short_circuit(op, operands, values, self.term)
            case ast.Compare(left=left):
                return self._chain(left, self.value(left, values), node, 0, values)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.either(
                    self.formula(test, values),
                    lambda: self.term(body, values),
                    lambda: self.term(orelse, values),
                    node.lineno,
                )
            case ast.Call(func=ast.Name(id=name)):
                return self._called(node, name, values)
            case ast.Call(func=ast.Attribute(value=of)) if (kind := self.kind(of, values)) != INTEGERS:
                self.fail(node, f"the methods of {kind} are not read here; a list that is changed needs a name")
            case ast.Call():
                self.fail(
                    node, "only a function can be called here, by its name, or a method of a list that has a name"
                )
            case ast.Name() | ast.Constant() | ast.UnaryOp() | ast.BinOp():
                return super().term(node, values)  # type: ignore[arg-type]  # of integers alone
            case _:
                self.fail(node, NEEDED.get(type(node), f"{type(node).__name__} is a kind of expression not read here"))

    def _why_unknown(self, name: str) -> str:
        if name in self.locals:
            return f"{name} may not have a value yet: on some way to here it is not assigned"
        if name in self.names.functions:
            return f"{name} is a function, and would be needed as a value; here it can only be called"
        return f"{name} is neither a parameter nor assigned here; a global name can change, so make it a parameter"

    def _short_circuit(self, op: ast.boolop, operands: list[ast.expr], values: Values, read: ReadTerm) -> Term:
        """``and`` and ``or``, which in Python give one of their operands: 0 and y is 0, 2 or y is 2."""
        node, *others = operands
        first = read(node, values)
        if not others:
            return first

        def rest() -> Term:
            return self._short_circuit(op, others, values, read)

        if isinstance(op, ast.And):
            return self.either(as_formula(first), rest, lambda: Truth(False), node.lineno)
        return self.either(as_formula(first), lambda: Truth(True) if is_formula(first) else first, rest, node.lineno)

    def _chain(self, left: ast.expr, a: Value, node: ast.Compare, place: int, values: Values) -> Term:
        """a < b < c is a < b and b < c, with b evaluated once and c only where a < b."""
        op, side, last = node.ops[place], node.comparators[place], place + 1 == len(node.ops)
        if isinstance(op, ast.In | ast.NotIn) and last and kind_of(a) == INTEGERS and self._of_integers(side, values):
            return self._is_one_of(a, side, isinstance(op, ast.In), values)
        if isinstance(op, ast.In | ast.NotIn):
            self.list_kind(side, values)
        b, before = self.collected(lambda: self.value(side, values))
        if LISTS in (kind_of(a), kind_of(b)) and not isinstance(
            op, ast.In | ast.NotIn
        ):  # what is compared with a list is one
            self.list_kind(left, values)
            self.list_kind(side, values)
        a = self.kept(a, before, left.lineno)
        self.out.extend(before)
        link: Term
        if isinstance(a, Opaque | Listing) or isinstance(b, Opaque | Listing):
            link = self.compared(op, left, a, side, b)
        elif type(op) not in COMPARE:
            self.fail(side, "only ==, !=, <, <=, > and >= compare integers")
        elif is_formula(a) and is_formula(b) and isinstance(op, ast.Eq | ast.NotEq):
            link = t.Iff(a, b) if isinstance(op, ast.Eq) else t.Not(t.Iff(a, b))
        else:
            link = COMPARE[type(op)](as_number(a), as_number(b))
        if last:
            return link
        rest = lambda: self._chain(side, b, node, place + 1, values)  # noqa: E731
        return self.either(link, rest, lambda: Truth(False), side.lineno)

    def _of_integers(self, node: ast.expr, values: Values) -> bool:
        """Whether integers are written out in a row."""
        row = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else []
        return bool(row) and all(not isinstance(e, ast.Starred) and self.kind(e, values) == INTEGERS for e in row)

    def _is_one_of(self, a: Value, node: ast.expr, wanted: bool, values: Values) -> Term:
        assert isinstance(node, ast.Tuple | ast.List | ast.Set) and not isinstance(a, Opaque | Listing)
        left = self.save(a, node.lineno) if may_fail(a) else a
        terms, before = self.collected(lambda: self.in_order(node.elts, values, self.number))
        kept = self.kept(left, before, node.lineno)
        assert not isinstance(kept, Opaque | Listing)
        self.out.extend(before)
        terms = [self.save(each, node.lineno) if may_fail(each) else each for each in terms]
        tests: list[Term] = [t.Eq(as_number(kept), each) for each in terms]
        found = functools.reduce(t.Or, tests)
        return found if wanted else t.Not(found)

    def _called(self, node: ast.Call, name: str, values: Values) -> Term:
        if node.keywords:
            self.fail(node.keywords[0].value, "pass the arguments by their position")
        if self.is_function(name):
            result = self.call(node, name, values, needs_value=True)
            return self.unknown(node, kind_of(result), node.lineno) if isinstance(result, Opaque | Listing) else result
        self.check_own(name, node)
        match name, node.args:
            case "nondet", []:
                target = self.fresh("nondet")
                self.out.append(Choose(target, None, node.lineno))
                return Var(target)
            case "nondet", [arg, *_]:
                self.fail(arg, "nondet() has no arguments: it may be any integer")
            case (("int" | "bool"), [arg]):
                return self.number(arg, values) if name == "int" else self.formula(arg, values)
        if name not in self.called:
            self.fail(node, f"{name} would have to be a function in this source text, for it to be read as well")
        # The operands are read in order first, and stand in the call by numbers in place of names.
        operands = {str(place): term for place, term in enumerate(self.in_order(node.args, values, self.term))}
        args: list[ast.expr] = [ast.copy_location(ast.Name(place), node) for place in operands]
        return super().term(ast.copy_location(ast.Call(node.func, args, []), node), operands)
