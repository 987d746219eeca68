"""``arlib check``: check certificates in a process which has no engine that could have found them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from arlib.certificates.invariants import InductiveInvariants
from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import parse
from arlib.certificates.serialisation import Certificate, from_json, header
from arlib.certificates.termination import TerminationProof
from arlib.checking import Accepted, Rejected, check
from arlib.commands.arguments import READINGS, positive, program_in, text_of
from arlib.commands.check_clauses import checked_proof, is_clauses
from arlib.commands.check_complete import checked_complete, is_complete
from arlib.commands.limit import GRACE, Asked, Overtime, stopped_after
from arlib.verdict import Unsupported

ACCEPTED, REJECTED, UNKNOWN = 0, 1, 2
CLAIMS = ("ends", "runs for ever", InductiveInvariants.reason)
ENGINES = (
    "arlib.exhaustive",
    "arlib.hoare",
    "arlib.networks",
    "arlib.policies",
    "arlib.proving",
    "arlib.rewriting",
    "arlib.sat",
    "arlib.sequents",
    "arlib.termination",
)
ENDINGS = (
    ".py",
    ".c",
    ".cnf",
    ".cnf.gz",
    ".cnf.xz",
)  # of the programs and clauses that stand beside the certificates of a folder


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = (
        "Check a certificate: that a program ends or does not, that none of its assertions fails, that a policy is no "
        "more permissive than another, or that no assignment makes every clause true; or the proof of any SAT solver, "
        "in LRAT or DRAT: arlib check "
        "F.cnf P.lrat. No engine is imported."
    )
    parser.epilog = "exit status: 0 accepted, 1 rejected, 2 out of time, 64 usage, 65 input that cannot be read"
    parser.add_argument(
        "certificate", metavar="CERT.json", help="a certificate, a folder of certificates and programs, or F.cnf"
    )
    parser.add_argument(
        "program",
        metavar="FILE[::function]",
        nargs="?",
        help="what it is about: a program, or clauses; none for a folder, and for policies, which stand in the "
        "certificate; after F.cnf, the proof",
    )
    parser.add_argument(
        "--seconds", type=positive, default=10.0, metavar="S", help="give up each after S seconds (default: 10)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for each certificate, a line each")
    parser.set_defaults(command=execute, asked=_asked)


def _asked(options: argparse.Namespace) -> Asked | None:
    """One certificate is limited as a whole; those of a folder have a limit each."""
    if Path(options.certificate).is_dir() or not options.program:
        return None
    shown = {**_named(options.certificate, options.program), "engines": []}
    return Asked(f"{shown['certificate']}: unknown", options.json, shown)


def _named(path: str, about: str | None) -> Json:
    """The evidence and what it is about; after clauses, the second file is the evidence."""
    if about is None:
        return {"certificate": path}
    return {"certificate": about, "formula": path} if is_clauses(path) else {"certificate": path, "program": about}


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    if Path(options.certificate).is_dir():
        if options.program:
            raise ValueError("a folder has its programs beside its certificates")
        return _folder(options)
    found = checked(options.certificate, options.program, options.seconds)
    print(json.dumps(found) if options.json else "\n".join(lines(found)))
    return _status(found)


def checked(path: str, program: str | None, seconds: float) -> Json:
    """What the checker says of a file, as a JSON object.

    Raises ``Unsupported`` if it cannot be read, and ValueError if it needs a program and none is named.
    """
    begun = time.perf_counter()
    shown = _named(path, program)
    try:
        with stopped_after(seconds + GRACE):
            shown |= _judged(path, program, seconds)
    except Overtime:
        shown |= {"verdict": "unknown", "reason": "out of time"}
    shown["seconds"] = round(time.perf_counter() - begun, 6)
    shown["engines"] = [name for name in ENGINES if name in sys.modules]
    return shown


def _judged(path: str, about: str | None, seconds: float) -> Json:
    if is_clauses(path):
        if about is None:
            raise ValueError(f"which proof says that no assignment makes every clause of {path} true?")
        return checked_proof(path, about, seconds)
    text = text_of(path)
    if is_complete(text):
        return checked_complete(path, text, about, seconds)
    if about is None:
        raise ValueError("which program is the certificate about?")
    return _checked(path, text, about, seconds)


def _checked(path: str, text: str, program: str, seconds: float) -> Json:
    certificate = _read(path, text, program)
    shown: Json = {
        "kind": type(certificate).__name__,
        "function": certificate.program.name,
        "integers": certificate.program.reading,
        "claim": str(certificate),
    }
    match check(certificate, seconds=seconds):
        case Accepted(rests_on):
            shown |= {"verdict": "accepted", "rests_on": list(rests_on)}
            if not isinstance(certificate, TerminationProof):
                shown["reason"] = certificate.reason
        case Rejected(obligation, why):
            shown |= {"verdict": "rejected", "obligation": obligation, "reason": why}
    return shown


def _read(path: str, text: str, program: str) -> Certificate:
    """The certificate in a text; raises ``Unsupported`` for one that has none, or one about another program."""
    try:
        data = parse(text)
        _, function, reading = header(data)
        return from_json(data, program_in(program, reading, function))
    except ValueError as error:
        raise Unsupported(f"{path} is no certificate for {program}: {error}") from None


def lines(found: Json) -> list[str]:
    """The same for a person; the integers are named, since what is true in some can be false in others."""
    over = _over(found)
    head = f"{found['certificate']}: {found['verdict']}{over}"
    match found:
        case {"verdict": "accepted", "kind": "Unreachable" | "Reached" | "Refutation" | "SequentProof" | "BitBlasted"}:
            shown = [head, f"  {found['claim']}"]
        case {"verdict": "accepted", "kind": "Inclusion"}:
            shown = [head, f"  {found['reason']}: {found['claim']}"]
        case {"verdict": "accepted"}:
            proof = "ends" if found["kind"] == "TerminationProof" else str(found["reason"])
            proof = proof if proof in CLAIMS else f"comes to an operation without a value ({proof})"
            rests_on = found["rests_on"]
            assert isinstance(rests_on, list)
            rest = ", ".join(rests_on) or "arithmetic alone"
            shown = [head, f"  {found['function']} {proof}{over}: {found['claim']}", f"  rests on {rest}"]
        case {"verdict": "rejected"}:
            shown = [head, f"  {found['obligation']}", f"  {found['reason']}"]
        case _:
            shown = [head, f"  {found['reason']}"]
    engines = found["engines"]
    assert isinstance(engines, list)
    seconds = found["seconds"]
    return [
        *shown,
        f"  checked in {seconds} s, {'with ' + ', '.join(engines) if engines else 'no engine was imported'}",
    ]


def _over(found: Json) -> str:
    """The integers, once the certificate has said which."""
    reading = found.get("integers")
    return next((f", {text}" for name, text in READINGS.items() if name == reading), "")


def _status(found: Json) -> int:
    return {"accepted": ACCEPTED, "rejected": REJECTED}.get(str(found["verdict"]), UNKNOWN)


def _folder(options: argparse.Namespace) -> int:
    worst, counts = ACCEPTED, Counter[str]()
    for found in _each(Path(options.certificate), options.seconds):
        counts[_over(found)] += found["verdict"] == "accepted"
        worst = max(worst, _status(found), key=[ACCEPTED, UNKNOWN, REJECTED].index)
        if options.json:
            print(json.dumps(found), flush=True)
        elif found["verdict"] != "accepted":
            print("\n".join(lines(found)))
    if not options.json:
        parts = [f"{count:,}{over}" for over, count in sorted(counts.items()) if count]
        print(f"{counts.total():,} accepted" + f" ({'; '.join(parts)})" * bool(parts))
    return worst


def _each(folder: Path, seconds: float) -> Iterator[Json]:
    for path in sorted(folder.glob("*.json")):
        beside = [path.with_name(path.stem + ending) for ending in ENDINGS]
        program = next((each for each in beside if each.exists()), beside[-1])
        try:
            own = not program.exists() and is_complete(text_of(path))
            yield checked(str(path), None if own else str(program), seconds)
        except Unsupported as error:
            engines = [name for name in ENGINES if name in sys.modules]
            shown: Json = {"certificate": str(path), "program": str(program), "verdict": "rejected"}
            yield {**shown, "obligation": "form", "reason": str(error), "seconds": 0.0, "engines": engines}
        except (RecursionError, MemoryError) as error:  # of one certificate; the others are checked
            engines = [name for name in ENGINES if name in sys.modules]
            shown = {"certificate": str(path), "program": str(program), "verdict": "unknown"}
            yield {**shown, "reason": f"it takes too much: {type(error).__name__}", "seconds": 0.0, "engines": engines}
