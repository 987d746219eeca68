"""Exercises for chapter 6 in which decisions on requests are foreseen, and a request is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.kinds.documents import json_part, read_request_answer
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.words import read_row, truth
from arlib.exercises.variants import between, one_of
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import Request, request_json
from arlib.languages.iam.syntax import Condition, Policy
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Refuted

# ---- 6.1 ----------------------------------------------------------------------------------

NAMES = ("a", "b", "c", "d", "e", "f")
ASKED = Request("anonymous", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg")
BLOCKS = (
    '{"Bool": {"aws:SecureTransport": "false"}}',
    '{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}',
    '{"ArnEqualsIfExists": {"aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:news"}}',
    '{"ForAllValues:StringLike": {"aws:TagKeys": "team-*"}}',
    '{"Null": {"aws:SourceVpc": "false"}}',
    '{"ForAnyValue:StringNotEquals": {"aws:TagKeys": "secret"}}',
)
OTHER_BLOCKS = (
    '{"StringNotLike": {"aws:UserAgent": "curl*"}}',
    '{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1a2b3c4d"}}',
    '{"NumericLessThan": {"s3:max-keys": "10"}}',
    '{"NumericNotEquals": {"s3:max-keys": "10"}}',
    '{"DateLessThan": {"aws:TokenIssueTime": "2026-01-01T00:00:00Z"}}',
    '{"Null": {"aws:TokenIssueTime": "true"}}',
    '{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}',
    '{"ForAllValues:StringNotEquals": {"aws:TagKeys": ["secret", "owner"]}}',
    '{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}',
    '{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}',
)


def policy_with(block: str) -> Policy:
    """The policy that allows everyone to read the bucket under a condition."""
    allow = '"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"'
    return read_policy(f'{{"Version": "2012-10-17", "Statement": {{{allow}, "Condition": {block}}}}}')


def _blocks_text(blocks: Sequence[str]) -> str:
    return "\n".join(f"{name}  {block}" for name, block in zip(NAMES, blocks, strict=True))


def _why(condition: Condition) -> str:
    """What the key's absence means to a condition."""
    if condition.meaning.family == "null":
        return f"Null says {condition.values[0]}, where true means that the key is absent"
    if condition.quantifier == "ForAllValues":
        return "no value violates it where there is none"
    if condition.quantifier == "ForAnyValue":
        return "ForAnyValue needs one value, and there is none"
    if condition.if_exists:
        return "IfExists means that the key may be absent"
    if condition.meaning.negated:
        return "the operator is negated: no value may match, and none is there"
    return "a value has to match, and none is there"


def _grade_absent(blocks: Sequence[str]) -> Grader:
    """A grader: for each condition, whether it holds on a request without its key."""

    def grade(answer: object) -> Feedback:
        said = read_row(json_part(answer), NAMES, truth, '"yes" or "no"')
        for name, block, yes in zip(NAMES, blocks, said, strict=True):
            policy = policy_with(block)
            found = evaluate(policy, ASKED)
            if yes != (found.outcome == "allow"):
                (condition,) = policy.statements[0].conditions
                word = "allows" if found.outcome == "allow" else "does not allow"
                said_so = f"{name} {word} the request without the key {condition.key}, since {_why(condition)}."
                return Feedback(False, listed(f"{said_so} The evaluator says {found}. The condition is", block))
        return Feedback(True, "all six are as the evaluator decides. An absent key is no value, and not a wrong one.")

    return grade


def _vary_absent(choose: Random) -> Exercise:
    left = [*BLOCKS, *OTHER_BLOCKS]
    drawn = [left.pop(between(choose, 0, len(left) - 1)) for _ in NAMES]
    key = ["yes" if evaluate(policy_with(each), ASKED).outcome == "allow" else "no" for each in drawn]
    return replace(
        absent,
        question=listed(QUESTION, _blocks_text(drawn)),
        grade=_grade_absent(drawn),
        key=Solution(f"answer = {key}", "Each operator says for itself what an absent key means to it."),
    )


QUESTION = (
    "Six policies allow everyone to read the bucket photos, each under one of the conditions a to f. Which of them "
    "allow a request in which the key of the condition is absent?"
)
CONDITIONS = _blocks_text(BLOCKS)

absent = Exercise(
    "6.1",
    "absent",
    1,
    QUESTION,
    'a list of six texts, each "yes" or "no"',
    _grade_absent(BLOCKS),
    (
        "Three kinds of operators hold without a value: negated ones, those with IfExists, and ForAllValues.",
        "ForAnyValue asks for one value that satisfies the rest. Is there one?",
        'Null with "true" means that the key must be absent. What does it mean with "false"?',
    ),
    _vary_absent,
)

# ---- 6.3 ----------------------------------------------------------------------------------

FIRST = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"},
    {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
     "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
  ]
}"""
SECOND = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*",
     "Condition": {"Bool": {"aws:SecureTransport": "true"}}}
  ]
}"""
KEYS = ("aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:PrincipalIsAWSService", "aws:ViaAWSService")
BUCKETS = ("photos", "reports", "invoices", "backups", "recordings", "maps")


def _grade_witness(first: str, second: str) -> Grader:
    """A grader: a request that the first policy allows and the second does not."""

    def grade(answer: object) -> Feedback:
        request = read_request_answer(answer)
        one, other = (evaluate(read_policy(text), request) for text in (first, second))
        if one.outcome != "allow":
            return Feedback(False, f"the first policy does not allow it: {one}.")
        if other.outcome == "allow":
            return Feedback(False, f"the second policy allows it as well: {other}.")
        return Feedback(True, f"the first policy says {one}, and the second {other}.")

    return grade


def _vary_witness(choose: Random) -> Exercise:
    key, bucket = one_of(choose, KEYS), one_of(choose, BUCKETS)
    first, second = (each.replace("photos", bucket).replace(KEYS[0], key) for each in (FIRST, SECOND))
    found = no_more_permissive(read_policy(first), read_policy(second))
    request = request_json(found.witness) if isinstance(found, Refuted) else {}
    return replace(
        witness,
        question=listed(FIND, first, second),
        grade=_grade_witness(first, second),
        key=Solution(f"answer = {request}", f"Without the key {key} neither the Deny nor the condition holds."),
    )


FIND = "Find a request that the first policy allows and the second does not."

witness = Exercise(
    "6.3",
    "witness",
    2,
    FIND,
    'a dict with "principal", "action", "resource" and, if it needs one, "context", or a JSON text of it',
    _grade_witness(FIRST, SECOND),
    (
        "The second policy allows each action of the first one, to everyone. Only the conditions are different.",
        "One condition denies where the key is false, the other allows where it is true. What else can a key be?",
        'The principal may be "anonymous", the action "s3:GetObject", and the resource "arn:aws:s3:::photos/cat.jpg".',
    ),
    _vary_witness,
)
