"""Documents that are read, as what they mean; and those that are refused, with the place."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_maker import Maker

from arlib.languages.iam.printing import policy_json, policy_text
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.syntax import (
    EVERYONE,
    OPERATORS,
    Condition,
    Patterns,
    Place,
    Policy,
    Principal,
    Principals,
    Statement,
)
from arlib.verdict import Unsupported

ALLOW = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


def read(statement=(), version="2012-10-17", **more):
    document = {"Version": version, "Statement": {**ALLOW, **dict(statement), **more}}
    return read_policy(json.dumps(document)).statements[0]


def condition(operator, value, key="aws:x", version="2012-10-17"):
    return read(version=version, Condition={operator: {key: value}}).conditions[0]


def test_a_document_with_everything():
    text = """{
  "Id": "mine", "Version": "2012-10-17",
  "Statement": [
    {"Sid": "One", "Effect": "Deny", "NotPrincipal": {"Service": "ec2.amazonaws.com", "AWS": ["111122223333", "*"]},
     "NotAction": "iam:*", "NotResource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b?"],
     "Condition": {"ForAnyValue:StringNotLikeIfExists": {"aws:TagKeys": ["a*", "b"]},
                   "Bool": {"aws:SecureTransport": false}}}
  ]
}"""
    root = Principal("AWS", "arn:aws:iam::111122223333:root")
    assert read_policy(text) == Policy(
        (
            Statement(
                "Deny",
                Patterns(("iam:*",), negated=True),
                Patterns(("arn:aws:s3:::a/*", "arn:aws:s3:::b?"), negated=True),
                Principals((root, EVERYONE, Principal("Service", "ec2.amazonaws.com")), negated=True),
                (
                    Condition("StringNotLike", "aws:TagKeys", ("a*", "b"), "ForAnyValue", True),
                    Condition("Bool", "aws:SecureTransport", ("false",)),
                ),
                "One",
            ),
        ),
        "2012-10-17",
        "mine",
    )
    statement = read_policy(text).statements[0]
    assert statement.place == Place(4, 4)
    assert [each.place for each in statement.conditions] == [Place(6, 57), Place(7, 28)]


def test_without_a_version_there_are_no_variables():
    document = {"Statement": [{**ALLOW, "Resource": "arn:aws:s3:::${aws:username"}]}
    assert not read_policy(json.dumps(document)).has_variables
    with pytest.raises(Unsupported, match="is not a variable"):
        read_policy(json.dumps({"Version": "2012-10-17", **document}))


@pytest.mark.parametrize("written", ["ArnLike", "ARNLike", "arnlike", "forallvalues:ARNEqualsIFEXISTS"])
def test_operators_are_read_in_any_case(written):
    found = condition(written, "arn:aws:s3:::a")
    assert found.meaning.family == "arn" and found.operator in OPERATORS
    assert (found.quantifier, found.if_exists) == (("ForAllValues", True) if ":" in written else (None, False))


@given(st.integers(0, 10**9), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_is_printed_is_read_back(seed, principals):
    policy = read_policy(json.dumps(Maker(seed).policy(principals)))
    assert read_policy(policy_text(policy)) == policy
    assert read_policy(json.dumps(policy_json(policy))) == policy


def test_two_conditions_that_json_cannot_tell_apart_are_not_printed():
    twice = Condition("Bool", "aws:x", ("true",)), Condition("Bool", "AWS:X", ("false",))
    with pytest.raises(ValueError, match="two conditions Bool"):
        policy_text(Policy((Statement("Allow", Patterns(("*",)), Patterns(("*",)), conditions=twice),)))


@pytest.mark.parametrize(
    "document, reason",
    [
        ([], "a policy is an object, not a list"),
        ({}, "a policy has a Statement"),
        ({"Statement": []}, "Statement has at least one value"),
        ({"Statement": ["x"]}, "a statement is an object, not a text"),
        ({"Statement": ALLOW, "Version": "2012-10-18"}, "the Version is 2012-10-17 or 2008-10-17"),
        ({"Statement": ALLOW, "Version": 2012}, "Version is a text, not a number"),
        ({"Statement": ALLOW, "version": "2012-10-17"}, "no element version; write Version"),
        ({"Statement": ALLOW, "Comment": "x"}, "no element Comment; there are Version, Id, Statement"),
        ({"Statement": ALLOW, "Id": None}, "Id is a text, not null"),
        ({"Statement": [ALLOW, {**ALLOW, "Principal": "*"}]}, "has no Principal, and others of its policy do"),
    ],
)
def test_documents_that_are_refused(document, reason):
    with pytest.raises(Unsupported, match=reason):
        read_policy(json.dumps(document))


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"Effect": "allow"}, "the effect is Allow or Deny"),
        ({"Effect": None}, "Effect is a text, not null"),
        ({"Action": []}, "at least one value"),
        ({"Action": ["s3:Get", ["s3:Put"]]}, "an action is a text, not a list"),
        ({"Action": "GetObject"}, "an action is"),
        ({"Action": "s3:Get Object"}, "an action is"),
        ({"NotAction": "s3:Get"}, "Action or NotAction, not both"),
        ({"Resource": "photos"}, r"a resource is \*, or begins with arn:"),
        ({"Resource": {"Ref": "Photos"}}, "a resource is a text, not an object"),
        ({"NotResource": "*"}, "Resource or NotResource, not both"),
        ({"Resource": "arn:aws:s3:::${aws:username"}, "is not a variable"),
        ({"Resource": "arn:aws:s3:::${}"}, "is not a variable"),
        ({"Resource": "arn:aws:s3:::" + "*" * 10_000}, "a pattern of more than 1,000 wildcards"),
        ({"Resource": "arn:aws:s3:::" + "a*" * 10_000}, "a pattern of more than 1,000 wildcards"),
        ({"Resource": "arn:" + "a" * 30_000}, "a text of 30,004 letters"),
        ({"Action": "s3:" + "?" * 10_000}, "a pattern of more than 1,000 wildcards"),
        ({"Sid": 3}, "Sid is a text, not a number"),
        ({"Principal": "arn:aws:iam::111122223333:root"}, r'a principal is "\*" or an object'),
        ({"Principal": {}}, "Principal has at least one value"),
        ({"Principal": {"AWS": []}}, "AWS has at least one value"),
        ({"Principal": {"Group": "x"}}, "no element Group"),
        ({"Principal": {"AWS": "arn:aws:iam::111122223333:role/*"}}, "no part of a principal is a wildcard"),
        ({"Principal": {"Service": "*"}}, "no part of a principal is a wildcard"),
        ({"Principal": {"AWS": "11112222333"}}, "twelve digits"),
        ({"Principal": {"AWS": "ann"}}, "twelve digits"),
        ({"Principal": {"Service": ""}}, "this is no principal"),
        ({"Principal": "*", "NotPrincipal": "*"}, "Principal or NotPrincipal, not both"),
        ({"Condition": []}, "Condition is an object, not a list"),
        ({"condition": {}}, "write Condition"),
    ],
)
def test_statements_that_are_refused(change, reason):
    with pytest.raises(Unsupported, match=reason):
        read(change)


@pytest.mark.parametrize("missing", ["Effect", "Action", "Resource"])
def test_elements_that_must_be_there(missing):
    statement = {name: value for name, value in ALLOW.items() if name != missing}
    with pytest.raises(Unsupported, match=missing):
        read_policy(json.dumps({"Statement": statement}))


def test_what_trusts_a_role_has_no_resource():
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    assert read_policy(json.dumps({"Statement": trust})).statements[0].resources is None


@pytest.mark.parametrize(
    "operator, value, reason",
    [
        ("StringMatches", "x", "no operator is called StringMatches"),
        ("ForSomeValues:StringEquals", "x", "neither ForAllValues nor ForAnyValue"),
        ("NullIfExists", "true", "neither a quantifier nor IfExists"),
        ("ForAllValues:Null", "true", "neither a quantifier nor IfExists"),
        ("Null", "yes", "yes is neither true nor false"),
        ("Bool", "True", "True is neither true nor false"),
        ("StringEquals", [], "a key has at least one value"),
        ("StringEquals", {"Ref": "x"}, "a value is a text, a number or a truth value, not an object"),
        ("StringEquals", None, "not null"),
        ("StringEquals", 1e30, "without an exponent"),
        ("StringLike", "?" * 10_000, "a pattern of more than 1,000 wildcards"),
        ("StringEquals", "${aws:username", "is not a variable"),
        ("StringEquals", "${aws:username, nobody}", "is not a variable"),
        ("NumericEquals", "1e3", "1e3 is not an integer or a decimal number"),
        ("NumericEquals", "${s3:max-keys}", "no variable can stand here"),
        ("Bool", "${aws:SecureTransport}", "no variable can stand here"),
        ("DateLessThan", "2026-02-30T00:00:00Z", "is no date"),
        ("DateLessThan", "2026", "is not a date"),
        ("DateLessThan", "yesterday", "is not a date"),
        ("IpAddress", "203.0.113.0/33", "no prefix length from 0 to 32"),
        ("IpAddress", "203.0.113.0/255.255.255.0", "no prefix length from 0 to 32"),
        ("IpAddress", "203.0.113.0/-1", "no prefix length"),
        ("IpAddress", "203.0.113", "is not an address"),
        ("IpAddress", "203.0.113.256", "is not an address"),
        ("IpAddress", "203.0.113.07", "is not an address"),
        ("IpAddress", "2001:db8::/129", "no prefix length from 0 to 128"),
        ("IpAddress", "fe80::1%eth0", "is not an address"),
        ("IpAddress", "203.0.113.*", "is not an address"),
        ("BinaryEquals", "no base64", "is not base64"),
        ("ArnLike", "*", "an ARN has six parts"),
        ("ArnEquals", "${aws:PrincipalTag/a:b:c:d:e}", "an ARN has six parts"),
    ],
)
def test_conditions_that_are_refused(operator, value, reason):
    with pytest.raises(Unsupported, match=reason):
        condition(operator, value)


def test_keys_and_operators_that_occur_twice_in_another_case_are_refused():
    with pytest.raises(Unsupported, match="the case of a key means nothing, and aws:SourceIp is here as well"):
        read(Condition={"IpAddress": {"aws:SourceIp": "::1", "AWS:SourceIP": "::2"}})
    with pytest.raises(Unsupported, match="this is the same operator as ArnLike"):
        read(Condition={name: {"aws:SourceArn": "arn:aws:s3:::a"} for name in ("ArnLike", "ARNLike")})
    with pytest.raises(Unsupported, match="a key is a service, a colon and a name"):
        condition("StringEquals", "x", key="SourceIp")


def test_the_place_is_that_of_the_fault():
    text = '{\n  "Statement": [\n    {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},\n    {"Effect": "Allow",\n'
    text += (
        '     "Action": "s3:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["::1", "::g"]}}}\n  ]\n}'
    )
    with pytest.raises(Unsupported) as caught:
        read_policy(text)
    line, shown, caret = str(caught.value).splitlines()
    assert line.startswith("line 5, column 93: ::g is not an address")
    assert shown[caret.index("^") :].startswith('"::g"')


@pytest.mark.parametrize(
    "text",
    [
        '{"Statement": {"Effect": "Allow", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}}',
        '{"Statement": ' + "[" * 100_000,
        '{"Statement": [' + ", ".join(['{"Effect": "Allow"}'] * 200_000) + "]}",
        '{"Statement": "' + "x" * 3_000_000 + '"}',
    ],
    ids=["a name twice", "deep", "many", "long"],
)
def test_hostile_documents_are_refused_in_few_words(text):
    with pytest.raises(Unsupported) as caught:
        read_policy(text)
    assert len(str(caught.value)) < 500
