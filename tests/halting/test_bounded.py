"""Instructions of one's own are counted, also after a call of arlib's; those of arlib's own are not."""

import pytest

from arlib.halting.bounded import Interrupted, bounded
from arlib.termination import terminates
from arlib.verdict import Proved, Unsupported

LOOP = "def f(x):\n    while x > 0:\n        x = x - 1"


def test_a_call_of_arlib_counts_as_one():
    assert isinstance(bounded(lambda text: terminates(text), LOOP, 100), Proved)


def asks_and_goes_on(text):
    terminates(text)
    while True:
        pass


def fails_and_goes_on(text):
    try:
        terminates("1 +")
    except Unsupported:
        while True:
            pass


@pytest.mark.parametrize("function", [asks_and_goes_on, fails_and_goes_on])
def test_what_goes_on_after_a_call_of_arlib_is_stopped(function):
    with pytest.raises(Interrupted):
        bounded(function, LOOP, 5_000)


def test_a_loop_in_one_line_is_stopped():
    with pytest.raises(Interrupted):
        bounded(lambda n: [0 for _ in range(n)], 10**6, 5_000)
