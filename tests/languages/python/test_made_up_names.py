"""Names that are made up while a function is read are nobody else's."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from arlib import Proved, terminates
from arlib.languages.python.functions import python_program
from arlib.programs.interpreter import run
from arlib.programs.syntax import Assign, Choose, statements

# ---- Against Python itself: names that look like those that are made up ------------------------

ODD = ("i", "next", "stop", "value", "nondet1", "value1", "f")


@st.composite
def programs(draw):
    a, b, c, d = draw(st.permutations(ODD))[:4]
    helper, x, y, z = draw(st.permutations(ODD))[:4]
    text = f"""
def {helper}({x}):
    {y} = {x} + nondet()
    for {z} in range(2):
        {y} = {y} * 3 + {x} // ({z} - 5) + {z}
    return {y}

def g(n):
    return {helper}(n)

def main({b}, {c}):
    {d} = nondet()
    for {a} in range({b}):
        if g({a}) % 2 and nondet():
            {c} = {c} + {a} + {d}
    return ({b} * 100 + {c}) * 100 + {d}
"""
    return text.replace("(nondet1)", "(ｎondet1)")


@given(programs(), st.integers(-2, 4), st.integers(-9, 9), st.lists(st.integers(-9, 9), min_size=12, max_size=12))
def test_names_that_are_made_up_are_nobody_elses(text, x, y, choices):
    program = python_program(text, "main")
    taken = iter(choices)
    scope = {"nondet": lambda: next(taken)}
    exec(text, scope)
    expected = scope["main"](x, y)
    assert run(program, dict(zip(program.parameters, (x, y), strict=True)), choices=choices).outcome.value == expected


@given(programs())
def test_a_made_up_name_is_none_that_a_text_can_have(text):
    program = python_program(text, "main")
    made_up = set()
    for each in statements(program.body):
        targets = each.targets if isinstance(each, Assign) else (each.target,) if isinstance(each, Choose) else ()
        for *front, last in (target.split(".") for target in targets):
            if last.isidentifier():
                assert len(front) < 2 or len(front) == 2 and front[1].isdigit()
            else:
                assert last.isdigit() and front
                made_up.add((*front, last))
    assert made_up


def test_a_counter_is_not_a_local_of_a_function_of_its_name():
    text = textwrap.dedent("""
        def i(k):
            next = 0
            return k + next
        def g(k):
            return i(k)
        def main(n):
            for i in range(n):
                g(i)
            return n
    """)
    assert run(python_program(text, "main"), {"n": 5}).outcome.value == 5
    assert isinstance(terminates(text, "main"), Proved)
