"""Who the principals of a policy are."""

import json

import pytest

from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.principals import account_of, is_session
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Request
from arlib.verdict import Unsupported

ANN = "AWS:arn:aws:iam::111122223333:user/ann"
SESSION = "AWS:arn:aws:sts::111122223333:assumed-role/audit/night"


def allowed(element, principal, who):
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", element: principal}
    policy = read_policy(json.dumps({"Version": "2012-10-17", "Statement": statement}))
    return evaluate(policy, Request(who, "s3:GetObject", "arn:aws:s3:::photos")).outcome == "allow"


@pytest.mark.parametrize(
    "principal, who, expected",
    [
        ("*", "anonymous", True),
        ({"AWS": "*"}, "anonymous", True),
        ({"AWS": "*"}, "Service:ec2.amazonaws.com", True),
        ({"AWS": "111122223333"}, ANN, True),
        ({"AWS": "arn:aws:iam::111122223333:root"}, SESSION, True),
        ({"AWS": "arn:aws:iam::111122223333:root"}, "AWS:arn:aws:iam::111122223333:root", True),
        ({"AWS": "111122223333"}, "AWS:arn:aws:iam::444455556666:user/ann", False),
        ({"AWS": "111122223333"}, "anonymous", False),
        ({"AWS": "arn:aws:iam::111122223333:user/ann"}, ANN, True),
        ({"AWS": "arn:aws:iam::111122223333:user/Ann"}, ANN, False),
        ({"AWS": "arn:aws:iam::111122223333:role/team/audit"}, SESSION, True),
        ({"AWS": "arn:aws:iam::111122223333:role/team/audit"}, "AWS:arn:aws:iam::111122223333:role/team/audit", True),
        ({"AWS": "arn:aws:iam::111122223333:role/aud"}, SESSION, False),
        ({"AWS": "arn:aws:sts::111122223333:assumed-role/audit/night"}, SESSION, True),
        ({"AWS": "arn:aws:sts::111122223333:assumed-role/audit/day"}, SESSION, False),
        ({"Service": ["sns.amazonaws.com", "ec2.amazonaws.com"]}, "Service:ec2.amazonaws.com", True),
        ({"Federated": "accounts.google.com"}, "Service:accounts.google.com", False),
        ({"CanonicalUser": "79a59d"}, "CanonicalUser:79a59d", True),
    ],
)
def test_principals(principal, who, expected):
    assert allowed("Principal", principal, who) == expected
    assert allowed("NotPrincipal", principal, who) == (not expected)


CN = "AWS:arn:aws-cn:iam::111122223333:user/ann"


def written(principal, resource="*", element="Principal"):
    statement = {"Effect": "Allow", "Action": "*", "Resource": resource, element: principal}
    return read_policy(json.dumps({"Version": "2012-10-17", "Statement": statement}))


def decided(policy, who):
    try:
        return evaluate(policy, Request(who, "s3:GetObject", "arn:aws-cn:s3:::photos")).outcome
    except Unsupported as error:
        return error.reason


def test_an_account_is_of_the_partition_of_its_policy():
    number = {"AWS": "111122223333"}
    assert decided(written(number, "arn:aws-cn:s3:::photos"), CN) == "allow"
    assert decided(written({"AWS": ["111122223333", "arn:aws-cn:iam::444455556666:user/bob"]}), CN) == "allow"
    assert "of which partition the account 111122223333 is" in decided(written(number), CN)
    assert "of which partition" in decided(written(number, element="NotPrincipal"), CN)
    assert decided(written({"AWS": "444455556666"}), CN) == "implicit deny"
    with pytest.raises(Unsupported, match="write the account's ARN: others here are of aws and aws-cn"):
        written(number, ["arn:aws:s3:::photos", "arn:aws-cn:s3:::photos"])


def test_whose_session_a_federated_user_is_its_name_does_not_say():
    ann, bob = "arn:aws:iam::111122223333:user/ann", "arn:aws:sts::111122223333:federated-user/bob"
    assert f"whether {ann} has the session {bob}" in decided(written({"AWS": ann}), f"AWS:{bob}")
    assert "has the session" in decided(written({"AWS": ann}, element="NotPrincipal"), f"AWS:{bob}")
    for sure in (bob, "111122223333", "*"):
        assert decided(written({"AWS": [ann, sure]}), f"AWS:{bob}") == "allow"
    for other in (bob.replace("1111", "9999"), bob.replace("arn:aws", "arn:aws-cn")):
        assert decided(written({"AWS": ann}), f"AWS:{other}") == "implicit deny"
    assert decided(written({"AWS": ann}, "arn:aws:s3:::logs"), f"AWS:{bob}") == "implicit deny"


def test_not_principal_that_allows_lets_everybody_else_in():
    assert allowed("NotPrincipal", {"AWS": "111122223333"}, "anonymous")


def test_who_has_an_account_and_who_is_a_session():
    assert [account_of(who) for who in (ANN, SESSION, "anonymous", "Service:ec2.amazonaws.com")] == [
        "111122223333",
        "111122223333",
        None,
        None,
    ]
    assert [is_session(who) for who in (ANN, SESSION, "AWS:arn:aws:sts::1:federated-user/bob")] == [False, True, True]
