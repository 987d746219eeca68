"""Arithmetic by gates: words are literals, the lowest bit first, and results are modulo 2^n, as those of registers."""

from __future__ import annotations

from typing import TypeAlias

from arlib.circuits.gates import FALSE, TRUE, Circuit
from arlib.clauses import Clause, Literal

Word: TypeAlias = Clause


def constant(number: int, bits: int) -> Word:
    """The word of a number.

    >>> constant(5, 4) == (TRUE, FALSE, TRUE, FALSE) and constant(-1, 2) == (TRUE, TRUE)
    True
    """
    return tuple(TRUE if number >> place & 1 else FALSE for place in range(bits))


def invert(word: Word) -> Word:
    """Each bit negated."""
    return tuple(-bit for bit in word)


def choose(circuit: Circuit, test: Literal, then: Word, orelse: Word) -> Word:
    """``then`` where ``test`` is true, ``orelse`` where it is false."""
    return tuple(circuit.choose(test, a, b) for a, b in zip(then, orelse, strict=True))


def add_with_carry(circuit: Circuit, a: Word, b: Word, carry: Literal) -> tuple[Word, Literal]:
    """The sum of two words and a carry, and the carry out: a chain of full adders."""
    total = []
    for x, y in zip(a, b, strict=True):
        total.append(circuit.parity(x, y, carry))
        carry = circuit.majority(x, y, carry)
    return tuple(total), carry


def add(circuit: Circuit, a: Word, b: Word, carry: Literal = FALSE) -> Word:
    """The sum. The last carry is not built, since nothing depends on it."""
    low, carry = add_with_carry(circuit, a[:-1], b[:-1], carry)
    return (*low, circuit.parity(a[-1], b[-1], carry))


def subtract(circuit: Circuit, a: Word, b: Word) -> Word:
    """The difference: a + ~b + 1."""
    return add(circuit, a, invert(b), TRUE)


def negate(circuit: Circuit, a: Word) -> Word:
    """The negative: ~a + 1."""
    return subtract(circuit, constant(0, len(a)), a)


def negate_if(circuit: Circuit, test: Literal, a: Word) -> Word:
    """The negative where ``test`` is true: each bit changed by it, and it added."""
    flipped = tuple(circuit.parity(test, bit) for bit in a)
    return add(circuit, flipped, constant(0, len(a)), test)


def multiply(circuit: Circuit, a: Word, b: Word) -> Word:
    """The product, as at school: a row for each bit of b, shifted by its place."""
    if sum(abs(bit) == TRUE for bit in a) > sum(abs(bit) == TRUE for bit in b):
        a, b = b, a  # rows of a constant are empty, or need no gate
    total = constant(0, len(a))
    for place, bit in enumerate(b):
        row = tuple(circuit.all_of(bit, other) for other in a[: len(a) - place])
        total = (*total[:place], *add(circuit, total[place:], row))
    return total


def divide(circuit: Circuit, a: Word, b: Word) -> tuple[Word, Word]:
    """Quotient and remainder of numbers from 0 on, as at school: from the highest bit down, b is taken off if it fits.

    By 0 they are some words.
    """
    quotient: list[Literal] = []
    rest = constant(0, len(a))
    for bit in reversed(a):
        *low, top = (bit, *rest)
        smaller, carry = add_with_carry(circuit, tuple(low), invert(b), TRUE)
        fits = circuit.any_of(top, carry)
        rest = choose(circuit, fits, smaller, tuple(low))
        quotient.append(fits)
    return tuple(reversed(quotient)), rest


def equal(circuit: Circuit, a: Word, b: Word) -> Literal:
    """Whether two words are equal."""
    return circuit.all_of(*(circuit.same(x, y) for x, y in zip(a, b, strict=True)))


def less(circuit: Circuit, a: Word, b: Word) -> Literal:
    """Whether a is below b, both from 0 on: the highest bit in which they differ decides."""
    found = FALSE
    for x, y in zip(a, b, strict=True):
        found = circuit.majority(-x, y, found)
    return found


def shift_left(circuit: Circuit, a: Word, amount: Word) -> Word:
    """a * 2^amount: for each bit of the amount, by that power of 2 or not at all."""
    bits = len(a)
    low, far = _amount(circuit, bits, amount)
    for place, bit in enumerate(low):
        a = choose(circuit, bit, (*constant(0, 1 << place), *a[: bits - (1 << place)]), a)
    return choose(circuit, far, constant(0, bits), a)


def shift_right(circuit: Circuit, a: Word, amount: Word, fill: Literal) -> Word:
    """a / 2^amount rounded down, where ``fill`` enters on the left."""
    bits = len(a)
    low, far = _amount(circuit, bits, amount)
    for place, bit in enumerate(low):
        a = choose(circuit, bit, (*a[1 << place :], *[fill] * (1 << place)), a)
    return choose(circuit, far, (fill,) * bits, a)


def _amount(circuit: Circuit, bits: int, amount: Word) -> tuple[Word, Literal]:
    """The bits of an amount that stand for less than all bits of a word, and whether another one is set."""
    near = (bits - 1).bit_length()
    return amount[:near], circuit.any_of(*amount[near:])
