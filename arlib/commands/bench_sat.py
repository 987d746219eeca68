"""``arlib bench sat``: answer every formula of a collection, beside other solvers if wanted, and check all again."""

from __future__ import annotations

import gzip
import json
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from arlib.certificates.json_parts import Json
from arlib.certificates.json_values import Value, parse
from arlib.checking import Accepted
from arlib.checking.refutation import check_steps
from arlib.clauses import CNF, satisfies
from arlib.exhaustive import humanize
from arlib.languages.dimacs import read_dimacs, read_dimacs_file
from arlib.languages.lrat import lrat_lines, lrat_steps
from arlib.sat import refute
from arlib.verdict import Proved, Refuted, Unknown, Unsupported

SOLVED, WRONG, SOME = 0, 1, 2
ENDINGS = (".cnf", ".cnf.gz", ".cnf.xz")
STATUSES = ("sat", "unsat")
OTHERS = {"minisat22": "MiniSat 2.2", "cadical195": "CaDiCaL 1.9.5"}
CONFLICTS = 20_000  # of CaDiCaL for each second of the limit: it cannot be interrupted, and has many more in a second
LEAST = 0.003  # seconds of the other solver: below, a ratio says how one starts


@dataclass
class Tally:
    """What was answered, and in which times of the processor, those of other solvers too."""

    answers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    unread: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refuting: float = 0.0
    checking: float = 0.0
    ratios: dict[str, list[float]] = field(default_factory=dict)


def execute(path: str, *, engine: str, seconds: float, others: bool, json_: bool) -> int:
    """Ask for each formula and print what came of it; the exit status."""
    if others and find_spec("pysat") is None:
        raise ValueError("the other solvers come with pip install python-sat")
    tally = Tally()
    for name, formula, status in _formulas(path, tally):
        spent, answer = _asked(tally, name, formula, engine=engine, seconds=seconds)
        expected = {status} & set(STATUSES)
        for other in OTHERS if others else ():
            beside, said = _other(other, formula, seconds)
            expected |= {said} & set(STATUSES)
            if answer is not None and said is not None and beside >= LEAST:
                tally.ratios.setdefault(other, []).append(spent / beside)
        if len(expected) > 1 or (answer is not None and expected - {answer}):
            tally.wrong.append(name)
        if not json_:
            print(f"{name}: {answer or 'unknown'} in {humanize(spent)}", flush=True)
    shown = _summary(path, tally)
    print(json.dumps(shown) if json_ else "\n".join(_lines(shown)))
    if tally.wrong or tally.rejected:
        return WRONG
    return SOME if tally.unknown else SOLVED


def _formulas(path: str, tally: Tally) -> Iterator[tuple[str, CNF, str | None]]:
    """Each formula that can be read, by name, and what is known of it."""
    place = Path(path)
    if place.is_dir():
        for file in sorted(each for each in place.rglob("*") if each.name.endswith(ENDINGS)):
            try:
                yield str(file.relative_to(place)), read_dimacs_file(file), None
            except Unsupported as error:
                tally.unread[str(file.relative_to(place))] = str(error)
        return
    try:
        with gzip.open(place, "rt") if path.endswith(".gz") else open(place) as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    record = Value(parse(line))
                    name, text = record.at("name").string(), record.at("dimacs").string()
                    status = record.at("status").string() if "status" in record.keys else None
                except ValueError as error:
                    raise Unsupported(f"{path}, line {number}: {error}") from None
                try:
                    yield name, read_dimacs(text), status
                except Unsupported as error:
                    tally.unread[name] = str(error)
    except (OSError, EOFError) as error:
        raise Unsupported(f"{path} cannot be read: {error}") from None


def _asked(tally: Tally, name: str, formula: CNF, *, engine: str, seconds: float) -> tuple[float, str | None]:
    """The processor's time for the answer, and the answer, once its evidence was written, read, and judged again."""
    begun = time.process_time()
    found = refute(formula, engine=engine, seconds=seconds)
    spent = time.process_time() - begun
    tally.seconds.append(spent)
    match found:
        case Refuted(model):
            accepted, answer = satisfies(model, formula), "sat"
        case Proved(proof):
            begun = time.process_time()
            steps = lrat_steps(line.encode() for line in lrat_lines(proof))
            accepted, answer = isinstance(check_steps(formula, steps, seconds=10 * seconds), Accepted), "unsat"
            tally.checking += time.process_time() - begun
            tally.refuting += spent
        case Unknown(reason):
            tally.unknown[name] = reason
            return spent, None
        case _:
            raise TypeError(f"no answer: {found!r}")
    if not accepted:
        tally.rejected.append(name)
    tally.answers[answer] += 1
    return spent, answer


def _other(name: str, formula: CNF, seconds: float) -> tuple[float, str | None]:
    """The processor's time of another solver, with what it takes to load the clauses, and its answer."""
    from pysat.solvers import Solver

    begun = time.process_time()
    with Solver(name, bootstrap_with=formula.clauses) as solver:
        if name == "cadical195":
            solver.conf_budget(int(CONFLICTS * seconds))
            found = solver.solve_limited()
        else:
            timer = threading.Timer(seconds, solver.interrupt)
            timer.start()
            found = solver.solve_limited(expect_interrupt=True)
            timer.cancel()
            timer.join()
        spent = time.process_time() - begun
    return spent, None if found is None else "sat" if found else "unsat"


def _summary(path: str, tally: Tally) -> Json:
    shown: Json = {
        "data": path,
        "formulas": len(tally.seconds),
        "unread": tally.unread,
        **tally.answers,
        "unknown": tally.unknown,
        "wrong": tally.wrong,
        "rejected": tally.rejected,
        "processor": round(sum(tally.seconds), 3),
        "refuting": round(tally.refuting, 3),
        "checking again": round(tally.checking, 3),
    }
    if tally.seconds:
        shown |= {"median": statistics.median(tally.seconds), "max": max(tally.seconds)}
    for name, ratios in tally.ratios.items():
        shown[OTHERS[name]] = {"formulas": len(ratios), "ratios": [round(each, 1) for each in _quartiles(ratios)]}
    return shown


def _quartiles(values: Sequence[float]) -> list[float]:
    return statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [*values] * 3


def _lines(shown: Json) -> Iterator[str]:
    """The same for a person."""
    lists = {name: shown[name] for name in ("unread", "unknown", "wrong", "rejected")}
    counts = {name: len(found) for name, found in lists.items() if isinstance(found, dict | list)}
    yield f"{shown['data']}: {shown['formulas']:,} formulas, {counts['unread']} that cannot be read"
    yield f"  answered     {shown['sat']:,} satisfiable, {shown['unsat']:,} unsatisfiable"
    yield f"  wrong        {counts['wrong']}"
    yield f"  don't know   {counts['unknown']}"
    yield f"  rejected     {counts['rejected']} models and proofs, once they were written and read"
    yield f"  processor    {shown['processor']} s"
    yield f"  refutations  {shown['refuting']} s, and {shown['checking again']} s to check them again"
    if "median" in shown:
        yield f"  each         {', '.join(f'{n} {humanize(float(str(shown[n])))}' for n in ('median', 'max'))}"
    for name in OTHERS.values():
        if isinstance(beside := shown.get(name), dict):
            yield f"  {name:12} {beside['ratios']} times its time (quartiles of {beside['formulas']} formulas)"
    for name, found in lists.items():
        if isinstance(found, dict):
            yield from (f"  {name:12} {each}: {str(why).splitlines()[0]}" for each, why in list(found.items())[:20])
        elif isinstance(found, list):
            yield from (f"  {name.upper():12} {each}" for each in found)
