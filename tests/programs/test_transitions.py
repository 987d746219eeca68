"""The transition system does what the interpreter does: each way between two loops' heads is just one transition."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib import Signed, Unsigned, Unsupported
from arlib import terms as t
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.polynomials import Polynomial
from arlib.programs import transitions
from arlib.programs.interpreter import Failed, OutOfChoices, Returned, Stopped, run
from arlib.programs.syntax import Assert, Assign, Assume, Block, Choose, If, Leave, Program, Return, While
from arlib.programs.transitions import END, ENTRY, UNDEFINED, transition_system

DIVISIONS = (t.FloorDiv, t.FloorMod, t.TruncDiv, t.TruncMod, t.EuclidDiv, t.EuclidMod)
COMPARISONS = (t.Eq, t.Ne, t.Lt, t.Le, t.Gt, t.Ge)
KINDS = (Signed(3), Unsigned(3), Signed(2), Unsigned(1))


class Writer:
    """Random programs with every statement and every operation."""

    def __init__(self, seed):
        self.choose = random.Random(seed)
        self.loops = self.lines = 0
        self.types = {"x": Signed(3)} if self.choose.random() < 0.4 else {}

    def number(self, depth):
        pick = self.choose.choice
        if depth == 0 or self.choose.random() < 0.2:
            return t.Var(pick("xyz")) if self.choose.random() < 0.7 else t.Const(self.choose.randint(-4, 5))
        a, b = self.number(depth - 1), self.number(depth - 1)
        constant = t.Const(pick((-3, -2, -1, 1, 2, 3, 4)))
        return pick(
            [
                *(kind(a, b) for kind in (t.Add, t.Sub, t.Min, t.Max, t.Mul, pick(DIVISIONS))),
                *(kind(a, constant) for kind in (t.Add, t.Mul, *DIVISIONS)),
                *(kind(a) for kind in (t.Neg, t.Abs, t.BitNot)),
                *(kind(a, pick(KINDS)) for kind in (t.Wrap, t.Checked)),
                t.BitAnd(a, t.Const(pick((0, 1, 3, 7)))),
                t.ShiftLeft(a, t.Const(pick((0, 1, 2)))),
                t.ShiftRight(a, t.Const(pick((0, 1, 2)))),
                t.IfThenElse(self.formula(depth - 1), a, b),
            ]
        )

    def formula(self, depth):
        pick = self.choose.choice
        if depth == 0 or self.choose.random() < 0.5:
            return pick(COMPARISONS)(self.number(max(depth, 1)), self.number(0))
        a, b = self.formula(depth - 1), self.formula(depth - 1)
        kinds = [kind(a, b) for kind in (t.And, t.Or, t.Implies, t.Iff)]
        return pick([*kinds, t.Not(a), t.IfThenElse(self.formula(0), a, b), t.Truth(self.choose.random() < 0.5)])

    def value(self, target, depth=2):
        number = self.number(depth)
        kind = self.types.get(target)
        return number if kind is None else self.choose.choice((t.Wrap, t.Checked))(number, kind)

    def line(self):
        self.lines += 1
        return self.lines

    def block(self, depth, labels, most=3):
        return tuple(self.statement(depth, labels) for _ in range(self.choose.randint(1, most)))

    def statement(self, depth, labels):
        chance, line, pick = self.choose.random(), self.line(), self.choose.choice
        if depth > 0 and chance < 0.2:
            self.loops += 1
            number = self.loops
            out, again = f"break{number}", f"continue{number}"
            body = self.block(depth - 1, [*labels, out, again])
            return Block(out, (While(self.formula(1), (Block(again, body),), number, line),))
        if depth > 0 and chance < 0.5:
            return If(self.formula(1), self.block(depth - 1, labels, 2), self.block(depth - 1, labels, 2), line)
        if labels and chance < 0.6:
            return Leave(pick(labels), line)
        if chance < 0.65:
            return pick((Assert, Assume))(self.formula(1), line)
        if chance < 0.75:
            kind = pick(KINDS) if self.choose.random() < 0.6 else None
            return Choose(pick("yz"), kind, line)
        if chance < 0.78:
            return Return(None, line)
        if chance < 0.85:
            return Assign(("x", "y"), (self.value("x"), self.value("y")), line)
        target = pick("xyz")
        return Assign((target,), (self.value(target),), line)

    def program(self):
        body = (Assign(("z",), (self.number(1),), self.line()), *self.block(2, []))
        while not self.loops:
            body = (*body, self.statement(3, []))
        # z gets its first value from x and y.
        first = t.substitute(body[0].values[0], {"z": t.Var("x")})
        return Program("f", ("x", "y"), (Assign(("z",), (first,), 1), *body[1:]), "", "C", "machine", self.types)


def solutions(guard, known):
    """Every way to meet the guard: each of its other names is bounded by constraints in which it stands alone."""
    open_ = [p for p in guard if not p.variables <= known.keys()]
    if any(p.evaluate(known) < 0 for p in guard if p.variables <= known.keys()):
        return
    numbers = {name: Polynomial.constant(value) for name, value in known.items()}
    rest = [p.substitute(numbers) for p in open_]
    if any(p.known is not None and p.known < 0 for p in rest):
        return
    rest = [p for p in rest if p.known is None]
    if not rest:
        yield known
        return
    for name in sorted({name for p in rest for name in p.variables}):
        alone = [p for p in rest if p.variables == {name} and p.degree == 1]
        slopes = [(p.coefficients[name,], p.coefficients.get((), 0)) for p in alone]
        lows = [-(number // slope) for slope, number in slopes if slope > 0]
        highs = [number // -slope for slope, number in slopes if slope < 0]
        if lows and highs:
            for value in range(max(lows), min(highs) + 1):
                yield from solutions(rest, known | {name: value})
            return
    if any(p.variables <= {name} for p in rest for name in p.variables) and not alone:
        return
    raise AssertionError(f"nothing bounds a name of {rest}")


def follow(system, location, state, choices, depth=0):
    """Every place to which the state can go, through joins to a head or an end, with the state and the choices left."""
    heads = transitions.loops(system.program)
    assert depth < 50
    for move in (*system.transitions, *system.exits):
        if move.source != location:
            continue
        if len(move.chosen) > len(choices):
            continue
        own = {choice.name: value for choice, value in zip(move.chosen, choices, strict=False)}
        if any(choice.kind is not None and own[choice.name] not in choice.kind for choice in move.chosen):
            continue
        if not move.exact:
            raise Inexact
        for values in solutions(move.guard, state | own):
            after = {name: p.evaluate(values) for name, p in move.update.items()}
            left = choices[len(move.chosen) :]
            if move.target in heads or move.target < 0:
                yield move, after, left
            else:
                yield from follow(system, move.target, after, left, depth + 1)


class Inexact(Exception):
    """A transition that may do more than the program."""


def agree(program, system, inputs, choices, steps=80):
    """Go along a run of the interpreter, and demand that the transitions go the same way and no other."""
    made = run(program, inputs, choices=choices, steps=steps)
    places = [(ENTRY, {**dict.fromkeys(system.variables, 0), **inputs}, 0)]
    places += [(visit.loop, visit.state, visit.chosen) for visit in made.visits]
    state = places[0][1]
    compared = 0
    for number, (location, seen, chosen) in enumerate(places):
        assert all(state[name] == seen[name] for name in system.variables if name in seen)
        state = {name: seen.get(name, state[name]) for name in system.variables}
        last = number + 1 == len(places)
        if last and not isinstance(made.outcome, Returned | Stopped | Failed):
            break
        until = len(made.choices) if last else places[number + 1][2]
        try:
            known = {**inputs, **state} if location == ENTRY else state  # some inputs may decide nothing
            found = list(follow(system, location, known, made.choices[chosen:until]))
        except Inexact:
            break
        assert len(found) == 1, (program.body, inputs, made, location, state, [str(move) for move, *_ in found])
        move, state, left = found[0]
        assert not left
        if last:
            assert move.target == (UNDEFINED if isinstance(made.outcome, Failed) else END), (move, made.outcome)
        else:
            assert move.target == places[number + 1][0]
        compared += 1
    return compared


@settings(max_examples=50)
@given(st.integers(0, 10**9), st.booleans())
def test_each_way_of_a_run_is_one_transition(seed, cut):
    program = Writer(seed).program()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transitions, "MOST_TRANSITIONS", 200)
        if cut:
            patch.setattr(transitions, "MOST_PATHS", 0)
        try:
            system = transition_system(program)
        except Unsupported:
            return  # too many paths
    choose = random.Random(seed)
    for _ in range(4):
        inputs = {name: choose.randint(-4, 3) if name in program.types else choose.randint(-9, 9) for name in "xy"}
        choices = [choose.choice((0, 0, 0, 1, 1, -1, -2, 2)) for _ in range(40)]
        try:
            agree(program, system, inputs, choices)
        except ValueError as error:
            assert "choice" in str(error)  # a number that is none of its type


PYTHON = [
    "def f(x, y):\n    while x > 0 and y != 3:\n        x, y = x - y % 3, min(x, y) + 1\n    return x",
    "def f(x, y):\n    while x:\n        if x <= 2 or y < x:\n            x -= 1\n        else:\n"
    "            y -= 1\n        if x < -3:\n            break",
    "def f(x, y):\n    for i in range(x, y):\n        while y // (i - 2) > i:\n            y -= 2\n"
    "        x = nondet()",
    "def f(x, y):\n    while abs(x) < max(y, 5):\n        x = x + (y if x > y else -(1 << 2)) >> 1\n        y = y & 7",
]
C = [
    "void f(unsigned char x, char y) { while (x != y) { x += 3; if (x > 200) y--; } }",
    "void f(char x, unsigned char y) { do { x = x * 2; y = y / 3 + x % 5; } while (y > 2 || (x & 3)); }",
    "void f(int x, unsigned y) { while (x < 5) { x += 2000000000; y -= 7; if (y / x > 3u) break; } }",
    "int nondet_int(void); void f(char x, _Bool y) { while (x > 0 && nondet_int()) x--; while (!y) { y = x; x++; } }",
    "enum way { no, yes }; void f(enum way x, int y) { x = y; while (x > 1) { x = x - 1; y = -y; } }",
    "void f(char x, long y) { for (int i = 0; i < x; i++) { if (i == y) continue; y = -y >> 1; if (x >> i > 3) x--; }}",
]
SOURCES = [(python_program(text), text) for text in PYTHON]
SOURCES += [(c_program(text, "f", way), text) for text in C for way in ("machine", "wrap", "unbounded")]


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize(("program", "text"), SOURCES, ids=lambda each: "")
def test_programs_of_both_languages(program, text, cut, monkeypatch):
    if cut:
        monkeypatch.setattr(transitions, "MOST_PATHS", 0)
    system, choose, compared = transition_system(program), random.Random(1), 0
    for _ in range(12):
        inputs = {}
        for name in program.parameters:
            kind, value = program.types.get(name), choose.choice((*range(-6, 12), 120, 127, 200, 2147483647, -128))
            inputs[name] = value if kind is None else kind.wrap(value)
        compared += agree(program, system, inputs, [choose.choice((0, 0, 1, -1, 5, 300)) for _ in range(60)])
    assert compared >= 10


def test_a_join_is_one_place_for_all_who_come_to_it(monkeypatch):
    monkeypatch.setattr(transitions, "MOST_PATHS", 4)
    one = "        if x > {0}:\n            y += {0}\n        else:\n            y -= 1"
    branches = "\n".join(map(one.format, range(8)))
    system = transition_system(python_program(f"def f(x, y):\n    while y < 9:\n{branches}\n        x = x + 1"))
    assert len(system.transitions) < 30
    assert {each.source for each in system.transitions} == set(range(10))


def test_a_run_without_choices_left_is_no_end():
    program = python_program("def f(x):\n    while x > 0:\n        x = nondet()")
    assert isinstance(run(program, {"x": 1}, choices=[5]).outcome, OutOfChoices)
    assert agree(program, transition_system(program), {"x": 1}, [5, 3, 0]) == 5
