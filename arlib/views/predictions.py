"""``predict("0.1")``: a reader's guess is kept, and answered when the next cell has run.

Without a browser the same call says the question in words, and the answer can be given in it:
``predict("0.1", "no", sure=80)``.
"""

from __future__ import annotations

from dataclasses import replace
from textwrap import fill
from typing import Any

import ipywidgets as w

from arlib.exercises.base import Unreadable
from arlib.exercises.predictions import ASKS, Ask, Guess, off_by, read, sure_of
from arlib.exercises.progress import Progress, place, who
from arlib.views.exercises import NOT_YET, PASSED, told
from arlib.views.page.html import BLUE, RULE, Html
from arlib.views.page.one_thread import in_one_thread

SURE = (50, 60, 70, 80, 90, 100)
ROW = {"description_width": "initial"}
LINE = 110  # letters; JupyterLab breaks a longer line of plain text within a word


class PredictionControl(w.VBox):  # type: ignore[misc]
    """A question, a place for the answer, how sure one is, and a button that keeps both."""

    def __init__(self, ask: Ask, progress: Progress):
        self.ask, self.progress = ask, progress
        self.guess: Guess | None = None
        self.over = False  # the next cell has run
        if ask.choices:
            self.said: Any = w.RadioButtons(options=ask.choices, value=None, description="Answer", style=ROW)
        else:
            self.said = w.Text(description="Answer, a number", style=ROW)
        levels = [("choose", None), *((f"{each} %", each) for each in SURE)]
        self.sure = w.Dropdown(options=levels, description="How sure are you?", style=ROW)
        self.keep = w.Button(description="Keep my answer")
        self.note = w.HTML(told("?", f"prediction {ask.name}", ask.question, RULE))
        self.state = w.HTML()
        self.keep.on_click(lambda _: self.commit(self.said.value, self.sure.value))
        super().__init__([self.note, self.said, self.sure, self.keep, self.state])
        in_one_thread(self)

    def commit(self, said: object, sure: object) -> None:
        """Keep the guess. One that comes after the next cell has run is answered at once, and not counted."""
        try:
            guess = Guess(read(self.ask, "" if said is None else said), sure_of(sure))
        except Unreadable as error:
            self.state.value = told("…", "not kept yet", str(error), RULE)
            return
        if self.over:
            answer, _ = _answered(self.ask, guess)
            self.state.value = told("…", "not counted", "the next cell had run before you answered.", RULE) + answer
            return
        self.guess = guess
        self.progress.guessed(self.ask.name, guess)
        said_so = f"{guess.said}, and you are {guess.sure} % sure. Now run the next cell."
        self.state.value = told("✓", "kept", said_so, BLUE)

    def answer(self) -> Answer | None:
        """What came, once the next cell has run; nothing if there was no guess."""
        self.over = True
        if self.guess is None:
            return None
        markup, guess = _answered(self.ask, self.guess)
        self.keep.disabled = self.said.disabled = self.sure.disabled = True
        self.progress.guessed(self.ask.name, guess)
        return Answer(self.ask.name, markup, self.progress)

    def __repr__(self) -> str:
        return repr(self.ask)

    def _repr_mimebundle_(self, **kwargs: object) -> Any:
        """The view, and the whole question in words, which ipywidgets would cut off."""
        bundle = super()._repr_mimebundle_(**kwargs)
        bundle["text/plain"] = fill(repr(self), LINE)
        return bundle


class Answer(w.VBox):  # type: ignore[misc]
    """What came, and a line for the reader's own explanation."""

    def __init__(self, name: str, markup: Html, progress: Progress):
        self.words = markup.text
        self.line = w.Text(description="Why did it come out so?", placeholder="one line, if you like", style=ROW)
        self.line.continuous_update = False
        self.line.layout.width = "95%"
        self.line.observe(lambda change: progress.explained(name, change["new"]), "value")
        super().__init__([w.HTML(markup), self.line])
        in_one_thread(self)

    def __repr__(self) -> str:
        return self.words


class Asked:
    """The predictions that wait for the next cell."""

    def __init__(self) -> None:
        self.waiting: list[PredictionControl] = []
        self.fresh = False

    def add(self, control: PredictionControl) -> None:
        """Wait with this one, in the place of an earlier one of its name."""
        self.waiting = [each for each in self.waiting if each.ask.name != control.ask.name] + [control]
        self.fresh = True

    def cell_has_run(self, result: Any) -> None:
        """Answer what waits, unless this cell asked it or ended in an error."""
        if self.fresh or not result.success:
            self.fresh = False
            return
        waiting, self.waiting = self.waiting, []
        for control in waiting:
            answer = control.answer()
            if answer is not None:
                _display(answer)


ASKED = Asked()


def predict(name: str, said: object = None, *, sure: int | None = None, learner: str = "") -> PredictionControl:
    """Ask for the prediction of this number; raises ValueError if there is none.

    >>> predict("0.1")
    Prediction 0.1. Inputs of 8 bits without a sign: is x + y == y + x true for every pair? One of: yes, no.
    """
    if name not in ASKS:
        raise ValueError(f"there is no prediction {name!r}; there are {', '.join(ASKS)}")
    reader = who(learner)
    control = PredictionControl(ASKS[name], Progress(reader, place(reader)))
    if said is not None:
        control.commit(said, sure)
    _listen()
    ASKED.add(control)
    return control


def predicted(chapter: int, *, learner: str = "") -> Html:
    """How many predictions of a chapter were made and came true, with what the reader wrote about them."""
    reader = who(learner)
    guesses = Progress(reader, place(reader)).guesses
    names = [name for name in ASKS if name.split(".")[0] == str(chapter)]
    made = {name: guesses[name] for name in names if name in guesses and guesses[name].came}
    right = sum(each.right for each in made.values())
    lines = [f"{len(made)} of {len(names)} predictions made, {right} right"]
    lines += [f"{name}: {each.explained}" for name, each in made.items() if each.explained]
    return told("?", "what you foresaw", "\n".join(lines), RULE)


def _answered(ask: Ask, guess: Guess) -> tuple[Html, Guess]:
    full = replace(guess, came=read(ask, ask.comes()))
    sign, colour = PASSED if full.right else NOT_YET
    head = f"prediction {ask.name}: {'right' if full.right else 'otherwise'}"
    off = off_by(full) or f"You said {full.said}, and it is {full.came}."
    return told(sign, head, f"{off}\n{ask.why}", colour), full


def _listen() -> None:
    """Hear of each cell that has run, once for each shell."""
    shell = _shell()
    if shell is not None and ASKED.cell_has_run not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", ASKED.cell_has_run)


def _shell() -> Any:
    from IPython.core.getipython import get_ipython

    return get_ipython()


def _display(answer: Answer) -> None:
    from IPython.display import display

    display(answer)
