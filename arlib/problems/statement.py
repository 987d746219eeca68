"""A problem as clauses of which each says why it is there: a model is read as choices, a refutation as reasons."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from arlib.certificates.refutation import Refutation
from arlib.circuits.at_most_one import at_most, pairwise
from arlib.circuits.gates import Circuit
from arlib.clauses import CNF, Assignment, Literal

Choice = TypeVar("Choice", bound=Hashable)
AtMostOne = Callable[[Circuit, Sequence[Literal]], None]


@dataclass(frozen=True)
class Problem(Generic[Choice]):
    """Clauses, the choice that each letter stands for, and for each clause the reason why it is there."""

    clauses: CNF
    letters: dict[Choice, Literal] = field(repr=False)
    reasons: tuple[str, ...] = field(repr=False)

    def chosen(self, assignment: Assignment) -> list[Choice]:
        """The choices that an assignment makes, in the order of their letters."""
        return [choice for choice, letter in self.letters.items() if assignment[letter]]

    def why(self, refutation: Refutation) -> list[str]:
        """The reasons that a refutation uses, each once, in the order of their clauses.

        Raises ValueError for the refutation of other clauses.
        """
        if refutation.formula != self.clauses:
            raise ValueError("this refutes other clauses")
        used = {hint for step in refutation.steps for hint in step.hints}
        return [*dict.fromkeys(reason for number, reason in enumerate(self.reasons, 1) if number in used)]

    def also(self, because: str, *literals: Literal) -> Problem[Choice]:
        """The problem with one clause more: one of the literals is true."""
        clauses = CNF(self.clauses.variables, (*self.clauses.clauses, literals))
        return Problem(clauses, self.letters, (*self.reasons, because))

    def other_than(self, assignment: Assignment) -> Problem[Choice]:
        """The problem without one of its models: there is another solution, or none."""
        taken = ((letter, assignment[letter]) for letter in self.letters.values())
        return self.also("it is another solution", *(-letter if value else letter for letter, value in taken))


class Statement(Generic[Choice]):
    """What is said of choices, one thing after another.

    >>> said: Statement[str] = Statement()
    >>> said.one_of("nobody can do without", "tea", "coffee")
    >>> said.at_most_one("the table is small", "tea", "coffee")
    >>> said.problem()
    Problem(clauses=CNF(variables=2, clauses=((1, 2), (-1, -2))))
    """

    def __init__(self, encoding: AtMostOne = pairwise) -> None:
        self.circuit, self.encoding = Circuit(), encoding
        self.letters: dict[Choice, Literal] = {}
        self.reasons: list[str] = []

    def letter(self, choice: Choice) -> Literal:
        """The letter of a choice."""
        if choice not in self.letters:
            self.letters[choice] = self.circuit.letter()
        return self.letters[choice]

    def one_of(self, because: str, *choices: Choice) -> None:
        """One of the choices is made, or more."""
        self.clause(because, *map(self.letter, choices))

    def not_all(self, because: str, *choices: Choice) -> None:
        """Not all of the choices are made."""
        self.clause(because, *(-self.letter(choice) for choice in choices))

    def needs(self, because: str, choice: Choice, *choices: Choice) -> None:
        """With the first choice, one of the others is made."""
        self.clause(because, -self.letter(choice), *map(self.letter, choices))

    def at_most_one(self, because: str, *choices: Choice) -> None:
        """No two of the choices are made."""
        self.encoding(self.circuit, [*map(self.letter, choices)])
        self._because(because)

    def at_most(self, because: str, most: int, *choices: Choice) -> None:
        """No more than so many of the choices are made."""
        at_most(self.circuit, most, [*map(self.letter, choices)])
        self._because(because)

    def clause(self, because: str, *literals: Literal) -> None:
        """One of the literals is true."""
        self.circuit.require(*literals)
        self._because(because)

    def problem(self) -> Problem[Choice]:
        """All that was said."""
        return Problem(self.circuit.cnf(), self.letters, tuple(self.reasons))

    def _because(self, reason: str) -> None:
        self.reasons += [reason] * (len(self.circuit.clauses) - len(self.reasons))
