"""The search: a box of requests is divided until a statement covers each part, or a part is left that none does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from arlib.certificates.policies import Box, Boxes, Choice, Closed, Covers, Split, Tree, box, obligations
from arlib.languages.iam.predicates import ACTION, ELEMENTS, Literals, Texts, negation, texts
from arlib.languages.iam.requests import Request
from arlib.policies.languages import Index, Open, index, near
from arlib.policies.values import NoValue, some_value

MOST_BOXES = 20_000
Leak = Callable[[Box], Request | Open]  # a request of a box that no statement covers, once it was replayed


@dataclass
class Search:
    """A search: ``leak`` is asked of a box that is left, and ``count`` says how many boxes there were."""

    leak: Leak
    most: int = MOST_BOXES
    count: int = 0
    indexes: dict[int, tuple[Covers, _Statements]] = field(default_factory=dict)

    def trees(self, first: Boxes, second: Boxes, actions: tuple[str, ...]) -> tuple[Tree, ...] | Request | Open:
        """A tree for each obligation, or a request that the first allows and the second does not."""
        asked = obligations(first, second, actions)
        return _together(self._obligation(box(start), covers) for start, covers in asked)

    def _obligation(self, here: Box, covers: Covers) -> Tree | Request | Open:
        for dimension, predicates in here.items():
            if isinstance(closed := some_value(dimension in ELEMENTS, predicates), NoValue):
                return Closed(dimension, closed.why, closed.member)
        if id(covers) not in self.indexes:  # with the statements themselves, so that the number stays theirs
            self.indexes[id(covers)] = covers, _Statements(covers)
        _, known = self.indexes[id(covers)]
        asked = here[ACTION]
        for number in known.same(asked):
            if isinstance(tree := self._cover(here, number, covers[number]), Split):
                return tree
        union = next(
            (each for each in asked if isinstance(each, Texts) and each.positive and len(each.globs) > 1), None
        )
        if union is None:
            return self._escape(here, [(each, covers[each]) for each in known.near(_only(asked))])
        cases = _together(self._case(here, pattern, covers, known) for pattern in union.globs)
        return Choice(ACTION, union.globs, cases) if isinstance(cases, tuple) else cases

    def _case(self, here: Box, pattern: str, covers: Covers, known: _Statements) -> Tree | Request | Open:
        """The tree for the actions that one pattern of a union reads, or a request with such an action."""
        there = {**here, ACTION: (*here[ACTION], texts((pattern,), True))}
        if len(here[ACTION]) > 1 and isinstance(closed := some_value(True, there[ACTION]), NoValue):
            return Closed(ACTION, closed.why)
        return self._escape(there, [(each, covers[each]) for each in known.near(pattern)])

    def _cover(self, here: Box, number: int, literals: Literals) -> Tree | None:
        """The tree with one statement that applies on the whole box."""
        cases: list[Tree] = []
        for dimension, predicate in literals:
            before = here.get(dimension, ())
            closed = some_value(dimension in ELEMENTS, (*before, negation(predicate)))
            if not isinstance(closed, NoValue):
                return None
            cases.append(Closed(dimension, closed.why, closed.member))
            here = {**here, dimension: (*before, predicate)}
        return Split(number, tuple(cases))

    def _escape(self, here: Box, covers: Iterable[tuple[int, Literals]]) -> Tree | Request | Open:
        """The tree for a box, or a request in it."""
        self.count += 1
        if self.count > self.most:
            return Open(f"there are more than {self.most:,} boxes")
        alive: list[tuple[int, int, Literals]] = []
        for number, literals in covers:
            ways = _ways_out(here, literals)
            if ways == 0:
                return self._divided(here, number, literals, [])
            if ways is not None:
                alive.append((ways, number, literals))
        if not alive:
            return self.leak(here)
        _, chosen, literals = min(alive, key=lambda each: each[:2])
        return self._divided(here, chosen, literals, [(n, each) for _, n, each in alive if n != chosen])

    def _divided(
        self, here: Box, number: int, literals: Literals, rest: list[tuple[int, Literals]]
    ) -> Tree | Request | Open:
        """The requests outside of each predicate of a statement are for the others to cover."""
        cases = _together(self._outsides(here, literals, rest))
        return Split(number, cases) if isinstance(cases, tuple) else cases

    def _outsides(
        self, here: Box, literals: Literals, rest: list[tuple[int, Literals]]
    ) -> Iterator[Tree | Request | Open]:
        for dimension, predicate in literals:
            before = here.get(dimension, ())
            outside = (*before, negation(predicate))
            closed = some_value(dimension in ELEMENTS, outside)
            if isinstance(closed, NoValue):
                yield Closed(dimension, closed.why, closed.member)
            else:
                yield self._escape({**here, dimension: outside}, rest)
            here = {**here, dimension: (*before, predicate)}


def _together(answers: Iterable[Tree | Request | Open]) -> tuple[Tree, ...] | Request | Open:
    """The trees of all cases, the first request, which ends the search, or else why the first that is open is."""
    trees: list[Tree] = []
    undecided: Open | None = None
    for answer in answers:
        match answer:
            case Request():
                return answer
            case Open():
                undecided = undecided or answer
            case tree:
                trees.append(tree)
    return undecided or tuple(trees)


def _ways_out(here: Box, literals: Literals) -> int | None:
    """How many predicates of a statement may fail in a box; None if it applies on no request of the box."""
    ways = 0
    for dimension, predicate in literals:
        before = here.get(dimension, ())
        if predicate in before:
            continue
        required = dimension in ELEMENTS
        if isinstance(some_value(required, (*before, predicate)), NoValue):
            return None
        ways += not isinstance(some_value(required, (*before, negation(predicate))), NoValue)
    return ways


def _only(predicates: Iterable[object]) -> str | None:
    """The pattern of a union that has no other."""
    return next((each.globs[0] for each in predicates if isinstance(each, Texts) and each.positive), None)


class _Statements:
    """Statements by the beginnings of their actions."""

    def __init__(self, covers: Covers):
        self.count = len(covers)
        self.others: list[int] = []  # that name no actions, or those that they do not mean
        self.by_pattern: dict[str, list[int]] = {}
        self.by_predicate: dict[object, list[int]] = {}
        for number, literals in enumerate(covers):
            actions = next((each for dimension, each in literals if dimension == ACTION), None)
            self.by_predicate.setdefault(actions, []).append(number)
            if isinstance(actions, Texts) and actions.positive:
                for pattern in actions.globs:
                    self.by_pattern.setdefault(pattern, []).append(number)
            else:
                self.others.append(number)
        self.index: Index = index.__wrapped__(tuple(self.by_pattern))

    def same(self, predicates: Iterable[object]) -> Iterator[int]:
        """The statements with the very actions of a box."""
        for each in predicates:
            yield from self.by_predicate.get(each, ())

    def near(self, pattern: str | None) -> Iterable[int]:
        """The statements that may apply to an action that a pattern reads."""
        if pattern is None:
            return range(self.count)
        found = {number for each in near(self.index, pattern) for number in self.by_pattern[each]}
        return sorted(found.union(self.others))
