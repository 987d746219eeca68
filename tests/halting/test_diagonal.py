"""No decider is right about its own diagonal, and none hangs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib.halting import all_deciders, confront, diagonal, ours, with_own_source
from arlib.halting.deciders import judge
from arlib.halting.diagonal import Decider, reply
from arlib.halting.texts import Halts, Loops, run_text
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unknown


@given(st.lists(st.sampled_from(["x = '%'", "y = '%r %% \\'\\\\'", "pass", "z = 3"]), max_size=4))
def test_a_program_computes_its_own_text(lines):
    text = with_own_source("\n".join([*lines, "return source"]))
    assert run_text(text).ending == Halts(text)
    names = {}
    exec(text, names)
    assert names["h"]() == text


@pytest.mark.parametrize("decider", all_deciders(), ids=lambda decider: decider.name)
def test_each_decider_is_wrong_or_silent(decider):
    met = confront(decider)
    match met.inside.answer:
        case "yes":
            assert isinstance(met.ending, Loops)
            assert met.verdict == "wrong"
        case "no":
            assert isinstance(met.ending, Halts)
            assert met.verdict == "wrong"
        case _:
            assert isinstance(met.ending, Halts)
            assert met.verdict == "did not answer"
    assert run_text(met.source, {met.decider: lambda text: met.inside.answer}) == met.run  # every step again


def test_there_are_at_least_twelve():
    assert len({decider.name for decider in all_deciders()}) >= 12


def test_two_are_silent():
    silent = [each.name for each in all_deciders() if confront(each).verdict == "did not answer"]
    assert silent == ["never_answers", "terminates"]


@settings(max_examples=30)
@given(st.integers(0, 1000))
def test_no_coin_is_lucky(seed):
    from arlib.halting.deciders import coin, coin_for_each_text

    assert confront(coin(seed)).verdict == confront(coin_for_each_text(seed)).verdict == "wrong"


def test_ours_does_not_know_and_says_exactly_why():
    met = confront(ours())
    assert met.prediction.answer == "don't know"
    assert met.prediction.why == (
        "it hangs on what terminates says of this very text (line 4): with yes it runs for ever (line 5), "
        "with no it ends, with don't know it ends"
    )
    assert isinstance(met.ending, Halts)  # as we see from outside


def test_ours_answers_where_the_answer_does_not_matter():
    ends = with_own_source("answer = terminates(source)\nreturn answer")
    loops = with_own_source("answer = terminates(source)\nwhile True:\n    pass")
    assert judge(ends).answer == "yes"
    assert judge(loops).answer == "no"


def test_ours_is_terminates_where_nothing_is_asked():
    sources = ["def f(n):\n    while n > 0:\n        n = n - 1", "def f(n):\n    while n > 0:\n        n = n + 1"]
    for source, kind in zip(sources, (Proved, Refuted), strict=True):
        assert isinstance(terminates(source), kind)
        assert judge(source).answer == {Proved: "yes", Refuted: "no"}[kind]


def endless(source):
    while True:
        pass  # noqa: E701


def fails(source):
    return source[10**9]


def swallows(source):
    while True:
        try:
            while True:
                pass
        except Exception:
            pass


def test_too_few_steps_are_refused():
    with pytest.raises(ValueError, match="too few"):
        confront(lambda source: "yes", steps=1)


@pytest.mark.parametrize(
    ("decider", "why"),
    [(endless, "did not come back"), (swallows, "did not come back"), (fails, "it fails: IndexError")],
)
def test_a_decider_that_does_not_come_back_has_not_answered(decider, why):
    met = confront(decider)
    assert met.verdict == "did not answer"
    assert why in met.inside.why


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (True, "yes"),
        ("no", "no"),
        (Unknown("x"), "don't know"),
        (Proved(1), "yes"),
        (Refuted(1), "no"),
        (17, "don't know"),
    ],
)
def test_what_counts_as_an_answer(given, answer):
    assert reply(given).answer == answer


def test_the_name_of_a_decider_is_the_one_that_is_called():
    assert "if coin(source) == 'yes':" in diagonal(Decider("coin", lambda source: None))
