"""A second evaluator of policies, for comparison: written from the documentation of AWS, on plain JSON, with regexes.

It shares no line with the package. Truth values are those of Kleene: True, False, and None where the documentation
leaves a question open or contradicts itself. It is made for small policies, since regexes may take long.
"""

import base64
import ipaddress
import re
from datetime import datetime
from decimal import Decimal

NEGATIVE = re.compile("Not(?!ion)")
MARK = "\x00"  # stands before each letter of a text that is put in for a variable


def some(values):
    values = list(values)
    return True if True in values else None if None in values else False


def every(values):
    values = list(values)
    return False if False in values else None if None in values else True


def opposite(value, negated):
    return (None if value is None else not value) if negated else value


def listed(value):
    return value if isinstance(value, list) else [value]


def letters(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def regex(pattern, star=".*", one="."):
    return "".join(
        {"*": star, "?": one}.get(each, re.escape(each[-1])) for each in re.findall(rf"{MARK}?.", pattern, re.S)
    )


def like(pattern, text):
    return re.fullmatch(regex(pattern), text, re.DOTALL) is not None


def fill(text, context, version):
    """The text with its variables replaced, each letter of theirs marked; False without a value, None if several."""
    if version != "2012-10-17":
        return text
    result = ""
    for plain, inside in re.findall(r"(.*?)(?:\$\{(.*?)\}|\Z)", text, re.S):
        result += plain
        if not inside:
            continue
        key, _, default = inside.partition(",")
        found = [key] if key in ("*", "?", "$") else context.get(key.strip().lower())
        if found is None and default:
            found = [default.strip().strip("'")]
        if found is None:
            return False
        if len(found) > 1:
            return None
        result += "".join(MARK + letter for letter in found[0])
    return result


def unmarked(text):
    return text.replace(MARK, "")


def number(text):
    return Decimal(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None


def date(text):
    if re.fullmatch(r"\d+", text):
        return None if len(text) == 4 else Decimal(text)
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    found = found if found.tzinfo else datetime.fromisoformat(f"{text}T00:00:00+00:00")
    return Decimal(str(found.timestamp()))


def address(text):
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


COMPARE = {
    "Equals": lambda a, b: a == b,
    "LessThan": lambda a, b: a < b,
    "LessThanEquals": lambda a, b: a <= b,
    "GreaterThan": lambda a, b: a > b,
    "GreaterThanEquals": lambda a, b: a >= b,
}


def positive(operator, wanted, value, context, version):
    """Does one value of the request match one of the policy, by an operator without Not?"""
    if operator in ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnLike", "ArnEquals"):
        filled = fill(wanted, context, version)
        if not isinstance(filled, str):
            return filled
        if operator == "StringEquals":
            return unmarked(filled) == value
        if operator == "StringEqualsIgnoreCase":
            return unmarked(filled).lower() == value.lower()
        if operator == "StringLike":
            return like(filled, value)
        if f"{MARK}:" in filled:
            before = filled.split(f"{MARK}:")[0].replace(MARK, "")
            return None if before.count(":") < 5 else arn_like(filled, value)
        return arn_like(filled, value)
    for family, read in (("Numeric", number), ("Date", date)):
        if operator.startswith(family):
            known = read(value)
            return None if known is None else COMPARE[operator[len(family) :]](known, read(wanted))
    if operator == "IpAddress":
        known, block = address(value), ipaddress.ip_network(wanted, strict=False)
        return None if known is None else known in block
    if operator == "Bool":
        return value == wanted if value in ("true", "false") else None
    if operator == "BinaryEquals":
        return base64.b64decode(value) == base64.b64decode(wanted)
    raise ValueError(operator)


def arn_like(pattern, value):
    parts = re.match(r"([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)\Z", pattern, re.S)
    return (
        re.fullmatch(":".join([*(regex(p, "[^:]*", "[^:]") for p in parts.groups()[:5]), regex(parts[6])]), value, re.S)
        is not None
    )


def condition(written, key, wanted, context, version):
    """Is a condition met? ``written`` is the operator with what is before and after it."""
    quantifier, _, operator = written.rpartition(":")
    if_exists = operator.endswith("IfExists")
    operator = operator.removesuffix("IfExists")
    negative = NEGATIVE.search(operator) is not None
    operator = NEGATIVE.sub("", operator).replace("ARN", "Arn")
    wanted = [letters(each) for each in listed(wanted)]
    present = context.get(key.lower())
    if operator == "Null":
        return some((each == "true") == (present is None) for each in wanted)
    if present is None:
        if quantifier == "ForAllValues":
            return True
        if quantifier == "ForAnyValue":
            return None if if_exists else False
        return if_exists or negative
    members = [opposite(some(positive(operator, w, v, context, version) for w in wanted), negative) for v in present]
    if quantifier == "":
        return members[0] if len(members) == 1 else None
    found = every(members) if quantifier == "ForAllValues" else some(members)
    # An empty text may count as no value at all.
    return found if present != [""] or found == (quantifier == "ForAllValues") else None


def is_named(kind, name, requester):
    """Does a principal of a policy include who asks?"""
    if kind == "AWS" and name == "*":
        return True
    if kind == "AWS" and re.fullmatch(r"\d{12}", name):
        return re.match(rf"AWS:arn:[^:]*:(iam|sts)::{name}:", requester) is not None
    account = re.fullmatch(r"arn:([^:]*):iam::([^:]*):root", name)
    if kind == "AWS" and account:
        return re.match(rf"AWS:arn:{account[1]}:(iam|sts)::{account[2]}:", requester) is not None
    role = re.fullmatch(r"arn:([^:]*):iam::([^:]*):role/(.*/)?([^/]+)", name)
    if kind == "AWS" and role:
        session = f"AWS:arn:{role[1]}:sts::{role[2]}:assumed-role/{role[4]}/"
        return requester == f"AWS:{name}" or requester.startswith(session)
    return requester == f"{kind}:{name}"


def is_surely_excepted(element, requester):
    """Is who asks excepted from a denial whatever is looked at first: the account, the role, the session?"""
    named = [name for kind, name in names(element) if kind == "AWS"]
    if "*" in named or not requester.startswith("AWS:"):
        return True
    root = re.sub(r"^AWS:(arn:[^:]*):(?:iam|sts)::([^:]*):.*", r"\1:iam::\2:root", requester)
    if root not in named and root.split(":")[4] not in named:
        return False
    one = [each for each in named if not re.fullmatch(r"\d{12}|.*:root|.*:assumed-role/.*", each)]
    return requester == f"AWS:{root}" or any(is_named("AWS", each, requester) for each in one)


def names(element):
    """The kinds and names of the principals of an element."""
    if element == "*":
        return [("AWS", "*")]
    return [(kind, name) for kind, values in element.items() for name in listed(values)]


def resource_is(pattern, request, version):
    filled = fill(pattern, request["context"], version)
    read = like(filled, request["resource"]) if isinstance(filled, str) else filled
    early = version == "2012-10-17" and re.search(r"\$\{[^*?$]", pattern)
    if early and re.sub(r"\$\{.*?\}", "", pattern[: early.start()]).count(":") < 5:
        return read if read == like(pattern, request["resource"]) else None
    return read


def applies(statement, request, version):
    checks = []
    for no, element in ((no, name) for name in ("Action", "Resource", "Principal") for no in ("", "Not")):
        if no + element not in statement:
            continue
        value = statement[no + element]
        if element == "Action":
            met = some(like(each.lower(), request["action"].lower()) for each in listed(value))
        elif element == "Resource":
            met = some(resource_is(each, request, version) for each in listed(value))
        else:
            met = some(is_named(kind, name, request["principal"]) for kind, name in names(value))
            if met and no and statement["Effect"] == "Deny" and not is_surely_excepted(value, request["principal"]):
                met = None
        checks.append(opposite(met, no))
    for operator, keys in statement.get("Condition", {}).items():
        checks += [condition(operator, key, wanted, request["context"], version) for key, wanted in keys.items()]
    return every(checks)


def normal(request):
    context = {key.lower(): [letters(each) for each in listed(v)] for key, v in request.get("context", {}).items()}
    return {**request, "context": context}


def statements(policy, effect):
    found = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    return [each for each in found if each["Effect"] == effect]


def met(policies, effect, request):
    """Does a statement with this effect, of some of the policies, apply?"""
    version = "2008-10-17"
    return some(
        applies(each, request, policy.get("Version", version))
        for policy in policies
        for each in statements(policy, effect)
    )


def decide(policy, request):
    """``allow``, ``explicit deny``, ``implicit deny``, or None where it is open."""
    request = normal(request)
    denied, allowed = met([policy], "Deny", request), met([policy], "Allow", request)
    if denied or denied is None:
        return "explicit deny" if denied else None
    return None if allowed is None else "allow" if allowed else "implicit deny"
