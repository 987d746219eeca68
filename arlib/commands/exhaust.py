"""``arlib exhaust``: try a claim on every assignment of its inputs."""

from __future__ import annotations

import argparse
import json

from arlib.commands.arguments import model, positive
from arlib.commands.limit import Asked
from arlib.exhaustive import explore
from arlib.exhaustive.engines import ENGINES
from arlib.integers import Unsigned
from arlib.reports import exhaustion_object, report, status, watch


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = "Try a claim on every assignment of its inputs, in the integers of a type."
    parser.add_argument("claim", help='a formula in Python\'s syntax, such as "x + y == y + x"')
    parser.add_argument(
        "--type", type=model, default=Unsigned(8), metavar="T", help="uint8, int16, any intN or uintN (default: uint8)"
    )
    parser.add_argument("--seconds", type=positive, metavar="S", help="stop after S seconds (default: never)")
    parser.add_argument("--engine", choices=["auto", *ENGINES], default="auto", help="default: auto")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(command=execute, asked=_asked)


def _asked(options: argparse.Namespace) -> Asked | None:
    return Asked(f"{options.claim}   over {options.type.describe()}", options.json) if options.seconds else None


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    result = watch(explore(options.claim, options.type, engine=options.engine, seconds=options.seconds))
    if options.json:
        print(json.dumps(exhaustion_object(result)))
    else:
        print("\n".join(report(options.claim, result)))
    return status(result.verdict)
