"""The limits that end a question to z3, and what is left of it."""

import gc
import signal
import subprocess
import sys
import time
import weakref

import pytest

from arlib.integers import Signed, Unbounded
from arlib.languages.python.claims import claim
from arlib.printing import to_text
from arlib.smt import Undecided, Valid, is_valid, solving
from arlib.smt.translation import question as smt_question

HARD = [
    (claim("not (x > 1 and y > 1 and x < 2147483648 and y < 2147483648) or x * y != 2305843009213693951"), Signed(64)),
    (claim("x * x * x + y * y * y + z * z * z != 42"), Unbounded()),
]


@pytest.mark.parametrize(("question", "integers"), HARD)
def test_the_clock_stops_it(question, integers):
    started = time.monotonic()
    assert is_valid(question, integers, seconds=0.5) == Undecided("z3 reached the limit of 0.5 seconds")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(("question", "integers"), HARD)
def test_the_resource_limit_stops_it(question, integers):
    assert is_valid(question, integers, seconds=60, resources=200_000) == Undecided(
        "z3 reached the limit of 200,000 resource units"
    )


def test_the_memory_limit_stops_it(monkeypatch):
    monkeypatch.setattr(solving, "MEGABYTES", 60)
    hard = claim("(x * y + (x ^ y)) * (x - y) + ((x & y) * x) != ((y * x) * x + (x | 1) * y) * 3 + 12345677")
    assert is_valid(hard, Signed(512), seconds=30) == Undecided("z3 reached the limit of 60 megabytes")


MANY = """
from arlib.integers import Signed
from arlib.languages.python.claims import claim
from arlib.smt import Valid, is_valid, solving

def answer(megabytes):
    solving.MEGABYTES = megabytes
    return is_valid(claim("x + y == y + x"), Signed(32))

enough = next(n for n in range(1, 100) if answer(n) == Valid())
assert all(answer(enough + 4) == Valid() for _ in range(250))  # which z3 counts as twelve more
"""


def test_many_queries_do_not_reach_the_limit_of_one():
    """What is enough for one is enough for each, although z3's own count grows with each thread that ends."""
    done = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_context_goes_with_its_question():
    """It holds megabytes, and the collector, which sees a few small objects, would let them wait."""
    gc.disable()
    try:
        for text, integers in (
            ("x + y == y + x + 1", Signed(32)),
            ("x * x >= 0", Unbounded()),
            ("x & 1 == x", Signed(8)),
        ):
            asked = smt_question(claim(text), integers)
            context = weakref.ref(asked.context)
            del asked
            assert context() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"seconds": -1}, {"resources": 0}])
def test_limits_are_positive(limits):
    with pytest.raises(ValueError, match="positive"):
        is_valid(claim("x == x"), **limits)


def test_no_limit_on_the_clock():
    assert is_valid(claim("x == x"), seconds=float("inf")) == Valid()


INTERRUPTED = """
from arlib.integers import Signed
from arlib.languages.python.claims import claim
from arlib.smt import Valid, is_valid
print("asking", flush=True)
try:
    answer = is_valid(claim({text!r}), {integers!r}, seconds=50)
except KeyboardInterrupt:
    print("interrupted")
else:
    print(answer)
assert is_valid(claim("x + y == y + x"), Signed(32)) == Valid()
print("and usable")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
@pytest.mark.parametrize(("question", "integers"), HARD)
def test_an_interrupt_ends_a_query(question, integers):
    code = "from arlib.integers import Unbounded\n" + INTERRUPTED.format(
        text=to_text(question.formula), integers=integers
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "asking\n"
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        try:
            out, _ = process.communicate(timeout=30)
        finally:
            process.kill()
    assert out == "interrupted\nand usable\n"
