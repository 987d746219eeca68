"""One question answers all: is a policy no more permissive than another?

Semantics: ``evaluate``, for every request. What an operator without a quantifier tests has one value, if any.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from arlib.certificates.policies import Box, Boxes, Inclusion, Tree, boxes
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.policies import check_inclusion
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.predicates import ACTIONS, ELEMENTS
from arlib.languages.iam.requests import Request
from arlib.languages.iam.second_readings import readings
from arlib.languages.iam.syntax import Policy, Statement
from arlib.policies.languages import Open
from arlib.policies.search import Search
from arlib.policies.values import some_value
from arlib.policies.witnesses import requests
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

LINKED = "no request was found where variables are linked with the keys whose values they are"
Verdict = Proved[Inclusion] | Refuted[Request] | Unknown


def no_more_permissive(first: Policy, second: Policy, actions: tuple[str, ...] = ACTIONS) -> Verdict:
    """Is each request that the first policy allows allowed by the second?

    ``actions`` are patterns, in small letters, of all actions that requests ask for; without them it is any text with a
    colon in it.

    >>> from arlib.languages.iam.reading import read_policy
    >>> narrow, wide = (
    ...     read_policy('{"Statement": {"Effect": "Allow", "Action": "' + action + '", "Resource": "*"}}')
    ...     for action in ("s3:Get*", "s3:*")
    ... )
    >>> print(no_more_permissive(narrow, wide))
    proved by 1 tree of cases
    >>> no_more_permissive(wide, narrow).witness.action
    's3:PutObject'
    """
    trees: list[Tree] = []
    for reading in readings(first, second):
        try:
            mine, other = boxes(first, reading), boxes(second, reading)
        except ValueError as error:
            return Unknown(str(error))
        match answer(first, second, mine, other, actions):
            case Request() as witness:
                return Refuted(witness)
            case Open(reason):
                return Unknown(reason)
            case found:
                trees += found
    certificate = Inclusion(first, second, tuple(trees), actions)
    match check_inclusion(certificate):
        case Accepted():
            return Proved(certificate)
        case Rejected(obligation, why):
            return Unknown(f"the checker rejects the evidence: {obligation}: {why}")


def answer(
    first: Policy, second: Policy, mine: Boxes, other: Boxes, actions: tuple[str, ...] = ACTIONS
) -> tuple[Tree, ...] | Request | Open:
    """The trees, a replayed request, or what was not decided."""

    def leak(here: Box) -> Request | Open:
        values = (some_value(dimension in ELEMENTS, each) for dimension, each in here.items())
        reason = next((each.reason for each in values if isinstance(each, Open)), LINKED)
        for request in requests(here, mentioned(first, second)):
            match replay(first, second, request):
                case None:
                    return request
                case why:
                    reason = why
        return Open(reason)

    return Search(leak).trees(mine, other, actions)


def replay(first: Policy, second: Policy, request: Request) -> str | None:
    """Why a request does not show that the first policy allows more than the second; None if it does."""
    try:
        if evaluate(first, request).outcome != "allow":
            return "the request that was found is not allowed by the first policy"
        if evaluate(second, request).outcome == "allow":
            return "the request that was found is allowed by the second policy"
    except Unsupported as error:
        return error.reason
    return None


def mentioned(*policies: Policy) -> list[str]:
    """The actions of policies, as they are written; those that name one first."""
    every = [text for policy in policies for each in policy.statements for text in each.actions.values]
    return sorted(dict.fromkeys(every), key=lambda text: "*" in text or "?" in text)


@dataclass(frozen=True)
class Equivalence:
    """Evidence that two policies allow the same requests."""

    there: Inclusion
    back: Inclusion

    def __str__(self) -> str:
        return f"{self.there}, and {self.back} back"


def equivalent(first: Policy, second: Policy) -> Proved[Equivalence] | Refuted[Request] | Unknown:
    """Do two policies allow the same requests? If not, the request is one that only one of them allows.

    >>> from arlib.languages.iam.reading import read_policy
    >>> one, two = (
    ...     read_policy('{"Statement": {"Effect": "Allow", "Action": "' + action + '", "Resource": "*"}}')
    ...     for action in ("s3:Get?*", "s3:Get*?")
    ... )
    >>> print(equivalent(one, two))
    proved by 1 tree of cases, and 1 tree of cases back
    """
    there = no_more_permissive(first, second)
    if isinstance(there, Refuted):
        return there
    back = no_more_permissive(second, first)
    if isinstance(there, Proved) and isinstance(back, Proved):
        return Proved(Equivalence(there.certificate, back.certificate))
    if isinstance(back, Refuted):
        return back
    return there if isinstance(there, Unknown) else Unknown(str(back))


def redundant(policy: Policy) -> tuple[tuple[Statement, Verdict], ...]:
    """For each statement: does the policy allow the same requests without it?

    >>> from arlib.languages.iam.reading import read_policy
    >>> parts = ('{"Effect": "Allow", "Action": "' + action + '", "Resource": "*"}' for action in ("s3:*", "s3:Get*"))
    >>> found = redundant(read_policy('{"Statement": [' + ", ".join(parts) + "]}"))
    >>> [isinstance(verdict, Proved) for _, verdict in found]
    [False, True]
    """
    found: list[tuple[Statement, Verdict]] = []
    for number, statement in enumerate(policy.statements):
        rest = replace(policy, statements=(*policy.statements[:number], *policy.statements[number + 1 :]))
        # Without one that allows there are no more requests, and without one that denies no fewer.
        pair = (policy, rest) if statement.effect == "Allow" else (rest, policy)
        found.append((statement, no_more_permissive(*pair)))
    return tuple(found)
