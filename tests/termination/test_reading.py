"""What a proof prints is the whole argument: the judge accepts it when it is handed back."""

import random

import pytest
from fuzz_termination.programs import Writer
from fuzz_termination.texts import text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib import Accepted, Proved, Rejected, Unsupported, terminates
from arlib.languages.python.functions import python_program
from arlib.termination.guess import guess, judge

TO_ZERO = "def f(x):\n    while x != 0:\n        if x > 0:\n            x -= 1\n        else:\n            x += 1"
TEXTS = [
    TO_ZERO,
    "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y",
    "def f(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1",
    "def f(n):\n    for i in range(n):\n        for j in range(i, n):\n            k = j",
    "def f(x, y):\n    while x != y:\n        if x < y:\n            x += 1\n        else:\n            y += 1",
    "def f(x):\n    return x * x",
    "void f(int n, int m) { for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) { } }",
    "int f(int n) { int c = 0; while (n > 0) { n--; c++; } for (int j = 0; j < c; j++) { } return c; }",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_printed_is_accepted(text):
    proof = terminates(text, seconds=20).certificate
    assert judge(guess(proof.program, str(proof))) == Accepted(())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["python", "machine", "wrap", "unbounded"]))
def test_what_is_printed_is_accepted_of_any_program(seed, reading):
    text = text_of(Writer(seed, reading).source())
    try:
        verdict = terminates(text, "f", integers=None if reading == "python" else reading, seconds=0.3)
    except Unsupported:  # too many paths
        return
    if isinstance(verdict, Proved):
        proof = verdict.certificate
        assert isinstance(judge(guess(proof.program, str(proof))), Accepted), (text, str(proof))


def test_the_cases_are_printed():
    proof = terminates(TO_ZERO, seconds=20).certificate
    assert " where x < 0" in str(proof) and " where x >= 0" in str(proof)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("ranking function x - 1 where x > 0 | x + 1 where x < 5", "exclude one another"),
        ("ranking function x - 1 where x != 0", "none of the comparisons"),
        ("ranking function x - 1 in loop 7", "which of several loops"),
        ("ranking function x - 1 where x > 0 then -x where x <= 0", "the same places"),
        ("ranking function z", "z does not decide"),
    ],
)
def test_what_cannot_be_read(text, complaint):
    with pytest.raises(Unsupported, match=complaint):
        guess(python_program(TO_ZERO), text)


@pytest.mark.parametrize(
    "text",
    [
        "ranking function -x - 2, x - 1",
        "ranking function -x where x > 0, x where x <= 0",
        "ranking function x - 1 where x > 0",
        "no cycle can be taken for ever",
    ],
)
def test_what_is_no_argument_is_rejected(text):
    assert isinstance(judge(guess(python_program(TO_ZERO), text)), Rejected)


def test_texts_at_random_never_crash():
    choose = random.Random(3)
    parts = ["x", "1", " where ", " in loop 1", " then ", ", ", " | ", "; always ", ">", "0", " and ", "- "]
    for _ in range(300):
        text = "ranking function " + "".join(choose.choice(parts) for _ in range(choose.randint(1, 12)))
        try:
            judge(guess(python_program(TO_ZERO), text))
        except Unsupported as error:
            assert str(error)
