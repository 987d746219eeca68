"""C's integer types in the LP64 data model (int 32 bits, long 64), the conversions between them, its literals.

A type is its machine model: long and long long hold the same numbers, and C's rules for the two
differ only in the name of the type that results.
"""

from __future__ import annotations

import re

from arlib.integers import Machine, Signed, Unsigned

BOOL, INT = Unsigned(1), Signed(32)
WIDTHS = {"short": 16, "": 32, "long": 64, "long long": 64}


def _machine(sign: str, width: int) -> Machine:
    return Unsigned(width) if sign.startswith("u") else Signed(width)


# Each type by its words in alphabetical order, because C takes them in any: `long unsigned int`.
TYPES: dict[tuple[str, ...], Machine] = {
    ("_Bool",): BOOL,
    ("char",): Signed(8),  # C leaves this open; it is signed in gcc on x86, unsigned on ARM
    ("char", "signed"): Signed(8),
    ("char", "unsigned"): Unsigned(8),
    **{
        tuple(sorted(words)): _machine(sign, width)
        for size, width in WIDTHS.items()
        for sign in ("", "signed", "unsigned")
        for tail in ("", "int")
        if (words := f"{sign} {size} {tail}".split())
    },
}
NAMED: dict[str, Machine] = {
    "bool": BOOL,
    "size_t": Unsigned(64),
    "ptrdiff_t": Signed(64),
    "intmax_t": Signed(64),
    "uintmax_t": Unsigned(64),
    **{f"{sign}int{width}_t": _machine(sign, width) for sign in ("", "u") for width in (8, 16, 32, 64)},
}


def promoted(kind: Machine) -> Machine:
    """The type in which C computes with this one: int holds every value of a narrower type (C11 6.3.1.1p2).

    >>> promoted(Unsigned(16)), promoted(Unsigned(32))
    (Signed(width=32), Unsigned(width=32))
    """
    return INT if kind.width < INT.width else kind


def common(left: Machine, right: Machine) -> Machine:
    """The type to which both operands are converted: the wider one, or of two equally wide the unsigned (6.3.1.8).

    >>> str(common(Signed(32), Unsigned(32))), str(common(Signed(64), Unsigned(32)))
    ('uint32', 'int64')
    """
    left, right = promoted(left), promoted(right)
    if left.width != right.width:
        return left if left.width > right.width else right
    return left if isinstance(left, Unsigned) else right


INTEGER = re.compile(
    r"(?:0[xX](?P<hex>[0-9a-fA-F]+)|0[bB](?P<binary>[01]+)|(?P<octal>0[0-7]*)|(?P<decimal>[1-9][0-9]*))"
    r"(?P<suffix>[uU](?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU]?|)"
)
MOST_DIGITS = 4_000


def integer_literal(text: str) -> tuple[int, Machine | None]:
    """The value, and the first type of C's list that contains it, or None (6.4.4.1p5); ValueError if it is none.

    >>> integer_literal("2147483648"), integer_literal("0x80000000")
    ((2147483648, Signed(width=64)), (2147483648, Unsigned(width=32)))
    """
    match = INTEGER.fullmatch(text)
    if match is None or len(text) > MOST_DIGITS:
        raise ValueError(f"{text[:30]} is not an integer literal of C")
    bases = {"hex": 16, "binary": 2, "octal": 8, "decimal": 10}
    form = next(name for name in bases if match[name])
    value = int(match[form], bases[form])
    suffix = match["suffix"].lower()
    kinds: list[type[Signed] | type[Unsigned]] = [] if "u" in suffix else [Signed]
    # Only a decimal literal without u stays signed whatever its size.
    kinds += [Unsigned] if "u" in suffix or form != "decimal" else []
    candidates: list[Machine] = [
        kind(width) for width in (32, 64) if width == 64 or "l" not in suffix for kind in kinds
    ]
    return value, next((kind for kind in candidates if value in kind), None)


ESCAPES = {"n": 10, "t": 9, "r": 13, "a": 7, "b": 8, "f": 12, "v": 11, "\\": 92, "'": 39, '"': 34, "?": 63}


def character_literal(text: str) -> int:
    r"""The number of a character, which is an int with the value of a signed char; ValueError if it is none.

    >>> character_literal("'A'"), character_literal(r"'\n'"), character_literal(r"'\xff'")
    (65, 10, -1)
    """
    match = re.fullmatch(r"'(?:([ -~])|\\(.)|\\([0-7]{1,3})|\\x([0-9a-fA-F]{1,2}))'", text)
    if match and match[1] and match[1] not in "\\'":
        return ord(match[1])
    if match and match[2] in ESCAPES:
        return ESCAPES[match[2]]
    code = re.fullmatch(r"'\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2}))'", text)
    number = 256 if code is None else int(code[1], 8) if code[1] else int(code[2], 16)
    if number > 255:
        raise ValueError(f"{text[:30]} is not one character of C's basic set")
    return Signed(8).wrap(number)
