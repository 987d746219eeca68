"""C's statements, with names declared anew in every kind of block, and jumps over declarations."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from fuzz_scopes.expressions import POOL, Expressions

HIDDEN = (
    *("// a \\\n{}", "// a \\ \n{}", "// a ??/\n{}", "// a ??/ \n{}"),
    *("/* a */ {}", "// a\n{}", "/* \\\n*/ {}", "{} // \\\n", "/* ??/\n*/{}"),
)


def indented(lines: list[str]) -> list[str]:
    return ["    " + line for each in lines for line in each.split("\n")]


class Statements(Expressions):
    """Writes the statements of one file."""

    def __init__(self, seed: int):
        super().__init__(random.Random(f"scopes {seed}"))
        self.seed = seed
        self.claims = self.choose.random() < 0.35
        self.loose = False
        self.labels = 0
        self.globals: list[str] = []
        self.external: list[str] = []  # those that a block can declare again
        self.returns = True
        self.shadowing = self.choose.choice((0.3, 0.6, 0.9))

    def chance(self, probability: float) -> bool:
        return self.choose.random() < probability

    def sequence(self, depth: int, most: int = 3) -> list[str]:
        return [line for _ in range(self.choose.randint(1, most)) for line in self.statement(depth)]

    def inside(self, write: Callable[[], list[str]]) -> list[str]:
        """What is written in a scope of its own."""
        self.scopes.inner.append({})
        lines = write()
        self.scopes.inner.pop()
        return indented(lines)

    def statement(self, depth: int) -> list[str]:
        if self.chance(0.02):
            return self.choose.choice(HIDDEN).format(self.assignment()).split("\n")
        kinds: list[Callable[[int], list[str]]] = [self.declaration, self.assign, self.assign]
        if depth > 0:
            kinds += [self.block, self.branch, self.branch, self.switch, self.jump, self.unusual]
            if not self.claims:
                kinds += [self.loop, self.loop, self.loop]
        if self.claims:
            kinds = [self.declaration, self.declaration, self.assign, self.assign]
            kinds += [self.block, self.block, self.branch, self.branch] if depth > 0 else []
            kinds += [self.unusual] if self.chance(0.1) else []
        return self.choose.choice(kinds)(depth)

    def assignment(self) -> str:
        name, chance = self.variable(), self.choose.random()
        if chance < 0.5:
            return f"{name} = {self.number()};"
        if chance < 0.7 and not self.claims:
            return f"⦃{name}¦{self.choose.choice('+-')}⦄;"
        return f"⦃{name}¦{self.choose.choice('+-')}¦{self.operand()}⦄;"

    def assign(self, depth: int) -> list[str]:
        return [self.assignment()]

    def declaration(self, depth: int) -> list[str]:
        free = self.scopes.free()
        hiding = [name for name in free if self.scopes.kind(name)]
        name = self.choose.choice(hiding if hiding and self.chance(self.shadowing) else free or ["a"])
        if name not in free:
            return self.assign(depth)
        value, chance = self.number(), self.choose.random()
        while name in value:  # it would be used before it has a value
            value = str(self.choose.randint(0, 7))
        kind = self.choose.choice(("int", "int", "int", "int", "unsigned char", "short", "unsigned", "long"))
        self.scopes.declare(name, "variable")
        if chance < 0.8:
            return [f"{kind} {name} = {value};"]
        self.loose = True
        if chance < 0.93:
            return [f"{kind} {name};", f"{name} = {value};"]
        return [f"{kind} {name};"]

    def block(self, depth: int) -> list[str]:
        return ["{", *self.inside(lambda: self.sequence(depth - 1)), "}"]

    def branch(self, depth: int) -> list[str]:
        lines = [f"if ({self.condition()}) {{", *self.inside(lambda: self.sequence(depth - 1, 2))]
        if self.chance(0.4):
            lines += ["} else {", *self.inside(lambda: self.sequence(depth - 1, 2))]
        return [*lines, "}"]

    def loop(self, depth: int) -> list[str]:
        pick, name = self.choose.choice, self.variable()
        limit = self.operand() if self.chance(0.3) else str(pick((0, 0, 3, 5)))
        test, step = pick(((f"{name} > {limit}", f"{name} = ⟨{name} - 1⟩;"), (f"{name} < {limit}", f"⦃{name}¦+⦄;")))
        if self.chance(0.3):
            test = pick((f"{name} == {limit}", f"{name} != {limit}", self.condition()))
        kind = self.choose.random()
        if kind < 0.25:
            free = [each for each in self.scopes.free() if self.scopes.kind(each) in ("", "variable", "type")]
            counter = pick(["x", "y", "a", "b"] if self.chance(0.7) else free or ["a"])

            limit = "3" if counter == limit else limit
            self.scopes.inner.append({counter: "variable"})
            inner = self.inside(lambda: self.sequence(depth - 1, 2)) if self.chance(0.7) else ["    ;"]
            self.scopes.inner.pop()
            return [f"for (int {counter} = 0; ⟦{counter} < {limit}⟧; ⦃{counter}¦+⦄) {{", *inner, "}"]
        if kind < 0.3:
            self.labels += 1
            lines = self.inside(lambda: [*(self.sequence(depth - 1, 2) if self.chance(0.6) else []), step])
            label, again = f"again{self.labels}: ;", f"    goto again{self.labels};"
            return ["{", f"{label} if (⟦{test}⟧) {{", *lines, again, "}", "}"]
        inner = self.inside(lambda: self.looped(step, depth))
        if kind < 0.4:
            return ["do {", *inner, f"}} while (⟦{test}⟧);"]
        if kind < 0.5:
            return [f"for (; ⟦{test}⟧; ) {{", *inner, "}"]
        return [f"while (⟦{test}⟧) {{", *inner, "}"]

    def looped(self, step: str, depth: int) -> list[str]:
        """A loop's body, with its step before, behind or among statements that can hide what it changes."""
        lines = self.sequence(depth - 1, 2) if self.chance(0.6) else []
        if self.chance(0.85):
            lines.insert(self.choose.choice((0, len(lines))), step)
        if self.chance(0.1):
            lines.append(f"if ({self.condition()}) {self.choose.choice(('break', 'continue'))};")
        return lines or [";"]

    def switch(self, depth: int) -> list[str]:
        """Declarations among the cases: what a jump goes over has its scope all the same."""

        def cases() -> list[str]:
            lines = [f"int {self.hiding()};"] if self.chance(0.15) else []
            self.loose = True  # a jump to a later case goes over what gives a variable its value
            numbers = self.choose.sample((0, 1, 2, 3, 5), self.choose.choice((1, 2, 3)))
            for number in (*numbers, "default") if self.chance(0.5) else numbers:
                lines.append(f"{'default' if number == 'default' else f'case {number}'}: ;")
                if self.chance(0.4):
                    lines += self.declaration(depth)
                lines += self.sequence(0, 2)
                lines += ["break;"] if self.chance(0.5) else []
            return lines

        return [f"switch ({self.number()}) {{", *self.inside(cases), "}"]

    def hiding(self) -> str:
        name = self.choose.choice(self.scopes.free() or ["a"])
        self.scopes.declare(name, "variable")
        return name

    def jump(self, depth: int) -> list[str]:
        """A jump to a label further down, over whatever stands between."""
        if self.chance(0.6):
            return self.assign(depth)
        self.labels += 1
        label, before = f"end{self.labels}", f"if ({self.condition()}) goto end{self.labels};"
        if self.chance(0.5):
            return [before, *self.block(depth), f"{label}: ;"]
        self.loose = True
        return [before, *self.sequence(depth - 1, 2), f"{label}: {self.assignment()}"]

    def unusual(self, depth: int) -> list[str]:
        forms = [
            *(f"extern int {name};" for name in self.external if name in self.scopes.free()),
            *("int g(int);" for _ in "1" if self.scopes.kind("g") == "function" and "g" in self.scopes.free()),
            f"(⟨{self.number()} + 0⟩);",
            f"(void) {self.variable()};",
            ";",
            *("return;" for _ in "1" if not self.returns),
            *(f"return {self.number()};" for _ in "1" if self.returns),
            *(f"{name}({self.operand()});" for name in self.scopes.named("function") if not self.loose),
            *(f"enum {{ {name} = 3 }};" for name in ("E0", "E1") if self.can_hide(name)),
            *(f"typedef short {name};" for name in ("T",) if self.can_hide(name)),
        ]
        text = self.choose.choice(forms)
        kinds = {"extern": "variable", "static": "variable", "int": "function", "enum": "constant", "typedef": "type"}
        if (word := text.split()[0]) in kinds:
            name = next(name for name in POOL if name in re.findall(r"\w+", text))
            self.scopes.declare(name, kinds[word])
        return [text]

    def can_hide(self, name: str) -> bool:
        """Whether a constant or a type of this name leaves a variable to be used."""
        return name in self.scopes.free() and len(self.scopes.named("variable")) > 1

    def hidden(self) -> str:
        free = [name for name in self.scopes.free() if self.scopes.kind(name) == "variable"]
        return self.choose.choice(free) if free else ""
