"""z3's answers against the evaluator."""

import itertools

import pytest
import strategies
from hypothesis import given, settings
from random_formulas import NAMES, X, Y, c_formulas, holds

from arlib import terms as t
from arlib.integers import Signed, Unbounded, Undefined, Unsigned
from arlib.languages.python.claims import claim
from arlib.smt import Invalid, Model, NoModel, Undecided, Valid, find_model, is_valid, to_smtlib
from arlib.terms import Claim, evaluate
from arlib.verdict import Unsupported


def assignments(*types):
    for values in itertools.product(*(range(kind.low, kind.high + 1) for kind in types)):
        yield dict(zip(NAMES, values, strict=False))


def agree(question, integers, states):
    """Both questions about a claim, against its truth in all states."""
    truths = [holds(question.formula, state, integers) for state in states]
    match is_valid(question, integers):
        case Valid():
            assert all(truths)
        case Invalid(assignment):
            assert set(assignment) == set(question.inputs)
            assert assignment in states
            assert not holds(question.formula, assignment, integers)
        case undecided:
            pytest.fail(str(undecided))
    match find_model(question, integers):
        case NoModel():
            assert not any(truths)
        case Model(assignment):
            assert assignment in states
            assert holds(question.formula, assignment, integers)
        case undecided:
            pytest.fail(str(undecided))


@settings(max_examples=75)
@given(strategies.formulas(NAMES), strategies.machines())
def test_machine_integers_agree_with_brute_force(formula, integers):
    agree(Claim(formula, NAMES), integers, list(assignments(integers, integers)))


@settings(max_examples=75)
@given(c_formulas(), strategies.machines((1, 2, 3)), strategies.machines((1, 3)))
def test_inputs_with_types_agree_with_brute_force(formula, first, second):
    agree(Claim(formula, NAMES, (first, second)), Unbounded(), list(assignments(first, second)))


@settings(max_examples=40)
@given(c_formulas(), strategies.machines((2, 3)))
def test_conversions_in_a_machine_model(formula, integers):
    agree(Claim(formula, NAMES), integers, list(assignments(integers, integers)))


GRID = [dict(zip(NAMES, values, strict=True)) for values in itertools.product(range(-6, 7), repeat=2)]


@settings(max_examples=75)
@given(strategies.formulas(NAMES, 2))
def test_unbounded_answers_are_never_contradicted(formula):
    question = Claim(formula, NAMES)
    match is_valid(question, seconds=0.3):
        case Valid():
            assert all(holds(formula, state) for state in GRID)
        case Invalid(assignment):
            assert not holds(formula, assignment)
    match find_model(question, seconds=0.3):
        case NoModel():
            assert not any(holds(formula, state) for state in GRID)
        case Model(assignment):
            assert holds(formula, assignment)


DIVISIONS = [getattr(t, kind + part) for kind in ("Floor", "Trunc", "Euclid") for part in ("Div", "Mod")]


@pytest.mark.parametrize("divide", DIVISIONS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("integers", [Signed(4), Unsigned(4), Unbounded()], ids=str)
def test_divisions_on_all_pairs(divide, integers):
    """One claim holds the whole table: for each pair, the quotient or remainder that ``evaluate`` gives.

    And another says that by zero there is none, whatever is divided.
    """
    machine = Signed(4) if isinstance(integers, Unbounded) else integers
    table = t.Truth(True)
    for state in assignments(machine, machine):
        here = t.And(t.Eq(X, t.Const(state["x"])), t.Eq(Y, t.Const(state["y"])))
        try:
            value = t.Const(evaluate(divide(X, Y), state, integers))
        except Undefined:
            assert state["y"] == 0
        else:
            assert state["y"] != 0
            table = t.And(table, t.Implies(here, t.Eq(divide(X, Y), value)))
    assert is_valid(Claim(table, NAMES), integers) == Valid()

    by_zero, result = t.Eq(Y, t.Const(0)), divide(X, Y)
    assert find_model(Claim(t.And(by_zero, t.Eq(result, result)), NAMES), integers) == NoModel()
    here = t.And(t.Eq(X, t.Const(machine.low)), by_zero)
    assert is_valid(Claim(t.Implies(here, t.Eq(result, X)), NAMES), integers) == Invalid({"x": machine.low, "y": 0})


def test_divisions_of_variables_over_the_integers():
    for divide, modulo in (DIVISIONS[:2], DIVISIONS[2:4], DIVISIONS[4:]):
        law = t.Implies(t.Ne(Y, t.Const(0)), t.Eq(t.Add(t.Mul(Y, divide(X, Y)), modulo(X, Y)), X))
        assert is_valid(Claim(law, NAMES)) == Valid(), divide


def wrapped(kind, term):
    """The claim's arithmetic as C has it: each result converted."""
    children = tuple(wrapped(kind, child) for child in term.children)
    rebuilt = t.rebuild(term, children)
    return rebuilt if t.is_formula(term) or not children else kind(rebuilt)


@pytest.mark.parametrize("width", [32, 64])
def test_wrapped_laws_need_no_search(width):
    """Were products built in full and cut afterwards, z3 could not decide this in any sensible time."""
    formula = claim("(x + y) * (x - y) * (x + 3) == (x * x - y * y) * x + 3 * (x * x - y * y)").formula
    kind = Unsigned(width)
    assert is_valid(Claim(wrapped(lambda a: t.Wrap(a, kind), formula), NAMES, (kind, kind)), seconds=5) == Valid()


def test_checked_arithmetic_at_32_bits():
    def checked(text):
        formula = wrapped(lambda a: t.Checked(a, Signed(32)), claim(text).formula)
        return is_valid(Claim(formula, NAMES, (Signed(32), Signed(32))))

    match checked("x + y == y + x"):
        case Invalid(assignment):
            assert assignment["x"] + assignment["y"] not in Signed(32)
        case other:
            pytest.fail(str(other))
    assert checked("not (0 <= x and 0 <= y) or x < 32768 and (y > 65535 or x * y == y * x) or x > 32767") == Valid()
    assert checked("not (0 <= x and x < y) or x + (y - x) // 2 < y") == Valid()


def test_only_what_is_evaluated_needs_a_value():
    assert is_valid(claim("x == 0 or 10 // x <= 10")) == Valid()
    assert is_valid(claim("10 // x <= 10 or x == 0")) == Invalid({"x": 0})
    assert is_valid(claim("(10 // x if x != 0 else 0) <= 10")) == Valid()
    assert is_valid(claim("not (x != 0 and 10 // x > 10)")) == Valid()
    assert find_model(claim("10 // x == 10 // x and x == 0")) == NoModel()
    assert find_model(claim("x << -1 == x << -1")) == NoModel()


def test_every_input_has_a_value_in_the_answer():
    assert is_valid(Claim(t.Truth(False), ("x", "odd name"))) == Invalid({"x": 0, "odd name": 0})
    typed = Claim(t.Ne(X, t.Const(7)), ("x", "y"), (Unsigned(3), Signed(1)))
    assert is_valid(typed) == Invalid({"x": 7, "y": 0})
    assert is_valid(Claim(t.Truth(True), ())) == Valid()


def test_numbers_too_wide_for_bit_vectors():
    """A product of 5,000 bits is not built: z3's integers do the same, more slowly, by modulo."""
    product = X
    for _ in range(7):
        product = t.Mul(product, product)
    kind = Unsigned(64)
    formula = t.Implies(t.Eq(X, t.Const(3)), t.Eq(t.Wrap(product, kind), t.Const(3**128 % 2**64)))
    assert is_valid(Claim(formula, ("x",), (kind,))) == Valid()


def test_a_model_of_many_digits():
    """More than the 4,300 digits that Python reads as an int by default."""
    square = t.Mul(Y, Y)
    match find_model(Claim(t.And(t.Eq(Y, t.Const(7**1400)), t.Eq(X, t.Mul(square, square))), NAMES)):
        case Model(assignment):
            assert assignment == {"x": 7**5600, "y": 7**1400}
        case other:
            pytest.fail(str(other))


def test_shared_subterms_are_translated_once():
    total = X
    for _ in range(60):  # as a tree: 2^60 leaves
        total = t.Add(total, total)
    assert is_valid(Claim(t.Eq(total, t.Const(0)), ("x",)), Unsigned(32)) == Valid()
    assert is_valid(Claim(t.Eq(t.Wrap(total, Unsigned(8)), t.Const(0)), ("x",), (Unsigned(8),))) == Valid()


@pytest.mark.parametrize("text", ["x & y == y & x", "x | 1 != 0", "x ^ x == 0", "1 << x > 0", "x >> y <= x"])
def test_without_a_translation_over_the_integers(text):
    match is_valid(claim(text)):
        case Undecided(reason):
            assert "over the unbounded integers" in reason
            assert any(symbol in reason for symbol in ("&", "|", "^", "<<", ">>"))
        case other:
            pytest.fail(str(other))
    with pytest.raises(Unsupported):
        to_smtlib(claim(text))


@pytest.mark.parametrize(
    "text",
    [
        "x & 7 == x % 8",
        "15 & x == x % 16",
        "~x == -x - 1",
        "x << 3 == x * 8",
        "x >> 2 == x // 4",
        "6 ^ 3 == 5",
        "x & 0 == 0",
    ],
)
def test_with_a_translation_over_the_integers(text):
    assert is_valid(claim(text)) == Valid()


def test_constants_and_types_too_long_for_z3():
    assert isinstance(is_valid(Claim(t.Lt(X, t.Const(1 << 20_000)), ("x",))), Undecided)
    assert isinstance(is_valid(claim("x == x"), Unsigned(5000)), Undecided)
    assert isinstance(is_valid(claim("1 << 999_999 > x")), Undecided)
    assert is_valid(claim("0 << 2_000_000 == 0")) == Valid()
    assert isinstance(is_valid(claim("1 << 2_000_000 > x")), Undecided)


def test_nesting_too_deep_is_undecided():
    deep = X
    for _ in range(100_000):
        deep = t.Neg(deep)
    assert is_valid(Claim(t.Eq(deep, X), ("x",))) == Undecided("this is nested too deeply to translate")


def test_a_division_by_zero_is_seen_behind_multiplications():
    """Asked for either in one query, z3 does not find it in ten seconds."""
    match is_valid(claim("x // y * y + x % y == x"), Signed(32)):
        case Invalid(assignment):
            assert assignment["y"] == 0
        case other:
            pytest.fail(str(other))


@pytest.mark.parametrize("answer", [Valid(), Invalid({}), Model({}), NoModel(), Undecided("")])
def test_no_truth_value(answer):
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(answer)


def test_types_and_a_machine_model_exclude_each_other():
    with pytest.raises(ValueError, match="types of their own"):
        is_valid(Claim(t.Eq(X, X), ("x",), (Unsigned(8),)), Unsigned(8))
