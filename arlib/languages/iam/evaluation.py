"""What a policy decides on a request (IAM User Guide, "Policy evaluation logic" and the pages on each element).

The design of AWS leaves some questions open, and some of its pages contradict others. Where the answer depends on one
of these, ``Unsupported`` says which; where it does not, as when another element does not match, there is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import eq, ge, gt, le, lt
from typing import Any, Literal

from arlib.languages.iam.globs import glob, matches, small
from arlib.languages.iam.principals import certain_patterns, open_question, principal_patterns
from arlib.languages.iam.requests import Request
from arlib.languages.iam.syntax import Condition, Effect, Family, Patterns, Policy, Principals, Statement
from arlib.languages.iam.values import address_range, data, moment, number, truth
from arlib.languages.iam.variables import ARN_PARTS, Part, Plain, Variable, arn_parts, has_early_variable, parts
from arlib.verdict import NoTruthValue, Unsupported

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
READERS: dict[Family, Callable[[str], Any]] = {
    "number": number,
    "date": moment,
    "truth": truth,
    "address": address_range,
    "binary": data,
}
Outcome = Literal["allow", "explicit deny", "implicit deny"]


@dataclass(frozen=True)
class Decision(NoTruthValue):
    """Whether a request is allowed, and the statement that decides; of an implicit deny there is none."""

    outcome: Outcome
    statement: Statement | None = None

    def __str__(self) -> str:
        return f"{self.outcome}: {self.statement or 'no statement applies'}"


def evaluate(policy: Policy, request: Request) -> Decision:
    """A statement that denies decides, or else one that allows, or else none: an implicit deny.

    >>> from arlib.languages.iam.reading import read_policy
    >>> policy = read_policy('''{"Version": "2012-10-17", "Statement": [
    ...   {"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*"},
    ...   {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
    ...    "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}]}''')
    >>> print(evaluate(policy, Request("anonymous", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg")))
    explicit deny: Deny in line 3
    """
    applying: dict[str, Statement] = {}
    doubts: dict[str, Unsupported] = {}
    for statement in policy.statements:
        try:
            if statement.effect not in applying and applies(statement, request, policy.has_variables):
                applying[statement.effect] = statement
        except Unsupported as doubt:
            doubts.setdefault(statement.effect, doubt)
    outcomes: dict[str, Outcome] = {"Deny": "explicit deny", "Allow": "allow"}
    for effect, outcome in outcomes.items():
        if effect in applying:
            return Decision(outcome, applying[effect])
        if effect in doubts:
            raise doubts[effect]
    return Decision("implicit deny")


def applies(statement: Statement, request: Request, variables: bool) -> bool:
    """Whether all elements of a statement match. Raises ``Unsupported`` where this depends on an open question."""
    checks: list[Callable[[], bool]] = [lambda: _acts(statement.actions, request.action)]
    if (who := statement.principals) is not None:
        checks.append(lambda: _asks(who, request.principal, statement.effect))
    if (resources := statement.resources) is not None:
        checks.append(lambda: _concerns(resources, request, variables))
    checks += [partial(holds, condition, request, variables) for condition in statement.conditions]
    try:
        return _every(checks)
    except Unsupported as doubt:
        line = statement.place.line
        raise Unsupported(f"whether the statement in line {line} applies: {doubt.reason}", "", line) from None


def _every(checks: Iterable[Callable[[], bool]]) -> bool:
    """Whether all checks say yes; a no decides also where another has an open question."""
    return not _some(partial(_refutes, check) for check in checks)


def _refutes(check: Callable[[], bool]) -> bool:
    return not check()


def _some(checks: Iterable[Callable[[], bool]]) -> bool:
    """Whether a check says yes; this decides also where another has an open question."""
    doubt: Unsupported | None = None
    for check in checks:
        try:
            if check():
                return True
        except Unsupported as found:
            doubt = doubt or found
    if doubt is not None:
        raise doubt
    return False


def _acts(actions: Patterns, action: str) -> bool:
    """Whether the actions of a statement include one; the case of both means nothing ("Action")."""
    asked = small(action)
    return any(matches(glob(small(pattern)), asked) for pattern in actions.values) != actions.negated


def _asks(principals: Principals, requester: str, effect: Effect) -> bool:
    """Whether the principals of a statement include who asks ("Principal", "NotPrincipal").

    Of who is excepted from a denial, the guide wants the account to be named as well, and denies the others of it.
    """
    patterns = [pattern for principal in principals.listed for pattern in principal_patterns(principal)]
    named = any(matches(glob(pattern), requester) for pattern in patterns)
    if not named and (doubt := open_question(principals.listed, requester)) is not None:
        raise Unsupported(doubt)
    certain = certain_patterns(principals.listed) if principals.negated and effect == "Deny" else patterns
    if named and not any(matches(glob(pattern), requester) for pattern in certain):
        raise Unsupported(f"whether NotPrincipal excepts {requester}, which is not named together with its account")
    return named != principals.negated


def _concerns(resources: Patterns, request: Request, variables: bool) -> bool:
    """Whether the resources of a statement include the requested one ("Resource"); each ``*`` may cross colons."""
    return _some(partial(_is, pattern, request, variables) for pattern in resources.values) != resources.negated


def _is(pattern: str, request: Request, variables: bool) -> bool:
    """Whether a pattern reads the requested resource."""
    plain = partial(matches, glob(pattern), request.resource)
    if not variables or "${" not in pattern:
        return plain()
    found = _like(_parts(pattern, True), request.resource, request)
    # Before the fifth colon the guide allows no variable; it may be one nevertheless, or plain text.
    if has_early_variable(pattern) and found != plain():
        raise Unsupported(f"the variable before the fifth colon of {pattern}")
    return found


def holds(condition: Condition, request: Request, variables: bool) -> bool:
    """Whether a condition holds ("Condition operators", "Single-valued vs. multivalued context keys").

    | form | key absent | key present |
    |---|---|---|
    | operator | false | some value of the policy matches |
    | negated operator | true | none matches |
    | operator with IfExists | true | as the operator |
    | ForAnyValue | false | some member satisfies the operator |
    | ForAllValues | true | every member satisfies the operator |
    | Null | "true" | "false" |
    """
    meaning, quantifier = condition.meaning, condition.quantifier
    values = request.context.get(condition.key.lower())
    if meaning.family == "null":
        return any(truth(wanted) == (values is None) for wanted in condition.values)
    if values is None:
        if quantifier == "ForAnyValue" and condition.if_exists:
            raise Unsupported(f"{condition} without the key {condition.key}: two pages of the guide disagree")
        return quantifier == "ForAllValues" or (quantifier is None and (condition.if_exists or meaning.negated))

    def satisfies(value: str) -> bool:
        checks = (partial(_compare, condition, wanted, value, request, variables) for wanted in condition.values)
        return _some(checks) != meaning.negated

    if quantifier is None:
        if len(values) != 1:
            raise Unsupported(f"{condition.key} has {len(values)} values, and {condition} takes one: write ForAnyValue")
        return satisfies(values[0])
    members = (partial(satisfies, value) for value in values)
    found = _every(members) if quantifier == "ForAllValues" else _some(members)
    if values == ("",) and found != (quantifier == "ForAllValues"):
        raise Unsupported(f"{condition.key} is an empty text, which may be a member or no member at all")
    return found


def _compare(condition: Condition, wanted: str, value: str, request: Request, variables: bool) -> bool:
    """Whether a value of the request matches one of the policy, by an operator that is not negated."""
    match condition.meaning.family:
        case "text":
            return value == _filled(_parts(wanted, variables), request)
        case "text ignoring case":
            return _equal_ignoring_case(value, _filled(_parts(wanted, variables), request))
        case "glob":
            return _like(_parts(wanted, variables), value, request)
        case "arn":
            return _arn_like(arn_parts(_parts(wanted, variables)), value, request)
        case family:
            asked, known = _read(family, condition.key, value), READERS[family](wanted)
            if family == "address":
                return bool(known.bits == asked.bits and known.first <= asked.first <= known.last)
            return COMPARISONS[condition.meaning.comparison](asked, known)


def _read(family: Family, key: str, value: str) -> Any:
    """A value of the request, of the kind that the operator compares."""
    try:
        if family == "address" and "/" in value:
            raise ValueError(f"{value} is not one address")
        return READERS[family](value)
    except ValueError as error:
        raise Unsupported(f"{key} of the request: {error}") from None


@lru_cache(maxsize=100_000)
def _parts(text: str, variables: bool) -> tuple[Part, ...]:
    return parts(text) if variables else (Plain(text),)


def _value(part: Variable, request: Request) -> str | None:
    """The text of a variable, or None without a value and a default ("Variables and tags")."""
    values = request.context.get(part.key)
    if values is not None and len(values) != 1:
        raise Unsupported(f"{part.key} has {len(values)} values, and a variable takes one")
    return part.default if values is None else values[0]


def _filled(pattern: Iterable[Part], request: Request, plain: Callable[[str], str] = str) -> str | None:
    """The text with the values of its variables, or None where one has no value; these are plain text in any case."""
    found = ""
    for part in pattern:
        text = _value(part, request) if isinstance(part, Variable) else part.text
        if text is None:
            return None
        found += plain(text) if isinstance(part, Plain) else text
    return found


def _equal_ignoring_case(value: str, filled: str | None) -> bool:
    """Whether two texts differ at most in the case of their letters."""
    if filled is None:
        return False
    equal = small(value) == small(filled)
    if not equal and value.casefold() == filled.casefold():
        raise Unsupported(f"whether {value} and {filled} differ in more than case")
    return equal


def _like(pattern: Iterable[Part], value: str, request: Request) -> bool:
    """Whether a pattern with wildcards and variables reads a text."""
    filled = _filled(pattern, request, glob)
    return filled is not None and matches(filled, value)


def _arn_like(pattern: tuple[tuple[Part, ...], ...], value: str, request: Request) -> bool:
    """Whether each of the six parts of a pattern reads that of a text ("Condition operators", ArnLike)."""
    for part in (part for each in pattern[:-1] for part in each if isinstance(part, Variable)):
        if ":" in (_value(part, request) or ""):
            raise Unsupported(f"the colon in the value of {part.key}, which stands for one part of an ARN")
    texts = value.split(":", ARN_PARTS - 1)
    return len(texts) == ARN_PARTS and all(_like(*each, request) for each in zip(pattern, texts, strict=True))
