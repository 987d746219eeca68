"""Exported notebooks are one file each, which needs no network, no kernel and no picture to be understood."""

import copy
import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from exporting import ALL, CONFIG, FOLDER, SHOWN, SLIDE_TYPES, convert, exported, slide_types

from arlib.views.export import BROWSERS, find_browser, is_widget, mathml, one_heading_a_slide, print_to_pdf, readable

VIEWS = Path(__file__).parents[1] / "arlib" / "views"
LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "object": "data"}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@functools.cache
def soup_of(path):
    """The page, parsed; whoever changes it takes a copy."""
    return BeautifulSoup(exported(path), "html.parser")


def output(**data):
    return nbformat.v4.new_output("execute_result", {kind.replace("_", "/", 1): value for kind, value in data.items()})


def code(*outputs, source="result"):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), execution_count=1)


def loaded(soup):
    """What a browser would fetch to show this page."""
    found = [tag[name] for kind, name in LOADED.items() for tag in soup.find_all(kind) if tag.get(name)]
    for style in [*soup.find_all("style"), *soup.select("[style]")]:
        text = style.get("style") or style.get_text()
        found += re.findall(r"""url\(\s*['"]?([^'")]+)""", text) + re.findall(r"@import\s+[^;]+", text)
    return [what for what in found if not what.startswith("data:")]


@ALL
def test_it_loads_nothing(path):
    assert loaded(soup_of(path)) == []
    scripts = [script.get_text() for script in soup_of(path).find_all("script")]
    assert not [script for script in scripts if re.search(r"https?://|import\(|require", script)]


def test_what_would_be_loaded_is_seen():
    page = '<script src="https://x.org/a.js"></script><p style="background: url(b.png)">'
    assert loaded(BeautifulSoup(page, "html.parser")) == ["https://x.org/a.js", "b.png"]


@ALL
def test_it_is_a_page_with_a_language_a_title_and_one_main_part(path):
    soup = soup_of(path)
    assert soup.html["lang"] == "en"
    assert soup.title.get_text().endswith(" · arlib") and len(soup.title.get_text()) > 12
    assert len(soup.find_all("main")) == len(soup.find_all("h1")) == 1
    assert soup.find("a")["href"] == "#content" and soup.main["id"] == "content"
    names = [tag["id"] for tag in soup.select("[id]")]
    assert len(set(names)) == len(names)


@ALL
def test_heading_levels_never_skip(path):
    levels = [int(heading.name[1]) for heading in soup_of(path).find_all(re.compile("^h[1-6]$"))]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@ALL
def test_every_picture_has_words(path):
    soup = soup_of(path)
    for picture in soup.find_all("img"):
        assert len(picture["alt"]) > 20 and "No description" not in picture["alt"]
    for picture in soup.select("svg"):
        named = picture.get("aria-label") or picture.get("aria-hidden") == "true" or picture.find("title")
        assert named, str(picture)[:200]


def test_the_pictures_of_a_notebook_are_all_there():
    path = FOLDER / "01_exhaustive_testing.ipynb"
    outputs = [each for cell in nbformat.read(path, 4).cells for each in cell.get("outputs", [])]
    shown = BeautifulSoup("".join(each.get("data", {}).get("text/html", "") for each in outputs), "html.parser")
    pictures = [picture["alt"] for picture in shown.find_all("img")]
    assert pictures and [picture["alt"] for picture in soup_of(path).find_all("img")] == pictures


@ALL
def test_nothing_of_a_widget_is_left(path):
    soup = soup_of(path)
    assert "widget-view" not in exported(path)
    for text in soup.find_all("pre"):
        assert not is_widget(text.get_text().strip()) or text.find_parent(class_="code"), text


@ALL
def test_tables_say_what_their_headings_are_for(path):
    for table in soup_of(path).find_all("table"):
        assert table.find_parent(class_="scrolls")
        assert table.find("th") and all(cell.get("scope") for cell in table.find_all("th"))


@ALL
def test_no_table_is_left_as_text(path):
    """JupyterLab fills up a row that has too few cells; nbconvert takes no such table for one."""
    paragraphs = [paragraph.get_text() for paragraph in soup_of(path).find_all("p")]
    assert not [text[:60] for text in paragraphs if re.search(r"\|\s*:?-+", text)]


@ALL
def test_links_to_notebooks_lead_to_their_pages(path):
    for link in soup_of(path).main.select("a[href]"):
        target = link["href"].partition("#")[0]
        assert not target.endswith(".ipynb")
        if target.endswith(".html") and "://" not in target:
            assert (path.parent / target).with_suffix(".ipynb").is_file(), target


@ALL
def test_no_mathematics_is_left_to_a_script(path):
    soup = copy.deepcopy(soup_of(path))
    for formula in soup.find_all("math"):
        assert "\\" not in formula.get_text()
        formula.decompose()
    for listing in soup.find_all(["pre", "code"]):
        listing.decompose()
    assert not re.search(r"\\(text|begin|frac|cdot|displaystyle)\b|\$\$", soup.main.get_text())


def test_the_workshop_has_slides_and_every_cell_says_what_it_is_there():
    assert [path.stem[:2] for path in SHOWN] == ["00", "01", "02", "03", "04", "06", "07"]
    for path in SHOWN:
        assert set(slide_types(path)) <= SLIDE_TYPES, f"{path.name}: a new cell needs a slide type; skip hides it"


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_slides_load_nothing_and_keep_their_words(path):
    soup = BeautifulSoup(exported(path, "slides"), "html.parser")
    assert loaded(soup) == []
    assert soup.html["lang"] == "en" and soup.title.get_text().endswith(" · slides · arlib")
    assert len(soup.find_all("main")) == 1 and len(soup.find_all("h1")) == 1
    assert all(len(picture["alt"]) > 20 for picture in soup.find_all("img"))
    assert not soup.select("[data-skipped]")


def test_cells_become_the_slides_that_they_say():
    def typed(kind, cell):
        cell.metadata["slideshow"] = {"slide_type": kind}
        return cell

    text = nbformat.v4.new_markdown_cell
    page = convert(
        typed("slide", text("# One")),
        typed("fragment", code(output(text_plain="shown"))),
        typed("notes", text("said")),
        typed("skip", text("left out")),
        typed("subslide", text("End of a part.\n\n## Two")),
        typed("slide", text("End of another.\n\n## Three\n\n### and\n\ntext\n\n## Four")),
        typed("fragment", text("with Four")),
        kind="slides",
    )
    soup = BeautifulSoup(page, "html.parser")
    slides = [found for found in soup.find_all("section") if not found.find("section")]
    headings = [[heading.get_text() for heading in slide.find_all(re.compile("^h[1-3]$"))] for slide in slides]
    assert headings == [["One"], ["Two"], ["Three", "and"], ["Four"]]
    assert "left out" not in page
    assert [note.get_text().strip() for note in slides[0].select("aside.notes")] == ["said"]
    # What it is about was not shown, so it is only said.
    assert [note.get_text().strip() for note in slides[1].select("aside.notes")] == ["End of a part."]
    assert [part.get_text().strip() for part in slides[1].select(".fragment")] == ["End of another."]
    assert [part.get_text().strip() for part in slides[3].select(".fragment")] == ["with Four"]
    assert one_heading_a_slide("<p>x</p>") == "<p>x</p>"


def test_an_output_without_data_is_passed_over_without_a_warning(recwarn):
    page = convert(nbformat.v4.new_markdown_cell("# One"), code(nbformat.v4.new_output("display_data")))
    assert [str(each.message) for each in recwarn if "mimetype" in str(each.message)] == []
    assert "<h1" in page


def test_every_kind_of_output_is_shown_once():
    view = output(**{"application_vnd.jupyter.widget-view+json": {"model_id": "x"}, "text_plain": "Box()"})
    picture = output(image_png=PIXEL, text_plain="<Figure>")
    picture.metadata["image/png"] = {"alt": 'a "dot"', "width": 1}
    page = convert(
        nbformat.v4.new_markdown_cell("# Kinds of $x^2$\n\n[next](02_next.ipynb#Part)\n\n|a|b|\n|-|-|\n|1|2|"),
        code(output(text_html="<b>bold</b>", text_plain="plain twin")),
        code(output(text_latex=r"$\displaystyle x + y$", text_plain="x + y plain")),
        code(view, picture),
        code(output(text_plain="TimingWidget('x', uint8)")),
        code(nbformat.v4.new_output("stream", name="stdout", text="said <this>, $1 and $2")),
    )
    soup = BeautifulSoup(page, "html.parser")
    assert soup.title.get_text() == "Kinds of $x^2$ · arlib"
    assert len(soup.find_all("math")) == 2
    assert "plain" not in soup.main.get_text() and "Figure" not in soup.main.get_text()
    assert [(image["alt"], image["width"]) for image in soup.find_all("img")] == [('a "dot"', "1")]
    assert len(soup.select("p.widget")) == 2
    assert soup.find("a", string="next")["href"] == "02_next.html#Part"
    assert [cell["scope"] for cell in soup.find_all("th")] == ["col", "col"]
    assert [text.get_text() for text in soup.select(".outputs pre")] == ["said <this>, $1 and $2"]


def test_every_widget_of_the_package_is_known_for_one():
    classes = [
        name
        for path in VIEWS.rglob("*.py")
        for name, body in re.findall(r"^class (\w+)[^\n]*:\n(.*?)(?=^\S|\Z)", path.read_text(), flags=re.M | re.S)
        if "_repr_mimebundle_" in body
    ]
    assert len(classes) > 4
    assert all(is_widget(f"{name}(...)") for name in classes)


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"x + \textcolor[RGB]{26,128,208}{\underline{y \cdot z}}", "x+y·z"),
        (r"\operatorname{fits\_int32}(x) \bmod 2", "fits_int32(x)mod2"),
        (r"\lvert x \rvert \mathbin{|} y \mathbin{\&} \mathord{\sim} z", "|x||y&~z"),
        (r"\begin{cases} x & \text{if } y > 0 \\ z & \text{otherwise} \end{cases}", "{xif y>0zotherwise"),
        ("\\begin{aligned}\n& a && \\\\\n={} & b && \\text{one}\n\\end{aligned}", "a=bone"),
        (r"\mathsf{true} \land \lnot p_{1}", "true∧¬p1"),
    ],
)
def test_mathematics_is_converted(latex, said):
    soup = BeautifulSoup(mathml(latex), "html.parser")
    assert soup.get_text().replace("\u00a0", " ") == said
    assert "[" not in soup.get_text() and "columnalign" not in str(soup)


def test_the_marked_part_is_underlined_and_dark_enough():
    marked = mathml(r"\textcolor[RGB]{26,128,208}{\underline{y}}")
    assert 'class="marked"' in marked and 'mathcolor="#125a92"' in marked


def test_headings_of_the_same_name_have_names_of_their_own():
    names = [h["id"] for h in BeautifulSoup(readable("<h2>A b</h2><h3>A b</h3>"), "html.parser").find_all(["h2", "h3"])]
    assert names == ["A-b", "A-b-2"]


def test_the_command_uses_the_templates(tmp_path):
    command = [sys.executable, "-m", "nbconvert", "--config", str(CONFIG), "--to", "html"]
    source = FOLDER / "00_start_here.ipynb"
    done = subprocess.run([*command, "--output-dir", str(tmp_path), str(source)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "00_start_here.html").read_text(encoding="utf-8") == exported(source)


def test_a_page_is_printed(tmp_path):
    if find_browser() is None:
        # Where nobody would notice a skip, what is missing is a failure.
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no browser: none of " + ", ".join(BROWSERS))
    printed = exported(FOLDER / "00_start_here.ipynb", "webpdf")
    assert printed.startswith(b"%PDF-") and b"/StructTreeRoot" in printed and b"/Outlines" in printed
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") > 2


def test_a_browser_that_prints_nothing_is_an_error():
    with pytest.raises(RuntimeError, match="printed nothing"):
        print_to_pdf("<p>x</p>", shutil.which("true") or sys.executable)
