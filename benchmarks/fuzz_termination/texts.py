"""Programs as texts in C and in Python."""

from __future__ import annotations

from collections.abc import Iterator

from fuzz_termination.programs import Source

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


def text_of(program: Source) -> str:
    return in_python(program) if program.reading == "python" else in_c(program)
