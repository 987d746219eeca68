"""``arlib policy evaluate``: what a policy, or all policies of an account together, decide on one request."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable

from arlib.commands.arguments import positive, text_of
from arlib.commands.limit import Asked
from arlib.commands.policy_files import policy_of
from arlib.exhaustive import humanize
from arlib.languages.iam.account import AccountDecision, decide
from arlib.languages.iam.account_reading import is_account, read_policies
from arlib.languages.iam.evaluation import Decision, evaluate
from arlib.languages.iam.notes import notes
from arlib.languages.iam.requests import Request, read_request
from arlib.verdict import Unknown, Unsupported

ALLOWED, DENIED, UNKNOWN = 0, 1, 2
Found = Decision | AccountDecision | Unknown


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = "Decide one request, and name the statement that decides. Nothing is asked of AWS."
    parser.epilog = "exit status: 0 allowed, 1 denied, 2 don't know, 64 usage, 65 input that cannot be read"
    parser.add_argument(
        "policy",
        metavar="P.json[::NAME]",
        help="a policy, one of a template or a plan by its resource, or all policies of an account with its owner",
    )
    parser.add_argument(
        "request", metavar="REQUEST.json", help="an object with a principal, an action, a resource and a context"
    )
    parser.add_argument(
        "--seconds", type=positive, default=10.0, metavar="S", help="give up after S seconds (default: 10)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(command=execute, asked=_asked)


def _asked(options: argparse.Namespace) -> Asked:
    return Asked(_head(options), options.json, {"policy": options.policy, "request": options.request})


def _head(options: argparse.Namespace) -> str:
    return f"{options.policy}, {options.request}"


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status. Raises ``Unsupported`` for files that cannot be read."""
    begun = time.perf_counter()
    text = text_of(options.request)
    try:
        request = read_request(text)
    except Unsupported as error:
        raise Unsupported(f"{options.request}: {error}") from None
    found, noted = _decision(options.policy, request)
    seconds = time.perf_counter() - begun
    if options.json:
        shown = {"policy": options.policy, "request": options.request, **_object(found)}
        shown |= {"notes": list(noted)} if noted else {}
        print(json.dumps({**shown, "seconds": round(seconds, 6)}))
    else:
        lines = [*_lines(found), *(f"note: {each}" for each in noted), f"in {humanize(seconds)}"]
        print("\n".join([_head(options), *(f"  {line}" for line in lines)]))
    match found:
        case Unknown():
            return UNKNOWN
        case _:
            return ALLOWED if found.outcome == "allow" else DENIED


def _decision(argument: str, request: Request) -> tuple[Found, tuple[str, ...]]:
    """What is decided, and notes; don't know where that depends on a question that the documentation leaves open."""
    path, _, name = argument.partition("::")
    text = text_of(path)
    try:
        decision = _decider(text, path, name)
    except Unsupported as error:
        raise Unsupported(f"{path}: {error}") from None
    try:
        return decision(request)
    except Unsupported as open_question:
        return Unknown(open_question.reason), ()


def _decider(text: str, path: str, name: str) -> Callable[[Request], tuple[Found, tuple[str, ...]]]:
    """What decides requests, by the policies of a text. Raises ``Unsupported``."""
    if not name and is_account(text):
        policies = read_policies(text)
        return lambda request: (decide(policies, request), ())
    policy = policy_of(text, path, name)
    return lambda request: (evaluate(policy, request), notes(policy, request))


def _object(found: Found) -> dict[str, object]:
    """The keys of the JSON object that say what is decided, and why."""
    if isinstance(found, Unknown):
        return {"verdict": "unknown", "reason": found.reason}
    shown: dict[str, object] = {"verdict": "allowed" if found.outcome == "allow" else "denied", "by": found.outcome}
    if isinstance(found, AccountDecision):
        shown["layer"] = found.layer
    if (statement := found.statement) is not None:
        place = {"line": statement.place.line, "column": statement.place.column + 1}
        shown["statement"] = {"effect": statement.effect, "sid": statement.sid, **place}
    return shown


def _lines(found: Found) -> list[str]:
    """The same for a person."""
    if isinstance(found, Unknown):
        return [str(found)]
    by = f"the {found.layer}" if isinstance(found, AccountDecision) else "the policy"
    verdict = "allowed" if found.outcome == "allow" else "denied"
    if (statement := found.statement) is not None:
        where = f", line {statement.place.line}" if statement.sid else ""
        return [f"{verdict} by {by}: {statement}{where}"]
    return [
        f"{verdict}: {by} does not allow it" if verdict == "denied" else f"{verdict}: the root user needs no policy"
    ]
