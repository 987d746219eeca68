"""Solutions for chapter 3."""

from arlib.exercises.base import Solution

SOLUTIONS = {
    "3.1": Solution(
        "answer = [False, True, False, True, False]",
        "a may step over 0, c stands still where y is 0, and e stays at -1; in b and d two numbers meet.",
    ),
    "3.2": Solution(
        'answer = {"x": 1, "y": -1}', "Taking away a negative number makes x larger, and so it never comes to y."
    ),
    "3.3": Solution('answer = "x + y"', "Each branch takes a positive number away from one of the two."),
    "3.4": Solution(
        """answer = {
    "initiation": "implies(y > 0, y >= 1)",
    "consecution": "implies(y >= 1 and x > y, y >= 1)",
    "decrease": "implies(y >= 1 and x > y, (x - y) + y < x + y)",
    "bound": "implies(y >= 1 and x > y, x + y >= 0)",
}""",
        "A turn takes y away from x + y, and y is at least 1. While the loop goes on x is more than that.",
    ),
    "3.5": Solution(
        'answer = "y > 0 and z > 0"', "x decreases since y is positive, and y stays so since z is positive as well."
    ),
    "3.6": Solution('answer = ["h", "m", "s"]', "When the hours go down, minutes and seconds may jump to 59."),
    "3.7": Solution(
        'answer = ["z + 1", "y + 1", "x"]',
        "x grows by y, which is less than y + 1, and y grows by z, which is less than z + 1, which always decreases.",
    ),
    "3.8": Solution('answer = "x > 0 and y >= 0"', "As soon as y is at least 0 it stays so, and x never falls again."),
    "3.9": Solution('answer = "unsigned int"', "A type without a sign wraps to 0, and wrapping is defined."),
    "3.10": Solution(
        'answer = ["1/2", "1/2", 1]', "Before x it is 2 * 1/2 = 1, before y -1/2 + 1/2 = 0, and -3/2 - 5/2 + 1 is -3."
    ),
    "3.11": Solution(
        """answer = '''
def climb(x, y):
    while x > 7:
        x = x - 2 * y
        y = y + 3
'''""",
        "x may climb first, and y has no top, so no single linear function will do; but y is positive some day.",
    ),
    "3.12": Solution(
        'answer = "fare == 3 * i + 4 and i <= n"',
        "When the loop is left, i is neither less than n nor more, and then the equation is the assertion.",
    ),
    "3.13": Solution(
        """answer = [
    ("yes", 90, 0.01),
    ("yes", 80, 0.05),
    ("yes", 60, 0.2),
    ("no", 95, 0.1),
    ("no", 80, 0.05),
]""",
        "x + y falls in turn, a remainder is nearer to 0 than what it is divided by, unsigned numbers are never below "
        "0, y comes to the end of int in chase, and half_or_up has a function for odd n and another for even n.",
    ),
}
