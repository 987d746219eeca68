"""Reads Python's statements as those of a program."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from arlib import terms as t
from arlib.languages.python.assignments import AssignmentReader
from arlib.languages.python.conditions import as_number
from arlib.languages.python.facts import Facts, length_name
from arlib.languages.python.kinds import INTEGERS, LISTS, Listing, Opaque, Values, kind_of
from arlib.languages.python.names import OTHER_KINDS, Names
from arlib.languages.python.opaque import idle
from arlib.programs.syntax import Assert, Assign, Block, If, Leave, Return, Statement, While, statements
from arlib.terms import Truth

NEEDED: dict[type[ast.AST], str] = {
    ast.Try: "try would need exceptions as a second way out of every statement",
    ast.TryStar: "try would need exceptions as a second way out of every statement",
    ast.With: "with would need objects and exceptions, and here are integers only",
    ast.FunctionDef: "a function inside a function would need variables that both share; define it outside",
    ast.ClassDef: "a class would need objects, and here are integers only",
    ast.Match: "match is not read; write if and elif",
    ast.Import: "an import would need the source of another module; define the function in this text",
    ast.ImportFrom: "an import would need the source of another module; define the function in this text",
    **OTHER_KINDS,
}


@dataclass
class Loop:
    """A loop that is being read: its number, and what has a value at each ``break``."""

    number: int
    breaks: list[Values] = field(default_factory=list)

    def label(self, way: str) -> str:
        """The block that ``break`` or ``continue`` leaves."""
        return f"loop{self.number}.{way}"


@dataclass
class Call:
    """The function that is being read: where its result goes, None if it is the program's."""

    name: str
    result: str | None
    needs_value: bool
    loops: list[Loop] = field(default_factory=list)


def meet(*ways: Values | None) -> Values | None:
    """What has a value where several ways meet; None is a way that is never gone.

    >>> from arlib.terms import Var
    >>> meet({"x": Var("x"), "y": Var("y")}, None, {"y": Var("y")})
    {'y': Var('y')}
    """
    known = [way for way in ways if way is not None]
    return {name: known[0][name] for name in known[0] if all(name in way for way in known)} if known else None


def labelled(label: str, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The body as a block of this label, if it needs one."""
    match body:
        case (*others, Leave(last)) if last == label:
            body = tuple(others)
    leaves = any(isinstance(each, Leave) and each.label == label for each in statements(body))
    return (Block(label, body),) if leaves else body


class StatementReader(AssignmentReader):
    """Reads statements into ``out``, with what has a value before and after each; None behind a way out."""

    def __init__(self, source: str, names: Names, facts: Facts):
        super().__init__(source, names, facts)
        self.active: list[Call] = []
        self.loops = self.calls = 0

    def integer(self, annotation: ast.expr | None, what: str) -> None:
        """Accept the annotations of integers."""
        match annotation:
            case None | ast.Constant(value="int" | "bool"):
                return
            case ast.Name(id="int" | "bool" as name) if not self.names.why_not_own(name):
                return
            case _:
                self.fail(annotation, f"{what} is read as an integer, and would have to be annotated so")

    def body(self, nodes: list[ast.stmt], values: Values) -> tuple[tuple[Statement, ...], Values | None]:
        """Statements in a row, as far as they can be reached."""

        def read() -> Values | None:
            after: Values | None = values
            for node in nodes:
                if after is not None:
                    after = self.statement(node, after)
            return after

        after, out = self.collected(read)
        return out, after

    def statement(self, node: ast.stmt, values: Values) -> Values | None:
        """One statement."""
        line = node.lineno
        match node:
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                return values
            case ast.Expr(value=ast.Call(func=ast.Name(id=name), keywords=[]) as call) if self.is_function(name):
                self.call(call, name, values, needs_value=False)
                return values
            case ast.Expr(value=value):
                self.settle(self.value(value, values), line)
                return values
            case ast.Assign(targets=targets, value=value):
                return self.assign(targets, value, values, line)
            case ast.AnnAssign(target=target, value=value):  # what a variable is annotated as says nothing
                return values if value is None else self.assign([target], value, values, line)
            case ast.Delete(targets=targets):
                self.delete(targets, values)
                return values
            case ast.AugAssign(target=ast.Name() as target) if self.kind(target, values) == LISTS:
                self.extend(node, target, values)
                return values
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                self.no_growth(node, self.kind(target, values), values)
                before = ast.copy_location(ast.Name(name), target)
                return self.assign([target], ast.copy_location(ast.BinOp(before, op, value), target), values, line)
            case ast.AugAssign(target=ast.Subscript() as target):
                self.change_item(node, target, values)
                return values
            case ast.AugAssign(target=target):
                self.no_target(target)
            case ast.If(test=test, body=body, orelse=orelse):
                condition = self.formula(test, values)
                then, after_then = self.body(body, values)
                other, after_other = self.body(orelse, values)
                if idle(then) and idle(other):
                    self.settle(condition, line)
                else:
                    self.out.append(If(condition, then, other, line))
                return meet(after_then, after_other)
            case ast.While():
                return self._while(node, values)
            case ast.For():
                return self.for_loop(node, values)
            case ast.Break() | ast.Continue():
                loop = self.active[-1].loops[-1]
                if isinstance(node, ast.Break):
                    loop.breaks.append(values)
                self.out.append(Leave(loop.label("break" if isinstance(node, ast.Break) else "continue"), line))
                return None
            case ast.Return(value=value):
                self._return(value, values, line)
                return None
            case ast.Assert(test=test, msg=message):
                condition = self.formula(test, values)
                _, said = self.collected(lambda: self.evaluate_text([message], values))
                if said:
                    self.out.append(If(t.Not(condition), (*said, Assert(Truth(False), line)), (), line))
                elif condition != Truth(True):
                    self.out.append(Assert(condition, line))
                return None if condition == Truth(False) else values
            case ast.Raise(exc=exception, cause=cause):
                # Nothing catches it, so that the program ends here with an error, if what it needs can be evaluated.
                self.evaluate_text([*self.raised(exception), *self.raised(cause)], values)
                self.out.append(Assert(Truth(False), line))
                return None
            case _:
                unread = f"{type(node).__name__} is a kind of statement that is not read here"
                self.fail(node, NEEDED.get(type(node), unread))

    def _return(self, value: ast.expr | None, values: Values, line: int) -> None:
        call = self.active[-1]
        if value is None:
            value = ast.Constant(None, lineno=line, col_offset=0)
        found = self.value(value, values)
        term = None if isinstance(found, Opaque | Listing) else as_number(found)
        if call.result is None:
            self.out.append(Return(term, line))
            return
        kind = self.facts.learn(f"{call.name}()", kind_of(found))
        if kind == LISTS and isinstance(found, Listing):
            self._give(found, length_name(call.result), line)
        elif term is not None and kind == INTEGERS:
            self.out.append(Assign((call.result,), (term,), line))
            self.facts.passes(call.result, term)
        else:
            self.settle(found, line)
        self.out.append(Leave(call.result, line))

    def _give(self, row: Listing, result: str, line: int) -> None:
        """A list is returned; one that only names of this call have has no other name any more."""
        own, names = length_name(self.prefix).rstrip(")"), self.facts.together(row.owner)
        arguments = self.names.functions[self.active[-1].name].args
        passed = {length_name(self.prefix + each.arg) for each in (*arguments.posonlyargs, *arguments.args)}
        if row.owner and (names & passed or not all(each.startswith(own) for each in names)):
            self.share(row, result, line)
        self.out.append(Assign((result,), (row.length,), line))

    def open_loop(self) -> Loop:
        """A new loop, with the next number."""
        self.loops += 1
        loop = Loop(self.loops)
        self.active[-1].loops.append(loop)
        return loop

    def _while(self, node: ast.While, values: Values) -> Values | None:
        loop = self.open_loop()
        test, before = self.collected(lambda: self.formula(node.test, values))
        inside, _ = self.body(node.body, values)
        self.active[-1].loops.pop()
        inside = labelled(loop.label("continue"), inside)
        whole: Statement = While(test, inside, loop.number, node.lineno)
        if before:  # What the test needs is done anew each time it is evaluated.
            leave = If(t.Not(test), (Leave(loop.label("end"), node.lineno),), (), node.lineno)
            anew = While(Truth(True), (*before, leave, *inside), loop.number, node.lineno)
            whole = Block(loop.label("end"), (anew,))
        return self.behind(loop, whole, node.orelse, None if test == Truth(True) else values)

    def behind(self, loop: Loop, whole: Statement, orelse: list[ast.stmt], values: Values | None) -> Values | None:
        """The loop, with its ``else``, which is executed where the loop ends by its test."""
        otherwise, after = self.body(orelse, values) if values is not None else ((), None)
        self.out.extend(labelled(loop.label("break"), (whole, *otherwise)))
        return meet(after, *loop.breaks)

    def for_loop(self, node: ast.For, values: Values) -> Values | None:
        """A loop over a range or a list."""
        raise NotImplementedError
