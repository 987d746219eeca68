"""Reads C's expressions with what they do before they have a value: they choose numbers, and call functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pycparser import c_ast

from arlib import terms as t
from arlib.integers import Machine, Signed, Unsigned
from arlib.languages.c import arithmetic as c
from arlib.languages.c.arithmetic import Arithmetic, Value
from arlib.languages.c.declarations import Declarations, Declared
from arlib.languages.c.expressions import Expressions, Local, Scopes
from arlib.languages.c.types import BOOL, INT
from arlib.programs.syntax import (
    ANY_READ,
    Assert,
    Assign,
    Assume,
    Call,
    Choose,
    If,
    NoValue,
    Return,
    Statement,
    While,
    assigned,
    statements,
)
from arlib.terms import Term, free_variables

Body = tuple[Statement, ...]

ORDER = "C does not fix whether this comes first, and it changes {}; write the call as a statement of its own"
VOLATILE = "what `{}` holds, which is volatile, is not reckoned with"
TOO_EARLY = "use of {} before it has a value"
# What the functions choose by which SV-COMP's programs get their inputs (sv-comp.sosy-lab.org, rules).
NONDET: dict[str, Machine] = {
    "": INT,
    "bool": BOOL,
    "size_t": Unsigned(64),
    "unsigned": Unsigned(32),
    **{
        f"{sign}{name}": kind(width)
        for sign, kind in (("", Signed), ("u", Unsigned))
        for name, width in (("char", 8), ("short", 16), ("int", 32), ("long", 64), ("longlong", 64))
    },
}


@dataclass(frozen=True)
class Context:
    """What surrounds a statement: the names in scope, and the block that each jump leaves.

    The jumps are "break", "continue", "return" unless it ends the program, and the labels that can be gone to.
    ``returns`` is None in a function that returns nothing, ``result`` where no variable takes what is returned.
    """

    scopes: tuple[dict[str, Local], ...]
    jumps: Mapping[str, str]
    returns: Machine | None
    result: str | None
    prefix: str

    def inside(self) -> Context:
        """The same in a scope of its own."""
        return replace(self, scopes=(*self.scopes, {}))

    def jumping(self, jumps: Mapping[str, str]) -> Context:
        """The same with other jumps."""
        return replace(self, jumps={**self.jumps, **jumps})


def _used(body: Body) -> Iterator[str]:
    for each in statements(body):
        match each:
            case Assign(values=values) | Call(arguments=values):
                for value in values:
                    yield from free_variables(value)
            case If(test=value) | While(test=value) | Assert(test=value) | Assume(test=value) | Return(value=value):
                yield from free_variables(value) if value is not None else ()


class Effects(Expressions):
    """Reads the expressions of one file's functions; a variable stands for itself."""

    unknown = "is not declared here"

    def __init__(self, file: Declarations, arithmetic: Arithmetic, open_: frozenset[int] | None = None):
        super().__init__(file, arithmetic)
        self.open = open_  # the declarations whose variables need one more, which says whether they have a value
        self.without: dict[
            int, tuple[Choose, int]
        ] = {}  # where variables begin without a value, while that is not known
        self.before: list[Statement] = []  # what the expression that is being read needs done before it
        self.shared: set[str] = set()  # the global variables
        self.kept: set[str] = set()  # variables that outlive their scope
        self._taken: list[str] = []  # the variables in use, the innermost scope's last
        self.types: dict[str, Machine] = {}
        self._labels: Counter[str] = Counter()
        self._free: dict[int, Statement] = {}  # choose numbers for variables that only their expression uses

    # Names

    def fresh(self, name: str, kind: Machine) -> str:
        """A variable of this type that is not in use: where the name is taken, with a number."""
        number, found = 1, name
        while found in self._taken or found in self.kept or self.types.get(found, kind) != kind:
            number, found = number + 1, f"{name}.{number + 1}"
        self._taken.append(found)
        self.types[found] = kind
        return found

    @contextmanager
    def variables(self) -> Iterator[None]:
        """The variables that are brought in meanwhile can be used anew afterwards."""
        mark = len(self._taken)
        yield
        del self._taken[mark:]

    def label(self, name: str) -> str:
        """A label that no other block has."""
        self._labels[name] += 1
        return name if self._labels[name] == 1 else f"{name}.{self._labels[name]}"

    def declare(self, node: c_ast.Node, name: str, kind: Machine, here: Context) -> str:
        """Bring a variable into the innermost scope."""
        if name in here.scopes[-1]:
            self.file.fail(node, f"{name} is declared twice")
        variable = self.fresh(here.prefix + name, kind)
        volatile = self.volatile(node, "local" if here.scopes[1:] else "outside")
        here.scopes[-1][name] = Local(kind, c.typed(t.Var(variable), kind), volatile=volatile)
        return variable

    def no_value(self, node: c_ast.Decl, local: Local) -> Body:
        """From here on the variable of a declaration has no value, or any number in the unbounded reading."""
        assert isinstance(local.value, Value) and isinstance(local.value.term, t.Var)
        variable, line = local.value.term.name, self.line(node)
        if self.open is None:
            begin = Choose(variable, local.type, line)
            self.without[id(begin)] = begin, id(node)
            return (begin,)
        if id(node) not in self.open:
            return ()
        if local.known is None:
            return self.choose(variable, Declared(local.type, local.type), line)
        return (Assign((local.known,), (t.Const(0),), line),)

    def has_value(self, node: c_ast.Node, local: Local) -> Body:
        """From here on a variable has a value."""
        return () if local.known is None else (Assign((local.known,), (t.Const(1),), self.line(node)),)

    def choose(self, variable: str, declared: Declared, line: int) -> Body:
        """The variable gets any number of a type."""
        if self.integers is None:
            return (Choose(variable, declared.inputs, line),)
        return (Choose(variable, None, line), *self.assume_type(variable, declared, line))

    def assume_input(self, variable: str, declared: Declared, line: int) -> Body:
        """What an input keeps beyond its type."""
        if self.integers is None and declared.inputs == declared.type:
            return ()
        return self.assume_type(variable, declared, line)

    def assume_type(self, variable: str, declared: Declared, line: int) -> Body:
        """What of its type a number keeps among the unbounded integers: its sign, and that a bool is 0 or 1."""
        if not isinstance(declared.inputs, Unsigned):
            return ()
        positive = t.Ge(t.Var(variable), t.Const(0))
        is_bool = declared.inputs == BOOL
        return (Assume(t.And(positive, t.Le(t.Var(variable), t.Const(1))) if is_bool else positive, line),)

    def line(self, node: c_ast.Node) -> int:
        """The line of a node in the source."""
        return self.file.place(node)[0]

    # Expressions

    def read(self, node: c_ast.Node, scopes: Scopes) -> tuple[Body, Value]:
        """An expression, and what is done before it."""
        outer, self.before = self.before, []
        value = self.measure(node, self.value(node, scopes))
        before, self.before = tuple(self.before), outer
        return before, value

    def test(self, node: c_ast.Node, scopes: Scopes) -> tuple[Body, Term]:
        """An expression as a formula, and what is done before it."""
        before, value = self.read(node, scopes)
        match value.term:
            case t.Const(number):
                return before, t.Truth(number != 0)
            case _:
                return before, c.condition(value)

    def value(self, node: c_ast.Node, scopes: Scopes) -> Value:
        """What an expression means, behind the statements that ``before`` collects."""
        match node:
            case c_ast.ID(name=name):
                local = self.local(name, scopes)
                if local is not None and local.length is not None:
                    self.file.fail(node, f"only the elements of the array {name} are read, as in {name}[0]")
                if local is not None and local.known is not None:
                    missing = (NoValue(TOO_EARLY.format(name), self.line(node)),)
                    self.before.append(If(t.Le(t.Var(local.known), t.Const(0)), missing, (), self.line(node)))
                if local is not None and local.value is not None and local.volatile:
                    self.before += self.evaluated(node, local.value)
                    return self.any_read(node, local, local.volatile == "outside")
                return super().value(node, scopes)
            case c_ast.BinaryOp(op="&&" | "||" as op, left=left, right=right):
                first = c.condition(self.value(left, scopes))
                before, value = self.read(right, scopes)
                first = self._only_if(node, first, before if op == "&&" else (), before if op == "||" else ())
                return c.truth((t.And if op == "&&" else t.Or)(first, c.condition(value)))
            case c_ast.TernaryOp(cond=test, iftrue=left, iffalse=right):
                first = c.condition(self.value(test, scopes))
                (before, then), (otherwise, orelse) = self.read(left, scopes), self.read(right, scopes)
                return self.c.choose(c.truth(self._only_if(node, first, before, otherwise)), then, orelse)
            case _:
                return super().value(node, scopes)

    def any_read(self, node: c_ast.ID, local: Local, outside: bool) -> Value:
        """What a volatile variable holds: any value, from outside, or one that is not reckoned with."""
        variable = self.fresh(f"{node.name}{ANY_READ if outside else '.read'}", local.type)
        chosen = self.choose(variable, Declared(local.type, local.type), self.line(node))
        if not outside:
            why = VOLATILE.format(node.name)
            chosen = tuple(replace(each, approximate=why) if isinstance(each, Choose) else each for each in chosen)
        self.do_freely(chosen)
        return c.typed(t.Var(variable), local.type)

    def local(self, name: str, scopes: Scopes) -> Local | None:
        """The variable that a name means."""
        return next((scope[name] for scope in reversed(scopes) if name in scope), None)

    def evaluated(self, node: c_ast.Node, value: Value) -> Body:
        """An expression is evaluated whose value nothing uses: it may have none."""
        if not self._partial(value.term) and not (self.open is None and self.without):
            return ()
        return (Assign((self.fresh("unused.value", value.type),), (c.number(value),), self.line(node)),)

    def _only_if(self, node: c_ast.Node, test: Term, then: Body, orelse: Body) -> Term:
        """Do what the operands need where they are evaluated; the test as it was before."""
        if self._free.keys() >= set(map(id, (*then, *orelse))):
            # To choose a number that is then not used does no harm.
            self.before += [*then, *orelse]
            return test
        known = self.fresh("if.test", BOOL)
        self.before.append(Assign((known,), (t.IfThenElse(test, t.Const(1), t.Const(0)),), self.line(node)))
        self.before.append(If(t.Ne(t.Var(known), t.Const(0)), then, orelse, self.line(node)))
        return t.Ne(t.Var(known), t.Const(0))

    def operands(self, nodes: Sequence[c_ast.Node], scopes: Scopes) -> list[Value]:
        """What expressions mean of which C does not say which is evaluated first."""
        parts = [self.read(node, scopes) for node in nodes]
        for number, (before, _) in enumerate(parts):
            for other, value in (part for place, part in enumerate(parts) if place != number):
                touched = {*assigned(other), *_used(other), *free_variables(value.term)}
                if changed := sorted(self.shared & touched.intersection(assigned(before))):
                    self.file.fail(nodes[number], ORDER.format(changed[0]))
        for before, _ in parts:
            self.before += before
        return [value for _, value in parts]

    def do_freely(self, chosen: Body) -> None:
        """Numbers are chosen that only the expression uses."""
        self.before += chosen
        self._free.update({id(each): each for each in chosen})

    # Functions without a body

    def nondet(self, node: c_ast.Node) -> Declared | None:
        """The type from which a call such as ``__VERIFIER_nondet_uint()`` chooses; None if it is none."""
        match node:
            case c_ast.FuncCall(name=c_ast.ID(name=name), args=c_ast.ExprList() as given) if "nondet" in name:
                if name not in self.file.functions:
                    self.file.fail(given, f"{name} takes no arguments here")
                return None
            case c_ast.FuncCall(name=c_ast.ID(name=name)) if "nondet" in name and name not in self.file.functions:
                suffix = name.rpartition("nondet")[2].strip("_")
            case _:
                return None
        if name in self.file.prototypes:
            declared = self.file.declared(self.file.prototypes[name].type.type)
            return Declared(declared.type, BOOL) if suffix == "bool" else declared
        return Declared(NONDET[suffix], NONDET[suffix]) if suffix in NONDET else None

    def external(self, node: c_ast.FuncCall, name: str) -> Value:
        """What a function returns whose body is not in this file: a number of its type, if it is meant to choose."""
        declared = self.nondet(node)
        if declared is None:
            return super().external(node, name)
        variable = self.fresh(name.removeprefix("__VERIFIER_"), declared.type)
        chosen = self.choose(variable, declared, self.line(node))
        self.do_freely(chosen)
        return Value(t.Var(variable), declared.type, declared.inputs.low, declared.inputs.high)
