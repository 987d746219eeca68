"""``python -m arlib`` is the same as ``arlib``: the command line, in a process that can be stopped from outside."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arlib.commands.process import Announce


def main() -> int:
    """Run the command that the process was given and return its exit status."""
    try:
        import os

        if sys.stdout is None:  # closed by whoever started this: the status says enough
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        # A terminal that lacks a letter gets its number, and not an error in place of an answer.
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        if not hasattr(os, "fork"):
            from arlib.cli import main

            return main()
        from arlib.commands.process import supervised

        return supervised(_command)
    except KeyboardInterrupt:
        print("arlib: interrupted", file=sys.stderr)
        return 2


def _command(announce: Announce) -> int:
    from arlib.cli import main

    return main(announce=announce)


if __name__ == "__main__":
    sys.exit(main())
