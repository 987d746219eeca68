"""Every level can be solved with its rules, and par is the fewest steps: by going through all ways, the shortest first.

The checker takes what the search finds.
"""

import pytest
from shortest import shortest

from arlib import Accepted, check, prove
from arlib.rewriting.levels import LEVELS, MOST_STARS
from arlib.rules import TRUSTED
from arlib.verdict import Proved


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.title)
def test_par_is_the_fewest_steps(level):
    found = shortest(level.begin(), level.par)
    assert found is not None and len(found.steps) == level.par
    assert check(found) == Accepted()
    assert level.stars(level.par) == MOST_STARS > level.stars(level.par + 1) >= level.stars(1000) == 1


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.title)
def test_its_claim_is_true_and_its_rules_exist(level):
    assert isinstance(prove(level.claim, level.integers), Proved)
    known = {rule.name for rule in TRUSTED if type(level.integers) in rule.models} | {"arithmetic"}
    assert set(level.unlocks) <= known


def test_each_level_brings_rules_that_par_needs():
    assert [level.number for level in LEVELS] == list(range(1, 13))
    unlocked = [name for level in LEVELS for name in level.unlocks]
    assert len(set(unlocked)) == len(unlocked)
    for level in LEVELS:
        names = frozenset(name for earlier in LEVELS[: level.number - 1] for name in earlier.unlocks)
        without = type(level.begin())(level.begin().claim, level.integers, names)
        assert shortest(without, level.par) is None, "the level can be solved as fast without what is new"
