"""Requests as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_maker import Maker

from arlib.languages.iam.requests import Request, read_request, request_text
from arlib.verdict import Unsupported

BASE = {"principal": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::photos/x"}


def read(**change):
    return read_request(json.dumps({**BASE, **change}))


@given(st.integers(0, 10**9))
def test_what_is_printed_is_read_back(seed):
    maker = Maker(seed)
    request = read_request(json.dumps(maker.request([maker.statement(True, True)])))
    assert read_request(request_text(request)) == request


def test_ways_to_write_a_request():
    ann = "AWS:arn:aws:iam::111122223333:user/ann"
    assert (
        read(principal=ann[4:]).principal
        == read(principal={"AWS": ann[4:]}).principal
        == read(principal=ann).principal
        == ann
    )
    assert read(context={"AWS:SecureTransport": True, "s3:max-keys": 10, "aws:TagKeys": ["a", "b", "a"]}).context == {
        "aws:securetransport": ("true",),
        "s3:max-keys": ("10",),
        "aws:tagkeys": ("a", "b"),
    }


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"who": "me"}, "a request has no who; there are principal"),
        ({"action": "*"}, "an action is a service, a colon and a name"),
        ({"action": ["s3:GetObject"]}, "an action is a text, not a list"),
        ({"resource": None}, "a resource is a text, not null"),
        ({"principal": "ann"}, "who asks is anonymous, or has a kind"),
        ({"principal": "AWS:ann"}, "an ARN with an account"),
        ({"principal": "*"}, "who asks is anonymous"),
        ({"principal": {"AWS": "x", "Service": "y"}}, "one principal asks"),
        ({"context": []}, "the context is an object"),
        ({"context": {"aws:x": []}}, "at least one value, or is left out"),
        ({"context": {"aws:x": None}}, "not null"),
        ({"context": {"aws:x": "1", "AWS:X": "2"}}, "the case of a key means nothing"),
    ],
)
def test_requests_that_are_refused(change, reason):
    with pytest.raises(Unsupported, match=reason):
        read(**change)


def test_each_member_but_the_context_is_there():
    for name in BASE:
        with pytest.raises(Unsupported, match=f"a request has a member {name}"):
            read_request(json.dumps({key: value for key, value in BASE.items() if key != name}))


def test_a_request_made_in_python_has_keys_in_small_letters_and_values():
    for context in ({"aws:X": ("1",)}, {"aws:x": ()}):
        with pytest.raises(ValueError, match="small letters|at least one value"):
            Request("anonymous", "s3:GetObject", "x", context)
