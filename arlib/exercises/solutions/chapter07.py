"""Solutions for chapter 7."""

from arlib.exercises.base import Solution

SOLUTIONS = {
    "7.1": Solution(
        'answer = "p and (q or r)"', "q or r is true in three of four rows, and p takes those where it is true."
    ),
    "7.2": Solution(
        'answer = ["P5a", "P5b", "P5b", "P2b", "P1", "P1", "P2a", "P1"]',
        "P5a does not split. Of the branches that P5b leaves, three are closed as soon as one ¬ is moved, or at once.",
    ),
    "7.3": Solution(
        "answer = [2, -3, 4, 5, 6, 7, -8, 9]",
        "Clause 5 makes 2 true, 3 makes 3 false, and so on. Clauses 4 and 9 end with two open literals.",
    ),
    "7.4": Solution("answer = [4, 6]", "Each of the four cases leads to a false clause by unit propagation alone."),
    "7.5": Solution(
        "answer = [[-1, -3, -6], 2]",
        "10, 9, 8 and 7 were replaced by their reasons, until 6 was the only literal of level 4. 3 is of level 2.",
    ),
    "7.6": Solution(
        "answer = [7, 2, 4, 6, 3]",
        "If 1 is false, then 4 is true, and then 3, 2 and -5; of clause 3 nothing is left.",
    ),
    "7.7": Solution(
        "answer = [12, [1, 2, 3, -4, 5, -6]]",
        "If 6 is false, then 5 is true, and clause 4 is not false: step 8 has shown 1.",
    ),
    "7.8": Solution(
        """answer = [
    [-1, -2], [-1, -6], [-2, -6],
    [6, -3], [6, -4], [6, -5], [-3, -4], [-3, -5], [-4, -5],
]""",
        "At most one of 1, 2 and 6 is true, and at most one of not 6, 3, 4 and 5.",
    ),
    "7.9": Solution(
        'answer = "x > 1 and y > 1 and x * y == n and (x < 4 and y < 16 or x < 8 and y < 8)"',
        "The lengths of the factors add up to 6 bits, so nothing wraps; and n has such factors, the smaller one first.",
    ),
    "7.10": Solution(
        "answer = [1, 2, 3, 4, 5, 8, 9, 11, 12]",
        "mailer leads to tls3, player to tls1 or opencodecs, and window to fonts, which leaves neither of them.",
    ),
    "7.11": Solution(
        "answer = [[1, 2], [1, 3], [2, 3], [-4, 5], [-1, -5], [-5, 2], [-5, 3], [5, -2, -3]]",
        "Two of three come if of each two one does. Each other clause negates one way to break a rule.",
    ),
    "7.12": Solution(
        "answer = [[-(10 * pigeon + hole)] for hole in range(2, 6) for pigeon in range(1, hole)]",
        "The holes get their numbers in the order of the pigeons: pigeon 1 is in hole 1, 2 in hole 1 or 2, and so on.",
    ),
}
