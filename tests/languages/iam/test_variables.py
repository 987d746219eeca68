"""The parts of texts with variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.iam.variables import Fixed, Plain, Variable, arn_parts, parts

PLAIN = st.text("ab:/*?$ ", min_size=1, max_size=4).filter(lambda text: "${" not in text and not text.endswith("$"))
KEYS = st.from_regex(r"[a-z]{1,3}:[a-z/]{1,4}", fullmatch=True)
PART = (
    PLAIN.map(lambda text: (text, Plain(text)))
    | st.sampled_from("*?$").map(lambda letter: (f"${{{letter}}}", Fixed(letter)))
    | KEYS.map(lambda key: (f"${{{key.upper()}}}", Variable(key)))
    | st.tuples(KEYS, st.text("xy :.}", max_size=3)).map(lambda pair: (f"${{{pair[0]}, '{pair[1]}'}}", Variable(*pair)))
)


@given(st.lists(PART, min_size=1, max_size=5))
def test_the_parts_of_a_text_are_those_it_is_made_of(written):
    joined: list = []
    for _, part in written:
        if joined and isinstance(part, Plain) and isinstance(joined[-1], Plain):
            joined[-1] = Plain(joined[-1].text + part.text)
        else:
            joined.append(part)
    assert parts("".join(text for text, _ in written)) == tuple(joined)


@pytest.mark.parametrize(
    "text", ["${", "${}", "${aws:username", "${a:b, c}", "${a:b, 'c}", "${a${b}}", "${a:b, '*'}", "x${ "]
)
def test_what_is_no_variable_is_refused(text):
    with pytest.raises(ValueError, match="is not a variable"):
        parts(text)


@given(st.text("a:", max_size=9))
def test_an_arn_has_its_colons_between_its_parts(text):
    found = ["".join(part.text for part in each) for each in arn_parts(parts(text))]
    assert found == text.split(":", 5)


def test_the_colon_in_the_name_of_a_variable_is_no_border():
    assert len(arn_parts(parts("${aws:username}:b:${*}:d:e:f:g"))) == 6
    assert arn_parts(parts("a:${x:y}")) == ((Plain("a"),), (Variable("x:y"),))
