"""The order that C leaves open: whether a variable is changed before or after another part of an expression uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pycparser import c_ast

from arlib.languages.c.declarations import Declarations, is_pointer, names

Touched = tuple[frozenset[str], frozenset[str]]  # the variables that are used, and those among them that are changed

NOTHING: Touched = frozenset(), frozenset()
OPEN = "C does not fix whether {} is changed before or after it is used here; write this in two statements"
POINTED, LENT = "*", "*[]"
READ = "{} is volatile, and C does not fix which comes first of this and what is done to it in line {}, column {}"


@dataclass(frozen=True)
class Open:
    """The names of volatile variables, of variables to which pointers may point, and of arrays with other names."""

    volatile: frozenset[str]
    pointed: frozenset[str]
    lent: frozenset[str]

    def touched(self, name: str) -> frozenset[str]:
        """What a name touches: a pointer's with a star, or an array's that is lent, perhaps what others name."""
        pointed = {POINTED} if name.startswith(POINTED) or name in self.pointed else set[str]()
        return frozenset({name, *pointed, *({LENT} if name in self.lent else ())})


def check_order(node: c_ast.Node, file: Declarations, open_: Open) -> Touched:
    """What an expression or statement touches; fails where two parts of it touch a variable and one changes it.

    Operands and arguments come in any order. Between the sides of && and ||, the parts of ?: and of a comma C fixes
    it, and between statements. What a called function changes is not seen here. To read a volatile variable is an
    effect, too (5.1.2.3p2), and so fails where another part touches it.
    """
    match node:
        case c_ast.ID(name=name):
            return open_.touched(name), frozenset()
        case c_ast.UnaryOp(op="sizeof"):
            return NOTHING  # which is not evaluated
        case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--", expr=c_ast.ID(name=name)):
            return open_.touched(name), open_.touched(name)
        case c_ast.UnaryOp(op="&", expr=c_ast.ID(name=name)):
            return frozenset({name}), frozenset({name})
        case c_ast.Assignment(op=op, lvalue=c_ast.ID(name=name) as target, rvalue=right):
            parts = [right] if op == "=" else [target, right]
            used, changed = _apart(parts, node, file, open_)
            if changed & open_.touched(name):
                file.fail(node, OPEN.format(name))
            return used | open_.touched(name), changed | open_.touched(name)
        case c_ast.UnaryOp(
            op="++" | "--" | "p++" | "p--", expr=c_ast.ArrayRef(name=c_ast.ID(name=name), subscript=index)
        ):
            used, changed = check_order(index, file, open_)
            return used | open_.touched(name), changed | open_.touched(name)  # an array counts as one variable here
        case c_ast.Assignment(lvalue=c_ast.ArrayRef(name=c_ast.ID(name=name), subscript=index), rvalue=right):
            used, changed = _apart([index, right], node, file, open_)
            if changed & open_.touched(name):
                file.fail(node, OPEN.format(name))
            return used | open_.touched(name), changed | open_.touched(name)
        case c_ast.BinaryOp(op=op, left=left, right=right) if op not in ("&&", "||"):
            parts = [left, right]
        case c_ast.Assignment(lvalue=left, rvalue=right):
            parts = [left, right]
        case c_ast.FuncCall(args=c_ast.ExprList(exprs=arguments)):
            parts = list(arguments)
        case c_ast.ArrayRef(name=array, subscript=index):
            parts = [array, index]
        case _:
            return _union([check_order(child, file, open_) for _, child in node.children()])
    return _apart(parts, node, file, open_)


def _apart(parts: list[c_ast.Node], node: c_ast.Node, file: Declarations, open_: Open) -> Touched:
    """What parts touch that are evaluated in any order."""
    found = [check_order(part, file, open_) for part in parts]
    for (used, changed), (others, also) in combinations(found, 2):
        if both := sorted((changed & others) | (also & used)):
            file.fail(node, OPEN.format(both[-1] if not both[-1].startswith(POINTED) else "what a pointer points to"))
    for (one, (used, _)), (other, (others, _)) in combinations(zip(parts, found, strict=True), 2):
        if twice := sorted(used & others & open_.volatile):
            line, column = file.place(_first(other, twice[0]))
            file.fail(_first(one, twice[0]), READ.format(twice[0], line, column + 1))
    return _union(found)


def open_names(function: c_ast.FuncDef, file: Declarations) -> Open:
    """The names in a function of which an expression may touch the same variable, or change it by reading it."""
    found = [*file.variables.values(), *_declared(function)]
    volatile = frozenset(each.name for each in found if file.is_volatile(each))
    pointed = frozenset(name for each in file.functions.values() for name in _addressed(each.body, file))
    arrays = [each for each in file.variables.values() if is_pointer(each)]
    return Open(volatile, pointed, frozenset(each.name for each in [*arrays, *file.pointers(function)]))


def _addressed(node: c_ast.Node, file: Declarations) -> Iterator[str]:
    """The variables to which pointers may point; a function of the library, such as scanf, keeps none."""
    match node:
        case c_ast.UnaryOp(op="&", expr=c_ast.ID(name=name)):
            yield name
        case c_ast.FuncCall(name=c_ast.ID(name=name), args=c_ast.ExprList(exprs=given)) if name not in file.functions:
            for each in given:
                yield from () if isinstance(each, c_ast.UnaryOp) and each.op == "&" else _addressed(each, file)
            return
    for _, child in node.children():
        yield from _addressed(child, file)


def _declared(node: c_ast.Node) -> Iterator[c_ast.Decl]:
    if isinstance(node, c_ast.Decl):
        yield node
    for _, child in node.children():
        yield from _declared(child)


def _first(node: c_ast.Node, name: str) -> c_ast.Node:
    """The first use of a name under a node."""
    if isinstance(node, c_ast.ID) and node.name == name:
        return node
    return next((each for _, child in node.children() if name in names(each := _first(child, name))), node)


def _union(parts: list[Touched]) -> Touched:
    return frozenset().union(*(used for used, _ in parts)), frozenset().union(*(changed for _, changed in parts))
