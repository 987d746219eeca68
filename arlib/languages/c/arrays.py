"""Reads C's arrays: their lengths are kept, and their elements may be anything, which decides nothing but a proof."""

from __future__ import annotations

import re
from dataclasses import replace

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import Undefined
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Value
from arlib.languages.c.declarations import NO_MEANING
from arlib.languages.c.effects import Body, Effects
from arlib.languages.c.expressions import Local, Scopes
from arlib.languages.c.types import INT
from arlib.programs.syntax import Assign, Choose, If, NoValue

ELEMENT = "what `{}` holds at this index is not reckoned with"
OUTSIDE = "index outside of {}"
CHARACTER = re.compile(r"\\.|[^\\]", re.DOTALL)
JOINED = re.compile(r"\\x|\\[0-7]{2}|\\u|\\U")  # which two texts one after another can make, too


class Arrays(Effects):
    """Reads arrays of numbers: an index outside is an operation without a value (6.5.6p8)."""

    def array(self, node: c_ast.Decl, scopes: Scopes, prefix: str) -> tuple[Body, Local]:
        """An array that is declared, behind what its length and its elements need done."""
        kind = self.file.declared(node.type.type).type
        if self.file.is_volatile(node):
            self.file.fail(node, f"{node.name} is volatile; leave the word out, since its elements may be anything")
        outer, self.before = self.before, []
        number = self._number_of(node)
        given = None if node.type.dim is None else self.measure(node, self.value(node.type.dim, scopes))
        length: t.Term = t.Const(0)
        if given is None and number is None:
            self.file.fail(node, f"the length of {node.name} is not given here; write it, as in int a[10]")
        elif given is None:
            length = t.Const(number or 0)
        elif not t.free_variables(given.term) and not self.before:
            try:
                size = t.evaluate(c.number(given), {})
            except Undefined:
                self.file.fail(node, "this length has no value")
            if size <= 0 or (number or 0) > size + isinstance(node.init, c_ast.Constant):
                self.file.fail(node, f"an array of length {size} is not read, or does not hold what is written here")
            length = t.Const(size)
        else:
            name = self.fresh(f"{prefix}{node.name}.length", given.type)
            self.kept.add(name)
            length = t.Var(name)
            self.before.append(Assign((name,), (c.number(given),), self.line(node)))
            none = NoValue(f"length of {node.name} that is not positive", self.line(node))
            self.before.append(If(t.Le(length, t.Const(0)), (none,), (), self.line(node)))
        if isinstance(node.init, c_ast.InitList):
            parts = [each.expr if isinstance(each, c_ast.NamedInitializer) else each for each in node.init.exprs]
            for part, value in zip(parts, self.operands(parts, scopes), strict=True):
                self.before += self.evaluated(part, value)
        before, self.before = tuple(self.before), outer
        return before, Local(kind, None, length=length)

    def _number_of(self, node: c_ast.Decl) -> int | None:
        """How many elements an initializer writes; None if there is none, or it does not say."""
        match node.init:
            case None:
                return None
            case c_ast.Constant(type="string", value=str(text)) if text.startswith('"'):
                if JOINED.search(text):
                    self.file.fail(node.init, "write the numbers of these characters one by one")
                return 1 + sum(1 if x[0] == "\\" else len(x.encode()) for x in CHARACTER.findall(text[1:-1]))
            case c_ast.InitList(exprs=parts):
                if any(isinstance(part, c_ast.NamedInitializer) for part in parts):
                    return None
                return len(parts)
            case init:
                self.file.fail(init, NO_MEANING["InitList"])

    def lent(self, parameter: c_ast.Decl, argument: c_ast.Node, scopes: Scopes) -> Local:
        """The array that a parameter of a function means."""
        kind = self.file.declared(parameter.type.type).type
        if self.file.is_volatile(parameter.type.type):
            self.file.fail(parameter, f"what {parameter.name} points to is volatile; leave the word out")
        if isinstance(parameter.type, c_ast.ArrayDecl):
            dim = parameter.type.dim
            if parameter.type.dim_quals or not (dim is None or isinstance(dim, c_ast.Constant)):
                self.file.fail(parameter, f"write this parameter without its length, as in {parameter.name}[]")
        local = self.local(argument.name, scopes) if isinstance(argument, c_ast.ID) else None
        if local is None or local.length is None:
            self.file.fail(argument, f"the name of an array is expected here, for {parameter.name}")
        if local.type != kind:
            self.file.fail(argument, f"this is an array of {local.type}, and {parameter.name} is one of {kind}")
        return replace(local, lent=True)

    def stored(self, node: c_ast.Node, op: str, to: c_ast.ArrayRef, right: c_ast.Node, scopes: Scopes) -> Value:
        """What an assignment to an element gives, behind what it needs done."""
        array = self.array_of(to, scopes)
        index, value = self.operands([to.subscript, right], scopes)
        self._inside(to, array, index)
        if op != "=":
            value = self.c.binary(op[:-1], self._any(to, array), value)
        return self.measure(node, self.c.convert(value, array.type))

    def counted(self, node: c_ast.UnaryOp, scopes: Scopes) -> Value:
        """What ++ and -- of an element give."""
        array, old = self.array_of(node.expr, scopes), self.element(node.expr, scopes)
        new = self.c.convert(self.c.binary(node.op[-1], old, c.constant(1, INT)), array.type)
        self.before += self.evaluated(node, new)
        return old if node.op.startswith("p") else new

    def element(self, node: c_ast.ArrayRef, scopes: Scopes) -> Value:
        """An element that is read: any number of its type, which nobody chooses."""
        array = self.array_of(node, scopes)
        self.index(node, scopes)
        return self._any(node, array)

    def index(self, node: c_ast.ArrayRef, scopes: Scopes) -> None:
        """The index of an element, which must lie inside."""
        self._inside(node, self.array_of(node, scopes), self.measure(node, self.value(node.subscript, scopes)))

    def array_of(self, node: c_ast.ArrayRef, scopes: Scopes) -> Local:
        """The array of which this is an element."""
        if isinstance(node.name, c_ast.ArrayRef):
            self.file.fail(node, "an array of arrays is not read here")
        local = self.local(node.name.name, scopes) if isinstance(node.name, c_ast.ID) else None
        if local is None or local.length is None:
            self.file.fail(node, "only elements of an array that is declared here, by its name, are read")
        return local

    def _any(self, node: c_ast.ArrayRef, array: Local) -> Value:
        name = self.fresh(f"{node.name.name}.element", array.type)
        kind = array.type if self.integers is None else None
        self.before.append(Choose(name, kind, self.line(node), ELEMENT.format(node.name.name)))
        return c.typed(t.Var(name), array.type)

    def _inside(self, node: c_ast.ArrayRef, array: Local, index: Value) -> None:
        assert array.length is not None
        number, line = c.number(index), self.line(node)
        inside = t.And(t.Ge(number, t.Const(0)), t.Lt(number, array.length))
        missing = NoValue(OUTSIDE.format(node.name.name), line)
        self.before.append(If(t.Not(inside), (missing,), (), line))
