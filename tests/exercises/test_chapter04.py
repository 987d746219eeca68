"""Every exercise passes right answers, answers wrong ones with a concrete case, never raises and never hangs."""

from grading import *  # noqa: F403
from grading import NOTEBOOKS
from handed_in_04 import (
    CAREFUL,
    PERFECT,
    F,
    T,
    abundant,
    after,
    asks_for_ever,
    asks_ours,
    by_hand,
    by_list,
    by_word,
    careful,
    fails,
    fooled,
    gives_up,
    impatient,
    itself,
    moody,
    mute,
    never_asks,
    nonsense,
    one_is_perfect,
    optimist,
    reckless,
    same_name,
    says_so,
    search,
    stuck,
    sure_of_itself,
    swallows,
    with_itself,
)

from arlib.exercises import chapter04
from arlib.exercises.chapter04.deciders import function_of, texts
from arlib.exercises.chapter04.machines import EXAMPLE, MOVER, MOVERS
from arlib.exercises.chapter04.questions import (
    DECIDERS,
    MYSTERIES,
    TABLE,
    beaver,
    copy,
    foresee,
    moves_on,
    other,
    own,
    perfect,
    predict,
    rice,
    silent,
    table,
)
from arlib.exercises.chapter04.texts import LOOPS, OTHERS
from arlib.exercises.variants import value_of, variant_of
from arlib.halting import confront, run_text, with_own_source
from arlib.halting.busy_beaver import explore
from arlib.halting.deciders import always_yes, ours
from arlib.halting.texts import Halts, Loops, OutOfSteps
from arlib.halting.turing_machines import parse, run
from arlib.termination import terminates

TEMPLATE = "def q():\n    t = %r\n    return '# a copy\\n' + t %% t\n"

FORESEEN = [("yes", 90, 1), ("don't know", 50, 1), ("no", 99, 1e-3), ("no", 100, 10), ("yes", 55, 0.5)]

RIGHT = [
    (predict, ["no", "yes", "don't know", "no", "don't know"]),
    (predict, ("no", "yes", "don't know", "no", "don't know")),
    (predict, ["refuted", "Proved", "unknown", False, "?"]),
    (predict, {"a": "no", "b": "yes", "c": "unknown", "d": "no", "e": "unknown"}),
    (own, ["lambda source: 'no' if 'while' in source else 'yes'", "refuted", "it ends", "4"]),
    (silent, ours()),
    (silent, terminates),
    (silent, asks_ours),
    (silent, "from arlib.halting import ours\n\n\ndef mine(source):\n    return ours()(source)"),
    (silent, CAREFUL),
    (other, [0, 0, 0, 1, 1]),
    (other, "F, F, F, T, T"),
    (table, ["1, 1, 0, 0", "0, 1, 1, 0", "0, 0, 1, 1", "1, 0, 0, 1"]),
    (
        rice,
        "from arlib.halting import first_then\n\n\ndef halts(source, returns_seven):\n"
        "    return returns_seven(first_then(source, 'def seven():\\n    return 7'))",
    ),
    (perfect, PERFECT),
    (foresee, [("proved", 90, 1), ("unknown", 50, 1), ("refuted", 99, 1e-3), ("NO", 100, 10), (True, 55, 0.5)]),
    (own, [by_word, "no", "ends", 4]),
    (own, (fooled, "yes", "runs for ever", 5)),
    (copy, TEMPLATE % TEMPLATE),
    (copy, with_own_source("return '# a copy\\n' + source")),
    (copy, with_own_source("if 'x' in source:\n    return '# a copy\\n' + source")),
    (silent, careful),
    (silent, by_list),
    (other, [F, F, F, T, T]),
    (other, (F, F, F, T, T)),
    (table, [[T, T, F, F], [F, T, T, F], [F, F, T, T], [T, F, F, T]]),
    (table, ((T, F, F, T), (T, T, F, F), (T, F, T, F), (F, T, F, T))),
    (rice, after),
    (rice, by_hand),
    (beaver, "1RB1LB_1LA1RZ"),
    (beaver, "1LB1RB_1RA1LZ"),
    (beaver, "1RB1LB_1LA1LH"),
    (moves_on, [5, 13]),
    (moves_on, (6, 14)),
    (moves_on, [5, 21]),
    (perfect, search),
    (foresee, FORESEEN),
    (foresee, tuple(map(list, FORESEEN))),
]

WRONG = [
    (predict, ["yes"] * 5, "a says 'no' of its own diagonal, since its diagonal contains the word pass"),
    (predict, ["no", "no", "no", "no", "no"], "b says 'yes'"),
    (predict, ["no", "yes", "yes", "no", "yes"], 'c says "don\'t know"'),
    (predict, ["no", "yes", "don't know", "yes", "yes"], "the word while twice"),
    (predict, ["no", "yes", "don't know", "no", "yes"], "never comes back"),
    (predict, ["no"] * 4, "is not a list of 5 values"),
    (predict, [True] * 5, "a says 'no' of its own diagonal"),
    (predict, ["no", "yes", "perhaps", "no", "yes"], "each of the values should be 'yes', 'no', "),
    (predict, "yes, yes, yes, yes, yes", "a says 'no' of its own diagonal"),
    (own, [by_word, "refuted", "never ends", "4"], "told 'no', it ends"),
    (own, ["lambda source: 'yes'", "yes", "runs for ever", 5], "says 'yes' of an easy program"),
    (silent, "lambda source: 'no' if 'while' in source else 'yes'", "it says 'no' of this program, which ends"),
    (silent, lambda source: terminates(source) or "no", "Proved is neither true nor false"),
    (silent, sure_of_itself, "is wrong: it says that it runs for ever"),
    (silent, always_yes(), "it says 'yes' of this program, which runs for ever"),
    (silent, "def decide(source):\n    while True: pass", "did not come back"),
    (silent, "def decide(source): return 1 +", "Python cannot read this"),
    (rice, "def halts(source, returns_seven):\n    return returns_seven(source)", "it says 'no' of this program"),
    (rice, "def halts(source):\n    return True", "halts gets 2 arguments"),
    (perfect, "lambda n, step: n", "The first perfect number there is"),
    (own, [by_word, "yes", "runs for ever", 5], "says 'no' of its own diagonal, not 'yes'"),
    (own, [by_word, "no", "runs for ever", 4], "told 'no', it ends"),
    (own, [by_word, "no", "ends", 5], "it ends after line 4"),
    (own, [fooled, "yes", "runs for ever", 6], "it goes round in line 5"),
    (
        own,
        [optimist, "yes", "runs for ever", 5],
        "says 'yes' of an easy program:\n    def p():\n        while",
    ),
    (own, [mute, "no", "ends", 4], "does not answer its own diagonal"),
    (own, [moody, "no", "ends", 4], "said 'yes' to us and 'no' to its diagonal"),
    (own, [stuck, "no", "ends", 4], "since it did not come back within 200,000 instructions"),
    (own, [fails, "no", "ends", 4], "since it fails: IndexError"),
    (own, [by_word, "no", "ends"], "not a list of a function and three more values"),
    (own, [by_word, "maybe", "ends", 4], 'After the function come "yes" or "no"'),
    (own, [by_word, "no", "ends", True], 'After the function come "yes" or "no"'),
    (copy, with_own_source("return source"), "line 1 of what it returns differs:\n    it has    def h():"),
    (copy, "def q():\n    return '# a copy'\n", "it begins well, but it returns 8 letters, and should return 40"),
    (copy, "def q():\n    return 42\n", "it returns 42, which is not a text"),
    (copy, "def q():\n    while True:\n        pass\n", "it runs for ever in line 2"),
    (copy, "def q():\n    return 1 // 0\n", "it fails in line 2: division by zero"),
    (copy, "def q():\n    t = 'x'\n    while True:\n        t = t + t\n", "too many steps, or too long a text"),
    (copy, "def q():\n    return open('q.py')\n", "not in the language of these programs"),
    (copy, "def q(:", "this cannot be read"),
    (copy, TEMPLATE, "line 2"),
    (silent, by_word, "it says 'no' of this program, which ends:\n    def p():\n        n = 10"),
    (silent, optimist, "it says 'yes' of this program, which runs for ever:\n    def p():\n        while True"),
    (silent, impatient, "but says 'no' of this one, which ends"),
    (silent, reckless, "of its own diagonal: reckless is wrong: it says that it ends, and the program runs for ever"),
    (silent, stuck, "did not come back"),
    (silent, mute, "it says 'no' of this program, which ends"),
    (other, list(TABLE.opposite), "the opposite of the diagonal that the chapter uses"),
    (other, list(TABLE.entries[3]), "this is row d of the table"),
    (other, [F, F, T, T, T], "for program 2 your row has True, as row c has"),
    (other, [F, F], "is not a list of 5 values"),
    (other, [0, 1, 0, 1, 2], "each of the values should be True or False"),
    (table, [[1, 1, 0, 0]] * 4, "rows 0 and 1 are the same"),
    (table, [[T, T, F, F], [T, T, F, F], [F, F, T, T], [T, F, F, T]], "rows 0 and 1 are the same"),
    (table, [[T, F, F, F], [T, T, F, F], [F, F, T, T], [T, F, F, T]], "in row 0 there are 1 entries"),
    (table, [[T, T, F, F], [T, F, T, F], [F, F, T, T], [T, F, F, T]], "the opposite ends on 1"),
    (table, [[T, T, F, F]], "not a list of 4 rows"),
    (rice, itself, "it says 'no' of this program, which ends:\n    def p():\n        mystery()\n        return 42"),
    (rice, never_asks, "it does not ask returns_seven about anything"),
    (rice, same_name, "both programs have a function called p"),
    (rice, nonsense, "what you asked about cannot be run"),
    (rice, asks_for_ever, "it did not come back within"),
    (beaver, "1RB1RZ_1LB1LA", "it halts after 6 steps, with 3 ones. It should be 4 ones.\n    0 A  0 [0] 0"),
    (beaver, "1RB1LB_1RA1RZ", "it never halts: what the head meets"),
    (beaver, "1RB---_1LA1RZ", "the entry A1 is not filled in"),
    (beaver, "1RZ---", "this machine has 1 state, not two"),
    (beaver, "1RB1LC_1LA1RZ", "a machine with 2 states has no state C"),
    (beaver, "1RB1LB", "a machine with 1 state has no state B"),
    (moves_on, [0, 4], "the surroundings are met again, but"),
    (moves_on, [5, 12], "the state is met again, but it is B at first and A then"),
    (moves_on, [0, 4], "but the cells 1 and -1 differ.\n    0 A  0  0 [0] 0\n    4 A [0]"),
    (moves_on, [13, 5], "the second larger"),
    (moves_on, [5, 10**6], "at most 1,000"),
    (moves_on, [5], "is not a list of 2 values"),
    (moves_on, [5.5, 13], "not a whole number"),
    (perfect, with_itself, "search(2, 2) was still running"),
    (perfect, abundant, "search(7, 1) returns 12. The first perfect number there is 28"),
    (perfect, one_is_perfect, "search(1, 2) returns 1, whose proper divisors add up to 0"),
    (perfect, gives_up, "search(1, 2) returns None, and should go on searching"),
    (perfect, says_so, "search(1, 2) returns 'forever', and should go on searching"),
    (perfect, optimist, "fails: TypeError"),
    (perfect, 28, "not a function"),
    (foresee, [("yes", 90, 1)] * 5, "Does truthful end? The answer is don't know: it hangs on what terminates says"),
    (foresee, [("don't know", 90, 1)] * 5, "Does polite end? The answer is yes: it ends whatever the answer is"),
    (foresee, [*FORESEEN[:2], ("yes", 50, 1), *FORESEEN[3:]], "Does stubborn end? The answer is no: it runs for ever"),
    (foresee, [*FORESEEN[:3], ("yes", 50, 1), FORESEEN[4]], "Does odd end? The answer is no"),
    (foresee, [*FORESEEN[:4], ("don't know", 50, 1)], "Does quoting end? The answer is yes"),
    (foresee, FORESEEN[:4], "not a list of 5 predictions"),
]

MALFORMED = [
    *(None, ..., 3.5, float("nan"), float("inf"), 10**9_000, [10**9_000], b"x == y", object()),
    *("", " ", "def", "def f(x): pass", "import os", "\0", "x" * 600, "1RB", "_", "1RB1LB_1LA1R"),
    *([], {}, {"x": 1}, ("", ""), ("\0", "a"), ("a", None), [None] * 5, [None] * 4, [[]] * 4, {"x", "y"}, print, len),
    *([None, "yes", "ends", 4], [by_word, None, None, None], [by_word, [], {}, 4], [float("nan")] * 2, [-1, -1]),
    lambda: "yes",
    lambda *anything: anything,
    swallows,
]


EXAMPLES = [["yes"] * 5, [by_word, "no", "runs for ever", 1], "1RB1RZ_1LB1LA", [0, 4]]
CHAPTER = chapter04


def test_the_notebook_shows_the_table():
    prose = (NOTEBOOKS / "04_the_halting_problem.ipynb").read_text(encoding="utf-8")
    for name, row in zip(TABLE.programs, TABLE.entries, strict=True):
        assert f"| {name} | {' | '.join(map(str, row))} |" in prose


def test_the_five_deciders_are_wrong_or_silent():
    verdicts = [confront(function_of(text)).verdict for text in DECIDERS]
    assert verdicts == ["wrong", "wrong", "did not answer", "wrong", "did not answer"]


def test_what_is_said_of_the_programs_is_what_they_do():
    for source, truth in OTHERS:
        ending = run_text(source, steps=1_000).ending
        assert isinstance(ending, Halts) if truth == "yes" else isinstance(ending, Loops | OutOfSteps)
    for source, mystery, ends in MYSTERIES:
        assert isinstance(run_text(f"{mystery}\n\n{source}").ending, Halts if ends else Loops)
    assert isinstance(run_text(LOOPS).ending, Loops)


def test_of_all_machines_with_two_states_just_those_with_four_ones_pass():
    machines = [leaf.machine for leaf in explore(2) if leaf.machine.undefined == 0]
    assert len(machines) > 10
    for machine in machines:
        made = run(machine, 100)
        assert beaver.check(str(machine)).passed == (made.halted and len(made.last.ones) == 4)


def test_the_mover_moves_on():
    made = run(parse(MOVER), 1_000)
    assert not made.halted
    passed = [(start, again) for start in range(20) for again in range(40) if moves_on.check([start, again]).passed]
    assert passed
    assert {(again - start) % 8 for start, again in passed} == {0}
    assert min(passed) == (5, 13)


def test_every_mover_moves_on():
    """A machine that is drawn runs on, and comes further and further away from where it began."""
    for text in MOVERS:
        made = run(parse(text), 1_000)
        assert not made.halted
        assert abs(made.last.head) > 50


def test_a_drawn_machine_runs_as_its_question_says():
    for number in range(10):
        drawn = variant_of(beaver, f"s{number}")
        made = run(parse(value_of(drawn.key)), 100)
        ones = len(made.last.ones)
        assert f"after {made.steps} steps with {ones} one{'s' * (ones > 1)}, " in drawn.question
        assert not drawn.check(EXAMPLE).passed


def test_a_drawn_row_is_in_no_row_of_its_table():
    for number in range(10):
        drawn = variant_of(other, f"s{number}")
        rows = [line.split()[1:] for line in drawn.question.splitlines()[2:]]
        assert [str(value) for value in value_of(drawn.key)] not in rows


def test_what_is_foreseen_is_what_the_programs_do():
    """The programs are run, with terminates answering as it does: yes and no are right, and don't know hides an end."""
    says = {"polite": "yes", "truthful": "don't know", "stubborn": "no", "odd": "no", "quoting": "yes"}
    for name, text in texts().items():
        ending = run_text(text, {"terminates": lambda question, name=name: says[name]}).ending
        assert isinstance(ending, Loops | OutOfSteps if says[name] == "no" else Halts), name
