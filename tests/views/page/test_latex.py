"""Mathematical notation: balanced, unambiguous, and safe from hostile names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import formulas, numbers

from arlib import terms as t
from arlib.certificates import Derivation, Step
from arlib.integers import Signed, Unbounded, Unsigned
from arlib.languages.python.claims import parse
from arlib.proving import prove
from arlib.rewriting import simplify
from arlib.rules import RULES, Rule
from arlib.terms import Claim
from arlib.views.page.latex import FIRST, LAST, derivation_latex, shown, to_latex


def concrete(kind):
    return [kind] if not kind.__subclasses__() else [leaf for sub in kind.__subclasses__() for leaf in concrete(sub)]


def balanced(latex):
    unescaped = re.sub(r"\\[{}]", "", latex)
    depth = 0
    for character in unescaped:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    return (
        depth == 0
        and unescaped.count("(") == unescaped.count(")")
        and latex.count(r"\left") - latex.count(r"\leftrightarrow") == latex.count(r"\right")
        and latex.count(r"\begin") == latex.count(r"\end")
        and latex.count(r"\lvert") == latex.count(r"\rvert")
    )


def instance(kind):
    x, p = t.Var("x"), t.Gt(t.Var("y"), t.Const(0))
    if issubclass(kind, t.Conversion):
        return kind(x, Signed(8))
    if kind is t.IfThenElse:
        return kind(p, x, x)
    if issubclass(kind, t.Connective):
        return kind(p, p)
    if kind is t.Not:
        return kind(p)
    if kind in (t.Var, t.Prop):
        return kind("x")
    if kind in (t.Const, t.Truth):
        return kind(1)
    return kind(*[x] * len(kind.__dataclass_fields__))


@pytest.mark.parametrize("kind", concrete(t.Term), ids=lambda kind: kind.__name__)
def test_every_operator_has_a_notation(kind):
    assert balanced(to_latex(instance(kind)))
    assert to_latex(instance(kind), ()).startswith(r"\textcolor")


@pytest.mark.parametrize(
    "text, latex",
    [
        ("x + y * z", r"x + y \cdot z"),
        ("(x + y) * z", r"(x + y) \cdot z"),
        ("x - (y - z)", "x - (y - z)"),
        ("x - y - z", "x - y - z"),
        ("x * (y * z)", r"x \cdot (y \cdot z)"),
        ("-x + y", "-x + y"),
        ("x + -y", "x + (-y)"),
        ("-(x * y)", r"-(x \cdot y)"),
        ("-x * y", r"(-x) \cdot y"),
        ("-(-x)", "-(-x)"),
        ("~x * y", r"\mathord{\sim} x \cdot y"),
        ("(x & y) + (x | y) == x + y", r"(x \mathbin{\&} y) + (x \mathbin{|} y) = x + y"),
        ("x & y & z", r"x \mathbin{\&} y \mathbin{\&} z"),
        ("x & (y & z)", r"x \mathbin{\&} (y \mathbin{\&} z)"),
        ("x ^ y | z", r"(x \oplus y) \mathbin{|} z"),
        ("x << 2 >= 0", r"x \ll 2 \ge 0"),
        ("(x + y) % 2", r"(x + y) \bmod 2"),
        ("x + y % 2", r"x + (y \bmod 2)"),
        ("(x + 1) // 2", r"\left\lfloor \frac{x + 1}{2} \right\rfloor"),
        ("abs(x + 1)", r"\lvert x + 1 \rvert"),
        ("min(x, y) != max(x, y)", r"\min(x, y) \ne \max(x, y)"),
        ("tdiv(x, y) == ediv(x, y)", r"\operatorname{tdiv}(x, y) = \operatorname{ediv}(x, y)"),
        ("uint8(x)", r"\operatorname{uint8}(x)"),
        ("fits_int8(x)", r"\operatorname{fits\_int8}(x)"),
        ("x == 1 or x < 2 and not y > 0", r"x = 1 \lor x < 2 \land \lnot (y > 0)"),
        ("(x == 1 or x < 2) and y > 0", r"(x = 1 \lor x < 2) \land y > 0"),
        ("not not x > 0", r"\lnot \lnot (x > 0)"),
        ("implies(x > 0, implies(y > 0, x > 1))", r"x > 0 \Rightarrow y > 0 \Rightarrow x > 1"),
        ("implies(implies(x > 0, y > 0), x > 1)", r"(x > 0 \Rightarrow y > 0) \Rightarrow x > 1"),
        ("(x > 0) == (y > 0)", r"x > 0 \Leftrightarrow y > 0"),
        ("(x if x > 0 else y) + 1", r"\left( \begin{cases} x & \text{if } x > 0 \\ y & \text{otherwise} "
         r"\end{cases} \right) + 1"),
        ("x1 + total", r"x_{1} + \mathit{total}"),
    ],
)  # fmt: skip
def test_notation(text, latex):
    assert to_latex(parse(text)) == latex
    assert balanced(latex)


READ = {
    r"\cdot": "*",
    r"\mathbin{\&}": "&",
    r"\mathbin{|}": "|",
    r"\oplus": "^",
    r"\ll": "<<",
    r"\gg": ">>",
    r"\le": "<=",
    r"\ge": ">=",
    r"\ne": "!=",
    r"\lnot": " not ",
    r"\land": " and ",
    r"\lor": " or ",
    r"\bmod": "%",
    r"\mathord{\sim}": "~",
    r"\min": "min",
    r"\max": "max",
    r"\lvert": "abs(",
    r"\rvert": ")",
    r"\mathsf{true}": "True",
    r"\mathsf{false}": "False",
}


def as_python(latex):
    for sign in sorted(READ, key=len, reverse=True):
        latex = latex.replace(sign, READ[sign])
    return re.sub(r"\\operatorname\{(\w+)\}", r"\1", latex).replace(" = ", " == ")


SAME = st.sampled_from(
    [t.Add, t.Sub, t.Mul, t.FloorMod, t.TruncDiv, t.EuclidMod, t.BitAnd, t.BitOr, t.BitXor, t.ShiftLeft, t.Min]
)


@st.composite
def readable(draw, depth=4):
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from("xy").map(t.Var) | st.integers(0, 9).map(t.Const))
    if draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from([t.Neg, t.BitNot, t.Abs]))(draw(readable(depth - 1)))
    return draw(SAME)(draw(readable(depth - 1)), draw(readable(depth - 1)))


@given(readable(), readable(), st.sampled_from([t.Eq, t.Lt, t.Ge, t.Ne]))
def test_numbers_mean_the_same_when_read_with_pythons_precedence(left, right, compare):
    """The brackets are enough for Python's grammar, which is stricter than a reader's."""
    formula = compare(left, right)
    assert parse(as_python(to_latex(formula))) == formula


@given(numbers("xy") | formulas("xy"), st.data())
def test_any_place_can_be_marked(term, data):
    position = ()
    part = term
    while part.children and data.draw(st.booleans()):
        number = data.draw(st.integers(0, len(part.children) - 1))
        position, part = (*position, number), part.children[number]
    marked = to_latex(term, position)
    assert balanced(marked)
    assert marked.count(r"\underline") == marked.count(r"\textcolor") == 1
    assert re.sub(r"\\textcolor\[RGB\]\{26,128,208\}\{\\underline\{", "", marked).replace("}", "") == to_latex(
        term
    ).replace("}", "")


def test_a_place_that_is_none_is_an_error():
    with pytest.raises(IndexError):
        to_latex(parse("x + y"), (2,))


@pytest.mark.parametrize("name", ["$x$", "a_b", "}{", "\\input{x}", "50%#", "a&b", "x^~y", "<script>"])
def test_hostile_names_stay_names(name):
    derivation = Derivation(
        Claim(t.Eq(t.Var(name), t.Var(name)), (name,)),
        Unbounded(),
        (Step(t.Eq(t.Var(name), t.Var(name)), Rule(name, t.Var("a"), t.Var("a")), (), t.Truth(True)),),
    )
    latex = derivation_latex(derivation)
    assert balanced(latex)
    assert not re.search(r"(?<!\\)[$%#]", latex)
    assert r"\input" not in latex
    assert latex.count("\n") == 3
    assert len(re.findall(r"(?<!\\)&", latex)) == 3 + 3


def test_every_rule_can_be_named():
    for rule in RULES:
        step = Step(rule.left, rule, (), rule.right)
        latex = derivation_latex(Derivation(Claim(rule.left, ()), Unbounded(), (step,)))
        assert balanced(latex)
        named = latex.splitlines()[2].split("&& ")[1]
        assert not re.search(r"(?<!\\)[&^~_]|==", named), named


def test_a_derivation_names_rules_and_marks_what_comes_next():
    latex = derivation_latex(prove("x + y == y + x").certificate)
    lines = latex.splitlines()
    assert lines[0] == r"\begin{aligned}" and lines[-1] == r"\end{aligned}"
    assert r"= \textcolor[RGB]{26,128,208}{\underline{y + x}}" in lines[1]
    assert lines[2].startswith(r"\iff{} &") and r"&& \text{commutativity of }{+}" in lines[2]
    assert lines[3] == r"\iff{} & \mathsf{true} && \text{reflexivity of }{=}"
    assert derivation_latex(simplify(parse("x + 0"), Unsigned(8))).splitlines()[2] == r"={} & x && \text{zero}"


def test_a_derivation_without_steps():
    assert derivation_latex(simplify(parse("x"))) == "\\begin{aligned}\n& x &&\n\\end{aligned}"


def test_long_derivations_leave_out_the_middle():
    derivation = simplify(parse("(x + y + z) * (x + y) * (x + y) == 0"))
    steps = len(derivation.steps)
    assert steps > 30
    lines = derivation_latex(derivation).splitlines()[1:-1]
    assert len(lines) == 1 + FIRST + 1 + LAST
    assert f"… {steps - FIRST - LAST} more steps …" in lines[FIRST + 1]
    assert shown(30) == list(range(31))
    for count in (31, 60):
        numbers_shown = [number for number in shown(count) if number is not None]
        assert numbers_shown == [*range(FIRST + 1), *range(count - LAST + 1, count + 1)]
