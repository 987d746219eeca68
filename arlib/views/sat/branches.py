"""A search as a tree: what was supposed below what, where it failed, and what a learned clause then made true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from arlib.clauses import Literal
from arlib.sat.events import (
    Backjump,
    Conflict,
    Decision,
    Event,
    Forgotten,
    Learned,
    Model,
    Propagation,
    Restart,
)
from arlib.views.sat.frames import Names

MOST_LINES = 60  # of a tree in words


@dataclass
class Branch:
    """A part of a search: the literal with which it begins, what follows from it, and how it ends, if it does.

    ``learned`` says that a learned clause made the literal true, where nothing more was supposed.
    """

    literal: Literal | None = None
    learned: bool = False
    implied: list[Literal] = field(default_factory=list)
    end: str = ""
    below: list[Branch] = field(default_factory=list)

    @property
    def leaves(self) -> int:
        """How many branches end without another below them."""
        return sum(not each.below for each, _ in walk(self))


@dataclass
class Counts:
    """How often each kind of event happened; ``proof`` counts the clauses that are steps of a proof."""

    suppositions: int = 0
    consequences: int = 0
    conflicts: int = 0
    proof: int = 0
    restarts: int = 0
    model: Model | None = None
    closed: bool = False

    @property
    def answer(self) -> bool | None:
        """Whether there is a row, as far as the events tell."""
        return True if self.model else False if self.closed else None


def walk(root: Branch) -> Iterator[tuple[Branch, int]]:
    """The branches in their order, each with its depth."""
    todo = [(root, 0)]
    while todo:
        branch, depth = todo.pop()
        yield branch, depth
        todo += [(each, depth + 1) for each in reversed(branch.below)]


def search_tree(events: Iterable[Event]) -> tuple[Branch, Counts]:
    """The tree of a search, as far as its events tell, and what happened in it.

    >>> from arlib.clauses import cnf
    >>> from arlib.sat.dpll import dpll
    >>> root, counts = search_tree(dpll(cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])))
    >>> [(each.literal, each.end) for each in root.below], counts.conflicts, counts.answer
    ([(1, 'clause 4'), (-1, 'clause 2')], 2, False)
    """
    root, counts = Branch(), Counts()
    path, jumped = [root], False  # the branch in which each level goes on
    for event in events:
        match event:
            case Decision(literal, level):
                counts.suppositions += 1
                del path[level:]
                path[-1].below.append(Branch(literal))
                path.append(path[-1].below[-1])
            case Propagation(literal, level):
                counts.consequences += 1
                if jumped:
                    path[level].below.append(Branch(literal, learned=True))
                    path[level] = path[level].below[-1]
                else:
                    path[level].implied.append(literal)
            case Conflict(_, number):
                counts.conflicts += 1
                path[-1].end = f"clause {number}"
            case Learned(_, clause):
                counts.proof += 1
                counts.closed = counts.closed or not clause
            case Backjump(level):
                del path[level + 1 :]
            case Restart():
                counts.restarts += 1
                del path[1:]
            case Model():
                counts.model = event
                path[-1].end = "a row"
            case Forgotten():
                pass
            case _:
                raise TypeError(f"no event of a search: {event!r}")
        jumped = isinstance(event, Backjump)
    return root, counts


def outline(root: Branch, name: Names) -> str:
    """The tree in words, a line for each branch, up to ``MOST_LINES``."""
    lines: list[str] = []
    for branch, depth in walk(root):
        if len(lines) == MOST_LINES:
            lines.append("and more")
            break
        begin = "at first" if branch.literal is None else ("learned " if branch.learned else "") + name(branch.literal)
        implied = f", so {', '.join(map(name, branch.implied))}" if branch.implied else ""
        sign = {"": "", "a row": "  ✓ a row"}.get(branch.end, f"  ✗ {branch.end} fails")
        lines.append("  " * depth + begin + implied + sign)
    return "\n".join(lines)
