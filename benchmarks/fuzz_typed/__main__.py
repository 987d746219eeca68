"""Random Python functions as people type them: does an answer contradict Python?

    python benchmarks/fuzz_typed [--programs 2000] [--seed 1] [--seconds 1] [--jobs 1] [--without-lists] [--show no]

They print, put texts together, reckon with fractions, and change lists while they go through them. Python itself runs
each one on small numbers and on lists of at most three: what is proved to end has to end, by an exception if need be,
and what is refuted has to go on from the input that is named. Exits with 1 if an answer is contradicted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_typed.comparison import compare  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programs", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=1.0, help="for each answer")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--without-lists", action="store_true")
    options.add_argument("--show", help="print the programs with such an answer, too")
    chosen = options.parse_args()
    begun, wrong = time.perf_counter(), 0
    answers: Counter[str] = Counter()
    lists = not chosen.without_lists
    for report in compare(chosen.programs, chosen.seed, chosen.seconds, chosen.jobs, lists=lists):
        answers[report.answer] += 1
        wrong += bool(report.wrong)
        if report.wrong or (chosen.show and report.answer.startswith(chosen.show)):
            print(f"\nseed {report.seed}: {report.wrong or report.answer}\n{report.text}", flush=True)
    took = time.perf_counter() - begun
    for answer, count in answers.most_common():
        print(f"{count:6,} {answer}")
    print(f"{chosen.programs:,} programs in {took:.0f} s; contradicted: {wrong}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
