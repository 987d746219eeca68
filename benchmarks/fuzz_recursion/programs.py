"""Random functions that call themselves or one another, and what CPython makes of them."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass

TESTS = ("{a} <= {k}", "{a} < {b}", "{a} == {k}", "{a} > {k}", "{a} == {b}", "{a} % 2 == {k}", "{a} != {k}")
STEPS = (
    "{a} - 1",
    "{a} - 2",
    "{a} + 1",
    "{a} // 2",
    "{b}",
    "{a} - {b}",
    "{a} + {b}",
    "{k}",
    "-{a}",
    "{a} % 3",
    "abs({a})",
)
MOST_TICKS, DEEPEST = 20_000, 2_000


def random_program(seed: int) -> str:
    """The text of one or two functions of one or two numbers; ``f`` is the first."""
    choose = random.Random(seed)
    names = ["f", "g"][: choose.choice((1, 1, 2))]
    parameters = ["x", "y"][: choose.choice((1, 2, 2))]
    return "\n\n\n".join(_function(choose, name, names, parameters) for name in names) + "\n"


def _function(choose: random.Random, name: str, names: list[str], parameters: list[str]) -> str:
    def fill(form: str) -> str:
        return form.format(a=choose.choice(parameters), b=choose.choice(parameters), k=choose.randint(-1, 2))

    def call(depth: int) -> str:
        arguments = [fill(choose.choice(STEPS)) for _ in parameters]
        if depth and choose.random() < 0.25:
            arguments[choose.randrange(len(arguments))] = call(depth - 1)
        return f"{choose.choice(names)}({', '.join(arguments)})"

    def result() -> str:
        forms = (fill("{a}"), fill("{k}"), fill("{a} - 1"), call(1), call(1), f"{call(0)} + {fill('{k}')}")
        return choose.choice(forms)

    lines = [
        f"    if {fill(choose.choice(TESTS))}:",
        f"        return {fill(choose.choice(('{a}', '{k}', '{a} + 1')))}",
    ]
    if choose.random() < 0.3:
        lines += [f"    {choose.choice(parameters)} = {fill(choose.choice(STEPS))}"]
    if choose.random() < 0.2:
        lines += [f"    while {fill('{a} > {k}')}:", f"        {fill('{a}')} -= 1", f"        {call(0)}"]
    if choose.random() < 0.3:
        lines += [f"    {fill('{a}')} = {call(1)}"]
    if choose.random() < 0.4:
        lines += [f"    if {fill(choose.choice(TESTS))}:", f"        return {result()}"]
    return "\n".join([f"def {name}({', '.join(parameters)}):", *lines, f"    return {call(1)}"])


@dataclass
class _Watch:
    """What the instrumented text calls: at each entry, each return, and in each turn of a loop."""

    ticks: int = 0

    def __post_init__(self) -> None:
        self.active: list[tuple[object, ...]] = []
        self.known: set[tuple[object, ...]] = set()

    def enter(self, *call: object) -> None:
        if call in self.known:
            raise _Repeats
        self.active.append(call)
        self.known.add(call)
        self.tick()
        if len(self.active) > DEEPEST:
            raise _TooLong

    def leave(self) -> None:
        self.known.discard(self.active.pop())

    def tick(self) -> None:
        self.ticks += 1
        if self.ticks > MOST_TICKS:
            raise _TooLong


class _Repeats(Exception):
    """A call with the arguments of one that is active."""


class _TooLong(Exception):
    """The budget is used up."""


def outcome(text: str, inputs: tuple[int, ...]) -> str:
    """What CPython makes of it: "returns", "repeats" (a call that is active is made again), or "too long"."""
    watch = _Watch()
    names: dict[str, object] = {"watch": watch}
    exec(compile(_instrumented(text), "random", "exec"), names)  # noqa: S102  # a text that was made here
    f = names["f"]
    assert callable(f)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(4 * DEEPEST)
    try:
        f(*inputs)
    except _Repeats:
        return "repeats"
    except (_TooLong, RecursionError):
        return "too long"
    except ArithmeticError:
        return "returns"
    finally:
        sys.setrecursionlimit(limit)
    return "returns"


def _instrumented(text: str) -> str:
    """The text with a call of the watch at each entry and each turn, and one where a call is left."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("def "):
            head = line.removeprefix("def ").removesuffix(":")
            name, _, given = head.partition("(")
            lines += [f"def {name}({given}:", f"    watch.enter('{name}', {given[:-1]})", "    try:"]
            lines += [f"        return {name}_inside({given}", "    finally:", "        watch.leave()", ""]
            lines += [f"def {name}_inside({given}:"]
        else:
            lines.append(line)
            if line.strip().startswith("while"):
                lines.append("        watch.tick()")
    return "\n".join(lines) + "\n"
