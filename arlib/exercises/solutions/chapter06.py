"""Solutions for chapter 6."""

from arlib.exercises.base import Solution

SOLUTIONS = {
    "6.1": Solution(
        'answer = ["no", "yes", "yes", "yes", "no", "no"]',
        "b is negated, c has IfExists, and d is ForAllValues; a and f need a value, and e says that the key is there.",
    ),
    "6.2": Solution('answer = "team--log"', "A star may take no letter at all, and ?* takes at least one."),
    "6.3": Solution(
        """answer = {
    "principal": "anonymous",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::photos/cat.jpg",
}""",
        "Without the key the Deny does not apply, and the condition of the Allow does not hold.",
    ),
    "6.5": Solution(
        """answer = {
    "Effect": "Deny",
    "NotAction": "s3:Get*",
    "NotResource": "arn:aws:s3:::reports/draft/*",
}""",
        "A request is in neither statement if its action is not of the one and its resource not of the other.",
    ),
    "6.6": Solution(
        'answer = ["Look", "Purge", "Final"]',
        "Read allows what Look does, Keep denies all that Purge allows, and nobody may write what Final denies.",
    ),
    "6.7": Solution(
        'answer = ["allowed", "session", "allowed", "SCP", "boundary", "identity"]',
        "c is allowed by a statement that names the session, but the Deny of d wins all the same.",
    ),
    "6.12": Solution(
        'answer = ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"]',
        "The first bit is 0, or it is 1 and the second bit is 0 or 1. So a condition with these forbids nothing.",
    ),
}
