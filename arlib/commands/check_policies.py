"""``arlib check`` of evidence about policies, which stand in the certificate itself."""

from __future__ import annotations

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, parse
from arlib.certificates.policies_json import KIND, inclusion_of
from arlib.checking import Accepted, Rejected, check
from arlib.commands.arguments import policy_of, text_of
from arlib.verdict import Unsupported


def is_about_policies(text: str) -> bool:
    """Whether a text is a certificate that a policy is no more permissive than another."""
    if f'"{KIND}"' not in text[:400]:
        return False
    try:
        return Value(parse(text)).at("kind").value == KIND
    except ValueError:
        return False


def checked_inclusion(path: str, text: str, policy: str | None) -> Json:
    """What the checker says, as a part of a JSON object; raises ``Unsupported`` for a text that is no certificate.

    If a file of a policy is named, the first policy of the certificate must be the same.
    """
    try:
        certificate = inclusion_of(parse(text))
    except ValueError as error:
        raise Unsupported(f"{path} is no certificate: {error}") from None
    shown: Json = {"kind": KIND, "claim": str(certificate)}
    if policy is not None:
        file, _, name = policy.partition("::")
        if policy_of(text_of(file), file, name) != certificate.first:
            why = f"it is about another policy than {policy}"
            return {**shown, "verdict": "rejected", "obligation": "form", "reason": why}
    match check(certificate):
        case Accepted(rests_on):
            says = f"the first policy is no more permissive than the second{certificate.limited}"
            return {**shown, "verdict": "accepted", "rests_on": list(rests_on), "reason": says}
        case Rejected(obligation, why):
            return {**shown, "verdict": "rejected", "obligation": obligation, "reason": why}
