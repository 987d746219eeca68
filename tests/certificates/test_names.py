"""A certificate speaks of the program's variables alone: a path's own names mean something else in each path."""

from arlib.certificates.farkas import Farkas
from arlib.certificates.nontermination import Entry, Phase, RecurrenceSet
from arlib.certificates.splits import Split
from arlib.certificates.termination import RankingFunction, TerminationProof
from arlib.checking import Rejected, check
from arlib.languages.python.functions import python_program
from arlib.polynomials import Polynomial

# It runs for ever from n = 2; in both paths the quotient is called #1.
GROWS = python_program("def f(n):\n    x = n // 2\n    while x > 0:\n        x = (7 * x) // 2\n")
X, QUOTIENT = Polynomial.variable("x"), Polynomial.variable("#1")


def assert_refused(certificate):
    match check(certificate):
        case Rejected("form", why):
            assert "#1, which is no variable" in why
        case other:
            raise AssertionError(other)


def test_an_invariant_about_a_quotient_proves_nothing():
    # The first path makes x = #1 true. In the second #1 is 7x // 2, so that "x = #1" would exclude x > 0.
    same = (X - QUOTIENT, QUOTIENT - X)
    assert_refused(TerminationProof(GROWS, (), {1: same}, frozenset({1}), (), proofs=(Farkas({}),) * 3))


def test_nor_do_cases_and_ranking_functions():
    assert_refused(TerminationProof(GROWS, (Split(1, QUOTIENT),), {}, frozenset(), ()))
    ranking = RankingFunction(({1: QUOTIENT},), frozenset({1}))
    assert_refused(TerminationProof(GROWS, (), {}, frozenset(), (ranking,)))


def test_nor_the_states_of_a_recurrence_set():
    entry = Entry({"n": 2}, (), 1)
    assert_refused(RecurrenceSet(GROWS, entry, (Phase(1, (X,)), Phase(1, (QUOTIENT,))), {}))
    assert_refused(RecurrenceSet(GROWS, entry, (Phase(1, (X,), (QUOTIENT,)),), {}))
