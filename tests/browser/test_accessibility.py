"""The exported page of every notebook in a browser: axe, contrast, headings, keyboard, width on screen and on paper."""

import importlib.resources
import urllib.parse

import pytest
from exporting import FOLDER, exported

# One of the solutions stands for all: they are the chapters' kinds of cells and outputs in the same template, and what
# can be seen without a browser is tested of each of them in test_export.py.
PAGES = [*sorted(FOLDER.glob("*.ipynb")), FOLDER / "solutions" / "03_loop_termination.ipynb"]
ALL = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(FOLDER).as_posix())
# A browser goes from link to link by itself. What could stop it is a fold or a region that scrolls, and both are here.
BY_KEYBOARD = pytest.mark.parametrize("name", ["00_start_here", "03_loop_termination"])
PAPER = 672  # pixels between the margins of an A4 page
LEAST_CONTRAST = 4.5

# Everything that is seen outside what can be scrolled, and sticks out of the page.
TOO_WIDE = """() => {
    const wide = document.documentElement.clientWidth + 1;
    return [...document.querySelectorAll('main *')]
        .filter(element => !element.closest('.unseen') && element.getBoundingClientRect().right > wide)
        .filter(element => {
            const region = element.parentElement.closest('.scrolls');
            return !region || getComputedStyle(region).overflowX === 'visible';
        })
        .map(element => `${element.tagName} ${element.className} ${element.textContent.slice(0, 60)}`);
}"""

# The contrast of each piece of text with what is behind it; axe gives up where it is not sure.
CONTRASTS = """() => {
    const parts = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [r, g, b] = parts(colour).slice(0, 3).map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = element => {
        for (; element; element = element.parentElement) {
            const colour = getComputedStyle(element).backgroundColor;
            const [r, g, b, a = 1] = parts(colour);
            if (a > 0.99) return colour;
            if (a > 0) return `rgb(${[r, g, b].map(value => value * a + 255 * (1 - a)).join()})`;
        }
        return 'rgb(255, 255, 255)';
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Map();
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim()) continue;
        if (element.closest('.unseen, .skip, script, style')) continue;
        const style = getComputedStyle(element);
        const colour = element instanceof SVGElement ? style.fill : style.color;
        const [one, other] = [light(colour), light(behind(element))].sort((a, b) => b - a);
        const what = `${colour} on ${behind(element)}: ${element.textContent.slice(0, 30)}`;
        found.set(what, (one + 0.05) / (other + 0.05));
    }
    return [...found];
}"""

FOCUSED = """() => {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    return { tag: element.tagName, link: element.getAttribute('href'), name: element.getAttribute('aria-label'),
             seen: box.width > 0 && box.left >= 0 && getComputedStyle(element).outlineStyle !== 'none' };
}"""


@pytest.fixture(scope="module")
def pages():
    """The pages that are open, by notebook: each is opened once."""
    return {}


@pytest.fixture
def show(browser, pages):
    """The page of a notebook, as it was opened; a fresh one for whoever presses keys or changes it."""
    changed = []

    def show_one(path, width=1280, media="screen", *, fresh=False):
        page = browser.new_page() if fresh or path not in pages else pages[path]
        if fresh:
            changed.append(page)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media=media)
        if fresh or path not in pages:
            page.set_content(exported(path))
        if not fresh:
            pages[path] = page
        return page

    yield show_one
    for page in changed:
        page.close()


def violations(page, options):
    axe = pytest.importorskip("axe_playwright_python")
    page.evaluate((importlib.resources.files(axe) / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "options => axe.run({ resultTypes: ['violations'], selectors: false, preload: false, ...options })", options
    )["violations"]
    return [(each["impact"], each["id"], [node["html"] for node in each["nodes"]][:5]) for each in found]


# Contrast takes axe longer than all else together, and it gives up where it is not sure. It does one page here;
# the next test does all of them, and decides.
@ALL
def test_axe_finds_no_violation(path, show):
    rules = {"color-contrast": {"enabled": path == FOLDER / "00_start_here.ipynb"}}
    assert violations(show(path), {"rules": rules}) == []


def test_axe_would_find_one(show):
    page = show(FOLDER / "00_start_here.ipynb", fresh=True)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><h6>x</h6>')")
    assert {"image-alt", "heading-order"} <= {
        name for _, name, _ in violations(page, {"runOnly": ["cat.text-alternatives", "best-practice"]})
    }


@ALL
def test_text_stands_out_from_the_page(path, show):
    contrasts = show(path).evaluate(CONTRASTS)
    assert len(contrasts) > 20
    assert [(what, round(value, 2)) for what, value in contrasts if value < LEAST_CONTRAST] == []


def test_text_that_does_not_stand_out_is_seen(show):
    page = show(FOLDER / "00_start_here.ipynb", fresh=True)
    page.evaluate("document.querySelector('main p').style.color = '#888'")
    assert any(value < LEAST_CONTRAST for _, value in page.evaluate(CONTRASTS))


@ALL
def test_nothing_is_wider_than_the_page(path, show):
    page = show(path)
    assert page.evaluate(TOO_WIDE) == []
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@ALL
def test_nothing_is_cut_off_on_paper(path, show):
    page = show(path, PAPER, "print")
    assert page.evaluate(TOO_WIDE) == []
    closed = "[...document.querySelectorAll('details:not([open])')].map(fold => fold.lastElementChild.offsetHeight)"
    assert all(height > 0 for height in page.evaluate(closed))


@BY_KEYBOARD
def test_every_link_is_reached_by_keyboard(name, show):
    page = show(FOLDER / f"{name}.ipynb", fresh=True)
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert first["link"] == "#content" and first["seen"]
    reached = []
    while len(reached) < 400:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["tag"] == "BODY":
            break
        assert focused["seen"], focused
        assert focused["tag"] in ("A", "SUMMARY") or focused["name"], focused
        reached.append(focused["link"])
    links = page.evaluate("[...document.querySelectorAll('a:not(.skip)')].map(link => link.getAttribute('href'))")
    assert links and set(links) <= set(reached)


def test_the_skip_link_leads_to_the_content(show):
    page = show(FOLDER / "01_exhaustive_testing.ipynb", fresh=True)
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@ALL
def test_links_within_the_page_lead_to_a_heading(path, show):
    missing = show(path).evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href').slice(1))
            .filter(name => !document.getElementById(decodeURIComponent(name)))"""
    )
    assert list(map(urllib.parse.unquote, missing)) == []


def test_mathematics_is_drawn_by_the_browser(show):
    page = show(FOLDER / "02_algebraic_simplification.ipynb")
    sizes = page.evaluate(
        "[...document.querySelectorAll('math')].map(m => [m.getBoundingClientRect().width, m.clientHeight])"
    )
    assert sizes and all(width > 5 for width, _ in sizes)
    rows = page.evaluate("[...document.querySelectorAll('math mtr')].map(row => row.getBoundingClientRect().top)")
    assert len(rows) > 2 and rows == sorted(set(rows))
