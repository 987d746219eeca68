"""Exercises as a learner sees them: feedback, hints, solutions, and where one stands."""

from __future__ import annotations

from html import escape
from itertools import groupby
from math import isnan

from arlib.exercises.base import STARS, Exercise, Feedback, Hint, Solution
from arlib.exercises.calibration import Calibration
from arlib.exercises.progress import Record
from arlib.exercises.workbook import CHAPTERS, Row, Standing, Summary, Task, Workbook
from arlib.views.page.html import BLUE, INK, MONO, ORANGE, RULE, VERMILLION, Cell, Html
from arlib.views.page.sheets import bold, code, join, plain, sheet, table

PASSED, NOT_YET, NO_ANSWER, HINT = ("✓", BLUE), ("✗", VERMILLION), ("…", RULE), ("➜", ORANGE)
LISTING = (
    f"margin:2px 0;padding:0 0 0 18px;background:none;border:none;overflow-x:auto;color:{INK};{MONO};font-size:inherit"
)


def feedback_html(feedback: Feedback) -> Html:
    """A sign, a word and a colour, and the case in which an answer fails.

    >>> feedback_html(Feedback(False, "with x = 0 your claim is false."))
    ✗ not yet: with x = 0 your claim is false.
    """
    sign, colour = PASSED if feedback.passed else NOT_YET if feedback.attempted else NO_ANSWER
    return told(sign, feedback.word.lower(), feedback.text, colour)


def hint_html(hint: Hint) -> Html:
    """A hint, or why there is none now."""
    word = f"hint {hint.number} of {hint.of}" if hint.number else "no hint now"
    return told(HINT[0] if hint.number else NO_ANSWER[0], word, hint.text, HINT[1] if hint.number else NO_ANSWER[1])


def solution_html(solution: Solution) -> Html:
    """A cell that passes, and why it does."""
    cell = "\n".join(f"    {line}" for line in solution.answer.splitlines())
    return told("➜", "a solution", f"the cell\n{cell}\n{solution.why}", ORANGE)


def exercise_html(exercise: Exercise | Task) -> Html:
    """The question, and how long it takes."""
    one = exercise.exercise if isinstance(exercise, Task) else exercise
    head = f"exercise {one.number}, {STARS[one.stars]}, about {one.minutes} minutes"
    return told("?", head, one.question, RULE)


def told(sign: str, word: str, text: str, colour: str) -> Html:
    """What is said to a learner, behind a coloured bar; lines that begin with four spaces keep their columns."""
    parts = []
    for listing, lines in groupby(text.splitlines(), lambda line: line.startswith("    ")):
        if listing:
            parts.append(
                f'<pre tabindex="0" style="{LISTING}">{escape(chr(10).join(line[4:] for line in lines))}</pre>'
            )
        else:
            parts.append("<br>".join(map(escape, lines)))
    head = f'<b><span aria-hidden="true">{sign}</span> {escape(word)}</b>: '
    style = f"border-left:4px solid {colour};padding:1px 0 1px 10px;margin:2px 0;max-width:900px;line-height:1.5"
    markup = f'<div style="{style};color:{INK};font-size:var(--jp-ui-font-size1, 13px)">{head}{"".join(parts)}</div>'
    return Html(markup, f"{sign} {word}: {text}")


# ---- Where one stands ------------------------------------------------------------------------


def summary_html(summary: Summary | Workbook) -> Html:
    """The exercises of a chapter as a table, and where progress is kept."""
    summed = summary.summary() if isinstance(summary, Workbook) else summary
    head = bold(f"Chapter {summed.chapter}: {summed.passed} of {len(summed.rows)} exercises passed")
    rows = table(
        ["Exercise", "Name", "Stars", "Where it stands", "Attempts", "Hints"], map(_row, summed.rows), "exercises"
    )
    return sheet([head, rows, *_kept(summed)])


def standing_html(standing: Standing) -> Html:
    """The chapters as a table: how far, and about how long the rest takes."""
    rows = [
        [
            f"{each.chapter}. {CHAPTERS[each.chapter]}",
            f"{each.passed} of {len(each.rows)}",
            f"about {each.minutes} minutes",
        ]
        for each in standing.chapters
    ]
    shown = table(["Chapter", "Exercises passed", "The others take"], rows, "progress")
    return sheet([shown, *_kept(standing.chapters[0])])


def _kept(summary: Summary) -> list[Html]:
    """Where progress is kept, and why that is no file."""
    kept = join("Kept in: ", code(summary.kept), ". Nothing is sent anywhere.")
    return [kept, *([plain(f"Not kept in a file: {summary.trouble}")] if summary.trouble else [])]


def _row(row: Row) -> list[Cell]:
    exercise, record = row.exercise, row.record
    stars = Html(
        f'<span role="img" aria-label="{STARS[exercise.stars]}">{"★" * exercise.stars}</span>', "★" * exercise.stars
    )
    of_hints = f"{record.hints} of {len(exercise.hints)}"
    return [exercise.number, code(exercise.name), stars, _status(record), str(record.attempts), of_hints]


def _status(record: Record) -> Html:
    """A sign and a word in ink behind a coloured bar, as a verdict has them."""
    sign, colour = PASSED if record.passed else NOT_YET if record.attempts else HINT if record.opened else NO_ANSWER
    style = f"display:inline-block;border-left:4px solid {colour};padding:0 0 0 8px"
    markup = f'<span style="{style}"><span aria-hidden="true">{sign}</span> {escape(record.status)}</span>'
    return Html(markup, f"{sign} {record.status}")


def calibration_html(calibration: Calibration) -> Html:
    """Confidence beside what came, and how far times were off.

    >>> from arlib.exercises.calibration import calibrate
    >>> calibration_html(calibrate([]))
    … no predictions yet: some exercises ask for them, and here you see how good they were.
    """
    if not calibration.predictions:
        return told(
            NO_ANSWER[0],
            "no predictions yet",
            "some exercises ask for them, and here you see how good they were.",
            NO_ANSWER[1],
        )
    rows = [
        [
            f"{group.low} to {group.high} %",
            str(group.count),
            str(group.right),
            f"{group.sure:.0f} %",
            f"{group.share:.0f} %",
        ]
        for group in calibration.groups
    ]
    count, factor = len(calibration.predictions), calibration.factor
    return sheet(
        [
            bold(f"Your {count} prediction{'s' * (count != 1)}"),
            table(["How sure you were", "Predictions", "Right", "Sure, on average", "Came true"], rows, "calibration"),
            plain("You are well calibrated if the last two columns agree."),
            plain(f"Brier score: {calibration.score:.2f}. 0 is perfect, and saying 50 % every time gives 0.25."),
            *([] if isnan(factor) else [plain(f"Your times were off by a factor of {factor:.3g} on average.")]),
        ]
    )
