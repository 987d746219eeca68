"""Broken evidence that a policy is no more permissive: the checker accepts none, unless it is still true."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_policies import PAIRS

from arlib.certificates.policies import Choice, Closed, Covered, Each, Inclusion, Invariant, Split
from arlib.checking.claims import Accepted, Rejected
from arlib.checking.policies import _no_text, check_inclusion
from arlib.languages.iam.globs import ANY, ONE, glob
from arlib.languages.iam.reading import read_policy
from arlib.policies.languages import product
from arlib.policies.questions import no_more_permissive
from arlib.verdict import Proved, Refuted, Unknown


def policy(*statements, who='"Principal": "*", '):
    body = ", ".join(f'{{"Effect": "{effect}", {who}{rest}}}' for effect, rest in statements)
    return read_policy(f'{{"Version": "2012-10-17", "Statement": [{body}]}}')


FIRST = policy(
    ("Allow", '"Action": ["s3:Get*", "s3:ListBucket", "ec2:Run*"], "Resource": ["arn:aws:s3:::a?*", "arn:aws:s3:::b"]'),
    (
        "Allow",
        '"Action": "sqs:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}, '
        '"ForAnyValue:StringEquals": {"aws:TagKeys": ["x", "y"]}}',
    ),
    ("Deny", '"Action": "ec2:*", "Resource": "*"'),
)
SECOND = policy(
    ("Allow", '"Action": "s3:*", "Resource": ["arn:aws:s3:::a*?", "arn:aws:s3:::b*"]'),
    (
        "Allow",
        '"Action": "sqs:*", "Resource": "*", '
        '"Condition": {"IpAddress": {"aws:SourceIp": ["10.0.0.0/9", "10.128.0.0/9"]}, '
        '"ForAnyValue:StringLike": {"aws:TagKeys": "?"}}',
    ),
    ("Deny", '"Action": "ec2:RunInstances", "Resource": "*"'),
)
PROOF = no_more_permissive(FIRST, SECOND).certificate


def mutants(part):
    """Evidence with one thing left out, doubled, or put in place of another, anywhere in a tree."""
    match part:
        case tuple():
            for n, each in enumerate(part):
                yield part[:n] + part[n + 1 :]
                yield (*part[: n + 1], *part[n:])
                yield from ((*part[:n], other, *part[n + 1 :]) for other in mutants(each))
        case Closed(dimension, why, member):
            yield replace(part, dimension="aws:sourceip" if dimension != "aws:sourceip" else "action")
            yield replace(part, why=Covered("a", "a") if why is None else None)
            yield replace(part, member=0 if member is None else None)
            yield from (replace(part, why=other) for other in mutants(why))
        case Split(statement, cases):
            yield replace(part, statement=statement + 1)
            yield replace(part, statement=-1)
            yield from (replace(part, cases=other) for other in mutants(cases))
        case Choice(dimension, union, cases):
            yield replace(part, union=union[1:])
            yield replace(part, dimension="resource" if dimension == "action" else "action")
            yield from (replace(part, cases=other) for other in mutants(cases))
        case Covered(pattern, by):
            yield Covered(by + "?", by)
            yield Covered(pattern, by + ONE)
            yield Covered(pattern, ANY)
            yield Covered("", by)
        case Each(union, cases):
            yield Each(union[1:], cases)
            for n, (glob_, why) in enumerate(cases):
                yield Each(union, cases[:n] + cases[n + 1 :])
                yield from (Each(union, (*cases[:n], (glob_, each), *cases[n + 1 :])) for each in mutants(why))
        case Invariant(inside, outside, states):
            yield Invariant(outside, inside, states)
            yield Invariant((ANY,), outside, states)
            yield from (Invariant(inside, outside, states - {each}) for each in states)
            yield from (Invariant(inside, outside, states | {(*each[:-1], 1 << 60)}) for each in states)
            yield Invariant(inside, (*outside, ANY), states)


def test_the_proof_has_each_kind_of_evidence():
    kinds = set()

    def walk(part):
        kinds.add(type(part).__name__)
        for each in part if isinstance(part, tuple) else [getattr(part, n, ()) for n in ("cases", "why")]:
            walk(each)

    walk(PROOF.trees)
    assert {"Closed", "Split", "Choice", "Covered", "Each", "Invariant"} <= kinds
    assert isinstance(check_inclusion(PROOF), Accepted)


def test_no_broken_proof_is_accepted_of_what_is_not_true():
    """A mutant of a true proof may be another true proof; put to a policy that allows less, none is accepted."""
    less = replace(SECOND, statements=(SECOND.statements[0], SECOND.statements[2]))
    tried = 0
    for trees in mutants(PROOF.trees):
        tried += 1
        for second in (less, replace(SECOND, statements=SECOND.statements[1:])):
            assert isinstance(check_inclusion(Inclusion(FIRST, second, trees)), Rejected)
    assert tried > 150


def test_most_broken_proofs_are_rejected():
    found = [isinstance(check_inclusion(replace(PROOF, trees=trees)), Rejected) for trees in mutants(PROOF.trees)]
    assert sum(found) > 0.8 * len(found)


@settings(max_examples=30, deadline=None)
@given(PAIRS, PAIRS, st.randoms())
def test_evidence_of_one_pair_is_none_of_another_that_is_refuted(pair, other, random):
    found = no_more_permissive(*pair)
    assume(isinstance(found, Proved))
    for first, second in ((pair[0], other[1]), (other[0], pair[1]), other, pair[::-1]):
        if isinstance(no_more_permissive(first, second), Refuted):
            assert isinstance(check_inclusion(Inclusion(first, second, found.certificate.trees)), Rejected)
            broken = random.choice(list(mutants(found.certificate.trees)) or [()])
            assert isinstance(check_inclusion(Inclusion(first, second, broken)), Rejected)


@pytest.mark.parametrize(
    ("inside", "outside"), [("a?*", "a*?"), ("*a*b", "*b"), ("?*?", "??*"), ("*ab*", "*a?*"), ("a*a", "a*")]
)
def test_an_invariant_is_needed_whole(inside, outside):
    found = product((glob(inside),), (glob(outside),))
    positive, negative = [found.inside], frozenset(found.outside)
    assert _no_text(found, positive, negative)
    for state in found.states:
        assert not _no_text(replace(found, states=found.states - {state}), positive, negative)
    assert not _no_text(found, positive, frozenset())
    assert not _no_text(found, [(ANY,)], negative)
    assert not _no_text(Invariant((), found.outside, frozenset()), positive, negative)


def test_what_is_about_nothing_is_rejected():
    assert isinstance(check_inclusion(replace(PROOF, trees=())), Rejected)
    assert isinstance(check_inclusion(replace(PROOF, trees=(*PROOF.trees, PROOF.trees[0]))), Rejected)
    assert isinstance(check_inclusion(Inclusion(SECOND, FIRST, PROOF.trees)), Rejected)


def test_no_evidence_where_it_depends_on_whose_session_a_federated_user_is():
    def who(user, session):
        everything = '"Action": "*", "Resource": "*"'
        allowed = f'{{"Effect": "Allow", "Principal": {{"AWS": "{user}"}}, {everything}}}'
        denied = f'{{"Effect": "Deny", "Principal": {{"AWS": "{session}"}}, {everything}}}'
        allow, deny = (read_policy(f'{{"Statement": [{each}]}}') for each in (allowed, f"{allowed}, {denied}"))
        return no_more_permissive(allow, deny)

    ann, bob = "arn:aws:iam::111122223333:user/ann", "arn:aws:sts::111122223333:federated-user/bob"
    found = who(ann, bob)
    assert isinstance(found, Unknown) and f"whose session {bob} is" in found.reason
    assert isinstance(who(ann, bob.replace("1111", "9999")), Proved)
    assert isinstance(who(ann, ann.replace("ann", "eve")), Proved)
