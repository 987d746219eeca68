"""C programs: random ones against the same compiled by the system's compiler, each construct, places."""

import ctypes
import itertools
import os
import random
import shutil
import subprocess

import pytest

from arlib import Signed, Unsigned, Unsupported
from arlib import terms as t
from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import Failed, Returned, Stopped, run
from arlib.programs.syntax import (
    Assert,
    Assign,
    Assume,
    Block,
    Choose,
    If,
    Leave,
    NoValue,
    Return,
    While,
    loops,
    statements,
)

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
    for name, kinds, text in found:
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


def value(source, *, choices=(), reading="machine", function=None, **inputs):
    done = run(c_program(source, function, reading), inputs, choices=choices, steps=2_000)
    assert isinstance(done.outcome, Returned), done.outcome
    return done.outcome.value


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("int s = 0, i; for (i = 0; i < 5; i++) s += i; return s + i;", 15),
        ("int i = 9, j; for (i = 0, j = 10; i < j; i++, j--); return i;", 5),
        ("int s = 0; for (int i = 0; i < 9; i++) { if (i == 2) continue; if (i == 5) break; s += i; } return s;", 8),
        ("int i = 0; while (1) { if (++i, i > 7) break; } return i;", 8),
        ("int i = 0; while (1) { ++i; if (i > 7) break; } return i;", 8),
        ("int i = 7; do i--; while (i > 3); return i;", 3),
        ("int i = 0, n = 0; do { i++; if (i < 5) continue; n = 1; } while (n == 0); return i;", 5),
        ("int i = 0; do { if (i == 0) break; i = 5; } while (0); return i;", 0),
        ("int i = 3; do { if (i) continue; i = 5; } while (0); return i;", 3),
        ("int x = 1; { int x = 2; { int x = 3; x++; } x++; } return x;", 1),
        ("int x, y; x = y = 4; return x * y;", 16),
        ("unsigned char x = 250; x += 10; return x;", 4),
        ("_Bool b = 7; b++; return b + (b = 0, 1);", None),
        ("int x = 5; x -= 2; x *= x; x /= 2; x %= 3; x <<= 4; x |= 3; x ^= 1; x &= 6; x >>= 1; return x;", 1),
        ("int x = 0; goto end; x = 1; end: return x;", 0),
        ("int i, j = 0; for (i = 0; i < 9; i++) for (j = 0; j < 9; j++) if (i * j == 42) goto out; out: return i;", 6),
        ("int x = 0; if (x) goto a; x = 1; goto b; a: x += 2; b: x += 4; return x;", 5),
        ("int x = 2; switch (x) { case 1: return 1; case 2: x = 5; default: x++; } return x;", 6),
        ("int x = 9; switch (x) { default: x = 1; case 3: x += 2; break; case 4: x = 0; } return x;", 3),
        ("int x = 9; switch (x) { case 3: case 4: return 1; } return 2;", 2),
        ("unsigned x = 0; x--; return x > 0;", 1),
        ("int x = 1; switch (x) { case 4294967297: return 2; } return 3;", 2),
        ("int x = 1; while (1) { switch (x) { case 9: x = 0; break; default: x++; continue; } break; } return x;", 0),
        ("int x = -7; return x / 2 * 100 + x % 2;", -301),
        ("extern int abs(int); int x = abs(-3); (void) x; ; return x;", 3),
        ("int x = 3; return;", None),
    ],
)
def test_a_statement_does_what_it_does_in_c(body, expected):
    source = f"int main(void) {{ {body} }}"
    if expected is None:
        with pytest.raises(Unsupported):
            c_program(source)
    else:
        assert value(source) == expected


def test_each_reading_has_its_own_arithmetic():
    source = "int f(int x, unsigned y) { y--; return x + 1 > x && y + 1 > y; }"
    top = {"x": 2**31 - 1, "y": 0}
    assert value(source, x=1, y=1) == 1
    assert value(source, x=1, y=0) == 0
    assert isinstance(run(c_program(source), top).outcome, Failed)
    assert value(source, reading="wrap", **top) == 0
    assert c_program(source).types == {"x": Signed(32), "y": Unsigned(32)}
    unbounded = c_program(source, reading="unbounded")
    assert unbounded.types == {}
    assert unbounded.body[:2] == (
        Assume(t.Ge(t.Var("y"), t.Const(0)), 1),
        Assign(("y",), (t.Sub(t.Var("y"), t.Const(1)),), 1),
    )
    assert value(source, reading="unbounded", **top) == 1


@pytest.mark.parametrize(
    ("body", "x", "expected"),
    [
        ("return x << 1;", -3, -6),
        ("return -x;", -(2**31), -(2**31)),
        ("return x * x;", 65536, 0),
        ("return x / 0;", 1, None),
        ("return x << 32;", 1, None),
        ("return x / -1;", -(2**31), None),
    ],
)
def test_wrap_is_as_with_fwrapv(body, x, expected):
    done = run(c_program(f"int f(int x) {{ {body} }}", reading="wrap"), {"x": x}).outcome
    assert (done.value if isinstance(done, Returned) else None) == expected


def test_a_chosen_number_arrives_where_it_is_assigned():
    source = """
        typedef enum {false, true} bool;
        extern int __VERIFIER_nondet_int(void);
        extern bool __VERIFIER_nondet_bool(void);
        int main() {
            int x = __VERIFIER_nondet_int();
            unsigned y;
            y = __VERIFIER_nondet_uint();
            bool z = __VERIFIER_nondet_bool();
            return x;
        }"""
    machine, unbounded = (c_program(source, reading=reading) for reading in ("machine", "unbounded"))
    assert machine.body[:3] == (
        Choose("x", Signed(32), 6),
        Choose("y", Unsigned(32), 8),
        Choose("z", Unsigned(1), 9),
    )
    assert [each for each in unbounded.body if isinstance(each, Choose)] == [
        Choose("x", None, 6),
        Choose("y", None, 8),
        Choose("z", None, 9),
    ]
    assert [each.test for each in unbounded.body if isinstance(each, Assume)] == [
        t.Ge(t.Var("y"), t.Const(0)),
        t.And(t.Ge(t.Var("z"), t.Const(0)), t.Le(t.Var("z"), t.Const(1))),
    ]


def test_a_number_chosen_in_a_test_is_chosen_in_each_iteration():
    source = "extern int nondet(void); int f(int x) { while (x > 0 && nondet()) x--; return x; }"
    program = c_program(source)
    (block, _) = program.body
    (loop,) = block.body
    choose, leave, _ = loop.body
    assert loop.test == t.Truth(True)
    assert isinstance(choose, Choose) and isinstance(leave, If) and leave.then == (Leave(block.label, 1),)
    assert value(source, x=9, choices=[1, 1, 5, 0]) == 6


def test_a_conversion_takes_a_number_that_is_chosen_first():
    assert value("int f(void) { unsigned char x = nondet_int(); return x; }", choices=[258]) == 2
    assert value("int f(void) { _Bool x = nondet_int(); return x; }", choices=[258]) == 1


def chosen(source):
    return [each.target for each in statements(c_program(source).body) if isinstance(each, Choose)]


@pytest.mark.parametrize(
    ("body", "n", "expected"),
    [
        ("int x; if (x) return 1; return 0;", 0, None),
        ("int x; if (n) x = 1; return x;", 1, 1),
        ("int x; if (n) x = 1; return x;", 0, None),
        ("int x; if (n) goto end; x = 1; end: return x;", 0, 1),
        ("int x; if (n) goto end; x = 1; end: return x;", 1, None),
        ("if (n) goto end; int x = 1; end: return x;", 0, 1),
        ("if (n) goto end; int x = 1; end: return x;", 1, None),
        ("switch (n) { case 1:; int x = 5; case 2: return x; } return 0;", 1, 5),
        ("switch (n) { case 1:; int x = 5; case 2: return x; } return 0;", 2, None),
        ("switch (n) { case 1: { int x; x = 3; } goto in; int x; case 2: x = 4; in: return x; } return 0;", 2, 4),
        ("switch (n) { case 1: { int x; x = 3; } goto in; int x; case 2: x = 4; in: return x; } return 0;", 1, None),
        ("int x = x; return x;", 1, None),
        ("int x, y = 1; return y || x;", 1, 1),
        ("int x, y = 0; return y || x;", 1, None),
        ("int x; (void) x; return 1;", 1, None),
        ("int x; while (n > 0 && (n == 3 || x)) { x = n; n--; } return n;", 3, 0),
        ("int x; while (n > 0 && (n == 3 || x)) { x = n; n--; } return n;", 4, None),
        ("for (int i = 0; i < n; i++) { int x; if (i == 0) x = 1; if (x) ; } return 3;", 1, 3),
        ("for (int i = 0; i < n; i++) { int x; if (i == 0) x = 1; if (x) ; } return 3;", 2, None),
    ],
)
def test_a_variable_has_no_value_before_it_gets_one(body, n, expected):
    for reading in ("machine", "wrap", "unbounded"):
        done = run(c_program(f"int f(int n) {{ {body} }}", reading=reading), {"n": n}, choices=[0, 0]).outcome
        if expected is None and reading == "unbounded":
            assert isinstance(done, Returned), done  # there it has any
        elif expected is None:
            assert isinstance(done, Failed) and "use of x before it has a value" in done.why, (reading, done)
        else:
            assert isinstance(done, Returned) and done.value == expected, (reading, done)


@pytest.mark.parametrize(
    "body",
    [
        "int x, y, z; x = 1; y = x; for (z = 0; z < n; z++) y++; return y;",
        "int x, y; y = x = n; return y;",
        "int x; if (n) x = 1; else x = 2; return x;",
        "int x; do x = n--; while (n > 0); return x;",
        "int x; while (1) { x = n; if (x < 5) break; n--; } return x;",
        "int x; if (n) return 3; else x = 2; return x;",
        "int x; switch (n) { case 1: x = 1; break; default: x = 2; } return x;",
    ],
)
def test_a_variable_that_gets_its_value_first_is_one_as_any_other(body):
    program = c_program(f"int f(int n) {{ {body} }}")
    assert not any(isinstance(each, Choose | NoValue) for each in statements(program.body))


def test_calls_are_written_into_the_caller():
    source = """
        static int fib(int n) { int a = 0, b = 1; while (n > 0) { int c = a + b; a = b; b = c; n--; } return a; }
        int twice(int n) { return fib(fib(n)); }
        void nothing(void) { }
        int main() { int n = 5; nothing(); n = fib(n) + twice(n); return n; }"""
    program = c_program(source)
    assert value(source) == 10
    assert list(loops(program)) == [1, 2, 3]
    assert [each.loop for each in statements(program.body) if isinstance(each, While)] == [1, 2, 3]
    targets = {name for each in statements(program.body) if isinstance(each, Assign) for name in each.targets}
    assert {"n", "fib.n", "fib.a", "fib.c", "fib.return", "twice.n", "twice.return"} <= targets


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("x && f()", (0, 0)),
        ("!x && f()", (1, 1)),
        ("x || f()", (1, 1)),
        ("!x || f()", (1, 0)),
        ("x ? f() : 3", (3, 0)),
        ("x ? 3 : f()", (1, 1)),
        ("!x && (f() || f())", (1, 1)),
        ("!x && (!f() || f())", (1, 2)),
        ("!x && f() && x", (0, 1)),
    ],
)
def test_a_call_is_made_only_where_c_makes_it(test, expected):
    source = f"int n; int f(void) {{ n++; return 1; }} int main() {{ int x = 0; int y = {test}; return y * 10 + n; }}"
    assert value(source) == expected[0] * 10 + expected[1]


@pytest.mark.parametrize("body", ["assume(g > 0); return nondet();", "g = nondet(); return nondet();"])
def test_a_call_that_only_chooses_is_made_only_where_c_makes_it(body):
    source = f"int g; int f(void) {{ {body} }} int main() {{ int c = 0; if (c && f()) g = 1; return g + 2; }}"
    assert value(source, choices=[1, 1]) == 2


def test_the_operand_before_a_call_keeps_its_value():
    source = "int n; int f(void) { n++; return 1; } int main() { if (n == 0 && f() && n == 1) return n; return 7; }"
    assert value(source) == 1


def test_global_variables_start_with_their_values():
    source = "int a = 2, b; const int c = -3; extern int d; char e[9]; int main() { b += a; return b * c + d; }"
    program = c_program(source)
    starts = [(each.targets, each.values) for each in program.body if isinstance(each, Assign)][:3]
    assert starts == [(("a",), (t.Const(2),)), (("b",), (t.Const(0),)), (("c",), (t.Neg(t.Const(3)),))]
    assert program.parameters == ("d",)
    assert value(source, d=1) == -5


@pytest.mark.parametrize(
    ("source", "inputs"),
    [
        ("int n; void g(void) { n++; } int f(int x) { return n; }", ("x", "n")),
        ("int n; int f(int x) { return n--; }", ("x", "n")),
        ("int n; void h(int *p); void g(void) { h(&n); } int f(int x) { return n; }", ("x", "n")),
        (
            "int n; int h(void) { return n; } void g(void) { { int n; } n = 1; } int f(int x) { return h(); }",
            ("x", "n"),
        ),
        ("int n; void g(void) { int n; { extern int n; n = 1; } } int f(int x) { return n; }", ("x", "n")),
        ("int n = 3; void g(void) { } int f(int x) { return n; }", ("x",)),
        ("int n = 3; void g(int n) { n++; } int f(int x) { return n; }", ("x",)),
        ("int n = 3; void g(void) { for (int n = 0; n < 3; n++) ; } int f(int x) { return n; }", ("x",)),
        ("int n = 3; void g(void) { n = 2; } int f(int x) { int n = x; return n; }", ("x",)),
        ("int x = 3; void g(void) { x = 2; } int h(void) { return x; } int f(int x) { return h(); }", ("x", "x.2")),
    ],
)
def test_a_global_variable_that_may_have_been_changed_is_an_input(source, inputs):
    assert set(c_program(source, "f").parameters) == set(inputs)


def test_nothing_has_changed_a_global_variable_before_main():
    assert c_program("int n = 3; void g(void) { n++; } int main(void) { g(); return n; }").parameters == ()


def test_a_function_that_does_not_return_its_value_goes_wrong_only_where_it_is_used():
    helper = "int f(int x) { if (x > 0) return 1; }"
    assert value(f"{helper} int main() {{ f(0); return f(1); }}") == 1
    for call in ("return f(0);", "int x = f(0); return 1;", "if (f(0)) ; return 1;", "return f(f(0));"):
        outcome = run(c_program(f"{helper} int main() {{ {call} }}"), {}).outcome
        assert isinstance(outcome, Failed) and "f returns" in outcome.why
        unbounded = c_program(f"{helper} int main() {{ {call} }}", reading="unbounded")
        assert isinstance(run(unbounded, {}, choices=[7, 7]).outcome, Returned)
    for call in ("(void) f(0); return 1;", "f(0), f(1); return 1;", "for (f(0); ; f(0)) return 1;"):
        assert value(f"{helper} int main() {{ {call} }}") == 1
    assert value("int main(void) { } int f(void) { return main(); }", function="f") == 0


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("assert(x > 0);", Assert),
        ("__VERIFIER_assert(x > 0);", Assert),
        ("__VERIFIER_error();", Assert),
        ("reach_error();", Assert),
        ("assume(x > 0);", Assume),
        ("__VERIFIER_assume(x > 0);", Assume),
        ("assume_abort_if_not(x > 0);", Assume),
        ("abort();", Return),
        ("exit(1);", Return),
    ],
)
def test_what_checkers_of_programs_know(statement, kind):
    (found,) = c_program(f"void f(int x) {{ {statement} }}").body
    assert isinstance(found, kind)


def test_the_body_of_a_checkers_function_says_what_it_does():
    source = "void __VERIFIER_assert(int c) { if (!c) { ERROR: reach_error(); abort(); } } "
    program = c_program(source + "int main() { int x = 3; __VERIFIER_assert(x == 4); return x; }")
    assert isinstance(run(program, {}).outcome, Stopped)


def test_the_function_that_is_meant():
    one = "int g(int x) { return x; } int f(int x) { return g(x); }"
    assert c_program(one).name == "f"
    assert c_program(one, "g").name == "g"
    assert c_program("int h(void) { return 1; } int main() { return 2; }").name == "main"
    with pytest.raises(Unsupported, match="say which function is meant; here are f, g"):
        c_program("int f(void) { return 1; } int g(void) { return 1; }")
    with pytest.raises(Unsupported, match="no function h; here are g, f"):
        c_program(one, "h")
    with pytest.raises(Unsupported, match="no function here"):
        c_program("int x;")


@pytest.mark.parametrize(
    ("source", "line", "column", "reason"),
    [
        ("int k; int f(int n) { return n ? f(n - 1) : k; }", 1, 11, "uses the global variable k"),
        ("int f(int *p) { return *p; }", 1, 10, "what p points to is not known"),
        ("int f(void) {\n  int a[3][3];\n  return 1; }", 2, 6, "an array would need a model of memory"),
        ("int f(int x) {\n  a[x] = 3; return 1; }", 2, 2, "an array that is declared here"),
        ("int f(int x) { double d = 0; return 1; }", 1, 15, "floating-point"),
        ("int f(int x) { while (g(x)) x--; return 1; }", 1, 22, "the body of g is not in this file"),
        ("int f(int x) { printf(x); return 1; }", 1, 15, "with texts that are written out"),
        ("int f(int x) { if (x) { top: x--; } goto top; return x; }", 1, 36, "a goto into other statements"),
        ("int f(int x) { goto in; { int y; in: x--; } return x; }", 1, 15, "a goto into other statements"),
        ("int f(int x) { return x++ + x; }", 1, 22, "C does not fix whether x is changed before or after"),
        ("int f(int x) { x = x++; return x; }", 1, 15, "C does not fix whether x is changed"),
        ("int f(int x) { return g(x, x = 1); }", 1, 22, "C does not fix whether x is changed"),
        ("int f(int x, int y) { return (y && x--) + !x; }", 1, 30, "C does not fix whether x is changed"),
        (
            "int f(int x) { switch (x) { case 1: if (x) { case 2: x = 1; } } return x; }",
            1,
            45,
            "directly in its switch",
        ),
        ("int f(int x) { switch (x) case 1: return 2; return x; }", 1, 15, "stand in a block"),
        ("#define $n m\nint f(int x) { int n = 1; $n++; return x; }", 2, 26, "m is not declared"),
        ("int f(int x) { switch (x) { case x: return 2; } return x; }", 1, 28, "a case is a constant"),
        ("int f(int g) { { int g(int); return g == 0; } }", 1, 21, "g is a variable around this"),
        ("int f(int x) { return nondet(x); }", 1, 29, "takes no arguments"),
        ("int f(int x) { int y = nondet(1 / x); return y; }", 1, 30, "takes no arguments"),
        ("#define NDEBUG\nint f(int x) { assert(x); return x; }", 2, 15, "NDEBUG"),
        ("int n; void g(void) { INC; }\n#define INC n++\nint f(void) { g(); return n; }", 1, 22, "INC is not declared"),
        ("int f(int x) { break; return x; }", 1, 15, "outside of a loop"),
        ("int f(int x) { y = 1; return x; }", 1, 15, "y is not declared here"),
        ("int f(int x) { int x; return x; }", 1, 19, "x is declared twice"),
        ("int f(int x) { extern int y; return x; }", 1, 26, "outlives the call"),
        ("int f(int x) { return; }", 1, 15, "this returns no value"),
        ("void f(int x) { return x; }", 1, 16, "this returns a value"),
        ("void g(int x) { } int f(int x) { return g(x); }", 1, 40, "g returns nothing"),
        ("int n; int g(void) { n++; return 1; } int f(void) { return n + g(); }", 1, 63, "it changes n"),
        ("volatile int n; int f(void) { return n + n; }", 1, 37, "n is volatile, .* in line 1, column 42"),
        ("int n = nondet(); int f(void) { return n; }", 1, 4, "a constant"),
    ],
)
def test_what_cannot_be_read_is_shown_with_its_place(source, line, column, reason):
    with pytest.raises(Unsupported, match=reason) as found:
        c_program(source, "f")
    assert (found.value.line, found.value.column) == (line, column), str(found.value)
    assert "^" in str(found.value)


def test_calls_within_calls_do_not_grow_without_end():
    source = "int f0(int x) { return x; }\n" + "".join(
        f"int f{n}(int x) {{ int y = f{n - 1}(x); return f{n - 1}(y); }}\n" for n in range(1, 16)
    )
    with pytest.raises(Unsupported, match="statements, those of called functions included"):
        c_program(source)
    with pytest.raises(Unsupported, match="nested too deeply"):
        c_program(f"int f(int x) {{ return {'~' * 5000}x; }}")


def test_statements_carry_their_lines():
    program = c_program("int f(int x)\n{\n  while (x > 0)\n    x--;\n  // the end\n  return x;\n}")
    assert [each.line for each in statements(program.body) if not isinstance(each, Block)] == [3, 4, 6]


def test_a_label_stands_once_in_a_function():
    assert c_program("void f(int x) { again: if (x > 0) { x--; goto again; } } void g(int x) { again: x = 0; }", "f")
    with pytest.raises(Unsupported, match="label again stands twice"):
        c_program("void f(int x) { again: if (x > 0) { { again: x--; } goto again; } }")
