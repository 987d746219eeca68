"""What the run widget says and begins with: how a run ended, in words, and inputs that are worth a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import product, repeat

from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.nontermination import Lasso, RecurrenceSet, UndefinedRun
from arlib.certificates.termination import TerminationProof
from arlib.integers import Undefined
from arlib.polynomials import constraints_text
from arlib.programs.compiled_terms import TooWide, compiled
from arlib.programs.interpreter import (
    Failed,
    NotFollowed,
    OutOfChoices,
    OutOfSteps,
    Run,
    Stopped,
    TooDeep,
    TooLarge,
    Visit,
    run,
)
from arlib.programs.syntax import Choose, Program, loops, statements
from arlib.termination import terminates
from arlib.termination.prover import begun
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.page.html import BLUE, INK, MONO, ORANGE, RULE, VERMILLION, Html, badge
from arlib.views.page.panel import note
from arlib.views.page.sheets import signature
from arlib.views.programs.run_table import inputs_text, outcome_words

Verdict = Proved[TerminationProof] | Refuted[RecurrenceSet | Lasso | UndefinedRun | AcceleratedRun] | Unknown
INTERESTING = (17, 12, 7, 5, 3, 2, 1, 0, -1, -5)
MOST_TRIED = 200
BEST = 9  # arrivals, as many as a picture shows well


def has_choices(program: Program) -> bool:
    """Whether a program asks for numbers while it runs."""
    return any(isinstance(each, Choose) for each in statements(program.bodies))


def inputs_to_begin_with(program: Program) -> dict[str, int]:
    """Small inputs whose run comes to a loop some times, and ends if one of these does.

    >>> from arlib.languages.python.functions import python_program
    >>> inputs_to_begin_with(python_program("def f(x):\\n    while x > 0:\\n        x = x - 3"))
    {'x': 17}
    """
    names = program.parameters
    values = INTERESTING[: max(2, int(MOST_TRIED ** (1 / max(len(names), 1))))]
    best, found = (-1, False), dict.fromkeys(names, 0)
    for combination in list(product(values, repeat=len(names)))[:MOST_TRIED]:
        inputs = {name: _typed(program, name, value) for name, value in zip(names, combination, strict=True)}
        try:
            made = run(program, inputs, choices=repeat(1), steps=200)
        except ValueError:  # a choice that is not of its type
            continue
        ended = not isinstance(made.outcome, OutOfSteps | TooLarge | TooDeep)
        worth = (BEST - abs(BEST - min(len(made.visits), 2 * BEST)) if ended else 0, ended)
        if worth > best:
            best, found = worth, inputs
    return found


def _typed(program: Program, name: str, value: int) -> int:
    kind = program.types.get(name)
    return value if kind is None else min(max(value, kind.low), kind.high)


def turns(program: Program, made: Run) -> int:
    """How often a loop's test was true, or a function was called."""
    tests = {number: compiled(loop.test) for number, loop in loops(program).items()}
    count = 0
    for visit in made.visits:
        try:
            count += visit.loop not in tests or bool(tests[visit.loop](visit.state))
        except (Undefined, TooWide):  # then the run ends here
            continue
    return count


def repetition(visits: Sequence[Visit]) -> tuple[int, int] | None:
    """The first arrival at which a state comes again, with the arrival that it repeats, counted from 1."""
    seen: dict[tuple[int, tuple[tuple[str, int], ...]], int] = {}
    for arrival, visit in enumerate(visits, 1):
        state = (visit.loop, tuple(sorted(visit.state.items())))
        if state in seen and visit.is_inside(visits[seen[state] - 1]):
            return arrival, seen[state]
        seen[state] = arrival
    return None


def caught(found: RecurrenceSet, visits: Sequence[Visit]) -> int | None:
    """The first arrival in a recurrence set, counted from 1."""
    for arrival, visit in enumerate(visits, 1):
        for phase in found.phases:
            if phase.location == visit.loop and all(
                p.variables <= visit.state.keys() and p.evaluate(visit.state) >= 0 for p in phase.constraints
            ):
                return arrival
    return None


def lasting(program: Program, made: Run, *, seconds: float) -> Proved[object] | Refuted[object] | None:
    """Whether a run that is still going on ends, where that can be shown of its input alone."""
    if has_choices(program) or not isinstance(made.outcome, OutOfSteps | TooLarge | TooDeep):
        return None
    verdict = terminates(begun(program, made.inputs), seconds=seconds)
    match verdict:
        case Proved(proof):
            return Proved(proof)
        case Refuted(witness):
            return Refuted(witness)
        case _:
            return None


def sets_text(found: RecurrenceSet) -> str:
    """The states of a recurrence set."""
    return " or ".join(constraints_text(phase.constraints) for phase in found.phases)


def outcome_note(
    program: Program,
    made: Run,
    verdict: Verdict,
    *,
    replayed: bool,
    own: Proved[object] | Refuted[object] | None = None,
) -> str:
    """How the run ended, or why it does not: a sign, a word and a sentence, as markup.

    ``replayed`` says that its choices are those of the verdict's witness. ``own`` is what is shown of this very
    run.
    """
    count = turns(program, made)
    what = "a call or a loop" if program.functions else "a loop" if len(loops(program)) > 1 else "the loop"
    after = f"after {count:,} turn{'s' * (count != 1)} of {what}"
    match verdict:
        case Refuted(RecurrenceSet() as found) if replayed or not any(phase.choices for phase in found.phases):
            arrival = caught(found, made.visits)
            if arrival is not None:
                words = f"at arrival {arrival} it is in the set that no run leaves: {escape(sets_text(found))}"
                return note("✗", "never ends", words, VERMILLION)
    again = repetition(made.visits)
    if again is not None:
        words = f"at arrival {again[0]} the state is that of arrival {again[1]}, so all of it happens again"
        return note(
            "✗", "came back to the same state", words + ", if the choices do too" * has_choices(program), VERMILLION
        )
    match own:
        case Refuted(RecurrenceSet() as found):
            words = f"it comes into a set that no run leaves: {escape(sets_text(found))}"
            return note("✗", "never ends", words, VERMILLION)
        case Refuted(Lasso()):
            return note("✗", "never ends", f"it comes back to a state in which it was, later than {after}", VERMILLION)
        case Refuted(AcceleratedRun(failure=None)):
            return note("✗", "never ends", "its first turns are followed by others like them for ever", VERMILLION)
    match made.outcome:
        case OutOfSteps():
            later = (
                "it ends later, as is proved"
                if isinstance(verdict if own is None else own, Proved)
                else "it may end later, or never"
            )
            words = f"{made.steps:,} steps are used up, {after}; {later}"
            return note("?", "still running", words, ORANGE)
        case TooLarge(_, why) | TooDeep(_, why):
            return note("?", "still running", f"{after}, when {escape(why)}", ORANGE)
        case NotFollowed(_, why):
            return note("?", "still running", f"{after}, when what was not read decided: {escape(why)}", ORANGE)
        case OutOfChoices():
            return note("?", "still running", f"{after}, when it needed one more choice", ORANGE)
        case Stopped() | Failed():
            return note("✗", "stopped", f"{after} it {escape(outcome_words(made.outcome))}", ORANGE)
        case _:
            return note("✓", "ended", f"{after} it {escape(outcome_words(made.outcome))}", BLUE)


def answer_line(program: Program, verdict: Verdict) -> Html:
    """What ``terminates`` says of the program, in a line."""
    name = signature(program)
    match verdict:
        case Proved(proof):
            return badge("✓", "proved", f"{name} always ends: {proof}", BLUE)
        case Refuted(UndefinedRun() as found) | Refuted(AcceleratedRun(failure=(_, _)) as found):
            return badge("✗", "refuted", f"{name} comes to an operation without a value for {found}", VERMILLION)
        case Refuted(found):
            shown = inputs_text(found.entry.inputs, found.entry.choices)
            return badge("✗", "refuted", f"{name} does not always end: for {shown} it never does", VERMILLION)
        case Unknown(reason):
            return badge("?", "don't know", f"whether {name} always ends: {reason}", ORANGE)
        case _:
            raise TypeError(f"not a verdict: {verdict!r}")


def numbered_source(source: str) -> str:
    """A program's text with numbered lines, as markup; a long one can be scrolled, by keyboard too."""
    lines = source.rstrip().splitlines()
    width = len(str(len(lines)))
    text = "\n".join(f"{n:>{width}}  {line}" for n, line in enumerate(lines, 1))
    style = (
        f"margin:0 0 4px 0;padding:4px 8px;border-left:2px solid {RULE};max-height:200px;overflow:auto;"
        f"line-height:1.35;white-space:pre-wrap;{MONO};font-size:var(--jp-code-font-size, 13px);color:{INK};"
        "background:none"
    )
    return f'<pre tabindex="0" aria-label="the program" style="{style}">{escape(text)}</pre>'


def inputs_of(verdict: Verdict) -> Mapping[str, int] | None:
    """The input of a no."""
    return verdict.witness.entry.inputs if isinstance(verdict, Refuted) else None
