"""``arlib check`` of evidence that holds what it is about, or the digest of it: policies, networks, formulas."""

from __future__ import annotations

from arlib.certificates.blasting import BitBlasted
from arlib.certificates.blasting_json import KIND as BY_GATES
from arlib.certificates.blasting_json import blasted_of
from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, parse
from arlib.certificates.networks import Reached, Unreachable
from arlib.certificates.networks_json import KINDS, evidence_of
from arlib.certificates.policies import Inclusion
from arlib.certificates.policies_json import KIND, inclusion_of
from arlib.certificates.refutation import Refutation
from arlib.certificates.refutation_json import KIND as REFUTATION
from arlib.certificates.refutation_json import refutation_of
from arlib.certificates.sequents import Inference
from arlib.certificates.sequents_json import KIND as SEQUENTS
from arlib.certificates.sequents_json import sequents_of
from arlib.checking import check
from arlib.commands.arguments import text_of
from arlib.commands.check_clauses import verdict
from arlib.commands.policy_files import policy_of
from arlib.languages.dimacs import read_dimacs_file
from arlib.printing import to_text
from arlib.verdict import Unsupported

COMPLETE = (KIND, *KINDS, SEQUENTS, REFUTATION, BY_GATES)
Evidence = Inclusion | Unreachable | Reached | Inference | Refutation | BitBlasted


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

    If a file is named, it must be what the certificate is about: the first of two policies, the snapshot, or the
    clauses, of which a certificate has the digest alone.
    """
    try:
        evidence = _evidence(parse(text), about)
    except ValueError as error:
        raise Unsupported(f"{path} is no certificate: {error}") from None
    kind, claim, says = _words(evidence)
    shown: Json = {"kind": kind, "claim": claim}
    if about is not None and not _is_about(evidence, about):
        what = "policy" if isinstance(evidence, Inclusion) else "network"
        why = f"it is about another {what} than {about}"
        return {**shown, "verdict": "rejected", "obligation": "form", "reason": why}
    found = verdict(check(evidence, seconds=seconds))
    return {**shown, **found, **({"reason": says} if found["verdict"] == "accepted" else {})}


def _evidence(data: object, about: str | None) -> Evidence:
    match Value(data).at("kind").value:
        case "Inclusion":
            return inclusion_of(data)
        case "SequentProof":
            return sequents_of(data)
        case "BitBlasted":
            return blasted_of(data)
        case "Refutation":
            if about is None:
                raise ValueError("it needs the file of clauses that it is about, as a second argument")
            return refutation_of(data, read_dimacs_file(about))
        case _:
            return evidence_of(data)


def _words(evidence: Evidence) -> tuple[str, str, str]:
    """The kind, the claim, and what is true if the checker accepts it."""
    if isinstance(evidence, Inclusion):
        says = f"the first policy is no more permissive than the second{evidence.limited}"
        return KIND, str(evidence), says
    if isinstance(evidence, Inference):
        return SEQUENTS, str(evidence), f"{evidence.conclusion} is valid"
    if isinstance(evidence, Refutation):
        claim = f"no assignment makes every clause true ({evidence.formula}): {evidence}"
        return REFUTATION, claim, claim
    if isinstance(evidence, BitBlasted):
        inputs = ", ".join(f"{name}: {kind}" for name, kind in evidence.types.items())
        claim = f"{to_text(evidence.claim.formula)} is true for all {inputs or 'inputs'}"
        return BY_GATES, f"{claim}: {evidence}", claim
    no = "no packet gets through: " if isinstance(evidence, Unreachable) else ""
    claim = f"{evidence.question}: {no}{evidence}"
    return type(evidence).__name__, claim, claim


def _is_about(evidence: Evidence, argument: str) -> bool:
    if isinstance(evidence, Inclusion):
        file, _, name = argument.partition("::")
        return policy_of(text_of(file), file, name) == evidence.first
    if isinstance(evidence, Refutation):
        return True  # the digest was compared when it was read
    if isinstance(evidence, BitBlasted):
        raise ValueError("a proof by gates has in it what it is about; no second file is needed")
    if isinstance(evidence, Inference):
        raise ValueError("a proof of a sequent has in it what it is about; no second file is needed")
    return text_of(argument) == evidence.network.text
