"""Packages can be installed together where trying all sets of them finds such a set."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import model, refutation

from arlib.languages.debian import Package, Relation, read_packages
from arlib.problems import installation, missing
from arlib.verdict import Unsupported

NAMES = "abcd"
relations = st.builds(
    lambda name, bound: Relation(name, *bound),
    st.sampled_from("abcdv"),
    st.sampled_from([(), (), ("<<", "2"), (">=", "2"), ("=", "1"), (">>", "1"), ("<=", "1")]),
)
packages = st.builds(
    Package,
    st.sampled_from(NAMES),
    st.sampled_from(["1", "1", "2"]),
    st.lists(st.lists(relations, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    st.lists(relations, max_size=1).map(tuple),
    st.lists(st.sampled_from([Relation("v"), Relation("v", "=", "2")]), max_size=1).map(tuple),
)
indexes = st.lists(packages, max_size=6, unique_by=lambda package: (package.name, package.version))


def met(relation, package):
    """Whether the package, or what it provides, is what the relation says."""
    if package.name == relation.name and relation.allows(package.version):
        return True
    return any(
        each.name == relation.name and (not relation.relation or (each.version != "" and relation.allows(each.version)))
        for each in package.provides
    )


def good(chosen):
    names = [package.name for package in chosen]
    return (
        len(set(names)) == len(names)
        and all(any(met(one, other) for one in group for other in chosen) for each in chosen for group in each.needs)
        and not any(
            met(one, other) for each in chosen for one in each.conflicts for other in chosen if other.name != each.name
        )
    )


@given(indexes, st.sets(st.sampled_from(NAMES), min_size=1, max_size=2))
def test_there_is_an_installation_where_trying_all_finds_one(index, wanted):
    if not wanted <= {package.name for package in index}:
        with pytest.raises(Unsupported, match="there is no package"):
            installation(index, wanted)
        return
    subsets = (chosen for count in range(len(index) + 1) for chosen in combinations(index, count))
    expected = any(wanted <= {package.name for package in chosen} and good(chosen) for chosen in subsets)
    said = installation(index, wanted)
    found = model(said.clauses)
    assert (found is not None) == expected
    if found is not None:
        labels = said.chosen(found)
        chosen = [p for p in index if p.name in labels or f"{p.name} {p.version}" in labels]
        assert len(chosen) == len(labels) and good(chosen) and wanted <= {package.name for package in chosen}


MAIL = """
Package: letters
Version: 1
Depends: letters-server (>= 1) | other-server

Package: letters-server
Version: 1
Pre-Depends: base
Provides: mail
Conflicts: mail

Package: parcels
Version: 2
Provides: mail

Package: base
Version: 0
"""


def test_the_reasons_lead_from_what_is_wanted_to_the_conflict():
    said = installation(read_packages(MAIL), ["letters", "parcels"])
    assert said.why(refutation(said.clauses)) == [
        "letters is wanted",
        "parcels is wanted",
        "letters needs letters-server (>= 1) | other-server",
        "letters-server conflicts with mail, which parcels provides",
    ]


def test_what_an_index_leaves_out_may_be_elsewhere():
    index = read_packages("Package: tea\nVersion: 1\nDepends: cup | mug, water")
    assert missing(index) == {"cup", "mug", "water"}
    assert model(installation(index, ["tea"]).clauses) is None
    assert model(installation(index, ["tea"], missing(index)).clauses) is not None
    assert model(installation(index, ["tea"], {"cup"}).clauses) is None
