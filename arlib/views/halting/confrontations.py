"""The diagonal on a page: the program that was built, what was said of it, and what it did; and the finite picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from arlib.halting.busy_beaver import BusyBeaver
from arlib.halting.diagonal import Answer, Confrontation, Reply
from arlib.halting.table import Table
from arlib.halting.texts import Errs, Halts, Loops, OutOfSteps, Step
from arlib.views.page.html import BLUE, INK, MONO, ORANGE, RULE, VERMILLION, Cell, Html, badge
from arlib.views.page.sheets import bold, code, join, lines, plain, section, sheet
from arlib.views.page.sheets import table as columns

MEANS: dict[Answer, str] = {
    "yes": "the program ends",
    "no": "the program runs for ever",
    "don't know": "that is neither yes nor no",
}
HOLDS = "the text of this program, with a hole %r for the template itself"
FILLS = "fills the hole with the template: now source is the text of this whole program, letter by letter"
ASKS = "asks what {} says of this very program; if that is yes it loops, otherwise it ends"
LONGEST = 40  # letters of a line of the program beside its step
MOST = 300  # letters of a reason, which may be anything that a reader's decider returned
HERE = "▶"


@dataclass(frozen=True)
class Mark:
    """A place where a program refers to itself: a part of a line, with a sign, a colour and what it is in words."""

    line: int
    start: int
    end: int
    sign: str
    colour: str
    words: str


def self_references(source: str, decider: str) -> tuple[Mark, ...]:
    """Where a diagonal program holds its own text, rebuilds it, and asks about it.

    >>> from arlib.halting import diagonal
    >>> [(mark.line, mark.sign) for mark in self_references(diagonal("decider"), "decider")]
    [(2, '①'), (3, '②'), (4, '③')]
    """
    places = (
        (r"    template = (.+)", "①", ORANGE, HOLDS),
        (r"    (source = template % template)", "②", BLUE, FILLS),
        (rf"    if ({re.escape(decider)}\(source\))", "③", VERMILLION, ASKS.format(decider)),
    )
    found = []
    for number, text in enumerate(source.splitlines(), 1):
        for pattern, sign, colour, words in places:
            place = re.match(pattern, text)
            if place is not None:
                found.append(Mark(number, place.start(1), place.end(1), sign, colour, words))
    return tuple(found)


# ---- The program -------------------------------------------------------------------------------


def program_html(source: str, decider: str, *, line: int | None = None) -> Html:
    """A diagonal program with numbered lines and its self-references marked; ``line`` is where its run is.

    >>> from arlib.halting import diagonal
    >>> print(program_html(diagonal("ask"), "ask", line=4).text.splitlines()[3])
    ▶ 4      if ask(source) == 'yes':  ③
    """
    marks = {mark.line: mark for mark in self_references(source, decider)}
    shown, texts = [], []
    for number, text in enumerate(source.splitlines(), 1):
        here = HERE if number == line else " "
        mark = marks.get(number)
        # A long line goes on below itself, not below its number.
        style = "display:block;padding-left:5ch;text-indent:-5ch" + ";font-weight:bold" * (number == line)
        current = ' aria-current="step"' * (number == line)
        shown.append(f'<span style="{style}"{current}>{here} {number}  {_marked(text, mark)}</span>')
        texts.append(f"{here} {number}  {text}" + (f"  {mark.sign}" if mark else ""))
    style = (
        f"margin:2px 0;padding:4px 8px;border-left:2px solid {RULE};line-height:1.45;white-space:pre-wrap;"
        f"word-break:normal;overflow-wrap:anywhere;background:none;color:{INK};{MONO};"
        "font-size:var(--jp-code-font-size, 13px)"
    )
    return Html(f'<pre aria-label="the program" style="{style}">{"".join(shown)}</pre>', "\n".join(texts))


def _marked(text: str, mark: Mark | None) -> str:
    if mark is None:
        return escape(text)
    style = f"background:{mark.colour}26;color:inherit;border-bottom:2px solid {mark.colour};font-weight:inherit"
    inside = escape(text[mark.start : mark.end]).replace("%r", "<b>%r</b>")
    return (
        f'{escape(text[: mark.start])}<mark style="{style}">{inside}</mark>'
        f"<b> {mark.sign}</b>{escape(text[mark.end :])}"
    )


def legend(source: str, decider: str) -> Html:
    """What the signs in a program mean."""
    return lines(join(bold(mark.sign), f" line {mark.line}: {mark.words}") for mark in self_references(source, decider))


# ---- What was said, and what happened ----------------------------------------------------------


def confrontation_html(found: Confrontation) -> Html:
    """The program, the prediction, the run and the verdict, one after the other.

    >>> from arlib.halting import confront
    >>> print(confrontation_html(confront(lambda source: "yes")).text.splitlines()[-1])  # doctest: +ELLIPSIS
      ✗ wrong: decider answered yes: the program ends. Because of this answer, the program runs for ever. Had it ...
    """
    name = found.decider
    return sheet(
        [
            section(
                "Program",
                f"what was built against {name}?",
                [program_html(found.source, name), legend(found.source, name)],
            ),
            section("Prediction", f"what does {name} say of it beforehand?", [prediction_html(found)]),
            section("Run", "what does it do?", [steps_html(found), ending_html(found)]),
            section("Verdict", f"was {name} right?", [judgement_html(found)]),
        ]
    )


def prediction_html(found: Confrontation) -> Html:
    """What the decider says to us, before the run."""
    return join(f"Asked by us, {found.decider} says ", *_reply(found.prediction), ".")


def _reply(given: Reply) -> list[Cell]:
    # A reason takes the place of the general words for don't know.
    if given.answer == "don't know" and given.why:
        return [bold(given.answer), f": {_short(given.why, MOST)}"]
    return [bold(given.answer), f": {MEANS[given.answer]}" + f" ({_short(given.why, MOST)})" * bool(given.why)]


def steps_html(found: Confrontation, count: int | None = None) -> Html:
    """The first so many steps of the run, or all: the line, and what happened there."""
    text = found.source.splitlines()
    rows = [
        [str(number), str(step.line), _unbroken(text[step.line - 1].strip()), step_words(found, step)]
        for number, step in enumerate(found.run.steps[:count], 1)
    ]
    return columns(["Step", "Line", "Program", "What happens"], rows, "the run, step by step")


def _unbroken(text: str) -> Html:
    shown = code(_short(text, LONGEST))
    return Html(f'<span style="white-space:nowrap">{shown.replace("pre-wrap", "pre")}</span>', shown.text)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def step_words(found: Confrontation, step: Step) -> Html:
    """What happened in a step, in words.

    >>> from arlib.halting import confront
    >>> found = confront(lambda source: "yes")
    >>> step_words(found, found.run.steps[3])
    the condition True is true
    """
    text = found.source.splitlines()[step.line - 1].strip()
    letters = re.search(r"\(([\d,]+) letters\)$", step.what)
    test, _, truth = step.what.rpartition(" is ")
    if text.startswith(f"if {found.decider}(source)"):
        return join(
            f"asks {found.decider} about source, this very program. The answer is ",
            bold(found.inside.answer),
            f", so the condition is {truth.lower()}",
        )
    if text.startswith("template =") and letters:
        return plain(f"template is the text with the hole, {letters[1]} letters")
    if text.startswith("source =") and letters:
        return plain(f"source is this program's own text, {letters[1]} letters")
    if text.startswith(("if ", "while ")):
        return join("the condition ", code(test), f" is {truth.lower()}")
    return plain("does nothing") if step.what == "nothing" else code(step.what)


def ending_html(found: Confrontation) -> Html:
    """How the run ended, or the repeated state that proves that it does not."""
    steps = len(found.run.steps)
    match found.ending:
        case Halts():
            return badge("✓", "it ends", f"after step {steps} there is nothing left to do", BLUE)
        case Loops(line, first, again):
            words = (
                f"after step {again} it is back at line {line}, and nothing has changed since it came there after "
                f"step {first}. So steps {first + 1} to {again} happen again and again: the repeated state proves it"
            )
            return badge("∞", "it runs for ever", words, BLUE)
        case Errs(line, why):
            return badge("✓", "it ends", f"by an error in line {line}: {why}", BLUE)
        case OutOfSteps():
            return badge("?", "still running", f"the run was cut off after step {steps}", ORANGE)
        case _:
            raise TypeError(f"not an ending: {found.ending!r}")


def judgement_html(found: Confrontation) -> Html:
    """Whether the decider was wrong, by which answer and why; or that it did not answer."""
    name, answer = found.decider, found.inside.answer
    does = {True: "runs for ever", False: "ends"}
    loops = isinstance(found.ending, Loops)
    if found.verdict == "did not answer":
        words = f"{name} said neither yes nor no, so it said nothing wrong. The program {does[loops]}"
        answers: list[Cell] = [badge("?", "did not answer", words + ": we see it, and it could not say it.", ORANGE)]
    else:
        other = "no" if answer == "yes" else "yes"
        words = f"{name} answered {answer}: {MEANS[answer]}. Because of this answer, the program {does[loops]}. "
        words += f"Had it answered {other}, it would be wrong too: then the program {does[not loops]}."
        answers = [badge("✗", "wrong", words, VERMILLION)]
    if found.prediction.answer != answer:
        answers.append(
            f"To us {name} said {found.prediction.answer}, and to the program {answer}, about one and the same text. "
            "The answer that the program got is the one that is judged."
        )
    return lines(answers)


# ---- The finite picture ------------------------------------------------------------------------


def entry(ends: bool) -> str:
    """An entry of a table: a sign and a word.

    >>> entry(True), entry(False)
    ('✓ ends', '∞ loops')
    """
    return "✓ ends" if ends else "∞ loops"


def difference(found: Table, row: int) -> str:
    """In which column a row differs from the opposite of the diagonal, in words."""
    ends = found.entries[row][row]
    does = ("ends", "loops")
    return f"on input {row}: {found.programs[row]} {does[not ends]}, the opposite {does[ends]}"


def conclusion(found: Table) -> str:
    """Why the opposite of the diagonal is no row of the table."""
    return (
        f"The opposite row is none of the {len(found.programs)} rows: from the row of program number i it differs on "
        "input i, because there it was made to. That holds however the table is filled in."
    )


def diagonal_table(found: Table) -> Html:
    """A table of programs against inputs, its diagonal in brackets, and under it the row that is no row.

    >>> print(diagonal_table(Table(("a", "b"), ((True, False), (True, True)))).text)  # doctest: +ELLIPSIS
    Program   on input 0  on input 1  differs from the opposite row
    0: a      [✓ ends]    ∞ loops     on input 0: a ends, the opposite loops
    1: b      ✓ ends      [✓ ends]    on input 1: b ends, the opposite loops
    opposite  ∞ loops     ∞ loops
    The diagonal, in brackets, is what each program does on its own number. The opposite row ...
    """
    rows: list[list[Cell]] = []
    for i, (name, row) in enumerate(zip(found.programs, found.entries, strict=True)):
        shown = [_boxed(ends) if i == j else plain(entry(ends)) for j, ends in enumerate(row)]
        rows.append([f"{i}: {name}", *shown, difference(found, i)])
    rows.append([bold("opposite"), *(bold(entry(ends)) for ends in found.opposite), ""])
    head = ["Program", *(f"on input {j}" for j in range(len(found.programs))), "differs from the opposite row"]
    words = "The diagonal, in brackets, is what each program does on its own number. "
    return sheet([columns(head, rows, "programs against inputs"), plain(words + conclusion(found))])


def _boxed(ends: bool) -> Html:
    style = f"border:2px solid {ORANGE};border-radius:3px;padding:0 3px;margin-left:-5px;white-space:nowrap"
    return Html(f'<b style="{style}">[{entry(ends)}]</b>', f"[{entry(ends)}]")


def busy_beaver_table(found: Sequence[BusyBeaver] | BusyBeaver) -> Html:
    """What became of all Turing machines with some numbers of states, a row for each.

    >>> from arlib.halting.busy_beaver import busy_beaver
    >>> busy_beaver_table(busy_beaver(1))
    States  Machines  Halt  Loop, proved  Undecided  Most ones  Most steps
    1       64        32    32            0          1          1
    """
    head = ["States", "Machines", "Halt", "Loop, proved", "Undecided", "Most ones", "Most steps"]
    rows = []
    for each in [found] if isinstance(found, BusyBeaver) else found:
        bound = "at least " * bool(each.undecided)
        counts = (each.machines, each.halting, sum(each.looping.values()), each.undecided_machines)
        rows.append([f"{each.states}", *(f"{n:,}" for n in counts), f"{bound}{each.ones}", f"{bound}{each.steps}"])
    return sheet([columns(head, rows, "busy beavers")])
