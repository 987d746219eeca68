"""C programs as people write them, with the verdict on each in C's own reading."""

import pytest

from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unknown

ENDS = {
    "a macro for a bound": "#define N 10\nint main(void) { int i = 0; while (i < N) i++; return i; }",
    "a macro with parameters": "#define MIN(a, b) ((a) < (b) ? (a) : (b))\n"
    "int f(int x) { int i = MIN(x, 9); while (i > 0) i--; return i; }",
    "a condition of the preprocessor": "#ifdef SLOW\n#define STEP 0\n#else\n#define STEP 1\n#endif\n"
    "int f(int n) { while (n > 0) n -= STEP; return n; }",
    "UINT_MAX": "#include <limits.h>\nvoid f(unsigned i) { while (i < UINT_MAX) i++; }",
    "unsigned comes around": "void f(unsigned char x) { while (x != 0) x++; }",
    "n-- > 0": "void f(int n) { if (n >= 0) while (n-- > 0) ; }",
    "--n > 0": "void f(int n) { if (n > 0) while (--n > 0) ; }",
    "i-- > 0 in a for": "void f(unsigned n) { for (unsigned i = n; i-- > 0;) ; }",
    "do while": "void f(int i) { if (i < 0 || i > 255) return; do ; while (i++ != 255); }",
    "goto out of nested loops": "int f(void) { for (int i = 0; i < 5; i++) for (int j = 0; j < 5; j++)\n"
    "    if (i * j == 12) goto out;\nreturn 1; out: return 0; }",
    "goto back": "int f(int n) { again: if (n > 0) { n--; goto again; } return n; }",
    "switch": "void f(int s) { s = 0; while (s != 3) switch (s) { case 0: s = 1; break; case 1: s = 2; break;\n"
    "default: s = 3; } }",
    "switch that falls through": "void f(int n) { while (n > 0) switch (n % 2) { case 0: n--; case 1: n--; } }",
    "comma": "void f(void) { int i, j; for (i = 0, j = 10; i < j; i++, j--) ; }",
    "rand": "#include <stdlib.h>\nvoid f(int n) { while (n > 0) n -= 1 + rand() % 3; }",
    "scanf": '#include <stdio.h>\nint main(void) { int n; if (scanf("%d", &n) != 1) return 1;\n'
    'while (n > 0) { printf("%d\\n", n); n /= 2; } return 0; }',
    "puts": '#include <stdio.h>\nint main(void) { for (int i = 3; i; i--) puts("again"); return 0; }',
    "static": "int next(void) { static int n; if (n < 100) n++; return n; }\n"
    "int main(void) { while (next() < 100) ; return 0; }",
    "recursion": "unsigned f(unsigned n) { return n == 0 ? 1 : n * f(n - 1); }",
    "mutual recursion": "int odd(unsigned n); int even(unsigned n) { return n == 0 ? 1 : odd(n - 1); }\n"
    "int odd(unsigned n) { return n == 0 ? 0 : even(n - 1); }\nint main(void) { return even(10); }",
    "gcd": "unsigned gcd(unsigned a, unsigned b) { while (b) { unsigned t = a % b; a = b; b = t; } return a; }",
    "attributes": "extern void abort(void) __attribute__((__nothrow__)) __attribute__((__noreturn__));\n"
    "int __attribute__((noinline)) f(int n) { while (n > 0) n--; return n; }",
    "assert": "#include <assert.h>\nvoid f(int x) { assert(x > 0); while (x != 0) x--; }",
    "an enum": "enum { A, B, C }; void f(void) { int s = A; while (s != C) s = s == A ? B : C; }",
    "bubble sort": "int a[10]; void sort(void) { for (int i = 0; i < 9; i++) for (int j = 0; j < 9 - i; j++)\n"
    "    if (a[j] > a[j + 1]) { int t = a[j]; a[j] = a[j + 1]; a[j + 1] = t; } }",
    "insertion sort": "int a[10]; void sort(void) { for (int i = 1; i < 10; i++) { int key = a[i], j = i - 1;\n"
    "    while (j >= 0 && a[j] > key) { a[j + 1] = a[j]; j--; } a[j + 1] = key; } }",
    "binary search": "int a[100]; int find(int x) { int low = 0, high = 99; while (low <= high) {\n"
    "    int mid = low + (high - low) / 2; if (a[mid] == x) return mid;\n"
    "    if (a[mid] < x) low = mid + 1; else high = mid - 1; } return -1; }",
    "linear search": "int a[100]; int f(int x) { for (int i = 0; i < 100; i++) if (a[i] == x) return i; return -1; }",
    "reversing": "void f(void) { int a[7] = {1, 2, 3, 4, 5, 6, 7}, i = 0, j = 6;\n"
    "    while (i < j) { int t = a[i]; a[i++] = a[j]; a[j--] = t; } }",
    "a sum of unsigned numbers": "unsigned f(void) { unsigned a[10], s = 0; for (int i = 0; i < 10; i++) s += a[i];\n"
    "    return s; }",
    "a given length": "void f(int n) { if (n <= 0) return; int a[n]; for (int i = 0; i < n; i++) a[i] = 0; }",
    "the length by sizeof": "void f(void) { unsigned a[] = {3, 1, 2};\n"
    "    for (unsigned i = 0; i < sizeof(a) / sizeof(a[0]); i++) a[i]++; }",
    "numbers that arrive": "#include <stdio.h>\nint main(void) { int a[5];\n"
    'for (int i = 0; i < 5; i++) scanf("%d", &a[i]); return 0; }',
    "an array inside": "void f(void) { static char s[] = \"text\"; for (int i = 0; i < 5; i++) s[i] = 'x'; }",
}
DOES_NOT = {
    "forever": "int main(void) { for (;;) ; }",
    "unsigned is at least 0": "void f(unsigned i) { while (i >= 0) i--; }",
    "UINT_MAX as a bound": "#include <limits.h>\nvoid f(unsigned i) { while (i <= UINT_MAX) i++; }",
    "an overflow": "void f(int x) { while (x > 0) x++; }",
    "a step over the end": "void f(void) { for (unsigned i = 0; i != 7; i += 2) ; }",
    "an index outside": "int main(void) { int a[10]; for (int i = 0; i <= 10; i++) a[i] = i; return 0; }",
    "an index below": "int a[4]; int f(int i) { while (i > 0) i--; return a[i]; }",
    "no element": "void f(int n) { int a[n]; for (int i = 0; i < n; i++) a[i] = 0; }",
    "a loop that stands still": "int main(void) { int a[3], i = 0; while (i < 3) a[i] = a[0]; return 0; }",
    "recursion without end": "int f(int n) { return f(n); }",
    "goto forever": "int f(int n) { again: if (n != 5) goto again; return n; }",
    "a division by zero": "int f(int n) { int s = 1; while (n >= 0) { s = 10 / n; n--; } return s; }",
}
OPEN = {
    "an element decides": "int main(void) { int a[3]; while (a[0] > 0) a[0]--; return 0; }",
    "a text's end is an element": 'int main(void) { char s[] = "hello"; int n = 0; while (s[n] != 0) n++; return n; }',
    "an element is an index": "int f(void) { int a[2] = {0, 1}; return a[a[1]]; }",
    "sums may overflow": "int f(void) { int a[3], s = 0; for (int i = 0; i < 3; i++) s += a[i]; return 0; }",
    "rand may never say so": "#include <stdlib.h>\nint a[3]; void f(void) { while (a[rand() % 3]) ; }",
}


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str) -> None:
    assert isinstance(terminates(ENDS[name], language="c", seconds=60), Proved)


@pytest.mark.parametrize("name", DOES_NOT)
def test_does_not_end_well(name: str) -> None:
    assert isinstance(terminates(DOES_NOT[name], language="c", seconds=60), Refuted)


@pytest.mark.parametrize("name", OPEN)
def test_is_open_where_elements_decide(name: str) -> None:
    assert isinstance(terminates(OPEN[name], language="c", seconds=60), Unknown)
