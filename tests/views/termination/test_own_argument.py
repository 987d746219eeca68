"""A reader's own argument, judged one obligation after the other."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views.termination.test_proofs import G_IN_C, NESTED, G, tags

from arlib import c_program, check, python_program, terminates
from arlib.certificates.termination import obligations
from arlib.checking import Accepted, Rejected
from arlib.termination import guess, judge
from arlib.termination.judging import judge_each
from arlib.verdict import Unsupported
from arlib.views.termination.own_argument import after, in_words, judgement_html, judging, read_argument, stepwise
from arlib.views.termination.proofs import located

AWAY = "def away(x):\n    while x != 0:\n        x = x - 1 if x > 0 else x + 1"
TABLE = "n - i in loop 1 | n - i in loop 2, i - j in loop 2"


def rows_of(source, ranking="", invariant="", integers=""):
    rows, end = [], ""
    for step in judging(source, integers, ranking, invariant, 5.0):
        rows, end = after(rows, step)
    return rows, end


def test_a_right_argument_has_every_obligation_ticked_off():
    rows, end = rows_of(G, "x - y", "y > 0")
    assert [row.kind for row in rows] == ["Initiation", "Consecution", "Decrease", "Bound"]
    assert all(row.holds for row in rows) and all(row.said.text == "✓ checked" for row in rows)
    assert end.text == "✓ proved: your argument shows that g(x, y) always ends, over the unbounded integers"


def test_they_are_ticked_off_one_at_a_time():
    rows, seen = [], []
    for step in judging(G, "", "x - y", "y > 0", 5.0):
        rows, end = after(rows, step)
        seen.append([row.holds for row in rows])
    assert seen[:5] == [[True] * n + [None] * (4 - n) for n in range(5)] and seen[5] == [True] * 4


def test_a_wrong_one_shows_the_state_and_goes_on_to_the_others():
    rows, end = rows_of(G, "x", "")
    assert [(row.kind, row.holds) for row in rows] == [("Decrease", False), ("Bound", False)]
    assert "x goes from 1 to 1, and should decrease" in rows[0].said.text
    assert re.search(r"with x = -\d+, .*x is -\d+ before that, and should not be negative", rows[1].said.text)
    assert end.text.startswith("✗ no proof yet: 2 of 2 obligations fail. That says nothing against g(x, y)")
    rows, end = rows_of(G, "x", "x > y")
    assert [(row.kind, row.holds) for row in rows] == [
        ("Initiation", False),
        ("Consecution", False),
        ("Decrease", False),
        ("Bound", False),
    ]


def test_what_is_no_obligation_is_missed_too():
    rows, end = rows_of(G, "", "y > 0")
    assert all(row.holds for row in rows) and len(rows) == 2
    assert "no ranking function breaks the cycle at the loop in line 3" in end.text
    assert end.text.startswith("✗ no proof yet")


def test_several_loops_have_functions_of_their_own():
    rows, end = rows_of(NESTED, TABLE, "n > i in loop 2")
    assert end.text.startswith("✓ proved"), [(row.title.text, row.said.text) for row in rows]
    assert {"Initiation", "Consecution", "Decrease", "Bound", "No rise"} >= {row.kind for row in rows}
    assert rows_of(NESTED, "n - i, i - j", "")[1].text.startswith("✗ no proof yet")


def test_in_c_every_operation_must_have_a_value():
    rows, end = rows_of(G_IN_C, "x - y", "y > 0")
    assert [row.kind for row in rows][-1] == "Has a value" and end.text.startswith("✓ proved")
    assert "overflow is undefined" in end.text


@pytest.mark.parametrize("source", [G, G_IN_C, NESTED, AWAY])
def test_what_a_proof_prints_is_read(source):
    shown = str(terminates(source).certificate)
    assert rows_of(source, shown)[1].text.startswith("✓ proved")
    ranking, _, invariant = shown.removeprefix("ranking function ").partition("; always ")
    assert rows_of(source, ranking, invariant)[1].text.startswith("✓ proved")


@pytest.mark.parametrize(
    ("ranking", "invariant", "reason", "at"),
    [
        ("x + ", "", "The ranking function: invalid syntax", 3),
        ("x - y, y + z", "", "The ranking function: z does not decide how long this program runs", 11),
        ("x > y", "", "a ranking function is a number", 0),
        ("x", "y > 0 and q > 1", "The invariant: q does not decide", 10),
        ("x", "y != 1", "is none of the comparisons", 0),
        ("x | y", "", "of which loop is this said?", 0),
        ("x in loop 9", "", "there is no loop 9", None),
        ("x // 2", "", "more than sums, differences and products", 0),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place(ranking, invariant, reason, at):
    rows, end = rows_of(G, ranking, invariant)
    assert rows == [] and reason in end.text and "Traceback" not in end.text
    if at is not None:
        _, shown, caret = end.text.splitlines()
        assert caret.index("^") - 4 == at and shown.strip() in (ranking.strip(), invariant)
    with pytest.raises((Unsupported, ValueError)):
        read_argument(python_program(G), ranking, invariant)


def test_a_program_that_cannot_be_read_is_not_blamed_on_the_argument():
    assert rows_of("def f(x) return x", "x")[1].text.startswith("✗ This cannot be read: line 1")


def test_the_words_fit_the_obligations():
    for program, ranking, invariant in (
        (python_program(G), "x - y", "y > 0"),
        (python_program(NESTED), TABLE, "n > i in loop 2"),
        (c_program(G_IN_C), "x - y", "y > 0"),
    ):
        proof = read_argument(program, ranking, invariant)
        wanted = list(obligations(proof))
        said = list(in_words(located(proof), proof))
        assert len(said) == len(wanted)
        for obligation, (kind, _, _) in zip(wanted, said, strict=True):
            assert (kind in ("Initiation", "Consecution")) == (obligation.keeps is not None)
            assert (kind == "Decrease") == (" decreases in " in obligation.name)
            assert (kind == "Bound") == (" is at least 0 in " in obligation.name)
            assert (kind == "Has a value") == obligation.name.startswith("no overflow")


numbers = st.integers(-2, 2)


@given(numbers, numbers, numbers, numbers, numbers, numbers)
@settings(max_examples=25, deadline=None)
def test_each_word_agrees_with_the_checker(a, b, c, d, e, f):
    """All accepted and nothing missing is a proof; and a state that is shown makes its obligation false."""
    proof = guess(python_program(G), f"{a} * x + {b} * y + {c}", f"{d} * x + {e} * y + {f} >= 0")
    answers = list(judge_each(proof))
    for obligation, answer in answers:
        match answer:
            case Rejected(_, _, dict(state)) if all(state.get(p) is not None for p in obligation.goal.variables):
                assert obligation.goal.evaluate(state) < 0
                assert all(p.evaluate(state) >= 0 for p in obligation.premises if p.variables <= state.keys())
    whole = check(proof)
    assert isinstance(whole, Accepted) == all(isinstance(answer, Accepted) for _, answer in answers)
    assert isinstance(judge(proof), Accepted) == isinstance(whole, Accepted)
    end = judgement_html(G, f"{a} * x + {b} * y + {c}", f"{d} * x + {e} * y + {f} >= 0").text.splitlines()[-1]
    assert end.startswith("✓ proved") == isinstance(whole, Accepted)


def test_the_steps_come_one_for_each_question_and_then_end():
    step, asked = stepwise(), (G, "", "x - y", "y > 0", 5.0)
    kinds = []
    while made := step(asked):
        kinds.append(made[0])
    assert kinds == ["wanted", *["judged"] * 4, "whole"] and step(asked) == ()


def test_the_page_is_markup():
    page = judgement_html(G, "x - y", "y > 0")
    assert tags(page).count("table") == 1 and 'aria-label="obligations of your argument"' in page
