"""Reads C's functions as claims: each as the one term that it returns."""

from __future__ import annotations

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import IntegerModel
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Value
from arlib.languages.c.declarations import NO_MEANING, Declarations
from arlib.languages.c.expressions import MOST_CALLS, Expressions, Frame, Local, Nodes, Scopes, Variable
from arlib.languages.c.types import BOOL, INT
from arlib.terms import Claim, Term

MOST_PATHS = 10_000
LEAVE = c_ast.EmptyStatement()  # stands where a block ends


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
        if name in self.calls:
            self.file.fail(function, f"{name} calls itself; recursion would need an induction")
        if len(self.calls) == MOST_CALLS:
            self.file.fail(function, f"more than {MOST_CALLS} calls inside one another")
        for parameter, _ in self.file.parameters(function):
            self._steady(parameter)
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
                self._steady(first)
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

    def _steady(self, node: c_ast.Decl) -> None:
        if self.file.is_volatile(node):
            self.file.fail(node, "a volatile variable may change at any time, and so has no value to reason about")

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
