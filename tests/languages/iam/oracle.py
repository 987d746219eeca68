"""A second evaluator of policies, on plain JSON, written from the pages of the IAM User Guide alone.

It shares no line with the package. Truth values are those of Kleene: True, False, and None where the pages are silent,
contradict each other, or forbid what is written.
"""

import re

from languages.iam.oracle_conditions import condition, either, every, fill, glob, in_each, listed, opposite, some, text

ELEMENTS = {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}
ACCOUNT = re.compile(r"(?:arn:(?P<partition>[^:]*):iam::)?(?P<account>[0-9]{12})(?(partition):root)")


def account_named(name):
    """The account that a principal of a policy names as a whole, or None."""
    found = ACCOUNT.fullmatch(name)
    return found and found["account"]


def asking(requester):
    """The partition, the service, the account and the name of an ARN that asks; texts that name nothing for others."""
    found = re.fullmatch(r"AWS:arn:([^:]*):([^:]*):[^:]*:([^:]*):(.*)", requester, re.S)
    return found.groups() if found else ("", "", "", "")


def names(element):
    """The kinds and names of the principals of an element."""
    if element == "*":
        return [("AWS", "*")]
    return [(kind, name) for kind, values in element.items() for name in listed(values)]


def is_named(kind, name, requester):
    """Does a principal of a policy include who asks? An account is everyone of it, a role also its sessions."""
    if (kind, name) == ("AWS", "*") or f"{kind}:{name}" == requester:
        return True
    partition, service, account, who = asking(requester)
    if kind != "AWS" or not partition:
        return False
    if "*" in name or "?" in name:
        return None  # no wildcard matches a part of a principal
    if account_named(name):
        # Each account is scoped to one partition ("Amazon Resource Names"): the same in two is in no world.
        same = account_named(name) == account
        return None if same and name.startswith("arn:") and name.split(":")[1] != partition else same
    part = name.split(":", 5)
    if len(part) != 6 or (part[1], part[4]) != (partition, account) or service != "sts":
        return False
    if part[5].startswith("user/") and who.startswith("federated-user/"):
        return None  # a user has sessions as a federated user, whose name does not say whose they are
    return (
        part[2] == "iam" and part[5].startswith("role/") and who.startswith(f"assumed-role/{part[5].split('/')[-1]}/")
    )


def is_other(element, requester, deny):
    """Is who asks none of the principals that NotPrincipal excepts?

    Who is excepted from a denial has to be named with its account, and a session with its role. Both examples of the
    page name an account and deny its other users, or a role and deny the sessions that are not named.
    """
    named = names(element)
    covered = some(is_named(kind, name, requester) for kind, name in named)
    partition, _, account, who = asking(requester)
    if not covered or not account or ("AWS", "*") in named:
        return opposite(covered)
    arns = [name for kind, name in named if kind == "AWS"]
    whole = any(account_named(name) == account for name in arns)
    sure = exact = requester.removeprefix("AWS:") in arns or (who == "root" and whole)
    if role := re.match(r"assumed-role/([^/]*)/", who):
        one = rf"arn:{partition}:iam::{account}:role/(.*/)?{re.escape(role[1])}"
        by_role = any(re.fullmatch(one, name) for name in arns)
        others = any(name.startswith(f"arn:{partition}:sts::{account}:{role[0]}") for name in arns)
        sure = by_role and (exact or not others)
    return False if (sure and whole) or (not deny and (sure or exact)) else None


def action_is(pattern, request):
    return None if "$" in pattern else glob(list(pattern.lower()), request["action"].lower())


def resource_is(pattern, request, version):
    asked = request["resource"]
    found = in_each(fill(pattern, request["context"], version), lambda each: glob(each, asked))
    if version != "2012-10-17" or "${" not in ":".join(pattern.split(":", 5)[:5]):
        return found
    # No variable stands before the fifth colon: it is one nevertheless, or plain text, or this is no resource.
    return either(found, glob(list(pattern), asked), False)


def applies(statement, request, version):
    """Do all elements of a statement match?"""
    if set(statement) - ELEMENTS or not {"Action", "NotAction"} & set(statement):
        return None
    checks = []
    for name, value in statement.items():
        negated = name.startswith("Not")
        match name.removeprefix("Not"):
            case "Action":
                checks.append(opposite(some(action_is(each, request) for each in listed(value)), negated))
            case "Resource":
                found = some(resource_is(each, request, version) for each in listed(value))
                checks.append(opposite(found, negated))
            case "Principal" if negated:
                checks.append(is_other(value, request["principal"], statement["Effect"] == "Deny"))
            case "Principal":
                checks.append(some(is_named(kind, each, request["principal"]) for kind, each in names(value)))
            case "Condition":
                checks += [
                    condition(operator, key, wanted, request["context"], version)
                    for operator, keys in value.items()
                    for key, wanted in keys.items()
                ]
    return every(checks)


def normal(request):
    context = {key.lower(): [text(each) for each in listed(v)] for key, v in request.get("context", {}).items()}
    return {**request, "context": context}


def statements(policy, effect):
    return [each for each in listed(policy["Statement"]) if each["Effect"] == effect]


def met(policies, effect, request):
    """Does a statement with this effect, of some of the policies, apply?"""
    return some(
        applies(each, request, policy.get("Version", "2008-10-17"))
        for policy in policies
        for each in statements(policy, effect)
    )


def decide(policy, request):
    """``allow``, ``explicit deny``, ``implicit deny``, or None where it is open ("Policy evaluation logic")."""
    request = normal(request)
    denied, allowed = met([policy], "Deny", request), met([policy], "Allow", request)
    if denied is not False:
        return "explicit deny" if denied else None
    return None if allowed is None else "allow" if allowed else "implicit deny"
