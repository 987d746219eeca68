"""What does a network let through? Sets of packets at each location, until no new one comes anywhere."""

from arlib.networks.blocked import Blocked, blocked
from arlib.networks.exposed import Exposed, Exposure, exposed
from arlib.networks.reach import can_reach

__all__ = ["Blocked", "Exposed", "Exposure", "blocked", "can_reach", "exposed"]
