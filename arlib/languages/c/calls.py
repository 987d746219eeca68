"""Reads whole functions of C, and calls: of those in the file, and of those that checkers of programs know."""

from __future__ import annotations

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import Machine
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Arithmetic, Value
from arlib.languages.c.declarations import Declarations, Declared, names
from arlib.languages.c.effects import Context
from arlib.languages.c.reader import MOST_CALLS, Expressions, Local, Scopes
from arlib.languages.c.statements import Body, Statements, block, leaves
from arlib.programs.syntax import Assert, Assign, Assume, Block, If, Leave, Program, Reading, Return, While

ASSUME = {"assume", "__VERIFIER_assume", "assume_abort_if_not"}
ASSERT = {"assert", "__VERIFIER_assert"}
FAIL = {"__VERIFIER_error", "reach_error"}
END = {"abort", "exit", "_Exit", "_exit"}


def _ends(body: Body) -> bool:
    """Whether no way leads behind the statements."""
    match body:
        case (*_, Return() | Leave() | While(test=t.Truth(True)) | Assert(test=t.Truth(False))):
            return True
        case (*_, If(then=then, orelse=orelse)):
            return _ends(then) and _ends(orelse)
        case (*_, Block(label, inside)):
            return _ends(inside) and not leaves(inside, label)
        case _:
            return False


class Functions(Statements):
    """Reads the functions of one file."""

    def __init__(self, file: Declarations, arithmetic: Arithmetic):
        super().__init__(file, arithmetic)
        self._calls: list[str] = []
        self._unused: c_ast.FuncCall | None = None  # the call that is a statement
        self._globals: dict[str, Local] = {}

    def program(self, function: c_ast.FuncDef, reading: Reading) -> Program:
        """The program that a function is."""
        name, returns = function.decl.name, self._returns(function)
        self._calls.append(name)
        self.file.check_macros(name)
        here = Context((self._globals, {}), {}, returns, None, "")
        parameters = self.file.parameters(function)
        line = self.line(function)
        body: Body = ()
        for parameter, declared in parameters:
            self.declare(parameter, parameter.name, declared.type, here)
            if self.integers is not None or declared.inputs != declared.type:
                body = (*body, *self.assume_type(parameter.name, declared, line))
        body = (*self._start(), *body, *self.sequence(function.body.block_items or [], here))
        inputs = tuple(parameter.name for parameter, _ in parameters)
        types = {} if self.integers is not None else dict(self.types)
        return Program(name, inputs, body, self.file.source, "C", reading, types)

    def _start(self) -> Body:
        """The global variables that the functions use get their first values."""
        used = {name for function in self.file.functions.values() for name in names(function.body)}
        here = Context((self._globals,), {}, None, None, "")
        body: Body = ()
        for name, node in self.file.variables.items():
            if name not in used:
                continue
            kind, line = self.file.declared(node).type, self.line(node)
            variable = self.declare(node, name, kind, here)
            self.shared.add(variable)
            if "extern" in node.storage and node.init is None:
                body = (*body, *self.choose(variable, Declared(kind, kind), line))
                continue
            before, value = ((), c.constant(0)) if node.init is None else self.read(node.init, ())
            if before:
                self.file.fail(node, "a global variable starts with a constant")
            body = (*body, Assign((variable,), (c.number(self.c.convert(value, kind)),), line))
        return body

    def _returns(self, function: c_ast.FuncDef) -> Machine | None:
        match function.decl.type.type:
            case c_ast.TypeDecl(type=c_ast.IdentifierType(names=["void"])):
                return None
            case _:
                return self.file.returns(function)

    # Calls

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means, behind the statements that ``before`` collects."""
        match node:
            case c_ast.FuncCall(name=c_ast.ID(name=name)) if name in self.file.functions:
                if self._returns(self.file.functions[name]) is None:
                    self.file.fail(node, f"{name} returns nothing, and so has no value")
        return super().value(node, scopes)

    def inlined(self, node: c_ast.FuncCall, function: c_ast.FuncDef, given: list[Value]) -> Value:
        """What a function of this file returns, its statements written before the one that calls it."""
        name, returns = function.decl.name, self._returns(function)
        self.file.check_macros(name)
        if name in self._calls:
            self.file.fail(node, f"{name} calls itself; recursion would need an induction")
        if len(self._calls) == MOST_CALLS:
            self.file.fail(node, f"more than {MOST_CALLS} calls inside one another")
        result = None if returns is None else self.fresh(f"{name}.return", returns)
        end = self.label(f"{name}.return")
        here = Context((self._globals, {}), {"return": end}, returns, result, f"{name}.")
        self._calls.append(name)
        with self.variables():
            targets = tuple(
                self.declare(parameter, parameter.name, declared.type, here)
                for parameter, declared in self.file.parameters(function)
            )
            if targets:
                values = tuple(c.number(value) for value in given)
                self.before.append(Assign(targets, values, self.line(node)))
            body = self.sequence(function.body.block_items or [], here)
        self._calls.pop()
        if returns is not None and node is not self._unused and not _ends(body):
            # To end without a return is undefined only where the caller uses the value (6.9.1p12).
            body = (*body, Assert(t.Truth(False), self.line(node)))
        self.before += block(end, body)
        # A function that returns nothing is only called as a statement, which asks for no value.
        return c.constant(0) if result is None or returns is None else c.typed(t.Var(result), returns)

    def command(self, node: c_ast.FuncCall, here: Context) -> Body:
        """A call as a statement: of a function in this file, or of one that checkers of programs know."""
        line = self.line(node)
        name = node.name.name if isinstance(node.name, c_ast.ID) else ""
        arguments = node.args.exprs if node.args is not None else []
        if name not in self.file.functions and not any(name in scope for scope in here.scopes):
            match arguments:
                case [test] if name in ASSUME | ASSERT:
                    before, formula = self.test(test, here.scopes)
                    return (*before, (Assume if name in ASSUME else Assert)(formula, line))
                case [] if name in FAIL:
                    return (Assert(t.Truth(False), line),)
                case _ if name in END:
                    values = [self.read(each, here.scopes) for each in arguments]
                    before = tuple(each for first, _ in values for each in first)
                    return (*before, Return(c.number(values[0][1]) if values else None, line))
        outer, self.before, self._unused = self.before, [], node
        Expressions.value(self, node, here.scopes)
        found, self.before = tuple(self.before), outer
        return found
