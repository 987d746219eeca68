"""Random C functions with shadowing in every kind of block, and with missing values: does an answer contradict gcc?

    python benchmarks/fuzz_scopes [--files 2000] [--seed 1] [--seconds 0.5] [--jobs 1] [--show proved]

Each file has a function ``f``: names are declared anew in blocks, in the heads of loops, among the cases of a switch
and behind labels, over types, constants, functions and global variables; functions end without a value, variables
have none, operations fail, and comments go on. ``prove`` and ``terminates`` are asked about it, in the readings
"machine" and "wrap", and gcc compiles it, with traps for what is undefined or with -fwrapv. What is proved has to be
true, or to end, for each of some inputs; what is refuted has to be false, to fail or to come back to a state in which
it was, for the input that is named. Exits with 1 if an answer is contradicted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_scopes.comparison import compare  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--files", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=0.5, help="for each answer")
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--show", help="print the files with such an answer, too")
    chosen = options.parse_args()
    begun, wrong, answered = time.perf_counter(), 0, 0
    answers: dict[str, Counter[str]] = {}
    for report in compare(chosen.files, chosen.seed, chosen.seconds, chosen.jobs):
        for question, answer in report.answers.items():
            answers.setdefault(question, Counter())[answer] += 1
        answered += any(answer in ("proved", "refuted") for answer in report.answers.values())
        wrong += bool(report.wrong)
        if report.wrong or chosen.show in report.answers.values():
            found = "\n".join(report.wrong) or report.answers
            print(f"\nseed {report.file.seed}: {found}\n{report.file.text}", flush=True)
    took = time.perf_counter() - begun
    for question, counts in answers.items():
        print(f"{question}: {', '.join(f'{answer} {count:,}' for answer, count in sorted(counts.items()))}")
    print(f"{chosen.files:,} files in {took:.0f} s; proved or refuted {answered:,}; contradicted {wrong:,}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
