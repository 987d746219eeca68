"""Reads functions of C that call one another in a circle: as procedures, each call of which has its own variables."""

from __future__ import annotations

from dataclasses import replace

from pycparser import c_ast

from arlib import terms as t
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Arithmetic, Value
from arlib.languages.c.calls import Functions, ends
from arlib.languages.c.declarations import Declarations, names
from arlib.languages.c.effects import Body, Context
from arlib.languages.c.expressions import Local
from arlib.languages.c.globals import reachable, used
from arlib.languages.c.jumps import block, keeps
from arlib.programs.syntax import Assign, Call, Procedure, Program, Reading, Return, assigned, recursive

GLOBAL = "{} calls itself, and uses the global variable {}; make it a parameter"


class Recursive(Functions):
    """Reads the functions of one file, those that call themselves included."""

    def __init__(self, file: Declarations, arithmetic: Arithmetic, open_: frozenset[int] | None = None):
        super().__init__(file, arithmetic, open_)
        self._recursive = recursive({name: list(names(function.body)) for name, function in file.functions.items()})
        self._procedures: dict[str, Procedure | None] = {}  # None as long as one is read

    def program(self, function: c_ast.FuncDef, reading: Reading) -> Program:
        """The program that a function is."""
        if function.decl.name in self._recursive:
            found = self._calling(function, reading)
        else:
            found = super().program(function, reading)
        read = [each for each in self._procedures.values() if each is not None]
        return replace(found, functions=tuple(replace(each, entry=self._loops + n) for n, each in enumerate(read, 1)))

    def _calling(self, function: c_ast.FuncDef, reading: Reading) -> Program:
        """The program that calls a function and does nothing else."""
        name, returns, line = function.decl.name, self._returns(function), self.line(function)
        here = Context(({}, {}), {}, returns, None, "")
        inputs: list[str] = []
        body: Body = ()
        for parameter, declared in self.file.parameters(function):
            inputs.append(self.declare(parameter, parameter.name, declared.type, here))
            body = (*body, *self.assume_input(inputs[-1], declared, line))
        self._procedure(function, "")
        result = None if returns is None else self.fresh("return", returns)
        call = Call(result, name, tuple(map(t.Var, inputs)), line)
        body = (*body, call, Return(None if result is None else t.Var(result), line))
        types = {} if self.integers is not None else dict(self.types)
        return Program(name, tuple(inputs), body, self.file.source, "C", reading, types)

    def inlined(self, node: c_ast.FuncCall, function: c_ast.FuncDef, given: list[Value]) -> Value:
        """What a function of this file returns, its statements or its call written before the one that calls it."""
        name, returns = function.decl.name, self._returns(function)
        if name not in self._recursive:
            return super().inlined(node, function, given)
        if name not in self._procedures:
            self._procedure(function, f"{name}.")
        target = None if returns is None else self.fresh(f"{name}.return", returns)
        self.before.append(Call(target, name, tuple(map(c.number, given)), self.line(node)))
        return c.constant(0) if target is None or returns is None else c.typed(t.Var(target), returns)

    def reachable_elsewhere(self, node: c_ast.Node) -> list[tuple[str, Local]]:
        """The global variables that a function defined elsewhere can change, itself or by one of this file."""
        found = super().reachable_elsewhere(node)
        if found and None in self._procedures.values():
            self.file.fail(node, "this may change a global variable, and is called in a function that calls itself")
        return found

    def _procedure(self, function: c_ast.FuncDef, prefix: str) -> None:
        name, returns, line = function.decl.name, self._returns(function), self.line(function)
        for each in reachable(self.file, name):
            if keeps(self.file.functions[each]):
                self.file.fail(function, f"{name} calls itself, and a static variable inside {each} outlives the calls")
            for variable in used(self.file, each):
                if variable in self.file.variables:
                    self.file.fail(function, GLOBAL.format(name, variable))
        self._procedures[name] = None
        outside = self._taken, self.before, self.unused, self._calls
        self._taken, self.before, self.unused, self._calls = [], [], None, []
        self._enter(function)
        end, here = self.label(f"{name}.return"), Context(({}, {}), {}, returns, None, prefix)
        result = None if returns is None else self.fresh(f"{name}.return", returns)
        here = replace(here, result=result).jumping({"return": end})
        kinds = {
            self.declare(parameter, parameter.name, declared.type, here): declared.type
            for parameter, declared in self.file.parameters(function)
        }
        body = self.sequence(function.body.block_items or [], here)
        if returns is not None and not ends(body):
            self.file.fail(function, f"{name} calls itself, and can end without a return, and so without a value")
        body = block(end, body)
        changed = assigned(body)
        given = {each: self.fresh(f"{each}.given", kind) for each, kind in kinds.items() if each in changed}
        if given:
            body = (Assign(tuple(given), tuple(map(t.Var, given.values())), line), *body)
        parameters = tuple(given.get(each, each) for each in kinds)
        self._taken, self.before, self.unused, self._calls = outside
        self._procedures[name] = Procedure(name, parameters, body, result, 0, line)
