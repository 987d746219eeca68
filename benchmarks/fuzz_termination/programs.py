"""Random programs, each of a style of its own."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

TYPES = {"signed char": (-8, True), "unsigned char": (8, False), "int": (-32, True), "unsigned": (32, False)}

# An expression is a number, a name, or (operator, operand, ...); a test is a comparison or made of others. A
# statement is ("=", names, expressions), ("if", test, then, else), ("while" | "do", test, body, number),
# ("for", name, start, test, step, body, number), ("choose", name, kind), ("assume", test) or a jump.


@dataclass
class Source:
    """A program: variables with their types, the first ones its parameters, and its body."""

    reading: str
    parameters: dict[str, str]
    locals: dict[str, str]
    limits: dict[str, tuple[int, int]]  # of the parameters that are too wide to try everything
    body: list
    helper: bool
    loops: int = 0

    @property
    def names(self) -> list[str]:
        return [*self.parameters, *self.locals]


class Writer:
    """Writes random programs of one style, which is drawn for each, so that all kinds come up."""

    def __init__(self, seed: int, reading: str):
        self.choose, self.reading = random.Random(f"{reading} {seed}"), reading
        self.python = reading == "python"
        self.finite = reading in ("machine", "wrap")
        self.loops = 0
        pick = self.choose.choice
        self.depth = pick((1, 1, 2, 2, 3))
        self.linear = self.choose.random() < 0.6
        self.nondet = self.choose.random() < 0.3
        self.odd = pick((0.0, 0.0, 0.2, 0.5))  # of the operands: divisions, masks, minima
        self.near = pick((0, 0, 0, 100, 125, -128, 250)) if self.finite else 0
        self.helper = self.choose.random() < 0.1
        self.guards: list[str] = []  # the counters of enclosing loops that nothing else may change

    def source(self) -> Source:
        pick = self.choose.choice
        kinds = ["signed char", "unsigned char", "int", "unsigned"]
        if self.reading in ("unbounded", "python"):
            kinds = ["int"] if self.python else ["int", "int", "int", "unsigned"]
        narrow = ["signed char", "unsigned char"] if self.finite else kinds
        parameters = {name: pick(narrow if self.choose.random() < 0.8 else kinds) for name in "xy"[: pick((1, 1, 2))]}
        self.variables = {**parameters, **{name: pick(kinds) for name in "abc"[: pick((0, 1, 1, 2))]}}
        locals_ = {name: kind for name, kind in self.variables.items() if name not in parameters}
        limits = {}
        for name, kind in parameters.items():
            wide = kind not in ("signed char", "unsigned char")
            if self.finite and (wide or len(parameters) > 1 and self.choose.random() < 0.9):
                low = self.choose.randint(-12, 4) if TYPES[kind][1] else self.choose.randint(0, 4)
                if not wide and self.choose.random() < 0.25:
                    low = self.choose.randint(100, 110)
                limits[name] = low, low + self.choose.randint(4, 14)
        body = [("=", [name], [self.start(name)]) for name in locals_]
        body += self.block(self.depth, [], most=2)
        while not self.loops:
            body += self.block(self.depth, [], most=2)
        return Source(self.reading, parameters, locals_, limits, body, self.helper, self.loops)

    def start(self, name: str):
        if self.finite and self.variables[name] == "int" and self.choose.random() < 0.15:
            return self.choose.choice((2147483600, -2147483600, 2147483647))
        every = self.variables
        self.variables = {each: every[each] for each in itertools.takewhile(lambda each: each != name, every)}
        value = self.expression(1) if self.choose.random() < 0.4 else self.number()
        self.variables = every
        return value

    def number(self) -> int:
        value = self.choose.choice((0, 0, 1, 1, 1, 2, 3, 4, 5, 7, 10, -1, -1, -2, -5, self.near, self.near + 3))
        return value if self.choose.random() < 0.95 else self.choose.randint(-130, 260)

    def expression(self, depth: int):
        names = list(self.variables)
        pick, chance = self.choose.choice, self.choose.random()
        if depth <= 0 or chance < 0.15:
            return pick(names) if chance < 0.12 else self.number()
        if self.odd and self.choose.random() < self.odd:
            return self.unusual(names)
        if chance < 0.7:
            other = abs(self.number()) if chance < 0.5 else self.expression(depth - 1)
            return pick("+-"), pick(names), other
        if self.helper and chance < 0.75:
            return "h", self.expression(0)
        if self.linear:
            return pick((("neg", pick(names)), ("*", pick((2, 2, 3, -1, -2)), pick(names)), ("+", pick(names), 1)))
        return "*", self.expression(depth - 1), pick(names)

    def unusual(self, names: list[str]):
        pick = self.choose.choice
        n = pick((2, 2, 3, 4, 5, 10, -2, -3))
        forms = [("/", pick(names), n), ("%", pick(names), n), ("/", pick(names), 2), (">>", pick(names), 1)]
        forms += [("&", pick(names), pick((1, 3, 7, 15, 6))), ("/", pick(names), pick(names))]
        near = "+", pick(names), pick((1, -1))
        forms += [(pick("&|^"), pick(names), pick(names)), (pick("&|^"), pick(names), near)]
        forms += [("%", pick(names), pick(names)), ("abs", pick(names)), ("min", pick(names), self.number())]
        forms += [("max", pick(names), pick(names)), ("?", self.test(0), pick(names), self.number())]
        forms += [("^", pick(names), 1), ("|", pick(names), 1)]
        form = pick(forms)
        return form if self.choose.random() < 0.7 else ("+", form, self.expression(0))

    def test(self, depth: int = 1):
        pick, chance = self.choose.choice, self.choose.random()
        if depth and chance < 0.2:
            return pick(("and", "and", "or")), self.test(depth - 1), self.test(depth - 1)
        if depth and chance < 0.25:
            return "not", self.test(depth - 1)
        if chance < 0.28:
            return "number", self.expression(1)
        name = pick(list(self.variables))
        left = name if self.choose.random() < 0.75 else self.expression(1)
        if self.choose.random() < self.odd:
            left = self.unusual(list(self.variables)) if depth else (pick("/%"), name, pick((2, 3, -2)))
        right = self.number() if self.choose.random() < 0.55 else self.expression(self.choose.randint(0, 1))
        return pick(("<", "<=", ">", ">=", ">", "<", "!=", "==")), left, right

    def block(self, depth: int, jumps: list[str], most: int = 3) -> list:
        return [each for _ in range(self.choose.randint(1, most)) for each in self.statement(depth, jumps)]

    def statement(self, depth: int, jumps: list[str]) -> list:
        chance = self.choose.random()
        if depth > 0 and chance < 0.4 and self.loops < 4:
            return self.loop(depth - 1)
        if chance < 0.55 and (depth > 0 or chance > 0.47):
            orelse = self.block(depth - 1, jumps, most=2) if self.choose.random() < 0.5 else []
            return [("if", self.branching(), self.block(depth - 1, jumps, most=2), orelse)]
        if jumps and chance < 0.62:
            jump = self.choose.choice((*jumps, "break"))
            return [("if", self.branching(), [(jump,)], [])] if self.choose.random() < 0.8 else [(jump,)]
        if self.nondet and chance < 0.7:
            name = self.target()
            kinds = [("int", "int"), ("char", "uchar", "bool")][self.finite] if not self.python else ("int",)
            if name is not None:
                chosen = ("choose", name, self.choose.choice(kinds))
                return [chosen, ("assume", self.test())] if self.choose.random() < 0.15 else [chosen]
        return self.assignment()

    def target(self) -> str | None:
        free = [name for name in self.variables if name not in self.guards]
        return self.choose.choice(free) if free else None

    def assignment(self) -> list:
        name = self.target()
        if name is None:
            return [("=", [self.choose.choice(list(self.variables))], [self.expression(1)])]
        if self.choose.random() < 0.6:  # a small step
            step = self.choose.choice((1, 1, 1, 2, 3, *self.variables))
            return [("=", [name], [(self.choose.choice("+-"), name, step)])]
        if self.python and self.choose.random() < 0.2 and len(self.variables) > 1:
            both = self.choose.sample(list(self.variables), 2)
            return [("=", both, [self.expression(1), self.expression(1)])]
        if self.choose.random() < self.odd:
            return [("=", [name], [self.unusual(list(self.variables))])]
        return [("=", [name], [self.expression(self.choose.choice((1, 1, 2)))])]

    def branching(self):
        if self.nondet and not self.python and self.choose.random() < 0.4:
            return ("nondet",)
        return self.test()

    def loop(self, depth: int) -> list:
        self.loops += 1
        number, chance = self.loops, self.choose.random()
        jumps = ["break", "continue", "return"] if self.choose.random() < 0.5 else []
        name = self.target()
        if chance < 0.2 and name is not None:  # counts, and ends if its counter can reach the limit
            self.guards.append(name)
            inside = self.block(depth, jumps)
            self.guards.pop()
            start, limit = self.choose.choice((0, 0, 1, self.near)), self.choose.choice((3, 5, 10, *self.variables))
            return [("for", name, start, ("<", name, limit), ("+", name, 1), inside, number)]
        if chance < 0.3 and not self.python and name is not None:
            step = (self.choose.choice("+-"), name, self.choose.choice((1, 1, 2)))
            return [("for", name, self.expression(1), self.test(), step, self.block(depth, jumps), number)]
        if chance < 0.4 and not self.python:
            return [("do", self.test(), self.block(depth, jumps), number)]
        test = self.test()
        if self.nondet and not self.python and self.choose.random() < 0.15:
            test = "and", ("nondet",), test
        if self.choose.random() < 0.05:
            test, jumps = ("true",), ["break", "break", "return"]
        body = self.block(depth, jumps)
        if test[0] in ("<", "<=", ">", ">=") and self.choose.random() < 0.6:  # a step the right way, most times
            for each, way in ((test[1], "+-"), (test[2], "-+")):
                if each in self.variables and self.choose.random() < 0.7:
                    sign = way[test[0][0] == ">"]
                    body.append(("=", [each], [(sign, each, self.choose.choice((1, 1, 2, *self.variables)))]))
        return [("while", test, body, number)]
