"""Bitwise operations and shifts along paths: in every state, just one case holds, and its value is what is computed."""

import pytest

from arlib import Signed, Unsigned, terminates
from arlib import terms as t
from arlib.integers import Undefined
from arlib.programs.symbolic import Reader
from arlib.programs.transitions import Transition
from arlib.termination.runs import complete
from arlib.verdict import Proved

X, Y = t.Var("x"), t.Var("y")
OPERATIONS = (t.BitAnd, t.BitOr, t.BitXor, t.ShiftLeft, t.ShiftRight)
TYPES = ({}, {"x": Unsigned(3)}, {"x": Signed(4), "y": Unsigned(2)})
OPERANDS = [(X, Y), (X, t.Sub(X, t.Const(1))), (t.Const(1), Y), (t.Neg(t.Const(8)), Y), (t.Const(6), X)]
OPERANDS += [(X, t.Const(k)) for k in range(-9, 9)]


def values(paths, state):
    """The values of the paths that a state may take, with what is not known computed from its operands."""
    for path, value in paths:
        known = dict(state)
        if complete(Transition(0, 0, path.guard, {}, computed=path.computed), known):
            yield value if value is None else value.evaluate(known)


@pytest.mark.parametrize("types", TYPES)
@pytest.mark.parametrize("kind", OPERATIONS)
def test_one_case_holds_and_gives_the_value(kind, types):
    for a, b in OPERANDS:
        term = kind(a, b)
        reader = Reader(types)
        paths = list(reader.number(term, reader.start()))
        for x in range(-9, 9):
            for y in range(-9, 9) if "y" in t.free_variables(term) else [0]:
                state = {"x": x, "y": y}
                if any(value not in types.get(name, range(-9, 9)) for name, value in state.items()):
                    continue
                try:
                    wanted = t.evaluate(term, state)
                except Undefined:
                    wanted = None
                assert list(values(paths, state)) == [wanted], (term, state)


def test_many_operations_on_signed_numbers_stay_few_paths():
    reader, term = Reader({}), X
    for n in range(6):
        term = t.BitXor(term, t.Var(f"y{n}"))
    assert len(list(reader.number(term, reader.start()))) <= 16


@pytest.mark.parametrize(
    ("body", "reading"),
    [
        ("while (x) x &= x - 1;", "wrap"),
        ("while (x > 0) x &= x - 1;", "unbounded"),
        ("while (x != 4294967295u) x |= x + 1;", "wrap"),
        ("while (x & 1) x >>= 1;", "wrap"),
    ],
)
def test_bit_tricks_end(body, reading):
    kind = "unsigned" if reading == "wrap" else "int"
    assert isinstance(terminates(f"void f({kind} x) {{ {body} }}", integers=reading, seconds=60), Proved)
