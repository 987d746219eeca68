"""Questions about formulas over letters: is it true in every row, in some row, and in which?

A ladder again: a truth table while there are few letters, Wang's method for a while, and then a solver that learns.
Each answer rests on the checker alone.
"""

from __future__ import annotations

import time

from arlib.certificates.propositions import Contradiction, EveryRow, Model
from arlib.certificates.sequents import Inference, Sequent, Valuation
from arlib.checking import Accepted, Rejected, check
from arlib.checking.propositions import MOST_LETTERS
from arlib.circuits import tseitin
from arlib.languages.propositions import proposition
from arlib.sat import refute
from arlib.seconds import OutOfTime, time_limit, until
from arlib.sequents import prove_sequent
from arlib.terms import Formula, Not, free_variables
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

FEW_INFERENCES = 2_000  # of Wang's method, before the clauses are asked
Everywhere = EveryRow | Inference | Contradiction


def valid(formula: str | Formula, *, seconds: float = 10.0) -> Proved[Everywhere] | Refuted[Valuation] | Unknown:
    """Whether a formula is true in every row of its truth table: a tautology.

    Proved by the table, by a tree of sequents, or by a refutation of the clauses of its negation; refuted by a row.
    Raises ``Unsupported`` for what cannot be read.

    >>> print(valid("p or not p"), valid("p -> p & q"), sep="; ")
    proved by a truth table of 2 rows, in p; refuted by p = True, q = False
    """
    return _valid(proposition(formula), time_limit(seconds))


def satisfiable(formula: str | Formula, *, seconds: float = 10.0) -> Proved[Model] | Refuted[Everywhere] | Unknown:
    """Whether a formula is true in some row: proved by that row, refuted by evidence that its negation is valid.

    >>> print(satisfiable("(p | q) & ~p"), satisfiable("p & ~p"), sep="; ")
    proved by p = False, q = True; refuted by a truth table of 2 rows, in p
    """
    read = proposition(formula)
    match _valid(Not(read), time_limit(seconds)):
        case Proved(evidence):
            return Refuted(evidence)
        case Refuted(row):
            model = Model(read, row)
            match check(model):
                case Accepted():
                    return Proved(model)
                case rejected:
                    return Unknown(f"the checker rejects the row: {rejected}")
        case unknown:
            return unknown


def find_model(formula: str | Formula, *, seconds: float = 10.0) -> Valuation | None | Unknown:
    """A row in which a formula is true, or None if it is shown that there is none.

    >>> print(find_model("(rain -> umbrella) & ~umbrella"), find_model("p & ~p"))
    rain = False, umbrella = False None
    """
    match satisfiable(formula, seconds=seconds):
        case Proved(model):
            return model.row
        case Refuted():
            return None
        case unknown:
            return unknown


def _valid(formula: Formula, seconds: float) -> Proved[Everywhere] | Refuted[Valuation] | Unknown:
    deadline = time.perf_counter() + seconds
    if len(free_variables(formula)) <= MOST_LETTERS:
        return _by_table(formula, seconds)
    short = prove_sequent(Sequent((), (formula,)), close="early", seconds=seconds, inferences=FEW_INFERENCES)
    rest = deadline - time.perf_counter()
    return short if not isinstance(short, Unknown) or rest <= 0 else _by_clauses(Not(formula), rest)


def _by_table(formula: Formula, seconds: float) -> Proved[EveryRow] | Refuted[Valuation] | Unknown:
    """By the table, which the checker fills in; a row in which it rejects is tried by the evaluator."""
    table = EveryRow(formula)
    match check(table, seconds=seconds):
        case Accepted():
            return Proved(table)
        case Rejected(_, _, dict() as values):
            row = Valuation(tuple((name, bool(value)) for name, value in values.items()))
            assert not row.makes_true(formula)
            return Refuted(row)
        case Rejected(_, reason):
            return Unknown(reason)


def _by_clauses(formula: Formula, seconds: float) -> Proved[Contradiction] | Refuted[Valuation] | Unknown:
    """Whether a formula is true in no row, by its clauses; a row in which it is true is tried by the evaluator."""
    deadline = time.perf_counter() + seconds
    try:
        with until(time.monotonic() + seconds):
            encoded = tseitin(formula)
    except OutOfTime:
        return Unknown("out of time")
    except Unsupported as error:  # it has more clauses than are built
        return Unknown(error.reason)
    rest = deadline - time.perf_counter()
    match refute(encoded.clauses, seconds=rest) if rest > 0 else Unknown("out of time"):
        case Proved(refutation):
            found = Contradiction(formula, refutation)
            match check(found, seconds=max(deadline - time.perf_counter(), 0.01)):
                case Accepted():
                    return Proved(found)
                case rejected:
                    return Unknown(f"the checker rejects the refutation: {rejected}")
        case Refuted(assignment):
            row = Valuation(tuple(encoded.values(assignment).items()))
            return Refuted(row) if row.makes_true(formula) else Unknown(f"the solver's row makes it false: {row}")
        case unknown:
            return unknown
