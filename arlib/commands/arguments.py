"""What the commands share: kinds of arguments, files, and exit statuses."""

from __future__ import annotations

import argparse
import io
import os
import select
import tokenize
from pathlib import Path

from arlib.certificates.serialisation import FORMAT
from arlib.integers import IntegerModel, integer_model
from arlib.languages.c.functions import c_program
from arlib.languages.python.functions import python_program
from arlib.programs.syntax import Program, Reading
from arlib.verdict import Unsupported

USAGE, UNREADABLE, BUG = 64, 65, 70
EXIT_STATUS = "exit status: 0 proved, 1 refuted, 2 don't know, 64 usage, 65 input that cannot be read, or no output"
MOST_BYTES = 50_000_000  # of a file
PATIENCE = 60.0  # seconds in which something comes out of a pipe
READINGS: dict[Reading, str] = {
    "unbounded": "over the unbounded integers",
    "machine": "in C's own integers, where an overflow has no value",
    "wrap": "in C's own integers, which all wrap",
}


def model(name: str) -> IntegerModel:
    """An integer model by its name."""
    try:
        return integer_model(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def positive(text: str) -> float:
    """A number of seconds."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"the limit is more than 0 seconds, not {text}")
    return value


def text_of(path: str | Path) -> str:
    """The text of a file; raises ``Unsupported`` if there is none, or too much.

    Of what is no file, as a pipe, the first piece is waited for, and not for ever. A byte order mark is no text.
    """
    try:
        with open(path, "rb", opener=_opened) as file:
            if not Path(path).is_file() and not select.select([file], [], [], PATIENCE)[0]:
                raise Unsupported(f"{path} cannot be read: nothing came in {PATIENCE:g} seconds")
            os.set_blocking(file.fileno(), True)
            found = file.read(MOST_BYTES + 1)
        if len(found) > MOST_BYTES:
            raise Unsupported(f"{path} cannot be read: it has more than {MOST_BYTES:,} bytes")
        text = io.TextIOWrapper(io.BytesIO(found), encoding="utf-8-sig").read()
        if str(path).endswith(".py"):
            _require_utf8(text)
        return text
    except (OSError, UnicodeDecodeError, ValueError) as error:  # ValueError: the name has a null character
        raise Unsupported(f"{path} cannot be read: {error}") from None


def _require_utf8(text: str) -> None:
    """Raise ValueError for a text that names another encoding, in which Python may read other lines (PEP 263)."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text.encode()).readline)
    except SyntaxError as error:
        raise ValueError(str(error)) from None
    if encoding != "utf-8":
        raise ValueError(f"it says that its encoding is {encoding}, and only utf-8 is read")


def _opened(path: str, flags: int) -> int:
    """Without waiting for another process to open the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def write(path: str | Path, text: str) -> None:
    """Write a file; raises ``Unsupported`` if that cannot be."""
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Unsupported(f"{path} cannot be written: {error}") from None


def remove_certificate(path: str | Path) -> None:
    """Remove an earlier certificate, which would pass for the next one; ValueError for a file that is none."""
    try:
        if Path(path).is_file():
            if FORMAT not in text_of(path)[:200]:
                raise ValueError(f"{path} exists and is no certificate; give it another name")
            Path(path).unlink()
    except OSError as error:
        raise Unsupported(f"{path} cannot be written: {error}") from None


def program_in(argument: str, reading: Reading | None, function: str = "") -> Program:
    """The program that FILE or FILE::function names; raises ``Unsupported``, or ValueError for the wrong reading."""
    path, _, named = argument.partition("::")
    function = named or function
    if path.endswith((".c", ".i", ".h")):
        return c_program(text_of(path), function or None, reading or "machine", Path(path).parent)
    if not path.endswith(".py"):
        raise Unsupported(f"{path} is no program: its name ends in .py, .c or .i")
    if reading not in (None, "unbounded"):
        raise ValueError("Python's integers are unbounded; a machine's are a question about a C function")
    return python_program(text_of(path), function)
