"""Many policies, each compared with each other: most pairs are refuted by requests that were made before.

A request that the first policy allows is put to the second; of that policy count only statements that name its service.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from arlib.certificates.policies import Boxes, box, boxes, obligations
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.globs import small
from arlib.languages.iam.predicates import ACTION, ACTIONS, Texts, texts
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import Policy, Statement
from arlib.policies.questions import Verdict, mentioned, no_more_permissive, replay
from arlib.policies.witnesses import requests
from arlib.verdict import Refuted, Unsupported

MOST_REQUESTS = 40  # that are kept of a policy
EMPTY = Policy(())


@dataclass(frozen=True, eq=False)
class Member:
    """A policy of a collection, its statements by the services that they name, and requests that it allows."""

    policy: Policy
    everywhere: Policy  # statements that may apply to actions of any service
    services: dict[str, Policy]  # the statements that may apply to those of a service
    requests: tuple[tuple[str, Request], ...]  # each with its service

    def allows(self, service: str, request: Request) -> bool | None:
        """Whether the policy allows a request; None where that depends on an open question."""
        policy = self.services.get(service, self.everywhere)
        if not policy.statements:
            return False
        try:
            return evaluate(policy, request).outcome == "allow"
        except Unsupported:
            return None


def member(policy: Policy) -> Member:
    """The policy, made ready."""
    about = [(statement, _services(statement)) for statement in policy.statements]
    everywhere = replace(policy, statements=tuple(each for each, named in about if named is None))
    services = {
        service: replace(policy, statements=tuple(each for each, of in about if of is None or service in of))
        for service in {service for _, named in about for service in named or ()}
    }
    found = (each for each in _requests(policy) if replay(policy, EMPTY, each) is None)
    kept = [(small(each.action).partition(":")[0], each) for _, each in zip(range(MOST_REQUESTS), found, strict=False)]
    return Member(policy, everywhere, services, tuple(kept))


def _services(statement: Statement) -> set[str] | None:
    """The services whose actions a statement names; None for one that may apply to those of any."""
    named = {small(text).partition(":")[0] for text in statement.actions.values}
    wild = statement.actions.negated or any("*" in each or "?" in each for each in named)
    return None if wild else named


def _requests(policy: Policy) -> Iterator[Request]:
    """Requests that a policy may allow: one for each service of each statement first, then one for each pattern."""
    try:
        compiled: Boxes = boxes(policy)
    except ValueError:  # what is not followed has no requests
        return
    names = mentioned(policy)
    later = []
    seen: set[tuple[str, int]] = set()
    for number, (start, _) in enumerate(obligations(compiled, boxes(EMPTY), ACTIONS)):
        here = box(start)
        for union in here[ACTION]:
            for pattern in union.globs if isinstance(union, Texts) and union.positive else ():
                part = {**here, ACTION: (*here[ACTION], texts((pattern,), True))}
                if (key := (pattern.partition(":")[0], number)) in seen:
                    later.append(part)
                else:
                    seen.add(key)
                    yield from (each for _, each in zip(range(1), requests(part, names), strict=False))
    for part in later:
        yield from (each for _, each in zip(range(1), requests(part, names), strict=False))


def compared(first: Member, second: Member) -> Verdict:
    """Is the first policy no more permissive than the second?

    >>> from arlib.languages.iam.reading import read_policy
    >>> narrow, wide = (
    ...     member(read_policy('{"Statement": {"Effect": "Allow", "Action": "' + action + '", "Resource": "*"}}'))
    ...     for action in ("s3:Get*", "s3:*")
    ... )
    >>> print(compared(narrow, wide))
    proved by 1 tree of cases
    """
    for service, request in first.requests:
        if second.allows(service, request) is False:
            return Refuted(request)
    return no_more_permissive(first.policy, second.policy)


def all_pairs(policies: Sequence[Policy]) -> Iterator[tuple[int, int, Verdict]]:
    """The answer for each ordered pair of two policies, by their numbers."""
    members = [member(policy) for policy in policies]
    often = Counter(service for each in members for service in each.services)
    for number, first in enumerate(members):
        # Few of the others allow an action of a service that few of them name.
        rare = sorted(first.requests, key=lambda each: often[each[0]])
        ready = replace(first, requests=tuple(rare))
        for other, second in enumerate(members):
            if number != other:
                yield number, other, compared(ready, second)
