"""Whether formulas are valid or satisfiable, against all of their rows; with few letters, and with many."""

import random
from collections import Counter

import pytest
from propositions import random_formula, rows, value

from arlib.certificates.propositions import Contradiction
from arlib.certificates.sequents import Inference
from arlib.checking import Accepted, check
from arlib.checking.propositions import MOST_LETTERS
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


def test_many_letters_among_which_wangs_method_does_not_come_to_an_end():
    """Five pigeons do not sit in four holes, one in each; in five holes they do."""
    for holes, answer in ((4, False), (5, True)):
        sits = [[Prop(f"p{i}{j}") for j in range(holes)] for i in range(5)]
        apart = [Not(And(sits[i][j], sits[k][j])) for j in range(holes) for i in range(5) for k in range(i)]
        more = [Or(Prop("x"), Not(Prop("x"))), Prop("y")]  # more letters than a table has
        formula = joined(And, [*(joined(Or, row) for row in sits), *apart, *more])
        found = satisfiable(formula, seconds=60)
        assert isinstance(found, Proved) is answer
        if answer:
            assert len(found.certificate.row.values) > MOST_LETTERS and check(found.certificate) == Accepted()
        else:
            assert isinstance(found.witness, Contradiction) and check(found.witness) == Accepted()


def test_random_formulas_of_many_letters_agree_with_the_table(monkeypatch):
    """With a table for none and one inference for Wang, all is asked of the clauses."""
    choose, seen = random.Random(5), Counter()
    formulas = [random_formula(choose, "pqrs", choose.randrange(12)) for _ in range(300)]
    expected = [type(valid(formula)) for formula in formulas]
    monkeypatch.setattr("arlib.proving.propositions.MOST_LETTERS", -1)
    monkeypatch.setattr("arlib.proving.propositions.FEW_INFERENCES", 0)
    for formula, wanted in zip(formulas, expected, strict=True):
        found = valid(formula)
        seen[type(found)] += 1
        assert type(found) is wanted
        if isinstance(found, Proved):
            assert isinstance(found.certificate, Contradiction | Inference)
        else:
            assert not value(formula, dict(found.witness.values))
    assert min(seen.values()) > 30


def test_a_limit_is_dont_know():
    letters, _ = chain(20)
    parity = joined(Or, [And(a, b) for a in letters for b in letters[:9]])
    assert valid(parity, seconds=0) == Unknown("out of time")
    with pytest.raises(TypeError):
        bool(find_model(parity, seconds=0))


@pytest.mark.parametrize("ask", [valid, satisfiable, find_model])
def test_what_cannot_be_read_is_refused_with_the_place(ask):
    with pytest.raises(Unsupported, match="line 1, column 3: a connective is missing"):
        ask("p q")
    with pytest.raises(ValueError, match="not nan"):
        ask("p", seconds=float("nan"))
