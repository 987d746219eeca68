"""The levels as a table, and what is said of stars."""

from arlib.rewriting.levels import LEVELS
from arlib.views.rewriting.levels import levels_table, reward, star_text, steps_ago


def test_the_table_has_every_level():
    plain = levels_table()
    for level, line in zip(LEVELS, plain.text.splitlines()[1:], strict=True):
        assert level.claim.replace("(x ^ y) ^ x", "x ^ y ^ x") in line and f"par {level.par}" in line
        assert all(name in line for name in level.unlocks) and level.title in str(plain)
    assert "★" not in plain and "Stars" not in plain
    starred = levels_table({2: 1})
    assert starred.text.splitlines()[2].endswith("commutativity of +: ★☆☆ one star")
    assert str(starred).count("★") == 1 and "☆☆☆ no stars" in starred


def test_a_reward_names_a_better_one_of_before():
    assert "★★☆ two stars." in reward(LEVELS[0], 2, 2) and "best" not in reward(LEVELS[0], 2, 2)
    assert "Your best so far: ★★★ three stars." in reward(LEVELS[0], 9, 3)


def test_words():
    assert [star_text(n) for n in (0, 1, 3)] == ["☆☆☆ no stars", "★☆☆ one star", "★★★ three stars"]
    assert [steps_ago(n) for n in (1, 2, 12)] == ["one step ago", "two steps ago", "12 steps ago"]
