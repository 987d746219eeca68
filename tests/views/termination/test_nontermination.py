"""Programs that do not end, as pages: the input, the run, and what it never leaves."""

from dataclasses import replace
from fractions import Fraction

from views.termination.test_proofs import tags

from arlib import Refuted, python_program, run, terminates
from arlib.certificates.farkas import Farkas
from arlib.certificates.nontermination import Entry, Lasso, Phase, RecurrenceSet, UndefinedRun
from arlib.polynomials import Polynomial
from arlib.views.page.sheets import number
from arlib.views.programs.run_table import run_table
from arlib.views.termination.arguments import argument_html
from arlib.views.termination.nontermination import lasso_html, recurrence_html, undefined_html, unfold

x, y, one = Polynomial.variable("x"), Polynomial.variable("y"), Polynomial.constant(1)
UP = python_program("def up(x, y):\n    while x > y:\n        x = x + 1")
SWAP = python_program("def swap(x, y):\n    while x != y:\n        x, y = y, x")
WAIT = python_program("def wait(x):\n    while x > 0:\n        if nondet() > 0:\n            x = x - 1")
CAUGHT = RecurrenceSet(UP, Entry({"x": 2, "y": 0}, (), 1), (Phase(1, (x - y - 1,)),), {(0, 1): 0}, (None, None))


def test_a_lasso_shows_the_repeated_state():
    page = lasso_html(Lasso(SWAP, Entry({"x": 1, "y": 2}, (), 1), (), 3))
    assert page.text.startswith("✗ refuted: swap(x, y) does not end for x = 1, y = 2, over the unbounded integers")
    assert "3        2     1  2  the same state as at arrival 1" in page.text
    assert "so the same happens again and again." in page.text
    assert tags(page).count("tr") == 1 + 3


def test_a_lasso_repeats_its_choices():
    page = lasso_html(Lasso(WAIT, Entry({"x": 3}, (5, 0), 3), (0,), 4)).text
    assert "for x = 3, choices 5, 0" in page and "Chosen before" in page
    assert "if each time the choice is 0." in page


def test_a_long_run_keeps_its_ends_and_its_note():
    long = "def f(x):\n    i = 0\n    while x > 0:\n        if i < 40:\n            i = i + 1"
    page = lasso_html(Lasso(python_program(long), Entry({"x": 1}, (), 41), (), 42))
    assert "…" in page.text and "the same state as at arrival 41" in page.text
    assert tags(page).count("tr") < 20


def test_a_rejected_lasso_says_so():
    page = lasso_html(Lasso(SWAP, Entry({"x": 1, "y": 2}, (), 1), (), 2)).text
    assert page.startswith("✗ rejected: the checker does not accept this: repetition")


def test_a_recurrence_set_has_its_run_and_its_obligations():
    verdict = terminates("def up(x, y):\n    while x > y:\n        x = x + 1")
    page = argument_html(verdict)
    assert isinstance(verdict.witness, RecurrenceSet)
    assert "in the set from here on" in page.text and "Every state at the loop in line 2 with x > y" in page.text
    assert "A run that is in this set is in it again at its next arrival." in page.text
    assert "is not left" in page.text and "a contradiction" in page.text and "✓ all checked" in page.text
    assert page == recurrence_html(verdict.witness)
    tags(page)


def test_what_the_solver_checks_is_said():
    page = recurrence_html(CAUGHT).text
    assert page.count("✓ checked by the solver") == 2 and "it rests on z3" in page


def test_a_wrong_set_is_rejected_where_it_fails():
    wrong = replace(CAUGHT, proofs=(Farkas({(0,): Fraction(3)}), None))
    page = recurrence_html(wrong).text
    assert page.startswith("✗ rejected") and "✗ rejected: the multipliers do not add up" in page
    assert "? not checked" in page
    assert recurrence_html(replace(CAUGHT, phases=())).text.startswith("✗ rejected")
    elsewhere = replace(CAUGHT, entry=Entry({"x": 0, "y": 5}, (), 1))
    assert recurrence_html(elsewhere).text.startswith("✗ rejected: the checker does not accept this: entry")


def test_a_set_with_choices_unfolds_with_them():
    source = python_program("def f(x):\n    while x > 0:\n        x = x + nondet()")
    found = RecurrenceSet(source, Entry({"x": 1}, (), 1), (Phase(1, (x - 1,), (x + 1,)),), {(0, 1): 0}, (None,) * 2)
    made = unfold(found, 3)
    assert made.choices == (2, 4, 8) and [visit.state["x"] for visit in made.visits] == [1, 3, 7, 15]
    page = recurrence_html(found).text
    assert "what is chosen there is x + 1" in page


def test_an_undefined_operation():
    program = python_program("def f(x):\n    while x < 5:\n        x = x + 7 // x")
    page = undefined_html(UndefinedRun(program, Entry({"x": 0}, (), 1), 3, "division by zero"))
    assert "f(x) comes to an operation without a value for x = 0" in page.text
    assert "line 3  x = x + 7 // x" in page.text and "division by zero" in page.text
    tags(page)


def test_runs_are_tables():
    page = run_table(run(UP, {"x": 1, "y": 0}, steps=100))
    assert "was still running when its steps were used up" in page.text and "…" in page.text
    assert "It came to no loop." in run_table(run(python_program("def f(x):\n    return x"), {"x": 1})).text
    tags(page)


def test_very_long_numbers_keep_their_ends():
    assert number(-(10**30)) == "-100000000…0000000000 (31 digits)"
    assert number(2**20000) == "about 2^20000"


def test_a_verdict_is_escaped():
    hostile = Refuted(
        Lasso(python_program("def f(x):\n    while x < 1:  # <script>\n        x = x"), Entry({"x": 0}, (), 1), (), 2)
    )
    assert "<script" not in argument_html(hostile)
