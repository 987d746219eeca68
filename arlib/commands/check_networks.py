"""``arlib check`` of evidence about networks, whose snapshots stand in the certificate itself."""

from __future__ import annotations

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, parse
from arlib.certificates.networks import Unreachable
from arlib.certificates.networks_json import KINDS, evidence_of
from arlib.checking import Accepted, Rejected, check
from arlib.commands.arguments import text_of
from arlib.verdict import Unsupported


def is_about_networks(text: str) -> bool:
    """Whether a text is evidence on what a network lets through."""
    if not any(f'"{kind}"' in text[:400] for kind in KINDS):
        return False
    try:
        return Value(parse(text)).at("kind").value in KINDS
    except ValueError:
        return False


def checked_evidence(path: str, text: str, network: str | None, seconds: float) -> Json:
    """What the checker says, as a part of a JSON object; raises ``Unsupported`` for a text that is no certificate.

    If a file of a network is named, it must be the snapshot that stands in the certificate.
    """
    try:
        evidence = evidence_of(parse(text))
    except ValueError as error:
        raise Unsupported(f"{path} is no certificate: {error}") from None
    no = "no packet gets through: " if isinstance(evidence, Unreachable) else ""
    shown: Json = {"kind": type(evidence).__name__, "claim": f"{evidence.question}: {no}{evidence}"}
    if network is not None and text_of(network) != evidence.network.text:
        why = f"it is about another network than {network}"
        return {**shown, "verdict": "rejected", "obligation": "form", "reason": why}
    match check(evidence, seconds=seconds):
        case Accepted(rests_on):
            return {**shown, "verdict": "accepted", "rests_on": list(rests_on), "reason": shown["claim"]}
        case Rejected(obligation, why):
            return {**shown, "verdict": "rejected", "obligation": obligation, "reason": why}
