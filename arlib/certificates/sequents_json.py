"""Trees of sequents as JSON and back: a table of formulas, and the inferences in one list.

A formula is in the table after its parts, which stand in it as their numbers; a letter stands as a list of its name,
and a truth value as one of true or false. An inference is its rule, the numbers of the formulas on the left and on the
right, and how many premises it has; these follow it, each with its own. So that reading takes no recursion.
"""

from __future__ import annotations

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, require_same
from arlib.certificates.sequents import Inference, Sequent
from arlib.certificates.serialisation import FORMAT, VERSION
from arlib.terms import And, Connective, Formula, Iff, Implies, Not, Or, Prop, Term, Truth

KIND = "SequentProof"
MOST_PARTS = 100_000
CONNECTIVES: dict[str, type[Connective]] = {"and": And, "or": Or, "implies": Implies, "iff": Iff}
NAMES: dict[type[Term], str] = {connective: name for name, connective in CONNECTIVES.items()}


class _Table:
    """Formulas by their numbers, each once."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self.numbers: dict[tuple[object, ...], int] = {}
        self.known: dict[int, tuple[int, Term]] = {}  # by identity; the term is kept, so that no other gets its place

    def number(self, formula: Term) -> int:
        """The number of a formula; its parts come before it."""
        todo = [formula]
        while todo:
            here = todo[-1]
            missing = [part for part in here.children if id(part) not in self.known]
            if id(here) in self.known:
                todo.pop()
            elif missing:
                todo += missing
            else:
                row = self._row(here)
                key = (*map(type, row), *row)  # 1 and True are equal
                if key not in self.numbers:
                    self.numbers[key] = len(self.rows)
                    self.rows.append(row)
                self.known[id(here)] = self.numbers[key], here
        return self.known[id(formula)][0]

    def _row(self, formula: Term) -> list[object]:
        parts = [self.known[id(part)][0] for part in formula.children]
        match formula:
            case Prop(name):
                return [name]
            case Truth(value):
                return [value]
            case Not():
                return ["not", *parts]
            case _ if type(formula) in NAMES:
                return [NAMES[type(formula)], *parts]
            case _:
                raise ValueError(f"{type(formula).__name__} is no part of a formula over letters")


def sequents_json(proof: Inference) -> Json:
    """The evidence as data for JSON; raises ValueError for formulas that are not over letters.

    >>> p = Prop("p")
    >>> found = sequents_json(Inference("P2a", Sequent((), (p, Not(p))), (Inference("P1", Sequent((p,), (p,))),)))
    >>> found["formulas"], found["proof"]
    ([['p'], ['not', 0]], [['P2a', [], [0, 1], 1], ['P1', [0], [0], 0]])
    """
    table, parts, todo = _Table(), list[list[object]](), [proof]
    while todo:
        here = todo.pop()
        left, right = ([table.number(each) for each in side] for side in (here.conclusion.left, here.conclusion.right))
        parts.append([here.rule, left, right, len(here.premises)])
        todo += reversed(here.premises)
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": KIND,
        "says": f"where all on the left are true, one on the right is: {proof.conclusion}",
        "formulas": table.rows,
        "proof": parts,
    }


def sequents_of(data: object) -> Inference:
    """The evidence that data are; raises ValueError, with the key, for any other data.

    That it is right is another question, and ``check`` answers it.
    """
    value = Value(data)
    require_same(value.at("kind").value, KIND, "kind")
    formulas, found = _formulas(value.at("formulas")), list[Inference]()
    for part in reversed(value.at("proof").each()):
        rule, left, right, count = _four(part)
        if count.natural() > len(found):
            count.fail(f"at most {len(found)}")
        premises = tuple(found.pop() for _ in range(count.natural()))
        sides = (tuple(_at(formulas, n) for n in side.each()) for side in (left, right))
        found.append(Inference(rule.string(), Sequent(*sides), premises))
    if len(found) != 1:
        value.at("proof").fail("one tree of inferences")
    try:
        require_same(data, sequents_json(found[0]))
    except RecursionError:
        raise ValueError("this is nested too deeply") from None
    return found[0]


def _four(part: Value) -> list[Value]:
    if len(parts := part.each()) != 4:
        part.fail('a list such as ["P1", [0], [0], 0]')
    return parts


def _formulas(rows: Value) -> list[Formula]:
    """A table of formulas; one that is too large when each of its parts is written out is refused."""
    found, sizes = list[Formula](), dict[int, int]()
    for row in rows.each():
        formula = _formula(row, found)
        sizes[id(formula)] = size = 1 + sum(sizes[id(part)] for part in formula.children)
        if size > MOST_PARTS:
            row.fail(f"a formula of at most {MOST_PARTS:,} parts")
        found.append(formula)
    return found


def _formula(row: Value, before: list[Formula]) -> Formula:
    match row.each():
        case [one] if isinstance(one.value, bool):
            return Truth(one.value)
        case [one]:
            return Prop(one.string())
        case [name, part] if name.value == "not":
            return Not(_at(before, part))
        case [name, left, right] if isinstance(name.value, str) and name.value in CONNECTIVES:
            return CONNECTIVES[name.value](_at(before, left), _at(before, right))
        case _:
            row.fail('a list such as ["p"], ["not", 0] or ["and", 0, 1]')


def _at(table: list[Formula], number: Value) -> Formula:
    if number.natural() >= len(table):
        number.fail(f"a number below {len(table)}")
    return table[number.natural()]
