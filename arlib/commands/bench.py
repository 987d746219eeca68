"""``arlib bench``: ask about every program of a collection, count, and check every certificate again."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from arlib import __version__
from arlib.commands.arguments import READINGS, positive, write
from arlib.commands.bench_contracts import execute as contracts
from arlib.commands.bench_policies import execute as policies
from arlib.commands.bench_sat import execute as formulas
from arlib.commands.results import Result, ResultsFile
from arlib.commands.tasks import Task, tasks_in
from arlib.commands.workers import Outcome, outcomes
from arlib.exhaustive import humanize
from arlib.sat import ENGINES as SAT_ENGINES
from arlib.verdict import Unsupported

CHECKED, WRONG, UNKNOWN = 0, 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Tell the parser the options."""
    parser.description = (
        "Ask of every program of a collection whether it ends, or of every policy and every pair of them what is "
        "within what, of every formula whether it has a model, or whether no assertion fails, and check every "
        "certificate again."
    )
    parser.epilog = (
        "exit status: 0 all solved, 1 an answer or a certificate is wrong, 2 some unknown, 64 usage, 65 input"
    )
    parser.add_argument("question", choices=["termination", "policies", "sat", "contracts"], help="what is asked")
    parser.add_argument(
        "data", metavar="DATA.jsonl|FOLDER", help="JSON lines with name, source, terminates; or .yml tasks"
    )
    parser.add_argument("--engine", choices=list(SAT_ENGINES), default="cdcl", help="of sat (default: cdcl)")
    parser.add_argument("--suite", help="of contracts: only the programs of this suite")
    parser.add_argument("--others", action="store_true", help="of sat: ask MiniSat and CaDiCaL too, by python-sat")
    parser.add_argument(
        "--seconds", type=positive, default=10.0, metavar="S", help="give up each after S seconds (default: 10)"
    )
    parser.add_argument("--jobs", type=_count, default=1, metavar="N", help="so many at once (default: 1)")
    parser.add_argument("--integers", choices=list(READINGS), default="unbounded", help="default: unbounded")
    parser.add_argument(
        "--results", type=Path, help="a line for each; a run goes on from it (default: DATA.results.jsonl)"
    )
    parser.add_argument("--certificates", type=Path, metavar="FOLDER", help="default: DATA.certificates")
    parser.add_argument("--fresh", action="store_true", help="forget the results that the file has")
    parser.add_argument("--all-pairs", action="store_true", help="compare each policy with each other one")
    parser.add_argument("--diagram", type=Path, metavar="OUT.svg", help="of all pairs, draw which is within which")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(command=execute)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def execute(options: argparse.Namespace) -> int:
    """Run the command and return its exit status."""
    if options.question == "policies":
        return policies(options.data, every_pair=options.all_pairs, diagram=options.diagram, json_=options.json)
    if options.question == "contracts":
        return contracts(options.data, suite=options.suite, seconds=options.seconds, json_=options.json)
    if options.question == "sat":
        return formulas(
            options.data, engine=options.engine, seconds=options.seconds, others=options.others, json_=options.json
        )
    data = Path(options.data)
    try:
        tasks = tasks_in(data)
    except ValueError as error:
        raise Unsupported(str(error)) from None
    stem = data.resolve().name.removesuffix(".jsonl")
    folder = options.certificates or Path(f"{stem}.certificates")
    try:
        file = ResultsFile(options.results or Path(f"{stem}.results.jsonl"), fresh=options.fresh)
    except ValueError as error:
        raise Unsupported(str(error)) from None
    known = {
        result.name: result
        for result in file.results
        if (result.integers, result.limit, result.version) == (options.integers, options.seconds, __version__)
    }
    done = {task.name: known[task.name] for task in tasks if task.name in known and known[task.name].key == task.key}
    left = [task for task in tasks if task.name not in done]
    say = _quiet if options.json else print
    limits = f"{options.seconds:g} s each, {options.jobs} at once, {READINGS[options.integers]}"
    say(f"{data}: {len(tasks)} programs, {limits}")
    if done:
        say(f"  {len(done)} of them were done before and stand in {file.path} (--fresh begins anew)")
    found = outcomes(left, jobs=options.jobs, integers=options.integers, seconds=options.seconds)
    with _progress(len(tasks), len(done)) as advance:
        for task, outcome in found:
            file.append(_kept(task, outcome, options, folder))
            done[task.name] = file.results[-1]
            advance(task.name)
    results = [done[task.name] for task in tasks]
    rejected = _rejected(results, folder, options.seconds)
    if options.json:
        print(json.dumps(_summary(results, rejected)))
    else:
        print("\n".join(f"  {line}" for line in _report(results, rejected, folder)))
    if rejected or any(result.wrong for result in results):
        return WRONG
    return UNKNOWN if any(result.verdict == "unknown" for result in results) else CHECKED


def _quiet(text: str) -> None:
    pass


def _kept(task: Task, outcome: Outcome, options: argparse.Namespace, folder: Path) -> Result:
    """The result, once its certificate and the program stand side by side in the folder."""
    stem = quote(task.name, safe=" ", errors="surrogatepass") or "%"  # a name that is all ending has none
    if len(stem) > 150:
        stem = f"{stem[:120]}-{hashlib.sha256(task.name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    name = f"{stem}.json"
    if outcome.certificate is None:
        (folder / name).unlink(missing_ok=True)  # of an earlier run
    else:
        try:
            write(folder / f"{stem}{'.py' if task.language == 'Python' else '.c'}", task.source)
            write(folder / name, outcome.certificate)
        except Unsupported as error:  # one that nobody can check is no answer, and the others go on
            outcome = Outcome("unknown", outcome.seconds, outcome.processor, str(error))
    return Result(
        task.name,
        task.key,
        options.integers,
        options.seconds,
        __version__,
        task.terminates,
        outcome.verdict,
        round(outcome.seconds, 6),
        round(outcome.processor, 6),
        outcome.reason,
        None if outcome.certificate is None else name,
    )


# ---- The certificates, once more -------------------------------------------------------------


def _rejected(results: Sequence[Result], folder: Path, seconds: float) -> dict[str, str]:
    """Why the checker, in a process of its own without any engine, rejects certificates: by the results' names."""
    wanted = {result.certificate: result for result in results if result.certificate is not None}
    left = {result.name: "it was not checked" for result in wanted.values()}
    if not left:
        return {}
    command = [sys.executable, "-m", "arlib", "check", str(folder), "--json", "--seconds", str(seconds)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        with _progress(len(left), 0) as advance:
            for line in process.stdout:
                said = json.loads(line)
                result = wanted.get(Path(said.get("certificate", "")).name)
                if result is None:
                    continue  # of a run with other data
                advance(result.name)
                ends = said.get("kind") == "TerminationProof"
                if said["engines"]:
                    left[result.name] = f"the checking process has {', '.join(said['engines'])}"
                elif said["verdict"] != "accepted":
                    left[result.name] = f"{said.get('obligation', said['verdict'])}: {said['reason']}"
                elif ends != (result.verdict == "proved"):
                    left[result.name] = f"the certificate is a {said['kind']}"
                else:
                    del left[result.name]
    return left


# ---- What is printed -------------------------------------------------------------------------


def _summary(results: Sequence[Result], rejected: dict[str, str]) -> dict[str, object]:
    """The JSON object for a run."""
    answered = [result for result in results if result.verdict != "unknown"]
    wrong = [result.name for result in results if result.wrong]
    seconds, processor = [r.seconds for r in results], [r.processor for r in results]
    return {
        "programs": len(results),
        "solved": sum(not result.wrong for result in answered),
        "proved": sum(result.verdict == "proved" for result in results),
        "refuted": sum(result.verdict == "refuted" for result in results),
        "confirmed": sum(not result.wrong and result.expected is not None for result in answered),
        "wrong": wrong,
        "unknown": {result.name: result.reason for result in results if result.verdict == "unknown"},
        "seconds": _times(seconds),
        "processor_seconds": _times(processor),
        "certificates": sum(result.certificate is not None for result in results),
        "rejected": rejected,
    }


def _times(seconds: Sequence[float]) -> dict[str, float]:
    times = {"median": statistics.median(seconds), "mean": statistics.fmean(seconds), "max": max(seconds)}
    return {name: round(value, 6) for name, value in times.items()}


def _report(results: Sequence[Result], rejected: dict[str, str], folder: Path) -> Iterator[str]:
    """The same for a person."""
    answered = [result for result in results if result.verdict != "unknown"]
    wrong = [result for result in results if result.wrong]
    unknown = [result for result in results if result.verdict == "unknown"]
    good = [result for result in answered if not result.wrong]
    without = sum(result.expected is None for result in good)
    ends = sum(result.verdict == "proved" for result in good)
    note = f"; for {without} no answer is known that it could be compared with" if without else ""
    yield f"solved       {len(good)} of {len(results)}: {ends} end, {len(good) - ends} do not{note}"
    yield f"wrong        {len(wrong)}"
    yield f"don't know   {len(unknown)}"
    for name, numbers in (("time", [r.seconds for r in results]), ("processor", [r.processor for r in results])):
        shown = ", ".join(f"{key} {humanize(value)}" for key, value in _times(numbers).items())
        yield f"{name:12} {shown}"
    count = sum(result.certificate is not None for result in results)
    accepted = count - len(rejected)
    yield f"checked      {accepted} of {count} certificates accepted, by one process for all, which imported no engine"
    yield f"             arlib check {folder}"
    for result in wrong:
        yield f"WRONG        {result.name}: {result.verdict}"
    for name, why in rejected.items():
        yield f"REJECTED     {name}: {why}"
    for result in unknown:
        yield f"don't know   {result.name}: {result.reason} ({humanize(result.seconds)})"


@contextmanager
def _progress(total: int, done: int) -> Iterator[Callable[[str], object]]:
    """Something that is called with each finished name: a progress bar, or a line of text, where someone is looking."""
    if not sys.stderr.isatty():
        yield _quiet
        return
    try:
        from tqdm import tqdm
    except ImportError:
        count = done

        def line(name: str) -> None:
            nonlocal count
            count += 1
            print(f"\r{count} of {total}   {name[:60]:60}", end="", file=sys.stderr, flush=True)

        yield line
        print(f"\r{'':80}\r", end="", file=sys.stderr, flush=True)
        return
    with tqdm(total=total, initial=done, leave=False, dynamic_ncols=True) as bar:
        yield lambda name: bar.update(1)
