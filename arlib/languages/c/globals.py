"""The global variables of a C file: which of them a function uses, and which may change before it is called."""

from __future__ import annotations

from collections.abc import Iterator

from pycparser import c_ast

from arlib.languages.c.declarations import Declarations


def reachable(file: Declarations, function: str) -> list[str]:
    """A function and those that it calls, directly or not."""
    found = [function]
    for name in found:
        found += [each for each in used(file, name) if each in file.functions and each not in found]
    return found


def used(file: Declarations, function: str) -> list[str]:
    """The names that a function uses and does not declare."""
    return list(dict.fromkeys(name for name, _ in _free(file.functions[function], set())))


def changed(file: Declarations) -> frozenset[str]:
    """The global variables to which some function of the file assigns, or of which it takes the address.

    A function other than main may be called after any of them.
    """
    return frozenset(name for each in file.functions.values() for name, changes in _free(each, set()) if changes)


def _free(node: c_ast.Node, hidden: set[str]) -> Iterator[tuple[str, bool]]:
    """The names under a node, but for local variables, and whether they are changed there.

    A declaration hides what has its name, from there to the end of its block.
    """
    match node:
        case c_ast.FuncDef(decl=decl, body=body):
            parameters = decl.type.args.params if decl.type.args is not None else []
            parameters = [*parameters, *(node.param_decls or [])]
            yield from _free(body, {each.name for each in parameters if isinstance(each, c_ast.Decl | c_ast.ID)})
            return
        case c_ast.Compound() | c_ast.For() | c_ast.If() | c_ast.While() | c_ast.DoWhile() | c_ast.Switch():
            hidden = set(hidden)
        case c_ast.Decl(name=name, storage=storage):
            (hidden.discard if "extern" in storage else hidden.add)(name)
        case c_ast.ID(name=name) if name not in hidden:
            yield name, False
        case c_ast.Assignment(lvalue=c_ast.ID(name=name)) if name not in hidden:
            yield name, True
        case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--" | "&", expr=c_ast.ID(name=name)) if name not in hidden:
            yield name, True
    for _, child in node.children():
        yield from _free(child, hidden)
