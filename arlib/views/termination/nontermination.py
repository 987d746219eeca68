"""A program that does not end: the input, the run as it unfolds, and what it never leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from arlib.certificates.farkas import Obligation
from arlib.certificates.nontermination import Entry, Lasso, RecurrenceSet, UndefinedRun, closure_obligations
from arlib.checking import Accepted, Rejected, check
from arlib.polynomials import constraint_text
from arlib.programs.interpreter import Run, run
from arlib.programs.syntax import Program
from arlib.programs.transitions import TransitionSystem
from arlib.residues import residues_text
from arlib.termination.runs import complete, leads_on
from arlib.views.page.html import Cell, Html
from arlib.views.page.sheets import (
    code,
    constraints,
    join,
    listed,
    names,
    number,
    plain,
    polynomial,
    reading,
    section,
    sheet,
    signature,
    source_line,
)
from arlib.views.programs.run_table import inputs_text, visits_table
from arlib.views.termination.obligations import OPEN, duties_table, headline, judged

SECONDS = 5.0  # for the solver, while a reader waits
TURNS = 6  # shown of a run that goes on
STEPS = 1_000_000  # as many as the checker takes at most


def lasso_html(lasso: Lasso) -> Html:
    """A run that comes back to a state, arrival by arrival.

    >>> from arlib.languages.python.functions import python_program
    >>> swap = python_program("def swap(x, y):\\n    while x != y:\\n        x, y = y, x")
    >>> print(lasso_html(Lasso(swap, Entry({"x": 1, "y": 2}, (), 1), (), 3)).text.partition("\\n")[2])
    1. The run: how does it unfold?
      Arrival  Line  x  y  Note
      1        2     1  2
      2        2     2  1
      3        2     1  2  the same state as at arrival 1
    2. The repetition: why does it never end?
      At arrival 3 the state is that of arrival 1, so the same happens again and again.
    """
    first, again = lasso.entry.arrival, lasso.again
    made = follow(lasso.program, lasso.entry, (*lasso.entry.choices, *lasso.repeated), again)
    notes = {again: f"the same state as at arrival {first}"} if again <= len(made.visits) else {}
    why = f"At arrival {again} the state is that of arrival {first}, so the same happens again and again"
    if lasso.repeated:
        one = len(lasso.repeated) == 1
        shown = ", ".join(map(number, lasso.repeated))
        why += f", if each time {'the choice is' if one else 'the choices are'} {shown}"
    return _page(lasso, check(lasso), made, notes, "The repetition: why does it never end?", [plain(f"{why}.")])


def recurrence_html(found: RecurrenceSet) -> Html:
    """A run into a set of states, and the obligations that the set is never left."""
    answer = check(found, seconds=SECONDS)
    try:
        system = found.system
        duties = judged(list(closure_obligations(system, found)), found.proofs, answer)
        made = unfold(found, TURNS)
    except ValueError:  # it says something that is no question of arithmetic, and the answer says what
        return headline(answer, "", "refuted")
    body = [_phase(system, found, n) for n in range(len(found.phases))]
    titles = [_title(duty.obligation) for duty in duties]
    body.append(duties_table(duties, titles, opened=len(duties) <= OPEN))
    notes = {found.entry.arrival: "in the set from here on"}
    return _page(found, answer, made, notes, "The set: why does it never end?", body)


def _title(obligation: Obligation) -> Html:
    """An obligation's name, with the constraint that it shows as code."""
    shown = constraint_text(obligation.keeps[1]) if obligation.keeps is not None else ""
    return join(code(names(shown)) if shown else "", obligation.name.removeprefix(shown))


def _phase(system: TransitionSystem, found: RecurrenceSet, n: int) -> Html:
    """The states of a phase, what is chosen in them, and where it leads."""
    phase, several = found.phases[n], len(found.phases) > 1
    parts: list[Cell] = [f"Set {n + 1}: every state at " if several else "Every state at ", system.name(phase.location)]
    if phase.location in system.residues:
        parts += [" with ", code(names(residues_text(system.residues[phase.location])))]
    if phase.constraints:
        parts += [" and " if phase.location in system.residues else " with ", constraints(phase.constraints)]
    if phase.choices:
        chosen = listed(map(polynomial, phase.choices))
        parts += ["; what is chosen there is ", chosen]
    leads = sorted({target + 1 for (i, _), target in found.moves.items() if i == n})
    if several and leads:
        parts.append(f"; it leads into set {' or '.join(map(str, leads))}")
    return join(*parts, "." if several else ". A run that is in this set is in it again at its next arrival.")


def undefined_html(found: UndefinedRun) -> Html:
    """A run to an operation that has no value."""
    made = follow(found.program, found.entry, found.entry.choices, None)
    body = [
        source_line(found.program, found.line),
        plain(f"{found.why}."),
        plain("What happens next the language does not say: it may stop, go on, or do anything else."),
    ]
    return _page(found, check(found), made, {}, "The failure: what has no value?", body)


def _page(
    found: Lasso | RecurrenceSet | UndefinedRun,
    answer: Accepted | Rejected,
    made: Run,
    notes: Mapping[int, str],
    why: str,
    body: list[Html],
) -> Html:
    what = "comes to an operation without a value" if isinstance(found, UndefinedRun) else "does not end"
    inputs = inputs_text(found.entry.inputs, found.entry.choices)
    claim = f"{signature(found.program)} {what} for {inputs}, {reading(found.program)}"
    run_part = section("1. The run", "how does it unfold?", [visits_table(made, notes)])
    title, _, question = why.partition(": ")
    return sheet([headline(answer, claim, "refuted"), run_part, section(f"2. {title}", question, body)])


# ---- Runs that go on ---------------------------------------------------------------------------


def follow(program: Program, entry: Entry, choices: tuple[int, ...], arrivals: int | None) -> Run:
    """The run from an entry until it has come to a loop so often, or to its end."""
    steps = 1_000
    while True:
        made = run(program, entry.inputs, choices=choices, steps=steps)
        if arrivals is not None and len(made.visits) >= arrivals:
            return replace(made, visits=made.visits[:arrivals], arrivals=arrivals)
        if made.steps < steps or steps >= STEPS:
            return made
        steps *= 10


def unfold(found: RecurrenceSet, turns: int) -> Run:
    """The run from the entry into the set and so many arrivals on, with what the set's phases choose."""
    begin = follow(found.program, found.entry, found.entry.choices, found.entry.arrival)
    if not begin.visits:
        return begin
    choices = [*found.entry.choices]
    system = found.system
    state, phase = dict(begin.visits[-1].state), 0
    for _ in range(turns):
        step = _step(system, found, phase, state)
        if step is None:
            break
        made, phase, state = step
        choices += made
    return follow(found.program, found.entry, tuple(choices), found.entry.arrival + turns)


def _step(
    system: TransitionSystem, found: RecurrenceSet, phase: int, state: dict[str, int]
) -> tuple[list[int], int, dict[str, int]] | None:
    """The choices, the next phase and the state there; None if the set is left."""
    here = found.phases[phase]
    chosen = [value.evaluate(state) for value in here.choices]
    for n, transition in enumerate(system.transitions):
        if transition.source == here.location and (phase, n) in found.moves:
            known = state | {choice.name: value for choice, value in zip(transition.chosen, chosen, strict=False)}
            if complete(transition, known) and leads_on(system, transition, known):
                after = {name: value.evaluate(known) for name, value in transition.update.items()}
                return chosen[: len(transition.chosen)], found.moves[phase, n], after
    return None
