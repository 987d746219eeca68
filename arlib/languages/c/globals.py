"""The global variables of a C file: which of them a function uses, and which may change before it is called."""

from __future__ import annotations

from collections.abc import Iterator

from pycparser import c_ast

from arlib.languages.c.declarations import Declarations, names


def reachable(file: Declarations, function: str) -> list[str]:
    """A function and those that it calls, directly or not."""
    found = [function]
    for name in found:
        found += [each for each in dict.fromkeys(names(file.functions[name])) if _new(each, file, found)]
    return found


def _new(name: str, file: Declarations, found: list[str]) -> bool:
    return name in file.functions and name not in found


def changed(file: Declarations) -> frozenset[str]:
    """The global variables to which some function of the file assigns, or of which it takes the address.

    A function other than main may be called after any of them.
    """
    return frozenset(name for function in file.functions.values() for name in _changed(function, set()))


def _changed(node: c_ast.Node, hidden: set[str]) -> Iterator[str]:
    """The names that are changed under a node, but for local variables. A declaration hides its name behind it."""
    match node:
        case c_ast.FuncDef(decl=decl, body=body):
            parameters = decl.type.args.params if decl.type.args is not None else []
            parameters = [*parameters, *(node.param_decls or [])]
            yield from _changed(body, {each.name for each in parameters if isinstance(each, c_ast.Decl | c_ast.ID)})
            return
        case c_ast.Compound() | c_ast.For() | c_ast.If() | c_ast.While() | c_ast.DoWhile() | c_ast.Switch():
            hidden = set(hidden)
        case c_ast.Decl(name=name, storage=storage):
            (hidden.discard if "extern" in storage else hidden.add)(name)
        case c_ast.Assignment(lvalue=c_ast.ID(name=name)) if name not in hidden:
            yield name
        case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--" | "&", expr=c_ast.ID(name=name)) if name not in hidden:
            yield name
    for _, child in node.children():
        yield from _changed(child, hidden)
