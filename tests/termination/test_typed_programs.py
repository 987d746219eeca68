"""Functions as beginners type them, with the answer that each one gets."""

import re

import pytest

from arlib.termination import terminates
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

ENDS = {
    "countdown": "def f(n):\n    while n > 0:\n        print(n)\n        n -= 1\n    print('Lift off!')",
    "docstring": "def f(n):\n    '''Counts up.'''\n    for i in range(n):\n        print(f'{i} of {n}')\n"
    "    return 'done'",
    "error text": "def f(n):\n    if n < 0:\n        return 'error'\n    while n != 0:\n        n -= 1\n"
    "    return 'ok'",
    "error None": "def f(n):\n    if n < 0:\n        return None\n    while n != 0:\n        n -= 1\n    return n",
    "interest": "def f(n):\n    money = 100.0\n    for year in range(n):\n        money = money * 1.05\n"
    "    return money",
    "tuple": "def f(n):\n    a, b = 0, 1\n    while a < n:\n        a, b = b, a + b + 1\n    return (a, b)",
    "stars": "def f(n):\n    for i in range(n):\n        print('*' * i)",
    "text built": "def f(n):\n    s = ''\n    while n > 0:\n        s = str(n % 2) + s\n        n = n // 2\n"
    "    return s",
    "digits": "def f(n):\n    n = abs(n)\n    total = 0\n    while n > 0:\n        total += n % 10\n"
    "        n //= 10\n    return total",
    "gcd": "def f(a, b):\n    while b > 0:\n        a, b = b, a % b\n    return a",
    "guess": "def f(n):\n    lo, hi = 0, 100\n    while lo < hi:\n        mid = (lo + hi) // 2\n"
    "        if mid < n:\n            lo = mid + 1\n        else:\n            hi = mid",
    "prime": "def f(n):\n    d = 2\n    while d < n:\n        if n % d == 0:\n            return False\n"
    "        d += 1\n"
    "    return True",
    "pop": "def f(xs):\n    while xs:\n        print(xs.pop())",
    "queue": "def f(xs):\n    while len(xs) > 0:\n        first = xs.pop(0)\n        print('next:', first)",
    "bubble": "def f(xs):\n    for i in range(len(xs)):\n        for j in range(len(xs) - 1 - i):\n"
    "            if xs[j] > xs[j + 1]:\n                xs[j], xs[j + 1] = xs[j + 1], xs[j]\n    return xs",
    "insertion": "def f(xs):\n    for i in range(1, len(xs)):\n        key = xs[i]\n        j = i - 1\n"
    "        while j >= 0 and xs[j] > key:\n            xs[j + 1] = xs[j]\n            j -= 1\n"
    "        xs[j + 1] = key",
    "selection": "def f(xs):\n    for i in range(len(xs)):\n        least = i\n"
    "        for j in range(i + 1, len(xs)):\n"
    "            if xs[j] < xs[least]:\n                least = j\n        xs[i], xs[least] = xs[least], xs[i]",
    "binary search": "def f(xs, x):\n    lo, hi = 0, len(xs) - 1\n    while lo <= hi:\n        mid = (lo + hi) // 2\n"
    "        if xs[mid] == x:\n            return mid\n        elif xs[mid] < x:\n            lo = mid + 1\n"
    "        else:\n            hi = mid - 1\n    return -1",
    "merge": "def f(xs, ys):\n    out = []\n    i = j = 0\n    while i < len(xs) and j < len(ys):\n"
    "        if xs[i] < ys[j]:\n            out.append(xs[i])\n            i += 1\n        else:\n"
    "            out.append(ys[j])\n            j += 1\n    return out + xs[i:] + ys[j:]",
    "reverse": "def f(xs):\n    i, j = 0, len(xs) - 1\n    while i < j:\n        xs[i], xs[j] = xs[j], xs[i]\n"
    "        i += 1\n        j -= 1",
    "two sum": "def f(xs, t):\n    xs.sort()\n    i, j = 0, len(xs) - 1\n    while i < j:\n"
    "        s = xs[i] + xs[j]\n"
    "        if s == t:\n            return i, j\n        if s < t:\n            i += 1\n        else:\n"
    "            j -= 1",
    "sieve": "def f(n):\n    prime = [True] * (n + 1)\n    for p in range(2, n + 1):\n        if prime[p]:\n"
    "            m = p * p\n            while m <= n:\n                prime[m] = False\n                m += p\n"
    "    return [p for p in range(2, n + 1) if prime[p]]",
    "flatten": "def f(n):\n    flat = []\n    for i in range(n):\n        for j in range(i):\n"
    "            flat.append(j)\n"
    "    return flat",
    "count": "def f(xs, x):\n    c = 0\n    for y in xs:\n        if y == x:\n            c += 1\n    return c",
    "remove": "def f(xs, x):\n    while x in xs:\n        xs.remove(x)\n    return xs",
    "mean": "def f(xs):\n    total = 0\n    for i, x in enumerate(xs, start=1):\n        total += x\n"
    "        print(i, total / i)",
    "list sum": "def f(xs):\n    if not xs:\n        return 0\n    return xs[0] + f(xs[1:])",
    "list reversed": "def f(xs):\n    if len(xs) < 2:\n        return xs\n    return f(xs[1:]) + [xs[0]]",
    "merge sort": "def merge(a, b):\n    out = []\n    for x in a:\n        out.append(x)\n    for x in b:\n"
    "        out.append(x)\n    return sorted(out)\n\n\ndef f(xs):\n    if len(xs) <= 1:\n        return xs\n"
    "    mid = len(xs) // 2\n    return merge(f(xs[:mid]), f(xs[mid:]))",
    "fact checked": "def f(n):\n    if n < 0:\n        raise ValueError('no negative numbers')\n    if n == 0:\n"
    "        return 1\n    return n * f(n - 1)",
    "fib": "def f(n):\n    if n < 2:\n        return n\n    return f(n - 1) + f(n - 2)",
    "ackermann": "def f(m, n):\n    if m <= 0:\n        return n + 1\n    if n <= 0:\n        return f(m - 1, 1)\n"
    "    return f(m - 1, f(m, n - 1))",
    "mccarthy": "def f(n):\n    if n > 100:\n        return n - 10\n    return f(f(n + 11))",
    "hanoi": "def f(n, a, b, c):\n    if n > 0:\n        f(n - 1, a, c, b)\n        print(f'{a} to {c}')\n"
    "        f(n - 1, b, a, c)",
    "even": "def even(n):\n    return True if n <= 0 else odd(n - 1)\n\n\ndef odd(n):\n"
    "    return False if n <= 0 else even(n - 1)\n\n\ndef f(n):\n    return even(n)",
    "power": "def f(x, n):\n    if n <= 0:\n        return 1\n    half = f(x, n // 2)\n"
    "    return half * half if n % 2 == 0 else half * half * x",
    "euclid": "def f(a, b):\n    if b <= 0:\n        return a\n    return f(b, a % b)",
}

GOES_ON = {
    "forgotten": ("def f(n):\n    i = 0\n    while i < n:\n        print(i)", "n = 1"),
    "for ever": ("def f():\n    while True:\n        print('hello')", "no inputs"),
    "append": ("def f(xs):\n    for x in xs:\n        xs.append(x)", "xs = [0]"),
    "insert": ("def f(xs):\n    for x in xs:\n        xs.insert(0, x)", "xs = [0]"),
    "list kept": ("def f(xs):\n    while xs:\n        print(xs[0])", "xs = [0]"),
    "back again": ("def f(xs):\n    while xs:\n        xs.append(xs.pop(0))", "xs = [0]"),
    "halves": ("def f(xs):\n    while len(xs) > 0:\n        xs = xs[len(xs) // 2 :]", "xs = [0]"),
    "itself": ("def f(x):\n    return f(x)", "x = 0"),
    "fact": ("def f(n):\n    if n == 0:\n        return 1\n    return n * f(n - 1)", "n = -1"),
    "digits": ("def f(n):\n    c = 0\n    while n != 0:\n        n //= 10\n        c += 1\n    return c", "n = -1"),
    "search": (
        "def f(xs, x):\n    lo, hi = 0, len(xs)\n    while lo < hi:\n        mid = (lo + hi) // 2\n"
        "        if x > 0:\n            lo = mid\n        else:\n            hi = mid",
        "",
    ),
}

OPEN = {
    "collatz": ("def f(n):\n    while n > 1:\n        n = n // 2 if n % 2 == 0 else 3 * n + 1", "no "),
    "text decides": ("def f(n):\n    s = 'a'\n    while s != 'aaa':\n        s = s + 'a'", "texts are not read"),
    "fraction decides": ("def f(n):\n    x = 1.0\n    while x > 0.001:\n        x = x / 2", "fractions are not read"),
    "element decides": ("def f(xs):\n    while xs[0] > 0:\n        xs[0] -= 1", "only the lengths are followed"),
    "swapped": (
        "def f(xs):\n    swapped = True\n    while swapped:\n        swapped = False\n"
        "        for i in range(len(xs) - 1):\n            if xs[i] > xs[i + 1]:\n"
        "                xs[i], xs[i + 1] = xs[i + 1], xs[i]\n                swapped = True",
        "only the lengths are followed",
    ),
    "same list": ("def f(xs, ys):\n    while xs:\n        ys.append(xs.pop())", "may be one list"),
}

REFUSED = {
    "alias": ("def f(xs):\n    ys = xs\n    while xs:\n        ys.pop()", 2, "second name"),
    "try": (
        "def f(n):\n    try:\n        return 1 // n\n    except ZeroDivisionError:\n        return 0",
        2,
        "exceptions",
    ),
    "global": ("total = 0\n\n\ndef f(n):\n    global total\n    total += n", 5, "global"),
    "row in table": ("def f(n):\n    table = [[]]\n    table[0].append(n)", 3, "needs a name"),
    "slice": ("def f(xs):\n    xs[::2] = [1]", 2, "a part of a list"),
    "part deleted": ("def f(xs):\n    del xs[::2]", 2, "a part of a list"),
    "attribute": ("def f(n):\n    n.append(1)\n    n.size = 3", 3, "only a variable"),
}


@pytest.mark.parametrize("text", ENDS.values(), ids=ENDS.keys())
def test_these_end(text):
    assert isinstance(terminates(text, "f", seconds=120), Proved)


@pytest.mark.parametrize(("text", "witness"), GOES_ON.values(), ids=GOES_ON.keys())
def test_these_go_on(text, witness):
    answer = terminates(text, "f", seconds=120)
    assert isinstance(answer, Refuted) and str(answer.witness).startswith(witness)


@pytest.mark.parametrize(("text", "reason"), OPEN.values(), ids=OPEN.keys())
def test_nobody_knows(text, reason):
    """However long one searches; the reason names what was not read."""
    answer = terminates(text, "f", seconds=0.5)
    assert isinstance(answer, Unknown) and reason in answer.reason


@pytest.mark.parametrize(("text", "line", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_these_are_not_read(text, line, reason):
    with pytest.raises(Unsupported, match=reason) as caught:
        terminates(text, "f")
    assert caught.value.line == line and re.search(r"\n *\^", str(caught.value))
