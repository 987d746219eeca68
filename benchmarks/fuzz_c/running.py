"""What functions of C do, compiled by gcc with its sanitizers: each call in a process of its own, within a budget."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fuzz_c.programs import MACROS, Written

Call = tuple[Written, tuple[int, ...]]
BUDGET = 20_000
FLAGS = ("-w", "-O0", "-fsanitize=undefined,address", "-fno-sanitize-recover=all", "-std=gnu11")
HEAD = f"""\
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
static int ticks = {BUDGET};
#define TICK if (ticks-- == 0) _exit(3);
"""
MAIN = """\
int main(void) {
  for (unsigned i = 0; i < sizeof calls / sizeof *calls; i++) {
    int status, child = fork();
    if (child == 0) { fclose(stderr); calls[i].f(calls[i].x, calls[i].y); _exit(0); }
    waitpid(child, &status, 0);
    puts(!WIFEXITED(status) || WEXITSTATUS(status) == 1 ? "undefined" : WEXITSTATUS(status) ? "goes on" : "ends");
  }
}
"""


def outcomes(calls: Sequence[Call]) -> list[str]:
    """For each call: "ends", "goes on" when the budget is used up, or "undefined" when a sanitizer stops it."""
    bodies = {file.seed: file.body for file, _ in calls}
    table = ", ".join(f"{{{file.name}, {_literal(x)}, {_literal(y)}}}" for file, (x, y) in calls)
    code = [HEAD, MACROS, *bodies.values(), "struct { int (*f)(int, int); int x, y; } calls[] = {", table, "};", MAIN]
    with tempfile.TemporaryDirectory() as folder:
        source, program = Path(folder, "all.c"), Path(folder, "all")
        source.write_text("\n".join(code))
        subprocess.run(["gcc", *FLAGS, str(source), "-o", str(program)], check=True)
        done = subprocess.run([str(program)], check=True, capture_output=True, text=True)
    return done.stdout.split("\n")[: len(calls)]


def _literal(number: int) -> str:
    return f"({number + 1} - 1)" if number == -(2**31) else str(number)
