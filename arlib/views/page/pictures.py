"""Drawings that are seen on every page: also as a file, and also before a reader trusts the notebook.

JupyterLab takes SVG out of the outputs of a notebook that it does not trust yet, and leaves the letters of it in a
row. It keeps images. So an output has both: the image, and above it the drawing, which follows the theme of the page.
"""

from __future__ import annotations

import re
from base64 import b64encode

DRAWING = re.compile(r'<svg role="img" aria-label="([^"]*)"(.*?) style="([^"]*)"(.*?)</svg>', flags=re.DOTALL)
VARIABLE = re.compile(r"var\(--[\w-]+, ([^()]+)\)")
PAPER = "var(--jp-layout-color0, white)"


def standalone(drawing: str) -> str:
    """A drawing as a file, on white, since a page tells the pictures in it nothing of its colours.

    >>> standalone('<svg viewBox="0 0 20 10"></svg>')
    '<svg width="20" height="10" viewBox="0 0 20 10"><rect width="20" height="10" fill="white"/></svg>'
    """
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    if found is None:
        raise ValueError("a drawing has a viewBox")
    size = f'width="{found[1]}" height="{found[2]}"'
    head, _, body = drawing.replace("<svg ", f"<svg {size} ", 1).partition(">")
    plain = f'{head}><rect {size} fill="white"/>{body}'
    return VARIABLE.sub(r"\1", plain).replace("currentColor", "black")


def seen_everywhere(markup: str) -> str:
    """The markup with an image behind each drawing, of the same size, which also has its alt text.

    Where the drawing is taken out, its letters have no size.
    """

    def both(found: re.Match[str]) -> str:
        words, attributes, style, drawn = found.groups()
        image = b64encode(standalone(found[0]).encode()).decode()
        size = ";".join(part for part in style.split(";") if part.startswith(("width", "max-width", "height")))
        return (
            f'<div style="display:grid;font-size:0"><img src="data:image/svg+xml;base64,{image}" alt="{words}" '
            f'style="grid-area:1/1;{size};clip-path:inset(1px)"><svg aria-hidden="true"{attributes} '
            f'style="grid-area:1/1;position:relative;background:{PAPER};{style}"{drawn}</svg></div>'
        )

    return DRAWING.sub(both, markup)
