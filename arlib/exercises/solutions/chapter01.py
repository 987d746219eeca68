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
}
