"""A term drawn as its tree, in SVG that needs no library; its twin is the tree as indented text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from arlib import terms as t
from arlib.printing import CALL, INFIX, PREFIX, to_text
from arlib.terms import Term
from arlib.views.page.html import BLUE, INK, MONO, Html
from arlib.views.page.latex import Position

LEVEL, NODE, GAP, LETTER = 46, 26, 16, 8.6  # pixels: between levels, a node's height, between nodes, a letter
MOST_NODES = 120  # a larger tree would be too small to read, and is shown as text
PAPER = "var(--jp-layout-color0, white)"


def term_tree(term: Term, highlight: Position | None = None) -> Html:
    """The tree of a term: operators in boxes, variables and constants without; thick where ``highlight`` points.

    >>> from arlib.languages.python.claims import parse
    >>> term_tree(parse("x + 1 == y"), highlight=(0,))
    ==
      +  <- marked
        x
        1
      y
    """
    text = _indented(term, highlight)
    if highlight is not None:
        t.subterm(term, highlight)  # IndexError if there is no such place
    if sum(1 for _ in t.subterms(term)) > MOST_NODES:
        return Html(f'<pre style="{MONO};color:{INK};max-height:400px;overflow:auto">{escape(text)}</pre>', text)
    root = _place(term)
    edges: list[str] = []
    nodes: list[str] = []
    _draw(root, -root.left[0], 0, highlight, edges, nodes, marked=False)
    left = min(root.left)
    width, height = max(root.right) - left + 8, (len(root.left) - 1) * LEVEL + NODE + 8
    corner = f"{left - root.left[0] - 4:.1f} {-NODE / 2 - 4:.1f}"
    words = f"Tree of {to_text(term)}"
    if highlight is not None:
        words += f"; marked: {to_text(t.subterm(term, highlight))}"
    markup = (
        f'<svg role="img" aria-label="{escape(words)}" viewBox="{corner} {width:.1f} {height}" '
        f'xmlns="http://www.w3.org/2000/svg" style="display:block;width:{width:.0f}px;max-width:100%;height:auto;'
        f'{MONO};font-size:14px">{"".join(edges)}{"".join(nodes)}</svg>'
    )
    return Html(markup, text)


def label(term: Term) -> str:
    """What stands in a term's node: its operator, its name or its value.

    >>> label(t.Add(t.Var("x"), t.Const(1))), label(t.Const(-1))
    ('+', '-1')
    """
    kind = type(term)
    if isinstance(term, t.IfThenElse):
        return "if"
    if isinstance(term, t.Conversion):
        return to_text(t.rebuild(term, (t.Const(0),))).removesuffix("(0)")
    if term.children:
        return CALL[kind] if kind in CALL else (INFIX | PREFIX)[kind][0].strip()
    return to_text(term)


def _indented(term: Term, highlight: Position | None, depth: int = 0) -> str:
    lines = ["  " * depth + label(term) + "  <- marked" * (highlight == ())]
    for number, child in enumerate(term.children):
        below = highlight[1:] if highlight and highlight[0] == number else None
        lines.append(_indented(child, below, depth + 1))
    return "\n".join(lines)


@dataclass
class _Placed:
    """A subtree: where its children's roots stand, and how far it reaches on each level, counted from its root."""

    term: Term
    children: list[tuple[float, _Placed]]
    left: list[float]
    right: list[float]


def _place(term: Term) -> _Placed:
    """A tidy layout after Reingold and Tilford (1981): subtrees as close as their outlines allow."""
    half = max(NODE, LETTER * len(label(term)) + 12) / 2
    placed: list[tuple[float, _Placed]] = []
    left: list[float] = []
    right: list[float] = []
    for child in map(_place, term.children):
        levels = range(min(len(right), len(child.left)))
        at = max((right[level] + GAP - child.left[level] for level in levels), default=0.0)
        placed.append((at, child))
        left += [at + x for x in child.left[len(left) :]]
        right[: len(child.right)] = [at + x for x in child.right]
    middle = (placed[0][0] + placed[-1][0]) / 2 if placed else 0.0
    return _Placed(
        term,
        [(at - middle, child) for at, child in placed],
        [-half, *(x - middle for x in left)],
        [half, *(x - middle for x in right)],
    )


def _draw(
    node: _Placed,
    x: float,
    depth: int,
    highlight: Position | None,
    edges: list[str],
    nodes: list[str],
    *,
    marked: bool,
) -> None:
    marked = marked or highlight == ()
    y = depth * LEVEL
    for number, (offset, child) in enumerate(node.children):
        colour, thick = (BLUE, 3.0) if marked else (INK, 1.0)
        edges.append(
            f'<line x1="{x:.1f}" y1="{y}" x2="{x + offset:.1f}" y2="{y + LEVEL}" stroke-width="{thick}" '
            f'style="stroke:{colour}"/>'
        )
        below = highlight[1:] if highlight and highlight[0] == number else None
        _draw(child, x + offset, depth + 1, below, edges, nodes, marked=marked)
    half = -node.left[0]
    operator = bool(node.term.children)
    colour, thick = (BLUE, 3.0) if marked else (INK, 1.0 if operator else 0.0)
    slant = "italic" if isinstance(node.term, t.Var | t.Prop) else "normal"
    nodes.append(
        f'<rect x="{x - half:.1f}" y="{y - NODE / 2:.1f}" width="{2 * half:.1f}" height="{NODE}" rx="{NODE / 2}" '
        f'stroke-width="{thick}" style="fill:{PAPER};stroke:{colour}"/>'
        f'<text x="{x:.1f}" y="{y + 5}" text-anchor="middle" font-style="{slant}" '
        f'font-weight="{"bold" if marked else "normal"}" style="fill:{INK}">{escape(label(node.term))}</text>'
    )
