"""What the chapter on algebraic simplification asks its readers to foresee."""

from __future__ import annotations

from dataclasses import replace

from arlib.certificates.claims import Derivation
from arlib.checking import Accepted, Rejected, check, check_rule
from arlib.exercises.predictions.guesses import Ask
from arlib.integers import IntegerModel, Signed, Unbounded, Unsigned
from arlib.languages.python.claims import parse
from arlib.proving import prove
from arlib.rewriting import simplify
from arlib.rules import rule
from arlib.terms import subterms
from arlib.verdict import Proved, Refuted, Unknown

YES_OR_NO = ("yes", "no")
VERDICTS = ("proved", "refuted", "don't know")
CLAIMS = ("x < x + 1", "abs(x) >= 0", "x * x >= 0", "implies(x <= y, x <= (x + y) // 2)")
MODELS = (Unbounded(), Unsigned(8), Signed(8), Unsigned(32), Signed(32))
C_TYPES = ("unsigned int", "int", "unsigned char")


def _sound_squares() -> str:
    positive = isinstance(check_rule(rule("squares are positive", "a * a > 0", "True"), Unbounded()), Accepted)
    others = isinstance(check_rule(rule("squares are not negative", "a * a >= 0", "True"), Unbounded()), Accepted)
    return {(True, False): "positive", (False, True): "not negative", (True, True): "both"}.get(
        (positive, others), "neither"
    )


def _steps_of_the_square() -> int:
    return len(simplify(parse("(x + y) * (x + y) == x * x + 2 * x * y + y * y")).steps)


def _rejected() -> int:
    whole = simplify(parse("(x + y) * (x + y) == x * x + 2 * x * y + y * y"))
    steps = whole.steps
    false_rule = rule("a product is a sum", "a * b", "a + b")
    damaged = (
        steps[:3] + steps[4:],
        (steps[1], steps[0], *steps[2:]),
        (replace(steps[0], rule=false_rule), *steps[1:]),
    )
    return sum(isinstance(check(replace(whole, steps=each)), Rejected) for each in damaged)


def _steps_without_a_largest_number() -> int:
    match prove("x + y == y + x", Unbounded()):
        case Proved(Derivation() as certificate):
            return len(certificate.steps)
    raise AssertionError("two rules prove it")


def _holds(claim: str, integers: IntegerModel) -> bool:
    return isinstance(prove(claim, integers), Proved)


def _word(answer: object) -> str:
    match answer:
        case Proved():
            return "proved"
        case Refuted():
            return "refuted"
        case Unknown():
            return "don't know"
    raise AssertionError(f"{answer!r} is none of the three answers")


def _type_without_overflow() -> str:
    larger = "bool larger({} x) {{ return x < x + 1; }}"
    proved = [each for each in C_TYPES if isinstance(prove(larger.format(each)), Proved)]
    return proved[0] if len(proved) == 1 else "none or several"


ASKS = (
    Ask(
        "2.1p",
        "How many nodes does the tree of x + y == y + x have?",
        (),
        lambda: len(list(subterms(parse("x + y == y + x")))),
        "Who says three or four often counts each variable once. In the tree it counts at each place where it stands. "
        "And the comparison is a node too.",
    ),
    Ask(
        "2.2p",
        "Is x - y - z the same tree as x - (y - z)?",
        YES_OR_NO,
        lambda: "yes" if parse("x - y - z") == parse("x - (y - z)") else "no",
        "Who says yes may think of sums, where the brackets do not change the number. Even there they change the tree.",
    ),
    Ask(
        "2.3p",
        "A square is positive, or a square is not negative: which rule is sound over the unbounded integers?",
        ("positive", "not negative", "both", "neither"),
        _sound_squares,
        "Who says both, or positive, has forgotten 0. It is the only number that breaks a rule here, "
        "and one number is enough.",
    ),
    Ask(
        "2.4p",
        "How many steps does simplify take for (x + y) * (x + y) == x * x + 2 * x * y + y * y?",
        (),
        _steps_of_the_square,
        "On paper several steps go into one line. Here each use of one rule is a step, "
        "also those that only sort factors or move brackets.",
    ),
    Ask(
        "2.5p",
        "A step is missing, two steps are swapped, a rule is false: how many of the three does the checker reject?",
        (),
        _rejected,
        "Who expects that some pass often thinks of the claim, which is still true. "
        "The checker looks at the steps, and each has to begin where the last one ended.",
    ),
    Ask(
        "2.6p",
        "Over uint32 the derivation has 2 steps. How many does it have over the unbounded integers?",
        (),
        _steps_without_a_largest_number,
        "Who expects more steps thinks of more cases. A derivation does not go through cases, "
        "so their number does not matter to it.",
    ),
    Ask(
        "2.7p",
        "In how many of these five is x < x + 1 always true: unbounded, uint8, int8, uint32, int32?",
        (),
        lambda: sum(_holds("x < x + 1", each) for each in MODELS),
        "Who says more thinks of numbers that go on. Each of the machine's types has a largest number, "
        "and it does not matter how large it is.",
    ),
    Ask(
        "2.8p",
        "How many of the four claims hold for an int32, which wraps?",
        (),
        lambda: sum(_holds(each, Signed(32)) for each in CLAIMS),
        "Many let abs(x) >= 0 pass, since an absolute value is what it says. "
        "It fails for one number out of 4,294,967,296.",
    ),
    Ask(
        "2.9p",
        "f with int in the place of unsigned int: what does prove answer?",
        VERDICTS,
        lambda: _word(prove("bool f(int x, int y) { return (x+y == y+x); }")),
        "Who says proved expects that both sides wrap to the same number. "
        "For an int, C does not say that they wrap: such a sum has no value at all.",
    ),
    Ask(
        "2.10p",
        "For which of these types of C is x < x + 1 always true?",
        (*C_TYPES, "none or several"),
        _type_without_overflow,
        "Who says none expects that 255 + 1 wraps. But C converts the small number to int before it adds.",
    ),
    Ask(
        "2.11p",
        "No three cubes add up to 42: what does prove answer, with two seconds to think?",
        VERDICTS,
        lambda: _word(prove("x * x * x + y * y * y + z * z * z != 42", seconds=2)),
        "Who says proved or refuted expects that a tool finds whatever is there. "
        "It had no rule for this, and its tests and its solver did not come that far.",
    ),
)
