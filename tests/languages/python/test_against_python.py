"""Random programs do what Python itself does with them."""

import itertools
import textwrap
from functools import lru_cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import Failed, OutOfChoices, Returned, Stopped, TooLarge, run

NAMES = ("x", "y", "u", "v")
FUNCTIONS = """
def nothing(a):
    a += 1
    assert a != 3, "three"

def least(a, b=7):
    if a < b:
        return a
    return b

def steps(n):
    count = 0
    while n % 5 > 0:
        count, n = count + 1, n // 2
        if count == 3:
            return -count
    else:
        count += 10
    return count

def positive(a):
    return 0 < a <= 40 and least(a, 9) > 2 or a == nondet()

def inverse(a):
    return 12 // (a - 5)
"""


LEAVES = st.sampled_from([*NAMES, *NAMES, *map(str, range(-4, 10)), "True", "False", "nondet()"])
SHAPES = (
    """
{a} + {b}|{a} - {b}|({a} * {b}) % 101|{a} // ({b} or 3)|{a} % ({b} or 2)|{a} & {b}|{a} ^ {b}|{a} >> abs({b})
({a} << ({b} & 3)) % 77|-{a}|~{a}|+{a}|abs({a})|min({a}, {b}, {c})|max({a}, {b})|int({a})|bool({a})
{a} if {b} else {c}|{a} and {b}|{a} or {b} or {c}|not {a}|{a} < {b}|{a} == {b}|{a} != ({b} < {c})|{a} <= {b} < {c}
{a} > {b} >= {c} != 3|least({a}, {b})|steps({a})|positive({a})|inverse({a})
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def grown(below):
    return st.sampled_from(SHAPES).flatmap(
        lambda shape: st.builds(lambda a, b, c: f"({shape.format(a=a, b=b, c=c)})", below, below, below)
    )


SMALL = LEAVES | grown(LEAVES)
EXPRESSIONS = LEAVES | grown(SMALL)


@st.composite
def blocks(draw, depth=2, inside=False, counters=()):
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(some_statement(depth, inside, counters))
    return lines


@st.composite
def some_statement(draw, depth, inside, counters):
    value, other = draw(EXPRESSIONS), draw(SMALL)
    name, second = draw(st.permutations(NAMES))[:2]
    simple = [
        [f"{name} = {value}"],
        [f"{name}: int = {value}"],
        [f"{name} = {second} = {value}"],
        [f"{name}, {second} = {value}, {other}"],
        [f"{name}, {second} = {second}, {name}"],
        [f"{name} += {value}"],
        [f"{name} -= {other}"],
        [f"{name} %= {other} or 4"],
        [f"{name} //= {other}"],
        ["pass"],
        [value],
        [f"nothing({other})"],
        [f"assert {other} != 5, 'five'"],
        [f"assert isinstance({name}, int) and isinstance({second}, int)"],
        [f"if {other} == 4: return {value}"],
        [f"if {other} == 6: raise ValueError('six')"],
    ]
    if inside:
        simple += [[f"if {value}: break"], [f"if {other}: continue"], ["continue"], ["break"]]
    kind = draw(st.sampled_from(["simple"] * 4 + (["if", "while", "for", "forever"] if depth else [])))
    if kind == "simple":
        return draw(st.sampled_from(simple))

    def block(**options):
        return textwrap.indent("\n".join(draw(blocks(depth - 1, **options))), "    ").splitlines()

    if kind == "if":
        lines = [f"if {value}:", *block(inside=inside, counters=counters)]
        if draw(st.booleans()):
            lines += [f"elif {other}:", *block(inside=inside, counters=counters)]
        return lines + (["else:", *block(inside=inside, counters=counters)] if draw(st.booleans()) else [])
    counter = f"k{len(counters)}"
    body = block(inside=True, counters=(*counters, counter))
    end = ["else:", *block(inside=inside, counters=(*counters, counter))] if draw(st.booleans()) else []
    if kind == "for":
        bounds = draw(st.sampled_from(["3", "-1, 2", "4, 0, -2", f"{name} & 3", f"{name}, {name} + 3", "0, 7, 3"]))
        return [f"for {second} in range({bounds}):", *body, *end]
    test = f"{counter} > 0 and {value}" if kind == "while" else draw(st.sampled_from(["True", "1"]))
    stop = [] if kind == "while" else [f"    if {counter} < 0: break"]
    return [f"{counter} = {draw(st.integers(1, 4))}", f"while {test}:", f"    {counter} -= 1", *stop, *body, *end]


@st.composite
def sources(draw):
    # Everything that was reckoned shows in the result.
    body = ["u, v = 1, x - y", *draw(blocks()), "return ((u * 97 + v) * 97 + x) * 97 + y"]
    return FUNCTIONS + "\ndef main(x, y):\n" + textwrap.indent("\n".join(body), "    ") + "\n"


@lru_cache(maxsize=1)
def read(source):
    """A program as Python and as we read it, once for all inputs."""
    return compile(source, "<program>", "exec"), python_program(source, "main")


def executed(source, x, y, choices):
    """What Python does, and how many choices it takes."""
    taken = iter(choices)
    count = itertools.count()

    def nondet():
        next(count)
        return next(taken)

    names = {"nondet": nondet}
    exec(read(source)[0], names)
    try:
        result = names["main"](x, y)
        outcome = "returned", None if result is None else int(result)
    except ZeroDivisionError:
        outcome = "failed", None
    except AssertionError:
        outcome = "stopped", None
    except StopIteration:
        outcome = "out of choices", None
    except ValueError as error:
        outcome = "stopped" if str(error) == "six" else "failed", None
    return outcome, next(count)


def interpreted(source, x, y, choices):
    done = run(read(source)[1], {"x": x, "y": y}, choices=choices, steps=10**6)
    count = len(done.choices)
    match done.outcome:
        case Returned(value):
            return ("returned", value), count
        case Failed():
            return ("failed", None), count
        case Stopped():
            return ("stopped", None), count
        case OutOfChoices():
            return ("out of choices", None), count + 1
        case TooLarge():
            assume(False)
    raise AssertionError(done.outcome)


small = st.integers(-12, 12)


@given(sources(), small, small, st.lists(small, min_size=60, max_size=60))
def test_the_interpreter_does_what_python_does(source, x, y, choices):
    assert interpreted(source, x, y, choices) == executed(source, x, y, choices)


@pytest.mark.parametrize(
    "body",
    [
        "return nondet() - nondet() * 3",
        "return x // y + inverse(5)",
        "return max(7 % y, nondet())",
        "return (x % y < 2) == positive(nondet())",
        "z = x and y\nreturn z * 5 + (x or y) + ((x < 0) or y) + ((x < y) and y)",
        "return (x and nondet()) * 5 + (x or nondet())",
        "return (x < y and nondet()) * 5 + (x < y or nondet())",
        "return not (x < nondet() < y <= nondet())",
        "return 0 < x < 3 > y != x",
        "return (x if y else nondet()) + (nondet() if x < 0 else steps(x)) + (x < y if x else 7)",
        "while x < 9 and nondet(): x += steps(y) + 1\nelse: x = -x\nreturn x",
        "while (x < nondet() or x < 0) and x < 30:\n    x += 1\n    if x == 3: continue\n    if x == 7: break\n"
        "    y += x\nelse: y = -y\nreturn x * 50 + y",
        "for i in range(7, y, -2): x = x * 2 + i\nreturn x",
        "i = 5\nfor i in range(x, y):\n    x += i\n    y = 3\n    i = 0\nreturn i * 100 + x",
        "for i in range(y):\n    if i == x: break\n    for i in range(i): x += i\nelse: x = 50\nreturn x",
        "for x in range(x): x = x * x\nreturn x",
        "for _ in range(nondet() % 5, steps(x)): x += least(_, y) + steps(steps(_))\nreturn x",
        "return least(least(x, 4), least(y, 2)) * 10 + least(y, x)",
        "x = y = nondet()\nu, v = x, y = y, 3\nreturn x * 100 + y * 10 + u - v",
        "x += True\ny = -True + (x < 3) + (x == True) + ((x < y) == (y < 2)) + ((x < y) == 2)\nreturn y * 50 + x",
        "nothing(x)\nnothing(x + y)\nx // y\nreturn",
        "while True:\n    z = x\n    if z > 4: break\n    x += 1\nreturn z",
        "if x > 0: z = 1\nelif x < -5: return 4\nelse: raise ValueError('six')\nreturn z",
        "return x - min(y, x, 3) - max(3, y) + abs(y) + ~x - +y + (x ^ y) + (x & 6 | y)",
    ],
)
def test_small_programs_do_what_python_does(body):
    source = FUNCTIONS + "\ndef main(x, y):\n" + textwrap.indent(body, "    ") + "\n"
    for x, y in itertools.product(range(-7, 10), range(-4, 9)):
        choices = [x + 1, y, 0, 3, y - x, 2] * 12
        assert interpreted(source, x, y, choices) == executed(source, x, y, choices), (x, y)
