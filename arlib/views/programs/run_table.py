"""Runs and transition systems as tables, and in words how a run ended."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from arlib.certificates.splits import origin
from arlib.polynomials import Polynomial, negation
from arlib.programs.interpreter import (
    Failed,
    NotFollowed,
    Outcome,
    OutOfChoices,
    OutOfSteps,
    Returned,
    Run,
    Stopped,
    TooDeep,
    TooLarge,
    Visit,
)
from arlib.programs.paths import in_type
from arlib.programs.transitions import END, RETURN, UNDEFINED, Location, Transition, TransitionSystem
from arlib.views.page.html import Cell, Html
from arlib.views.page.sheets import bold, code, constraints, join, listed, number, plain, polynomial, sheet, signature
from arlib.views.page.sheets import table as columns

FIRST, LAST = 10, 3  # of more arrivals, so many at either end are shown


def run_table(run: Run) -> Html:
    """A run as a table: each arrival at a loop, or at the entry of a function, with the state, and how the run ended.

    >>> from arlib.programs.interpreter import run
    >>> from arlib.languages.python.functions import python_program
    >>> run_table(run(python_program("def f(x):\\n    while x > 0:\\n        x -= 2\\n    return x"), {"x": 3}))
    Run from x = 3: it returned -1 in line 4
    Arrival  Line  x
    1        2     3
    2        2     1
    3        2     -1
    """
    title = join(bold(f"Run from {inputs_text(run.inputs, run.choices)}"), f": it {outcome_words(run.outcome)}")
    return sheet([title, visits_table(run)])


def inputs_text(inputs: Mapping[str, int], choices: Sequence[int] = ()) -> str:
    """Inputs and choices, as a sentence goes on."""
    shown = [f"{name} = {number(value)}" for name, value in inputs.items()]
    if choices:
        some = ", ".join(map(number, choices[:FIRST])) + ", …" * (len(choices) > FIRST)
        shown.append(f"choice{'s' * (len(choices) > 1)} {some}")
    return ", ".join(shown) or "no inputs"


def outcome_words(outcome: Outcome) -> str:
    """How a run ended, as the words after "it".

    >>> outcome_words(OutOfSteps(3))
    'was still running when its steps were used up, in line 3'
    """
    match outcome:
        case Returned(None, None):
            return "came to the end"
        case Returned(None, line):
            return f"returned in line {line}"
        case Returned(value, line):
            return f"returned {number(value or 0)} in line {line}"
        case Stopped(line, why):
            return f"ended in line {line}: {why}"
        case Failed(line, why):
            return f"failed in line {line}: {why}"
        case OutOfSteps(line):
            return f"was still running when its steps were used up, in line {line}"
        case TooLarge(line, why) | TooDeep(line, why):
            return f"was still running in line {line} when {why}"
        case NotFollowed(line, why):
            return f"was still running in line {line} when what was not read decided: {why}"
        case OutOfChoices(line):
            return f"was still running when it needed one more choice, in line {line}"
        case _:
            raise TypeError(f"not an outcome: {outcome!r}")


def visible(visits: Sequence[Visit]) -> list[str]:
    """The variables that the source names, in the order in which they got their values.

    Those of a function that was called are among them only where it was called as one that calls itself.
    """
    found = dict.fromkeys(name for visit in visits for name in visit.state)
    called = {name for visit in visits if visit.frame for name in visit.state if re.fullmatch(r"\w+\.[a-z_]\w*", name)}
    return [name for name in found if ("." not in name and not re.fullmatch(r"nondet\d+", name)) or name in called]


def visits_table(run: Run, notes: Mapping[int, str] | None = None) -> Html:
    """A run's arrivals with their states; ``notes`` are words on some of them, counted from 1."""
    visits, notes = run.visits, notes or {}
    if not visits:
        return plain("It came to no loop.")
    variables = visible(visits)
    shown = set(range(1, FIRST + 1)) | set(range(len(visits) - LAST + 1, len(visits) + 1)) | notes.keys()
    head = ["Arrival", "Line", *variables, *(["Chosen before"] if run.choices else []), *(["Note"] if notes else [])]
    rows: list[list[Cell]] = []
    chosen = 0
    for arrival, visit in enumerate(visits, 1):
        row = [str(arrival), str(visit.line)]
        row += [number(visit.state[name]) if name in visit.state else "" for name in variables]
        row += [", ".join(map(number, run.choices[chosen : visit.chosen]))] if run.choices else []
        row += [notes.get(arrival, "")] if notes else []
        chosen = visit.chosen
        if arrival in shown:
            rows.append([*row])
        elif rows[-1][0] != "…":
            rows.append(["…"] * len(variables) + ["…", "…"])
    return columns(head, rows, "run")


# ---- Transition systems ------------------------------------------------------------------------


def system_table(system: TransitionSystem) -> Html:
    """A transition system as a table: from where to where, when, and what changes.

    >>> from arlib.languages.python.functions import python_program
    >>> from arlib.programs.transitions import transition_system
    >>> system_table(transition_system(python_program("def f(x):\\n    while x > 0:\\n        x = x - 1")))
    Transitions of f(x)
    From                To                  When    What changes
    the start           the loop in line 2  always  nothing
    the loop in line 2  the loop in line 2  x > 0   x' = x - 1
    the loop in line 2  the end             x <= 0  nothing
    """
    program = system.program
    rows: list[list[Cell]] = [
        [place(system, each.source), target_words(system, each), constraints(bare_guard(system, each)), changes(each)]
        for each in (*system.transitions, *system.exits)
    ]
    title = bold(f"Transitions of {signature(program)}")
    notes: list[Html] = []
    if kinds := {str(kind): kind for name, kind in program.types.items() if name in system.variables}:
        every = "; ".join(f"{kind.low} to {kind.high}" for kind in kinds.values())
        notes = [plain(f"Every variable also keeps to the range of its type: {every}.")]
    return sheet([title, columns(["From", "To", "When", "What changes"], rows, "transitions"), *notes])


def place(system: TransitionSystem, location: Location) -> str:
    """What a person calls a location, with the number of its case where there are several."""
    case = case_name(system, location)
    return f"{system.name(location)} ({case})" if case else system.name(location)


def case_name(system: TransitionSystem, location: Location) -> str:
    """Which case of its loop a location is; nothing where the loop has only one."""
    same = [each for each in system.locations if origin(system, each) == origin(system, location)]
    return f"case {same.index(location) + 1}" if len(same) > 1 else ""


def target_words(system: TransitionSystem, transition: Transition) -> str:
    """Where a transition leads."""
    match transition.target:
        case target if target == END:
            return "the end"
        case target if target == UNDEFINED:
            return transition.why
        case target if target == RETURN:
            return f"the return of {transition.why}"
        case target:
            return place(system, target)


def bare_guard(system: TransitionSystem, transition: Transition, known: Sequence[Polynomial] = ()) -> list[Polynomial]:
    """A transition's guard without what is known anyway: by the variables' types, or since an operation has a value."""
    given = [*known, *(p for name, kind in system.program.types.items() for p in in_type(name, kind))]
    if transition.target != UNDEFINED:
        fails = [t.guard for t in system.exits if t.target == UNDEFINED and t.source == transition.source]
        given += [p for p in transition.guard if any(negation(p) in guard for guard in fails)]
    own = [p for p in transition.guard if not any(p.at_least(q) for q in given)]
    return [p for n, p in enumerate(own) if not any(p.at_least(q) and p != q for q in own[n + 1 :] + own[:n])]


def changes(transition: Transition) -> Html:
    """What a transition does to the variables."""
    changed = [
        join(code(f"{name}' = "), polynomial(value))
        for name, value in transition.update.items()
        if value != Polynomial.variable(name)
    ]
    return listed(changed) if changed else plain("nothing")
