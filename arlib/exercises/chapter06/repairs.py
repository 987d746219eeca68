"""Exercises for chapter 6 in which a policy is repaired: by a Deny, and by leaving out what says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.decisions import more
from arlib.exercises.kinds.documents import json_part, read_policy_answer, read_texts
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import shown
from arlib.exercises.variants import between, one_of
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.syntax import Policy, Statement

# ---- 6.5 ----------------------------------------------------------------------------------

WIDE = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*"}
  ]
}"""
TARGET = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/draft/*"},
    {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"}
  ]
}"""
BUCKETS = ("invoices", "photos", "backups", "recordings", "maps", "letters")
FOLDERS = ("inbox", "draft", "incoming", "scratch", "mine")
VERBS = ("Get", "List", "Put", "Restore")


def _grade_deny(wide: str, target: str) -> Grader:
    """A grader: a Deny that leaves just what the target allows."""

    def grade(answer: object) -> Feedback:
        given, first, second = read_policy_answer(answer), read_policy(wide), read_policy(target)
        if len(given.statements) != 1:
            raise Unreadable(f"This has {len(given.statements)} statements, and one is asked for.")
        if given.statements[0].effect != "Deny":
            raise Unreadable("This statement allows, and one that denies is asked for.")
        made = replace(first, statements=(*first.statements, *given.statements))
        said = more(made, second, "the target does not allow this request, and with your Deny the policy still does:")
        said = said or more(second, made, "the target allows this request, and your Deny takes it away:")
        return Feedback(not said, said or "the policy and the target now allow the same requests, all of them.")

    return grade


def _vary_deny(choose: Random) -> Exercise:
    bucket, folder, verb = one_of(choose, BUCKETS), one_of(choose, FOLDERS), one_of(choose, VERBS)
    wide, target = (
        each.replace("reports", bucket).replace("draft", folder).replace("s3:Get", f"s3:{verb}")
        for each in (WIDE, TARGET)
    )
    key = {"Effect": "Deny", "NotAction": f"s3:{verb}*", "NotResource": f"arn:aws:s3:::{bucket}/{folder}/*"}
    return replace(
        deny,
        question=listed(ASK_DENY, wide, target),
        grade=_grade_deny(wide, target),
        key=Solution(f"answer = {key}", "It denies where neither of the two statements of the target applies."),
    )


ASK_DENY = "Write one Deny statement that, added to the first policy, leaves just what the second policy allows."

deny = Exercise(
    "6.5",
    "deny",
    2,
    ASK_DENY,
    'a dict with "Effect": "Deny" and the other elements of a statement, or a JSON text of it',
    _grade_deny(WIDE, TARGET),
    (
        "What has to be denied is what is in no statement of the second policy.",
        "A request is outside of both just if its resource is not in draft and its action does not begin with s3:Get.",
        "NotAction and NotResource say so, and a statement applies where all its elements match.",
    ),
    _vary_deny,
)

# ---- 6.6 ----------------------------------------------------------------------------------

CROWDED = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Look", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
    {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"},
    {"Sid": "Draft", "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/draft/*"},
    {"Sid": "Purge", "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::reports/old/*"},
    {"Sid": "Keep", "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"},
    {"Sid": "Secret", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/secret/*"},
    {"Sid": "Final", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/final/*"},
    {"Sid": "Inside", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports",
     "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}},
    {"Sid": "Outside", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports",
     "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1a2b3c4d"}}}
  ]
}"""
HEAD, TAIL = '{\n  "Version": "2012-10-17",\n  "Statement": [\n', "\n  ]\n}"


def _without(policy: Policy, gone: Sequence[Statement]) -> Policy:
    return replace(policy, statements=tuple(each for each in policy.statements if each not in gone))


def _differs(policy: Policy, left: Policy) -> str:
    """A request on which two policies decide differently, in words; nothing if there is none."""
    said = more(left, policy, "the policy does not allow this request, and what you leave of it does:")
    return said or more(policy, left, "the policy allows this request, and what you leave of it does not:")


def _read_left(answer: object, policy: Policy) -> Policy:
    """The policy that is left: by the names of what is deleted, or as a document."""
    given = json_part(answer)
    if isinstance(given, dict) or (isinstance(given, list | tuple) and any(isinstance(each, dict) for each in given)):
        left = read_policy_answer(answer)
        strange = [each for each in left.statements if each not in policy.statements]
        if strange:
            raise Unreadable(f"{strange[0]} is no statement of the policy.")
        return left
    names = read_texts(given)
    known = {(each.sid or "").lower(): each for each in policy.statements}
    for name in names:
        if name.lower() not in known:
            raise Unreadable(f"{shown(name)} is no statement of the policy.")
    return _without(policy, [known[name.lower()] for name in names])


def _grade_redundant(text: str) -> Grader:
    """A grader: statements without which a policy decides as before, and no others could go as well."""

    def grade(answer: object) -> Feedback:
        policy = read_policy(text)
        left = _read_left(answer, policy)
        if said := _differs(policy, left):
            return Feedback(False, said)
        for each in left.statements:
            if not _differs(policy, _without(left, [each])):
                return Feedback(False, f"so far it decides as before, and {each.sid} can go as well.")
        names = ", ".join(each.sid or "" for each in left.statements)
        return Feedback(True, f"it decides as before, and each of those that are left counts: {names}.")

    return grade


def _vary_redundant(choose: Random) -> Exercise:
    bucket = one_of(choose, BUCKETS)
    lines = CROWDED.removeprefix(HEAD).removesuffix(TAIL).replace("reports", bucket).split(",\n    {")
    lines = [lines[0].removeprefix("    {"), *lines[1:]]
    drawn = [lines.pop(between(choose, 0, len(lines) - 1)) for _ in range(len(lines))]
    text = HEAD + ",\n".join(f"    {{{each}" for each in drawn) + TAIL
    policy = left = read_policy(text)
    for each in policy.statements:
        if not _differs(policy, _without(left, [each])):
            left = _without(left, [each])
    key = [each.sid for each in policy.statements if each not in left.statements]
    return replace(
        redundant,
        question=listed(ASK_REDUNDANT, text),
        grade=_grade_redundant(text),
        key=Solution(f"answer = {key}", "One after the other was left out, as long as nothing changed."),
    )


ASK_REDUNDANT = (
    "Which statements can be deleted all at once, so that the policy decides on every request as before, and none of "
    "the others could go as well?"
)

redundant = Exercise(
    "6.6",
    "redundant",
    2,
    ASK_REDUNDANT,
    'a list of the names that the statements have as their Sid, such as ["Read", "Keep"]',
    _grade_redundant(CROWDED),
    (
        "A statement that allows can go if others allow the same, or if its requests are all denied.",
        "A statement that denies can go if nothing that it denies is allowed anyway.",
        "Inside and Outside are about one action. Is there a request of each that the other one does not allow?",
    ),
    _vary_redundant,
)
