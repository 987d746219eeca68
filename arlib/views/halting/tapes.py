"""Runs of a Turing machine as a picture: the tape, the head over it, and what each step does."""

from __future__ import annotations

from arlib.halting.turing_machines import HALT, RIGHT, Configuration, Run, counted, state_name
from arlib.views.page.html import BLUE, INK, MONO, RULE, VERMILLION, Html
from arlib.views.plots.axes import Axes, picture

CELL, ROW, TOP, LEFT, BESIDE = 28, 58, 10, 74, 34
WORDS = 330  # pixels for what a step does
MOST_ROWS, MOST_CELLS = 24, 17


def tape_picture(run: Run) -> Html:
    """A row for each configuration: the part of the tape that is used, the head with its state, and the step to come.

    Of a long run the first rows are drawn, and of a wide tape nothing: then it is words.

    >>> from arlib.halting.turing_machines import parse, run
    >>> tape_picture(run(parse("1RZ---"), 100))
    Turing machine 1RZ---: halts after 1 step, with 1 one
    0 A [0] 0   reads 0: writes 1, goes right, state Z
    1 Z  1 [0]  halts
    """
    shown = run.configurations[:MOST_ROWS]
    heads = [now.head for now in shown]
    cells = range(min(heads), max(heads) + 1)
    summary = describe_tapes(run)
    if len(cells) > MOST_CELLS:
        return Html(f'<pre style="{MONO};color:{INK}">{summary}</pre>', summary)
    axes = Axes((0, 0, 0, 0), (0, 1), (0, 1))
    for number, now in enumerate(shown):
        _row(axes, run, number, now, cells)
    width = LEFT + CELL * (len(cells) + 1) + BESIDE + WORDS
    return Html(picture(width, TOP + ROW * len(shown), axes.parts, summary), summary)


def describe_tapes(run: Run) -> str:
    """The same as lines of text, the head between brackets."""
    shown = run.configurations[:MOST_ROWS]
    heads = [now.head for now in shown]
    cells = range(min(heads), max(heads) + 1)
    width = len(str(len(shown) - 1))
    lines = [f"Turing machine {run.machine}: {run}"]
    for number, now in enumerate(shown):
        tape = "".join(f"[{_symbol(now, c)}]" if c == now.head else f" {_symbol(now, c)} " for c in cells)
        lines.append(f"{number:>{width}} {state_name(now.state)} {tape}  {what_it_does(run, now)}")
    if run.steps >= MOST_ROWS:
        lines.append(f"and {counted(run.steps + 1 - MOST_ROWS, 'row')} more")
    return "\n".join(lines)


def what_it_does(run: Run, now: Configuration) -> str:
    """The step that a machine makes next, in words.

    >>> from arlib.halting.turing_machines import BLANK, parse, run
    >>> what_it_does(run(parse("1RB---_1LA---"), 1), BLANK)
    'reads 0: writes 1, goes right, state B'
    """
    if now.state == HALT:
        return "halts"
    action = run.machine.action(now.state, now.symbol)
    if action is None:
        return f"reads {now.symbol}: this entry is not filled in"
    way = "right" if action.move == RIGHT else "left"
    return f"reads {now.symbol}: writes {action.write}, goes {way}, state {state_name(action.state)}"


def _symbol(now: Configuration, cell: int) -> int:
    return int(cell in now.ones)


def _row(axes: Axes, run: Run, number: int, now: Configuration, cells: range) -> None:
    """The head above its cell, the tape going on at both sides, and at the right what the next step does."""
    top = TOP + ROW * number
    tape = top + 24
    axes.text(LEFT - 40, tape + 19, str(number), "", "end")
    ends = (LEFT - CELL / 2, LEFT + CELL * (len(cells) + 0.5))
    for y in (tape, tape + CELL):  # an endless tape has no ends
        axes.line([(ends[0], y), (ends[1], y)], f"stroke:{RULE};stroke-width:1.5")
    for place, cell in enumerate(cells):
        x = LEFT + CELL * place
        here = cell == now.head
        axes.parts.append(
            f'<rect x="{x}" y="{tape}" width="{CELL}" height="{CELL}" style="fill:{BLUE};'
            f'fill-opacity:{0.22 if _symbol(now, cell) else 0};stroke:{INK};stroke-width:{2.5 if here else 1}"/>'
        )
        axes.text(x + CELL / 2, tape + 19, str(_symbol(now, cell)), f"{MONO};font-size:14px", "middle")
    middle = LEFT + CELL * (now.head - cells[0]) + CELL / 2
    colour = VERMILLION if now.state == HALT else BLUE
    axes.polygon(
        [
            (middle - 11, top + 2),
            (middle + 11, top + 2),
            (middle + 11, top + 17),
            (middle, top + 23),
            (middle - 11, top + 17),
        ],
        f"fill:{colour};fill-opacity:0.25;stroke:{colour};stroke-width:1.5",
    )
    axes.text(middle, top + 15, state_name(now.state), f"{MONO};font-weight:bold", "middle")
    axes.text(ends[1] + BESIDE, tape + 19, what_it_does(run, now))
