"""A table that proves a claim, on a page: what the checker says of it, and its rows as markup and as text."""

import pytest

from arlib import Unbounded, claim, prove
from arlib.certificates import Residues, TruthTable
from arlib.views import argument_html
from arlib.views.proving.tables import table_html


def test_a_verdict_by_a_table_shows_the_table():
    shown = argument_html(prove("(x & y) + (x | y) == x + y"))
    assert shown.text.splitlines() == [
        "✓ proved: by a truth table of 4 rows, where x, y are 0 or -1, each computed by the checker",
        "(x & y) + (x | y) == x + y, over the unbounded integers",
        "  x    y    x & y   x | y   (x & y) + (x | y)   x + y",
        "  0    0    0       0       0                   0",
        "  0    -1   0       -1      -1                  -1",
        "  -1   0    0       -1      -1                  -1",
        "  -1   -1   -1      -1      -2                  -2",
    ]
    assert "(x &amp; y) + (x | y) == x + y, over the unbounded integers</caption>" in shown
    assert shown.count("<tr") == 5
    assert shown.count("<td") == 24


def test_a_table_that_proves_nothing_is_not_called_a_proof():
    assert table_html(Residues(claim("n * n % 4 != 1"), 4)).text.startswith("✗ rejected: rows: n = 1")
    assert table_html(TruthTable(claim("x == 0 or x == -1"), Unbounded())).text.startswith("✗ rejected: differences")


@pytest.mark.parametrize("text", ["n * n % 4 != 3", "(x & y) + (x | y) == x + y"])
def test_a_notebook_shows_it(text):
    interactive = pytest.importorskip("IPython.core.interactiveshell")
    from arlib.views import load_ipython_extension

    shell = interactive.InteractiveShell()
    load_ipython_extension(shell)
    verdict = prove(text)
    for value in (verdict, verdict.certificate):
        data, _ = shell.display_formatter.format(value)
        assert data["text/html"] == table_html(verdict.certificate)
        assert data["text/plain"] == table_html(verdict.certificate).text
