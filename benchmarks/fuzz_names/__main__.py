"""Random Python files that bind, shadow, delete, decorate and redefine names: does an answer contradict Python?

    python benchmarks/fuzz_names [--files 2000] [--seed 1] [--seconds 0.5] [--jobs 1] [--show proved]

Each file has a function ``f``, and as a rule a name or two that mean something odd, by every way of the grammar:
definitions in branches, ``global`` in other functions, imports, walrus, patterns, decorators, dictionaries of names.
``prove``, ``exhaust`` and ``terminates`` are asked about it, as a text and as the function of the imported file; and
Python itself imports the file and calls the function. What is proved has to be true for each of some small inputs,
what is refuted has to be false, or to go on, for the input that is named. Exits with 1 if an answer is contradicted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_names.comparison import compare  # noqa: E402


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
