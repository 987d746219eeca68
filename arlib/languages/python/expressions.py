"""Reads Python's expressions as terms; what no term can say, a call or a choice, becomes statements before it.

Terms have no effects and variables of the program are assigned by statements only, so a call may be made before
the rest of its expression is evaluated, as long as what stands left of it cannot fail, or is evaluated first.
"""

from __future__ import annotations

import ast
import functools
import itertools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from arlib import terms as t
from arlib.integers import Unbounded
from arlib.languages.python.conditions import as_formula, as_number, if_then_else
from arlib.languages.python.inference import MOST_POWER, NEEDED, KindReader
from arlib.languages.python.kinds import INTEGERS, NONE, Facts, Kind, Listing, Opaque, Value, Values, kind_of
from arlib.languages.python.names import Names
from arlib.languages.python.reader import BINARY, COMPARE
from arlib.programs.syntax import Assign, Choose, If, NoValue, Statement, may_fail, statements
from arlib.terms import Const, Term, Truth, Var, is_formula

ReadTerm = Callable[[ast.expr, Values], Term]
Result = TypeVar("Result")
LONGEST = 40  # characters of an expression in a message


class ExpressionReader(KindReader):
    """Reads expressions; ``out`` receives the statements that have to be executed before."""

    def __init__(self, source: str, names: Names, facts: Facts):
        super().__init__(source, Unbounded(), names, facts)
        self.taken: set[str] = set()
        self.prefix = ""  # of the variables of the function that is being written into its caller
        self.out: list[Statement] = []

    def call(self, node: ast.Call, name: str, values: Values, *, needs_value: bool) -> Value:
        """Write a function of the source text into ``out``; its result."""
        raise NotImplementedError

    def opaque(self, node: ast.expr, values: Values, kind: Kind) -> Opaque:
        """Evaluate an expression of which only the kind is known."""
        raise NotImplementedError

    def approximated(self, node: ast.expr, values: Values) -> Term | None:
        """A number or truth value that is not reckoned with exactly; None if the expression is of integers alone."""
        raise NotImplementedError

    def compared(self, op: ast.cmpop, left: ast.expr, a: Value, right: ast.expr, b: Value) -> Term:
        """A comparison in which one side is no integer."""
        raise NotImplementedError

    def fresh(self, stem: str) -> str:
        """A new variable: its name ends in a number, as no name in a source text does behind a dot."""
        names = (f"{self.prefix}{stem}.{number}" for number in itertools.count(1))
        name = next(name for name in names if name not in self.taken)
        self.taken.add(name)
        return name

    def save(self, term: Term, line: int) -> Term:
        """A fresh variable with the value of the term."""
        name = self.fresh("value")
        self.out.append(Assign((name,), (as_number(term),), line))
        return as_formula(Var(name)) if is_formula(term) else Var(name)

    def collected(self, read: Callable[[], Result]) -> tuple[Result, tuple[Statement, ...]]:
        """What was read, and the statements that came with it."""
        outside, self.out = self.out, []
        try:
            return read(), tuple(self.out)
        finally:
            self.out = outside

    def in_order(self, nodes: Sequence[ast.expr], values: Values, read: Callable[[ast.expr, Values], Any]) -> list[Any]:
        """The operands, left to right: what may fail, or is changed, is evaluated before what has statements."""
        found: list[Value] = []
        for node in nodes:
            value, before = self.collected(lambda node=node: read(node, values))  # type: ignore[misc]
            found = [self.kept(left, before, node.lineno) for left in found]
            self.out.extend(before)
            found.append(value)
        return found

    def kept(self, value: Value, before: Sequence[Statement], line: int) -> Value:
        """The value, evaluated now if these statements, which come next, leave a way for it to be another, or none."""
        if isinstance(value, Opaque | Listing) or not before:
            return value
        changed = {name for each in statements(tuple(before)) for name in _assigned(each)}
        return self.save(value, line) if may_fail(value) or changed & set(t.free_variables(value)) else value

    def settle(self, value: Value, line: int) -> None:
        """Evaluate what may have no value, where the value itself is not needed."""
        if not isinstance(value, Opaque | Listing) and may_fail(value):
            self.save(value, line)

    def unknown(self, node: ast.AST, kind: Kind, line: int) -> Var:
        """A number that is not reckoned with: it may be any."""
        verb = "is" if kind == NONE else "are"
        why = f"`{shortened(node)}` decides how long this runs, and {kind} {verb} not read"
        target = self.fresh("value")
        self.out.append(Choose(target, None, line, why))
        return Var(target)

    def unknown_truth(self, node: ast.AST, kind: Kind, line: int) -> Term:
        """A truth value that is not known."""
        return t.Ge(self.unknown(node, kind, line), Const(0))

    def may_raise(self, node: ast.expr) -> None:
        """Here the program ends, with an exception; or it goes on."""
        target, shown = self.fresh("value"), f"`{shortened(node)}`"
        why = f"{shown} may raise an exception, and nobody looked whether it does"
        self.out.append(Choose(target, None, node.lineno, why))
        ends = (NoValue(f"an exception of {shown}", node.lineno),)
        self.out.append(If(t.Lt(Var(target), Const(0)), ends, (), node.lineno))

    def value(self, node: ast.expr, values: Values) -> Value:
        """What an expression gives: a number or a truth value, or something of which only the kind is known."""
        kind = self.kind(node, values)
        return self.term(node, values) if kind == INTEGERS else self.opaque(node, values, kind)

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
                return t.Gt(Var(length), Const(0))
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
            case ast.Call():
                self.fail(node, "only a function can be called here, by its name")
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
        b, before = self.collected(lambda: self.value(side, values))
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


def shortened(node: ast.AST) -> str:
    """An expression as a message shows it."""
    shown = ast.unparse(node).partition("\n")[0]
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 3]}..."


def _assigned(statement: Statement) -> tuple[str, ...]:
    match statement:
        case Assign(targets):
            return targets
        case Choose(target):
            return (target,)
        case _:
            return ()
