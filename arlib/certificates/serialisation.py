"""Certificates to JSON and back: for people to read, and for any checker to check, this one or another.

The data repeat what can be computed: names, texts, the goal of each obligation. The reader computes it again and
accepts nothing but what the writer would have written, so that no text says anything else than the numbers do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.json_values import Value, require_same
from arlib.certificates.nontermination import Entry, Lasso, Phase, RecurrenceSet, UndefinedRun, closure_obligations
from arlib.certificates.termination import RankingFunction, Split, TerminationProof, obligations, path_name, split
from arlib.polynomials import Monomial, Polynomial, constraint_text
from arlib.programs.syntax import Program, Reading
from arlib.programs.transitions import Location, Transition, TransitionSystem, transition_system

Certificate = TerminationProof | RecurrenceSet | Lasso | UndefinedRun
Json = dict[str, object]
FORMAT, VERSION = "arlib certificate", 2
MOST_FACTORS = 100  # of a monomial: its text and its term nest that deep
READINGS: tuple[Reading, ...] = ("unbounded", "machine", "wrap")


def to_json(certificate: Certificate) -> Json:
    """A certificate as data for JSON; raises ValueError for one that is no question of arithmetic.

    Polynomials are lists of terms, a coefficient and its variables: x - 2 * x * y + 3 is
    [[-2, "x", "y"], [1, "x"], [3]]. A constraint says of its polynomial that it is not negative.

    >>> from arlib.languages.python.functions import python_program
    >>> program = python_program("def f():\\n    while True:\\n        pass")
    >>> to_json(Lasso(program, Entry({}, (), 1), (), 2))["entry"]
    {'inputs': {}, 'choices': [], 'arrival': 1}
    """
    match certificate:
        case TerminationProof():
            body = _proof_data(certificate)
        case RecurrenceSet():
            body = _set_data(certificate)
        case Lasso(_, entry, repeated, again):
            says = "it comes back to a state in which it was, and so runs for ever"
            body = {"says": says, "entry": _entry_data(entry), "repeated": list(repeated), "again": again}
        case UndefinedRun(_, entry, line, why):
            says = "it comes to an operation that has no value"
            body = {"says": says, "entry": _entry_data(entry), "line": line, "why": why}
        case _:
            raise TypeError(f"not a certificate of termination or its opposite: {certificate!r}")
    return {**_header(type(certificate).__name__, certificate.program), **body}


def from_json(data: object, program: Program) -> Certificate:
    """The certificate that data are, about a program; raises ValueError, with the key, for any other data.

    That the certificate is right is another question, and ``check`` answers it.

    >>> from arlib.languages.python.functions import python_program
    >>> program = python_program("def f():\\n    while True:\\n        pass")
    >>> data = to_json(Lasso(program, Entry({}, (), 1), (), 2))
    >>> print(from_json(data, program))
    no inputs
    >>> from_json({**data, "again": "2"}, program)
    Traceback (most recent call last):
    ...
    ValueError: again is a number without a fraction, and cannot be "2"
    """
    value = Value(data)
    kind, *_ = header(data)
    require_same(value.at("program").value, _header(kind, program)["program"], "program")
    match kind:
        case "TerminationProof":
            found: Certificate = _proof(value, program)
        case "RecurrenceSet":
            found = _set(value, program)
        case "Lasso":
            repeated = tuple(each.number() for each in value.at("repeated").each())
            found = Lasso(program, _entry(value.at("entry")), repeated, value.at("again").natural())
        case "UndefinedRun":
            entry, line = _entry(value.at("entry")), value.at("line").natural()
            found = UndefinedRun(program, entry, line, value.at("why").string())
        case _:
            value.at("kind").fail("TerminationProof, RecurrenceSet, Lasso or UndefinedRun")
    require_same(data, to_json(found))
    return found


def header(data: object) -> tuple[str, str, Reading]:
    """The kind of a certificate, the function that it is about, and the reading; raises ValueError, with the key."""
    value = Value(data)
    require_same(value.at("format").value, FORMAT, "format")
    require_same(value.at("version").value, VERSION, "version")
    integers = value.at("program").at("integers")
    for reading in READINGS:
        if integers.value == reading:
            return value.at("kind").string(), value.at("program").at("name").string(), reading
    integers.fail("unbounded, machine or wrap")


def digest(source: str) -> str:
    """The SHA-256 of a text in UTF-8, as ``sha256sum`` prints it."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def _header(kind: str, program: Program) -> Json:
    about = {"name": program.name, "language": program.language, "integers": program.reading}
    return {"format": FORMAT, "version": VERSION, "kind": kind, "program": {**about, "sha256": digest(program.source)}}


# ---- Polynomials and multipliers -------------------------------------------------------------


def _terms(p: Polynomial) -> list[list[object]]:
    ordered = sorted(p.coefficients.items(), key=lambda part: (-len(part[0]), part[0]))
    return [[coefficient, *monomial] for monomial, coefficient in ordered]


def _polynomial_data(p: Polynomial) -> Json:
    return {"text": str(p), "terms": _terms(p)}


def _constraint_data(p: Polynomial) -> Json:
    return {"text": constraint_text(p), "terms": _terms(p)}


def _polynomial(value: Value) -> Polynomial:
    found: dict[Monomial, int] = {}
    for term in value.at("terms").each():
        coefficient, *names = term.each() or [term]
        if len(names) > MOST_FACTORS:
            term.fail(f"a coefficient and at most {MOST_FACTORS} variables")
        found[tuple(sorted(name.string() for name in names))] = coefficient.number()
    return Polynomial(found)


def _polynomials(value: Value) -> tuple[Polynomial, ...]:
    return tuple(map(_polynomial, value.each()))


def _proofs_data(proofs: Sequence[Farkas | None], wanted: Iterable[Obligation]) -> list[Json]:
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


def _proofs(value: Value) -> tuple[Farkas | None, ...]:
    return tuple(None if each.at("sum").value is None else _farkas(each.at("sum")) for each in value.each())


def _farkas(value: Value) -> Farkas:
    found: dict[tuple[int, ...], Fraction] = {}
    for part in value.each():
        key = tuple(number.natural() for number in part.at("premises").each())
        if key in found:
            part.at("premises").fail("a combination that comes once")
        found[key] = part.at("times").fraction()
    return Farkas(found)


# ---- Proofs that a program ends --------------------------------------------------------------


def _location_data(system: TransitionSystem, location: Location) -> Json:
    if location not in system.locations:
        raise ValueError(f"there is no location {location}")
    return {"location": location, "name": system.name(location)}


def _transition_data(system: TransitionSystem, all_: Sequence[Transition], number: int) -> Json:
    if not 0 <= number < len(all_):
        raise ValueError(f"there is no transition {number}")
    return {"transition": number, "name": path_name(system, all_[number])}


def _transitions(value: Value) -> frozenset[int]:
    return frozenset(each.at("transition").natural() for each in value.each())


def _proof_data(proof: TerminationProof) -> Json:
    system = transition_system(proof.program)
    splits = []
    for case in proof.splits:
        where = {"where": _constraint_data(case.constraint), "otherwise": max(system.locations) + 1}
        splits.append({**_location_data(system, case.location), **where})
        system = split(system, case)
    return {
        "says": "it ends, whatever its inputs are",
        "splits": splits,
        "invariants": [
            {**_location_data(system, location), "constraints": list(map(_constraint_data, constraints))}
            for location, constraints in sorted(proof.invariants.items())
        ],
        "infeasible": [_transition_data(system, system.transitions, n) for n in sorted(proof.infeasible)],
        "rankings": [_ranking_data(system, ranking) for ranking in proof.rankings],
        "proofs": _proofs_data(proof.proofs, obligations(proof)),
    }


def _ranking_data(system: TransitionSystem, ranking: RankingFunction) -> Json:
    functions = [
        [{**_location_data(system, at), "value": _polynomial_data(p)} for at, p in sorted(each.items())]
        for each in ranking.functions
    ]
    strict = [_transition_data(system, system.transitions, n) for n in sorted(ranking.strict)]
    return {"functions": functions, "strict": strict}


def _proof(value: Value, program: Program) -> TerminationProof:
    cases = value.at("splits").each()
    rankings = value.at("rankings").each()
    return TerminationProof(
        program,
        tuple(Split(each.at("location").natural(), _polynomial(each.at("where"))) for each in cases),
        {at.at("location").natural(): _polynomials(at.at("constraints")) for at in value.at("invariants").each()},
        _transitions(value.at("infeasible")),
        tuple(RankingFunction(_functions(each), _transitions(each.at("strict"))) for each in rankings),
        _proofs(value.at("proofs")),
    )


def _functions(ranking: Value) -> tuple[Mapping[Location, Polynomial], ...]:
    every = ranking.at("functions").each()
    return tuple({at.at("location").natural(): _polynomial(at.at("value")) for at in each.each()} for each in every)


# ---- Evidence that a program runs for ever ---------------------------------------------------


def _entry_data(entry: Entry) -> Json:
    return {"inputs": dict(entry.inputs), "choices": list(entry.choices), "arrival": entry.arrival}


def _entry(value: Value) -> Entry:
    choices = tuple(each.number() for each in value.at("choices").each())
    return Entry(value.at("inputs").numbers_by_name(), choices, value.at("arrival").natural())


def _set_data(found: RecurrenceSet) -> Json:
    system = transition_system(found.program)
    every = (*system.transitions, *system.exits)
    phases = [
        {
            **_location_data(system, phase.location),
            "constraints": list(map(_constraint_data, phase.constraints)),
            "choices": list(map(_polynomial_data, phase.choices)),
        }
        for phase in found.phases
    ]
    moves = [
        {"phase": i, **_transition_data(system, every, n), "to": target}
        for (i, n), target in sorted(found.moves.items())
    ]
    return {
        "says": "it never leaves the phases, once it has come to the first, and so runs for ever",
        "entry": _entry_data(found.entry),
        "phases": phases,
        "moves": moves,
        "proofs": _proofs_data(found.proofs, closure_obligations(system, found)),
    }


def _set(value: Value, program: Program) -> RecurrenceSet:
    phases = tuple(
        Phase(each.at("location").natural(), _polynomials(each.at("constraints")), _polynomials(each.at("choices")))
        for each in value.at("phases").each()
    )
    moves = {
        (each.at("phase").natural(), each.at("transition").natural()): each.at("to").natural()
        for each in value.at("moves").each()
    }
    return RecurrenceSet(program, _entry(value.at("entry")), phases, moves, _proofs(value.at("proofs")))
