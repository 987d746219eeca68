"""What is asked of a policy: who wants to do what to which resource, and the keys of the request's context."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import get_args

from arlib.languages.iam.principals import ANONYMOUS
from arlib.languages.iam.syntax import Kind
from arlib.languages.json_text import Array, Object, Source, Value, json_value, object_in, scalar_in, text_in

ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9_.-]+")
MEMBERS = ("principal", "action", "resource", "context")
Context = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Request:
    """A request: a key of its context is absent, or has one value, or several.

    The names of keys are in small letters, since their case means nothing. Values are texts, of a number or a truth
    value its own. For the principal see ``arlib.languages.iam.principals``. Nothing is derived: who asks as ann and
    means the key aws:username to be there says so.

    >>> Request("anonymous", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg", {"aws:sourceip": ("203.0.113.7",)})
    ... # doctest: +ELLIPSIS
    Request(principal='anonymous', action='s3:GetObject', resource='arn:aws:s3:::photos/cat.jpg', context={...})
    """

    principal: str
    action: str
    resource: str
    context: Context = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, values in self.context.items():
            if key != key.lower():
                raise ValueError(f"write the key {key} in small letters")
            if not values:
                raise ValueError(f"the key {key} has at least one value, or is left out")


def request_json(request: Request) -> dict[str, object]:
    """The request as JSON, as ``read_request`` reads it."""
    context = {key: values[0] if len(values) == 1 else list(values) for key, values in request.context.items()}
    return {
        "principal": request.principal,
        "action": request.action,
        "resource": request.resource,
        "context": context,
    }


def request_text(request: Request) -> str:
    """The request as a JSON text.

    >>> print(request_text(Request("anonymous", "s3:GetObject", "arn:aws:s3:::photos/cat.jpg")))
    {
      "principal": "anonymous",
      "action": "s3:GetObject",
      "resource": "arn:aws:s3:::photos/cat.jpg",
      "context": {}
    }
    """
    return json.dumps(request_json(request), indent=2, ensure_ascii=False)


def read_request(text: str) -> Request:
    """The request that a JSON text means. Raises ``Unsupported`` with the place.

    >>> read_request('{"principal": "AWS:ann", "action": "s3:GetObject", "resource": "arn:aws:s3:::photos/cat.jpg"}')
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 1, column 15: of the kind AWS is an ARN with an account, not AWS:ann
        {"principal": "AWS:ann", "action": "s3:GetObject", "resource": "arn:aws:s3:::photos/cat.jpg"}
                      ^
    """
    source, value = json_value(text)
    return request_from(source, value)


def request_from(source: Source, value: Value) -> Request:
    """The request that a part of a JSON text means. Raises ``Unsupported`` with the place."""
    found = object_in(source, value, "a request")
    for name, at, _ in found:
        if name not in MEMBERS:
            source.fail(at, f"a request has no {name[:40]}; there are {', '.join(MEMBERS)}")
    for name in MEMBERS[:3]:
        if name not in found.members:
            source.fail(found.at, f"a request has a member {name}")
    action = text_in(source, found.members["action"], "an action")
    if not ACTION.fullmatch(action):
        source.fail(found.members["action"].at, "an action is a service, a colon and a name, as s3:GetObject")
    resource = text_in(source, found.members["resource"], "a resource")
    context = _context(source, found.members["context"]) if "context" in found.members else {}
    return Request(_principal(source, found.members["principal"]), action, resource, context)


def _principal(source: Source, value: Value) -> str:
    if isinstance(value, Object):
        if len(value.members) != 1:
            source.fail(value.at, 'one principal asks, as {"AWS": "arn:aws:iam::111122223333:user/ann"}')
        [(kind, named)] = value.members.items()
        found = f"{kind}:{text_in(source, named, 'a principal')}"
    else:
        found = text_in(source, value, "a principal")
        found = f"AWS:{found}" if found.startswith("arn:") else found
    kind, _, name = found.partition(":")
    if found != ANONYMOUS and (kind not in get_args(Kind) or not name):
        kinds = ", ".join(get_args(Kind))
        source.fail(value.at, f"who asks is {ANONYMOUS}, or has a kind, a colon and a name; kinds are {kinds}")
    if kind == "AWS" and not re.match(r"arn:[^:]*:(iam|sts)::[^:]+:.", name):
        source.fail(value.at, f"of the kind AWS is an ARN with an account, not {found[:40]}")
    return found


def _context(source: Source, value: Value) -> Context:
    context: Context = {}
    for key, at, item in object_in(source, value, "the context"):
        if key.lower() in context:
            source.fail(at, "the case of a key means nothing, and this one is here already")
        items = item.items if isinstance(item, Array) else (item,)
        if not items:
            source.fail(item.at, "a key has at least one value, or is left out")
        context[key.lower()] = tuple(dict.fromkeys(scalar_in(source, each) for each in items))
    return context
