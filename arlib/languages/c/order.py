"""The order that C leaves open: whether a variable is changed before or after another part of an expression uses it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NoReturn

from pycparser import c_ast

Fail = Callable[[c_ast.Node, str], NoReturn]
Touched = tuple[frozenset[str], frozenset[str]]  # the variables that are used, and those among them that are changed

NOTHING: Touched = frozenset(), frozenset()
OPEN = "C does not fix whether {} is changed before or after it is used here; write this in two statements"


def check_order(node: c_ast.Node, fail: Fail) -> Touched:
    """What an expression or statement touches; fails where two parts of it touch a variable and one changes it.

    Operands and arguments come in any order. Between the sides of && and ||, the parts of ?: and of a comma C fixes
    it, and between statements. What a called function changes is not seen here.
    """
    match node:
        case c_ast.ID(name=name):
            return frozenset({name}), frozenset()
        case c_ast.UnaryOp(op="sizeof"):
            return NOTHING  # which is not evaluated
        case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--" | "&", expr=c_ast.ID(name=name)):
            return frozenset({name}), frozenset({name})
        case c_ast.Assignment(lvalue=c_ast.ID(name=name), rvalue=right):
            used, changed = check_order(right, fail)
            if name in changed:
                fail(node, OPEN.format(name))
            return used | {name}, changed | {name}
        case c_ast.UnaryOp(
            op="++" | "--" | "p++" | "p--", expr=c_ast.ArrayRef(name=c_ast.ID(name=name), subscript=index)
        ):
            used, changed = check_order(index, fail)
            return used | {name}, changed | {name}  # an array counts as one variable here
        case c_ast.Assignment(lvalue=c_ast.ArrayRef(name=c_ast.ID(name=name), subscript=index), rvalue=right):
            used, changed = _apart([index, right], node, fail)
            if name in changed:
                fail(node, OPEN.format(name))
            return used | {name}, changed | {name}
        case c_ast.BinaryOp(op=op, left=left, right=right) if op not in ("&&", "||"):
            parts = [left, right]
        case c_ast.Assignment(lvalue=left, rvalue=right):
            parts = [left, right]
        case c_ast.FuncCall(args=c_ast.ExprList(exprs=arguments)):
            parts = list(arguments)
        case c_ast.ArrayRef(name=array, subscript=index):
            parts = [array, index]
        case _:
            return _union([check_order(child, fail) for _, child in node.children()])
    return _apart(parts, node, fail)


def _apart(parts: list[c_ast.Node], node: c_ast.Node, fail: Fail) -> Touched:
    """What parts touch that are evaluated in any order."""
    found = [check_order(part, fail) for part in parts]
    for (used, changed), (others, also) in combinations(found, 2):
        if both := sorted((changed & others) | (also & used)):
            fail(node, OPEN.format(both[0]))
    return _union(found)


def _union(parts: list[Touched]) -> Touched:
    return frozenset().union(*(used for used, _ in parts)), frozenset().union(*(changed for _, changed in parts))
