"""Random C functions as people write them: macros, jumps, calls, arrays, and expressions that do something."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

MACROS = """\
#define N 4
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define INC(v) do { v++; } while (0)
#define UNTIL(test) while (!(test))
"""
# No narrower ones: gcc computes `c += n` in the type of c, and its sanitizer then overlooks that n + c overflows.
TYPES = ("int", "int", "int", "unsigned", "long")
VALUES = (
    "{v}",
    "{k}",
    "{v} + {k}",
    "{v} - {k}",
    "{v} * {k}",
    "{v} / {w}",
    "{v} % N",
    "MAX({v}, {w})",
    "{v} & 3",
    "-{v}",
) + (
    "{v} + {w}",
    "{v} - {w}",
    "{v} >> 1",
    "{v} ? {w} : {k}",
    "({v} = {k}, {v} + 1)",
    "a[{i}]",
    "a[{i}] + {k}",
    "h({v})",
    "get(a, N, {w})",
    "r({v})",
    "{v}++",
    "--{v}",
)
TESTS = (
    "{v} > {k}",
    "{v} < {w}",
    "{v} != {k}",
    "{v}-- > 0",
    "--{v} > {k}",
    "{v} > 0 && {w} < {k}",
    "{v} || {w}",
    "!{v}",
) + (
    "({v} = {w} - 1) > {k}",
    "a[{i}] > {v}",
    "{v} < N && a[{i}]",
    "{v} % 2 == 0",
    "({v}--, {w} < {k})",
)
INDICES = ("{k}", "{v}", "{v} & 3", "{v} % N", "({v} & 1) + 2", "N - 1")
DOES = (
    "{v} = {e};",
    "{v} = {e};",
    "{v}--;",
    "++{v};",
    "{v} -= {k};",
    "{v} += {w};",
    "INC({v});",
    "a[{i}] = {e};",
    "a[{i}]++;",
) + (
    "a[{i}] -= {k};",
    "put(a, {v});",
    "swap(&x, &y);",
    "{v} /= 2;",
    ";",
)
HELPERS = (
    "int h(int n) { return n < 0 ? -1 : n / 2; }",
    "int h(int n) { switch (n) { case 0: return 3; case 1: n = 0; default: n &= 7; } return n; }",
    "int h(int n) { int c = 0; while (n > 0) { TICK n /= 2; c++; } return c; }",
)
RECURSIVE = (
    "int r(int n) { TICK return n <= 0 ? 0 : r(n - 1); }",
    "int r(int n) { TICK if (n == 0) return 1; return r(n / 2); }",
    "int r(int n) { TICK if (n < 3) return n; return r(n - 2); }",
)
LENT = (
    "int get(int b[], int n, int i) { return i >= 0 && i < n ? b[i] : 0; }\nvoid put(int *b, int i) { b[i & 3] = i; }",
    "int get(const int *b, int n, int i) { TICK return b[i % n]; }\nvoid put(int b[], int i) { if (i < N) b[i] = 1; }",
)


@dataclass(frozen=True)
class Written:
    """A file with a function f of two numbers; each name that it defines ends with the seed."""

    seed: int
    body: str

    @property
    def name(self) -> str:
        """The function that is asked about."""
        return f"f{self.seed}"

    @property
    def text(self) -> str:
        """What is read: where the budget is counted, nothing happens."""
        return f"#define TICK\n{MACROS}{self.body}"


@dataclass
class _Writer:
    choose: random.Random
    variables: list[str] = field(default_factory=lambda: ["x", "y"])
    labels: int = 0

    def fill(self, form: str) -> str:
        """A form with variables, a constant, an index and an expression; v and w are different variables."""
        v, w = self.choose.sample(self.variables, 2)
        index = self.choose.choice(INDICES).format(v=w, k=self.choose.randint(0, 3))
        given = form.format(v=v, w=w, k=self.choose.randint(-1, 4), i=index, e="{e}")
        if "{e}" not in given:
            return given
        return given.replace("{e}", self.fill(self.choose.choice(VALUES)))

    def block(self, depth: int, jumps: list[str]) -> str:
        """Some statements; ``jumps`` are those that may stand here."""
        count = self.choose.randint(1, 3)
        return " ".join(self.statement(depth, jumps) for _ in range(count))

    def statement(self, depth: int, jumps: list[str]) -> str:
        pick = self.choose.random()
        if depth == 0 or pick < 0.45:
            return self.fill(self.choose.choice(DOES))
        test = self.fill(self.choose.choice(TESTS))
        inside = [*jumps, "break;", "continue;"]
        if pick < 0.57:
            return f"if ({test}) {{ {self.block(depth - 1, jumps)} }}" + (
                f" else {{ {self.block(depth - 1, jumps)} }}" if self.choose.random() < 0.4 else ""
            )
        if pick < 0.72:
            head = self.choose.choice((f"while ({test})", f"while ({test})", f"UNTIL({test})"))
            return f"{head} {{ TICK {self.block(depth - 1, inside)} }}"
        if pick < 0.80:
            v = self.choose.choice(self.variables)
            step = self.choose.choice((f"{v}++", f"{v} += 2", f"{v}--"))
            return (
                f"for ({v} = 0; {v} < {self.choose.randint(1, 6)}; {step}) {{ TICK {self.block(depth - 1, inside)} }}"
            )
        if pick < 0.85:
            return f"do {{ TICK {self.block(depth - 1, inside)} }} while ({test});"
        if pick < 0.92:
            cases = "".join(
                f"case {k}: {self.block(depth - 1, [])} {self.choose.choice(('break;', ''))} " for k in (0, 1, 3)
            )
            return f"switch ({self.fill('{v}')}) {{ {cases}default: {self.block(0, [])} }}"
        if not jumps:
            return self.fill("{v}--;")
        return f"if ({test}) {self.choose.choice(jumps)}"


def random_program(seed: int) -> Written:
    """The file of a seed."""
    choose = random.Random(seed)
    writer = _Writer(choose)
    lines = [
        choose.choice(HELPERS),
        choose.choice(RECURSIVE),
        choose.choice(LENT),
        "void swap(int *a, int *b) { int t = *a; *a = *b; *b = t; }",
        "int f(int x, int y) {",
        "int a[N] = {0};",
    ]
    if choose.random() < 0.3:
        lines.append("volatile int q = 3;")
        writer.variables.append("q")
    if choose.random() < 0.2:
        lines.insert(0, "volatile int g = 2;")
        writer.variables.append("g")
    for name in ("z", "c")[: choose.randint(0, 2)]:
        lines.append(f"{choose.choice(TYPES)} {name} = {choose.randint(0, 5)};")
        writer.variables.append(name)
    if choose.random() < 0.3:
        lines.append(f"int *p = &{choose.choice('xy')}, *idle = 0;")
        writer.variables.append("(*p)")
    back = choose.random() < 0.3
    if back:
        lines.append("again: TICK")
    lines += [writer.statement(2, ["goto out;"]) for _ in range(choose.randint(1, 3))]
    if back:
        lines.append(f"if ({writer.fill(choose.choice(TESTS))}) goto again;")
    lines += ["out: return x; }"]
    text = "\n".join(lines)
    text = re.sub(r"\b([hrf]|get|put|swap)\(", rf"\g<1>{seed}(", text)
    text = re.sub(r"\bg\b", f"g{seed}", text)
    return Written(seed, text + "\n")
