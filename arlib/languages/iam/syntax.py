"""What an AWS policy document is: statements over principals, actions, resources and conditions.

The elements are those of the IAM User Guide, "IAM JSON policy elements reference"; the operators, those of "Condition
operators".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Effect = Literal["Allow", "Deny"]
Quantifier = Literal["ForAllValues", "ForAnyValue"]
Kind = Literal["AWS", "Service", "Federated", "CanonicalUser"]
Version = Literal["2012-10-17", "2008-10-17"]
Family = Literal["text", "text ignoring case", "glob", "arn", "number", "date", "truth", "address", "binary", "null"]
Comparison = Literal["=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class Place:
    """Where something stands in its text: lines count from 1, columns from 0."""

    line: int = 1
    column: int = 0


@dataclass(frozen=True)
class Operator:
    """What a condition operator compares, and how; a negated one holds where its positive twin does not."""

    family: Family
    comparison: Comparison = "="
    negated: bool = False


OPERATORS: dict[str, Operator] = {
    "StringEquals": Operator("text"),
    "StringNotEquals": Operator("text", negated=True),
    "StringEqualsIgnoreCase": Operator("text ignoring case"),
    "StringNotEqualsIgnoreCase": Operator("text ignoring case", negated=True),
    "StringLike": Operator("glob"),
    "StringNotLike": Operator("glob", negated=True),
    "ArnEquals": Operator("arn"),
    "ArnLike": Operator("arn"),
    "ArnNotEquals": Operator("arn", negated=True),
    "ArnNotLike": Operator("arn", negated=True),
    "NumericEquals": Operator("number"),
    "NumericNotEquals": Operator("number", negated=True),
    "NumericLessThan": Operator("number", "<"),
    "NumericLessThanEquals": Operator("number", "<="),
    "NumericGreaterThan": Operator("number", ">"),
    "NumericGreaterThanEquals": Operator("number", ">="),
    "DateEquals": Operator("date"),
    "DateNotEquals": Operator("date", negated=True),
    "DateLessThan": Operator("date", "<"),
    "DateLessThanEquals": Operator("date", "<="),
    "DateGreaterThan": Operator("date", ">"),
    "DateGreaterThanEquals": Operator("date", ">="),
    "Bool": Operator("truth"),
    "BinaryEquals": Operator("binary"),
    "IpAddress": Operator("address"),
    "NotIpAddress": Operator("address", negated=True),
    "Null": Operator("null"),
}


@dataclass(frozen=True)
class Condition:
    """One operator on one key: some value matches; of a negated operator, none does.

    The key is as it is written, and its case means nothing. Values are texts: of a number or a truth value, its own.
    """

    operator: str
    key: str
    values: tuple[str, ...]
    quantifier: Quantifier | None = None
    if_exists: bool = False
    place: Place = field(default=Place(), compare=False)

    @property
    def meaning(self) -> Operator:
        """What the operator compares, and how.

        >>> Condition("StringNotLike", "aws:PrincipalArn", ("arn:aws:iam::*:role/admin",)).meaning
        Operator(family='glob', comparison='=', negated=True)
        """
        return OPERATORS[self.operator]

    def __str__(self) -> str:
        quantifier = f"{self.quantifier}:" if self.quantifier else ""
        return f"{quantifier}{self.operator}{'IfExists' if self.if_exists else ''}"


@dataclass(frozen=True)
class Principal:
    """Who asks: a kind, as ``AWS`` or ``Service``, and a name, of which ``*`` is everyone of that kind.

    ``"Principal": "*"`` and ``{"AWS": "*"}`` are one and the same, everyone, anonymous callers too.
    An account's number and the ARN of its root are the same as well: the reader writes the ARN.
    """

    kind: Kind
    name: str

    def __str__(self) -> str:
        return "everyone" if self == EVERYONE else f"{self.kind}:{self.name}"


EVERYONE = Principal("AWS", "*")


@dataclass(frozen=True)
class Principals:
    """The element Principal or, negated, NotPrincipal."""

    listed: tuple[Principal, ...]
    negated: bool = False


@dataclass(frozen=True)
class Patterns:
    """The element Action or Resource or, negated, NotAction or NotResource; its patterns as they are written."""

    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True)
class Statement:
    """A statement applies to a request when all its elements match; an element that is not there matches.

    Policies of identities have no principals; those that trust a role have no resources.
    """

    effect: Effect
    actions: Patterns
    resources: Patterns | None = None
    principals: Principals | None = None
    conditions: tuple[Condition, ...] = ()
    sid: str | None = None
    place: Place = field(default=Place(), compare=False)

    def __str__(self) -> str:
        return f"{self.effect} {self.sid or f'in line {self.place.line}'}"


@dataclass(frozen=True)
class Policy:
    """A policy document; one without a Version is of 2008-10-17, in which ``${aws:username}`` is plain text."""

    statements: tuple[Statement, ...]
    version: Version = "2008-10-17"
    id: str | None = None

    @property
    def has_variables(self) -> bool:
        """Whether ``${...}`` is a variable (IAM User Guide, "Version").

        >>> Policy(()).has_variables, Policy((), "2012-10-17").has_variables
        (False, True)
        """
        return self.version == "2012-10-17"
