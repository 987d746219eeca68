"""Solutions for chapter 4."""

from arlib.exercises.base import Solution

SOLUTIONS = {
    "4.1": Solution(
        """answer = ["no", "yes", "don't know", "no", "don't know"]""",
        "In the diagonal every word of the body stands twice, since it is in the template too; and e never comes back.",
    ),
    "4.2": Solution(
        """def by_word(source):
    return "no" if "while" in source else "yes"


answer = [by_word, "no", "ends", 4]""",
        "The diagonal has a while, so the decider says no; the test in line 4 is then false, and nothing follows it.",
    ),
    "4.3": Solution(
        r"""template = "def q():\n    template = %r\n    return '# a copy\\n' + template %% template\n"
answer = template % template""",
        "It is a template that was filled with itself, and what was added to the last line is in the template as well.",
    ),
    "4.4": Solution(
        """from arlib import Unsupported
from arlib.halting import run_text
from arlib.halting.texts import Errs, Halts, Loops


def careful(source):
    try:
        ending = run_text(source, steps=100).ending
    except Unsupported:
        return "don't know"
    match ending:
        case Halts() | Errs():
            return "yes"
        case Loops():
            return "no"
    return "don't know"


answer = careful""",
        "It answers only what it has seen, an end or a state that repeats, and of its diagonal it has seen neither.",
    ),
    "4.5": Solution(
        "answer = [False, False, False, True, True]",
        "From row e in column 0 up to row a in column 4, each value is turned round.",
    ),
    "4.6": Solution(
        """answer = [
    [True, True, False, False],
    [False, True, True, False],
    [False, False, True, True],
    [True, False, False, True],
]""",
        "Each program ends on its own number, so the opposite ends on none.",
    ),
    "4.7": Solution(
        """from arlib.halting import first_then


def halts(source, returns_seven):
    return returns_seven(first_then(source, "def seven():\\n    return 7"))


answer = halts""",
        "The combined program returns 7 just if the first one ends.",
    ),
    "4.8": Solution(
        'answer = "1RB1LB_1LA1RZ"', "It goes right, comes back through the ones, and writes a one in every step."
    ),
    "4.9": Solution(
        "answer = [5, 13]", "It is in state B on a 1 both times, two cells further right, and what lies ahead agrees."
    ),
    "4.10": Solution(
        """def search(n, step):
    while sum(d for d in range(1, n // 2 + 1) if n % d == 0) != n:
        n = n + step
    return n


answer = search""",
        "It stops only where the proper divisors add up to the number, and nobody knows whether an odd one exists.",
    ),
    "4.11": Solution(
        """answer = [
    ("yes", 80, 0.01),
    ("don't know", 60, 0.01),
    ("no", 80, 0.01),
    ("no", 90, 0.2),
    ("yes", 80, 0.01),
]""",
        "polite ends and stubborn loops whatever it is told, truthful does what it is told, odd steps over 0 at once, "
        "and the loop of quoting is a text that nobody runs.",
    ),
}
