"""Random policies of AWS and requests, as JSON.

Pools are small and requests are made out of the policies, so that elements match as often as they do not.
"""

from __future__ import annotations

import json
import random
import re

ACTION = re.compile(r"[A-Za-z0-9-]+:[A-Za-z0-9_.-]+")
ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "iam:PassRole", "ec2:RunInstances"]
ONE, OTHER = "111122223333", "444455556666"
RESOURCES = [
    "arn:aws:s3:::photos",
    "arn:aws:s3:::photos/ann/cat.jpg",
    "arn:aws:s3:::logs/2026/11/28",
    f"arn:aws:iam::{ONE}:role/team/audit",
    f"arn:aws:logs:eu-west-1:{ONE}:log-group:app:stream",
]
ARNS = [
    f"arn:aws:iam::{ONE}:user/ann",
    f"arn:aws:iam::{ONE}:role/team/audit",
    f"arn:aws:sts::{ONE}:assumed-role/audit/night",
    f"arn:aws:iam::{OTHER}:user/ann",
    f"arn:aws:sts::{ONE}:federated-user/bob",
    f"arn:aws:iam::{ONE}:root",
    f"arn:aws-cn:iam::{ONE}:user/ann",
]
ASKING = ["anonymous", "Service:ec2.amazonaws.com", "Federated:accounts.google.com", *(f"AWS:{arn}" for arn in ARNS)]
TEXTS = ["", "a", "A", "dev", "Dev", "vpc-1", "vpc-*", "a*b", "ab", "ann", "team/ann", "x:y", "cat.jpg", "?"]
VARIABLES = ["${aws:username}", "${AWS:UserName}", "${aws:username, 'ann'}", "${s3:prefix}", "${*}", "${?}", "${$}"]
NUMBERS = ["0", "1", "1.0", "2.50", "-3", "10", "+7"]
DATES = ["2026-11-28T12:00:00Z", "2026-11-28T13:00:00+01:00", "2026-11-28", "1795867200", "2020-01-01T00:00:01.5Z", "0"]
ADDRESSES = ["203.0.113.1", "203.0.113.7", "203.0.113.200", "10.0.0.1", "::1", "2001:db8::7"]
RANGES = ["203.0.113.0/24", "203.0.113.7/25", "0.0.0.0/0", "128.0.0.0/1", "::/0", "2001:DB8::/32", "10.0.0.1", "::1"]
# Of each kind of operator: its names, keys of this kind, values of policies, and values of requests.
KINDS: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    "text": (
        ["String" + no + name for no in ("", "Not") for name in ("Equals", "EqualsIgnoreCase", "Like")],
        ["aws:username", "s3:prefix", "aws:TagKeys", "aws:PrincipalTag/team"],
        TEXTS,
        TEXTS,
    ),
    "arn": (
        ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "ARNLike"],
        ["aws:PrincipalArn", "aws:SourceArn"],
        [*ARNS, *RESOURCES],
        [*ARNS, *RESOURCES, "none", "x:y"],
    ),
    "number": (
        [
            "Numeric" + name
            for name in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
        ],
        ["s3:max-keys"],
        NUMBERS,
        NUMBERS,
    ),
    "date": (
        [
            "Date" + name
            for name in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
        ],
        ["aws:CurrentTime"],
        DATES,
        DATES,
    ),
    "address": (["IpAddress", "NotIpAddress"], ["aws:SourceIp", "aws:VpcSourceIp"], RANGES, ADDRESSES),
    "truth": (["Bool"], ["aws:SecureTransport"], ["true", "false"], ["true", "false", "true", "TRUE"]),
    "binary": (["BinaryEquals"], ["x:data"], ["YQ==", "YXI="], ["YQ==", "YXI="]),
    "null": (["Null"], ["aws:username", "aws:TagKeys", "aws:SourceIp"], ["true", "false"], []),
}
KINDS_OF_KEYS = {key: kind for kind, (_, keys, _, values) in KINDS.items() for key in keys if values}


class Maker:
    """Random policies and requests, of a seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.wide = False  # whether many statements are about everything: of several, few would apply otherwise

    def often(self, chance: float) -> bool:
        return self.random.random() < chance

    def some(self, pool: list[str], most: int = 3) -> object:
        """One text of a pool, or a list of some."""
        found = self.random.choices(pool, k=self.random.randint(1, most))
        return found[0] if len(found) == 1 and self.often(0.5) else found

    def spoilt(self, text: str) -> str:
        """The text with wildcards in place of some of it, or in other case."""
        for _ in range(self.random.randint(0, 2)):
            begin = self.random.randint(0, len(text))
            end = self.random.randint(begin, min(len(text), begin + self.random.choice([0, 1, 3, 12])))
            text = text[:begin] + ("?" * (end - begin) if self.often(0.2) else "*") + text[end:]
        return text

    def resource(self, variables: bool) -> str:
        found = self.random.choice(RESOURCES)
        if self.often(0.15):
            return "*"
        if variables and self.often(0.35):
            begin = self.random.randint(self.random.choice([4, 13, len(found)]), len(found))
            return found[:begin] + self.random.choice(VARIABLES) + self.spoilt(found[begin:])
        return "arn:" + self.spoilt(found[4:])

    def action(self) -> str:
        found = self.random.choice(ACTIONS)
        service, _, name = found.partition(":")
        found = f"{service}:{self.spoilt(name) or '*'}" if self.often(0.8) else "*"
        return found.upper() if self.often(0.1) else found

    def principals(self) -> object:
        if self.often(0.25):
            return "*"
        found: dict[str, object] = {"AWS": self.some([*ARNS[:-1], ONE, OTHER, "*"])}  # those of one partition
        if self.often(0.2):
            found["Service"] = "ec2.amazonaws.com"
        return found

    def condition(self, variables: bool) -> dict[str, dict[str, object]]:
        block: dict[str, dict[str, object]] = {}
        used: set[tuple[str, str]] = set()
        for _ in range(self.random.choice([0, 0, 1, 1, 2, 3])):
            kind = self.random.choices(list(KINDS), weights=[6, 4, 2, 2, 3, 1, 1, 2])[0]
            names, keys, values, _ = KINDS[kind]
            name = self.random.choice(names)
            if kind != "null" and self.often(0.35):
                name = self.random.choice(["ForAllValues:", "ForAnyValue:"]) + name
            if kind != "null" and self.often(0.25):
                name += "IfExists"
            key = self.random.choice(keys)
            pool = [self.value(kind, each, variables) for each in self.random.choices(values, k=3)]
            if (name.lower(), key.lower()) in used or any(each.lower() == name.lower() != each for each in block):
                continue
            used.add((name.lower(), key.lower()))
            block.setdefault(name, {})[key.upper() if self.often(0.1) else key] = self.some(pool)
        return block

    def value(self, kind: str, text: str, variables: bool) -> str:
        if kind == "arn":
            parts = text.split(":", 5)
            parts[self.random.randint(3, 5)] = self.spoilt(parts[5]) if self.often(0.5) else "*"
            text = text if self.often(0.3) else ":".join(parts)
        if kind == "text" and self.often(0.4):
            text = self.spoilt(text)
        if kind in ("text", "arn") and variables and self.often(0.3):
            return text + self.random.choice(VARIABLES)
        return text

    def statement(self, principals: bool, variables: bool, effect: str | None = None) -> dict[str, object]:
        found: dict[str, object] = {"Effect": effect or ("Deny" if self.often(0.1 if self.wide else 0.33) else "Allow")}
        no = "Not" if self.often(0.15) else ""
        if principals:
            found[f"{no}Principal"] = self.principals()
        if self.wide and self.often(0.6):
            return {**found, "Action": "*", "Resource": "*"}
        found["NotAction" if self.often(0.15) else "Action"] = self.some([self.action() for _ in range(3)])
        found["NotResource" if self.often(0.15) else "Resource"] = self.some(
            [self.resource(variables) for _ in range(3)]
        )
        block = self.condition(variables)
        return {**found, "Condition": block} if block or self.often(0.1) else found

    def policy(self, principals: bool, most: int = 3) -> dict[str, object]:
        variables = self.often(0.8)
        version = {"Version": "2012-10-17"} if variables else {"Version": "2008-10-17"} if self.often(0.5) else {}
        count = self.random.randint(1, most)
        statements = [self.statement(principals, variables) for _ in range(count)]
        found: dict[str, object] = {
            **version,
            "Statement": statements[0] if count == 1 and self.often(0.3) else statements,
        }
        if self.often(0.1):
            found = json.loads(json.dumps(found).replace("arn:aws:", "arn:aws-cn:"))
        return found

    def instance(self, pattern: str) -> str:
        """A text that a pattern is likely to match."""
        pattern = pattern.replace("${*}", "*").replace("${?}", "?").replace("${$}", "$")
        while "${" in pattern:
            before, _, after = pattern.partition("${")
            pattern = before + self.random.choice(["ann", "a", "vpc-1", "x:y"]) + after.partition("}")[2]
        found = pattern.replace("*", self.random.choice(["", "x", "a/b", "*", ":"])) if self.often(0.9) else pattern
        return found.replace("?", self.random.choice("xy?"))

    def request(self, statements: list[dict[str, object]]) -> dict[str, object]:
        """A request that comes close to one of some statements."""
        close = self.random.choice(statements)
        resource = listed(close.get("Resource", RESOURCES))
        action = self.random.choice(ACTIONS)
        near = self.instance(str(self.random.choice(listed(close.get("Action", action)))))
        context: dict[str, object] = {}
        for key, kind in KINDS_OF_KEYS.items():
            if self.often(0.45):
                values = KINDS[kind][3]
                context[key] = self.random.choice(values)
                if self.often(0.25):
                    context[key] = list(dict.fromkeys(self.random.choices(values, k=self.random.choice([1, 2, 3]))))
        for name, keys in (close.get("Condition") or {}).items():  # type: ignore[attr-defined]
            for key, values in keys.items():
                if self.often(0.5) and not name.startswith(("Null", "IpAddress", "NotIp")):
                    context = {each: value for each, value in context.items() if each.lower() != key.lower()}
                    context[key] = self.instance(str(self.random.choice(listed(values))))
        return {
            "principal": self.random.choice(ASKING),
            "action": near if self.often(0.7) and ACTION.fullmatch(near) else action,
            "resource": self.instance(str(self.random.choice(resource)))
            if self.often(0.7)
            else self.random.choice(RESOURCES),
            "context": context,
        }

    def account(self) -> dict[str, object]:
        """All policies that count for a request."""
        self.wide = True
        found: dict[str, object] = {"owner": self.random.choice([ONE, ONE, OTHER])}
        found["identity"] = [self.policy(False, 2) for _ in range(self.random.randint(0, 2))]
        found["resource"] = [self.policy(True, 2) for _ in range(self.random.randint(0, 1))]
        for name in ("boundary", "session"):
            if self.often(0.3):
                found[name] = self.policy(False, 2)
        for name, principals in (("service_control", False), ("resource_control", True)):
            if self.often(0.25):
                found[name] = [[self.policy(principals, 2)] for _ in range(self.random.randint(1, 2))]
        return {**found, "explicit": True} if self.often(0.2) else found


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def policies_of(account: dict[str, object]) -> list[dict[str, object]]:
    found = [account[name] for name in ("boundary", "session") if name in account]
    found += [*account["identity"], *account["resource"]]  # type: ignore[misc]
    return [
        *found,
        *(
            each
            for name in ("service_control", "resource_control")
            for level in account.get(name, [])
            for each in level
        ),
    ]  # type: ignore[misc, attr-defined]
