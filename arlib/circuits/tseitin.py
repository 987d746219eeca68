"""Propositional formulas to clauses: a letter for each part that has operands of its own (Tseitin 1968)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arlib import terms as t
from arlib.circuits.gates import FALSE, TRUE, Circuit
from arlib.clauses import CNF, Assignment, Literal
from arlib.terms import Term, free_variables
from arlib.verdict import Unsupported


@dataclass(frozen=True)
class Encoded:
    """Clauses that can be made true just where a formula is, and which letter stands for each name in it."""

    clauses: CNF
    letters: Mapping[str, Literal]

    def values(self, assignment: Assignment) -> dict[str, bool]:
        """What an assignment of the letters says of the names."""
        return {name: assignment[letter] for name, letter in self.letters.items()}


def tseitin(formula: Term, *, sharing: bool = True) -> Encoded:
    """The formula as clauses: its models are theirs, each with one value for every letter that was added.

    The names have the first letters, in the order in which they occur. What is a conjunction of clauses already stays
    as it is. Raises ``Unsupported`` for terms that are no formula over propositional variables.

    >>> from arlib.terms import And, Not, Or, Prop
    >>> p, q, r = map(Prop, "pqr")
    >>> tseitin(And(Or(p, q), Not(p))).clauses.clauses
    ((1, 2), (-1,))
    >>> tseitin(Or(And(p, q), r))
    Encoded(clauses=CNF(variables=4, clauses=((-4, 1), (-4, 2), (4, -1, -2), (4, 3))), letters={'p': 1, 'q': 2, 'r': 3})
    """
    circuit = Circuit(sharing=sharing)
    letters = {name: circuit.letter() for name in free_variables(formula)}
    try:
        _require(circuit, formula, letters)
    except RecursionError:
        raise Unsupported("this is nested too deeply to translate") from None
    return Encoded(circuit.cnf(), letters)


def _require(circuit: Circuit, formula: Term, letters: Mapping[str, Literal]) -> None:
    """The clauses by which a formula is true."""
    match formula:
        case t.And(left, right):
            _require(circuit, left, letters)
            _require(circuit, right, letters)
        case _:
            circuit.require(*dict.fromkeys(literal(circuit, part, letters) for part in _alternatives(formula)))


def _alternatives(formula: Term) -> list[Term]:
    """The formulas one of which is true where this one is."""
    match formula:
        case t.Or(left, right):
            return [*_alternatives(left), *_alternatives(right)]
        case t.Implies(left, right):
            return [*_alternatives(t.Not(left)), *_alternatives(right)]
        case _:
            return [formula]


def literal(circuit: Circuit, formula: Term, letters: Mapping[str, Literal]) -> Literal:
    """The wire that is true where the formula is."""

    def wire(part: Term) -> Literal:
        match part:
            case t.Prop(name):
                return letters[name]
            case t.Truth(value):
                return TRUE if value else FALSE
            case t.Not(arg):
                return -wire(arg)
            case t.IfThenElse(test, then, orelse):
                return circuit.choose(wire(test), wire(then), wire(orelse))
            case t.Connective(left, right):
                return joined(circuit, type(part), wire(left), wire(right))
            case _:
                raise Unsupported(f"{type(part).__name__} is no part of a propositional formula")

    return wire(formula)


def joined(circuit: Circuit, connective: type[Term], left: Literal, right: Literal) -> Literal:
    """Two wires joined by a connective."""
    if connective is t.And:
        return circuit.all_of(left, right)
    if connective is t.Or:
        return circuit.any_of(left, right)
    if connective is t.Implies:
        return circuit.any_of(-left, right)
    if connective is t.Iff:
        return circuit.same(left, right)
    raise TypeError(f"not a connective: {connective!r}")
