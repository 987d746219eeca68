"""Compiles many files at once, and runs their functions: what they return, or whether a run comes back to a state.

Each file's own names get its number by macros, so that all stand in one text for gcc. Every test of a loop compares
the stack from the call on, and the global variables, with those seen before: where they are the same, the run has
come back to where it was, and goes on for ever. gcc would fold ``x - 1 >= 1``, and an overflow with it, or compute in
fewer bits what is stored in few: every result is kept in a variable of its own.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fuzz_scopes.expressions import POOL
from fuzz_scopes.files import File

# With -fwrapv gcc still says nothing of a shift by too many bits and of a quotient that does not fit.
FLAGS = {
    "machine": ("-fsanitize=undefined",),
    "wrap": ("-fwrapv", "-fsanitize=shift-exponent,integer-divide-by-zero"),
}
TRAPS = ("-fsanitize-undefined-trap-on-error", "-DMISSING=__builtin_trap();")
OWN = (*(name for name in POOL if name not in "xyab"), "f", "other")
BEFORE = r"""
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define LIMIT 60000
#define KEEP(value) ({ __auto_type kept = (value); kept; })
#define TICK(test) (tick(), (test))
struct slot { void *at; unsigned long size; };
struct file { long (*call)(const long *); const struct slot *slots; };
static sigjmp_buf out;
static char *base, saved[1 << 16], first[256];
static long ticks, mark, saved_size;
static const struct slot *slots;
static void copy(char *to) {
    for (const struct slot *s = slots; s->at; s++) { memcpy(to, s->at, s->size); to += s->size; }
}
static __attribute__((noinline)) void tick(void) {
    char *low = __builtin_frame_address(0), now[256];
    long size = base - low;
    if (++ticks > LIMIT || size > (long) sizeof saved - 256) siglongjmp(out, 3);
    memset(now, 0, sizeof now);
    copy(now);
    if (size == saved_size && !memcmp(saved, low, size) && !memcmp(saved + size, now, sizeof now)) siglongjmp(out, 2);
    if (ticks == mark) {
        mark *= 2;
        saved_size = size;
        memcpy(saved, low, size);
        memcpy(saved + size, now, sizeof now);
    }
}
static void trap(int signal) { (void) signal; siglongjmp(out, 1); }
static __attribute__((noinline)) void fill(int pattern) {
    volatile int space[2048];
    for (int i = 0; i < 2048; i++) space[i] = pattern;
}
"""
AFTER = r"""
static __attribute__((noinline)) long enter(const struct file *file, const long *given, int pattern) {
    base = __builtin_frame_address(0);
    fill(pattern);
    return file->call(given);
}
int main(void) {
    long number, pattern, given[2], others;
    signal(SIGILL, trap);
    signal(SIGFPE, trap);
    signal(SIGTRAP, trap);
    while (scanf("%ld %ld %ld %ld %ld", &number, &pattern, &given[0], &given[1], &others) == 5) {
        const struct file *file = &files[number];
        const char *from = first;
        long value = 0;
        slots = file->slots;
        memset(first, 0, sizeof first);
        copy(first);
        while (others--) {
            long place;
            int number;
            scanf("%ld %d", &place, &number);
            *(int *) slots[place].at = number;
        }
        ticks = 0, mark = 1, saved_size = -1;
        int how = sigsetjmp(out, 1);
        if (!how) value = enter(file, given, pattern);
        for (const struct slot *s = slots; s->at; s++) { memcpy(s->at, from, s->size); from += s->size; }
        printf("%d %d\n", how, value != 0);
    }
}
"""


@dataclass(frozen=True)
class Call:
    """A run that is wanted: of a file, with these inputs, on a stack that is full of a number."""

    file: File
    inputs: tuple[int, ...]
    pattern: int = 0
    globals: tuple[tuple[str, int], ...] = ()  # those that do not have their first value


@dataclass(frozen=True)
class Done:
    """How a run ended, and whether what it returned is true."""

    how: str  # "returned", "undefined", "comes back" or "goes on"
    true: bool = False


HOW = ("returned", "undefined", "comes back", "goes on")


def compiled_text(files: Sequence[File]) -> str:
    """One text with all files in it."""
    parts, table = [BEFORE], []
    for number, file in enumerate(files):
        given = ", ".join(f"({kind}) given[{place}]" for place, kind in enumerate(file.parameters.values()))
        call = f"return f({given});" if file.returns else f"f({given}); return 1;"
        slots = "".join(f"{{(void *) &{name}, sizeof {name}}}, " for name in file.globals)
        parts += [f"#define {name} {name}_{number}" for name in OWN]
        parts += [file.for_gcc, f"static const struct slot slots_{number}[] = {{{slots}{{0, 0}}}};"]
        parts += [f"static long call_{number}(const long *given) {{ {call} }}"]
        parts += [f"#undef {name}" for name in OWN]
        table.append(f"{{call_{number}, slots_{number}}}")
    return "\n".join([*parts, f"static const struct file files[] = {{{', '.join(table)}}};", AFTER])


def line(call: Call) -> str:
    """A call as the program reads it."""
    changed = [number for name, value in call.globals for number in (call.file.globals.index(name), value)]
    return " ".join(map(str, [call.pattern, *(*call.inputs, 0)[:2], len(call.globals), *changed]))


def compiles(files: Sequence[File], reading: str, program: Path, more: Sequence[str] = ()) -> bool:
    command = ["gcc", "-w", "-O0", "-std=gnu17", *FLAGS[reading], *TRAPS, *more, "-x", "c", "-", "-o", str(program)]
    return subprocess.run(command, input=compiled_text(files), text=True, capture_output=True).returncode == 0


def run(calls: Sequence[Call], reading: str, more: Sequence[str] = ()) -> list[Done | None]:
    """What each call does; None for those of a file that gcc refuses."""
    files = list(dict.fromkeys(call.file for call in calls))
    if not files:
        return []
    with tempfile.TemporaryDirectory(prefix="fuzz_scopes") as folder:
        program = Path(folder) / "run"
        if compiles(files, reading, program, more):
            number = {file: place for place, file in enumerate(files)}
            given = "\n".join(f"{number[call.file]} {line(call)}" for call in calls)
            done = subprocess.run([program], input=given, text=True, capture_output=True, check=True).stdout
            rows = [line.split() for line in done.splitlines()]
            assert len(rows) == len(calls), "a run was lost"
            return [Done(HOW[int(how)], true == "1") for how, true in rows]
    if len(files) == 1:
        return [None] * len(calls)
    half = set(files[: len(files) // 2])
    parts = {
        side: iter(run([call for call in calls if (call.file in half) == side], reading, more))
        for side in (True, False)
    }
    return [next(parts[call.file in half]) for call in calls]
