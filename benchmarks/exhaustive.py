"""How fast each engine tries x + y == y + x, as a multiple of the article's loop in C at -O0.

    python benchmarks/exhaustive.py [--bits 32] [--repeat 100] [--like haswell]

The C loop is the article's (two nested loops that call f), with an honest f: its operands pass through
empty assembly statements, since gcc folds ``x + y == y + x`` to true even at -O0. The physical limit that
is stated is measured in the same run: a C loop of independent vector additions in registers gives the vector
operations a second of one core; the claim needs four for each vector of cases (add, add, compare, count) when
every operand is in a register. ``--like`` measures what is made for an older processor, in vectors of its size,
and so is the limit then. Every figure is the best of many short runs, in turn, so that all see the same machine,
and its quiet moments.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from arlib import Unsigned, claim
from arlib.exhaustive.compiled_engine import Kernel
from arlib.exhaustive.engines import available, counter
from arlib.exhaustive.processors import Processor, host
from arlib.printing import rate_to_text

CLAIM = "x + y == y + x"
VECTOR_OPERATIONS = 4
LIKE = {"x86-64-v2": 16, "haswell": 32, "znver3": 32, "skylake-avx512": 64, "icelake-server": 64}
FLAGS = {64: ["-mavx512bw", "-mprefer-vector-width=512"], 32: ["-mavx2"], 16: []}

# The call of f is direct, as in the article: the loop is written out once for each f.
ARTICLE_LOOP = r"""
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#define LOOP(NAME, F) static double NAME(unsigned int rows) { \
   struct timespec s, e; clock_gettime(CLOCK_MONOTONIC, &s); \
   for (unsigned int x=0;1;x++) { \
      for (unsigned int y=0;1;y++) { if (!F(x,y)) printf("Error!\n"); if (y==65535) break; } \
      if (x==rows-1) break; \
   } \
   clock_gettime(CLOCK_MONOTONIC, &e); \
   return rows * 65536.0 / ((e.tv_sec - s.tv_sec) + 1e-9 * (e.tv_nsec - s.tv_nsec)); }
bool honest(unsigned int x, unsigned int y) {
   unsigned int a = x, b = y;
   __asm__("" : "+r"(a), "+r"(b));
   return (x+y == b+a);
}
bool folded(unsigned int x, unsigned int y) { return (x+y == y+x); }
LOOP(run_honest, honest)
LOOP(run_folded, folded)
int main(void) { printf("%f %f\n", run_honest(16), run_folded(16)); return 0; }
"""

# Twelve independent chains of additions: they fit in the registers, and none waits for memory or for another.
PEAK_LOOP = r"""
#include <stdint.h>
#include <stdio.h>
#include <time.h>
typedef uint16_t vector __attribute__((vector_size(BYTES)));
int main(void) {
   vector v[12], one = {1};
   for (int i = 0; i < 12; i++) v[i] = one * (uint16_t)i;
   struct timespec s, e;
   clock_gettime(CLOCK_MONOTONIC, &s);
   vector a=v[0],b=v[1],c=v[2],d=v[3],f=v[4],g=v[5],h=v[6],k=v[7],l=v[8],m=v[9],n=v[10],o=v[11];
   for (long i = 0; i < 200000; i++) {
      a+=one; b+=one; c+=one; d+=one; f+=one; g+=one; h+=one; k+=one; l+=one; m+=one; n+=one; o+=one;
      __asm__ volatile("" : "+x"(a),"+x"(b),"+x"(c),"+x"(d),"+x"(f),"+x"(g));
      __asm__ volatile("" : "+x"(h),"+x"(k),"+x"(l),"+x"(m),"+x"(n),"+x"(o));
   }
   clock_gettime(CLOCK_MONOTONIC, &e);
   vector sum = a+b+c+d+f+g+h+k+l+m+n+o;
   printf("%f %d\n", 12 * 200000.0 / ((e.tv_sec - s.tv_sec) + 1e-9 * (e.tv_nsec - s.tv_nsec)), (int)sum[0]);
   return 0;
}
"""


def compiled_c(folder: Path, name: str, source: str, *flags: str) -> Path:
    compiler = shutil.which("cc")
    if compiler is None:
        sys.exit("this benchmark compares with C, and no compiler called cc was found")
    (folder / f"{name}.c").write_text(source)
    program = folder / name
    subprocess.run([compiler, *flags, "-w", "-o", program, folder / f"{name}.c"], check=True)
    return program


def name_of_this_processor() -> str:
    """What its maker calls it, and what LLVM does."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{named[0] if named else platform.processor() or platform.machine()} ({host().name})"


kernel = lru_cache(Kernel)


def first_number(program: Path) -> list[float]:
    return [float(word) for word in subprocess.run([program], capture_output=True, text=True).stdout.split()]


def engine_rate(engine: str, bits: int, threads: int, processor: Processor) -> float:
    """Cases a second over a stretch of the space that takes some thousandths of a second."""
    read = claim(CLAIM), Unsigned(bits)
    count = kernel(*read, processor).count if engine == "compiled" else counter(engine, *read)
    count(0, 1)
    cases = 1 << min(2 * bits, {"python": 14, "numpy": 24, "compiled": 26}[engine] + 2 * threads - 2)
    pieces = 4 * threads if cases > 1 << 16 else 1
    bounds = [cases * n // pieces for n in range(pieces + 1)]
    begun = time.perf_counter()
    if threads == 1:
        total = count(0, cases)
    else:
        with ThreadPoolExecutor(threads) as pool:
            total = sum(pool.map(count, bounds, bounds[1:]))
    seconds = time.perf_counter() - begun
    if total != cases:
        raise AssertionError(f"the {engine} engine counted {total} of {cases}")
    return cases / seconds


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--bits", type=int, nargs="+", default=[16, 32])
    options.add_argument("--repeat", type=int, default=100)
    options.add_argument("--like", choices=LIKE, help="a processor that this one is compatible with")
    chosen = options.parse_args()
    processor, name = host(), name_of_this_processor()
    if chosen.like:
        processor, name = Processor(processor.triple, chosen.like, "", LIKE[chosen.like]), f"{name} like {chosen.like}"
    print(f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder, width = Path(temporary), processor.vector_bytes
        loop = compiled_c(folder, "loop", ARTICLE_LOOP, "-O0")
        peak = compiled_c(
            folder,
            "peak",
            PEAK_LOOP.replace("BYTES", str(width)),
            "-O2",
            *(FLAGS[width] if "x86" in processor.triple else []),
        )
        rates: dict[tuple[str, int, int], float] = {}
        honest = folded = vectors = 0.0
        for _ in range(chosen.repeat):
            this_honest, this_folded = first_number(loop)
            honest, folded = max(honest, this_honest), max(folded, this_folded)
            vectors = max(vectors, first_number(peak)[0])
            for bits in chosen.bits:
                for engine in available():
                    for threads in (1, 2) if engine != "python" else (1,):
                        key = (engine, bits, threads)
                        rates[key] = max(rates.get(key, 0.0), engine_rate(engine, bits, threads, processor))
    print(f"On {name}:")
    print(f"{'':34}{'rate':>32}{'times C':>10}{'of limit':>10}")
    print(f"{'C at -O0, f folded by the compiler':34}{rate_to_text(folded):>32}{folded / honest:>10.2f}")
    print(f"{'C at -O0, f really called':34}{rate_to_text(honest):>32}{1:>10.2f}")
    for (engine, bits, threads), rate in rates.items():
        lanes = width // (max(bits, 8) // 8)
        limit = vectors * lanes / VECTOR_OPERATIONS * threads
        label = f"{engine}, {bits} bits, {threads} thread{'s' * (threads > 1)}"
        print(f"{label:34}{rate_to_text(rate):>32}{rate / honest:>10.2f}{rate / limit:>10.0%}")
    print(f"\nA second thread on {name}:")
    for engine, bits, threads in rates:
        if threads == 2:
            print(f"  {engine}, {bits} bits: {rates[engine, bits, 2] / rates[engine, bits, 1]:.2f} times one thread")
    at_16, at_32 = (rate_to_text(vectors * width / size / VECTOR_OPERATIONS) for size in (2, 4))
    print(
        f"\nLimit of one core of {name}:"
        f"\n{vectors / 1e9:.1f} billion vector additions a second measured ({8 * width} bits each);"
        f"\nat {VECTOR_OPERATIONS} operations for a vector of cases that is {at_16} at 16 bits, {at_32} at 32 bits."
    )


if __name__ == "__main__":
    main()
