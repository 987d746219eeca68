"""Inclusion of policies against the evaluator: what is proved holds for requests, what is refuted has one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_policies import PAIRS, REQUESTS

from arlib.certificates.policies_json import inclusion_json
from arlib.checking.claims import Accepted
from arlib.checking.policies import check_inclusion
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.reading import read_policy
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown, Unsupported


def allows(policy, request):
    """Whether a policy allows a request; None where that depends on an open question."""
    try:
        return evaluate(policy, request).outcome == "allow"
    except Unsupported:
        return None


@settings(max_examples=80, deadline=None)
@given(PAIRS, st.lists(REQUESTS, min_size=20, max_size=20))
def test_an_answer_agrees_with_the_evaluator(pair, requests):
    for first, second in (pair, pair[::-1]):
        match no_more_permissive(first, second):
            case Proved(certificate):
                assert isinstance(check_inclusion(certificate), Accepted)
                for request in requests:
                    assert not (allows(first, request) is True and allows(second, request) is False), request
            case Refuted(witness):
                assert allows(first, witness) is True
                assert allows(second, witness) is False
            case Unknown(reason):
                assert reason


@settings(max_examples=100, deadline=None)
@given(PAIRS)
def test_a_policy_is_no_more_permissive_than_itself(pair):
    assert isinstance(no_more_permissive(pair[0], pair[0]), Proved)


def policy(statement, version="2012-10-17"):
    return read_policy(f'{{"Version": "{version}", "Statement": [{statement}]}}')


def allow(condition="", effect="Allow"):
    block = f', "Condition": {{{condition}}}' if condition else ""
    return f'{{"Effect": "{effect}", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"{block}}}'


@pytest.mark.parametrize(
    ("first", "second", "yes"),
    [
        # a negated operator holds of an absent key
        ('"StringEquals": {"aws:SourceVpc": "a"}', '"StringNotEquals": {"aws:SourceVpc": "b"}', True),
        ('"StringNotEquals": {"aws:SourceVpc": "b"}', '"StringLike": {"aws:SourceVpc": "*"}', False),
        ('"StringNotLike": {"aws:SourceVpc": "*"}', '"Null": {"aws:SourceVpc": "true"}', True),
        ('"Null": {"aws:SourceVpc": "true"}', '"StringEqualsIfExists": {"aws:SourceVpc": "a"}', True),
        # of each member, and of none
        ('"ForAllValues:StringEquals": {"aws:TagKeys": "a"}', '"Null": {"aws:TagKeys": "false"}', False),
        ('"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}', '"Null": {"aws:TagKeys": "false"}', True),
        (
            '"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}',
            '"ForAllValues:StringEquals": {"aws:TagKeys": "a"}',
            False,
        ),
        # two halves of all addresses
        (
            '"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}',
            '"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}',
            True,
        ),
        (
            '"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}',
            '"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/2"]}',
            False,
        ),
        ('"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}', '"NotIpAddress": {"aws:SourceIp": "10.1.0.0/16"}', True),
        # numbers and moments
        ('"NumericLessThan": {"s3:max-keys": "2"}', '"NumericLessThanEquals": {"s3:max-keys": "2"}', True),
        ('"NumericLessThanEquals": {"s3:max-keys": "2"}', '"NumericLessThan": {"s3:max-keys": "2"}', False),
        (
            '"DateLessThan": {"aws:CurrentTime": "2020-01-01"}',
            '"DateLessThan": {"aws:CurrentTime": "1577836801"}',
            True,
        ),
        ('"Bool": {"aws:SecureTransport": "true"}', '"StringLike": {"aws:Referer": "*"}', False),
        # a star that means a star, and case
        ('"StringEquals": {"aws:Referer": "a*"}', '"StringLike": {"aws:Referer": "a*"}', True),
        ('"StringLike": {"aws:Referer": "a*"}', '"StringEquals": {"aws:Referer": "a*"}', False),
        ('"StringEqualsIgnoreCase": {"aws:Referer": "Ab"}', '"StringLike": {"aws:Referer": ["?b", "?B"]}', True),
        ('"StringLike": {"aws:Referer": "${*}?"}', '"StringEquals": {"aws:Referer": "*a"}', False),
        # the parts of an ARN are read one by one
        ('"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:1:a"}', '"StringLike": {"aws:SourceArn": "arn:*:1:a"}', True),
        ('"StringLike": {"aws:SourceArn": "arn:*:1:a"}', '"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:1:a"}', False),
        # variables
        ('"StringLike": {"aws:Referer": "a/${aws:username}/b"}', '"StringLike": {"aws:Referer": "a/*"}', True),
        ('"StringLike": {"aws:Referer": "a/*"}', '"StringLike": {"aws:Referer": "a/${aws:username}"}', False),
        ('"StringEquals": {"aws:Referer": "${aws:username}"}', '"StringLike": {"aws:Referer": "?*"}', False),
    ],
)
def test_conditions_are_compared_as_the_table_has_it(first, second, yes):
    found = no_more_permissive(policy(allow(first)), policy(allow(second)))
    assert isinstance(found, Proved if yes else Refuted | Unknown)
    if "?*" not in second:
        assert not isinstance(found, Unknown)


def test_the_version_decides_what_a_variable_is():
    text = allow('"StringEquals": {"aws:Referer": "${aws:username}"}')
    old, new = policy(text, "2008-10-17"), policy(text)
    assert isinstance(no_more_permissive(old, old), Proved)
    witness = no_more_permissive(old, new).witness
    assert witness.context["aws:referer"] == ("${aws:username}",)


def test_a_deny_is_seen_on_both_sides():
    denied = '"StringNotEquals": {"aws:SourceVpce": "vpce-1"}'
    plain, guarded = policy(allow()), policy(f"{allow()}, {allow(denied, 'Deny')}")
    only = policy(allow('"StringEquals": {"aws:SourceVpce": "vpce-1"}'))
    assert isinstance(no_more_permissive(guarded, plain), Proved)
    assert isinstance(no_more_permissive(plain, guarded), Refuted)
    assert isinstance(no_more_permissive(guarded, only), Proved)
    assert isinstance(no_more_permissive(only, guarded), Proved)


def test_the_witness_looks_like_a_request_that_somebody_makes():
    wide = policy('{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::photos/*"}')
    witness = no_more_permissive(wide, policy(allow(effect="Deny"))).witness
    assert witness.principal == "AWS:arn:aws:iam::444455556666:user/ann"
    assert witness.action == "s3:GetObject"
    assert witness.resource == "arn:aws:s3:::photos/cat.jpg"


def test_a_key_at_two_types_is_not_decided():
    first = policy(allow('"StringLike": {"aws:SourceIp": "10.*"}'))
    second = policy(allow('"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}'))
    assert no_more_permissive(first, second) == Unknown("a key is compared as address and as text")


def test_an_open_question_of_the_guide_is_answered_in_both_ways():
    text = allow('"ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": "a"}')
    assert isinstance(no_more_permissive(policy(text), policy(text)), Proved)
    assert len(no_more_permissive(policy(text), policy(text)).certificate.trees) == 3  # of the absent key one more
    assert isinstance(no_more_permissive(policy(text), policy(allow('"Null": {"aws:TagKeys": "false"}'))), Unknown)


def test_a_catalogue_of_actions_can_be_all_that_there_is():
    one, every = policy(allow()), policy(allow().replace("s3:GetObject", "s3:Get*"))
    assert isinstance(no_more_permissive(every, one), Refuted)
    assert isinstance(no_more_permissive(every, one, ("s3:getobject", "s3:putobject")), Proved)
    limited = no_more_permissive(every, one, ("s3:getobject", "s3:putobject")).certificate
    assert (
        str(limited).endswith("for 2 patterns of actions alone") and limited.limited in inclusion_json(limited)["says"]
    )
