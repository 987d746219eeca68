"""Reads Python's expressions as terms; what no term can say, a call or a choice, becomes statements before it.

Terms have no effects and variables of the program are assigned by statements only, so a call may be made before
the rest of its expression is evaluated, as long as what stands left of it cannot fail, or is evaluated first.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from arlib import terms as t
from arlib.integers import Unbounded
from arlib.languages.python.names import Names, is_exception
from arlib.languages.python.reader import BINARY, COMPARE, Reader, may_fail
from arlib.programs.syntax import Assign, Choose, If, Statement
from arlib.terms import Const, Term, Truth, Var, is_formula

Values = Mapping[str, Term]  # the names that have a value by now, and what they mean
Read = Callable[[ast.expr, Values], Term]
Result = TypeVar("Result")

NEEDED: dict[type[ast.AST], str] = {
    ast.Attribute: "an attribute would need objects, and here are integers only",
    ast.Subscript: "a list or table would need a theory of arrays, and here are integers only",
    ast.List: "a list would need a theory of arrays, and here are integers only",
    ast.Dict: "a dictionary would need a theory of arrays, and here are integers only",
    ast.Set: "a set would need a theory of sets, and here are integers only",
    ast.Tuple: "a tuple is no integer; it can only be assigned, to as many names",
    ast.JoinedStr: "a text would need a theory of strings, and here are integers only",
    ast.Lambda: "a lambda would need functions as values; write a function with def",
    ast.NamedExpr: "an assignment inside an expression is not read; write it as a statement before",
    ast.Starred: "a star would need lists, and here are integers only",
}

PLAIN = (
    *(ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.JoinedStr),
    *(ast.FormattedValue, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.Subscript, ast.Slice),
    *(ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.Load),
)


def as_formula(term: Term) -> Term:
    """Python's truth of a number: whether it differs from 0.

    >>> as_formula(Var("x")), as_formula(Const(0))
    (Ne(Var('x'), Const(0)), Truth(False))
    """
    match term:
        case Const(value):
            return Truth(value != 0)
        case _:
            return term if is_formula(term) else t.Ne(term, Const(0))


def as_number(term: Term) -> Term:
    """Python's number for a truth value: 1 or 0.

    >>> as_number(t.Lt(Var("x"), Var("y")))
    IfThenElse(Lt(Var('x'), Var('y')), Const(1), Const(0))
    """
    match term:
        case Truth(value):
            return Const(int(value))
        case _:
            return t.IfThenElse(term, Const(1), Const(0)) if is_formula(term) else term


def if_then_else(test: Term, then: Term, orelse: Term) -> Term:
    """The one or the other, with ``and`` and ``or`` written as such; numbers, unless both are formulas."""
    if test in (Truth(True), Truth(False)):
        return then if test == Truth(True) else orelse
    if not (is_formula(then) and is_formula(orelse)):
        return t.IfThenElse(test, as_number(then), as_number(orelse))
    match then, orelse:
        case Truth(True), Truth(False):
            return test
        case _, Truth(False):
            return t.And(test, then)
        case Truth(True), _:
            return t.Or(test, orelse)
    return t.IfThenElse(test, then, orelse)


class ExpressionReader(Reader):
    """Reads expressions; ``out`` receives the statements that have to be executed before."""

    def __init__(self, source: str, names: Names):
        super().__init__(source, Unbounded(), names)
        self.taken: set[str] = set()
        self.prefix = ""  # of the variables of the function that is being written into its caller
        self.out: list[Statement] = []

    def call(self, node: ast.Call, name: str, values: Values, *, needs_value: bool) -> Term:
        """Write a function of the source text into ``out``; its result."""
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

    def in_order(self, nodes: Sequence[ast.expr], values: Values, read: Read) -> list[Term]:
        """The operands, left to right: what may fail and stands before a call is evaluated before it."""
        terms: list[Term] = []
        for node in nodes:
            term, before = self.collected(lambda node=node: read(node, values))  # type: ignore[misc]
            if before:
                terms = [self.save(left, node.lineno) if may_fail(left) else left for left in terms]
            self.out.extend(before)
            terms.append(term)
        return terms

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
                return as_formula(self.term(node, values))

    def number(self, node: ast.expr, values: Values) -> Term:
        """An expression as a number."""
        return as_number(self.term(node, values))

    def term(self, node: ast.expr, values: Values) -> Term:
        """The number or truth value that an expression means."""
        match node:
            case ast.Name(id=name) if name not in values:
                self.fail(node, self._why_unknown(name))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=bool()) as operand):
                return t.Neg(self.number(operand, values))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                return BINARY[type(op)](*self.in_order([left, right], values, self.number))
            case ast.BoolOp(op=op, values=operands):
                return self._short_circuit(op, operands, values, self.term)
            case ast.Compare(left=left, ops=ops, comparators=[second, *others]):
                a, b = self.in_order([left, second], values, self.term)
                return self._chain(a, b, ops, [second, *others], values)
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
                return super().term(node, values)
            case _:
                unread = f"{type(node).__name__} is a kind of expression that is not read here"
                self.fail(node, NEEDED.get(type(node), unread))

    def _why_unknown(self, name: str) -> str:
        if name in self.locals:
            return f"{name} may not have a value yet: on some way to here it is not assigned"
        if name in self.names.functions:
            return f"{name} is a function, and would be needed as a value; here it can only be called"
        return f"{name} is neither a parameter nor assigned here; a global name can change, so make it a parameter"

    def _short_circuit(self, op: ast.boolop, operands: list[ast.expr], values: Values, read: Read) -> Term:
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

    def _chain(self, a: Term, b: Term, ops: list[ast.cmpop], sides: list[ast.expr], values: Values) -> Term:
        """a < b < c is a < b and b < c, with b evaluated once and c only where a < b."""
        op, *other_ops = ops
        side, *others = sides
        if type(op) not in COMPARE:
            self.fail(side, "only ==, !=, <, <=, > and >= compare integers")
        link: Term
        if is_formula(a) and is_formula(b) and isinstance(op, ast.Eq | ast.NotEq):
            link = t.Iff(a, b) if isinstance(op, ast.Eq) else t.Not(t.Iff(a, b))
        else:
            link = COMPARE[type(op)](as_number(a), as_number(b))
        if not others:
            return link

        def rest() -> Term:
            return self._chain(b, self.term(others[0], values), other_ops, others, values)

        return self.either(link, rest, lambda: Truth(False), side.lineno)

    def _called(self, node: ast.Call, name: str, values: Values) -> Term:
        if node.keywords:
            self.fail(node.keywords[0].value, "pass the arguments by their position")
        if self.is_function(name):
            return self.call(node, name, values, needs_value=True)
        self.check_own(name, node)
        match name, node.args:
            case "nondet", []:
                target = self.fresh("nondet")
                self.out.append(Choose(target, None, node.lineno))
                return Var(target)
            case "nondet", [arg, *_]:
                self.fail(arg, "nondet() has no arguments: it may be any integer")
            case "isinstance", [ast.Name(id=variable), ast.Name(id="int") as kind] if variable in values:
                self.check_own("int", kind)
                return Truth(True)  # every input and every variable is an integer
            case (("int" | "bool"), [arg]):
                return self.number(arg, values) if name == "int" else self.formula(arg, values)
        if name not in self.called:
            self.fail(node, f"{name} would have to be a function in this source text, for it to be read as well")
        # The operands are read in order first, and stand in the call by numbers in place of names.
        operands = {str(place): term for place, term in enumerate(self.in_order(node.args, values, self.term))}
        args: list[ast.expr] = [ast.copy_location(ast.Name(place), node) for place in operands]
        return super().term(ast.copy_location(ast.Call(node.func, args, []), node), operands)

    def is_function(self, name: str) -> bool:
        """Whether a name that is called means a function of the text."""
        return name in self.names.functions and name not in self.locals and not self.names.why_not_function(name)

    def raised(self, node: ast.expr | None) -> list[ast.expr | None]:
        """What is evaluated to raise this: of an exception's constructor the arguments, and anything else whole."""
        match node:
            case ast.Name(id=name) if self._is_exception(name):
                return []
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if self._is_exception(name):
                return [*args, *(each.value for each in keywords)]
            case _:
                return [node]

    def _is_exception(self, name: str) -> bool:
        own = is_exception(name) and not self.names.why_not_own(name)
        return (own or name in self.names.exceptions) and name not in self.locals

    def evaluate_text(self, nodes: Sequence[ast.expr | None], values: Values) -> None:
        """Evaluate what an error says. Where that is plain text and numbers it ends, if with another error."""
        if all(_is_plain(node, values) for node in nodes):
            return
        for node in nodes:
            if node is not None and not isinstance(node, ast.Constant):
                term = self.term(node, values)
                if may_fail(term):
                    self.save(term, node.lineno)


def _is_plain(node: ast.expr | None, values: Values) -> bool:
    """Whether an expression puts texts and numbers together, which ends, by whatever operation."""
    inside = [] if node is None else list(ast.walk(node))
    return all(isinstance(each, PLAIN) and (not isinstance(each, ast.Name) or each.id in values) for each in inside)
