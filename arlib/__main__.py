"""``python -m arlib`` is the same as ``arlib``."""

import sys

from arlib.cli import main

if __name__ == "__main__":
    sys.exit(main())
