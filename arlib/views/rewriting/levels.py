"""The levels of the rewriting game as a table, and what is said while one is played."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from arlib import terms as t
from arlib.printing import to_text
from arlib.rewriting.levels import LEVELS, MOST_STARS, Level
from arlib.rewriting.moves import ARITHMETIC, Move
from arlib.views.page import panel
from arlib.views.page.html import Html
from arlib.views.rewriting.derivations import formula_html, grid

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def levels_table(stars: Mapping[int, int] | None = None) -> Html:
    """The levels: the claim to prove, the rules that are new, par, and the stars that a learner has, if given.

    >>> print(levels_table().text.splitlines()[2])
     2  x + y == y + x                        par 2  commutativity of +
    """
    rows, lines = [], ["Levels of the rewriting game"]
    for level in LEVELS:
        new, where = ", ".join(level.unlocks), f" ({level.integers})" * (str(level.integers) != "unbounded")
        got = star_text(stars.get(level.number, 0)) if stars is not None else ""
        formula = formula_html(level.begin().claim.formula)
        cells = [str(level.number), escape(level.title), f"{formula}{where}", escape(new), str(level.par), escape(got)]
        rows.append([Html(cell, cell) for cell in cells[: None if stars is not None else -1]])
        text = f"{formula.text}{where}"
        lines.append(f"{level.number:>2}  {text:<36}  par {level.par}  {new}{': ' * bool(got)}{got}")
    head = ("Level", "Title", "Claim", "New rules", "Par", "Stars")[: 6 if stars is not None else 5]
    return Html(grid(lines[0], head, rows), "\n".join(lines))


def level_options(stars: Mapping[int, int]) -> list[tuple[str, int]]:
    """The levels as a list offers them, with the stars that a learner has.

    >>> level_options({2: 3})[:2]
    [('1. The same on both sides', 1), ('2. The other way round  ★★★', 2)]
    """
    titles = [f"{level.number}. {level.title}  {'★' * stars.get(level.number, 0)}".rstrip() for level in LEVELS]
    return [(title, number) for number, title in enumerate(titles, start=1)]


def reward(level: Level, steps: int, best: int) -> str:
    """What the steps are worth beside par, and the best so far if it was better, as markup."""
    now = level.stars(steps)
    words = f"<br>Par is {level.par}: {star_text(now)}."
    return words + f" Your best so far: {star_text(best)}." * (best > now)


def task_markup(level: Level) -> str:
    """What a level is about, what is new, and par."""
    where = "" if str(level.integers) == "unbounded" else f" The numbers are those of {level.integers.describe()}."
    new = " and ".join(f"<b>{escape(name)}</b>" for name in level.unlocks)
    return panel.line(f"{escape(level.words)}{escape(where)}<br>New: {new}. Par: {level.par}.")


def offer_markup(move: Move) -> str:
    """What a rule would do at the place that is chosen, and the rule."""
    part, result = (t.subterm(term, move.position) for term in (move.before, move.after))
    words = f"{formula_html(part)} becomes {formula_html(result)}"
    if move.rule.name != ARITHMETIC:
        words += f", by {escape(to_text(move.rule.left))} = {escape(to_text(move.rule.right))}"
    return panel.line(words)


def star_text(stars: int) -> str:
    """Stars as signs and in words.

    >>> star_text(2)
    '★★☆ two stars'
    """
    return f"{'★' * stars}{'☆' * (MOST_STARS - stars)} {NUMBERS[stars]} star{'s' * (stars != 1)}"


def steps_ago(steps: int) -> str:
    """How long ago, in words.

    >>> steps_ago(3)
    'three steps ago'
    """
    return f"{NUMBERS[steps] if steps < len(NUMBERS) else steps} step{'s' * (steps != 1)} ago"
