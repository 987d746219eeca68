"""Every exercise passes right answers, answers wrong ones with a concrete case, never raises and never hangs."""

import ast
import json

from grading import *  # noqa: F403

from arlib.exercises import chapter06
from arlib.exercises.chapter06 import (
    absent,
    apart,
    close,
    deceive,
    deny,
    invariant,
    one_way,
    redundant,
    repair,
    several,
    union,
    witness,
)
from arlib.exercises.chapter06.careless import objection
from arlib.exercises.chapter06.closing import ANSWER, KEPT, LEAKY
from arlib.exercises.chapter06.hosts import answered, built
from arlib.exercises.chapter06.invariants import CASES, CHECKER, NARROW, WIDE, escaping, reachable
from arlib.exercises.chapter06.networks import HOSTS, LISTED, SHUT, WEB
from arlib.exercises.chapter06.repairs import CROWDED, TARGET
from arlib.exercises.chapter06.repairs import WIDE as WIDE_POLICY
from arlib.exercises.chapter06.requests import FIRST, SECOND
from arlib.exercises.variants import value_of, variant_of
from arlib.languages.iam.globs import glob, matches
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import read_request
from arlib.languages.vpc.syntax import Packet
from arlib.networks import can_reach
from arlib.policies import no_more_permissive, not_public
from arlib.policies import redundant as redundant_statements
from arlib.verdict import Proved, Refuted

YES_NO = ["no", "yes", "yes", "yes", "no", "no"]
REQUEST = {"principal": "anonymous", "action": "s3:GetObject", "resource": "arn:aws:s3:::photos/cat.jpg"}
DENY = {"Effect": "Deny", "NotAction": "s3:Get*", "NotResource": "arn:aws:s3:::reports/draft/*"}
WHO = ["allowed", "session", "allowed", "SCP", "boundary", "identity"]
HALVES = ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"]
LEFT = {
    "Version": "2012-10-17",
    "Statement": [each for each in json.loads(CROWDED)["Statement"] if each["Sid"] not in ("Look", "Purge", "Final")],
}
STATEMENTS = ast.literal_eval(ANSWER)
CLOSED = {"Version": "2012-10-17", "Statement": STATEMENTS}
PAIRS = [[[0], [0]], [[1], [1]], [[2], [1, 2]], [[2], [1]], [[2, 3], [1, 2]]]
PACKET = {"source": "203.0.113.7", "source_port": 5000, "destination": "198.51.100.10", "port": 22}
RULE = {"RuleNumber": 90, "Egress": False, "PortRange": {"From": 23, "To": 30}}
FALSE = ["?", "a", [[[0], [0]], [[1], [1]]]]

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
    (close, STATEMENTS),
    (close, CLOSED),
    (close, json.dumps(CLOSED)),
    (close, json.dumps(STATEMENTS)),
    (close, read_policy(json.dumps(CLOSED))),
    (close, [*STATEMENTS, {"Effect": "Deny", "Principal": "*", "Action": "s3:Delete*", "Resource": "*"}]),
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
    (invariant, PAIRS),
    (invariant, str(PAIRS)),
    (invariant, json.dumps({"pairs": PAIRS})),
    (invariant, [(set(here), frozenset(there)) for here, there in PAIRS]),
    (invariant, [[0, 0], [1, 1], *PAIRS[2:]]),
    (invariant, [*PAIRS, [[], []], [[], [1]]]),
    (one_way, PACKET),
    (one_way, json.dumps(PACKET)),
    (one_way, list(PACKET.values())),
    (one_way, "203.0.113.7:5000 -> 198.51.100.10:22"),
    (one_way, Packet(6, 0xC0000207, 0xC633640A, 33000, 22)),
    (one_way, ["192.0.2.7", "32768", "198.51.100.10", "22"]),
    (one_way, ["8.8.8.8", 80, "198.51.100.10", 22]),
    (repair, RULE),
    (repair, json.dumps(RULE)),
    (repair, [90, "ingress", "deny", "tcp", "0.0.0.0/0", "23-30"]),
    (repair, [{"RuleNumber": 90, "PortRange": "23"}]),
    (repair, {"RuleNumber": "90", "Egress": "inbound", "Protocol": "tcp", "PortRange": [23, 400]}),
    (deceive, FALSE),
    (deceive, json.dumps(FALSE)),
    (deceive, {"first": "a?", "second": "aa", "pairs": [[0, 0], [1, 1], [2, 2]]}),
    (deceive, ("?b", "bb", [({0}, {0}), ({1}, {1}), ({2}, {2})])),
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
    (close, json.loads(LEAKY), "it is public. Among others this one gets in:"),
    (close, STATEMENTS[:3], "this one has to get in: implicit deny: no statement applies"),
    (close, STATEMENTS[1:], "arn:aws:iam::111122223333:user/ann"),
    (
        close,
        [*STATEMENTS, {**STATEMENTS[0], "Action": "s3:*"}],
        "the old policy does not allow this request, and yours",
    ),
    (
        close,
        [
            STATEMENTS[0],
            {**STATEMENTS[1], "Condition": {"IpAddress": {"aws:SourceIp": "128.0.0.0/1"}}},
            *STATEMENTS[2:],
        ],
        "it is public",
    ),
    (close, [*STATEMENTS, {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}], "explicit deny"),
    (close, LEAKY[:-1], "this cannot be read"),
    (close, {**CLOSED, "Version": "2026"}, "this cannot be read"),
    (deny, {"Effect": "Deny", "NotAction": "s3:Get*", "Resource": "*"}, "your Deny takes it away"),
    (
        deny,
        {"Effect": "Deny", "Action": "s3:Put*", "NotResource": "arn:aws:s3:::reports/draft/*"},
        "the policy still does",
    ),
    (deny, {**DENY, "NotResource": "arn:aws:s3:::reports/draft*"}, "arn:aws:s3:::reports/draftexample"),
    (deny, {**DENY, "Effect": "Allow"}, "This statement allows"),
    (deny, [DENY, DENY], "This has 2 statements, and one is asked for"),
    (deny, {"NotAction": "s3:Get*", "NotResource": DENY["NotResource"]}, "a statement has an Effect"),
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
    (invariant, PAIRS[1:], "before the first letter both are at position 0, and [[0], [0]] is not in your list"),
    (invariant, PAIRS[:2], "from [[1], [1]], where 'a' leads, the letter b leads to [[2], [1, 2]]"),
    (invariant, [*PAIRS[:3], PAIRS[4]], "where 'ab' leads, the letter a leads to [[2], [1]]"),
    (invariant, [*PAIRS, [[3], [1]]], "at [[3], [1]], to which no text leads, ab*b ends and a*b does not"),
    (invariant, [*PAIRS, [[9], [1]]], "has a position behind the end: the last ones are 3 and 2"),
    (invariant, [PAIRS[0]] * 100, "a few are enough"),
    (invariant, "the pairs", "is not a list of pairs"),
    (invariant, [[[0], [-1]]], "is not a list of positions"),
    (
        one_way,
        {**PACKET, "source_port": 50_000},
        "arrives, and the reply comes back: eni-web > subnet-1 > vpc-1 > igw-1",
    ),
    (
        one_way,
        {**PACKET, "port": 443},
        "does not arrive: internet > aws-backbone > igw-1 > vpc-1 > subnet-1: DENIED_IN",
    ),
    (one_way, {**PACKET, "port": 22, "destination": "10.1.1.10"}, "does not arrive: internet > aws-backbone"),
    (one_way, {**PACKET, "source": "10.0.0.7"}, "the source is no address of the internet"),
    (one_way, {**PACKET, "source": "300.0.0.7"}, "is not an address such as"),
    (one_way, {**PACKET, "port": 70_000}, "is not a port, a number from 0 to 65535"),
    (one_way, ["203.0.113.7", 5000], "is not a list of 4 values"),
    (one_way, {**PACKET, "protocol": "tcp"}, "should be ['source', 'source_port', 'destination', 'port']"),
    (repair, {"RuleNumber": 90, "RuleAction": "allow"}, "-> 198.51.100.20:23 is answered now, and was not before"),
    (repair, {"RuleNumber": 90, "PortRange": "20-21"}, "-> 198.51.100.20:23 is answered now"),
    (repair, {"RuleNumber": 100, "PortRange": "1-65535"}, "gets no answer: internet > aws-backbone > igw-1"),
    (repair, {"RuleNumber": 90, "CidrBlock": "8.0.0.0/8"}, "tcp 8.0.0.0:49152 -> 198.51.100.10:22 gets no answer"),
    (repair, {"RuleNumber": 90, "PortRange": "23-443"}, ":443 was answered before"),
    (repair, {"RuleNumber": 90, "CidrBlock": "8.0.0.0/88"}, "CidrBlock is a block of addresses"),
    (repair, {"RuleNumber": 70}, "There is no rule 70 with Egress False"),
    (repair, {"RuleNumber": 90, "Ports": "23-30"}, "A rule has no 'Ports'"),
    (repair, "the last one", "is no rule"),
    (deceive, ["a*b", "a*", [[0, 0], [1, 1]]], "the checker rejects it: b leads from [1], [1] to [1, 2], [1]"),
    (deceive, ["*", "a*", [[0, 0]]], "at [0] the first pattern ends, and at [0] the second does not"),
    (deceive, ["?", "?", [[0, 0], [1, 1]]], "and it is true: whatever ? matches, ? matches"),
    (deceive, ["a", "a", [[1, 1]]], "the pair of the beginning is missing"),
    (deceive, ["a", "${x}", [[0, 0]]], "is not a pattern of at most 12 plain letters"),
    (deceive, ["a", "b"], "is not a list of 3 values"),
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
OWN = {}
OWN["IpAddress"] = OWN
MALFORMED += [SELF, OWN, {"RuleNumber": 90, "PortRange": SELF}, {"source": OWN}]

EXAMPLES = [
    ["yes"] * 6,
    ["Read", "Keep"],
    [[[0], [0]], [[1], [1]]],
    {"RuleNumber": 100, "Egress": False, "PortRange": {"From": 1, "To": 22}},
    ["a*b", "a*", [[[0], [0]], [[1], [1]]]],
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
]
CHAPTER = chapter06


def test_the_target_of_the_deny_is_within_the_wide_policy():
    target, wide = read_policy(TARGET), read_policy(WIDE_POLICY)
    assert isinstance(no_more_permissive(target, wide), Proved)
    assert isinstance(no_more_permissive(wide, target), Refuted)


def test_the_leaky_policy_is_public_and_the_others_get_in():
    assert isinstance(not_public(read_policy(LEAKY)), Refuted)
    assert len(json.loads(f"[{KEPT}]")) == 5


def test_what_may_be_deleted_is_what_the_engine_calls_redundant():
    policy = read_policy(CROWDED)
    found = {each.sid for each, verdict in redundant_statements(policy) if isinstance(verdict, Proved)}
    assert found == {"Look", "Purge", "Final"}


def test_each_pattern_of_an_invariant_is_within_the_other_on_all_short_texts():
    for first, second in ((NARROW, WIDE), *CASES):
        letters = sorted({*first, *second, "#"} - {"*"})
        texts = [""]
        for _ in range(5):
            texts += [text + letter for text in texts if len(text) == len(texts[-1]) for letter in letters]
        assert all(matches(glob(second), text) for text in texts if matches(glob(first), text))
        assert escaping(first, second) is None
        pairs = reachable(first, second)
        assert 4 <= len(pairs) <= 6
        for left_out in pairs:
            here, there = zip(*(each for each in pairs if each != left_out), strict=True)
            answer = [[sorted(one), sorted(other)] for one, other in zip(here, there, strict=True)]
            drawn = chapter06.invariants._grade_invariant(first, second)(answer)
            assert not drawn.passed


def test_the_careless_checker_lacks_one_rule_only():
    """With the letter that it forgets among those of the patterns, it accepts nothing false."""
    pairs = [(frozenset(here), frozenset(there)) for here, there in FALSE[2]]
    assert objection("?", "a", pairs) == ""
    assert escaping("?", "a") is not None
    assert objection("?", "?x", pairs) != ""
    names = {}
    exec("from arlib.exercises.chapter06.careless import Pair, Positions\n" + CHECKER, names)
    assert names["objection"]("?", "a", pairs) == ""


def test_the_host_is_reached_and_some_replies_are_lost():
    network = built(LISTED, (WEB,))
    assert isinstance(can_reach(network, "internet", "i-web", 22), Refuted)
    assert isinstance(can_reach(network, "internet", "i-web", 443), Proved)
    shut = built(SHUT, HOSTS)
    assert isinstance(can_reach(shut, "internet", "i-web", 22), Proved)
    assert not answered(shut, WEB).empty
    assert answered(shut, HOSTS[1]).empty


def test_a_drawn_repair_has_one_answer_in_two_directions():
    for number in range(6):
        drawn = variant_of(repair, f"s{number}")
        key = value_of(drawn.key)
        assert drawn.check(key).passed
        assert not drawn.check({"RuleNumber": 90, "RuleAction": "allow"}).passed
