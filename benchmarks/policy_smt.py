"""The question whether a policy allows no more than another as a text that solvers read (SMT-LIB 2.6).

The unknown request has a principal, an action, a resource and, of each key that is mentioned, whether it is there and
its value: a text, a rational, a truth value, or an address of 32 or of 128 bits. A key that only ForAllValues and
ForAnyValue test has a set of values, as many as there are tests: each test needs one at most. What is left raises
``LeftOut``: keys that are compared as two kinds, and variables anywhere but in a plain text that at most one star ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import cvc5
import z3

from arlib.languages.iam.principals import principal_patterns
from arlib.languages.iam.syntax import Condition, Patterns, Policy, Principals, Statement
from arlib.languages.iam.values import address_range, moment, number, truth
from arlib.languages.iam.variables import Fixed, Part, Plain, Variable, parts

KINDS = {
    "text": "text",
    "text ignoring case": "text",
    "glob": "text",
    "arn": "text",
    "binary": "bytes",
    "number": "number",
    "date": "date",
    "truth": "truth",
    "address": "address",
}
SORTS = {"text": "String", "number": "Real", "date": "Real", "truth": "Bool", "address": "Bool"}
COMPARISONS = {"=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
LETTERS = range(0x20, 0x7F)


class LeftOut(Exception):
    """What this encoding does not express."""


@dataclass
class Encoding:
    """The keys of two policies, each with a number, what kind of value it has, and how many."""

    keys: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)

    def query(self, first: Policy, second: Policy) -> str:
        """The text, which no request satisfies if the first policy allows no more than the second."""
        tests = [each for policy in (first, second) for one in policy.statements for each in one.conditions]
        for key in {each.key.lower() for each in tests}:
            of_key = [each for each in tests if each.key.lower() == key and each.meaning.family != "null"]
            self.most[key] = max(len(of_key), 1) if all(each.quantifier for each in of_key) else 1
        asserted = f"(assert {self.allowed(first)})\n(assert (not {self.allowed(second)}))\n"
        declared = "".join(f"(declare-const {name} String)\n" for name in ("principal", "action", "resource"))
        declared += '(assert (str.contains action ":"))\n'
        for key, at in self.keys.items():
            sort = SORTS[self.kinds.get(key, "text")]
            declared += f"(declare-const p{at} Bool)\n(assert (=> p{at} {some(f'm{n}' for n in self.members(key))}))\n"
            for n in self.members(key):
                declared = f"(declare-const m{n} Bool)\n(declare-const v{n} {sort})\n{declared}"
                if self.kinds.get(key) == "address":  # v says whether it has 128 bits
                    declared += f"(declare-const a{n} (_ BitVec 32))\n(declare-const b{n} (_ BitVec 128))\n"
        return declared + asserted

    def allowed(self, policy: Policy) -> str:
        """That a policy allows the request: some statement does, and none denies it."""
        made: dict[str, list[str]] = {"Allow": [], "Deny": []}
        for each in policy.statements:
            made[each.effect].append(self.applies(each, policy.has_variables))
        return f"(and {some(made['Allow'])} (not {some(made['Deny'])}))"

    def applies(self, statement: Statement, variables: bool) -> str:
        """That all elements of a statement match."""
        elements = [self.actions(statement.actions)]
        if statement.resources is not None:
            found = some(self.read("resource", text, variables) for text in statement.resources.values)
            elements.append(f"(not {found})" if statement.resources.negated else found)
        if statement.principals is not None:
            elements.append(self.principals(statement.principals))
        elements += [self.condition(each, variables) for each in statement.conditions]
        return f"(and true {' '.join(elements)})"

    def actions(self, actions: Patterns) -> str:
        """The action has small letters here: their case means nothing."""
        found = some(glob("action", text.lower()) for text in actions.values)
        return f"(not {found})" if actions.negated else found

    def principals(self, principals: Principals) -> str:
        found = some(glob("principal", text) for each in principals.listed for text in principal_patterns(each))
        return f"(not {found})" if principals.negated else found

    # ---- Conditions ------------------------------------------------------------------------------

    def condition(self, condition: Condition, variables: bool) -> str:
        """The table of "Condition operators": what holds where the key is absent, and where it is not."""
        key, meaning = condition.key.lower(), condition.meaning
        if meaning.family == "null":
            at = self.at(key, None)
            return some(f"(not p{at})" if truth(value) else f"p{at}" for value in condition.values)
        at = self.at(key, KINDS[meaning.family])
        holds: dict[str, str] = {}
        for n in self.members(key):
            found = some(self.compared(condition, n, value, variables) for value in condition.values)
            holds[n] = f"(not {found})" if meaning.negated else found
        match condition.quantifier:
            case "ForAllValues":
                return f"(or (not p{at}) (and true {' '.join(f'(=> m{n} {each})' for n, each in holds.items())}))"
            case "ForAnyValue" if condition.if_exists:
                raise LeftOut("ForAnyValue with IfExists, on which two pages disagree")
            case "ForAnyValue":
                return f"(and p{at} {some(f'(and m{n} {each})' for n, each in holds.items())})"
        one = holds[f"{at}"]
        return f"(or (not p{at}) {one})" if condition.if_exists or meaning.negated else f"(and p{at} {one})"

    def members(self, key: str) -> list[str]:
        """The names of the values that a key may have, of which the first has the number of the key."""
        at = self.keys[key]
        return [f"{at}", *(f"{at}_{n}" for n in range(1, self.most.get(key, 1)))]

    def at(self, key: str, kind: str | None) -> int:
        """The number of a key."""
        if kind is not None and self.kinds.setdefault(key, kind) != kind:
            raise LeftOut("a key that is compared as two kinds")
        return self.keys.setdefault(key, len(self.keys))

    def compared(self, condition: Condition, n: str, value: str, variables: bool) -> str:
        """That a value of a key is as an operator wants it."""
        meaning, v = condition.meaning, f"v{n}"
        match meaning.family:
            case "number" | "date" as family:
                bound = rational(number(value) if family == "number" else moment(value))
                return f"({COMPARISONS[meaning.comparison]} {v} {bound})"
            case "truth":
                return v if truth(value) else f"(not {v})"
            case "address":
                bits, first, last = address_range(value)
                of, has = (f"a{n}", f"(not {v})") if bits == 32 else (f"b{n}", v)
                low, high = (f"(_ bv{each} {bits})" for each in (first, last))
                return f"(and {has} (bvule {low} {of}) (bvule {of} {high}))"
            case "glob":
                return self.read(v, value, variables)
            case "arn" if variables and "${" in value:
                raise LeftOut("a variable in an ARN")
            case "arn":
                *first_parts, last_part = value.split(":", 5)
                tokens = [each for part in first_parts for each in (*regex(part, "within a part"), literal(":"))]
                return f"(str.in_re {v} {joined([*tokens, *regex(last_part)])})"
            case "text ignoring case" if variables and "${" in value:
                raise LeftOut("a variable in any case")
            case "text ignoring case":
                return f"(str.in_re {v} {joined([either(letter) for letter in value])})"
            case "binary":
                raise LeftOut("bytes")
            case _:
                whole, there = self.joined_text(parts(value) if variables else (Plain(value),))
                return f"(and {there} (= {v} {whole}))"

    # ---- Texts with variables --------------------------------------------------------------------

    def read(self, of: str, text: str, variables: bool) -> str:
        """That a text with wildcards reads a value."""
        if not (variables and "${" in text):
            return glob(of, text)
        found = parts(text)
        star = isinstance(found[-1], Plain) and found[-1].text.endswith("*")
        if star:
            found = (*found[:-1], Plain(found[-1].text[:-1]))  # type: ignore[union-attr]
        if any(isinstance(each, Plain) and ("*" in each.text or "?" in each.text) for each in found):
            raise LeftOut("a variable beside a wildcard")
        whole, there = self.joined_text(found)
        return f"(and {there} ({'str.prefixof' if star else '='} {whole} {of}))"

    def joined_text(self, found: Iterable[Part]) -> tuple[str, str]:
        """A text with the values of variables, and that they have some."""
        terms, there = [], ["true"]
        for part in found:
            match part:
                case Plain(text) | Fixed(text):
                    terms.append(string(text))
                case Variable(key, default):
                    if self.most.get(key, 1) > 1:
                        raise LeftOut("a variable of several values")
                    at = self.at(key, "text")
                    terms.append(f"v{at}" if default is None else f"(ite p{at} v{at} {string(default)})")
                    there += [f"p{at}"] * (default is None)
        return f'(str.++ "" "" {" ".join(terms)})', f"(and {' '.join(there)} true)"


# ---- Terms -----------------------------------------------------------------------------------------


def some(terms: Iterable[str]) -> str:
    return f"(or false {' '.join(terms)})"


def string(text: str) -> str:
    """A text as SMT-LIB writes it."""
    plain = (c if ord(c) in LETTERS and c not in '"\\' else f"\\u{{{ord(c):x}}}" for c in text)
    return f'"{"".join(plain)}"'


def literal(text: str) -> str:
    return f"(str.to_re {string(text)})"


def rational(value: Fraction) -> str:
    whole = f"(/ {abs(value.numerator)}.0 {value.denominator}.0)"
    return f"(- {whole})" if value < 0 else whole


def either(letter: str) -> str:
    """A letter from A to Z in either case."""
    if letter.isascii() and letter.isalpha():
        return f"(re.union {literal(letter.lower())} {literal(letter.upper())})"
    return literal(letter)


def glob(of: str, text: str) -> str:
    """That a text with wildcards reads a value; a star alone reads all."""
    if text == "*":
        return "true"
    if "*" not in text and "?" not in text:
        return f"(= {of} {string(text)})"
    return f"(str.in_re {of} {joined(regex(text))})"


def regex(text: str, within: str = "") -> Iterator[str]:
    """The regular expressions of a text's parts; ``within`` a part of an ARN no wildcard reads a colon."""
    one = '(re.diff re.allchar (str.to_re ":"))' if within else "re.allchar"
    plain = ""
    for letter in text:
        if letter in "*?":
            if plain:
                yield literal(plain)
            plain = ""
            yield one if letter == "?" else f"(re.* {one})"
        else:
            plain += letter
    if plain:
        yield literal(plain)


def joined(terms: Iterable[str]) -> str:
    return f'(re.++ (str.to_re "") (str.to_re "") {" ".join(terms)})'


# ---- Solvers ---------------------------------------------------------------------------------------


def ask_z3(query: str, seconds: float) -> str:
    """``sat``, ``unsat`` or ``unknown``."""
    solver = z3.Solver()
    solver.set("timeout", int(seconds * 1000))
    solver.from_string(query)
    return str(solver.check())


def ask_cvc5(query: str, seconds: float) -> str:
    """``sat``, ``unsat`` or ``unknown``."""
    manager = cvc5.TermManager()
    solver = cvc5.Solver(manager)
    solver.setLogic("ALL")
    solver.setOption("strings-exp", "true")
    solver.setOption("tlimit-per", str(int(seconds * 1000)))
    symbols = cvc5.SymbolManager(manager)
    reader = cvc5.InputParser(solver, symbols)
    reader.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, query, "policies")
    while not (command := reader.nextCommand()).isNull():
        command.invoke(solver, symbols)
    found = solver.checkSat()
    return "sat" if found.isSat() else "unsat" if found.isUnsat() else "unknown"
