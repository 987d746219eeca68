"""A second reading of how several policies decide together, on plain JSON, in the words of the documentation's table.

For each kind of principal that asks, the table says which layers must allow, by what a policy of the resource names.
"""

import re

from languages.iam.oracle import applies, every, is_named, met, names, normal, opposite, some, statements


def rank(statement, requester):
    """How a statement of a resource's policy names who asks: 3 for itself, 2 a role or everyone, 1 its account."""
    if "NotPrincipal" in statement:
        return 2
    best = 0
    for kind, name in names(statement["Principal"]):
        if not is_named(kind, name, requester):
            continue
        if re.fullmatch(r"\d{12}|arn:[^:]*:iam::[^:]*:root", name):
            best = max(best, 1)
        elif name == "*" or re.match(r"arn:[^:]*:iam::[^:]*:role/", name):
            best = max(best, 2)
        else:
            best = 3
    return best


def grants(policies, request, least):
    """Does a policy of the resource allow by a statement that names who asks at least so closely?"""
    return some(
        applies(each, request, policy.get("Version", "2008-10-17"))
        for policy in policies
        for each in statements(policy, "Allow")
        if rank(each, request["principal"]) >= least
    )


def by_condition(policies, request):
    """Does one name everyone, with a condition on the ARN of who asks? Then two pages differ."""
    return some(
        applies(each, request, policy.get("Version", "2008-10-17"))
        for policy in policies
        for each in statements(policy, "Allow")
        if rank(each, request["principal"]) == 2
        and ("NotPrincipal" in each or ("AWS", "*") in names(each["Principal"]))
        for keys in each.get("Condition", {}).values()
        if "aws:principalarn" in map(str.lower, keys)
    )


def decide_account(given, request):
    """``allow``, ``explicit deny``, ``implicit deny``, or None where it is open."""
    request = normal(request)
    asks = request["principal"]
    found = re.match(r"AWS:arn:[^:]*:(?:iam|sts)::([^:]+):", asks)
    account = found[1] if found else None
    federated = re.match(r"AWS:arn:[^:]*:sts::[^:]+:federated-user/", asks) is not None
    resource, identity = given.get("resource", []), given.get("identity", [])
    boundary = [given["boundary"]] if "boundary" in given else []
    session = [given["session"]] if "session" in given else []
    scp = [policy for level in given.get("service_control", []) for policy in level] if account else []
    rcp = [policy for level in given.get("resource_control", []) for policy in level]
    denied = met([*rcp, *scp, *resource, *identity, *boundary, *session], "Deny", request)
    if denied is not False:
        return "explicit deny" if denied else None

    def allow(policies):
        return met(policies, "Allow", request)

    levels = [*given.get("resource_control", []), *(given.get("service_control", []) if account else [])]
    control = every(allow(level) for level in levels)
    limits = every([*(allow([each]) for each in [*boundary, *session]), bool(session) or not federated])
    mine = True if asks.endswith(f":iam::{account}:root") else allow(identity)
    named = grants(resource, request, 1)
    if account is None:
        allowed = named
    elif account != given["owner"]:
        allowed = every([named, mine, limits])
    else:
        by_identity = every([mine, named if given.get("explicit") else True])
        role = grants(resource, request, 2)
        open_question = every([by_condition(resource, request), opposite(limits, True)])
        usual = every([some([role, by_identity]), limits])
        allowed = some([grants(resource, request, 3), usual, None if open_question else False])
    allowed = every([control, allowed])
    return None if allowed is None else "allow" if allowed else "implicit deny"
