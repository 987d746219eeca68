import pytest
from hypothesis import given, settings
from strategies import formulas, numbers

from arlib import parse, to_text
from arlib.printing import assignment_text, count_to_text, rate_to_text


@settings(max_examples=500)
@given(formulas(["x", "y", "zeta"]) | numbers(["x", "y", "zeta"]))
def test_parsing_what_was_printed_gives_the_same_term(term):
    assert parse(to_text(term)) == term


@pytest.mark.parametrize(
    "text",
    [
        "x + y == y + x",
        "x - (y - z)",
        "(x + 1) * -y // 2 % 3",
        "x << 1 == 2 * x",
        "x & y | z ^ ~x",
        "not (a < b and b < c) or a < c",
        "(a < b) == (b > a)",
        "(x if a < b else y) + 1",
        "tdiv(x, 2) == emod(y, abs(z)) or min(x, y) != max(x, y)",
    ],
)
def test_no_bracket_more_than_needed(text):
    assert to_text(parse(text)) == text


def test_counts_and_rates_read_well():
    assert count_to_text(2**64) == "18,446,744,073,709,551,616"
    assert count_to_text(2**70) == "2^70"
    assert count_to_text(2**70 + 1) == "1,180,591,620,717,411,303,425"
    assert rate_to_text(999.9e6) == "1 billion cases a second"
    assert rate_to_text(12.34e12) == "12,340 billion cases a second"
    assert rate_to_text(0.5) == "0.5 cases a second"


def test_an_assignment_without_variables_says_so():
    assert assignment_text({"x": 1, "y": -2}, "no inputs") == "x = 1, y = -2"
    assert assignment_text({}) == "no variables"
    assert assignment_text({}, "no inputs") == "no inputs"
