"""Random small programs: does what is proved of them agree with what they do?

    python benchmarks/fuzz_termination [--programs 2000] [--reading wrap] [--seed 1] [--seconds 1] [--jobs 1]

The readings are those of C, and "python". What a program does is found without any of the package: it is translated
into Python functions, one for the way from a loop's head to the next, and the graph of the states at the heads is
searched for a cycle. In "machine" and "wrap" the inputs are few bits wide and all are tried, so that the search decides
whether some run goes on for ever; in the others it tries a grid, and only a cycle that it finds is certain.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_termination.comparison import READINGS, compare  # noqa: E402


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programs", type=int, default=2000)
    options.add_argument("--reading", choices=READINGS, action="append")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=float, default=1.0)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--show", choices=("don't know", "yes", "no"), help="print such programs too")
    chosen = options.parse_args()
    for reading in chosen.reading or READINGS:
        begun, times = time.perf_counter(), []
        answers: Counter[str] = Counter()
        wrong = 0
        for report in compare(chosen.programs, reading, chosen.seed, chosen.seconds, chosen.jobs):
            answers[report.answer + (f" ({report.truth})" if report.truth else "")] += 1
            times.append(report.seconds)
            if report.wrong:
                wrong += 1
                print(f"\n{reading}, seed {report.seed}: {report.wrong}\n{report.text}\n", flush=True)
            elif report.answer == chosen.show:
                print(f"\n{reading}, seed {report.seed}: {report.answer}, {report.truth}\n{report.text}\n")
        took = time.perf_counter() - begun
        shown = ", ".join(f"{what}: {count:,}" for what, count in sorted(answers.items()))
        unknown = answers["don't know"] / len(times)
        late = max(times)
        print(f"{reading}: {len(times):,} programs in {took:.0f} s, {len(times) / took:.1f} a second; wrong: {wrong}")
        print(f"  {shown}")
        print(f"  don't know {unknown:.1%}; median {statistics.median(times):.3f} s, longest {late:.2f} s", flush=True)


if __name__ == "__main__":
    main()
