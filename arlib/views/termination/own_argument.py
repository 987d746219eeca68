"""A reader's own argument that a program ends: what it has to show, in words, judged one obligation after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain, repeat

from arlib.certificates.farkas import Obligation
from arlib.certificates.splits import within
from arlib.certificates.termination import Malformed, TerminationProof, failing, obligations, summary_obligations
from arlib.checking import Accepted, Rejected
from arlib.programs.syntax import Program
from arlib.programs.transitions import ENTRY, TransitionSystem, transition_system
from arlib.termination.guess import guess
from arlib.termination.judging import judge, judge_each
from arlib.termination.reading import ALWAYS, PRINTED, read_constraints, read_function
from arlib.verdict import Unsupported
from arlib.views.page import panel
from arlib.views.page.html import BLUE, VERMILLION, Cell, Html
from arlib.views.page.panel import note
from arlib.views.page.sheets import constraints, join, plain, reading, sheet, signature, table
from arlib.views.termination.obligations import Duty, because, goal_text, verdict
from arlib.views.termination.own_program import UNREAD, Integers, read_text
from arlib.views.termination.proofs import Located, has_value_words, located, ranking_words

SECONDS = 5.0  # for the solver, for each obligation
RANKING, INVARIANT = "The ranking function", "The invariant"
# A proof that tells cases or phases apart is read as it is printed.
WHOLE = re.compile(r"\bwhere\b|\bthen\b|; |^(ranking function|no cycle) ")
AT = re.compile(r"(?P<text>.*?)\s+(?:in loop|at entry|at join)\s+(?P<number>[0-9]+)\s*")
HEAD = ["Obligation", "To show", "Because", "Checker"]
WAITING = "… not checked yet"

Values = tuple[str, ...]  # what comes from another process


@dataclass(frozen=True)
class Row:
    """An obligation in words; ``said`` is the checker's word on it, or that it has not spoken yet."""

    kind: str
    title: Html
    why: Html
    said: Html
    holds: bool | None = None

    def judged(self, said: Html, *, holds: bool) -> Row:
        """The same with the checker's word."""
        return replace(self, said=said, holds=holds)


def judgement_html(
    source: str, ranking: str = "", invariant: str = "", integers: Integers = "", *, seconds: float = SECONDS
) -> Html:
    """A ranking function and an invariant for a program, judged obligation by obligation, as the panel does.

    >>> g = "def g(x, y):\\n    if y > 0:\\n        while x > y:\\n            x = x - y"
    >>> print(judgement_html(g, "x - y", "y > 0").text.splitlines()[-1])
    ✓ proved: your argument shows that g(x, y) always ends, over the unbounded integers
    """
    rows: list[Row] = []
    end = plain("")
    for step in judging(source.lstrip("\n"), integers, ranking, invariant, seconds):
        rows, end = after(rows, step)
    return sheet([*([rows_table(rows)] * bool(rows)), end])


# ---- Reading -----------------------------------------------------------------------------------


def read_argument(program: Program, ranking: str, invariant: str) -> TerminationProof:
    """The proof that a reader has in mind: functions with commas between, comparisons joined by ``and``.

    Where a program has several loops, ``|`` separates what is said of each: ``n - i in loop 1 | n - j in loop 2``.
    Raises ``Unsupported`` with the place, and ValueError for a loop that there is not.
    """
    if WHOLE.search(ranking) or WHOLE.search(invariant):
        known = f"{ALWAYS}{invariant.strip()}" if invariant.strip() and ALWAYS not in ranking else ""
        return guess(program, PRINTED + ranking.strip().removeprefix(PRINTED) + known)
    system = transition_system(program)
    places = [_by_loop(ranking, part, start, system, function=True) for part, start in _parts(ranking, ",")]
    return guess(program, places, _by_loop(invariant, invariant, 0, system, function=False))


def _by_loop(whole: str, text: str, start: int, system: TransitionSystem, *, function: bool) -> str | Mapping[int, str]:
    """One text for all loops, or one for each by its number; each was read, so that a message names its place."""
    found: dict[int, str] = {}
    parts = list(_parts(text, "|"))
    for part, offset in parts:
        labelled = AT.fullmatch(part)
        said = labelled["text"] if labelled else part
        try:
            (read_function if function else read_constraints)(said, system)
        except Unsupported as error:
            column = start + offset + (error.column if error.source else 0)
            reason = f"{RANKING if function else INVARIANT}: {error.reason}"
            raise Unsupported(reason, whole, 1, column) from None
        if labelled:
            found[int(labelled["number"])] = said
        elif len(parts) > 1:
            reason = "of which loop is this said? Write, for example, n - i in loop 1 | n - j in loop 2"
            raise Unsupported(reason, whole, 1, start + offset)
    return found or text


def _parts(text: str, separator: str) -> Iterator[tuple[str, int]]:
    """The parts of a text that is not empty, and where each begins."""
    start = 0
    for part in text.split(separator) if text.strip() else ():
        yield part.strip(), start + len(part) - len(part.lstrip())
        start += len(part) + len(separator)


# ---- Judging, step by step ---------------------------------------------------------------------


def judging(source: str, integers: Integers, ranking: str, invariant: str, seconds: float) -> Iterator[Values]:
    """What is to show, then the checker's word on each, then on the whole; as texts, which can be sent."""
    unread = UNREAD
    try:
        program = read_text(source, integers)
        unread = "This argument cannot be read"
        proof = read_argument(program, ranking, invariant)
        wanted, missing = _wanted(proof)
    except (Unsupported, ValueError) as error:
        yield "unread", panel.problem(error, unread), f"✗ {unread}: {error}"
        return
    parts: list[str] = []
    multipliers = chain(proof.proofs, repeat(None))
    duties = [Duty(obligation, each, "open") for obligation, each in zip(wanted, multipliers, strict=False)]
    for duty, (kind, title, goal) in zip(duties, in_words(located(proof), proof), strict=False):
        parts += [kind, *_both(join(title)), *_both(because(duty, goal or goal_text(duty.obligation.goal)))]
    yield "wanted", *parts
    failed = 0
    for duty, (_, answer) in zip(duties, judge_each(proof, seconds=seconds), strict=False):
        failed += isinstance(answer, Rejected)
        yield "judged", *_both(verdict(_judged(duty, answer))), "fails" if isinstance(answer, Rejected) else "holds"
    yield "whole", *_whole(proof, failed, len(duties), missing, seconds)


def stepwise() -> Callable[[tuple[str, Integers, str, str, float]], Values]:
    """The steps of a judgement, one for each time that it is asked for, and at last nothing."""
    going: list[Iterator[Values]] = []

    def step(asked: tuple[str, Integers, str, str, float]) -> Values:
        if not going:
            going.append(judging(*asked))
        return next(going[0], ())

    return step


def _judged(duty: Duty, answer: Accepted | Rejected) -> Duty:
    match answer:
        case Accepted():
            return replace(duty, judgement="checked")
        case Rejected(_, why):
            return replace(duty, judgement="rejected", reason=why)


def after(rows: list[Row], step: Values) -> tuple[list[Row], Html]:
    """The rows after a step, and what there is to say of the whole."""
    match step:
        case ("wanted", *parts):
            five = [parts[n : n + 5] for n in range(0, len(parts), 5)]
            return [
                Row(kind, Html(title, text), Html(why, in_words), plain(WAITING))
                for kind, title, text, why, in_words in five
            ], plain("")
        case ("judged", markup, text, word):
            n = next(n for n, row in enumerate(rows) if row.holds is None)
            judged = rows[n].judged(Html(markup, text), holds=word == "holds")
            return [*rows[:n], judged, *rows[n + 1 :]], plain("")
        case ("unread" | "whole", markup, text):
            return rows, Html(markup, text)
        case _:
            raise TypeError(f"not a step: {step!r}")


def rows_table(rows: Sequence[Row]) -> Html:
    """The obligations as a table."""
    return table(HEAD, [[row.kind, row.title, row.why, row.said] for row in rows], "obligations of your argument")


def _whole(proof: TerminationProof, failed: int, many: int, missing: str, seconds: float) -> Values:
    """What the checker says of the whole argument, in one line."""
    name = signature(proof.program)
    answer = judge(proof, seconds=seconds)
    if isinstance(answer, Accepted):
        words = f"your argument shows that {name} always ends, {reading(proof.program)}"
        return note("✓", "proved", escape(words), BLUE), f"✓ proved: {words}"
    some = f"{failed} of {many} obligations fail{'s' * (failed == 1)}"
    why = some if failed else missing or f"{answer.obligation}: {answer.countermodel}"
    words = f"{why}. That says nothing against {name}, only against this argument"
    return note("✗", "no proof yet", escape(words), VERMILLION), f"✗ no proof yet: {words}"


def _wanted(proof: TerminationProof) -> tuple[list[Obligation], str]:
    """The obligations, and what is missing besides, such as a function for a cycle that nothing breaks."""
    found: list[Obligation] = []
    try:
        found.extend(obligations(proof))
    except Malformed as error:
        return found, str(error)
    return found, ""


def in_words(at: Located, proof: TerminationProof) -> Iterator[tuple[str, Cell, Cell | None]]:
    """The kind of each obligation of a proof, what it says, and how what is to follow is best written, in order."""
    system = at.system
    for n, each in enumerate(system.transitions):
        for p in proof.invariants.get(each.target, ()) if n not in proof.infeasible else ():
            kind = "Initiation" if each.source == ENTRY else "Consecution"
            how = "is kept by" if each.source == each.target else "is true after"
            yield kind, join(constraints([p]), f" {how} {at.path(each)}"), None
    for n in sorted(proof.infeasible):
        yield "Never taken", plain(f"{at.path(system.transitions[n])} is never taken"), None
    left = {n: each for n, each in enumerate(system.transitions) if n not in proof.infeasible}
    for ranking in proof.rankings:
        yield from ranking_words(at, ranking, within(left, frozenset(ranking.functions[0])))
        left = {n: each for n, each in left.items() if n not in ranking.strict}
    for returned in summary_obligations(system, proof):
        yield "Returned", plain(returned.name), None
    for out in failing(system):
        yield "Has a value", has_value_words(out.why, out.lines[-1]), None


def _both(cell: Html) -> tuple[str, str]:
    return str(cell), cell.text
