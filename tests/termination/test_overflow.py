"""In C's own integers a yes says too that no operation is without a value; and a no says which kind of no it is."""

import pytest

from arlib import Proved, Refuted, Unknown, Unsigned, check, exhaust, prove, terminates
from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.termination import TerminationProof
from arlib.checking import Accepted
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import run
from arlib.programs.transitions import transition_system
from arlib.termination.runs import try_runs

BOTH = "int main(void) { int i = 4, j = 4; while (1) { if (i > 2) i--; j--; } }"
COUNTS = "int nondet(void); int main(void) { int n = nondet(); for (int i = 0; n; i++) { } return 0; }"
FIB = "int fib(int n) { int a = 0, b = 1; for (int i = 0; i < n; i++) { int t = a + b; a = b; b = t; } return a; }"
UP_TO = "void up_to(int n) { for (int i = 0; i <= n; i++) { } }"
OVERFLOWS = {
    BOTH: AcceleratedRun,
    COUNTS: AcceleratedRun,
    FIB: UndefinedRun,
    UP_TO: AcceleratedRun,
    "void f(int n) { for (int i = 0; i < n; i += 2) { } }": AcceleratedRun,
    "void f(int n) { for (int i = 0; i <= n; i++) for (int j = 0; j < 3; j++) { } }": AcceleratedRun,
    "int f(int n) { int r = 1; for (int i = 1; i <= n; i++) r *= i; return r; }": UndefinedRun,
}


@pytest.mark.parametrize("text", OVERFLOWS)
def test_an_overflow_is_found_and_named(text):
    verdict = terminates(text, seconds=20)
    assert isinstance(verdict, Refuted) and isinstance(verdict.witness, OVERFLOWS[text])
    assert verdict.witness.reason == "overflow" and isinstance(check(verdict.witness), Accepted)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("int f(int n) { int s = 100; for (int i = 5; i >= 0; i--) s = s / i; return s; }", "division by zero"),
        ("void f(int x) { while (x > 0) x = 3 - x; }", "runs for ever"),
        ("void f(void) { int i = 0; while (i < 2000000000) i++; while (1) { } }", "runs for ever"),
        ("void f(void) { unsigned i = 1; while (i != 0) i += 2; }", "runs for ever"),
        ("void f(unsigned x, unsigned y) { while (x ^ y) { x = x ^ 1; } }", "runs for ever"),
        ("void f(unsigned x, unsigned s) { while (x) { x = x >> (s & 3) | 1; } }", "runs for ever"),
    ],
)
def test_other_kinds_of_no(text, reason):
    verdict = terminates(text, seconds=20)
    assert isinstance(verdict, Refuted) and verdict.witness.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "void f(int n) { for (int i = 0; i < n; i++) { } }",
        "int f(int n) { int c = 0; while (n > 0) { n--; c++; } return c; }",
        "void f(int a, int b) { if (a > 0 && b > 0) while (a != b) { if (a > b) a -= b; else b -= a; } }",
        "void f(int n, int m) { for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) { } }",
        "void f(int n) { for (int i = 0; i < n; i++) for (int j = i; j < n; j++) { } }",
        "void f(int n) { for (int i = n; i > 0; i--) { } }",
        "int f(int n, int key) { int lo = 0, hi = n; while (lo < hi) { int mid = lo + (hi - lo) / 2;\n"
        "  if (mid < key) lo = mid + 1; else hi = mid; } return lo; }",
        "int f(void) { int s = 0; for (int i = 0; i < 100; i++) s += i; return s; }",
        "long f(int n) { long s = 0; for (int i = 0; i < n; i++) s += i; return s; }",
        "void f(int x) { while (x != 0) { if (x > 0) x--; else x++; } }",
        "int f(int n) { int p = 1; while (p < n && p < 1000) p *= 2; return p; }",
        "int f(int n) { int c = 0; while (n != 0) { n /= 10; c++; } return c; }",
        "void f(void) { int x = 0, y = 0; while (y >= 0) { if (x <= 50) y++; else y--; x++; } }",
    ],
)
def test_ordinary_loops_are_proved(text):
    verdict = terminates(text, seconds=20)
    assert isinstance(verdict, Proved), verdict
    assert check(verdict.certificate) == Accepted(())


def test_runs_with_bits_are_followed():
    """& | ^ and a shift by a variable have no constraints, and are computed."""
    text = "void f(unsigned x, unsigned y) { while (x != y) { x = (x & y) + ((x | y) >> (y & 3)) ^ 1; } }"
    program = c_program(text)
    system = transition_system(program)
    longest = 0
    for trace in try_runs(system):
        visits = run(program, trace.inputs, steps=2_000, arrivals=len(trace.arrivals)).visits
        assert [visit.state for visit in visits] == [arrival.state for arrival in trace.arrivals]
        longest = max(longest, len(visits))
    assert longest > 3


def test_an_exit_from_a_case_to_which_no_way_leads():
    """A split may leave a location that only exits leave; they are ruled out there, too."""
    text = (
        "void f(int x, signed char y) { if (x < -4 || x > 5) return; int a = 0; unsigned char b = (a ^ 1);\n"
        "  for (a = 125; a < 3; a = a + 1) b = b + b;\n"
        "  if (b < a + 1) { while (y + 1 >= 4) { if (b > -1) { a = a - 1; x = x + x; } else b = b + x;\n"
        "    b = b - a / 2; y = x - 0; } } else x = -b; }"
    )
    assert isinstance(terminates(text, seconds=10), Proved | Refuted | Unknown)


def test_what_is_missing_is_said():
    text = "int f(unsigned n) {\n  int bits = 0;\n  while (n) {\n    n &= n - 1;\n    bits++;\n  }\n  return bits;\n}"
    verdict = terminates(text, seconds=20)
    assert isinstance(verdict, Unknown)
    assert "every run ends or overflows; that bits + 1 in line 5 does not overflow could not be shown" in verdict.reason


def evidence():
    """Some certificate of each kind, a proof that needs the solver among them."""
    g = "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y"
    yield TerminationProof, terminates(g).certificate
    yield TerminationProof, terminates("void f(int n) { while (n > 0) n--; }").certificate
    yield Lasso, terminates("def f(x, y):\n    while x != y:\n        x, y = y, x").witness
    yield RecurrenceSet, terminates("def f(x):\n    while x > 0:\n        x = x + 1").witness
    yield UndefinedRun, terminates(FIB, seconds=20).witness
    yield AcceleratedRun, terminates(UP_TO, seconds=20).witness
    for claim in ("x + y == y + x", "n * n >= 0", "x == x"):
        yield None, prove(claim).certificate
    yield None, exhaust("x + y == y + x", Unsigned(8)).verdict.certificate


def test_what_an_answer_rests_on_is_a_solver_an_engine_or_the_interpreter():
    """Never something about the program or the claim that was asked about."""
    kinds = set()
    for kind, certificate in evidence():
        kinds.add(kind)
        answer = check(certificate)
        assert isinstance(answer, Accepted)
        for each in answer.rests_on:
            assert each in ("the interpreter", "z3") or each.endswith("engine")
            assert "overflow" not in each
    assert kinds >= {TerminationProof, Lasso, RecurrenceSet, UndefinedRun, AcceleratedRun}
