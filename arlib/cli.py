"""The command line: ``arlib`` is a short tour, ``arlib prove`` reasons, ``arlib terminates`` asks whether loops end.

Exit status, the same for every command: 0 proved, 1 refuted, 2 don't know, 64 wrong usage, 65 input that cannot be
read or output that cannot be written, and 70 for an error of arlib itself, which must not pass for "refuted".
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from typing import NoReturn

from arlib import __version__
from arlib.commands.arguments import BUG, EXIT_STATUS, UNREADABLE, USAGE
from arlib.commands.limit import GRACE, Asked, Overtime, dont_know, stopped_after
from arlib.verdict import Unsupported

UNKNOWN = 2
COMMANDS = {
    "exhaust": "try a claim on every input",
    "prove": "prove a claim for all inputs, or refute it",
    "tautology": "is a formula over letters true in every row?",
    "terminates": "does a function end, whatever its inputs are?",
    "policy": "what does a policy of AWS allow, and to whom?",
    "network": "what does a network of AWS let through?",
    "sat": "has a formula in DIMACS a model?",
    "check": "check a certificate, without any engine",
    "bench": "answer a collection of questions, and count",
    "progress": "where learners stand, from their files",
    "assignment": "the exercises of a chapter, for nbgrader",
}
ALONE = "arlib alone, without a command, is a short tour"


def main(arguments: Sequence[str] | None = None, announce: Callable[[float, str], None] | None = None) -> int:
    """Run one command in this process and return its exit status; ``announce`` is told its limit first."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # The number of cases of a wide type has more digits than Python prints by default.
    sys.set_int_max_str_digits(0)
    try:
        options = _options(given)
        asked: Asked | None = options.asked(options)
    except (_Usage, ValueError) as error:
        return _failed(str(error), USAGE, "--json" in given)
    except KeyboardInterrupt:
        return _interrupted()
    if asked is None:
        if announce is not None:
            announce(float("inf"), "")
        return _run(options, None)
    if announce is not None:
        announce(options.seconds, str(asked))
    # What is printed is the whole answer or, where the time was over before it was complete, none of it.
    begun, shown = time.perf_counter(), io.StringIO()
    try:
        with stopped_after(options.seconds + GRACE), redirect_stdout(shown):
            status = _run(options, asked)
    except Overtime:
        shown, status = io.StringIO(dont_know(str(asked), "out of time", time.perf_counter() - begun)), UNKNOWN
    return _said(shown.getvalue(), status)


def _run(options: argparse.Namespace, asked: Asked | None) -> int:
    """The command's exit status; each kind of fault has its own."""
    begun = time.perf_counter()
    json_ = getattr(options, "json", False)
    try:
        return int(options.command(options))
    except Unsupported as error:
        return _failed(str(error), UNREADABLE, json_)
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        # The reader of our output, such as head, has seen enough.
        sys.stderr.close()
        return UNKNOWN
    except (RecursionError, MemoryError, OverflowError) as error:
        why = FAULTS[type(error)]
    except ValueError as error:
        return _failed(str(error), USAGE, json_)
    except OSError as error:  # a full disk, or a file that went away
        return _failed(str(error), UNREADABLE, json_)
    except Exception as error:
        traceback.print_exc()
        return _failed(f"{type(error).__name__}: {error}", BUG, json_)
    if asked is None:
        return _failed(why, UNREADABLE, json_)
    print(dont_know(str(asked), why, time.perf_counter() - begun), end="")
    return UNKNOWN


FAULTS: dict[type[BaseException], str] = {
    RecursionError: "this is nested too deeply",
    MemoryError: "this takes more memory than there is",
    OverflowError: "a number is larger than can be reckoned with",
}


def _failed(message: str, status: int, json_: bool) -> int:
    """Say why there is no answer, in JSON too where JSON was asked for."""
    print(f"arlib: {message}", file=sys.stderr)
    if json_:
        print(json.dumps({"verdict": "unknown", "reason": message, "status": status}))
    return status


def _interrupted() -> int:
    print("arlib: interrupted", file=sys.stderr)
    return UNKNOWN


def _said(text: str, status: int) -> int:
    """Print an answer; its status stands, also where the reader of our output has seen enough."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as error:
        return _failed(f"the answer cannot be written: {error.strerror}", UNREADABLE, json_=False)
    return status


class _Usage(Exception):
    """A command line that means nothing."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Usage(f"{message}\n{self.format_usage().strip()}")


def _options(given: Sequence[str]) -> argparse.Namespace:
    """What is asked; raises ``_Usage``, and ends the process after --help and --version."""
    command = next((each for each in given if not each.startswith("-")), "")
    if command and command not in COMMANDS:
        raise _Usage(f"no command is called {command!r}; there are {', '.join(COMMANDS)}; {ALONE}")
    options, more = _parser(command).parse_known_args(given)
    if more:
        advice = f'; quote a claim: arlib {command} "x + y == y + x"' if command in ("prove", "exhaust") else ""
        raise _Usage(f"this is too much: {' '.join(more)}{advice}")
    return options


def _parser(command: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="arlib",
        description=f"Automated reasoning about claims and loops, with evidence to check; {ALONE}.",
    )
    parser.add_argument("--version", action="version", version=f"arlib {__version__}")
    parser.set_defaults(command=_tour, asked=_nothing)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, text in COMMANDS.items():
        own = commands.add_parser(name, help=text, epilog=EXIT_STATUS)
        if name == command:
            _configure(name)(own)
    return parser


def _nothing(options: argparse.Namespace) -> None:
    """A command whose time is not limited as a whole."""


def _configure(command: str) -> Callable[[argparse.ArgumentParser], None]:
    """What tells a parser the options of a command, from the command's file, which imports what it needs."""
    match command:
        case "exhaust":
            from arlib.commands.exhaust import configure

            return configure
        case "prove":
            from arlib.commands.prove import configure

            return configure
        case "tautology":
            from arlib.commands.tautology import configure

            return configure
        case "terminates":
            from arlib.commands.terminates import configure

            return configure
        case "network":
            from arlib.commands.network import configure

            return configure
        case "policy":
            from arlib.commands.policy import configure

            return configure
        case "sat":
            from arlib.commands.sat import configure

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
