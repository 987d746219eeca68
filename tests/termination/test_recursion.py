"""Functions that call themselves: a table of verdicts, and evidence that is changed a little and then rejected."""

from dataclasses import replace

import pytest

from arlib.certificates.nontermination import Entry, Lasso, RecurrenceSet
from arlib.certificates.serialisation import from_json, to_json
from arlib.certificates.termination import TerminationProof
from arlib.checking import Accepted, Rejected, check
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.polynomials import Polynomial
from arlib.programs.interpreter import OutOfSteps, TooDeep, run
from arlib.programs.syntax import Program
from arlib.termination import guess, judge, terminates
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

EVEN = (
    "def even(n):\n    if n {} 0:\n        return 1\n    return odd(n - 1)\n\n\n"
    "def odd(n):\n    if n {} 0:\n        return 0\n    return even(n - 1)"
)
G = "def g(n):\n    if n <= 0:\n        return 0\n    return 1 + g(n - 1)\n\n\n"
ACKERMANN = (
    "def ack(m, n):\n    if m {0} 0:\n        return n + 1\n    if n {0} 0:\n        return ack(m - 1, 1)\n"
    "    return ack(m - 1, ack(m, n - 1))"
)
GCD = (
    "def gcd(a, b):\n    {}if a == b:\n        return a\n    if a > b:\n        return gcd(a - b, b)\n"
    "    return gcd(a, b - a)"
)
POWER = (
    "def power(x, n):\n    if n {} 0:\n        return 1\n    half = power(x, n // 2)\n"
    "    return half * half if n % 2 == 0 else half * half * x"
)

YES = {
    "factorial": "def fact(n):\n    if n <= 0:\n        return 1\n    return n * fact(n - 1)",
    "Fibonacci": "def fib(n):\n    if n < 2:\n        return n\n    return fib(n - 1) + fib(n - 2)",
    "Euclid": "def gcd(a, b):\n    if b == 0:\n        return a\n    return gcd(b, a % b)",
    "Euclid by subtraction": GCD.format("if a <= 0 or b <= 0:\n        return 0\n    "),
    "power": POWER.format("<="),
    "Ackermann": ACKERMANN.format("<="),
    "McCarthy 91": "def mc(n):\n    if n > 100:\n        return n - 10\n    return mc(mc(n + 11))",
    "even and odd": EVEN.format("<=", "<="),
    "binary search": (
        "def find(lo, hi, x):\n    if lo >= hi:\n        return lo\n    mid = (lo + hi) // 2\n"
        "    if mid < x:\n        return find(mid + 1, hi, x)\n    return find(lo, mid, x)"
    ),
    "towers": (
        "def hanoi(n, a, b, c):\n    if n <= 0:\n        return\n    hanoi(n - 1, a, c, b)\n    hanoi(n - 1, c, b, a)"
    ),
    "digits": "def digits(n):\n    if n < 10:\n        return n\n    return n % 10 + digits(n // 10)",
    "calls in a loop": "def f(n):\n    for i in range(n):\n        f(i)\n    return n",
    "an assigned parameter": "def f(n):\n    while n > 0:\n        n -= 1\n        f(n)",
    "a loop with calls": G + "def main(n):\n    while n > 0:\n        n -= 1\n        g(n)",
    "a loop on results": G + "def main(n):\n    while n > 0:\n        n = g(n - 1)",
    "a call of a call": "def f(n):\n    if n <= 0:\n        return 0\n    return f(f(n - 1))",
    "towers with texts": (
        "def hanoi(n, a, b, c):\n    if n <= 0:\n        return\n    hanoi(n - 1, a, c, b)\n    print(a, c)\n"
        "    hanoi(n - 1, c, b, a)\n\n\ndef main(n):\n    hanoi(n, 'A', 'B', 'C')"
    ),
    "None and a call": "def down(n):\n    if n <= 0:\n        return\n    print(f'{n}...')\n    return down(n - 1)",
    "a call in a test": G + "def main(n):\n    k = 0\n    while k < 9 and g(k) >= 0:\n        k += 1",
}
NO = {
    "factorial": ("def fact(n):\n    if n == 0:\n        return 1\n    return n * fact(n - 1)", {"n": -1}),
    "itself": ("def f(x):\n    return f(x)", {"x": 0}),
    "even and odd": (EVEN.format("==", "=="), {"n": -1}),
    "Euclid by subtraction": (GCD.format(""), {"a": 1, "b": 0}),
    "power": (POWER.format("=="), {"x": -1, "n": -1}),
    "Ackermann": (ACKERMANN.format("=="), {"m": -1, "n": -1}),
    "a loop with calls": (G + "def main(n):\n    while n > 0:\n        g(n)", {"n": 1}),
    "behind a call": (G + "def main(n):\n    return h(n)\n\n\ndef h(n):\n    g(2)\n    return h(n)", {"n": 0}),
}
OPEN = {
    "Collatz": (
        "def collatz(n):\n    if n <= 1:\n        return 0\n    if n % 2 == 0:\n        return collatz(n // 2)\n"
        "    return collatz(3 * n + 1)"
    ),
    "Takeuchi": (
        "def tak(x, y, z):\n    if y >= x:\n        return z\n"
        "    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))"
    ),
}
TWO = (
    "int odd(unsigned n); int even(unsigned n) { if (n == 0) return 1; return odd(n - 1); } "
    "int odd(unsigned n) { if (n == 0) return 0; return even(n - 1); } int main() { return even(9); }"
)
LONG = "long power(long x, unsigned n) { if (n == 0) return 1; long h = power(x, n / 2); return n % 2 ? x : h; }"
TOWERS = "void hanoi(int n, int a, int b) { if (n <= 0) return; hanoi(n - 1, b, a); hanoi(n - 1, a, b); }"
C: dict[str, tuple[object, object, object]] = {  # in the readings machine, wrap and unbounded; None: not asked
    "int fact(int n) { if (n <= 1) return 1; return n * fact(n - 1); }": ("overflow", True, True),
    "int fact(int n) { if (n == 0) return 1; return n * fact(n - 1); }": ("overflow", None, "runs for ever"),
    "unsigned fact(unsigned n) { return n == 0 ? 1 : n * fact(n - 1); }": (True, True, True),
    "unsigned gcd(unsigned a, unsigned b) { return b == 0 ? a : gcd(b, a % b); }": (True, True, True),
    "void down(int n) { if (n > 0) { n--; down(n); } }": (True, True, True),
    "int f(int x) { return f(x); }": ("runs for ever", "runs for ever", "runs for ever"),
    TOWERS: (True, True, True),
    TWO: (True, True, True),
    LONG: (True, True, True),
}


def main_of(source: str) -> Program:
    first = source.split("(")[0].removeprefix("def ")
    return python_program(source, "main" if "def main(" in source else first)


@pytest.mark.parametrize("source", YES.values(), ids=YES)
def test_it_ends(source: str) -> None:
    program = main_of(source)
    found = terminates(program)
    assert isinstance(found, Proved)
    proof = found.certificate
    assert check(proof) == Accepted(())
    assert from_json(to_json(proof), program) == proof
    assert isinstance(judge(guess(program, str(proof))), Accepted)


@pytest.mark.parametrize(("source", "inputs"), NO.values(), ids=NO)
def test_it_runs_for_ever(source: str, inputs: dict[str, int]) -> None:
    program = main_of(source)
    found = terminates(program)
    assert isinstance(found, Refuted)
    assert dict(found.witness.entry.inputs) == inputs
    assert from_json(to_json(found.witness), program) == found.witness
    assert isinstance(run(program, inputs, steps=1_000_000, keep=()).outcome, TooDeep | OutOfSteps)


@pytest.mark.parametrize("source", OPEN.values(), ids=OPEN)
def test_nothing_is_said(source: str) -> None:
    assert isinstance(terminates(source, seconds=1), Unknown)


@pytest.mark.parametrize(("source", "wanted"), C.items())
def test_in_c(source: str, wanted: tuple[object, ...]) -> None:
    for reading, answer in zip(("machine", "wrap", "unbounded"), wanted, strict=True):
        if answer is not None:
            found = terminates(c_program(source, None, reading))  # type: ignore[arg-type]
            assert found.witness.reason == answer if isinstance(found, Refuted) else isinstance(found, Proved) == answer


def test_what_is_not_read() -> None:
    with pytest.raises(Unsupported, match="global variable k"):
        c_program("int k; int f(int n) { k++; return f(n - 1); }")
    with pytest.raises(Unsupported, match="without a return"):
        c_program("int f(int n) { if (n > 0) return f(n - 1); }")
    with pytest.raises(Unsupported, match="needed as a value"):
        python_program("def f(n):\n    return f(f)")


# ---- Evidence that is changed a little -------------------------------------------------------


def proof_of(name: str) -> TerminationProof:
    found = terminates(main_of(YES[name]))
    assert isinstance(found, Proved)
    return found.certificate


def test_a_summary_must_hold_at_each_return() -> None:
    proof = replace(proof_of("McCarthy 91"), proofs=())
    [(name, summary)] = proof.summaries.items()
    n, r = Polynomial.variable("n"), Polynomial.variable("mc.return")
    for wrong in (r - n + 9, r - 92, n - r, n - 101):
        changed = replace(proof, summaries={name: (*summary, wrong)})
        changed = replace(changed, proofs=(None,) * 40)
        assert isinstance(check(changed), Rejected)


def test_a_summary_is_needed() -> None:
    proof = proof_of("McCarthy 91")
    assert isinstance(check(replace(proof, summaries={})), Rejected)
    assert isinstance(judge(guess(proof.program, "100 - n")), Rejected)


@pytest.mark.parametrize(
    "summaries",
    [
        {"mc": (Polynomial.variable("mc.return.1"),)},
        {"other": (Polynomial.variable("n"),)},
        {"other": (Polynomial.constant(-1),)},
    ],
)
def test_a_summary_speaks_of_parameters_and_the_result(summaries: dict[str, tuple[Polynomial, ...]]) -> None:
    proof = proof_of("McCarthy 91")
    match check(replace(proof, summaries={**proof.summaries, **summaries})):
        case Rejected("form", why):
            assert "speaks of" in why or "multipliers" in why
        case other:
            pytest.fail(f"{other}")


def test_a_call_must_be_followed_into() -> None:
    # Over the call n falls, and into it n stays as it is.
    program = python_program("def f(n):\n    while n > 0:\n        f(n)\n        n -= 1")
    assert isinstance(judge(guess(program, "n")), Rejected)
    found = terminates(program)
    assert isinstance(found, Refuted)


def test_a_state_repeats_only_while_its_call_is_active() -> None:
    program = python_program("def f(n):\n    if n > 0:\n        f(n - 1)\n        f(n - 1)")
    made = run(program, {"n": 2})
    assert [visit.state["n"] for visit in made.visits] == [2, 1, 0, 0, 1, 0, 0]
    found = terminates("def f(x):\n    return f(x)")
    assert isinstance(found, Refuted)
    assert isinstance(found.witness, Lasso)
    for begin in range(1, 7):
        for end in range(begin + 1, 8):
            entry = replace(found.witness.entry, inputs={"n": 2}, arrival=begin)
            assert isinstance(check(replace(found.witness, program=program, entry=entry, again=end)), Rejected)


def test_a_set_that_a_call_leaves_is_rejected() -> None:
    # Each turn of the loop calls g, which returns: the loop's own states are no set that is never left.
    program = python_program(
        "def g(n):\n    if n > 0:\n        g(n - 1)\n\n\ndef main(n):\n    while n > 0:\n        g(n)", "main"
    )
    found = terminates("def fact(n):\n    if n == 0:\n        return 1\n    return n * fact(n - 1)")
    assert isinstance(found, Refuted)
    assert isinstance(found.witness, RecurrenceSet)
    entry = replace(found.witness.entry, inputs={"n": 1})
    phase = replace(found.witness.phases[0], location=1, constraints=(Polynomial.variable("n") - 1,))
    assert isinstance(check(replace(found.witness, program=program, entry=entry, phases=(phase,))), Rejected)
    # A call whose states are in the set stays there; the base case must be outside.
    phase = replace(found.witness.phases[0], constraints=(-Polynomial.variable("n"),))
    assert isinstance(check(replace(found.witness, phases=(phase,), proofs=(None,) * 9)), Rejected)


def test_what_a_call_returns_decides() -> None:
    # c is in no guard, and what g makes of it is 0, 0 and 6.
    source = (
        "def g(n, m):\n    if m <= 0:\n        return 3 * (n - 1) * (n - 2)\n    return g(n, m - 1)\n\n\n"
        "def main(x):\n    c = 0\n    while x < 5:\n        c += 1\n        x = g(c, 3)"
    )
    program = python_program(source, "main")
    assert not isinstance(terminates(program), Refuted)
    entry = Entry({"x": 0}, (), 1)
    assert isinstance(check(Lasso(program, entry, (), 6)), Rejected)
    arrivals = [visit for visit in run(program, {"x": 0}).visits if visit.loop == 1]
    assert arrivals[1].state["x"] == arrivals[2].state["x"]


def fact(n):  # type: ignore[no-untyped-def]
    if n == 0:
        return 1
    return n * fact(n - 1)


def test_a_function_that_exists_is_read_by_its_source() -> None:
    found = terminates(fact)
    assert isinstance(found, Refuted)
    assert dict(found.witness.entry.inputs) == {"n": -1}
