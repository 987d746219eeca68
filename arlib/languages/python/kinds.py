"""Of what kind the values of a function's variables are: decided before it is read, one kind for each variable.

Integers are read as what they are, lists as their lengths. Of everything else, texts, fractions, None, tuples, tables,
only the kind is known. A variable that holds values of several kinds is one of which nothing else is known.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from arlib.terms import Term

Kind = str  # in the plural, as a sentence has it
INTEGERS, LISTS, TEXTS, FRACTIONS, NONE = "integers", "lists", "texts", "fractions", "None"
NUMBERS, TUPLES, TABLES, SETS, MIXED = "other numbers", "tuples", "dictionaries", "sets", "values of several kinds"
NUMERIC = (INTEGERS, FRACTIONS, NUMBERS)


@dataclass(frozen=True)
class Opaque:
    """A value of which only the kind is known."""

    kind: Kind


@dataclass(frozen=True)
class Listing:
    """A list of this length; ``owner`` is the variable that says how long it is by now, empty for a new list."""

    length: Term
    owner: str = ""


Value = Term | Opaque | Listing
Values = Mapping[str, Value]  # the names that have a value by now, and what they mean


def kind_of(value: Value) -> Kind:
    """Of what kind a value is."""
    match value:
        case Opaque(kind):
            return kind
        case Listing():
            return LISTS
        case _:
            return INTEGERS


def joined(*kinds: Kind) -> Kind:
    """The kind of what is of the one or the other.

    >>> joined("texts", "texts"), joined("integers", "fractions"), joined("integers", "texts")
    ('texts', 'other numbers', 'values of several kinds')
    """
    different = set(kinds)
    if len(different) == 1:
        return kinds[0]
    return NUMBERS if different <= set(NUMERIC) else MIXED


# What Python's own functions and the methods of texts give; MIXED where it may be anything.
RESULTS: Mapping[str, Kind] = {
    **dict.fromkeys(("str", "repr", "ascii", "format", "chr", "hex", "bin", "oct", "input"), TEXTS),
    **dict.fromkeys(("list", "sorted"), LISTS),
    "print": NONE,
    **dict.fromkeys(("float",), FRACTIONS),
    **dict.fromkeys(("len", "ord", "hash", "int", "bool", "isinstance", "nondet"), INTEGERS),
    **dict.fromkeys(("dict",), TABLES),
    **dict.fromkeys(("set",), SETS),
    **dict.fromkeys(("tuple", "divmod"), TUPLES),
}
_TEXTS = (
    "upper lower strip lstrip rstrip title capitalize swapcase casefold replace join format center ljust rjust zfill"
)
_FOUND = "find rfind count index rindex isdigit isalpha isalnum isspace isupper islower isnumeric startswith endswith"
METHODS: Mapping[str, Kind] = {
    **dict.fromkeys(_TEXTS.split(), TEXTS),
    **dict.fromkeys(_FOUND.split(), INTEGERS),
    **dict.fromkeys(("split", "rsplit", "splitlines"), LISTS),
}


def constant_kind(value: object) -> Kind:
    """The kind of what is written out.

    >>> constant_kind("a"), constant_kind(True), constant_kind(None)
    ('texts', 'integers', 'None')
    """
    match value:
        case None:
            return NONE
        case int():
            return INTEGERS
        case str():
            return TEXTS
        case float():
            return FRACTIONS
        case _:
            return MIXED


def binary_kind(op: ast.operator, left: Kind, right: Kind) -> Kind:
    """The kind of what an operation gives, if it gives anything.

    >>> binary_kind(ast.Div(), "integers", "integers"), binary_kind(ast.Mult(), "texts", "integers")
    ('fractions', 'texts')
    """
    match op, left, right:
        case ast.Add(), _, _ if left == right and left in (TEXTS, LISTS, TUPLES):
            return left
        case ast.Mult(), ("texts" | "lists" | "tuples"), "integers":
            return left
        case ast.Mult(), "integers", ("texts" | "lists" | "tuples"):
            return right
        case ast.Mod(), "texts", _:
            return TEXTS
        case ast.Div(), _, _ if {left, right} <= set(NUMERIC):
            return FRACTIONS
        case ast.Pow(), _, _:  # of a fraction it may be a complex number
            return NUMBERS if left == right == INTEGERS else MIXED
        case _ if FRACTIONS in (left, right) and {left, right} <= set(NUMERIC):
            return FRACTIONS
        case _:
            return joined(left, right) if {left, right} <= set(NUMERIC) else MIXED
