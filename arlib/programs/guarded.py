"""Programs in which a false assertion is an operation without a value, so that it has an exit of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from arlib.programs.syntax import Assert, Block, If, NoValue, Program, Statement, While

BROKEN = "the assertion is false"


def guarded(program: Program) -> Program:
    """The program whose assertions are operations: where one is false there is no value.

    >>> from arlib.terms import Const
    >>> guarded(Program("f", ("x",), (Assert(Const(1), 2),), "", "Python")).body
    (If(test=Const(1), then=(), orelse=(NoValue(why='the assertion is false', line=2),), line=2),)
    """
    functions = tuple(replace(each, body=_guarded(each.body)) for each in program.functions)
    return replace(program, body=_guarded(program.body), functions=functions)


def _guarded(body: Sequence[Statement]) -> tuple[Statement, ...]:
    def each(statement: Statement) -> Statement:
        match statement:
            case Assert(test, line):
                return If(test, (), (NoValue(BROKEN, line),), line)
            case If(test, then, orelse, line):
                return If(test, _guarded(then), _guarded(orelse), line)
            case While(body=inside) | Block(body=inside):
                return replace(statement, body=_guarded(inside))
            case _:
                return statement

    return tuple(map(each, body))
