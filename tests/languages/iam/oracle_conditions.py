"""Conditions for the second evaluator: "Condition operators", "Conditions with multiple context keys or values"."""

import base64
import ipaddress
import re
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial

PARTS = re.compile(r"\$\{[^}]*\}?|[^$]|\$", re.S)
VARIABLE = re.compile(r"\$\{([A-Za-z0-9:/_.@+=-]+)(?:, '([^'$]*)')?\}")


def listed(value):
    return value if isinstance(value, list) else [value]


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def some(truths):
    found = list(truths)
    return True if True in found else None if None in found else False


def opposite(truth, negated=True):
    return truth if truth is None or not negated else not truth


def every(truths):
    return opposite(some(opposite(each) for each in truths))


def either(*truths):
    """What holds in each of several readings."""
    return truths[0] if len(set(truths)) == 1 else None


def glob(pattern, value):
    """Does a list of letters and wildcards match? A letter that means itself in any case is a list of one.

    The places of the pattern that are reached are kept, letter by letter.
    """
    places = stars(pattern, {0})
    for letter in value:
        stay = {at for at in places if pattern[at : at + 1] == ["*"]}
        places = stars(
            pattern, stay | {at + 1 for at in places if pattern[at : at + 1] in ([letter], ["?"], [[letter]])}
        )
    return len(pattern) in places


def stars(pattern, places):
    for at in range(len(pattern)):
        if at in places and pattern[at] == "*":
            places.add(at + 1)
    return places


def fill(written, context, version):
    """The readings of a text with its variables replaced, each a list of letters and wildcards; False without a value.

    A reading is None where the pages allow no such variable. They do not say whether the empty text is a value, nor
    whether a star in a value is a wildcard.
    """
    if version != "2012-10-17":
        return [list(written), None] if "${*}" in written or "${?}" in written else [list(written)]
    found = [[]]
    for part in PARTS.findall(written):
        ways = variable(part, context) if part.startswith("${") else [[part]]
        found = [joined(before, way) for before in found for way in ways]
    return found


def joined(before, way):
    return None if None in (before, way) else False if False in (before, way) else before + way


def variable(part, context):
    if part in ("${*}", "${?}", "${$}"):
        return [[[part[2]]]]
    read = VARIABLE.fullmatch(part)
    if not read:
        return [None]
    missing = [[[each] for each in read[2]]] if read[2] is not None else [False]
    value = context.get(read[1].lower())
    if value is None:
        return missing
    if len(value) > 1:
        return [None]
    plain = [[[each] for each in value[0]]]
    return plain + missing if not value[0] else plain + [list(value[0])] if re.search("[*?]", value[0]) else plain


def in_each(readings, holds):
    """What holds in each reading of a text."""
    return either(*(holds(each) if isinstance(each, list) else each for each in readings))


def by_readings(compare):
    """The comparison with a text that has variables."""
    return lambda value, wanted, context, version: in_each(
        fill(wanted, context, version), lambda each: compare(value, each)
    )


def like(value, pattern):
    return glob(pattern, value)


def letters(pattern):
    return "".join(each[0] for each in pattern)


def same(value, pattern):
    return letters(pattern) == value


def same_in_any_case(value, pattern):
    wanted = letters(pattern)
    return None if not (wanted + value).isascii() and wanted != value else wanted.lower() == value.lower()


def arn(value, wanted, context, version):
    """Six components, each compared by itself; the sixth may have colons."""
    inside = (
        re.sub(r"\$\{[^}]*\}", lambda found: found[0].replace(":", "\0"), wanted) if version == "2012-10-17" else wanted
    )
    wanted, values = [each.replace("\0", ":") for each in inside.split(":", 5)], value.split(":", 5)
    if len(wanted) != 6:
        return None
    if len(values) != 6:
        return False
    checks = []
    for number, (each, part) in enumerate(zip(wanted, values, strict=True)):
        found = fill(each, context, version)
        brings_colon = number < 5 and any(isinstance(way, list) and [":"] in way for way in found)
        checks.append(None if brings_colon else in_each(found, partial(like, part)))
    return every(checks)


def truth(value, wanted, context, version):
    return value == wanted if {value, wanted} <= {"true", "false"} else None


def number(written):
    return Fraction(written) if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", written, re.ASCII) else None


def date(written):
    """W3C's profile of ISO 8601, or seconds since 1970. A day without a time is no instant, four digits are a year."""
    if re.fullmatch(r"-?[0-9]+", written, re.ASCII):
        return None if len(written) == 4 else Fraction(written)
    clock = r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?(Z|[+-][0-9]{2}:[0-9]{2})"
    found = re.fullmatch(clock, written, re.ASCII)
    try:
        since = datetime.fromisoformat(found[1] + found[3].replace("Z", "+00:00")) - datetime(1970, 1, 1, tzinfo=UTC)
    except (ValueError, TypeError):
        return None
    second = Fraction(found[2] or 0)
    return since.days * 86400 + since.seconds + second if second < 60 else None


def ordered(read, holds):
    def compared(value, wanted, context, version):
        pair = read(value), read(wanted)
        return None if None in pair else holds(*pair)

    return compared


def address(value, wanted, context, version):
    try:
        host, block = ipaddress.ip_address(value), ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return None
    return host in block


def binary(value, wanted, context, version):
    return base64.b64decode(value) == base64.b64decode(wanted)


ORDERS = {
    "Equals": lambda a, b: a == b,
    "LessThan": lambda a, b: a < b,
    "LessThanEquals": lambda a, b: a <= b,
    "GreaterThan": lambda a, b: a > b,
    "GreaterThanEquals": lambda a, b: a >= b,
}
OPERATORS = {
    "StringEquals": by_readings(same),
    "StringEqualsIgnoreCase": by_readings(same_in_any_case),
    "StringLike": by_readings(like),
    "ArnEquals": arn,
    "ArnLike": arn,
    "Bool": truth,
    "BinaryEquals": binary,
    "IpAddress": address,
    **{f"Numeric{name}": ordered(number, holds) for name, holds in ORDERS.items()},
    **{f"Date{name}": ordered(date, holds) for name, holds in ORDERS.items()},
}
NEGATED = {
    f"{family}Not{rest}": f"{family}{rest}"
    for family, rests in (("String", ("Equals", "EqualsIgnoreCase", "Like")), ("Arn", ("Equals", "Like")))
    for rest in rests
} | {"NumericNotEquals": "NumericEquals", "DateNotEquals": "DateEquals", "NotIpAddress": "IpAddress"}


def condition(written, key, wanted, context, version):
    """Is a condition met? ``written`` is the operator with what is before and after it."""
    qualifier, _, name = written.rpartition(":")
    wanted, have = [text(each) for each in listed(wanted)], context.get(key.lower())
    if written == "Null":
        return some((each == "true") == (have is None) if each in ("true", "false") else None for each in wanted)
    if_exists, name = name.endswith("IfExists"), name.removesuffix("IfExists").replace("ARN", "Arn")
    negated, compare = name in NEGATED, OPERATORS.get(NEGATED.get(name, name))
    if compare is None or qualifier not in ("", "ForAllValues", "ForAnyValue") or not wanted:
        return None
    if have is None:
        # Of ForAnyValue a page says false without the key, of IfExists another says true.
        any_value = either(False, True) if if_exists else False
        return {"ForAllValues": True, "ForAnyValue": any_value, "": if_exists or negated}[qualifier]
    members = [opposite(some(compare(each, one, context, version) for one in wanted), negated) for each in have]
    if not qualifier:
        return members[0] if len(members) == 1 else None
    found = every(members) if qualifier == "ForAllValues" else some(members)
    # "If the key values resolve to an empty data set (for example, an empty string)", it is as without the key.
    return either(found, qualifier == "ForAllValues") if have == [""] else found
