"""Random C functions, as text, with the types and the helpers that they use."""

import ctypes
import random

from arlib import Signed, Unsigned

TYPES = {
    "_Bool": (Unsigned(1), ctypes.c_bool),
    "signed char": (Signed(8), ctypes.c_byte),
    "unsigned char": (Unsigned(8), ctypes.c_ubyte),
    "short": (Signed(16), ctypes.c_short),
    "unsigned short": (Unsigned(16), ctypes.c_ushort),
    "int": (Signed(32), ctypes.c_int),
    "unsigned int": (Unsigned(32), ctypes.c_uint),
    "long": (Signed(64), ctypes.c_long),
    "unsigned long long": (Unsigned(64), ctypes.c_ulonglong),
}
LITERALS = ["0", "1", "2", "7", "31", "255", "200u", "3l", "1ul", "0x80000000", "2147483647", "4294967295", "'a'", "-1"]
HELPERS = """
static int twice(short x) { return x * 2; }
static unsigned char low(int x) { if (x < 0) return -x; return x; }
static _Bool odd(unsigned long x) { return x % 2; }
"""


class Writer:
    """Random C, in which whatever compiles is meant to be read."""

    def __init__(self, seed):
        self.choose = random.Random(seed)

    def expression(self, depth, names="abc"):
        choose = self.choose
        if depth == 0:
            return choose.choice(names) if choose.random() < 0.75 else choose.choice(LITERALS)
        x, y, z = (self.expression(depth - 1 if choose.random() < 0.7 else 0, names) for _ in range(3))
        return choose.choice(
            [
                lambda: f"({x} {choose.choice(['+', '-', '*'])} {y})",
                lambda: f"({x} {choose.choice(['+', '-', '*', '/', '%', '&', '|', '^'])} {y})",
                lambda: f"({x} {choose.choice(['<', '<=', '>', '>=', '==', '!='])} {y})",
                lambda: f"({x} {choose.choice(['<<', '>>'])} {choose.choice(['1', '5', '31', y, f'({y} & 15)'])})",
                lambda: f"({x} {choose.choice(['&&', '||'])} {y})",
                lambda: f"({x} ? {y} : {z})",
                lambda: f"({choose.choice(['- ', '~', '!', '+ '])}{x})",
                lambda: f"(({choose.choice(list(TYPES))})({x}))",
                lambda: f"{choose.choice(['twice', 'low', 'odd', 'abs'])}({x})",
            ]
        )()

    def statements(self):
        choose = self.choose
        kind = choose.choice(list(TYPES))
        first, second, third = (self.expression(2, "abc") for _ in range(3))
        op = choose.choice(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="])
        return choose.choice(
            [
                f"{kind} d = {first}; d {op} {second}; return d;",
                f"{kind} d = {first}; if ({second}) {{ {kind} a = d; d = {third}; d += a; }} else d--; return d + a;",
                f"const {kind} d = {first}, e = {second}; if (d < e) return d; return {third};",
                f"if ({first}) return {second}; else if (a > b) return c; c++; return {third};",
            ]
        )


def corners(kind):
    around = {kind.low, kind.low + 1, -1, 0, 1, 2, 5, 31, 32, kind.high - 1, kind.high}
    return [value for value in sorted(around) if value in kind]
