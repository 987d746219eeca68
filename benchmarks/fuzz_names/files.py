"""Writes Python files in which a function is asked about, and a name or two mean something odd."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from fuzz_names.bindings import Bindings, indented
from fuzz_names.bodies import Bodies

IN_CLAIMS = ("abs", "min", "max")
IN_PROGRAMS = ("abs", "min", "max", "int", "bool", "range", "isinstance", "step", "step", "step", "lower")
NAMES = ("abs", "min", "max", "int", "bool", "range", "isinstance", "step", "len", "print", "nondet", "tdiv", "implies")
DECORATORS = {
    "identity": "def identity(d):\n    return d",
    "negated": "def negated(d):\n    return lambda *a: not d(*a)",
    "endless": "def endless(d):\n    def f(*a):\n        while True:\n            pass\n    return f",
    "wrapped": "import functools\ndef wrapped(d):\n    @functools.wraps(d)\n    def inside(*a):\n"
    "        return not d(*a)\n    return inside",
    "made(0)": "def made(result):\n    return lambda d: lambda *a: result",
    "functools.cache": "import functools",
    "Wrapper": "class Wrapper:\n    def __init__(self, d):\n        self.d = d\n    def __call__(self, *a):\n"
    "        return not self.d(*a)",
    "lambda d: d": "pass",
    "lambda d: lambda *a: -1": "pass",
    "staticmethod": "pass",
    "print": "pass",
    "property": "pass",
    "str": "pass",
}


@dataclass(frozen=True)
class File:
    """A text, and the function in it that is asked about."""

    seed: int
    text: str
    claims: bool  # whether the function was written as a claim
    name: str = "f"


class Writer:
    """Writes one file."""

    def __init__(self, seed: int):
        self.choose = random.Random(f"names {seed}")
        self.seed = seed
        self.bindings = Bindings(self.choose)
        self.claims = self.choose.random() < 0.5
        pool = IN_CLAIMS if self.claims else IN_PROGRAMS
        self.calls = self.choose.sample(pool, 1 if self.claims else 2)
        self.decorators: list[str] = []  # what must stand before the functions

    def file(self) -> File:
        choose = self.choose
        odd = choose.choices((0, 1, 2), (45, 42, 13))[0]
        oddities = [choose.choice(ODDITIES) for _ in range(odd)]
        params, names = self.parameters()
        lines = Bodies(choose, names, self.calls, looping=not self.claims)
        body = lines.plain("a")
        before: list[str] = []
        after: list[str] = []
        body.append(f"return {lines.claim()}" if self.claims else self.program(lines))
        function = Function("f", params, names, body)
        for _ in range(choose.choice((0, 0, 1, 2))):
            choose.choice((before, after)).append(self.bindings.harmless(self.some_name()))
        if "step" in self.calls:
            before.append(self.step())
        if "lower" in self.calls:
            before.append(choose.choice(("from plain import lower", "def lower(x):\n    return x - 1")))
        for oddity in oddities:
            oddity(self, function, before, after, lines)
        text = function.text()
        parts = [*before, text, *after]
        for name, given in (("ignored", "def ignored(a):\n    return 0"), ("forever", FOREVER)):
            if any(name + "(" in part for part in parts):
                parts.insert(0, given)
        if choose.random() < 0.02:
            parts.insert(0, "from __future__ import annotations")
        return File(self.seed, "\n".join([*self.decorators, *parts]) + "\n", self.claims)

    def program(self, lines: Bodies) -> str:
        loop = lines.loop()
        chance = self.choose.random()
        return loop if chance < 0.6 else loop + f"\nreturn {lines.number(1)}" if chance < 0.8 else loop + "\nreturn"

    def some_name(self) -> str:
        """A name, as a rule one that matters."""
        used = [*self.calls, *self.calls, "f", "abs"]
        return self.choose.choice(used if self.choose.random() < 0.8 else NAMES)

    def parameters(self) -> tuple[str, list[str]]:
        """Parameters as text, and their names."""
        pick, chance = self.choose.choice, self.choose.random()
        names = ["x", "y"][: pick((1, 1, 2))]
        if chance < 0.86:
            return ", ".join(names), names
        odd = self.bindings.choose.choice((*self.calls, "int", "f", "nondet1", "ｎondet1", "next", "i"))
        plain = (odd, f"{odd}=3", f"*, {odd}", f"*, {odd}=0", f"{odd}, /", f"*{odd}", f"**{odd}", f"{odd}: int")
        bound = self.bindings.value(name := pick(self.calls))
        last = pick((*plain, f"{odd}=({name} := {bound})", f"{odd}: ({name} := {bound})", f"{odd}=abs(-3)"))
        return f"{names[0]}, {last}", [names[0]]

    def step(self) -> str:
        """A function that the one in question calls."""
        return self.choose.choice(
            (
                "def step(x):\n    return x - 1",
                "def step(x):\n    return x - 1",
                "def step(x):\n    return abs(x) - 1",
                "def step(n):\n    if n > 5:\n        return n - 2\n    return n - 1",
                "def step(x):\n    y = 1\n    return x - y",
                "def step(x):\n    for i in range(1):\n        x = x - 1\n    return x",
                "def step(x, y=1):\n    return x - y",
                "from plain import step",
                "step = lambda x: x - 1",
            )
        )

    # What can be odd

    def bind(self, function: Function, before: list[str], after: list[str], lines: Bodies) -> None:
        name = self.some_name()
        again = function.copy(["return " + lines.claim()] if self.claims else [lines.loop()])
        where = self.choose.choice((before, after, after))
        text = self.bindings.binding(name, again=again if name == "f" else self.step() if name == "step" else "")
        where.insert(self.choose.randint(0, len(where)), text)

    def bind_inside(self, function: Function, before: list[str], after: list[str], lines: Bodies) -> None:
        name = self.choose.choice((*self.some_name().split(), *function.names))
        text = self.bindings.binding(name) if self.choose.random() < 0.7 else self.bindings.harmless(name)
        body = function.body
        body.insert(self.choose.choice((0, len(body) - 1, len(body), len(body))), text)

    def evaluate(self, function: Function, before: list[str], after: list[str], lines: Bodies) -> None:
        body = function.body
        body.insert(self.choose.randint(0, len(body) - 1), lines.evaluation(self.bindings.another()))

    def decorate(self, function: Function, before: list[str], after: list[str], lines: Bodies) -> None:
        decorator = self.choose.choice(list(DECORATORS))
        needed = DECORATORS[decorator]
        self.decorators.append(needed)
        steps = [place for place, text in enumerate(before) if text.startswith("def step")]
        if steps and self.choose.random() < 0.4:
            before[steps[0]] = f"@{decorator}\n{before[steps[0]]}"
        else:
            function.decorators.append(decorator)

    def enclose(self, function: Function, before: list[str], after: list[str], lines: Bodies) -> None:
        """The function in question stands in something else, or a second one does."""
        other = self.bindings.another()
        if self.choose.random() < 0.4:
            again = function.copy(["return " + lines.claim()] if self.claims else [lines.loop()])
            text = self.bindings.around(again)
            self.choose.choice((before, after)).append(text)
            return
        kind = self.choose.choice(("around", "outer", "class", "exec", "branches"))
        if kind == "around":
            function.around = self.bindings.around
        elif kind == "outer":
            function.around = lambda text: f"def {other}():\n{indented(text)}\n    return f\nf = {other}()"
        elif kind == "class":
            function.around = lambda text: f"class {other}:\n{indented(text)}\nf = {other}.f"
        elif kind == "exec":
            function.around = lambda text: f"exec({text!r})"
        else:
            again = function.copy(["return " + lines.claim()] if self.claims else [lines.loop()])
            test = self.choose.choice(("True", "False", "__name__ == '__main__'", "1 > 2"))
            function.around = lambda text: f"if {test}:\n{indented(text)}\nelse:\n{indented(again)}"


ODDITIES = (
    *(Writer.bind, Writer.bind, Writer.bind, Writer.bind),
    *(Writer.bind_inside, Writer.bind_inside, Writer.evaluate, Writer.evaluate, Writer.decorate, Writer.enclose),
)
FOREVER = "def forever(x):\n    while x > 0:\n        pass\n    return x"


class Function:
    """The function in question, while it is written."""

    def __init__(self, name: str, params: str, names: list[str], body: list[str]):
        self.name, self.params, self.names, self.body = name, params, names, body
        self.decorators: list[str] = []
        self.around: Callable[[str], str] = str

    def copy(self, body: list[str]) -> str:
        """Another function of this name."""
        return f"def {self.name}({self.params}):\n" + indented("\n".join(body))

    def text(self) -> str:
        decorated = "".join(f"@{each}\n" for each in self.decorators)
        return self.around(decorated + self.copy(self.body))
