"""A step of a search in words, on a page with its implication graph, and as the clauses stand under what is true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from arlib.certificates.refutation import Addition
from arlib.clauses import CNF, Clause, Literal
from arlib.sat.events import Backjump, Conflict, Decision, Forgotten, Learned, Model, Propagation, Restart
from arlib.sat.stepping import events
from arlib.views.page.html import INK, RULE, Cell, Html
from arlib.views.page.sheets import bold, code, fold, join, plain, sheet, table
from arlib.views.sat.frames import Frame, Names, frames, known, peaks
from arlib.views.sat.implications import implication_graph

MOST_CLAUSES = 200  # more are not listed
WIDEST, SMALLEST = 1_200, 0.8  # pixels of a graph that is made to fit; how much a wider one is made smaller
BOXES = "A square is supposed, a rounded box follows from the boxes whose arrows lead to it, by the clause below it."
CUT = "The dashed line is the cut: the learned clause says that the doubly framed at its left are not all true."
KEY = f"{BOXES} {CUT}"


def literal_name(literal: Literal) -> str:
    """A literal of the letter x1, x2 and so on.

    >>> literal_name(3), literal_name(-3)
    ('x3', '¬x3')
    """
    return f"{'¬' * (literal < 0)}x{abs(literal)}"


def named(letters: Mapping[int, str]) -> Names:
    """Literals by the names of letters; a letter without a name is x and its number."""
    return lambda literal: "¬" * (literal < 0) + letters.get(abs(literal), f"x{abs(literal)}")


def clause_text(clause: Clause, name: Names = literal_name) -> str:
    """A clause in the symbols of logic.

    >>> clause_text((1, -3)), clause_text(())
    ('x1 ∨ ¬x3', '⊥')
    """
    return " ∨ ".join(map(name, clause)) or "⊥"


def happened(frame: Frame, name: Names = literal_name) -> Html:
    """What happened last, in a sentence or two."""
    match frame.event:
        case None:
            return plain("Nothing is supposed yet.")
        case Decision(literal, level):
            return join("Suppose ", bold(name(literal)), f"; level {level} begins.")
        case Propagation(literal, _, number, clause):
            rest = "it has no other literal" if len(clause) == 1 else "its other literals are false"
            return join("So ", bold(name(literal)), f", by clause {number}, ", _code(clause, name), f": {rest}.")
        case Conflict(_, number, clause):
            return join(bold("Conflict"), f": all literals of clause {number}, ", _code(clause, name), ", are false.")
        case Learned(number, (), hints):
            line = str(Addition(number, (), hints))
            return join("Nothing was supposed, so ", bold("no row makes every clause true"), ". LRAT: ", code(line))
        case Learned(number, clause, hints):
            line = str(Addition(number, clause, hints))
            said = join("Learned: clause ", bold(str(number)), ", ", _code(clause, name), ". LRAT: ", code(line))
            return join(said, _numbers(clause, name))
        case Backjump(level):
            why = (
                "there all literals of the learned clause but one are false"
                if level
                else "nothing need be supposed for it"
            )
            return join("Back to ", bold(f"level {level}"), f": {why}.")
        case Forgotten(numbers):
            return plain(f"Forgotten: {len(numbers):,} learned clauses, which helped little.")
        case Restart():
            return plain("All that was supposed is taken back; what was learned stays.")
        case Model(assignment):
            values = ", ".join(map(name, assignment.literals))
            return join(bold("Every clause is true"), ". The row: ", code(values))
        case _:
            raise TypeError(f"no event of a search: {frame.event!r}")


def cut_words(frame: Frame, name: Names = literal_name) -> Html:
    """What a clause from another cut is good for: after going back, it makes its one literal of the last level true."""
    if frame.learned is None or frame.conflict is None:
        raise ValueError("there is no cut where there is no conflict")
    level_of = {step.literal: step.level for step in frame.trail}
    levels = sorted((level_of[-literal] for literal in frame.learned.clause), reverse=True)
    said = join("This cut gives ", _code(frame.learned.clause, name), ": ")
    top = levels.count(frame.conflict.level)
    if top > 1:
        return join(said, f"{top} of its literals are of level {frame.conflict.level}, so going back makes none true.")
    back = levels[1] if len(levels) > 1 else 0
    return join(said, f"one literal is of level {frame.conflict.level}, and is true after going back to level {back}.")


def _numbers(clause: Clause, name: Names) -> str:
    """Which numbers stand for the letters that have names of their own."""
    letters = sorted(map(abs, clause))
    told = [f"{name(letter)} is {letter}" for letter in letters if name(letter) != literal_name(letter)]
    return f", where {', '.join(told)}" if told else ""


def _code(clause: Clause, name: Names) -> Html:
    return code(clause_text(clause, name))


def trail_table(frame: Frame, name: Names = literal_name) -> Html:
    """What is true, level by level, and why."""
    rows: list[list[Cell]] = []
    for step in frame.trail:
        match step:
            case Decision(literal, level):
                rows.append([str(level), code(name(literal)), "supposed"])
            case Propagation(literal, level, number, clause):
                rows.append([str(level), code(name(literal)), join(f"by {number}: ", _code(clause, name))])
    if frame.conflict:
        false = frame.conflict
        rows.append([str(false.level), bold("✗ conflict"), join(f"{false.number} fails: ", _code(false.clause, name))])
    return table(["Level", "True", "Why"], rows, "what is true, and why")


def clause_list(clauses: Mapping[int, Clause], frame: Frame, name: Names = literal_name) -> Html:
    """The clauses under what is true: true, false, or how many literals are left; true literals are bold."""
    true = {step.literal for step in frame.trail}
    cells, texts = [], []
    for number, clause in list(clauses.items())[:MOST_CLAUSES]:
        left = sum(1 for literal in clause if -literal not in true)
        state = "✓" if not true.isdisjoint(clause) else "✗" if not left else f"{left} left"
        shown = " ∨ ".join(
            f'<i style="opacity:0.7">{escape(name(literal))}</i>' if -literal in true
            else f"<b>{escape(name(literal))}</b>" if literal in true
            else escape(name(literal))
            for literal in clause
        )  # fmt: skip
        weight = "bold" if state in ("✗", "1 left") else "normal"
        cells.append(
            f'<div role="listitem" style="break-inside:avoid;padding:0 0 0 3.2em;text-indent:-3.2em">'
            f'<span style="display:inline-block;width:3.2em;text-indent:0">{number}</span>{shown or "⊥"} '
            f'<span style="font-weight:{weight};white-space:nowrap">{state}</span></div>'
        )
        texts.append(f"{number}  {clause_text(clause, name)}  {state}")
    more = len(clauses) - len(cells)
    if more > 0:
        cells.append(f'<div role="listitem">and {more:,} more</div>')
        texts.append(f"and {more:,} more")
    style = f"columns:210px;column-rule:1px solid {RULE};color:{INK};line-height:1.5;max-width:940px"
    return Html(f'<div role="list" aria-label="the clauses" style="{style}">{"".join(cells)}</div>', "\n".join(texts))


def summary(frame: Frame, name: Names = literal_name) -> str:
    """The implication graph of a frame in words."""
    levels: dict[int, list[str]] = {}
    for step in frame.trail:
        levels.setdefault(step.level, []).append(name(step.literal))
    words = [f"level {level}: {', '.join(names)}" for level, names in levels.items()]
    if frame.conflict:
        words.append(f"conflict in clause {frame.conflict.number}")
    if frame.learned and frame.learned.clause:
        words.append(f"the cut gives {clause_text(frame.learned.clause, name)}")
    return f"Implication graph. {'; '.join(words) or 'Nothing is true yet'}"


def graph_html(frame: Frame, peak: Frame, name: Names = literal_name) -> Html:
    """The implication graph of a frame; a very wide one is scrolled, since it could not be read if it were to fit."""
    words = summary(frame, name)
    graph = implication_graph(frame, name, summary=words, peak=peak)
    found = re.search(r'viewBox="0 0 (\d+) ', graph)
    if found is None or int(found[1]) <= WIDEST:
        return Html(graph, words)
    inside = f'<div style="min-width:{round(int(found[1]) * SMALLEST)}px">{graph}</div>'
    return Html(f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="the graph">{inside}</div>', words)


def frame_page(found: Sequence[Frame], at: int, clauses: Iterable[Clause], name: Names = literal_name) -> Html:
    """One step of a search on a page: the graph, what happened, what is true and why, and the clauses."""
    frame = found[at]
    graph = graph_html(frame, [*peaks(tuple(found))][at], name)
    head = join(bold(f"Step {at} of {len(found) - 1}"), ": ", happened(frame, name))
    key = KEY if frame.learned else BOXES
    listed = clause_list(known(clauses, found[: at + 1]), frame, name)
    parts = [
        head,
        graph,
        Html(f'<div style="font-size:12px">{escape(key)}</div>', key),
        fold("What is true, and why", trail_table(frame, name), opened=False),
        fold("The clauses", listed, opened=False),
    ]
    return sheet(parts)


def implications_html(
    formula: CNF, decisions: Iterable[Literal] = (), *, at: int | None = None, name: Names = literal_name
) -> Html:
    """The search for a model of a formula at one of its steps: the stepper as a page.

    Without ``at``, the step at which the first clause is learned from a conflict, or else the last. ``decisions`` are
    supposed first.

    >>> from arlib.clauses import cnf
    >>> print(implications_html(cnf([[1, 2], [1, -2], [-1, 2], [-1, -2]])).text.splitlines()[0])
    Step 4 of 10: Learned: clause 5, x1. LRAT: 5 1 0 1 2 0
    """
    found = frames(events(formula, decisions))
    if at is None:
        at = next((n for n, frame in enumerate(found) if frame.learned), len(found) - 1)
    if not 0 <= at < len(found):
        raise ValueError(f"the steps are 0 to {len(found) - 1}, not {at}")
    return frame_page(found, at, formula.clauses, name)
