"""A claim about machine integers as clauses: inputs that make it true, or that do not, are what satisfies them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arlib.circuits.gates import TRUE, Circuit
from arlib.circuits.words import Number, Translation
from arlib.clauses import CNF, Assignment, Clause, Literal
from arlib.integers import Integers, Machine, Unbounded, integer_model
from arlib.intervals import range_of
from arlib.terms import Claim
from arlib.verdict import Unsupported


@dataclass(frozen=True)
class Blasted:
    """The gates of a claim, the letters of each input's bits, the lowest first, and the wire that says it is true.

    Where the claim has no value, that wire is false.
    """

    types: Mapping[str, Machine]
    bits: Mapping[str, Clause]
    gates: CNF
    holds: Literal

    @property
    def where_true(self) -> CNF:
        """Clauses that the inputs satisfy for which the claim is true."""
        return self._where(self.holds)

    @property
    def where_not(self) -> CNF:
        """Clauses that the counterexamples satisfy: the claim is proved if nothing does."""
        return self._where(-self.holds)

    def _where(self, wire: Literal) -> CNF:
        last: tuple[Clause, ...] = () if wire == TRUE else ((),) if wire == -TRUE else ((wire,),)
        return CNF(self.gates.variables, (*self.gates.clauses, *last))

    def values(self, assignment: Assignment) -> dict[str, int]:
        """The inputs that an assignment of the letters means."""
        return {
            name: self.types[name].wrap(sum(assignment[letter] << place for place, letter in enumerate(letters)))
            for name, letters in self.bits.items()
        }


def blast(claim: Claim, integers: Integers = Unbounded(), *, sharing: bool = True) -> Blasted:
    """The claim as clauses, in machine integers, or over the unbounded ones if its inputs have types of their own.

    Equal gates are one gate unless ``sharing`` is False. Raises ``Unsupported`` for what has no fixed number of bits,
    and for what has too many.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> found = blast(claim("x + y == y + x"), Unsigned(64), sharing=False)
    >>> print(found.where_not, found.bits["y"][:2], sep="; ")
    447 variables, 2,088 clauses; (65, 66)
    >>> print(blast(claim("x + y == y + x"), Unsigned(64)).where_not.clauses[-1])  # both sides are one circuit
    ()
    """
    integers = integer_model(integers)
    machine = None if isinstance(integers, Unbounded) else integers
    if claim.types and machine is not None:
        raise ValueError("a claim whose inputs have types of their own is one over the unbounded integers")
    if machine is None and len(claim.types) != len(claim.inputs):
        raise Unsupported("the unbounded integers have no fixed number of bits; give a machine's, such as Unsigned(8)")
    types: dict[str, Machine] = dict(
        zip(claim.inputs, claim.types or [machine for _ in claim.inputs if machine is not None], strict=True)
    )
    circuit = Circuit(sharing=sharing)
    bits = {name: circuit.word(kind.width) for name, kind in types.items()}
    translation = Translation(circuit, machine, {name: _input(types[name], bits[name]) for name in bits})
    try:
        value, defined = translation.formula(claim.formula)
    except RecursionError:
        raise Unsupported("this is nested too deeply to translate") from None
    holds = circuit.all_of(value, defined)
    return Blasted(types, bits, circuit.cnf(), holds)


def _input(kind: Machine, word: Clause) -> Number:
    return Number(range_of(kind), lambda bits: word[:bits])
