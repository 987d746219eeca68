"""The answer about a reader's own policy: every question, the lines that decide, and texts that cannot be read."""

import re

import pytest

from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import read_request
from arlib.policies import not_public
from arlib.verdict import Refuted
from arlib.views.policies import own_policy
from arlib.views.policies.own_policy import EXAMPLES, REQUEST, answer, answer_values, numbered_policy, policy_html

DENY = EXAMPLES["a Deny that lets one endpoint in"]


def marked(listing):
    """The numbers of the lines that are marked."""
    return [int(n) for n in re.findall(r"▶ +(\d+) ", listing)]


@pytest.mark.parametrize("source", EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_says_what_the_engine_finds(source):
    found = answer(source, "public", "")
    public = isinstance(not_public(read_policy(source)), Refuted)
    assert found.read and found.text.startswith("✗ public" if public else "✓ not public")
    assert bool(marked(found.listing)) == public


def test_some_examples_are_public_and_some_are_not():
    assert {policy_html(source).text[0] for source in EXAMPLES.values()} == {"✓", "✗"}


def test_the_lines_of_the_statement_that_decides_are_marked():
    assert read_request(REQUEST).principal == "anonymous"
    found = answer(DENY, "request", REQUEST)
    assert found.text.startswith("✗ denied: by the statement in line 8")
    assert marked(found.listing) == [8, 9, 10, 11, 12]
    assert marked(numbered_policy(DENY, None)) == []
    for ending in ("\r\n", "\r"):  # lines end as the reader counts them
        assert marked(answer(DENY.replace("\n", ending), "request", REQUEST).listing) == [8, 9, 10, 11, 12]


def test_of_a_long_policy_the_lines_near_the_marked_ones_are_shown():
    head, _, rest = DENY.partition("    { ")
    long = head + "\n" * 500 + "    { " + rest.replace("s3:::photos/*", "s3:::" + "a" * 5_000, 1)
    found = answer(long, "request", REQUEST)
    assert marked(found.listing) == [508, 509, 510, 511, 512]
    assert "… 499 lines" in found.listing and "a" * 5_000 not in found.listing and "… " in found.listing
    assert "… 454 lines" in numbered_policy(long, None)


@pytest.mark.parametrize(
    ("question", "other", "begins"),
    [
        ("public", "", "✓ not public"),
        ("who can", "", "✓ 1 finding"),
        ("redundant", "", "Statement"),
        ("at most", EXAMPLES["photos for one account"], "✗ more permissive"),
        ("request", REQUEST, "✗ denied"),
    ],
)
def test_every_question_has_an_answer(question, other, begins):
    assert policy_html("\n" + DENY, question, other).text.startswith(begins)


@pytest.mark.parametrize(
    ("source", "question", "other", "words"),
    [
        (DENY.replace("Deny", "deny"), "public", "", "The policy cannot be read: line 8, column 17"),
        (DENY, "at most", DENY[:-4], "The second policy cannot be read: line"),
        (DENY, "request", "{}", "The request cannot be read: line 1, column 1"),
        (DENY, "request", " ", "there is no request yet"),
        ("", "public", "", "there is no policy yet"),
        ('{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}', "who can", "", "This cannot be asked"),
        ("[" * own_policy.MOST_LETTERS + "]", "public", "", "are the most here"),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_place(source, question, other, words):
    found = answer(source, question, other)
    assert not found.read and words in found.text and 'role="alert"' in found.markup and found.listing == ""


def test_other_questions_are_refused():
    with pytest.raises(ValueError, match="the questions are"):
        policy_html(DENY, "private")


def test_whatever_goes_wrong_is_said(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("by <zero>")

    monkeypatch.setattr(own_policy, "answer", broken)
    markup, text, read, listing = answer_values((DENY, "public", ""))
    assert "ZeroDivisionError: by <zero>" in text and "&lt;zero&gt;" in markup and not read and not listing
