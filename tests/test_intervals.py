from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import numbers

from arlib import Undefined, evaluate
from arlib import terms as t
from arlib.integers import Signed, Unsigned
from arlib.intervals import interval

MODELS = st.builds(lambda kind, width: kind(width), st.sampled_from([Signed, Unsigned]), st.integers(1, 9))


def converted(term, choose):
    """The term with conversions put in at random places."""
    children = tuple(converted(child, choose) for child in term.children)
    term = t.rebuild(term, children)
    if not t.is_formula(term) and choose.draw(st.integers(0, 3)) == 0:
        return choose.draw(st.sampled_from([t.Wrap, t.Checked]))(term, choose.draw(MODELS))
    return term


@settings(max_examples=400)
@given(numbers(["x", "y"]), st.data())
def test_a_value_lies_in_its_interval(term, choose):
    term = converted(term, choose)
    low = {name: choose.draw(st.integers(-30, 30)) for name in "xy"}
    bounds = {name: (low[name], low[name] + choose.draw(st.integers(0, 30))) for name in "xy"}
    found = interval(term, bounds)
    state = {name: choose.draw(st.integers(*b)) for name, b in bounds.items()}
    try:
        value = evaluate(term, state)
    except Undefined:
        return
    assert found is None or found[0] <= value <= found[1]
