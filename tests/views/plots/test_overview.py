"""The pictures that are files: they are what is drawn now, with words for everything, and nothing is cut off."""

import html
import re
from itertools import combinations

import pytest
from draw_pictures import IMAGES, PICTURES

from arlib.views.page.pictures import standalone
from arlib.views.plots.axes import LETTER
from arlib.views.plots.overview import ANSWERS, KINDS, field_map, three_answers

ALL = pytest.mark.parametrize("name", PICTURES)
TEXT = re.compile(r'<text x="([\d.-]+)" y="([\d.-]+)" text-anchor="(\w+)" style="([^"]*)">([^<]*)<')
SHIFT = {"start": 0.0, "middle": -0.5, "end": -1.0}


def boxes(markup):
    """From where to where each text reaches, and its height."""
    for x, y, anchor, _, words in TEXT.findall(markup):
        width = LETTER * len(html.unescape(words))
        left = float(x) + SHIFT[anchor] * width
        yield left, left + width, float(y)


@ALL
def test_the_file_is_what_is_drawn(name):
    assert (IMAGES / name).read_text(encoding="utf-8") == standalone(PICTURES[name]()), "python tests/draw_pictures.py"


@ALL
def test_a_file_asks_nothing_of_the_page(name):
    text = (IMAGES / name).read_text(encoding="utf-8")
    assert "var(" not in text and "currentColor" not in text and 'fill="white"' in text


@ALL
def test_no_words_are_cut_off_or_stand_on_others(name):
    markup = PICTURES[name]()
    width = float(re.search(r'viewBox="0 0 (\d+) ', markup)[1])
    found = list(boxes(markup))
    assert all(left >= 0 and right <= width for left, right, _ in found)
    for (left, right, y), (other_left, other_right, other_y) in combinations(found, 2):
        assert right < other_left or other_right < left or abs(y - other_y) >= 12


def test_the_twins_name_everything():
    assert all(kind.name in field_map().text for kind in KINDS)
    assert all(f"{word}, with {what}: {then}" in three_answers().text for _, word, what, then, _ in ANSWERS)


def test_the_map_has_the_kinds_of_the_tables_under_it():
    cells = (IMAGES.parent / "map_of_the_field.ipynb").read_text(encoding="utf-8")
    rows = [row.split("|")[2].strip() for row in re.findall(r"\| (?:Can|Is|Does|Which|Who) [^\n]*?\|\\n", cells)]
    kinds = [row.removesuffix(", for contrast") for row in rows]
    assert [kind.name for kind in KINDS] == kinds[: len(KINDS)]
