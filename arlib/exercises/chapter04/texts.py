"""Exercises for chapter 4 in which a decider or a program text is written, and then confronted or run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from keyword import iskeyword
from random import Random

from arlib.exercises.base import Exercise, Feedback, Solution, Unreadable, whole_number
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.kinds.reading import read_text
from arlib.exercises.kinds.words import word
from arlib.exercises.variants import one_of
from arlib.halting.diagonal import BOUND, Decider, confront
from arlib.halting.own_functions import own_decider, own_function
from arlib.halting.texts import Errs, Halts, Loops, OutOfSteps, run_text

LONGEST_SHOWN, MOST_LETTERS_OF_FUNCTION = 60, 5_000


def read_function(answer: object, parameters: Sequence[str]) -> Callable[..., object]:
    """The function that an answer is, or that its text defines."""
    if isinstance(answer, str) and len(answer) <= MOST_LETTERS_OF_FUNCTION:
        return own_function(answer, parameters)
    if isinstance(answer, str | type) or not callable(answer):
        raise Unreadable("This is not a function.")
    return answer


def read_decider(answer: object) -> Decider:
    """The decider that an answer is: one of arlib's, a function, or the text of one."""
    if isinstance(answer, Decider):
        return answer
    if isinstance(answer, str) and len(answer) <= MOST_LETTERS_OF_FUNCTION:
        return own_decider(answer)
    function = read_function(answer, ("source",))
    name = str(getattr(function, "__name__", ""))
    usable = name.isidentifier() and not iskeyword(name) and name not in ("h", "source", "template")
    return Decider(name if usable else "decider", function, steps=BOUND)


def _truth(source: str) -> str:
    """Whether one of the programs below ends, as an answer."""
    return "no" if isinstance(run_text(source, steps=200).ending, Loops | OutOfSteps) else "yes"


# ---- 4.2 ----------------------------------------------------------------------------------

ENDS = "def p():\n    return 42\n"
LOOPS = "def p():\n    while True:\n        pass\n"
DOES = {"yes": "runs for ever", "no": "ends"}  # a diagonal that is told so
DOES_IN_WORDS = {"yes": "ends", "no": "runs for ever"}  # a program of which that is true


def _grade_own(answer: object) -> Feedback:
    if not isinstance(answer, list | tuple) or len(answer) != 4:
        raise Unreadable("This is not a list of a function and three more values.")
    decider, says, does = read_decider(answer[0]), word(answer[1]), DOES_IN_WORDS.get(word(answer[2]) or "")
    line = whole_number(answer[3])
    if says not in DOES or does is None or line is None:
        raise Unreadable('After the function come "yes" or "no", "ends" or "runs for ever", and a number.')
    for source in (ENDS, LOOPS):
        said = decider(source)
        if said.answer != _truth(source):
            why = f", since {said.why}" if said.why else ""
            return Feedback(False, listed(f"your decider says {said.answer!r} of an easy program{why}:", source))
    met = confront(decider)
    if met.prediction.answer != met.inside.answer:
        return Feedback(
            False,
            f"your decider said {met.prediction.answer!r} to us and {met.inside.answer!r} to its diagonal. "
            "Let it give the same answer to the same question.",
        )
    if met.verdict == "did not answer":
        why = f" ({met.inside.why})" if met.inside.why else ""
        return Feedback(False, f"your decider does not answer its own diagonal{why}, so no answer of it was wrong.")
    if says != met.inside.answer:
        return Feedback(False, f"your decider says {met.inside.answer!r} of its own diagonal, not {says!r}.")
    if does != DOES[says]:
        return Feedback(False, f"the run of the diagonal shows otherwise: told {says!r}, it {DOES[says]}.")
    stays = met.ending.line if isinstance(met.ending, Loops) else met.run.steps[-1].line
    if line != stays:
        doing = "goes round in" if isinstance(met.ending, Loops) else "ends after"
        return Feedback(False, f"the run does not get stuck or end at line {line}: it {doing} line {stays}.")
    return Feedback(True, f"{met}. It is told so in line 4 and does the opposite.")


own = Exercise(
    "4.2",
    "own",
    2,
    "Write a decider that is right about the two easy programs and answers its own diagonal. Which answer does it "
    "give, what does the diagonal then do, and at which of its lines does the run end or go round for ever?",
    'a list such as [my_decider, "no", "runs for ever", 1]',
    _grade_own,
    (
        "It need not be clever. What word does the second easy program have, and the first one not?",
        'Look at print(diagonal("my_decider")), and count its lines from 1.',
        "If the answer is no, the test in line 4 is false, and nothing comes after it.",
    ),
)

# ---- 4.3 ----------------------------------------------------------------------------------

FIRST_LINE = "# a copy"


def _copy_after(first: str) -> Grader:
    """A grader: the text of a program that returns a first line, and after it its own text."""

    def grade(answer: object) -> Feedback:
        text = read_text(answer)
        match run_text(text).ending:
            case Halts(str() as value):
                return _compare(value, first, text)
            case Halts(value):
                return Feedback(False, f"it returns {value!r:.40}, which is not a text.")
            case Loops(line):
                return Feedback(False, f"it runs for ever in line {line}.")
            case Errs(line, why):
                return Feedback(False, f"it fails in line {line}: {why}.")
            case OutOfSteps():
                return Feedback(False, "it makes too many steps, or too long a text.")
        raise TypeError("no such ending")

    return grade


def _compare(value: str, first: str, text: str) -> Feedback:
    expected = f"{first}\n{text}"
    if value == expected:
        return Feedback(True, f"it returns its own {len(text)} letters, after the first line.")
    given, wanted = value.split("\n"), expected.split("\n")
    for number, (one, two) in enumerate(zip(given, wanted, strict=False), start=1):
        if one != two:
            at = next((i for i, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
            begin = max(0, at - 20)
            here, there = (each[begin : begin + LONGEST_SHOWN] for each in (one, two))
            return Feedback(
                False, f"line {number} of what it returns differs:\n    it has    {here}\n    should be {there}"
            )
    return Feedback(False, f"it begins well, but it returns {len(value)} letters, and should return {len(expected)}.")


def _ask_copy(first: str) -> str:
    return f'Write the text of a program that returns the line "{first}" and after it its own text.'


def _vary_copy(choose: Random) -> Exercise:
    first = f"# {one_of(choose, HOW)} {one_of(choose, WHAT)}"
    template = f"def q():\n    template = %r\n    return '{first}\\n' + template %% template\n"
    return replace(
        copy,
        question=_ask_copy(first),
        grade=_copy_after(first),
        key=Solution(
            f"answer = {template % template!r}",
            "It is a template that was filled with itself, and its last line puts the other line before that.",
        ),
    )


HOW = ("a true", "a plain", "an honest", "a perfect", "a second", "a faithful", "another", "the same")
WHAT = ("copy", "twin", "double", "mirror", "echo", "likeness", "portrait", "reflection")

copy = Exercise(
    "4.3",
    "copy",
    2,
    _ask_copy(FIRST_LINE),
    "a text, or an expression that makes one",
    _copy_after(FIRST_LINE),
    (
        "Start from the program of the chapter that returns its own text, and change its last line.",
        "What you add to the last line must be added to the template as well. Let Python put it there.",
        r"In a template within quotes a line break is written \n, and one that the program shall write itself \\n.",
    ),
    _vary_copy,
)

# ---- 4.4 ----------------------------------------------------------------------------------

PROGRAMS = (
    """
def p():
    return 42
""",
    """
def p():
    while True:
        pass
""",
    """
def p():
    n = 10
    while n > 0:
        n = n - 1
""",
    """
def p():
    n = 1
    while n != 0:
        n = 0 - n
""",
    """
def p():
    while 1 > 2:
        pass
""",
)
# Of these a decider may say that it does not know, but nothing wrong.
OTHERS = (
    ("def p():\n    n = 0\n    while n < 60:\n        n = n + 1\n", "yes"),
    ("def p():\n    n = 1\n    while n > 0:\n        n = n + 1\n", "no"),
    ("def p():\n    n = 7\n    while n != 0:\n        n = n - 2\n", "no"),
    ("def p():\n    text = 'while True:'\n    return text\n", "yes"),
    ("def q():\n    while True:\n        pass\n\n\ndef p():\n    return 42\n", "yes"),
    ("def q():\n    while True:\n        pass\n\n\ndef p():\n    q()\n    return 42\n", "no"),
    ("def p():\n    n = 27\n    while n > 1:\n        n = n // 2\n    return n\n", "yes"),
    ("def p():\n    while True:\n        return 42\n", "yes"),
)


def _grade_silent(answer: object) -> Feedback:
    decider = read_decider(answer)
    for source in PROGRAMS:
        said = decider(source.lstrip())
        if said.answer != _truth(source):
            why = f" ({said.why})" if said.why else ""
            does = DOES["no" if _truth(source) == "yes" else "yes"]
            return Feedback(False, listed(f"it says {said.answer!r}{why} of this program, which {does}:", source))
    for source, truth in OTHERS:
        said = decider(source)
        if said.answer not in (truth, "don't know"):
            does = "ends" if truth == "yes" else "runs for ever"
            said_so = f"it is right about the five, but says {said.answer!r} of this one, which {does}:"
            return Feedback(False, listed(said_so, source))
    met = confront(decider)
    if "don't know" not in (met.prediction.answer, met.inside.answer) or met.verdict == "wrong":
        return Feedback(False, f"it is right about the programs, but of its own diagonal: {met}.")
    return Feedback(
        True, f"it is right about all five, never wrong about {len(OTHERS)} more, and silent on its diagonal."
    )


silent = Exercise(
    "4.4",
    "silent",
    3,
    "Write a decider that answers correctly for the five programs, that is never wrong about others, and that does "
    "not lose to its own diagonal.",
    'a function from a text to "yes", "no" or "don\'t know"',
    _grade_silent,
    (
        "All five show within a few dozen steps what they do. run_text runs a text for as many steps as you say.",
        "run_text(source, steps=100).ending is Halts(...), Loops(...), Errs(...) or OutOfSteps(). "
        "Two of these are evidence.",
        "The diagonal asks your decider, and run_text refuses what it cannot answer: it raises Unsupported. "
        "What should your decider say then?",
    ),
)
