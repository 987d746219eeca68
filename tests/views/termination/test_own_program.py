"""The answer about a reader's own program as a page."""

import marshal

import pytest
from views.termination.test_proofs import G_IN_C, G, tags

from arlib import Proved, Refuted, Unknown, check, terminates
from arlib.checking import Accepted
from arlib.views.termination.own_argument import judgement_html
from arlib.views.termination.own_program import EXAMPLES, Answer, answer, answer_values, read_text, termination_html

EXPECTED = {
    "g, in Python": "proved",
    "g, in C": "proved",
    "g2, which forgets a test": "refuted",
    "two loops": "proved",
    "factorial": "refuted",
    "up to n, in C": "refuted",
    "Collatz": "don't know",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_their_answers_and_their_graphs(name):
    found = answer(EXAMPLES[name], "", 20.0)
    assert found.word == EXPECTED[name]
    assert "<svg" in found.graph and "Control graph of" in found.graph_text
    assert found.text.startswith(
        {"proved": "✓ proved", "refuted": "✗ refuted", "don't know": "? don't know"}[found.word]
    )
    page = found.page(EXAMPLES[name])
    assert tags(page).count("svg") == 1 and EXAMPLES[name].rstrip() in page.text
    verdict = found.verdict(read_text(EXAMPLES[name], ""))
    assert isinstance(verdict, {"proved": Proved, "refuted": Refuted, "don't know": Unknown}[found.word])
    match verdict:
        case Proved(evidence) | Refuted(evidence):
            assert isinstance(check(evidence), Accepted)
        case Unknown(reason):
            assert reason in found.text


def test_it_is_the_answer_of_terminates():
    verdict = answer(G, "", 10.0).verdict(read_text(G, ""))
    assert str(verdict.certificate) == str(terminates(G).certificate)


def test_the_reading_decides():
    up = "void up(int x) { while (x > 0) x = x + 1; }"
    assert "without a value" in answer(up, "", 10.0).text
    assert answer(up, "machine", 10.0).text == answer(up, "", 10.0).text
    assert answer(up, "wrap", 10.0).word == "proved"
    assert "does not end" in answer(up, "unbounded", 10.0).text


@pytest.mark.parametrize(
    ("source", "integers", "shown"),
    [
        ("", "", "there is no program yet"),
        ("def f(x) return x", "", "line 1, column 10"),
        ("int f(int x) {\n  while (x > 0\n    x--;\n}", "", "line 3"),
        ("def f(x):\n    while x > 0:\n        x = g(x)", "", "line 3, column 13"),
        (G, "wrap", "a machine's are a question about a C function"),
        ("\0", "", ""),
    ],
)
def test_what_cannot_be_read_is_said_at_its_place(source, integers, shown):
    found = answer(source, integers, 5.0)
    assert found.word == "unread" and found.graph == "" and found.evidence is None
    assert shown in found.text and 'role="alert"' in found.markup and "Traceback" not in found.markup
    assert found.text.startswith("✗ This cannot be read: ")
    assert found.page(source).text.endswith(found.text)


def test_answers_can_be_sent():
    sent = marshal.loads(marshal.dumps(answer_values((G_IN_C, "", 10.0))))
    assert Answer(*sent) == answer(G_IN_C, "", 10.0)


def test_what_fails_otherwise_is_an_answer_too(monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr("arlib.views.termination.own_program.decide", fails)
    found = Answer(*answer_values((G, "", 5.0)))
    assert found.word == "unread" and "The run failed: ZeroDivisionError: a mistake of ours" in found.text


def test_markup_in_a_program_is_text():
    page = termination_html("def f(x):\n    while x > 0:  # <script>\n        x = x - 1")
    assert "<script" not in page and "&lt;script&gt;" in page and "<script>" in page.text


def test_lines_count_from_the_first_that_is_not_empty():
    assert termination_html(f"\n\n{G}") == termination_html(G)
    assert judgement_html(f"\n{G}", "x - y", "y > 0") == judgement_html(G, "x - y", "y > 0")
    assert "line 1, column 10" in termination_html("\ndef f(x) return x").text
