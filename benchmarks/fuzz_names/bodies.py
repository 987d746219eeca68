"""Writes the statements of Python functions: claims, loops, and what is evaluated though nothing needs it."""

from __future__ import annotations

import random

# Each evaluates {r}, or seems to, without need; {u} is a name that nothing else has, {t} what the function claims.
EVALUATING = (
    *("{u} = {r}", "{r}", "{u} = {u} = {r}", "{u}, {x} = {r}, {x}", "{u}: int = {r}", "{x} += 0 * ({r})"),
    *("assert {r} == {r}", "assert {x} == {x}, {r}", "assert {x} != {x}, {r}", "assert ({r}) or True"),
    *("{u} = 0 * ({r})", "{u} = min(0, {r})", "{u} = abs({r})", "{u} = max({r}, {x})", "{u} = {r} == {r}"),
    *("{u} = 0 if {x} == {x} else {r}", "{u} = {r} if {x} > 0 else 0", "{u} = {x} if {r} else {x}"),
    *("{u} = {x} == {x} or {r} > 0", "{u} = {x} > 0 and {r} > 0", "{u} = 0 < {x} < {r}", "{u} = 0 > {x} > {r}"),
    *("{u} = lambda: {r}", "{u} = lambda a={r}: a", "def {u}(a={r}):\n    return a", "def {u}():\n    return {r}"),
    *("{u}: {r} = 0", "{u}: int", "class {u}:\n    a = {r}", "class {u}(object if {r} else object):\n    pass"),
    *("if {r}:\n    pass", "if {r} > 0:\n    {u} = 1\nelse:\n    {u} = 1", "while {r}:\n    break"),
    *("for {u} in range({r}):\n    pass", "for {u} in range({r}, 0):\n    pass", "for {u} in ({r},):\n    pass"),
    *("try:\n    {u} = {r}\nexcept ZeroDivisionError:\n    {x} = 3", "try:\n    {u} = {r}\nfinally:\n    {x} = {x}"),
    *("if {x} > 1:\n    raise ValueError({r})", "if {x} > 1:\n    raise ValueError from ValueError({r})"),
    *("if {x} > 1:\n    raise ValueError(a={r})", "if {x} > 1:\n    raise {r}", "if {x} > 1:\n    raise ValueError"),
    *("if {x} > 1:\n    return {t} if {r} else {t}", "if {x} > 1:\n    return {t}\n    {u} = {r}"),
    *("print({r}, end='')", "[{r}]", "({r}, {x})", "f'{{{r}}}'", "{u} = [{r}][0]", "{u} = int({r})", "{u} = bool({r})"),
    *("(lambda a: 0)({r})", "ignored({r})", "{u} = ignored({r})", "{u} = ignored(a={r})", "{u} = ignored(*[{r}])"),
    *("{u} = [{r} for {u} in (1,)]", "{u} = ({r} for {u} in (1,))", "{u} = ({u} := {r})", "del {x}\n{x} = {r}"),
    *(
        "match {r}:\n    case _:\n        pass",
        "match {x}:\n    case 1 if {r}:\n        pass\n    case _:\n        pass",
    ),
    *("pass", "'{r}'", "...", "{x} = {x}", "global {u}\n{u} = {r}"),
)
RISKY = (
    *(
        "1 // {x}",
        "1 % {x}",
        "{x} // ({x} - 1)",
        "1 << {x}",
        "1 >> {x}",
        "abs(1 // {x})",
        "min(1, 1 // {x})",
        "-(1 // {x})",
    ),
    *("forever({x})", "forever({x}) + 1", "unheard_of", "missing", "{x}[0]", "{x}.a", "{x}()", "[][{x}]", "1 // 0"),
    *("1 // ({x} - {x})", "{x} // {x}", "f", "abs", "ignored({x})", "nondet()", "{x} ** -1", "1 / {x}", "{x} @ {x}"),
    *("next(iter(()))", "tdiv({x}, 2)", "uint8({x})", "implies({x} > 0, True)", "~{x}", "{x} is {x}", "{x} in (1,)"),
)


class Bodies:
    """Writes what a function does with its variables."""

    def __init__(self, choose: random.Random, variables: list[str], calls: list[str], *, looping: bool):
        self.choose, self.variables, self.calls = choose, variables, calls
        # A loop that squares would come to numbers with more digits than a computer writes.
        self.factors = ["2", "3", "-1"] if looping else ["2", "3", "-1", *variables]

    def number(self, depth: int = 2) -> str:
        pick, chance = self.choose.choice, self.choose.random()
        if depth == 0 or chance < 0.3:
            return (
                pick(self.variables) if chance < 0.22 or depth == 0 and chance < 0.7 else str(self.choose.randint(0, 4))
            )
        if chance < 0.62:
            return f"{pick(self.variables)} {pick('++--')} {self.number(0)}"
        if chance < 0.72:
            return f"{pick(self.factors)} * {self.number(0)}"
        if chance < 0.78:
            return f"({self.number(depth - 1)}) {pick(('//', '%'))} {pick((2, 3, 3, -2))}"
        if chance < 0.82:
            return f"({self.number(depth - 1)} if {self.comparison(0)} else {self.number(0)})"
        return self.call(depth - 1)

    def call(self, depth: int) -> str:
        name = self.choose.choice(self.calls)
        if name in ("min", "max"):
            return f"{name}({self.number(depth)}, {self.number(0)})"
        return f"{name}({self.number(depth)})"

    def comparison(self, depth: int = 1) -> str:
        a, b = self.number(depth), self.number(0)
        operator = self.choose.choice(("<", "<=", ">", ">=", "==", "!="))
        return f"{a} {operator} {b}" if self.choose.random() < 0.9 else f"{self.number(0)} <= {a} {operator} {b}"

    def claim(self) -> str:
        """A test, as a rule one that is always true, or always false where all names mean what they usually do."""
        pick, a, b = self.choose.choice, self.number(), self.number(1)
        tests = [f"abs({a}) >= 0", f"min({a}, {b}) <= {a}", f"max({a}, {b}) >= {b}", f"abs({a}) == abs(-({a}))"]
        tests = [each for each in tests if each.split("(")[0] in self.calls] or [f"{a} <= {a}"]
        tests += [f"{a} == {a}", f"{a} < {a} + 1", f"{a} + 1 > {a}", f"not {a} != {a}", f"{a} == 0 or {a} != 0"]
        test = pick(tests)
        chance = self.choose.random()
        if chance < 0.12:
            return f"not ({test})"
        if chance < 0.2:
            return f"({test}) {pick(('and', 'or'))} {self.comparison()}"
        return test if chance < 0.9 else self.comparison()

    def evaluation(self, another: str) -> str:
        """A statement that evaluates what may fail, or seems to; ``another`` is a free name."""
        x = self.choose.choice(self.variables)
        risky = self.choose.choice(RISKY[: self.choose.choice((4, 10, len(RISKY)))]).format(x=x)
        return self.choose.choice(EVALUATING).format(r=risky, x=x, u=another, t=self.claim())

    def plain(self, another: str) -> list[str]:
        """A few assignments and tests."""
        lines: list[str] = []
        for _ in range(self.choose.choice((0, 0, 1, 1, 2))):
            chance, x = self.choose.random(), self.choose.choice(self.variables)
            if chance < 0.35:
                lines.append(f"{another} = {self.number()}")
                self.variables = [*self.variables, another]
            elif chance < 0.6:
                lines.append(f"{x} {self.choose.choice(('+', '-'))}= {self.number(1)}")
            elif chance < 0.85:
                lines.append(f"{x} = {self.number()}")
            else:
                lines.append(f"if {self.comparison()}:\n    {x} = {self.number(1)}")
        return lines

    def loop(self) -> str:
        """A loop that goes on for ever or ends by what the called names mean."""
        pick, x = self.choose.choice, self.choose.choice(self.variables)
        one = {
            "abs": "abs(1)",
            "min": "min(1, 2)",
            "max": "max(1, 0)",
            "int": "int(1)",
            "bool": "bool(2)",
            "step": "step(2)",
            "lower": "lower(2)",
        }
        name = pick(self.calls)
        step = one.get(name, "1")
        if self.choose.random() < 0.1:
            step = self.number(1)
        test = pick((f"{x} > 0", f"{x} > 0", f"{x} >= 1", f"0 < {x}", f"{x} != 0", self.comparison()))
        if "isinstance" in self.calls:
            test = pick(
                (f"isinstance({x}, int)", f"isinstance({x}, int) and {test}", f"{test} or not isinstance({x}, int)")
            )
        if name in ("int", "bool", "abs") and self.choose.random() < 0.3:
            test = f"{name}({x}) > 0" if name != "bool" else f"bool({x} > 0)"
        body = f"{x} = {x} {pick('----+')} {step}"
        if name in ("step", "lower") and self.choose.random() < 0.7:
            body = f"{x} = {name}({x})"
        if name in ("min", "max") and self.choose.random() < 0.4:
            body = f"{x} = {name}({x} - 1, {x})"
        if self.choose.random() < 0.1:
            body = "pass"
        if "range" in self.calls and self.choose.random() < 0.6:
            test, name = pick((x, "3", f"0, {x}", f"{x}, 3")), pick(("i", "i", x))
            inside = f"while {x} > {name} > 0:\n        {body}" if self.choose.random() < 0.4 else body
            return f"for {name} in range({test}):\n    {inside}"
        if self.choose.random() < 0.15:
            body += f"\n    if {self.comparison()}:\n        {pick(('break', 'return', 'continue', f'return {x}'))}"
        text = f"while {test}:\n    {body}"
        return text + f"\nelse:\n    {x} = 0" if self.choose.random() < 0.05 else text
