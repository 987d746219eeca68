"""What a C file declares: typedefs, enums and functions, and which type a declaration names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from pycparser import c_ast

from arlib.integers import Machine, Signed, Unsigned
from arlib.languages.c.places import Text
from arlib.languages.c.types import BOOL, INT, NAMED, TYPES, character_literal, integer_literal

Place = tuple[int, int]  # a line, from 1, and a column, from 0

NEEDED = {
    "PtrDecl": "a pointer would need a model of memory; only integers are read here",
    "ArrayDecl": "an array would need a model of memory; only integers are read here",
    "FuncDecl": "a function is no value here; only integers are read here",
    "Struct": "a struct would need its members as inputs of their own; make each member a variable",
    "Union": "a union would need a model of memory; only integers are read here",
    "float": "floating-point numbers would need their own arithmetic; only integers are read here",
    "void": "void has no value",
}
ALONE = "changes a variable inside an expression; write it as a statement of its own"
LOOP = "a loop would need to be unrolled or given an invariant; a claim needs assignments, if and return"
JUMP = "a jump would need a control-flow graph; a claim needs assignments, if and return"
NO_MEANING = NEEDED | {
    "Assignment": f"this {ALONE}",
    "ExprList": "the comma operator is only useful with side effects, which expressions cannot have here",
    "ArrayRef": NEEDED["ArrayDecl"],
    "StructRef": NEEDED["Struct"],
    "CompoundLiteral": NEEDED["Struct"],
    "InitList": NEEDED["ArrayDecl"],
    "While": LOOP,
    "DoWhile": LOOP,
    "For": LOOP,
    "Goto": JUMP,
    "Label": JUMP,
    "Break": JUMP,
    "Continue": JUMP,
    "Switch": "switch is not supported; write it with if and else",
    "Case": "switch is not supported; write it with if and else",
    "Default": "switch is not supported; write it with if and else",
    "Typedef": "declare types outside of functions",
}


@dataclass(frozen=True)
class Declared:
    """A type as declared, and the integers that an input of it ranges over: 0 and 1 for `enum {false, true}`."""

    type: Machine
    inputs: Machine


def literal_of(node: c_ast.Constant) -> tuple[int, Machine | None]:
    """The number that a literal stands for, with its type; ValueError with the reason if it is none."""
    if node.value.startswith("'"):
        return character_literal(node.value), INT
    if "float" in node.type or "double" in node.type:
        raise ValueError(NEEDED["float"])
    return integer_literal(node.value)


def names(node: c_ast.Node) -> Iterator[str]:
    """The names that a syntax tree uses, but for types and labels."""
    if isinstance(node, c_ast.ID):
        yield node.name
    for _, child in node.children():
        yield from names(child)


def is_pointer(node: c_ast.Decl) -> bool:
    """Whether a parameter is a pointer, which may look like an array (6.7.6.3p7)."""
    return isinstance(node.type, c_ast.PtrDecl | c_ast.ArrayDecl)


class Declarations:
    """What one file declares; keeps its source to show where something cannot be read.

    ``shift`` is the number of lines that stand before the code of the text in what was parsed.
    """

    def __init__(self, text: Text, tree: c_ast.FileAST, shift: int):
        self.text, self.source, self.defined, self.shift = text, text.source, text.defined, shift
        self.typedefs: dict[str, c_ast.Node] = {}
        self.tags: dict[str, c_ast.Enum] = {}
        self._enums: list[c_ast.Enum] = []
        self.constants: dict[str, int] = {}
        self.functions: dict[str, c_ast.FuncDef] = {}
        self.prototypes: dict[str, c_ast.Decl] = {}
        self._typed: list[c_ast.Decl] = []  # the declarations of functions that have parameters with types
        self.variables: dict[str, c_ast.Decl] = {}
        for node in tree.ext:
            if node.coord is not None and node.coord.line > shift:
                self._declare(node)

    def place(self, node: c_ast.Node) -> Place:
        """Where a node starts in the source."""
        return self.text.place(*self._at(node))

    def _at(self, node: c_ast.Node) -> Place:
        if node.coord is None:
            return 1, 0
        return node.coord.line - self.shift, max((node.coord.column or 1) - 1, 0)

    def fail(self, node: c_ast.Node, reason: str) -> NoReturn:
        """Fail at the start of a node, or of the first one inside it that has a place."""
        while node.coord is None and node.children():
            node = node.children()[0][1]
        self.text.fail(*self._at(node), reason)

    def _declare(self, node: c_ast.Node) -> None:
        match node:
            case c_ast.FuncDef(decl=decl):
                if decl.name in self.functions:
                    self.fail(node, f"{decl.name} is defined twice")
                self.functions[decl.name] = node
                self._typed.append(decl)
                self._labels(node, set())
            case c_ast.Typedef(name=name, type=type_):
                self._enumerators(type_)
                self.typedefs[name] = type_
            case c_ast.Decl(name=name, type=c_ast.FuncDecl()):
                self.prototypes[name] = node
                if node.type.args is not None:
                    self._typed.append(node)
            case c_ast.Decl(name=name, type=type_, init=init):
                self._enumerators(type_)
                earlier = self.variables.get(name)
                # C lets `int x; extern int x; int x = 1;` declare one variable; the one with a value defines it.
                if name is not None and (earlier is None or init is not None or "extern" in earlier.storage):
                    self.variables[name] = node
            case _:
                pass

    def add_type(self, node: c_ast.Typedef) -> None:
        """A typedef inside a function; one name means one type in a file here."""
        earlier = self.typedefs.setdefault(node.name, node.type)
        if self.is_volatile(node) or self.is_volatile(earlier):
            self.fail(node, "declare a type that is volatile outside of functions, and once")
        if earlier is not node.type and self.declared(earlier) != self.declared(node.type):
            self.fail(node, f"{node.name} is another type elsewhere in this file; give it another name")

    def add_enum(self, node: c_ast.Node) -> list[str]:
        """The constants of an enum inside a function, if there is one; one name means one number in a file here."""
        while isinstance(node, c_ast.TypeDecl):
            node = node.type
        if not isinstance(node, c_ast.Enum) or node.values is None or any(node is each for each in self._enums):
            return []
        before = dict(self.constants)
        if node.name in self.tags:
            self.fail(node, f"enum {node.name} is declared elsewhere in this file, too; give it another name")
        self._enumerators(node)
        names_ = [each.name for each in node.values.enumerators]
        for name in names_:
            if name in before or name in self.functions or name in self.prototypes:
                self.fail(node, f"{name} is declared elsewhere in this file, too; give it another name")
        return names_

    def _labels(self, node: c_ast.Node, known: set[str]) -> None:
        """A label belongs to its whole function, whatever block it stands in (6.2.1p3)."""
        if isinstance(node, c_ast.Label):
            if node.name in known:
                self.fail(node, f"the label {node.name} stands twice in this function")
            known.add(node.name)
        for _, child in node.children():
            self._labels(child, known)

    def _enumerators(self, node: c_ast.Node) -> None:
        while isinstance(node, c_ast.TypeDecl):
            node = node.type
        if not isinstance(node, c_ast.Enum) or node.values is None:
            return
        self._enums.append(node)
        if node.name:
            self.tags[node.name] = node
        following = 0
        for enumerator in node.values.enumerators:
            if enumerator.value is not None:
                following = self._known(enumerator.value)
            if following not in INT:
                self.fail(enumerator, f"{enumerator.name} = {following:,} does not fit in an int")
            self.constants[enumerator.name] = following
            following += 1

    def _known(self, node: c_ast.Node) -> int:
        match node:
            case c_ast.UnaryOp(op="-", expr=c_ast.Constant() as literal):
                return -self._known(literal)
            case c_ast.Constant():
                try:
                    return literal_of(node)[0]
                except ValueError as error:
                    self.fail(node, str(error))
            case _:
                self.fail(node, "an enumerator's value is a literal here, with or without a minus sign")

    def declared(self, node: c_ast.Node) -> Declared:
        """The type that a declaration or a cast names."""
        match node:
            case c_ast.Decl(type=inner) | c_ast.Typename(type=inner) | c_ast.TypeDecl(type=inner):
                return self.declared(inner)
            case c_ast.Enum():
                return self._enum(node)
            case c_ast.IdentifierType(names=[name]) if name in self.typedefs:
                return self.declared(self.typedefs[name])
            case c_ast.IdentifierType(names=[name]) if name in NAMED:
                return Declared(NAMED[name], NAMED[name])
            case c_ast.IdentifierType(names=names) if tuple(sorted(names)) in TYPES:
                kind = TYPES[tuple(sorted(names))]
                return Declared(kind, kind)
            case c_ast.IdentifierType(names=names) if "float" in names or "double" in names:
                self.fail(node, NEEDED["float"])
            case c_ast.IdentifierType(names=["void"]):
                self.fail(node, NEEDED["void"])
            case c_ast.IdentifierType(names=names):
                self.fail(node, f"`{' '.join(names)}` is no integer type of C")
            case _:
                kind_name = type(node).__name__
                self.fail(node, NEEDED.get(kind_name, f"a type of the kind {kind_name} is not supported"))

    def is_volatile(self, node: c_ast.Node) -> bool:
        """Whether what is declared may change at any time (6.7.3p7); of an array, whether its elements may."""
        match node:
            case c_ast.Decl() | c_ast.Typedef() | c_ast.TypeDecl() if "volatile" in node.quals:
                return True
            case c_ast.Decl(type=inner) | c_ast.Typedef(type=inner) | c_ast.TypeDecl(type=inner):
                return self.is_volatile(inner)
            case c_ast.ArrayDecl(type=inner):
                return self.is_volatile(inner)
            case c_ast.IdentifierType(names=[name]) if name in self.typedefs:
                return self.is_volatile(self.typedefs[name])
            case _:
                return False

    def _enum(self, node: c_ast.Enum) -> Declared:
        """As gcc has it: unsigned int, or int where an enumerator is negative."""
        written = node if node.values is not None else self.tags.get(node.name)
        if written is None:
            self.fail(node, f"enum {node.name} is not defined in this file")
        if not any(written is each for each in self._enums):
            self.fail(node, "declare this enum by itself, outside of functions")
        numbers = {self.constants[enumerator.name] for enumerator in written.values.enumerators}
        kind = Signed(32) if min(numbers) < 0 else Unsigned(32)
        return Declared(kind, BOOL if numbers == {0, 1} else kind)

    def parameters(self, function: c_ast.FuncDef) -> list[tuple[c_ast.Decl, Declared]]:
        """The parameters of a function, in order, with their types; all of them are numbers."""
        return [(parameter, self.declared(parameter)) for parameter in self._listed(function)]

    def numbers(self, function: c_ast.FuncDef) -> list[tuple[c_ast.Decl, Declared]]:
        """The parameters of a function that are no pointers, with their types."""
        return [(node, self.declared(node)) for node in self._listed(function) if not is_pointer(node)]

    def pointers(self, function: c_ast.FuncDef) -> list[c_ast.Decl]:
        """The parameters of a function that are pointers, those that look like arrays among them."""
        return [node for node in self._listed(function) if is_pointer(node)]

    def _listed(self, function: c_ast.FuncDef) -> list[c_ast.Decl]:
        if function.param_decls:
            self.fail(function, "write the types of the parameters between the parentheses")
        listed = function.decl.type.args.params if function.decl.type.args is not None else []
        match listed:
            case [c_ast.Typename(type=c_ast.TypeDecl(type=c_ast.IdentifierType(names=["void"])))]:
                return []
        result: list[c_ast.Decl] = []
        for parameter in listed:
            if not isinstance(parameter, c_ast.Decl) or parameter.name is None:
                self.fail(parameter, "a parameter has a type and a name here")
            if parameter.name in {other.name for other in result}:
                self.fail(parameter, f"{parameter.name} is declared twice")
            result.append(parameter)
        return result

    def has_prototype(self, name: str, call: c_ast.Node) -> bool:
        """Whether a function's definition, or another declaration with its parameters, stands before a call."""
        known = [node for node in self._typed if node.name == name]
        return any(self.place(node) < self.place(call) for node in known)

    def returns(self, function: c_ast.FuncDef) -> Machine:
        """The type of what a function returns."""
        return self.declared(function.decl.type.type).type

    def says_yes_or_no(self, function: c_ast.FuncDef) -> bool:
        """Whether a function returns bool or int, as one that states a claim does."""
        match function.decl.type.type:
            case c_ast.TypeDecl(type=c_ast.IdentifierType(names=[name])):
                return bool(re.fullmatch("bool|_Bool|int", name))
            case _:
                return False
