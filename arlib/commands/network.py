"""``arlib network``: what a network lets through, from the JSON that ``aws ec2 describe-*`` prints."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import pretty
from arlib.certificates.networks import Reached, Unreachable
from arlib.certificates.networks_json import evidence_data
from arlib.commands.arguments import positive, remove_certificate, text_of, write
from arlib.commands.limit import Asked
from arlib.exhaustive import humanize
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.one_packet import Trace
from arlib.languages.vpc.questions import Question
from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import EVERY_PORT, PROTOCOL_NAMES, PROTOCOLS, Network
from arlib.networks.blocked import Blocked, blocked
from arlib.networks.exposed import Exposed, exposed
from arlib.networks.reach import Verdict, answer
from arlib.reports import NAMES, status
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

NOTHING, SOMETHING, UNKNOWN = 0, 1, 2
MOST_SHOWN = 10  # ways that end early, for a person


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the questions."""
    parser.description = "Answer a question about a network of AWS, as `aws ec2 describe-*` prints it, in one object."
    questions = parser.add_subparsers(title="questions", metavar="QUESTION", required=True)
    reaches = questions.add_parser("reaches", help="does a packet get from one to the other, and its reply back?")
    reaches.epilog = "exit status: 0 nothing gets through (proved), 1 it reaches, 2 don't know, 64 usage, 65 input"
    reaches.add_argument("network", metavar="NET.json", help="a snapshot: Vpcs, Subnets, RouteTables and so on")
    reaches.add_argument("source", help="internet, an instance or an interface")
    reaches.add_argument("target", help="an instance, an interface or internet")
    reaches.add_argument("port", type=int, nargs="?", help="the port of the target (default: any)")
    reaches.add_argument("--protocol", choices=list(PROTOCOLS), default="tcp", help="default: tcp; icmp is a ping")
    reaches.add_argument("--certificate", metavar="OUT.json", help="write the evidence, for `arlib check OUT.json`")
    _limits(reaches)
    reaches.set_defaults(command=_reaches, asked=lambda options: Asked(_head(options), options.json))
    open_ = questions.add_parser("exposed", help="what does anybody on the internet reach?")
    open_.epilog = "exit status: 0 nothing (proved), 1 something, 2 don't know, 64 usage, 65 input"
    open_.add_argument("network", metavar="NET.json", help="a snapshot: Vpcs, Subnets, RouteTables and so on")
    _limits(open_)
    open_.set_defaults(command=_exposed, asked=lambda options: Asked(options.network, options.json))


def _limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--seconds", type=positive, default=30.0, metavar="S", help="give up after S seconds (default: 30)"
    )


def _network(path: str) -> Network:
    text = text_of(path)
    try:
        return read_network(text)
    except Unsupported as error:
        raise Unsupported(f"{path}: {error}") from None


def _head(options: argparse.Namespace) -> str:
    port = "" if options.port is None else f" {options.port}"
    return f"{options.network}: {options.source} -> {options.target}, {options.protocol}{port}"


# ---- Does one reach the other? ---------------------------------------------------------------


def _reaches(options: argparse.Namespace) -> int:
    begun = time.perf_counter()
    if options.certificate:
        remove_certificate(options.certificate)
    network = _network(options.network)
    anything = (0, 0) if options.protocol == "icmp" else EVERY_PORT
    ports = anything if options.port is None else (options.port, options.port)
    question = Question(options.source, options.target, PROTOCOLS[options.protocol], (ports,))
    verdict = answer(Forwarding(network), question)
    ways = blocked(network, question) if isinstance(verdict, Proved) else ()
    seconds = time.perf_counter() - begun
    evidence = _evidence(verdict)
    if options.certificate and evidence is not None:
        write(options.certificate, pretty(evidence_data(evidence)) + "\n")
    if options.json:
        asked = {"network": options.network, "source": question.source, "target": question.target}
        asked |= {"protocol": options.protocol, "port": options.port}
        print(json.dumps({**asked, **_answer_object(verdict, ways), "seconds": round(seconds, 6)}))
        return status(verdict)
    print("\n".join([_head(options), *(f"  {line}" for line in _answer_lines(verdict, ways))]))
    print(f"  in {humanize(seconds)}")
    if options.certificate and evidence is not None:
        print(f"  certificate written: arlib check {options.certificate}")
    return status(verdict)


def _evidence(verdict: Verdict) -> Unreachable | Reached | None:
    match verdict:
        case Proved(certificate):
            return certificate
        case Refuted(witness):
            return witness
        case Unknown():
            return None


def _answer_object(verdict: Verdict, ways: tuple[Blocked, ...]) -> Json:
    shown: Json = {"verdict": NAMES[status(verdict)]}
    match verdict:
        case Proved(certificate):
            shown |= {"reaches": False, "by": "invariant", "blocked": [*map(_way_object, ways)]}
            return {**shown, "rests_on": [], "certificate": evidence_data(certificate)}
        case Refuted(witness):
            there, back = witness.replay()
            shown |= {"reaches": True, "packet": str(witness.packet), "there": _steps(there)}
            return {**shown, "back": _steps(back) if back else [], "witness": evidence_data(witness)}
        case Unknown(reason):
            return {**shown, "reason": reason}


def _steps(trace: Trace) -> list[Json]:
    return [{"node": step.node, "packet": str(step.packet), "by": step.by} for step in trace.steps]


def _way_object(way: Blocked) -> Json:
    rules = [{"rule": rule.name, "line": rule.line} for rule in way.rules]
    shown: Json = {"path": list(way.components), "reply": way.stop.reply, "disposition": way.stop.disposition}
    return {**shown, "by": way.stop.by, "rules": rules, "reason": way.reason}


def _answer_lines(verdict: Verdict, ways: tuple[Blocked, ...]) -> Iterator[str]:
    match verdict:
        case Proved(certificate):
            yield f"proved: no packet gets there and its reply back, by {certificate}"
            yield from (f"  {way}" for way in ways[:MOST_SHOWN])
            if len(ways) > MOST_SHOWN:
                yield f"  and {len(ways) - MOST_SHOWN} more ways that end early"
        case Refuted(witness):
            there, back = witness.replay()
            yield f"reaches: {witness.packet}"
            yield from (f"  {step}" for step in there.steps)
            if back is not None:
                yield f"and is answered: {back.steps[0].packet}"
                yield from (f"  {step}" for step in back.steps)
        case Unknown(reason):
            yield f"don't know: {reason}"


# ---- What is open to the internet? -----------------------------------------------------------


def _exposed(options: argparse.Namespace) -> int:
    begun = time.perf_counter()
    found = exposed(_network(options.network))
    seconds = time.perf_counter() - begun
    result = SOMETHING if found.findings else UNKNOWN if found.unknown else NOTHING
    if options.json:
        shown = {"network": options.network, "verdict": NAMES[result], **_exposed_object(found)}
        print(json.dumps({**shown, "seconds": round(seconds, 6)}))
        return result
    print(options.network)
    print("\n".join(f"  reached: {each}" for each in found.findings) or "  nothing is reached")
    print(f"  {len(found.closed)} certificates that nothing else is")
    for reason in found.unknown:
        print(f"  don't know: {reason}")
    print(f"  in {humanize(seconds)}")
    return result


def _exposed_object(found: Exposed) -> Json:
    findings = [
        {
            "interface": each.interface,
            "owner": each.owner,
            "protocol": PROTOCOL_NAMES[each.protocol],
            "ports": list(each.ports),
            "packet": str(each.witness.packet),
        }
        for each in found.findings
    ]
    return {"exposed": findings, "certificates": len(found.closed), "unknown": list(found.unknown)}
