"""What is said of a policy's decision on a request, and of a question between two policies."""

from __future__ import annotations

from arlib.exercises.base import Unreadable
from arlib.exercises.kinds.programs import listed
from arlib.languages.iam.evaluation import evaluate
from arlib.languages.iam.requests import Request, request_text
from arlib.languages.iam.syntax import Policy
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown


def more(first: Policy, second: Policy, said: str) -> str:
    """What is said if the first policy allows a request that the second does not, with the request; else nothing."""
    match no_more_permissive(first, second):
        case Proved():
            return ""
        case Refuted(request):
            return listed(said, request_text(request))
        case Unknown(reason):
            raise Unreadable(f"Of this one arlib does not know whether it is right: {reason}. A simpler one will do.")


def on_request(said: str, policy: Policy, request: Request) -> str:
    """A sentence, the decision of a policy on a request, and the request below it."""
    return listed(f"{said}: {evaluate(policy, request)}.", request_text(request))
