"""Is one policy no more permissive than another? arlib beside z3 and cvc5, on the same questions in one run.

    python benchmarks/policy_solvers.py DATA.jsonl [--pairs 100] [--seconds 10]

A line is a pair (``a`` and ``b``), which is asked both ways, or one ``policy``: of those, random pairs are asked. Both
solvers read the same text (``policy_smt.py``); what that cannot express is counted and left out. Times are of the
processor: of arlib with its certificate checked or its request replayed, of solvers with their reading of the text,
and of none with the reading of the policies. The limit is one of the clock: where others use the processor, a solver
that gives up had less of it. A contradiction ends with status 1.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from exhaustive import name_of_this_processor
from policy_smt import Encoding, LeftOut, ask_cvc5, ask_z3

from arlib import humanize
from arlib.languages.iam.reading import read_policy
from arlib.languages.iam.syntax import Policy
from arlib.policies import no_more_permissive
from arlib.verdict import Proved, Refuted

Question = tuple[str, Policy, Policy]


def sample(path: Path, pairs: int, choose: random.Random) -> list[Question]:
    """Random pairs, those of a line both ways."""
    records = [json.loads(line) for line in path.read_text().splitlines()]
    lines = [each for each in records if "a" in each]
    found: list[Question] = []
    for each in choose.sample(lines, min(pairs, len(lines))):
        one, other = (read_policy(json.dumps(each[key])) for key in "ab")
        found += [(f"{each['id']}: a within b", one, other), (f"{each['id']}: b within a", other, one)]
    single = [each for each in records if "policy" in each]
    for _ in range(pairs if len(single) > 1 and not lines else 0):
        first, second = choose.sample(single, 2)
        one, other = (read_policy(json.dumps(each["policy"])) for each in (first, second))
        found.append((f"{first['id']} within {second['id']}", one, other))
    return found


def arlib_says(first: Policy, second: Policy) -> str:
    found = no_more_permissive(first, second)
    return "proved" if isinstance(found, Proved) else "refuted" if isinstance(found, Refuted) else "unknown"


def timed(run: Callable[[], str]) -> tuple[str, float]:
    begun = time.process_time()
    return run(), time.process_time() - begun


def main() -> int:
    """Ask all, compare, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data", type=Path)
    options.add_argument("--pairs", type=int, default=100)
    options.add_argument("--seconds", type=float, default=10.0, help="for each question to a solver")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    questions = sample(chosen.data, chosen.pairs, random.Random(chosen.seed))
    answers: dict[str, Counter[str]] = {name: Counter() for name in ("arlib", "cvc5", "z3")}
    times: dict[str, list[float]] = {name: [] for name in answers}
    left_out: Counter[str] = Counter()
    contradictions: list[str] = []
    for name, first, second in questions:
        try:
            query = Encoding().query(first, second)
        except LeftOut as why:
            left_out[str(why)] += 1
            continue
        runs: dict[str, Callable[[], str]] = {
            "arlib": lambda one=first, other=second: arlib_says(one, other),  # type: ignore[misc]
            "cvc5": lambda text=query: ask_cvc5(text, chosen.seconds),  # type: ignore[misc]
            "z3": lambda text=query: ask_z3(text, chosen.seconds),  # type: ignore[misc]
        }
        said = {}
        for engine, run in runs.items():
            found, took = timed(run)
            said[engine] = {"sat": "refuted", "unsat": "proved"}.get(found, found)
            answers[engine][said[engine]] += 1
            times[engine].append(took)
        if {"proved", "refuted"} <= set(said.values()):
            contradictions.append(f"{name}: {said}")
    print(f"{name_of_this_processor()}, Python {platform.python_version()}, one core")
    print(f"{chosen.data.name}: {len(questions)} questions, {left_out.total()} left out, {chosen.seconds:g} s for each")
    for why, count in left_out.most_common():
        print(f"  left out    {count}: {why}")
    for engine, took in times.items():
        if took:
            ordered = sorted(took)
            stops = (("median", 0.5), ("p95", 0.95), ("max", 1.0))
            shown = ", ".join(f"{n} {humanize(ordered[min(int(len(took) * at), len(took) - 1)])}" for n, at in stops)
            counts = ", ".join(f"{answers[engine][each]} {each}" for each in ("proved", "refuted", "unknown"))
            print(f"  {engine:6} {counts}; {shown}")
    print(f"  contradictions {len(contradictions)}")
    print("\n".join(f"    {each}" for each in contradictions))
    return 1 if contradictions else 0


if __name__ == "__main__":
    sys.exit(main())
