"""Evidence that a policy is no more permissive than another, as JSON and back.

The policies stand in it as documents, so that nothing else is needed to check it. Patterns are a table of texts.
Trees and reasons are written in one list each, a part before those inside it, so that reading takes one walk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, require_same
from arlib.certificates.policies import Choice, Closed, Covered, Each, Inclusion, Invariant, NoText, Split, Tree
from arlib.certificates.serialisation import FORMAT, VERSION
from arlib.languages.iam.globs import ANY, ONE, PART, PART_ONE, either_case, spellings, variable, variable_name
from arlib.languages.iam.printing import policy_json
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.syntax import Policy
from arlib.verdict import Unsupported

KIND = "Inclusion"
WILDCARDS = {ANY: "*", ONE: "?", PART: "${:*}", PART_ONE: "${:?}"}
LETTERS = {"*": ANY, "?": ONE, "${:*}": PART, "${:?}": PART_ONE, "${*}": "*", "${?}": "?", "${$}": "$"}
TOKEN = re.compile(
    r"\$\{:?[*?$]\}|\$\{~(?P<either>[a-z])\}|\$\{(?P<variable>[^~:*?${}'][^*?${}']*('[^']*'[^*?${}']*)?)\}|.", re.S
)
Item = TypeVar("Item")


def pattern_text(pattern: str) -> str:
    """A pattern as a text, from which it can be read again.

    >>> pattern_text(ANY + "*" + either_case("A")), of_text("*${*}${~a}") == ANY + "*" + either_case("A")
    ('*${*}${~a}', True)
    """
    return "".join(map(_letter_text, pattern))


def _letter_text(letter: str) -> str:
    if letter in WILDCARDS:
        return WILDCARDS[letter]
    if letter in "*?$":
        return f"${{{letter}}}"
    if (name := variable_name(letter)) is not None:
        return f"${{{name}}}"
    both = spellings(letter)
    return letter if both == letter else f"${{~{both[0]}}}"


def of_text(text: str) -> str:
    """The pattern that a text means."""
    return "".join(map(_letter, TOKEN.finditer(text)))


def _letter(found: re.Match[str]) -> str:
    if found["either"]:
        return either_case(found["either"])
    if found["variable"]:
        return variable(found["variable"])
    return LETTERS.get(found[0], found[0])


class _Table(Generic[Item]):
    """Things by their numbers, in the order in which they come first."""

    def __init__(self) -> None:
        self.numbers: dict[Item, int] = {}

    def number(self, item: Item) -> int:
        return self.numbers.setdefault(item, len(self.numbers))


class _Writer:
    def __init__(self) -> None:
        self.patterns: _Table[str] = _Table()
        self.unions: _Table[tuple[int, ...]] = _Table()
        self.reasons: _Table[NoText] = _Table()

    def union(self, patterns: Sequence[str]) -> int:
        return self.unions.number(tuple(map(self.patterns.number, patterns)))

    def tree(self, tree: Tree) -> Iterator[list[object]]:
        match tree:
            case Closed(dimension, why, member):
                yield ["closed", dimension, None if why is None else self.reasons.number(why), member]
            case Split(statement, cases):
                yield ["split", statement, len(cases)]
                for each in cases:
                    yield from self.tree(each)
            case Choice(dimension, union, cases):
                yield ["choice", dimension, self.union(union)]
                for each in cases:
                    yield from self.tree(each)

    def reason(self, why: NoText) -> Iterator[list[object]]:
        match why:
            case Covered(pattern, by):
                yield ["covered", self.patterns.number(pattern), self.patterns.number(by)]
            case Each(union, cases):
                yield ["each", self.union(union), [self.patterns.number(pattern) for pattern, _ in cases]]
                for _, each in cases:
                    yield from self.reason(each)
            case Invariant(inside, outside, states):
                yield ["invariant", self.union(inside), self.union(outside), sorted(map(list, states))]


def inclusion_json(found: Inclusion) -> Json:
    """The evidence as data for JSON; raises ValueError for policies that no document is."""
    writer = _Writer()
    actions = writer.union(found.actions)
    trees = [list(writer.tree(tree)) for tree in found.trees]
    reasons = [list(writer.reason(why)) for why in writer.reasons.numbers]
    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": KIND,
        "says": f"each request that the first policy allows, the second allows too{found.limited}",
        "first": policy_json(found.first),
        "second": policy_json(found.second),
        "actions": actions,
        "patterns": [pattern_text(each) for each in writer.patterns.numbers],
        "unions": [list(each) for each in writer.unions.numbers],
        "reasons": reasons,
        "trees": trees,
    }


class _Reader:
    """What is left to read of a list of parts."""

    def __init__(self, data: Value):
        self.patterns = [of_text(each.string()) for each in data.at("patterns").each()]
        self.unions = [tuple(_at(self.patterns, n) for n in each.each()) for each in data.at("unions").each()]
        self.left: Iterator[Value] = iter(())
        self.reasons = [self.whole(each, self.reason) for each in data.at("reasons").each()]

    def whole(self, parts: Value, read: Callable[[], Item]) -> Item:
        """What a whole list of parts is."""
        self.left = iter(parts.each())
        found = read()
        if next(self.left, None) is not None:
            parts.fail("a list without parts that belong to nothing")
        return found

    def part(self) -> tuple[str, list[Value], Value]:
        part = next(self.left, Value(None))
        name, *rest = part.each() or [part]
        return name.string(), rest, part

    def tree(self) -> Tree:
        match self.part():
            case "closed", [dimension, why, member], _:
                reason = None if why.value is None else _at(self.reasons, why)
                return Closed(dimension.string(), reason, None if member.value is None else member.natural())
            case "split", [statement, count], _:
                return Split(statement.natural(), tuple(self.tree() for _ in range(count.natural())))
            case "choice", [dimension, union], _:
                patterns = _at(self.unions, union)
                return Choice(dimension.string(), patterns, tuple(self.tree() for _ in patterns))
            case _, _, part:
                part.fail('a list such as ["split", 0, 2]')

    def reason(self) -> NoText:
        match self.part():
            case "covered", [pattern, by], _:
                return Covered(_at(self.patterns, pattern), _at(self.patterns, by))
            case "each", [union, cases], _:
                read = [_at(self.patterns, each) for each in cases.each()]
                return Each(_at(self.unions, union), tuple((each, self.reason()) for each in read))
            case "invariant", [inside, outside, states], _:
                found = frozenset(tuple(each.natural() for each in state.each()) for state in states.each())
                return Invariant(_at(self.unions, inside), _at(self.unions, outside), found)
            case _, _, part:
                part.fail('a list such as ["covered", 0, 1]')


def _at(table: Sequence[Item], number: Value) -> Item:
    if number.natural() >= len(table):
        number.fail(f"a number below {len(table)}")
    return table[number.natural()]


def inclusion_of(data: object) -> Inclusion:
    """The evidence that data are; raises ValueError, with the key, for any other data.

    That it is right is another question, and ``check`` answers it.
    """
    value = Value(data)
    require_same(value.at("kind").value, KIND, "kind")
    try:
        reader = _Reader(value)
        trees = tuple(reader.whole(each, reader.tree) for each in value.at("trees").each())
    except RecursionError:
        raise ValueError("this is nested too deeply") from None
    actions = _at(reader.unions, value.at("actions"))
    found = Inclusion(_policy(value.at("first")), _policy(value.at("second")), trees, actions)
    require_same(data, inclusion_json(found))
    return found


def _policy(value: Value) -> Policy:
    try:
        return read_policy(json.dumps(value.value))
    except Unsupported as error:
        raise ValueError(f"{value.path} is no policy: {error.reason}") from None
