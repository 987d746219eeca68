"""The shortest way through a level, by breadth-first search: it knows nothing of strategy."""

from arlib import terms as t
from arlib.certificates import Derivation
from arlib.rewriting.moves import places
from arlib.rewriting.play import Play


def shortest(play: Play, most: int) -> Derivation | None:
    """A derivation with the fewest steps; None if there is none with at most so many."""
    seen, frontier = {play.formula}, [play]
    for _ in range(most):
        further = []
        for now in frontier:
            for position, _ in places(now.formula):
                for move in now.offers(position):
                    if move.after == t.Truth(True):
                        return now.take(move).derivation
                    if move.after not in seen:
                        seen.add(move.after)
                        further.append(now.take(move))
        frontier = further
    return None
