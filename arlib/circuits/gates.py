"""Gates: circuits whose wires are literals, and the clauses that say what each gate does (Tseitin 1968)."""

from __future__ import annotations

from itertools import product

from arlib.clauses import CNF, Clause, Literal, is_tautology
from arlib.seconds import OFTEN, in_time
from arlib.verdict import Unsupported

# A constant is no letter: gates leave it out, so that no clause has one.
TRUE: Literal = 1 << 62
FALSE: Literal = -TRUE
MOST_CLAUSES = 1_000_000  # of a circuit: a few hundred megabytes


class TooLarge(Unsupported):
    """A circuit has more clauses than are built here, which says nothing about what it was built for."""


class Circuit:
    """Letters, and gates over them: a gate is one more letter, with clauses that make it equal to what it says.

    Whatever the inputs are, the clauses leave one value for each gate. A gate that exists already is not built again,
    unless ``sharing`` is False. Raises ``TooLarge``.

    >>> circuit = Circuit()
    >>> p, q = circuit.letter(), circuit.letter()
    >>> circuit.all_of(p, q), circuit.all_of(q, p), circuit.all_of(p, TRUE), circuit.all_of(p, -p) == FALSE
    (3, 3, 1, True)
    >>> circuit.cnf().clauses
    ((-3, 1), (-3, 2), (3, -1, -2))
    """

    def __init__(self, *, sharing: bool = True):
        self.letters = 0
        self.clauses: list[Clause] = []
        self.gates: dict[tuple[str, Clause], Literal] | None = {} if sharing else None

    def letter(self) -> Literal:
        """A new letter."""
        if self.letters % OFTEN == 0:
            in_time()
        self.letters += 1
        return self.letters

    def word(self, bits: int) -> tuple[Literal, ...]:
        """As many new letters."""
        if self.letters + bits > MOST_CLAUSES:
            raise TooLarge(f"this would have more than {MOST_CLAUSES:,} letters")
        return tuple(self.letter() for _ in range(bits))

    def require(self, *literals: Literal) -> None:
        """One of the literals is true."""
        if TRUE in literals:
            return
        if len(self.clauses) >= MOST_CLAUSES:
            raise TooLarge(f"this would have more than {MOST_CLAUSES:,} clauses")
        self.clauses.append(tuple(literal for literal in literals if literal != FALSE))

    def cnf(self, *required: Literal) -> CNF:
        """All clauses so far, and that each of the literals ``required`` is true."""
        units = ((literal,) if literal != FALSE else () for literal in required if literal != TRUE)
        return CNF(self.letters, (*self.clauses, *units))

    def _gate(self, name: str, inputs: Clause, clauses: list[Clause]) -> Literal:
        """The gate's letter; in its clauses, 0 stands for it where it is true, and is left out where it is false."""
        key = name, inputs
        if self.gates is not None and key in self.gates:
            return self.gates[key]
        gate = self.letter()
        if self.gates is not None:
            self.gates[key] = gate
        for clause in clauses:
            self.require(gate if clause[0] else -gate, *clause[1:])
        return gate

    def all_of(self, *literals: Literal) -> Literal:
        """Whether all are true."""
        inputs = tuple(sorted({literal for literal in literals if literal != TRUE}, key=_order))
        if FALSE in inputs or is_tautology(inputs):
            return FALSE
        if len(inputs) < 2:
            return inputs[0] if inputs else TRUE
        down = [(0, literal) for literal in inputs]
        return self._gate("and", inputs, [*down, (1, *(-literal for literal in inputs))])

    def any_of(self, *literals: Literal) -> Literal:
        """Whether one is true, or more."""
        return -self.all_of(*(-literal for literal in literals))

    def parity(self, *literals: Literal) -> Literal:
        """Whether an odd number are true.

        >>> circuit = Circuit()
        >>> p, q = circuit.word(2)
        >>> circuit.parity(p, -q), circuit.parity(p, TRUE), circuit.parity(p, p, q)
        (-3, -1, 2)
        """
        odd, left = False, set[Literal]()
        for literal in literals:
            odd ^= literal < 0
            # Two that are equal cancel out, and so does FALSE. TRUE is its negation.
            if abs(literal) == TRUE:
                odd ^= True
            else:
                left ^= {abs(literal)}
        found = FALSE
        if left:
            found, *others = sorted(left)
            # In pairs and triples, since n inputs take 2^n clauses.
            while others:
                pair, others = tuple(sorted((found, *others[:2]))), others[2:]
                found = self._gate("parity", pair, _parity_clauses(pair))
        return -found if odd else found

    def same(self, left: Literal, right: Literal) -> Literal:
        """Whether both are true, or both are false."""
        return -self.parity(left, right)

    def majority(self, a: Literal, b: Literal, c: Literal) -> Literal:
        """Whether two of the three are true, or all.

        >>> circuit = Circuit()
        >>> p, q, r = circuit.word(3)
        >>> circuit.majority(p, q, r), circuit.majority(-r, -p, -q), circuit.majority(p, -p, r), circuit.letters
        (4, -4, 3, 4)
        """
        for one, two, three in ((a, b, c), (a, c, b), (b, c, a)):
            if one == two:
                return one
            if one == -two:
                return three
            if abs(three) == TRUE:
                return self.any_of(one, two) if three == TRUE else self.all_of(one, two)
        if sum(literal < 0 for literal in (a, b, c)) > 1:
            return -self.majority(-a, -b, -c)
        a, b, c = inputs = tuple(sorted((a, b, c), key=_order))
        clauses: list[Clause] = [(0, a, b), (0, a, c), (0, b, c), (1, -a, -b), (1, -a, -c), (1, -b, -c)]
        return self._gate("majority", inputs, clauses)

    def choose(self, test: Literal, then: Literal, orelse: Literal) -> Literal:
        """``then`` where ``test`` is true, ``orelse`` where it is false.

        >>> circuit = Circuit()
        >>> p, q, r = circuit.word(3)
        >>> circuit.choose(p, q, r), circuit.choose(-p, r, q), circuit.choose(p, q, q), circuit.choose(TRUE, q, r)
        (4, 4, 2, 2)
        """
        if abs(test) == TRUE:
            return then if test == TRUE else orelse
        if then == orelse:
            return then
        if then == -orelse:
            return self.same(test, then)
        if then in (TRUE, test):
            return self.any_of(test, orelse)
        if then in (FALSE, -test):
            return self.all_of(-test, orelse)
        if orelse in (TRUE, -test):
            return self.any_of(-test, then)
        if orelse in (FALSE, test):
            return self.all_of(test, then)
        if test < 0:
            return self.choose(-test, orelse, then)
        clauses: list[Clause] = [(0, -test, then), (1, -test, -then), (0, test, orelse), (1, test, -orelse)]
        # They follow, and let a solver know the gate before it knows the test.
        clauses += [(0, then, orelse), (1, -then, -orelse)]
        return self._gate("choose", (test, then, orelse), clauses)


def _order(literal: Literal) -> tuple[int, bool]:
    return abs(literal), literal < 0


def _parity_clauses(inputs: Clause) -> list[Clause]:
    """For each choice of values, the clause that excludes the wrong value of the gate with them."""
    choices = product((True, False), repeat=len(inputs))
    return [
        (sum(values) % 2, *(-literal if value else literal for literal, value in zip(inputs, values, strict=True)))
        for values in choices
    ]
