"""A small part of the fuzzer: the sets of packets and the simulator say the same of every packet of a small world."""

from collections import Counter

from fuzz_networks import compare


def test_sets_and_single_packets_agree():
    counts: Counter[str] = Counter()
    assert list(compare(6, 100, most=10, questions=6, counts=counts)) == []
    assert counts["answered"] > 20 and counts["Proved"] > 10 and counts["Refuted"] > 2
