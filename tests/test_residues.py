import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_polynomials import NAMES, polynomials

from arlib.polynomials import Polynomial
from arlib.residues import Classes, Residue, residue, sharpened

moduli = st.integers(0, 12)
residues = st.builds(lambda m, n: Residue(m, n % m if m else n), moduli, st.integers(-30, 30))
states = st.fixed_dictionaries({name: st.integers(-50, 50) for name in NAMES})


def around(state, moduli_):
    """The classes of a state's values; of some variables nothing is known."""
    return {x: Residue(m, state[x] % m if m else state[x]) for x, m in zip(NAMES, moduli_, strict=True) if m != 1}


@given(polynomials, states, st.tuples(moduli, moduli, moduli))
def test_a_value_is_in_the_class_of_its_polynomial(p, state, moduli_):
    assert p.evaluate(state) in residue(p, around(state, moduli_))


@given(polynomials, states, st.tuples(moduli, moduli, moduli))
def test_a_sharper_constraint_says_the_same_of_every_state_in_the_classes(p, state, moduli_):
    sharper = sharpened(p, around(state, moduli_))
    assert (p.evaluate(state) >= 0) == (sharper.evaluate(state) >= 0)
    assert p.at_least(sharper)


@given(residues, residues)
def test_two_classes_meet_where_a_number_is_in_both(one, other):
    common = [n for n in range(-200, 200) if n in one and n in other]
    assert one.meets(other) == bool(common)


@given(residues, residues, st.integers(-5, 5), st.integers(-5, 5))
def test_sums_and_products_contain_those_of_the_numbers(one, other, i, j):
    a, b = one.remainder + i * one.modulus, other.remainder + j * other.modulus
    assert a + b in one + other and a * b in one * other


@given(st.integers(2, 9), st.integers(1, 6), st.integers(-5000, 5000))
def test_every_number_is_in_one_class(base, depth, number):
    assume((base - 1) * depth < 128)
    classes = Classes(1, "x", base, depth).residues()
    assert sum(number in each for each in classes) == 1
    assert len(classes) == (base - 1) * depth + 1


@pytest.mark.parametrize(("base", "depth"), [(1, 1), (0, 1), (-2, 1), (2, 0), (2, 128), (129, 1), (10**9, 1)])
def test_what_makes_no_classes(base, depth):
    with pytest.raises(ValueError, match="no classes"):
        Classes(1, "x", base, depth).residues()


def test_the_class_of_a_square():
    x = Polynomial.variable("x")
    assert residue(x * x, {"x": Residue(4, 3)}) == Residue(4, 1)
    assert sharpened(-x + 9, {"x": Residue(3, 1)}) == -x + 7
