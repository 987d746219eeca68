import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import RING, formulas, machines, numbers

from arlib import Accepted, Rejected, Signed, Unbounded, Undefined, Unsigned, check, evaluate, parse, to_text
from arlib import terms as t
from arlib.certificates import Derivation, Step
from arlib.rewriting import derive, simplify
from arlib.rules import FITS, RULES, SORTING, rule
from arlib.terms import Claim

MODELS = st.one_of(st.just(Unbounded()), machines((1, 2, 3, 4, 8)))


def shown(text):
    return to_text(simplify(parse(text)).formulas[-1])


@settings(max_examples=300)
@given(formulas(["x", "y"]) | numbers(["x", "y"]), MODELS, st.integers(-20, 20), st.integers(-20, 20))
def test_no_step_changes_the_value(term, integers, x, y):
    state = {"x": integers.wrap(x), "y": integers.wrap(y)}
    derivation = simplify(term, integers, seconds=2)
    if not derivation.steps:
        return
    expected = evaluate(term, state, integers)
    for formula in derivation.formulas:
        assert evaluate(formula, state, integers) == expected


@settings(max_examples=150)
@given(numbers(["x", "y", "z"], 2, RING), st.randoms())
def test_equal_polynomials_have_one_normal_form(term, choose):
    """However the operands of + and * are exchanged and regrouped, the normal form is the same."""

    def shuffled(term):
        children = tuple(map(shuffled, term.children))
        if isinstance(term, t.Add | t.Mul) and choose.random() < 0.5:
            children = children[::-1]
        match type(term), children:
            case (t.Add | t.Mul) as kind, (a, t.Binary(b, c) as inner) if type(inner) is kind:
                return kind(kind(a, b), c)
            case _:
                return t.rebuild(term, children)

    ring = simplify(term).formulas[-1]
    if any(isinstance(part, t.Abs | t.IfThenElse) for part in t.subterms(term)):
        return
    assert simplify(shuffled(term)).formulas[-1] == ring


@settings(max_examples=100)
@given(numbers(["x", "y"], 2, RING), MODELS)
def test_a_normal_form_stays(term, integers):
    normal = simplify(term, integers).formulas[-1]
    assert simplify(normal, integers).steps == ()


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("y + x", "x + y"),
        ("x + y - x", "y"),
        ("(x + 1) * (x - 1)", "x * x + -1"),
        ("2 * x + y + 3 * x", "5 * x + y"),
        ("-(-x)", "x"),
        ("x & (x | y)", "x"),
        ("x ^ y ^ x", "y"),
        ("not not x < y", "0 < -1 * x + y"),
        ("x if True else y", "x"),
        ("0 * (x // 2)", "0"),
        ("2 * 2 * 2", "8"),
    ],
)
def test_normal_forms(text, normal):
    assert shown(text) == normal


def test_what_may_be_undefined_is_left_alone():
    assert simplify(parse("0 * (1 // x) == 0")).steps == ()
    assert simplify(parse("x << y == x << y")).steps == ()


def test_limits_hold():
    large = parse(" * ".join(["(a + b + c + d)"] * 6))
    assert len(simplify(large, most_steps=50).steps) == 50
    assert len(simplify(large, seconds=0.05).steps) < 2000


def test_only_the_rules_given_are_used():
    assert simplify(parse("y + x == x + y"), rules=(rule("mine", "b + a", "a + b"),), most_steps=3).steps != ()
    assert simplify(parse("y + x"), rules=tuple(r for r in RULES if r not in SORTING)).steps == ()


# ---- the checker of derivations -------------------------------------------------------------

HONEST = [
    simplify(parse(text), integers)
    for text in ("x + y == y + x", "(x + y) * (x - y) == x * x - y * y", "-x == ~x + 1", "not (x < y and not x < y)")
    for integers in (Unbounded(), Unsigned(8), Signed(32))
]


@pytest.mark.parametrize("derivation", HONEST, ids=lambda d: f"{to_text(d.claim.formula)} {d.integers}")
def test_an_honest_derivation_is_accepted(derivation):
    assert check(derivation) == Accepted()


@pytest.mark.parametrize("derivation", HONEST, ids=lambda d: f"{to_text(d.claim.formula)} {d.integers}")
def test_every_mutated_derivation_is_rejected(derivation):
    """A step dropped, repeated, swapped, moved, given another rule or another result; another claim."""
    steps = derivation.steps
    mutations = []
    for n, step in enumerate(steps):
        before, after = steps[:n], steps[n + 1 :]
        mutations.append((*before, *after))
        mutations.append((*before, step, step, *after))
        if after and steps[n + 1] != step:
            mutations.append((*before, after[0], step, *after[1:]))
        mutations.append((*before, Step(step.before, step.rule, (*step.position, 0), step.after), *after))
        mutations.append((*before, Step(step.before, step.rule, (7,), step.after), *after))
        mutations.append((*before, Step(step.before, step.rule, step.position, t.Not(step.after)), *after))
        mutations.append((*before, Step(step.before, step.rule, step.position, t.Truth(True)), *after))
        mutations += [
            (*before, Step(step.before, other, step.position, step.after), *after)
            for other in RULES[:: max(1, len(RULES) // 25)]
            if (other.left, other.right) != (step.rule.left, step.rule.right)
        ]
    for mutated in mutations:
        if mutated != steps:
            found = check(Derivation(derivation.claim, derivation.integers, tuple(mutated)))
            assert isinstance(found, Rejected), mutated
    other = Claim(t.Not(derivation.claim.formula), derivation.claim.inputs)
    assert isinstance(check(Derivation(other, derivation.integers, steps)), Rejected)


def test_a_derivation_with_an_unsound_rule_is_rejected_whatever_it_is_called():
    wrong = rule("commutativity of +", "a - b", "b - a")
    first = parse("x - y == y - x")
    second = parse("y - x == y - x")
    steps = (
        Step(first, wrong, (0,), second),
        Step(second, next(r for r in RULES if r.name == "reflexivity of =="), (), t.Truth(True)),
    )
    rejected = check(Derivation(Claim(first, ("x", "y")), Unbounded(), steps))
    assert isinstance(rejected, Rejected)
    assert rejected.assignment is not None


def test_a_conversion_that_may_not_fit_is_not_dropped():
    claim = Claim(parse("uint8(x + y) == x + y"), ("x", "y"), (Unsigned(8), Unsigned(8)))
    assert FITS not in [step.rule for step in derive(claim).steps]
    narrow = Claim(claim.formula, claim.inputs, (Unsigned(7), Unsigned(7)))
    honest = derive(narrow)
    assert check(honest) == Accepted()
    assert isinstance(check(Derivation(claim, Unbounded(), honest.steps)), Rejected)
    assert isinstance(check(Derivation(Claim(claim.formula, claim.inputs), Unbounded(), honest.steps)), Rejected)


def test_bounds_mean_nothing_where_numbers_wrap():
    # In int8 the sum is -56, which no uint8 is; the bounds say 200.
    formula = parse("fits_uint8(100 + 100) == 100 + 100")
    dropped = Step(formula, FITS, (0,), parse("100 + 100 == 100 + 100"))
    reflexive = Step(dropped.after, next(r for r in RULES if r.name == "reflexivity of =="), (), t.Truth(True))
    claim = Claim(formula, ())
    assert check(Derivation(claim, Unbounded(), (dropped, reflexive))) == Accepted()
    assert isinstance(check(Derivation(claim, Signed(8), (dropped, reflexive))), Rejected)
    assert derive(claim, Signed(8)).steps == ()


def test_undefined_parts_cannot_be_rewritten_away():
    formula = parse("0 * (1 // x) == 0")
    zero = next(r for r in RULES if to_text(r.left) == "0 * a")
    after = parse("0 == 0")
    steps = (Step(formula, zero, (0,), after), Step(after, rule("arithmetic", "0 == 0", "True"), (), t.Truth(True)))
    assert check(Derivation(Claim(formula, ("x",)), Unbounded(), steps)) == Rejected(
        "defined", "0 * (1 // x) == 0 may have no value"
    )
    with pytest.raises(Undefined):
        evaluate(formula, {"x": 0})
