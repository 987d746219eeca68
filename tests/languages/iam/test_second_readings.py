"""What the guide leaves open: no answer about all requests holds in one reading alone."""

import json

import pytest

from arlib.checking.claims import Accepted
from arlib.checking.policies import check_inclusion
from arlib.languages.iam import globs
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.principals import certain_patterns
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Request
from arlib.languages.iam.second_readings import readings
from arlib.languages.iam.syntax import Principal
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

BOB, ACCOUNT = "arn:aws:iam::444455556666:user/bob", "arn:aws:iam::444455556666:root"
ROLE, SESSION = (
    "arn:aws:iam::444455556666:role/team/audit",
    "arn:aws:sts::444455556666:assumed-role/audit/night",
)


def policy(*statements):
    common = {"Effect": "Allow", "Action": "s3:GetObject"}
    written = [{**common, **({} if "Resource" in each else {"Resource": "*"}), **each} for each in statements]
    return read_policy(json.dumps({"Version": "2012-10-17", "Statement": written}))


def where(**conditions):
    return {"Condition": {name.replace("__", ":"): value for name, value in conditions.items()}}


def excepting(*named):
    return policy({"Principal": "*"}, {"Effect": "Deny", "NotPrincipal": {"AWS": list(named)}})


def test_each_of_several_keys_may_be_there_or_not():
    """One has two values and the other is absent: no reading of the conditions as a whole has this case."""
    first = policy(where(ForAnyValue__StringEqualsIfExists={"x:k": "a", "x:l": "b"}))
    both = where(ForAnyValue__StringEquals={"x:k": "a", "x:l": "b"})
    assert not isinstance(
        no_more_permissive(first, policy(both, where(ForAllValues__StringEquals={"x:k": "a", "x:l": "b"}))), Proved
    )
    ways = [
        {"Condition": {**({"ForAnyValue:StringEquals": there} if there else {}), "Null": absent}}
        for there, absent in (
            ({"x:k": "a"}, {"x:l": "true"}),
            ({"x:l": "b"}, {"x:k": "true"}),
            ({}, {"x:k": "true", "x:l": "true"}),
        )
    ]
    found = no_more_permissive(first, policy(both, *ways))
    assert isinstance(found, Proved) and isinstance(check_inclusion(found.certificate), Accepted)


def test_there_is_a_limit_to_what_is_open():
    many = policy(where(ForAnyValue__StringEqualsIfExists={f"x:{n}": "a" for n in range(7)}))
    assert "more than 6 conditions" in str(no_more_permissive(many, many))


@pytest.mark.parametrize(
    "named, who, denied",
    [
        ([BOB, ACCOUNT], BOB, False),
        ([BOB, ACCOUNT], ACCOUNT, False),
        ([BOB, ACCOUNT], "arn:aws:iam::444455556666:user/alice", None),  # the guide denies her, in words
        ([BOB, ACCOUNT], "arn:aws:iam::111122223333:user/bob", True),
        ([BOB], BOB, None),  # and him perhaps
        ([BOB], "arn:aws:iam::444455556666:user/alice", True),
        ([ROLE, ACCOUNT], SESSION, False),
        ([SESSION, ROLE, ACCOUNT], SESSION, False),
        ([SESSION, ROLE, ACCOUNT], ROLE, False),
        ([SESSION, ROLE, ACCOUNT], SESSION.replace("night", "day"), None),  # the guide denies it, in words
        ([SESSION.replace("audit", "read"), ROLE, ACCOUNT], SESSION, False),
        ([SESSION.replace("audit", "read"), ROLE, ACCOUNT], SESSION.replace("audit", "read"), None),
        ([SESSION, ACCOUNT], SESSION, None),
    ],
)
def test_who_is_excepted_from_a_denial(named, who, denied):
    request = Request(f"AWS:{who}", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg")
    if denied is None:
        with pytest.raises(Unsupported, match="not named together with its account"):
            evaluate(excepting(*named), request)
    else:
        assert (evaluate(excepting(*named), request).outcome == "explicit deny") == denied


def test_services_and_everyone_need_no_account():
    assert certain_patterns([Principal("Service", "sns.amazonaws.com")]) == ("Service:sns.amazonaws.com",)
    assert isinstance(no_more_permissive(policy({"Principal": {"AWS": "1" * 12}}), excepting("*")), Proved)


def test_no_inclusion_rests_on_an_exception_that_is_open():
    alice = policy({"Principal": {"AWS": "arn:aws:iam::444455556666:user/alice"}})
    bob, whole = policy({"Principal": {"AWS": BOB}}), policy({"Principal": {"AWS": "444455556666"}})
    both = excepting(BOB, ACCOUNT)
    assert isinstance(no_more_permissive(bob, both), Proved)
    assert isinstance(no_more_permissive(both, both), Proved)
    assert isinstance(no_more_permissive(alice, both), Unknown)
    assert isinstance(no_more_permissive(whole, both), Unknown)
    assert isinstance(no_more_permissive(bob, excepting(BOB)), Unknown)
    assert isinstance(no_more_permissive(policy({"Principal": "*"}), both), Refuted)


def test_a_variable_before_the_fifth_colon_may_be_text():
    small, large = (policy({"Resource": f"arn:aws:s3:${{aws:{name}}}::b"}) for name in ("region", "Region"))
    assert len(readings(small, large)) == 2
    assert isinstance(no_more_permissive(small, small), Proved)
    assert isinstance(no_more_permissive(small, large), Unknown)
    assert isinstance(no_more_permissive(small, policy({"Resource": "arn:aws:s3:*::b"})), Proved)
    assert len(readings(policy({"Resource": "arn:aws:s3:::${aws:username}"}))) == 1


def test_a_key_may_end_as_a_variable_in_any_case_is_written():
    value, other = "${aws:PrincipalTag/u}", "${aws:PrincipalTag/u in any case}"
    first = policy(where(StringEqualsIgnoreCase={"x:k": value}))
    assert isinstance(no_more_permissive(first, policy(where(StringLike={"x:k": other}))), Refuted)
    assert isinstance(no_more_permissive(first, first), Proved)


def test_only_letters_from_a_to_z_have_another_case_for_sure():
    first = policy(where(StringEqualsIgnoreCase={"x:k": "ä"}))
    assert "have another case is not said" in str(no_more_permissive(first, policy(where(StringEquals={"x:k": "ä"}))))


def test_too_many_variables_are_no_error(monkeypatch):
    monkeypatch.setattr(globs, "MOST_VARIABLES", len(globs._variables))
    many = policy({"Resource": "arn:aws:s3:::${x:one-more}"})
    assert "variables" in str(no_more_permissive(many, many))
