"""``arlib policy public``, ``at-most`` and ``who-can``: questions about all requests at once."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from arlib.certificates.json_parts import Json
from arlib.certificates.policies import Inclusion
from arlib.certificates.policies_json import inclusion_json
from arlib.commands.arguments import positive, remove_certificate, write
from arlib.commands.limit import Asked
from arlib.commands.policy_files import policy_in
from arlib.exhaustive import humanize
from arlib.languages.iam.requests import Request, request_json
from arlib.languages.iam.syntax import Policy
from arlib.policies import Finding, Findings, no_more_permissive, not_public, who_can
from arlib.reports import status
from arlib.verdict import Proved, Refuted, Unknown

FILE = "P.json[::NAME]"
Answer = Proved[Inclusion] | Proved[Findings] | Refuted[Request] | Unknown


def configure_public(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options of ``public``."""
    parser.description = "Is access granted to fixed values only, in the meaning that Amazon S3 gives to public?"
    parser.epilog = "exit status: 0 not public, 1 public, 2 don't know, 64 usage, 65 input that cannot be read"
    parser.add_argument("policy", metavar=FILE, help="a policy, or one of a template or a plan by its resource")
    _common(parser, lambda policies: not_public(policies[0]), {"proved": "not public", "refuted": "public"})


def configure_at_most(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options of ``at-most``."""
    parser.description = "Is each request that the first policy allows allowed by the second?"
    parser.epilog = "exit status: 0 no more permissive, 1 more permissive, 2 don't know, 64 usage, 65 input"
    parser.add_argument("policy", metavar="A.json[::NAME]", help="a policy, or one of a template or a plan")
    parser.add_argument("other", metavar="B.json[::NAME]", help="the policy that should allow at least as much")
    words = {"proved": "no more permissive", "refuted": "more permissive"}
    _common(parser, lambda policies: no_more_permissive(policies[0], policies[1]), words)


def configure_who_can(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options of ``who-can``."""
    parser.description = "All who can do anything by the policy of a resource, each with a request."
    parser.epilog = "exit status: 0 these are all, 2 don't know, 64 usage, 65 input that cannot be read"
    parser.add_argument("policy", metavar=FILE, help="a policy, or one of a template or a plan by its resource")
    _common(parser, lambda policies: who_can(policies[0]), {"proved": "complete"})


def _common(parser: argparse.ArgumentParser, ask: Callable[[Sequence[Policy]], Answer], words: dict[str, str]) -> None:
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="write the evidence of a yes, for arlib check")
    parser.add_argument(
        "--seconds", type=positive, default=10.0, metavar="S", help="give up after S seconds (default: 10)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(command=_execute, asked=_asked, ask=ask, words=words)


def _named(options: argparse.Namespace) -> list[str]:
    return [options.policy, *([options.other] if "other" in options else [])]


def _asked(options: argparse.Namespace) -> Asked:
    names = _named(options)
    return Asked(", ".join(names), options.json, dict(zip(("policy", "other"), names, strict=False)))


def _execute(options: argparse.Namespace) -> int:
    if options.certificate is not None:
        remove_certificate(options.certificate)
    begun = time.perf_counter()
    names = _named(options)
    policies = [policy_in(name) for name in names]
    found: Answer = options.ask(policies)
    seconds = time.perf_counter() - begun
    certificate = _certificate(found)
    if certificate is not None and options.certificate is not None:
        write(options.certificate, json.dumps(inclusion_json(certificate), ensure_ascii=False) + "\n")
    if options.json:
        shown: Json = dict(zip(("policy", "other"), names, strict=False))
        print(json.dumps({**shown, **_object(found, options.words), "seconds": round(seconds, 6)}))
    else:
        print("\n".join([", ".join(names), *(f"  {line}" for line in _lines(found, options.words))]))
        print(f"  in {humanize(seconds)}")
    return status(found)


def _certificate(found: Answer) -> Inclusion | None:
    match found:
        case Proved(Findings() as findings):
            return findings.complete
        case Proved(Inclusion() as certificate):
            return certificate
        case _:
            return None


def _object(found: Answer, words: dict[str, str]) -> Json:
    match found:
        case Proved(Findings(findings)):
            listed = [_finding(each) for each in findings]
            return {"verdict": words["proved"], "by": "cases", "findings": listed}
        case Proved(Inclusion(trees=trees)):
            return {"verdict": words["proved"], "by": "cases", "trees": len(trees)}
        case Refuted(request):
            return {"verdict": words["refuted"], "request": request_json(request)}
        case Unknown(reason):
            return {"verdict": "unknown", "reason": reason}
        case _:
            raise TypeError(f"no answer: {found!r}")


def _finding(found: Finding) -> Json:
    conditions = [{"operator": str(each), "key": each.key, "value": each.values[0]} for each in found.conditions]
    return {"principal": str(found.principal), "conditions": conditions, "request": request_json(found.request)}


def _lines(found: Answer, words: dict[str, str]) -> list[str]:
    match found:
        case Proved(Findings(findings)):
            lines = [line for each in findings for line in (str(each), f"  as {_request(each.request)}")]
            return lines + ["and nobody else" if findings else "nobody"]
        case Proved(certificate):
            return [f"{words['proved']}, by {certificate}"]
        case Refuted(request):
            return [f"{words['refuted']}: it allows this request", f"  {_request(request)}"]
        case Unknown(reason):
            return [f"don't know: {reason}"]
        case _:
            raise TypeError(f"no answer: {found!r}")


def _request(request: Request) -> str:
    where = ", ".join(f"{key} {' and '.join(values)}" for key, values in request.context.items())
    return f"{request.principal} {request.action} {request.resource}{' with ' + where if where else ''}"
