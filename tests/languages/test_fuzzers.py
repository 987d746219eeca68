"""A small part of the fuzzers of names and scopes: no answer about odd text contradicts Python or gcc."""

import random
import shutil

import fuzz_c.comparison
import fuzz_names.comparison
import fuzz_scopes.comparison
import fuzz_typed.comparison
import pytest
from fuzz_c.programs import Written
from fuzz_c.running import outcomes
from fuzz_names.running import Gave, GoesOn, Loaded, Raised
from fuzz_scopes.compiling import Call, run
from fuzz_scopes.files import File

needs_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc runs the programs in C")


@pytest.mark.parametrize(
    ("fuzzer", "first"), [(fuzz_names.comparison, 100), pytest.param(fuzz_scopes.comparison, 60, marks=needs_gcc)]
)
def test_no_answer_contradicts_an_execution(fuzzer, first):
    reports = list(fuzzer.compare(40, first, seconds=0.2, jobs=1))
    wrong = [report for report in reports if report.wrong]
    assert not wrong, "\n".join([*wrong[0].wrong, wrong[0].file.text])
    answers = [answer for report in reports for answer in report.answers.values()]
    assert answers.count("proved") > 20 and answers.count("refuted") > 5


def test_python_judges(tmp_path):
    """The oracle itself, on files of which the answer is plain; a file may change what built-ins mean."""
    path = tmp_path / "file.py"

    def call(text: str, x: int) -> object:
        loaded = Loaded(text, path)
        assert loaded.runs
        return loaded.call("f", {"x": x}, 1_000)

    assert call("def f(x):\n    return abs(x) >= 0", -3) == Gave(True)
    assert call("import builtins\nbuiltins.abs = lambda x: -1\ndef f(x):\n    return abs(x)", -3) == Gave(-1)
    assert abs(-3) == 3
    assert call("def f(x):\n    while x > 0:\n        pass", 0) == Gave(None)
    assert call("def f(x):\n    while x > 0:\n        pass", 1) == GoesOn()
    assert call("def f(x):\n    try:\n        while x: pass\n    finally:\n        return 3", 1) == GoesOn()
    assert call("def f(x):\n    return 1 // x", 0) == Raised("ZeroDivisionError")
    assert call("def f(x, *, y):\n    return x", 0) == Raised("TypeError")
    assert call("f = 3", 0) == Raised("there is no such function")
    assert Loaded("def f(x):\n    from math import *", path).outcome == Raised("SyntaxError")


@needs_gcc
def test_gcc_judges():
    """The oracle itself, on functions of which the answer is plain, all compiled together."""

    def file(marked: str, *names: str) -> File:
        return File(random.randrange(99), marked, {"x": "int"}, True, False, names, False)

    down = file("int f(int x) { while (⟦x > 0⟧) { int x = 3; ⦃x¦-⦄; } return x; }")
    jumped = file("int f(int x) { switch (x) { int y; case 1: y = 7; return y == 7; } return 0; }")
    changed = file("static int v = 1;\nint g(void) { v = 0; return 1; }\nint f(int x) { g(); return v; }", "v")
    counting = file("static int v = 1;\nint f(int x) { while (⟦v > x⟧) ⦃v¦-¦1⦄; return 1; }", "v")
    fails = file("int f(int x) { return ⟨x - 1⟩ >= 1; }")
    missing = file("int g(int n) { if (n > 5) return 1; ⟪}\nint f(int x) { return g(x); }")
    wrong = file("int f(int x) { int x = 1; return x; }")
    calls = [Call(down, (0,)), Call(down, (1,)), Call(jumped, (1,)), Call(changed, (1,)), Call(changed, (2,))]
    calls += [Call(counting, (-9,)), Call(fails, (-(2**31),)), Call(missing, (5,)), Call(missing, (6,))]

    def shown(reading: str, calls: list[Call]) -> list[object]:
        return [done and (done.how, done.true) for done in run(calls, reading)]

    false, true, undefined = ("returned", False), ("returned", True), ("undefined", False)
    defined = [false, ("comes back", False), true, false, false, true]
    assert shown("machine", calls) == [*defined, undefined, undefined, true]
    assert shown("wrap", calls)[:7] == [*defined, true]
    assert shown("machine", [*calls[:2], Call(wrong, (1,))]) == [*defined[:2], None]
    assert "x--" in down.text and "⟦" not in down.text and "v -= 1" in counting.text


def test_functions_as_people_type_them_do_what_is_said():
    """Prints, texts, fractions, tables and lists: Python runs what was answered."""
    reports = list(fuzz_typed.comparison.compare(60, 200, seconds=0.2, jobs=1))
    wrong = [report for report in reports if report.wrong]
    assert not wrong, f"{wrong[0].wrong}\n{wrong[0].text}"
    answers = [report.answer for report in reports]
    assert "yes" in answers and any(answer.startswith("refused") for answer in answers)


def test_python_judges_what_is_typed():
    """The oracle itself: it gives copies of lists, and an exception is an end."""
    from fuzz_typed.running import goes_on

    row = [1, 2]
    assert goes_on("def f(xs):\n    for x in xs: xs.append(x)", {"xs": row}, 500) and row == [1, 2]
    assert not goes_on("def f(xs):\n    while True: xs.pop()", {"xs": row}, 500)
    assert not goes_on("def f(n):\n    print(n)", {"n": 1}, 500)


@needs_gcc
def test_c_as_it_is_written_does_what_is_said():
    """Macros, jumps, calls and arrays: gcc's sanitizers find nothing where a program was proved."""
    reports = list(fuzz_c.comparison.compare(20, 1, seconds=0.2, jobs=1))
    wrong = [report for report in reports if report.wrong]
    assert not wrong, f"{wrong[0].wrong}\n{wrong[0].file.text}"
    assert not [report.answers for report in reports if "refused: " in report.answers["terminates"]]


@needs_gcc
def test_the_sanitizers_judge():
    """The oracle itself, on functions of which the answer is plain."""
    down = Written(1, "int f1(int x, int y) { while (x > 0) { TICK x--; } return x; }\n")
    stays = Written(2, "int f2(int x, int y) { while (x) { TICK } return x; }\n")
    outside = Written(3, "int f3(int x, int y) { int a[N] = {0}; return a[x]; }\n")
    lent = Written(
        4, "int g4(int *a, int i) { return a[i]; } int f4(int x, int y) { int a[N] = {0}; return g4(a, x); }\n"
    )
    smallest = -(2**31)
    calls = [(down, (3, 0)), (stays, (1, 0)), (stays, (0, 0)), (outside, (3, 0)), (outside, (4, 0)), (lent, (4, 0))]
    calls += [(Written(5, "int f5(int x, int y) { return x - 1; }\n"), (smallest, 0))]
    assert outcomes(calls) == ["ends", "goes on", "ends", "ends", "undefined", "undefined", "undefined"]
