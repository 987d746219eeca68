"""Drawings on pages that are not trusted: an image of the same size, with the words, is behind each of them."""

import base64
import re
from xml.etree import ElementTree

import pytest

from arlib import parse
from arlib.views import Html, term_tree
from arlib.views.page.pictures import seen_everywhere, standalone

SOURCE = re.compile(r'src="data:image/svg\+xml;base64,([\w+/=]+)"')


def test_the_image_is_the_drawing_with_colours_of_its_own():
    tree = term_tree(parse("x + y < 1"))
    shown = seen_everywhere(tree)
    image = base64.b64decode(SOURCE.search(shown)[1]).decode()
    assert image == standalone(tree) and "var(" not in image and "currentColor" not in image
    root = ElementTree.fromstring(image)
    assert root.get("viewBox").split()[2:] == [root.get("width"), root.get("height")]
    assert [part.text for part in root.iter() if part.text] == ["<", "+", "x", "y", "1"]


def test_only_one_of_the_two_is_read_aloud():
    shown = seen_everywhere(term_tree(parse("x < y")))
    assert 'alt="Tree of x &lt; y, with 3 nodes"' in shown
    assert '<svg aria-hidden="true"' in shown and "aria-label" not in shown


def test_without_the_drawing_no_letters_are_left():
    """What JupyterLab's sanitizer leaves of an output: all text, and the styles of the elements that it keeps."""
    shown = seen_everywhere(term_tree(parse("x < y")))
    left = re.sub(r"<svg.*?</svg>", "&lt; x y", shown)
    assert left.startswith('<div style="display:grid;font-size:0">')


def test_what_is_no_drawing_stays_as_it_is():
    for markup in ("<b>yes</b>", '<svg aria-hidden="true" width="4" height="4"><rect/></svg>'):
        assert Html(markup, "yes")._repr_html_() == markup
    assert seen_everywhere(term_tree(parse("x")) * 2).count("<img ") == 2
    with pytest.raises(ValueError, match="viewBox"):
        standalone("<svg></svg>")
