"""Invariants as JSON and back."""

from __future__ import annotations

from arlib.certificates.invariants import InductiveInvariants, invariant_obligations
from arlib.certificates.json_parts import Json, location_data, proofs_data, proofs_of
from arlib.certificates.json_terms import formula_of, term_data
from arlib.certificates.json_values import Value
from arlib.printing import to_text
from arlib.programs.syntax import Program


def invariants_data(proof: InductiveInvariants) -> Json:
    """What the certificate says of the program; raises ValueError for what does not fit it."""
    system = proof.system
    return {
        "says": "no assertion is false, and every operation has a value",
        "invariants": [
            {
                **location_data(system, at),
                "formulas": [{"text": to_text(each), "term": term_data(each)} for each in formulas],
            }
            for at, formulas in sorted(proof.annotations.items())
        ],
        "proofs": proofs_data(proof.proofs, invariant_obligations(proof)),
    }


def invariants_of(value: Value, program: Program) -> InductiveInvariants:
    """The certificate that data are."""
    annotations = {
        each.at("location").natural(): tuple(formula_of(formula.at("term")) for formula in each.at("formulas").each())
        for each in value.at("invariants").each()
    }
    return InductiveInvariants(program, annotations, proofs_of(value.at("proofs")))
