"""Functions and texts as readers hand them in to chapter 4: deciders, answers to halting, and searches."""

from arlib.exercises.chapter04.texts import PROGRAMS
from arlib.halting import first_then, run_text
from arlib.halting.deciders import ours
from arlib.halting.texts import Halts, Loops
from arlib.verdict import Unsupported

T, F = True, False


# ---- Deciders, as a reader writes them ------------------------------------------------------


def by_word(source):
    return "no" if "while" in source else "yes"


def fooled(source):
    return "no" if "while True" in source and "template" not in source else "yes"


def optimist(source):
    return "yes"


def mute(source):
    return "don't know" if "template" in source else by_word(source)


def moody(source, asked=[]):  # noqa: B006
    if "template" not in source:
        return by_word(source)
    asked.append(source)
    return "yes" if len(asked) % 2 else "no"


def stuck(source):
    while True:
        pass


def swallows(source):
    while True:
        try:
            while True:
                pass
        except Exception:
            return "yes"


def fails(source):
    return source[10**6]


def careful(source):
    try:
        ending = run_text(source, steps=100).ending
    except Unsupported:
        return None
    return True if isinstance(ending, Halts) else False if isinstance(ending, Loops) else None


def impatient(source):
    return careful(source) or False


def reckless(source):
    known = careful(source)
    return known if known is not None or "template" not in source else "yes"


def by_list(source):
    return {text.strip(): answer for text, answer in zip(PROGRAMS, (1 < 2, F, T, F, T), strict=True)}.get(
        source.strip()
    )


def asks_ours(source):
    return ours()(source).answer


def sure_of_itself(source):
    said = ours()(source).answer
    return "no" if said == "don't know" and "sure_of_itself" in source else said


CAREFUL = """
from arlib import Unsupported
from arlib.halting import run_text
from arlib.halting.texts import Errs, Halts, Loops

def careful(source):
    try:
        ending = run_text(source, steps=100).ending
    except Unsupported:
        return "don't know"
    return "yes" if isinstance(ending, Halts | Errs) else "no" if isinstance(ending, Loops) else "don't know"
"""
PERFECT = """
def search(n, step):
    while sum(d for d in range(1, n // 2 + 1) if n % d == 0) != n:
        n = n + step
    return n
"""


# ---- Halting from returns_seven -------------------------------------------------------------


def after(source, returns_seven):
    return returns_seven(first_then(source, "def seven():\n    return 7"))


def by_hand(source, returns_seven):
    return "yes" if returns_seven(source + "\n\ndef main():\n    p()\n    return 7\n") else "no"


def itself(source, returns_seven):
    return returns_seven(source)


def never_asks(source, returns_seven):
    return True


def same_name(source, returns_seven):
    return returns_seven(first_then(source, "def p():\n    return 7"))


def nonsense(source, returns_seven):
    return returns_seven("import os")


def asks_for_ever(source, returns_seven):
    while True:
        returns_seven(source)


# ---- Perfect numbers ------------------------------------------------------------------------


def search(n, step):
    while sum(d for d in range(1, n // 2 + 1) if n % d == 0) != n:
        n = n + step
    return n


def with_itself(n, step):
    while sum(d for d in range(1, n + 1) if n % d == 0) != n:
        n = n + step
    return n


def abundant(n, step):
    while sum(d for d in range(1, n) if n % d == 0) < n:
        n = n + step
    return n


def one_is_perfect(n, step):
    return n if n == 1 else search(n, step)


def gives_up(n, step):
    return None if n == 1 else search(n, step)


def says_so(n, step):
    return "forever" if n == 1 else search(n, step)
