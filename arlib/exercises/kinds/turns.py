"""Whether functions of any form decrease in the turns of a loop, asked of the prover: with abs and min, and in phases.

The functions are *multiphase* (Ben-Amram and Genaim 2017) if in each turn one of them decreases by at least 1 and is
at least 0 before, while those that stand before it are used up: they are negative, and stay so. Then a run is in one
phase after the other, and in none for ever. A single one is a ranking function as Floyd (1967) has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from arlib import terms as t
from arlib.certificates import Counterexample
from arlib.certificates.termination import path_name
from arlib.exercises.base import Unreadable
from arlib.exercises.kinds.failures import failure_of, value
from arlib.exercises.kinds.reading import read_term
from arlib.integers import Unbounded
from arlib.polynomials import formula
from arlib.printing import assignment_text, to_text
from arlib.programs.syntax import Program
from arlib.programs.transitions import ENTRY, Transition, TransitionSystem, transition_system
from arlib.rules import is_total
from arlib.terms import Claim, Term, free_variables, is_formula, substitute, subterms
from arlib.verdict import Unknown

POLYNOMIAL = t.Var | t.Const | t.Neg | t.Add | t.Sub | t.Mul


def is_polynomial(text: str) -> bool:
    """Whether a text has sums, differences and products alone; a formula has not."""
    return all(isinstance(part, POLYNOMIAL) for part in subterms(read_term(text, Unbounded())))


def what_fails(program: Program, texts: Sequence[str]) -> str:
    """A turn in which these functions are not multiphase, in words; nothing if the prover shows that they are.

    >>> from arlib.exercises.kinds.programs import program_of
    >>> program = program_of("def f(x, y):\\n    while x > 0:\\n        x = x + y\\n        y = y - 1")
    >>> what_fails(program, ["y", "x"]), what_fails(program, ["y + 1", "2 * x"])
    ('', '')
    >>> what_fails(program, ["x"])
    'with x = 1, y = 0, a turn of the loop in line 2 leads to x = 1, y = -1: x goes from 1 to 1, and should decrease'
    """
    system = transition_system(program)
    functions = [_function(text, system) for text in texts]
    for transition in system.transitions:
        if transition.source == ENTRY:
            continue
        after = {name: update.term() for name, update in transition.update.items()}
        pairs = [(f, substitute(f, after)) for f in functions]
        begins = [formula(p) for p in transition.guard]
        wanted = reduce(t.Or, (_in_phase(pairs, i) for i in range(len(pairs))))
        ranked = reduce(lambda said, first: t.Implies(first, said), reversed(begins), wanted)
        match failure_of(Claim(ranked, free_variables(ranked)), Unbounded()):
            case Counterexample(state):
                return _told(system, transition, state, pairs)
            case Unknown(reason):
                return f"whether it decreases in {path_name(system, transition)} could not be decided: {reason}"
    return ""


def _function(text: str, system: TransitionSystem) -> Term:
    term = read_term(text, Unbounded())
    if is_formula(term):
        raise Unreadable(f"A ranking function is a number, and {text} is true or false.")
    for name in free_variables(term):
        if name not in system.variables:
            raise Unreadable(f"{name} does not decide how long this program runs; {', '.join(system.variables)} may.")
    if not is_total(term, Unbounded()):
        raise Unreadable(f"{text} may have no value, as where it divides by zero.")
    return term


def _in_phase(pairs: Sequence[tuple[Term, Term]], i: int) -> Term:
    """The phase of a function: it decreases and is not negative, and those before it are used up."""
    zero, (now, then) = t.Const(0), pairs[i]
    used_up = [t.And(t.Lt(before, zero), t.Lt(after, zero)) for before, after in pairs[:i]]
    return reduce(t.And, [*used_up, t.Ge(now, zero), t.Lt(then, now)])


def _told(
    system: TransitionSystem, transition: Transition, found: Mapping[str, int], pairs: Sequence[tuple[Term, Term]]
) -> str:
    """What one turn does from a state, and which function does not do there what it should."""
    known = {**dict.fromkeys(system.variables, 0), **found}
    parameters = system.program.parameters
    names = [*(n for n in parameters if n in system.variables), *(v for v in system.variables if v not in parameters)]
    after = {name: transition.update[name].evaluate(known) for name in names}
    leads = f"{path_name(system, transition)} leads to {assignment_text(after)}"
    turn = f"with {assignment_text({name: known[name] for name in names})}, {leads}"
    for before, then in pairs:
        first, second = (int(value(term, known, Unbounded()).replace(",", "")) for term in (before, then))
        goes = f"{to_text(before)} goes from {first} to {second}"
        if first >= 0:
            return f"{turn}: {goes}, and should decrease"
        if second >= 0:
            return f"{turn}: {goes}, and should stay below 0 once it has been used up"
    last = to_text(pairs[-1][0])
    return f"{turn}: {last} is below 0 before that, and should not be negative while the loop goes on"
