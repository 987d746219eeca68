"""Random policies over few names, so that statements meet, and random requests near them."""

from hypothesis import strategies as st

from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import EVERYONE, Condition, Patterns, Policy, Principal, Principals, Statement

ACCOUNT = "arn:aws:iam::111122223333"
PRINCIPALS = [
    EVERYONE,
    Principal("AWS", f"{ACCOUNT}:root"),
    Principal("AWS", f"{ACCOUNT}:user/ann"),
    Principal("AWS", f"{ACCOUNT}:role/team/audit"),
    Principal("AWS", "arn:aws:iam::444455556666:root"),
    Principal("Service", "sns.amazonaws.com"),
]
WHO = [
    "anonymous",
    "AWS:arn:aws:iam::111122223333:user/ann",
    "AWS:arn:aws:iam::111122223333:user/bob",
    "AWS:arn:aws:sts::111122223333:assumed-role/audit/ann",
    "AWS:arn:aws:iam::444455556666:user/ann",
    "Service:sns.amazonaws.com",
]
ACTIONS = ["*", "s3:*", "s3:Get*", "S3:GetObject", "s3:Put?bject", "s3:*Object", "ec2:*", "ec2:RunInstances", "s*:*t"]
ASKED = ["s3:GetObject", "s3:getobject", "s3:PutObject", "s3:List", "ec2:RunInstances", "ec2:Get", "sns:Publish"]
RESOURCES = [
    "*",
    "arn:aws:s3:::a*",
    "arn:aws:s3:::a/*",
    "arn:aws:s3:::a/${aws:username}/*",
    "arn:aws:s3:::a/${aws:username, 'nobody'}",
    "arn:aws:s3:::*b",
    "arn:aws:s3:::?b",
    "arn:aws:s3:::a/${*}",
]
THINGS = ["arn:aws:s3:::a", "arn:aws:s3:::ab", "arn:aws:s3:::a/ann/x", "arn:aws:s3:::a/nobody", "arn:aws:s3:::a/*", "*"]
TEXTS = ["ann", "bob", "An*", "*", "a*n", "ANN", "?nn"]
VALUES = ["ann", "bob", "An*", "*", "ANN", "Annie", "axn", "nobody"]
ARNS = ["arn:aws:sns:*:1:a*", "arn:aws:sns:us-?:1:ab", "arn:*:*:*:*:*", "arn:aws:sns:us-1:1:${aws:username}"]
ARN_VALUES = ["arn:aws:sns:us-1:1:ab", "arn:aws:sns:us-2:1:a:b", "arn:aws:s3:::ann", "arn:aws:sns:us-1:1:ann"]
RANGES = ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/1", "128.0.0.0/1", "2001:db8::/32", "::/0", "10.1.2.3"]
ADDRESSES = ["10.0.0.1", "10.1.2.3", "192.0.2.1", "2001:db8::1", "::1"]
NUMBERS, NUMBER_VALUES = ["1", "2", "2.5", "10"], ["0", "1", "2", "2.25", "3", "10", "11"]
DATES = ["2020-01-01T00:00:00Z", "2024-06-01T00:00:00Z"]
DATE_VALUES = ["2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2022-01-01T00:00:00Z", "2025-01-01T00:00:00Z"]
FORMS = [(None, False), (None, True), ("ForAllValues", False), ("ForAnyValue", False), ("ForAllValues", True)]


def _on(key, operators, values, forms=FORMS):
    return st.builds(
        lambda operator, chosen, form: Condition(operator, key, tuple(chosen), *form),
        st.sampled_from(operators),
        st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True),
        st.sampled_from(forms),
    )


COMPARED = [f"{{}}{name}" for name in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan")]
CONDITIONS = st.one_of(
    _on(
        "aws:username",
        ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike"],
        TEXTS,
        FORMS[:2],
    ),
    _on("aws:TagKeys", ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"], TEXTS, FORMS[2:]),
    _on("aws:SourceArn", ["ArnLike", "ArnNotLike", "ArnEquals"], ARNS),
    _on("aws:SourceIp", ["IpAddress", "NotIpAddress"], RANGES, FORMS[:2]),
    _on("s3:max-keys", [each.format("Numeric") for each in COMPARED], NUMBERS, FORMS[:2]),
    _on("aws:CurrentTime", [each.format("Date") for each in COMPARED], DATES, FORMS[:2]),
    _on("aws:SecureTransport", ["Bool"], ["true", "false"], FORMS[:2]),
    _on("aws:username", ["Null"], ["true", "false"], FORMS[:1]),
    _on("aws:TagKeys", ["Null"], ["true", "false"], FORMS[:1]),
    _on("aws:PrincipalTag/team", ["StringEquals", "StringNotEquals"], ["${aws:username}", "ann"], FORMS[:2]),
)


def _patterns(values):
    chosen = st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Patterns, chosen, st.sampled_from([False, False, False, True]))


STATEMENTS = st.builds(
    Statement,
    st.sampled_from(["Allow", "Allow", "Allow", "Deny"]),
    _patterns(ACTIONS),
    _patterns(RESOURCES),
    st.builds(
        Principals,
        st.lists(st.sampled_from(PRINCIPALS), min_size=1, max_size=2, unique=True).map(tuple),
        st.sampled_from([False, False, False, True]),
    ),
    st.lists(CONDITIONS, max_size=2).map(tuple),
)
POLICIES = st.builds(Policy, st.lists(STATEMENTS, min_size=1, max_size=3).map(tuple), st.just("2012-10-17"))


def _key(values, several=False):
    one = st.sampled_from(values).map(lambda value: (value,))
    if not several:
        return st.one_of(st.none(), one)
    return st.one_of(st.none(), one, st.lists(st.sampled_from(values), min_size=2, max_size=2, unique=True).map(tuple))


REQUESTS = st.builds(
    lambda who, action, resource, context: Request(
        who, action, resource, {key: values for key, values in context.items() if values is not None}
    ),
    st.sampled_from(WHO),
    st.sampled_from(ASKED),
    st.sampled_from(THINGS),
    st.fixed_dictionaries(
        {
            "aws:username": _key(VALUES),
            "aws:tagkeys": _key(VALUES, several=True),
            "aws:sourcearn": _key(ARN_VALUES),
            "aws:sourceip": _key(ADDRESSES),
            "s3:max-keys": _key(NUMBER_VALUES),
            "aws:currenttime": _key(DATE_VALUES),
            "aws:securetransport": _key(["true", "false"]),
            "aws:principaltag/team": _key(VALUES),
        }
    ),
)


def variants(policy):
    """The policy with one statement or one condition less or changed: pairs that are nearly the same."""
    statements = policy.statements
    dropped = [statements[:n] + statements[n + 1 :] for n in range(len(statements)) if len(statements) > 1]
    eased = [
        (
            *statements[:n],
            Statement(s.effect, s.actions, s.resources, s.principals, s.conditions[1:]),
            *statements[n + 1 :],
        )
        for n, s in enumerate(statements)
    ]
    return st.sampled_from([statements, *dropped, *eased]).map(lambda each: Policy(each, policy.version))


PAIRS = POLICIES.flatmap(
    lambda policy: st.one_of(st.tuples(st.just(policy), POLICIES), st.tuples(st.just(policy), variants(policy)))
)
