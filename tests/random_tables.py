"""Random claims whose form is nearly always that of a table, so that a checker which accepts too much is caught."""

from arlib import terms as t

COMPARISONS = (t.Eq, t.Ne, t.Eq, t.Ne, t.Lt, t.Le, t.Gt, t.Ge)
ODD = (t.FloorDiv, t.ShiftRight, t.Max, t.BitXor, t.TruncMod, t.BitAnd, t.Abs)
REMAINDERS = (t.FloorMod, t.FloorMod, t.EuclidMod)


def congruence(choose):
    """Remainders compared; in one of ten operations something that residues may not decide."""
    if choose.random() < 0.25:
        return _joined(choose, congruence)
    right = t.Const(choose.randint(-2, 5)) if choose.random() < 0.8 else remainder(choose, 1)
    return choose.choice(COMPARISONS)(remainder(choose, 2), right)


def remainder(choose, depth):
    """What is left of a polynomial, or some of its bits."""
    if choose.random() < 0.25:
        return t.BitAnd(polynomial(choose, depth), t.Const(choose.randint(-1, 6)))
    divisor = choose.choice((1, 2, 2, 3, 4, 4, 5, 6, -2, -3))
    number = t.Const(divisor) if divisor > 0 or choose.random() < 0.5 else t.Neg(t.Const(-divisor))
    kind = t.TruncMod if choose.random() < 0.15 else choose.choice(REMAINDERS)
    return kind(polynomial(choose, depth), number)


def polynomial(choose, depth):
    """A sum of products, with remainders inside."""
    if depth == 0 or choose.random() < 0.15:
        return t.Var(choose.choice("xy")) if choose.random() < 0.8 else t.Const(choose.randint(-4, 4))
    if choose.random() < 0.1:
        kind = choose.choice(ODD)
        inside = polynomial(choose, depth - 1)
        return kind(inside) if kind is t.Abs else kind(inside, t.Const(choose.randint(1, 3)))
    if choose.random() < 0.2:
        return remainder(choose, depth - 1)
    if choose.random() < 0.2:
        return choose.choice((t.Neg, t.BitNot))(polynomial(choose, depth - 1))
    return choose.choice((t.Add, t.Sub, t.Mul))(polynomial(choose, depth - 1), polynomial(choose, depth - 1))


def comparison_of_bits(choose):
    """Sums of bits compared, of which many differ by a constant; in one of ten sums something else."""
    if choose.random() < 0.25:
        return _joined(choose, comparison_of_bits)
    kind = choose.choice(COMPARISONS)
    if choose.random() < 0.4:
        return kind(total(choose, 2), total(choose, 2))
    x, y = bits(choose, 1), bits(choose, 1)  # x + y in another way, and a constant that may be none
    left = choose.choice((t.Add(t.BitAnd(x, y), t.BitOr(x, y)), t.Sub(t.Add(x, t.Const(-1)), t.BitNot(y))))
    return kind(left, t.Add(t.Add(x, y), choose.choice((t.Const(choose.randint(-1, 1)), total(choose, 0)))))


def total(choose, depth):
    """A linear combination of bitwise expressions."""
    if depth == 0 or choose.random() < 0.2:
        return t.Const(choose.randint(-2, 2)) if choose.random() < 0.15 else bits(choose, 2)
    if choose.random() < 0.1:
        kind = choose.choice((t.Mul, t.BitAnd, t.BitOr, t.ShiftRight, t.FloorMod, t.Min))
        return kind(total(choose, depth - 1), total(choose, depth - 1))
    if choose.random() < 0.4:
        inside = total(choose, depth - 1)
        number = t.Const(choose.randint(0, 3))
        return choose.choice((t.Neg(inside), t.BitNot(inside), t.Mul(number, inside), t.ShiftLeft(inside, number)))
    return choose.choice((t.Add, t.Sub))(total(choose, depth - 1), total(choose, depth - 1))


def bits(choose, depth):
    """A bitwise expression; one of its constants in ten is neither 0 nor -1."""
    if depth == 0 or choose.random() < 0.25:
        constant = t.Const(choose.choice((0, -1, -1, 0, 0, -1, -1, 0, 0, 1)))
        return t.Var(choose.choice("xy")) if choose.random() < 0.85 else constant
    if choose.random() < 0.25:
        return t.BitNot(bits(choose, depth - 1))
    return choose.choice((t.BitAnd, t.BitOr, t.BitXor))(bits(choose, depth - 1), bits(choose, depth - 1))


def _joined(choose, part):
    kind = choose.choice((t.And, t.Or, t.Implies, t.Iff, t.Not, t.IfThenElse))
    return kind(*(part(choose) for _ in range({t.Not: 1, t.IfThenElse: 3}.get(kind, 2))))
