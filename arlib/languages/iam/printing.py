"""Policies to JSON, as they are read."""

from __future__ import annotations

import json

from arlib.languages.iam.syntax import EVERYONE, Condition, Policy, Principals, Statement


def policy_text(policy: Policy) -> str:
    """The policy as a JSON text; what reads it comes to the same policy.

    >>> from arlib.languages.iam.reading import read_policy
    >>> policy = read_policy('{"Statement": {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}}')
    >>> read_policy(policy_text(policy)) == policy
    True
    """
    return json.dumps(policy_json(policy), indent=2, ensure_ascii=False)


def policy_json(policy: Policy) -> dict[str, object]:
    """The policy as a JSON object; raises ValueError for two conditions with one operator and key, which JSON lacks."""
    named: dict[str, object] = {"Version": policy.version}
    if policy.id is not None:
        named["Id"] = policy.id
    return {**named, "Statement": [_statement(each) for each in policy.statements]}


def _statement(statement: Statement) -> dict[str, object]:
    shown: dict[str, object] = {} if statement.sid is None else {"Sid": statement.sid}
    shown["Effect"] = statement.effect
    if (who := statement.principals) is not None:
        shown["NotPrincipal" if who.negated else "Principal"] = _principals(who)
    for name, patterns in (("Action", statement.actions), ("Resource", statement.resources)):
        if patterns is not None:
            shown[f"Not{name}" if patterns.negated else name] = _listed(patterns.values)
    if statement.conditions:
        shown["Condition"] = _block(statement.conditions)
    return shown


def _principals(principals: Principals) -> object:
    if principals.listed == (EVERYONE,):
        return "*"
    found: dict[str, tuple[str, ...]] = {}
    for each in principals.listed:
        found[each.kind] = (*found.get(each.kind, ()), each.name)
    return {kind: _listed(names) for kind, names in found.items()}


def _block(conditions: tuple[Condition, ...]) -> dict[str, dict[str, object]]:
    block: dict[str, dict[str, object]] = {}
    for condition in conditions:
        keys = block.setdefault(str(condition), {})
        if condition.key.lower() in map(str.lower, keys):
            raise ValueError(f"two conditions {condition} on {condition.key}")
        keys[condition.key] = _listed(condition.values)
    return block


def _listed(values: tuple[str, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)
