"""Where a function takes an integer type, it takes its name as well; anything else is refused in one line."""

import asyncio
import inspect

import pytest

import arlib
import arlib.smt
from arlib import Unbounded, Unsigned
from arlib.languages.python.claims import function_claim
from arlib.views.exhaustive.timing_widget import TimingWidget
from arlib.views.rewriting.stepper import RewriteWidget

CLAIM = "x + 1 > x"
CALLS = {
    arlib.exhaust: lambda integers: arlib.exhaust(CLAIM, integers).verdict,
    arlib.explore: lambda integers: [each.verdict for each in arlib.explore(CLAIM, integers)],
    arlib.prove: lambda integers: arlib.prove(CLAIM, integers),
    arlib.simplify: lambda integers: arlib.simplify(arlib.parse("x + 200 - 200"), integers),
    arlib.claim: lambda integers: arlib.claim("x == ~0", integers),
    arlib.parse: lambda integers: arlib.parse("x == ~0", integers),
    arlib.c_claim: lambda integers: arlib.c_claim("int f(int x) { return x + 1 > x; }", integers=integers),
    arlib.evaluate: lambda integers: arlib.evaluate(arlib.parse("x + 1"), {"x": 255}, integers),
    arlib.replay: lambda integers: arlib.replay(arlib.claim(CLAIM), {"x": 255}, integers),
    arlib.check_rule: lambda integers: arlib.check_rule(arlib.rule("mine", "a < a + 1", "True"), integers),
    function_claim: lambda integers: function_claim(f"def f(x): return {CLAIM}", "f", integers),
    arlib.smt.is_valid: lambda integers: arlib.smt.is_valid(arlib.claim(CLAIM), integers),
    arlib.smt.find_model: lambda integers: arlib.smt.find_model(arlib.claim("x * 2 == 254"), integers),
    arlib.smt.to_smtlib: lambda integers: arlib.smt.to_smtlib(arlib.claim(CLAIM), integers),
    TimingWidget: lambda integers: asyncio.run(TimingWidget(CLAIM, integers).run()).verdict,
    RewriteWidget: lambda integers: RewriteWidget(CLAIM, integers).derivation,
}
KINDS = pytest.mark.parametrize("call", CALLS.values(), ids=[each.__name__ for each in CALLS])


def test_every_public_function_that_takes_a_type_is_here():
    public = [getattr(module, name) for module in (arlib, arlib.smt) for name in module.__all__]
    functions = [each for each in public if inspect.isfunction(each)]
    assert len(functions) > 15
    readings = {arlib.terminates}  # its integers are a reading of C
    asked = {each for each in functions if "integers" in inspect.signature(each).parameters}
    assert asked - readings <= set(CALLS)


@KINDS
def test_a_type_and_its_name_mean_the_same(call):
    assert call("uint8") == call(Unsigned(8))


@pytest.mark.parametrize("call", [arlib.prove, arlib.claim, arlib.parse], ids=lambda call: call.__name__)
def test_the_unbounded_integers_have_a_name_too(call):
    assert call(CLAIM, "int") == call(CLAIM, Unbounded())


@KINDS
@pytest.mark.parametrize(
    "wrong",
    ["byte", "", "uint0", "int999999", 8, 8.0, int, object(), b"uint8", [], 10**5000],
    ids=lambda wrong: type(wrong).__name__,
)
def test_what_means_no_type_is_refused_in_one_line(call, wrong):
    with pytest.raises((TypeError, ValueError)) as caught:
        call(wrong)
    said = str(caught.value)
    assert "integer type" in said and "uint8" in said
    assert len(said.splitlines()) == 1 and len(said) < 150


def test_a_reading_of_c_is_refused_in_one_line_too():
    for wrong in ("int32", "signed", Unsigned(8), 32, [1]):
        with pytest.raises(ValueError, match="unbounded, machine or wrap"):
            arlib.terminates("void f(int x) { while (x > 0) x--; }", integers=wrong)
