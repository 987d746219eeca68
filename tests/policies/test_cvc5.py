"""A second solver, which reads another encoding of the same two policies, gives the same answers."""

import json

import pytest
from policy_maker import Maker

from arlib.languages.iam.reading import read_policy
from arlib.policies import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

pytest.importorskip("cvc5")
from policy_smt import Encoding, LeftOut, ask_cvc5, ask_z3  # noqa: E402

SECONDS = 60.0  # of which a question needs some hundredths
ALLOW = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*"}
SOURCE = "aws:SourceIp"


def policy(*statements):
    return read_policy(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))


def when(operator, key, *values, **more):
    return {**ALLOW, "Condition": {operator: {key: list(values)}}, **more}


HALVES = [when("IpAddress", SOURCE, half) for half in ("0.0.0.0/1", "128.0.0.0/1")]
OLD = when("NumericLessThan", "s3:max-keys", "-2.5")
PAIRS = [  # a policy, another, and whether the first is within the second
    ([ALLOW], [{**ALLOW, "Action": "S3:g*"}], True),
    ([ALLOW], [{**ALLOW, "Action": "s3:Get?*"}], False),
    ([{**ALLOW, "Action": "s3:Get?*"}], [{**ALLOW, "Action": "s3:Get*?"}], True),
    ([ALLOW], [{**ALLOW, "Resource": "arn:aws:s3:::Photos/*"}], False),
    ([when("StringNotEquals", "s3:prefix", "a")], [when("Null", "s3:prefix", "false")], False),
    ([when("StringEquals", "s3:prefix", "a*")], [when("StringLike", "s3:prefix", "a*")], True),
    ([when("StringLike", "s3:prefix", "a*")], [when("StringEquals", "s3:prefix", "a*")], False),
    ([when("StringLike", "s3:prefix", "${aws:username}")], [when("StringEquals", "aws:username", "ann")], False),
    ([when("StringLike", "s3:prefix", "${aws:username}/*")], [when("StringLike", "s3:prefix", "*/*")], True),
    ([when("StringEqualsIgnoreCase", "s3:prefix", "aB")], [when("StringEquals", "s3:prefix", "ab", "AB")], False),
    ([when("ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:b")], [when("StringLike", "aws:SourceArn", "arn:*:b")], True),
    ([when("StringLike", "aws:SourceArn", "arn:*:b")], [when("ArnLike", "aws:SourceArn", "arn:*:*:*:*:b")], False),
    ([when("IpAddress", SOURCE, "0.0.0.0/0")], HALVES, True),
    ([when("NotIpAddress", SOURCE, "0.0.0.0/0")], HALVES, False),
    ([when("IpAddress", SOURCE, "2001:db8::1")], [when("IpAddress", SOURCE, "2001:db8::/32")], True),
    ([when("Bool", "aws:SecureTransport", "true", "false")], [when("Null", "aws:SecureTransport", "false")], True),
    ([OLD], [when("NumericLessThanEquals", "s3:max-keys", "-2.5")], True),
    ([when("NumericLessThanEquals", "s3:max-keys", "-2.5")], [OLD], False),
    ([when("ForAllValues:StringEquals", "aws:TagKeys", "a")], [when("ForAnyValue:StringLike", "aws:TagKeys", "*")],
     False),
    ([when("ForAnyValue:StringEquals", "aws:TagKeys", "a")], [when("ForAllValues:StringEquals", "aws:TagKeys", "a")],
     False),
    ([ALLOW, {**ALLOW, "Effect": "Deny", "NotAction": "s3:GetObject", "Action": None}],
     [{**ALLOW, "Action": "s3:GetObject"}], True),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "within"), PAIRS)
def test_the_three_agree(first, second, within):
    one, other = (
        policy(*({k: v for k, v in each.items() if v is not None} for each in many)) for many in (first, second)
    )
    query = Encoding().query(one, other)
    assert isinstance(no_more_permissive(one, other), Proved if within else Refuted)
    assert ask_cvc5(query, SECONDS) == ("unsat" if within else "sat")
    assert ask_z3(query, SECONDS) in ("unknown", "unsat" if within else "sat")


def test_random_policies():
    compared = 0
    for seed in range(450):
        maker = Maker(seed)
        principals = maker.often(0.5)
        try:
            one, other = (read_policy(json.dumps(maker.policy(principals))) for _ in range(2))
            query = Encoding().query(one, other)
        except (Unsupported, LeftOut):
            continue
        found = no_more_permissive(one, other)
        said = ask_cvc5(query, SECONDS)
        if said != "unknown" and not isinstance(found, Unknown):
            assert (said == "unsat") == isinstance(found, Proved), seed
            compared += 1
    assert compared > 60
