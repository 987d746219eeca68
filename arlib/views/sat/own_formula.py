"""A formula that a reader types, in the symbols of logic or as DIMACS, and what its letters are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from arlib.circuits.tseitin import tseitin
from arlib.clauses import CNF
from arlib.languages.dimacs import dimacs_text, read_dimacs
from arlib.languages.propositions import proposition
from arlib.terms import Formula, Not
from arlib.verdict import Unsupported
from arlib.views.sat.frame_pages import named
from arlib.views.sat.frames import Names

DIMACS = re.compile(r"^\s*p\s+cnf\b|\A[\s\d-]+\Z", re.MULTILINE)
MOST_LETTERS, MOST_CLAUSES = 400, 4_000  # of what is drawn; larger files are for the command line

EXAMPLES = {
    "a jump over two levels": """(a | b | j) & (b | c | i) & (d | e) & (~e | f)
& (~f | a | g) & (~f | h) & (~g | ~h)""",
    "no row at all": "(~p | q) & (~p | r) & (~q | ~r | s) & (~s | ~r) & (p | q) & (p | ~q | r)",
    "three pigeons, two holes": """p cnf 6 9
c letter 2n - 1: pigeon n is in the first hole; letter 2n: in the second
1 2 0
3 4 0
5 6 0
-1 -3 0
-1 -5 0
-3 -5 0
-2 -4 0
-2 -6 0
-4 -6 0
""",
    "is it the same?": "~(((p <-> q) <-> r) <-> (p <-> (q <-> r)))",
    "one row": "(p | q | r) & (~p | s) & (~q | ~s) & (~r | t) & (~t | ~s | q) & (s | t) & (~p | ~t)",
}


@dataclass(frozen=True)
class OwnFormula:
    """The clauses of a formula, and the names of their letters; ``formula`` is None for a text in DIMACS.

    A letter without a name was added for a part of the formula.
    """

    clauses: CNF
    letters: Mapping[int, str] = field(default_factory=dict)
    formula: Formula | None = None

    @property
    def name(self) -> Names:
        """What a literal is called."""
        return named(self.letters)


def own_formula(source: str | Formula | CNF, *, opposite: bool = False) -> OwnFormula:
    """The formula of a text, or one that is there already; raises ``Unsupported`` with the place.

    With ``opposite``, its negation, which has no row where the formula is valid.

    >>> found = own_formula("p & (q | ~p)")
    >>> found.clauses.clauses, found.name(-2)
    (((1,), (2, -1)), '¬q')
    >>> own_formula("p cnf 2 1\\n1 -2 0").name(-2)
    '¬x2'
    """
    if isinstance(source, str) and not source.strip():
        raise Unsupported("there is no formula yet: type one, or choose an example")
    if isinstance(source, CNF) or (isinstance(source, str) and DIMACS.search(source)):
        if opposite:
            raise Unsupported("whether clauses are valid is not asked here: write the formula with letters")
        return _limited(OwnFormula(source if isinstance(source, CNF) else read_dimacs(source)))
    formula = proposition(source)
    encoded = tseitin(Not(formula) if opposite else formula)
    letters = {letter: name for name, letter in encoded.letters.items()}
    return _limited(OwnFormula(encoded.clauses, letters, formula))


def _limited(found: OwnFormula) -> OwnFormula:
    clauses = found.clauses
    if clauses.variables > MOST_LETTERS or len(clauses.clauses) > MOST_CLAUSES:
        raise Unsupported(f"{clauses}: {MOST_LETTERS:,} and {MOST_CLAUSES:,} are the most here; arlib sat takes more")
    return found


def source_text(source: str | Formula | CNF) -> str:
    """What stands in the text field for a formula."""
    match source:
        case str():
            return source
        case CNF():
            return dimacs_text(source)
        case _:
            from arlib.languages.propositions import to_symbols

            return to_symbols(source)
