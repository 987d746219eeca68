"""Is a policy public? S3's published meaning, as one inclusion.

Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", *The meaning of "public"*: a policy is public
unless it grants access only to fixed values, without wildcard or variable, of what the page lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from arlib.languages.iam.syntax import EVERYONE, Condition, Effect, Kind, Patterns, Policy, Principals, Statement
from arlib.languages.iam.values import address_range
from arlib.policies.questions import Verdict, no_more_permissive

FIXED = {
    "aws:principalorgid",
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "aws:userid",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:dataaccesspointaccount",
}
SOURCE, ACCESS_POINT, USER = "aws:sourceip", "s3:dataaccesspointarn", "aws:userid"
SHORTEST = {32: 24, 128: 96}  # bits that are free in the widest range that counts: /8 and /32
TEXTS = {"text", "glob", "arn"}
EVERYBODY = Principals((EVERYONE,))


def not_public(policy: Policy) -> Verdict:
    """Does a policy grant access to fixed values only? If not, it is public, and the request is one from elsewhere.

    >>> from arlib.languages.iam.reading import read_policy
    >>> statement = '"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"'
    >>> narrow = '"Condition": {"StringEquals": {"aws:SourceVpc": "vpc-91237329"}}'
    >>> print(not_public(read_policy('{"Statement": {' + statement + ", " + narrow + "}}")))
    proved by 1 tree of cases
    >>> not_public(read_policy('{"Statement": {' + statement + "}}")).witness.principal
    'AWS:arn:aws:iam::444455556666:user/ann'
    """
    return no_more_permissive(policy, trusted(policy))


def trusted(policy: Policy) -> Policy:
    """All access to the fixed values that a policy mentions.

    That S3 trusts principals means AWS accounts, users, roles, services and canonical users, not federated ones.
    """
    who = (each for statement in policy.statements if statement.principals for each in statement.principals.listed)
    fixed = dict.fromkeys(each for each in who if each != EVERYONE and each.kind != "Federated")
    listed = tuple(sorted(fixed, key=lambda each: get_args(Kind).index(each.kind)))
    found = [everything("Allow", Principals(listed))] if listed else []
    conditions = [each for statement in policy.statements for each in statement.conditions]
    every = dict.fromkeys(one for each in conditions for one in _fixed(each, policy.has_variables))
    found += [everything("Allow", EVERYBODY, Condition(name, key, (value,))) for name, key, value in every]
    return Policy(tuple(found) or (NOTHING,), "2008-10-17")  # in which no value is a variable


def everything(effect: Effect, principals: Principals, *conditions: Condition) -> Statement:
    """A statement about every action on every resource."""
    return Statement(effect, Patterns(("*",)), None, principals, conditions)


NOTHING = everything("Deny", EVERYBODY)


def _fixed(condition: Condition, variables: bool) -> Iterator[tuple[str, str, str]]:
    """An operator, a key and a value, for each value of a condition that is fixed."""
    key, family = condition.key.lower(), condition.meaning.family
    for value in condition.values:
        wild = family in ("glob", "arn") and ("*" in value or "?" in value)
        if variables and "${" in value:
            continue
        if key == SOURCE and family == "address":
            bits, first, last = address_range(value)
            if last - first < 1 << SHORTEST[bits]:
                yield "IpAddress", key, value
        elif key == ACCESS_POINT and family in TEXTS and _one_account(value, wild):
            yield "StringLike" if wild else "StringEquals", key, value
        elif key in FIXED and not wild and not (key == USER and value.upper().startswith("ARO") and ":" in value):
            # Of "outside the pattern AROLEID:*" this takes the stricter reading: no session of a role is fixed.
            if family == "text ignoring case":
                yield "StringEqualsIgnoreCase", key, value
            elif family in TEXTS:
                yield "StringEquals", key, value


def _one_account(arn: str, wild: bool) -> bool:
    """Whether only the name of an access point has wildcards."""
    parts = arn.split(":", 5)
    before = ":".join(parts[:5]) + parts[-1].partition("/")[0]
    return not wild or (len(parts) == 6 and parts[4] != "" and "*" not in before and "?" not in before and "/" in arn)
