"""Functions of the library, and those that checkers of programs know: what they print decides nothing."""

import pytest

from arlib import Proved, Refuted, Unsupported, c_program, terminates
from arlib.programs.syntax import Choose, statements

ARTICLE = """#include<stdio.h>
#include<stdbool.h>
#include<limits.h>

bool f(unsigned int x, unsigned int y) {
   return (x+y == y+x);
}

void main() {
   for (unsigned int x=0;1;x++) {
      for (unsigned int y=0;1;y++) {
         if (!f(x,y)) printf("Error!\\n");
         if (y==UINT_MAX) break;
      }
      if (x==UINT_MAX) break;
   }
}
"""


def test_the_test_of_all_pairs_ends():
    assert isinstance(terminates(ARTICLE), Proved)
    assert isinstance(terminates(ARTICLE.replace("y==UINT_MAX", "y>UINT_MAX")), Refuted)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ('int n; scanf("%d", &n); while (n > 0) { printf("%d\\n", n); n--; }', Proved),
        ("int n; scanf(\"%d\", &n); while (n != 0) { putchar('.'); if (n > 0) n--; }", Refuted),
        ('unsigned n; if (scanf("%u", &n) == 1) while (n) n /= 2;', Proved),
        ('int a, b; scanf("%d %d", &a, &b); while (a < b) a++;', Proved),
        ('int n = rand(); while (n < 0) puts("never");', Proved),
        ("int n = rand() % 10; while (n != 3) ;", Refuted),
        ("srand(time(NULL)); int c; for (int i = 0; i < 9; i++) c = getchar();", Proved),
        ("int c = getchar(); while (c < -1 || c > 255) ;", Proved),
        ("int n = INT_MAX; while (n > INT_MIN) n--;", Proved),
        ('int n = klee_int("n"); klee_assume(n > 0); while (n <= 0) ;', Proved),
        ('int n; klee_make_symbolic(&n, sizeof n, "n"); __CPROVER_assume(n > 0); while (n <= 0) ;', Proved),
        ('int n = klee_range(2, 5, "n"); while (n < 2 || n >= 5) ;', Proved),
        ("int x = 0; while (__builtin_expect(x < 5, 1)) x++;", Proved),
        ('int i = 10; while (i > 0) { i = i - printf("%d", i) * 0 - 1; }', Proved),
        ("unsigned x = sizeof(int); while (x != 4) ;", Proved),
        ("again: if (rand() & 1) goto again;", Refuted),
    ],
)
def test_programs_that_print_and_read(body, answer):
    verdict = terminates(f"#include <stdio.h>\n#include <stdlib.h>\n#include <time.h>\nint main(void) {{ {body} }}")
    assert isinstance(verdict, answer), verdict


def test_what_is_printed_is_evaluated():
    verdict = terminates('int main(void) { int x; printf("%d", x); return 0; }')
    assert not isinstance(verdict, Proved)
    assert not isinstance(terminates('int f(int x) { printf("%d", 1 / x); return 0; }'), Proved)
    assert isinstance(terminates('int f(int x) { printf("%d", x++); while (x == 5) { } return x; }'), Refuted)


def test_what_the_file_defines_is_what_is_called():
    text = "int rand(void) { return 7; }\nint main(void) { while (rand() != 7) ; return 0; }"
    assert isinstance(terminates(text), Proved)
    assert not any(isinstance(each, Choose) for each in statements(c_program(text).body))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('long n; scanf("%d", &n);', "%d does not read a number of this type"),
        ('int n; scanf("%d %d", &n);', "the format reads 2 numbers, and here are 1 variables"),
        ('int n; scanf("%5d", &n);', "%5d does not read"),
        ('int n; scanf("%d", n);', "the address of a variable"),
        ('int n, m = scanf("%d", &n) + n;', "C does not fix whether n"),
        ("int n = 1; return sizeof(n + 1);", "sizeof is not supported"),
        ("goto nowhere;", "there is no label nowhere here"),
        ("int n = 2; if (n) { n--; inside: n++; } goto inside;", "a goto into other statements"),
        ("goto b; a: ; int n = 1; b: n++; goto a;", "b is further down than a"),
    ],
)
def test_what_is_not_read_is_named(body, words):
    with pytest.raises(Unsupported) as found:
        c_program(f"int main(void) {{ {body} return 0; }}")
    assert words in found.value.reason
