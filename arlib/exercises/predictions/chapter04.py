"""What chapter 4 asks its readers to foresee."""

from __future__ import annotations

from collections.abc import Callable

from arlib.exercises.predictions.guesses import Ask
from arlib.halting import all_deciders, confront, diagonal, first_then, halting_table, ours, run_text, with_own_source
from arlib.halting.busy_beaver import busy_beaver
from arlib.halting.deciders import judge
from arlib.halting.diagonal import Reply
from arlib.halting.texts import Halts, Loops
from arlib.halting.turing_machines import parse
from arlib.halting.turing_machines import run as run_machine
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted

YES_OR_NO = ("yes", "no")
ENDS_OR_NOT = ("it ends", "it runs for ever")
ANSWERS = ("yes", "no", "don't know")

G = "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y\n"
G2 = "def g2(x, y):\n    while x > y:\n        x = x - y\n"
DOWN = "def down(x):\n    while x > 0:\n        x = x - 1\n"
COLLATZ = (
    "def collatz(n):\n    while n > 1:\n        if n % 2 == 0:\n            n = n // 2\n"
    "        else:\n            n = 3 * n + 1\n"
)
ALWAYS = (
    DOWN,
    "def three_phases(x, y, z):\n    while x > 0:\n        x = x + y\n        y = y + z\n        z = z - 1\n",
    "def rows(a, b):\n    i = 0\n    while i < a:\n        j = 0\n        while j < b:\n            j = j + 1\n"
    "        i = i + 1\n",
    "def ninety_one(n):\n    calls = 1\n    while calls > 0:\n        if n > 100:\n            n = n - 10\n"
    "            calls = calls - 1\n        else:\n            n = n + 11\n            calls = calls + 1\n",
    "def shrink(x, y):\n    while x > 1 and y > 1:\n        if x % 2 == 0:\n            x = x // 2\n"
    "        else:\n            x = x - 1\n            y = y - 1\n",
    "def add(a, b):\n    if a > 0 and b > 0:\n        while b != 0:\n            carry = a & b\n"
    "            a = a ^ b\n            b = carry << 1\n",
)
NOT_ALWAYS = (
    G2,
    "def bounce(x, y):\n    while x > 0:\n        x = x + y\n        y = y + 1\n",
    "def circle(x, y):\n    while x * x + y * y > 5:\n        x = x - 1\n        y = y - 1\n",
    "def square_root(n):\n    x = 0\n    while x * x != n:\n        x = x + 1\n",
    "def root_of_two():\n    x = 1\n    y = 1\n    while x * x != 2 * y * y:\n        if x * x < 2 * y * y:\n"
    "            x = x + 1\n        else:\n            y = y + 1\n",
)
ENDLESS = "def p():\n    while True:\n        pass\n"
FORTY_TWO = "def answer():\n    return 42\n"
TEMPLATE = "def q():\n    template = %r\n    return template %% template\n"
ROWS = (
    "def a(n):\n    while n > 0:\n        n = n - 1",
    "def b(n):\n    while n > 0:\n        n = n + 1",
    "def c(n):\n    while n != 2:\n        n = n + 1",
    "def d(n):\n    while n % 2 == 1:\n        pass",
)


def _g_and_g2() -> str:
    ends = isinstance(terminates(G, seconds=60), Proved), isinstance(terminates(G2, seconds=60), Proved)
    return {(True, True): "both", (True, False): "only g", (False, True): "only g2", (False, False): "neither"}[ends]


def _told(answer: str) -> str:
    ending = run_text(diagonal("terminates"), {"terminates": lambda question: answer}).ending
    return "it ends" if isinstance(ending, Halts) else "it runs for ever"


def _told_no_or_nothing() -> str:
    ends = _told("no") == "it ends", _told("don't know") == "it ends"
    return {
        (True, True): "it ends both times",
        (True, False): "it ends only after no",
        (False, True): "it ends only after don't know",
        (False, False): "it runs for ever both times",
    }[ends]


def _q() -> str:
    program = TEMPLATE % TEMPLATE
    value = getattr(run_text(program).ending, "value", None)
    return {program: "its own text", TEMPLATE: "its template"}.get(str(value), "a longer text")


def _pineapple() -> str:
    ending = run_text(with_own_source("return 'pineapple' in source")).ending
    return "yes" if isinstance(ending, Halts) and ending.value is True else "no"


def _outsider(source: str) -> str:
    match run_text(source, {"terminates": lambda text: ours()(text).answer}).ending:
        case Halts():
            return "yes"
        case Loops():
            return "no"
    return "don't know"


def _returns_42(first: str) -> bool:
    return getattr(run_text(first_then(first, FORTY_TWO)).ending, "value", None) == 42


def _when_42() -> str:
    ended, endless = _returns_42("def p():\n    return 1\n"), _returns_42(ENDLESS)
    return {(True, True): "always", (True, False): "just if the first ends"}.get((ended, endless), "never")


def _says_of_collatz() -> str:
    match terminates(COLLATZ, seconds=60):
        case Proved():
            return "yes"
        case Refuted():
            return "no"
    return "don't know"


def _never_wrong() -> str:
    """The one of the three that contradicts the truth about none of the eleven; with less time it is silent more."""
    deciders = {each.name: each for each in all_deciders()}
    asked: dict[str, Callable[[str], Reply]] = {
        "always_yes": deciders["always_yes"],
        "looks_for_while": deciders["looks_for_while"],
        "terminates": lambda source: judge(source, seconds=0.2),
    }
    known = [*((source, "no") for source in ALWAYS), *((source, "yes") for source in NOT_ALWAYS)]
    (found,) = (name for name, ask in asked.items() if all(ask(source).answer != wrong for source, wrong in known))
    return found


ASKS = (
    Ask(
        "4.1p",
        "Which of the two functions g and g2 ends for every pair of integers?",
        ("both", "only g", "only g2", "neither"),
        _g_and_g2,
        "Who says both thinks of a positive y. With y = 0 nothing changes in g2, and it goes on.",
    ),
    Ask(
        "4.2p",
        "The tool says yes. What does h do?",
        ENDS_OR_NOT,
        lambda: _told("yes"),
        "Who says that it ends believes the tool. The program only looks at the answer, and then goes into the loop.",
    ),
    Ask(
        "4.3p",
        "The tool says no, and then don't know. What does h do?",
        ("it ends both times", "it ends only after no", "it ends only after don't know", "it runs for ever both times"),
        _told_no_or_nothing,
        "Who takes don't know for something between yes and no looks for a third way. The test knows two: yes, or not.",
    ),
    Ask(
        "4.4p",
        "What does q return?",
        ("its template", "its own text", "a longer text"),
        _q,
        "Who expects a longer text remembers the way that failed. Here the text is computed, not contained.",
    ),
    Ask(
        "4.5p",
        "Does this program return True?",
        YES_OR_NO,
        _pineapple,
        "Who says no looks for the word among what the program has to do. But the question itself is in the text.",
    ),
    Ask(
        "4.6p",
        "How many of the 14 deciders are wrong about their own diagonal?",
        (),
        lambda: sum(confront(each).verdict == "wrong" for each in all_deciders()),
        "Who says fewer expects that some are clever enough. The others are not right either: they do not answer.",
    ),
    Ask(
        "4.7p",
        "What does our terminates say about its own diagonal?",
        ANSWERS,
        lambda: confront(ours()).prediction.answer,
        "Who says no or yes has one of the two answers that its own program contradicts.",
    ),
    Ask(
        "4.8p",
        "What does the h of our terminates do in fact?",
        ENDS_OR_NOT,
        lambda: "it ends" if isinstance(confront(ours()).ending, Halts) else "it runs for ever",
        "Who says that it runs for ever takes don't know for a bad sign. The program only asks whether it heard yes.",
    ),
    Ask(
        "4.9p",
        "Is outsider wrong about its own diagonal, or silent?",
        ("wrong", "silent"),
        lambda: "wrong" if confront(_outsider).verdict == "wrong" else "silent",
        "Who says wrong expects an answer. It knows what terminates would say, and not what outsider would.",
    ),
    Ask(
        "4.10p",
        'How many of the 16 entries of the table are "ends"?',
        (),
        lambda: sum(sum(row) for row in halting_table(ROWS).entries),
        "The input 0 is easily missed: a loop that is not entered has ended.",
    ),
    Ask(
        "4.11p",
        "Can the opposite of the diagonal be one of the rows?",
        YES_OR_NO,
        lambda: "yes" if (table := halting_table(ROWS)).opposite in table.entries else "no",
        "Who says yes may think of another filling of the table. Each has an opposite of its own.",
    ),
    Ask(
        "4.12p",
        "After how many steps does the machine halt?",
        (),
        lambda: run_machine(parse("1RB1RC_1LA1LZ_1LB0RC"), 100).steps,
        "Who says a small number counts the entries of the table. The head meets what it wrote, so they come again.",
    ),
    Ask(
        "4.13p",
        "Among the machines with 2 states that halt, how many steps are the most?",
        (),
        lambda: busy_beaver(2).steps,
        "Four entries of the table do not mean four steps: each can be used more than once.",
    ),
    Ask(
        "4.14p",
        "When does the combined program return 42?",
        ("always", "just if the first ends", "never"),
        _when_42,
        "Who says always reads only the last line. It has to be reached.",
    ),
    Ask(
        "4.15p",
        "What does terminates say about collatz, given more time than it needs?",
        ANSWERS,
        _says_of_collatz,
        "Who says yes goes by the runs that are known. Many runs are no argument about all of them.",
    ),
    Ask(
        "4.16p",
        "Which of the three deciders is wrong about none of the eleven?",
        ("always_yes", "looks_for_while", "terminates"),
        _never_wrong,
        "Who chooses one that always answers has not met the program for which its answer is not right.",
    ),
)
