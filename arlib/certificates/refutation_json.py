"""Refutations as JSON and back: the formula by its digest, and the steps as lines of LRAT.

Joined, the lines are a file for any other checker. The formula stands in a file of its own; its digest is that of the
plain text in DIMACS which ``dimacs_text`` writes, so that comments and packing do not matter.
"""

from __future__ import annotations

import hashlib

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, require_same
from arlib.certificates.refutation import Addition, Refutation
from arlib.certificates.serialisation import FORMAT, VERSION
from arlib.clauses import CNF
from arlib.languages.dimacs import dimacs_lines
from arlib.languages.lrat import lrat_lines, lrat_steps
from arlib.verdict import Unsupported

KIND = "Refutation"


def formula_data(formula: CNF) -> Json:
    """What tells one formula from another: its size, and the SHA-256 of its text in DIMACS."""
    digest = hashlib.sha256()
    for line in dimacs_lines(formula):
        digest.update(f"{line}\n".encode())
    return {"variables": formula.variables, "clauses": len(formula.clauses), "sha256": digest.hexdigest()}


def refutation_json(found: Refutation) -> Json:
    """The evidence as data for JSON.

    >>> from arlib.clauses import cnf
    >>> refutation_json(Refutation(cnf([[1], [-1]]), (Addition(3, (), (1, 2)),)))["lrat"]
    ['3 0 1 2 0']
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": KIND,
        "says": "no assignment makes every clause true",
        "formula": formula_data(found.formula),
        "lrat": [*lrat_lines(found)],
    }


def refutation_of(data: object, formula: CNF) -> Refutation:
    """The evidence that data are, about a formula; raises ValueError, with the key, for any other data.

    That it is right is another question, and ``check`` answers it.
    """
    value = Value(data)
    require_same(value.at("kind").value, KIND, "kind")
    require_same(value.at("formula").value, formula_data(formula), "formula")
    lines = [each.string().encode("ascii", "replace") for each in value.at("lrat").each()]
    try:
        steps = tuple(step for step in lrat_steps(lines) if isinstance(step, Addition))
    except Unsupported as error:
        raise ValueError(f"lrat is a list of steps in LRAT: {error.reason}") from None
    found = Refutation(formula, steps)
    require_same(data, refutation_json(found))
    return found
