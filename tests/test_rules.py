"""Every rule that arlib trusts is sound, in every integer model that it names."""

import pytest

from arlib import Claim, Proved, Signed, Unbounded, Unsigned, evaluate, exhaust, parse
from arlib import terms as t
from arlib.checking import Accepted, Rejected, check_rule
from arlib.rules import EVERYWHERE, FITS, TRUSTED, Rule, is_total, match, rule

NAMES = [f"{n}: {rule}" for n, rule in enumerate(TRUSTED)]


def equation(trusted):
    """That both sides are equal, as a claim: a formula can be anything, and so can "v is not 0" for a number v."""
    names = t.free_variables(trusted.left)
    anything = {p.name: parse(f"{p.name} != 0") for p in t.subterms(trusted.left) if isinstance(p, t.Prop)}
    equal = (t.Iff if t.is_formula(trusted.left) else t.Eq)(trusted.left, trusted.right)
    return Claim(t.substitute(equal, anything), names)


@pytest.mark.parametrize("trusted", TRUSTED, ids=NAMES)
def test_a_rule_holds_in_every_state_at_widths_1_to_8(trusted):
    claim = equation(trusted)
    for kind in trusted.models:
        for width in range(1, 9) if kind is not Unbounded else ():
            if not is_total(claim.formula, kind(width)):
                continue  # a shift by 3 in three bits: the rule does not apply
            engine = "compiled" if width * len(claim.inputs) > 28 else "numpy"
            result = exhaust(claim, kind(width), engine=engine)
            assert isinstance(result.verdict, Proved), (str(trusted), str(result))


@pytest.mark.parametrize("trusted", TRUSTED, ids=NAMES)
def test_the_solver_proves_a_rule_at_32_bits_and_over_all_integers(trusted, monkeypatch):
    monkeypatch.setattr("arlib.checking.claims.RULE_SET", frozenset())
    bitwise = any(isinstance(p, t.BitAnd | t.BitOr | t.BitXor) for p in t.subterms(trusted.left))
    for integers in (Unbounded(), Signed(32), Unsigned(32)):
        if type(integers) not in trusted.models:
            continue
        if isinstance(integers, Unbounded) and bitwise:
            # The bits of an unbounded integer are those of two's complement, which repeat its sign: the rule
            # holds there since it holds at every width, and no solver of ours says so. 64 bits stand for it.
            integers = Signed(64)
        assert isinstance(check_rule(trusted, integers, seconds=20), Accepted), (str(trusted), str(integers))


UNSOUND = [
    ("x < x + 1", rule("successor", "a < a + 1", "True"), (Signed, Unsigned)),
    ("cancellation of *", rule("cancel", "a * b == a * c", "b == c"), EVERYWHERE),
    ("x - y == y - x", rule("commutativity of -", "a - b", "b - a"), EVERYWHERE),
    ("a square is not negative", rule("square", "0 <= a * a", "True"), (Signed,)),
    ("abs is not negative", rule("abs", "0 <= abs(a)", "True"), (Signed,)),
    ("moving a summand", rule("move", "a + b < c", "a < c - b"), (Signed, Unsigned)),
    ("halving a double", rule("halve", "2 * a // 2", "a"), (Signed, Unsigned)),
    ("or for and", rule("connectives", "p and q", "p or q"), EVERYWHERE),
]


@pytest.mark.parametrize(("what", "wrong", "kinds"), UNSOUND, ids=[what for what, _, _ in UNSOUND])
def test_an_unsound_rule_is_caught_with_a_state_that_betrays_it(what, wrong, kinds):
    for kind in kinds:
        integers = kind() if kind is Unbounded else kind(32)
        rejected = check_rule(wrong, integers)
        assert isinstance(rejected, Rejected)
        assert rejected.assignment is not None
        props = {part.name for part in t.subterms(wrong.left) if isinstance(part, t.Prop)}
        state = {n: v != 0 if n in props else v for n, v in rejected.assignment.items()}
        assert evaluate(wrong.left, state, integers) != evaluate(wrong.right, state, integers)


@pytest.mark.parametrize(
    ("strange", "reason"),
    [
        (rule("a variable from nowhere", "a * 0", "b * 0"), "a variable that its left side lacks"),
        (rule("undefined", "a // b * 0", "b * 0"), "may have no value"),
        (rule("kinds", "a", "a == a"), "one side is a number"),
        (rule("wrong sum", "1 + 1", "3"), "its sides differ"),
        (Rule("models", t.Var("a"), t.Var("a"), (Unsigned,)), "not a rule of"),
    ],
    ids=lambda value: value.name if isinstance(value, Rule) else "",
)
def test_other_rules_that_are_refused(strange, reason):
    rejected = check_rule(strange, Unbounded())
    assert isinstance(rejected, Rejected)
    assert reason in rejected.countermodel


def test_a_rule_of_ones_own_is_accepted_when_the_solver_proves_it():
    assert check_rule(rule("square of a sum", "(a + b) * (a + b)", "a * a + 2 * (a * b) + b * b"), Unsigned(8)) == (
        Accepted(("z3, for the rule square of a sum",))
    )
    assert check_rule(Rule("arithmetic", t.Add(t.Const(200), t.Const(100)), t.Const(44)), Unsigned(8)) == Accepted()


def test_fits_is_not_an_equation_to_be_believed():
    assert FITS not in TRUSTED


def test_matching_binds_each_variable_once_and_keeps_kinds_apart():
    assert match(t.Prop("p"), t.Var("x")) is None
    assert match(t.Var("a"), t.Truth(True)) is None
    assert match(t.Add(t.Var("a"), t.Var("a")), t.Add(t.Var("x"), t.Var("y"))) is None
    assert match(t.Wrap(t.Var("a"), Unsigned(8)), t.Wrap(t.Var("x"), Unsigned(9))) is None
    assert match(t.Wrap(t.Var("a"), Unsigned(8)), t.Wrap(t.Var("x"), Unsigned(8))) == {"a": t.Var("x")}
