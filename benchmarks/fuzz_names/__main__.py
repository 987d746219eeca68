"""Random Python files that bind, shadow, delete, decorate and redefine names: does an answer contradict Python?

    python benchmarks/fuzz_names [--files 2000] [--seed 1] [--seconds 0.5] [--jobs 1] [--show proved]

Each file has a function ``f``, and as a rule a name or two that mean something odd, by every way of the grammar:
definitions in branches, ``global`` in other functions, imports, walrus, patterns, decorators, dictionaries of names.
``prove``, ``exhaust`` and ``terminates`` are asked about it, as a text and as the function of the imported file; and
Python itself imports the file and calls the function. What is proved has to be true for each of some small inputs,
what is refuted has to be false, or to go on, for the input that is named. Exits with 1 if an answer is contradicted.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the folder is run by its path, and its files name each other

from fuzz_names.comparison import compare  # noqa: E402
from fuzzing import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(__doc__.splitlines()[0], compare))
