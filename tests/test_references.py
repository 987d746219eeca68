"""The bibliography and what cites it agree: notebooks, docstrings, README.

A citation in prose is a year in round brackets with a name in them or before them: "(Turing 1936)", "Turing (1936)".
"""

import ast
import io
import json
import re
import tokenize
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from render_references import BIBLIOGRAPHY, NOTEBOOKS, SOURCES, cited, entries, family_names, field, people, render

ROOT = NOTEBOOKS.parent
PATHS = sorted(path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
ALL = pytest.mark.parametrize("path", PATHS, ids=[path.relative_to(NOTEBOOKS).as_posix() for path in PATHS])
MODULES = sorted((ROOT / "arlib").rglob("*.py"))

YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b(?!-\d\d-\d\d)")  # the year of a date is no citation
BRACKETS = re.compile(rf"\([^()]*{YEAR.pattern}[^()]*\)")
BEFORE = 100  # letters before the brackets in which the name may stand
NEEDED = {
    "article": {"journal", "volume"},
    "book": {"publisher"},
    "incollection": {"booktitle", "publisher"},
    "inproceedings": {"booktitle"},
    "misc": {"url"},
    "phdthesis": {"school"},
}


def plain(text):
    """Without accents, capitals and line breaks."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


@cache
def markdown(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def prose(text):
    """Markdown without listings, code, addresses, and the list of sources itself."""
    text = SOURCES.sub("", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return re.sub(r"\]\([^)]*\)", "]", re.sub(r"`[^`]*`", "", text))


@cache
def words(path):
    """The docstrings and comments of a module."""
    text = path.read_text(encoding="utf-8")
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    found = [ast.get_docstring(node) for node in ast.walk(ast.parse(text)) if isinstance(node, documented)]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n\n".join([*filter(None, found), *(token.string for token in tokens if token.type == tokenize.COMMENT)])


def citations(text):
    """Each year that is cited, with the words among which its names are."""
    for brackets in BRACKETS.finditer(text):
        begin = max(0, brackets.start() - BEFORE)
        ends = [begin, *(year.end() + brackets.start() for year in YEAR.finditer(brackets[0]))]
        for start, end in pairwise(ends):
            yield text[end - 4 : end], text[start : end - 4]


def meant(year, around):
    """The keys of the entries of that year of whose authors one is named."""
    named = plain(around)
    return {
        key
        for key, entry in entries().items()
        if field(entry, "year") == year
        and any(re.search(rf"\b{re.escape(plain(name).removeprefix('the '))}\b", named) for name in family_names(entry))
    }


def test_citations_are_found_and_matched():
    text = "Turing (1949) and others (Rado 1962; Lin and Rado 1965) and Kurt Gödel's paper (1931)."
    found = [(year, meant(year, around)) for year, around in citations(text)]
    assert found == [
        ("1949", {"turing1949"}),
        ("1962", {"rado1962"}),
        ("1965", {"lin1965"}),
        ("1931", {"goedel1931"}),
    ]
    assert meant("1937", "Turing") == set()


def test_entries_are_complete_and_in_order():
    keys = list(entries())
    assert keys == sorted(keys)
    assert len(BIBLIOGRAPHY.read_text(encoding="utf-8").split("\n@")) == len(keys) + 1
    for key, entry in entries().items():
        needed = {"title", "year"} | NEEDED[entry.entry_type]
        assert all(field(entry, name) for name in needed), key
        first = plain(family_names(entry)[0]).removeprefix("the ").split()[0]
        first = {"godel": "goedel", "bohm": "boehm", "de": "demoura"}.get(first, re.sub(r"\W", "", first))
        assert key == first + field(entry, "year")
        assert people(entry)
        assert not field(entry, "doi").startswith("http")


@ALL
def test_lists_of_sources_are_those_of_the_bibliography(path):
    for source in markdown(path):
        section = SOURCES.search(source)
        if section:
            items = [line for line in section[0].splitlines()[1:] if line]
            assert len(items) == len(cited(source)), "each line under Sources is an item with its key"
            assert len(set(cited(source))) == len(items)
        assert set(cited(source)) <= set(entries())
        assert render(source) == source, "run `python tests/render_references.py`"


@ALL
def test_what_a_notebook_cites_is_among_its_sources(path):
    """The sources of a notebook with solutions are those of its chapter."""
    sources = {key for source in markdown(NOTEBOOKS / path.name) for key in cited(source)}
    for year, around in citations(prose("\n\n".join(markdown(path)))):
        assert meant(year, around) & sources, f"{year} after {around!r}"


@pytest.mark.parametrize("path", [*MODULES, ROOT / "README.md"], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_the_package_cites_is_in_the_bibliography(path):
    text = words(path) if path.suffix == ".py" else prose(path.read_text(encoding="utf-8"))
    for year, around in citations(text):
        assert meant(year, around), f"{year} after {around!r}"


def test_every_entry_is_cited():
    listed = {key for path in PATHS for source in markdown(path) for key in cited(source)}
    inside = {key for path in MODULES for year, around in citations(words(path)) for key in meant(year, around)}
    assert set(entries()) - listed - inside == set()


def test_no_chapter_is_without_sources():
    chapters = [path for path in PATHS if path.parent == NOTEBOOKS and re.match(r"\d\d_", path.name)]
    assert Path(NOTEBOOKS / "00_start_here.ipynb") in chapters
    assert all(any(cited(source) for source in markdown(path)) for path in chapters)
