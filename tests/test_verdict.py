import pytest

from arlib import Accepted, Proved, Refuted, Rejected, Unknown, Unsigned, Unsupported, exhaust


@pytest.mark.parametrize(
    "value",
    [Proved(1), Refuted(1), Unknown("why"), Accepted(), Rejected("which", "where"), exhaust("x == x", Unsigned(2))],
    ids=lambda value: type(value).__name__,
)
def test_no_answer_has_a_truth_value(value):
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(value)
    with pytest.raises(TypeError):
        not value  # noqa: B018


def test_the_caret_stands_under_its_character():
    shown = str(Unsupported("here", "first\n\tx + y", line=2, column=3))
    assert shown.splitlines() == ["line 2, column 4: here", "    \tx + y", "    \t  ^"]


def test_a_place_outside_the_source_shows_no_caret():
    assert str(Unsupported("why", "x", line=7)) == "why"
    assert str(Unsupported("why")) == "why"
