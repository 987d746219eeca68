"""What has to be evaluated before an expression, as statements: calls, choices, and what may have no value.

Terms have no effects and variables of the program are assigned by statements only, so a call may be made before
the rest of its expression is evaluated, as long as what stands left of it cannot fail, or is evaluated first.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from arlib import terms as t
from arlib.integers import Unbounded
from arlib.languages.python.conditions import as_formula, as_number
from arlib.languages.python.facts import Facts
from arlib.languages.python.inference import KindReader
from arlib.languages.python.kinds import LISTS, NONE, Kind, Listing, Opaque, Value, Values
from arlib.languages.python.names import Names
from arlib.programs.syntax import Assign, Choose, If, NoValue, Statement, may_fail, statements
from arlib.terms import Const, Term, Var, is_formula

Result = TypeVar("Result")
LONGEST = 40  # characters of an expression in a message


class EvaluationReader(KindReader):
    """Puts into ``out`` what has to be executed before an expression."""

    def __init__(self, source: str, names: Names, facts: Facts):
        super().__init__(source, Unbounded(), names, facts)
        self.taken: set[str] = set()
        self.prefix = ""  # of the variables of the function that is being written into its caller
        self.out: list[Statement] = []

    def fresh(self, stem: str) -> str:
        """A new variable: its name ends in a number, as no name in a source text does behind a dot."""
        names = (f"{self.prefix}{stem}.{number}" for number in itertools.count(1))
        name = next(name for name in names if name not in self.taken)
        self.taken.add(name)
        return name

    def save(self, term: Term, line: int) -> Term:
        """A fresh variable with the value of the term."""
        name = self.fresh("value")
        self.out.append(Assign((name,), (as_number(term),), line))
        return as_formula(Var(name)) if is_formula(term) else Var(name)

    def collected(self, read: Callable[[], Result]) -> tuple[Result, tuple[Statement, ...]]:
        """What was read, and the statements that came with it."""
        outside, self.out = self.out, []
        try:
            return read(), tuple(self.out)
        finally:
            self.out = outside

    def in_order(self, nodes: Sequence[ast.expr], values: Values, read: Callable[[ast.expr, Values], Any]) -> list[Any]:
        """The operands, left to right: what may fail, or is changed, is evaluated before what has statements."""
        found: list[Value] = []
        for node in nodes:
            value, before = self.collected(lambda node=node: read(node, values))  # type: ignore[misc]
            found = [self.kept(left, before, node.lineno) for left in found]
            self.out.extend(before)
            found.append(value)
        return found

    def kept(self, value: Value, before: Sequence[Statement], line: int) -> Value:
        """The value, evaluated now if these statements, which come next, leave a way for it to be another, or none."""
        if isinstance(value, Opaque) or not before or isinstance(value, Listing) and value.owner:
            return value  # a list that has a name is the same list with another length
        if isinstance(value, Listing):
            kept = self.kept(value.length, before, line)
            return kept if isinstance(kept, Opaque | Listing) else Listing(kept)
        changed = {name for each in statements(tuple(before)) for name in _assigned(each)}
        return self.save(value, line) if may_fail(value) or changed & set(t.free_variables(value)) else value

    def settle(self, value: Value, line: int) -> None:
        """Evaluate what may have no value, where the value itself is not needed."""
        if not isinstance(value, Opaque | Listing) and may_fail(value):
            self.save(value, line)

    def unknown(self, node: ast.AST, kind: Kind, line: int) -> Var:
        """A number that is not reckoned with: it may be any."""
        unread = "None is not read" if kind == NONE else f"{kind} are not read"
        unread = "of lists only the lengths are followed" if kind == LISTS else unread
        why = f"`{shortened(node)}` decides how long this runs, and {unread}"
        target = self.fresh("value")
        self.out.append(Choose(target, None, line, why))
        return Var(target)

    def unknown_truth(self, node: ast.AST, kind: Kind, line: int) -> Term:
        """A truth value that is not known."""
        return t.Ge(self.unknown(node, kind, line), Const(0))

    def may_raise(self, node: ast.expr) -> None:
        """Here the program ends, with an exception; or it goes on."""
        target, shown = self.fresh("value"), f"`{shortened(node)}`"
        why = f"{shown} may raise an exception, and nobody looked whether it does"
        self.out.append(Choose(target, None, node.lineno, why))
        ends = (NoValue(f"an exception of {shown}", node.lineno),)
        self.out.append(If(t.Lt(Var(target), Const(0)), ends, (), node.lineno))

    def certain(self, term: Term, line: int) -> Term:
        """The term, evaluated now if it may have no value."""
        return self.save(term, line) if may_fail(term) else term


def shortened(node: ast.AST) -> str:
    """An expression as a message shows it."""
    shown = ast.unparse(node).partition("\n")[0]
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 3]}..."


def _assigned(statement: Statement) -> tuple[str, ...]:
    match statement:
        case Assign(targets):
            return targets
        case Choose(target):
            return (target,)
        case _:
            return ()
