"""A tree of sequents as Gentzen drew them, in SVG: what follows below the line, what it follows from above.

Its twin is the tree as lines of text; a tree too wide to be read as a drawing is shown as its twin. A tree that is not
finished has open leaves, and one of them may be ``here``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice

from arlib.certificates.sequent_drawing import sequent_text, tree_lines
from arlib.certificates.sequents import Inference, Valuation
from arlib.sequents.growing import OPEN, Path
from arlib.sequents.rules import places
from arlib.verdict import Proved, Refuted, Unknown
from arlib.views.page.html import BLUE, INK, MONO, ORANGE, VERMILLION, Html, badge

LETTER, ROW, GAP, RULE, MARGIN = 8.2, 36, 26, 34, 8  # pixels: a letter, a level, between premises, a rule's name
WIDEST = 1000  # pixels of a drawing
MOST_DRAWN = 60  # sequents of a drawing
MOST_LINES = 500  # of the text


def sequent_tree(proof: Inference, here: Path | None = None) -> Html:
    """The tree as a drawing, or as lines of text if that would be too wide.

    >>> from arlib.sequents import wang
    >>> sequent_tree(wang("p | ~p").certificate)
    ⊢ p ∨ ¬p   P4a
    ⊢ p, ¬p    P2a
    p ⊢ p      P1
    """
    lines = [*islice(tree_lines(proof), MOST_LINES)]
    if more := proof.size - len(lines):
        lines.append(f"and {more:,} more")
    text = "\n".join(lines)
    root = _fitting(proof)
    if root is None:
        style = f"{MONO};color:{INK};line-height:1.35;max-height:460px;overflow:auto;margin:4px 0"
        return Html(f'<pre tabindex="0" aria-label="{_words(proof)}" style="{style}">{escape(text)}</pre>', text)
    width, height = root.width + 2 * MARGIN, root.height * ROW + 2 * MARGIN
    drawn = "".join(_drawn(root, MARGIN, height - MARGIN - 10, (), proof, here))
    markup = (
        f'<svg role="img" aria-label="{_words(proof)}" viewBox="0 0 {width:.0f} {height}" '
        f'xmlns="http://www.w3.org/2000/svg" style="display:block;width:{width:.0f}px;max-width:100%;height:auto;'
        f'{MONO};font-size:13.5px">{drawn}</svg>'
    )
    return Html(markup, text)


def sequent_answer_html(answer: Proved[Inference] | Refuted[Valuation] | Unknown) -> Html:
    """A verdict of Wang's method, with its tree.

    >>> from arlib.sequents import wang
    >>> sequent_answer_html(wang("p -> q"))
    ✗ refuted: false where p = True, q = False
    """
    match answer:
        case Proved(tree):
            count = f"{tree.size:,} inference{'s' * (tree.size != 1)}"
            head = badge("✓", "proved", f"{sequent_text(tree.conclusion)}, by {count} of Wang's rules", BLUE)
            drawn = sequent_tree(tree)
            return Html(f'{head}<div style="padding:8px 0">{drawn}</div>', f"{head.text}\n{drawn.text}")
        case Refuted(row):
            return badge("✗", "refuted", f"false where {row}", VERMILLION)
        case Unknown(reason):
            return badge("?", "don't know", reason, ORANGE)


@dataclass(frozen=True)
class _Block:
    """The drawing of a subtree: the middle of its conclusion, half of its line, and its size; each from its left."""

    step: Inference
    above: tuple[tuple[float, _Block], ...]
    middle: float
    half: float
    width: float
    height: int

    @property
    def text_half(self) -> float:
        """Half the width of the conclusion."""
        return LETTER * len(sequent_text(self.step.conclusion)) / 2


def _fitting(proof: Inference) -> _Block | None:
    """The blocks of a tree, or None if they are wider than a page."""
    if proof.size > MOST_DRAWN:
        return None
    root = _placed(proof)
    return root if root.width <= WIDEST else None


def _placed(step: Inference) -> _Block:
    above: list[tuple[float, _Block]] = []
    at = 0.0
    for premise in step.premises:
        block = _placed(premise)
        above.append((at, block))
        at += block.width + GAP
    half = LETTER * len(sequent_text(step.conclusion)) / 2
    if not above:
        return _Block(step, (), half, half, 2 * half + RULE, 1)
    (first_at, first), (last_at, last) = above[0], above[-1]
    left, right = first_at + first.middle - first.text_half, last_at + last.middle + last.text_half
    middle, half = (left + right) / 2, max((right - left) / 2, half)
    shift = max(0.0, half - middle)
    shifted = tuple((at + shift, block) for at, block in above)
    width = max(last_at + last.width + shift, middle + shift + half + RULE)
    return _Block(step, shifted, middle + shift, half, width, 1 + max(block.height for _, block in above))


def _drawn(block: _Block, x: float, y: float, path: Path, whole: Inference, here: Path | None) -> Iterator[str]:
    for number, (at, premise) in enumerate(block.above):
        yield from _drawn(premise, x + at, y - ROW, (*path, number), whole, here)
    step, middle = block.step, x + block.middle
    dead = step.rule == OPEN and not places(step.conclusion)
    marked = path == here
    colour = VERMILLION if dead else BLUE if marked else INK
    if marked:
        yield (
            f'<rect x="{middle - block.text_half - 5:.1f}" y="{y - 16}" width="{2 * block.text_half + 10:.1f}" '
            f'height="23" rx="5" stroke-width="2" style="fill:none;stroke:{BLUE}"/>'
        )
    yield (
        f'<text x="{middle:.1f}" y="{y}" text-anchor="middle" textLength="{2 * block.text_half:.1f}" '
        f'font-weight="{"bold" if marked or dead else "normal"}" style="fill:{colour}">'
        f"{escape(sequent_text(step.conclusion))}</text>"
    )
    if step.rule == OPEN:
        sign = "✗" if dead else "?"
        yield _label(sign, middle + block.text_half + 8, y, colour)
        return
    line = y - 21
    yield (
        f'<line x1="{middle - block.half:.1f}" y1="{line}" x2="{middle + block.half:.1f}" y2="{line}" '
        f'stroke-width="1" style="stroke:{INK}"/>'
    )
    yield _label(step.rule, middle + block.half + 4, line + 4, INK)


def _label(text: str, x: float, y: float, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y}" font-size="11" style="fill:{colour}">{escape(text)}</text>'


def _words(proof: Inference) -> str:
    what = f"Tree of {sequent_text(proof.conclusion)}, of {proof.size:,} sequent{'s' * (proof.size != 1)}"
    return escape(what)
