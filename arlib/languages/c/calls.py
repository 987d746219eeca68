"""Reads whole functions of C, and calls: of those in the file, and of those that checkers of programs know."""

from __future__ import annotations

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import Machine
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Arithmetic, Value
from arlib.languages.c.declarations import Declarations, Declared, names
from arlib.languages.c.effects import Body, Context
from arlib.languages.c.expressions import MOST_CALLS, Local, Scopes
from arlib.languages.c.globals import changed, reachable, used
from arlib.languages.c.jumps import all_labels, block, keeps, leaves
from arlib.languages.c.library import Library
from arlib.languages.c.order import check_order, open_names
from arlib.languages.c.pointers import named
from arlib.programs.syntax import Assert, Assign, Block, If, Leave, NoValue, Program, Reading, Return, While

UNKNOWN = "what {} points to is not known here, nor how long an array is; declare one such as int a[10], and read that"


def ends(body: Body) -> bool:
    """Whether no way leads behind the statements."""
    match body:
        case (*_, Return() | Leave() | NoValue() | While(test=t.Truth(True)) | Assert(test=t.Truth(False))):
            return True
        case (*_, If(then=then, orelse=orelse)):
            return ends(then) and ends(orelse)
        case (*_, Block(label, inside)):
            return ends(inside) and not leaves(inside, label)
        case _:
            return False


def _calls(node: c_ast.Node) -> bool:
    """Whether this calls a function by its name."""
    return isinstance(node, c_ast.FuncCall) and isinstance(node.name, c_ast.ID)


class Functions(Library):
    """Reads the functions of one file."""

    def __init__(self, file: Declarations, arithmetic: Arithmetic, open_: frozenset[int] | None = None):
        super().__init__(file, arithmetic, open_)
        self._calls: list[str] = []
        self._globals: dict[str, Local] = {}
        self._ordered: set[str] = set()
        self._statics: dict[int, Local] = {}
        self._begin: Body = ()  # where the program starts, these get their values
        self._inputs: list[str] = []
        self._main = False
        self._lent: dict[str, Local] = {}  # the arrays of the call that is being read

    def program(self, function: c_ast.FuncDef, reading: Reading) -> Program:
        """The program that a function is; the global variables of which it cannot know the value are inputs, too."""
        name, returns = function.decl.name, self._returns(function)
        self._enter(function)
        here = Context((self._globals, {}), {}, returns, None, "")
        inputs, self._main = self._inputs, name == "main"
        body: Body = ()
        uses = set(names(function.body))
        for pointer in self.file.pointers(function):
            if uses & {pointer.name, f"*{pointer.name}"}:
                self.file.fail(pointer, UNKNOWN.format(pointer.name))
        for parameter, declared in self.file.numbers(function):
            inputs.append(self.declare(parameter, parameter.name, declared.type, here))
            body = (*body, *self.assume_input(inputs[-1], declared, self.line(function)))
        start = self._start(name, inputs)
        inside = self.sequence(function.body.block_items or [], here)
        body = (*body, *start, *self._begin, *inside)
        types = {} if self.integers is not None else dict(self.types)
        return Program(name, tuple(inputs), body, self.file.source, "C", reading, types)

    def _start(self, function: str, inputs: list[str]) -> Body:
        """The global variables that a function uses get their first values, or become inputs.

        When another function than main is called, others may have changed them before.
        """
        if not self.file.variables:
            return ()
        named = {name for each in reachable(self.file, function) for name in used(self.file, each)}
        own = {name: node for name, node in self.file.variables.items() if name in named}
        unknown: frozenset[str] = frozenset()
        if own and function != "main":
            unknown = changed(self.file)
        here = Context((self._globals,), {}, None, None, "")
        body: Body = ()
        for name, node in own.items():
            if isinstance(node.type, c_ast.ArrayDecl):
                body = (*body, *self._lasting(node, here))
                continue
            declared, line = self.file.declared(node), self.line(node)
            kind = declared.type
            variable = self.declare(node, name, kind, here)
            self.shared.add(variable)
            steady = not self.file.is_volatile(node)
            if steady and (name in unknown or ("extern" in node.storage and node.init is None)):
                inputs.append(variable)
                body = (*body, *self.assume_input(variable, declared, line))
                continue
            before, value = ((), c.constant(0)) if node.init is None else self.read(node.init, ())
            if before:
                self.file.fail(node, "a global variable starts with a constant")
            body = (*body, Assign((variable,), (c.number(self.c.convert(value, kind)),), line))
        return body

    def static(self, node: c_ast.Decl, here: Context) -> Body:
        """A local variable that outlives the call; where earlier calls may have changed it, it is an input."""
        if node.name in here.scopes[-1]:
            self.file.fail(node, f"{node.name} is declared twice")
        if isinstance(node.type, c_ast.ArrayDecl):
            return self._lasting(node, here)
        local = self._statics.get(id(node))
        if local is None:
            declared, line = self.file.declared(node), self.line(node)
            variable = self.fresh(f"{here.prefix}{node.name}.static", declared.type)
            self.kept.add(variable)
            self.shared.add(variable)
            value = c.typed(t.Var(variable), declared.type)
            volatile = self.volatile(node, "outside")
            local = self._statics[id(node)] = Local(declared.type, value, volatile=volatile)
            before, value = ((), c.constant(0)) if node.init is None else self.read(node.init, here.scopes)
            if before or t.free_variables(value.term):
                self.file.fail(node, "a static variable starts with a constant")
            if self._main or volatile:
                assign = Assign((variable,), (c.number(self.c.convert(value, declared.type)),), line)
                self._begin = (*self._begin, assign)
            else:
                self._inputs.append(variable)
                self._begin = (*self._begin, *self.assume_input(variable, declared, line))
        here.scopes[-1][node.name] = local
        return ()

    def _lasting(self, node: c_ast.Decl, here: Context) -> Body:
        """An array that outlives the calls; its elements may be anything, and its length is known."""
        before, local = self.array(node, here.scopes, here.prefix)
        if before:
            self.file.fail(node, "an array that outlives the calls has a length and elements that are constants")
        here.scopes[-1][node.name] = local
        return ()

    def reachable_elsewhere(self, node: c_ast.Node) -> list[tuple[str, Local]]:
        """The global variables that a function defined elsewhere can change, itself or by one of this file."""
        if any(map(keeps, self.file.functions.values())):
            self.file.fail(
                node, "this may call a function of the file back, and so change a static variable inside one"
            )
        found = []
        unknown = changed(self.file)
        for name, local in self._globals.items():
            if local.length is not None:
                continue
            node = self.file.variables[name]
            if name in unknown or not ({"static"} & {*node.storage} or "const" in node.quals):
                assert local.value is not None and isinstance(local.value.term, t.Var)
                found.append((local.value.term.name, local))
        return found

    def _returns(self, function: c_ast.FuncDef) -> Machine | None:
        match function.decl.type.type:
            case c_ast.TypeDecl(type=c_ast.IdentifierType(names=["void"])):
                return None
            case _:
                return self.file.returns(function)

    def _enter(self, function: c_ast.FuncDef) -> None:
        name = function.decl.name
        if name not in self._ordered:
            named(function.body)
            check_order(function.body, self.file, open_names(function, self.file))
            self.labelled.update(all_labels(function.body))
            self._ordered.add(name)
        self._calls.append(name)

    # Calls

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means, behind the statements that ``before`` collects."""
        match node:
            case c_ast.FuncCall(name=c_ast.ID(name=name)) if name in self.file.functions:
                if self._returns(self.file.functions[name]) is None:
                    self.file.fail(node, f"{name} returns nothing, and so has no value")
        return self._lending(node, scopes) or super().value(node, scopes)

    def _lending(self, node: c_ast.Node, scopes: Scopes) -> Value | None:
        """What a function of this file returns that is given arrays; None if this is no call of one."""
        function = self.file.functions.get(node.name.name) if _calls(node) else None
        pointers = [] if function is None else [each.name for each in self.file.pointers(function)]
        if function is None or not pointers:
            return None
        name, given = function.decl.name, list(node.args.exprs) if node.args is not None else []
        parameters = function.decl.type.args.params
        if len(parameters) != len(given):
            self.file.fail(node, f"{name} takes {len(parameters)} arguments, and here are {len(given)}")
        if not self.file.has_prototype(name, node):
            self.file.fail(node, f"{name} has no prototype further up in the file")
        pairs = list(zip(parameters, given, strict=True))
        lent = [self.given(p, each, scopes) for p, each in pairs if p.name in pointers]
        values = self.operands([each for p, each in pairs if p.name not in pointers], scopes)
        kinds = [declared.type for _, declared in self.file.numbers(function)]
        self._lent = {name: local for each in lent for name, local in each.items()}
        converted = [self.c.convert(value, kind) for value, kind in zip(values, kinds, strict=True)]
        return self.inlined(node, function, converted)

    def inlined(self, node: c_ast.FuncCall, function: c_ast.FuncDef, given: list[Value]) -> Value:
        """What a function of this file returns, its statements written before the one that calls it."""
        name, returns = function.decl.name, self._returns(function)
        arrays, self._lent = self._lent, {}
        if len(self._calls) == MOST_CALLS:
            self.file.fail(node, f"more than {MOST_CALLS} calls inside one another")
        self._enter(function)
        result = None if returns is None else self.fresh(f"{name}.return", returns)
        end = self.label(f"{name}.return")
        here = Context((self._globals, {}), {"return": end}, returns, result, f"{name}.")
        with self.variables():
            targets = tuple(
                self.declare(parameter, parameter.name, declared.type, here)
                for parameter, declared in self.file.numbers(function)
            )
            here.scopes[-1].update(arrays)
            if targets:
                values = tuple(c.number(value) for value in given)
                self.before.append(Assign(targets, values, self.line(node)))
            body = self.sequence(function.body.block_items or [], here)
        self._calls.pop()
        if result is not None and name == "main":
            body = (*body, Assign((result,), (t.Const(0),), self.line(node)))  # 5.1.2.2.3
        elif result is not None and returns is not None and node is not self.unused and not ends(body):
            # To end without a return is undefined only where the caller uses the value (6.9.1p12).
            why, kind = f"use of what {name} returns, which ended without a return", Declared(returns, returns)
            none = (NoValue(why, self.line(node)),)
            body = (*body, *(none if self.integers is None else self.choose(result, kind, self.line(node))))
        self.before += block(end, body)
        # A function that returns nothing is only called as a statement, which asks for no value.
        return c.constant(0) if result is None or returns is None else c.typed(t.Var(result), returns)

    def command(self, node: c_ast.FuncCall, scopes: Scopes) -> Body:
        """A call as a statement: of a function in this file, or of one that checkers of programs know."""
        outer, self.before = self.before, []
        known = self.checked(node, scopes)
        found, self.before = tuple(self.before), outer
        if known:
            return found
        outer, self.before, self.unused = self.before, [], node
        value = self._lending(node, scopes) or Library.value(self, node, scopes)
        found, self.before = tuple(self.before), outer
        return (*found, *self.evaluated(node, value))
