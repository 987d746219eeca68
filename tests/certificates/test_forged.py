"""Certificates that were forged to keep the reader or the checker busy are refused at once, in little memory."""

import json
import tracemalloc

import pytest

from arlib import Proved, Rejected, check, python_program, terminates
from arlib.certificates.json_parts import MOST_FACTORS
from arlib.certificates.json_values import MOST_DEPTH, MOST_DIGITS, parse
from arlib.certificates.nontermination import Entry, Lasso, Phase, RecurrenceSet
from arlib.certificates.serialisation import from_json, to_json

DOWN = python_program("def down(x):\n    while x > 0:\n        x = x - 1\n")
NEVER = python_program(
    "def never(x):\n" + "".join(f"    v{i} = {i}\n" for i in range(200)) + "    while x > 0:\n        x = x + 1\n"
)


@pytest.mark.parametrize("forged", [Lasso(NEVER, Entry({"x": 1}, (), 1), (), 10**8), Entry({"x": 1}, (), 10**8)])
def test_a_run_of_many_arrivals_keeps_few_states(forged, monkeypatch):
    monkeypatch.setattr("arlib.checking.termination.MOST_STEPS", 30_000)
    certificate = forged if isinstance(forged, Lasso) else RecurrenceSet(NEVER, forged, (Phase(1, ()),), {})
    tracemalloc.start()
    try:
        found = check(certificate)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(found, Rejected) and found.obligation == "entry"
    assert most < 2_000_000  # 15,000 states of 200 variables would be over a hundred million


@pytest.fixture(scope="module")
def proof():
    found = terminates(DOWN)
    assert isinstance(found, Proved)
    return json.dumps(to_json(found.certificate))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('[1, "x"]', f'[{"9" * (MOST_DIGITS + 1)}, "x"]', "4,301 digits"),
        ('[1, "x"]', f'[-{"9" * MOST_DIGITS}, "x"]', "4,301 digits"),
        ('"times": "1"', f'"times": "{"9" * 100_000}"', "at most 4,300 digits"),
        ('"times": "1"', f'"times": "1/{"9" * 100_000}"', "at most 4,300 digits"),
        ('[1, "x"]', json.dumps([1, *["x"] * (MOST_FACTORS + 1)]), "at most 100"),
        ('"splits": []', f'"splits": {"[" * MOST_DEPTH}{"]" * MOST_DEPTH}', "nested more than 50 deep"),
        ('"splits": []', f'"splits": {"[" * 100_000}{"]" * 100_000}', "nested more than 50 deep"),
        ('"splits": []', '"splits": ' + '{"a":' * 900 + "[]" + "}" * 900, "nested more than 50 deep"),
    ],
)
def test_what_would_take_long_to_read_is_refused(proof, old, new, reason):
    assert old in proof
    with pytest.raises(ValueError, match=reason):
        from_json(parse(proof.replace(old, new, 1)), DOWN)


def test_a_text_of_any_length_is_refused_at_once():
    with pytest.raises(ValueError, match=r"10,000,001 characters, and 10,000,000 are the most"):
        parse(" " * 10_000_001)


def test_what_is_just_within_the_bounds_is_read():
    assert parse("-" + "9" * (MOST_DIGITS - 1)) == -int("9" * (MOST_DIGITS - 1))
    deep = parse("[" * MOST_DEPTH + "]" * MOST_DEPTH)
    assert json.dumps(deep) == "[" * MOST_DEPTH + "]" * MOST_DEPTH
