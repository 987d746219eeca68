"""The glossary has every term that a chapter introduces, its index is right, and its links lead to sections that exist.

What a chapter sets in *italics* is a term, unless it is listed below as an emphasised word or as a title. A term is in
the glossary if it is a heading there, or set in bold in an entry.
"""

import json
import re

import pytest
from render_references import NOTEBOOKS, SOURCES

GLOSSARY = NOTEBOOKS / "glossary.ipynb"
CHAPTERS = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
LINK = re.compile(r"\[[^\]]*\]\((?P<file>[\w.]*)(?:#heading=(?P<anchor>[^)]*))?\)")
ITALICS = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![\w*])")

# One a line. "Confront" is the name of a button, and one is the title of a book.
EMPHASISED = """
after
all
almost all
always
any
can be replaced
can be rewritten
compute
confront
contain
does
ends
every
how
if
keep my answer
never
no
not
one
only
principia mathematica
program
property
reads
reasoning
text
that
the
these premises
this form
to
tool
true
we
what
when the first has been used up, the second decreases
who
with
wrong
your
"""
EMPHASIS = set(EMPHASISED.strip().splitlines())


def markdown(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def prose(path):
    """Without listings, code, bold text and sources."""
    text = re.sub(r"```.*?```", "", SOURCES.sub("", "\n\n".join(markdown(path))), flags=re.DOTALL)
    return re.sub(r"\*\*.*?\*\*", "", re.sub(r"`[^`\n]*`", "`", text))


def entries():
    """The cells of the glossary from a heading of a term on: the heading, its text, the example, what it shows."""
    cells = json.loads(GLOSSARY.read_text(encoding="utf-8"))["cells"]
    for entry, example in zip(cells, cells[1:], strict=False):
        source = "".join(entry["source"])
        if entry["cell_type"] == "markdown" and source.startswith("### "):
            heading, text = source.removeprefix("### ").split("\n\n", 1)
            yield heading, text, example


def anchors(path):
    return {heading.strip().replace(" ", "-") for heading in re.findall(r"(?m)^#+ (.*)$", "\n\n".join(markdown(path)))}


def test_every_term_has_an_example_of_one_line_that_shows_something():
    found = list(entries())
    assert 45 <= len(found) <= 110
    for heading, text, example in found:
        assert len(heading) <= 30
        assert 1 <= len(re.findall(r"[.?!](?:\s|$)", text)) <= 5, heading
        assert example["cell_type"] == "code", heading
        assert len("".join(example["source"]).splitlines()) == 1, heading
        assert example["outputs"], heading


def test_the_index_is_alphabetical_and_whole():
    (index,) = (text for text in markdown(GLOSSARY) if text.startswith("## Index"))
    links = [(link["file"], link["anchor"]) for link in LINK.finditer(index)]
    headings = [heading.replace(" ", "-") for heading, _, _ in entries()]
    # With its file, since JupyterLab finds a heading that is far away only for such a link.
    inside = sorted(headings, key=lambda name: name.replace("-", " ").casefold())
    assert links == [(GLOSSARY.name, heading) for heading in inside]
    assert len(set(headings)) == len(headings)


def test_every_entry_says_where_it_is_introduced():
    for heading, text, _ in entries():
        links = [link for link in LINK.finditer(text) if re.match(r"\d\d_", link["file"])]
        assert links, heading
        for link in links:
            assert link["anchor"] is None or link["anchor"] in anchors(NOTEBOOKS / link["file"]), heading


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_every_term_in_italics_is_in_the_glossary(path):
    known = {heading.casefold() for heading, _, _ in entries()}
    for _, text, _ in entries():
        known |= {bold.casefold() for bold in re.findall(r"\*\*(.*?)\*\*", text)}
    terms = {italics.casefold() for italics in ITALICS.findall(prose(path))} - EMPHASIS
    assert terms <= known, f"{sorted(terms - known)}: into the glossary, or into EMPHASIS in {__name__}"
