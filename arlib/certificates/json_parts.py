"""The parts of a certificate as JSON and back: polynomials, multipliers, and the places that they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.json_values import Value
from arlib.certificates.termination import path_name
from arlib.polynomials import Monomial, Polynomial, constraint_text
from arlib.programs.transitions import Location, Transition, TransitionSystem
from arlib.residues import Classes

Json = dict[str, object]
MOST_FACTORS = 100  # of a monomial: its text and its term nest that deep


def _terms(p: Polynomial) -> list[list[object]]:
    ordered = sorted(p.coefficients.items(), key=lambda part: (-len(part[0]), part[0]))
    return [[coefficient, *monomial] for monomial, coefficient in ordered]


def polynomial_data(p: Polynomial) -> Json:
    """A polynomial, as text and as terms."""
    return {"text": str(p), "terms": _terms(p)}


def constraint_data(p: Polynomial) -> Json:
    """A constraint, as text and as terms."""
    return {"text": constraint_text(p), "terms": _terms(p)}


def polynomial(value: Value) -> Polynomial:
    """The polynomial that data are."""
    found: dict[Monomial, int] = {}
    for term in value.at("terms").each():
        coefficient, *names = term.each() or [term]
        if len(names) > MOST_FACTORS:
            term.fail(f"a coefficient and at most {MOST_FACTORS} variables")
        found[tuple(sorted(name.string() for name in names))] = coefficient.number()
    return Polynomial(found)


def polynomials(value: Value) -> tuple[Polynomial, ...]:
    """Several of them."""
    return tuple(map(polynomial, value.each()))


def proofs_data(proofs: Sequence[Farkas | None], wanted: Iterable[Obligation]) -> list[Json]:
    """The multipliers of each obligation, with what they are multiplied by; raises ValueError."""
    found: list[Json] = []
    for obligation, proof in zip(wanted, proofs, strict=False):
        total = None if proof is None else [_part_data(*part, obligation) for part in sorted(proof.multipliers.items())]
        found.append({"obligation": obligation.name, "goal": str(obligation.goal), "sum": total})
    if len(found) < len(proofs):
        raise ValueError(f"proofs should have {len(found)} elements, and has {len(proofs)}")
    return found


def _part_data(key: tuple[int, ...], multiplier: Fraction, obligation: Obligation) -> Json:
    for number in key:
        if not 0 <= number < len(obligation.premises):
            raise ValueError(f"{obligation.name} has no premise {number}")
    of = [str(obligation.premises[number]) for number in key]
    text = of[0] if len(of) == 1 else " * ".join(f"({each})" for each in of) or "1"
    return {"times": str(Fraction(multiplier)), "premises": list(key), "text": text}


def proofs_of(value: Value) -> tuple[Farkas | None, ...]:
    """The multipliers that data are."""
    return tuple(None if each.at("sum").value is None else _farkas(each.at("sum")) for each in value.each())


def _farkas(value: Value) -> Farkas:
    found: dict[tuple[int, ...], Fraction] = {}
    for part in value.each():
        key = tuple(number.natural() for number in part.at("premises").each())
        if key in found:
            part.at("premises").fail("a combination that comes once")
        found[key] = part.at("times").fraction()
    return Farkas(found)


# ---- Locations and transitions ---------------------------------------------------------------


def location_data(system: TransitionSystem, location: Location) -> Json:
    """A location by its number, with its name; raises ValueError."""
    if location not in system.locations:
        raise ValueError(f"there is no location {location}")
    return {"location": location, "name": system.name(location)}


def classes_data(system: TransitionSystem, division: Classes) -> Json:
    """Into which classes a location is divided; raises ValueError."""
    digits = {"variable": division.variable, "base": division.base, "depth": division.depth}
    return {**location_data(system, division.location), **digits}


def classes_of(value: Value) -> Classes:
    """The division that data are."""
    base, depth = value.at("base").natural(), value.at("depth").natural()
    return Classes(value.at("location").natural(), value.at("variable").string(), base, depth)


def transition_data(system: TransitionSystem, all_: Sequence[Transition], number: int) -> Json:
    """A transition by its number, with its name; raises ValueError."""
    if not 0 <= number < len(all_):
        raise ValueError(f"there is no transition {number}")
    return {"transition": number, "name": path_name(system, all_[number])}


def transitions_of(value: Value) -> frozenset[int]:
    """The numbers of transitions."""
    return frozenset(each.at("transition").natural() for each in value.each())
