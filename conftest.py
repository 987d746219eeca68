"""For all tests, doctests and notebooks.

Property-based tests have no deadline, since a busy machine is no failure, and the same examples in every CI run.
"""

import gc
import os
import signal
import sys

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "arlib", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("arlib")

pytest.register_assert_rewrite("grading")
os.environ.setdefault("ARLIB_PROGRESS", "memory")  # whoever runs them has progress of their own

# Each command and each kernel that a test starts would else compile the whole package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in what a shell starts in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers(config):
    """One worker more than there are processors: a test of a browser or of a command waits half of its time."""
    return (os.cpu_count() or 1) + 1


LONGEST = ("test_binder.py", "test_compiled.py", "test_limits.py")


def pytest_collection_modifyitems(items):
    """The files that take a worker longest begin first, so that none is left alone with one at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish():
    """Half a million objects of the collection stay to the end: the collector need not go through them each time."""
    gc.collect()
    gc.freeze()
