"""Exercises for chapter 7 in which something is said in clauses: at most one of some letters, and a rota."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from random import Random

from arlib.clauses import CNF, Assignment, Clause, Literal, satisfies
from arlib.exercises.base import Exercise, Feedback, Solution
from arlib.exercises.kinds.clauses import literals_text, model, read_clauses, shuffled
from arlib.exercises.kinds.programs import Grader, listed
from arlib.exercises.variants import between

IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven")


def rows(letters: int) -> Iterator[tuple[Literal, ...]]:
    """All values of the letters, as literals; few true ones first.

    >>> [*rows(2)]
    [(-1, -2), (-1, 2), (1, -2), (1, 2)]
    """
    found = product((False, True), repeat=letters)
    for row in sorted(found, key=sum):
        yield tuple(letter if true else -letter for letter, true in enumerate(row, 1))


# ---- 7.8 ----------------------------------------------------------------------------------

FURTHER = 8  # letters that an answer may have beside those of the question


def _enough(letters: int) -> int:
    """The number of clauses of the best encoding that is known here."""
    return 3 * letters - 6


def at_most_one(letters: Sequence[Literal]) -> list[Clause]:
    """No two of them: a clause for each pair."""
    return [(-one, -other) for one, other in combinations(letters, 2)]


def _encoding(letters: int) -> list[Clause]:
    """Groups of two letters between further letters, each of which tells a group about those that come later."""
    first, further, clauses = [1, 2], letters, []
    for letter in range(3, letters, 2):
        further += 1
        rest = [letter, letter + 1] if letters - letter != 2 else [letter, letter + 1, letter + 2]
        clauses += at_most_one([*first, further])
        first = [-further, *rest]
        if rest[-1] == letters:
            break
    return clauses + at_most_one(first)


def _grade_at_most_one(letters: int) -> Grader:
    """A grader: clauses that can be made true, by further letters, just where at most one of the letters is true."""

    def grade(answer: object) -> Feedback:
        clauses = read_clauses(answer, letters + FURTHER)
        largest = max([letters, *(abs(literal) for clause in clauses for literal in clause)])
        for row in rows(letters):
            true = [literal for literal in row if literal > 0]
            found = model((*clauses, *((literal,) for literal in row)), largest)
            others = f"the {IN_WORDS[letters]}"
            said = (
                f"with {literals_text(true)} true and no other of {others}" if true else f"with none of {others} true"
            )
            if found and len(true) > 1:
                return Feedback(False, f"{said}, your clauses can all be true: {found}.")
            if not found and len(true) <= 1:
                return Feedback(False, f"{said}, your clauses cannot all be true, whatever the further letters are.")
        enough = _enough(letters)
        if len(clauses) > enough:
            count = f"{len(clauses)} clauses, and {enough} are enough"
            return Feedback(False, f"in all {2**letters} rows they say just that. These are {count}.")
        return Feedback(True, f"in all {2**letters} rows {len(clauses)} clauses say just that.")

    return grade


def _ask_at_most_one(letters: int) -> str:
    pairs = letters * (letters - 1) // 2
    return (
        f"Say in clauses that at most one of the letters 1 to {letters} is true. A clause for each pair makes {pairs} "
        f"clauses. Do it with at most {_enough(letters)}. You may use further letters, {letters + 1} to "
        f"{letters + FURTHER}."
    )


def _vary_at_most_one(choose: Random) -> Exercise:
    letters = between(choose, 5, 7)
    key = [list(each) for each in _encoding(letters)]
    return replace(
        few,
        question=_ask_at_most_one(letters),
        grade=_grade_at_most_one(letters),
        key=Solution(f"answer = {key}", "A further letter is true where the one that is true is in a later group."),
    )


few = Exercise(
    "7.8",
    "few",
    2,
    _ask_at_most_one(5),
    "a list of clauses such as [[1, -2], [7]]",
    _grade_at_most_one(5),
    (
        "Cut the letters into two groups. What do the clauses within the groups leave open?",
        "A further letter can say in which of the groups nothing is true.",
        "Then it belongs to one group as it is, and to the other one negated: at most one of each of these is true.",
    ),
    _vary_at_most_one,
)

# ---- 7.11 ---------------------------------------------------------------------------------

PEOPLE = ("Ada", "Ben", "Cy", "Dee", "Eve")


@dataclass(frozen=True)
class Rule:
    """A rule of the rota in words, and as clauses."""

    words: str
    clauses: tuple[Clause, ...]

    def holds(self, row: Sequence[Literal]) -> bool:
        """Whether a row obeys it."""
        return satisfies(Assignment(tuple(row)), CNF(len(row), self.clauses))


def rota(a: int, b: int, c: int, d: int, e: int) -> tuple[Rule, ...]:
    """The rules, for people in these places."""
    one, two, three, four, five = (PEOPLE[letter - 1] for letter in (a, b, c, d, e))
    return (
        Rule(f"at least two of {one}, {two} and {three} come", ((a, b), (a, c), (b, c))),
        Rule(f"{four} comes only if {five} does", ((-d, e),)),
        Rule(f"{one} and {five} do not both come", ((-a, -e),)),
        Rule(f"{five} comes if and only if both {two} and {three} do", ((-e, b), (-e, c), (e, -b, -c))),
    )


def _come(row: Sequence[Literal]) -> str:
    names = [PEOPLE[literal - 1] for literal in row if literal > 0]
    if not names:
        return "nobody comes"
    return f"{' and '.join([*([', '.join(names[:-1])] if names[1:] else []), names[-1]])} come{'s' * (len(names) == 1)}"


def _grade_rota(rules: Sequence[Rule]) -> Grader:
    """A grader: clauses that are true in the same rows as the rules."""

    def grade(answer: object) -> Feedback:
        clauses = read_clauses(answer, len(PEOPLE))
        yours = Rule("your clauses", clauses)
        for row in rows(len(PEOPLE)):
            broken = [rule for rule in rules if not rule.holds(row)]
            if yours.holds(row) and broken:
                return Feedback(
                    False, f"if {_come(row)}, your clauses are all true, and this is broken: {broken[0].words}."
                )
            if not yours.holds(row) and not broken:
                false = next(each for each in clauses if set(each).isdisjoint(row))
                return Feedback(
                    False, f"if {_come(row)}, the rules are obeyed, and your clause {list(false)} is false."
                )
        right = sum(yours.holds(row) for row in rows(len(PEOPLE)))
        return Feedback(True, f"in all {2 ** len(PEOPLE)} rows they say the same; {right} of the rows obey the rules.")

    return grade


ASK_ROTA = (
    "Who comes on Saturday? Letter 1 says that Ada does, 2 Ben, 3 Cy, 4 Dee and 5 Eve. Write these four rules as "
    "clauses."
)


def rules_text(rules: Sequence[Rule]) -> str:
    """The rules in words, one on a line."""
    return "\n".join(rule.words for rule in rules)


def _vary_rota(choose: Random) -> Exercise:
    drawn = shuffled(choose, range(1, len(PEOPLE) + 1))
    rules = shuffled(choose, rota(*drawn))
    key = [list(clause) for rule in rules for clause in rule.clauses]
    return replace(
        clauses,
        question=listed(ASK_ROTA, rules_text(rules)),
        grade=_grade_rota(rules),
        key=Solution(f"answer = {key}", "Each rule gives a clause for each way to break it."),
    )


RULES = rota(1, 2, 3, 4, 5)

clauses = Exercise(
    "7.11",
    "clauses",
    2,
    ASK_ROTA,
    "a list of clauses such as [[1, -2], [3]]",
    _grade_rota(RULES),
    (
        "A clause forbids: it is false just where all its literals are. For each way to break a rule, write that down "
        "and negate each literal.",
        "Of three people at least two come if of each two of them at least one does.",
        "If and only if is two rules. If one comes, then both others do; and if both others come, then that one does.",
    ),
    _vary_rota,
)
