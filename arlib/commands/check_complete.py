"""``arlib check`` of evidence that holds what it is about: policies, or the snapshot of a network."""

from __future__ import annotations

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, parse
from arlib.certificates.networks import Reached, Unreachable
from arlib.certificates.networks_json import KINDS, evidence_of
from arlib.certificates.policies import Inclusion
from arlib.certificates.policies_json import KIND, inclusion_of
from arlib.checking import Accepted, Rejected, check
from arlib.commands.arguments import text_of
from arlib.commands.policy_files import policy_of
from arlib.verdict import Unsupported

COMPLETE = (KIND, *KINDS)


def is_complete(text: str) -> bool:
    """Whether a text is a certificate in which stands what it is about."""
    if not any(f'"{kind}"' in text[:400] for kind in COMPLETE):
        return False
    try:
        return Value(parse(text)).at("kind").value in COMPLETE
    except ValueError:
        return False


def checked_complete(path: str, text: str, about: str | None, seconds: float) -> Json:
    """What the checker says, as a part of a JSON object; raises ``Unsupported`` for a text that is no certificate.

    If a file is named, it must be what the certificate is about: the first of two policies, or the snapshot.
    """
    try:
        data = parse(text)
        evidence = inclusion_of(data) if Value(data).at("kind").value == KIND else evidence_of(data)
    except ValueError as error:
        raise Unsupported(f"{path} is no certificate: {error}") from None
    kind, claim, says = _words(evidence)
    shown: Json = {"kind": kind, "claim": claim}
    if about is not None and not _is_about(evidence, about):
        what = "policy" if isinstance(evidence, Inclusion) else "network"
        why = f"it is about another {what} than {about}"
        return {**shown, "verdict": "rejected", "obligation": "form", "reason": why}
    match check(evidence, seconds=seconds):
        case Accepted(rests_on):
            return {**shown, "verdict": "accepted", "rests_on": list(rests_on), "reason": says}
        case Rejected(obligation, why):
            return {**shown, "verdict": "rejected", "obligation": obligation, "reason": why}


def _words(evidence: Inclusion | Unreachable | Reached) -> tuple[str, str, str]:
    """The kind, the claim, and what is true if the checker accepts it."""
    if isinstance(evidence, Inclusion):
        says = f"the first policy is no more permissive than the second{evidence.limited}"
        return KIND, str(evidence), says
    no = "no packet gets through: " if isinstance(evidence, Unreachable) else ""
    claim = f"{evidence.question}: {no}{evidence}"
    return type(evidence).__name__, claim, claim


def _is_about(evidence: Inclusion | Unreachable | Reached, argument: str) -> bool:
    if isinstance(evidence, Inclusion):
        file, _, name = argument.partition("::")
        return policy_of(text_of(file), file, name) == evidence.first
    return text_of(argument) == evidence.network.text
