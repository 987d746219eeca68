"""Texts about a program's variables, read: functions, constraints, and a whole argument as a proof prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arlib import terms as t
from arlib.certificates.splits import Split, components, origin, split, split_system, within
from arlib.certificates.termination import FALSE, NO_CYCLE, Functions, RankingFunction, TerminationProof
from arlib.languages.python.claims import parse
from arlib.polynomials import Polynomial, negation, tighten
from arlib.printing import to_text
from arlib.programs.paths import Path
from arlib.programs.symbolic import Reader
from arlib.programs.syntax import Program
from arlib.programs.transitions import ENTRY, Location, Transition, TransitionSystem, transition_system
from arlib.residues import Classes, Residue
from arlib.termination.farkas import contradictory, follows
from arlib.verdict import Unsupported

PRINTED, ALWAYS, RETURNED, BY = "ranking function ", "; always ", "; returned ", "; by "
LABEL = re.compile(r"(?P<text>.*?)(?: (?:in loop|at entry|at join) (?P<number>[0-9]+))?(?: where (?P<case>.*))?")
CLASSES = re.compile(r"(?P<name>\S+) % (?P<base>[0-9]+)(?: \*\* (?P<depth>[0-9]+))?")
RESIDUE = re.compile(r"(?P<name>\S+) % (?P<modulus>[0-9]+) == (?P<remainder>[0-9]+)(?: and |$)")

Case = tuple[Location, tuple[Polynomial, ...]]  # a location of the program, and the constraints that divide it


def read_function(text: str, system: TransitionSystem) -> Polynomial:
    """The polynomial over a system's variables that a text means; raises ``Unsupported``."""
    term = parse(_plain(text, system))
    if t.is_formula(term):
        raise Unsupported("a ranking function is a number, and this is true or false", text)
    return _polynomial(term, text, system)


def read_constraints(text: str, system: TransitionSystem) -> tuple[Polynomial, ...]:
    """The constraints that a text means, comparisons joined by ``and``; raises ``Unsupported``."""
    if not text.strip():
        return ()

    def read(term: t.Term) -> Iterator[Polynomial]:
        match term:
            case t.Truth(True):
                return
            case t.Truth(False):
                yield FALSE
            case t.And(left, right):
                yield from (*read(left), *read(right))
            case t.Gt(left, right) | t.Lt(right, left):
                yield tighten(_polynomial(t.Sub(left, right), text, system) - 1)
            case t.Ge(left, right) | t.Le(right, left):
                yield tighten(_polynomial(t.Sub(left, right), text, system))
            case t.Eq(left, right):
                difference = _polynomial(t.Sub(left, right), text, system)
                yield from (difference, -difference)
            case _:
                reason = f"{to_text(term)} is none of the comparisons <, <=, >, >= and ==, joined by and"
                raise Unsupported(reason, text)

    return tuple(dict.fromkeys(p for p in read(parse(_plain(text, system))) if p.known is None or p.known < 0))


def _polynomial(term: t.Term, text: str, system: TransitionSystem) -> Polynomial:
    names = {_plain(name, system): name for name in system.variables}
    for name in t.free_variables(term):
        if name not in names:
            own = ", ".join(system.variables) or "no variable"
            place = re.search(rf"\b{re.escape(name)}\b", text)
            reason = f"{name} does not decide how long this program runs; {own} may"
            raise Unsupported(reason, text, 1, place.start() if place else 0)
    for part in t.subterms(term):
        if not isinstance(part, t.Var | t.Const | t.Add | t.Sub | t.Mul | t.Neg):
            raise Unsupported(f"{to_text(part)} is more than sums, differences and products", text)
    (found,) = (value for _, value in Reader({}).number(term, Path()))
    if found is None or not found.variables <= names.keys():
        raise Unsupported("this has too high a degree, or too many parts", text)
    return found.substitute({plain: Polynomial.variable(name) for plain, name in names.items() if plain != name})


def _plain(text: str, system: TransitionSystem) -> str:
    """The text with names that are none in Python, such as i.next.1 or len(xs), written as some."""
    for name in sorted((name for name in system.variables if not name.isidentifier()), key=len, reverse=True):
        text = text.replace(name, name.replace(".", "_dot_").replace("(", "_of_").replace(")", "_"))
    return text


# ---- A whole argument ------------------------------------------------------------------------


def retold(program: Program, text: str) -> TerminationProof:
    """The proof, without multipliers, of which ``text`` is what it prints; raises ``Unsupported``.

    >>> from arlib.termination import terminates
    >>> from arlib.termination.guess import guess, judge
    >>> found = terminates("def f(x):\\n    while x != 0:\\n        x = x - 1 if x > 0 else x + 1")
    >>> judge(guess(found.certificate.program, str(found.certificate)))
    Accepted(rests_on=())
    """
    text, _, divided = text.partition(BY)
    text, _, told = text.partition(RETURNED)
    summaries = dict(_summary(each, program) for each in told.split(" | ") if each.strip())
    system = transition_system(program, summaries=summaries)
    classes = tuple(_classes(each, system) for each in divided.split(" | ") if each.strip())
    try:
        system = split_system(program, (), summaries, classes)
    except ValueError as error:
        raise Unsupported(str(error), text) from None
    rankings, _, always = text.removeprefix(PRINTED).removeprefix(NO_CYCLE).partition(ALWAYS)
    places = [
        [[_labelled(each, system) for each in level.split(" | ")] for level in place.split(" then ")]
        for place in rankings.split(", ")
        if place.strip()
    ]
    known = [_labelled(each, system) for each in always.split(" | ") if each.strip()]
    named = [case for place in places for level in place for case, _ in level] + [case for case, _ in known]
    splits, where = _divided(system, list(dict.fromkeys(named)))
    for each in splits:
        system = split(system, each)
    invariants = {where[case]: read_constraints(said, system) for case, said in known}
    premises = [(*invariants.get(t.source, ()), *t.guard) for t in system.transitions]
    infeasible = frozenset(n for n, each in enumerate(premises) if contradictory(each) is not None)
    left = {n: transition for n, transition in enumerate(system.transitions) if n not in infeasible}
    found: list[RankingFunction] = []
    for place in places:
        functions = tuple({where[case]: read_function(said, system) for case, said in level} for level in place)
        if any(level.keys() != functions[0].keys() for level in functions):
            raise Unsupported("nested functions are given for the same places", text)
        own = within(left, frozenset(functions[0]))
        ranked = frozenset(n for n, each in own.items() if _is_ranked(each, functions, premises[n]))
        # Those before it may leave nothing to rank here, or not all of it in one piece.
        for component in components(own) if found else [frozenset(functions[0])]:
            strict = ranked & within(own, component).keys()
            if strict or not found:
                here = tuple({at: level[at] for at in level if at in component} for level in functions)
                found.append(RankingFunction(here, strict))
                left = {n: transition for n, transition in left.items() if n not in strict}
    return TerminationProof(program, splits, invariants, infeasible, tuple(found), (), summaries, classes)


def _summary(text: str, program: Program) -> tuple[str, tuple[Polynomial, ...]]:
    """What a text says that a function returns, with the function's name."""
    said, _, name = text.rpartition(" by ")
    function = next((each for each in program.functions if each.name == name.strip()), None)
    if function is None or function.result is None:
        raise Unsupported("what is returned, and by which function that calls itself?", text)
    told = TransitionSystem(program, (*function.parameters, function.result), (), ())
    return function.name, read_constraints(said, told)


def _classes(text: str, system: TransitionSystem) -> Classes:
    """The division of a location that a text names."""
    (number, _), said = _labelled(text, system)
    found = CLASSES.fullmatch(said)
    if found is None:
        raise Unsupported("by which variable, modulo what?", text)
    return Classes(number, found["name"], int(found["base"]), int(found["depth"] or 1))


def _labelled(text: str, system: TransitionSystem) -> tuple[Case, str]:
    """A text with the place and the case that stand behind it."""
    found = LABEL.fullmatch(text.strip())
    assert found is not None  # every part of it may be empty
    case, residues = found["case"] or "", dict[str, Residue]()
    while known := RESIDUE.match(case):
        residues[known["name"]] = Residue(int(known["modulus"]), int(known["remainder"]))
        case = case[known.end() :]
    number = int(found["number"] or ENTRY)
    at = [n for n in system.locations if n != ENTRY and system.residues.get(n, {}) == residues]
    own = [n for n in at if origin(system, n) == number or not found["number"]]
    if len(own) != 1:
        raise Unsupported("at which of several loops, or at which that the program does not have?", text)
    return (own[0], read_constraints(case, system)), found["text"]


def _divided(system: TransitionSystem, cases: Sequence[Case]) -> tuple[tuple[Split, ...], dict[Case, Location]]:
    """The splits that make these cases, and the location that each one then is."""
    splits: list[Split] = []
    where: dict[Case, Location] = {}
    origins = dict.fromkeys(origin for origin, _ in cases)
    waiting = [(origin, [case for case in cases if case[0] == origin], 0) for origin in origins]
    while waiting:
        location, here, depth = waiting.pop(0)
        longer = [case for case in here if len(case[1]) > depth]
        if not longer:
            where |= dict.fromkeys(here, location)
            continue
        first = longer[0][1][depth]
        yes = [case for case in longer if case[1][depth] == first]
        no = [case for case in longer if case[1][depth] == tighten(negation(first))]
        if len(yes) + len(no) < len(here):
            raise Unsupported("the cases do not exclude one another: a comparison here, and its opposite there")
        new = max(system.locations) + 1
        splits.append(Split(location, first))
        system = split(system, splits[-1])
        waiting += [(location, yes, depth + 1), (new, no, depth + 1)]
    return tuple(splits), where


def _is_ranked(transition: Transition, functions: Sequence[Functions], premises: tuple[Polynomial, ...]) -> bool:
    """Whether each function decreases, once the one before is negative, and the last is at least 0."""
    before = Polynomial.constant(0)
    for each in functions:
        now = each[transition.source]
        if follows(premises, now - each[transition.target].substitute(transition.update) + before - 1) is None:
            return False
        before = now
    return follows(premises, before) is not None
