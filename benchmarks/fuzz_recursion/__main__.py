"""Random functions that call themselves: does what is said of them agree with what CPython does?

    python benchmarks/fuzz_recursion [--programs 2000] [--seed 0] [--seconds 2]

Each call and each turn of a loop is counted, and a call with the arguments of one that is active is noticed, so that
a program which is proved must never come to one. What is refuted must not return. A proved program that goes on for
longer than the budget is printed, since some only take long.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_recursion.comparison import compare  # noqa: E402
from fuzz_recursion.programs import random_program  # noqa: E402


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--programs", type=int, default=2000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--seconds", type=float, default=2.0)
    chosen = options.parse_args()
    seen: Counter[str] = Counter()
    for seed in range(chosen.seed, chosen.seed + chosen.programs):
        text = random_program(seed)
        try:
            answer = compare(text, chosen.seconds)
        except AssertionError as error:
            answer = "CONTRADICTION"
            print(f"seed {seed}: {error}", flush=True)
        if "too long" in answer:
            print(f"seed {seed}: {answer}\n{text}", flush=True)
        seen[answer] += 1
    print(", ".join(f"{answer}: {count:,}" for answer, count in seen.most_common()))


if __name__ == "__main__":
    main()
