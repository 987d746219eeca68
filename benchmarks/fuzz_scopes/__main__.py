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

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_scopes.comparison import compare  # noqa: E402
from fuzzing import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(__doc__.splitlines()[0], compare))
