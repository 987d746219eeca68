"""A search as frames to step through: after each event the trail, and the conflict with what is learned from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from arlib.clauses import Clause, Literal
from arlib.sat.events import Backjump, Conflict, Decision, Event, Forgotten, Learned, Model, Propagation, Restart

MOST_FRAMES = 2_000  # more are not stepped through

Step = Decision | Propagation
Names = Callable[[Literal], str]


@dataclass(frozen=True)
class Frame:
    """The search after an event, or before the first.

    ``trail`` has what is true in its order. ``conflict`` is the clause that is false, as long as that trail stands, and
    ``learned`` what follows from it.
    """

    event: Event | None = None
    trail: tuple[Step, ...] = ()
    conflict: Conflict | None = None
    learned: Learned | None = None

    @property
    def level(self) -> int:
        """How many suppositions stand."""
        return max((step.level for step in self.trail), default=0)

    @property
    def side(self) -> frozenset[Literal]:
        """The literals on the conflict's side of the cut: those by whose reasons a clause was learned, and more.

        What leads to a literal of the clause is on the other side, even if its own reason was needed.
        """
        if self.learned is None or not self.learned.clause:
            return frozenset()
        boundary = {-literal for literal in self.learned.clause}
        for step in reversed(self.trail):
            if step.literal in boundary:
                boundary.update(antecedents(step))
        side: set[Literal] = set()
        for step in self.trail:
            used = isinstance(step, Propagation) and step.level and step.number in self.learned.hints
            if (used and step.literal not in boundary) or not side.isdisjoint(antecedents(step)):
                side.add(step.literal)
        return frozenset(side)


def antecedents(step: Step | Conflict) -> tuple[Literal, ...]:
    """The true literals from which a step follows, or whose truth makes a clause false.

    >>> antecedents(Propagation(3, 1, 7, (-1, 3, 2)))
    (1, -2)
    """
    match step:
        case Decision():
            return ()
        case Propagation(literal, _, _, clause):
            return tuple(-each for each in clause if each != literal)
        case Conflict(_, _, clause):
            return tuple(-each for each in clause)


def frames(events: Iterable[Event], *, most: int = MOST_FRAMES) -> tuple[Frame, ...]:
    """A frame before the first event, and one after each, up to ``most`` in all.

    >>> found = frames([Decision(1, 1), Conflict(1, 2, (-1,)), Learned(3, (-1,), (2,)), Backjump(0)])
    >>> [len(frame.trail) for frame in found]
    [0, 1, 1, 1, 0]
    """
    return tuple(frame for frame, _ in zip(_frames(events), range(most), strict=False))


def _frames(events: Iterable[Event]) -> Iterator[Frame]:
    now = Frame()
    yield now
    for event in events:
        now = after(now, event)
        yield now


def after(frame: Frame, event: Event) -> Frame:
    """The frame after one more event."""
    match event:
        case Decision() | Propagation():
            return Frame(event, (*frame.trail, event))
        case Conflict():
            return Frame(event, frame.trail, event)
        case Learned() if frame.conflict is not None:
            return replace(frame, event=event, learned=event)
        case Backjump(level):
            return Frame(event, tuple(step for step in frame.trail if step.level <= level))
        case Restart():
            return Frame(event, tuple(step for step in frame.trail if step.level == 0))
        case Learned() | Forgotten() | Model():
            return replace(frame, event=event)
        case _:
            raise TypeError(f"no event of a search: {event!r}")


def known(clauses: Iterable[Clause], found: Iterable[Frame]) -> dict[int, Clause]:
    """The clauses by their numbers: those of the formula, and those that were learned up to the last of the frames."""
    by_number = dict(enumerate(clauses, 1))
    for frame in found:
        if isinstance(frame.event, Learned):
            by_number[frame.event.number] = frame.event.clause
    return by_number


def peaks(found: tuple[Frame, ...]) -> Iterator[Frame]:
    """For each frame the last one before something is taken back, so that boxes stay where they are until then."""
    later: list[Frame] = []
    best: Frame | None = None
    for frame in reversed(found):
        if best is None or best.trail[: len(frame.trail)] != frame.trail:
            best = frame
        later.append(best)
    return reversed(later)
