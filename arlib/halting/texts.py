"""Programs that speak about program texts: a few statements of Python over texts and integers, run within a budget.

The texts are parsed and never executed by Python. A call to a decider leaves the program: somebody else answers it.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from arlib.languages.python.names import Names, check_kind, names_of
from arlib.languages.python.syntax import module, unsupported
from arlib.verdict import Unsupported

Value = str | int | None
Oracle = Callable[[str], str]
MOST_LETTERS = 100_000
MOST_BITS = 10_000
MOST_CALLS = 20


@dataclass(frozen=True)
class Step:
    """One statement that was executed: its line, and what it did, in words."""

    line: int
    what: str


@dataclass(frozen=True)
class Halts:
    """The program came to its end."""

    value: Value = None


@dataclass(frozen=True)
class Loops:
    """The program came to a loop's head a second time with nothing changed, so that it goes round for ever."""

    line: int
    first: int  # the number of steps before the first visit
    again: int  # and before the second


@dataclass(frozen=True)
class OutOfSteps:
    """The budget was used up before the program ended."""


@dataclass(frozen=True)
class Errs:
    """The program ended by an operation that has no value."""

    line: int
    why: str


Ending = Halts | Loops | OutOfSteps | Errs


@dataclass(frozen=True)
class TextRun:
    """What a program did, step by step, how it ended, and the questions that it asked with the answers it got."""

    steps: tuple[Step, ...] = field(repr=False)
    ending: Ending
    asked: tuple[tuple[str, str], ...] = field(repr=False)


def run_text(source: str, oracles: Mapping[str, Oracle] | None = None, *, steps: int = 1_000) -> TextRun:
    """Run the last function of a source text, which takes no arguments, for at most so many steps.

    ``oracles`` answer calls with one text to functions that the source does not define. Raises ``Unsupported``
    with the place for what is not in the language.

    >>> run_text("def f():\\n    n = 3\\n    while n > 0:\\n        n = n - 1\\n    return n").ending
    Halts(value=0)
    >>> run_text("def f():\\n    while True:\\n        pass").ending
    Loops(line=2, first=0, again=2)
    """
    machine = _Machine(source, oracles or {}, steps)
    ending: Ending
    try:
        ending = Halts(machine.call(machine.main))
    except _Stop as stop:
        ending = stop.ending
    return TextRun(tuple(machine.steps), ending, tuple(machine.asked))


def functions(source: str) -> dict[str, ast.FunctionDef]:
    """The functions of a source text by name; raises ``Unsupported``."""
    return dict(_read(source)[0])


def _read(source: str) -> tuple[dict[str, ast.FunctionDef], Names]:
    tree = module(source)
    names = names_of(source, tree)
    found: dict[str, ast.FunctionDef] = {}
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or any(isinstance(each, ast.arg) for each in ast.walk(node.args)):
            raise Unsupported("only functions without arguments can be run here", source, node.lineno, node.col_offset)
        if why := names.why_not_function(node.name):
            raise unsupported(source, node, why)
        check_kind(source, node)
        found[node.name] = node
    if not found:
        raise Unsupported("there is no function here", source)
    return found, names


class _Stop(Exception):
    def __init__(self, ending: Ending):
        self.ending = ending


class _Return(Exception):
    def __init__(self, value: Value):
        self.value = value


# fmt: off
class _Break(Exception): ...
class _Continue(Exception): ...


ARITHMETIC: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}
COMPARE: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,  # type: ignore[dict-item]
}
# fmt: on


class _Machine:
    """A program that is running."""

    def __init__(self, source: str, oracles: Mapping[str, Oracle], budget: int):
        self.source, self.oracles, self.budget = source, oracles, budget
        self.functions, self.names = _read(source)
        self.main, self.asks = next(reversed(self.functions)), oracles.keys() - self.functions.keys()
        self.steps: list[Step] = []
        self.asked: list[tuple[str, str]] = []
        self.depth, self.local = 0, frozenset[str]()

    def fail(self, node: ast.stmt | ast.expr, reason: str) -> NoReturn:
        raise Unsupported(reason, self.source, node.lineno, node.col_offset)

    def step(self, node: ast.stmt, what: str) -> None:
        if len(self.steps) >= self.budget:
            raise _Stop(OutOfSteps())
        self.steps.append(Step(node.lineno, what))

    def call(self, name: str) -> Value:
        if self.depth == MOST_CALLS:
            raise _Stop(OutOfSteps())
        outside, self.local = self.local, self.names.variables[name]
        self.depth += 1
        try:
            self.block(self.functions[name].body, {})
        except _Return as done:
            return done.value
        finally:
            self.depth, self.local = self.depth - 1, outside
        return None

    def block(self, body: list[ast.stmt], state: dict[str, Value]) -> None:
        for statement in body:
            self.execute(statement, state)

    def execute(self, node: ast.stmt, state: dict[str, Value]) -> None:
        match node:
            case ast.Pass():
                self.step(node, "nothing")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                state[name] = self.value(value, state)
                self.step(node, f"{name} is {shortly(state[name])}")
            case ast.If(test=test, body=body, orelse=orelse):
                truth = bool(self.value(test, state))
                self.step(node, f"{ast.unparse(test)} is {truth}")
                self.block(body if truth else orelse, state)
            case ast.While(test=test, body=body, orelse=[]):
                self.loop(node, test, body, state)
            case ast.Return(value=value):
                result = None if value is None else self.value(value, state)
                self.step(node, f"returns {shortly(result)}" if value is not None else "returns")
                raise _Return(result)
            case ast.Break():
                self.step(node, "leaves the loop")
                raise _Break
            case ast.Continue():
                self.step(node, "goes on with the loop")
                raise _Continue
            case ast.Expr(value=ast.Call() as call):
                self.value(call, state)
                self.step(node, ast.unparse(call))
            case ast.Expr(value=ast.Constant()):
                pass
            case _:
                self.fail(node, "this statement is not in the language of these programs")

    def loop(self, node: ast.While, test: ast.expr, body: list[ast.stmt], state: dict[str, Value]) -> None:
        seen: dict[tuple[tuple[str, Value], ...], tuple[int, int]] = {}
        while True:
            key = tuple(sorted(state.items()))
            # An answer from outside may differ the next time; without one, the same state goes the same way.
            if key in seen and seen[key][1] == len(self.asked):
                raise _Stop(Loops(node.lineno, seen[key][0], len(self.steps)))
            seen[key] = len(self.steps), len(self.asked)
            truth = bool(self.value(test, state))
            self.step(node, f"{ast.unparse(test)} is {truth}")
            if not truth:
                return
            try:
                self.block(body, state)
            except _Break:
                return
            except _Continue:
                continue

    def value(self, node: ast.expr, state: dict[str, Value]) -> Value:
        match node:
            case ast.Constant(value=str() | int() | None as value):
                return value
            case ast.Name(id=name) if name in state:
                return state[name]
            case ast.Name(id=name):
                self.fail(node, f"{name} has no value here")
            case ast.BinOp(left=left, op=op, right=right):
                return self.operate(node, op, self.value(left, state), self.value(right, state))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self.value(operand, state)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.number(operand, self.value(operand, state))
            case ast.BoolOp(op=op, values=values):
                result: Value = None
                for each in values:
                    result = self.value(each, state)
                    if bool(result) == isinstance(op, ast.Or):
                        return result
                return result
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARE:
                a, b = self.value(left, state), self.value(right, state)
                if not isinstance(op, ast.Eq | ast.NotEq) and not (isinstance(a, int) and isinstance(b, int)):
                    self.fail(node, "only integers are compared by size here")
                return COMPARE[type(op)](a, b)
            case ast.Compare(left=left, ops=[ast.In()], comparators=[right]):
                part, whole = self.value(left, state), self.value(right, state)
                if not isinstance(part, str) or not isinstance(whole, str):
                    self.fail(node, "`in` asks whether a text occurs in a text here")
                return part in whole
            case ast.Call(func=ast.Name(id=name)) if name in self.local:
                self.fail(node, f"{name} is a variable here, and would have to be a function")
            case ast.Call(func=ast.Name(id=name), args=[], keywords=[]) if name in self.functions:
                return self.call(name)
            case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in self.asks:
                question = self.value(argument, state)
                if not isinstance(question, str):
                    self.fail(argument, f"{name} is asked about a text")
                answer = self.oracles[name](question)
                self.asked.append((question, answer))
                return answer
            case _:
                self.fail(node, "this expression is not in the language of these programs")

    def operate(self, node: ast.BinOp, op: ast.operator, a: Value, b: Value) -> Value:
        if isinstance(a, str) and isinstance(op, ast.Mod) and "%" not in re.sub("%[%r]", "", a):
            result: Value = a % ((b,) * re.findall("%[%r]", a).count("%r"))
        elif isinstance(a, str) and isinstance(b, str) and isinstance(op, ast.Add):
            result = a + b
        elif type(op) in ARITHMETIC:
            x, y = self.number(node.left, a), self.number(node.right, b)
            if y == 0 and isinstance(op, ast.FloorDiv | ast.Mod):
                raise _Stop(Errs(node.lineno, "division by zero"))
            result = ARITHMETIC[type(op)](x, y)
        else:
            self.fail(node, "this operation is not in the language of these programs")
        too_large = len(result) > MOST_LETTERS if isinstance(result, str) else (result or 0).bit_length() > MOST_BITS
        if too_large:
            raise _Stop(OutOfSteps())
        return result

    def number(self, node: ast.expr, value: Value) -> int:
        if not isinstance(value, int):
            self.fail(node, "a number is needed here")
        return value


def shortly(value: Value) -> str:
    """A value as a reader can take it in: of a long text the beginning, and how long it is."""
    if isinstance(value, str) and len(value) > 40:
        return f"{value[:30]!r}... ({len(value):,} letters)"
    return repr(value)
