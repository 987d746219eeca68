"""JSON to all policies that count for a request, by the names of their layers."""

from __future__ import annotations

from arlib.languages.iam.account import Policies
from arlib.languages.iam.reading import policy_from
from arlib.languages.iam.syntax import Policy
from arlib.languages.json_text import KINDS, Array, Object, Source, Truth, Value, json_value, object_in, text_in
from arlib.verdict import Unsupported

LISTS, SINGLE, LEVELS = ("identity", "resource"), ("boundary", "session"), ("service_control", "resource_control")
MEMBERS = ("owner", *LISTS, *SINGLE, *LEVELS, "explicit")


def is_account(text: str) -> bool:
    """Whether a JSON text says who owns a resource, as all policies together do and a single one does not."""
    _, value = json_value(text)
    return isinstance(value, Object) and "owner" in value.members


def read_policies(text: str) -> Policies:
    """The policies of a JSON text: the account that owns the resource, and each layer by its name.

    A control layer is a list of policies for each level of the organisation. Raises ``Unsupported`` with the place.

    >>> allow = '{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}'
    >>> found = read_policies('{"owner": "111122223333", "identity": [' + allow + '], "boundary": ' + allow + "}")
    >>> [layer for layer, _ in found.layers()]
    ['identity policy', 'permissions boundary']
    """
    source, value = json_value(text)
    whole = object_in(source, value, "an account's policies")
    for name, at, _ in whole:
        if name not in MEMBERS:
            source.fail(at, f"there is no layer {name[:40]}; there are {', '.join(MEMBERS)}")
    members = whole.members
    if "owner" not in members:
        source.fail(whole.at, "the owner of the resource is missing")
    explicit = members.get("explicit")
    if explicit is not None and not isinstance(explicit, Truth):
        source.fail(explicit.at, f"explicit is true or false, not {KINDS[type(explicit)]}")
    lists = {name: _policies(source, members[name]) for name in LISTS if name in members}
    single: dict[str, Policy] = {name: policy_from(source, members[name]) for name in SINGLE if name in members}
    levels = {
        name: tuple(_policies(source, level) for level in _items(source, members[name]))
        for name in LEVELS
        if name in members
    }
    try:
        return Policies(
            owner=text_in(source, members["owner"], "the owner"),
            identity=lists.get("identity", ()),
            resource=lists.get("resource", ()),
            boundary=single.get("boundary"),
            session=single.get("session"),
            service_control=levels.get("service_control", ()),
            resource_control=levels.get("resource_control", ()),
            explicit=explicit is not None and explicit.content,
        )
    except Unsupported as error:
        raise Unsupported(error.reason, source.text, error.line, error.column) from None


def _policies(source: Source, value: Value) -> tuple[Policy, ...]:
    return tuple(policy_from(source, each) for each in _items(source, value))


def _items(source: Source, value: Value) -> tuple[Value, ...]:
    if not isinstance(value, Array):
        source.fail(value.at, f"this layer is a list, not {KINDS[type(value)]}")
    return value.items
