"""The order of policies: every small order comes out of its pairs as it is, and answers that clash are found out."""

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib.languages.iam.reading import read_policy
from arlib.policies.order import order, order_of
from arlib.verdict import Proved, Refuted, Unknown

SETS = st.lists(st.frozensets(st.integers(0, 3)), max_size=9)


def answers(sets):
    for one, other in permutations(range(len(sets)), 2):
        yield one, other, Proved(None) if sets[one] <= sets[other] else Refuted(None)


@given(SETS)
def test_the_order_of_sets(sets):
    names = [f"{number}" for number in range(len(sets))]
    found = order_of(names, answers(sets))
    assert sorted(name for group in found.groups for name in group) == names and found.undecided == ()
    assert found.proved + found.refuted == len(sets) * (len(sets) - 1)
    of = [sets[int(group[0])] for group in found.groups]
    assert len(set(of)) == len(of) and all(sets[int(name)] == each for group, each in zip(found.groups, of, strict=True)
                                           for name in group)  # fmt: skip
    for number, each in enumerate(of):
        wider = [other for other in of if each < other]
        nearest = {other for other in wider if not any(between < other for between in wider)}
        assert {of[above] for above in found.above[number]} == nearest
        assert {of[below] for below in found.within[number]} == {other for other in of if other < each}
        assert all(number in found.above[below] for below in found.below[number])
        assert all(number in found.below[above] for above in found.above[number])
        assert all(found.heights[above] > found.heights[number] for above in found.above[number])
    chain = [of[number] for number in found.longest_chain]
    assert all(one < other for one, other in zip(chain, chain[1:], strict=False))
    assert len(chain) == max(found.heights, default=-1) + 1
    if found.least is not None:
        assert all(of[found.least] <= each for each in of)
    kept = range(0, len(of), 2)
    pairs = {(one, other) for one in kept for other in kept if of[one] < of[other]}
    assert set(found.restricted(kept)) == {
        (one, other) for one, other in pairs if not any((one, k) in pairs and (k, other) in pairs for k in kept)
    }


@given(SETS, st.randoms(use_true_random=False))
def test_what_follows_from_others_need_not_be_answered(sets, random):
    names = [f"{number}" for number in range(len(sets))]
    given_ = [(one, other, Unknown("no") if random.random() < 0.3 else found) for one, other, found in answers(sets)]
    found = order_of(names, given_)
    known = {(one, other) for one, other, answer in given_ if isinstance(answer, Proved)}
    while more := {(a, d) for a, b in known for c, d in known if b == c and a != d} - known:
        known |= more
    left = {(names[one], names[other]) for one, other, answer in given_
            if isinstance(answer, Unknown) and (one, other) not in known}  # fmt: skip
    assert set(found.undecided) == left


def test_answers_that_clash():
    clash = [(0, 1, Proved(None)), (1, 2, Proved(None)), (0, 2, Refuted(None))]
    with pytest.raises(AssertionError, match="a is within c by way of others"):
        order_of(["a", "b", "c"], clash)


def test_policies_without_statements_that_allow_are_below_all():
    def policy(effect, action):
        return read_policy(json.dumps({"Statement": {"Effect": effect, "Action": action, "Resource": "*"}}))

    named = {"none": policy("Deny", "s3:*"), "read": policy("Allow", "s3:Get*"), "ec2": policy("Allow", "ec2:*")}
    found = order({**named, "never": policy("Deny", "*")})
    assert found.groups[found.least] == ("none", "never") and found.heights.count(1) == 2
