"""Random C functions with macros, jumps, switches, arrays and pointers: does gcc, with its sanitizers, do what is said?

    python benchmarks/fuzz_c [--files 2000] [--seed 1] [--seconds 0.5]

A file that is proved may come to no operation without a value; one that goes on for longer than the budget is shown
with ``--show "proved, and too long for some inputs"``, since some only take long. What is refuted may not end.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_c.comparison import compare  # noqa: E402
from fuzzing import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(__doc__.splitlines()[0], compare))
