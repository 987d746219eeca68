"""What the fuzzers of names and of scopes share: they ask about many files, count answers and show what is wrong."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol


class Written(Protocol):
    """A file that a seed makes."""

    @property
    def seed(self) -> int: ...

    @property
    def text(self) -> str: ...


class Report(Protocol):
    """What was answered about a file, question by question, and which answers are contradicted."""

    @property
    def file(self) -> Written: ...

    @property
    def answers(self) -> Mapping[str, str]: ...

    @property
    def wrong(self) -> Sequence[str]: ...


def main(description: str, compare: Callable[[int, int, float, int], Iterable[Report]]) -> int:
    """Read the options, compare so many files from a first seed on, and return the exit status: 1 if one is wrong."""
    options = argparse.ArgumentParser(description=description)
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
