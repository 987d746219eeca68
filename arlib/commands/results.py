"""The results of a run, a line each as they come: an interrupted run goes on where it was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from arlib.certificates.json_values import Value, parse
from arlib.commands.arguments import text_of, write


@dataclass(frozen=True)
class Result:
    """How a task ended, and what it was: only a result of the same source, reading, limit and version is used again."""

    name: str
    key: str
    integers: str
    limit: float
    version: str
    expected: bool | None
    verdict: str
    seconds: float
    processor: float
    reason: str
    certificate: str | None  # the file's name

    @property
    def wrong(self) -> bool:
        """Whether the answer is not the one that is expected."""
        return self.expected is not None and self.verdict == ("refuted" if self.expected else "proved")


def result_of(data: object) -> Result:
    """The result that a line is; raises ValueError, with the key."""
    value = Value(data)

    def text(key: str) -> str:
        return value.at(key).string()

    def number(key: str) -> float:
        found = value.at(key).value
        if isinstance(found, bool) or not isinstance(found, int | float):
            value.at(key).fail("a number")
        return found

    expected, certificate = value.at("expected").value, value.at("certificate").value
    if not (expected is None or isinstance(expected, bool)):
        value.at("expected").fail("true, false or null")
    if not (certificate is None or isinstance(certificate, str)):
        value.at("certificate").fail("a text or null")
    return Result(
        text("name"),
        text("key"),
        text("integers"),
        number("limit"),
        text("version"),
        expected,
        text("verdict"),
        number("seconds"),
        number("processor"),
        text("reason"),
        certificate,
    )


class ResultsFile:
    """The file of a run. A last line that was torn, since the run was killed while it wrote, is cut off."""

    def __init__(self, path: Path, *, fresh: bool):
        self.path = path
        self.results: list[Result] = []
        if fresh or not path.exists():
            write(path, "")
        text = text_of(path)
        whole = text[: text.rfind("\n") + 1]
        for number, line in enumerate(whole.splitlines(), start=1):
            try:
                self.results.append(result_of(parse(line)))
            except ValueError as error:
                raise ValueError(f"{path}, line {number} is no result: {error}") from None
        if whole != text:
            with path.open("r+b") as file:
                file.truncate(len(whole.encode()))

    def append(self, result: Result) -> None:
        """Write a result at once, so that no interrupt loses it."""
        self.results.append(result)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result)) + "\n")
