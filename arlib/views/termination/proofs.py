"""A proof that a program ends, in the three steps that a person makes: control, eventually, always.

Cook (2021) calls them so: where the loop can be left, what brings the run there, and why that always works.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from arlib.certificates.splits import origin, split, split_system, within
from arlib.certificates.termination import RankingFunction, TerminationProof, failing, obligations, summary_obligations
from arlib.checking import Accepted, check
from arlib.polynomials import Polynomial, negation
from arlib.programs.outcomes import overflow
from arlib.programs.syntax import entries, loops
from arlib.programs.transitions import ENTRY, UNDEFINED, Location, Transition, TransitionSystem
from arlib.residues import residues_text
from arlib.views.page.html import Cell, Html
from arlib.views.page.sheets import (
    code,
    constraints,
    fold,
    indented,
    join,
    lines,
    listed,
    names,
    plain,
    polynomial,
    reading,
    section,
    sheet,
    signature,
    source_line,
)
from arlib.views.programs.run_table import bare_guard, case_name, place, target_words
from arlib.views.termination.obligations import OPEN, Duty, at_least, duties_table, headline, judged

SECONDS = 5.0  # for the solver, while a reader waits
MOST_WAYS, MOST_FACTS = 6, 4  # out of one location that are told apart, and operations that have values

Functions = Mapping[Location, Polynomial]


@dataclass(frozen=True)
class Located:
    """A program's transition system after the splits, and what is known in each case of a location."""

    system: TransitionSystem
    cases: Mapping[Location, tuple[Polynomial, ...]]

    def where(self, location: Location) -> str:
        """What a person calls a location."""
        return place(self.system, location)

    def path(self, transition: Transition) -> str:
        """What a person calls a transition; of several with the same ends, with the lines that tell it apart."""
        name = f"the way from {self.where(transition.source)} to {target_words(self.system, transition)}"
        if transition.source == transition.target:
            name = f"a turn of {self.where(transition.source)}"
        same = [t for t in self.system.transitions if (t.source, t.target) == (transition.source, transition.target)]
        if len(same) < 2 or transition not in same:
            return name
        common = set[int].intersection(*(set(t.lines) for t in same))
        own = [line for line in transition.lines if line not in common]
        if sum(set(own) == set(t.lines) - common for t in same) > 1:
            return f"{name} (path {same.index(transition) + 1} of {len(same)})"
        if not own:
            return f"{name} through no other line"
        return f"{name} through line{'s' * (len(own) > 1)} {', '.join(map(str, sorted(own)))}"

    def along(self, transition: Transition) -> str:
        """The same behind what happens there."""
        return f"{'in' if transition.source == transition.target else 'on'} {self.path(transition)}"


def located(proof: TerminationProof) -> Located:
    """The transition system of a proof; raises ValueError for splits that do not fit it."""
    system = split_system(proof.program, (), proof.summaries, proof.classes)
    cases = dict[Location, tuple[Polynomial, ...]]()
    for each in proof.splits:
        new = max(system.locations) + 1
        system = split(system, each)
        known = cases.get(each.location, ())
        cases |= {each.location: (*known, each.constraint), new: (*known, negation(each.constraint))}
    return Located(system, cases)


def proof_html(proof: TerminationProof) -> Html:
    """The three steps of a proof that a program ends, each with its obligations and what the checker says of them.

    >>> from arlib.termination import terminates
    >>> proof = terminates("def f(x):\\n    while x > 0:\\n        x = x - 1").certificate
    >>> print("\\n".join(proof_html(proof).text.splitlines()[1:6]))
    1. Control: where can a run go on, and where does it leave?
      line 2  while x > 0:
        goes round when x > 0
        leaves for the end when x <= 0
    2. Eventually: what falls, by at least 1, and has a bottom?
    """
    answer = check(proof, seconds=SECONDS)
    try:
        at, duties = located(proof), judged(list(obligations(proof)), proof.proofs, answer)
    except ValueError:  # it says something that is no question of arithmetic, and the answer says what
        return headline(answer, "", "proved")
    kept = [duty for duty in duties if duty.obligation.keeps is not None]
    others = iter([duty for duty in duties if duty.obligation.keeps is None])
    cut = [next(others) for _ in proof.infeasible]
    opened = len(duties) <= OPEN
    eventually = list(_eventually(at, proof, others, opened=opened))
    parts = [
        _control(at, proof, cut, valid=isinstance(answer, Accepted), opened=opened),
        section("2. Eventually", "what falls, by at least 1, and has a bottom?", eventually),
        _always(at, proof, kept, opened=opened),
    ]
    behind = [next(others) for _ in summary_obligations(at.system, proof)]
    if behind:
        parts.append(_behind(proof, behind, opened=opened))
    if failing(at.system):
        parts.append(_defined(at, list(others), opened=opened))
    return sheet(
        [headline(answer, f"{signature(proof.program)} always ends, {reading(proof.program)}", "proved"), *parts]
    )


# ---- 1. Control --------------------------------------------------------------------------------


def _control(at: Located, proof: TerminationProof, cut: list[Duty], *, valid: bool, opened: bool) -> Html:
    body = [_ways(at, proof, location, valid=valid) for location in at.system.locations if location != ENTRY]
    if not body:
        body = [plain("There is no loop: every run comes to its end.")]
    if cut:
        paths = [at.system.transitions[n] for n in sorted(proof.infeasible)]
        body.append(duties_table(cut, [f"{at.path(path)} is never taken" for path in paths], opened=opened))
    return section("1. Control", "where can a run go on, and where does it leave?", body)


def _ways(at: Located, proof: TerminationProof, location: Location, *, valid: bool) -> Html:
    """A location's line of the source, and each way out of it with its conditions."""
    here = origin(at.system, location)
    head = loops(proof.program).get(here) or entries(proof.program).get(here)
    what: list[Cell] = [source_line(proof.program, head.line) if head else at.system.name(location)]
    known, case = at.cases.get(location, ()), f"  ({case_name(at.system, location)}: "
    if location in at.system.residues:
        what += [case, code(names(residues_text(at.system.residues[location]))), ")" if not known else ""]
        case = ", "
    if known:
        what += [case, constraints(known), ")"]
    ways: dict[str, dict[Html, None]] = {}
    possible = [(_way(at, t), t) for n, t in enumerate(at.system.transitions) if n not in proof.infeasible]
    never, without = " (which never happens, see 4)", failing(at.system) if valid else ()
    possible += [(_way(at, t) + never * (t in without), t) for t in at.system.exits]
    for way, transition in possible:
        if transition.source == location:
            ways.setdefault(way, {})[constraints(bare_guard(at.system, transition, known))] = None
    rows = []
    for way, conditions in ways.items():
        some, more = list(conditions)[:MOST_WAYS], len(conditions) - MOST_WAYS
        shown = join(way, " ", "" if some[0].text == "always" else "when ", listed(some, ", or when "))
        rows.append(join(shown, f", or in {more} more cases" * (more > 0)))
    return join(*what, indented(lines(rows)))


def _way(at: Located, transition: Transition) -> str:
    match transition.target:
        case target if target == transition.source:
            return "goes round"
        case target if target == UNDEFINED:
            return f"fails by {transition.why}"
        case _:
            return f"leaves for {target_words(at.system, transition)}"


# ---- 2. Eventually -----------------------------------------------------------------------------


def _eventually(at: Located, proof: TerminationProof, duties: Iterator[Duty], *, opened: bool) -> Iterator[Html]:
    """Each ranking function in turn, with its obligations; those before it have removed their strict transitions."""
    if not proof.rankings:
        yield plain("Nothing has to fall: no loop can be gone round even twice.")
    left = {n: t for n, t in enumerate(at.system.transitions) if n not in proof.infeasible}
    for number, ranking in enumerate(proof.rankings):
        own = within(left, frozenset(ranking.functions[0]))
        first = "" if len(proof.rankings) == 1 else "First: " if number == 0 else "Then, in what can still go round: "
        yield join(first, _falls(at, ranking, own))
        _, titles, goals = zip(*ranking_words(at, ranking, own), strict=True)
        mine = [next(duties) for _ in titles]
        yield duties_table(mine, titles, opened=opened, goals=goals)
        left = {n: t for n, t in left.items() if n not in ranking.strict}


def _falls(at: Located, ranking: RankingFunction, own: Mapping[int, Transition]) -> Html:
    """What falls, where, and what its bottom is."""
    strict = dict.fromkeys(at.along(own[n]) for n in sorted(ranking.strict))
    where = listed(strict, " and ")
    values = [_values(at, functions) for functions in ranking.functions]
    parts: list[Cell] = [values[0], " falls by at least 1 ", where]
    for before, value in pairwise(values):
        parts += ["; once ", before, " is negative, ", value, " falls by at least 1 there"]
    parts += ["; ", values[-1], " is at least 0 there"] if len(values) > 1 else [" and is at least 0 there"]
    if ranking.strict != own.keys():
        parts += [", and nowhere else does it rise" if len(values) == 1 else ", and nowhere else does one rise"]
    return join(*parts, ".")


def _values(at: Located, functions: Functions) -> Html:
    """A function; one that depends on the location, with each location's."""
    distinct: dict[Polynomial, list[Location]] = {}
    for location, function in functions.items():
        distinct.setdefault(function, []).append(location)
    if len(distinct) == 1:
        return polynomial(next(iter(distinct)))
    return listed(
        join(polynomial(function), f" at {' and '.join(map(at.where, found))}") for function, found in distinct.items()
    )


def ranking_words(
    at: Located, ranking: RankingFunction, own: Mapping[int, Transition]
) -> Iterator[tuple[str, Cell, Cell]]:
    """The obligations of a ranking function in their order: their kind, what each says, and what is to follow."""
    for n, transition in own.items():
        path, before = at.along(transition), None
        for functions in ranking.functions:
            now = functions[transition.source]
            by = now - functions[transition.target].substitute(transition.update)
            if n not in ranking.strict:
                yield "No rise", join(polynomial(now), f" does not rise {path}"), at_least(by, 0)
                continue
            if before is None:
                yield "Decrease", join(polynomial(now), " falls by ", polynomial(by), f" {path}"), at_least(by, 1)
            else:
                once = join(", at least 1 once ", polynomial(before), f" is negative, {path}")
                falls = join(polynomial(now), " falls by ", polynomial(by), once)
                yield "Decrease", falls, code(names(f"{by} + ({before}) >= 1"))
            before = now
        if n in ranking.strict and before is not None:
            yield "Bound", join(polynomial(before), f" is at least 0 {path}"), at_least(before, 0)


# ---- 3. Always, and C's operations -------------------------------------------------------------


def _always(at: Located, proof: TerminationProof, duties: list[Duty], *, opened: bool) -> Html:
    body = [
        join(constraints(known), f" whenever a run comes to {at.where(location)}")
        for location, known in sorted(proof.invariants.items())
        if known
    ]
    if not body:
        body = [plain("Nothing more is needed: the conditions on the way are enough.")]
    if duties:
        titles = [
            join(constraints([p]), f" is {'kept by' if t.source == t.target else 'true after'} {at.path(t)}")
            for n, t in enumerate(at.system.transitions)
            if n not in proof.infeasible
            for p in proof.invariants.get(t.target, ())
        ]
        body.append(duties_table(duties, titles, opened=opened))
    return section("3. Always", "what is true each time, and makes it so?", body)


def _behind(proof: TerminationProof, duties: list[Duty], *, opened: bool) -> Html:
    """What a call returns, and why: at each return it follows, if it is so for the calls that have returned before."""
    body = [
        join(constraints(summary), f" whenever a call of {name} returns")
        for name, summary in sorted(proof.summaries.items())
        if summary
    ]
    titles = [f"{duty.obligation.name}" for duty in duties]
    return section("Behind calls", "what do they return?", [*body, duties_table(duties, titles, opened=opened)])


def _defined(at: Located, duties: list[Duty], *, opened: bool) -> Html:
    """That every operation has a value: each is said once, however many ways lead to it."""
    found = [has_value_words(out.why, out.lines[-1]) for out in failing(at.system)]
    facts = list(dict.fromkeys(found))
    body = [listed(facts[:MOST_FACTS], "; ")]
    if len(facts) > MOST_FACTS:
        body = [fold(join(*body, f"; and {len(facts) - MOST_FACTS} more"), lines(facts[MOST_FACTS:]), opened=False)]
    return section(
        "4. Defined", "does every operation have a value?", [*body, duties_table(duties, found, opened=opened)]
    )


def has_value_words(why: str, line: int) -> Html:
    """That an operation of a line never fails.

    >>> has_value_words("overflow: x - y does not fit in int32", 4), has_value_words("division by zero", 5)
    (x - y in line 4 cannot overflow, it always fits in int32, there is never division by zero in line 5)
    """
    match overflow(why):
        case expression, kind:
            return join(code(expression), f" in line {line} cannot overflow, it always fits in {kind}")
        case _:
            return plain(f"there is never {why} in line {line}")
