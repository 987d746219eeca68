"""Property-based tests: no deadline, since a busy machine is no failure; the same examples in every CI run."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "arlib", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("arlib")

pytest.register_assert_rewrite("grading")
os.environ.setdefault("ARLIB_PROGRESS", "memory")  # the tests leave the files of whoever runs them alone
