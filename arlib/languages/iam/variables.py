"""Policy variables: the parts of a text with ``${...}`` (IAM User Guide, "Variables and tags")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ARN_PARTS = 6
VARIABLE = re.compile(r"\$\{(?:(?P<fixed>[*?$])|(?P<key> *[^{}$*?',~:\s][^{}$*?',]*)(?:, *'(?P<default>[^'*?$]*)')?)\}")


@dataclass(frozen=True)
class Plain:
    """A text as it is written; where wildcards count, its ``*`` and ``?`` are some."""

    text: str


@dataclass(frozen=True)
class Fixed:
    """The ``*``, ``?`` or ``$`` of ``${*}``, ``${?}`` or ``${$}``, which is never a wildcard."""

    text: str


@dataclass(frozen=True)
class Variable:
    """The value of a key of the request, or else the default; without both, the whole text matches nothing."""

    key: str
    default: str | None = None


Part = Plain | Fixed | Variable


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a text in a policy of a Version that has variables. Raises ValueError for a ``${`` that is none.

    Keys are in small letters, since their case means nothing.

    >>> parts("home/${aws:userName, 'anonymous'}/${*}")
    (Plain(text='home/'), Variable(key='aws:username', default='anonymous'), Plain(text='/'), Fixed(text='*'))
    >>> parts("${aws:username")
    Traceback (most recent call last):
    ...
    ValueError: ${aws:username is not a variable, as ${aws:username} or ${aws:username, 'nobody'}
    """
    found: list[Part] = []
    at = 0
    while (begin := text.find("${", at)) >= 0:
        variable = VARIABLE.match(text, begin)
        if variable is None:
            shown = text[begin : begin + 60]
            raise ValueError(f"{shown} is not a variable, as ${{aws:username}} or ${{aws:username, 'nobody'}}")
        found += [Plain(text[at:begin])] if begin > at else []
        fixed, key = variable["fixed"], variable["key"]
        found.append(Fixed(fixed) if fixed else Variable(key.strip().lower(), variable["default"]))
        at = variable.end()
    return (*found, Plain(text[at:])) if at < len(text) or not found else tuple(found)


def arn_parts(pattern: tuple[Part, ...]) -> tuple[tuple[Part, ...], ...]:
    """The six parts of an ARN, with colons between them; the colon in the name of a variable is none of those.

    Colons after the fifth belong to the last part.

    >>> [len(part) for part in arn_parts(parts("arn:aws:iam::${aws:PrincipalAccount}:role/${aws:username}"))]
    [1, 1, 1, 0, 1, 2]
    """
    found: list[list[Part]] = [[]]
    for part in pattern:
        if not isinstance(part, Plain):
            found[-1].append(part)
            continue
        first, *more = part.text.split(":", ARN_PARTS - len(found))
        found[-1] += [Plain(first)] if first else []
        found += [[Plain(text)] if text else [] for text in more]
    return tuple(map(tuple, found))


@lru_cache(maxsize=100_000)
def has_early_variable(pattern: str) -> bool:
    """Whether a variable stands before the fifth colon of a resource, where the guide allows none.

    >>> has_early_variable("arn:aws:s3:${aws:RequestedRegion}::b"), has_early_variable("arn:aws:s3:::${aws:userid}")
    (True, False)
    """
    if "${" not in pattern:
        return False
    early = arn_parts(parts(pattern))[: ARN_PARTS - 1]
    return any(isinstance(part, Variable) for each in early for part in each)
