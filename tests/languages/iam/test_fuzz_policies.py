"""A small part of the comparison with the second evaluator, and what that one says where the answer is plain."""

from collections import Counter

import pytest
from fuzz_policies import one_pair
from languages.iam.account_oracle import decide_account
from languages.iam.oracle import decide

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
