"""DIMACS: what is written comes back, what is malformed gets one clear line, and what is huge is refused in time."""

import gzip
import io
import lzma
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.clauses import CNF
from arlib.languages import dimacs
from arlib.languages.dimacs import dimacs_lines, dimacs_text, read_dimacs, read_dimacs_file
from arlib.languages.lines import MOST_IN_LINE, lines_of, unpacked
from arlib.verdict import Unsupported

LITERALS = st.integers(1, 9).flatmap(lambda letter: st.sampled_from([letter, -letter]))
FORMULAS = st.lists(st.lists(LITERALS, max_size=5).map(tuple), max_size=6).map(lambda rows: CNF(9, tuple(rows)))


@given(FORMULAS)
def test_a_formula_comes_back(formula):
    assert read_dimacs(dimacs_text(formula)) == formula


@given(FORMULAS, st.sampled_from([" ", "\n", "\t ", "\r\n", "\nc a comment 0 1 x\n", "\n\n"]))
def test_clauses_may_stand_anywhere(formula, between):
    header, *rows = dimacs_lines(formula)
    assert read_dimacs(f"c first\n\n{header}\n" + between.join(" ".join(rows).split())) == formula


def test_a_byte_order_mark_is_no_text():
    assert read_dimacs("\ufeffc first\np cnf 1 1\n1 0") == read_dimacs("\ufeffp cnf 1 1\n1 0") == CNF(1, ((1,),))


def test_the_end_of_a_file_of_satlib():
    text = "c Horn? no\nc\np cnf 3  2 \n 1 -2 0\n3 2\n1 0\n%\n0\n\n"
    assert read_dimacs(text) == CNF(3, ((1, -2), (3, 2, 1)))
    assert read_dimacs(text.removesuffix("0\n\n")).clauses == read_dimacs(text).clauses


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no header"),
        ("c only\nc comments\n", "there is no header"),
        ("1 2 0\n", "line 1, column 1: the first line is the header"),
        ("p cnf 2\n1 0\n", "line 1, column 1: a header is"),
        ("p dnf 2 1\n1 0\n", "a header is"),
        ("p cnf 2 1 1\n1 0\n", "a header is"),
        ("p cnf -2 1\n1 0\n", "a header is"),
        ("p cnf 2 1\np cnf 2 1\n1 0\n", "line 2, column 1: here should be a number"),
        ("p cnf 2 2\n1 0\n", "line 2, column 4: the header announces 2 clauses, and here ends the last of 1"),
        ("p cnf 2 1\n1 0\n2 0\n", "line 3, column 1: the header announces 1 clause, and here ends clause 2"),
        ("p cnf 3 2\n1 0 2 0\n3 0\n", "line 3, column 1: the header announces 2 clauses"),  # a literal 0 inside
        ("p cnf 2 1\n1 2\n", "line 2, column 4: the last clause has no 0"),
        ("p cnf 2 1\n1 3 0\n", "line 2, column 3: the header announces the letters 1 to 2"),
        ("p cnf 2 1\n1 99999999999999999999 0\n", "line 2, column 3: a number that no letter has"),
        ("p cnf 2 1\n1 " + "9" * 100_000 + " 0\n", "line 2, column 3: a number that no letter has"),
        ("p cnf 99999999999999999999 1\n1 0\n", "a header is"),
        ("p cnf 999999999 1\n1 0\n", "line 1, column 7: 1,000,000 letters are the most"),
        ("p cnf 1 999999999\n1 0\n", "line 1, column 9: 10,000,000 clauses are the most"),
        ("p cnf 2 1\n1 2.0 0\n", "line 2, column 3: here should be a number"),
        ("p cnf 2 1\n1 1_0 0\n", "line 2, column 3: here should be a number"),
        ("p cnf 2 1\n1 --2 0\n", "line 2, column 3: here should be a number"),
        ("p cnf 2 1\n1 -0\n", "line 2, column 3: here should be a number"),
        ("p cnf 2 1\n1 +2 0\n", "line 2, column 3: here should be a number"),
        ("p cnf 2 1\n1 \u0662 0\n", "line 2, column 3: here should be a number"),
        ("p cnf 2 1\n1 0\n% 5\n", "line 3, column 1: after the %"),
        ("p cnf 2 1\n1 0\n%\n0\n2 0\n", "after the %"),
        ("p cnf 2 1\n1 \0\1\2 0\n", "line 2, column 3: here should be a number"),
    ],
)
def test_malformed_texts_get_one_clear_line(text, said):
    with pytest.raises(Unsupported) as error:
        read_dimacs(text)
    assert said in str(error.value)
    place, shown, caret = str(error.value).split("\n")
    assert caret.strip() == "^" and len(shown) < 200 and place.startswith("line ")


@given(st.binary(max_size=60))
def test_rubbish_is_refused_or_read(content):
    try:
        read_dimacs((b"p cnf 3 2\n" + content).decode("latin-1"))
        read_dimacs(content.decode("latin-1"))
    except Unsupported as error:
        assert str(error)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_packed_files(tmp_path, pack):
    path, formula = tmp_path / "f.cnf", CNF(400, tuple((n, -n - 1, n + 2) for n in range(1, 399)))
    whole = pack(dimacs_text(formula).encode())
    path.write_bytes(whole)
    assert read_dimacs_file(path) == formula
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unsupported, match=r"f\.cnf"):
        read_dimacs_file(path)
    path.write_bytes(whole[:40] + b"\xff\x00\x11" * 5 + whole[40:])
    with pytest.raises(Unsupported, match=r"f\.cnf"):
        read_dimacs_file(path)


def test_what_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "none.cnf", "a\0b"):
        with pytest.raises(Unsupported, match="cannot be read"):
            read_dimacs_file(path)


def test_what_is_huge_is_refused_in_bounded_memory(tmp_path, monkeypatch):
    """Some kilobytes unpack to megabytes; of each kind only a bounded part is kept."""
    path = tmp_path / "huge.cnf.gz"
    header = b"p cnf 1000 90000\n"
    monkeypatch.setattr(dimacs, "MOST_LITERALS", 100_000)
    kinds = [
        (b"1 -2 3 0\n" * 1000, "more than 100,000 literals"),
        (b"7 " * 500_000, "more than"),
        (b"c" * 10**6, "line"),
    ]
    for piece, said in kinds:
        with gzip.open(path, "wb") as file:
            file.write(header)
            for _ in range(300_000_000 // len(piece) // 20):
                file.write(piece)
        tracemalloc.start()
        with pytest.raises(Unsupported, match=said):
            read_dimacs_file(path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 300_000_000


def test_a_file_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("arlib.languages.lines.MOST_BYTES", 10_000)
    with pytest.raises(Unsupported, match="10,000 bytes up to here"):
        list(lines_of(io.BytesIO(b"c\n" * 10_000)))
    with pytest.raises(Unsupported, match="a line of more than"), unpacked("/dev/zero") as file:
        list(lines_of(file))
    assert MOST_IN_LINE < 10**7
