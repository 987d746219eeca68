"""Formulas over letters for tests, and all their rows, by Python's own operators and not by the package's."""

from itertools import product

from hypothesis import strategies as st

from arlib.certificates.sequents import Inference, Sequent
from arlib.terms import And, Iff, Implies, Not, Or, Prop, Truth

CONNECTIVES = (And, Or, Implies, Iff)


def formulas(letters="pqr", leaves=8):
    return st.recursive(
        st.one_of(st.sampled_from([Prop(name) for name in letters]), st.sampled_from([Truth(True), Truth(False)])),
        lambda inner: st.one_of(
            inner.map(Not), st.tuples(st.sampled_from(CONNECTIVES), inner, inner).map(lambda t: t[0](t[1], t[2]))
        ),
        max_leaves=leaves,
    )


def random_formula(choose, letters="pqr", connectives=6):
    if connectives == 0:
        return Truth(choose.random() < 0.5) if choose.random() < 0.05 else Prop(choose.choice(letters))
    kind = choose.choice((Not, *CONNECTIVES))
    if kind is Not:
        return Not(random_formula(choose, letters, connectives - 1))
    left = choose.randrange(connectives)
    return kind(random_formula(choose, letters, left), random_formula(choose, letters, connectives - 1 - left))


def rows(letters):
    return [dict(zip(letters, values, strict=True)) for values in product((False, True), repeat=len(letters))]


def value(formula, row):
    """By Python's comparison of truth values: an implication is <=."""
    match formula:
        case Prop(name):
            return row[name]
        case Truth(truth):
            return truth
        case Not(arg):
            return value(arg, row) is False
    left, right = value(formula.left, row), value(formula.right, row)
    return {And: min(left, right), Or: max(left, right), Implies: left <= right, Iff: left is right}[type(formula)]


def true_in(sequent, row):
    return not all(value(each, row) for each in sequent.left) or any(value(each, row) for each in sequent.right)


def inferences(proof):
    yield proof
    for premise in proof.premises:
        yield from inferences(premise)


def drawn(proof, level=0):
    """Each inference on a line of its own, what it follows from below it and further in."""
    rest = "".join(drawn(premise, level + 1) for premise in proof.premises)
    return f"{'  ' * level}{proof.conclusion}  {proof.rule}\n{rest}"


def at(proof, path, changed):
    """The proof with the inference at a path changed."""
    if not path:
        return changed(proof)
    number, *deeper = path
    premises = list(proof.premises)
    premises[number] = at(premises[number], deeper, changed)
    return Inference(proof.rule, proof.conclusion, tuple(premises))


def sequent(left, right):
    return Sequent(tuple(left), tuple(right))
