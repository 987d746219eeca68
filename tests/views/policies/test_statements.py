"""Policies and requests as tables: every element says whether it matches, and the statement that decides is marked."""

import json

import pytest

from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Request
from arlib.views.policies.statements import (
    DECIDES,
    MOST_STATEMENTS,
    deciding,
    decision_html,
    decision_table,
    matching,
    policy_table,
    request_table,
)

READ = {"Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}
ENDPOINT = {
    "Effect": "Deny",
    "NotPrincipal": {"AWS": "111122223333"},
    "Action": "s3:*",
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}, "Bool": {"aws:SecureTransport": "false"}},
}
CAT = "arn:aws:s3:::photos/cat.jpg"


def policy(*statements, version="2012-10-17"):
    return read_policy(json.dumps({"Version": version, "Statement": list(statements)}))


def asked(**context):
    return Request("anonymous", "s3:GetObject", CAT, {key: (value,) for key, value in context.items()})


def row(html, name):
    (line,) = (line for line in html.text.splitlines() if name in line)
    return line


def test_a_policy_has_a_row_for_each_statement():
    text = policy_table(policy(READ, ENDPOINT)).text
    assert len(text.splitlines()) == 3
    assert "s3:Get* or s3:List*" in text and "everyone" in text
    assert "all but AWS:arn:aws:iam::111122223333:root" in text
    assert "aws:SourceVpce StringNotEquals vpce-1 and aws:SecureTransport Bool false" in text


def test_what_is_written_is_escaped():
    found = policy_table(policy({**READ, "Sid": "<b>", "Resource": "arn:aws:s3:::<script>"}))
    assert "<b> in line 1" in found.text and "<script>" not in found and "&lt;script&gt;" in found


def test_a_long_policy_is_cut_and_says_so():
    many = policy(*([READ] * (MOST_STATEMENTS + 3)))
    assert "and 3 more statements" in policy_table(many).text
    actions = {**READ, "Action": [f"s3:Get{n}" for n in range(1_000)]}
    assert "and 994 more" in policy_table(policy(actions)).text


def test_the_statement_that_decides_is_shown_however_late_it_stands():
    many = policy(*([READ] * (MOST_STATEMENTS + 3)), {**ENDPOINT, "Sid": "Last", "Condition": {}})
    marked = [line for line in decision_table(many, asked()).text.splitlines() if line.startswith(DECIDES)]
    assert len(marked) == 1 and "Last" in marked[0]


def test_a_request_has_a_row_for_each_part():
    text = request_table(Request("anonymous", "s3:GetObject", CAT, {"aws:tagkeys": ("a", "b")})).text
    assert "key aws:tagkeys  a and b" in text
    assert "anonymous" in text and CAT in text


@pytest.mark.parametrize(
    ("request_", "outcome", "mark"),
    [
        (asked(), "✓ allowed: by the statement Read in line 1", "Allow"),  # one of two conditions does not hold
        (asked(**{"aws:securetransport": "false"}), "✗ denied: by the statement in line 1", "Deny"),
        (Request("anonymous", "iam:PassRole", "*"), "✗ denied: no statement applies", None),
    ],
)
def test_the_statement_that_decides_is_marked(request_, outcome, mark):
    both = policy(READ, ENDPOINT)
    text = decision_html(both, request_).text
    assert text.startswith(outcome)
    marked = [line for line in text.splitlines() if line.startswith(DECIDES)]
    assert len(marked) == (mark is not None)
    assert mark is None or f"  {mark}  " in marked[0]
    assert deciding(both, request_) is evaluate(both, request_).statement


def test_each_element_says_whether_it_matches():
    allow, deny = policy(READ, ENDPOINT).statements
    assert matching(allow, asked(), True) == (True, True, True, ())
    assert matching(deny, asked(), True) == (True, True, True, (True, False))
    bob = Request("AWS:arn:aws:iam::111122223333:user/bob", "iam:PassRole", CAT, {"aws:sourcevpce": ("vpce-1",)})
    # Whether he is excepted without his account is open.
    assert matching(deny, bob, True) == (None, False, True, (False, False))
    line = row(decision_table(policy(ENDPOINT), bob), "Deny")
    assert "✗ s3:*" in line and "✗ aws:SourceVpce StringNotEquals vpce-1 (it is vpce-1)" in line
    assert "Bool false (absent)" in line and "does not apply" in line


def test_what_is_open_is_not_decided():
    """Two pages of the guide disagree on this operator without its key."""
    open_ = {**READ, "Condition": {"ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": "a"}}}
    found = decision_html(policy(open_), asked()).text
    assert found.startswith("? don't know") and "? aws:TagKeys" in found and "? open" in found
    assert not any(line.startswith(DECIDES) for line in found.splitlines())
