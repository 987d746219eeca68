"""A formula's clauses have its models, each once."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import terms as t
from arlib.circuits import tseitin
from arlib.clauses import Assignment, satisfies
from arlib.terms import Const, Eq, Prop, evaluate
from arlib.verdict import Unsupported

P, Q, R = map(Prop, "pqr")


def propositions(depth=4):
    leaves = st.sampled_from([P, Q, R, t.Truth(True), t.Truth(False)])
    if depth == 0:
        return leaves
    below = propositions(depth - 1)
    joined = st.builds(lambda kind, a, b: kind(a, b), st.sampled_from([t.And, t.Or, t.Implies, t.Iff]), below, below)
    return st.one_of(leaves, joined, joined, st.builds(t.Not, below), st.builds(t.IfThenElse, below, below, below))


@given(propositions(), st.booleans())
def test_each_model_of_the_formula_is_one_of_the_clauses(formula, sharing):
    encoded = tseitin(formula, sharing=sharing)
    names = [*encoded.letters]
    assert [*encoded.letters.values()] == [*range(1, len(names) + 1)]
    for values in product((False, True), repeat=len(names)):
        state = dict(zip(names, values, strict=True))
        models = extensions(encoded, values)
        assert len(models) == bool(evaluate(formula, state)), (formula, state, models)
        assert all(satisfies(model, encoded.clauses) and encoded.values(model) == state for model in models)


def extensions(encoded, values):
    """The models with these values of the first letters, by splitting in turn on what is left."""
    found, waiting = [], [tuple(letter if value else -letter for letter, value in enumerate(values, 1))]
    while waiting:
        literals = waiting.pop()
        true, decided = set(literals), set(map(abs, literals))
        if any(decided.issuperset(map(abs, clause)) and true.isdisjoint(clause) for clause in encoded.clauses.clauses):
            continue
        letter = len(literals) + 1
        if letter > encoded.clauses.variables:
            found.append(Assignment(literals))
        else:
            waiting += [(*literals, letter), (*literals, -letter)]
    return found


def test_what_is_clauses_already_stays():
    formula = t.And(t.Or(P, t.Or(t.Not(Q), R)), t.And(t.Implies(P, Q), t.Not(R)))
    assert tseitin(formula).clauses.clauses == ((1, -2, 3), (-1, 2), (-3,))


def test_equal_parts_have_one_letter():
    formula = t.Or(t.And(P, Q), t.Iff(R, t.And(Q, P)))
    assert tseitin(formula).clauses.variables == 5
    assert tseitin(formula, sharing=False).clauses.variables == 6


def test_a_number_is_refused():
    with pytest.raises(Unsupported, match="Eq is no part of a propositional formula"):
        tseitin(t.And(P, Eq(Const(1), Const(1))))


def test_deep_formulas_are_refused():
    deep = P
    for _ in range(100_000):
        deep = t.Not(deep)
    with pytest.raises(Unsupported, match="nested too deeply"):
        tseitin(deep)
