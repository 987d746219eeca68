"""Proofs by gates as JSON and back: the claim as text, and the refutation of its clauses as lines of LRAT.

The clauses themselves are not written, but their digest: who reads the data translates the claim again.
"""

from __future__ import annotations

from arlib.certificates.blasting import BitBlasted
from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, require_same
from arlib.certificates.refutation import Addition, Refutation
from arlib.certificates.refutation_json import formula_data
from arlib.certificates.serialisation import FORMAT, VERSION
from arlib.circuits.blasting import blast
from arlib.integers import IntegerModel, Machine, Unbounded, integer_model
from arlib.languages.lrat import lrat_lines, lrat_steps
from arlib.languages.python.claims import parse
from arlib.printing import to_text
from arlib.terms import Claim
from arlib.verdict import Unsupported

KIND = "BitBlasted"


def blasted_json(found: BitBlasted) -> Json:
    """The evidence as data for JSON; raises ValueError for a claim that no text means.

    >>> from arlib.integers import Unsigned
    >>> from arlib.languages.python.claims import claim
    >>> same = claim("x + 1 == 1 + x")
    >>> clauses = blast(same, Unsigned(8)).where_not
    >>> data = blasted_json(BitBlasted(same, Unsigned(8), Refutation(clauses, (Addition(24, (), (23,)),))))
    >>> data["claim"], data["integers"], data["inputs"], data["lrat"]
    ('x + 1 == 1 + x', 'uint8', [['x', 'uint8']], ['24 0 23 0'])
    """
    claim, integers = found.claim, found.integers
    text = to_text(claim.formula)
    if parse(text, integers) != claim.formula:
        raise ValueError(f"no text means this claim, and {text} another one")
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": KIND,
        "says": "the claim is true for all inputs",
        "claim": text,
        "integers": str(integers),
        "inputs": [[name, str(kind)] for name, kind in found.types.items()],
        "formula": formula_data(found.refutation.formula),
        "lrat": [*lrat_lines(found.refutation)],
    }


def blasted_of(data: object) -> BitBlasted:
    """The evidence that data are; raises ValueError, with the key, for any other data.

    That it is right is another question, and ``check`` answers it.
    """
    value = Value(data)
    require_same(value.at("kind").value, KIND, "kind")
    integers = _model(value.at("integers"))
    inputs, kinds = [], []
    for pair in value.at("inputs").each():
        match pair.each():
            case [name, kind]:
                inputs.append(name.string())
                kinds.append(_model(kind))
            case _:
                pair.fail('a list such as ["x", "uint8"]')
    types = tuple(kind for kind in kinds if isinstance(kind, Machine)) if isinstance(integers, Unbounded) else ()
    try:
        claim = Claim(parse(value.at("claim").string(), integers), tuple(inputs), types)
        clauses = blast(claim, integers).where_not
    except Unsupported as error:
        raise ValueError(f"claim is a formula over the inputs, and cannot be read: {error.reason}") from None
    lines = [each.string().encode("ascii", "replace") for each in value.at("lrat").each()]
    try:
        steps = tuple(step for step in lrat_steps(lines) if isinstance(step, Addition))
    except Unsupported as error:
        raise ValueError(f"lrat is a list of steps in LRAT: {error.reason}") from None
    found = BitBlasted(claim, integers, Refutation(clauses, steps))
    require_same(data, blasted_json(found))
    return found


def _model(value: Value) -> IntegerModel:
    try:
        return integer_model(value.string())
    except ValueError:
        value.fail("a type such as uint8")
