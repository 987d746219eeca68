"""Evidence on networks as JSON: it is read as it was written, and what is changed is refused or rejected."""

import copy
import json

import pytest
from example_networks import snapshot, text

from arlib.certificates.networks import Unreachable
from arlib.certificates.networks_json import evidence_data, evidence_of
from arlib.checking import Accepted, check
from arlib.languages.vpc.forwarding import Forwarding
from arlib.languages.vpc.reading import read_network
from arlib.networks import can_reach
from arlib.networks.reach import answer
from arlib.verdict import Proved, Refuted

NETWORK = read_network(text(snapshot()))


def written(source, target, port, protocol="tcp"):
    verdict = can_reach(NETWORK, source, target, port, protocol)
    assert isinstance(verdict, Proved | Refuted)
    evidence = verdict.certificate if isinstance(verdict, Proved) else verdict.witness
    return evidence, json.loads(json.dumps(evidence_data(evidence)))


ASKED = [
    ("internet", "i-web", 443),
    ("internet", "i-web", 22),
    ("i-db", "internet", 443),
    ("i-peer", "i-db", 22),
    ("internet", "i-web", None, "icmp"),
]


@pytest.mark.parametrize("asked", ASKED)
def test_there_and_back(asked):
    evidence, data = written(*asked)
    found = evidence_of(data)
    assert found == evidence and isinstance(check(found), Accepted)
    assert isinstance(found, Unreachable) == (data["kind"] == "Unreachable")


def leaves(data, way=()):
    """The ways to all values that are no list and no object."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*way, key))
    else:
        yield way


@pytest.mark.parametrize("asked", [ASKED[2], ASKED[3]])
def test_a_changed_value_makes_no_wrong_answer(asked):
    """It is refused or rejected; or what it now says is so."""
    _, data = written(*asked)
    refused = 0
    for way in leaves(data):
        for other in ("10.1.1.10", 7, True):
            changed = copy.deepcopy(data)
            place = changed
            for key in way[:-1]:
                place = place[key]
            if place[way[-1]] == other:
                continue
            place[way[-1]] = other
            try:
                found = evidence_of(changed)
            except ValueError:
                refused += 1
                continue
            if isinstance(check(found), Accepted):
                verdict = answer(Forwarding(found.network), found.question)
                assert isinstance(verdict, Proved if isinstance(found, Unreachable) else Refuted)
            else:
                refused += 1
    assert refused > 20


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("network", "{}", "no interface"),
        ("network", "{", "network cannot be read"),
        ("kind", "Proof", "Unreachable or Reached"),
        ("version", 1, "version"),
        ("invariants", [], "one for each flow"),
        ("extra", 1, "means nothing"),
        ("says", "nothing", "says"),
    ],
)
def test_complaints_name_the_key(key, value, message):
    _, data = written("internet", "i-web", 22)
    with pytest.raises(ValueError, match=message):
        evidence_of({**data, key: value})
