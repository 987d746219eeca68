"""There is a timetable where trying all of them finds one, and it is one of those."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from models import model, refutation, solutions

from arlib.problems import Lecture, timetable, timetable_text

TIMES = ("Mo", "Tu", "We")
lectures = st.lists(
    st.builds(
        lambda people, never: (frozenset(people), frozenset(never)),
        st.sets(st.sampled_from("ABC"), min_size=1, max_size=2),
        st.sets(st.sampled_from(TIMES), max_size=1),
    ),
    max_size=4,
).map(lambda parts: [Lecture(f"lecture {n}", *part) for n, part in enumerate(parts)])


def fits(lectures, chosen, rooms):
    together = {time: [one for one, at in zip(lectures, chosen, strict=True) if at == time] for time in TIMES}
    return (
        all(at not in one.never for one, at in zip(lectures, chosen, strict=True))
        and all(len(at_once) <= rooms for at_once in together.values())
        and all(sum(person in one.people for one in at_once) <= 1 for at_once in together.values() for person in "ABC")
    )


@given(lectures, st.integers(0, 3))
def test_the_timetables_are_those_of_trying_all(lectures, rooms):
    expected = {chosen for chosen in product(TIMES, repeat=len(lectures)) if fits(lectures, chosen, rooms)}
    found = solutions(timetable(lectures, TIMES, rooms))
    assert {tuple(time for _, time in sorted(each)) for each in found} == expected
    assert len(found) == len(expected)


def test_a_timetable_is_written_by_its_times():
    said = timetable(
        [Lecture("logic", frozenset("A")), Lecture("games", frozenset("A"), frozenset({"Tu"}))], TIMES[:2], 1
    )
    assert timetable_text(said, model(said.clauses)) == "Mo: games\nTu: logic"


def test_why_there_is_none():
    three = [Lecture(name, frozenset("A")) for name in ("logic", "games", "sets")]
    said = timetable(three, TIMES[:2], 3)
    why = said.why(refutation(said.clauses))
    assert "A is in logic and games" in why and not any("room" in each for each in why)
