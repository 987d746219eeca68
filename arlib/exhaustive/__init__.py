"""Try every input, time it, extrapolate.

Reading order: ``cases`` (what there is to try), ``lanes`` and ``engines`` (how it is tried),
``choice`` (by which engine) and ``search`` (the loop around them), ``result`` (what it found),
``durations`` (what a rate means for a larger space).
"""

from arlib.exhaustive.durations import AGE_OF_THE_UNIVERSE, extrapolate, humanize
from arlib.exhaustive.engines import available
from arlib.exhaustive.result import Exhaustion
from arlib.exhaustive.search import exhaust, explore

__all__ = ["AGE_OF_THE_UNIVERSE", "Exhaustion", "available", "exhaust", "explore", "extrapolate", "humanize"]
