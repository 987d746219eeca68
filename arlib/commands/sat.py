"""``arlib sat``: has a formula in DIMACS a model? Answered as in the SAT competitions, with a checked proof of a no."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from arlib import __version__
from arlib.commands.arguments import positive, write
from arlib.commands.limit import GRACE, Overtime, left, stopped_after
from arlib.exhaustive import humanize
from arlib.languages.dimacs import read_dimacs_file
from arlib.languages.lrat import lrat_lines
from arlib.sat import ENGINES, refute
from arlib.sat.solver import Answer
from arlib.verdict import Proved, Refuted, Unknown

SATISFIABLE, UNSATISFIABLE, UNKNOWN = 10, 20, 0
WIDTH = 78


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = (
        "Has a formula in DIMACS a model? What a no rests on is checked before it is given, and so is a model."
    )
    parser.epilog = (
        "exit status: 10 satisfiable, 20 unsatisfiable, 0 unknown, 64 usage, 65 input that cannot be read, or no output"
    )
    parser.add_argument("formula", metavar="F.cnf", help="DIMACS, also packed: .gz, .xz")
    parser.add_argument("--proof", type=Path, metavar="F.lrat", help="write the proof of a no in LRAT, for arlib check")
    parser.add_argument(
        "--seconds", type=positive, default=60.0, metavar="S", help="give up after S seconds (default: 60)"
    )
    parser.add_argument("--engine", choices=list(ENGINES), default="cdcl", help="how it is searched (default: cdcl)")
    parser.set_defaults(command=execute)


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    if options.proof is not None and options.proof.resolve() == Path(options.formula).resolve():
        raise ValueError("the proof would take the place of the formula; give it another name")
    begun = time.perf_counter()
    print(f"c arlib {__version__}, engine {options.engine}", flush=True)
    try:
        with stopped_after(options.seconds + GRACE):
            formula = read_dimacs_file(options.formula)
            print(f"c {formula}", flush=True)
            found: Answer = refute(formula, engine=options.engine, seconds=left(options.seconds))
    except Overtime:
        found = Unknown(f"the limit of {options.seconds:g} seconds was reached")
    except MemoryError:
        found = Unknown("this takes more memory than there is")
    if isinstance(found, Proved) and options.proof is not None:
        write(options.proof, "".join(f"{line}\n" for line in lrat_lines(found.certificate)))
    status, lines = _said(found)
    print(*lines, f"c in {humanize(time.perf_counter() - begun)}", sep="\n")
    return status


def _said(found: Answer) -> tuple[int, list[str]]:
    match found:
        case Refuted(model):
            return SATISFIABLE, ["s SATISFIABLE", *values(model.literals)]
        case Proved(proof):
            return UNSATISFIABLE, [f"c {proof}, which the checker accepts", "s UNSATISFIABLE"]
        case Unknown(reason):
            return UNKNOWN, [f"c {line}" for line in reason.splitlines()] + ["s UNKNOWN"]
        case _:
            raise TypeError(f"no answer: {found!r}")


def values(literals: tuple[int, ...]) -> Iterator[str]:
    """The lines that say which literals are true.

    >>> [*values((1, -2))]
    ['v 1 -2 0']
    """
    line = "v"
    for word in (*map(str, literals), "0"):
        if len(line) + 1 + len(word) > WIDTH:
            yield line
            line = "v"
        line += f" {word}"
    yield line
