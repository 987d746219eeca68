"""Commands, as a person starts them, and how they end."""

import subprocess
import sys

PROVED, REFUTED, UNKNOWN, USAGE, UNREADABLE = 0, 1, 2, 64, 65
LOOP = "def f(x):\n    while x > 0:\n        x = x - 1\n"
SLOW = "x * x * x + y * y * y + z * z * z != 114"  # nobody knows, and z3 will not find it out


def arlib(*arguments, **options):
    """A command, as a person starts it."""
    command = [sys.executable, "-m", "arlib", *map(str, arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120} | options
    return subprocess.run(command, text=True, check=False, **options)


def refused(done, status, reason):
    """It ended with this status, and said why in a line, perhaps with a place in the text below it."""
    assert done.returncode == status, (done.stdout, done.stderr)
    assert reason in (done.stdout + done.stderr)
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert sum(line.startswith("arlib: ") for line in done.stderr.splitlines()) <= 1
