"""LRAT and DRAT: what is written comes back, in each form, and what is malformed is refused with its place."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.certificates.refutation import Addition, Deletion, Erasure, Lemma
from arlib.languages.lines import unpacked
from arlib.languages.lrat import (
    binary_drat_steps,
    drat_steps,
    lrat_file,
    lrat_steps,
    own_numbers,
    proof_format,
    renumbered,
)
from arlib.verdict import Unsupported

NUMBERS = st.integers(1, 2**31 - 1)
CLAUSES = st.lists(st.tuples(NUMBERS, st.sampled_from([1, -1])).map(lambda p: p[0] * p[1]), max_size=5).map(tuple)
LRAT = st.builds(Addition, NUMBERS, CLAUSES, CLAUSES) | st.builds(Deletion, NUMBERS, st.lists(NUMBERS).map(tuple))
DRAT = st.builds(Lemma, CLAUSES) | st.builds(Erasure, CLAUSES)


def binary(steps):
    """The steps as a solver writes them in binary, byte by byte."""
    found = bytearray()
    for step in steps:
        found += b"a" if isinstance(step, Lemma) else b"d"
        for number in (2 * abs(literal) + (literal < 0) for literal in step.clause):
            while number > 127:
                found.append(number % 128 + 128)
                number //= 128
            found.append(number)
        found.append(0)
    return bytes(found)


def text(steps):
    marks = ("" if isinstance(step, Lemma) else "d " for step in steps)
    return "".join(f"{mark}{' '.join(map(str, (*step.clause, 0)))}\n" for mark, step in zip(marks, steps, strict=True))


def format_of(content, name=""):
    return proof_format(io.BufferedReader(io.BytesIO(content)), name)


@given(st.lists(LRAT, max_size=5))
def test_lrat_comes_back(steps):
    lines = "".join(f"{step}\nc a comment\n\n" for step in steps).encode()
    assert [*lrat_steps(lines.splitlines())] == steps
    assert not steps or format_of(lines) == "LRAT"
    assert own_numbers(lines.splitlines()) == {step.number for step in steps if isinstance(step, Addition)}


@given(st.lists(DRAT, max_size=5))
def test_drat_comes_back(steps):
    assert [*drat_steps(text(steps).encode().splitlines())] == steps
    assert [*binary_drat_steps(io.BytesIO(binary(steps)))] == steps
    assert not steps or (format_of(text(steps).encode()), format_of(binary(steps))) == ("DRAT", "binary DRAT")


def test_the_format_of_what_has_no_step_is_that_of_its_name():
    assert format_of(b"c only a comment\n", "p.lrat.gz") == "LRAT"
    assert format_of(b"", "p.drat") == format_of(b"") == format_of(b"1 2 0") == "DRAT"
    long = b" ".join(b"%d" % number for number in range(1, 20_000)) + b" 0"  # more than is looked at
    assert format_of(b"9 1 0 " + long + b"\n", "p.lrat") == format_of(b"8 " + long + b" 1 2 0\n", "p.lrat") == "LRAT"
    assert format_of(long + b"\n", "p") == format_of(long + b"\n", "p.drat") == "DRAT"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("5", "line 1, column 1: a step is a number"),
        ("5 1 2 0", "a step is a number"),
        ("5 1 0 2 0 3 0", "a step is a number"),
        ("-5 1 0 2 0", "a step is a number"),
        ("0 1 0 2 0", "a step is a number"),
        ("5 d 1 0 2 0", "a step is a number"),
        ("5 1 0 2 0 7", "a step is a number"),
        ("5 1 d 0 2 0", "line 1, column 5: here should be a number"),
        ("d 5 0", "line 1, column 1: here should be a number"),
        ("5 1 0 " + "9" * 10**6 + " 0", "line 1, column 7: here should be a number, of at most"),
        ("5 1 0 2-3 0", "a sign stands"),
        ("5 1 0 1_000 0", "line 1, column 7: here should be a number"),
        ("5 1 0 \u0662 0", "line 1, column 7: here should be a number"),
        ("\0\1\2", "line 1, column 1: here should be a number"),
    ],
)
def test_malformed_steps_of_lrat(line, said):
    with pytest.raises(Unsupported, match=said) as error:
        list(lrat_steps([line.encode()]))
    assert len(str(error.value)) < 400


@pytest.mark.parametrize("line", ["d", "1 2", "1 0 2 0", "1 d 0", "d d 1 0", "1 2 x 0", "1 - 0", "9" * 30 + " 0"])
def test_malformed_steps_of_drat(line):
    with pytest.raises(Unsupported, match="line 2, column"):
        list(drat_steps([b"1 0", line.encode()]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x", "byte 1: a step begins"),
        (b"a\x02", "byte 2: the last step has no 0"),
        (b"a\x82", "byte 2: the last step has no 0"),
        (b"a\x01\0", "byte 2: here should be a literal"),
        (b"a\x80\0\0", "byte 3: here should be a literal"),
        (b"a\xff\xff\xff\xff\xff\xff\x01\0", "byte 6: a letter beyond"),
        (b"a\xff\xff\xff\xff\x7f\0", "byte 6: here should be a literal"),
        (b"a\x02\0\0", "byte 4: a step begins"),
    ],
)
def test_malformed_steps_of_binary_drat(content, said):
    with pytest.raises(Unsupported, match=said):
        list(binary_drat_steps(io.BytesIO(content)))


@given(st.binary(max_size=40))
def test_rubbish_is_refused_or_read(content):
    for read in (lrat_steps, drat_steps):
        try:
            list(read(content.splitlines()))
        except Unsupported as error:
            assert str(error)
    try:
        list(binary_drat_steps(io.BytesIO(content)))
    except Unsupported as error:
        assert str(error)


@given(st.sets(st.integers(1, 12), max_size=6), st.integers(0, 6))
def test_numbers_that_are_counted_together(own, clauses):
    """The formula's clauses have the numbers that no step has; and two clauses never get the same."""
    free = [number for number in range(1, 100) if number not in own][:clauses]
    steps = [Addition(number, (1,), (*free, -number, *own)) for number in own]
    for number, step in zip(own, renumbered(steps, own, clauses), strict=True):
        assert step.hints[:clauses] == tuple(range(1, clauses + 1))
        assert step.number == number + clauses == -step.hints[clauses]
        assert {*step.hints[clauses + 1 :]} == {each + clauses for each in own}


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_files(tmp_path, pack):
    path = tmp_path / "p"
    path.write_bytes(pack(b"0 d 1 0\n2 1 0 1 3 0\n4 0 2 0\n"))
    assert [step.number for step in lrat_file(path, 2)] == [2, 4, 6]
    assert [step.number for step in lrat_file(path, 1)] == [0, 2, 4]
    with unpacked(path) as file:
        assert proof_format(file) == "LRAT"
