"""Write the lists under "Sources" and "Books" in the notebooks from notebooks/references.bib, when run as a script.

An item of such a list is one line. It ends with its key in a comment, and after that with what the notebook adds:

    - <!-- cite: turing1936 --> It has the machines.

The script writes, or writes again, what stands before the comment. What stands after it is left alone.
"""

import re
from functools import cache
from pathlib import Path

import bibtexparser
import nbformat
from bibtexparser.middlewares import NormalizeFieldKeys, SeparateCoAuthors, SplitNameParts

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
BIBLIOGRAPHY = NOTEBOOKS / "references.bib"
SOURCES = re.compile(r"^## (?:Sources|Books)$.*?(?=^#{1,2} |\Z)", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"^- .*?<!-- cite: (?P<key>[a-z0-9]+) -->(?P<more>.*)$", re.MULTILINE)


@cache
def entries() -> dict:
    """The entries of the bibliography by key."""
    library = bibtexparser.parse_file(
        str(BIBLIOGRAPHY), append_middleware=[NormalizeFieldKeys(), SeparateCoAuthors(), SplitNameParts()]
    )
    assert not library.failed_blocks, [block.error for block in library.failed_blocks]
    return library.entries_dict


def field(entry, name: str) -> str:
    """A field without the braces that keep its letters, and without its line breaks, or nothing."""
    found = entry.fields_dict.get(name)
    return " ".join(re.sub(r"[{}]", "", found.value).split()) if found else ""


def people(entry) -> list:
    """The names of the authors, or else of the editors."""
    return next(entry.fields_dict[role].value for role in ("author", "editor") if role in entry.fields_dict)


def family_names(entry) -> list[str]:
    written = [re.sub(r"[{}]", "", " ".join(name.von + name.last)) for name in people(entry)]
    return [name for name in written if name != "others"]


def names(entry) -> str:
    """The people as a reader writes them: first names first, "and" before the last one."""
    written = [re.sub(r"[{}]", "", " ".join(name.first + name.von + name.last + name.jr)) for name in people(entry)]
    if written[-1] == "others":
        return f"{', '.join(written[:-1])} and others"
    text = " and ".join([", ".join(written[:-1]), written[-1]] if len(written) > 1 else written)
    return text if "author" in entry.fields_dict else f"{text} (editors)"


def rendered(key: str) -> str:
    """One entry as a line of text."""
    entry = entries()[key]
    title = field(entry, "title")
    parts = [names(entry), f"*{title}*" if entry.entry_type == "book" else f'"{title}"']
    if journal := field(entry, "journal"):
        volume, number = field(entry, "volume"), field(entry, "number")
        parts.append(f"{journal} {volume}({number})" if number else f"{journal} {volume}")
    if booktitle := field(entry, "booktitle"):
        parts.append(f"in: {booktitle}")
    if edition := field(entry, "edition"):
        parts.append(f"{edition} edition")
    if entry.entry_type == "phdthesis":
        parts.append("doctoral thesis")
    parts += [text for name in ("publisher", "school", "howpublished") if (text := field(entry, name))]
    if pages := field(entry, "pages"):
        parts.append(f"pages {pages.replace('--', ' to ')}")
    parts += [field(entry, "year"), *link(entry)]
    return f"{', '.join(parts)}."


def link(entry) -> list[str]:
    """Where the source is found, if that is known; in angle brackets, since a DOI may have round ones in it."""
    if doi := field(entry, "doi"):
        return [f"[doi:{doi}](<https://doi.org/{doi}>)"]
    if url := field(entry, "url"):
        return [f"[{re.sub('^https://', '', url).split('/')[0]}](<{url}>)"]
    return []


def render(source: str) -> str:
    """The text of a cell with its list of sources written from the bibliography."""

    def item(found: re.Match) -> str:
        return f"- {rendered(found['key'])} <!-- cite: {found['key']} -->{found['more']}"

    return SOURCES.sub(lambda section: ITEM.sub(item, section[0]), source)


def cited(source: str) -> list[str]:
    """The keys in the list of sources of a cell."""
    return [item["key"] for section in SOURCES.finditer(source) for item in ITEM.finditer(section[0])]


def rewrite(path: Path) -> None:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    written = {cell.id: render(cell.source) for cell in notebook.cells if cell.cell_type == "markdown"}
    if any(cell.source != written.get(cell.id, cell.source) for cell in notebook.cells):
        for cell in notebook.cells:
            cell.source = written.get(cell.id, cell.source)
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    for path in sorted(NOTEBOOKS.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            rewrite(path)
