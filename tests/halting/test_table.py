"""The opposite of the diagonal is no row, and a decider for a behaviour would be one for halting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.halting import Table, first_then, growing_budget, halting_from, halting_table, run_text
from arlib.halting.texts import Halts, Loops

TABLES = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n).map(tuple), min_size=n, max_size=n).map(tuple)
)


@given(TABLES)
def test_the_opposite_is_no_row(entries):
    table = Table(tuple(map(str, range(len(entries)))), entries)
    assert table.opposite not in entries
    assert table.differs == tuple(range(len(entries)))


def test_a_table_is_square():
    with pytest.raises(ValueError, match="as many columns as rows"):
        Table(("a",), ((True, False),))


def test_an_entry_can_be_flipped():
    table = Table(("a", "b"), ((True, False), (True, True)))
    assert table.flipped(1, 0).entries == ((True, False), (False, True))


# From 7 it is believed to grow for ever, and nobody has a proof.
HARD = """def hard(n):
    n = n + 7
    while n > 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 5 * n + 1"""


def test_entries_are_decided():
    down = "def down(n):\n    while n > 1:\n        n = n - 2"
    even = "def even(n):\n    while n != 0:\n        n = n - 2"
    assert halting_table([down, even]).entries == ((True, True), (True, False))
    with pytest.raises(ValueError, match="nobody knows"):
        halting_table([HARD], seconds=1)


P = "def p():\n    n = 3\n    while n > 0:\n        n = n - 1"
Q = "def q():\n    while True:\n        pass"


def test_a_program_after_another_is_reached_if_the_other_ends():
    answer = "def a():\n    return 42"
    assert run_text(first_then(P, answer)).ending == Halts(42)
    assert isinstance(run_text(first_then(Q, answer)).ending, Loops)
    with pytest.raises(ValueError, match="both programs"):
        first_then(P, P)


def test_a_decider_of_behaviour_decides_halting():
    def returns_42(source):  # as far as running tells
        return run_text(source, steps=100).ending == Halts(42)

    decide = halting_from(returns_42, "def a():\n    return 42")
    assert decide(P) is True
    assert decide(Q) is False


def test_tallies_add_up():
    sources = ["def a(n):\n    while n > 0:\n        n = n - 1", "def b(n):\n    while n > 0:\n        n = n + 1"]
    (tally,) = growing_budget(sources, [2.0])
    assert (tally.yes, tally.no, tally.unknown) == (1, 1, 0)
