"""Writes random functions as people type them: with prints, texts, fractions, None, tables and lists."""

from __future__ import annotations

import random

LISTS = ("xs", "ys")


class Writer:
    """Writes one program; a name keeps to its kind most of the time, as it does in what people write."""

    def __init__(self, seed: int, lists: bool):
        self.choose = random.Random(seed)
        self.lists = lists and self.choose.random() < 0.8
        self.parameters = ["n", "m"][: self.choose.randint(1, 2)]
        self.given = list(LISTS[: self.choose.randint(0, 2)]) if self.lists else []
        self.rows = list(self.given)
        self.depth = 0
        self.loops = 0

    def program(self) -> str:
        """The text; its function is ``f``."""
        body = ["k = 0", "s = 'ab'", "r = 0.5", "b = None"]
        if self.lists and (not self.given or self.choose.random() < 0.5):
            body.append(f"zs = {self.a_list()}")
            self.rows.append("zs")
        body += self.block(self.choose.randint(1, 3), loop=False)
        body += [self.loop()] if not self.loops else []
        body += self.block(1, loop=False)
        helper = "def g(a, b):\n    if a > b:\n        return 'more'\n    return a - b\n\n\n"
        lines = "\n".join(body).split("\n")
        head = f"def f({', '.join([*self.parameters, *self.given])}):\n"
        return helper + head + "".join(f"    {line}\n" for line in lines) + "    return s, k\n"

    def pick(self, *options: str) -> str:
        return self.choose.choice(options)

    def integer(self) -> str:
        name = self.pick(*self.parameters, "k")
        small = str(self.choose.randint(-2, 4))
        options = [name, name, small, f"{name} + {small}", f"{name} - {self.choose.randint(1, 3)}", f"{name} // 2"]
        options += [
            "len(s)",
            f"min({name}, {small})",
            f"{name} % 3",
            f"-{name}",
            "int(r)",
            "abs(m)" if "m" in self.parameters else "1",
        ]
        if self.rows:
            row = self.pick(*self.rows)
            options += [f"len({row})", f"len({row}) - 1", f"{row}[{name}]", f"{row}[0]", f"{row}[-1]", f"sum({row})"]
            options += [
                f"{row}.pop()" if self.choose.random() < 0.5 else f"len({row}[{small}:])",
                f"{row}.count({small})",
            ]
        return self.pick(*options)

    def a_list(self) -> str:
        options = [
            "[]",
            "[1, 2]",
            f"[0] * {self.pick(*self.parameters)}",
            f"list(range({self.pick(*self.parameters)}))",
            "[n]",
        ]
        if self.rows:
            row = self.pick(*self.rows)
            options += [
                f"{row}[1:]",
                f"{row}[:-1]",
                f"sorted({row})",
                f"{row} + [n]",
                f"[x + 1 for x in {row}]",
                f"list({row})",
            ]
            options += [f"{row}[:{self.pick(*self.parameters)}]", row, f"{row}[::-1]"]
        return self.pick(*options)

    def test(self) -> str:
        name = self.pick(*self.parameters, "k")
        compare = self.pick("<", ">", "!=", "==", "<=", ">=")
        options = [
            f"{name} {self.pick('>', '!=', '>')} 0",
            f"{name} < 5",
            f"{self.integer()} {compare} {self.integer()}",
            name,
        ]
        options += [
            f"s {self.pick('==', '!=')} 'ab'",
            "b is None",
            "r > 1",
            f"{name} in (1, 2)",
            "True",
            "'a' in s",
            f"not {name}",
        ]
        if self.rows:
            row = self.pick(*self.rows)
            options += [
                row,
                f"len({row}) > {name}",
                f"{name} < len({row}) and {row}[{name}] > 1",
                f"{name} in {row}",
                f"not {row}",
            ]
            options += [row, f"len({row}) {compare} {self.choose.randint(0, 3)}"]
        return self.pick(*options)

    def simple(self) -> str:
        name, integer = self.pick(*self.parameters, "k"), self.integer()
        options = [
            f"{name} -= 1",
            f"{name} += 1",
            f"{name} = {integer}",
            f"{name} -= {integer}",
            f"print({integer}, s)",
            f"s = s + {self.pick(f'str({name})', chr(39) + chr(120) + chr(39), f'str(-{name})')}",
            f"r = r * {self.pick('2', '0.5', name)}",
            f"r = {name} / {self.pick('2', name)}",
            f"b = {self.pick('None', name, 's')}",
            f"print(f'{{{name}}} and {{r}}')",
            "k += 1",
            f"b = g({name}, {integer})",
            f"d = {{{name}: s}}",
            f"{name} = int(r)",
            f"k = {name} ** 2" if name != "k" else "k = 1",
            f"q = 1 // {name}",
            f"{name}, k = k, {name}",
        ]
        if self.rows:
            row, small = self.pick(*self.rows), self.choose.randint(-1, 2)
            options += [
                f"{row}.append({integer})",
                f"{row}.pop()",
                f"{row}.pop(0)",
                f"{row}[{name}] = {integer}",
                f"{row}[0] += 1",
                f"{row}.insert({small}, {name})",
                f"{row}.clear()",
                f"{row}.sort()",
                f"{row}.reverse()",
                f"{row}.extend([1])",
                f"del {row}[{small}]",
                f"{row} += [{name}]",
                f"{name} = {row}.pop()",
                f"{row}.append({name})",
                f"{row}.pop()",
                f"{row}[0], {row}[-1] = {row}[-1], {row}[0]",
                f"{row} = {self.a_list()}",
                f"zs = {self.a_list()}",
                f"print({row})",
                f"{row}.remove({small})",
                f"k = max({row})",
            ]
        made = self.pick(*options)
        if made.startswith("zs = ") and "zs" not in self.rows and not self.depth:
            self.rows.append("zs")
        elif made.startswith("zs = ") and "zs" not in self.rows:
            return "pass"
        return made

    def block(self, size: int, loop: bool) -> list[str]:
        lines = []
        for _ in range(size):
            dice = self.choose.random()
            if dice < 0.25 and self.depth < 3:
                lines.append(self.branch(loop))
            elif dice < 0.5 and self.depth < 2:
                lines.append(self.loop())
            else:
                lines.append(self.simple())
        return lines

    def branch(self, loop: bool) -> str:
        self.depth += 1
        then = self.block(1, loop)
        if loop and self.choose.random() < 0.3:
            then = [self.pick("break", "continue", "return k")]
        made = f"if {self.test()}:\n{_inside(then)}"
        if self.choose.random() < 0.3:
            made += f"\nelse:\n{_inside(self.block(1, loop))}"
        self.depth -= 1
        return made

    def loop(self) -> str:
        self.loops += 1
        self.depth += 1
        body = self.block(self.choose.randint(1, 3), loop=True)
        name = self.pick(*self.parameters)
        heads = [f"while {self.test()}:"] * 3 + [f"for i in range({self.integer()}):"]
        if self.rows:
            row = self.pick(*self.rows)
            more = [
                f"for k in {row}:",
                f"for i, k in enumerate({row}):",
                f"for i in range(len({row})):",
                f"for k in reversed({row}):",
            ]
            heads += [*more, f"while {row}:", f"for k in sorted({row}):"]
        else:
            heads += ["for c in s:", f"for i in range({name}, 3):"]
        self.depth -= 1
        return f"{self.pick(*heads)}\n{_inside(body)}"


def _inside(lines: list[str]) -> str:
    return "\n".join(f"    {line}" for each in lines for line in each.split("\n"))
