import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

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


UNREADABLE = {
    "from arlib import prove\nprove('x = y')": [
        "Unsupported: line 1, column 3: invalid syntax; write == to compare",
        "    x = y",
        "      ^",
    ],
    "from arlib import prove, rule\nprove('x == x', rules=(rule('mine', 'a', 'a + 1'),))": [
        "UnsoundRule: mine: a = a + 1 is not sound over the unbounded integers: a = 0"
    ],
}


@pytest.mark.parametrize("cell", UNREADABLE)
def test_a_shell_shows_the_words_and_the_caret_and_no_way_through_our_files(cell, capsys):
    done = InteractiveShell.instance().run_cell(cell)
    assert done.error_in_exec is not None
    assert capsys.readouterr().out.splitlines() == UNREADABLE[cell]


def test_an_error_of_another_kind_keeps_its_traceback(capsys):
    InteractiveShell.instance().run_cell("import arlib\narlib.exhaust('x == x', 3)")
    assert "Traceback" in capsys.readouterr().out


def test_in_a_notebook_the_cell_is_an_error_all_the_same():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in UNREADABLE])
    with pytest.raises(CellExecutionError, match="UnsoundRule|Unsupported"):
        NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    expected = next(iter(UNREADABLE.values()))
    notebook.cells[0].metadata.tags = notebook.cells[1].metadata.tags = ["raises-exception"]
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert (output.output_type, output.ename, output.traceback) == ("error", "Unsupported", expected)


@pytest.mark.parametrize("column", [0, 59, 60, 61, 5_000, 9_999, 10_000])
def test_of_a_long_line_what_is_near_is_shown(column):
    line = "".join(str(each % 10) for each in range(10_000))
    _, shown, caret = str(Unsupported("wrong", line, 1, column)).splitlines()
    place = caret.index("^")
    assert max(len(shown), len(caret)) < 150
    assert shown[place : place + 1] == line[column : column + 1]
    assert shown.strip().strip(".") in line
