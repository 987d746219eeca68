"""The diagonal: against any decider, a program that asks it about itself and does the opposite (Turing 1936)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TextIO

from arlib.halting.apart import apart
from arlib.halting.bounded import Interrupted, bounded
from arlib.halting.texts import Ending, Loops, OutOfSteps, TextRun, run_text
from arlib.verdict import Proved, Refuted, Unknown

Answer = Literal["yes", "no", "don't know"]
STEPS = 1_000


@dataclass(frozen=True)
class Decider:
    """Something that claims to say whether a program ends: from its text to yes, no or don't know.

    ``steps`` limits a decider that is not trusted to come back, which is then asked in a process of its own; None
    where it is trusted. What such a decider prints goes to ``printed``, or is printed.
    """

    name: str
    decide: Callable[[str], object] = field(repr=False)
    says: str = field(default="", repr=False)
    steps: int | None = None
    printed: TextIO | None = field(default=None, repr=False, compare=False)

    def __call__(self, source: str) -> Reply:
        """Ask it; whatever it does, there is a reply."""
        with self.asked() as ask:
            return ask(source)

    @contextmanager
    def asked(self) -> Iterator[Callable[[str], Reply]]:
        """Ask it several questions, of which it remembers the ones before."""
        if self.steps is None:
            yield lambda source: Reply(*self.said(source))
            return
        with apart(self.said, printed=self.printed) as ask:

            def said(source: str) -> Reply:
                try:
                    return Reply(*ask(source))
                except Interrupted as error:
                    return Reply("don't know", str(error))

            yield said

    def said(self, source: str) -> tuple[Answer, str]:
        """What it answers, asked here, and why."""
        try:
            given = reply(self.decide(source) if self.steps is None else bounded(self.decide, source, self.steps))
            return given.answer, given.why
        except Interrupted as error:
            return "don't know", str(error)
        except Exception as error:  # a reader's decider may fail in any way, and then has not answered
            return "don't know", f"it fails: {type(error).__name__}: {error}"


@dataclass(frozen=True)
class Reply:
    """What a decider answers, and why, where it says so."""

    answer: Answer
    why: str = ""


def reply(given: object) -> Reply:
    """What counts as which answer: yes, True and ``Proved``; no, False and ``Refuted``; anything else is no answer.

    >>> reply(True), reply("no"), reply(None)
    (Reply(answer='yes', why=''), Reply(answer='no', why=''), Reply(answer="don't know", why=''))
    """
    match given:
        case Reply():
            return given
        case True | "yes" | Proved():
            return Reply("yes")
        case False | "no" | Refuted():
            return Reply("no")
        case Unknown(reason):
            return Reply("don't know", reason)
        case None | "don't know":
            return Reply("don't know")
        case _:
            return Reply("don't know", f"{given!r} is no answer; yes, no and don't know are")


def with_own_source(body: str, name: str = "h") -> str:
    """The text of a function that begins by computing its own text, as ``source``, and goes on with the body.

    No name refers to the function. The text holds a template of itself, and puts the template into the template:
    that any program can be given its own text in such a way is the recursion theorem (Kleene 1938).

    >>> text = with_own_source("return source")
    >>> run_text(text).ending.value == text
    True
    """
    rest = "".join(f"    {line}\n" for line in body.splitlines())
    before = f"def {name}():\n    template = "
    after = "\n    source = template % template\n" + rest
    template = before.replace("%", "%%") + "%r" + after.replace("%", "%%")
    return template % template


def diagonal(decider: Decider | str, name: str = "h") -> str:
    """The program that asks a decider about itself, loops if the answer is yes, and ends otherwise.

    >>> print(diagonal("decider"))  # doctest: +ELLIPSIS
    def h():
        template = "def h():...
        source = template % template
        if decider(source) == 'yes':
            while True:
                pass
    <BLANKLINE>
    """
    called = decider if isinstance(decider, str) else decider.name
    return with_own_source(f"if {called}(source) == 'yes':\n    while True:\n        pass", name)


@dataclass(frozen=True)
class Confrontation:
    """What a decider says of the program that was built against it, and what that program then does.

    ``prediction`` is its reply to us, ``inside`` the one that the program gets: a decider that is a function of the
    text gives the same.
    """

    decider: str
    source: str = field(repr=False)
    prediction: Reply
    inside: Reply
    run: TextRun = field(repr=False)

    @property
    def ending(self) -> Ending:
        """How the program's run ends."""
        return self.run.ending

    @property
    def verdict(self) -> Literal["wrong", "did not answer"]:
        """A decider that answers its own diagonal is wrong, by the program's text. One that does not answer is not."""
        return "did not answer" if self.inside.answer == "don't know" else "wrong"

    def __str__(self) -> str:
        match self.ending:
            case Loops():
                does = "runs for ever"
            case OutOfSteps():
                does = "is still running"
            case _:
                does = "ends"
        if self.verdict == "wrong":
            said = "it ends" if self.inside.answer == "yes" else "it runs for ever"
            return f"{self.decider} is wrong: it says that {said}, and the program {does}"
        return f"{self.decider} did not answer, and the program {does}"


def confront(decider: Decider | Callable[[str], object], *, steps: int = STEPS) -> Confrontation:
    """Build a decider's diagonal, ask the decider about it, run it, and see who was right.

    A function of yours gets a limited number of steps and of seconds, in a process of its own: what it changes, such
    as a list, is changed there alone. Raises ValueError for so few steps that the program does not come to its
    question.

    >>> print(confront(lambda source: "yes"))
    decider is wrong: it says that it ends, and the program runs for ever
    >>> print(confront(lambda source: "no"))
    decider is wrong: it says that it runs for ever, and the program ends
    >>> print(confront(lambda source: None))
    decider did not answer, and the program ends
    """
    if not isinstance(decider, Decider):
        called = getattr(decider, "__name__", "decider")
        called = called if called.isidentifier() and called not in ("h", "source", "template") else "decider"
        decider = Decider(called, decider, steps=BOUND)
    source = diagonal(decider)
    replies: list[Reply] = []
    with decider.asked() as ask:
        prediction = ask(source)

        def answer(question: str) -> str:
            assert question == source  # the text that the program computed is its own
            replies.append(ask(question))
            return replies[-1].answer

        made = run_text(source, {decider.name: answer}, steps=steps)
    if not replies:
        raise ValueError(f"{steps} steps are too few for the program to ask")
    return Confrontation(decider.name, source, prediction, replies[-1], made)


BOUND = 200_000  # steps of a reader's decider
