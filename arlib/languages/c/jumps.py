"""Blocks that jumps leave, and the labels of C to which jumps go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pycparser import c_ast

from arlib.languages.c.effects import Body
from arlib.programs.syntax import Block, If, Leave, statements

GOTO = "a goto into other statements, such as a loop or a branch of an if, is not read; put the label before or behind"
CROSSES = "{} is further down than {}, to which a goto goes back: this jumps into the loop that it makes; use a flag"


def block(label: str, body: Body) -> Body:
    """The body in a block of this label, or alone where nothing leaves it before its end."""
    body = _without_last(label, body)
    return (Block(label, body),) if leaves(body, label) else body


def _without_last(label: str, body: Body) -> Body:
    match body:
        case (*before, Leave(found)) if found == label:
            return tuple(before)
        case (*before, If(test, then, orelse, line)):
            return (*before, If(test, _without_last(label, then), _without_last(label, orelse), line))
        case (*before, Block(inner, inside)):
            return (*before, *block(inner, _without_last(label, inside)))
        case _:
            return body


def leaves(body: Body, label: str) -> bool:
    """Whether a jump in the statements leaves the block of this label."""
    return any(isinstance(each, Leave) and each.label == label for each in statements(body))


def labels_of(node: c_ast.Node) -> Iterator[str]:
    """The labels directly before a statement."""
    while isinstance(node, c_ast.Label):
        yield node.name
        node = node.stmt


def all_labels(node: c_ast.Node) -> Iterator[str]:
    """The labels under a node."""
    if isinstance(node, c_ast.Label):
        yield node.name
    for _, child in node.children():
        yield from all_labels(child)


def keeps(node: c_ast.Node) -> bool:
    """Whether a function has variables that outlive its calls."""
    if isinstance(node, c_ast.FuncDef):
        return keeps(node.body)
    return (isinstance(node, c_ast.Decl) and "static" in node.storage) or any(
        keeps(each) for _, each in node.children()
    )


def gotos(node: c_ast.Node) -> Iterator[str]:
    """The labels to which the jumps under a node go."""
    if isinstance(node, c_ast.Goto):
        yield node.name
    for _, child in node.children():
        yield from gotos(child)


def spread(items: Sequence[c_ast.Node]) -> list[c_ast.Node]:
    """The statements, those of a block among them that has labels and declares nothing in its place.

    So that a jump to one of them comes from outside of the block.
    """
    found: list[c_ast.Node] = []
    for item in items:
        match item:
            case c_ast.Compound(block_items=[*inside]) if _opens(inside):
                found += spread(inside)
            case _:
                found.append(item)
    return found


def _opens(items: Sequence[c_ast.Node]) -> bool:
    labelled = any(isinstance(each, c_ast.Label) for each in items) or any(
        isinstance(each, c_ast.Compound) and each.block_items and _opens(each.block_items) for each in items
    )
    return labelled and not any(isinstance(each, c_ast.Decl | c_ast.Typedef) for each in items)


def is_variable(node: c_ast.Node) -> bool:
    """Whether this declares a variable that begins anew each time."""
    return (
        isinstance(node, c_ast.Decl)
        and node.name is not None
        and not isinstance(node.type, c_ast.FuncDecl)
        and not {"static", "extern"} & set(node.storage)
    )


def jumped_over(items: Sequence[c_ast.Node], entered: bool) -> list[int]:
    """The places of the variables behind whose declarations a jump may come; of pointers, where one stands before."""
    return [
        place
        for place, item in enumerate(items)
        if is_variable(item)
        and (entered or not isinstance(item.type, c_ast.PtrDecl) or any(list(gotos(each)) for each in items[:place]))
    ]
