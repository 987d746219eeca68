"""Proofs that programs end, as pages: their three steps, their obligations, and what the checker says."""

import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from arlib import Proved, Unknown, c_program, check, python_program, terminates, transition_system
from arlib.certificates.farkas import Farkas
from arlib.certificates.splits import Split
from arlib.certificates.termination import RankingFunction, TerminationProof
from arlib.polynomials import Polynomial
from arlib.views.programs.run_table import system_table
from arlib.views.termination.arguments import argument_html
from arlib.views.termination.proofs import proof_html

x, y, one = Polynomial.variable("x"), Polynomial.variable("y"), Polynomial.constant(1)

G = "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y"
G_IN_C = (
    "void g(int x, int y) {\n    if (y > 0) {\n        while (x > y) {\n            x = x - y;\n        }\n    }\n}"
)
TWO_PHASES = "def two(x, y):\n    while x >= 0:\n        x = x + y\n        y = y - 1"
NESTED = (
    "def nested(n):\n    i = 0\n    while i < n:\n        j = 0\n        while j < i:\n"
    "            j = j + 1\n        i = i + 1"
)
VOID = {"br", "circle", "polyline", "polygon", "line", "path"}


class Balanced(HTMLParser):
    """Fails on an end without its beginning; ``tags`` are those that were seen."""

    def __init__(self):
        super().__init__()
        self.open, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def tags(html):
    parser = Balanced()
    parser.feed(str(html))
    assert parser.open == []
    return parser.tags


def proof_of(source, **options):
    verdict = terminates(source, **options)
    assert isinstance(verdict, Proved), verdict
    return verdict.certificate


def one_ranking(source, *functions, strict=(1,), **more):
    """A proof by one ranking function at location 1, without multipliers."""
    ranking = RankingFunction(tuple({1: f} for f in functions), frozenset(strict))
    return TerminationProof(python_program(source), (), more.pop("invariants", {}), frozenset(), (ranking,), **more)


def test_g_in_three_steps():
    page = proof_html(proof_of(G))
    lines = page.text.splitlines()
    assert (
        lines[0] == "✓ proved: g(x, y) always ends, over the unbounded integers. Checked by rational arithmetic alone"
    )
    steps = [line for line in lines if re.match(r"\d\. ", line)]
    assert [step.partition(":")[0] for step in steps] == ["1. Control", "2. Eventually", "3. Always"]
    text = page.text
    assert "line 3  while x > y:" in text and "goes round when x > y" in text and "leaves for the end when" in text
    assert "falls by y in a turn of the loop in line 3" in text and "y > 0 ⟹ y >= 1" in text
    assert "y > 0 whenever a run comes to the loop in line 3" in text
    assert text.count("✓ checked") == 4 and "rejected" not in text
    found = tags(page)
    assert found.count("details") == 2 + 4 and not {"h1", "h2", "h3", "h4", "script", "style"} & set(found)


def test_the_multipliers_can_be_multiplied_out():
    page = str(proof_html(proof_of(G)))
    assert "y - 1 = 1 · (y - 1)" in page and "says that" in page
    # They are folded: the obligations are open, and each of these is not.
    assert page.count("<details open>") == 2


def test_many_obligations_are_folded():
    proof = proof_of(NESTED)
    page = proof_html(proof)
    assert "line 3  while i < n:" in page.text and "line 5  while j < i:" in page.text
    assert "First: " in page.text and "Then, in what can still go round: " in page.text
    assert "and nowhere else does it rise" in page.text
    many = "\n".join(f"    while x > {n}:\n        x = x - 1" for n in range(9, 0, -1))
    page = str(proof_html(proof_of(f"def many(x):\n{many}")))
    assert "<details>" in page and "<details open>" not in page


def test_a_nested_ranking_function_is_told_in_order():
    page = proof_html(proof_of(TWO_PHASES)).text
    assert "y + 1 falls by at least 1 in a turn of the loop in line 2; once y + 1 is negative, x falls" in page
    assert "at least 1 once y + 1 is negative" in page
    assert "Nothing more is needed" in page


def test_cases_are_named():
    source = "def away(x):\n    while x != 0:\n        x = x - 1 if x > 0 else x + 1"
    page = proof_html(proof_of(source)).text
    assert "(case 1: " in page and "(case 2: " in page and "the loop in line 2 (case " in page


def test_paths_between_the_same_locations_are_told_apart():
    source = "def lex(x, y):\n    while x > 0 and y > 0:\n        if nondet() > 0:\n            x = x - 1\n"
    source += "            y = nondet()\n        else:\n            y = y - 1"
    page = proof_html(proof_of(source)).text
    assert "through lines 4, 5" in page and "through line 7" in page
    assert "choice₁ > 0" in page and "#" not in page


def test_a_program_without_loops():
    page = proof_html(proof_of("def f(x):\n    return x")).text
    assert "There is no loop" in page and "Nothing has to fall" in page


def test_overflow_is_said_not_to_happen():
    page = proof_html(proof_of(G_IN_C)).text
    assert "over C's own integers, where overflow is undefined" in page
    assert "4. Defined" in page and "x - y in line 4 cannot overflow, it always fits in int32" in page
    assert "which never happens, see 4" in page
    assert "2147483648 ⟹ a contradiction" in page
    # What the types say anyway is not said.
    assert "goes round when x > y\n" in page
    assert "4. Defined" not in proof_html(proof_of(G_IN_C, integers="unbounded")).text


def test_an_overflow_that_is_not_ruled_out_is_no_proof():
    source = "void up(int x) {\n    while (x > 0) {\n        x = x + 1;\n    }\n}"
    program = c_program(source)
    system = transition_system(program)
    (turn,) = [n for n, t in enumerate(system.transitions) if t.source == t.target]
    ranking = RankingFunction(({1: -x + 2**31},), frozenset({turn}))
    page = proof_html(TerminationProof(program, (), {}, frozenset(), (ranking,), proofs=(None, None, None))).text
    assert page.startswith("✗ rejected") and "no overflow: x + 1 does not fit in int32 in line 3" in page
    assert "which never happens" not in page and page.count("✓ checked by the solver") == 2


def test_wrapping_integers_and_paths_that_cannot_be_taken():
    page = proof_html(proof_of(G_IN_C, integers="wrap")).text
    assert "over machine integers that wrap around" in page
    assert "is never taken" in page or "leaves for the end" in page


# ---- What the checker rejects --------------------------------------------------------------------


def test_a_wrong_multiplier_is_shown_where_it_stands():
    proof = proof_of(G)
    wrong = (*proof.proofs[:2], Farkas({(0,): Fraction(2)}), *proof.proofs[3:])
    page = proof_html(replace(proof, proofs=wrong)).text
    assert page.startswith("✗ rejected: the checker does not accept this")
    assert "✗ rejected: the multipliers do not add up" in page and "1 obligation" not in page
    assert "2 obligations, ✗ one rejected" in page
    assert page.count("✓ checked") == 2 and page.count("? not checked") == 1


def test_a_wrong_ranking_function_shows_a_state():
    proof = one_ranking("def f(x):\n    while x > 0:\n        x = x + 1", x, proofs=(None, None))
    page = proof_html(proof).text
    assert page.startswith("✗ rejected") and "x = " in page
    assert "x falls by -1 in a turn" in page and "✗ rejected: x = " in page


@pytest.mark.parametrize(
    "proof",
    [
        one_ranking(G, x - y, strict=(7,)),
        replace(one_ranking(G, x), splits=(Split(9, x),)),
        replace(one_ranking(G, x), rankings=()),
        replace(one_ranking(G, x), infeasible=frozenset({99})),
    ],
)
def test_what_is_no_question_of_arithmetic_is_one_line(proof):
    page = proof_html(proof)
    assert page.text == f"✗ rejected: the checker does not accept this: form: {check(proof).countermodel}"
    tags(page)


# ---- Escaping, verdicts, systems -----------------------------------------------------------------


def test_everything_is_escaped():
    source = 'def f(x):\n    while x < 9 and x != 5:  # <b>&amp;"</b><script>\n        x = x + 1'
    page = proof_html(proof_of(source))
    assert "<script" not in page and "<b>&amp;" not in page and "&lt;b&gt;&amp;amp;" in page
    assert "x < 9" not in page
    tags(page)


def test_a_dont_know_gives_its_reason():
    assert argument_html(Unknown("<tried>")).text == "? don't know: <tried>"
    assert argument_html(Proved("other")).text == "✓ proved: by other"


def test_a_transition_system_is_a_table():
    page = system_table(transition_system(c_program(G_IN_C)))
    assert "From" in page.text and "x' = x - y" in page.text and "does not fit in int32" in page.text
    assert "keeps to the range of its type: -2147483648 to 2147483647" in page.text
    assert tags(page).count("tr") == 1 + 5
