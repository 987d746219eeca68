"""One question for every kind of evidence: does the checker accept it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.blasting import BitBlasted
from arlib.certificates.claims import Derivation, Enumeration, Solved
from arlib.certificates.invariants import InductiveInvariants
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.propositions import Contradiction, EveryRow, Model
from arlib.certificates.sequents import Inference
from arlib.certificates.tables import Residues, TruthTable
from arlib.certificates.termination import TerminationProof
from arlib.checking.acceleration import check_accelerated_run
from arlib.checking.blasting import check_bit_blasted
from arlib.checking.claims import Accepted, Rejected, check_claim
from arlib.checking.invariants import check_invariants
from arlib.checking.propositions import check_contradiction, check_every_row, check_model
from arlib.checking.sequents import check_sequents
from arlib.checking.tables import check_residues, check_truth_table
from arlib.checking.termination import check_lasso, check_recurrence_set, check_termination, check_undefined_run

if TYPE_CHECKING:
    from arlib.certificates.networks import Reached, Unreachable
    from arlib.certificates.policies import Inclusion
    from arlib.certificates.refutation import Refutation

OnNumbers = (
    Enumeration
    | Derivation
    | Residues
    | TruthTable
    | BitBlasted
    | Solved
    | TerminationProof
    | RecurrenceSet
    | Lasso
    | UndefinedRun
    | AcceleratedRun
    | InductiveInvariants
)
OnLetters = Inference | EveryRow | Model | Contradiction
Certificate: TypeAlias = "OnNumbers | OnLetters | Refutation | Unreachable | Reached | Inclusion"


def check(certificate: Certificate, *, seconds: float = 10.0) -> Accepted | Rejected:
    """Check each obligation of the certificate, without repeating the search that found it.

    ``seconds`` bounds the solver, where one is needed, and the steps of a derivation.

    >>> from arlib.certificates import Shard
    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> check(Enumeration(claim("x == x"), Unsigned(2), "python", (Shard(0, 4, 4),)))
    Accepted(rests_on=('the python engine',))
    >>> check(Enumeration(claim("x == x"), Unsigned(2), "python", (Shard(0, 3, 3),)))
    Rejected(obligation='partition', countermodel='case 3 was not tried')
    """
    try:
        if isinstance(certificate, OnLetters):
            return _check_letters(certificate, seconds)
        return _check(certificate, seconds) if isinstance(certificate, OnNumbers) else _check_room(certificate, seconds)
    except RecursionError:
        return Rejected("form", "this is nested too deeply to be checked")


def _check(certificate: OnNumbers, seconds: float) -> Accepted | Rejected:
    match certificate:
        case Residues():
            return check_residues(certificate, seconds=seconds)
        case TruthTable():
            return check_truth_table(certificate, seconds=seconds)
        case BitBlasted():
            return check_bit_blasted(certificate, seconds=seconds)
        case TerminationProof():
            return check_termination(certificate, seconds=seconds)
        case RecurrenceSet():
            return check_recurrence_set(certificate, seconds=seconds)
        case Lasso():
            return check_lasso(certificate)
        case UndefinedRun():
            return check_undefined_run(certificate)
        case AcceleratedRun():
            return check_accelerated_run(certificate)
        case InductiveInvariants():
            return check_invariants(certificate, seconds=seconds)
        case _:
            return check_claim(certificate, seconds=seconds)


def _check_letters(certificate: OnLetters, seconds: float) -> Accepted | Rejected:
    match certificate:
        case Inference():
            return check_sequents(certificate)
        case EveryRow():
            return check_every_row(certificate, seconds=seconds)
        case Model():
            return check_model(certificate)
        case Contradiction():
            return check_contradiction(certificate, seconds=seconds)


def _check_room(certificate: Unreachable | Reached | Inclusion | Refutation, seconds: float) -> Accepted | Rejected:
    """Policies, networks and clauses have languages of their own, which who asks about numbers need not load."""
    from arlib.certificates.networks import Reached, Unreachable
    from arlib.certificates.policies import Inclusion
    from arlib.certificates.refutation import Refutation
    from arlib.checking.networks import check_reached, check_unreachable
    from arlib.checking.policies import check_inclusion
    from arlib.checking.refutation import check_refutation

    match certificate:
        case Unreachable():
            return check_unreachable(certificate, seconds=seconds)
        case Reached():
            return check_reached(certificate)
        case Inclusion():
            return check_inclusion(certificate)
        case Refutation():
            return check_refutation(certificate, seconds=seconds)
        case _:
            raise TypeError(f"not a certificate: {certificate!r}")
