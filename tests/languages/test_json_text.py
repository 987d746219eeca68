"""JSON with places, against Python's own reader."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.json_text import (
    MOST_CHARACTERS,
    MOST_LEVELS,
    MOST_VALUES,
    Array,
    Null,
    Number,
    Object,
    Source,
    Text,
    Truth,
    json_value,
)
from arlib.verdict import Unsupported

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | LETTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LETTERS, inner, max_size=4),
    max_leaves=12,
)


def plain(value):
    match value:
        case Text(content, _) | Truth(content, _):
            return content
        case Number(content, _):
            return json.loads(content)
        case Null(_):
            return None
        case Array(items, _):
            return [plain(item) for item in items]
        case Object(members, _, _):
            return {name: plain(item) for name, item in members.items()}


def places(value):
    yield value.at
    match value:
        case Array(items, _):
            for item in items:
                yield from places(item)
        case Object(members, _, _):
            for item in members.values():
                yield from places(item)


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_reads_what_python_writes(value, indent, ascii_only):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert plain(json_value(text)[1]) == value


@given(VALUES)
def test_each_value_begins_at_its_place(value):
    text = json.dumps(value)
    for at in places(json_value(text)[1]):
        json.JSONDecoder().raw_decode(text, at)


@given(st.text('{}[]:,"\\u0 1e.-+truefalsn\n', max_size=12))
def test_refuses_what_python_refuses(text):
    """Python's reader also takes NaN, which these letters cannot spell, and the last of two equal names."""
    twice = []

    def once(pairs):
        twice.extend(name for number, (name, _) in enumerate(pairs) if name in dict(pairs[:number]))
        return dict(pairs)

    try:
        expected = json.loads(text, object_pairs_hook=once)
    except ValueError:
        expected = json
    try:
        found = plain(json_value(text)[1])
    except Unsupported:
        assert expected is json or twice
    else:
        assert found == expected and not twice


@given(st.text(st.sampled_from("a\n\r\v\f\x1c\x85\u2028"), min_size=1, max_size=9))
def test_lines_are_those_that_an_error_shows(text):
    source = Source.of(text)
    lines = text.splitlines(keepends=True)
    seen = [(line, column) for line, row in enumerate(lines, 1) for column in range(len(row))]
    assert [source.place(at) for at in range(len(text))] == seen


@pytest.mark.parametrize(
    "text, line, column, reason",
    [
        ("", 1, 0, "the text ends where a value should be"),
        ('{"a": 1,}', 1, 8, "nothing follows the last comma"),
        ('{"a": 1\n"b": 2}', 2, 0, "commas between its parts"),
        ('{\n  "a": 1,\n  "a": 2}', 3, 2, 'the name "a" occurs twice'),
        ("{'a': 1}", 1, 1, "this is not JSON"),
        ('["a\nb"]', 1, 3, "no line break"),
        ('["\\x"]', 1, 2, "none of JSON's"),
        ('["\\ud800"]', 1, 1, "half of a surrogate pair"),
        ('["a', 1, 1, "has no end"),
        ("[01]", 1, 1, "this is not JSON"),
        ("[NaN]", 1, 1, "this is not JSON"),
        ("[1] 2", 1, 4, "more follows"),
        ('{"a" 1}', 1, 5, "a : should be here"),
        ("[" * 200, 1, MOST_LEVELS + 1, "levels deep"),
        ("9" * 2000, 1, 0, "1,000 characters"),
    ],
)
def test_says_where_and_why(text, line, column, reason):
    with pytest.raises(Unsupported, match=reason) as caught:
        json_value(text)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_long_line_is_not_shown_as_a_whole():
    with pytest.raises(Unsupported) as caught:
        json_value('["' + "a" * 5_000 + '", x, "' + "b" * 5_000 + '"]')
    first, shown, caret = str(caught.value).splitlines()
    assert first.startswith("line 1, column 5006: ") and len(shown) < 200
    assert shown[caret.index("^")] == "x"


@pytest.mark.parametrize(
    "text, reason",
    [
        ("[" * 3_000_000, "levels deep"),
        ('{"a":' * 1_000_000, "levels deep"),
        ("[" + "1," * (MOST_VALUES + 5), "values"),
        ("1" * 3_000_000, "a number of more than"),
        ('"' + "\\n" * 3_000_000, "has no end"),
        (" " * (MOST_CHARACTERS + 1), "are the most"),
    ],
    ids=["lists", "objects", "values", "digits", "escapes", "spaces"],
)
def test_what_is_huge_is_refused(text, reason):
    with pytest.raises(Unsupported, match=reason) as caught:
        json_value(text)
    assert len(str(caught.value)) < 500
