"""Solutions for chapter 1."""

from arlib.exercises.base import Solution

SOLUTIONS = {
    "1.1": Solution('answer = {"x": 100, "y": 100}', "The sum 200 wraps to -56, and half of that is -28."),
    "1.2": Solution("answer = 2 ** 48", "Three inputs of 16 bits have 48 bits, and each bit doubles the number."),
    "1.3": Solution('answer = "x | y != 0"', "x | y has a bit wherever x or y has one, so it is 0 for one pair only."),
    "1.4": Solution('answer = "x >> 6 == 0"', "The shift drops six bits. A number with at most six bits has no more."),
    "1.5": Solution(
        'answer = "min(x, y) + (max(x, y) - min(x, y)) // 2"',
        "From the smaller number, go half of the way to the larger one. Nothing on the way is larger than 255.",
    ),
    "1.6": Solution(
        'answer = [\n    ("yes", 90, 0.02),\n    ("no", 95, 0.001),\n    ("no", 90, 0.01),\n    ("yes", 80, 0.02),\n'
        '    ("no", 90, 0.001),\n    ("don\'t know", 99, 0.1),\n]',
        "Claims 2, 3 and 5 fail at an end of the range or where a product wraps, and 2^64 cases take more than 0.1 s.",
    ),
    "1.7": Solution(
        'answer = "(x < 0) == (y < 0) and (x + y < 0) != (x < 0)"',
        "Only two numbers with the same sign can have a sum that does not fit, and then its sign turns over.",
    ),
    "1.8": Solution(
        'answer = "(x & y) + ((x ^ y) >> 1) + ((x ^ y) & 1 if x > y else 0)"',
        "The bits that both have, and half of the bits that one has, make the midpoint rounded down. "
        "For x > y that is rounding away from x, so the half that was lost is put back.",
    ),
}
