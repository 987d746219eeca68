"""What is known of a whole program before it is read once more, until nothing else is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from arlib.languages.python.kinds import INTEGERS, LISTS, MIXED, Kind, joined
from arlib.terms import Term, Var


@dataclass
class Seen:
    """What one reading saw: of what kind variables are, and results of functions; and what is done with lists.

    A list goes by the variable of its length: ``resized`` are those whose length changes, and ``shared`` pairs of which
    both may be one. ``elements`` is the kind of all that is in any list, None if nothing is; ``lists`` says that there
    are some.
    """

    kinds: dict[str, Kind] = field(default_factory=dict)
    elements: Kind | None = None
    resized: set[str] = field(default_factory=set)
    shared: set[frozenset[str]] = field(default_factory=set)
    lists: bool = False


class Facts:
    """What the last reading saw, which this one takes for granted, and what it sees itself: at last both are the same.

    ``inputs`` are what is passed to the program, integers and lists. ``passed`` says which input a variable gets.
    """

    def __init__(self, inputs: dict[str, Kind]):
        self.inputs, self.passed = inputs, dict[str, str]()
        self.known, self.seen = self._begin(), self._begin()
        self.differs = False

    def _begin(self) -> Seen:
        return Seen(dict(self.inputs), INTEGERS if LISTS in self.inputs.values() else None)

    def again(self) -> bool:
        """Whether this reading saw something else than it took for granted, so that another one is needed."""
        now, before = self.seen, self.known
        changed = self.differs or (now.kinds, now.elements) != (before.kinds, before.elements)
        changed = changed or not (now.resized <= before.resized and now.shared <= before.shared)
        changed = changed or now.lists > before.lists
        # What was seen once of lists stays, also where a reading ends before it comes there.
        resized, shared = now.resized | before.resized, now.shared | before.shared
        lists = now.lists or before.lists
        self.known = Seen(now.kinds, now.elements, resized, shared, lists)
        self.seen, self.differs = self._begin(), False
        return changed

    def passes(self, variable: str, value: Term) -> None:
        """A variable gets what an input is."""
        if isinstance(value, Var):
            self.passed[variable] = self.passed.get(value.name, value.name)

    def use_as_list(self, variable: str) -> None:
        """An input that was taken for an integer is used as a list is: take it for one."""
        name = self.passed.get(variable, variable)
        if self.inputs.get(name) == INTEGERS:
            self.inputs[name] = LISTS
            self.differs = True

    def kind(self, name: str) -> Kind:
        """The kind of a variable, of integers if nothing else was seen."""
        return self.known.kinds.get(name) or self.seen.kinds.get(name, INTEGERS)

    def learn(self, name: str, kind: Kind) -> Kind:
        """A variable may get a value of this kind; the kind that it has."""
        before = self.seen.kinds.get(name)
        self.seen.kinds[name] = kind if before is None else joined(before, kind)
        return self.kind(name)

    @property
    def elements(self) -> Kind:
        """The kind of all that is in lists."""
        return self.known.elements or self.seen.elements or INTEGERS

    def stored(self, kind: Kind) -> None:
        """A list may get an element of this kind; of a list in a list nothing is known."""
        kind, before = MIXED if kind == LISTS else kind, self.seen.elements
        self.seen.elements = kind if before is None else joined(before, kind)

    def may_be_list(self, kind: Kind) -> bool:
        """Whether a value of a kind may be some list."""
        some = self.known.lists or self.seen.lists or bool(self.parameters)
        return kind == LISTS or kind == MIXED and some

    def resize(self, owner: str) -> None:
        """The length of a list changes."""
        self.seen.resized.add(owner)

    def share(self, one: str, other: str) -> None:
        """Two variables may be the lengths of one list."""
        self.seen.shared.add(frozenset((one, other)))

    def together(self, owner: str) -> frozenset[str]:
        """All the names that a list may have."""
        found, waiting = {owner}, [owner]
        while waiting:
            here = waiting.pop()
            pairs = self.known.shared | self.seen.shared
            more = {name for pair in pairs if here in pair for name in pair} - found
            found |= more
            waiting += more
        return frozenset(found)

    def is_confused(self, owner: str) -> bool:
        """Whether a list has several names, and its length changes."""
        names, parameters = self.together(owner), frozenset(self.parameters)
        lists = names | parameters if names & parameters else names  # which a caller may pass as one
        return len(names) > 1 and bool(lists & (self.known.resized | self.seen.resized))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The lists that a caller passes, who may pass one list twice."""
        return tuple(length_name(name) for name, kind in self.inputs.items() if kind == LISTS)

    def twins(self, owner: str) -> Iterator[tuple[str, str]]:
        """The other parameters that may be the same list, each with the variable that says whether it is."""
        if owner in self.parameters and self.known.resized & set(self.parameters):
            for other in self.parameters:
                if other != owner:
                    yield "same." + ".".join(sorted((owner, other))), other


def length_name(name: str) -> str:
    """The variable of a list's length.

    >>> length_name("xs")
    'len(xs)'
    """
    return f"len({name})"
