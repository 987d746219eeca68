"""The picture of a run: a head for every row, over the cell that is read, and the same in words."""

import re

import pytest

from arlib.halting.turing_machines import parse, picture, run
from arlib.views.halting.tapes import CELL, LEFT, MOST_CELLS, MOST_ROWS, tape_picture

MACHINES = ["1RB1RC_1LA1LZ_1LB0RC", "1RB1LB_1LA1RZ", "1RZ---", "1RB---_1LA---", "1RB1RZ_1LB0RC_1LC1LA"]
HEAD = re.compile(r'<polygon points="([\d.]+),')


@pytest.mark.parametrize("text", MACHINES)
def test_the_words_are_those_of_the_plain_picture(text):
    made = run(parse(text), 12)
    rows = [re.split(r"  (?=reads|halts)", row)[0].rstrip() for row in tape_picture(made).text.splitlines()[1:]]
    assert rows == picture(made).splitlines()


@pytest.mark.parametrize("text", MACHINES)
def test_every_head_stands_over_its_cell(text):
    made = run(parse(text), 12)
    first = min(now.head for now in made.configurations)
    heads = [float(x) + 11 for x in HEAD.findall(tape_picture(made))]
    assert heads == [LEFT + CELL * (now.head - first) + CELL / 2 for now in made.configurations]


def test_the_step_is_what_the_next_row_shows():
    made = run(parse("1RB1RC_1LA1LZ_1LB0RC"), 100)
    rows = tape_picture(made).text.splitlines()[1:]
    for row, after, now in zip(rows, rows[1:], made.configurations, strict=False):
        wrote, way, state = re.search(r"writes (\d), goes (\w+), state (\w)", row).groups()
        assert re.search(rf"^\s*\d+ {state} ", after)
        next_one = made.configurations[made.configurations.index(now) + 1]
        assert int(now.head in next_one.ones) == int(wrote)
        assert next_one.head - now.head == (1 if way == "right" else -1)


def test_a_long_run_has_an_end_and_a_wide_tape_is_words():
    long = tape_picture(run(parse("1RB1LB_1LA1RB"), 100))
    assert len(HEAD.findall(long)) <= MOST_ROWS
    wide = run(parse("1RA1RA"), MOST_CELLS + 3)
    assert tape_picture(wide).startswith("<pre") and "reads 0" in tape_picture(wide).text
    assert "and 77 rows more" in tape_picture(run(parse("1RA1RA"), 100)).text
