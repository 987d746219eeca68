"""Lists are read as their lengths: what is proved, refuted and refused, and that lengths are those that Python has."""

import itertools
import textwrap

import pytest

from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import run
from arlib.programs.outcomes import Failed, Returned
from arlib.termination import terminates
from arlib.termination.guess import guess, judge
from arlib.verdict import Proved, Refuted, Unknown, Unsupported


def function(body, parameters="xs"):
    return f"def f({parameters}):\n" + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"


BUBBLE = """
n = len(xs)
for i in range(n):
    for j in range(n - 1 - i):
        if xs[j] > xs[j + 1]:
            xs[j], xs[j + 1] = xs[j + 1], xs[j]
return xs
"""
INSERTION = """
for i in range(1, len(xs)):
    j = i
    while j > 0 and xs[j - 1] > xs[j]:
        xs[j - 1], xs[j] = xs[j], xs[j - 1]
        j -= 1
"""
BINARY = """
lo, hi = 0, len(xs) - 1
while lo <= hi:
    mid = (lo + hi) // 2
    if xs[mid] == wanted:
        return mid
    if xs[mid] < wanted:
        lo = mid + 1
    else:
        hi = mid - 1
return None
"""
MERGE = """
out = []
i = j = 0
while i < len(xs) and j < len(ys):
    if xs[i] <= ys[j]:
        out.append(xs[i])
        i += 1
    else:
        out.append(ys[j])
        j += 1
out += xs[i:]
out.extend(ys[j:])
return out
"""
MERGE_BY_POP = """
out = []
while xs and ys:
    if xs[0] < ys[0]:
        out.append(xs.pop(0))
    else:
        out.append(ys.pop(0))
return out + xs + ys
"""


@pytest.mark.parametrize(
    ("body", "parameters"),
    [
        ("while xs: xs.pop()", "xs"),
        (BUBBLE, "xs"),
        (INSERTION, "xs"),
        (BINARY, "xs, wanted"),
        (MERGE, "xs, ys"),
        (MERGE_BY_POP, "xs, ys"),
        ("i = 0\nwhile i < len(xs):\n    if xs[i] == 0: xs.pop(i)\n    else: i += 1", "xs"),
        ("while xs: xs = xs[1:]", "xs"),
        ("while len(xs) > 1: xs = xs[: len(xs) // 2]", "xs"),
        ("for i, x in enumerate(xs): print(i, x)\nfor x in reversed(xs): xs.append(x)\nreturn sum(xs)", "xs"),
        ("for x in xs: xs.remove(x)", "xs"),
        ("out = []\nfor x, y in zip(xs, ys): out.append(x * y)\nwhile out: del out[0]", "xs, ys"),
        ("out = [x for x in xs if x > 0]\nwhile out: out = out[:-1]", "xs"),
        (
            "g = [[0] * n for _ in range(n)]\nfor i in range(n):\n    for j in range(len(g[i])): g[i][j] = i",
            "n",
        ),
        ("words = input().split()\nfor w in words: print(w.upper())\nwhile words != []: words.pop()", "n"),
        ("q = [0] * n\nwhile q:\n    q.insert(0, q.pop())\n    q.pop()", "n"),
        ("for x in (1, 2, 3): n += x\nfor c in 'abc': print(c)", "n"),
        ("q = sorted(xs)\nwhile len(q) > n > 0: q.clear()", "xs, n"),
        ("for x in list(xs): xs.append(x)", "xs"),
        ("x = None\nwhile xs:\n    x = xs.pop()\n    if x in xs: xs.pop()", "xs: list[int]"),
        ("for i in reversed(range(n)): print(i)", "n"),
    ],
)
def test_these_end(body, parameters):
    assert isinstance(terminates(function(body, parameters), "f"), Proved)


@pytest.mark.parametrize(
    ("body", "witness"),
    [
        ("for x in xs: xs.append(x)", "xs = [0]; it stays where len(xs) > x.next.1"),
        ("while xs: xs[0] = 1", "xs = [0]"),
        ("while len(xs) < 5: xs[0:0]", "xs = []"),
        ("i = 0\nwhile i < len(xs):\n    xs.append(0)\n    i += 1", "xs = [0]; it stays where len(xs) > i"),
        ("while xs:\n    x = xs.pop()\n    xs.append(x)", "xs = [0]"),
        ("while xs == []: print(xs)", "xs = []"),
        ("while xs: x = xs[3]", "xs = [0, 0, 0, 0]"),
        ("k = 0\nfor i, x in enumerate(xs[:], start=xs.pop()): k += 1\nwhile k == 2: k = 2", "xs = [0, 0]"),
    ],
)
def test_these_go_on(body, witness):
    """The witness is a list that can be given to the function."""
    answer = terminates(function(body))
    assert isinstance(answer, Refuted) and str(answer.witness) == witness


@pytest.mark.parametrize(
    ("body", "parameters", "reason"),
    [
        (
            "while xs[0] > 0: xs[0] -= 1",
            "xs",
            "`xs[0]` decides how long this runs, and of lists only the lengths are followed",
        ),
        ("while xs.pop(): xs.append(1)", "xs", "only the lengths"),
        ("while max(xs) > 0: print(xs)", "xs", "only the lengths"),
        ("while xs:\n    ys.append(1)\n    xs.pop()", "xs, ys", "may be one list"),
        ("while 3 in xs: xs.append(1)", "xs", "only the lengths"),
    ],
)
def test_elements_are_not_followed(body, parameters, reason):
    answer = terminates(function(body, parameters), seconds=1)
    assert isinstance(answer, Unknown) and reason in answer.reason


def test_two_parameters_may_be_one_list():
    """With two lists this ends; with one that is passed twice it does not."""
    grows = function("while xs:\n    xs.pop()\n    ys.append(0)", "xs, ys")
    assert isinstance(terminates(grows, seconds=2), Unknown)
    apart = function("ys = list(ys)\nwhile xs:\n    xs.pop()\n    ys.append(0)", "xs, ys")
    assert isinstance(terminates(apart), Proved)


@pytest.mark.parametrize(
    ("body", "parameters", "line", "reason"),
    [
        ("ys = xs\nwhile xs: ys.pop()", "xs", 2, "second name"),
        ("xs, ys = [1], xs\nys.append(2)", "xs", 2, "second name"),
        ("ys = [1]\nwhile ys: ys = xs\nxs.pop()", "xs", 3, "second name"),
        ("xs[0:1] = n", "xs: list, n", 2, "only a list can be put"),
        ("xs[::2] = [2]", "xs", 2, "no steps"),
        ("del xs[::2]", "xs", 2, "no steps"),
        ("ys = xs\ndel xs[1:]", "xs", 2, "second name"),
        ("xs.append(1)\nxs = 3", "xs", 1, "gets other values"),
        ("for x in n + 1: print(x)", "n", 2, "the length is needed"),
        ("grid = [[1]]\ngrid[0].append(2)", "n", 3, "methods"),
        ("grid = [[1]]\nfor row in grid:\n    for x in row: row.append(x)", "n", 4, "length is needed|methods"),
        ("xs.sort(key=abs)", "xs", 2, "functions as values"),
        ("xs *= 2", "xs: list", 2, r"only \+="),
        ("[print(x) or xs.pop() for x in xs]", "xs", 2, "write a loop"),
        ("ys = xs if n else [n]", "xs: list, n", 2, "a name of its own"),
        ("len = 3\nreturn len(xs)", "xs", 3, "len is a variable"),
        ("for x, y in enumerate(xs, 1, 2): pass", "xs", 2, "2 different variables|one list"),
    ],
)
def test_what_is_refused(body, parameters, line, reason):
    with pytest.raises(Unsupported, match=reason) as caught:
        python_program(function(body, parameters))
    assert caught.value.line == line


def test_what_is_looked_for_in_a_list_is_none():
    ends = function("ys = list(range(m))\nwhile n > 0:\n    if m in ys: ys[m] = n\n    n -= 1", "n, m")
    assert isinstance(terminates(ends), Proved)
    index = function("ys = [1]\nwhile n > 0:\n    k = ys[ys]\n    n -= 1", "n")
    assert isinstance(terminates(index), Proved)


def test_functions_that_call_themselves_take_lists():
    """A list that is passed on and changed has two names; one that is cut is new."""
    total = "def f(xs):\n    if not xs: return 0\n    return xs[0] + f(xs[1:])"
    assert isinstance(terminates(total), Proved)
    quick = function("""
        if len(xs) < 2: return xs
        p = xs[0]
        small = [x for x in xs[1:] if x < p]
        large = [x for x in xs[1:] if x >= p]
        return f(small) + [p] + f(large)
    """)
    assert isinstance(terminates(quick), Proved)
    search = function(
        """
        if lo > hi: return -1
        mid = (lo + hi) // 2
        if xs[mid] == 3: return mid
        if xs[mid] < 3: return f(xs, mid + 1, hi)
        return f(xs, lo, mid - 1)
    """,
        "xs, lo, hi",
    )
    assert isinstance(terminates(search), Proved)
    assert isinstance(terminates(function("return f(xs[:-1]) + f(xs)")), Refuted)
    for changed in (
        "xs.pop()\nf(xs)",
        "if xs: f(xs)\nxs.append(1)",
        "if not xs: return xs\nys = f(xs)\nys.append(1)\nreturn xs",
    ):
        with pytest.raises(Unsupported, match="second name"):
            python_program(function(changed))


def test_lists_go_through_calls():
    pops = "def g(zs):\n    zs.pop()\n\n"
    assert isinstance(terminates(pops + function("while xs: g(xs)"), "f"), Proved)
    makes = "def g(n):\n    out = []\n    for i in range(n): out.append(i)\n    return out\n\n"
    assert isinstance(terminates(makes + function("ys = g(n)\nwhile ys: ys.pop()", "n"), "f"), Proved)
    same = "def g(zs):\n    return zs\n\n"
    with pytest.raises(Unsupported, match="second name"):
        python_program(same + function("ys = g(xs)\nwhile xs: ys.pop()"), "f")
    rebinds = "def g(zs):\n    zs = zs[1:]\n    zs.append(1)\n\n"
    with pytest.raises(Unsupported, match="second name"):
        python_program(rebinds + function("g(xs)"), "f")
    lengths = "def g(zs):\n    return len(zs)\n\n"
    assert isinstance(terminates(lengths + function("while g(xs) > 0: xs.pop()"), "f"), Proved)


LENGTHS = [
    "return len(xs[n:])",
    "return len(xs[:n]) * 10 + len(xs[n:m])",
    "return len(xs[-n:m]) + 10 * len(xs[:-1]) + 100 * len(xs[1:])",
    "return len(xs[::-1]) + len([0] * n + xs) * 10 + len([7, 7] * m) * 100",
    "xs.append(n)\nxs.insert(0, m)\nxs.pop()\nreturn len(xs)",
    "xs.pop(n)\nreturn len(xs)",
    "xs[n] = m\nreturn len(xs) + 5",
    "xs[n] += m\ndel xs[m]\nreturn len(xs)",
    "k = 0\nfor x in xs:\n    k += 1\n    if k < 5: xs.append(x)\nreturn k * 10 + len(xs)",
    "k = 0\nfor x in reversed(xs):\n    k += 1\n    xs.pop(0)\nreturn k * 10 + len(xs)",
    "k = 0\nfor i, x in enumerate(xs, n): k = k * 5 + i\nreturn k",
    "k = 0\nfor i, x in enumerate(xs[:], xs.pop() * 0 + n): k = k * 5 + i\nreturn k * 10 + len(xs)",
    "xs[n:m] = [1] * m\nreturn len(xs)",
    "xs[n:] = xs\ndel xs[m:-1]\nreturn len(xs)",
    "xs[: len(xs)], k = xs[1:], len(xs)\nreturn k * 10 + len(xs)",
    "k = 0\nfor x, y in zip(xs, range(n)): k += 1\nelse: k += 100\nreturn k",
    "k = len(xs) + xs.pop() * 0\nreturn k * 10 + len(xs)",
    "return (len(xs) < n or xs.pop() > 100) + len(xs) * 10",
    "return len(xs + [xs.pop()]) * 10 + len(xs)",
    "xs += xs\nxs.extend(range(n, m))\nreturn len(xs)",
    "k = 0\nfor i in reversed(range(n, m)): k = k * 7 + i\nreturn k",
    "return len(list(range(n, m))) + len(sorted(xs)) * 10",
    "return min(xs) * 0 + len([x for x in xs])",
    "if n in (1, 2, m): return 1\nreturn 2",
    "return 5 if xs else 6",
]


@pytest.mark.parametrize("body", LENGTHS)
def test_lengths_are_those_of_python(body):
    """The interpreter, whose lists are lengths, and Python agree wherever elements do not decide."""
    text = function(body, "xs: list, n, m")
    program, names = python_program(text), {}
    exec(text, names)
    for row, n, m in itertools.product(([], [0], [0, 0], [0, 0, 0]), range(-4, 5), range(-4, 5)):
        made = run(program, {"len(xs)": len(row), "n": n, "m": m}, steps=2_000).outcome
        try:
            expected = int(names["f"](list(row), n, m))
        except (IndexError, ValueError):
            assert isinstance(made, Failed)
        else:
            assert isinstance(made, Returned) and made.value in (expected, None), (row, n, m)


def test_an_argument_about_a_length_is_read():
    program = python_program(function("while xs: xs.pop()"))
    assert str(judge(guess(program, "len(xs)"))) == "Accepted(rests_on=())"


def pop_all(xs):
    while xs:
        xs.pop()
    return "done"


def test_functions_are_read_as_well_as_texts():
    assert isinstance(terminates(pop_all), Proved)
