"""``python -m arlib`` is the same as ``arlib``."""

import sys

from arlib.cli import main

sys.exit(main())
