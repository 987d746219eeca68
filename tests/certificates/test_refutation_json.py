"""Refutations as JSON: they come back, and nothing else is taken for them."""

import copy
import json
import random

import pytest
from cadical import pigeons, random_formula, write_proof

from arlib.certificates.json_values import parse
from arlib.certificates.refutation import Addition, Refutation
from arlib.certificates.refutation_json import refutation_json, refutation_of
from arlib.checking import Accepted, Rejected, check
from arlib.clauses import cnf
from arlib.languages.lines import lines_of, unpacked
from arlib.languages.lrat import lrat_steps

GENEROUS = 600.0
FORMULA = cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])
FOUND = Refutation(FORMULA, (Addition(5, (1,), (1, 2)), Addition(6, (), (5, 3, 4))))


@pytest.mark.parametrize("formula", [pigeons(4), random_formula(30, 200, 3)])
def test_a_refutation_comes_back(formula, tmp_path):
    path = tmp_path / "proof.lrat"
    write_proof(formula, path)
    with unpacked(path) as file:
        steps = tuple(step for step in lrat_steps(lines_of(file)) if isinstance(step, Addition))
    data = parse(json.dumps(refutation_json(Refutation(formula, steps))))
    again = refutation_of(data, formula)
    assert again == Refutation(formula, steps) and check(again, seconds=GENEROUS) == Accepted()
    joined = "\n".join(data["lrat"]).encode().splitlines()
    assert tuple(lrat_steps(joined)) == steps


def test_another_formula_is_told_apart():
    data = refutation_json(FOUND)
    for other in (
        [[1, 2], [1, -2], [-1, 2], [-2, -1]],
        [[1, 2], [1, -2], [-1, 2]],
        [[1, 2], [1, -2], [-1, 2], [-1, -3]],
    ):
        with pytest.raises(ValueError, match="formula"):
            refutation_of(data, cnf(other))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("format", "another", "format"),
        ("version", 0, "version"),
        ("kind", "SequentProof", "kind"),
        ("says", "all is well", "says"),
        ("lrat", "5 1 0 1 2 0", "lrat is a list"),
        ("lrat", [5], r"lrat\[0\] is a text"),
        ("lrat", ["5 1 0 1 2"], "lrat is a list of steps in LRAT"),
        ("lrat", ["5 1 0 1 2 0 ", "6 0 5 3 4 0"], r"lrat\[0\] should be"),
        ("lrat", ["5 1 0 1 2 0", "c", "6 0 5 3 4 0"], "lrat should have 2 elements"),
        ("lrat", ["5 1 0 1 2 0", "5 d 1 0", "6 0 5 3 4 0"], "lrat should have 2 elements"),
        ("lrat", ["5 1 0 1 2 0\n6 0 5 3 4 0"], "lrat"),
        ("lrat", ["\u0665 1 0 1 2 0"], "lrat is a list of steps in LRAT"),
        ("more", 1, "a key that means nothing"),
    ],
)
def test_other_data_are_refused(key, value, said):
    with pytest.raises(ValueError, match=said):
        refutation_of({**refutation_json(FOUND), key: value}, FORMULA)


def test_changed_numbers_are_refused_or_rejected():
    source, rejected = random.Random(2), 0
    for _ in range(300):
        data = copy.deepcopy(refutation_json(FOUND))
        at = source.randrange(2)
        words = data["lrat"][at].split()
        place = source.randrange(len(words))
        words[place] = str(source.randint(-6, 7))
        if (changed := " ".join(words)) == data["lrat"][at]:
            continue
        data["lrat"][at] = changed
        try:
            found = check(refutation_of(data, FORMULA), seconds=GENEROUS)
        except ValueError:
            rejected += 1
            continue
        rejected += isinstance(found, Rejected)
    assert rejected > 150
