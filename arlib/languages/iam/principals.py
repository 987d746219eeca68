"""Who a principal of a policy is: patterns over the principals of requests (IAM User Guide, "Principal").

The principal of a request is a text: ``anonymous``, or a kind and a name, as ``Service:ec2.amazonaws.com`` and
``AWS:arn:aws:iam::111122223333:user/ann``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from arlib.languages.iam.syntax import EVERYONE, Principal

ANONYMOUS = "anonymous"
ROOT = re.compile(r"arn:(?P<partition>[^:]*):iam::(?P<account>[^:]*):root")
USER = re.compile(r"arn:(?P<partition>[^:]*):iam::(?P<account>[^:]*):user/.+", re.DOTALL)
ROLE = re.compile(r"arn:(?P<partition>[^:]*):iam::(?P<account>[^:]*):role/(?:.*/)?(?P<name>[^/]+)")
MEMBER = re.compile(r"arn:(?P<partition>[^:]*):(?:iam|sts)::(?P<account>[^:]*):.+", re.DOTALL)
ASSUMED = re.compile(r"arn:(?P<partition>[^:]*):sts::(?P<account>[^:]*):assumed-role/(?P<name>[^/]+)/.+", re.DOTALL)
OWNER = re.compile(r"AWS:arn:[^:]*:(?:iam|sts)::(?P<account>[^:]+):.+", re.DOTALL)
FEDERATED = re.compile(r"arn:(?P<partition>[^:]*):sts::(?P<account>[^:]*):federated-user/.+", re.DOTALL)
SESSION = re.compile(r"AWS:arn:[^:]*:sts::[^:]*:(?:assumed-role|federated-user)/.+", re.DOTALL)
Named = list[tuple[str, ...]]  # a partition, an account, and the name of a role if it is one


def principal_patterns(principal: Principal) -> tuple[str, ...]:
    """Patterns, in which ``*`` is any text, whose union is who this is.

    An account is each of its users, roles and sessions; a role is also each of its sessions, whose ARN has no path.

    >>> principal_patterns(Principal("AWS", "arn:aws:iam::111122223333:role/team/audit"))
    ('AWS:arn:aws:iam::111122223333:role/team/audit', 'AWS:arn:aws:sts::111122223333:assumed-role/audit/*')
    >>> principal_patterns(Principal("AWS", "arn:aws:iam::111122223333:root"))
    ('AWS:arn:aws:iam::111122223333:*', 'AWS:arn:aws:sts::111122223333:*')
    """
    if principal == EVERYONE:
        return ("*",)
    if principal.kind == "AWS" and (root := ROOT.fullmatch(principal.name)):
        owner = f"::{root['account']}:*"
        return f"AWS:arn:{root['partition']}:iam{owner}", f"AWS:arn:{root['partition']}:sts{owner}"
    if principal.kind == "AWS" and (role := ROLE.fullmatch(principal.name)):
        session = f"arn:{role['partition']}:sts::{role['account']}:assumed-role/{role['name']}/*"
        return f"AWS:{principal.name}", f"AWS:{session}"
    return (str(principal),)


def certain_patterns(excepted: Iterable[Principal]) -> tuple[str, ...]:
    """Patterns of those whom a denial to all others excepts for sure: they are named, and so is their account.

    "NotPrincipal" denies the other users of an account that is named beside one of them, and the other sessions of a
    role that is named beside one of them; a session needs its role.

    >>> ann, account = (Principal("AWS", f"arn:aws:iam::111122223333:{name}") for name in ("user/ann", "root"))
    >>> certain_patterns((ann, account))
    ('AWS:arn:aws:iam::111122223333:user/ann', 'AWS:arn:aws:iam::111122223333:root')
    >>> certain_patterns((ann,))
    ()
    """
    who = tuple(excepted)
    parents = [found.groups() for each in who for kind in (ROOT, ROLE) if (found := kind.fullmatch(each.name))]
    sessions = [found.groups() for each in who if (found := ASSUMED.fullmatch(each.name))]
    return tuple(pattern for each in who for pattern in _certain(each, parents, sessions))


def _certain(principal: Principal, parents: Named, sessions: Named) -> tuple[str, ...]:
    """``parents`` are the accounts and the roles that are named, ``sessions`` the roles whose sessions are."""
    if principal == EVERYONE or principal.kind != "AWS":
        return principal_patterns(principal)
    if ROOT.fullmatch(principal.name):
        return (str(principal),)
    owner, session = MEMBER.fullmatch(principal.name), ASSUMED.fullmatch(principal.name)
    if owner is None or owner.groups() not in parents or (session and session.groups() not in parents):
        return ()
    role = ROLE.fullmatch(principal.name)
    return (str(principal),) if session or (role and role.groups() in sessions) else principal_patterns(principal)


def open_question(listed: Iterable[Principal], requester: str) -> str | None:
    """Why it is open whether principals include a requester that none of their patterns reads; None if it is not.

    A user is also each session that it has as a federated user ("Policy evaluation logic"), whose name does not say
    whose it is. An account is of one partition ("Amazon Resource Names"): two are not of one world.

    >>> open_question([Principal("AWS", "arn:aws:iam::1:user/ann")], "AWS:arn:aws:sts::1:federated-user/bob")
    'whether arn:aws:iam::1:user/ann has the session arn:aws:sts::1:federated-user/bob'
    """
    asking = requester.removeprefix("AWS:")
    session, account = FEDERATED.fullmatch(asking), account_of(requester)
    for name in (each.name for each in listed if each.kind == "AWS"):
        if session and (user := USER.fullmatch(name)) and user.groupdict() == session.groupdict():
            return f"whether {name} has the session {asking}"
        if (root := ROOT.fullmatch(name)) and root["account"] == account:
            return f"of which partition the account {account} is, {name} says otherwise than {asking}"
    return None


def unclear_sessions(principals: Iterable[Principal]) -> str | None:
    """A federated user that is named beside a user of its account, whose session it may be; None without one."""
    names = [each.name for each in principals if each.kind == "AWS"]
    users = [found.groupdict() for name in names if (found := USER.fullmatch(name))]
    return next((name for name in names if (found := FEDERATED.fullmatch(name)) and found.groupdict() in users), None)


def account_of(requester: str) -> str | None:
    """The account of a request's principal; anonymous callers and services have none.

    >>> account_of("AWS:arn:aws:iam::111122223333:user/ann"), account_of("Service:ec2.amazonaws.com")
    ('111122223333', None)
    """
    found = OWNER.fullmatch(requester)
    return found["account"] if found else None


def is_session(requester: str) -> bool:
    """Whether a request's principal is a session: of a role, or of a federated user."""
    return SESSION.fullmatch(requester) is not None
