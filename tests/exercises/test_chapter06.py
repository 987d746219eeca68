"""Every exercise passes right answers, answers wrong ones with a concrete case, never raises and never hangs."""

import json

from grading import *  # noqa: F403
from grading import (
    test_the_exercises_are_numbered_in_order_with_one_to_four_stars,
    test_the_notebook_asks_the_questions_word_for_word,
)

from arlib.exercises import chapter06
from arlib.exercises.chapter06 import absent, apart, deny, redundant, several, union, witness
from arlib.exercises.chapter06.repairs import CROWDED, TARGET, WIDE
from arlib.exercises.chapter06.requests import FIRST, SECOND
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import read_request
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved

# The chapter is not whole, and not open.
del test_the_exercises_are_numbered_in_order_with_one_to_four_stars, test_the_notebook_asks_the_questions_word_for_word

YES_NO = ["no", "yes", "yes", "yes", "no", "no"]
REQUEST = {"principal": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::photos/cat.jpg"}
DENY = {"Effect": "Deny", "NotAction": "s3:Get*", "NotResource": "arn:aws:s3:::reports/draft/*"}
WHO = ["allowed", "session", "allowed", "SCP", "boundary", "identity"]
HALVES = ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"]
LEFT = {
    "Version": "2012-10-17",
    "Statement": [each for each in json.loads(CROWDED)["Statement"] if each["Sid"] not in ("Look", "Purge", "Final")],
}

RIGHT = [
    (absent, YES_NO),
    (absent, dict(zip("abcdef", YES_NO, strict=True))),
    (absent, json.dumps(YES_NO)),
    (absent, "no, yes, yes, yes, no, no"),
    (absent, (False, True, True, True, False, False)),
    (apart, "team--log"),
    (apart, ["team--log.gz"]),
    (apart, '"team--log"'),
    (apart, {"text": "team--logs"}),
    (witness, REQUEST),
    (witness, json.dumps(REQUEST)),
    (witness, list(REQUEST.values())),
    (witness, [*REQUEST.values(), {"aws:sourceip": "203.0.113.7"}]),
    (witness, read_request(json.dumps(REQUEST))),
    (witness, no_more_permissive(read_policy(FIRST), read_policy(SECOND))),
    (deny, DENY),
    (deny, json.dumps(DENY)),
    (deny, [DENY]),
    (deny, {"Version": "2012-10-17", "Statement": [DENY]}),
    (deny, {**DENY, "NotAction": ["s3:get*"], "NotResource": ["arn:aws:s3:::reports/draft/*"]}),
    (deny, read_policy(json.dumps({"Statement": DENY}))),
    (redundant, ["Look", "Purge", "Final"]),
    (redundant, "look, purge, final"),
    (redundant, '["Final", "Look", "Purge"]'),
    (redundant, {"Look", "Purge", "Final"}),
    (redundant, LEFT),
    (redundant, json.dumps(LEFT)),
    (several, WHO),
    (several, json.dumps(WHO)),
    (several, dict(zip("abcdef", WHO, strict=True))),
    (several, "allowed, session policy, allow, service control policy, permissions boundary, identity policy"),
    (union, HALVES),
    (union, tuple(reversed(HALVES))),
    (union, ", ".join(HALVES)),
    (union, json.dumps(HALVES)),
    (union, {"IpAddress": {"aws:SourceIp": HALVES}}),
    (union, ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"]),
]

WRONG = [
    (absent, ["yes"] * 6, "a does not allow the request without the key aws:SecureTransport"),
    (absent, ["no"] * 6, "b allows the request without the key aws:SourceIp, since the operator is negated"),
    (absent, ["no", "yes", "no", "yes", "no", "no"], "since IfExists means that the key may be absent"),
    (absent, ["no", "yes", "yes", "no", "no", "no"], "since no value violates it where there is none"),
    (absent, ["no", "yes", "yes", "yes", "yes", "no"], "Null says false, where true means that the key is absent"),
    (absent, ["no", "yes", "yes", "yes", "no", "yes"], "since ForAnyValue needs one value, and there is none"),
    (absent, ["no"] * 5, "is not a list of 6 values"),
    (apart, "team-a-log", "matches 'team-a-log' as well: ? takes 'a', * takes '', * takes ''"),
    (apart, "team--log-log", "as well: ? takes '-', * takes 'log'"),
    (apart, "team-log", "team-*-log* does not match 'team-log'"),
    (apart, "team-" + "x" * 300, "a short answer exists"),
    (apart, ["team--log", "team-a-log"], "is not a text in quotes"),
    (witness, {**REQUEST, "context": {"aws:SecureTransport": "true"}}, "the second policy allows it as well: allow"),
    (
        witness,
        {**REQUEST, "context": {"aws:SecureTransport": False}},
        "does not allow it: explicit deny: Deny in line 5",
    ),
    (witness, {**REQUEST, "action": "s3:PutObject"}, "the first policy does not allow it: implicit deny"),
    (witness, {**REQUEST, "action": "read"}, "an action is a service, a colon and a name"),
    (witness, {**REQUEST, "who": "me"}, "a request has no who"),
    (witness, '{"principal": "anonymous"', "this cannot be read"),
    (witness, ["anonymous", "s3:GetObject"], "is not a list of a principal, an action, a resource and a context"),
    (deny, {"Effect": "Deny", "NotAction": "s3:Get*", "Resource": "*"}, "your Deny takes it away"),
    (
        deny,
        {"Effect": "Deny", "Action": "s3:Put*", "NotResource": "arn:aws:s3:::reports/draft/*"},
        "the policy still does",
    ),
    (deny, {**DENY, "NotResource": "arn:aws:s3:::reports/draft*"}, "arn:aws:s3:::reports/draftexample"),
    (deny, {**DENY, "Effect": "Allow"}, "This statement allows"),
    (deny, [DENY, DENY], "This has 2 statements, and one is asked for"),
    (deny, {**DENY, "Effekt": "Deny"}, "Effekt"),
    (deny, '{"Effect": "Deny", "Action": "s3:*", "Resource": }', "this cannot be read"),
    (deny, [DENY] * 100, "a short answer exists"),
    (redundant, ["Look", "Read", "Purge", "Final"], "allows this request, and what you leave of it does not"),
    (redundant, ["Look", "Secret"], "arn:aws:s3:::reports/secret/example"),
    (redundant, ["Look"], "so far it decides as before, and Purge can go as well"),
    (redundant, ["Inside"], '"aws:sourcevpc": "vpc-1a2b3c4d"'),
    (redundant, ["Outside"], "what you leave of it does not"),
    (redundant, [], "and Look can go as well"),
    (redundant, ["Loook"], "'Loook' is no statement of the policy"),
    (redundant, LEFT["Statement"][1:], "what you leave of it does not"),
    (redundant, [DENY], "is no statement of the policy"),
    (several, ["allowed"] * 6, "of request b, s3:PutObject on arn:aws:s3:::photos/cat.jpg, you say allowed"),
    (
        several,
        ["allowed", "session", "session", "SCP", "boundary", "identity"],
        "allow by the resource policy: Allow in",
    ),
    (several, [*WHO[:3], "allowed", *WHO[4:]], "explicit deny by the service control policy: Deny in line 5"),
    (several, [*WHO[:4], "identity", WHO[5]], "implicit deny by the permissions boundary"),
    (several, [*WHO[:5], "nobody"], "each of the values should be allowed, SCP, identity, boundary or session"),
    (union, ["0.0.0.0/1", "128.0.0.0/1"], "these are 2 ranges, and three are asked for. Together they are everything"),
    (union, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], "is in none of them"),
    (union, ["0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/8"], "without 10.0.0.0/8 they are everything as well"),
    (union, ["0.0.0.0/0"] * 3, "without 0.0.0.0/0 they are everything as well"),
    (union, ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/33"], "prefix length"),
    (union, ["::/0"] * 3, "is a range of IPv6"),
]

MALFORMED = [
    *(None, ..., 3.5, float("nan"), float("inf"), 10**9_000, [10**9_000], b"x == y", object(), print, len),
    *("", " ", "def", "{", "[", '"', "{}", "[]", "\0", "x" * 600, "[" * 9_000, '{"a":' * 1_500, "1" * 9_000, "\ud800"),
    *([], {}, {"x": 1}, {1: 2}, ("", ""), ("\0", "a"), ("a", None), [None] * 6, [[]] * 6, [{}], [{}] * 6, {"x", "y"}),
    *({"Statement": []}, {"Statement": {"Effect": float("nan")}}, [float("nan")] * 6, {"a": object()}, [-1, -1]),
    *('{"Effect": "Deny", "Effect": "Deny"}', '{"Statement": [' + "[" * 2_000, ["*" * 9_000] * 3, {"x" * 9_000: 1}),
]
SELF = []
SELF.append(SELF)
MALFORMED.append(SELF)

EXAMPLES = [["yes"] * 6, ["Read", "Keep"], ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]]
CHAPTER = chapter06


def test_the_target_of_the_deny_is_within_the_wide_policy():
    assert isinstance(no_more_permissive(read_policy(TARGET), read_policy(WIDE)), Proved)
    assert not isinstance(no_more_permissive(read_policy(WIDE), read_policy(TARGET)), Proved)
