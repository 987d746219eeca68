"""The command line: ``arlib`` is a short tour, ``arlib prove`` reasons, ``arlib terminates`` asks whether loops end.

Exit status, the same for every command: 0 proved, 1 refuted, 2 don't know, 64 wrong usage,
65 input that cannot be read, and 70 for an error of arlib itself, which must not pass for "refuted".
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import NoReturn

from arlib import __version__
from arlib.commands.arguments import BUG, EXIT_STATUS, UNREADABLE, USAGE
from arlib.verdict import Unsupported

UNKNOWN = 2
COMMANDS = {
    "exhaust": "try a claim on every input",
    "prove": "prove a claim for all inputs, or refute it",
    "terminates": "does a function end, whatever its inputs are?",
    "check": "check a certificate, without any engine",
    "bench": "answer a collection of questions, and count",
    "progress": "where learners stand, from their files",
    "assignment": "the exercises of a chapter, for nbgrader",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(next((each for each in given if not each.startswith("-")), "")).parse_args(given)
    # The number of cases of a wide type has more digits than Python prints by default.
    sys.set_int_max_str_digits(0)
    try:
        return int(options.command(options))
    except Unsupported as error:
        print(f"arlib: {error}", file=sys.stderr)
        return UNREADABLE
    except ValueError as error:
        print(f"arlib: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("arlib: interrupted", file=sys.stderr)
        return UNKNOWN
    except BrokenPipeError:
        # The reader of our output, such as head, has seen enough.
        sys.stderr.close()
        return UNKNOWN
    except Exception:
        traceback.print_exc()
        return BUG


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def _parser(command: str) -> argparse.ArgumentParser:
    parser = _Parser(prog="arlib", description="Automated reasoning about claims and loops, with evidence to check.")
    parser.add_argument("--version", action="version", version=f"arlib {__version__}")
    parser.set_defaults(command=_tour)
    commands = parser.add_subparsers(title="commands", metavar="")
    for name, text in COMMANDS.items():
        own = commands.add_parser(name, help=text, epilog=EXIT_STATUS)
        if name == command:
            _configure(name)(own)
    return parser


def _configure(command: str) -> Callable[[argparse.ArgumentParser], None]:
    """What tells a parser the options of a command, from the command's file, which imports what it needs."""
    match command:
        case "exhaust":
            from arlib.commands.exhaust import configure

            return configure
        case "prove":
            from arlib.commands.prove import configure

            return configure
        case "terminates":
            from arlib.commands.terminates import configure

            return configure
        case "check":
            from arlib.commands.check import configure

            return configure
        case "bench":
            from arlib.commands.bench import configure

            return configure
        case "progress":
            from arlib.commands.progress import configure

            return configure
        case "assignment":
            from arlib.commands.assignment import configure

            return configure
        case _:
            raise ValueError(f"no command is called {command}")


def _tour(options: argparse.Namespace) -> int:
    from arlib.tour import tour

    tour()
    return 0
