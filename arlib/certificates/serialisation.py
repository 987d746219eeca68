"""Certificates to JSON and back: for people to read, and for any checker to check, this one or another.

The data repeat what can be computed: names, texts, the goal of each obligation. The reader computes it again and
accepts nothing but what the writer would have written, so that no text says anything else than the numbers do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from arlib.certificates.acceleration import AcceleratedRun, Step, Turns
from arlib.certificates.invariants import InductiveInvariants
from arlib.certificates.invariants_json import invariants_data, invariants_of
from arlib.certificates.json_parts import (
    Json,
    classes_data,
    classes_of,
    constraint_data,
    location_data,
    polynomial,
    polynomial_data,
    polynomials,
    proofs_data,
    proofs_of,
    transition_data,
    transitions_of,
)
from arlib.certificates.json_values import Value, require_same
from arlib.certificates.nontermination import Entry, Lasso, Phase, RecurrenceSet, UndefinedRun, closure_obligations
from arlib.certificates.splits import Split, split, split_system
from arlib.certificates.termination import RankingFunction, TerminationProof, obligations
from arlib.polynomials import Polynomial
from arlib.programs.syntax import Program, Reading
from arlib.programs.transitions import Location, TransitionSystem, transition_system
from arlib.residues import Classes

OfTermination = TerminationProof | RecurrenceSet | Lasso | UndefinedRun | AcceleratedRun
Certificate = OfTermination | InductiveInvariants
FORMAT, VERSION = "arlib certificate", 2
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
        case AcceleratedRun():
            body = _accelerated_data(certificate)
        case InductiveInvariants():
            body = invariants_data(certificate)
        case _:
            raise TypeError(f"not a certificate about a program: {certificate!r}")
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
        case "AcceleratedRun":
            found = _accelerated(value, program)
        case "InductiveInvariants":
            found = invariants_of(value, program)
        case _:
            kinds = "TerminationProof, RecurrenceSet, Lasso, UndefinedRun, AcceleratedRun or InductiveInvariants"
            value.at("kind").fail(kinds)
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


# ---- Proofs that a program ends --------------------------------------------------------------


def _proof_data(proof: TerminationProof) -> Json:
    whole = split_system(proof.program, (), proof.summaries)
    system = split_system(proof.program, (), proof.summaries, proof.classes)
    splits = []
    for case in proof.splits:
        where = {"where": constraint_data(case.constraint), "otherwise": max(system.locations) + 1}
        splits.append({**location_data(system, case.location), **where})
        system = split(system, case)
    told = [
        {"function": name, "constraints": list(map(constraint_data, summary))}
        for name, summary in sorted(proof.summaries.items())
    ]
    return {
        "says": "it ends, whatever its inputs are",
        **({"summaries": told} if told else {}),
        **_classes_data(whole, proof.classes),
        "splits": splits,
        "invariants": [
            {**location_data(system, location), "constraints": list(map(constraint_data, constraints))}
            for location, constraints in sorted(proof.invariants.items())
        ],
        "infeasible": [transition_data(system, system.transitions, n) for n in sorted(proof.infeasible)],
        "rankings": [_ranking_data(system, ranking) for ranking in proof.rankings],
        "proofs": proofs_data(proof.proofs, obligations(proof)),
    }


def _classes_data(whole: TransitionSystem, classes: tuple[Classes, ...]) -> Json:
    return {"classes": [classes_data(whole, each) for each in classes]} if classes else {}


def _classes(value: Value) -> tuple[Classes, ...]:
    return tuple(map(classes_of, value.at("classes").each())) if "classes" in value.keys else ()


def _ranking_data(system: TransitionSystem, ranking: RankingFunction) -> Json:
    functions = [
        [{**location_data(system, at), "value": polynomial_data(p)} for at, p in sorted(each.items())]
        for each in ranking.functions
    ]
    strict = [transition_data(system, system.transitions, n) for n in sorted(ranking.strict)]
    return {"functions": functions, "strict": strict}


def _proof(value: Value, program: Program) -> TerminationProof:
    cases = value.at("splits").each()
    rankings = value.at("rankings").each()
    told = value.at("summaries").each() if "summaries" in value.keys else []
    return TerminationProof(
        program,
        tuple(Split(each.at("location").natural(), polynomial(each.at("where"))) for each in cases),
        {at.at("location").natural(): polynomials(at.at("constraints")) for at in value.at("invariants").each()},
        transitions_of(value.at("infeasible")),
        tuple(RankingFunction(_functions(each), transitions_of(each.at("strict"))) for each in rankings),
        proofs_of(value.at("proofs")),
        {each.at("function").string(): polynomials(each.at("constraints")) for each in told},
        _classes(value),
    )


def _functions(ranking: Value) -> tuple[Mapping[Location, Polynomial], ...]:
    every = ranking.at("functions").each()
    return tuple({at.at("location").natural(): polynomial(at.at("value")) for at in each.each()} for each in every)


# ---- Evidence that a program runs for ever ---------------------------------------------------


def _entry_data(entry: Entry) -> Json:
    return {"inputs": dict(entry.inputs), "choices": list(entry.choices), "arrival": entry.arrival}


def _entry(value: Value) -> Entry:
    choices = tuple(each.number() for each in value.at("choices").each())
    return Entry(value.at("inputs").numbers_by_name(), choices, value.at("arrival").natural())


def _set_data(found: RecurrenceSet) -> Json:
    system, whole = found.system, transition_system(found.program)
    every = (*system.transitions, *system.exits)
    phases = [
        {
            **location_data(system, phase.location),
            "constraints": list(map(constraint_data, phase.constraints)),
            "choices": list(map(polynomial_data, phase.choices)),
        }
        for phase in found.phases
    ]
    moves = [
        {"phase": i, **transition_data(system, every, n), "to": target}
        for (i, n), target in sorted(found.moves.items())
    ]
    return {
        "says": "it never leaves the phases, once it has come to the first, and so runs for ever",
        "entry": _entry_data(found.entry),
        **_classes_data(whole, found.classes),
        "phases": phases,
        "moves": moves,
        "proofs": proofs_data(found.proofs, closure_obligations(system, found)),
    }


def _set(value: Value, program: Program) -> RecurrenceSet:
    phases = tuple(
        Phase(each.at("location").natural(), polynomials(each.at("constraints")), polynomials(each.at("choices")))
        for each in value.at("phases").each()
    )
    moves = {
        (each.at("phase").natural(), each.at("transition").natural()): each.at("to").natural()
        for each in value.at("moves").each()
    }
    proofs, classes = proofs_of(value.at("proofs")), _classes(value)
    return RecurrenceSet(program, _entry(value.at("entry")), phases, moves, proofs, classes)


def _accelerated_data(found: AcceleratedRun) -> Json:
    system = transition_system(found.program)
    every = (*system.transitions, *system.exits)
    phases = [
        {
            "steps": [
                {**transition_data(system, every, s.transition), "first": dict(s.first), "change": dict(s.change)}
                for s in each.steps
            ],
            "count": each.count,
        }
        for each in found.phases
    ]
    return {
        "says": "it goes through the phases, each step so often, and then fails or goes on for ever",
        "entry": _entry_data(found.entry),
        "phases": phases,
        "failure": None if found.failure is None else {"line": found.failure[0], "why": found.failure[1]},
        "again": found.again,
    }


def _accelerated(value: Value, program: Program) -> AcceleratedRun:
    failure, again = value.at("failure"), value.at("again")
    return AcceleratedRun(
        program,
        _entry(value.at("entry")),
        tuple(
            Turns(tuple(map(_step, each.at("steps").each())), _optional(each.at("count")))
            for each in value.at("phases").each()
        ),
        None if failure.value is None else (failure.at("line").natural(), failure.at("why").string()),
        _optional(again),
    )


def _optional(value: Value) -> int | None:
    return None if value.value is None else value.natural()


def _step(value: Value) -> Step:
    return Step(
        value.at("transition").natural(), value.at("first").numbers_by_name(), value.at("change").numbers_by_name()
    )
