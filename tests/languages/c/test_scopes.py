"""Scopes, jumps into them, and effects inside expressions: random functions against the same ones compiled."""

import ctypes
import os
import random
import shutil
import subprocess

import pytest

from arlib import Unsupported
from arlib.languages.c.claims import c_claim
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import Failed, Returned, run

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
needs_compiler = pytest.mark.skipif(
    COMPILER is None and not os.environ.get("CI"), reason="no C compiler (cc, gcc or clang) is installed"
)
HEAD = "enum { K = 3, L = 5 };\ntypedef signed char T;\nstatic int h(int n) { if (n > 2) return n - 1; return 1; }\n"
NAMES = ["a", "b", "c", "K", "h", "T"]
FUNCTIONS, INPUTS = 120, range(-1, 6)


class Writer:
    """Random functions that declare the same few names in every kind of block; every loop ends.

    A scope says what each name means there; "hidden" is one that must not be used.
    """

    def __init__(self, seed):
        self.choose, self.used = random.Random(seed), 0

    def fresh(self, letter):
        self.used += 1
        return f"{letter}{self.used}"

    def variables(self, scope):
        return [name for name, kind in scope.items() if kind == "int"]

    def atom(self, scope):
        variables = self.variables(scope) or ["2"]
        some = self.choose.choice(variables)
        constant = "4" if scope["K"] == "hidden" else "K"
        call = {"function": f"h({some})", "int": "h", "hidden": "1"}[scope["h"]]
        cast = {"type": f"(T) {some}", "int": "T", "hidden": "1"}[scope["T"]]
        return self.choose.choice([*variables, *variables, str(self.choose.randrange(6)), "L", constant, call, cast])

    def effect(self, scope):
        """An expression that changes one variable, and uses others, in the order that C fixes."""
        target = self.choose.choice(self.variables(scope))
        x = self.atom({**scope, target: "hidden"})
        return self.choose.choice(
            [
                f"{target}++",
                f"--{target}",
                f"({target} = {x})",
                f"({target}-- > {x})",
                f"({x} + {target}++)",
                f"({x} < 3 && {target}++ > 1)",
                f"({target} = {x}, {target} + 1)",
                f"({x} ? {target}++ : --{target})",
                f"({target} += {x} & 3)",
            ]
        )

    def expression(self, scope):
        if self.variables(scope) and self.choose.random() < 0.3:
            return self.effect(scope)
        x, y = self.atom(scope), self.atom(scope)
        shapes = [x, f"{x} + {y}", f"({x} & 7) - {y}", f"{x} < {y}", f"({x} && {y})", f"({x} ? {y} : 2)"]
        return self.choose.choice(shapes)

    def block(self, outer, depth, begin=""):
        scope, own = dict(outer), set()
        parts = [self.item(scope, own, depth) for _ in range(self.choose.randint(1, 4))]
        return f"{{ {begin} {' '.join(parts)} }}"

    def item(self, scope, own, depth):
        free = [name for name in NAMES if name not in own]
        if not free or self.choose.random() > 0.35:
            return self.statement(scope, depth)
        name = self.choose.choice(free)
        own.add(name)
        # In its own initializer the name means the new variable, which has no value yet.
        value = self.expression({**scope, name: "hidden"})
        scope[name] = "int"
        return f"int {name};" if self.choose.random() < 0.3 else f"int {name} = {value};"

    def statement(self, scope, depth):
        target, x = self.choose.choice(self.variables(scope)), self.atom(scope)
        if depth == 0 or self.choose.random() < 0.3:
            simple = [f"{target} = {x};", f"{self.effect(scope)};", f"r += {target};", f"r = r * 3 + {x};"]
            return self.choose.choice(simple)
        k, label, test = self.fresh("k"), self.fresh("label"), self.expression(scope)
        first = self.atom({**scope, "c": "hidden"})
        inside = {**scope, "c": "int"}

        def body(begin="", of=scope):
            return self.block(of, depth - 1, begin)

        return self.choose.choice(
            [
                body,
                lambda: f"if ({test}) {body()} else {body()}",
                lambda: f"if ({test}) {body()}",
                lambda: f"{{ int {k} = 0; while ({k}++ < 2 && {test}) {body()} }}",
                lambda: f"for (int {k} = 0, c = {first}; {k} < 2; {k}++) {body('r += c;', inside)}",
                lambda: f"{{ int {k} = 0; do {body()} while ({k}++ < 1); }}",
                lambda: self.switch(scope, depth - 1),
                lambda: self.switch(scope, depth - 1),
                lambda: f"{{ if ({test}) goto {label}; int c = {first}; {label}: ; {body('r += c;', inside)} }}",
                lambda: f"{{ int {k} = 0; {label}: {target}++; {body()} if ({k}++ < 2) goto {label}; r++; }}",
                lambda: f"{{ int {k} = 0; {label}: for (;;) {{ if ({k}++ > 2) break; {body()} goto {label}; }} r++; }}",
                lambda: f"{{ if ({test}) goto {label}; r++; {{ r += 2; {label}: r = r * 3; }} {body()} }}",
                lambda: self.both_ways(scope, k, label, depth - 1),
            ]
        )()

    def both_ways(self, scope, k, label, depth):
        """Jumps back to one of two labels, and on to a third."""
        parts = [self.block(scope, depth) for _ in range(3)]
        jumps = [f"if ({k}++ < {n} && {self.atom(scope)} & 1) goto {label}_{n};" for n in (2, 3, 4)]
        self.choose.shuffle(jumps)
        one, two, three = (f"{part} {jump}" for part, jump in zip(parts, jumps, strict=True))
        return f"{{ int {k} = 0; {label}_2: {one} {label}_3: {two} r++; {three} {label}_4: r++; }}"

    def switch(self, outer, depth):
        scope, own, parts = dict(outer), set(), [f"switch ({self.atom(outer)} & 3) {{"]
        if self.choose.random() < 0.3:
            parts.append("int c = 9;")
            own.add("c")
            scope["c"] = "int"
        for number in self.choose.sample(range(4), 3):
            parts.append("default:;" if number == 3 else f"case {number}:;")
            parts += [self.item(scope, own, depth) for _ in range(self.choose.randint(1, 3))]
            parts.append(self.choose.choice(["", "break;"]))
        return f"{' '.join(parts)} }}"

    def function(self, name):
        scope = {"a": "int", "b": "int", "c": "int", "K": "constant", "h": "function", "T": "type"}
        body = f"int r = 0, b = 1, c = a; {self.block(scope, 3)} return r + a + b * 5 + c * 7;"
        return f"int {name}(int a) {{ {body} }}"


@needs_compiler
def test_every_function_returns_what_the_compiled_one_returns(tmp_path):
    writer = Writer(5)
    texts = [writer.function(f"f{n}") for n in range(FUNCTIONS)]
    (tmp_path / "f.c").write_text(HEAD + "\n".join(texts))
    command = [COMPILER, "-w", "-O0", "-fwrapv", "-shared", "-fPIC", "-o", "f.so", "f.c"]
    # Variables without a value get an odd one, where the compiler can do that, so that a use of them shows.
    if subprocess.run([*command, "-ftrivial-auto-var-init=pattern"], cwd=tmp_path, capture_output=True).returncode:
        subprocess.run(command, cwd=tmp_path, check=True)
    library = ctypes.CDLL(str(tmp_path / "f.so"))
    compared = undefined = refused = 0
    for n, text in enumerate(texts):
        try:
            program = c_program(HEAD + text, f"f{n}", "wrap")
        except Unsupported:
            refused += 1
            continue
        for a in INPUTS:
            outcome = run(program, {"a": a}).outcome
            if isinstance(outcome, Returned):
                assert getattr(library, f"f{n}")(a) == outcome.value, (text, a)
                compared += 1
            else:
                assert isinstance(outcome, Failed) and "before it has a value" in outcome.why, (text, a, outcome)
                undefined += 1
    assert compared > 150 and undefined > 50 and refused < FUNCTIONS // 4, (compared, undefined, refused)


@pytest.mark.parametrize(
    ("before", "parameter", "argument", "converts"),
    [
        ("", "long c", "-1", False),
        ("int g();", "long c", "-1", False),
        ("int g();", "int c", "1L", False),
        ("int g(long);", "long c", "-1", True),
        ("int g(long); int g();", "long c", "-1", True),
        ("", "int c", "-1", True),
        ("int g();", "unsigned c", "-1", True),
        ("", "long c", "-1L", True),
    ],
)
def test_an_argument_is_converted_where_a_prototype_stands_before_the_call(before, parameter, argument, converts):
    text = f"{before}\nint f(void) {{ return g({argument}); }}\nint g({parameter}) {{ return c < 0; }}"
    for read in (c_claim, c_program):
        if converts:
            read(text, "f")
        else:
            with pytest.raises(Unsupported, match="no prototype"):
                read(text, "f")
