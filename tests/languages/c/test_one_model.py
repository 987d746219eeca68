"""C in one integer model: what is plain there, and functions that are the same in one model."""

import itertools
import random

import pytest
from random_c import HELPERS, Writer, corners

from arlib import Signed, Unbounded, Undefined, Unsigned, Unsupported, claim, evaluate, to_text
from arlib import terms as t
from arlib.languages.c.claims import c_claim, uniform
from arlib.terms import Claim

# One model for every type


def test_in_one_model_the_term_is_plain():
    source = "bool f(unsigned int x, unsigned int y) { return (x+y == y+x); }"
    assert c_claim(source, integers=Unbounded()) == claim("x + y == y + x")
    assert c_claim(source, integers=Unsigned(1024)).types == ()


def test_in_one_model_there_are_no_conversions_and_bools_are_what_is_not_0():
    source = "bool f(char x, bool b, long y) { int z = x * y; z <<= 2; return (short)z % 3 == b || abs(x) > y; }"
    said = c_claim(source, integers=Signed(8))
    assert not any(isinstance(part, t.Conversion) for part in t.subterms(said.formula))
    assert to_text(said.formula) == "tmod(x * y << 2, 3) == (1 if b != 0 else 0) or abs(x) > y"


def test_in_one_model_literals_must_fit():
    assert to_text(c_claim("bool f(int x) { return x > -128; }", integers=Signed(8)).formula) == "x > -128"
    with pytest.raises(Unsupported, match="128 does not fit in int8") as caught:
        c_claim("bool f(int x) {\n  return x > 128; }", integers=Signed(8))
    assert (caught.value.line, caught.value.column) == (2, 13)
    with pytest.raises(Unsupported, match="truth values"):
        c_claim("bool f(int x) { return x > 0; }", integers=Signed(1))
    assert c_claim(f"bool f(int x) {{ return x < {10**30}; }}", integers=Unbounded()).formula.right == t.Const(10**30)


# Stripping the conversions


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("unsigned x, unsigned y) { return x + y == y + x;", "x + y == y + x"),
        ("unsigned x, unsigned y) { return x * (x - 1) / 2 + ~y % 3 <= -x << 3;", None),
        ("uint64_t x) { return x && x / 2 != x + 18000000000000000000u;", None),
        ("unsigned x) { unsigned y = x > 3 ? x - 3 : 3 - x; return (y ^ 5) >> 2;", None),
        ("unsigned x) { return x + -1 < x;", "x + -1 < x"),
    ],
)
def test_uniform_means_the_same(source, text):
    said = c_claim(f"bool f({source} }}")
    plain, model = uniform(said)
    assert model == said.types[0]
    assert plain == Claim(plain.formula, said.inputs)
    assert text is None or to_text(plain.formula) == text
    choose = random.Random(1)
    values = corners(model) + [choose.randint(model.low, model.high) for _ in range(20)]
    for each in itertools.product(values, repeat=len(said.inputs)):
        state = dict(zip(said.inputs, each, strict=True))
        assert outcome(said.formula, state) == outcome(plain.formula, state, model), state


UNBOUNDED = Unbounded()


def outcome(formula, state, integers=UNBOUNDED):
    try:
        return evaluate(formula, state, integers)
    except Undefined:
        return None


@pytest.mark.parametrize(
    "source",
    [
        "int x) { return x + 1 > x;",
        "unsigned x, int y) { return x == y;",
        "unsigned x, uint64_t y) { return x == y;",
        "unsigned x) { return x + 1ul > x;",
        "unsigned x) { return x + (1 + 2) > (int)x;",
        "unsigned x, unsigned y) { return x << y;",
        "unsigned char x) { return x + x >= x;",
        "bool x) { return x + 1;",
        "void) { return 1;",
        "unsigned x) { return 1ul << 40 == 1;",
    ],
)
def test_uniform_needs_one_unsigned_type_throughout(source):
    assert uniform(c_claim(f"bool f({source} }}")) is None


def test_uniform_agrees_on_random_unsigned_functions():
    writer, choose, found = Writer(5), random.Random(6), 0
    model = Unsigned(32)
    for _ in range(300):
        said = c_claim(f"{HELPERS}int f(unsigned a, unsigned b, unsigned c) {{ return {writer.expression(2)}; }}", "f")
        stripped = uniform(said)
        if stripped is None:
            continue
        found += 1
        for _ in range(30):
            state = {name: choose.choice([*corners(model), choose.randint(0, model.high)]) for name in "abc"}
            assert outcome(said.formula, state) == outcome(stripped[0].formula, state, model), to_text(said.formula)
    assert found > 30
