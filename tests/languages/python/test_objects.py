"""Functions that exist as objects: the text must be their own code's, and their own names decide."""

import builtins
import functools
import itertools
import linecache
import subprocess
import sys
import textwrap
import types

import pytest

from arlib import Proved, Refuted, Unsupported, claim, evaluate, parse, prove, python_program, terminates
from arlib.programs.interpreter import Returned, run

NUMBERS = itertools.count()


class TooLarge(ValueError):
    """An exception that adds nothing."""


class Loud(ValueError):
    def __init__(self):
        while True:
            pass


def in_module(text, **names):
    """The names of a new module with this text, which can be found."""
    file = f"<module {next(NUMBERS)}>"
    text = textwrap.dedent(text)
    linecache.cache[file] = len(text), None, text.splitlines(True), file
    exec(compile(text, file, "exec", dont_inherit=True), names)
    return names


READERS = (claim, python_program)
HOLDS = "def k(x):\n    return abs(x) >= 0\n"


@pytest.mark.parametrize(
    "text",
    [
        f"def abs(x):\n    return -1\n{HOLDS}",
        f"abs = min\n{HOLDS}",
        f"{HOLDS}abs = min\n",
        f"from functools import reduce as abs\n{HOLDS}",
        f"class abs: pass\n{HOLDS}",
        f"{HOLDS}globals()['abs'] = min\n",
        "def outer():\n    abs = min\n    def k(x):\n        return abs(x) >= 0\n    return k\nk = outer()\n",
        "def outer():\n    def k(x):\n        return abs(x) >= 0\n    return k\n    abs = min\nk = outer()\n",
        "def k(x):\n    return abs(x) >= 0\n    abs = 3\n",
        "def k(x, abs):\n    return abs(x) >= 0\n",
    ],
)
def test_a_functions_own_names_decide(text):
    scope = in_module(text)
    with pytest.raises(Unsupported, match="abs"):
        claim(scope["k"])
    if not text.startswith("def abs"):  # a program can call it
        with pytest.raises(Unsupported, match="abs"):
            python_program(scope["k"])
    assert isinstance(prove(in_module(HOLDS)["k"]), Proved)


def test_other_built_ins_than_pythons_are_noticed():
    scope = in_module(HOLDS, __builtins__={"abs": min})
    for read in READERS:
        with pytest.raises(Unsupported, match="abs"):
            read(scope["k"])


def test_a_built_in_that_was_exchanged_is_noticed(monkeypatch):
    import builtins

    k = in_module(HOLDS)["k"]
    monkeypatch.setattr(builtins, "abs", min)
    for read in READERS:
        with pytest.raises(Unsupported, match="abs"):
            read(k)


def test_functions_of_two_modules_keep_their_names():
    helper = in_module("def helper(n):\n    return abs(n)\n")["helper"]
    calls = in_module("def abs(n):\n    return n - 9\ndef k(x):\n    return helper(x) + abs(x)\n", helper=helper)
    with pytest.raises(Unsupported, match="abs means one thing in"):
        python_program(calls["k"])
    same = in_module("def k(x):\n    return helper(x) + abs(x)\n", helper=helper)
    assert run(python_program(same["k"]), {"x": -3}).outcome == Returned(6, 2)
    named = in_module("def abs(x):\n    return helper(x)\n", helper=helper)
    with pytest.raises(Unsupported, match="abs means one thing in"):
        python_program(named["abs"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("def other(f):\n    return lambda x: not f(x)\n@other\ndef k(x):\n    return x == x\n",
         "cannot be called|no statements"),
        ("import functools\ndef other(f):\n    @functools.wraps(f)\n    def inner(x):\n        return not f(x)\n"
         "    return inner\n@other\ndef k(x):\n    return x == x\n", "wrapped"),
        ("import functools\ndef other(f):\n    def inner(x):\n        return not f(x)\n    inner.__name__ = 'k'\n"
         "    return inner\n@other\ndef k(x):\n    return x == x\n", "code of inner"),
        ("def other(f):\n    return f\n@other\ndef k(x):\n    return x == x\n", "decorator"),
        ("def other(x):\n    return x != x\ndef k(x):\n    return x == x\nk.__code__ = other.__code__\n",
         "code of other"),
    ],
)  # fmt: skip
def test_a_function_that_was_put_in_the_place_of_another(text, reason):
    scope = in_module(text)
    for read in READERS:
        with pytest.raises(Unsupported, match=reason):
            read(scope["k"])


def test_a_text_that_was_changed_is_another_one():
    scope = in_module("def k(x):\n    return x == x\n")
    k = scope["k"]
    file = k.__code__.co_filename
    for new in (
        "def k(x):\n    return x != x\n",
        "\ndef k(x):\n    return x == x\n",
        "def k(y):\n    return y == y\n",
        "(",
    ):
        linecache.cache[file] = len(new), None, new.splitlines(True), file
        for read in READERS:
            with pytest.raises(Unsupported, match="not what its code was made of"):
                read(k)


def test_the_definition_that_an_object_has_is_read_not_the_last_one():
    scope = in_module("def k(x):\n    return x == x\nfirst = k\ndef k(x):\n    return x != x\n")
    assert isinstance(prove(scope["first"]), Proved)
    assert isinstance(prove(scope["k"]), Refuted)
    other = types.FunctionType(scope["k"].__code__, {"abs": min})
    assert isinstance(prove(other), Refuted)


def test_a_language_of_the_future_is_noticed():
    scope = in_module("from __future__ import annotations\ndef k(x: int) -> bool:\n    return x == x\n")
    assert isinstance(prove(scope["k"]), Proved)


def test_a_private_name_of_a_class_is_another():
    scope = in_module(
        """
        def __step(x):
            return x - 1
        def _C__step(x):
            return x
        class C:
            def k(x):
                while x > 0:
                    x = __step(x)
            def plain(x, __y):
                return x + __y == __y + x
        """
    )
    with pytest.raises(Unsupported, match="another name inside a class"):
        python_program(scope["C"].k)
    with pytest.raises(Unsupported, match="another name inside a class"):
        claim(scope["C"].plain)


def raises_an_exception_of_its_own(x):
    if x > 3:
        raise TooLarge(f"{x} is more than 3")
    while x < 3:
        x = x + 1
    return x


def raises_one_that_never_comes(x):
    raise Loud


def test_exceptions_of_ones_own():
    assert isinstance(terminates(raises_an_exception_of_its_own), Proved)
    with pytest.raises(Unsupported):
        python_program(raises_one_that_never_comes)


@functools.cache
def cached(x):
    return x == x


def test_what_is_no_plain_function():
    for read in READERS:
        for other in (cached, functools.partial(max, 1), print, int):
            with pytest.raises(TypeError, match="Python function"):
                read(other)


def test_a_lambda_has_its_own_names():
    def hidden(abs):
        return lambda x: abs(x) >= 0

    assert isinstance(prove(lambda x: abs(x) >= 0), Proved)
    with pytest.raises(Unsupported, match="abs"):
        prove(hidden(min))
    with pytest.raises(Unsupported, match="abs is a variable here"):
        prove(lambda abs: abs(3) >= 0)


@pytest.mark.parametrize(
    "text",
    [
        "k = (\n    lambda x: x == x\n    and x > 0\n)\n",
        "k = [\n    lambda x: x == x\n    if x > 0 else x != x\n][0]\n",
        "other = lambda x: x == x\nk = lambda\\\n x: x > 0\n",
        "def k(x): return x == x\ndef\\\n k(x): return x > 0\n",
    ],
)
def test_lines_that_look_like_a_function_are_not_taken_for_it(text):
    scope = in_module(text)
    assert scope["k"](1) and not scope["k"](-1)
    try:
        read = claim(scope["k"])
    except Unsupported as refused:
        assert "not all in the lines" in refused.reason
    else:  # later versions of Python find the right lines
        assert read.formula == parse("x > 0")


def test_what_is_written_inside_of_something_is_read_all_the_same():
    scope = in_module(
        """
        class Claims:
            def k(x):
                \"\"\"This has
                more lines.
                \"\"\"
                return x == x
        k, other = Claims.k, [lambda y: y == y]
        """
    )
    assert isinstance(prove(scope["k"]), Proved) and isinstance(prove(scope["other"][0]), Proved)


class Changed(dict):
    def __getitem__(self, name):
        return (lambda x: -1) if name == "abs" else super().__getitem__(name)


class Missing(dict):
    def __missing__(self, name):
        return lambda x: -1


@pytest.mark.parametrize("scope", [Missing(), {"__builtins__": Changed(vars(builtins))}])
def test_names_that_are_not_kept_in_a_dictionary_are_not_read(scope):
    file = f"<module {next(NUMBERS)}>"
    linecache.cache[file] = len(HOLDS), None, HOLDS.splitlines(True), file
    exec(compile(HOLDS, file, "exec", dont_inherit=True), scope)
    assert not scope["k"](3)
    for read in READERS:
        with pytest.raises(Unsupported, match="any meaning"):
            read(scope["k"])


def test_a_built_in_that_was_changed_before_is_not_pythons_own(tmp_path):
    file = tmp_path / "k.py"
    text = f"import builtins\nbuiltins.abs = builtins.{{}}\nimport arlib\n{HOLDS}arlib.prove(k)\n"
    for other, status in (("abs", 0), ("min", 1), ("print", 1)):
        file.write_text(text.format(other))
        done = subprocess.run([sys.executable, file], capture_output=True, text=True)
        assert done.returncode == status and ("abs would have to be" in done.stderr) == bool(status)


def test_what_is_asserted_is_not_read_where_python_leaves_it_out(tmp_path):
    text = """
        import arlib
        def k(x):
            while x > 0:
                assert x < 5
        try:
            print(arlib.terminates(k))
        except arlib.Unsupported as error:
            print(error)
        """
    file = tmp_path / "k.py"
    file.write_text(textwrap.dedent(text))
    said = [subprocess.run([sys.executable, *o, file], capture_output=True, text=True).stdout for o in ([], ["-O"])]
    assert "refuted" in said[0] and "started with -O" in said[1]


def test_constants_around_a_function_are_no_matter():
    scope = in_module("LIMIT = 3\nabsent = [LIMIT]\ndef k(x):\n    y = x - 3\n    return abs(y) == max(y, -y)\n")
    read = claim(scope["k"])
    assert all(evaluate(read.formula, {"x": x}) for x in range(-5, 9))
