"""A term drawn as its tree, in SVG that needs no library; its twin is the tree as indented text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from arlib import terms as t
from arlib.printing import CALL, INFIX, PREFIX, to_text
from arlib.terms import Term
from arlib.views.page.html import BLUE, INK, MONO, Html
from arlib.views.page.latex import Position

LEVEL, NODE, GAP, LETTER = 46, 26, 16, 8.6  # pixels: between levels, a node's height, between nodes, a letter
MOST_NODES = 120  # a larger tree would be too small to read, and is shown as text
MARGIN = 4
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
    nodes, width, height = layout(term)
    words = f"Tree of {to_text(term)}, with {len(nodes)} node{'s' * (len(nodes) > 1)}"
    if highlight is not None:
        words += f"; marked: {to_text(t.subterm(term, highlight))}"
    markup = (
        f'<svg role="img" aria-label="{escape(words)}" viewBox="0 0 {width:.1f} {height}" '
        f'xmlns="http://www.w3.org/2000/svg" style="display:block;width:{width:.0f}px;max-width:100%;height:auto;'
        f'{MONO};font-size:14px">{edges(nodes, highlight)}{"".join(_box(node, highlight) for node in nodes)}</svg>'
    )
    return Html(markup, text)


@dataclass(frozen=True)
class Node:
    """A place in a term, and where in the picture its middle is, in pixels from the left and from the top."""

    position: Position
    term: Term
    x: float
    y: float
    width: float


def layout(term: Term) -> tuple[list[Node], float, int]:
    """The nodes of a term's tree, the root first, and the width and height of the picture.

    >>> nodes, width, height = layout(t.Neg(t.Var("x")))
    >>> [(node.position, node.x, node.y) for node in nodes], width, height
    ([((), 17.0, 17.0), ((0,), 17.0, 63.0)], 34.0, 80)
    """
    root = _place(term)
    nodes = list(_nodes(root, MARGIN - min(root.left), ()))
    return nodes, max(root.right) - min(root.left) + 2 * MARGIN, (len(root.left) - 1) * LEVEL + NODE + 2 * MARGIN


def edges(nodes: list[Node], highlight: Position | None = None) -> str:
    """The lines of a tree, those below ``highlight`` thick."""
    at = {node.position: node for node in nodes}
    lines = []
    for node in nodes[1:]:
        parent = at[node.position[:-1]]
        colour, thick = (BLUE, 3.0) if _within(parent.position, highlight) else (INK, 1.0)
        lines.append(
            f'<line x1="{parent.x:.1f}" y1="{parent.y}" x2="{node.x:.1f}" y2="{node.y}" stroke-width="{thick}" '
            f'style="stroke:{colour}"/>'
        )
    return "".join(lines)


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


def _nodes(placed: _Placed, x: float, position: Position) -> Iterator[Node]:
    y = len(position) * LEVEL + NODE / 2 + MARGIN
    yield Node(position, placed.term, x, y, placed.right[0] - placed.left[0])
    for number, (offset, child) in enumerate(placed.children):
        yield from _nodes(child, x + offset, (*position, number))


def _within(position: Position, highlight: Position | None) -> bool:
    return highlight is not None and position[: len(highlight)] == highlight


def _box(node: Node, highlight: Position | None) -> str:
    marked, operator = _within(node.position, highlight), bool(node.term.children)
    colour, thick = (BLUE, 3.0) if marked else (INK, 1.0 if operator else 0.0)
    slant = "italic" if isinstance(node.term, t.Var | t.Prop) else "normal"
    return (
        f'<rect x="{node.x - node.width / 2:.1f}" y="{node.y - NODE / 2:.1f}" width="{node.width:.1f}" '
        f'height="{NODE}" rx="{NODE / 2}" stroke-width="{thick}" style="fill:{PAPER};stroke:{colour}"/>'
        f'<text x="{node.x:.1f}" y="{node.y + 5}" text-anchor="middle" font-style="{slant}" '
        f'font-weight="{"bold" if marked else "normal"}" style="fill:{INK}">{escape(label(node.term))}</text>'
    )
