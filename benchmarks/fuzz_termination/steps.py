"""What a program does, as Python functions: one for the way from a loop's head to the next."""

from __future__ import annotations

from dataclasses import replace

from fuzz_termination.programs import TYPES, Source


class UndefinedBehaviour(Exception):
    """The program does something that C does not define."""


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
