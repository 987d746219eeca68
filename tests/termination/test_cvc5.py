"""A second solver confirms every obligation of proofs and of recurrence sets."""

from dataclasses import replace

import pytest

from arlib import Proved, Refuted, terminates
from arlib.certificates.nontermination import RecurrenceSet, closure_obligations
from arlib.certificates.termination import obligations
from arlib.programs.transitions import transition_system

cvc5 = pytest.importorskip("cvc5")

PROGRAMS = [
    ("def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y", None),
    ("def f(x, y):\n    while x > 0 and y > 0:\n        if nondet() > 0:\n            x -= 1\n"
     "            y = nondet()\n        else:\n            y -= 1", None),
    ("def f(n):\n    for i in range(n):\n        j = n\n        while j > i:\n            j -= 2", None),
    ("def f(x, y, z):\n    while x > 0:\n        x, y, z = x + y, y + z, z - 1", None),
    ("def f(x):\n    while x != 0:\n        x = x - 1 if x > 0 else x + 1", None),
    ("def f(x):\n    while x > 1:\n        x = x // 2", None),
    ("def f(a, b):\n    while b > 0:\n        a, b = b, a % b", None),
    ("void f(unsigned char x, unsigned char y) { while (x > y && y > 0) x = x - y; }", "wrap"),
    ("void f(signed char x) { while (x > 0) x = x * 2 + 1; }", "wrap"),
    ("void f(int x, int y) { while (x < y) x = x + 1; }", "machine"),
    ("void f(unsigned x) { while (x % 8 != 0) x = x + 1; }", "wrap"),
    ("def f(x, y):\n    while x > y:\n        x, y = x + 2, y + 1", None),
    ("def f(x):\n    while x > 0:\n        y = nondet()\n        if y < x:\n            return\n"
     "        x = y + 1", None),
    ("def f(x, y):\n    while x > 0:\n        x += 1\n        while y < x:\n            y += 3", None),
]  # fmt: skip


def sum_of(manager, symbols, p):
    kind, integer = cvc5.Kind, manager.mkInteger
    parts = [integer(0), integer(0)]
    for monomial, coefficient in p.coefficients.items():
        factors = [integer(str(coefficient)), *(symbols[name] for name in monomial)]
        parts.append(manager.mkTerm(kind.MULT, *factors) if len(factors) > 1 else factors[0])
    return manager.mkTerm(kind.ADD, *parts)


def answer(obligation):
    """What cvc5 says of the premises with the goal negated."""
    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setLogic("ALL")
    solver.setOption("tlimit-per", "5000")
    names = {name for p in (*obligation.premises, obligation.goal) for name in p.variables}
    symbols = {name: manager.mkConst(manager.getIntegerSort(), name) for name in sorted(names)}
    zero = manager.mkInteger(0)
    for p in obligation.premises:
        solver.assertFormula(manager.mkTerm(cvc5.Kind.GEQ, sum_of(manager, symbols, p), zero))
    solver.assertFormula(manager.mkTerm(cvc5.Kind.LT, sum_of(manager, symbols, obligation.goal), zero))
    return solver.checkSat()


@pytest.mark.parametrize(("text", "integers"), PROGRAMS)
def test_cvc5_confirms_every_obligation(text, integers):
    match terminates(text, integers=integers, seconds=20):
        case Proved(proof):
            wanted = list(obligations(proof))
        case Refuted(RecurrenceSet() as found):
            wanted = list(closure_obligations(transition_system(found.program), found))
        case verdict:
            pytest.fail(str(verdict))
    assert wanted
    for obligation in wanted:
        assert answer(obligation).isUnsat(), obligation


def test_cvc5_denies_what_does_not_follow():
    proof = terminates(PROGRAMS[0][0]).certificate
    obligation = next(each for each in obligations(proof) if each.premises)
    assert answer(replace(obligation, premises=())).isSat()
