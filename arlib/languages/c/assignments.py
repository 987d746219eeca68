"""Reads C's expressions that do something: they assign, count up or down, and call functions."""

from __future__ import annotations

from pycparser import c_ast

from arlib import terms as t
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Value
from arlib.languages.c.effects import Body
from arlib.languages.c.expressions import Local, Scopes
from arlib.languages.c.pointers import Pointers
from arlib.languages.c.types import INT
from arlib.programs.syntax import Assign


class Assignments(Pointers):
    """Reads what expressions do to variables, in the order that C fixes; where it fixes none, see ``check_order``."""

    def command(self, node: c_ast.FuncCall, scopes: Scopes) -> Body:
        """A call as a statement."""
        raise NotImplementedError

    def store(self, node: c_ast.Node, target: Local, source: c_ast.Node, scopes: Scopes) -> Body:
        """The value of an expression, converted, goes into a variable."""
        assert target.value is not None and isinstance(target.value.term, t.Var)
        variable, kind = target.value.term.name, target.type
        declared = self.nondet(source)
        if declared is not None:
            given = Value(t.Var(variable), declared.type, declared.inputs.low, declared.inputs.high)
            if self.c.convert(given, kind).term is given.term:
                return (*self.choose(variable, declared, self.line(node)), *self.has_value(node, target))
        before, value = self.read(source, scopes)
        assign = Assign((variable,), (c.number(self.c.convert(value, kind)),), self.line(node))
        return (*before, assign, *self.has_value(node, target))

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means, behind the statements that ``before`` collects."""
        match node:
            case c_ast.ExprList(exprs=[*others, last]):
                for each in others:
                    self.before += self.effect(each, scopes)
                return self.value(last, scopes)
            case c_ast.UnaryOp(op="p++" | "p--", expr=c_ast.ID() as target):
                old = self.value(target, scopes)
                local = self.local(target.name, scopes)
                if local is not None and local.volatile:  # it is read once
                    new = self.c.convert(self.c.binary(node.op[-1], old, c.constant(1, INT)), local.type)
                    self.before += (*self.evaluated(node, new), *self.has_value(node, local))
                    return old
                saved = self.fresh(f"{target.name.lstrip('*')}.before", old.type)
                self.before.append(Assign((saved,), (c.number(old),), self.line(node)))
                self.before += self.effect(node, scopes)
                return c.typed(t.Var(saved), old.type)
            case c_ast.ArrayRef():
                return self.element(node, scopes)
            case c_ast.Assignment(op=op, lvalue=c_ast.ArrayRef() as to, rvalue=right):
                return self.stored(node, op, to, right, scopes)
            case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--", expr=c_ast.ArrayRef()):
                return self.counted(node, scopes)
            case c_ast.UnaryOp(op="++" | "--", expr=target) | c_ast.Assignment(lvalue=target):
                self.before += self.effect(node, scopes)
                local = self.local(target.name, scopes) if isinstance(target, c_ast.ID) else None
                if local is not None and local.volatile:
                    return self.any_read(target, local, False)  # C may read it again, or not (6.5.16p3)
                return self.value(target, scopes)
            case _:
                return super().value(node, scopes)

    def effect(self, node: c_ast.Node, scopes: Scopes) -> Body:
        """What an expression does of which nothing uses the value."""
        match node:
            case c_ast.ExprList(exprs=parts):
                return tuple(each for part in parts for each in self.effect(part, scopes))
            case c_ast.Assignment(op="=", lvalue=c_ast.ID() as target, rvalue=right):
                return self.store(node, self._target(target, scopes), right, scopes)
            case c_ast.Assignment(op=op, lvalue=c_ast.ID() as target, rvalue=right):
                result = c_ast.BinaryOp(op[:-1], target, right, node.coord)
                return self.store(node, self._target(target, scopes), result, scopes)
            case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--" as op, expr=c_ast.ID() as target):
                result = c_ast.BinaryOp(op[-1], target, c_ast.Constant("int", "1", node.coord), node.coord)
                return self.store(node, self._target(target, scopes), result, scopes)
            case c_ast.Assignment(lvalue=target) | c_ast.UnaryOp(op="++" | "--" | "p++" | "p--", expr=target) if (
                not isinstance(target, c_ast.ArrayRef)
            ):
                self.file.fail(target, "only variables can be assigned to; anything else would need a model of memory")
            case c_ast.FuncCall():
                return self.command(node, scopes)
            case c_ast.Cast(to_type=c_ast.Typename(type=c_ast.TypeDecl(type=c_ast.IdentifierType(names=["void"])))):
                return self.effect(node.expr, scopes)
            case _:
                before, value = self.read(node, scopes)
                return (*before, *self.evaluated(node, value))

    def _target(self, node: c_ast.ID, scopes: Scopes) -> Local:
        self.steady(node, scopes)
        local = self.local(node.name, scopes)
        if local is None:
            self.file.fail(node, f"{node.name} {self.unknown}")
        if local.length is not None:
            self.file.fail(node, f"only the elements of the array {node.name} are read, as in {node.name}[0]")
        return local
