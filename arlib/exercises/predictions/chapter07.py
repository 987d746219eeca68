"""What chapter 7 asks its readers to foresee."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from statistics import median

from arlib.certificates.refutation import Refutation
from arlib.checking import Accepted, check
from arlib.circuits import blast
from arlib.clauses import CNF, cnf
from arlib.exercises.predictions.guesses import Ask
from arlib.exhaustive.durations import AGE_OF_THE_UNIVERSE, JULIAN_YEAR, extrapolate
from arlib.halting.cook_levin import halts_within
from arlib.halting.turing_machines import parse
from arlib.integers import Unsigned
from arlib.languages.propositions import proposition
from arlib.languages.python.claims import claim
from arlib.problems import installation, pigeons
from arlib.problems.snapshot import mail_servers
from arlib.sat import refute
from arlib.sat.dpll import dpll
from arlib.sat.events import Conflict, Event, Learned
from arlib.sat.stepping import events
from arlib.sat.transition import sample
from arlib.sequents import wang
from arlib.sequents.principia import PRINCIPIA
from arlib.terms import Implies
from arlib.verdict import Proved

YES_OR_NO = ("yes", "no")
ESSAY_RATE = 430e6  # calls a second (Cook 2021)
ESSAY_YEARS = 1360


def party(people: int, size: int = 3) -> CNF:
    """What says that a party has no group of that size of one kind."""
    letter = {pair: number for number, pair in enumerate(combinations(range(people), 2), 1)}
    groups = [[letter[pair] for pair in combinations(group, 2)] for group in combinations(range(people), size)]
    return cnf([[sign * each for each in group] for group in groups for sign in (1, -1)])


def conflicts(search: Iterable[Event]) -> int:
    """How many clauses were false in a search."""
    return sum(isinstance(event, Conflict) for event in search)


def _refutation(formula: CNF) -> Refutation:
    found = refute(formula, seconds=600)
    assert isinstance(found, Proved)
    return found.certificate


def _always_a_trio(formula: CNF) -> str:
    return "yes" if isinstance(refute(formula, seconds=600), Proved) else "no"


def _how_long() -> str:
    years = extrapolate(2**136, ESSAY_RATE) / JULIAN_YEAR / 86400
    if years < ESSAY_YEARS:
        return "less than the essay's 1,360 years"
    older = years * JULIAN_YEAR * 86400 > AGE_OF_THE_UNIVERSE
    return "longer than the universe is old" if older else "some thousands of years"


def _inferences() -> str:
    found = wang(PRINCIPIA["4.87"], seconds=600)
    assert isinstance(found, Proved)
    size = found.certificate.size
    return "at most 8" if size <= 8 else "9 to 50" if size <= 50 else "more than 50"


def _converses() -> str:
    theorems = [each for each in map(proposition, PRINCIPIA.values()) if isinstance(each, Implies)]
    turned = [wang(Implies(each.right, each.left), seconds=600) for each in theorems]
    kept = sum(isinstance(each, Proved) for each in turned)
    return "none" if not kept else "fewer than half" if 2 * kept < len(turned) else "half or more"


def _suppositions() -> int:
    """The letters 1 to 5 are the pairs of Ann with the others."""
    level = 0
    for event in events(party(6), [-letter for letter in range(1, 6)]):
        if isinstance(event, Conflict):
            return level
        level = getattr(event, "level", level)
    raise AssertionError("the party of six has a conflict")


def _branches() -> str:
    count = conflicts(dpll(party(6)))
    return "fewer than 100" if count < 100 else "100 to 10,000" if count <= 10_000 else "more than 10,000"


def _lesson() -> str:
    first = next(event for event in events(party(6)) if isinstance(event, Learned))
    return {
        frozenset({1, 2, 3}): "Ann knows Ben, Cem or Dia",
        frozenset({3}): "Ann knows Dia",
        frozenset({6, 7, 10}): "two of Ben, Cem and Dia know each other",
    }[frozenset(first.clause)]


def _forgeries() -> int:
    proof = _refutation(party(6))
    first, *others = proof.steps
    one, two, *hints = first.hints
    forged = (
        (replace(first, hints=(two, one, *hints)), *others),
        (replace(first, clause=first.clause[1:]), *others),
        tuple(others),
    )
    return sum(not isinstance(check(replace(proof, steps=steps)), Accepted) for steps in forged)


def _one_clause_less() -> str:
    formula = party(6)
    return (
        "no" if _always_a_trio(replace(formula, clauses=formula.clauses[:1] + formula.clauses[2:])) == "yes" else "yes"
    )


def _multiplying() -> str:
    three, five = (
        conflicts(events(blast(claim("x * y == y * x"), Unsigned(bits), sharing=False).where_not)) for bits in (3, 5)
    )
    factor = (five / three) ** (1 / 2)
    return "hardly" if factor < 1.5 else "it doubles" if factor < 2.5 else "it grows more than that"


def _hardest() -> str:
    where = {2.0: "those with few clauses", 4.5: "those between", 7.0: "those with many clauses"}
    cost = {ratio: median(sample(50, ratio, seed)[1] for seed in range(20)) for ratio in where}
    return where[max(cost, key=lambda ratio: cost[ratio])]


def _six_holes() -> str:
    count = conflicts(events(pigeons(7, 6).clauses))
    return "about 200" if count < 250 else "about 300" if count < 400 else "500 or more"


def _twice_the_steps() -> str:
    beaver = parse("1RB1RZ_1LB0RC_1LC1LA")
    twenty, forty = (len(halts_within(beaver, steps).clauses.clauses) for steps in (20, 40))
    factor = forty / twenty
    return "about 2" if factor < 3 else "about 5" if factor < 10 else "more than 1,000"


def _explained() -> int:
    problem = installation(mail_servers(), ["exim4", "postfix"])
    return len(problem.why(_refutation(problem.clauses)))


ASKS = (
    Ask(
        "7.1p",
        "Is there always a trio among six people?",
        YES_OR_NO,
        lambda: _always_a_trio(party(6)),
        "Who says no has seen how well it goes with five. One person more brings five pairs more.",
    ),
    Ask(
        "7.2p",
        "How long do all rows for 17 people take, at the essay's rate?",
        ("less than the essay's 1,360 years", "some thousands of years", "longer than the universe is old"),
        _how_long,
        "17 is not much more than 6. But it is the pairs that count, and each of them doubles the rows.",
    ),
    Ask(
        "7.3p",
        "How many inferences has Wang's proof of *4.87?",
        ("at most 8", "9 to 50", "more than 50"),
        _inferences,
        "Who says at most 8 thinks that a proof is shorter than a table. Here each equivalence takes two branches.",
    ),
    Ask(
        "7.4p",
        "How many of the converses are theorems?",
        ("none", "fewer than half", "half or more"),
        _converses,
        "Some theorems only rearrange, and then both directions hold.",
    ),
    Ask(
        "7.5p",
        "After how many of these suppositions is a clause false?",
        (),
        _suppositions,
        "Who says five goes through all of Ann's pairs. Propagation decides pairs of the others long before.",
    ),
    Ask(
        "7.6p",
        "Of the 32,768 rows, how many branches are left in DPLL's tree?",
        ("fewer than 100", "100 to 10,000", "more than 10,000"),
        _branches,
        "A branch that is cut off early stands for thousands of rows.",
    ),
    Ask(
        "7.7p",
        "What does the solver learn from this conflict?",
        ("Ann knows Dia", "Ann knows Ben, Cem or Dia", "two of Ben, Cem and Dia know each other"),
        _lesson,
        "That two of Ben, Cem and Dia know each other does not follow: they may all be strangers, elsewhere.",
    ),
    Ask(
        "7.8p",
        "How many of the three forgeries does the checker reject?",
        (),
        _forgeries,
        "Who says three expects every change to break a proof. A changed proof may be a proof.",
    ),
    Ask(
        "7.9p",
        "Without that clause, can six people be invited?",
        YES_OR_NO,
        _one_clause_less,
        "The proof used the clause, but that does not mean that every proof needs it.",
    ),
    Ask(
        "7.10p",
        "Each bit more for the multiplication: how does the number of conflicts grow?",
        ("hardly", "it doubles", "it grows more than that"),
        _multiplying,
        "Who thinks of the adder says hardly. A multiplier has no place at which the work can be cut in two.",
    ),
    Ask(
        "7.11p",
        "Which random formulas take the most conflicts?",
        ("those with few clauses", "those between", "those with many clauses"),
        _hardest,
        "More clauses mean more to look at, but also more that follows at once.",
    ),
    Ask(
        "7.12p",
        "Five holes took about 150 conflicts. And six?",
        ("about 200", "about 300", "500 or more"),
        _six_holes,
        "Who adds looks at the last difference. The numbers before grow by factors.",
    ),
    Ask(
        "7.13p",
        "Twice as many steps of a machine: how many times as many clauses?",
        ("about 2", "about 5", "more than 1,000"),
        _twice_the_steps,
        "Who says 2 counts the steps, and forgets that with them the tape becomes longer.",
    ),
    Ask(
        "7.14p",
        "How many lines has the explanation why exim4 and postfix cannot both be installed?",
        (),
        _explained,
        "A conflict concerns few packages, however many there are.",
    ),
)
