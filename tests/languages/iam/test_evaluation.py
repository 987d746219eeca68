"""What a policy decides, by the tables and examples of the documentation, in other words."""

import json

import pytest

from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Request
from arlib.verdict import Unsupported

ANN = "AWS:arn:aws:iam::111122223333:user/ann"
SESSION = "AWS:arn:aws:sts::111122223333:assumed-role/audit/night"
CAT = "arn:aws:s3:::photos/cat.jpg"


def outcome(*statements, principal=ANN, action="s3:GetObject", resource=CAT, version="2012-10-17", **context):
    """What statements decide, each given as changes to one that allows everything; __ stands for a colon."""
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    written = []
    for change in statements:
        kept = {name: value for name, value in allow.items() if f"Not{name}" not in change}
        written.append({**kept, **change})
    policy = read_policy(json.dumps({"Version": version, "Statement": written}))
    keys = {key.replace("__", ":").lower(): (v,) if isinstance(v, str) else tuple(v) for key, v in context.items()}
    return evaluate(policy, Request(principal, action, resource, keys)).outcome


def holds(operator, wanted, *value, key="x:k", version="2012-10-17", **context):
    """Whether a condition holds on a key that is absent, or has a value or several."""
    keys = {**context, **({key.replace(":", "__"): value[0]} if value else {})}
    return outcome({"Condition": {operator: {key: wanted}}}, version=version, **keys) == "allow"


def test_a_deny_wins_and_no_allow_is_an_implicit_deny():
    deny = {"Effect": "Deny", "Action": "s3:Put*"}
    assert outcome({}, deny) == outcome(deny, {}) == "allow"
    assert outcome({}, deny, action="s3:PutObject") == outcome(deny, {}, action="s3:PutObject") == "explicit deny"
    assert outcome(deny) == outcome({"Action": "s3:List*"}) == "implicit deny"


def test_the_deciding_statement_is_named():
    lines = ",\n".join(
        f'{{"Effect": "{effect}", "Action": "{action}", "Resource": "*"}}'
        for effect, action in [("Allow", "s3:Put*"), ("Allow", "s3:*"), ("Deny", "s3:Delete*"), ("Allow", "*")]
    )
    policy = read_policy('{"Statement": [\n' + lines + "]}")
    deciding = {
        action: evaluate(policy, Request(ANN, action, CAT)).statement.place.line
        for action in ("s3:PutObject", "s3:GetObject", "s3:DeleteObject", "iam:PassRole")
    }
    assert deciding == {"s3:PutObject": 2, "s3:GetObject": 3, "s3:DeleteObject": 4, "iam:PassRole": 5}
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(evaluate(policy, Request(ANN, "s3:GetObject", CAT)))


@pytest.mark.parametrize(
    "change, expected",
    [
        ({"Action": "S3:getobject"}, True),
        ({"Action": "s3:Get?bject"}, True),
        ({"Action": "s3:Get?Object"}, False),
        ({"Action": ["ec2:*", "s3:*Object"]}, True),
        ({"NotAction": "s3:Put*"}, True),
        ({"NotAction": ["s3:Put*", "S3:GET*"]}, False),
        ({"Resource": "arn:aws:s3:::photos/*"}, True),
        ({"Resource": "arn:aws:s3:::PHOTOS/*"}, False),
        ({"Resource": "arn:aws:s3:::photos"}, False),
        ({"Resource": "arn:aws:s3:::photos*"}, True),
        ({"Resource": "arn:aws:s3:::photos/cat.???"}, True),
        ({"Resource": "arn:aws:*jpg"}, True),  # a star crosses colons
        ({"NotResource": "arn:aws:s3:::photos/*"}, False),
        ({"NotResource": "arn:aws:s3:::photos"}, True),
    ],
)
def test_actions_and_resources(change, expected):
    assert (outcome(change) == "allow") == expected


# A positive operator, its negation, and the forms around them.
FORMS = {
    # form: (key absent, one value that matches, one that does not)
    "StringEquals": (False, True, False),
    "StringNotEquals": (True, False, True),
    "StringEqualsIfExists": (True, True, False),
    "StringNotEqualsIfExists": (True, False, True),
    "ForAnyValue:StringEquals": (False, True, False),
    "ForAnyValue:StringNotEquals": (False, False, True),
    "ForAllValues:StringEquals": (True, True, False),
    "ForAllValues:StringNotEquals": (True, False, True),
    "ForAllValues:StringEqualsIfExists": (True, True, False),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_operators(form):
    assert (holds(form, ["a", "b"]), holds(form, ["a", "b"], "a"), holds(form, ["a", "b"], "c")) == FORMS[form]


def test_null():
    assert holds("Null", "true") and not holds("Null", "true", "x")
    assert holds("Null", "false", "x") and not holds("Null", "false")
    assert holds("Null", ["true", "false"]) and holds("Null", ["true", "false"], "x")
    assert holds("Null", False, ["x", "y"])


def test_sets_of_values():
    """DynamoDB's attributes, as the guide has them: a user may read three, and may not write two."""
    mine = ["PostDateTime", "Message", "Tags"]
    assert holds("ForAllValues:StringLike", mine, ["PostDateTime", "Message"])
    assert not holds("ForAllValues:StringLike", mine, ["PostDateTime", "UserName"])
    assert holds("ForAnyValue:StringLike", ["ID", "PostDateTime"], ["UserName", "Message", "PostDateTime"])
    assert not holds("ForAnyValue:StringLike", ["ID", "PostDateTime"], ["UserName"])
    assert not holds("ForAllValues:StringNotLike", ["b*"], ["a", "bc"])
    assert holds("ForAnyValue:StringNotLike", ["b*"], ["a", "bc"])


@pytest.mark.parametrize(
    "operator, wanted, value, expected",
    [
        ("StringEquals", "vpc-*", "vpc-1", False),
        ("StringEquals", "vpc-*", "vpc-*", True),
        ("StringEquals", "a", "A", False),
        ("StringEqualsIgnoreCase", "johndoe", "JohnDoe", True),
        ("StringNotEqualsIgnoreCase", "johndoe", "JohnDoe", False),
        ("StringLike", "vpc-*", "vpc-1", True),
        ("StringLike", "VPC-*", "vpc-1", False),
        ("StringLike", "", "", True),
        ("StringLike", "*", "", True),
        ("StringLike", "?", "", False),
        ("StringNotLike", ["a*", "*b"], "xb", False),
        ("StringNotLike", ["a*", "*b"], "xy", True),
        ("NumericEquals", "10", "10.0", True),
        ("NumericNotEquals", 10, "11", True),
        ("NumericLessThan", "10", "9.99", True),
        ("NumericLessThan", "10", "10", False),
        ("NumericLessThanEquals", "10", "10", True),
        ("NumericGreaterThan", ["10", "5"], "6", True),
        ("NumericGreaterThanEquals", "-1", "-1.5", False),
        ("DateGreaterThan", "2020-01-01T00:00:01Z", "2020-01-01T00:00:02Z", True),
        ("DateGreaterThan", "2020-01-01T00:00:01Z", "1577836801", False),
        ("DateGreaterThanEquals", "2020-01-01T00:00:01Z", "1577836801", True),
        ("DateEquals", "2020-01-01T01:00:00+01:00", "2020-01-01T00:00:00Z", True),
        ("DateNotEquals", "2020-01-01T01:00:00+01:00", "2020-01-01T00:00:00Z", False),
        ("DateLessThan", "2020-01-01T00:00:01Z", "2020-01-01T00:00:00.999Z", True),
        ("Bool", "true", "true", True),
        ("Bool", False, "true", False),
        ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", True),
        ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "YQ==", False),
        ("IpAddress", "203.0.113.0/24", "203.0.113.255", True),
        ("IpAddress", "203.0.113.0/24", "203.0.114.0", False),
        ("IpAddress", "203.0.113.7", "203.0.113.7", True),
        ("IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678::9", True),
        ("IpAddress", "0.0.0.0/0", "2001:db8::1", False),
        ("NotIpAddress", "::/0", "203.0.113.7", True),
        ("NotIpAddress", "203.0.113.0/24", "203.0.113.9", False),
        ("ArnLike", "arn:aws:iam::*:user/a*", "arn:aws:iam::111122223333:user/ann", True),
        ("ArnEquals", "arn:aws:iam::*:user/a*", "arn:aws:iam::111122223333:user/ann", True),
        ("ArnNotEquals", "arn:aws:iam::*:user/a*", "arn:aws:iam::111122223333:user/ann", False),
        ("ArnNotLike", "arn:aws:iam::*:user/a*", "no arn", True),
        ("ArnLike", "arn:aws:sns:*:*:*", "arn:aws:sns:eu-west-1:1:a:b", True),
        ("ArnLike", "arn:*:*:*:*:x", "arn:aws:x:y:z:a:x", False),
    ],
)
def test_operators(operator, wanted, value, expected):
    assert holds(operator, wanted, value) == expected


def test_an_arn_is_compared_part_by_part_and_a_text_is_not():
    """The guide's example: a star of ArnLike stays within its part, one of StringLike crosses colons."""
    pattern = "arn:aws:someservice:*:111122223333:finance/*"
    value = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
    assert holds("StringLike", pattern, value) and not holds("ArnLike", pattern, value)


def test_conditions_and_keys_are_conjunctions_and_values_disjunctions():
    both = {"Condition": {"StringEquals": {"x:a": ["1", "2"], "x:b": "3"}, "Bool": {"x:c": True}}}
    assert outcome(both, x__a="2", x__b="3", x__c="true") == "allow"
    assert outcome(both, x__a="3", x__b="3", x__c="true") == "implicit deny"
    assert outcome(both, x__a="2", x__b="3", x__c="false") == "implicit deny"
    assert outcome(both, x__a="2", x__c="true") == "implicit deny"


def test_the_case_of_a_key_means_nothing():
    assert holds("StringEquals", "1", "1", key="AWS:SourceVPC")


@pytest.mark.parametrize(
    "pattern, resource, expected",
    [
        ("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/ann/x", True),
        ("arn:aws:s3:::home/${AWS:UserName}/*", "arn:aws:s3:::home/ann/x", True),
        ("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/bob/x", False),
        ("arn:aws:s3:::home/${x:none}/*", "arn:aws:s3:::home//x", False),
        ("arn:aws:s3:::home/${x:none, 'all'}/*", "arn:aws:s3:::home/all/x", True),
        ("arn:aws:s3:::home/${aws:username, 'all'}/*", "arn:aws:s3:::home/all/x", False),
        ("arn:aws:s3:::${x:star}", "arn:aws:s3:::home", False),
        ("arn:aws:s3:::${x:star}", "arn:aws:s3:::*", True),
        ("arn:aws:s3:::${*}${?}${$}*", "arn:aws:s3:::*?$x", True),
        ("arn:aws:s3:::${*}", "arn:aws:s3:::home", False),
    ],
)
def test_variables(pattern, resource, expected):
    for no, wanted in (("", expected), ("Not", not expected)):
        found = outcome({f"{no}Resource": pattern}, resource=resource, aws__username="ann", x__star="*")
        assert (found == "allow") == wanted


def test_variables_in_conditions():
    assert holds("StringEquals", "team/${aws:username}", "team/ann", aws__username="ann")
    assert not holds("StringEquals", "${x:none}", "${x:none}")
    assert holds("StringNotEquals", "${x:none}", "x") and holds("StringNotLike", "${x:none}*", "")
    assert holds("ArnLike", "arn:aws:iam::${x:account}:user/*", "arn:aws:iam::1:user/ann", x__account="1")
    assert holds("StringEqualsIgnoreCase", "${x:a}", "ANN", x__a="ann")


def test_without_the_version_a_variable_is_text():
    plain = {"Resource": "arn:aws:s3:::home/${aws:username}"}
    for version, name, expected in (
        ("2008-10-17", "${aws:username}", "allow"),
        ("2008-10-17", "ann", "implicit deny"),
        ("2012-10-17", "${aws:username}", "implicit deny"),
        ("2012-10-17", "ann", "allow"),
    ):
        resource = f"arn:aws:s3:::home/{name}"
        assert outcome(plain, version=version, resource=resource, aws__username="ann") == expected


OPEN = [
    ({"ForAnyValue:StringLikeIfExists": {"x:k": "a"}}, {}, "two pages of the guide disagree"),
    ({"StringEquals": {"x:k": "a"}}, {"x__k": ["a", "b"]}, "takes one: write ForAnyValue"),
    ({"StringEquals": {"x:k": "${x:v}"}}, {"x__k": "a", "x__v": ["a", "b"]}, "a variable takes one"),
    ({"NumericEquals": {"x:k": "1"}}, {"x__k": "one"}, "x:k of the request: one is not an integer"),
    ({"IpAddress": {"x:k": "::1"}}, {"x__k": "1.2.3.0/24"}, "is not one address"),
    ({"Bool": {"x:k": "true"}}, {"x__k": "TRUE"}, "neither true nor false"),
    ({"DateEquals": {"x:k": "1"}}, {"x__k": "2026"}, "is not a date"),
    ({"ForAnyValue:StringLike": {"x:k": "*"}}, {"x__k": ""}, "a member or no member at all"),
    ({"StringEqualsIgnoreCase": {"x:k": "ä"}}, {"x__k": "Ä"}, "differ in more than case"),
    ({"ArnLike": {"x:k": "arn:a:b:${x:v}:d:e"}}, {"x__k": "arn:a:b:c:d:e", "x__v": "c:d"}, "the colon in the value"),
]


@pytest.mark.parametrize("block, context, reason", OPEN)
def test_open_questions(block, context, reason):
    allow = {"Condition": block}
    with pytest.raises(Unsupported, match=reason):
        outcome(allow, **context)
    # Where the answer does not depend on them, there is one.
    assert outcome({**allow, "Action": "s3:Put*"}, **context) == "implicit deny"
    assert outcome({"Condition": {**block, "Null": {"aws:none": "false"}}}, **context) == "implicit deny"
    assert outcome(allow, {}, **context) == "allow"
    assert outcome({**allow, "Effect": "Deny"}, {"Effect": "Deny"}, **context) == "explicit deny"
    with pytest.raises(Unsupported, match=reason):
        outcome({**allow, "Effect": "Deny"}, {}, **context)


def test_a_variable_before_the_fifth_colon_is_an_open_question_only_where_it_decides():
    account = {"Resource": "arn:aws:kms:*:${aws:PrincipalAccount}:key/*"}
    here, there = (f"arn:aws:kms:eu-west-1:{number}:key/1" for number in ("111122223333", "444455556666"))
    with pytest.raises(Unsupported, match="before the fifth colon"):
        outcome(account, resource=here, aws__PrincipalAccount="111122223333")
    assert outcome(account, resource=there, aws__PrincipalAccount="111122223333") == "implicit deny"


def test_surprises():
    """A key that is missing, the empty set, and two halves of all addresses."""
    assert outcome({"Principal": "*", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}) == "allow"
    assert outcome({"Principal": "*", "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}}) == "allow"
    assert outcome({"Principal": "*", "Condition": {"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}}}) == "allow"
    halves = {"Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}}
    assert all(outcome(halves, aws__SourceIp=f"{first}.1.2.3") == "allow" for first in (0, 127, 128, 255))
