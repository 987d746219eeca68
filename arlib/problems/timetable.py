"""A timetable as clauses: lectures at times, so that nobody is in two at once and there are rooms enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from arlib.clauses import Assignment
from arlib.problems.statement import Problem, Statement


@dataclass(frozen=True)
class Lecture:
    """A lecture, who gives and who hears it, and the times at which it cannot be."""

    name: str
    people: frozenset[str]
    never: frozenset[str] = frozenset()


def timetable(lectures: Sequence[Lecture], times: Sequence[str], rooms: int) -> Problem[tuple[str, str]]:
    """Each lecture has one time, nobody is in two lectures at once, and no time has more lectures than rooms.

    Its choices are (lecture, time).

    >>> said = timetable([Lecture("logic", frozenset({"Ada"})), Lecture("games", frozenset({"Ada"}))], ["Mo", "Tu"], 1)
    >>> [*dict.fromkeys(said.reasons[4:])]
    ['Ada is in logic and games', 'only 1 room on Mo', 'only 1 room on Tu']
    """
    said: Statement[tuple[str, str]] = Statement()
    room = f"{rooms} room{'s' * (rooms != 1)}"
    for lecture in lectures:
        choices = [(lecture.name, time) for time in times]
        said.one_of(f"{lecture.name} has a time", *choices)
        said.at_most_one(f"{lecture.name} has one time", *choices)
        for time in times:
            if time in lecture.never:
                said.not_all(f"{lecture.name} cannot be on {time}", (lecture.name, time))
    for one, other in combinations(lectures, 2):
        if both := sorted(one.people & other.people):
            for time in times:
                because = f"{both[0]} is in {one.name} and {other.name}"
                said.not_all(because, (one.name, time), (other.name, time))
    for time in times:
        said.at_most(f"only {room} on {time}", rooms, *((lecture.name, time) for lecture in lectures))
    return said.problem()


def timetable_text(problem: Problem[tuple[str, str]], assignment: Assignment) -> str:
    """The lectures of each time, a line for each."""
    found: dict[str, list[str]] = {time: [] for _, time in problem.letters}
    for lecture, time in problem.chosen(assignment):
        found[time].append(lecture)
    return "\n".join(f"{time}: {', '.join(names)}" for time, names in found.items())
