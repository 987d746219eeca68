"""Whether formulas are valid or satisfiable, against all of their rows; with few letters, and with many."""

import random
from collections import Counter

import pytest
from propositions import random_formula, rows, value

from arlib.checking import Accepted, check
from arlib.proving import find_model, satisfiable, valid
from arlib.terms import And, Implies, Not, Or, Prop
from arlib.verdict import Proved, Refuted, Unknown, Unsupported


def test_random_formulas_against_all_of_their_rows():
    choose, seen = random.Random(4), Counter()
    for _ in range(1500):
        formula = random_formula(choose, "pqrs", choose.randrange(12))
        values = [value(formula, row) for row in rows("pqrs")]
        answers = valid(formula), satisfiable(formula)
        seen[tuple(map(type, answers))] += 1
        assert isinstance(answers[0], Proved) is all(values) and isinstance(answers[1], Proved) is any(values)
        for answer in answers:
            if isinstance(answer, Proved):
                assert check(answer.certificate) == Accepted()
        found = find_model(formula)
        assert (found is not None) is any(values)
        if found is not None:
            assert value(formula, dict.fromkeys("pqrs", False) | dict(found.values))
    assert min(seen[key] for key in ((Proved, Proved), (Refuted, Refuted), (Refuted, Proved))) > 50


def chain(count):
    """If each letter implies the next, the first implies the last."""
    letters = [Prop(f"p{n}") for n in range(count)]
    steps = [Implies(*pair) for pair in zip(letters, letters[1:], strict=False)]
    return letters, steps


def joined(kind, formulas):
    first, *rest = formulas
    for each in rest:
        first = kind(first, each)
    return first


def test_many_letters():
    letters, steps = chain(60)
    followed = valid(Implies(joined(And, steps), Implies(letters[0], letters[-1])))
    assert isinstance(followed, Proved) and check(followed.certificate) == Accepted()
    broken = valid(Implies(joined(And, steps[:-1]), Implies(letters[0], letters[-1])))
    assert isinstance(broken, Refuted) and not broken.witness.makes_true(letters[-1])
    assert find_model(And(joined(And, steps), letters[0])).values == tuple((f"p{n}", True) for n in range(60))
    assert find_model(joined(And, [*steps, letters[0], Not(letters[-1])])) is None


def test_a_limit_is_dont_know():
    letters, _ = chain(20)
    parity = joined(Or, [And(a, b) for a in letters for b in letters[:10]])
    assert valid(parity, seconds=0) == Unknown("out of time")
    with pytest.raises(TypeError):
        bool(find_model(parity, seconds=0))


@pytest.mark.parametrize("ask", [valid, satisfiable, find_model])
def test_what_cannot_be_read_is_refused_with_the_place(ask):
    with pytest.raises(Unsupported, match="line 1, column 3: a connective is missing"):
        ask("p q")
    with pytest.raises(ValueError, match="not nan"):
        ask("p", seconds=float("nan"))
