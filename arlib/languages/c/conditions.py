"""The conditions of #if (6.10.1): C's integer expressions in the two widest types."""

from __future__ import annotations

from pycparser import c_ast, c_parser

from arlib.integers import Machine, Signed, Unsigned
from arlib.languages.c.types import character_literal, integer_literal

LONG, ULONG = Signed(64), Unsigned(64)
Known = tuple[int, Machine]


def holds(text: str) -> bool:
    """Whether a condition without names is true; ValueError with the reason if it has no meaning.

    >>> holds("2 - 3 > 0u"), holds("1 || 1 / 0")
    (True, True)
    """
    try:
        tree = c_parser.CParser().parse(f"int x = {text}\n;")
    except c_parser.ParseError:
        raise ValueError("this is no condition that the preprocessor knows") from None
    match tree.ext:
        case [c_ast.Decl(init=c_ast.Node() as init)]:
            return _value(init)[0] != 0
        case _:
            raise ValueError("this is no condition that the preprocessor knows")


def _value(node: c_ast.Node) -> Known:
    match node:
        case c_ast.Constant(value=text) if text.startswith("'"):
            return character_literal(text), LONG
        case c_ast.Constant(value=text):
            number, _ = integer_literal(text)
            if number not in ULONG:
                raise ValueError(f"{text[:30]} does not fit in any integer type of C")
            return number, ULONG if "u" in text.lower() or number not in LONG else LONG
        case c_ast.UnaryOp(op="!", expr=operand):
            return int(_value(operand)[0] == 0), LONG
        case c_ast.UnaryOp(op="+" | "-" | "~" as op, expr=operand):
            number, kind = _value(operand)
            return kind.wrap({"+": number, "-": -number, "~": ~number}[op]), kind
        case c_ast.BinaryOp(op="&&" | "||" as op, left=left, right=right):
            first = _value(left)[0] != 0
            _kind(right)  # a comma, say, is an error there as well
            return int(first if first == (op == "||") else _value(right)[0] != 0), LONG
        case c_ast.TernaryOp(cond=test, iftrue=then, iffalse=orelse):
            kind = ULONG if ULONG in (_kind(then), _kind(orelse)) else LONG
            return kind.wrap(_value(then if _value(test)[0] else orelse)[0]), kind
        case c_ast.BinaryOp(op="<<" | ">>" as op, left=left, right=right):
            (number, kind), (amount, _) = _value(left), _value(right)
            if not 0 <= amount < 64:
                raise ValueError("a shift by a negative amount, or by 64 and more, has no value")
            return kind.wrap(number << amount if op == "<<" else number >> amount), kind
        case c_ast.BinaryOp(op=op, left=left, right=right):
            (a, one), (b, other) = _value(left), _value(right)
            kind = ULONG if ULONG in (one, other) else LONG
            return _operation(op, kind.wrap(a), kind.wrap(b), kind)
        case _:
            raise ValueError("only integers and operators without effects are known to #if")


def _operation(op: str, a: int, b: int, kind: Machine) -> Known:
    compared = {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}
    if op in compared:
        return int(compared[op]), LONG
    if op in ("/", "%"):
        if b == 0:
            raise ValueError("a division by zero")
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        return kind.wrap(quotient if op == "/" else a - quotient * b), kind
    numbers = {"+": a + b, "-": a - b, "*": a * b, "&": a & b, "|": a | b, "^": a ^ b}
    if op not in numbers:
        raise ValueError("only integers and operators without effects are known to #if")
    return kind.wrap(numbers[op]), kind


def _kind(node: c_ast.Node) -> Machine:
    """The type of an expression that is perhaps not evaluated."""
    match node:
        case c_ast.Constant():
            return _value(node)[1]
        case c_ast.UnaryOp(op="!", expr=operand):
            _kind(operand)
            return LONG
        case c_ast.UnaryOp(op="+" | "-" | "~", expr=operand):
            return _kind(operand)
        case c_ast.BinaryOp(op=op, left=left, right=right):
            kinds = _kind(left), _kind(right)
            if op in ("&&", "||", "==", "!=", "<", "<=", ">", ">="):
                return LONG
            return kinds[0] if op in ("<<", ">>") else ULONG if ULONG in kinds else LONG
        case c_ast.TernaryOp(cond=test, iftrue=then, iffalse=orelse):
            _kind(test)
            return ULONG if ULONG in (_kind(then), _kind(orelse)) else LONG
        case _:
            raise ValueError("only integers and operators without effects are known to #if")
