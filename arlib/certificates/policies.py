"""What must be shown so that one policy is no more permissive than another: a tree of cases for each statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from arlib.languages.iam.predicates import ACTION, ACTIONS, Literals, Predicate, Texts, literals, texts
from arlib.languages.iam.second_readings import Reading, in_reading
from arlib.languages.iam.syntax import Effect, Policy

Box = dict[str, tuple[Predicate, ...]]
Covers = tuple[Literals, ...]
USUAL = Reading()

# ---- Why no text is read by some patterns and by none of others ---------------------------------


@dataclass(frozen=True, slots=True)
class Covered:
    """Each text that ``pattern`` reads, ``by`` reads, which it must not."""

    pattern: str
    by: str


@dataclass(frozen=True, slots=True)
class Invariant:
    """Where patterns can be while they read one text: nowhere do all of the first and none of the second end.

    A state has the positions that each pattern may have reached, in letters of ``steps``, first those of ``inside``.
    """

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    states: frozenset[tuple[int, ...]]  # a position is a bit


@dataclass(frozen=True, slots=True)
class Each:
    """A text is read by one pattern of a union, and each case is shown.

    One that can be seen is not: the plain letters with which it begins, and those of all patterns of a union by one of
    which the text must be read as well, are not the same.
    """

    union: tuple[str, ...]
    cases: tuple[tuple[str, NoText], ...]


NoText = Covered | Invariant | Each

# ---- Why no request is in a box ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Closed:
    """No value of one dimension will do: of intervals, by arithmetic; of texts, by ``why``.

    Of a key with several values, ``member`` is the number of the predicate for which no value can be found.
    """

    dimension: str
    why: NoText | None = None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A statement covers the requests on which it applies; those on which its n-th predicate is the first to fail are
    in the n-th case."""

    statement: int
    cases: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The value of a dimension is read by one pattern of a union, and each case is shown."""

    dimension: str
    union: tuple[str, ...]
    cases: tuple[Tree, ...]


Tree = Closed | Split | Choice


@dataclass(frozen=True)
class Inclusion:
    """Evidence that the first policy allows no request that the second does not.

    Obligations, one for each statement of the first policy that allows: its requests are covered by what the first
    denies and the second allows; and, for each statement of the second that denies, those of its requests that this
    one denies are covered by what the first denies. Each has its tree, in the order of ``obligations``.
    """

    first: Policy
    second: Policy
    trees: tuple[Tree, ...]
    actions: tuple[str, ...] = field(default=ACTIONS)  # patterns: all that requests ask for

    def __str__(self) -> str:
        count = len(self.trees)
        return f"{count} tree{'s' * (count != 1)} of cases{self.limited}"

    @property
    def limited(self) -> str:
        """What is left out of account: all actions but those that are listed; nothing, if none are."""
        count = len(self.actions)
        return "" if self.actions == ACTIONS else f", for {count} pattern{'s' * (count != 1)} of actions alone"


@dataclass(frozen=True, eq=False, slots=True)
class Boxes:
    """The statements of a policy as predicates: of those that allow, and of those that deny."""

    allows: tuple[Literals, ...]
    denies: tuple[Literals, ...]


def boxes(policy: Policy, reading: Reading = USUAL) -> Boxes:
    """The statements of a policy as predicates; raises ValueError for more variables or cases than are followed."""
    found: dict[Effect, list[Literals]] = {"Allow": [], "Deny": []}
    for statement in policy.statements:
        cases = in_reading(statement, reading, policy.has_variables)
        found[statement.effect] += [literals(each, policy.has_variables, reading) for each in cases]
    return Boxes(tuple(found["Allow"]), tuple(found["Deny"]))


def obligations(first: Boxes, second: Boxes, actions: tuple[str, ...]) -> Iterator[tuple[Literals, Covers]]:
    """Predicates of a box, and the statements that must cover it, for each obligation of an inclusion."""
    covers = (*first.denies, *second.allows)
    for allow in first.allows:
        start = (*_asked(allow, actions), *allow)
        yield start, covers
        for deny in second.denies:
            yield (*start, *deny), first.denies


def _asked(allow: Literals, actions: tuple[str, ...]) -> Literals:
    """That an action is one of those; a pattern of an action has a colon, as all actions have."""
    listed = any(dimension == ACTION and isinstance(each, Texts) and each.positive for dimension, each in allow)
    return () if listed and actions == ACTIONS else ((ACTION, texts(actions, True)),)


def box(start: Literals) -> Box:
    """Predicates by their dimensions."""
    found: Box = {}
    for dimension, predicate in start:
        found[dimension] = (*found.get(dimension, ()), predicate)
    return found
