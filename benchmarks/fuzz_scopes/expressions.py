"""Names in scope, and C's expressions over them."""

from __future__ import annotations

import random

TYPES = {
    "int": (-(2**31), 2**31 - 1),
    "unsigned": (0, 2**32 - 1),
    "signed char": (-128, 127),
    "unsigned char": (0, 255),
    "short": (-(2**15), 2**15 - 1),
    "long": (-(2**63), 2**63 - 1),
}
POOL = ("x", "y", "a", "b", "v", "w", "T", "E0", "E1", "g", "h")  # what can be declared, anywhere, as a variable


class Scopes:
    """What each name means at a place: a variable, a constant, a type or a function."""

    def __init__(self) -> None:
        self.inner: list[dict[str, str]] = [{}]

    def declare(self, name: str, kind: str) -> None:
        self.inner[-1][name] = kind

    def kind(self, name: str) -> str:
        return next((scope[name] for scope in reversed(self.inner) if name in scope), "")

    def named(self, *kinds: str) -> list[str]:
        names = dict.fromkeys(name for scope in self.inner for name in scope)
        return [name for name in names if self.kind(name) in kinds]

    def free(self) -> list[str]:
        """The names that can be declared in the innermost scope."""
        return [name for name in POOL if name not in self.inner[-1]]


# Macros that every file has; what is given to one has no effects, and can be evaluated twice.
MACRO_LINES = (
    "#define THREE 3",
    "#define LAST(n) ((n) - 1)",
    "#define TWICE(n) ((n) + /* and */ \\\n  (n))",
    "#define PICK(c, p, ...) ((c) ? (p) : (__VA_ARGS__))",
    "#define JOINED(x, y) x##y",
    "#if THREE > 2 && !defined(NONE)",
    "#define SAME(n) (n)",
    "#else",
    "#define SAME(n) (0)",
    "#endif",
)


class Expressions:
    """Writes expressions of one style."""

    def __init__(self, choose: random.Random):
        self.choose, self.scopes = choose, Scopes()
        self.odd = choose.choice((0.0, 0.0, 0.0, 0.15, 0.4))  # how often what can fail comes up
        self.calls = True

    def variable(self) -> str:
        """A variable; one of the last declared scope more often."""
        names = self.scopes.named("variable")
        near = [name for name in self.scopes.inner[-1] if self.scopes.kind(name) == "variable"]
        return self.choose.choice(near if near and self.choose.random() < 0.4 else names)

    def operand(self) -> str:
        if self.choose.random() < 0.55:
            return self.variable()
        constants = self.scopes.named("constant")
        if constants and self.choose.random() < 0.15:
            return self.choose.choice(constants)
        return str(self.choose.choice((0, 1, 1, 2, 3, 5, 7)))

    def number(self, depth: int = 1) -> str:
        pick, chance = self.choose.choice, self.choose.random()
        if self.odd and self.choose.random() < self.odd:
            return self.failing()
        if depth == 0 or chance < 0.35:
            return self.operand()
        if chance < 0.45:
            x, y = self.variable(), self.operand()
            forms = (f"LAST({x})", f"TWICE(SAME({x}))", f"PICK({x} > {y}, {x}, {y})", f"JOINED(1, 2) - {x}", "THREE")
            return f"(⟨{pick(forms)}⟩)"
        if chance < 0.75:
            return f"⟨{self.variable()} {pick('++-')} {self.operand()}⟩"
        if chance < 0.8:
            return f"⟨({self.number(depth - 1)}) * {pick((2, 3, -1))}⟩"
        if chance < 0.85:
            return f"({self.condition(0)} ? {self.number(0)} : {self.number(0)})"
        if chance < 0.88:
            return f"⟨({self.number(depth - 1)}) {pick('/%')} {pick((2, 3, 7))}⟩"
        functions = self.scopes.named("function")
        if functions and self.calls and chance < 0.96:
            return f"{pick(functions)}({self.number(depth - 1)})"
        return f"(⟨({self.number(depth - 1)}) {pick('&|^')} {pick((1, 3, 7))}⟩)"

    def failing(self) -> str:
        """An operation that has no value for some operands."""
        a, b = self.variable(), self.operand()
        forms = (f"1 << {a}", f"{a} << {b}", f"{a} >> {b}", f"1 >> {a}", f"{a} / {b}", f"{a} % {b}", f"1 / {a}")
        forms += (f"{a} / -⟨1⟩", f"{a} % -⟨1⟩", f"abs({a})", f"-{a}", f"{a} + 2147483647", f"{a} * {b}", f"{a} * 65536")
        forms += (f"{a} << 31", f"⟨{a} - 2147483647⟩ - 1", f"(-2147483647 - 1) / {a}", f"~{a}", f"!{a}", f"7 % {a}")
        return f"(⟨{self.choose.choice(forms)}⟩)"

    def condition(self, depth: int = 1) -> str:
        pick, chance = self.choose.choice, self.choose.random()
        if depth and chance < 0.12:
            return f"({self.condition(0)}) {pick(('&&', '||'))} ({self.condition(0)})"
        if chance < 0.2:
            return self.number(0)
        return f"{self.number(depth)} {pick(('<', '<=', '>', '>=', '==', '!=', '=='))} {self.operand()}"
