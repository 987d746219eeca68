"""Collections of programs: one JSON object a line, or a folder as the competition on software verification has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arlib.certificates.json_values import Value, parse
from arlib.certificates.serialisation import digest
from arlib.commands.arguments import text_of
from arlib.commands.plain_yaml import plain_yaml
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.programs.syntax import Program, Reading
from arlib.verdict import Unsupported

PYTHON = re.compile(r'\s*(def |#(?!\s*(include|define|if|pragma|line|\d))|@|from |import |""")')
LONG = re.compile(r"\blong\b(?!\s+long)")


@dataclass(frozen=True)
class Task:
    """A question: does this program end? ``terminates`` is the answer that is expected, if one is known."""

    name: str
    source: str
    terminates: bool | None
    unfit: str = ""  # why the program would be misread

    @property
    def language(self) -> str:
        """The language of the source: Python if it begins as a Python text does."""
        return "Python" if PYTHON.match(self.source) else "C"

    @property
    def key(self) -> str:
        """What a result belongs to."""
        return digest(f"{self.name}\0{self.source}")

    def program(self, integers: Reading) -> Program:
        """The program; raises ``Unsupported``."""
        if self.unfit and integers != "unbounded":
            raise Unsupported(self.unfit)
        return python_program(self.source) if self.language == "Python" else c_program(self.source, None, integers)


def tasks_in(path: Path) -> list[Task]:
    """The tasks in a file of JSON lines or in a folder; raises ``Unsupported``, and ValueError with line and key."""
    found = list(_folder(path) if path.is_dir() else _lines(path))
    names = [task.name for task in found]
    if len(set(names)) < len(names):
        raise ValueError(f"{path}: the name {next(n for n in names if names.count(n) > 1)} comes twice")
    if not found:
        raise ValueError(f"{path} has no tasks")
    return found


def _lines(path: Path) -> Iterator[Task]:
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        if line.strip():
            try:
                value = Value(parse(line))
                yield Task(value.at("name").string(), value.at("source").string(), _expected(value.at("terminates")))
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from None


def _expected(value: Value) -> bool | None:
    if value.value is None or isinstance(value.value, bool):
        return value.value
    value.fail("true, false or null")


# ---- Folders with task files (.yml) ----------------------------------------------------------


def _folder(folder: Path) -> Iterator[Task]:
    for path in sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]):
        try:
            task = _task_file(path, path.relative_to(folder).with_suffix("").as_posix())
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
        if task is not None:
            yield task


def _task_file(path: Path, name: str) -> Task | None:
    """The task in a file, None if it asks about something else than termination."""
    keys = plain_yaml(text_of(path))
    if not isinstance(keys, dict) or "properties" not in keys:
        return None
    asked = [each for each in Value(keys).at("properties").each() if _asks_for_termination(each)]
    if not asked:
        return None
    files = keys.get("input_files")
    files = [files] if isinstance(files, str) else files
    if not isinstance(files, list) or len(files) != 1 or not isinstance(files[0], str):
        raise ValueError(f"input_files is one file, and cannot be {files}")
    property_ = asked[0].value
    expected = property_.get("expected_verdict") if isinstance(property_, dict) else None
    if expected not in ("true", "false", None):
        raise ValueError(f"expected_verdict is true or false, and cannot be {expected}")
    terminates = None if expected is None else expected == "true"
    source = text_of(path.parent / files[0])
    options = keys.get("options")
    narrow = isinstance(options, dict) and options.get("data_model") == "ILP32" and LONG.search(source)
    unfit = "long has 32 bits in this task's data model, and 64 in arlib's" if narrow else ""
    return Task(name, source, terminates, unfit)


def _asks_for_termination(each: Value) -> bool:
    return each.at("property_file").string().endswith("termination.prp")
