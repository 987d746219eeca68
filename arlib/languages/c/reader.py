"""Reads C's syntax tree as terms: expressions, and the statements of a function that returns one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import IntegerModel, Machine, Signed
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Value
from arlib.languages.c.declarations import ALONE, NO_MEANING, Declarations, literal_of
from arlib.languages.c.types import BOOL, INT
from arlib.terms import Claim, Term

ABSOLUTE: dict[str, Machine] = {"abs": INT, "labs": Signed(64), "llabs": Signed(64)}
MOST_PATHS, MOST_CALLS, MOST_PARTS = 10_000, 20, 100_000


@dataclass(frozen=True)
class Local:
    """A variable's type, and what it means by now; None before the first assignment."""

    type: Machine
    value: Value | None


Frame = Mapping[str, Local]
Scopes = tuple[Frame, ...]  # a block's own names come last
Variable = tuple[int, str, Machine]  # the number of its scope, its name and type
Nodes = Sequence[c_ast.Node]

LEAVE = c_ast.EmptyStatement()  # stands where a block ends


class Expressions:
    """Reads expressions of one file."""

    unknown = "is neither a parameter nor a local variable; anything else is a hidden input"

    def __init__(self, file: Declarations, arithmetic: c.Arithmetic):
        self.file, self.c, self.integers = file, arithmetic, arithmetic.integers
        self._measured: dict[int, tuple[Term, int, bool]] = {}

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means."""
        match node:
            case c_ast.ID(name=name):
                return self._name(node, name, scopes)
            case c_ast.Constant():
                try:
                    return self._literal(node, *literal_of(node))
                except ValueError as error:
                    self.file.fail(node, str(error))
            case c_ast.UnaryOp(op="-", expr=c_ast.Constant(type="int") as literal) if self._smallest(literal):
                # 128 does not fit in int8 although -128 does.
                return c.typed(t.Neg(t.Const(literal_of(literal)[0])), INT)
            case c_ast.UnaryOp(op="+", expr=operand):
                value = self.c.promote(self.value(operand, scopes))
                return Value(c.number(value), value.type, value.low, value.high)
            case c_ast.UnaryOp(op="-", expr=operand):
                return self.c.negative(self.value(operand, scopes))
            case c_ast.UnaryOp(op="~", expr=operand):
                return self.c.complement(self.value(operand, scopes))
            case c_ast.UnaryOp(op="!", expr=operand):
                return c.truth(t.Not(c.condition(self.value(operand, scopes))))
            case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--"):
                self.file.fail(node, f"this {ALONE}")
            case c_ast.UnaryOp(op="*" | "&"):
                self.file.fail(node, NO_MEANING["PtrDecl"])
            case c_ast.UnaryOp(op=op):
                self.file.fail(node, f"{op} is not supported; write the number")
            case c_ast.BinaryOp(op="&&" | "||" as op, left=left, right=right):
                a, b = (c.condition(self.value(side, scopes)) for side in (left, right))
                return c.truth(t.And(a, b) if op == "&&" else t.Or(a, b))
            case c_ast.BinaryOp(op=op, left=left, right=right):
                return self.c.binary(op, *self.operands([left, right], scopes))
            case c_ast.TernaryOp(cond=test, iftrue=then, iffalse=orelse):
                return self.c.choose(*(self.value(part, scopes) for part in (test, then, orelse)))
            case c_ast.Cast(to_type=target, expr=operand):
                return self.c.convert(self.value(operand, scopes), self.file.declared(target).type)
            case c_ast.FuncCall(name=c_ast.ID(name=name), args=arguments):
                given = self.operands(arguments.exprs if arguments else [], scopes)
                return self._call(node, name, given, scopes)
            case _:
                kind = type(node).__name__
                self.file.fail(node, NO_MEANING.get(kind, f"an expression of the kind {kind} is not supported"))

    def operands(self, nodes: Nodes, scopes: Scopes) -> list[Value]:
        """What expressions mean of which C does not say which is evaluated first."""
        return [self.value(node, scopes) for node in nodes]

    def _name(self, node: c_ast.ID, name: str, scopes: Scopes) -> Value:
        match next((frame[name] for frame in reversed(scopes) if name in frame), None):
            case Local(value=Value() as value):
                return value
            case Local():
                self.file.fail(node, f"{name} may be used before it has a value")
        known = self.file.constants.get(name)
        if name in ("true", "false") and known in (None, name == "true"):
            return c.truth(t.Truth(name == "true"))
        if known is not None:
            return self._literal(node, known, INT)
        if name in self.file.functions:
            self.file.fail(node, NO_MEANING["FuncDecl"])
        self.file.fail(node, f"{name} {self.unknown}")

    def _smallest(self, literal: c_ast.Constant) -> bool:
        try:
            number = literal_of(literal)[0]
        except ValueError:
            return False
        return self.integers is not None and number not in self.integers and -number in self.integers

    def _literal(self, node: c_ast.Node, number: int, kind: Machine | None) -> Value:
        if self.integers is not None and number not in self.integers:
            self.file.fail(node, f"{number:,} does not fit in {self.integers.describe()}")
        if self.integers is None and kind is None:
            self.file.fail(node, f"{number:,} does not fit in any integer type of C")
        return c.constant(number, kind or INT)

    def _call(self, node: c_ast.FuncCall, name: str, given: list[Value], scopes: Scopes) -> Value:
        if any(name in frame for frame in scopes):
            self.file.fail(node, NO_MEANING["PtrDecl"])
        function = self.file.functions.get(name)
        if function is None and name in ABSOLUTE and len(given) == 1:
            return self.c.absolute(given[0], ABSOLUTE[name])
        if function is None:
            return self.external(node, name)
        parameters = self.file.parameters(function)
        if len(parameters) != len(given):
            self.file.fail(node, f"{name} takes {len(parameters)} arguments, and here are {len(given)}")
        values = [self.c.convert(value, declared.type) for value, (_, declared) in zip(given, parameters, strict=True)]
        return self.inlined(node, function, values)

    def external(self, node: c_ast.FuncCall, name: str) -> Value:
        """What a function returns whose body is not in this file."""
        self.file.fail(node, f"the body of {name} is not in this file; it would be needed to know what it returns")

    def inlined(self, node: c_ast.FuncCall, function: c_ast.FuncDef, given: list[Value]) -> Value:
        """What a function of this file returns."""
        raise NotImplementedError

    def _partial(self, term: Term) -> bool:
        self._size(term)
        return self._measured[id(term)][2]

    def measure(self, node: c_ast.Node, value: Value) -> Value:
        """The value, if its term is small enough to work with."""
        # `x = x * x;` sixty times over is a short text and a term that nobody can hold.
        if self._size(value.term) > MOST_PARTS:
            self.file.fail(node, f"this grows to a formula of more than {MOST_PARTS:,} parts")
        return value

    def _size(self, term: Term) -> int:
        """The number of subterms, each shared part measured once; notes whether the term can be undefined."""
        if id(term) not in self._measured:
            size = 1 + sum(map(self._size, term.children))
            partial = isinstance(term, t.Checked | t.Division) or any(self._partial(child) for child in term.children)
            # Kept with the term itself, so that its id is not given to another.
            self._measured[id(term)] = (term, size, partial)
        return self._measured[id(term)][1]


class Reader(Expressions):
    """Reads functions of one file, each as the one term that it returns."""

    def __init__(self, file: Declarations, integers: IntegerModel | None):
        super().__init__(file, c.Arithmetic(integers))
        self.paths = 0
        self.calls: list[str] = []

    def claim(self, function: c_ast.FuncDef) -> Claim:
        """What the function says of all its inputs: that it returns something other than 0."""
        parameters = self.file.parameters(function)
        frame: dict[str, Local] = {}
        for node, declared in parameters:
            value = c.typed(t.Var(node.name), declared.type)
            if self.integers is not None and declared.inputs == BOOL:
                # In one model for everything, a bool is whatever number, taken as C takes one for a bool.
                value = c.truth(t.Ne(t.Var(node.name), t.Const(0)), declared.type)
            frame[node.name] = Local(declared.type, value)
        formula = c.condition(self._body(function, frame))
        types = () if self.integers is not None else tuple(declared.inputs for _, declared in parameters)
        return Claim(formula, tuple(node.name for node, _ in parameters), types)

    def _body(self, function: c_ast.FuncDef, frame: Frame) -> Value:
        name = function.decl.name
        self.file.check_macros(name)
        if name in self.calls:
            self.file.fail(function, f"{name} calls itself; recursion would need an induction")
        if len(self.calls) == MOST_CALLS:
            self.file.fail(function, f"more than {MOST_CALLS} calls inside one another")
        self.calls.append(name)
        result = self.block(function.body.block_items or [], (frame,), function)
        self.calls.pop()
        return result

    def block(self, statements: Nodes, scopes: Scopes, function: c_ast.FuncDef) -> Value:
        """What the statements return, converted to the type that the function returns."""
        if not statements:
            self.file.fail(function, "this can end without a return, and so without a value")
        first, rest = statements[0], statements[1:]
        self.paths += 1
        if self.paths > MOST_PATHS:
            self.file.fail(first, f"more than {MOST_PATHS:,} steps on the paths through this function")
        match first:
            case c_ast.Return(expr=None):
                self.file.fail(first, "a claim returns a value")
            case c_ast.Return(expr=value):
                return self.measure(first, self.c.convert(self.value(value, scopes), self.file.returns(function)))
            case c_ast.EmptyStatement():
                return self.block(rest, scopes[:-1] if first is LEAVE else scopes, function)
            case c_ast.Compound(block_items=items):
                return self.block([*(items or []), LEAVE, *rest], (*scopes, {}), function)
            case c_ast.Decl(name=str(name), storage=storage, init=init):
                if not {"auto", "register"}.issuperset(storage):
                    self.file.fail(first, f"a {storage[0]} variable outlives the call, and so is a hidden input")
                if name in scopes[-1]:
                    self.file.fail(first, f"{name} is declared twice")
                local = len(scopes) - 1, name, self.file.declared(first).type
                initial = None if init is None else self.value(init, scopes)
                return self._bind(first, local, initial, rest, scopes, function)
            case c_ast.Assignment(op=op, lvalue=c_ast.ID() as target, rvalue=right):
                result = self.value(right, scopes)
                if op != "=":
                    result = self.c.binary(op[:-1], self.value(target, scopes), result)
                return self._bind(first, self._variable(target, scopes), result, rest, scopes, function)
            case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--" as op, expr=c_ast.ID() as target):
                one = self._literal(first, 1, INT)
                result = self.c.binary("+" if "+" in op else "-", self.value(target, scopes), one)
                return self._bind(first, self._variable(target, scopes), result, rest, scopes, function)
            case c_ast.Assignment(lvalue=target):
                self.file.fail(target, "only variables can be assigned to; anything else would need a model of memory")
            case c_ast.If(cond=test, iftrue=body, iffalse=other):
                branches = [[body, *rest], [*([other] if other else []), *rest]]
                condition = self.value(test, scopes)
                then, orelse = (self.block(branch, scopes, function) for branch in branches)
                return self.measure(first, self.c.branch(condition, then, orelse))
            case c_ast.FuncCall(name=c_ast.ID(name="assert")):
                self.file.fail(first, "assert is not supported yet; return the condition instead")
            case _ if type(first).__name__ in NO_MEANING:
                self.file.fail(first, NO_MEANING[type(first).__name__])
            case _:
                self.file.fail(first, "this statement does nothing; a claim needs assignments, if and return")

    def _bind(
        self, node: c_ast.Node, to: Variable, value: Value | None, rest: Nodes, scopes: Scopes, function: c_ast.FuncDef
    ) -> Value:
        """The rest of a block behind an assignment to a variable."""
        depth, name, kind = to
        if value is not None:
            value = self.measure(node, self.c.convert(value, kind))
        frame = {**scopes[depth], name: Local(kind, value)}
        result = self.block(rest, (*scopes[:depth], frame, *scopes[depth + 1 :]), function)
        return result if value is None else self._forced(value, result)

    def _variable(self, node: c_ast.ID, scopes: Scopes) -> Variable:
        for depth in reversed(range(len(scopes))):
            if node.name in scopes[depth]:
                return depth, node.name, scopes[depth][node.name].type
        self.file.fail(node, f"{node.name} {self.unknown}")

    def _forced(self, value: Value, result: Value) -> Value:
        """The result, undefined also where the value is.

        `int y = x + 1; return true;` is undefined for the largest x, although nothing uses y.
        """
        if not self._partial(value.term) or _evaluates(result.term, value.term):
            return result
        same = (t.Iff if t.is_formula(value.term) else t.Eq)(value.term, value.term)
        term = result.term
        guarded = t.And(same, term) if t.is_formula(term) else t.IfThenElse(same, term, t.Const(0))
        return Value(guarded, result.type, min(result.low, 0), max(result.high, 0))

    def inlined(self, node: c_ast.FuncCall, function: c_ast.FuncDef, given: list[Value]) -> Value:
        """What a function of this file returns; undefined also where an argument is."""
        values = [self.measure(node, value) for value in given]
        frame = {p.name: Local(d.type, v) for v, (p, d) in zip(values, self.file.parameters(function), strict=True)}
        result = self._body(function, frame)
        for value in given:
            result = self._forced(value, result)
        return self.measure(node, result)


def _evaluates(term: Term, part: Term) -> bool:
    """Whether evaluating the term always evaluates this part of it."""
    waiting, seen = [term], set[int]()
    while waiting:
        current = waiting.pop()
        if current is part:
            return True
        if id(current) in seen:
            continue
        seen.add(id(current))
        lazy = isinstance(current, t.IfThenElse | t.And | t.Or | t.Implies)
        waiting.extend(current.children[:1] if lazy else current.children)
    return False
