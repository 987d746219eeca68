"""Is there a text that some patterns read and others do not: against all short texts over a small alphabet."""

from itertools import product as choices

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arlib.certificates.policies import Covered, Each, Invariant
from arlib.checking.policies import _no_text as accepted
from arlib.languages.iam.globs import ANY, ONE, PART, PART_ONE, either_case, glob, matches, variable
from arlib.policies import languages
from arlib.policies.languages import Open, SomeText, filled, is_plain, no_text, product
from arlib.policies.witnesses import _member, _These

ALPHABET = "abA:z"  # z is a letter that no pattern has
TEXTS = ["".join(letters) for length in range(5) for letters in choices(ALPHABET, repeat=length)]
LETTERS = ["a", "b", ":", ANY, ANY, ONE, PART, PART_ONE, either_case("a")]
PATTERNS = st.text(alphabet=LETTERS, max_size=4)
PLAIN = st.text(alphabet=["a", "b", ANY], max_size=4)
UNIONS = st.lists(PATTERNS, min_size=1, max_size=3, unique=True).map(tuple)


def meets(text, inside, outside):
    reads = [any(matches(each, text) for each in union) for union in inside]
    return all(reads) and not any(matches(each, text) for union in outside for each in union)


@settings(max_examples=200)
@given(st.lists(UNIONS, max_size=2), st.lists(UNIONS, max_size=2))
def test_the_answer_is_right_for_all_short_texts(inside, outside):
    found = no_text(inside, outside)
    assert not isinstance(found, Open)
    some = next((text for text in TEXTS if meets(text, inside, outside)), None)
    if isinstance(found, SomeText):
        word = _member("key", found, _These(()))
        assert word is None or meets(word, inside, outside)
        assert word is not None or some in ("", None)
    else:
        assert some is None
        assert accepted(found, list(inside) or [(ANY,)], frozenset(each for union in outside for each in union))


@given(PLAIN, st.lists(PLAIN, max_size=4))
def test_without_question_marks_one_pattern_covers_or_none_do(pattern, others):
    found = no_text([(pattern,)], [tuple(others)])
    one = any(matches(other, pattern) for other in others)
    assert isinstance(found, SomeText) != one
    if not one:
        generic = filled(pattern, "z")
        assert is_plain(pattern)
        assert not any(matches(other, generic) for other in others)


@given(st.lists(PATTERNS, min_size=1, max_size=3), st.lists(PATTERNS, max_size=3))
def test_the_automaton_alone_finds_a_shortest_text(inside, outside):
    found = product(tuple(inside), tuple(outside))
    some = [text for text in TEXTS if meets(text, [(each,) for each in inside], [outside])]
    if isinstance(found, SomeText):
        assert meets(found.word, [(each,) for each in inside], [outside])
        assert len(found.word) > 4 or len(found.word) == len(some[0])
    else:
        assert not some
        assert accepted(found, [(each,) for each in inside], frozenset(outside))


def test_a_limit_of_states_is_no_answer():
    many = tuple(glob("*" + "?" * n + "a" + "?" * n) for n in range(1, 9))
    assert isinstance(product((ANY,), many, most=10), Open | SomeText)
    hard = product((glob("*a??????????"),), (glob("*b??????????*"), glob("*a??????????")), most=4)
    assert hard == Open("patterns such as *a?????????? lead to more than 4 states")


@pytest.mark.parametrize(
    ("inside", "outside", "kind"),
    [
        ([("a*",)], [("a*",)], Covered),
        ([("ab",), ("b*",)], [], Each),
        ([("a?*",)], [("a*?",)], Covered),
        ([("*a",), ("*b",)], [], Invariant),
        ([("a", "b")], [("?",)], Each),
    ],
)
def test_each_kind_of_evidence_occurs(inside, outside, kind):
    unions = [[tuple(map(glob, union)) for union in each] for each in (inside, outside)]
    found = no_text(*unions)
    assert isinstance(found, kind | Invariant if kind is Covered else kind)
    assert accepted(found, unions[0], frozenset(each for union in unions[1] for each in union))


def test_the_value_of_a_variable_may_be_any_text():
    """Two patterns may read one text though none of their words is the same; a star reads a variable, ? does not."""
    user = variable("aws:username")
    assert isinstance(no_text([(user,), ("abc",)], []), SomeText)
    assert no_text([(f"home/{user}/x",)], [(glob("home/*"),)]) == Covered(f"home/{user}/x", glob("home/*"))
    assert isinstance(no_text([(f"home/{user}",)], [(glob("home/?"),)]), SomeText)
    assert isinstance(no_text([(glob("home/*"),)], [(f"home/{user}",)]), SomeText)
    found = no_text([(f"a{user}",), (glob("*b"),)], [(glob("a*b"),)])
    assert accepted(found, [(f"a{user}",), (glob("*b"),)], frozenset({glob("a*b")}))
    assert not accepted(Each((user,), ()), [(user,), ("abc",)], frozenset())
    found = no_text([(glob("a?"),), (glob("?bc"),)], [(user,)])  # read as texts, in which no variable stands
    assert accepted(found, [(glob("a?"),), (glob("?bc"),)], frozenset({user}))
    symbolic = product((user, "abc"), ())
    assert isinstance(symbolic, Invariant)
    assert not accepted(symbolic, [(user,), ("abc",)], frozenset())


def test_patterns_may_mention_letters_of_private_use():
    private = "".join(map(chr, range(0xE000, 0xE010)))
    for pattern in (private, "xyzwvuqjkXYZWVUQJK0123456789" + private):
        found = no_text([(glob(f"?*{pattern}"),)], [(glob(f"*?{pattern}"),)])
        assert accepted(found, [(glob(f"?*{pattern}"),)], frozenset({glob(f"*?{pattern}")}))


def test_a_long_search_is_given_up(monkeypatch):
    assert isinstance(product((glob("a?*"),), (glob("a*?"),)), Invariant)
    monkeypatch.setattr(languages, "MOST_MOVES", 0)
    assert "more than 0 moves" in product((glob("a?*"),), (glob("a*?"),)).reason
