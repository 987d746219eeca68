"""Every exercise passes right answers, answers wrong ones with a concrete case, never raises and never hangs."""

import json

from grading import *  # noqa: F403
from grading import test_the_notebook_asks_the_questions_word_for_word

from arlib.clauses import Assignment, cnf
from arlib.exercises import chapter07
from arlib.exercises.chapter07 import (
    clauses,
    close,
    conflict,
    explain,
    factors,
    false_step,
    few,
    hints,
    order,
    pigeons,
    rows,
    trail,
)
from arlib.exercises.chapter07.encodings import at_most_one
from arlib.exercises.chapter07.factoring import halves
from arlib.languages.propositions import proposition

# The chapter's notebook is not there yet.
del test_the_notebook_asks_the_questions_word_for_word

RULES_OF = ["P5a", "P5b", "P5b", "P2b", "P1", "P1", "P2a", "P1"]
TRAIL = [2, -3, 4, 5, 6, 7, -8, 9]
VALUES = [1, 2, 3, -4, 5, -6]
GROUPS = [*at_most_one([1, 2, 6]), *at_most_one([-6, 3, 4, 5])]
FACTORS = "x > 1 and y > 1 and x * y == n and (x < 4 and y < 16 or x < 8 and y < 8)"
WHY = [1, 2, 3, 4, 5, 8, 9, 11, 12]
ROTA = [[1, 2], [1, 3], [2, 3], [-4, 5], [-1, -5], [-5, 2], [-5, 3], [5, -2, -3]]
HOLES = [[-(10 * pigeon + hole)] for hole in range(2, 6) for pigeon in range(1, hole)]

RIGHT = [
    (rows, "p and (q or r)"),
    (rows, "p & (q | r)"),
    (rows, "(p ∨ q) ∧ r"),
    (rows, ["~(p or (q and r))"]),
    (rows, proposition("p and (q or r)")),
    (rows, "not p and (q -> r)"),
    (close, RULES_OF),
    (close, json.dumps(RULES_OF)),
    (close, "p5a, p2a, p2b, p5b, p5b, p1, p1, p1"),
    (close, ["-> right", "→ on the left", "implies left", "not left", "P1", "Rule P1", "¬R", "P 1"]),
    (trail, TRAIL),
    (trail, [1, *TRAIL]),
    (trail, "2 -3 4 5 -8 6 7 9"),
    (trail, "2, not 3, -8, 4, 5, 6, 7, 9"),
    (trail, ["2", "~3", "¬x8", 4, 5.0, 6, 7, 9]),
    (order, [4, 6]),
    (order, (6, 4)),
    (order, "4, 6"),
    (order, [-6, 4, 1, 2]),
    (conflict, [[-1, -3, -6], 2]),
    (conflict, {"clause": [-6, -1, -3], "level": "2"}),
    (conflict, '{"clause": "-6 -1 -3", "level": 2}'),
    (conflict, ("-1 or -3 or not 6", 2.0)),
    (hints, [7, 2, 4, 6, 3]),
    (hints, "7 2 4 3 6"),
    (hints, "7, 2, 6, 4, 3"),
    (hints, ["7", 2, 4, 6, 3, 1]),
    (false_step, [12, VALUES]),
    (false_step, {"step": "12", "values": VALUES[::-1]}),
    (false_step, (12, "v 1 2 3 -4 5 -6 0")),
    (false_step, [12, {1: True, 2: "true", 3: 1, 4: False, 5: "yes", "6": 0}]),
    (false_step, [12, Assignment(tuple(VALUES))]),
    (few, GROUPS),
    (few, [list(each) for each in GROUPS]),
    (few, "\n".join(" ".join(map(str, each)) + " 0" for each in GROUPS)),
    (few, "p cnf 6 9\nc groups\n" + " 0 ".join(" ".join(map(str, each)) for each in GROUPS) + " 0"),
    (few, "; ".join(" or ".join(map(str, each)) for each in GROUPS)),
    (few, cnf(GROUPS)),
    (few, [*at_most_one([1, 2, 3, 9]), *at_most_one([-9, 4, 5])]),
    (factors, FACTORS),
    (factors, "x * y == n and x > 1 and y > 1 and x + y < 16 and x < 16 and y < 16"),
    (factors, "n == x * y and 1 < x <= y and (x <= 3 and y <= 15 or y < 8)"),
    (factors, lambda x, y, n: x > 1 and y > 1 and x * y == n and (x < 4 and y < 16 or x < 8 and y < 8)),
    (explain, WHY),
    (explain, str(WHY)),
    (explain, set(WHY)),
    (explain, "12 11 9 8 5 4 3 2 1"),
    (clauses, ROTA),
    (clauses, "1 2 0 1 3 0 2 3 0 -4 5 0 -1 -5 0 -5 2 0 -5 3 0 5 -2 -3 0"),
    (clauses, "1 or 2, 1 or 3, 2 or 3, not 4 or 5, not 1 or not 5, 2 or not 5, 3 or not 5, 5 or not 2 or not 3"),
    (clauses, [*ROTA, [1, 2, 3], [4, -4]]),
    (pigeons, HOLES),
    (pigeons, [literal for (literal,) in HOLES]),
    (pigeons, ", ".join(str(literal) for (literal,) in HOLES)),
    (pigeons, [[-(10 * pigeon + 6 - hole)] for hole in range(2, 6) for pigeon in range(1, hole)]),
]

WRONG = [
    (rows, "p & q | r", "it is true in 5 of 8 rows, and 3 are asked for. These are:\n    p = 0, q = 0, r = 1"),
    (rows, "p and not p", "it is true in 0 of 8 rows"),
    (rows, "p and (q or r) and (q or r)", "q stands in it 2 times, and should stand in it once"),
    (rows, "(p or r) and q or p and q", "p stands in it 2 times"),
    (rows, "p and (q or s)", "This speaks of s"),
    (rows, "p and (q or r", "this cannot be read"),
    (rows, " and ".join(["p"] * 100), "a short answer exists"),
    (close, RULES_OF[:3], "still open are q, r, ¬r ⊢ ¬p; q, ¬r ⊢ ¬p, q; q → r, ¬r ⊢ ¬p, p"),
    (close, ["P1"], "rule 1, P1, does not fit p → q, q → r ⊢ ¬r → ¬p: no letter stands on both sides"),
    (close, ["P5a", "P3a"], "rule 2, P3a, does not fit p → q, q → r, ¬r ⊢ ¬p: on the right no formula is one of ∧"),
    (close, [*RULES_OF, "P1"], "after 8 rules nothing is open"),
    (close, ["P5b", "P5b", "P1", "P1", "P5b", "P1", "P1"], "does not fit q, r ⊢ ¬r → ¬p"),
    (
        close,
        ["P5b", "P5b", "P5a", "P2b", "P1", "P5a", "P1", "P5a", "P5b", "P2a", "P1", "P2a", "P1"],
        "it is a proof, by 13 rules, and 8 are enough.\n    p → q, q → r ⊢ ¬r → ¬p  (P5b)",
    ),
    (close, ["P7a"], "'P7a' is not the name of a rule"),
    (close, ["P1"] * 90, "These are 90 rules"),
    (trail, TRAIL[:3], "has a single literal left, which is not in your list"),
    (trail, [], "with 1 true, clause 5, -1 or 2, has a single literal left"),
    (trail, [2, 4], "4 does not follow after 1 and 2: clause 10, 3 or 4, still has 3 and 4 left"),
    (trail, [2, 3], "3 does not follow after 1 and 2"),
    (trail, [2, -3, 3], "3 is false after 1, 2 and -3"),
    (trail, [2, 2], "2 is there twice"),
    (trail, [2, -10], "clause 9, -10 or -11, still has -10 and -11 left"),
    (trail, [12], "12 is no literal here: the letters are 1 to 11"),
    (order, [1, 2, 3, 4, 5, 6], "the tree splits 9 times, and should split 3 times.\n    suppose 1, 2, 3, 4: clause"),
    (order, [4], "a branch stays open: with 4 true, no clause is false or has one left"),
    (order, [], "There is no letter in it"),
    (order, [7, 8], "the letters are 1 to 6"),
    (conflict, [[-1, -3, -6], 3], "One literal is left at level 3, and at an earlier level as well"),
    (conflict, [[-1, -3, -6], 1], "At level 1 its literals -3 or -6 are open, so none follows yet"),
    (
        conflict,
        [[-1, -3, -5], 2],
        "-5 is the only literal of level 4. But there was another only one before",
    ),
    (conflict, [[-1, -2, -6], 2], "a literal of an earlier level was replaced by its reason"),
    (conflict, [[-1, -2, -3, -6], 2], "you can leave out a literal"),
    (conflict, [[-3, -9, -10], 2], "one literal of level 4 should be in it, which is then true after going back"),
    (conflict, [[-1, -2, -4], 2], "it does not follow: with "),
    (conflict, [[-6], 0], "it does not follow: with "),
    (conflict, [[-1, 3, -6], 2], "3 is true at the conflict"),
    (conflict, [[-1, -3, -6], 4], "4 is not a level from 0 to 3"),
    (conflict, [[-1, -3, -6]], "is not a list of 2 values"),
    (hints, [7, 2], "with your hints -1, 4 and 3 become true, and no clause among them is false then"),
    (hints, [2, 7], "with -1 true, hint 1 is clause 2, 1 or 3 or -4, and still has 3 and -4 left"),
    (hints, [8], "there is no clause 8 before this line"),
    (hints, "seven", "is not the number of a clause"),
    (false_step, [13, VALUES], "step 13 is false with 1 2 3 -4 5 -6, and so is a step before it"),
    (false_step, [10, VALUES], "all clauses are true, and step 10 is true as well"),
    (false_step, [12, [-1, 2, 3, 4, 5, 6]], "with -1 2 3 4 5 6, clause 2, -2 or -4, is false"),
    (false_step, [12, [1, 2]], "The letter 3 has no value"),
    (false_step, [12, [*VALUES, -1]], "The letter 1 cannot be both true and false"),
    (false_step, [7, VALUES], "7 is not the number of a step, which are 8 to 13"),
    (few, at_most_one(range(1, 6)), "in all 32 rows they say just that. These are 10 clauses, and 9 are enough"),
    (few, [], "with 4 and 5 true and no other of the five, your clauses can all be true"),
    (few, [[-1], *GROUPS], "with 1 true and no other of the five, your clauses cannot all be true"),
    (few, [*GROUPS, [1, 2, 3, 4, 5]], "with none of the five true, your clauses cannot all be true"),
    (few, [[20]], "20 is no literal here: the letters are 1 to 13"),
    (few, [[1]] * 99, "These are 99 clauses"),
    (factors, halves(6), "22 is 2 * 11, and in "),
    (factors, "x > 1 and y > 1 and x * y == n", "32 * 32 is not 0.\n    x * y = 1,024, which wraps to 0"),
    (factors, "x * y == n and x < 8 and y < 8", "yours is true, and both should be above 1"),
    (factors, "x > 1 and y > 1 and x * y == n and x <= 5 and y < 16", "5 * 13 is not 1.\n    x * y = 65, which wraps"),
    (factors, "x > 1 and y > 1 and x * y == n and x <= 5 and y <= 12", "26 is 2 * 13, and in "),
    (factors, "n % x == 0 and x > 1 and x < n", "n % x is not allowed here: no division, and no remainder"),
    (factors, "x * y + n", "A claim is true or false"),
    (factors, "x * y == n and z > 1", "This speaks of z"),
    (explain, [2, 3, 11], "these lines allow to install mailer, player, and nothing else. What forbids that?"),
    (explain, [], "these lines allow to install"),
    (explain, list(range(1, 15)), "without line 6, mailer needs spelling or dictionary, the others still do"),
    (explain, [*WHY, 10], "without line 10, spelling needs dictionary, the others still do"),
    (explain, [15], "There is no line 15: they are 1 to 14"),
    (explain, "mailer", "is not the number of a line"),
    (
        clauses,
        [],
        "if nobody comes, your clauses are all true, and this is broken: at least two of Ada, Ben and Cy come",
    ),
    (clauses, ROTA[:-1], "if Ben and Cy come, your clauses are all true, and this is broken: Eve comes if and only if"),
    (
        clauses,
        [*ROTA[:3], [4, -5], *ROTA[4:]],
        "if Ben, Cy and Eve come, the rules are obeyed, and your clause [4, -5] is",
    ),
    (clauses, [*ROTA, [-4]], "the rules are obeyed, and your clause [-4] is false"),
    (clauses, [[6]], "the letters are 1 to 5"),
    (pigeons, [], "unit propagation stops: pigeon 1 may be in hole 1 or 2 or 3 or 4 or 5"),
    (pigeons, HOLES[:-1], "pigeon 4 may be in hole 4 or 5, and for no pigeon fewer are left"),
    (pigeons, [[11], [22], [33], [44], [55]], "without pigeon 1 the other five fit into the five holes"),
    (pigeons, [[-61], [-62], [-63], [-64], [-65]], "without pigeon 1 the other five fit"),
    (pigeons, [[]], "and with your clauses they do not any more"),
    (pigeons, [*HOLES, [11, 12]], "these are 11 clauses, and 10 are enough"),
]

MALFORMED = [
    *(None, ..., 3.5, float("nan"), float("inf"), 10**9_000, [10**9_000], -(10**30), b"x == y", object(), print, len),
    *("", " ", "def", "{", "[", '"', "{}", "[]", "\0", "x" * 600, "[" * 9_000, '{"a":' * 1_500, "1" * 9_000, "\ud800"),
    *([], {}, {"x": 1}, {1: 2}, ("", ""), ("\0", "a"), ("a", None), [None] * 6, [[]] * 70, [{}], [{}] * 6, {"x", "y"}),
    *(
        [[0]],
        [[1, 0]],
        "0",
        "0 0",
        "1 2 " * 5_000,
        [[1] * 40],
        [[[1]]],
        [float("nan")] * 2,
        {"clause": object()},
        0,
        -1,
    ),
    *({"step": 12}, {"values": []}, [12, {}], [12, {1: 2}], [12, {None: 1}], ["P1b"], ["P2"], "->", "left", [1.5]),
]
SELF = []
SELF.append(SELF)
OWN = {}
OWN["clause"] = OWN
MALFORMED += [SELF, OWN, {"step": SELF, "values": OWN}, [[SELF]]]

EXAMPLES = [
    "p and not q",
    ["P3a", "P1", "P1"],
    [5, -7],
    [1, 2, 3],
    [[-4, 7], 3],
    [1, 2, 5],
    [8, [1, -2, -3, 4, 5, -6]],
    [[1, -2], [7]],
    "x * y == n and x < y",
    [1, 4, 7],
    [[1, -2], [3]],
    [[11, 12], [45]],
]
CHAPTER = chapter07
