"""What the IAM User Guide leaves open: an answer about all requests has to hold in each reading of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from arlib.languages.iam.principals import certain_patterns, principal_patterns
from arlib.languages.iam.syntax import Condition, Policy, Statement
from arlib.languages.iam.variables import has_early_variable

MOST_OPEN = 6  # conditions of one statement


@dataclass(frozen=True)
class Reading:
    """What is taken to hold where pages disagree, or do not say."""

    absent: bool = False  # ForAnyValue with IfExists, for a key that is not there
    exact: bool = False  # NotPrincipal with Deny excepts nobody who is not named with their account
    plain: bool = False  # a variable before the fifth colon of a resource is plain text


def readings(*policies: Policy) -> tuple[Reading, ...]:
    """The readings in which policies may mean something else.

    >>> from arlib.languages.iam.reading import read_policy
    >>> readings(read_policy('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}'))
    (Reading(absent=False, exact=False, plain=False),)
    """
    every = [(policy, statement) for policy in policies for statement in policy.statements]
    absent = any(_is_open(each) for _, statement in every for each in statement.conditions)
    exact = any(_excepts(statement) for _, statement in every)
    plain = any(_has_early(statement) for policy, statement in every if policy.has_variables)
    choices = [(False, True) if each else (False,) for each in (absent, exact, plain)]
    return tuple(Reading(*each) for each in product(*choices))


def excepted(statement: Statement, reading: Reading) -> tuple[str, ...]:
    """Patterns of the principals that a statement names.

    >>> from arlib.languages.iam.syntax import Patterns, Principal, Principals
    >>> ann = Principals((Principal("AWS", "arn:aws:iam::111122223333:user/ann"),), negated=True)
    >>> excepted(Statement("Deny", Patterns(("*",)), None, ann), Reading(exact=True))
    ()
    """
    who = statement.principals.listed if statement.principals is not None else ()
    if reading.exact and statement.effect == "Deny" and statement.principals and statement.principals.negated:
        return certain_patterns(who)
    return tuple(pattern for each in who for pattern in principal_patterns(each))


def in_reading(statement: Statement, reading: Reading, variables: bool) -> Iterator[Statement]:
    """Statements of which one applies where this one does; raises ValueError for more than are followed."""
    if reading.plain and variables and statement.resources is not None and _has_early(statement):
        texts = tuple(_plain(each) for each in statement.resources.values)
        statement = replace(statement, resources=replace(statement.resources, values=texts))
    ways = [_ways(each, reading) for each in statement.conditions]
    if sum(len(each) > 1 for each in ways) > MOST_OPEN:
        raise ValueError(f"a statement has more than {MOST_OPEN} conditions with ForAnyValue and IfExists")
    for conditions in product(*ways):
        yield replace(statement, conditions=conditions)


def _is_open(condition: Condition) -> bool:
    return condition.quantifier == "ForAnyValue" and condition.if_exists


def _ways(condition: Condition, reading: Reading) -> tuple[Condition, ...]:
    if not _is_open(condition):
        return (condition,)
    there = replace(condition, if_exists=False)
    absent = Condition("Null", condition.key, ("true",), place=condition.place)
    return (there, absent) if reading.absent else (there,)


def _excepts(statement: Statement) -> bool:
    if statement.principals is None or not statement.principals.negated:
        return False
    return excepted(statement, Reading()) != excepted(statement, Reading(exact=True))


def _has_early(statement: Statement) -> bool:
    resources = statement.resources.values if statement.resources is not None else ()
    return any("${" in each and has_early_variable(each) for each in resources)


def _plain(pattern: str) -> str:
    return pattern.replace("${", "${$}{") if has_early_variable(pattern) else pattern
