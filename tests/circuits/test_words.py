"""Claims by gates say what the evaluator says: of each operator in all states at 1 to 4 bits, and of random claims."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import BINARY, COMPARISONS, UNARY, formulas, machines, numbers
from truth_tables import agrees

from arlib import terms as t
from arlib.certificates.claims import cases
from arlib.circuits import TooLarge, blast
from arlib.clauses import Assignment
from arlib.integers import Signed, TooWide, Unbounded, Unsigned
from arlib.languages.c.claims import c_claim
from arlib.languages.python.claims import claim
from arlib.terms import Claim, Var
from arlib.verdict import Unsupported

X, Y, Z = map(Var, "xyz")
ALL_BITS = [kind(width) for kind in (Signed, Unsigned) for width in (1, 2, 3, 4)]
RESULTS = [*(kind(X) for kind in UNARY), *(kind(X, Y) for kind in BINARY)]
TARGETS = [Signed(2), Unsigned(2), Signed(3), Unsigned(3), Signed(5), Unsigned(5)]


def compare(asked, integers, states=None, **options):
    agrees(blast(asked, integers, **options), asked, integers, states or [*cases(asked, integers)])


@pytest.mark.parametrize("integers", ALL_BITS, ids=str)
@pytest.mark.parametrize("term", RESULTS, ids=lambda term: type(term).__name__)
def test_each_operation_has_the_result_and_the_condition_of_the_evaluator(term, integers):
    names = ("x", "y", "z")[-1 - len(term.children) :] if isinstance(term, t.Binary) else ("x", "z")
    compare(Claim(t.Eq(term, Z), names), integers)


@pytest.mark.parametrize("integers", ALL_BITS, ids=str)
def test_each_comparison_and_conversion(integers):
    for kind in COMPARISONS:
        compare(Claim(kind(X, Y), ("x", "y")), integers)
    for target in TARGETS:
        for kind in (t.Wrap, t.Checked):
            compare(Claim(t.Eq(kind(X, target), Y), ("x", "y")), integers)


@pytest.mark.parametrize("width", [32, 63])
@pytest.mark.parametrize("kind", [Signed, Unsigned])
def test_wide_words_at_corners_and_at_random(kind, width):
    integers, choose = kind(width), random.Random(width)
    corners = [integers.low, integers.high, 0, 1, integers.wrap(-1), width - 1, width, 2 ** (width // 2)]
    for term in RESULTS:
        asked = Claim(t.Eq(term, Z), ("x", "y", "z"))
        states = []
        for number in range(32):
            x, y = (choose.choice((*corners, choose.randint(integers.low, integers.high))) for _ in "xy")
            try:
                z = t.evaluate(term, {"x": x, "y": y}, integers)
            except ArithmeticError:
                z = 0
            states.append({"x": x, "y": y, "z": z if number % 4 else integers.wrap(z ^ 1 << choose.randrange(width))})
        compare(asked, integers, states)


@given(formulas(("x", "y")), machines((1, 2, 3)), st.booleans())
def test_random_claims(formula, integers, sharing):
    compare(Claim(formula, ("x", "y")), integers, sharing=sharing)


def conversions(below):
    return st.builds(
        lambda kind, a, target: kind(a, target), st.sampled_from([t.Wrap, t.Checked]), below, st.sampled_from(TARGETS)
    )


@given(st.data(), st.tuples(machines(), machines()))
def test_random_claims_whose_inputs_have_types_of_their_own(data, types):
    part = conversions(numbers(("x", "y"), 1))
    pairs = st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(BINARY), part, part | numbers(("x", "y"), 1))
    sides = pairs | conversions(pairs)
    formula = data.draw(st.builds(lambda kind, a, b: kind(a, b), st.sampled_from(COMPARISONS), sides, sides))
    asked = Claim(formula, ("x", "y"), types)
    try:
        blasted = blast(asked)
    except TooWide:
        assume(False)
    agrees(blasted, asked, Unbounded(), [*cases(asked, Unbounded())])


def test_a_claim_in_c_is_blasted_in_the_bits_that_it_needs():
    source = "_Bool f(unsigned char x, unsigned char y) { return (unsigned char)(x * y) == (unsigned char)(y * x); }"
    asked = c_claim(source)
    compare(asked, Unbounded(), [{"x": x, "y": y} for x in range(0, 256, 7) for y in range(0, 256, 5)])
    assert blast(asked).gates.variables < 300


def test_equal_circuits_are_one():
    both = claim("x * y + 1 == x * y + 1 and x + y == y + x")
    assert () in blast(both, Unsigned(16)).where_not.clauses
    assert () not in blast(both, Unsigned(16), sharing=False).where_not.clauses


def test_inputs_are_read_from_the_bits_of_an_assignment():
    blasted = blast(claim("x == y"), Signed(3))
    literals = [-letter for letter in range(1, blasted.gates.variables + 1)]
    literals[2] = 3
    assert blasted.values(Assignment(tuple(literals))) == {"x": -4, "y": 0}


def test_what_has_no_fixed_number_of_bits_or_too_many_is_refused(monkeypatch):
    with pytest.raises(Unsupported, match="no fixed number of bits"):
        blast(claim("x == x"))
    with pytest.raises(ValueError, match="types of their own"):
        blast(Claim(t.Eq(X, X), ("x",), (Signed(8),)), Signed(8))
    monkeypatch.setattr("arlib.circuits.gates.MOST_CLAUSES", 1000)
    with pytest.raises(TooLarge, match="more than 1,000 clauses"):
        blast(claim("x * y == z"), Unsigned(64))
    with pytest.raises(Unsupported, match="Prop has no translation"):
        blast(Claim(t.Prop("p"), ("p",)), Signed(2))
    with pytest.raises(Unsupported, match="Var has no translation"):
        blast(Claim(t.Eq(Y, X), ("x",)), Signed(2))
    with pytest.raises(Unsupported, match="where a formula is needed"):
        blast(Claim(X, ("x",)), Signed(2))
    with pytest.raises(Unsupported, match="where a number is needed"):
        blast(Claim(t.Eq(X, t.Truth(True)), ("x",)), Signed(2))
    deep = X
    for _ in range(100_000):
        deep = t.Neg(deep)
    with pytest.raises(Unsupported, match="nested too deeply"):
        blast(Claim(t.Eq(deep, X), ("x",)), Signed(2))
