"""Reads C's statements as those of a program, in which every jump leaves a block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pycparser import c_ast

from arlib import terms as t
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Arithmetic
from arlib.languages.c.assignments import Assignments
from arlib.languages.c.declarations import NO_MEANING, Declarations, names
from arlib.languages.c.effects import Body, Context
from arlib.languages.c.expressions import Local
from arlib.languages.c.jumps import CROSSES, GOTO, block, gotos, jumped_over, labels_of, leaves, spread
from arlib.languages.c.types import BOOL
from arlib.programs.syntax import Assign, If, Leave, Return, Statement, While

MOST_STATEMENTS = 5_000
NONE: Mapping[int, Sequence[str]] = {}


def _returns_to(names: Sequence[str], items: Sequence[c_ast.Node]) -> bool:
    return bool(names) and any(name in names for item in items for name in gotos(item))


class Statements(Assignments):
    """Reads the statements of one file's functions."""

    def __init__(self, file: Declarations, arithmetic: Arithmetic, open_: frozenset[int] | None = None):
        super().__init__(file, arithmetic, open_)
        self._loops = self._read = 0
        self.labelled: set[str] = set()  # the labels of the functions that are read

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
                return (*self._first(first, inside), *self._loop(node, test, body, step, inside))
            case c_ast.DoWhile(cond=test, stmt=body):
                return self._do(node, test, body, here)
            case c_ast.Switch(cond=cond, stmt=c_ast.Compound(block_items=items)):
                return self._switch(node, cond, items or [], here)
            case c_ast.Switch():
                self.file.fail(node, "the cases of a switch stand in a block here")
            case c_ast.Break() | c_ast.Continue():
                jump = type(node).__name__.lower()
                if jump not in here.jumps:
                    self.file.fail(node, f"{jump} stands outside of a loop")
                return (Leave(here.jumps[jump], line),)
            case c_ast.Goto(name=name):
                if name not in here.jumps:
                    self.file.fail(node, GOTO if name in self.labelled else f"there is no label {name} here")
                return (Leave(here.jumps[name], line),)
            case c_ast.Label(stmt=labelled):
                return self.statement(labelled, here)
            case c_ast.Return(expr=value):
                return self._return(node, value, here)
            case c_ast.Case() | c_ast.Default():
                self.file.fail(node, "a case stands directly in its switch here")
            case _:
                return self.effect(node, here.scopes)

    def sequence(
        self, items: Sequence[c_ast.Node], here: Context, entries: Mapping[int, Sequence[str]] = NONE, body: Body = ()
    ) -> Body:
        """Statements one after another, each jump forward to a label leaving all that stand before it.

        A jump back to a label is a loop of the statements from there on. ``entries`` has the labels of a switch:
        those of the places to which ``body`` jumps.
        """
        return self._sequence(items if entries else spread(items), here, entries, body, frozenset())

    def _sequence(
        self,
        items: Sequence[c_ast.Node],
        here: Context,
        entries: Mapping[int, Sequence[str]],
        body: Body,
        looped: frozenset[str],
    ) -> Body:
        labels = {place: [name for name in labels_of(item) if name not in looped] for place, item in enumerate(items)}
        loop = next((place for place in labels if _returns_to(labels[place], items[place:])), None)
        targets = {name: self.label(here.prefix + name) for names in labels.values() for name in names}
        entered = max([place for place in labels if labels[place] or place in entries], default=0)
        entered = entered if loop is None else min(entered, loop)
        # A jump may come behind a declaration: its variable is in scope there, and has no value.
        late = {place: self._declared(items[place], here) for place in jumped_over(items[:entered], bool(entries))}
        if late and looped:
            self.file.fail(items[min(late)], "declare this before the label to which a goto goes back")
        for place, item in enumerate(items):
            for label in entries.get(place, ()):
                body = block(label, body)
            for name in labels[place]:
                body = block(targets.pop(name), body)
            if place == loop:
                for name, label in targets.items():
                    if leaves(body, label):
                        self.file.fail(item, CROSSES.format(name, labels[place][0]))
                if any(later > place for later in entries):
                    self.file.fail(item, "a goto back to this label, behind which there are more cases, is not read")
                body = (*body, *self._again(items[place:], here, labels[place], looped))
                break
            if isinstance(item, c_ast.Typedef):
                self.local_types(item, item.type, here)
                self.file.add_type(item)
            elif isinstance(item, c_ast.Decl):
                body = (*body, *self.declaration(item, here, late.get(place)))
            else:
                body = (*body, *self.statement(item, here.jumping(targets)))
        begin = (
            each
            for place, (_, local) in late.items()
            if local.length is None
            for each in self.no_value(items[place], local)
        )
        return (*begin, *body)

    def _again(self, items: Sequence[c_ast.Node], here: Context, names: Sequence[str], looped: frozenset[str]) -> Body:
        """The statements from a label on, to which a jump among them goes back."""
        number, out, again = self._number()
        line = self.line(items[0])
        inside = self._sequence(items, here.jumping(dict.fromkeys(names, again)), NONE, (), looped.union(names))
        loop = While(t.Truth(True), (*block(again, (*inside, Leave(out, line))),), number, line)
        return block(out, (loop,))

    def declaration(self, node: c_ast.Decl, here: Context, made: tuple[str, Local] | None = None) -> Body:
        """A local variable gets its value, or has none yet. ``made`` is it, where it was brought in before."""
        if isinstance(node.type, c_ast.FuncDecl):
            if self.local(node.name, here.scopes) is not None:
                self.file.fail(node, f"{node.name} is a variable around this")
            self.file.prototypes[node.name] = node
            return ()
        self.local_types(node, node.type, here)
        if node.name is None:
            return ()
        if "static" in node.storage:
            return self.static(node, here)
        outside = here.scopes[0].get(node.name)
        if "extern" in node.storage and outside is not None and self.local(node.name, here.scopes) is outside:
            here.scopes[-1][node.name] = outside
            return ()
        if isinstance(node.type, c_ast.ArrayDecl):
            return self._array(node, here, made)
        if isinstance(node.type, c_ast.PtrDecl):
            return self.pointer(node, here)
        name, local = self._declared(node, here) if made is None else made
        if name in here.scopes[-1]:
            self.file.fail(node, f"{name} is declared twice")
        here.scopes[-1][name] = local
        if node.init is None:
            return self.no_value(node, local)
        with self.variables():
            # The variable is in scope in its own initializer, where it has no value.
            before = self.no_value(node, local) if name in names(node.init) else ()
            return (*before, *self.store(node, local, node.init, here.scopes))

    def local_types(self, node: c_ast.Node, type_: c_ast.Node, here: Context) -> None:
        """The constants of an enum that is declared here are those of the whole file from now on."""
        for name in self.file.add_enum(type_):
            if self.local(name, here.scopes) is not None or name in self.file.variables:
                self.file.fail(node, f"{name} is a variable around this; give the constant another name")

    def static(self, node: c_ast.Decl, here: Context) -> Body:
        """A local variable that outlives the call."""
        raise NotImplementedError

    def _array(self, node: c_ast.Decl, here: Context, made: tuple[str, Local] | None = None) -> Body:
        """A local array, whose elements may be anything from the beginning."""
        if node.name in here.scopes[-1]:
            self.file.fail(node, f"{node.name} is declared twice")
        before, local = self.array(node, here.scopes, here.prefix)
        if made is not None and not isinstance(local.length, t.Const):
            self.file.fail(node, "declare this array before the label to which a goto goes")
        here.scopes[-1][node.name] = local
        return before

    def _declared(self, node: c_ast.Decl, here: Context) -> tuple[str, Local]:
        """The variable that a declaration brings in, not yet in scope."""
        if not {"auto", "register"}.issuperset(node.storage):
            self.file.fail(node, f"a variable that is {node.storage[0]} outlives the call; declare it outside")
        if isinstance(node.type, c_ast.ArrayDecl):
            return node.name, self.array(node, here.scopes, here.prefix)[1]
        kind = self.file.declared(node).type
        if node.name is None:
            self.file.fail(node, NO_MEANING["Typedef"])
        variable = self.fresh(here.prefix + node.name, kind)
        early = self.integers is None and self.open is not None and id(node) in self.open
        known = self.fresh(f"{variable}.known", BOOL) if early else None
        return node.name, Local(kind, c.typed(t.Var(variable), kind), known, volatile=self.volatile(node, "local"))

    def _return(self, node: c_ast.Return, value: c_ast.Node | None, here: Context) -> Body:
        line = self.line(node)
        if (value is None) != (here.returns is None):
            self.file.fail(node, "this returns a value" if here.returns is None else "this returns no value")
        if here.result is not None:
            assert here.returns is not None
            target = Local(here.returns, c.typed(t.Var(here.result), here.returns))
            assert value is not None
            return (*self.store(node, target, value, here.scopes), Leave(here.jumps["return"], line))
        if "return" in here.jumps:
            return (Leave(here.jumps["return"], line),)
        if value is None or here.returns is None:
            return (Return(None, line),)
        before, found = self.read(value, here.scopes)
        return (*before, Return(c.number(self.c.convert(found, here.returns)), line))

    # Loops

    def _first(self, node: c_ast.Node | None, here: Context) -> Body:
        match node:
            case None:
                return ()
            case c_ast.DeclList(decls=declarations):
                return tuple(each for one in declarations for each in self.declaration(one, here))
            case _:
                return self.effect(node, here.scopes)

    def _number(self) -> tuple[int, str, str]:
        self._loops += 1
        return self._loops, f"break.{self._loops}", f"continue.{self._loops}"

    def _loop(
        self, node: c_ast.Node, test: c_ast.Node | None, body: c_ast.Node, step: c_ast.Node | None, here: Context
    ) -> Body:
        line = self.line(node)
        number, out, again = self._number()
        before, formula = ((), t.Truth(True)) if test is None else self.test(test, here.scopes)
        inside = block(again, self.statement(body, here.jumping({"break": out, "continue": again})))
        after = () if step is None else self.effect(step, here.scopes)
        if before:
            # What is chosen for the test, or called in it, is so anew each time.
            before = (*before, If(t.Not(formula), (Leave(out, line),), (), line))
            formula = t.Truth(True)
        return block(out, (While(formula, (*before, *inside, *after), number, line),))

    def _do(self, node: c_ast.Node, test: c_ast.Node, body: c_ast.Node, here: Context) -> Body:
        if isinstance(test, c_ast.Constant) and test.value == "0":
            # A common way to write one statement; it is no loop.
            out = self.label("once")
            return block(out, self.statement(body, here.jumping({"break": out, "continue": out})))
        number, out, again = self._number()
        inside = block(again, self.statement(body, here.jumping({"break": out, "continue": again})))
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
        inside = here.inside().jumping({"break": out})
        entries: dict[int, list[str]] = {}
        statements_: list[c_ast.Node] = []
        tests: list[Statement] = []
        otherwise = Leave(out, line)
        for item in items:
            if not isinstance(item, c_ast.Case | c_ast.Default):
                statements_.append(item)  # behind no case, so that nothing but a declaration matters
                continue
            label, at = self.label(f"{out}.case"), self.line(item)
            # An empty statement, so that there is a place behind the last case, too.
            entries.setdefault(len(statements_), []).append(label)
            statements_ += item.stmts or [c_ast.EmptyStatement(item.coord)]
            if isinstance(item, c_ast.Default):
                otherwise = Leave(label, at)
                continue
            constant = self.c.convert(self.value(item.expr, inside.scopes), value.type)
            if t.free_variables(constant.term):
                self.file.fail(item, "a case is a constant")
            test = c.condition(self.c.binary("==", value, constant))
            tests.append(If(test, (Leave(label, at),), (), at))
        return (*before, *block(out, self.sequence(statements_, inside, entries, (*tests, otherwise))))
