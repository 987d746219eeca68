"""What is worth a note on a decision: where the documentation has a second reading of a policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.principals import ROOT, account_of
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import Condition, Patterns, Policy, Statement
from arlib.languages.iam.variables import ARN_PARTS, Plain, arn_parts, parts
from arlib.verdict import Unsupported

WHOLE = "arlib:resource"  # a key of no request


def notes(policy: Policy, request: Request) -> tuple[str, ...]:
    """What depends on a second reading: wildcards that stay in one part of an ARN, and exceptions without an account.

    >>> from arlib.languages.iam.reading import read_policy
    >>> policy = read_policy('{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:*:a:x"}}')
    >>> notes(policy, Request("anonymous", "s3:GetObject", "arn:aws:s3:::b:a:x"))
    ('implicit deny, if no * of a resource crosses a colon before the fifth',)
    """
    return (*_by_part(policy, request), *_exceptions(policy))


def _by_part(policy: Policy, request: Request) -> Iterator[str]:
    """The decision where each part of an ARN is read by its own part of a pattern ("Resource"), if it is another."""
    statements = tuple(_within_parts(each, policy.has_variables) for each in policy.statements)
    asked = replace(request, context={**request.context, WHOLE: (request.resource,)})
    try:
        found, usual = evaluate(replace(policy, statements=statements), asked), evaluate(policy, request)
    except Unsupported:
        return
    if found.outcome != usual.outcome:
        yield f"{found.outcome}, if no * of a resource crosses a colon before the fifth"


def _within_parts(statement: Statement, variables: bool) -> Statement:
    """The statement with a condition on ARNs in place of its resources, if all of those have six parts."""
    resources = statement.resources
    if resources is None or not all(_has_parts(each, variables) for each in resources.values):
        return statement
    condition = Condition("ArnNotLike" if resources.negated else "ArnLike", WHOLE, resources.values)
    return replace(statement, resources=Patterns(("*",)), conditions=(*statement.conditions, condition))


def _has_parts(pattern: str, variables: bool) -> bool:
    return len(arn_parts(parts(pattern) if variables else (Plain(pattern),))) == ARN_PARTS


def _exceptions(policy: Policy) -> Iterator[str]:
    """A statement that denies everyone but some, and not their account, might deny the account ("NotPrincipal")."""
    for statement in policy.statements:
        who = statement.principals
        if statement.effect != "Deny" or who is None or not who.negated:
            continue
        named = {account_of(str(each)) for each in who.listed if each.kind == "AWS"} - {None}
        rooted = {account_of(str(each)) for each in who.listed if ROOT.fullmatch(each.name)}
        for account in sorted(str(each) for each in named - rooted):
            yield f"{statement} names principals of the account {account}, not the account, and might deny them too"
