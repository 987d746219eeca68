"""The slides of the workshop in a browser: each fits on a screen of 1280 by 720, and the space bar leads on."""

import pytest
from exporting import SHOWN, exported

ALL_SHOWN = pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
READY = "window.Reveal && Reveal.isReady()"

# Every slide with all that appears on it, and what of it is outside the screen.
OUTSIDE = """() => Reveal.getSlides().flatMap(slide => {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, 99);
    const parts = [...slide.querySelectorAll('*')].filter(part =>
        !part.closest('aside, .unseen') && part.checkVisibility({ visibilityProperty: true })
        && getComputedStyle(part).clipPath === 'none');
    const boxes = parts.map(part => part.getBoundingClientRect());
    const [right, bottom] = [Math.max(...boxes.map(box => box.right)), Math.max(...boxes.map(box => box.bottom))];
    return parts.length && right <= 1280 && bottom <= 712 ? []
        : [`${h}.${v} ${Math.round(right)} by ${Math.round(bottom)}: ${slide.textContent.trim().slice(0, 60)}`];
})"""


@pytest.fixture(scope="module")
def show(browser, tmp_path_factory):
    """The slides of a notebook on a screen of their size, at the first; each is loaded once."""
    shown = {}

    def open_one(path):
        if path not in shown:
            saved = tmp_path_factory.mktemp("slides") / "slides.html"
            saved.write_text(exported(path, "slides"), encoding="utf-8")
            shown[path] = browser.new_page(viewport={"width": 1280, "height": 720})
            shown[path].goto(saved.as_uri())
            shown[path].wait_for_function(READY)
        shown[path].evaluate("Reveal.slide(0, 0, -1)")
        return shown[path]

    return open_one


@ALL_SHOWN
def test_every_slide_fits(path, show):
    page = show(path)
    assert page.evaluate("Reveal.getSlides().length") > 5
    assert page.evaluate(OUTSIDE) == []


def test_the_space_bar_leads_to_the_last_slide(show):
    page = show(SHOWN[0])
    assert page.evaluate("Reveal.getProgress()") == 0
    for _ in range(200):
        if page.evaluate("Reveal.isLastSlide() && !Reveal.availableFragments().next"):
            break
        page.keyboard.press("Space")
    assert page.evaluate("Reveal.getProgress()") == 1


def test_a_slide_that_is_too_long_is_seen(show):
    page = show(SHOWN[0])
    page.evaluate("Reveal.getSlides()[1].insertAdjacentHTML('beforeend', '<p style=\"height: 800px\">long</p>')")
    assert [found.split()[0] for found in page.evaluate(OUTSIDE)] == ["1.0"]
    page.evaluate("Reveal.getSlides()[1].lastElementChild.remove()")


def test_the_speaker_sees_the_notes(show):
    page = show(SHOWN[0])
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    opened.value.wait_for_selector(".speaker-controls-notes", state="attached")
    opened.value.close()
