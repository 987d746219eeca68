"""What the functions of C's library, and those that checkers of programs know, mean where the file has no other."""

from __future__ import annotations

import re

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import Machine, Signed, Unsigned
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Value
from arlib.languages.c.declarations import Declared
from arlib.languages.c.expressions import ABSOLUTE, Local, Scopes
from arlib.languages.c.statements import Statements
from arlib.languages.c.types import INT
from arlib.programs.syntax import ANY_VALUE, Assert, Assume, NoValue, Return

ASSUME = {"assume", "__VERIFIER_assume", "assume_abort_if_not", "__CPROVER_assume", "klee_assume"}
ASSERT = {"assert", "__VERIFIER_assert", "__CPROVER_assert", "klee_assert"}
FAIL = {"__VERIFIER_error", "reach_error", "__assert_fail"}
END = {"abort", "exit", "_Exit", "_exit", "__builtin_trap"}
# What these print decides nothing; how much they printed is any number.
# The number says how many arguments are texts or streams.
PRINT = {"printf": 1, "puts": 1, "putchar": 0, "fprintf": 2, "fputs": 2, "fflush": 1, "perror": 1, "srand": 0}
# Functions without arguments that matter, with the type of what they return, and the numbers that can come.
INPUT: dict[str, tuple[Machine, int, int]] = {
    "rand": (INT, 0, INT.high),
    "getchar": (INT, -1, 255),
    "time": (Signed(64), *(Signed(64).low, Signed(64).high)),
    "klee_int": (INT, INT.low, INT.high),
}
SYMBOLIC = {"klee_make_symbolic"}
CONVERSIONS: dict[str, tuple[Machine, ...]] = {
    **dict.fromkeys(["%d", "%i"], (INT,)),
    **dict.fromkeys(["%u", "%x", "%o"], (Unsigned(32),)),
    **dict.fromkeys(["%ld", "%lld", "%li", "%lli"], (Signed(64),)),
    **dict.fromkeys(["%lu", "%llu", "%lx", "%llx", "%zu"], (Unsigned(64),)),
    "%hd": (Signed(16),),
    "%hu": (Unsigned(16),),
    "%hhd": (Signed(8),),
    "%hhu": (Unsigned(8),),
    "%c": (Signed(8), Unsigned(8)),
}


def _is_text(node: c_ast.Node) -> bool:
    """Whether an argument is a text, a stream or a null pointer, of which nothing is needed."""
    match node:
        case c_ast.Constant(type=kind):
            return bool(kind == "string")
        case c_ast.ID(name="stdout" | "stderr" | "stdin" | "__func__" | "__FUNCTION__" | "__PRETTY_FUNCTION__"):
            return True
        case c_ast.Cast(to_type=c_ast.Typename(type=c_ast.PtrDecl()), expr=c_ast.Constant(value="0")):
            return True
        case _:
            return False


class Library(Statements):
    """Reads calls of functions that the file does not define."""

    unused: c_ast.FuncCall | None = None  # the call that is a statement

    def known(self, node: c_ast.Node, scopes: Scopes) -> str:
        """The name of the function of the library that is called here, or nothing."""
        match node:
            case c_ast.FuncCall(name=c_ast.ID(name=str(name))):
                own = name in self.file.functions or self.local(name, scopes) is not None
                return "" if own or name in self.file.variables else name
            case _:
                return ""

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means, behind the statements that ``before`` collects."""
        name = self.known(node, scopes)
        given = list(node.args.exprs) if name and node.args is not None else []
        if name in PRINT:
            if not all(map(_is_text, given[: PRINT[name]])):
                self.file.fail(node, f"{name} is read here with texts that are written out")
            for each, value in self._evaluated([each for each in given if not _is_text(each)], scopes):
                self.before += self.evaluated(each, value)
            return self.any(node, name, INT, INT.low, INT.high)
        if name in INPUT:
            if not all(_is_text(each) or isinstance(each, c_ast.Constant) for each in given):
                self.file.fail(node.args, f"{name} takes a constant here")
            return self.any(node, name, *INPUT[name])
        if name == "scanf":
            return self._scanf(node, given, scopes)
        if name == "klee_range" and len(given) == 3:
            low, high = self.operands(given[:2], scopes)
            chosen = self.any(node, name, INT, INT.low, INT.high)
            low, high = self.c.convert(low, INT), self.c.convert(high, INT)
            within = t.And(self.c.binary("<=", low, chosen).term, self.c.binary("<", chosen, high).term)
            self.before.append(Assume(within, self.line(node)))
            return chosen
        if name == "__builtin_expect" and len(given) == 2:
            return self.c.convert(self.operands(given, scopes)[0], Signed(64))
        if self.is_external(node, name):
            for each, value in self._evaluated([each for each in given if not _is_text(each)], scopes):
                self.before += self.evaluated(each, value)
            return self._taken_for_any(node, name)
        return super().value(node, scopes)

    def is_external(self, node: c_ast.Node, name: str) -> bool:
        """Whether a function is declared in the file, and defined elsewhere."""
        special = {*ASSUME, *ASSERT, *FAIL, *END, *SYMBOLIC, *ABSOLUTE, "__builtin_unreachable"}
        return name in self.file.prototypes and name not in special and "nondet" not in name

    def _taken_for_any(self, node: c_ast.Node, name: str) -> Value:
        """What a function returns that is defined elsewhere: any value, behind which global variables have any."""
        if re.search(r"noreturn|_Noreturn", self.file.source):
            self.file.fail(node, f"the body of {name} is not in this file, and some functions here do not return")
        for variable, local in self.reachable_elsewhere(node):
            self.before += self.choose(variable, Declared(local.type, local.type), self.line(node))
        returns = self.file.prototypes[name].type.type
        match returns:
            case c_ast.TypeDecl(type=c_ast.IdentifierType(names=["void"])):
                if node is not self.unused:
                    self.file.fail(node, f"{name} returns nothing, and so has no value")
                self.any(node, f"{name}{ANY_VALUE}", INT, INT.low, INT.high)  # so that the answer names it
                return c.constant(0)
            case _:
                declared = self.file.declared(returns)
                kind = declared.type
                return self.any(node, f"{name}{ANY_VALUE}", kind, kind.low, kind.high)

    def reachable_elsewhere(self, node: c_ast.Node) -> list[tuple[str, Local]]:
        """The global variables that a function defined elsewhere can change, itself or by one of this file."""
        raise NotImplementedError

    def _evaluated(self, nodes: list[c_ast.Node], scopes: Scopes) -> list[tuple[c_ast.Node, Value]]:
        return list(zip(nodes, self.operands(nodes, scopes), strict=True))

    def any(self, node: c_ast.Node, name: str, kind: Machine, low: int, high: int) -> Value:
        """A number that is not known before: an input that arrives while the program runs."""
        variable, line = self.fresh(name, kind), self.line(node)
        chosen = [*self.choose(variable, Declared(kind, kind), line)]
        if (low, high) != (kind.low, kind.high):
            here = t.Var(variable)
            chosen.append(Assume(t.And(t.Ge(here, t.Const(low)), t.Le(here, t.Const(high))), line))
        self.do_freely(tuple(chosen))
        return Value(t.Var(variable), kind, low, high)

    def _scanf(self, node: c_ast.FuncCall, given: list[c_ast.Node], scopes: Scopes) -> Value:
        """Numbers are read into variables: any of their types (7.21.6.2); how many, or -1, is returned."""
        match given:
            case [c_ast.Constant(type="string", value=str(format_)), *targets]:
                pass
            case _:
                self.file.fail(node, "scanf is read here with a format that is written out")
        conversions = re.findall(r"%[^a-zA-Z%]*[hlzjtL]*.", format_)
        if len(conversions) != len(targets):
            self.file.fail(node, f"the format reads {len(conversions)} numbers, and here are {len(targets)} variables")
        for conversion, target in zip(conversions, targets, strict=True):
            local = self._address(target, scopes)
            if local.type not in CONVERSIONS.get(conversion, ()):
                self.file.fail(target, f"{conversion} does not read a number of this type")
            self._arrives(target, local)
        return self.any(node, "scanf", INT, -1, len(targets))

    def _address(self, node: c_ast.Node, scopes: Scopes) -> Local:
        match node:
            case c_ast.UnaryOp(op="&", expr=c_ast.ID() as target):
                return self._target(target, scopes)
            case c_ast.UnaryOp(op="&", expr=c_ast.ArrayRef() as target):
                self.index(target, scopes)
                return self.array_of(target, scopes)
            case _:
                self.file.fail(node, "the address of a variable is expected here, as in &x")

    def _arrives(self, node: c_ast.Node, local: Local) -> None:
        """A variable gets any number of its type."""
        if local.length is not None:
            return  # an element, which may be anything as it is
        assert local.value is not None and isinstance(local.value.term, t.Var)
        self.before += self.choose(local.value.term.name, Declared(local.type, local.type), self.line(node))
        self.before += self.has_value(node, local)

    def checked(self, node: c_ast.FuncCall, scopes: Scopes) -> bool:
        """Whether a call as a statement is one that checkers of programs know; it is then in ``before``."""
        name, line = self.known(node, scopes), self.line(node)
        given = list(node.args.exprs) if node.args is not None else []
        match given:
            case [_] if name == "assert" and "NDEBUG" in self.file.defined:
                self.file.fail(node, "where NDEBUG is defined, assert does nothing, and does not evaluate this")
            case [test, *texts] if name in ASSUME | ASSERT and all(map(_is_text, texts)):
                before, formula = self.test(test, scopes)
                self.before += [*before, (Assume if name in ASSUME else Assert)(formula, line)]
            case _ if name in FAIL and all(_is_text(each) or isinstance(each, c_ast.Constant) for each in given):
                self.before.append(Assert(t.Truth(False), line))
            case [] if name in END:
                self.before.append(Return(None, line))
            case [status] if name in END:
                before, value = self.read(status, scopes)
                self.before += [*before, Return(c.number(value), line)]
            case [] if name == "__builtin_unreachable":
                self.before.append(NoValue("the program comes to what cannot be reached", line))
            case [target, size, *_] if name in SYMBOLIC and isinstance(size, c_ast.UnaryOp) and size.op == "sizeof":
                self._arrives(target, self._address(target, scopes))
            case _:
                return False
        return True
