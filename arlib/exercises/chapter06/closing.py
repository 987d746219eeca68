"""An exercise for chapter 6 in which a bucket is closed to the public, and stays open to those who need it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable
from arlib.exercises.kinds.decisions import more, on_request
from arlib.exercises.kinds.documents import read_policy_answer, read_request_answer
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.variants import between, one_of
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import request_text
from arlib.policies.public import not_public
from arlib.verdict import Proved, Refuted, Unknown

# ---- 6.4 ----------------------------------------------------------------------------------

LEAKY = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::444455556666:root"},
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
    {"Effect": "Allow", "Principal": "*",
     "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/inbox/*",
     "Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1a2b3c4d"}}},
    {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"},
     "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/log/*"}
  ]
}"""
KEPT = """\
["AWS:arn:aws:iam::111122223333:user/ann", "s3:GetObject", "arn:aws:s3:::reports/2026.csv"],
["AWS:arn:aws:sts::111122223333:assumed-role/audit/ben", "s3:GetObject", "arn:aws:s3:::reports/2025.csv"],
["anonymous", "s3:GetObject", "arn:aws:s3:::reports/2026.csv", {"aws:SourceIp": "203.0.113.7"}],
["AWS:arn:aws:iam::777788889999:user/cy", "s3:PutObject", "arn:aws:s3:::reports/inbox/a",
 {"aws:SourceVpce": "vpce-1a2b3c4d"}],
["Service:logging.s3.amazonaws.com", "s3:PutObject", "arn:aws:s3:::reports/log/1"]"""
ANSWER = """\
[
    {"Effect": "Allow", "Principal": {"AWS": "111122223333"},
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
    {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::444455556666:root"},
     "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*",
     "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7"}}},
    {"Effect": "Allow", "Principal": "*",
     "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/inbox/*",
     "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}},
    {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"},
     "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/log/*"},
]"""
BUCKETS = ("invoices", "photos", "backups", "recordings", "maps", "letters")
ACCOUNTS = ("111122223333", "222233334444", "555566667777", "888899990000")


def _grade_close(leaky: str, kept: str) -> Grader:
    """A grader: a policy that is not public, allows some requests, and none that the leaky one does not."""
    wanted = [read_request_answer(each) for each in json.loads(f"[{kept}]")]

    def grade(answer: object) -> Feedback:
        policy = read_policy_answer(answer)
        for request in wanted:
            if evaluate(policy, request).outcome != "allow":
                return Feedback(False, on_request("this one has to get in", policy, request))
        if said := more(policy, read_policy(leaky), "the old policy does not allow this request, and yours does:"):
            return Feedback(False, said)
        match not_public(policy):
            case Proved():
                return Feedback(True, "all five get in, nobody gets in who did not before, and it is not public.")
            case Refuted(request):
                return Feedback(False, listed("it is public. Among others this one gets in:", request_text(request)))
            case Unknown(reason):
                raise Unreadable(f"Of this policy arlib does not know whether it is public: {reason}.")

    return grade


def _changed(text: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


def _vary_close(choose: Random) -> Exercise:
    endpoint = "".join(one_of(choose, "0123456789abcdef") for _ in range(8))
    changes = {
        "reports": one_of(choose, BUCKETS),
        "111122223333": one_of(choose, ACCOUNTS),
        "203.0.113.7": f"203.0.113.{between(choose, 8, 250)}",
        "1a2b3c4d": endpoint,
    }
    leaky, kept = _changed(LEAKY, changes), _changed(KEPT, changes)
    key = json.loads(_changed(ANSWER, changes).replace("},\n]", "}]"))
    return replace(
        close,
        question=listed(ASK_CLOSE, leaky, kept),
        grade=_grade_close(leaky, kept),
        key=Solution(f"answer = {key}", "Each statement names who gets in, or an address or an endpoint."),
    )


ASK_CLOSE = (
    "This policy is public. Write one that is not, that allows the five requests below it, and that allows nothing "
    "which this one does not."
)

close = Exercise(
    "6.4",
    "close",
    2,
    ASK_CLOSE,
    "a policy as a dict or as a JSON text, or a list of its statements",
    _grade_close(LEAKY, KEPT),
    (
        "NotPrincipal with Allow opens the bucket to everyone else. Which account do the first two requests come from?",
        "IfExists lets in who has no such key.",
        "Somebody anonymous has to be told apart by an address, with IpAddress. Those whom the old policy leaves out "
        "have addresses too.",
    ),
    _vary_close,
)
