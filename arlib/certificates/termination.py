"""Evidence that a program ends: ranking functions, the invariants they need, and the obligations both must meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from arlib.certificates.farkas import Farkas, Obligation
from arlib.certificates.splits import Split, components, origin, split, split_system, within
from arlib.polynomials import Polynomial, constraint_text, constraints_text, negation
from arlib.programs.syntax import Program, entries, loops
from arlib.programs.transitions import ENTRY, RETURN, UNDEFINED, Location, Summaries, Transition, TransitionSystem
from arlib.residues import Classes, residues_text

FALSE = Polynomial.constant(-1)
Functions = Mapping[Location, Polynomial]  # one function of the state for each location of a component


@dataclass(frozen=True)
class RankingFunction:
    """What decreases: on the strict transitions by at least 1, from a value of at least 0; on no other it increases.

    With several functions it is nested (Leike and Heizmann 2015): on the strict transitions the first decreases
    by 1 and each next one does once the one before is negative; the last is at least 0. The other transitions
    of the component increase none of them. ``strict`` are numbers of transitions of the system with its splits.
    """

    functions: tuple[Functions, ...]
    strict: frozenset[int]


@dataclass(frozen=True)
class TerminationProof:
    """Evidence that a program ends, whatever its inputs are.

    ``classes`` divide locations by remainders, and ``splits`` then by cases.
    ``invariants`` hold whenever their location is reached, and no state
    that meets them can take a transition of ``infeasible``. Then the ranking functions are taken in turn, which
    makes them lexicographic (Alias, Darte, Feautrier, Gonnord 2010): each belongs to one strongly connected
    component of the transitions that are left, and removes its strict ones. At the end no cycle is left.
    The invariants also show that no run takes a ``failing`` exit: nothing overflows, nor has no other value.
    ``summaries`` say what is so whenever a call of a function returns, of its parameters, as they were given, and
    its result. At a return the invariants imply it, and calls that returned before may be taken to have kept theirs.
    ``proofs`` has the multipliers of every obligation, in order; None where only the solver knows.
    """

    program: Program
    splits: tuple[Split, ...]
    invariants: Mapping[Location, tuple[Polynomial, ...]]
    infeasible: frozenset[int]
    rankings: tuple[RankingFunction, ...]
    proofs: tuple[Farkas | None, ...] = field(repr=False, default=())
    summaries: Summaries = field(default_factory=dict)
    classes: tuple[Classes, ...] = ()

    @property
    def system(self) -> TransitionSystem:
        """The system with its classes and cases; raises ``Malformed`` for what does not fit the program."""
        return divided_system(self.program, self.splits, self.summaries, self.classes)

    def __str__(self) -> str:
        """The whole argument, as ``guess`` reads it: what decreases where, case by case, and what is always true."""
        labels = _labels(self)
        shown = [" then ".join(_labelled(f, labels) for f in ranking.functions) for ranking in self.rankings]
        argument = f"ranking function {', '.join(shown)}" if shown else NO_CYCLE
        known = {at: constraints_text(constraints) for at, constraints in self.invariants.items() if constraints}
        told = " | ".join(f"{constraints_text(each)} by {name}" for name, each in self.summaries.items() if each)
        argument += f"; always {_labelled(known, labels)}" * bool(known) + f"; returned {told}" * bool(told)
        places = _places(self.program, split_system(self.program, (), self.summaries))
        by = " | ".join(f"{each}{places.get(each.location, '')}" for each in self.classes)
        return argument + f"; by {by}" * bool(self.classes)


NO_CYCLE = "no cycle can be taken for ever"


def _labels(proof: TerminationProof) -> dict[Location, str]:
    """What a text calls each location: nothing, if there is one; else its loop, and the case that was made of it."""
    system = split_system(proof.program, (), proof.summaries, proof.classes)
    places = _places(proof.program, split_system(proof.program, (), proof.summaries))
    own = [location for location in system.locations if location != ENTRY]
    cases: dict[Location, tuple[Polynomial, ...]] = dict.fromkeys(own, ())
    for each in proof.splits:
        new, known = max(system.locations) + 1, cases.get(each.location, ())
        system = split(system, each)
        cases |= {each.location: (*known, each.constraint), new: (*known, negation(each.constraint))}
    labels = {}
    for n, known in cases.items():
        parts = [residues_text(system.residues.get(n, {})), constraints_text(known) if known else ""]
        case = " and ".join(filter(None, parts))
        labels[n] = places.get(origin(system, n), "") + f" where {case}" * bool(case)
    return labels


def _places(program: Program, system: TransitionSystem) -> dict[Location, str]:
    """What a text calls each location of a program: nothing, if there is one; else its loop."""
    heads, own = loops(program), [location for location in system.locations if location != ENTRY]
    kinds = {n: "in loop" if n in heads else "at entry" if n in entries(program) else "at join" for n in own}
    return {n: f" {kinds[n]} {n}" if len(own) > 1 else "" for n in own}


def _labelled(texts: Mapping[Location, object], labels: Mapping[Location, str]) -> str:
    return " | ".join(f"{text}{labels.get(location, '')}" for location, text in texts.items())


def failing(system: TransitionSystem) -> tuple[Transition, ...]:
    """The exits that a run of a program which is proved to end must not take: to operations without a value.

    C says nothing of what a program does that comes to one. In Python the run ends there, with an exception.
    """
    if system.program.language == "Python":
        return ()
    return tuple(out for out in system.exits if out.target == UNDEFINED)


class Malformed(ValueError):
    """A certificate that says something which is no question of arithmetic: a ranking for no component, say."""


def divided_system(
    program: Program, splits: tuple[Split, ...], summaries: Summaries, classes: tuple[Classes, ...]
) -> TransitionSystem:
    """The divided system that evidence is about; raises ``Malformed`` for what does not divide the program's own."""
    try:
        return split_system(program, splits, summaries, classes)
    except ValueError as error:
        raise Malformed(str(error)) from None


def obligations(proof: TerminationProof) -> Iterator[Obligation]:
    """Every obligation of a proof that a program ends, in order; raises ``Malformed``."""
    _about_calls(proof)
    system = proof.system
    mentioned = [case.constraint for case in proof.splits]
    mentioned += [p for constraints in proof.invariants.values() for p in constraints]
    mentioned += [p for ranking in proof.rankings for functions in ranking.functions for p in functions.values()]
    only_variables(system, mentioned)
    yield from _invariant_obligations(system, proof)
    left = {n: t for n, t in enumerate(system.transitions) if n not in proof.infeasible}
    for n in sorted(proof.infeasible):
        if n >= len(system.transitions):
            raise Malformed(f"there is no transition {n}")
        transition = system.transitions[n]
        yield Obligation(f"{path_name(system, transition)} cannot be taken", *_premises(proof, transition, FALSE))
    for ranking in proof.rankings:
        yield from _ranking_obligations(system, proof, ranking, left)
        left = {n: t for n, t in left.items() if n not in ranking.strict}
    yield from summary_obligations(system, proof)
    for out in failing(system):
        yield Obligation(f"no {out.why} in line {out.lines[-1]}", *_premises(proof, out, FALSE))
    if rest := components(left):
        names = ", ".join(system.name(location) for location in sorted(rest[0]))
        raise Malformed(f"no ranking function breaks the cycle at {names}")


def summary_obligations(system: TransitionSystem, proof: TerminationProof) -> Iterator[Obligation]:
    """That at each return of a function its summary is so."""
    for out in system.exits:
        for p in proof.summaries.get(out.why, ()) if out.target == RETURN else ():
            name = f"{constraint_text(p)} behind {path_name(system, out)}"
            yield Obligation(name, *_premises(proof, out, p.substitute(out.update)))


def _about_calls(proof: TerminationProof) -> None:
    """Raise ``Malformed`` for a summary that speaks of anything but a function's parameters and its result."""
    known = {each.name: {*each.parameters, each.result} for each in proof.program.functions}
    for name, summary in proof.summaries.items():
        if name not in known or not all(p.variables <= known[name] for p in summary):
            raise Malformed(f"a summary of {name} speaks of its parameters and its result")


def only_variables(system: TransitionSystem, mentioned: Iterable[Polynomial]) -> None:
    """Raise ``Malformed`` for a name that is no variable of the system.

    Paths have names of their own, such as #1 for a quotient, and two paths may use the same one. An invariant
    x = #1 would be established by one path and then speak of another number in the next.
    """
    for p in mentioned:
        if unknown := sorted(p.variables - set(system.variables)):
            raise Malformed(f"{p} speaks of {', '.join(unknown)}, which is no variable of the loops")


def path_name(system: TransitionSystem, transition: Transition) -> str:
    """What a person calls a transition."""
    if transition.target == UNDEFINED:
        return f"the way from {system.name(transition.source)} to {transition.why.partition(':')[0]}"
    if transition.target == RETURN:
        return f"the way from {system.name(transition.source)} to the return of {transition.why}"
    if transition.target < 0:
        return f"the way from {system.name(transition.source)} to the end"
    if transition.source == transition.target:
        return f"a turn of {system.name(transition.source)}"
    return f"the way from {system.name(transition.source)} to {system.name(transition.target)}"


def _premises(
    proof: TerminationProof, transition: Transition, goal: Polynomial
) -> tuple[tuple[Polynomial, ...], Polynomial, Location]:
    return (*proof.invariants.get(transition.source, ()), *transition.guard), goal, transition.source


def _invariant_obligations(system: TransitionSystem, proof: TerminationProof) -> Iterator[Obligation]:
    """Initiation and consecution: each transition into a location establishes its invariants."""
    if proof.invariants.get(ENTRY):
        raise Malformed("the start has no invariant but true")
    for n, transition in enumerate(system.transitions):
        if n in proof.infeasible:  # by the invariants of its source, so that this is no circle
            continue
        for p in proof.invariants.get(transition.target, ()):
            how = "is kept by" if transition.source == transition.target else "holds after"
            yield Obligation(
                f"{constraint_text(p)} {how} {path_name(system, transition)}",
                *_premises(proof, transition, p.substitute(transition.update)),
                (transition.target, p),
            )


def _ranking_obligations(
    system: TransitionSystem, proof: TerminationProof, ranking: RankingFunction, left: Mapping[int, Transition]
) -> Iterator[Obligation]:
    component = frozenset(ranking.functions[0]) if ranking.functions else frozenset()
    if component not in components(left):
        raise Malformed("a ranking function belongs to no strongly connected component")
    if any(frozenset(functions) != component for functions in ranking.functions):
        raise Malformed("nested ranking functions belong to one component")
    own = within(left, component)
    if not ranking.strict or not ranking.strict <= own.keys():
        raise Malformed("a ranking function decreases on transitions of its component")
    for n, transition in own.items():
        where = path_name(system, transition)
        before: Polynomial | None = None
        for functions in ranking.functions:
            now = functions[transition.source]
            decrease = now - functions[transition.target].substitute(transition.update)
            if n not in ranking.strict:
                yield Obligation(f"{now} does not increase in {where}", *_premises(proof, transition, decrease))
                continue
            by = decrease - 1 if before is None else decrease + before - 1
            after = "" if before is None else f", once {before} is negative,"
            yield Obligation(f"{now} decreases{after} in {where}", *_premises(proof, transition, by))
            before = now
        if n in ranking.strict and before is not None:
            yield Obligation(f"{before} is at least 0 in {where}", *_premises(proof, transition, before))
