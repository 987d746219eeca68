"""The command line: ``arlib`` with no arguments is a short tour, ``arlib exhaust`` tries every case.

Exit status, the same for every command: 0 proved, 1 refuted, 2 don't know, 64 wrong usage,
65 input that cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, NoReturn

from arlib import __version__
from arlib.exhaustive import Exhaustion, explore, extrapolate, humanize
from arlib.exhaustive.engines import ENGINES
from arlib.integers import IntegerModel, Unsigned, integer_model
from arlib.printing import count_to_text, rate_to_text
from arlib.terms import Claim
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

PROVED, REFUTED, UNKNOWN, USAGE, UNREADABLE = 0, 1, 2, 64, 65
Verdict = Proved[Any] | Refuted[Any] | Unknown


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
    parser.set_defaults(command=tour)
    commands = parser.add_subparsers(title="commands", metavar="")
    exhaust = commands.add_parser(
        "exhaust",
        help="try a claim on every input",
        description="Try a claim on every assignment of its inputs, in the integers of a type.",
        epilog="exit status: 0 proved, 1 refuted, 2 don't know, 64 usage, 65 input that cannot be read",
    )
    exhaust.add_argument("claim", help='a formula in Python\'s syntax, such as "x + y == y + x"')
    exhaust.add_argument(
        "--type", type=_model, default=Unsigned(8), metavar="T", help="uint8, int16, any intN or uintN (default: uint8)"
    )
    exhaust.add_argument("--seconds", type=_positive, metavar="S", help="stop after S seconds (default: never)")
    exhaust.add_argument("--engine", choices=["auto", *ENGINES], default="auto", help="default: auto")
    exhaust.add_argument("--json", action="store_true", help="print one JSON object")
    exhaust.set_defaults(command=_exhaust)
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


# ---- arlib exhaust ------------------------------------------------------------------------


def _exhaust(options: argparse.Namespace) -> int:
    snapshots = explore(options.claim, options.type, engine=options.engine, seconds=options.seconds)
    result = _watch(snapshots)
    if options.json:
        print(json.dumps(exhaustion_object(result)))
    else:
        print("\n".join(report(options.claim, result)))
    return status(result.verdict)


def _watch(snapshots: Iterable[Exhaustion]) -> Exhaustion:
    """The last snapshot; until it comes, a progress bar where someone is looking."""
    remaining = iter(snapshots)
    result = next(remaining)
    try:
        with _progress_bar(result.cases_in_all) as bar:
            for snapshot in remaining:
                if bar is not None:
                    bar.update(snapshot.cases - result.cases)
                result = snapshot
    except KeyboardInterrupt:
        return replace(result, verdict=Unknown(f"interrupted after {result.seconds:.1f} s"))
    return result


def _progress_bar(total: int) -> Any:
    if not sys.stderr.isatty():
        return nullcontext()
    try:
        from tqdm import tqdm
    except ImportError:
        return nullcontext()
    return tqdm(total=total, unit=" cases", unit_scale=True, leave=False, dynamic_ncols=True, delay=0.3)


def status(verdict: Verdict) -> int:
    """The exit status that stands for a verdict."""
    match verdict:
        case Proved():
            return PROVED
        case Refuted():
            return REFUTED
        case Unknown():
            return UNKNOWN


def exhaustion_object(result: Exhaustion) -> dict[str, object]:
    """The JSON object for a result: the keys that apply, the same names in every command."""
    found: dict[str, object] = {
        "verdict": {PROVED: "proved", REFUTED: "refuted", UNKNOWN: "unknown"}[status(result.verdict)],
        "cases": result.cases,
        "cases_in_all": result.cases_in_all,
        "seconds": round(result.seconds, 6),
        "rate": round(result.rate, 1),
        "engine": result.engine,
    }
    match result.verdict:
        case Refuted(witness):
            found |= {"counterexample": witness.assignment, "reason": witness.reason}
        case Unknown(reason):
            found["reason"] = reason
    return found


def report(claim: str, result: Exhaustion) -> list[str]:
    """A result in a few aligned lines."""
    match result.verdict:
        case Proved():
            answer = "proved: true in every case"
        case Refuted(witness):
            answer = f"refuted: {witness}"
        case Unknown(reason):
            answer = f"don't know: {reason}"
    tried = f"{result.cases:,} of {count_to_text(result.cases_in_all)} cases in {humanize(result.seconds)}"
    lines = [
        f"{claim}   for all {result.integers.describe()}",
        f"  {answer}",
        f"  tried   {tried}",
        f"  rate    {rate_to_text(result.rate)} ({result.engine} engine, ready after {humanize(result.setup)})",
    ]
    if isinstance(result.verdict, Unknown) and result.rate > 0:
        lines.append(f"  all     would take {humanize(extrapolate(result.cases_in_all, result.rate))} at this rate")
    return lines


# ---- the tour -----------------------------------------------------------------------------


def tour(options: argparse.Namespace) -> int:
    """A tour of what arlib can do, on real computations, in about ten seconds."""
    print(f"arlib {__version__}: is it true for every input? Three answers: proved, refuted, don't know.\n")
    _stop("1. Try every pair of bytes.", "x + y == y + x", Unsigned(8))
    _stop("2. A claim that fails, and the first input for which it does.", "x - y == y - x", Unsigned(8))
    _stop("3. The midpoint of two bytes, as many a program computes it.", "x > y or x <= (x + y) // 2", Unsigned(8))
    result = _stop("4. The first claim again, with 32 bits, for three seconds.", "x + y == y + x", Unsigned(32), 3)
    if result.rate > 0:
        print(
            f"At 64 bits it would take {humanize(extrapolate(2**128, result.rate))}. You knew the answer at once: how?"
        )
    print("\nThe course:        jupyter lab notebooks/00_start_here.ipynb")
    print('A claim of yours:  arlib exhaust "x & y <= x" --type uint16')
    return PROVED


def _stop(title: str, claim: str | Claim, integers: IntegerModel, seconds: float | None = None) -> Exhaustion:
    print(title, flush=True)
    result = _watch(explore(claim, integers, seconds=seconds))
    print("\n".join(f"   {line}" for line in report(str(claim), result)), end="\n\n")
    return result
