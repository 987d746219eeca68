"""Tables and verdicts: what they say, that they escape, and that nobody needs the colour."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from arlib import Proved, Refuted, Signed, Unknown, Unsigned, claim, exhaust
from arlib.certificates import Counterexample
from arlib.exhaustive import Exhaustion
from arlib.terms import Claim, Eq, Var
from arlib.views.page.html import Html, exhaustion_table, timing_table, verdict_html

HOSTILE = '<script>alert("x")</script>&'


class Reader(HTMLParser):
    """The visible text of markup, the tags in it, and whether they are balanced."""

    def __init__(self, markup):
        super().__init__()
        self.words, self.tags, self.open = [], [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def made(verdict, *, name="x", cases=10, seconds=2.0, kind=Unsigned):
    return Exhaustion(Claim(Eq(Var(name), Var(name)), (name,)), kind(8), "python", cases, 256, 0.5, seconds, verdict)


PROVED = exhaust("x + y == y + x", Unsigned(4))
REFUTED = exhaust("x - y == y - x", Unsigned(4))
UNKNOWN = made(Unknown("the time limit of 2 s was reached"))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (PROVED.verdict, "✓ proved: every case tried by the python engine"),
        (REFUTED.verdict, "✗ refuted: not true for x = 0, y = 1"),
        (Refuted(Counterexample({"x": 0}, "division by zero")), "✗ refuted: not true for x = 0 (division by zero)"),
        (Unknown("out of time"), "? don't know: out of time"),
        (Proved("a ranking function"), "✓ proved: by a ranking function"),
        (Refuted("a lasso"), "✗ refuted: by a lasso"),
    ],
)
def test_a_verdict_is_a_sign_and_a_word(verdict, words):
    shown = verdict_html(verdict)
    assert shown.text == words
    read = Reader(shown)
    assert "".join(read.words) == words
    assert read.open == []


def test_only_verdicts_are_shown_as_verdicts():
    with pytest.raises(TypeError, match="not a verdict"):
        verdict_html("proved")


@pytest.mark.parametrize("view", [exhaustion_table, timing_table])
@pytest.mark.parametrize("result", [PROVED, REFUTED, UNKNOWN, made(Unknown("stopped"), cases=0, seconds=0.0)])
def test_markup_and_text_say_the_same(view, result):
    table = view(result)
    read = Reader(table)
    assert read.open == []
    assert "style" not in read.tags
    for line in table.text.splitlines():
        for part in line.split(": ", 1):
            assert part in "".join(read.words)


@pytest.mark.parametrize("view", [exhaustion_table, timing_table])
def test_every_text_is_escaped(view):
    for verdict in (Unknown(HOSTILE), Refuted(Counterexample({HOSTILE: 1}, HOSTILE))):
        table = view(replace(made(verdict, name=HOSTILE), engine=HOSTILE))
        assert "<script" not in table
        assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;" in table
        assert HOSTILE in table.text


def test_a_table_says_what_was_tried_and_found():
    lines = exhaustion_table(REFUTED).text.splitlines()
    assert "Claim: x - y == y - x" in lines
    assert "Type: uint4 (0 to 15)" in lines
    assert "First counterexample: x = 0, y = 1" in lines
    assert "Cases tried: 256 of 256" in lines
    assert "Engine: python" in lines
    assert "First counterexample: there is none" in exhaustion_table(PROVED).text
    assert "First counterexample: none found" in exhaustion_table(UNKNOWN).text


def test_a_timing_table_extrapolates_and_ends_with_the_essay():
    result = made(Unknown("stopped"), cases=430_000_000, seconds=1.0)
    lines = timing_table(result).text.splitlines()
    assert "uint8: 256 cases in 595 ns" in lines
    assert "uint32: 4,294,967,296 cases in 9.99 s" in lines
    assert lines[-3] == "Calls, (2³² - 1)²: 18,446,744,065,119,617,025"
    assert lines[-1] == "Time: 1,360 years (1,359.4 years of 365.25 days)"
    assert any(line.startswith("int64: ") for line in timing_table(made(Unknown(""), kind=Signed)).text.splitlines())


def test_nothing_is_extrapolated_from_no_case():
    table = timing_table(made(Unknown("stopped"), cases=0, seconds=0.0))
    assert "No rate yet" in table
    assert "Rate: none yet" in table.text


def test_many_inputs_are_more_cases_than_a_float_holds():
    wide = " + ".join(f"x{n}" for n in range(20)) + " == 0"
    result = Exhaustion(claim(wide), Unsigned(64), "python", 10, 1 << 1280, 0.0, 1.0, Unknown("stopped"))
    assert "2¹²⁸⁰ cases in more than 10³⁰⁰ times the age of the universe" in timing_table(result).text


def test_what_differs_between_runs_is_marked():
    """A comparison of two runs' outputs can leave these out, and finds the rest equal."""
    marked = re.compile(r'<span class="arlib-measured">[^<]*</span>')
    first, second = (timing_table(exhaust("x * x == x", Unsigned(3))) for _ in range(2))
    assert marked.sub("", first) == marked.sub("", second)


def test_html_is_text_that_a_notebook_shows():
    shown = Html("<b>1 &lt; 2</b>", "1 < 2")
    assert shown == shown._repr_html_() == "<b>1 &lt; 2</b>"
    assert type(shown._repr_html_()) is str
    assert repr(shown) == "1 < 2"
