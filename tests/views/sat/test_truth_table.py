"""Truth tables on a page: each row is what Python makes of it, and what cannot be read is not drawn."""

import random

from propositions import random_formula, rows, value

from arlib.languages.propositions import proposition
from arlib.proving import satisfiable, valid
from arlib.terms import free_variables
from arlib.views.sat.truth_table import LONGEST, MOST_PARTS, every_row_html, truth_table
from arlib.views.termination.arguments import argument_html


def test_each_row_is_what_python_makes_of_it():
    choose = random.Random(9)
    for _ in range(200):
        formula = random_formula(choose, connectives=choose.randint(1, 8))
        letters = free_variables(formula)
        caption, top, *lines = truth_table(formula).text.splitlines()
        assert caption.endswith(f"with {len(lines)} row{'s' * (len(lines) > 1)}")
        assert [line.split()[: len(letters)] for line in lines] == [
            [str(row[name]) for name in letters] for row in rows(letters)
        ]
        assert [line.split()[-1] for line in lines] == [str(value(formula, row)) for row in rows(letters)]


def test_parts_come_before_what_they_are_parts_of():
    top = truth_table("(p & q) | (p & q) -> ~r").text.splitlines()[1].split("   ")
    assert [each.strip() for each in top if each.strip()] == [
        *("p", "q", "r", "¬r", "p ∧ q", "p ∧ q ∨ p ∧ q", "p ∧ q ∨ p ∧ q → ¬r"),
    ]
    many = " & ".join(f"~p{n % 3}" if n % 2 else f"p{n % 3}" for n in range(MOST_PARTS + 3))
    assert len(truth_table(many).text.splitlines()[2].split()) == 4


def test_large_tables_are_cut_and_wide_ones_not_drawn():
    assert truth_table("p & q & r & s & t").text.splitlines()[-1].split() == ["…"] * 9
    wide = " & ".join(f"letter{n}" for n in range(9))
    shown = truth_table(wide)
    assert shown.text.count("\n") == 0 and "with 512 rows" in shown and "<table" not in shown
    long = f"{'a' * LONGEST} & {'b' * LONGEST}"
    assert truth_table(long).text.splitlines()[1].endswith("the formula")
    assert truth_table("True").text.splitlines() == ["Truth table of ⊤, with 1 row", "  ⊤", "  True"]


def test_verdicts():
    assert every_row_html(valid("p | ~p")).text.splitlines()[0] == (
        "✓ proved: p ∨ ¬p is true in every row of its table, each computed by the checker"
    )
    assert argument_html(satisfiable("p & ~p")).text.splitlines()[1] == "Truth table of ¬(p ∧ ¬p), with 2 rows"
    table = valid("p -> p").certificate
    assert argument_html(table) == truth_table(proposition("p -> p"))
    assert argument_html(valid("p")).text == "✗ refuted: false where p = False"
    assert argument_html(satisfiable("p")).text == "✓ proved: by p = True"
