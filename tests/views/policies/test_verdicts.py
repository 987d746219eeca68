"""Answers about all requests as pages: what they say is what the engine found, and what refutes is replayed there."""

import json

import pytest

from arlib.languages.iam.reading import read_policy
from arlib.policies import equivalent, no_more_permissive, not_public, who_can
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views import argument_html
from arlib.views.policies.statements import DECIDES
from arlib.views.policies.verdicts import (
    at_most_html,
    at_most_page,
    policy_argument_html,
    public_html,
    public_page,
    redundant_html,
    who_can_html,
)

ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}
TEAM = {**ALLOW, "Principal": {"AWS": "111122223333"}}


def policy(*statements):
    return read_policy(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, indent=1))


def test_a_public_policy_shows_a_request_and_the_statement_that_allows_it():
    text = public_html(policy(TEAM, ALLOW)).text
    assert text.startswith("✗ public") and "✓ allowed: by the statement in line 12" in text
    (marked,) = (line for line in text.splitlines() if line.startswith(DECIDES))
    assert "in line 12" in marked and "everyone" in marked


def test_one_that_is_not_public_names_its_evidence():
    assert public_html(policy(TEAM)).text.startswith("✓ not public") and "checked" in public_html(policy(TEAM)).text


def test_more_permissive_shows_what_each_policy_decides():
    text = at_most_html(policy(ALLOW), policy(TEAM)).text
    assert text.startswith("✗ more permissive")
    assert "The first policy on this request: ✓ allowed" in text
    assert "The second policy on this request: ✗ denied: no statement applies" in text
    assert at_most_html(policy(TEAM), policy(ALLOW)).text.startswith("✓ no more permissive")


def test_findings_are_a_table_with_requests_to_unfold():
    found = who_can_html(policy(TEAM, {**ALLOW, "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}))
    assert found.text.startswith("✓ 2 findings: these are all who can get in")
    assert "AWS:arn:aws:iam::111122223333:root" in found.text and "aws:SourceIp IpAddress 203.0.113.0/24" in found.text
    assert found.count("<details>") == 2 and found.count("the request") == 2
    nobody = policy({**ALLOW, "Effect": "Deny"})
    assert who_can_html(nobody).text.startswith("✓ 0 findings: nobody can get in")


def test_redundant_statements():
    lines = redundant_html(policy(ALLOW, TEAM)).text.splitlines()
    assert "✗ needed" in lines[1] and "it decides on" in lines[1] and "✓ redundant" in lines[2]


@pytest.mark.parametrize("page", [public_page, lambda found, one: at_most_page(found, one, one)])
def test_what_is_not_known_is_said(page):
    assert "? don't know" in page(Unknown("<too long>"), policy(ALLOW)).text
    assert "&lt;too long&gt;" in page(Unknown("<too long>"), policy(ALLOW))


def test_evidence_by_itself_has_a_page():
    one, two = policy(ALLOW), policy(ALLOW, TEAM)
    for found in (not_public(policy(TEAM)), equivalent(one, two), who_can(one), no_more_permissive(two, policy(TEAM))):
        page = argument_html(found)
        match found:
            case Proved(evidence) | Refuted(evidence):
                assert page.text.splitlines()[-1] in argument_html(evidence).text
        assert page.text[0] in "✓✗"
    assert "the two policies allow the same requests" in argument_html(equivalent(one, two)).text
    with pytest.raises(TypeError):
        policy_argument_html("evidence")


def test_evidence_that_the_checker_rejects_is_not_called_checked():
    wrong = no_more_permissive(policy(TEAM), policy(ALLOW)).certificate
    wrong = type(wrong)(policy(ALLOW), policy(TEAM), wrong.trees)
    assert "which the checker rejects" in policy_argument_html(wrong).text
