"""The verdict on a random program, next to what CPython does."""

from __future__ import annotations

from collections import Counter
from itertools import product

from fuzz_recursion.programs import outcome

from arlib.languages.python.functions import python_program
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted

GRID = (-7, -3, -2, -1, 0, 1, 2, 3, 4, 8)


def compare(text: str, seconds: float) -> str:
    """The verdict. Raises AssertionError where CPython contradicts it: a call repeats that is proved to end, say."""
    program = python_program(text, "f")
    match terminates(program, seconds=seconds):
        case Proved():
            seen = Counter(outcome(text, inputs) for inputs in product(GRID, repeat=len(program.parameters)))
            assert not seen["repeats"], f"proved, and a call repeats:\n{text}"
            return "proved, and too long for some inputs" if seen["too long"] else "proved"
        case Refuted(witness):
            inputs = tuple(witness.entry.inputs[name] for name in program.parameters)
            assert outcome(text, inputs) != "returns", f"refuted with {inputs}, which returns:\n{text}"
            return "refuted"
        case _:
            return "don't know"
