"""Arrays: what is read of them, and what is refused with its place."""

import pytest

from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import run
from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

LENT = """
void swap(int a[], int i, int j) { int t = a[i]; a[i] = a[j]; a[j] = t; }
void sort(int *a, int n) {
  for (int i = 0; i < n - 1; i++)
    for (int j = 0; j < n - 1 - i; j++)
      if (a[j] > a[j + 1]) swap(a, j, j + 1);
}
int main(int argc, char **argv) { int x[10]; sort(x, %d); return 0; }
"""


def test_an_array_is_lent_to_functions() -> None:
    assert isinstance(terminates(LENT % 10, language="c", seconds=60), Proved)
    assert not isinstance(terminates(LENT % 11, language="c", seconds=60), Proved)


@pytest.mark.parametrize(
    ("declared", "length"),
    [
        ("int a[7];", 7),
        ("int a[2 * 3];", 6),
        ("int a[] = {1, 2, 3};", 3),
        ("enum { N = 4 }; int a[N] = {0};", 4),
        ("int a[8] = {[5] = 1};", 8),
        ('char a[] = "ab\\n";', 4),
        ('char a[] = "a" "b";', 3),
        ('char a[] = "ä";', 3),
        ('char a[2] = "ab";', 2),
        ("static int a[5];", 5),
        ("int n = 9; int a[n]; n = 1;", 9),
    ],
)
def test_the_length(declared: str, length: int) -> None:
    for index in (0, length - 1):
        assert isinstance(terminates(f"void f(void) {{ {declared} a[{index}] = 0; }}", seconds=60), Proved)
    for index in (-1, length):
        assert isinstance(terminates(f"void f(void) {{ {declared} a[{index}] = 0; }}", seconds=60), Refuted)


@pytest.mark.parametrize(
    "statement",
    ["a[i] = 0;", "a[i]++;", "--a[i];", "a[i] += 1u;", "x = a[i];", "a[i];", "if (x && a[i]) x = 1;", "a[a[i]];"],
)
def test_an_index_outside_has_no_value(statement: str) -> None:
    text = f"void f(unsigned i) {{ unsigned a[4], x = 1; {statement} }}"
    assert isinstance(terminates(text, seconds=60), Refuted)
    assert not isinstance(
        terminates(text.replace("{ unsigned a", "{ if (i >= 5) return; unsigned a"), seconds=60), Proved
    )


@pytest.mark.parametrize(("kind", "size"), [("_Bool", 1), ("char", 1), ("short", 2), ("int", 4), ("long", 8)])
def test_sizeof(kind: str, size: int) -> None:
    text = f"int f(void) {{ {kind} a[6]; return sizeof(a) * 100 + sizeof a[2] * 10 + sizeof(a) / sizeof(a[0]); }}"
    program = c_program(text)
    assert run(program, {}).outcome.value == 6 * size * 100 + size * 10 + 6


def test_what_is_stored_has_a_value() -> None:
    assert isinstance(terminates("void f(int n) { int a[1]; a[0] = 1 / n; }", seconds=60), Refuted)
    assert isinstance(
        terminates("void f(int n) { int a[1]; int x = (a[0] = n) + (n == 3 ? 1 / (n - 3) : 0); }"), Refuted
    )


def test_a_value_of_an_assignment_is_what_is_stored() -> None:
    program = c_program("int f(int n) { unsigned char a[1]; return a[0] = n; }")
    assert run(program, {"n": 258}).outcome.value == 2


def test_no_refutation_rests_on_an_element() -> None:
    assert isinstance(terminates("void f(void) { int a[1] = {0}; while (a[0]) ; }", seconds=60), Unknown)
    assert isinstance(terminates("int f(void) { int a[1] = {1}; return 1 / a[0]; }", seconds=60), Unknown)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("int main(void) { int x[3]; int *p = x; return 0; }", "a pointer is read only"),
        ("int main(void) { int x[3]; return x == 0; }", "only the elements of the array x"),
        ("int main(void) { int x[3], y[3]; x = y; return 0; }", "only the elements of the array x"),
        ("int main(void) { int x[3]; return x[0]++ + x[1]; }", "C does not fix whether x is changed"),
        ("int main(void) { int x[3]; return x[0] = x[1]++; }", "C does not fix whether x is changed"),
        ("int main(void) { int x[3], i = 0; x[i] = i++; return 0; }", "C does not fix whether i is changed"),
        ("int main(void) { int x[-1]; return 0; }", "length -1"),
        ("int main(void) { int x[1] = {1, 2}; return 0; }", "does not hold what is written"),
        ("int main(void) { int x[]; return 0; }", "the length of x is not given"),
        ('int main(void) { char x[] = "\\x41"; return 0; }', "one by one"),
        ("void f(int n) { if (n) goto out; int a[n]; out: ; }", "declare this array before the label"),
        ("void f(int a[], int n) { a[n] = 0; }", "how long an array is"),
        ("void g(int a[]) { sizeof(a); } void f(void) { int x[3]; g(x); }", "sizeof of an array"),
        ("void g(char a[]) { a[0] = 0; } void f(void) { int x[3]; g(x); }", "an array of int32"),
        ("void g(int n, int a[n]) { a[0] = 0; } void f(void) { int x[3]; g(3, x); }", "without its length"),
        ("void g(int p[]) { } void f(void) { int x; g(&x); }", "the name of an array"),
        (
            "int g(int a[], int n) { return n ? g(a, n - 1) : 0; } int main(void) { int x[3]; return g(x, 3); }",
            "memory",
        ),
    ],
)
def test_what_cannot_be_read(source: str, reason: str) -> None:
    with pytest.raises(Unsupported, match=reason):
        c_program(source, None if "main" in source else "f")


def test_an_element_is_of_its_type() -> None:
    bytes_ = "int f(void) { unsigned char a[4]; int n = a[0]; n = n * 8000000; while (a[1] > 255) ; return n; }"
    assert isinstance(terminates(bytes_, seconds=60), Proved)
    assert isinstance(terminates(bytes_.replace("unsigned char", "unsigned short"), seconds=60), Unknown)
