r"""Notebooks as pages that need nothing else: what nbconvert leaves undone between a notebook and a page to read.

``notebooks/jupyter_nbconvert_config.py`` hands these functions to nbconvert, and ``notebooks/templates`` calls them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from latex2mathml.converter import convert

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What a widget leaves in a saved notebook: its repr, since its view is not saved.
WIDGET = re.compile(
    r"(\w*Widget|\w+Panel|\w+Editor|DiagonalMachine|ImplicationStepper|SearchTrees|PhaseTransition|WangTree)\("
)
# As MathJax finds it on a page: never within code.
MATHEMATICS = re.compile(r"(?<!\\)\$\$(.+?)\$\$|(?<![\\$])\$(?!\s)([^$]+?)(?<![\\\s])\$", flags=re.DOTALL)
LITERAL = ("pre", "code", "script", "style", "math", "title", "textarea")
UNDERLINE = "\u2015"
DARKER = 0.7  # a colour that is bright enough for dark pages is too bright for text on a white one

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PRINTING = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--disable-background-networking",
)
PATIENCE = 180  # seconds


def heading_of(notebook: Any) -> str:
    """The first heading of a notebook, which names its page.

    >>> from types import SimpleNamespace as Node
    >>> heading_of(Node(cells=[Node(cell_type="markdown", source="# Proving that `g` ends\\n\\nText.")]))
    'Proving that g ends'
    """
    for cell in notebook.cells:
        found = cell.cell_type == "markdown" and re.search(r"^#\s+(.+?)\s*$", cell.source, flags=re.MULTILINE)
        if found:
            return str(found[1]).replace("`", "").replace("*", "")
    return "Notebook"


def is_widget(text: str) -> bool:
    """Whether this plain text is all that a widget leaves in a saved notebook.

    >>> is_widget("TimingWidget('x + y == y + x', uint8)"), is_widget("Accepted(rests_on=())")
    (True, False)
    """
    return WIDGET.match(text) is not None


def mathml(latex: str, *, block: bool = False) -> str:
    r"""Mathematics that a browser shows without a script.

    >>> mathml("x")
    '<math display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi>x</mi></mrow></math>'
    """
    soup = BeautifulSoup(convert(_plainer(latex), display="block" if block else "inline"), "html.parser")
    # Browsers read MathML Core, which leaves these to style sheets.
    for cell in soup.select("[columnalign]"):
        cell["style"] = f"text-align:{cell.attrs.pop('columnalign')}"
    for under in soup.select("munder"):
        body, line = under.find_all(recursive=False)
        if line.get_text() == UNDERLINE:
            line.decompose()
            under.name, under["class"] = "mrow", "marked"
    for space in soup.find_all("mspace", linebreak=True):
        del space["linebreak"]
    return str(soup)


def _plainer(latex: str) -> str:
    """The same in the part of LaTeX that latex2mathml reads."""

    def darker(found: re.Match[str]) -> str:
        parts = (round(int(part) * DARKER) for part in found[1].split(","))
        return r"\textcolor{#" + "".join(f"{part:02x}" for part in parts) + "}"

    def words(found: re.Match[str]) -> str:
        return r"\text{" + found[1].replace(r"\_", "_") + "}"

    latex = re.sub(r"\\textcolor\[RGB\]\{([\d,\s]+)\}", darker, latex)
    latex = re.sub(r"\\(?:operatorname|mathsf)\{([^{}]*)\}", words, latex)
    latex = re.sub(r"\\mathbin\{([^{}]*)\}", r"{\\;\1\\;}", latex)
    latex = re.sub(r"\\mathord\{([^{}]*)\}", r"{\1}", latex)
    return re.sub(r"\\(begin|end)\{(?:aligned|align)\}", r"\\\1{align*}", latex)


def readable(page: str) -> str:
    """A part of a page as anyone can read it, with any device and without a network.

    Headings get names of their own to link to, links to notebooks lead to their pages, tables say which cell heads
    which, what may be wider than the page can be scrolled, and mathematics becomes MathML. A link to a heading has a
    word for JupyterLab, which then finds it on a page that is only half there.

    >>> print(readable('<p>See <a href="02_rules.ipynb#heading=Terms">chapter 2</a>.</p>'))
    <p>See <a href="02_rules.html#Terms">chapter 2</a>.</p>
    """
    soup = BeautifulSoup(page, "html.parser")
    _name_headings(soup)
    for link in soup.select("a[href]"):
        link["href"] = re.sub(r"^([^:#]+)\.ipynb(?:(#)(?:heading=)?|$)", r"\1.html\2", link["href"])
    for table in soup.find_all("table"):
        _head(table)
        table.wrap(soup.new_tag("div", attrs={"class": "scrolls", "data-name": "Table"}))
    for text in soup.find_all("pre"):
        text["class"] = [*text.get("class", []), "scrolls"]
        text["data-name"] = "Text"
    _write_mathematics(soup)
    _list_contents(soup)
    return str(soup)


def _name_headings(soup: BeautifulSoup) -> None:
    """An id for each, as JupyterLab makes it, and a number behind one that was there before."""
    seen: Counter[str] = Counter()
    for heading in soup.find_all(HEADINGS):
        for anchor in heading.select("a.anchor-link"):
            anchor.decompose()
        name = re.sub(r"\s+", "-", heading.get_text().strip())
        seen[name] += 1
        heading["id"] = name if seen[name] == 1 else f"{name}-{seen[name]}"


def _head(table: Tag) -> None:
    """Says of each heading cell what it heads, where the table does not say it itself."""
    for cell in table.find_all("th"):
        if not cell.get("scope"):
            cell["scope"] = "col" if cell.find_parent("thead") else "row"
        if not cell.get_text().strip() and not cell.find("img"):
            cell.name = "td"  # an empty cell heads nothing
            del cell["scope"]


def _write_mathematics(soup: BeautifulSoup) -> None:
    for text in list(soup.find_all(string=MATHEMATICS)):
        if text.find_parent(LITERAL) or type(text) is not NavigableString:
            continue
        found = MATHEMATICS.split(str(text))
        parts: list[Any] = [NavigableString(found[0])]
        for block, inline, after in zip(found[1::3], found[2::3], found[3::3], strict=True):
            parts.append(BeautifulSoup(mathml(block or inline, block=block is not None), "html.parser"))
            parts.append(NavigableString(after))
        text.replace_with(*parts)


def _list_contents(soup: BeautifulSoup) -> None:
    """Fills the place for the contents, if there is one, with links to the parts of the page."""
    place = soup.select_one("[data-contents]")
    if place is None:
        return
    for heading in soup.find_all("h2"):
        item = soup.new_tag("li")
        link = soup.new_tag("a", href=f"#{heading['id']}")
        link.string = heading.get_text()
        item.append(link)
        place.append(item)


def one_heading_a_slide(page: str) -> str:
    """Slides of which each begins with the heading of what is on it.

    In a notebook, a cell often ends one part and begins the next. On slides, the end of a part goes to the slide
    before, as the last thing to appear. If what it is about was not shown there (the template leaves a mark), it
    becomes a note for the speaker. A further heading in the cell begins a further slide.

    >>> part = '<section><div class="cell prose">{}</div></section>'
    >>> shown = part.format("<h2>A</h2>") + part.format("<p>So a.</p><h2>B</h2>")
    >>> print(one_heading_a_slide(shown).replace("><div", ">\\n<div"))
    <section>
    <div class="cell prose"><h2>A</h2></div>
    <div class="fragment cell prose"><p>So a.</p></div></section><section>
    <div class="cell prose"><h2>B</h2></div></section>
    """
    soup = BeautifulSoup(page, "html.parser")
    before: Tag | None = None
    for section in [found for found in soup.find_all("section") if not found.find("section")]:
        cell = section.find("div", recursive=False)
        last = section
        if cell is not None and "prose" in cell["class"]:
            parts = _parts(cell)
            if len(parts) > 1 and before is not None and parts[0][0].name not in HEADINGS:
                seen = before.select(".cell, [data-skipped]")
                unseen = bool(seen) and seen[-1].has_attr("data-skipped")
                kind = "notes" if unseen else "fragment cell prose"
                said = soup.new_tag("aside" if unseen else "div", attrs={"class": kind})
                said.extend(parts.pop(0))
                (section if unseen else before).append(said)
            following = list(cell.next_siblings)
            for part in parts[1:]:
                further, rest = soup.new_tag("section"), soup.new_tag("div", attrs={"class": "cell prose"})
                rest.extend(part)
                further.append(rest)
                last.insert_after(further)
                last = further
            if last is not section:
                last.extend(following)
        before = last
    for mark in soup.select("[data-skipped]"):
        mark.decompose()
    return str(soup)


def _parts(cell: Tag) -> list[list[Tag]]:
    """What a cell holds, cut before each heading that does not stand right under another."""
    parts: list[list[Tag]] = [[]]
    for node in cell.find_all(recursive=False):
        if node.name in HEADINGS and parts[-1] and parts[-1][-1].name not in HEADINGS:
            parts.append([])
        parts[-1].append(node)
    return parts


def find_browser() -> str | None:
    """The path of a browser that can print: Chromium, or one that is made of it."""
    return next((found for found in map(shutil.which, BROWSERS) if found), None)


def print_to_pdf(page: str, browser: str, *, sandbox: bool = True) -> bytes:
    """A page as PDF, with its structure and an outline, printed by this browser.

    Playwright, which nbconvert asks otherwise, brings a browser of its own and does not find the system's.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        options = [*PRINTING, f"--user-data-dir={folder}/profile", "--generate-pdf-document-outline"]
        command = [browser, *options, *["--no-sandbox"] * (not sandbox), f"--print-to-pdf={printed}", source.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        if not printed.exists():
            raise RuntimeError(f"{browser} printed nothing:\n{done.stderr[-2000:]}")
        return printed.read_bytes()
