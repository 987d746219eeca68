"""Public in S3's meaning, who can get in, and what a collection of policies has in common."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_policies import POLICIES, REQUESTS

from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.syntax import Policy
from arlib.policies import equivalent, no_more_permissive, not_public, redundant, who_can
from arlib.policies.collection import all_pairs, compared, member
from arlib.policies.public import trusted
from arlib.verdict import Proved, Refuted, Unknown, Unsupported


def policy(*statements):
    return read_policy(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))


def allow(condition=None, principal="*", effect="Allow"):
    statement = {"Effect": effect, "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
    return {**statement, "Condition": condition} if condition else statement


POINT = "arn:aws:s3:us-east-1:111122223333:accesspoint/"


@pytest.mark.parametrize(
    ("statements", "public"),
    [
        # the four that the page shows, in short: a network or a range of all, a federated user, and a fixed network
        ([allow()], True),
        ([allow({"StringLike": {"aws:SourceVpc": "vpc-*"}})], True),
        ([allow(principal={"Federated": "graph.facebook.com"})], True),
        ([allow({"StringEquals": {"aws:SourceVpc": "vpc-91237329"}})], False),
        ([allow({"StringLike": {"aws:SourceVpc": "vpc-91237329"}})], False),
        ([allow({"StringEquals": {"aws:SourceVpc": "vpc-*"}})], False),  # a star that means a star
        ([allow({"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}})], True),
        ([allow({"ForAllValues:StringEquals": {"aws:SourceVpc": "vpc-1"}})], True),
        ([allow({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})], True),
        ([allow({"StringEquals": {"aws:SourceArn": "${aws:PrincipalArn}"}})], True),
        ([allow({"StringEquals": {"aws:Referer": "https://example.com"}})], True),
        ([allow({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})], False),
        ([allow({"IpAddress": {"aws:SourceIp": "11.0.0.0/8"}})], False),
        ([allow({"IpAddress": {"aws:SourceIp": "10.0.0.0/7"}})], True),
        ([allow({"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}})], True),
        ([allow({"IpAddress": {"aws:SourceIp": "2001:db8::/32"}})], False),
        ([allow({"IpAddress": {"aws:SourceIp": "2000::/31"}})], True),
        ([allow({"StringLike": {"s3:DataAccessPointArn": f"{POINT}*"}})], False),
        ([allow({"ArnLike": {"s3:DataAccessPointArn": POINT.replace("111122223333", "*") + "x"}})], True),
        ([allow({"StringEquals": {"aws:userid": "AIDAEXAMPLE"}})], False),
        ([allow({"StringEquals": {"aws:userid": "AROAEXAMPLE:ann"}})], True),
        ([allow(principal={"AWS": "111122223333"})], False),
        ([allow(principal={"Service": "cloudtrail.amazonaws.com"})], False),
        ([allow({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})], False),
        # what is denied counts
        ([allow(), allow({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, effect="Deny")], False),
        ([allow(), allow({"StringNotLike": {"aws:SourceVpce": "vpce-*"}}, effect="Deny")], True),
    ],
)
def test_public_is_what_s3_says(statements, public):
    found = not_public(policy(*statements))
    assert isinstance(found, Refuted if public else Proved)
    if public:
        assert evaluate(policy(*statements), found.witness).outcome == "allow"
        assert evaluate(trusted(policy(*statements)), found.witness).outcome != "allow"


@settings(max_examples=30, deadline=None)
@given(POLICIES, st.lists(REQUESTS, min_size=10, max_size=10))
def test_findings_are_complete_and_each_has_its_request(found, requests):
    match who_can(found):
        case Proved(findings):
            for each in findings.found:
                assert evaluate(found, each.request).outcome == "allow"
            known = Policy(tuple(each.statement for each in findings.found))
            for request in requests:
                try:
                    if evaluate(found, request).outcome == "allow":
                        assert evaluate(known, request).outcome == "allow"
                except Unsupported:
                    pass
        case Unknown(reason):
            assert reason


def test_findings_name_as_little_as_they_can():
    found = who_can(
        policy(
            allow({"StringEquals": {"aws:SourceVpc": "vpc-1"}}),
            allow(principal={"AWS": "111122223333"}),
            allow(principal={"AWS": "arn:aws:iam::111122223333:user/ann"}),
        )
    ).certificate
    assert {str(each) for each in found.found} == {
        "everyone where aws:SourceVpc StringEquals vpc-1",
        "AWS:arn:aws:iam::111122223333:root",
    }
    assert str(who_can(policy(allow(effect="Deny"))).certificate) == "nobody"
    with pytest.raises(Unsupported, match="no principals"):
        who_can(read_policy('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}'))


def test_equivalent_and_redundant():
    two = policy(allow(principal={"AWS": "111122223333"}), allow())
    assert isinstance(equivalent(two, policy(allow())), Proved)
    assert isinstance(equivalent(two, policy(allow(effect="Deny"))), Refuted)
    assert isinstance(equivalent(policy(allow(effect="Deny")), two), Refuted)
    assert [isinstance(verdict, Proved) for _, verdict in redundant(two)] == [True, False]
    assert isinstance(redundant(policy(allow(), allow(effect="Deny")))[1][1], Refuted)


@settings(max_examples=25, deadline=None)
@given(st.lists(POLICIES, min_size=2, max_size=3), st.lists(REQUESTS, min_size=5, max_size=5))
def test_a_collection_is_answered_as_its_pairs_are(policies, requests):
    for first, second, found in all_pairs(policies):
        alone = no_more_permissive(policies[first], policies[second])
        assert type(found) is type(alone) or isinstance(alone, Unknown)
        if isinstance(found, Refuted):
            assert evaluate(policies[first], found.witness).outcome == "allow"
            assert evaluate(policies[second], found.witness).outcome != "allow"
    for each in policies:
        ready = member(each)
        for request in requests:
            try:
                wanted = evaluate(each, request).outcome == "allow"
            except Unsupported:
                continue
            assert ready.allows(request.action.partition(":")[0], request) in (wanted, None)


def test_most_pairs_need_no_search():
    first, second = member(policy(allow())), member(policy(allow(principal={"AWS": "111122223333"})))
    assert compared(first, second).witness == first.requests[0][1]
