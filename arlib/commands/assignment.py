"""``arlib assignment``: the exercises of a chapter as a source assignment of nbgrader."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from arlib.commands.arguments import text_of, write
from arlib.exercises.assignments import CONFIGURATION, assignment
from arlib.verdict import Unsupported

SOURCE, SETTINGS = "source", "nbgrader_config.py"


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = "Make the exercises of a chapter an assignment that nbgrader can release and grade."
    parser.epilog = "exit status: 0 written, 64 usage, or it exists already, 65 input that cannot be read"
    parser.add_argument("notebook", metavar="CHAPTER.ipynb", help="a chapter, such as 01_exhaustive_testing.ipynb")
    parser.add_argument("course", type=Path, metavar="COURSE", help="the folder of nbgrader's course")
    parser.add_argument("--name", help="of the assignment (default: chapter and its number)")
    parser.add_argument(
        "--numbers", choices=["same", "own"], default="same", help="own: each student has their own (default: same)"
    )
    parser.set_defaults(command=execute)


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    path = Path(options.notebook)
    try:
        notebook = json.loads(text_of(path))
    except json.JSONDecodeError as error:
        raise Unsupported(f"{path} is no notebook: line {error.lineno}, column {error.colno}: {error.msg}") from None
    if not isinstance(notebook, dict):
        raise Unsupported(f"{path} is no notebook")
    made = assignment(notebook, numbers=options.numbers)
    name = options.name or f"chapter{path.name[:2]}"
    target = options.course / SOURCE / name / path.name
    if target.exists():
        raise ValueError(f"{target} exists already; move it away first")
    write(target, json.dumps(made, indent=1, ensure_ascii=False) + "\n")
    graded = [cell["metadata"]["nbgrader"] for cell in made["cells"] if cell["metadata"]]
    points = [each["points"] for each in graded if each["grade"]]
    print(f"{target}: {len(points)} exercises, {sum(points)} points")
    _settings(options.course / SETTINGS)
    print(f"next, in {options.course}: nbgrader generate_assignment {name}")
    return 0


def _settings(path: Path) -> None:
    """Write nbgrader's settings, unless there are some."""
    if not path.exists():
        write(path, CONFIGURATION)
        print(f"{path}: no released cell ends in an error")
    elif "code_stub" not in text_of(path):
        print(f"{path}: without the line about code_stub, a released cell ends in an error when it is run; add")
        print("\n".join(line for line in CONFIGURATION.splitlines() if "code_stub" in line))
