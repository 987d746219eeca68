"""How an answer that is a policy, a statement, a request or a rule is read: as a dict, as JSON text, or as a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from arlib.exercises.base import Unreadable
from arlib.exercises.kinds.reading import shown
from arlib.languages.iam.printing import policy_text
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.requests import MEMBERS, Request, read_request, request_text
from arlib.languages.iam.syntax import Policy
from arlib.languages.json_text import json_value
from arlib.verdict import Refuted

MOST_LETTERS, MOST_STATEMENTS, MOST_PATTERNS = 10_000, 12, 60
VERSION = "2012-10-17"
ELEMENTS = ("Effect", "Action", "NotAction", "Resource", "NotResource")  # each makes an object a statement
NAMES = ("Statement", *ELEMENTS)


def json_text(answer: object) -> str:
    """The JSON text that an answer is: a text as it stands, or what a dict or a list is as JSON.

    >>> json_text({"Effect": "Deny"})
    '{\\n  "Effect": "Deny"\\n}'
    """
    if isinstance(answer, str):
        found = answer.strip()
    elif isinstance(answer, Mapping | list | tuple):
        try:
            found = json.dumps(answer, indent=2, allow_nan=False, ensure_ascii=False)
        except (TypeError, ValueError, RecursionError):
            raise Unreadable(f"{shown(answer)} has parts that JSON does not have.") from None
    else:
        raise Unreadable(f"{shown(answer)} is neither a dict, nor a list, nor a text.")
    if len(found) > MOST_LETTERS:
        raise Unreadable(f"This has {len(found):,} letters, and a short answer exists.")
    return found


def json_part(answer: object) -> object:
    """Any answer as it is, but a JSON text as Python's own values; raises ``Unsupported`` with the place."""
    if not isinstance(answer, str) or not answer.strip().startswith(("{", "[", '"')):
        return answer
    text = json_text(answer)
    json_value(text)  # which says where it is none
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(f"{shown(answer)} is no JSON text.") from None
    return found


def read_policy_answer(answer: object) -> Policy:
    """The policy that is meant: a document, or a statement or a list of them alone.

    >>> read_policy_answer([{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]).version
    '2012-10-17'
    """
    if isinstance(answer, Policy):
        answer = policy_text(answer)
    text = json_text(answer)
    names = answer if isinstance(answer, Mapping) else [each for each in NAMES if f'"{each}"' in text]
    alone = text.startswith("[") or (
        text.startswith("{") and "Statement" not in names and any(each in names for each in ELEMENTS)
    )
    policy = read_policy(f'{{"Version": "{VERSION}", "Statement": {text}}}' if alone else text)
    _refuse_large(policy)
    return policy


def _refuse_large(policy: Policy) -> None:
    """The question whether one policy allows no more than another may take long where there is much of everything."""
    patterns = sum(
        len(each.actions.values)
        + len(each.resources.values if each.resources else ())
        + sum(len(condition.values) for condition in each.conditions)
        for each in policy.statements
    )
    if len(policy.statements) > MOST_STATEMENTS or patterns > MOST_PATTERNS:
        raise Unreadable(
            f"This has {len(policy.statements)} statements with {patterns} values, and a short answer exists."
        )


def read_request_answer(answer: object) -> Request:
    """The request that is meant: its members by their names, or a list of them in their order.

    >>> found = read_request_answer(["anonymous", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg"])
    >>> found == read_request_answer({"principal": "anonymous", "action": "s3:GetObject",
    ...                               "resource": "arn:aws:s3:::photos/cat.jpg"})
    True
    """
    if isinstance(answer, Refuted):
        answer = answer.witness
    if isinstance(answer, Request):
        answer = request_text(answer)
    given = json_part(answer)
    if isinstance(given, list | tuple):
        if not 3 <= len(given) <= 4:
            raise Unreadable(f"{shown(answer)} is not a list of a principal, an action, a resource and a context.")
        return read_request(json_text(dict(zip(MEMBERS, given, strict=False))))
    return read_request(json_text(answer))


def read_members(answer: object, names: Sequence[str], optional: Sequence[str] = ()) -> list[object]:
    """The members of an answer by their names, in a dict or a JSON text, or in their order in a list.

    >>> read_members('{"port": 22, "source": "10.0.0.1"}', ("source", "port"))
    ['10.0.0.1', 22]
    """
    given = json_part(answer)
    if isinstance(given, Mapping):
        if not set(names) <= set(given) <= {*names, *optional}:
            raise Unreadable(f"The names in the answer are {shown(list(given))}, and should be {list(names)}.")
        return [given[name] for name in names]
    if not isinstance(given, list | tuple) or len(given) != len(names):
        raise Unreadable(f"{shown(answer)} is not a list of {len(names)} values.")
    return list(given)


def read_one_text(answer: object) -> str:
    """A text: as it stands, in quotes as JSON has it, or alone in a list.

    >>> read_one_text('"a-b"'), read_one_text(["a-b"])
    ('a-b', 'a-b')
    """
    given = json_part(answer)
    if isinstance(given, list | tuple) and len(given) == 1:
        (given,) = given
    if isinstance(given, Mapping) and len(given) == 1:
        (given,) = given.values()
    if not isinstance(given, str):
        raise Unreadable(f"{shown(given)} is not a text in quotes.")
    if len(given) > MOST_LETTERS:
        raise Unreadable(f"This has {len(given):,} letters, and a short answer exists.")
    return given


def read_texts(answer: object) -> list[str]:
    """Some texts: a list of them, a JSON text of that, or a text with commas between them.

    >>> read_texts("a, b"), read_texts('["a", "b"]'), read_texts(("a", "b"))
    (['a', 'b'], ['a', 'b'], ['a', 'b'])
    """
    given = json_part(answer)
    if isinstance(given, str) and len(given) <= MOST_LETTERS:
        given = [each.strip(" '\"") for each in given.strip("[](){} \n").split(",")] if given.strip() else []
    if isinstance(given, set | frozenset):
        given = sorted(given, key=str) if all(isinstance(each, str) for each in given) else list(given)
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        raise Unreadable(f"{shown(answer)} is not a list of texts.")
    return list(given)
