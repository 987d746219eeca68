"""C programs: random ones against the same compiled by the system's compiler, without a step that is not shown."""

import ctypes
import itertools
import os
import random
import shutil
import subprocess

import pytest

from arlib import Signed, Unsigned
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import Failed, Returned, run

COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
needs_compiler = pytest.mark.skipif(
    COMPILER is None and not os.environ.get("CI"), reason="no C compiler (cc, gcc or clang) is installed"
)

TYPES = {
    "int": (Signed(32), ctypes.c_int),
    "unsigned": (Unsigned(32), ctypes.c_uint),
    "char": (Signed(8), ctypes.c_byte),
    "unsigned char": (Unsigned(8), ctypes.c_ubyte),
    "short": (Signed(16), ctypes.c_short),
    "long": (Signed(64), ctypes.c_long),
    "_Bool": (Unsigned(1), ctypes.c_bool),
}
HELPERS = """
int g = 5;
unsigned char h;
extern int nondet_int(void);
static int half(int x) { int n = 0; while (x > 1 && n < 6) { x /= 2; n++; } return n; }
static unsigned char low(int x) { if (x < 0) return -x; else if (x == 7) return half(x) + 1; return x; }
static _Bool even(long x) { switch (x & 3) { case 0: case 2: return 1; default: break; } return 0; }
static void count(int x) { if (x > 100) { h += 3; return; } g ^= x; h++; }
static int next(int x) { g += 1; return g % 7 - x; }
"""
TAPE = [3, -1, 0, 2147483647, 12, -7, 1]
CASES, INPUTS = 80, 8


class Writer:
    """Random C functions in which every loop ends."""

    def __init__(self, seed, kinds=tuple(TYPES), helpers=("half", "low", "even")):
        self.choose, self.kinds, self.helpers = random.Random(seed), kinds, helpers
        self.names, self.used = [], 0

    def fresh(self, letter):
        self.used += 1
        return f"{letter}{self.used}"

    def expression(self, depth):
        choose = self.choose
        if depth == 0:
            return choose.choice(self.names) if choose.random() < 0.7 else str(choose.choice([0, 1, 2, 3, 7, 100, 255]))
        x, y, z = (self.expression(depth - 1 if choose.random() < 0.6 else 0) for _ in range(3))
        return choose.choice(
            [
                lambda: f"({x} {choose.choice('+-*')} {y})",
                lambda: f"({x} {choose.choice('&|^')} {y})",
                lambda: f"({x} {choose.choice('/%')} {choose.choice([f'({y} | 1)', '3', y])})",
                lambda: f"({x} {choose.choice(['<', '<=', '>', '>=', '==', '!='])} {y})",
                lambda: f"({x} {choose.choice(['<<', '>>'])} {choose.choice(['1', '3', f'({y} & 7)'])})",
                lambda: f"({x} {choose.choice(['&&', '||'])} {y})",
                lambda: f"({x} ? {y} : {z})",
                lambda: f"({choose.choice(['- ', '~', '!'])}{x})",
                lambda: f"(({choose.choice(self.kinds)}){x})",
                lambda: f"{choose.choice(self.helpers)}({x})",
            ]
        )()

    def block(self, depth, jumps):
        before = list(self.names)
        text = " ".join(self.statement(depth, jumps) for _ in range(self.choose.randint(1, 4)))
        self.names = before
        return f"{{ {text} }}"

    def statement(self, depth, jumps):
        choose = self.choose
        simple = [self.assignment, self.assignment, self.step, self.declaration, self.effect]
        if jumps:
            simple.append(lambda: f"if ({self.expression(1)}) {choose.choice(jumps)};")
        if depth == 0 or choose.random() < 0.5:
            return choose.choice(simple)()
        return choose.choice([self.branch, self.while_loop, self.for_loop, self.do_loop, self.switch, self.skip])(
            depth - 1, jumps
        )

    def assignment(self):
        op = self.choose.choice(["=", "=", "+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>=", "/=", "%="])
        right = str(self.choose.randrange(5)) if op in ("<<=", ">>=") else self.expression(2)
        right += " | 1" if op in ("/=", "%=") else ""
        target, second = self.choose.sample(self.names, 2)  # C does not say which assignment to one variable is first
        return f"{target} = {second} = {right};" if op == "=" else f"{target} {op} {right};"

    def step(self):
        name = self.choose.choice(self.names)
        return self.choose.choice([f"{name}++;", f"--{name};", f"{name} = nondet_int();"])

    def effect(self):
        name, value = self.choose.choice(self.names), self.expression(1)
        return self.choose.choice([f"count({value});", f"{name} = next({value});"])

    def declaration(self):
        # One that shadows another, or a new one.
        outer, value = self.choose.choice(self.names), self.expression(1)
        if self.choose.random() < 0.5:
            outer = self.fresh("v")
            self.names.append(outer)
            return f"{self.choose.choice(self.kinds)} {outer} = {value};"
        return f"{{ {self.choose.choice(self.kinds)} w = {value}, {outer} = w; {outer} += 1; g += {outer} & 15; }}"

    def branch(self, depth, jumps):
        other = f" else {self.block(depth, jumps)}" if self.choose.random() < 0.5 else ""
        return f"if ({self.expression(2)}) {self.block(depth, jumps)}{other}"

    def while_loop(self, depth, _):
        k, bound = self.fresh("k"), self.choose.randint(1, 5)
        test = self.choose.choice([self.expression(1), "1"])
        body = self.block(depth, ["break", "continue"])
        if self.choose.random() < 0.3:
            # A choice is made whether it is needed or not, so the tape is in step only where it is needed.
            return f"int {k} = 0; while (nondet_int() > -5) {{ if ({k} == {bound}) break; {k}++; {body} }}"
        return f"int {k} = 0; while ({k} < {bound} && {test}) {{ {k}++; {body} }}"

    def for_loop(self, depth, _):
        k, bound = self.fresh("k"), self.choose.randint(1, 5)
        body = self.block(depth, ["break", "continue"])
        start = self.choose.choice([f"int {k} = 0", f"signed char {k} = 0, {k}_ = {bound}"])
        return f"for ({start}; {k} < {bound}; {self.choose.choice(self.names)}--, ++{k}) {body}"

    def do_loop(self, depth, _):
        k, bound = self.fresh("k"), self.choose.randint(1, 5)
        body = self.block(depth, ["break", "continue"])
        test = self.choose.choice([f"{k} < {bound}", f"{k} < {bound} && {self.expression(1)}", "0"])
        return f"int {k} = 0; do {{ {k}++; {body} }} while ({test});"

    def switch(self, depth, jumps):
        again = [jump for jump in jumps if jump == "continue"]
        cases = "".join(
            f" case {n}: {self.block(depth, ['break', *again])}{self.choose.choice(['', ' break;'])}"
            for n in self.choose.sample(range(-2, 6), 3)
        )
        default = f" default: {self.block(0, ['break', *again])}" if self.choose.random() < 0.6 else ""
        return f"switch ({self.expression(1)} % 5) {{{cases}{default} }}"

    def skip(self, depth, jumps):
        label = self.fresh("L")
        return f"{{ {self.block(depth, [*jumps, f'goto {label}'])} {label}: {self.assignment()} }}"

    def function(self, name):
        kinds = [self.choose.choice(self.kinds) for _ in range(4)]
        *inputs, result = kinds
        self.names = ["a", "b", "c", "g"]
        parameters = ", ".join(f"{kind} {each}" for kind, each in zip(inputs, "abc", strict=True))
        body = " ".join(self.statement(3, ["return a"]) for _ in range(5))
        return kinds, f"{result} {name}({parameters}) {{ {body} return {self.expression(1)}; }}"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Random functions, and the same compiled, each called by one that gives the global variables their values."""
    writer, plain = Writer(7), Writer(8, ("int",), ("half", "even"))
    tape = f"int tape[] = {{{', '.join(map(str, TAPE))}}}, position;"
    nondet = f"int nondet_int(void) {{ return tape[position++ % {len(TAPE)}]; }}"
    library, found = [HELPERS, tape, nondet], []
    for n in range(CASES):
        kinds, function = (plain if n % 4 == 0 else writer).function(f"f{n}")
        given = ", ".join(f"{kind} {name}" for kind, name in zip(kinds[:3], "abc", strict=True))
        library.append(function)
        library.append(f"{kinds[3]} start{n}({given}) {{ g = 5; h = position = 0; return f{n}(a, b, c); }}")
        found.append((f"f{n}", kinds, function))
    folder = tmp_path_factory.mktemp("c")
    (folder / "functions.c").write_text("\n".join(library))
    command = [COMPILER, "-O1", "-fwrapv", "-w", "-shared", "-fPIC", "-o", "functions.so", "functions.c"]
    subprocess.run(command, cwd=folder, check=True)
    return found, ctypes.CDLL(str(folder / "functions.so"))


@needs_compiler
@pytest.mark.parametrize("reading", ["wrap", "machine", "unbounded"])
def test_programs_return_what_the_compiled_ones_return(compiled, reading):
    found, library = compiled
    choose, compared, undefined = random.Random(3), 0, 0
    # Reading takes the time: of two readings of machine integers, each has half of the programs.
    for name, kinds, text in {"wrap": found[::2], "machine": found[1::2]}.get(reading, found):
        if reading == "unbounded" and set(kinds) != {"int"}:
            continue
        program = c_program(HELPERS + text, name, reading)
        # Where nothing overflows, ints are the integers of mathematics.
        defined = c_program(HELPERS + text, name, "machine") if reading == "unbounded" else program
        function = getattr(library, f"start{name[1:]}")
        function.argtypes, function.restype = [TYPES[kind][1] for kind in kinds[:3]], TYPES[kinds[3]][1]
        for _ in range(INPUTS):
            models = [TYPES[kind][0] for kind in kinds[:3]]
            values = [
                choose.choice([0, 1, model.high, model.low, choose.randint(model.low, model.high)]) for model in models
            ]
            inputs = dict(zip("abc", values, strict=True))
            # What functions of the file may change before the call is an input as well.
            inputs |= {name: start for name, start in (("g", 5), ("h", 0)) if name in program.parameters}
            done = run(defined, inputs, choices=itertools.cycle(TAPE), steps=100_000).outcome
            if isinstance(done, Returned):
                done = run(program, inputs, choices=itertools.cycle(TAPE), steps=100_000).outcome
                assert done.value == function(*values), (text, inputs)
                compared += 1
            else:
                assert isinstance(done, Failed), (text, inputs, done)
                undefined += 1
    assert compared > 40 and undefined > 0, (compared, undefined)
