"""Property-based tests: no deadline, since a busy machine is no failure; the same examples in every CI run."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "arlib", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("arlib")
