"""Lines that are one step each pass, whatever the steps; a jump does not, whatever stands around it."""

import random

import pytest

from arlib import Signed, Unbounded, evaluate, parse, to_text
from arlib.exercises.kinds.derivations import derivation, rule_between
from arlib.rewriting.moves import move_between, moves
from arlib.rules import literal

START = "(x + 1) * (x - y)"


def walk(choose, steps):
    """Lines made by moves, each chosen among all that there are; some are read backwards."""
    lines = [literal(parse(START))]
    while len(lines) <= steps:
        further = [move.after for move in moves(lines[-1], Unbounded()) if len(to_text(move.after)) < 80]
        further = [term for term in further if literal(parse(to_text(term))) == term and term not in lines]
        if not further:
            break
        lines.append(choose.choice(further))
    return lines if choose.random() < 0.5 else lines[::-1]


@pytest.mark.parametrize("seed", range(12))
def test_steps_pass_and_a_jump_over_some_does_not(seed):
    choose = random.Random(seed)
    lines = walk(choose, 6)
    texts = [to_text(line) for line in lines]
    grade = derivation(texts[0], texts[-1], ("x", "y"))
    feedback = grade(texts)
    assert feedback, feedback
    assert feedback.text.count(" by ") == len(texts) - 1
    for left_out in range(1, len(texts) - 1):
        before, after = lines[left_out - 1], lines[left_out + 1]
        one = any(move_between(a, b, Unbounded()) for a, b in ((before, after), (after, before)))
        fewer = texts[:left_out] + texts[left_out + 1 :]
        assert grade(fewer).passed == one
        if not one:
            assert f"line {left_out + 1}, {texts[left_out + 1]}, equals the line before it" in grade(fewer).text


@pytest.mark.parametrize("seed", range(12))
def test_lines_that_pass_have_one_value_in_both_models(seed):
    choose = random.Random(seed)
    lines = walk(choose, 5)
    assert all(rule_between(before, after) for before, after in zip(lines, lines[1:], strict=False))
    for integers in (Unbounded(), Signed(32)):
        for _ in range(20):
            state = {name: integers.wrap(choose.randrange(-(2**40), 2**40)) for name in "xy"}
            assert len({evaluate(line, state, integers) for line in lines}) == 1


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("x * 1", "x", "one"),
        ("x", "x * 1", "one, from right to left"),
        ("5 * x", "(2 + 3) * x", "arithmetic, from right to left"),
        ("-1 * x", "-x", "definition of -, from right to left"),
        ("x * 1 * 1", "x", ""),
        ("x + y + x * y", "y + x + y * x", ""),
        ("0 * x", "0 * y", ""),
        ("x // y * 0", "0", ""),
    ],
)
def test_the_rule_of_a_step_is_named(before, after, rule):
    assert rule_between(literal(parse(before)), literal(parse(after))) == rule
