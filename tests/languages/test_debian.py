"""Package indexes are read as Debian's tools read them, and what they would not read is refused with its line."""

import gzip
import json
import random
import shutil
import subprocess

import pytest

from arlib.languages.debian import Package, Relation, read_packages, read_packages_file, version_key
from arlib.verdict import Unsupported

STANZAS = """Package: tea
Version: 1:2.0~rc1-3+b1
Architecture: amd64
Description: leaves
 and hot water: (see there)
 .
Pre-Depends: water:any (>= 2), fire
Depends: cup | mug (<< 3),
 spoon
Conflicts: coffee
Breaks: milk (= 1)
Provides: drink, warm-drink (= 2)

package: cup
version: 0
"""
TEA = Package(
    "tea",
    "1:2.0~rc1-3+b1",
    (
        (Relation("water", ">=", "2"),),
        (Relation("fire"),),
        (Relation("cup"), Relation("mug", "<<", "3")),
        (Relation("spoon"),),
    ),
    (Relation("coffee"), Relation("milk", "=", "1")),
    (Relation("drink"), Relation("warm-drink", "=", "2")),
)


def test_an_index_as_archives_have_it():
    assert read_packages(STANZAS) == [TEA, Package("cup", "0")]
    assert read_packages("\n\n" + STANZAS.replace("\n\n", "\n\n \n\n")) == [TEA, Package("cup", "0")]
    assert read_packages("") == []


def test_an_index_as_json(tmp_path):
    data = {"Package": "tea", "Version": "1", "Depends": "cup | mug (<< 3)", "Size": 7}
    expected = [Package("tea", "1", ((Relation("cup"), Relation("mug", "<<", "3")),))]
    assert read_packages(json.dumps(data)) == expected
    file = tmp_path / "index.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(data).encode()))
    assert read_packages_file(file) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tea and cups", "line 1, column 1: a line is a field such as Package: tea"),
        (" tea", "this line goes on, and there is no field before it"),
        ("Package: tea", "this package has no field Version"),
        ("Version: 1", "this package has no field Package"),
        ("Size: 1", "this package has no field Package"),
        ("Package: a\nPackage: b\nVersion: 1", "line 2, column 1: the field Package comes twice"),
        ("Package: a b\nVersion: 1", "line 1, column 1: 'a b' is no package such as libc6"),
        ("Package: a (>= 1)\nVersion: 1", "this is no name of a package"),
        ("Package: a|b\nVersion: 1", "this is no name of a package"),
        ("Package: a\nVersion: one two", "line 2, column 1: this is no version"),
        ("Package: a\nVersion: x:1", "this is no version"),
        ("Package: a\nVersion: 1\nDepends: b (>> 1", "line 3, column 1: 'b (>> 1' is no package such as"),
        ("Package: a\nVersion: 1\nDepends: b | ", "'' is no package such as"),
        ("Package: a\nVersion: 1\nDepends: b (== 1)", "'b (== 1)' is no package such as"),
        ("Package: a\nVersion: 1\nDepends: b (= !)", "'b (= !)' is no package such as"),
        ('{"Package": 1, "Version": "1"}', "the fields of a package are texts"),
        ('{"Package": ', "this line is no JSON object"),
        ("{}", "this package has no field Package"),
        ("\0\1\2", "a line is a field such as"),
    ],
)
def test_what_is_no_index(text, reason):
    with pytest.raises(Unsupported) as refused:
        read_packages(text)
    assert reason in str(refused.value)


def test_a_file_is_named():
    with pytest.raises(Unsupported, match=r"nowhere\.gz cannot be read"):
        read_packages_file("nowhere.gz")


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="needs dpkg")
def test_versions_are_in_the_order_of_dpkg():
    choose = random.Random(7)
    relations = {"lt": "<<", "le": "<=", "eq": "=", "ge": ">=", "gt": ">>"}
    parts = ["0", "1", "9", "10", "01", "a", "b", "~", "+", ".", "-", "~rc"]
    for _ in range(150):
        versions = []
        for _ in "ab":
            text = "1" + "".join(choose.choice(parts) for _ in range(choose.randrange(5)))
            text = text.rstrip("-") if text.endswith("-") else text
            versions.append(choose.choice(["", "", "0:", "1:"]) + text)
        one, other = versions
        name = choose.choice([*relations])
        expected = subprocess.run(["dpkg", "--compare-versions", one, name, other]).returncode == 0
        assert Relation("a", relations[name], other).allows(one) == expected, (one, name, other)
        assert (version_key(one) == version_key(other)) == (
            not (version_key(one) < version_key(other)) and not (version_key(other) < version_key(one))
        )
