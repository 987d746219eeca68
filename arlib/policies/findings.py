"""Who can get in? Findings that together are all, each with a request of its own.

Backes et al. 2020, "Stratified Abstraction of Access Control Policies" (CAV): a finding is a cube of what the policy
names, as general as it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from arlib.certificates.policies import Inclusion
from arlib.languages.iam.evaluation import applies
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import (
    EVERYONE,
    Condition,
    Policy,
    Principal,
    Principals,
    Quantifier,
    Statement,
)
from arlib.policies.public import EVERYBODY, NOTHING, everything
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

MOST_ATOMS, MOST_FINDINGS = 200, 100
POSITIVE = {
    "text": "StringEquals",
    "text ignoring case": "StringEqualsIgnoreCase",
    "glob": "StringLike",
    "arn": "ArnLike",
    "address": "IpAddress",
    "truth": "Bool",
}


@dataclass(frozen=True)
class Finding:
    """Somebody who can do something: a principal, or anybody, where the conditions hold; and a request of theirs."""

    principal: Principal
    conditions: tuple[Condition, ...]
    request: Request

    @property
    def statement(self) -> Statement:
        """The statement that allows all to whom the finding is about."""
        return everything("Allow", Principals((self.principal,)), *self.conditions)

    def __str__(self) -> str:
        where = " and ".join(f"{each.key} {each} {each.values[0]}" for each in self.conditions)
        return f"{self.principal}{' where ' + where if where else ''}"


@dataclass(frozen=True)
class Findings:
    """All who can get in: by ``complete`` the policy allows nobody else."""

    found: tuple[Finding, ...]
    complete: Inclusion

    def __str__(self) -> str:
        return "; ".join(map(str, self.found)) or "nobody"


def who_can(policy: Policy) -> Proved[Findings] | Unknown:
    """Who can do anything by the policy of a resource. Raises ``Unsupported`` for a policy without principals.

    >>> from arlib.languages.iam.reading import read_policy
    >>> policy = read_policy('''{"Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"},
    ...   "Action": "s3:GetObject", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}''')
    >>> print(who_can(policy).certificate)
    AWS:arn:aws:iam::111122223333:root where aws:SecureTransport Bool true
    """
    if not any(statement.principals for statement in policy.statements):
        raise Unsupported("who can get in is a question about the policy of a resource, and this one has no principals")
    atoms = list(dict.fromkeys(_atoms(policy)))
    if len(atoms) > MOST_ATOMS:
        return Unknown(f"the policy names more than {MOST_ATOMS} principals and values")
    found: list[Finding] = []
    while len(found) < MOST_FINDINGS:
        known = Policy(tuple(each.statement for each in found) or (NOTHING,))
        match no_more_permissive(policy, known):
            case Proved(certificate):
                return Proved(Findings(tuple(found), certificate))
            case Refuted(request):
                found.append(_general(policy, known, request, atoms))
            case unknown:
                return unknown
    return Unknown(f"there are more than {MOST_FINDINGS} findings")


def _atoms(policy: Policy) -> Iterator[Statement]:
    """Whom and what a policy names: for each a statement that denies it, the narrower principals first."""
    who = [each for statement in policy.statements if statement.principals for each in statement.principals.listed]
    for principal in sorted(who, key=lambda each: each.name.endswith(":root")):
        if principal != EVERYONE:
            yield everything("Deny", Principals((principal,)))
    for statement in policy.statements:
        for each in statement.conditions:
            if each.meaning.family in POSITIVE:
                for value in each.values:
                    if "${" not in value:
                        quantifier: Quantifier | None = "ForAnyValue" if each.quantifier else None
                        name = POSITIVE[each.meaning.family]
                        yield everything("Deny", EVERYBODY, Condition(name, each.key, (value,), quantifier))


def _general(policy: Policy, known: Policy, request: Request, atoms: Sequence[Statement]) -> Finding:
    """A finding for a request, or for another one, that names as little as it can."""
    denied = policy
    for atom in atoms:
        without = replace(denied, statements=(*denied.statements, atom))
        match no_more_permissive(without, known):
            case Refuted(other):
                denied, request = without, other
    held = [atom for atom in atoms if _holds(atom, request)]
    named = [each for atom in held if atom.principals for each in atom.principals.listed if each != EVERYONE]
    # One condition for each operator and key, as a document has them.
    conditions = {(each.operator, each.key.lower()): each for atom in held for each in atom.conditions}
    return Finding(named[0] if named else EVERYONE, tuple(conditions.values()), request)


def _holds(atom: Statement, request: Request) -> bool:
    try:
        return applies(atom, request, False)
    except Unsupported:  # then the finding says nothing of it
        return False
