"""Reads C's pointers where each is another name for one variable or array, from its declaration on."""

from __future__ import annotations

from pycparser import c_ast

from arlib import terms as t
from arlib.languages.c.arithmetic import Value
from arlib.languages.c.arrays import Arrays
from arlib.languages.c.effects import Body, Context
from arlib.languages.c.expressions import Local, Scopes
from arlib.languages.c.types import INT

ADVICE = "a pointer is read only where it is another name for a variable from its declaration on, as in int *p = &x"
USED = "the pointer {} may only be read as *{}, and not be changed or compared; " + ADVICE
NOWHERE = "where {} points to is not known here; " + ADVICE


def named(node: c_ast.Node) -> c_ast.Node:
    """The tree with `*p` as a name of its own, as which the scopes know what p points to."""
    match node:
        case c_ast.UnaryOp(op="*", expr=c_ast.ID(name=name)):
            return c_ast.ID(f"*{name}", node.coord)
        case c_ast.UnaryOp(op="sizeof"):
            return node
    for slot in node.__slots__:
        part = getattr(node, slot, None)
        if isinstance(part, c_ast.Node):
            setattr(node, slot, named(part))
        elif isinstance(part, list):
            part[:] = [named(each) if isinstance(each, c_ast.Node) else each for each in part]
    return node


class Pointers(Arrays):
    """Reads pointers that are never changed: what is done to ``*p`` is done to the variable itself (6.5.3.2p4)."""

    def pointer(self, node: c_ast.Decl, here: Context) -> Body:
        """A pointer that is declared; it does nothing."""
        if node.name in here.scopes[-1]:
            self.file.fail(node, f"{node.name} is declared twice")
        here.scopes[-1].update(self._pointing(node, node.init, here.scopes))
        return ()

    def given(self, parameter: c_ast.Decl, argument: c_ast.Node, scopes: Scopes) -> dict[str, Local]:
        """What the names of a parameter mean that is a pointer."""
        local = self.local(argument.name, scopes) if isinstance(argument, c_ast.ID) else None
        if isinstance(parameter.type, c_ast.ArrayDecl) or (local is not None and local.length is not None):
            return {parameter.name: self.lent(parameter, argument, scopes)}
        return self._pointing(parameter, argument, scopes)

    def _pointing(self, node: c_ast.Decl, to: c_ast.Node | None, scopes: Scopes) -> dict[str, Local]:
        name = node.name
        pointer = Local(INT, None, pointer=True)
        match to:
            case None | c_ast.Constant(value="0") | c_ast.Constant(type="string"):
                return {name: pointer, f"*{name}": pointer}
            case c_ast.Cast(to_type=c_ast.Typename(type=c_ast.PtrDecl()), expr=c_ast.Constant(value="0")):
                return {name: pointer, f"*{name}": pointer}
            case c_ast.UnaryOp(op="&", expr=c_ast.ID(name=other)):
                target = self.local(other, scopes)
            case c_ast.ID(name=other):
                target = self.local(f"*{other}", scopes)
            case _:
                target = None
        if target is None or not isinstance(target.value, Value) or target.volatile:
            self.file.fail(to, ADVICE)
        if self.file.is_volatile(node.type.type) or self.file.declared(node.type.type).type != target.type:
            self.file.fail(to, f"this is the address of a variable of {target.type}, and {name} points to another type")
        assert isinstance(target.value.term, t.Var)
        self.shared.add(target.value.term.name)
        return {name: pointer, f"*{name}": target}

    def local(self, name: str, scopes: Scopes) -> Local | None:
        """The variable that a name means, or ``*p``: where p itself is declared."""
        frame = next((each for each in reversed(scopes) if name.lstrip("*") in each), {})
        return frame.get(name)

    def steady(self, node: c_ast.ID, scopes: Scopes) -> None:
        """Fails at a pointer by itself, and at what one points to if that is not known."""
        local, name = self.local(node.name, scopes), node.name.lstrip("*")
        if node.name.startswith("*") and (local is None or local.pointer):
            known = self.local(name, scopes)
            array = known is not None and known.length is not None
            self.file.fail(node, f"write {name}[0] for {node.name}" if array else NOWHERE.format(name))
        if local is not None and local.pointer:
            self.file.fail(node, USED.format(name, name))

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means, behind the statements that ``before`` collects."""
        match node:
            case c_ast.ID():
                self.steady(node, scopes)
            case c_ast.UnaryOp(op="*" | "&"):
                self.file.fail(node, ADVICE)
        return super().value(node, scopes)
