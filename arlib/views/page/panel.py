"""What the widgets say beside their controls: pure functions from a state to HTML."""

from __future__ import annotations

from html import escape

from arlib.exhaustive import Exhaustion
from arlib.integers import Machine
from arlib.printing import engines_to_text, to_text
from arlib.verdict import Unknown, Unsupported
from arlib.views.page.html import BLUE, INK, MONO, RULE, VERMILLION, verdict_html
from arlib.views.plots.scale import amount, count, duration

# JupyterLab takes the arrows and letters that a closed list is given for commands to the notebook.
OPENS = "Space opens the list, the arrows move in it, and Enter chooses"
SETTLE = 0.2  # seconds; a browser says that Enter was pressed, and only then what the text has become
OVERHEAD = 0.05  # a run of fewer seconds spends a good part of them on its first steps


def still_running(snapshot: Exhaustion) -> bool:
    """Whether this snapshot of ``explore`` is not the last."""
    return isinstance(snapshot.verdict, Unknown) and snapshot.verdict.reason == "still running"


def space(inputs: tuple[str, ...], integers: Machine) -> str:
    """How many cases there are, before any is tried.

    >>> from arlib import Unsigned
    >>> "<b>65,536 cases</b>: every value of x with every value of y" in space(("x", "y"), Unsigned(8))
    True
    """
    cases = 1 << integers.width * len(inputs)
    what = " with ".join(f"every value of {escape(name)}" for name in inputs) or "there is nothing to choose"
    return line(f"<b>{count(cases)} case{'s' if cases > 1 else ''}</b>: {what}")


def problem(error: Exception, unread: str = "This cannot be tried") -> str:
    """Why a claim cannot be tried, with the place in a font in which the caret stands right."""
    readable = isinstance(error, Unsupported | ValueError)
    heading = unread if readable else "The run failed"
    shown = str(error) if readable else f"{type(error).__name__}: {error}"
    return (
        f'<div role="alert" style="border-left:4px solid {VERMILLION};padding:2px 0 2px 10px;color:{INK};'
        f'line-height:1.4"><b><span aria-hidden="true">✗</span> {heading}</b>'
        f'<pre style="margin:2px 0;{MONO};color:{INK};white-space:pre-wrap">{escape(shown)}</pre></div>'
    )


def line(markup: str) -> str:
    """One line of text."""
    return f'<div style="line-height:1.5;color:{INK}">{markup}</div>'


def note(sign: str, word: str, detail: str, colour: str) -> str:
    """An answer in one line, as markup: a sign, a word, a colour, and ``detail``, which is markup already."""
    return (
        f'<div role="status" style="border-left:4px solid {colour};padding:0 0 0 10px;line-height:1.5">'
        f'<b><span aria-hidden="true">{sign}</span> {escape(word)}</b>{": " * bool(detail)}{detail}</div>'
    )


def status(result: Exhaustion) -> str:
    """The verdict and what it is about, and under it the exact count, the share, the time, the rate and the engine."""
    running = still_running(result)
    head = "<b>Running</b> (Stop ends it)" if running else str(verdict_html(result.verdict))
    # The controls may have changed since, so the result names what it is about.
    claim = escape(to_text(result.claim.formula))
    about = f'<code style="background:none;padding:0;{MONO};color:{INK}">{claim}</code> for {result.integers}'
    setup = f" after {duration(result.setup)} of setup" if result.setup >= 0.1 else ""
    facts = [
        f"<b>{count(result.cases)}</b> of {count(result.cases_in_all)} cases",
        duration(result.seconds) + setup,
        f"{amount(result.rate)} a second" if result.rate > 0 else "no rate yet",
        engines_to_text(result.engine),
    ]
    role = "" if running else ' role="status"'
    return f'<div{role} style="line-height:1.6;color:{INK}">{head} &#183; {about}<br>{" &#183; ".join(facts)}</div>'


def bar(share: float) -> str:
    """The share of all cases tried, as a bar that a screen reader can read too."""
    percent = f"{100 * share:.3g}"
    return (
        f'<div role="progressbar" aria-label="share of all cases tried" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{percent}" style="display:flex;align-items:center;color:{INK}">'
        f'<div style="flex:1;height:10px;border:1px solid {RULE};border-radius:5px;overflow:hidden">'
        f'<div style="width:{percent}%;height:100%;background:{BLUE}"></div></div>'
        f'<span style="min-width:88px;padding-left:10px">{_percent(share)}</span></div>'
    )


def _percent(share: float) -> str:
    if 0 < share < 1e-6:
        return "< 0.0001 %"
    return f"{100 * share:.4f} %" if 0 < share < 0.01 else f"{100 * share:.1f} %"


def caption(result: Exhaustion | None) -> str:
    """The chart in a sentence, for everyone: what the ring and the line mean."""
    if result is None or not result.rate > 0:
        words = (
            "Each grid line is a thousand times or more above the one below it. The diamond is the essay's example: "
            "two inputs of 32 bits. A run adds the line of your rate."
        )
    else:
        words = "The line is your rate. A filled circle was measured, a ring is what that rate would take."
        if result.seconds < OVERHEAD:
            words += " So short a run measures mostly how long it takes to begin: a wider type gives a truer rate."
    return f'<div style="line-height:1.4;color:{INK};font-size:12px">{words}</div>'


def waiting(first: str, second: str) -> str:
    """Two lines, as many as a result has, so that nothing moves when it comes."""
    return f'<div style="line-height:1.6;color:{INK}">{first}<br>{second}</div>'
