"""Patterns against regular expressions, over a small alphabet."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.iam.globs import (
    ANY,
    ONE,
    PART,
    PART_ONE,
    arn_glob,
    beginning,
    either_case,
    glob,
    matches,
    shown,
    small,
    substituted,
    variable,
    variables,
)

MEANINGS = {ANY: ".*", ONE: ".", PART: "[^:]*", PART_ONE: "[^:]", "*": r"\*", either_case("a"): "[aA]"}
PATTERNS = st.text(alphabet=["a", "b", ":", *MEANINGS], max_size=7)
TEXTS = st.text(alphabet="aAb:*", max_size=7)


@given(PATTERNS, TEXTS)
def test_a_pattern_reads_what_its_regular_expression_does(pattern, text):
    wanted = re.fullmatch("".join(MEANINGS.get(c, c) for c in pattern), text, re.DOTALL) is not None
    assert matches(pattern, text) == wanted


@given(PATTERNS, TEXTS)
def test_what_a_pattern_reads_begins_as_it_does(pattern, text):
    assert not matches(pattern, text) or text.startswith(beginning(pattern))


@given(st.text(alphabet="ab*?:$", max_size=8))
def test_parts_of_an_arn_are_read_one_by_one(text):
    pattern = f"arn:{text}"
    parts = pattern.split(":", 5)
    value = pattern.replace("*", "b").replace("?", "a")
    assert matches(arn_glob(pattern), value)
    if len(parts) == 6 and "*" in parts[1]:
        assert not matches(arn_glob(pattern), value.replace("b", "b:b"))


@given(st.text(alphabet="abkKſK\u212a", max_size=4), st.text(alphabet="abkKſK\u212a", max_size=4))
def test_only_the_letters_from_a_to_z_have_two_cases(one, other):
    ascii_small = "".join(c.lower() if c.isascii() else c for c in one)
    assert small(one) == ascii_small
    assert matches(either_case(one), other) == (small(one) == small(other))


def test_ten_thousand_stars_take_no_time():
    assert not matches(glob("*a" * 10_000), "a" * 9_999 + "b")
    assert matches(glob("*" * 10_000 + "b"), "a" * 1_000 + "b")
    assert matches(glob("*a" * 1_000 + "?"), "a" * 1_001)


def test_a_variable_reads_its_value_and_nothing_before_it_has_one():
    pattern = glob("home/") + variable("aws:username") + glob("/*")
    assert not matches(pattern, "home/ann/x")
    assert variables(pattern) == {"aws:username"}
    assert matches(substituted(pattern, {"aws:username": "a*"}), "home/a*/x")
    assert not matches(substituted(pattern, {"aws:username": "a*"}), "home/ann/x")


@pytest.mark.parametrize(("pattern", "text"), [(glob("a*?b"), "a*?b"), ("a*", "a${*}"), (either_case("Ab"), "ab")])
def test_patterns_are_shown_in_the_syntax_of_variables(pattern, text):
    assert shown(pattern) == text
