"""The checker: it accepts or rejects evidence, and trusts no engine that found it."""

from arlib.checking.checker import check
from arlib.checking.claims import Accepted, Rejected, check_rule, replay

__all__ = ["Accepted", "Rejected", "check", "check_rule", "replay"]
