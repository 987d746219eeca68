"""Solutions for chapter 2."""

from arlib.exercises.base import Solution

SOLUTIONS = {
    "2.1": Solution("answer = 46_341", "It is the first number whose square is too large, and by only a little."),
    "2.2": Solution(
        'answer = ("max(a, a + 1)", "a + 1")', "Over the integers a + 1 is larger. In int8 there is a largest number."
    ),
    "2.3": Solution('answer = "4 * 8 * 8 * x == 0"', "The product is 256, which is 0 in uint8 and not in uint9."),
    "2.4": Solution(
        'answer = [\n    "(x + y) * (x - y)",\n    "x * (x - y) + y * (x - y)",\n'
        '    "x * x - x * y + y * (x - y)",\n    "x * x - x * y + (y * x - y * y)",\n'
        '    "x * x - x * y + (x * y - y * y)",\n    "x * x - x * y + x * y - y * y",\n    "x * x - y * y",\n]',
        "Distributivity on the sum, then on both differences. x * y and y * x are the same and cancel.",
    ),
    "2.5": Solution(
        'answer = "x & (x - 1)"',
        "Subtracting 1 turns the lowest set bit off and the zeros below it on. & keeps what both have.",
    ),
    "2.6": Solution(
        'answer = [\n    ("yes", 95, 0.01),\n    ("yes", 90, 0.05),\n    ("no", 95, 0.01),\n    ("yes", 80, 0.1),\n'
        '    ("don\'t know", 70, 0.1),\n    ("no", 90, 0.01),\n]',
        "Claims 3 and 6 fail where numbers wrap, and for claim 5 the solver has no translation.",
    ),
    "2.7": Solution(
        'answer = ("tdiv(a, 8)", "(a + 7 if a < 0 else a) >> 3")',
        "The shift rounds down. For a negative number, adding 7 first makes that rounding toward 0, and cannot wrap.",
    ),
    "2.8": Solution(
        'answer = "(x ^ (x >> 31)) - (x >> 31)"',
        "The shift leaves 0, or -1 for a negative number. Then ^ turns all bits over, and - adds the missing 1.",
    ),
}
