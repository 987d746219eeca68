"""``arlib tautology``: is a formula over letters true in every row of its truth table?"""

from __future__ import annotations

import argparse
import json
import time
from itertools import islice
from pathlib import Path

from arlib.certificates.json_parts import Json
from arlib.certificates.propositions import Contradiction, EveryRow
from arlib.certificates.sequent_drawing import tree_lines
from arlib.certificates.sequents import Inference, Valuation
from arlib.certificates.sequents_json import sequents_json
from arlib.commands.arguments import positive, remove_certificate, write
from arlib.commands.limit import Asked, left
from arlib.exhaustive import humanize
from arlib.languages.propositions import proposition
from arlib.proving import valid
from arlib.proving.propositions import Everywhere
from arlib.reports import NAMES, status
from arlib.sequents import wang
from arlib.verdict import Proved, Refuted, Unknown

MOST_LINES = 200  # of a tree
Answer = Proved[Everywhere] | Proved[Inference] | Refuted[Valuation] | Unknown


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = (
        "Is a formula true whatever its letters are? Connectives: ~ & | -> <->, not and or ==, or the symbols of logic."
    )
    parser.add_argument("formula", help='such as "p or not p"')
    parser.add_argument("--wang", action="store_true", help="by Wang's method of 1958; print the tree of sequents")
    parser.add_argument(
        "--certificate", type=Path, metavar="FILE", help="write the tree of sequents, for arlib check (means --wang)"
    )
    parser.add_argument(
        "--seconds", type=positive, default=10.0, metavar="S", help="give up after S seconds (default: 10)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(command=execute, asked=lambda options: Asked(options.formula, options.json))


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    if options.certificate is not None:
        remove_certificate(options.certificate)
    begun = time.perf_counter()
    formula, seconds = proposition(options.formula), left(options.seconds)
    by_wang = options.wang or options.certificate is not None
    found: Answer = wang(formula, seconds=seconds) if by_wang else valid(formula, seconds=seconds)
    taken = time.perf_counter() - begun
    if options.certificate is not None and isinstance(found, Proved) and isinstance(found.certificate, Inference):
        write(options.certificate, json.dumps(sequents_json(found.certificate), ensure_ascii=False) + "\n")
    if options.json:
        print(json.dumps({"verdict": NAMES[status(found)], "seconds": round(taken, 6), **_object(found)}))
    else:
        shown = _lines(found, options.wang)
        print("\n".join([options.formula, *(f"  {line}".rstrip() for line in shown), f"  in {humanize(taken)}"]))
    return status(found)


def _object(found: Answer) -> Json:
    match found:
        case Proved(EveryRow() as table):
            return {"by": "table", "rows": table.count}
        case Proved(Inference() as tree):
            return {"by": "sequents", "inferences": tree.size}
        case Proved(Contradiction() as contradiction):
            return {"by": "clauses", "steps": len(contradiction.refutation.steps)}
        case Refuted(row):
            return {"counterexample": dict(row.values), "reason": "false"}
        case Unknown(reason):
            return {"reason": reason}
        case _:
            raise TypeError(f"no answer: {found!r}")


def _lines(found: Answer, drawn: bool) -> list[str]:
    match found:
        case Proved(Inference() as tree):
            count = f"{tree.size:,} inference{'s' * (tree.size != 1)}"
            return [f"proved, by {count} of Wang's rules", *(_tree(tree) if drawn else ())]
        case Proved(certificate):
            return [f"proved, by {certificate}"]
        case Refuted(row):
            return [f"refuted: it is false where {row}" if row.values else "refuted: it is false"]
        case Unknown(reason):
            return [f"don't know: {reason}"]


def _tree(tree: Inference) -> list[str]:
    lines = [f"  {line}" for line in islice(tree_lines(tree), MOST_LINES)]
    more = tree.size - len(lines)
    return [*lines, f"  and {more:,} more"] if more else lines
