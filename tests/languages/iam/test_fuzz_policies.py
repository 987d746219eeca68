"""A small part of the comparison with the second evaluator, and what that one says where the answer is plain."""

import json
from collections import Counter

import pytest
from fuzz_policies import one_pair
from languages.iam.account_oracle import decide_account
from languages.iam.oracle import decide

from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import read_request

KNOWN = {"allow", "explicit deny", "implicit deny"}
REQUEST = {
    "principal": "anonymous",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::photos/x",
    "context": {"x:k": "a"},
}


def test_no_decision_contradicts_the_second_evaluator():
    counts = Counter()
    for seed in range(500):
        ours, theirs, policy, request = one_pair(seed)
        ours = ours.partition(":")[0]
        assert ours in KNOWN | {"open"}, (seed, ours)
        assert ours == theirs or "open" in (ours, theirs), (seed, ours, theirs, policy, request)
        counts[ours] += 1
    assert all(counts[each] > 20 for each in KNOWN) and counts["open"] < 50


@pytest.mark.parametrize(
    "condition, expected",
    [
        ({}, "allow"),
        ({"StringLike": {"X:K": "?"}}, "allow"),
        ({"StringNotEquals": {"x:k": "a"}}, "implicit deny"),
        ({"StringNotEquals": {"x:none": "a"}}, "allow"),
        ({"ForAnyValue:StringEqualsIfExists": {"x:none": "a"}}, None),
        ({"Null": {"x:none": True}}, "allow"),
    ],
)
def test_the_second_evaluator(condition, expected):
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": condition}
    assert decide({"Version": "2012-10-17", "Statement": statement}, REQUEST) == expected
    assert decide_account({"owner": "1", "resource": [{"Statement": [statement]}]}, REQUEST) == expected
    assert decide_account({"owner": "1"}, REQUEST) == "implicit deny"


TAGS = ["key1*", "key2*"]
STORE = "arn:aws:x:us-east-2:999999999999:store/abc:111122223333:finance/document.txt"
FINANCE = "arn:aws:x:*:111122223333:finance/*"


@pytest.mark.parametrize(
    "condition, context, applies",
    [
        # "Multivalued context key examples"
        ({"ForAllValues:StringNotLike": {"aws:TagKeys": TAGS}}, {"aws:TagKeys": ["key1:hr", "key2:audit"]}, False),
        ({"ForAllValues:StringNotLike": {"aws:TagKeys": TAGS}}, {"aws:TagKeys": ["key3:legal"]}, True),
        ({"ForAllValues:StringNotLike": {"aws:TagKeys": TAGS}}, {}, True),
        ({"ForAnyValue:StringEquals": {"aws:TagKeys": "web"}}, {"aws:TagKeys": ["environment", "web"]}, True),
        ({"ForAnyValue:StringEquals": {"aws:TagKeys": "web"}}, {"aws:TagKeys": ["environment", "test"]}, False),
        ({"ForAnyValue:StringEquals": {"aws:TagKeys": "web"}}, {}, False),
        # "Condition operators"
        ({"StringLike": {"x:arn": FINANCE}}, {"x:arn": STORE}, True),
        ({"ArnLike": {"x:arn": FINANCE}}, {"x:arn": STORE}, False),
        ({"IpAddress": {"aws:SourceIp": "2001:DB8:1234:5678::/64"}}, {"aws:SourceIp": "2001:db8:1234:5678::1"}, True),
        ({"Null": {"aws:TokenIssueTime": "true"}}, {}, True),
        # "Variables and tags"
        ({"StringNotEquals": {"s3:tag": "${aws:PrincipalTag/Team}"}}, {"s3:tag": "a"}, True),
        ({"StringEquals": {"s3:tag": "${aws:PrincipalTag/Team}"}}, {"s3:tag": "a"}, False),
        ({"StringEquals": {"s3:tag": "${aws:PrincipalTag/Team, 'all'}"}}, {"s3:tag": "all"}, True),
        ({"StringLike": {"s3:tag": "a${*}"}}, {"s3:tag": "ab"}, False),
    ],
)
def test_both_evaluators_decide_the_examples_of_the_guide(condition, context, applies):
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}
    policy, asked = {"Version": "2012-10-17", "Statement": statement}, {**REQUEST, "context": context}
    expected = "allow" if applies else "implicit deny"
    assert decide(policy, asked) == expected
    assert evaluate(read_policy(json.dumps(policy)), read_request(json.dumps(asked))).outcome == expected
