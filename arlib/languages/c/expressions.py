"""Reads C's expressions as terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import Machine, Signed, Unsigned
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Value
from arlib.languages.c.declarations import ALONE, NO_MEANING, Declarations, literal_of
from arlib.languages.c.headers import FAMILIAR
from arlib.languages.c.source import familiar
from arlib.languages.c.types import INT, promoted
from arlib.programs.syntax import fails
from arlib.terms import Term
from arlib.verdict import Unsupported

ABSOLUTE: dict[str, Machine] = {"abs": INT, "labs": Signed(64), "llabs": Signed(64)}
MOST_CALLS, MOST_PARTS = 20, 100_000
Volatile = Literal["", "local", "outside"]


@dataclass(frozen=True)
class Local:
    """A variable's type, and what it means by now; None before the first assignment.

    Where it depends on the way to here whether the variable has a value, the variable ``known`` says so, by 1 or 0.
    An array of elements of this type has a ``length`` and no value; to a function it is ``lent``, as a pointer.
    One that is ``volatile`` has any value where it is read: chosen from outside, or not reckoned with if it is local.
    A ``pointer`` is another name for a variable, and has no value by itself.
    """

    type: Machine
    value: Value | None
    known: str | None = None
    length: Term | None = None
    lent: bool = False
    volatile: Volatile = ""
    pointer: bool = False


Frame = Mapping[str, Local]
Scopes = tuple[Frame, ...]  # a block's own names come last
Variable = tuple[int, str, Machine]  # the number of its scope, its name and type
Nodes = Sequence[c_ast.Node]


class Expressions:
    """Reads expressions of one file."""

    unknown = "is neither a parameter nor a local variable; anything else is a hidden input"

    def __init__(self, file: Declarations, arithmetic: c.Arithmetic):
        self.file, self.c, self.integers = file, arithmetic, arithmetic.integers
        self._measured: dict[int, tuple[Term, int, bool]] = {}

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means."""
        match node:
            case c_ast.ID(name=name):
                return self._name(node, name, scopes)
            case c_ast.Constant():
                try:
                    return self._literal(node, *literal_of(node))
                except ValueError as error:
                    self.file.fail(node, str(error))
            case c_ast.UnaryOp(op="-", expr=c_ast.Constant(type="int") as literal) if self._smallest(literal):
                # 128 does not fit in int8 although -128 does.
                return c.typed(t.Neg(t.Const(literal_of(literal)[0])), INT)
            case c_ast.UnaryOp(op="+", expr=operand):
                value = self.c.promote(self.value(operand, scopes))
                return Value(c.number(value), value.type, value.low, value.high)
            case c_ast.UnaryOp(op="-", expr=operand):
                return self.c.negative(self.value(operand, scopes))
            case c_ast.UnaryOp(op="~", expr=operand):
                return self.c.complement(self.value(operand, scopes))
            case c_ast.UnaryOp(op="!", expr=operand):
                return c.truth(t.Not(c.condition(self.value(operand, scopes))))
            case c_ast.UnaryOp(op="++" | "--" | "p++" | "p--"):
                self.file.fail(node, f"this {ALONE}")
            case c_ast.UnaryOp(op="*" | "&"):
                self.file.fail(node, NO_MEANING["PtrDecl"])
            case c_ast.UnaryOp(op="sizeof", expr=c_ast.Typename() | c_ast.ID() | c_ast.ArrayRef() as operand):
                return c.constant(self._size_of(operand, scopes), Unsigned(64))
            case c_ast.UnaryOp(op=op):
                self.file.fail(node, f"{op} is not supported; write the number")
            case c_ast.BinaryOp(op="&&" | "||" as op, left=left, right=right):
                a, b = (c.condition(self.value(side, scopes)) for side in (left, right))
                return c.truth(t.And(a, b) if op == "&&" else t.Or(a, b))
            case c_ast.BinaryOp(op=op, left=left, right=right):
                return self.c.binary(op, *self.operands([left, right], scopes))
            case c_ast.TernaryOp(cond=test, iftrue=then, iffalse=orelse):
                return self.c.choose(*(self.value(part, scopes) for part in (test, then, orelse)))
            case c_ast.Cast(to_type=target, expr=operand):
                return self.c.convert(self.value(operand, scopes), self.file.declared(target).type)
            case c_ast.FuncCall(name=c_ast.ID(name=name), args=arguments):
                given = self.operands(arguments.exprs if arguments else [], scopes)
                return self._call(node, name, given, scopes)
            case _:
                kind = type(node).__name__
                self.file.fail(node, NO_MEANING.get(kind, f"an expression of the kind {kind} is not supported"))

    def volatile(self, node: c_ast.Decl, where: Volatile) -> Volatile:
        """Where what is declared is changed, if it may change at any time."""
        return where if self.file.is_volatile(node) else ""

    def operands(self, nodes: Nodes, scopes: Scopes) -> list[Value]:
        """What expressions mean of which C does not say which is evaluated first."""
        return [self.value(node, scopes) for node in nodes]

    def _name(self, node: c_ast.ID, name: str, scopes: Scopes) -> Value:
        match next((frame[name] for frame in reversed(scopes) if name in frame), None):
            case Local(value=Value() as value):
                return value
            case Local():
                self.file.fail(node, f"{name} may be used before it has a value")
        known = self.file.constants.get(name)
        if name in ("true", "false") and known in (None, name == "true"):
            return c.truth(t.Truth(name == "true"))
        if known is not None:
            return self._literal(node, known, INT)
        if name in self.file.functions:
            self.file.fail(node, NO_MEANING["FuncDecl"])
        if FAMILIAR.fullmatch(name) and name not in self.file.variables and name not in self.file.prototypes:
            try:
                return self.value(familiar(name), ())
            except Unsupported as error:
                self.file.fail(node, error.reason)
        self.file.fail(node, f"{name} {self.unknown}")

    def _size_of(self, node: c_ast.Node, scopes: Scopes) -> int:
        """How many bytes a type or a variable has; what sizeof names is not evaluated."""
        kind = self.file.declared(node).type if isinstance(node, c_ast.Typename) else None
        if isinstance(node, c_ast.ID):
            local = next((frame[node.name] for frame in reversed(scopes) if node.name in frame), None)
            if local is not None and local.pointer:
                return 8
            kind = None if local is None else local.type
            if kind is not None and local is not None and local.length is not None:
                if local.lent or not isinstance(local.length, t.Const):
                    self.file.fail(node, "sizeof of an array is read where its length is a constant")
                return local.length.value * max(kind.width // 8, 1)
        if isinstance(node, c_ast.ArrayRef) and isinstance(node.name, c_ast.ID):
            array = next((frame[node.name.name] for frame in reversed(scopes) if node.name.name in frame), None)
            kind = None if array is None or array.length is None else array.type
        if kind is None:
            self.file.fail(node, "sizeof is followed by a type or a variable here")
        return max(kind.width // 8, 1)

    def _smallest(self, literal: c_ast.Constant) -> bool:
        try:
            number = literal_of(literal)[0]
        except ValueError:
            return False
        return self.integers is not None and number not in self.integers and -number in self.integers

    def _literal(self, node: c_ast.Node, number: int, kind: Machine | None) -> Value:
        if self.integers is not None and number not in self.integers:
            self.file.fail(node, f"{number:,} does not fit in {self.integers.describe()}")
        if self.integers is None and kind is None:
            self.file.fail(node, f"{number:,} does not fit in any integer type of C")
        return c.constant(number, kind or INT)

    def _call(self, node: c_ast.FuncCall, name: str, given: list[Value], scopes: Scopes) -> Value:
        if any(name in frame for frame in scopes):
            self.file.fail(node, NO_MEANING["PtrDecl"])
        function = self.file.functions.get(name)
        if function is None and name in ABSOLUTE and len(given) == 1:
            return self.c.absolute(given[0], ABSOLUTE[name])
        if function is None:
            return self.external(node, name)
        parameters = self.file.parameters(function)
        if len(parameters) != len(given):
            self.file.fail(node, f"{name} takes {len(parameters)} arguments, and here are {len(given)}")
        for value, (_, declared) in zip(given, parameters, strict=True):
            same = promoted(value.type).width == promoted(declared.type).width
            if not same and not self.file.has_prototype(name, node):  # 6.5.2.2p6: it is only promoted
                self.file.fail(node, f"C converts no argument here: {name} has no prototype further up in the file")
        values = [self.c.convert(value, declared.type) for value, (_, declared) in zip(given, parameters, strict=True)]
        return self.inlined(node, function, values)

    def external(self, node: c_ast.FuncCall, name: str) -> Value:
        """What a function returns whose body is not in this file."""
        self.file.fail(node, f"the body of {name} is not in this file; it would be needed to know what it returns")

    def inlined(self, node: c_ast.FuncCall, function: c_ast.FuncDef, given: list[Value]) -> Value:
        """What a function of this file returns."""
        raise NotImplementedError

    def _partial(self, term: Term) -> bool:
        self._size(term)
        return self._measured[id(term)][2]

    def measure(self, node: c_ast.Node, value: Value) -> Value:
        """The value, if its term is small enough to work with."""
        # `x = x * x;` sixty times over is a short text and a term that nobody can hold.
        if self._size(value.term) > MOST_PARTS:
            self.file.fail(node, f"this grows to a formula of more than {MOST_PARTS:,} parts")
        return value

    def _size(self, term: Term) -> int:
        """The number of subterms, each shared part measured once; notes whether the term can be undefined."""
        if id(term) not in self._measured:
            size = 1 + sum(map(self._size, term.children))
            partial = fails(term) or any(self._partial(child) for child in term.children)
            # Kept with the term itself, so that its id is not given to another.
            self._measured[id(term)] = (term, size, partial)
        return self._measured[id(term)][1]
