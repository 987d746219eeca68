"""An exercise for chapter 6 about several policies: which of them decides?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.kinds.documents import json_part
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.words import read_row
from arlib.exercises.variants import between, one_of
from arlib.languages.iam.account import AccountDecision, decide
from arlib.languages.iam.account_reading import read_policies
from arlib.languages.iam.requests import Request

SESSION = "arn:aws:sts::111122223333:assumed-role/editor/ann"
LAYERS = """\
{
  "owner": "111122223333",
  "service_control": [[{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "*", "Resource": "*"},
    {"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}]}]],
  "resource": [{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/editor/ann"},
     "Action": "s3:*Object", "Resource": "arn:aws:s3:::photos/inbox/*"}]}],
  "identity": [{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["s3:*Object", "s3:ListBucket"], "Resource": "*"}]}],
  "boundary": {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:*Object", "Resource": "*"}]},
  "session": {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}
}"""
ASKED = (
    ("s3:GetObject", "arn:aws:s3:::photos/cat.jpg"),
    ("s3:PutObject", "arn:aws:s3:::photos/cat.jpg"),
    ("s3:PutObject", "arn:aws:s3:::photos/inbox/cat.jpg"),
    ("s3:DeleteObject", "arn:aws:s3:::photos/inbox/cat.jpg"),
    ("s3:ListBucket", "arn:aws:s3:::photos"),
    ("s3:GetBucketPolicy", "arn:aws:s3:::photos"),
)
OTHERS = (
    ("s3:RestoreObject", "arn:aws:s3:::photos/old/cat.jpg"),
    ("s3:RestoreObject", "arn:aws:s3:::photos/inbox/old/cat.jpg"),
    ("s3:DeleteObject", "arn:aws:s3:::photos/old/cat.jpg"),
    ("s3:GetObject", "arn:aws:s3:::photos/inbox/dog.jpg"),
    ("s3:GetBucketTagging", "arn:aws:s3:::photos"),
    ("s3:DeleteBucket", "arn:aws:s3:::photos"),
    ("s3:PutBucketPolicy", "arn:aws:s3:::photos"),
)
NAMES = ("a", "b", "c", "d", "e", "f")
ALLOWED = "allowed"
WORDS = {
    "scp": "service control policy",
    "service_control": "service control policy",
    "service control": "service control policy",
    "boundary": "permissions boundary",
    "permission boundary": "permissions boundary",
    "session": "session policy",
    "identity": "identity policy",
    "resource": "resource policy",
    "bucket policy": "resource policy",
    "allow": ALLOWED,
    "yes": ALLOWED,
}
STOPPING = (ALLOWED, "service control policy", "identity policy", "permissions boundary", "session policy")


def _decided(case: tuple[str, str]) -> AccountDecision:
    action, resource = case
    return decide(read_policies(LAYERS), Request(f"AWS:{SESSION}", action, resource))


def _word(given: object) -> str | None:
    """Allowed, or the layer that stops a request."""
    if given is True:
        return ALLOWED
    if not isinstance(given, str) or len(given) > 40:
        return None
    text = " ".join(given.lower().split())
    text = WORDS.get(text, text)
    return text if text in (*STOPPING, "resource policy") else None


def _expected(found: AccountDecision) -> str:
    return ALLOWED if found.outcome == "allow" else found.layer


def _grade_several(cases: tuple[tuple[str, str], ...]) -> Grader:
    """A grader: for each request whether it is allowed, or which layer stops it."""

    def grade(answer: object) -> Feedback:
        given = json_part(answer)
        if isinstance(given, Mapping):
            given = {str(key): value for key, value in given.items()}
        what = "allowed, SCP, identity, boundary or session"
        for name, case, said in zip(NAMES, cases, read_row(given, NAMES, _word, what), strict=True):
            found = _decided(case)
            if said != _expected(found):
                action, resource = case
                text = f"of request {name}, {action} on {resource}, you say {said}, and together the policies say:"
                return Feedback(False, listed(text, str(found)))
        return Feedback(True, "all six are as the policies decide together.")

    return grade


def _listed_requests(cases: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"{name}  {action:20}{of}" for name, (action, of) in zip(NAMES, cases, strict=True))


def _vary_several(choose: Random) -> Exercise:
    left = [*ASKED[:3], *OTHERS, *ASKED[3:]]
    inside = one_of(choose, [each for each in left if "/inbox/" in each[1] and "Delete" not in each[0]])
    left.remove(inside)
    drawn = [left.pop(between(choose, 0, len(left) - 1)) for _ in NAMES[1:]]
    drawn.insert(between(choose, 0, len(drawn)), inside)
    cases = tuple(drawn)
    key = [_expected(_decided(each)) for each in cases]
    return replace(
        several,
        question=listed(ASK, LAYERS, _listed_requests(cases)),
        grade=_grade_several(cases),
        key=Solution(f"answer = {key}", "An explicit Deny comes first, then each layer has to allow, in their order."),
    )


ASK = (
    "Ann has assumed the role editor, and all of these policies count. Which of the six requests are allowed, and "
    "which policy is the first to stop each of the others?"
)
REQUESTS = _listed_requests(ASKED)

several = Exercise(
    "6.7",
    "several",
    2,
    ASK,
    'a list of six texts, each "allowed", "SCP", "identity", "boundary" or "session"',
    _grade_several(ASKED),
    (
        "A Deny wins wherever it is. Otherwise each of SCP, identity, boundary and session has to allow.",
        "The resource policy names the session of Ann itself. Within the account that is enough, whatever the policies "
        "of the identity, the boundary and the session leave out.",
        "The first that stops a request is the first of SCP, identity, boundary and session that does not allow it.",
    ),
    _vary_several,
)
