"""Whether a program ends: the answer within its limit, as lines for a person and as a JSON object."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.json_parts import Json
from arlib.certificates.nontermination import Entry, Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.serialisation import OfTermination, to_json
from arlib.certificates.splits import origin, split, split_system
from arlib.certificates.termination import TerminationProof, failing, obligations
from arlib.checking import Accepted, Rejected, check
from arlib.checking.acceleration import legs
from arlib.checking.termination import MOST_STEPS
from arlib.commands.limit import GRACE, Overtime, stopped_after
from arlib.exhaustive import humanize
from arlib.polynomials import Polynomial, constraint_text, constraints_text, negation
from arlib.printing import assignment_text
from arlib.programs.interpreter import Visit, run
from arlib.programs.outcomes import has_value
from arlib.programs.paths import in_type
from arlib.programs.syntax import ANY_READ, Program, entries, place_name, taken
from arlib.programs.transitions import Location, TransitionSystem, transition_system
from arlib.reports import NAMES, Verdict, status
from arlib.residues import residues_text
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unknown

MOST_OPERATIONS, MOST_REASONS = 3, 3  # that a person is told of


@dataclass(frozen=True)
class Answer:
    """A verdict, what it rests on besides the checker, and what it took: seconds by the clock and of the processor."""

    verdict: Verdict
    rests_on: tuple[str, ...]
    seconds: float
    processor: float

    @property
    def certificate(self) -> OfTermination | None:
        """The evidence, whatever it is for."""
        match self.verdict:
            case Proved(found) | Refuted(found):
                return found  # type: ignore[no-any-return]
            case _:
                return None


def answer(read: Callable[[], Program], seconds: float) -> Answer:
    """Read a program and decide whether it ends; what comes after the limit is no answer. Raises ``Unsupported``."""
    begun, processor = time.perf_counter(), time.process_time()
    verdict: Verdict = Unknown("out of time")
    rests_on: tuple[str, ...] = ()
    try:
        with stopped_after(seconds + GRACE):
            program = read()
            found = terminates(program, seconds=max(0.0, seconds - (time.perf_counter() - begun)))
            if isinstance(found, Proved | Refuted):
                match check(found.certificate if isinstance(found, Proved) else found.witness, seconds=seconds):
                    case Accepted(names):
                        verdict, rests_on = found, names
                    case Rejected(obligation, why):
                        verdict = Unknown(f"the evidence is rejected: {obligation}: {why}")
            else:
                verdict = found
    except Overtime:
        verdict, rests_on = Unknown("out of time"), ()
    return Answer(verdict, rests_on, time.perf_counter() - begun, time.process_time() - processor)


def answer_object(found: Answer) -> Json:
    """The JSON object for an answer: the same keys as in every command."""
    program = None if found.certificate is None else found.certificate.program
    taking = {} if program is None else {"taking": [*taken(program), *taken(program, ANY_READ)]}
    shown: Json = {"verdict": NAMES[status(found.verdict)], "seconds": round(found.seconds, 6)}
    shown |= {name: functions for name, functions in taking.items() if functions}
    match found.verdict:
        case Proved(certificate):
            shown |= {"by": "ranking", "rests_on": list(found.rests_on), "certificate": to_json(certificate)}
        case Refuted(witness):
            shown |= {"counterexample": dict(witness.entry.inputs), "reason": witness.reason}
            shown |= {"rests_on": list(found.rests_on)}
            shown["witness"] = to_json(witness)
        case Unknown(reason):
            shown["reason"] = reason
    return shown


def answer_lines(found: Answer) -> list[str]:
    """An answer in a few lines: what decreases and what is always true, or the states that are never left."""
    match found.verdict:
        case Unknown(reason):
            return [f"don't know: {reason}", f"in {humanize(found.seconds)}"]
    certificate = found.certificate
    assert certificate is not None
    rows = [*_rows(certificate)]
    trusted = [*found.rests_on]
    if not isinstance(certificate, Lasso | UndefinedRun):
        trusted.insert(0, "rational arithmetic")
    if isinstance(certificate, RecurrenceSet):
        trusted.insert(0, "the interpreter")
    rows += [("taking", f"{name} for any value, and to return", "") for name in taken(certificate.program)]
    each = "for any value, each time that it is read"
    rows += [("taking", f"{name} {each}", "") for name in taken(certificate.program, ANY_READ)]
    rows.append(("rests on", ", ".join(trusted), ""))
    wide = max(len(name) for name, _, _ in rows)
    middle = min(max((len(what) for _, what, where in rows if where), default=0), 60)
    lines = [f"  {name:{wide}}   {what:{middle if where else 0}}   {where}".rstrip() for name, what, where in rows]
    return [_headline(certificate), *lines, f"in {humanize(found.seconds)}"]


def _headline(certificate: OfTermination) -> str:
    match certificate:
        case TerminationProof():
            return "proved: it ends, whatever its inputs are"
        case UndefinedRun(_, entry, line, why) | AcceleratedRun(_, entry, failure=(line, why)):
            return f"refuted: {_input(entry)}it comes to line {line}, to an operation without a value ({why})"
        case Lasso(entry=entry) | RecurrenceSet(entry=entry) | AcceleratedRun(entry=entry):
            return f"refuted: {_input(entry)}it runs for ever"


def _input(entry: Entry) -> str:
    return f"with {entry} " if entry.inputs or entry.choices else ""


def _rows(certificate: OfTermination) -> Iterator[tuple[str, str, str]]:
    """What there is to say, and where it is so: a name, a text, a place."""
    match certificate:
        case TerminationProof():
            yield from _proof_rows(certificate)
        case RecurrenceSet(program, entry, phases):
            if entry.arrival > 1:
                what = "a loop or an entry" if program.functions else "a loop"
                yield "enters", f"when it comes to {what} for the {entry.arrival}th time", ""
            system = certificate.system
            for i, (phase, states) in enumerate(zip(phases, certificate.states(), strict=True)):
                name = "never leaves" if i == 0 else "or"
                where = f"at {system.name(phase.location)}"
                yield name, states or "true", where
                if phase.choices:
                    yield "choosing", ", ".join(map(str, phase.choices)), where
            if {origin(system, phase.location) for phase in phases} & entries(program).keys():
                yield _too_deep(program)
        case Lasso():
            yield "comes back to", *_repetition(certificate)
            if certificate.repeated:
                yield "choosing", f"{', '.join(map(str, certificate.repeated))}, again and again", ""
            if certificate.program.functions and _deepens(certificate):
                yield _too_deep(certificate.program)
        case AcceleratedRun(program, phases=phases):
            system = transition_system(program)
            for leg in legs(system, certificate):
                state = f"then {assignment_text(leg.after)}" if leg.count is not None else ""
                yield "repeats" if leg.count != 1 else "goes on", str(leg), f"at {system.name(leg.location)}, {state}"
            if certificate.again is not None:
                yield "comes back", f"to the state before step {certificate.again + 1}", ""
            elif certificate.failure:
                yield "so that", "the language says nothing of what happens next", ""
        case UndefinedRun():
            yield "so that", "the language says nothing of what happens next", ""


def _too_deep(program: Program) -> tuple[str, str, str]:
    """What a machine does with calls that never return."""
    if program.language == "C":
        return "on a machine", "the stack of the calls that wait overflows", ""
    return "in CPython", "a RecursionError ends it, when about 1,000 calls wait", ""


def _proof_rows(proof: TerminationProof) -> Iterator[tuple[str, str, str]]:
    system = split_system(proof.program, (), proof.summaries, proof.classes)
    cases: dict[Location, tuple[Polynomial, ...]] = {}
    for each in proof.splits:
        new, before = max(system.locations) + 1, cases.get(each.location, ())
        system = split(system, each)
        cases[new] = (*before, negation(each.constraint))
        cases[each.location] = (*before, each.constraint)

    def place(location: Location) -> str:
        known = [constraints_text(cases[location])] if location in cases else []
        known = [residues_text(system.residues[location]), *known] if location in system.residues else known
        return f"at {system.name(location)}" + f", where {' and '.join(known)}" * bool(known)

    for division in proof.classes:
        yield "case by case", str(division), f"at {system.name(division.location)}"
    if not proof.rankings:
        yield "because", "no cycle can be taken twice", ""
    for ranking in proof.rankings:
        for number, functions in enumerate(ranking.functions):
            for location, value in functions.items():
                yield "decreases" if number == 0 else "then", str(value), place(location)
    for location, constraints in proof.invariants.items():
        for p in constraints:
            yield "always", constraint_text(p), place(location)
    for name, summary in proof.summaries.items():
        for p in summary:
            yield "returned", constraint_text(p), f"by {name}"
    operations = list(_operations(proof, system))
    for text in operations[:MOST_OPERATIONS]:
        yield "defined", text, ""
    if more := len(operations[MOST_OPERATIONS:]):
        yield "defined", f"and {more} more operation{'s' * (more > 1)}; the certificate says why", ""


def _operations(proof: TerminationProof, system: TransitionSystem) -> Iterator[str]:
    """That each operation which could fail has a value, and since when; what the types say anyway is not said."""
    outs, wanted = failing(system), list(obligations(proof))
    known: dict[str, dict[Polynomial, None]] = {}
    last = len(wanted) - len(outs)  # the obligations that operations have values come last
    for out, obligation, found in zip(outs, wanted[last:], proof.proofs[last:], strict=True):
        used = {number for key in found.multipliers for number in key} if found else set()
        # The last premise is that the operation has no value; the others rule that out.
        against = [p for number, p in enumerate(obligation.premises[:-1]) if number in used]
        said = known.setdefault(has_value(out.why, out.lines[-1]), {})
        said |= {p: None for p in against if p.variables <= set(system.variables)}
    ranges = {p for name, kind in proof.program.types.items() for p in in_type(name, kind)}
    for text, reasons in known.items():
        shown = [p for p in reasons if p not in ranges]
        yield f"{text}, since {constraints_text(shown)}" if 0 < len(shown) <= MOST_REASONS else text


def _repetition(lasso: Lasso) -> tuple[str, str]:
    """The state to which a lasso comes back, and where."""
    _, visit = _ends(lasso)
    return assignment_text(visit.state, "the same"), f"at {place_name(lasso.program, visit.loop)}"


def _deepens(lasso: Lasso) -> bool:
    """Whether more calls are active each time a lasso comes back."""
    begin, end = _ends(lasso)
    return begin.frame is not end.frame


def _ends(lasso: Lasso) -> tuple[Visit, Visit]:
    choices, kept = (*lasso.entry.choices, *lasso.repeated), (lasso.entry.arrival, lasso.again)
    made = run(lasso.program, lasso.entry.inputs, choices=choices, steps=MOST_STEPS, arrivals=lasso.again, keep=kept)
    begin, end = made.visits
    return begin, end
