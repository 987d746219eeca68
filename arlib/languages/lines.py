"""The lines of a file that may be packed: one after the other, within limits, and a caret where one is wrong."""

from __future__ import annotations

import gzip
import io
import zlib
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, cast

from arlib.verdict import Unsupported

MOST_BYTES, MOST_IN_LINE = 300_000_000, 4_000_000  # of what is read, unpacked
GZIP, XZ = b"\x1f\x8b", b"\xfd7zXZ\x00"
SHOWN = 60  # characters on either side of a place in a long line


@contextmanager
def unpacked(path: str | Path) -> Iterator[io.BufferedReader]:
    """The bytes of a file, unpacked if they begin as those of gzip or xz do.

    Raises ``Unsupported`` for what cannot be read, also while it is read inside.
    """
    broken: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error)
    try:
        if "\0" in str(path):
            raise OSError("its name has a null character")
        with open(path, "rb") as file:
            begin = file.peek(len(XZ))
            if begin.startswith(GZIP):
                yield io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=file)))
            elif begin.startswith(XZ):
                import lzma  # Python may have been built without it

                broken = (*broken, lzma.LZMAError)
                with lzma.LZMAFile(file) as inside:
                    yield io.BufferedReader(cast(io.RawIOBase, inside))
            else:
                yield file
    except ImportError:
        raise Unsupported(f"{path} cannot be read: this Python cannot unpack xz") from None
    except broken as error:
        raise Unsupported(f"{path} cannot be read: {error}") from None


def lines_in(text: str) -> Iterator[bytes]:
    """The lines of a text, as those of a file."""
    return lines_of(io.BytesIO(text.encode("utf-8", "replace")))


def lines_of(file: io.BufferedIOBase) -> Iterator[bytes]:
    """Line after line; raises ``Unsupported`` for one that has no end within reason, and for a file that has none.

    A byte order mark is no text.
    """
    number = size = 0
    while line := file.readline(MOST_IN_LINE + 1):
        number, size = number + 1, size + len(line)
        line = line.removeprefix(BOM_UTF8) if number == 1 else line
        if len(line) > MOST_IN_LINE:
            refuse(f"a line of more than {MOST_IN_LINE:,} characters", line, number)
        if size > MOST_BYTES:
            refuse(f"there are more than {MOST_BYTES:,} bytes up to here", line, number)
        yield line


def refuse(reason: str, line: bytes, number: int, column: int = 0) -> NoReturn:
    """Raise ``Unsupported`` at a place of a line; of a long one it shows what is near.

    >>> refuse("this is no number", b"1 x 0", 7, 2)
    Traceback (most recent call last):
    ...
    arlib.verdict.Unsupported: line 7, column 3: this is no number
        1 x 0
          ^
    """
    left, right = max(0, column - SHOWN), column + SHOWN
    near = line.rstrip()[left:right].decode("ascii", "replace")
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in near.replace("\t", " "))
    dots = "..." if left else ""
    more = "..." if right < len(line.rstrip()) else ""
    caret = " " * (len(dots) + column - left) + "^"
    text = f"line {number:,}, column {column + 1:,}: {reason}\n    {dots}{shown}{more}\n    {caret}"
    raise Unsupported(text, "", number, column)
