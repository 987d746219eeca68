"""Policy documents in CloudFormation templates, in what ``terraform show -json`` prints, and alone.

Each is named by its resource. Where a document is known only when the stack is created or the plan applied, or cannot
be read, that is said of it by its name and place; the others are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arlib.languages.iam.reading import policy_from
from arlib.languages.iam.syntax import Place, Policy
from arlib.languages.json_text import Array, Object, Source, Text, Truth, Value, json_value, object_in
from arlib.verdict import Unsupported

# Where templates and plans have policies. They are found everywhere, but missed only here.
PROPERTIES = ("PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy", "ResourcePolicy", "RepositoryPolicyText")
ATTRIBUTES = ("policy", "assume_role_policy", "policy_document", "access_policies")
ALONE = "the policy"


@dataclass(frozen=True)
class Named:
    """A policy, the resource that has it, of what type that is, and in which of its properties it stands."""

    name: str
    kind: str
    where: str
    policy: Policy
    place: Place

    def __str__(self) -> str:
        return f"{self.name}: {self.where}" if self.where else self.name


@dataclass(frozen=True)
class Refused:
    """A policy that is not read, and why."""

    name: str
    kind: str
    where: str
    reason: str
    place: Place

    def __str__(self) -> str:
        where = f"{self.name}: {self.where}" if self.where else self.name
        return f"{where}, line {self.place.line}: {self.reason}"


def policies_in(text: str) -> tuple[Named | Refused, ...]:
    """The policies of a template or a plan; a policy document is one. Raises ``Unsupported`` for what is none of these.

    >>> document = '{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": {"Ref": "Photos"}}}'
    >>> bucket = '{"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": ' + document + "}}"
    >>> print(*policies_in('{"Resources": {"Mine": ' + bucket + "}}"))
    Mine: PolicyDocument, line 1: Ref is known only when the stack is created; plain text is read
    """
    source, value = json_value(text)
    whole = object_in(source, value, "a policy, a template or a plan")
    members = whole.members
    if "Statement" in members:
        return (Named(ALONE, "", "", policy_from(source, whole), Place(*source.place(whole.at))),)
    if "Resources" in members:
        return tuple(_template(source, whole))
    for name in ("planned_values", "values"):
        if name in members:
            return tuple(_plan(source, members[name], members.get("resource_changes")))
    source.fail(whole.at, "this has no Statement, as a policy has, no Resources, and no planned_values")


def _template(source: Source, whole: Object) -> Iterator[Named | Refused]:
    for name in ("Transform", "Fn::Transform"):
        if name in whole.members:
            reason = "a macro may change the policies of this template"
            yield Refused(name, "", "", reason, Place(*source.place(whole.places[name])))
    for name, at, resource in object_in(source, whole.members["Resources"], "Resources"):
        if name.startswith("Fn::"):
            reason = f"what {name} stands for is known only when the stack is created"
            yield Refused(name, "", "", reason, Place(*source.place(at)))
            continue
        known = object_in(source, resource, "a resource").members
        kind = known.get("Type")
        found = _Found(source, name, kind.content if isinstance(kind, Text) else "")
        yield from found.within(known["Properties"], ()) if "Properties" in known else ()


def _plan(source: Source, values: Value, changes: Value | None) -> Iterator[Named | Refused]:
    unknown = dict(_unknown(source, changes))
    for resource in _resources(source, object_in(source, values, "what is planned").members.get("root_module")):
        members = resource.members
        address, kind, mode = (members.get(name) for name in ("address", "type", "mode"))
        if not isinstance(address, Text):
            source.fail(resource.at, "a resource has an address")
        if isinstance(mode, Text) and mode.content == "data":
            continue
        found = _Found(source, address.content, kind.content if isinstance(kind, Text) else "")
        yield from found.within(members["values"], ()) if "values" in members else ()
        for name, at in unknown.get(address.content, ()):
            yield found.refused((name,), at, "this is known only when the plan is applied")


def _resources(source: Source, module: Value | None) -> Iterator[Object]:
    """The resources of a module and of those in it."""
    if module is None:
        return
    members = object_in(source, module, "a module").members
    for name in ("resources", "child_modules"):
        listed = members.get(name)
        for each in listed.items if isinstance(listed, Array) else ():
            if name == "resources":
                yield object_in(source, each, "a resource")
            else:
                yield from _resources(source, each)


def _unknown(source: Source, changes: Value | None) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Of each resource by its address, the attributes with policies that the plan does not know."""
    for each in changes.items if isinstance(changes, Array) else ():
        members = object_in(source, each, "a change").members
        address, change = members.get("address"), members.get("change")
        after = change.members.get("after_unknown") if isinstance(change, Object) else None
        if isinstance(address, Text) and isinstance(after, Object):
            unknown = [(name, at) for name, at, value in after if isinstance(value, Truth) and value.content]
            yield address.content, [(name, at) for name, at in unknown if name in ATTRIBUTES]


@dataclass(frozen=True)
class _Found:
    """The resource in which policies are looked for."""

    source: Source
    name: str
    kind: str

    def refused(self, path: tuple[str, ...], at: int, reason: str) -> Refused:
        return Refused(self.name, self.kind, ".".join(path), reason, Place(*self.source.place(at)))

    def within(self, value: Value, path: tuple[str, ...]) -> Iterator[Named | Refused]:
        """The policies in a value: objects with statements, and texts in which such an object is written."""
        last = path[-1] if path else ""
        match value:
            case Object() if _has_statements(value, last):
                yield self.document(self.source, value, path, value.at)
            case Object() if last in PROPERTIES:
                name = _function(value) or "this"
                yield self.refused(path, value.at, f"{name} has no Statement; plain text is read")
            case Object():
                for name, _, each in value:
                    yield from self.within(each, (*path, name))
            case Array(items):
                for number, each in enumerate(items):
                    yield from self.within(each, (*path, str(number)))
            case Text(content, at) if content.lstrip().startswith("{") and '"Statement"' in content:
                try:
                    source, written = json_value(content)
                except Unsupported as error:
                    yield self.refused(path, at, f"in this text: {_first_line(error)}")
                    return
                if isinstance(written, Object) and _has_statements(written, last):
                    yield self.document(source, written, path, at)
            case _:
                if last in PROPERTIES:
                    yield self.refused(path, value.at, "this has no Statement")

    def document(self, source: Source, value: Value, path: tuple[str, ...], at: int) -> Named | Refused:
        """The policy that a value means; its place is that in the whole text."""
        place = Place(*self.source.place(at))
        if "Fn::" in ".".join(path):
            return self.refused(path, at, "whether this is the policy is known only when the stack is created")
        try:
            return Named(self.name, self.kind, ".".join(path), policy_from(source, _plain(source, value)), place)
        except Unsupported as error:
            line = place.line if source is not self.source else error.line
            return Refused(self.name, self.kind, ".".join(path), _first_line(error), Place(line, error.column))


def _first_line(error: Unsupported) -> str:
    """What is wrong, without the place and the line of the text."""
    first = error.reason.splitlines()[0]
    return first.split(": ", 1)[1] if first.startswith("line ") else first


def _has_statements(value: Object, name: str) -> bool:
    """Whether an object is a policy: rules of a firewall, say, have a Statement as well, but no Effect in it."""
    found = value.members.get("Statement")
    items = found.items if isinstance(found, Array) else (found,)
    effect = any(isinstance(each, Object) and "Effect" in each.members for each in items)
    return found is not None and (effect or name in PROPERTIES)


def _function(value: Object) -> str:
    """The name of the function of CloudFormation that a value is, or nothing."""
    name = next(iter(value.members), "")
    return name if len(value.members) == 1 and (name == "Ref" or name.startswith("Fn::")) else ""


def _plain(source: Source, value: Value) -> Value:
    """The value with texts in place of functions that need only themselves. Raises ``Unsupported`` for others."""
    match value:
        case Array(items, at):
            return Array(tuple(_plain(source, each) for each in items), at)
        case Object(members, places, at):
            name = _function(value)
            if not name:
                return Object({key: _plain(source, each) for key, each in members.items()}, places, at)
            text = None if name == "Ref" else _text_of(name, _plain(source, members[name]))
            if text is None:
                source.fail(at, f"{name} is known only when the stack is created; plain text is read")
            return Text(text, at)
        case _:
            return value


def _text_of(name: str, argument: Value) -> str | None:
    """The text of a function: a substitution without variables, or texts that are joined."""
    match name, argument:
        case "Fn::Sub", Text(content) if "${" not in content.replace("${!", ""):
            return content.replace("${!", "${")
        case "Fn::Join", Array((Text(between), Array(items))) if all(isinstance(each, Text) for each in items):
            return between.join(each.content for each in items if isinstance(each, Text))
        case _:
            return None
