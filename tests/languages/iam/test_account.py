"""What several policies decide together: the table of the documentation on kinds of principals and implicit denies."""

import json

import pytest

from arlib.languages.iam.account import decide
from arlib.languages.iam.account_reading import is_account, read_policies
from arlib.languages.iam.requests import Request
from arlib.verdict import Unsupported

OWNER, OTHER = "111122223333", "444455556666"
USER = f"AWS:arn:aws:iam::{OWNER}:user/ann"
SESSION = f"AWS:arn:aws:sts::{OWNER}:assumed-role/audit/night"
FEDERATED = f"AWS:arn:aws:sts::{OWNER}:federated-user/bob"
ROOT = f"AWS:arn:aws:iam::{OWNER}:root"
STRANGER = f"AWS:arn:aws:iam::{OTHER}:user/eve"
ALLOW = {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
NOTHING = {"Statement": {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}}
DENY = {"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}


def names(principal, effect="Allow", **more):
    return {"Statement": {"Effect": effect, "Principal": principal, "Action": "s3:*", "Resource": "*", **more}}


def arn(who):
    return {"AWS": who.removeprefix("AWS:")}


def decision(who, owner=OWNER, **layers):
    """What is decided, and by which layer."""
    found = decide(
        read_policies(json.dumps({"owner": owner, **layers})), Request(who, "s3:GetObject", "arn:aws:s3:::photos/x")
    )
    return found.outcome, found.layer


def allowed(who, owner=OWNER, **layers):
    return decision(who, owner, **layers)[0] == "allow"


def test_within_an_account_either_side_allows():
    assert decision(USER) == ("implicit deny", "identity policy")
    assert decision(USER, identity=[NOTHING, ALLOW]) == ("allow", "identity policy")
    assert decision(USER, resource=[names(arn(USER))]) == ("allow", "resource policy")
    assert decision(USER, resource=[names("*")]) == ("allow", "resource policy")


@pytest.mark.parametrize(
    "layer", ["identity", "resource", "boundary", "session", "service_control", "resource_control"]
)
def test_a_deny_anywhere_wins(layer):
    deny = names("*", "Deny") if layer.startswith("resource") else DENY
    layers = {"identity": [ALLOW], "resource": [names(arn(SESSION))], "boundary": ALLOW, "session": ALLOW}
    layers |= {"service_control": [[ALLOW]], "resource_control": [[names("*")]]}
    assert allowed(SESSION, **layers)
    before = layers[layer]
    if layer in ("identity", "resource"):
        layers[layer] = [*before, deny]
    elif layer in ("boundary", "session"):
        layers[layer] = {"Statement": [before["Statement"], deny["Statement"]]}
    else:
        layers[layer] = [[*before[0], deny]]
    assert decision(SESSION, **layers) == (
        "explicit deny",
        layer.replace("_", " ").replace("boundary", "permissions boundary")
        + (" policy" if layer != "boundary" else ""),
    )


@pytest.mark.parametrize(
    "who, named, limited",
    [
        (USER, arn(USER), False),
        (SESSION, arn(SESSION), False),
        (FEDERATED, arn(FEDERATED), False),
        (SESSION, {"AWS": f"arn:aws:iam::{OWNER}:role/audit"}, True),
        (SESSION, "*", True),
        (USER, "*", True),
    ],
)
def test_implicit_denies_limit_what_a_resource_allows_unless_it_names_who_asks(who, named, limited):
    resource = [names(named)]
    session = {"session": ALLOW} if who == FEDERATED else {}
    assert allowed(who, resource=resource, **session)
    assert allowed(who, resource=resource, boundary=NOTHING, **session) == (not limited)
    if who != USER:
        assert allowed(who, resource=resource, session=NOTHING) == (not limited)


def test_an_account_that_is_named_only_delegates():
    for named in (OWNER, f"arn:aws:iam::{OWNER}:root"):
        assert not allowed(USER, resource=[names({"AWS": named})])
        assert allowed(USER, resource=[names({"AWS": named})], identity=[ALLOW])


def test_boundaries_and_session_policies_only_take_away():
    assert decision(SESSION, identity=[ALLOW], boundary=NOTHING) == ("implicit deny", "permissions boundary")
    assert decision(SESSION, identity=[ALLOW], boundary=ALLOW, session=NOTHING) == ("implicit deny", "session policy")
    assert decision(SESSION, identity=[ALLOW], boundary=ALLOW, session=ALLOW) == ("allow", "identity policy")
    assert decision(SESSION, boundary=ALLOW, session=ALLOW) == ("implicit deny", "identity policy")


def test_a_federated_user_has_what_its_session_policy_passes_on():
    assert not allowed(FEDERATED, identity=[ALLOW])
    assert allowed(FEDERATED, identity=[ALLOW], session=ALLOW)
    with pytest.raises(Unsupported, match="is no session"):
        allowed(USER, identity=[ALLOW], session=ALLOW)


def test_each_level_of_control_policies_must_allow():
    assert allowed(USER, identity=[ALLOW], service_control=[[ALLOW], [NOTHING, ALLOW]])
    assert decision(USER, identity=[ALLOW], service_control=[[ALLOW], [NOTHING]]) == (
        "implicit deny",
        "service control policy",
    )
    assert not allowed(USER, resource=[names(arn(USER))], service_control=[[NOTHING]])
    limit = names("*", Resource="arn:aws:s3:::other/*")
    assert decision(USER, identity=[ALLOW], resource_control=[[limit]]) == ("implicit deny", "resource control policy")


def test_the_root_user_has_full_access_but_for_denies_and_control_policies():
    assert allowed(ROOT)
    assert not allowed(ROOT, service_control=[[NOTHING]])
    assert not allowed(ROOT, resource=[names("*", "Deny")])
    assert not allowed(ROOT, owner=OTHER)


def test_across_accounts_both_sides_allow():
    both = {"identity": [ALLOW], "resource": [names(arn(STRANGER))]}
    assert decision(STRANGER, **both) == ("allow", "resource policy")
    assert decision(STRANGER, identity=[ALLOW]) == ("implicit deny", "resource policy")
    assert decision(STRANGER, resource=both["resource"]) == ("implicit deny", "identity policy")
    assert decision(STRANGER, **both, boundary=NOTHING) == ("implicit deny", "permissions boundary")
    assert allowed(STRANGER, identity=[ALLOW], resource=[names({"AWS": OTHER})])
    assert allowed(STRANGER, identity=[ALLOW], resource=[names("*")])


def test_who_has_no_account_needs_the_resource_alone():
    for who in ("anonymous", "Service:sns.amazonaws.com"):
        assert not allowed(who)
        assert allowed(who, resource=[names("*")], service_control=[[NOTHING]])
        assert not allowed(who, resource=[names("*")], resource_control=[[names("*", Resource="arn:aws:s3:::other/*")]])
        assert not allowed(who, resource=[names({"AWS": OWNER})])


def test_a_role_and_a_key_say_themselves_who_may():
    assert allowed(USER, identity=[ALLOW])
    assert not allowed(USER, identity=[ALLOW], explicit=True)
    assert allowed(USER, identity=[ALLOW], resource=[names({"AWS": OWNER})], explicit=True)
    assert not allowed(USER, resource=[names({"AWS": OWNER})], explicit=True)
    assert allowed(USER, resource=[names(arn(USER))], explicit=True)


def test_everyone_with_a_condition_on_who_is_an_open_question_where_something_limits():
    """The guide says of this form that boundaries do not limit it, and of everyone nothing of the kind."""
    mine = names("*", Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"}})
    everyone = names("*", Condition={"Null": {"aws:principalarn": "true"}})
    with pytest.raises(Unsupported, match="limits what everyone with an aws:PrincipalArn may do"):
        allowed(USER, resource=[everyone], boundary=NOTHING)
    assert allowed(USER, resource=[everyone])
    assert not allowed(USER, resource=[mine], boundary=NOTHING)  # the key is not there, and nobody is allowed


@pytest.mark.parametrize(
    "layers, reason",
    [
        ({"identity": [names("*")]}, "a statement of the identity policy has no Principal"),
        ({"resource": [ALLOW]}, "a statement of the resource policy has a Principal"),
        ({"identity": ALLOW}, "this layer is a list, not an object"),
        ({"boundary": [ALLOW]}, "a policy is an object, not a list"),
        ({"limits": []}, "there is no layer limits"),
        ({"explicit": "yes"}, "explicit is true or false"),
    ],
)
def test_layers_that_are_refused(layers, reason):
    with pytest.raises(Unsupported, match=reason):
        read_policies(json.dumps({"owner": OWNER, **layers}))


def test_a_single_policy_is_no_account():
    assert not is_account(json.dumps(ALLOW)) and not is_account("[]") and is_account('{"owner": "1"}')
    with pytest.raises(Unsupported, match="the owner of the resource is missing"):
        read_policies("{}")
