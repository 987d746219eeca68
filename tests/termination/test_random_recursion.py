"""Random functions that call themselves, decided, and then run by CPython."""

from fuzz_recursion.comparison import compare
from fuzz_recursion.programs import outcome, random_program
from hypothesis import given, settings
from hypothesis import strategies as st


def test_cpython_is_watched() -> None:
    assert outcome("def f(x):\n    if x <= 0:\n        return 1\n    return f(x - 1)", (9,)) == "returns"
    assert outcome("def f(x):\n    if x == 0:\n        return 1\n    return f(-x)", (2,)) == "repeats"
    assert outcome("def f(x):\n    if x == 0:\n        return 1\n    return f(x - 1)", (-1,)) == "too long"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_said_agrees_with_cpython(seed: int) -> None:
    compare(random_program(seed), seconds=0.5)
