"""How a learner's answer is read, without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from numbers import Integral
from types import FunctionType
from typing import cast

from arlib.certificates import Counterexample
from arlib.exercises.base import Unreadable
from arlib.integers import IntegerModel, Unbounded
from arlib.languages.python.claims import expression
from arlib.languages.python.syntax import syntax_tree
from arlib.printing import to_text
from arlib.rules import Rule, both_sides, rule
from arlib.terms import Claim, Term, free_variables, is_formula, subterms

# Answers are short. A longer one, such as 40 doublings in a function, could keep the grader busy for years.
MOST_PARTS = 100
MOST_LETTERS = 500
MOST_BITS = 256
MOST_CONSTRAINTS = 8
MOST_PARTS_OF_RULE, MOST_LETTERS_OF_SIDE = 40, 200


@dataclass(frozen=True)
class Operations:
    """Which operations an answer may use: ``only`` these, and ``never`` those; ``words`` name them.

    >>> from arlib.languages.python.claims import parse
    >>> from arlib.terms import Add, Var
    >>> Operations("+ only", only=(Add, Var)).demand(parse("x + y * x"))
    Traceback (most recent call last):
    ...
    arlib.exercises.base.Unreadable: y * x is not allowed here: + only.
    """

    words: str = ""
    only: tuple[type[Term], ...] = (Term,)
    never: tuple[type[Term], ...] = ()

    def demand(self, term: Term) -> None:
        """Raise ``Unreadable`` for a term with another operation in it."""
        for part in subterms(term):
            if not isinstance(part, self.only) or isinstance(part, self.never):
                raise Unreadable(f"{to_text(part)} is not allowed here: {self.words}.")


ANY = Operations()


def read_integer(answer: object) -> int:
    """The integer that an answer is: an int, a numpy integer, a float without a fraction, or the text of a product.

    >>> read_integer(2.0 ** 10), read_integer("2 ** 10"), read_integer("1,024")
    (1024, 1024, 1024)
    """
    if isinstance(answer, float) and answer.is_integer():
        return int(answer)
    if isinstance(answer, str):
        return _computed(answer)
    if isinstance(answer, bool) or not isinstance(answer, Integral):
        raise Unreadable(f"{shown(answer)} is not a whole number.")
    number = int(answer)
    if number.bit_length() > MOST_BITS:
        raise Unreadable(f"This number has more than {MOST_BITS} bits, which is far too many here.")
    return number


def _computed(text: str) -> int:
    """The value of a text with numbers, +, -, * and **, which is read and not run."""

    def read(node: ast.expr) -> int:
        match node:
            case ast.Constant(value=int() as number) if not isinstance(number, bool):
                return number
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -read(operand)
            case ast.BinOp(left=left, op=operation, right=right):
                first, second = read(left), read(right)
                match operation:
                    case ast.Add():
                        return first + second
                    case ast.Sub():
                        return first - second
                    case ast.Mult():
                        return first * second
                    case ast.Pow() if second >= 0 and first.bit_length() * second <= 2 * MOST_BITS:
                        return int(first**second)
                    case ast.BitXor():
                        raise Unreadable("In Python ^ is no power; write ** for it.")
        raise Unreadable(f"{shown(text)} is not a whole number.")

    plain = re.sub(r"(?<=\d)[,_](?=\d{3}\b)", "", text.strip())
    if len(plain) > 100:
        raise Unreadable(f"{shown(text)} is not a whole number.")
    return read_integer(read(cast(ast.Expression, syntax_tree(plain, "eval")).body))


def read_assignment(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> dict[str, int]:
    """The assignment that an answer is: one value of the model for each input, and nothing else.

    It is a dict, a text such as "x = 3, y = 4", the numbers in the order of the inputs, or a counterexample of arlib's.

    >>> from arlib.integers import Unbounded
    >>> read_assignment("x = 3, y = 4", ("x", "y"), Unbounded()) == read_assignment((3, 4), ("x", "y"), Unbounded())
    True
    """
    given: object = answer
    match given:
        case Counterexample():
            given = given.assignment
        case str() if len(given) <= MOST_LETTERS and "=" in given:
            parts = [part.partition("=") for part in given.replace(";", ",").split(",")]
            given = {name.strip(): value.strip() for name, _, value in parts}
        case str() if len(given) <= MOST_LETTERS and given.count(",") == len(inputs) - 1 > 0:
            given = dict(zip(inputs, given.strip("()[] ").split(","), strict=True))
        case list() | tuple() if len(given) == len(inputs):
            given = dict(zip(inputs, given, strict=True))
    if not isinstance(given, Mapping):
        raise Unreadable(f"{shown(answer)} is not a dict.")
    if set(given) != set(inputs):
        raise Unreadable(f"The names in the answer are {shown(list(given))}, and should be {list(inputs)}.")
    values = {name: read_integer(given[name]) for name in inputs}
    for name, value in values.items():
        if value not in integers:
            raise Unreadable(f"{name} = {value:,} is not in {integers.describe()}.")
    return values


def read_term(answer: object, integers: IntegerModel) -> Term:
    """The number or the formula that a text, a function or a term of arlib's means."""
    if isinstance(answer, Claim):
        answer = answer.formula
    if isinstance(answer, Term):
        answer = to_text(answer)  # and read as any text is, since a number in it may not fit
    if not isinstance(answer, str | FunctionType):
        raise Unreadable(f"{shown(answer)} is neither a text nor a function.")
    _refuse_long(answer)
    if isinstance(answer, str) and (AS_IN_C.search(answer) or C_FUNCTION.search(answer)):
        raise Unreadable("This is written as in C. Here Python is read, with and, or, not, and // or tdiv for /.")
    if isinstance(answer, str) and IMPLIES.search(answer):
        raise Unreadable("That one thing implies another is written implies(one, another).")
    return expression(answer, integers)


IMPLIES = re.compile(r"=>|(?<!<)->|\S\s+implies\s+[^(\s]")
AS_IN_C = re.compile(r"&&|\|\||!(?!=)|;|\?")
C_FUNCTION = re.compile(r"^\s*(?:unsigned|signed|int|bool|_Bool|char|short|long|void)\b[^=;]*\{", re.MULTILINE)


def read_claim(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> Claim:
    """The claim that a text or a Python function makes, over all the inputs, whether it names them or not."""
    formula = read_term(answer, integers)
    if not is_formula(formula):
        raise Unreadable("A claim is true or false, and this is a number; compare it with something.")
    _refuse_others(formula, inputs)
    return Claim(formula, inputs)


def read_number(answer: object, inputs: tuple[str, ...], integers: IntegerModel) -> Term:
    """The integer expression over the inputs that a text or a function means."""
    term = read_term(answer, integers)
    if is_formula(term):
        raise Unreadable(f"{shown(answer)} is true or false, not a number.")
    _refuse_others(term, inputs)
    return term


def read_rule(answer: object) -> Rule:
    """The rule that a short text or a pair of them is; both of its sides are numbers.

    >>> print(read_rule("a + b = b + a"))
    your rule: a + b = b + a
    """
    if isinstance(answer, Rule):
        answer = (to_text(answer.left), to_text(answer.right))
    if isinstance(answer, str):
        answer = both_sides(answer) or answer
    if not isinstance(answer, tuple | list) or len(answer) not in (2, 3):
        raise Unreadable(f"{shown(answer)} is not a pair of a left side and a right side.")
    for side in answer[-2:]:  # a third text, at first, is a name, as rule() has it
        if not isinstance(side, str) or len(side) > MOST_LETTERS_OF_SIDE:
            raise Unreadable("Each side should be a short text in quotes.")
    yours = rule("your rule", *answer[-2:])
    if len(list(subterms(yours.left))) + len(list(subterms(yours.right))) > MOST_PARTS_OF_RULE:
        raise Unreadable(f"This has more than {MOST_PARTS_OF_RULE} parts, and a short answer exists.")
    for side in (yours.left, yours.right):
        if is_formula(side):
            raise Unreadable(f"{to_text(side)} is true or false. Here both sides should be numbers.")
    return yours


def read_text(answer: object) -> str:
    """The short text that an answer is."""
    if not isinstance(answer, str):
        raise Unreadable(f"{shown(answer)} is not a text in quotes.")
    _refuse_long(answer)
    return answer


def read_expression(answer: object) -> str:
    """The text of a number or a formula: as it stands, or of what a function returns; a list may have it alone."""
    if isinstance(answer, list | tuple) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, str) and not answer.strip():
        return ""
    term = read_term(answer, Unbounded())
    plain = isinstance(answer, str) and not answer.lstrip().startswith(("def ", "lambda"))
    return cast(str, answer).strip() if plain else to_text(term)


def read_expressions(answer: object, most: int) -> list[str]:
    """The texts of a few numbers: a list or a tuple of texts and functions, a text with commas, or a single one.

    >>> read_expressions("h, min(m, 1)", 3)
    ['h', 'min(m, 1)']
    """
    if isinstance(answer, str) and len(answer) <= MOST_LETTERS and answer.strip():
        tree = syntax_tree(answer.strip(), "eval")
        if isinstance(tree, ast.Expression) and isinstance(tree.body, ast.Tuple | ast.List):
            answer = [
                part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ast.unparse(part)
                for part in tree.body.elts
            ]
    if isinstance(answer, str | FunctionType | Term):
        answer = [answer]
    if not isinstance(answer, list | tuple) or not 1 <= len(answer) <= most:
        raise Unreadable(f"{shown(answer)} is not a list of 1 to {most} texts.")
    return [read_expression(each) for each in answer]


def read_constraint(answer: object) -> str:
    """The text of a formula; of several ones, in a list or with commas between them, that all are true.

    >>> read_constraint("x > 0, y > 0"), read_constraint(["x > 0"])
    ('x > 0 and y > 0', 'x > 0')
    """
    if isinstance(answer, str) and not answer.strip():
        return ""
    return " and ".join(read_expressions(answer, MOST_CONSTRAINTS))


def _refuse_long(answer: object) -> None:
    if isinstance(answer, str) and len(answer) > MOST_LETTERS:
        raise Unreadable(f"This has {len(answer):,} letters, and a short answer exists.")


def _refuse_others(term: Term, inputs: tuple[str, ...]) -> None:
    if len(list(islice(subterms(term), MOST_PARTS + 1))) > MOST_PARTS:
        raise Unreadable(f"This has more than {MOST_PARTS} parts, and a short answer exists.")
    others = [name for name in free_variables(term) if name not in inputs]
    if others:
        raise Unreadable(f"This speaks of {', '.join(others)}; it should speak of {' and '.join(inputs)} only.")


def shown(answer: object) -> str:
    """The answer on one short line; an object of the learner's own may print anything, so it is only named."""
    if answer is not None and not isinstance(answer, str | int | float | list | tuple | set | dict):
        return f"An answer of type {type(answer).__name__}"
    try:
        text = repr(answer)
    except ValueError:  # Python refuses to write an integer of more than 4,300 digits
        return "This number"
    except Exception:  # an object of the learner's own within a list may refuse to be printed
        return f"An answer of type {type(answer).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."
