"""What all policies together decide on a request, in the documented order (IAM User Guide).

The pages are "How AWS enforcement code logic evaluates requests to allow or deny access", "Policy evaluation for
requests within a single account" and "Cross-account policy evaluation logic". With R for the policies of the resource
and I for those of who asks, a request is allowed when no statement denies it and, within one account,

    RCP and SCP and (R names who asks, or ((R names the role or everyone, or I) and boundary and session))

and across accounts (RCP and R) and (SCP and I and boundary and session). What is not there counts as true, but R and I.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from arlib.languages.iam.evaluation import Decision, Outcome, applies, evaluate
from arlib.languages.iam.globs import glob, matches
from arlib.languages.iam.principals import ROLE, ROOT, account_of, is_session, principal_patterns
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import EVERYONE, Effect, Policy, Principal, Principals, Statement
from arlib.verdict import NoTruthValue, Unsupported

Layer = Literal[
    "resource control policy",
    "service control policy",
    "resource policy",
    "identity policy",
    "permissions boundary",
    "session policy",
]
Naming = Literal["direct", "role", "everyone", "account"]
STRENGTH: tuple[Naming, ...] = ("direct", "role", "everyone", "account")
FEDERATED = ":federated-user/"


@dataclass(frozen=True)
class Policies:
    """The policies that count for a request, and the account that owns the resource.

    Of control policies there is a group for each level of the organisation, from its root to the account, and each
    group must allow. Service control policies are those of the account of who asks, resource control policies those
    of the owner. A boundary or a session policy is absent where there is none. Where the resource is a role that is
    assumed, or a key of KMS, its policy must allow explicitly, also within one account.
    """

    owner: str
    identity: tuple[Policy, ...] = ()
    resource: tuple[Policy, ...] = ()
    boundary: Policy | None = None
    session: Policy | None = None
    service_control: tuple[tuple[Policy, ...], ...] = ()
    resource_control: tuple[tuple[Policy, ...], ...] = ()
    explicit: bool = False

    def __post_init__(self) -> None:
        for layer, policy in self.layers():
            for statement in policy.statements:
                if (statement.principals is not None) != (layer in ("resource policy", "resource control policy")):
                    has = "has no" if statement.principals else "has a"
                    raise Unsupported(
                        f"a statement of the {layer} {has} Principal", "", statement.place.line, statement.place.column
                    )

    def layers(self) -> Iterator[tuple[Layer, Policy]]:
        """Every policy with what it is, in the documented order."""
        yield from (("resource control policy", policy) for level in self.resource_control for policy in level)
        yield from (("service control policy", policy) for level in self.service_control for policy in level)
        yield from (("resource policy", policy) for policy in self.resource)
        yield from (("identity policy", policy) for policy in self.identity)
        yield from (("permissions boundary", policy) for policy in (self.boundary,) if policy is not None)
        yield from (("session policy", policy) for policy in (self.session,) if policy is not None)


@dataclass(frozen=True)
class AccountDecision(NoTruthValue):
    """Whether a request is allowed, by which layer, and the statement that decides; of an implicit deny there is none.

    The layer of an implicit deny is the first that does not allow.
    """

    outcome: Outcome
    layer: Layer
    statement: Statement | None = None

    def __str__(self) -> str:
        return f"{self.outcome} by the {self.layer}: {self.statement or 'no statement allows'}"


def decide(policies: Policies, request: Request) -> AccountDecision:
    """What all policies decide together. Raises ``Unsupported`` where that depends on an open question.

    >>> from arlib.languages.iam.reading import read_policy
    >>> mine = read_policy('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}')
    >>> request = Request("AWS:arn:aws:iam::111122223333:user/ann", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg")
    >>> print(decide(Policies("111122223333", identity=(mine,)), request))
    allow by the identity policy: Allow in line 1
    >>> print(decide(Policies("444455556666", identity=(mine,)), request))
    implicit deny by the resource policy: no statement allows
    """
    if policies.session is not None and not is_session(request.principal):
        raise Unsupported(f"there is a session policy, and {request.principal} is no session")
    if (denial := _denial(policies, request)) is not None:
        return denial
    caller = account_of(request.principal)
    levels: list[tuple[Layer, tuple[Policy, ...]]] = [
        *(("resource control policy", level) for level in policies.resource_control),
        *(("service control policy", level) for level in policies.service_control if caller is not None),
    ]
    for layer, level in levels:
        if _allowed(level, request) is None:
            return AccountDecision("implicit deny", layer)
    granted = _grants(policies, request)
    if caller is None:
        statements = [each for named in granted.values() for each in named]
        return AccountDecision(
            "allow" if statements else "implicit deny", "resource policy", next(iter(statements), None)
        )
    if caller != policies.owner:
        return _across(policies, request, granted)
    return _within(policies, request, granted)


def _denial(policies: Policies, request: Request) -> AccountDecision | None:
    """The first explicit deny, wherever it is."""
    binding = [
        (layer, policy)
        for layer, policy in policies.layers()
        # Service control policies bind the principals of their account.
        if layer != "service control policy" or account_of(request.principal) is not None
    ]
    found = _first("Deny", [policy for _, policy in binding], request)
    return None if found is None else AccountDecision("explicit deny", binding[found[0]][0], found[1].statement)


def _within(policies: Policies, request: Request, granted: dict[Naming, list[Statement]]) -> AccountDecision:
    """The decision within one account."""
    if "direct" in granted:
        return AccountDecision("allow", "resource policy", granted["direct"][0])
    mine = _identity(policies, request)
    named = granted.get("role") or granted.get("everyone")
    if named is None and policies.explicit and not granted:
        return AccountDecision("implicit deny", "resource policy")
    if named is None and mine is None:
        return AccountDecision("implicit deny", "identity policy")
    limit = _limit(policies, request)
    if limit is not None and _by_condition(granted.get("everyone", [])):
        raise Unsupported(f"whether the {limit} limits what everyone with an aws:PrincipalArn may do")
    if limit is not None:
        return AccountDecision("implicit deny", limit)
    if named is not None:
        return AccountDecision("allow", "resource policy", named[0])
    assert mine is not None
    return AccountDecision("allow", "identity policy", mine.statement)


def _across(policies: Policies, request: Request, granted: dict[Naming, list[Statement]]) -> AccountDecision:
    """The decision across accounts: both sides allow."""
    if not granted:
        return AccountDecision("implicit deny", "resource policy")
    mine = _identity(policies, request)
    if mine is None:
        return AccountDecision("implicit deny", "identity policy")
    limit = _limit(policies, request)
    if limit is not None:
        return AccountDecision("implicit deny", limit)
    return AccountDecision("allow", "resource policy", next(iter(granted.values()))[0])


def _identity(policies: Policies, request: Request) -> Decision | None:
    """What allows by the policies of who asks; the root user of an account needs none."""
    if ROOT.fullmatch(request.principal.removeprefix("AWS:")):
        return Decision("allow")
    return _allowed(policies.identity, request)


def _limit(policies: Policies, request: Request) -> Layer | None:
    """The boundary or the session policy that does not allow, if one does not; a federated user needs the latter."""
    if policies.boundary is not None and _allowed((policies.boundary,), request) is None:
        return "permissions boundary"
    if policies.session is not None and _allowed((policies.session,), request) is None:
        return "session policy"
    if policies.session is None and FEDERATED in request.principal and is_session(request.principal):
        return "session policy"
    return None


def _allowed(level: tuple[Policy, ...], request: Request) -> Decision | None:
    """What allows by one of several policies, none of which denies."""
    found = _first("Allow", level, request)
    return None if found is None else found[1]


def _first(effect: Effect, policies: Sequence[Policy], request: Request) -> tuple[int, Decision] | None:
    """The number of the first policy of which a statement of this effect applies, and what that decides.

    One that is open counts only if no other has such a statement: then its ``Unsupported`` is raised.
    """
    doubt: Unsupported | None = None
    for number, policy in enumerate(policies):
        these = replace(policy, statements=tuple(each for each in policy.statements if each.effect == effect))
        try:
            found = evaluate(these, request)
        except Unsupported as open_question:
            doubt = doubt or open_question
            continue
        if found.statement is not None:
            return number, found
    if doubt is not None:
        raise doubt
    return None


def _grants(policies: Policies, request: Request) -> dict[Naming, list[Statement]]:
    """The statements of the resource's policies that allow, by how they name who asks, the strongest first."""
    found: dict[Naming, list[Statement]] = {naming: [] for naming in STRENGTH}
    for policy in policies.resource:
        for statement in policy.statements:
            if statement.effect == "Allow" and applies(statement, request, policy.has_variables):
                assert statement.principals is not None
                found[_naming(statement.principals, request.principal)].append(statement)
    return {naming: statements for naming, statements in found.items() if statements}


def _naming(principals: Principals, requester: str) -> Naming:
    """How principals that include a requester name it, at their strongest."""
    if principals.negated:
        return "everyone"
    names = (each for each in principals.listed if any(matches(glob(p), requester) for p in principal_patterns(each)))
    return min(map(_form, names), key=STRENGTH.index)


def _form(principal: Principal) -> Naming:
    """What kind of name a principal of a policy is."""
    if principal == EVERYONE:
        return "everyone"
    if principal.kind == "AWS" and ROOT.fullmatch(principal.name):
        return "account"
    return "role" if principal.kind == "AWS" and ROLE.fullmatch(principal.name) else "direct"


def _by_condition(statements: list[Statement]) -> bool:
    """Whether one names everyone, and says by a condition who that is; two pages differ on what this means."""
    return any(each.key.lower() == "aws:principalarn" for statement in statements for each in statement.conditions)
