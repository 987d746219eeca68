"""``arlib check F.cnf P.lrat``: a solver's proof, in LRAT or DRAT, that no assignment makes every clause true."""

from __future__ import annotations

import re

from arlib.certificates.json_parts import Json
from arlib.checking import Accepted, Rejected
from arlib.checking.drat import check_drat
from arlib.checking.refutation import check_steps
from arlib.clauses import CNF
from arlib.languages.dimacs import read_dimacs_file
from arlib.languages.lines import lines_of, unpacked
from arlib.languages.lrat import Format, binary_drat_steps, drat_steps, lrat_file, proof_format
from arlib.verdict import Unsupported

LIMITS = ("time", "memory")  # obligations that were not judged: such a proof is neither right nor wrong
ENDING = re.compile(r"\.(cnf|dimacs)(\.gz|\.xz)?$")


def is_clauses(path: str) -> bool:
    """Whether a file is one of clauses, by its name."""
    return ENDING.search(path) is not None


def checked_proof(path: str, proof: str, seconds: float) -> Json:
    """What the checker says of a proof, as a part of a JSON object; raises ``Unsupported`` for what cannot be read."""
    formula = read_dimacs_file(path)
    shown: Json = {"kind": "Refutation", "variables": formula.variables, "clauses": len(formula.clauses)}
    try:
        format_, found = _judged(formula, proof, seconds)
    except Unsupported as error:
        raise Unsupported(f"{proof} is no proof: {error.reason}") from None
    claim = f"no assignment makes every clause of {path} true ({formula}): a proof in {format_}"
    shown |= {"format": format_, "claim": claim}
    return shown | verdict(found)


def verdict(found: Accepted | Rejected) -> Json:
    """Accepted, rejected, or unknown where a limit was reached."""
    match found:
        case Accepted(rests_on):
            reason = "no assignment makes every clause true"
            return {"verdict": "accepted", "rests_on": list(rests_on), "reason": reason}
        case Rejected(obligation, why) if obligation in LIMITS:
            return {"verdict": "unknown", "reason": why}
        case Rejected(obligation, why):
            return {"verdict": "rejected", "obligation": obligation, "reason": why}


def _judged(formula: CNF, proof: str, seconds: float) -> tuple[Format, Accepted | Rejected]:
    with unpacked(proof) as file:
        match format_ := proof_format(file, proof):
            case "LRAT":
                steps = lrat_file(proof, len(formula.clauses))
                return format_, check_steps(formula, steps, seconds=seconds)
            case "DRAT":
                return format_, check_drat(formula, drat_steps(lines_of(file)), seconds=seconds)
            case "binary DRAT":
                return format_, check_drat(formula, binary_drat_steps(file), seconds=seconds)
