"""The command line: ``arlib`` is a short tour, ``arlib exhaust`` tries every case, ``arlib prove`` reasons.

Exit status, the same for every command: 0 proved, 1 refuted, 2 don't know, 64 wrong usage,
65 input that cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from arlib import __version__
from arlib.exhaustive import explore, humanize
from arlib.exhaustive.engines import ENGINES
from arlib.integers import IntegerModel, Unbounded, Unsigned, integer_model
from arlib.programs.from_c import c_claim
from arlib.programs.from_python import function_claim
from arlib.reports import PROVED, UNKNOWN, exhaustion_object, report, status, verdict_lines, verdict_object, watch
from arlib.rewriting import prove
from arlib.terms import Claim
from arlib.tour import tour
from arlib.verdict import Unsupported

USAGE, UNREADABLE = 64, 65
EXIT_STATUS = "exit status: 0 proved, 1 refuted, 2 don't know, 64 usage, 65 input that cannot be read"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="arlib", description="Automated reasoning, small enough to read in an afternoon.")
    parser.add_argument("--version", action="version", version=f"arlib {__version__}")
    parser.set_defaults(command=_tour)
    commands = parser.add_subparsers(title="commands", metavar="")
    exhaust = commands.add_parser(
        "exhaust",
        help="try a claim on every input",
        description="Try a claim on every assignment of its inputs, in the integers of a type.",
        epilog=EXIT_STATUS,
    )
    exhaust.add_argument("claim", help='a formula in Python\'s syntax, such as "x + y == y + x"')
    exhaust.add_argument(
        "--type", type=_model, default=Unsigned(8), metavar="T", help="uint8, int16, any intN or uintN (default: uint8)"
    )
    exhaust.add_argument("--seconds", type=_positive, metavar="S", help="stop after S seconds (default: never)")
    exhaust.add_argument("--engine", choices=["auto", *ENGINES], default="auto", help="default: auto")
    exhaust.add_argument("--json", action="store_true", help="print one JSON object")
    exhaust.set_defaults(command=_exhaust)
    prove = commands.add_parser(
        "prove",
        help="prove a claim for all inputs, or refute it",
        description="Prove a claim by rewriting or by the solver, or refute it by an input.",
        epilog=EXIT_STATUS,
    )
    prove.add_argument("claim", help="a formula in Python's syntax, or FILE.c::function or FILE.py::function")
    prove.add_argument(
        "--type", type=_model, metavar="T", help="int, uint8, any intN or uintN (default: int; for C, C's own types)"
    )
    prove.add_argument(
        "--seconds", type=_positive, default=10.0, metavar="S", help="give up after S seconds (default: 10)"
    )
    prove.add_argument("--json", action="store_true", help="print one JSON object")
    prove.set_defaults(command=_prove)
    return parser


def _model(name: str) -> IntegerModel:
    try:
        return integer_model(name)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"the limit is more than 0 seconds, not {text}")
    return value


def _tour(options: argparse.Namespace) -> int:
    tour()
    return PROVED


# ---- arlib exhaust ------------------------------------------------------------------------


def _exhaust(options: argparse.Namespace) -> int:
    snapshots = explore(options.claim, options.type, engine=options.engine, seconds=options.seconds)
    result = watch(snapshots)
    if options.json:
        print(json.dumps(exhaustion_object(result)))
    else:
        print("\n".join(report(options.claim, result)))
    return status(result.verdict)


# ---- arlib prove --------------------------------------------------------------------------


def _prove(options: argparse.Namespace) -> int:
    claim = _claim(options.claim, options.type)
    begun = time.perf_counter()
    verdict = prove(claim, options.type, seconds=options.seconds)
    seconds = time.perf_counter() - begun
    if options.json:
        print(json.dumps(verdict_object(verdict, seconds)))
    else:
        print(
            "\n".join([options.claim, *(f"  {line}" for line in verdict_lines(verdict)), f"  in {humanize(seconds)}"])
        )
    return status(verdict)


def _claim(text: str, integers: IntegerModel | None) -> str | Claim:
    """The claim that an argument names: itself, or a function in a file. Raises ``Unsupported``."""
    path, separator, function = text.partition("::")
    if not separator and not path.endswith((".c", ".py")):
        return text
    try:
        source = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unsupported(f"{path} cannot be read: {error}") from None
    if path.endswith(".c"):
        return c_claim(source, function or None, integers)
    return function_claim(source, function, integers or Unbounded())
