"""``arlib prove``: prove a claim for all inputs, or refute it."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from arlib.commands.arguments import model, positive, text_of
from arlib.commands.limit import Asked, left
from arlib.exhaustive import humanize
from arlib.integers import IntegerModel, Unbounded
from arlib.languages.c.claims import c_claim
from arlib.languages.python.claims import function_claim
from arlib.proving import prove
from arlib.reports import status, verdict_lines, verdict_object
from arlib.terms import Claim


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = "Prove a claim by rewriting or by the solver, or refute it by an input."
    parser.add_argument("claim", help="a formula in Python's syntax, or FILE.c::function or FILE.py::function")
    parser.add_argument(
        "--type", type=model, metavar="T", help="int, uint8, any intN or uintN (default: int; for C, C's own types)"
    )
    parser.add_argument(
        "--seconds", type=positive, default=10.0, metavar="S", help="give up after S seconds (default: 10)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(command=execute, asked=lambda options: Asked(options.claim, options.json))


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    begun = time.perf_counter()
    claim = _claim(options.claim, options.type)
    verdict = prove(claim, options.type, seconds=left(options.seconds))
    seconds = time.perf_counter() - begun
    if options.json:
        print(json.dumps(verdict_object(verdict, seconds)))
    else:
        lines = [options.claim, *(f"  {line}" for line in verdict_lines(verdict)), f"  in {humanize(seconds)}"]
        print("\n".join(lines))
    return status(verdict)


def _claim(text: str, integers: IntegerModel | None) -> str | Claim:
    """The claim that an argument names: itself, or a function in a file. Raises ``Unsupported``."""
    path, separator, function = text.partition("::")
    if not separator and not path.endswith((".c", ".py")):
        return text
    source = text_of(path)
    if path.endswith(".c"):
        return c_claim(source, function or None, integers, Path(path).parent)
    return function_claim(source, function, integers or Unbounded())
