"""What else may lead to a target than the packets that are followed: then nobody says that it is not reached."""

from __future__ import annotations

from arlib.languages.vpc.questions import Question
from arlib.languages.vpc.syntax import INTERNET, Network, address_text

BALANCERS = ("load_balancer", "network_load_balancer", "gateway_load_balancer")


def gap(network: Network, question: Question) -> str:
    """What is not followed between the two ends of a question, by its name; nothing, if all is.

    IPv6, where both ends have it. Load balancers, which open connections of their own to their targets.
    """
    ends = [network.interfaces_of(each) for each in (question.source, question.target) if each != INTERNET]
    if all(any(one.has_ipv6 for one in end) for end in ends):
        return f"IPv6, which {question.source} and {question.target} have, is not followed"
    if question.target == INTERNET:
        return ""
    meant = {question.target}
    for one in network.interfaces_of(question.target):
        meant |= {one.id, one.owner, *map(address_text, one.addresses)}
    for balancer in network.balancers:
        if balancer.targets is None:
            return f"{balancer.id}, a load balancer whose targets are not in the snapshot, is not followed"
        if meant & balancer.targets:
            return f"{balancer.id}, a load balancer with {question.target} among its targets, is not followed"
    for one in network.interfaces.values():
        if one.kind in BALANCERS and not network.balancers:
            return f"{one.id}, of a load balancer whose targets are not in the snapshot, is not followed"
    return ""
