"""Reads C's statements as those of a program, in which every jump leaves a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pycparser import c_ast

from arlib import terms as t
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Arithmetic, Value
from arlib.languages.c.declarations import NO_MEANING, Declarations, Declared, assigned_first, mentions
from arlib.languages.c.effects import Context, Effects
from arlib.languages.c.reader import Local
from arlib.programs.syntax import Assign, Block, If, Leave, Return, Statement, While, statements

Body = tuple[Statement, ...]

MOST_STATEMENTS = 5_000
GOTO = "a goto can go on behind the statements around it, at a label further down; a jump backward is a loop"


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


def _labels(node: c_ast.Node) -> Iterator[str]:
    while isinstance(node, c_ast.Label):
        yield node.name
        node = node.stmt


class Statements(Effects):
    """Reads the statements of one file's functions."""

    def __init__(self, file: Declarations, arithmetic: Arithmetic):
        super().__init__(file, arithmetic)
        self._loops = self._read = 0

    def command(self, node: c_ast.FuncCall, here: Context) -> Body:
        """A call as a statement."""
        raise NotImplementedError

    def statement(self, node: c_ast.Node, here: Context) -> Body:
        """What a statement means, but for a declaration, which ``sequence`` reads."""
        self._read += 1
        if self._read > MOST_STATEMENTS:
            self.file.fail(node, f"more than {MOST_STATEMENTS:,} statements, those of called functions included")
        with self.variables():
            return self._statement(node, here)

    def _statement(self, node: c_ast.Node, here: Context) -> Body:
        line = self.line(node)
        match node:
            case c_ast.EmptyStatement():
                return ()
            case c_ast.Compound(block_items=items):
                return self.sequence(items or [], here.inside())
            case c_ast.If(cond=test, iftrue=then, iffalse=orelse):
                before, formula = self.test(test, here.scopes)
                other = () if orelse is None else self.statement(orelse, here)
                return (*before, If(formula, self.statement(then, here), other, line))
            case c_ast.While(cond=test, stmt=body):
                return self._loop(node, test, body, None, here)
            case c_ast.For(init=first, cond=test, next=step, stmt=body):
                inside = here.inside()
                following = [each for each in (test, body, step) if each is not None]
                return (*self._first(first, inside, following), *self._loop(node, test, body, step, inside))
            case c_ast.DoWhile(cond=test, stmt=body):
                return self._do(node, test, body, here)
            case c_ast.Switch(cond=cond, stmt=c_ast.Compound(block_items=items)):
                return self._switch(node, cond, items or [], here)
            case c_ast.Break() | c_ast.Continue():
                jump = type(node).__name__.lower()
                if jump not in here.jumps:
                    self.file.fail(node, f"{jump} stands outside of a loop")
                return (Leave(here.jumps[jump], line),)
            case c_ast.Goto(name=name):
                if name not in here.jumps:
                    self.file.fail(node, GOTO)
                return (Leave(here.jumps[name], line),)
            case c_ast.Label(stmt=labelled):
                return self.statement(labelled, here)
            case c_ast.Return(expr=value):
                return self._return(node, value, here)
            case _:
                return self.effect(node, here)

    def sequence(self, items: Sequence[c_ast.Node], here: Context) -> Body:
        """Statements one after another, each jump to a label among them leaving all that stand before it."""
        labels = {place: list(_labels(item)) for place, item in enumerate(items)}
        targets = {name: self.label(here.prefix + name) for names in labels.values() for name in names}
        origins: dict[str, int] = {}
        body: Body = ()
        for place, item in enumerate(items):
            for name in labels[place]:
                over = items[origins.get(name, place) + 1 : place]
                if declared := next((each for each in over if isinstance(each, c_ast.Decl)), None):
                    self.file.fail(declared, f"the goto to {name} would leave this variable without a value")
                body = block(targets.pop(name), body)
            if isinstance(item, c_ast.Decl):
                body = (*body, *self.declaration(item, here, items[place + 1 :]))
                continue
            read = self.statement(item, here.jumping(**targets))
            for name in targets:
                if leaves(read, targets[name]):
                    origins.setdefault(name, place)
            body = (*body, *read)
        return body

    def declaration(self, node: c_ast.Decl, here: Context, following: Sequence[c_ast.Node]) -> Body:
        """A local variable gets its value, or any of its type."""
        if isinstance(node.type, c_ast.FuncDecl):
            self.file.prototypes[node.name] = node
            return ()
        if not {"auto", "register"}.issuperset(node.storage):
            self.file.fail(node, f"a {node.storage[0]} variable outlives the call; declare it outside of functions")
        kind = self.file.declared(node).type
        if node.name is None:
            self.file.fail(node, NO_MEANING["Typedef"])
        if node.init is not None and mentions(node.init, node.name):
            self.file.fail(node, f"{node.name} is used before it has a value")
        variable = self.declare(node, node.name, kind, here)
        if node.init is not None:
            with self.variables():
                return self.store(node, Local(kind, c.typed(t.Var(variable), kind)), node.init, here)
        if assigned_first(node.name, following):
            return ()
        return self.choose(variable, Declared(kind, kind), self.line(node))

    def store(self, node: c_ast.Node, target: Local, source: c_ast.Node, here: Context) -> Body:
        """The value of an expression, converted, goes into a variable."""
        assert target.value is not None and isinstance(target.value.term, t.Var)
        variable, kind = target.value.term.name, target.type
        declared = self.nondet(source)
        if declared is not None:
            given = Value(t.Var(variable), declared.type, declared.inputs.low, declared.inputs.high)
            if self.c.convert(given, kind).term is given.term:
                return self.choose(variable, declared, self.line(node))
        before, value = self.read(source, here.scopes)
        return (*before, Assign((variable,), (c.number(self.c.convert(value, kind)),), self.line(node)))

    # Statements that are expressions

    def effect(self, node: c_ast.Node, here: Context) -> Body:
        """What an expression does that is a statement."""
        match node:
            case c_ast.ExprList(exprs=parts):
                return tuple(each for part in parts for each in self.effect(part, here))
            case c_ast.Assignment(op="=", lvalue=c_ast.ID() as target, rvalue=c_ast.Assignment() as right):
                return (*self.effect(right, here), *self.store(node, self._target(target, here), right.lvalue, here))
            case c_ast.Assignment(op="=", lvalue=c_ast.ID() as target, rvalue=right):
                return self.store(node, self._target(target, here), right, here)
            case c_ast.Assignment(op=op, lvalue=c_ast.ID() as target, rvalue=right):
                result = c_ast.BinaryOp(op[:-1], target, right, node.coord)
                return self.store(node, self._target(target, here), result, here)
            case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--" as op, expr=c_ast.ID() as target):
                result = c_ast.BinaryOp(op[-1], target, c_ast.Constant("int", "1", node.coord), node.coord)
                return self.store(node, self._target(target, here), result, here)
            case c_ast.Assignment(lvalue=target) | c_ast.UnaryOp(op="++" | "--" | "p++" | "p--", expr=target):
                self.file.fail(target, "only variables can be assigned to; anything else would need a model of memory")
            case c_ast.FuncCall():
                return self.command(node, here)
            case c_ast.Cast(to_type=c_ast.Typename(type=c_ast.TypeDecl(type=c_ast.IdentifierType(names=["void"])))):
                return () if isinstance(node.expr, c_ast.ID | c_ast.Constant) else self.effect(node.expr, here)
            case c_ast.BinaryOp() | c_ast.TernaryOp():
                before, value = self.read(node, here.scopes)
                if before:
                    # Nothing uses the value, but it may be undefined.
                    unused = Assign((self.fresh("unused.value", value.type),), (c.number(value),), self.line(node))
                    return (*before, unused)
                self.file.fail(node, "this statement does nothing")
            case _ if type(node).__name__ in NO_MEANING:
                self.file.fail(node, NO_MEANING[type(node).__name__])
            case _:
                self.file.fail(node, "this statement does nothing")

    def _target(self, node: c_ast.ID, here: Context) -> Local:
        for scope in reversed(here.scopes):
            if node.name in scope:
                return scope[node.name]
        self.file.fail(node, f"{node.name} {self.unknown}")

    def _return(self, node: c_ast.Return, value: c_ast.Node | None, here: Context) -> Body:
        line = self.line(node)
        if (value is None) != (here.returns is None):
            self.file.fail(node, "this returns a value" if here.returns is None else "this returns no value")
        if here.result is not None:
            assert here.returns is not None
            target = Local(here.returns, c.typed(t.Var(here.result), here.returns))
            return (*self.store(node, target, value, here), Leave(here.jumps["return"], line))
        if "return" in here.jumps:
            return (Leave(here.jumps["return"], line),)
        if value is None or here.returns is None:
            return (Return(None, line),)
        before, found = self.read(value, here.scopes)
        return (*before, Return(c.number(self.c.convert(found, here.returns)), line))

    # Loops

    def _first(self, node: c_ast.Node | None, here: Context, following: Sequence[c_ast.Node]) -> Body:
        match node:
            case None:
                return ()
            case c_ast.DeclList(decls=declarations):
                return tuple(each for one in declarations for each in self.declaration(one, here, following))
            case _:
                return self.effect(node, here)

    def _number(self) -> tuple[int, str, str]:
        self._loops += 1
        return self._loops, f"break.{self._loops}", f"continue.{self._loops}"

    def _loop(
        self, node: c_ast.Node, test: c_ast.Node | None, body: c_ast.Node, step: c_ast.Node | None, here: Context
    ) -> Body:
        line = self.line(node)
        number, out, again = self._number()
        before, formula = ((), t.Truth(True)) if test is None else self.test(test, here.scopes)
        inside = block(again, self.statement(body, here.jumping(**{"break": out, "continue": again})))
        after = () if step is None else self.effect(step, here)
        if before:
            # What is chosen for the test, or called in it, is so anew each time.
            before = (*before, If(t.Not(formula), (Leave(out, line),), (), line))
            formula = t.Truth(True)
        return block(out, (While(formula, (*before, *inside, *after), number, line),))

    def _do(self, node: c_ast.Node, test: c_ast.Node, body: c_ast.Node, here: Context) -> Body:
        if isinstance(test, c_ast.Constant) and test.value == "0":
            # A common way to write one statement; it is no loop.
            out = self.label("once")
            return block(out, self.statement(body, here.jumping(**{"break": out, "continue": out})))
        number, out, again = self._number()
        inside = block(again, self.statement(body, here.jumping(**{"break": out, "continue": again})))
        before, formula = self.test(test, here.scopes)
        if formula != t.Truth(True):
            before = (*before, If(t.Not(formula), (Leave(out, self.line(test)),), (), self.line(test)))
        return block(out, (While(t.Truth(True), (*inside, *before), number, self.line(node)),))

    def _switch(self, node: c_ast.Node, chosen: c_ast.Node, items: Sequence[c_ast.Node], here: Context) -> Body:
        """The cases in a row, as after labels, behind a jump to one of them."""
        line, out = self.line(node), self.label(f"{here.prefix}switch")
        before, value = self.read(chosen, here.scopes)
        value = self.c.promote(value)
        if not isinstance(value.term, t.Var):
            name = self.fresh(f"{here.prefix}case", value.type)
            before = (*before, Assign((name,), (c.number(value),), line))
            value = replace(value, term=t.Var(name))
        labels = [self.label(f"{out}.case") for _ in items]
        body: Body = (Leave(out, line),)
        for item, label in zip(reversed(items), reversed(labels), strict=True):
            if isinstance(item, c_ast.Default):
                body = (Leave(label, self.line(item)),)
        for item, label in zip(reversed(items), reversed(labels), strict=True):
            match item:
                case c_ast.Case(expr=number):
                    constant = self.c.convert(self.value(number, ()), value.type)
                    test = c.condition(self.c.binary("==", value, constant))
                    body = (If(test, (Leave(label, self.line(item)),), (), self.line(item)), *body)
                case c_ast.Default():
                    pass
                case _:
                    self.file.fail(item, "a switch has only cases here")
        for item, label in zip(items, labels, strict=True):
            inside = here.jumping(**{"break": out}).inside()
            body = (*block(label, body), *self.sequence(item.stmts or [], inside))
        return (*before, *block(out, body))
