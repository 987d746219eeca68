"""Random small programs: does what is proved of them agree with what they do?

    python benchmarks/fuzz_termination.py [--programs 2000] [--reading wrap] [--seed 1] [--seconds 1] [--jobs 1]

The readings are those of C, and "python". What a program does is found without any of the package: it is translated
into Python functions, one for the way from a loop's head to the next, and the graph of the states at the heads is
searched for a cycle. In "machine" and "wrap" the inputs are few bits wide and all are tried, so that the search decides
whether some run goes on for ever; in the others it tries a grid, and only a cycle that it finds is certain.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import Pool

from arlib import Proved, Refuted, Unknown, Unsupported, terminates
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun

READINGS = ("machine", "wrap", "unbounded", "python")
TYPES = {"signed char": (-8, True), "unsigned char": (8, False), "int": (-32, True), "unsigned": (32, False)}
CHOICES = {"bool": (0, 1), "char": range(-128, 128), "uchar": range(256), "int": (-3, -1, 0, 1, 2, 7)}
MOST_STEPS = {"machine": 250_000, "wrap": 250_000, "unbounded": 20_000, "python": 20_000}

# ---- Programs ------------------------------------------------------------------------------
#
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


# ---- As text -------------------------------------------------------------------------------

HELPER = {
    "C": "int h(int n) { if (n > 3) return n - 2; while (n < 0) n = n + 3; return n; }\n",
    "python": "def h(n):\n    if n > 3:\n        return n - 2\n    while n < 0:\n        n = n + 3\n    return n\n\n\n",
}


def in_c(program: Source) -> str:
    """The program as a C function."""

    def text(term) -> str:
        match term:
            case int() | str():
                return str(term) if not isinstance(term, int) or term >= 0 else f"({term})"
            case "neg" | "not" as operator, arg:
                return f"{'-' if operator == 'neg' else '!'}({text(arg)})"
            case "number", arg:
                return text(arg)
            case ("true",):
                return "1"
            case ("nondet",):
                return "__VERIFIER_nondet_bool()"
            case "abs" | "h" as name, arg:
                return f"{name}({text(arg)})"
            case "min" | "max" as name, a, b:
                a, b = text(a), text(b)
                return f"({a} {'<' if name == 'min' else '>'} {b} ? {a} : {b})"
            case "?", test, a, b:
                return f"({text(test)} ? {text(a)} : {text(b)})"
            case operator, a, b:
                return f"({text(a)} { {'and': '&&', 'or': '||'}.get(operator, operator) } {text(b)})"
        raise TypeError(term)

    def block(body: list, indent: str) -> Iterator[str]:
        inside = indent + "  "
        for each in body:
            match each:
                case "=", [name], [value]:
                    yield f"{indent}{name} = {text(value)};"
                case "if", test, then, orelse:
                    yield f"{indent}if ({text(test)}) {{"
                    yield from block(then, inside)
                    if orelse:
                        yield f"{indent}}} else {{"
                        yield from block(orelse, inside)
                    yield f"{indent}}}"
                case "while", test, inner, _:
                    yield f"{indent}while ({text(test)}) {{"
                    yield from block(inner, inside)
                    yield f"{indent}}}"
                case "do", test, inner, _:
                    yield f"{indent}do {{"
                    yield from block(inner, inside)
                    yield f"{indent}}} while ({text(test)});"
                case "for", name, start, test, step, inner, _:
                    yield f"{indent}for ({name} = {text(start)}; {text(test)}; {name} = {text(step)}) {{"
                    yield from block(inner, inside)
                    yield f"{indent}}}"
                case "choose", name, kind:
                    yield f"{indent}{name} = __VERIFIER_nondet_{kind}();"
                case "assume", test:
                    yield f"{indent}__VERIFIER_assume({text(test)});"
                case (jump,):
                    yield f"{indent}{jump};"
                case _:
                    raise TypeError(each)

    given = ", ".join(f"{kind} {name}" for name, kind in program.parameters.items())
    lines = [HELPER["C"] if program.helper else "", f"void f({given}) {{"]
    lines += [f"  if ({name} < {low} || {name} > {high}) return;" for name, (low, high) in program.limits.items()]
    declared = {each[1][0]: each for each in program.body[: len(program.locals)]}
    for name, kind in program.locals.items():
        lines.append(f"  {kind} {name} = {text(declared[name][2][0])};")
    lines += block(program.body[len(program.locals) :], "  ")
    return "\n".join([*lines, "}"]).lstrip()


def in_python(program: Source) -> str:
    """The program as a Python function."""
    named = {"/": "//", "and": "and", "or": "or"}

    def text(term) -> str:
        match term:
            case int() | str():
                return str(term)
            case "neg" | "not" as operator, arg:
                return f"({'-' if operator == 'neg' else 'not '}({text(arg)}))"
            case "number", arg:
                return text(arg)
            case ("true",):
                return "True"
            case "abs" | "h" as name, arg:
                return f"{name}({text(arg)})"
            case "min" | "max" as name, a, b:
                return f"{name}({text(a)}, {text(b)})"
            case "?", test, a, b:
                return f"({text(a)} if {text(test)} else {text(b)})"
            case operator, a, b:
                return f"({text(a)} {named.get(operator, operator)} {text(b)})"
        raise TypeError(term)

    def block(body: list, indent: str) -> Iterator[str]:
        inside = indent + "    "
        for each in body:
            match each:
                case "=", names, values:
                    yield f"{indent}{', '.join(names)} = {', '.join(map(text, values))}"
                case "if", test, then, orelse:
                    yield f"{indent}if {text(test)}:"
                    yield from block(then, inside)
                    if orelse:
                        yield f"{indent}else:"
                        yield from block(orelse, inside)
                case "while", test, inner, _:
                    yield f"{indent}while {text(test)}:"
                    yield from block(inner, inside)
                case "for", name, start, (_, _, limit), _, inner, _:
                    yield f"{indent}for {name} in range({text(start)}, {text(limit)}):"
                    yield from block(inner, inside)
                case "choose", name, _:
                    yield f"{indent}{name} = nondet()"
                case "assume", test:
                    yield f"{indent}assert {text(test)}"
                case (jump,):
                    yield f"{indent}{jump}"
                case _:
                    raise TypeError(each)

    lines = [f"{HELPER['python'] if program.helper else ''}def f({', '.join(program.parameters)}):"]
    return "\n".join([*lines, *block(program.body, "    ")])


# ---- What it does --------------------------------------------------------------------------


class UndefinedBehaviour(Exception):
    """The program does something that C does not define."""


class Halt(Exception):
    """The program ends inside a helper."""


def _divided(a: int, b: int) -> int:
    if b == 0:
        raise UndefinedBehaviour
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def _remainder(a: int, b: int) -> int:
    return a - b * _divided(a, b)


def _checked(n: int) -> int:
    if not -2147483648 <= n <= 2147483647:
        raise UndefinedBehaviour
    return n


def _floor(a: int, b: int) -> int:
    if b == 0:
        raise UndefinedBehaviour
    return a // b


def _floor_rest(a: int, b: int) -> int:
    return a - b * _floor(a, b)


def _helper(n: int) -> int:
    if n > 3:
        return n - 2
    while n < 0:
        n = n + 3
    return n


class Steps:
    """A program as Python functions, one for each place: each goes on to the next loop's head, or to the end."""

    def __init__(self, program: Source):
        self.program, self.lines, self.count = program, [], 0
        self.types = {**program.parameters, **program.locals}
        self.names = ", ".join(program.names)
        self.finite = program.reading in ("machine", "wrap")
        begin = self.function(self.block(program.body, ["return None"], {}))
        scope = {
            "div": _floor if program.reading == "python" else _divided,
            "mod": _floor_rest if program.reading == "python" else _remainder,
            "ck": _checked,
            "hh": _helper,
        }
        exec("\n".join(self.lines), scope)
        self.begin = scope[begin]
        self.heads = {n: scope[f"head{n}"] for n in range(1, program.loops + 1) if f"head{n}" in scope}

    def function(self, body: list[str], name: str = "") -> str:
        if not name:
            self.count += 1
            name = f"part{self.count}"
        self.lines += [f"def {name}({self.names}, choose):", *("  " + line for line in body), ""]
        return name

    def call(self, name: str) -> list[str]:
        return [f"return {name}({self.names}, choose)"]

    def arrive(self, number: int) -> list[str]:
        return [f"return {number}, ({self.names},)"]

    def block(self, body: list, after: list[str], jumps: dict[str, list[str]]) -> list[str]:
        """The lines that do the statements and then what is after; every one of them ends in a return."""
        lines: list[str] = []
        for place, each in enumerate(body):
            rest = body[place + 1 :]
            match each:
                case "=", names, values:
                    codes = [self.stored(value, self.types[name]) for name, value in zip(names, values, strict=True)]
                    lines.append(f"{', '.join(names)} = {', '.join(codes)}")
                case "choose", name, kind:
                    lines.append(f"{name} = {self.converted(f'choose({kind!r})', kind, self.types[name])}")
                case "assume", test:
                    lines.append(f"if not {self.test(test)}: return None")
                case ("return",):
                    return [*lines, "return None"]
                case ("break",) | ("continue",):
                    return [*lines, *jumps[each[0]]]
                case "if", test, then, orelse:
                    behind = self.behind(rest, after, jumps)
                    lines.append(f"if {self.test(test)}:")
                    lines += ["  " + line for line in self.block(then, behind, jumps)]
                    return [*lines, *self.block(orelse, behind, jumps)]
                case "while", test, inner, number:
                    behind, again = self.behind(rest, after, jumps), self.arrive(number)
                    head = [f"if not {self.test(test)}:", *("  " + line for line in behind)]
                    self.function([*head, *self.block(inner, again, self.inside(behind, again))], f"head{number}")
                    return [*lines, *again]
                case "do", test, inner, number:
                    behind, again = self.behind(rest, after, jumps), self.arrive(number)
                    tested = self.call(self.function([f"if {self.test(test)}:", "  " + again[0], *behind]))
                    self.function(self.block(inner, tested, self.inside(behind, tested)), f"head{number}")
                    return [*lines, *again]
                case ("for", *_):
                    return [*lines, *self.counting(each, rest, after, jumps)]
                case _:
                    raise TypeError(each)
        return [*lines, *after]

    def counting(self, loop: tuple, rest: list, after: list[str], jumps: dict[str, list[str]]) -> list[str]:
        _, name, start, test, step, inner, number = loop
        behind, again = self.behind(rest, after, jumps), self.arrive(number)
        first = [f"{name} = {self.stored(start, self.types[name])}", *again]
        advance = self.call(self.function([f"{name} = {self.stored(step, self.types[name])}", *again]))
        head = [f"if not {self.test(test)}:", *("  " + line for line in behind)]
        self.function([*head, *self.block(inner, advance, self.inside(behind, advance))], f"head{number}")
        return first

    def behind(self, rest: list, after: list[str], jumps: dict[str, list[str]]) -> list[str]:
        return self.call(self.function(self.block(rest, after, jumps))) if rest else after

    def inside(self, behind: list[str], again: list[str]) -> dict[str, list[str]]:
        return {"break": behind, "continue": again}

    # Values: the code, and the type in which C computes it.

    def stored(self, term, kind: str) -> str:
        code, own = self.number(term)
        return self.converted(code, own, kind)

    def converted(self, code: str, own: str, kind: str) -> str:
        if not self.finite or own == kind:
            return code
        bits, signed = TYPES[kind]
        bits = abs(bits)
        if own in ("bool", "uchar") and bits >= 8 and (not signed or bits > 8 or own == "bool"):
            return code
        half = 1 << bits - 1
        return f"((({code}) + {half}) & {2 * half - 1}) - {half}" if signed else f"({code}) & {2 * half - 1}"

    def fit(self, code: str, kind: str) -> str:
        if not self.finite:
            return f"({code})"
        if kind == "unsigned":
            return f"(({code}) & 4294967295)"
        if self.program.reading == "machine":
            return f"ck({code})"
        return f"((({code}) + 2147483648 & 4294967295) - 2147483648)"

    def promoted(self, kind: str) -> str:
        return kind if kind == "unsigned" else "int"

    def both(self, a, b) -> tuple[str, str, str]:
        (a, one), (b, other) = self.number(a), self.number(b)
        kind = "unsigned" if "unsigned" in (one, other) else "int"
        if kind == "unsigned" and self.finite:
            a, b = f"({a} & 4294967295)", f"({b} & 4294967295)"
        return a, b, kind

    def number(self, term) -> tuple[str, str]:
        match term:
            case int():
                return f"({term})", "int"
            case str():
                return term, self.types[term]
            case "neg", arg:
                code, kind = self.number(arg)
                kind = self.promoted(kind)
                return self.fit(f"-{code}", kind), kind
            case "abs", arg:
                return self.fit(f"abs({self.stored(arg, 'int')})", "int"), "int"
            case "h", arg:
                return f"hh({self.stored(arg, 'int')})", "int"
            case "min" | "max" as name, a, b:
                a, b, kind = self.both(a, b)
                return f"{name}({a}, {b})", kind
            case "?", test, a, b:
                a, b, kind = self.both(a, b)
                return f"({a} if {self.test(test)} else {b})", kind
            case "/" | "%" as operator, a, b:
                a, b, kind = self.both(a, b)
                code = f"{'div' if operator == '/' else 'mod'}({a}, {b})"
                if kind == "int" and self.finite:
                    return (f"ck({code})" if operator == "/" else f"({code} if ck(div({a}, {b})) or 1 else 0)"), kind
                return code, kind
            case ">>", a, n:
                code, kind = self.number(a)
                return f"({code} >> {n})", self.promoted(kind)
            case "&" | "|" | "^" as operator, a, b:
                a, b, kind = self.both(a, b)
                return f"({a} {operator} {b})", kind
            case "+" | "-" | "*" as operator, a, b:
                a, b, kind = self.both(a, b)
                return self.fit(f"{a} {operator} {b}", kind), kind
        raise TypeError(term)

    def test(self, term) -> str:
        match term:
            case "and" | "or" as operator, a, b:
                return f"({self.test(a)} {operator} {self.test(b)})"
            case "not", arg:
                return f"(not {self.test(arg)})"
            case "number", arg:
                return f"({self.number(arg)[0]} != 0)"
            case ("true",):
                return "True"
            case ("nondet",):
                return "choose('bool')"
            case operator, a, b:
                a, b, _ = self.both(a, b)
                return f"({a} {operator} {b})"
        raise TypeError(term)


State = tuple[int, tuple[int, ...]]  # a loop's head, and the values of the variables


@dataclass
class Behaviour:
    """What the search found: whether some run goes on for ever, or is undefined, and whether that is all there is."""

    cycle: tuple[int, ...] | None = None
    undefined: bool = False
    complete: bool = True
    known: set[State] = field(default_factory=set)  # from which no run goes on for ever


class Choosing:
    """Chooses as a script says, and notes how many other ways there are."""

    def __init__(self) -> None:
        self.script: list[int] = []
        self.open: list[int] = []
        self.place = 0
        self.partly = False

    def __call__(self, kind: str) -> int:
        values = CHOICES[kind]
        self.partly |= kind == "int"
        if self.place == len(self.script):
            self.script.append(0)
            self.open.append(len(values))
        self.place += 1
        return values[self.script[self.place - 1]]

    def another(self) -> bool:
        """Set the script to the next one, if there is one."""
        while self.script and self.script[-1] + 1 == self.open[-1]:
            self.script.pop()
            self.open.pop()
        if self.script:
            self.script[-1] += 1
        self.place = 0
        return bool(self.script)


def explore(steps: Steps, inputs: Sequence[tuple[int, ...]], most: int) -> Behaviour:
    """Search the graph of states that the inputs lead to, depth first, for a state that leads back to itself."""
    found = Behaviour()
    start, count = (0,) * len(steps.program.locals), 0

    def following(go: Callable, state: tuple[int, ...]) -> list[State]:
        nonlocal count
        choosing, targets = Choosing(), {}
        while True:
            count += 1
            try:
                target = go(*state, choosing)
                if target is not None:
                    targets[target] = None
            except UndefinedBehaviour:
                found.undefined = True
            if not choosing.another():
                break
            if count > most:
                found.complete = False
                break
        found.complete &= not choosing.partly
        return list(targets)

    for given in inputs:
        if count > most:
            found.complete = False
            break
        path: list[tuple[State | None, Iterator[State]]] = [(None, iter(following(steps.begin, given + start)))]
        active: set[State | None] = set()
        while path:
            state = next(path[-1][1], None)
            if state is None:
                done, _ = path.pop()
                active.discard(done)
                if done is not None:
                    found.known.add(done)
                continue
            if state in active:
                found.cycle = given
                return found
            if state in found.known:
                continue
            if count > most or max(map(abs, state[1])).bit_length() > 500:
                found.complete = False
                break  # what is known so far was seen to its end
            active.add(state)
            path.append((state, iter(following(steps.heads[state[0]], state[1]))))
    return found


def grid(program: Source) -> list[tuple[int, ...]]:
    """The inputs to try: all that matter where the integers are a machine's, else some."""
    ranges: list[Sequence[int]] = []
    for name, kind in program.parameters.items():
        if program.reading in ("unbounded", "python"):
            small = (*range(-6, 8), 13, -20, 50) if len(program.parameters) > 1 else (*range(-30, 31), 100, -100)
            ranges.append([n for n in small if n >= 0 or kind != "unsigned"])
        elif name in program.limits:
            low, high = program.limits[name]
            ranges.append(range(low, min(high, 127 if kind == "signed char" else 255) + 1))
        else:
            bits, signed = TYPES[kind]
            ranges.append(range(-128, 128) if signed else range(256))
    return list(itertools.product(*ranges))


def inside(program: Source, inputs: tuple[int, ...]) -> bool:
    limits = [program.limits.get(name) for name in program.parameters]
    return all(limit is None or limit[0] <= n <= limit[1] for n, limit in zip(inputs, limits, strict=True))


def follow(steps: Steps, inputs: tuple[int, ...], choices: Iterator[int], most: int) -> str:
    """One run with given choices: "ends", "undefined", or "goes on" after so many heads."""
    state = inputs + (0,) * len(steps.program.locals)
    go = steps.begin
    try:
        for _ in range(most):
            target = go(*state, lambda kind: next(choices))
            if target is None:
                return "ends"
            go, state = steps.heads[target[0]], target[1]
            if max(map(abs, state)).bit_length() > 2_000:
                break  # it would take longer and longer
    except UndefinedBehaviour:
        return "undefined"
    except StopIteration:
        pass
    return "goes on"


# ---- The comparison ------------------------------------------------------------------------


@dataclass
class Report:
    """What was answered for one program, and what is wrong with it."""

    seed: int
    text: str
    answer: str
    seconds: float
    truth: str
    wrong: str = ""


def text_of(program: Source) -> str:
    return in_python(program) if program.reading == "python" else in_c(program)


def judge(task: tuple[int, str, float]) -> Report:
    """Write the program of a seed, ask whether it ends, and compare."""
    seed, reading, seconds = task
    program = Writer(seed, reading).source()
    text = text_of(program)
    begun = time.perf_counter()
    try:
        verdict = terminates(text, "f", integers=None if reading == "python" else reading, seconds=seconds)
    except Unsupported as error:
        assert "paths" in error.reason, text  # everything else that is written here can be read
        return Report(seed, text, "too many paths", time.perf_counter() - begun, "")
    except Exception as error:
        return Report(seed, text, "error", time.perf_counter() - begun, "", f"raises {error!r}")
    took = time.perf_counter() - begun
    steps = Steps(counted(program) if reading == "python" else program)
    match verdict:
        case Unknown():
            return Report(seed, text, "don't know", took, "")
        case Proved():
            found = explore(steps, grid(program), MOST_STEPS[reading])
            wrong = f"yes, but it goes on for ever from {found.cycle}" if found.cycle is not None else ""
            truth = "loops" if found.cycle is not None else "ends" if found.complete else "?"
            return Report(seed, text, "yes", took, truth, wrong)
        case Refuted(witness):
            inputs = tuple(witness.entry.inputs[name] for name in program.parameters)
            found = explore(steps, [inputs] if inside(program, inputs) else [], MOST_STEPS[reading])
            if isinstance(witness, UndefinedRun):
                wrong = "" if found.undefined or not found.complete else f"undefined from {inputs}, but it is not"
                if reading == "python":
                    wrong = "undefined, but Python's integers have no such operations"
                return Report(seed, text, "undefined", took, "undefined" if found.undefined else "?", wrong)
            truth = "loops" if found.cycle is not None else "ends" if found.complete else "?"
            wrong = f"no, but it ends from {inputs}" if truth == "ends" else ""
            if truth == "?" and not wrong:
                made = follow(steps, inputs, replayed(witness, program), 3_000)
                wrong = f"no, but the run from {inputs} with its choices {made}" if made != "goes on" else ""
            return Report(seed, text, "no", took, truth, wrong)
    raise TypeError(verdict)


def replayed(witness: Lasso | RecurrenceSet, program: Source) -> Iterator[int]:
    """The choices that a witness makes, as far as they are numbers written down in it."""
    yield from witness.entry.choices
    if isinstance(witness, Lasso):
        yield from itertools.cycle(witness.repeated) if witness.repeated else ()
    elif not any(phase.choices for phase in witness.phases):
        yield from itertools.repeat(0)


def counted(program: Source) -> Source:
    """The program with each ``for ... in range(...)`` of Python told as what it does, in variables of its own."""
    more: dict[str, str] = {}

    def told(body: list) -> list:
        result: list = []
        for each in body:
            match each:
                case "for", name, start, (_, _, limit), _, inner, number:
                    count, stop = f"next{number}", f"stop{number}"
                    more.update({count: "int", stop: "int"})
                    result.append(("=", [count, stop], [start, limit]))
                    advance = ("=", [name, count], [count, ("+", count, 1)])
                    result.append(("while", ("<", count, stop), [advance, *told(inner)], number))
                case _:
                    result.append(tuple(told(part) if _is_block(part) else part for part in each))
        return result

    body = told(program.body)
    return replace(program, body=body, locals={**program.locals, **more})


def _is_block(part: object) -> bool:
    return isinstance(part, list) and all(isinstance(each, tuple) and _is_statement(each) for each in part)


def _is_statement(part: tuple) -> bool:
    return part[0] in ("=", "if", "while", "do", "for", "choose", "assume", "break", "continue", "return")


def compare(programs: int, reading: str, first: int, seconds: float, jobs: int) -> Iterator[Report]:
    """The reports of so many programs, in order."""
    tasks = [(seed, reading, seconds) for seed in range(first, first + programs)]
    if jobs == 1:
        yield from map(judge, tasks)
        return
    with Pool(jobs) as pool:
        yield from pool.imap(judge, tasks, chunksize=8)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programs", type=int, default=2000)
    options.add_argument("--reading", choices=READINGS, action="append")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=1.0)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--show", choices=("don't know", "yes", "no"), help="print such programs too")
    chosen = options.parse_args()
    for reading in chosen.reading or READINGS:
        begun, times = time.perf_counter(), []
        answers: Counter[str] = Counter()
        wrong = 0
        for report in compare(chosen.programs, reading, chosen.seed, chosen.seconds, chosen.jobs):
            answers[report.answer + (f" ({report.truth})" if report.truth else "")] += 1
            times.append(report.seconds)
            if report.wrong:
                wrong += 1
                print(f"\n{reading}, seed {report.seed}: {report.wrong}\n{report.text}\n", flush=True)
            elif report.answer == chosen.show:
                print(f"\n{reading}, seed {report.seed}: {report.answer}, {report.truth}\n{report.text}\n")
        took = time.perf_counter() - begun
        shown = ", ".join(f"{what}: {count:,}" for what, count in sorted(answers.items()))
        unknown = answers["don't know"] / len(times)
        late = max(times)
        print(f"{reading}: {len(times):,} programs in {took:.0f} s, {len(times) / took:.1f} a second; wrong: {wrong}")
        print(f"  {shown}")
        print(f"  don't know {unknown:.1%}; median {statistics.median(times):.3f} s, longest {late:.2f} s", flush=True)


if __name__ == "__main__":
    main()
