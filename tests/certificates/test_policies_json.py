"""Evidence about policies as JSON: it comes back, and nothing else is taken for it."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_policies import PAIRS

from arlib.certificates.json_values import parse
from arlib.certificates.policies_json import inclusion_json, inclusion_of, of_text, pattern_text
from arlib.checking import Accepted, check
from arlib.languages.iam.globs import ANY, ONE, PART, PART_ONE, either_case, glob, variable
from arlib.languages.iam.reading import read_policy
from arlib.policies import no_more_permissive
from arlib.verdict import Proved, Refuted

NAMES = ["aws:username", "aws:username, 'no {one}'", "aws:username, 'x' in any case", "aws:principaltag/a b"]
LETTERS = ["a", "*", "?", "$", "{", "}", ":", "~", "'", "é", ANY, ONE, PART, PART_ONE, either_case("a")]


@given(st.lists(st.sampled_from([*LETTERS, *map(variable, NAMES)]), max_size=12).map("".join))
def test_patterns_come_back(pattern):
    text = pattern_text(pattern)
    text.encode()  # no half of a surrogate pair is left
    assert of_text(text) == pattern


@settings(max_examples=60, deadline=None)
@given(PAIRS)
def test_evidence_comes_back(pair):
    try:
        found = no_more_permissive(*pair)
        data = inclusion_json(found.certificate) if isinstance(found, Proved) else None
    except ValueError:  # two conditions with one operator and key are no document
        return
    if data is not None:
        again = inclusion_of(parse(json.dumps(data)))
        assert again.trees == found.certificate.trees
        assert inclusion_json(again) == data


def proof():
    condition = {"ForAnyValue:StringLike": {"aws:TagKeys": ["x*", "y"]}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
    patterns = ["arn:aws:s3:::a?*", "arn:aws:s3:::b"]
    first = {"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"], "Resource": patterns, "Condition": condition}
    second = {"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::a*?", "*b"]}
    second["Resource"][1] = "arn:aws:s3:::b*"
    policies = (read_policy(json.dumps({"Version": "2012-10-17", "Statement": [each]})) for each in (first, second))
    return json.loads(json.dumps(inclusion_json(no_more_permissive(*policies).certificate)))


PROOF = proof()


def places(data, path=()):
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


@pytest.mark.parametrize("change", [None, 0, 1, -1, 99, "x", [], {}, True])
def test_no_changed_data_pass(change):
    """One place after the other has something else: either it cannot be read, or the checker answers."""
    assert isinstance(check(inclusion_of(PROOF)), Accepted)
    rejected = 0
    for path in places(PROOF):
        data = copy.deepcopy(PROOF)
        if not path:
            continue
        inner = data
        for key in path[:-1]:
            inner = inner[key]
        if inner[path[-1]] == change and type(inner[path[-1]]) is type(change):
            continue
        inner[path[-1]] = change
        try:
            found = inclusion_of(data)
        except ValueError:
            rejected += 1
            continue
        # What is accepted, of these policies or others, is true.
        if isinstance(check(found), Accepted):
            assert not isinstance(no_more_permissive(found.first, found.second, found.actions), Refuted)
    assert rejected > 0


def test_what_no_document_is_cannot_be_written():
    from arlib.certificates.policies import Inclusion
    from arlib.languages.iam.syntax import Condition, Patterns, Policy, Statement

    twice = (Condition("StringLike", "aws:Referer", ("a*",)), Condition("StringLike", "aws:Referer", ("*b",)))
    policy = Policy((Statement("Allow", Patterns((glob("s3:*"),)), Patterns(("*",)), None, twice),))
    with pytest.raises(ValueError, match="two conditions"):
        inclusion_json(Inclusion(policy, policy, ()))
