"""Who the principals of a policy are."""

import json

import pytest

from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.principals import account_of, is_session
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Request

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
