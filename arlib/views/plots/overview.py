"""Two pictures that stand in the course as files: the three answers, and the map of the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arlib.views.page.html import BLUE, INK, MONO, RULE, VERMILLION, Html
from arlib.views.plots.axes import COLOURS, HALO, LETTER, Axes, Point, picture

OCHRE = "#b8860b"
ANSWERS = (
    ("✓", "proved", "a certificate", "a small separate checker accepts it", BLUE),
    ("✗", "refuted", "an input on which it fails", "you can run it yourself", VERMILLION),
    ("?", "don't know", "the reason", "more time or a better tool may know", OCHRE),
)


def three_answers() -> Html:
    """A claim goes in; what comes out is one of three answers, each with something that need not be believed.

    >>> print(three_answers().text.splitlines()[1])
    proved, with a certificate: a small separate checker accepts it
    """
    lines = [f"{word}, with {what}: {then}" for _, word, what, then, _ in ANSWERS]
    summary = "\n".join(["A tool gets a claim, and gives one of three answers.", *lines])
    axes = Axes((0, 0, 0, 0), (0, 1), (0, 1))
    _box(axes, (10, 92), (150, 76), ("a claim", "x + y == y + x", "for 8 bits"), INK)
    _box(axes, (206, 92), (120, 76), ("a tool", "looks for", "evidence"), INK)
    axes.arrow((160, 130), (206, 130), f"stroke:{INK};stroke-width:1.8", INK, 3)
    for n, (sign, word, what, then, colour) in enumerate(ANSWERS):
        y = 12 + 84 * n
        axes.arrow((326, 130), (384, y + 34), f"stroke:{INK};stroke-width:1.8", INK, 4)
        _box(axes, (384, y), (198, 68), (f"{sign} {word}", f"with {what}"), colour)
        axes.arrow((582, y + 34), (622, y + 34), f"stroke:{INK};stroke-width:1.8", INK, 3)
        axes.text(628, y + 38, then)
    return Html(picture(890, 260, axes.parts, summary), summary)


def _box(axes: Axes, corner: Point, size: Point, lines: Sequence[str], colour: str) -> None:
    """A box with a heading, and lines under it."""
    (x, y), (width, height) = corner, size
    axes.parts.append(
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="7" '
        f'style="fill:{colour};fill-opacity:0.08;stroke:{colour};stroke-width:1.8"/>'
    )
    for n, words in enumerate(lines):
        style = "font-weight:bold;font-size:14px" if n == 0 else MONO if "==" in words else ""
        axes.text(x + width / 2, y + height / 2 + 4 + 20 * (n - (len(lines) - 1) / 2), words, style, "middle")


@dataclass(frozen=True)
class Kind:
    """A kind of tool: what its questions are about, how much it says and how much it is given, both from 0 to 10."""

    name: str
    about: str
    says: float
    given: float
    left: bool = False  # whether its name stands at the left of its mark


ABOUT = {"formulas": ("circle", COLOURS[0]), "programs": ("square", COLOURS[1]), "systems": ("triangle", COLOURS[2])}
# In the order of the tables under the picture. The places are a judgement: nobody has measured them.
KINDS = (
    Kind("SAT solver", "formulas", 7.4, 4.3),
    Kind("SMT solver", "formulas", 6.6, 5.0),
    Kind("automatic theorem prover", "formulas", 7.7, 6.3),
    Kind("proof assistant", "formulas", 9.3, 9.3, left=True),
    Kind("termination prover", "programs", 6.9, 1.0),
    Kind("software model checker", "programs", 6.3, 2.2),
    Kind("deductive verifier", "programs", 8.0, 7.6),
    Kind("static analyser", "programs", 4.0, 1.0),
    Kind("symbolic execution", "programs", 2.6, 2.2),
    Kind("fuzzer", "programs", 0.9, 1.4),
    Kind("model checker", "systems", 5.7, 6.3, left=True),
    Kind("policy analyser", "systems", 5.5, 3.9, left=True),
    Kind("network analyser", "systems", 5.2, 3.1, left=True),
)
GIVEN = ((1.2, "the program"), (3.5, "a question"), (6.3, "a model or contracts"), (9.3, "a whole proof"))
SAYS = ((0.9, "some failures"), (4.0, "warnings"), (6.5, "yes, no or don't know"), (9.3, "every step checked"))
NEAR = 0.8


def field_map() -> Html:
    """The kinds of tools, by how much one has to write down and how much the answer says.

    >>> print(field_map().text.splitlines()[1])
    To the right, answers say more: some failures; warnings; yes, no or don't know; every step checked.
    """
    summary = describe_field_map()
    axes = Axes((150, 44, 684, 372), (0, 10), (0, 10))
    left, top, width, height = axes.box
    for value, words in GIVEN:
        _, y = axes.at(0, value)
        axes.line([(left, y), (left + width, y)], f"stroke:{RULE};stroke-width:0.7")
        axes.text(left - 8, y + 4, words, "", "end")
    for value, words in SAYS:
        x, _ = axes.at(value, 0)
        axes.line([(x, top), (x, top + height)], f"stroke:{RULE};stroke-width:0.7")
        axes.text(x, top + height + 18, words, "", "middle")
    axes.line([(left, top), (left, top + height), (left + width, top + height)], f"stroke:{INK};stroke-width:1.5")
    axes.text(8, 16, "↑ what you give", "font-weight:bold")
    axes.text(left + width, top + height + 40, "what you get →", "font-weight:bold", "end")
    x = left + 120
    for about, (shape, colour) in ABOUT.items():
        axes.mark((x, 12), shape, colour, 6)
        axes.text(x + 12, 16, f"questions about {about}")
        x += 12 + LETTER * len(f"questions about {about}") + 26
    for kind in KINDS:
        shape, colour = ABOUT[kind.about]
        x, y = axes.at(kind.says, kind.given)
        axes.mark((x, y), shape, colour, 7)
        side, anchor = (-13, "end") if kind.left else (13, "start")
        axes.text(x + side, y + 4, kind.name, f"font-size:13px;font-weight:bold;{HALO}", anchor)
    return Html(picture(890, 470, axes.parts, summary), summary)


def describe_field_map() -> str:
    """The map in words: its axes, and for each kind of tool between which of their marks it stands."""
    lines = [
        "A map of kinds of tools.",
        f"To the right, answers say more: {'; '.join(words for _, words in SAYS)}.",
        f"Upwards, one gives more: {'; '.join(words for _, words in GIVEN)}.",
    ]
    for about in ABOUT:
        kinds = sorted((kind for kind in KINDS if kind.about == about), key=lambda kind: kind.says)
        lines.append(f"Questions about {about}, from left to right:")
        lines += [f"- {kind.name}: {_near(SAYS, kind.says)}, for {_near(GIVEN, kind.given)}" for kind in kinds]
    return "\n".join(lines)


def _near(marks: Sequence[tuple[float, str]], value: float) -> str:
    """The mark at which a value stands, or the two between which it does.

    >>> _near(GIVEN, 1.0), _near(GIVEN, 5.0)
    ('the program', 'between a question and a model or contracts')
    """
    at, words = min(marks, key=lambda mark: abs(mark[0] - value))
    if abs(at - value) <= NEAR:
        return words
    below = [words for at, words in marks if at < value][-1]
    above = next(words for at, words in marks if at > value)
    return f"between {below} and {above}"
