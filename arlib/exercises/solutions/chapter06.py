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
    "6.4": Solution(
        """answer = [
    {
        "Effect": "Allow",
        "Principal": {"AWS": "111122223333"},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::reports/*",
    },
    {
        "Effect": "Allow",
        "NotPrincipal": {"AWS": "arn:aws:iam::444455556666:root"},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::reports/*",
        "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7"}},
    },
    {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::reports/inbox/*",
        "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}},
    },
    {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::reports/log/*",
    },
]""",
        "Each statement lets in named principals, or fixed values of a key, without IfExists.",
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
    "6.8": Solution(
        """answer = [
    [[0], [0]],
    [[1], [1]],
    [[2], [1, 2]],
    [[2], [1]],
    [[2, 3], [1, 2]],
]""",
        "They are where a, then b, then any letter and then b lead. Position 3, an end, is only there with a 2.",
    ),
    "6.9": Solution(
        """answer = {
    "source": "203.0.113.7",
    "source_port": 5000,
    "destination": "198.51.100.10",
    "port": 22,
}""",
        "The reply goes to port 5000, which no egress rule allows.",
    ),
    "6.10": Solution(
        'answer = {"RuleNumber": 90, "Egress": False, "PortRange": {"From": 23, "To": 30}}',
        "Port 22 is no longer denied, port 23 of db still is, and no host has an open port 20 or 21.",
    ),
    "6.11": Solution(
        'answer = ["?", "a", [[[0], [0]], [[1], [1]]]]',
        "The checker tries the letters of the patterns only, so it never sees that ? matches a b, and a does not.",
    ),
    "6.12": Solution(
        'answer = ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"]',
        "The first bit is 0, or it is 1 and the second bit is 0 or 1. So a condition with these forbids nothing.",
    ),
}
