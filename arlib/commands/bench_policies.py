"""``arlib bench policies``: ask about every policy and pair of a collection, count, and check all evidence again."""

from __future__ import annotations

import json
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, parse
from arlib.certificates.policies_json import inclusion_json, inclusion_of
from arlib.checking import Accepted, check
from arlib.commands.arguments import text_of, write
from arlib.exhaustive import humanize
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.syntax import Policy
from arlib.policies import no_more_permissive, not_public
from arlib.policies.collection import all_pairs
from arlib.policies.order import Answers, Order, order_of
from arlib.policies.questions import Verdict
from arlib.reports import NAMES, status
from arlib.verdict import Proved, Unknown, Unsupported

SOLVED, WRONG, UNKNOWN = 0, 1, 2
ANSWERS = {"proved": "proved", "refuted": "refuted", "public": "refuted", "not public": "proved"}


@dataclass
class Tally:
    """What was answered, and in which time of the processor."""

    answers: Counter[str] = field(default_factory=Counter)
    expected: int = 0
    wrong: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, name: str, found: Verdict, expected: str | None) -> None:
        """Count an answer."""
        answer = NAMES[status(found)]
        if isinstance(found, Unknown):
            self.unknown[name] = found.reason
        self.answers[answer] += 1
        self.expected += expected == answer
        if expected is not None and answer not in (expected, "unknown"):
            self.wrong.append(name)


def execute(path: str, *, every_pair: bool, diagram: Path | None = None, json_: bool) -> int:
    """Run the questions and print what came of them; the exit status."""
    if diagram is not None and not every_pair:
        raise ValueError("--diagram draws what --all-pairs finds out")
    tally = Tally()
    records = list(_records(path))
    begun = time.process_time()
    policies = {name: read for name, each in _policies(records) if (read := _read(tally, name, each)) is not None}
    reading = time.process_time() - begun
    begun = time.process_time()
    if every_pair:
        names = list(policies)
        answers = _added(tally, names, all_pairs(list(policies.values())))
        if diagram is None:
            deque(answers, maxlen=0)
        else:
            _draw(diagram, order_of(names, answers))
    else:
        for name, ask, expected in _questions(records, policies):
            asked = time.process_time()
            found = ask()
            tally.seconds.append(time.process_time() - asked)
            tally.add(name, found, expected)
            if isinstance(found, Proved) and not _accepted_again(found):
                tally.rejected.append(name)
    total = time.process_time() - begun
    shown = _summary(path, tally, len(policies), reading, total)
    print(json.dumps(shown) if json_ else "\n".join(_lines(shown)))
    if tally.wrong or tally.rejected:
        return WRONG
    return UNKNOWN if tally.unknown else SOLVED


def _added(tally: Tally, names: list[str], answers: Answers) -> Answers:
    """The same answers, each counted as it comes."""
    for first, second, found in answers:
        tally.add(f"{names[first]} within {names[second]}", found, None)
        yield first, second, found


def _draw(path: Path, found: Order) -> None:
    from arlib.views.page.pictures import standalone
    from arlib.views.policies.inclusion import order_picture

    write(path, standalone(order_picture(found)))


def _records(path: str) -> Iterator[Value]:
    for number, line in enumerate(text_of(Path(path)).splitlines(), start=1):
        try:
            record = Value(parse(line))
            record.at("id").string()
        except ValueError as error:
            raise Unsupported(f"{path}, line {number}: {error}") from None
        yield record


def _policies(records: list[Value]) -> Iterator[tuple[str, object]]:
    """Each policy with its name: of a pair there are two."""
    for record in records:
        name = record.at("id").string()
        for key in ("policy", "a", "b"):
            if key in record.keys:
                yield name if key == "policy" else f"{name} ({key})", record.at(key).value


def _read(tally: Tally, name: str, data: object) -> Policy | None:
    try:
        return read_policy(json.dumps(data))
    except Unsupported as error:
        tally.unread[name] = error.reason
        return None


def _questions(
    records: list[Value], policies: dict[str, Policy]
) -> Iterator[tuple[str, Callable[[], Verdict], str | None]]:
    """What is asked: of a pair both directions, of a policy whether it is within itself, and whether it is public."""
    for record in records:
        name = record.at("id").string()
        wanted = record.at("expected") if "expected" in record.keys else Value(None)
        first, second = policies.get(f"{name} (a)"), policies.get(f"{name} (b)")
        if first is not None and second is not None:
            yield f"{name}: a within b", _within(first, second), _expected(wanted, "a_within_b")
            yield f"{name}: b within a", _within(second, first), _expected(wanted, "b_within_a")
        if (policy := policies.get(name)) is not None:
            yield f"{name}: within itself", _within(policy, policy), "proved"
            if (public := _expected(wanted, "public_s3")) is not None:
                yield f"{name}: public", _public(policy), public


def _expected(wanted: Value, key: str) -> str | None:
    return ANSWERS.get(wanted.at(key).string()) if key in wanted.keys else None


def _within(first: Policy, second: Policy) -> Callable[[], Verdict]:
    return lambda: no_more_permissive(first, second)


def _public(policy: Policy) -> Callable[[], Verdict]:
    return lambda: not_public(policy)


def _accepted_again(found: Verdict) -> bool:
    """Whether the evidence is accepted once it was written and read."""
    assert isinstance(found, Proved)
    return isinstance(check(inclusion_of(parse(json.dumps(inclusion_json(found.certificate))))), Accepted)


def _summary(path: str, tally: Tally, policies: int, reading: float, total: float) -> Json:
    times = sorted(tally.seconds)
    shown: Json = {
        "data": path,
        "policies": policies,
        "unread": tally.unread,
        "questions": tally.answers.total(),
        "proved": tally.answers["proved"],
        "refuted": tally.answers["refuted"],
        "unknown": tally.unknown,
        "as expected": tally.expected,
        "wrong": tally.wrong,
        "rejected": tally.rejected,
        "reading": round(reading, 3),
        "processor": round(total, 3),
    }
    if times:
        shown |= {"median": times[len(times) // 2], "p99": times[len(times) * 99 // 100], "max": times[-1]}
    return shown


def _lines(shown: Json) -> Iterator[str]:
    """The same for a person."""
    lists = {name: shown[name] for name in ("unread", "unknown", "wrong", "rejected")}
    counts = {name: len(found) for name, found in lists.items() if isinstance(found, dict | list)}
    yield f"{shown['data']}: {shown['policies']:,} policies, {counts['unread']} that cannot be read"
    yield f"  questions    {shown['questions']:,}: {shown['proved']:,} proved, {shown['refuted']:,} refuted"
    yield f"  as expected  {shown['as expected']:,}"
    yield f"  wrong        {counts['wrong']}"
    yield f"  don't know   {counts['unknown']}"
    yield f"  rejected     {counts['rejected']} certificates, once they were written and read"
    yield f"  processor    {shown['processor']} s, and {shown['reading']} s to read"
    if "median" in shown:
        times = ", ".join(f"{name} {humanize(float(str(shown[name])))}" for name in ("median", "p99", "max"))
        yield f"  each         {times}"
    for name, found in lists.items():
        if isinstance(found, dict):
            yield from (f"  {name:12} {each}: {str(why).splitlines()[0]}" for each, why in list(found.items())[:20])
        elif isinstance(found, list):
            yield from (f"  {name.upper():12} {each}" for each in found)
