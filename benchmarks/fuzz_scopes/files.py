"""Writes C files in which names are shadowed, in every kind of block, and values are missing.

The text has marks, which become macros where it is compiled: ⟦ and ⟧ stand around the test of each loop, ⟨ and ⟩ around
each operation, ⦃x¦+¦1⦄ is an assignment by ``+=``, ⦃x¦+⦄ one by ``++``, and ⟪ stands where a function ends without the
value that its caller uses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fuzz_scopes.expressions import MACRO_LINES, TYPES
from fuzz_scopes.statements import Statements, indented

ASSIGNMENT, STEP = re.compile("⦃(\\w+)¦(.)¦([^⦄]*)⦄"), re.compile("⦃(\\w+)¦(.)⦄")
MACROS = {"⟦": "TICK(", "⟧": ")", "⟨": "KEEP(", "⟩": ")", "⟪": "MISSING"}


@dataclass(frozen=True, eq=False)
class File:
    """A text with its marks, and the function ``f`` in it that is asked about."""

    seed: int
    marked: str
    parameters: dict[str, str]
    returns: bool  # whether f returns a value
    claims: bool
    globals: tuple[str, ...]
    loose: bool  # whether a variable can be read that has no value, or a value is used that no return gave

    @property
    def text(self) -> str:
        text = STEP.sub(r"\1\2\2", ASSIGNMENT.sub(r"\1 \2= \3", self.marked))
        return text.translate({ord(mark): None for mark in "⟦⟧⟨⟩⟪"})

    @property
    def for_gcc(self) -> str:
        text = STEP.sub(r"\1 = ⟨\1 \2 1⟩", ASSIGNMENT.sub(r"\1 = ⟨\1 \2 (\3)⟩", self.marked))
        return text.translate({ord(mark): macro for mark, macro in MACROS.items()})


def written(seed: int) -> File:
    """The file of a seed."""
    return Writer(seed).file()


class Writer(Statements):
    """Writes one file."""

    def file(self) -> File:
        parts = self.declarations()
        parts += self.helpers()
        kinds = self.choose.choices(list(TYPES), (12, 2, 1, 1, 1, 1), k=self.choose.choice((1, 1, 2)))
        names = self.choose.sample(("x", "y", "x", "y", "a", "v", "T", "E0", "g"), len(kinds))
        parameters = dict(zip(names, kinds, strict=True))
        self.scopes.inner.append(dict.fromkeys(parameters, "variable"))
        self.returns = self.claims or self.chance(0.3)
        body = self.claim_body() if self.claims else self.program_body()
        given = ", ".join(f"{kind} {name}" for name, kind in parameters.items())
        head = f"{'int' if self.returns else 'void'} f({given}) {{"
        marked = "\n".join([*parts, head, *indented(body), "}", ""])
        return File(self.seed, marked, parameters, self.returns, self.claims, tuple(self.globals), self.loose)

    def declarations(self) -> list[str]:
        lines: list[str] = [*MACRO_LINES]
        if self.chance(0.4):
            for name in ("v", "w")[: self.choose.choice((1, 2))]:
                lines.append(self.choose.choice((f"int {name} = 3;", f"static int {name};", f"int {name} = 0;")))
                self.globals.append(name)
                self.external += [name] if lines[-1].startswith("int") else []
                self.scopes.declare(name, "variable")
        if self.chance(0.25):
            lines.append("typedef int T;")
            self.scopes.declare("T", "type")
        if self.chance(0.25):
            lines.append("enum { E0, E1 = 5 };")
            self.scopes.declare("E0", "constant")
            self.scopes.declare("E1", "constant")
        return lines

    def helpers(self) -> list[str]:
        """Functions that the one in question can call, and some that it cannot."""
        lines: list[str] = []
        for name in ("g", "h")[: self.choose.choice((0, 0, 1, 1, 2))]:
            pick = self.choose.choice
            changing = f"{pick(self.globals)} = {pick(('n', '7', '0'))}; " if self.globals and self.chance(0.4) else ""
            forms = [
                f"int {name}(int n) {{ {changing}return n - 1; }}",
                f"int {name}(int n) {{ {changing}if (n > 3) {{ int n = 2; return n; }} return n; }}",
                f"int {name}(int n) {{ int x = n; {{ int x = 1; n = n - x; }} {changing}return x > 0 ? n : x; }}",
                f"int {name}(int n) {{ {changing}while (⟦n > 3⟧) n = n - 1; return n; }}",
                f"int {name}(int n) {{ switch (n) {{ case 1: return 0; default: n = 3; }} {changing}return n; }}",
            ]
            if self.chance(0.12):
                self.loose = True
                forms = [f"int {name}(int n) {{ {changing}if (n > {pick((0, 2, 5))}) return 1; ⟪}}"]
            lines.append(pick(forms))
            self.scopes.declare(name, "function")
        if self.globals and self.chance(0.25):
            lines.append(f"void other(void) {{ {self.choose.choice(self.globals)} = 7; }}")
        return lines

    # Bodies

    def program_body(self) -> list[str]:
        lines = self.sequence(2, 3)
        if not any("⟦" in line for line in lines):
            lines += self.loop(2)
        if self.returns and self.chance(0.7):
            lines.append(f"return {self.number()};")
        return lines

    def claim_body(self) -> list[str]:
        lines = self.sequence(2, 3)
        if self.chance(0.06):
            self.loose = True
            return [*lines, f"if ({self.condition()}) return 1; ⟪"]
        a, b = self.number(0), self.operand()
        tests = (f"{a} == {a}", f"{a} <= {a}", f"{a} == {b} || {a} != {b}", f"{a} < {b} || {a} >= {b}", f"{a} != {b}")
        lines.append(f"return {self.choose.choice((*tests, self.condition()))};")
        return lines
