"""Results as the command line shows them: lines of text, JSON objects, exit statuses, a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from arlib.certificates import Derivation, Enumeration, Residues, TruthTable
from arlib.certificates.blasting import BitBlasted
from arlib.certificates.drawing import drawn, in_columns
from arlib.exhaustive import Exhaustion, extrapolate, humanize
from arlib.printing import count_to_text, engines_to_text, rate_to_text, to_text
from arlib.verdict import Proved, Refuted, Unknown

PROVED, REFUTED, UNKNOWN = 0, 1, 2
NAMES = {PROVED: "proved", REFUTED: "refuted", UNKNOWN: "unknown"}
Verdict = Proved[Any] | Refuted[Any] | Unknown


def status(verdict: Verdict) -> int:
    """The exit status that stands for a verdict."""
    match verdict:
        case Proved():
            return PROVED
        case Refuted():
            return REFUTED
        case Unknown():
            return UNKNOWN


def watch(snapshots: Iterable[Exhaustion]) -> Exhaustion:
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


def exhaustion_object(result: Exhaustion) -> dict[str, object]:
    """The JSON object for a result: the keys that apply, the same names in every command."""
    found: dict[str, object] = {
        "verdict": NAMES[status(result.verdict)],
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
    engines = engines_to_text(result.engine)
    tried = f"{result.cases:,} of {count_to_text(result.cases_in_all)} cases in {humanize(result.seconds)}"
    lines = [
        f"{claim}   over {result.integers.describe()}",
        f"  {answer}",
        f"  tried   {tried}",
        f"  rate    {rate_to_text(result.rate)} ({engines}, ready after {humanize(result.setup)})",
    ]
    if isinstance(result.verdict, Unknown) and result.rate > 0:
        lines.append(f"  all     would take {humanize(extrapolate(result.cases_in_all, result.rate))} at this rate")
    return lines


def verdict_object(verdict: Verdict, seconds: float) -> dict[str, object]:
    """The JSON object for a verdict: the same keys in every command."""
    found: dict[str, object] = {"verdict": NAMES[status(verdict)], "seconds": round(seconds, 6)}
    match verdict:
        case Proved(Derivation() as derivation):
            steps = [{"rule": step.rule.name, "formula": to_text(step.after)} for step in derivation.steps]
            found |= {"by": "derivation", "derivation": steps}
        case Proved(Residues(_, modulus) as table):
            found |= {"by": "residues", "modulus": modulus, "rows": table.count}
        case Proved(TruthTable() as table):
            found |= {"by": "bits", "rows": table.count}
        case Proved(Enumeration(_, _, engine, shards)):
            found |= {"by": "enumeration", "cases": sum(each.stop - each.start for each in shards), "engine": engine}
        case Proved(BitBlasted(_, _, refutation)):
            found |= {"by": "gates", "clauses": len(refutation.formula.clauses), "steps": len(refutation.steps)}
        case Proved():
            found["by"] = "solver"
        case Refuted(witness):
            found |= {"counterexample": witness.assignment, "reason": witness.reason}
        case Unknown(reason):
            found["reason"] = reason
    return found


def verdict_lines(verdict: Verdict) -> list[str]:
    """A verdict in a few lines: a derivation is shown step by step, a table row by row."""
    match verdict:
        case Proved(Derivation() as derivation):
            shown = [(to_text(step.after), step.rule.name) for step in derivation.steps]
            width = max((len(formula) for formula, _ in shown), default=0)
            lines = [f"  {formula:{min(width, 72)}}   {name}" for formula, name in shown]
            return ["proved, by a derivation:", *lines]
        case Proved(Residues() | TruthTable() as table):
            return [f"proved, by {table}:", *(f"  {line}" for line in in_columns(drawn(table)))]
        case Proved(Enumeration() | BitBlasted() as certificate):
            return [f"proved, by {certificate}"]
        case Proved(certificate):
            return [f"proved: it rests on {certificate}"]
        case Refuted(witness):
            return [f"refuted: {witness}"]
        case Unknown(reason):
            return [f"don't know: {reason}"]
