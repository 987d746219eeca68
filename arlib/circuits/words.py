"""Claims about integers of fixed width to clauses: each number is a word of literals, each operation a circuit.

A claim becomes a wire for its value, and one for whether it has a value, case by case as ``evaluate`` does.
"""

from __future__ import annotations

from collections.abc import Callable

from arlib import terms as t
from arlib.circuits import arithmetic as by_gates
from arlib.circuits.arithmetic import Word, constant
from arlib.circuits.gates import FALSE, TRUE, Circuit
from arlib.circuits.tseitin import joined
from arlib.clauses import Literal
from arlib.integers import Machine
from arlib.intervals import Interval, hull, range_of, result, width
from arlib.terms import Term
from arlib.verdict import Unsupported


class Number:
    """An integer in an interval, of which ``build`` makes as many low bits as are asked for, up to its width.

    C's ``(unsigned)(x * y)`` needs the low 32 of a product's 64 bits, and they depend on the low bits of x and y alone.
    """

    def __init__(self, interval: Interval, build: Callable[[int], Word]):
        self.interval, self.build = interval, build
        self.built: Word = ()

    def at(self, bits: int) -> Word:
        """The integer modulo 2^bits."""
        own = width(self.interval)
        if bits > len(self.built):
            self.built = self.build(bits) if bits <= own else self.at(own)
        fill = self.built[-1] if self.interval[0] < 0 else FALSE
        return (*self.built[:bits], *[fill] * (bits - len(self.built)))

    @property
    def whole(self) -> Word:
        """All its bits."""
        return self.at(width(self.interval))

    @property
    def sign(self) -> Literal:
        """Whether it is negative."""
        return self.whole[-1] if self.interval[0] < 0 else FALSE


Value = Number | Literal  # of a formula, the wire


class Translation:
    """Terms to wires: a value, and whether it has one. ``machine`` is None over the unbounded integers.

    There results are exact, in as many bits as the intervals in which they lie require. In a machine they wrap.
    """

    def __init__(self, circuit: Circuit, machine: Machine | None, inputs: dict[str, Number]):
        self.circuit, self.machine, self.inputs = circuit, machine, inputs
        # By identity: a claim read from a program shares subterms, and as a tree it may be exponentially larger.
        self.done: dict[int, tuple[Value, Literal]] = {}

    def __call__(self, term: Term) -> tuple[Value, Literal]:
        """The wires of a term; those of one that was translated already are the same."""
        if id(term) not in self.done:
            self.done[id(term)] = self.translate(term)
        return self.done[id(term)]

    def formula(self, term: Term) -> tuple[Literal, Literal]:
        """The wires of a formula."""
        value, defined = self(term)
        if isinstance(value, Number):
            raise Unsupported("a number stands where a formula is needed")
        return value, defined

    def number(self, term: Term) -> tuple[Number, Literal]:
        """The word of a number, and whether it has a value."""
        value, defined = self(term)
        if not isinstance(value, Number):
            raise Unsupported("a formula stands where a number is needed")
        return value, defined

    def translate(self, term: Term) -> tuple[Value, Literal]:
        """The wires of a term, from those of its parts."""
        all_of, any_of = self.circuit.all_of, self.circuit.any_of
        match term:
            case t.Var(name) if name in self.inputs:
                return self.inputs[name], TRUE
            case t.Const(number):
                return known(self.machine.wrap(number) if self.machine else number), TRUE
            case t.Truth(truth):
                return TRUE if truth else FALSE, TRUE
            case t.IfThenElse(test, then, orelse):
                (a, if_a), (b, if_b), (c, if_c) = self.formula(test), self(then), self(orelse)
                return self.choose(a, b, c), all_of(if_a, self.circuit.choose(a, if_b, if_c))
            case t.Not(arg):
                value, defined = self.formula(arg)
                return -value, defined
            case t.Connective(left, right):
                (p, if_p), (q, if_q) = self.formula(left), self.formula(right)
                decided = {t.Iff: FALSE, t.Or: p}.get(type(term), -p)  # by the left side alone
                return joined(self.circuit, type(term), p, q), all_of(if_p, any_of(decided, if_q))
            case t.Comparison(left, right):
                (x, if_x), (y, if_y) = self.number(left), self.number(right)
                return self.compare(type(term), x, y), all_of(if_x, if_y)
            case t.Conversion(arg, target):
                x, if_x = self.number(arg)
                fits = self.fits(x, target) if isinstance(term, t.Checked) else TRUE
                return self.wrap(x, target), all_of(if_x, fits)
            case t.Unary() | t.Binary():
                parts = [self.number(child) for child in term.children]
                x, defined = self.operate(term, *(number for number, _ in parts))
                return x, all_of(defined, *(condition for _, condition in parts))
            case _:
                raise Unsupported(f"{type(term).__name__} has no translation to gates here")

    def choose(self, test: Literal, then: Value, orelse: Value) -> Value:
        """``then`` where ``test`` is true, ``orelse`` where it is false."""
        if not isinstance(then, Number) and not isinstance(orelse, Number):
            return self.circuit.choose(test, then, orelse)
        if not (isinstance(then, Number) and isinstance(orelse, Number)):
            raise Unsupported("a choice between a number and a formula has no meaning")
        a, b = then, orelse
        build = lambda bits: by_gates.choose(self.circuit, test, a.at(bits), b.at(bits))  # noqa: E731
        return Number(hull(a.interval, b.interval), build)

    def compare(self, kind: type[Term], x: Number, y: Number) -> Literal:
        """Whether two numbers are in this relation."""
        if kind in (t.Gt, t.Le):
            x, y = y, x
        both = hull(x.interval, y.interval)
        a, b = x.at(width(both)), y.at(width(both))
        if kind in (t.Eq, t.Ne):
            found = by_gates.equal(self.circuit, a, b)
        elif both[0] < 0:  # below 0 is below the others: with the sign bits negated, they are in order
            found = by_gates.less(self.circuit, (*a[:-1], -a[-1]), (*b[:-1], -b[-1]))
        else:
            found = by_gates.less(self.circuit, a, b)
        return -found if kind in (t.Ne, t.Le, t.Ge) else found

    def fits(self, x: Number, target: Machine) -> Literal:
        """Whether a number is one of the type."""
        low, high = range_of(target)
        below = self.compare(t.Lt, x, known(low)) if x.interval[0] < low else FALSE
        above = self.compare(t.Gt, x, known(high)) if x.interval[1] > high else FALSE
        return self.circuit.all_of(-below, -above)

    def wrap(self, x: Number, target: Machine) -> Number:
        """The number brought into the type, and then into the machine."""
        for kind in (target, self.machine):
            if kind is not None and hull(x.interval, range_of(kind)) != range_of(kind):
                x = Number(range_of(kind), x.at)
        return x

    def operate(self, term: Term, *operands: Number) -> tuple[Number, Literal]:
        """The result of an operation, and whether it has one."""
        circuit, intervals = self.circuit, [x.interval for x in operands]
        interval = range_of(self.machine) if self.machine else result(term, *intervals)
        n = width(hull(interval, *intervals))  # the result fits, as all operands do, or wraps there
        x, y = operands[0], operands[-1]
        match term:
            case t.Division():
                whole = self.divide(term, x, y, n)
                return Number(interval, lambda bits: whole[:bits]), circuit.any_of(*y.whole)
            case t.ShiftRight():
                whole = by_gates.shift_right(circuit, x.at(n), y.whole, x.sign)
                return Number(interval, lambda bits: whole[:bits]), -y.sign
            case t.ShiftLeft():
                return Number(interval, lambda bits: by_gates.shift_left(circuit, x.at(bits), y.whole)), -y.sign
            case t.Abs():
                return Number(interval, lambda bits: by_gates.negate_if(circuit, x.sign, x.at(bits))), TRUE
            case t.Min() | t.Max():
                first = self.compare(t.Le if isinstance(term, t.Min) else t.Ge, x, y)
                build = lambda bits: by_gates.choose(circuit, first, x.at(bits), y.at(bits))  # noqa: E731
                return Number(interval, build), TRUE
            case _:  # the low bits of these are those of their operands' low bits
                operate = OPERATIONS[type(term)]
                return Number(interval, lambda bits: operate(circuit, *(each.at(bits) for each in operands))), TRUE

    def divide(self, term: Term, x: Number, y: Number, n: int) -> Word:
        """Divide the magnitudes; if the remainder is to have the other sign, the quotient goes one further from 0."""
        circuit = self.circuit
        a, b = (by_gates.negate_if(circuit, each.sign, each.at(n)) for each in (x, y))
        quotient, rest = by_gates.divide(circuit, a, b)
        differ = circuit.parity(x.sign, y.sign)
        match term:
            case t.TruncDiv() | t.TruncMod():
                further, negative = FALSE, x.sign
            case t.FloorDiv() | t.FloorMod():
                further, negative = circuit.all_of(differ, circuit.any_of(*rest)), y.sign
            case _:
                further, negative = circuit.all_of(x.sign, circuit.any_of(*rest)), FALSE
        if isinstance(term, t.Quotient):
            one = (further, *constant(0, n - 1))
            return by_gates.negate_if(circuit, differ, by_gates.add(circuit, quotient, one))
        rest = by_gates.choose(circuit, further, by_gates.subtract(circuit, b, rest), rest)
        return by_gates.negate_if(circuit, negative, rest)


def known(number: int) -> Number:
    """The number itself."""
    return Number((number, number), lambda bits: constant(number, bits))


def _bitwise(gate: Callable[[Circuit, Literal, Literal], Literal]) -> Callable[..., Word]:
    return lambda circuit, a, b: tuple(gate(circuit, x, y) for x, y in zip(a, b, strict=True))


OPERATIONS: dict[type[Term], Callable[..., Word]] = {
    t.Neg: by_gates.negate,
    t.BitNot: lambda circuit, a: by_gates.invert(a),
    t.Add: by_gates.add,
    t.Sub: by_gates.subtract,
    t.Mul: by_gates.multiply,
    t.BitAnd: _bitwise(Circuit.all_of),
    t.BitOr: _bitwise(Circuit.any_of),
    t.BitXor: _bitwise(Circuit.parity),
}
