"""JSON to policies: a document is read completely, or refused with its line, its column and a caret.

The grammar is that of the IAM User Guide, "Grammar of the IAM JSON policy language", with the rules of the pages on
each element. The names of operators are read in any case, as AWS reads them in its own managed policies (``ARNLike``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NoReturn, TypeVar, get_args

from arlib.languages.iam.conditions import MOST_LETTERS, MOST_WILDCARDS, conditions_from
from arlib.languages.iam.syntax import (
    EVERYONE,
    Condition,
    Effect,
    Kind,
    Patterns,
    Place,
    Policy,
    Principal,
    Principals,
    Statement,
    Version,
)
from arlib.languages.iam.variables import parts
from arlib.languages.json_text import Array, Object, Source, Text, Value, json_value, object_in, text_in

ELEMENTS = ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")

Element = TypeVar("Element")
ACCOUNT = re.compile(r"[0-9]{12}")
PARTITION = re.compile(r"\Aarn:([a-z0-9-]+):")
IDENTITY = re.compile(r"arn:[a-z0-9-]+:(?:iam|sts)::[^:*?]+:[^*?]+|[A-Z0-9]{16,128}")
ACTION = re.compile(r"\*+|[A-Za-z0-9*?-]+:[A-Za-z0-9_.*?-]+")


def read_policy(text: str) -> Policy:
    """The policy that a JSON text means. Raises ``Unsupported`` with the place.

    >>> allow = '{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::photos/*"}'
    >>> print(*read_policy('{"Version": "2012-10-17", "Statement": ' + allow + "}").statements)
    Allow in line 1
    >>> read_policy('{"Statement": {"Effect": "allow"}}')
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 26: the effect is Allow or Deny, and in this spelling
        {"Statement": {"Effect": "allow"}}
                                 ^
    """
    source, value = json_value(text)
    return policy_from(source, value)


def policy_from(source: Source, value: Value) -> Policy:
    """The policy that a part of a JSON text means. Raises ``Unsupported`` with the place."""
    return _Document(source).policy(value)


def _partitions(value: Value) -> Iterator[str]:
    """The partitions that the ARNs of a statement's principals and resources name."""
    match value:
        case Text(content):
            yield from PARTITION.findall(content)[:1]
        case Array(items):
            yield from (part for each in items for part in _partitions(each))
        case Object(members):
            named = (each for name, each in members.items() if name not in ("Sid", "Condition"))
            yield from (part for each in named for part in _partitions(each))


class _Document:
    """A text that is being read; whether it has variables, as its Version says; the partitions that it is about."""

    def __init__(self, source: Source):
        self.source, self.variables, self.partitions = source, False, {"aws"}

    def fail(self, value: Value | int, reason: str) -> NoReturn:
        self.source.fail(value if isinstance(value, int) else value.at, reason)

    def place(self, value: Value) -> Place:
        return Place(*self.source.place(value.at))

    def object(self, value: Value, what: str) -> Object:
        return object_in(self.source, value, what)

    def text(self, value: Value, what: str) -> str:
        found = text_in(self.source, value, what)
        if len(found) > MOST_LETTERS:
            self.fail(value, f"a text of {len(found):,} letters; {MOST_LETTERS:,} are the most")
        return found

    def several(self, value: Value, what: str) -> tuple[Value, ...]:
        """The items of a list, or what stands for a list of one."""
        items = value.items if isinstance(value, Array) else (value,)
        if not items:
            self.fail(value, f"{what} has at least one value")
        return items

    def known(self, value: Object, names: tuple[str, ...], what: str) -> None:
        """Refuse the first member that has another name than one of these."""
        for name, at, _ in value:
            if name not in names:
                meant = next((known for known in names if known.lower() == name.lower()), None)
                there = f"write {meant}" if meant else f"there are {', '.join(names)}"
                self.fail(at, f"{what} has no element {name[:40]}; {there}")

    def policy(self, value: Value) -> Policy:
        document = self.object(value, "a policy")
        self.known(document, ("Version", "Id", "Statement"), "a policy")
        version = self._version(document.members.get("Version"))
        self.variables = version == "2012-10-17"
        name = document.members.get("Id")
        if "Statement" not in document.members:
            self.fail(document, "a policy has a Statement")
        written = self.several(document.members["Statement"], "Statement")
        self.partitions = {part for each in written for part in _partitions(each)} or self.partitions
        statements = tuple(self.statement(each) for each in written)
        if any(each.principals for each in statements):
            for each, at in zip(statements, written, strict=True):
                if not each.principals:
                    self.fail(at, "this statement has no Principal, and others of its policy do")
        return Policy(statements, version, None if name is None else self.text(name, "Id"))

    def _version(self, value: Value | None) -> Version:
        if value is None:
            return "2008-10-17"
        found = self.text(value, "Version")
        for version in get_args(Version):
            if found == version:
                return version  # type: ignore[no-any-return]
        self.fail(value, f"the Version is 2012-10-17 or 2008-10-17, not {found[:40]}")

    def statement(self, value: Value) -> Statement:
        found = self.object(value, "a statement")
        self.known(found, ELEMENTS, "a statement")
        members = found.members
        if "Effect" not in members:
            self.fail(found, "a statement has an Effect")
        effect = self._effect(members["Effect"])
        who = self._either(found, "Principal", self._principals)
        resources = self._either(found, "Resource", lambda each, negated: self._patterns(each, negated, self._resource))
        actions = self._either(found, "Action", lambda each, negated: self._patterns(each, negated, self._action))
        if actions is None:
            self.fail(found, "a statement has an Action or a NotAction")
        if resources is None and who is None:
            self.fail(found, "a statement without a Principal has a Resource or a NotResource")
        conditions: tuple[Condition, ...] = ()
        if "Condition" in members:
            conditions = conditions_from(self.source, self.object(members["Condition"], "Condition"), self.variables)
        sid = self.text(members["Sid"], "Sid") if "Sid" in members else None
        return Statement(effect, actions, resources, who, conditions, sid, self.place(found))

    def _effect(self, value: Value) -> Effect:
        found = self.text(value, "Effect")
        for effect in get_args(Effect):
            if found == effect:
                return effect  # type: ignore[no-any-return]
        self.fail(value, "the effect is Allow or Deny, and in this spelling")

    def _either(self, found: Object, name: str, read: Callable[[Value, bool], Element]) -> Element | None:
        """An element or its negation, of which a statement has at most one."""
        if name in found.members and f"Not{name}" in found.members:
            self.fail(found.places[f"Not{name}"], f"a statement has {name} or Not{name}, not both")
        if f"Not{name}" in found.members:
            return read(found.members[f"Not{name}"], True)
        return read(found.members[name], False) if name in found.members else None

    def _patterns(self, value: Value, negated: bool, read: Callable[[Value], str]) -> Patterns:
        return Patterns(tuple(read(each) for each in self.several(value, "this element")), negated)

    def _action(self, value: Value) -> str:
        found = self.text(value, "an action")
        if not ACTION.fullmatch(found):
            self.fail(value, "an action is *, or a service, a colon and a name, as s3:GetObject")
        self._require_few_wildcards(value, found)
        return found

    def _resource(self, value: Value) -> str:
        found = self.text(value, "a resource")
        if not found.startswith("arn:") and set(found) != {"*"}:
            self.fail(value, "a resource is *, or begins with arn:")
        self._require_few_wildcards(value, found)
        if self.variables:
            try:
                parts(found)
            except ValueError as error:
                self.fail(value, str(error))
        return found

    def _require_few_wildcards(self, value: Value, pattern: str) -> None:
        if pattern.count("*") + pattern.count("?") > MOST_WILDCARDS:
            self.fail(value, f"a pattern of more than {MOST_WILDCARDS:,} wildcards")

    def _principals(self, value: Value, negated: bool) -> Principals:
        match value:
            case Text("*"):
                return Principals((EVERYONE,), negated)
            case Text():
                self.fail(value, 'a principal is "*" or an object, as {"AWS": "arn:aws:iam::111122223333:root"}')
            case _:
                listed = self.object(value, "Principal")
        kinds = get_args(Kind)
        self.known(listed, kinds, "Principal")
        if not listed.members:
            self.fail(listed, "Principal has at least one value")
        found: dict[Principal, None] = {}
        for kind in kinds:
            if kind in listed.members:
                for each in self.several(listed.members[kind], kind):
                    found[Principal(kind, self._identity(each, kind))] = None
        return Principals(tuple(found), negated)

    def _identity(self, value: Value, kind: str) -> str:
        """The name of a principal; an account's number becomes its ARN, which means the same.

        An account is of one partition ("Amazon Resource Names"), which other ARNs of the policy name.
        """
        found = self.text(value, "a principal")
        if kind == "AWS" and found == "*":
            return found
        if "*" in found or "?" in found:
            self.fail(value, "no part of a principal is a wildcard; everyone is *, of the kind AWS")
        if kind == "AWS" and ACCOUNT.fullmatch(found):
            if len(self.partitions) > 1:
                self.fail(value, f"write the account's ARN: others here are of {' and '.join(sorted(self.partitions))}")
            [partition] = self.partitions
            return f"arn:{partition}:iam::{found}:root"
        if kind == "AWS" and not IDENTITY.fullmatch(found):
            self.fail(
                value,
                "a principal is an account's twelve digits, or the ARN of an account, a user, a role or a session",
            )
        if not found or found != found.strip() or "${" in found:
            self.fail(value, "this is no principal")
        return found
