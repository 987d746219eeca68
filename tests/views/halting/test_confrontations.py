"""The diagonal and the finite picture as pages: what they say must be what happened."""

import re
from html import unescape

import pytest

from arlib.halting import Table, all_deciders, confront, diagonal
from arlib.halting.busy_beaver import busy_beaver
from arlib.halting.texts import Loops
from arlib.views import busy_beaver_table, confrontation_html, diagonal_table
from arlib.views.halting.confrontations import program_html, self_references
from arlib.views.page.html import Html

DECIDERS = {decider.name: decider for decider in all_deciders()}


def words(markup):
    return unescape(re.sub(r"<[^>]*>", "", markup))


@pytest.mark.parametrize("name", DECIDERS)
def test_every_confrontation_is_told(name):
    found = confront(DECIDERS[name])
    shown = confrontation_html(found)
    for text in (shown.text, words(shown)):
        assert text.count("① line 2") == text.count("② line 3") == text.count("③ line 4") == 1
        assert f"Asked by us, {name} says {found.prediction.answer}" in text
        assert f"The answer is {found.inside.answer}" in text
        assert ("it runs for ever:" if isinstance(found.ending, Loops) else "it ends:") in text
        assert ("✗ wrong: " in text) == (found.verdict == "wrong")
        assert ("? did not answer: " in text) == (found.verdict == "did not answer")
        assert ("one and the same text" in text) == (found.prediction.answer != found.inside.answer)
    assert shown.count("<tr") == len(found.run.steps) + 1


def test_the_program_is_shown_whole_and_its_references_are_marked():
    source = diagonal("ask")
    shown = program_html(source, "ask", line=5)
    assert words(shown) == "".join(
        f"{'▶' if n == 5 else ' '} {n}  "
        + line.replace("(source)", "(source) ③" if n == 4 else "(source)")
        + {2: " ①", 3: " ②"}.get(n, "")
        for n, line in enumerate(source.splitlines(), 1)
    )
    assert shown.count("<mark") == 3 and shown.count('aria-current="step"') == 1
    marked = [source.splitlines()[mark.line - 1][mark.start : mark.end] for mark in self_references(source, "ask")]
    assert marked[1:] == ["source = template % template", "ask(source)"]
    assert marked[0].startswith('"def h():') and marked[0].endswith('"')


def test_markup_of_a_reader_is_escaped():
    shown = confrontation_html(confront(lambda source: "<b>" + source * 10))
    assert "<b>def" not in shown and "&lt;b&gt;def" in shown and "…" in shown
    assert "did not answer" in shown


def test_a_run_that_is_cut_off_says_so():
    assert "? still running: the run was cut off after step 3" in confrontation_html(confront(bool, steps=3)).text


def test_a_table_has_its_diagonal_and_a_row_that_is_none_of_its_rows():
    table = Table(("<a>", "b"), ((False, True), (True, True)))
    shown = diagonal_table(table)
    for text in (shown.text, words(shown)):
        assert text.count("[✓ ends]") == text.count("[∞ loops]") == 1
        assert "on input 0: <a> loops, the opposite ends" in text
        assert "on input 1: b ends, the opposite loops" in text
    assert "<a>" not in shown
    assert re.search(r"opposite +✓ ends +∞ loops", shown.text)


def test_busy_beavers_are_a_table():
    shown = busy_beaver_table([busy_beaver(1), busy_beaver(2)])
    assert shown.text.splitlines()[2].split() == ["2", "20,736", "9,784", "10,952", "0", "4", "6"]
    assert "at least 4" in busy_beaver_table(busy_beaver(2, steps=8)).text or not busy_beaver(2, steps=8).undecided


@pytest.mark.parametrize(
    "make", [lambda: confront(lambda source: "no"), lambda: diagonal_and_all(), lambda: busy_beaver(1)]
)
def test_they_are_shown_in_a_notebook(make):
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell()
    from arlib.views import load_ipython_extension

    load_ipython_extension(shell)
    data, _ = shell.display_formatter.format(make())
    assert set(data) == {"text/plain", "text/html"}
    assert isinstance(data["text/html"], Html) and data["text/html"].text == data["text/plain"]


def diagonal_and_all():
    return Table(("a", "b"), ((True, False), (True, True)))
