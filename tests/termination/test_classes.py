"""Arguments by remainders: found, printed and read again, stored, and rejected when they are changed."""

from dataclasses import replace
from functools import cache

import pytest

from arlib import Accepted, Proved, Refuted, Rejected, Unsupported, terminates
from arlib.certificates.farkas import Farkas
from arlib.certificates.serialisation import from_json, to_json
from arlib.certificates.splits import Split, classify, split_system
from arlib.checking import check
from arlib.commands.answers import Answer, answer_lines
from arlib.languages.text import text_program
from arlib.polynomials import Polynomial
from arlib.programs.interpreter import OutOfSteps, run
from arlib.programs.transitions import transition_system
from arlib.residues import Classes
from arlib.termination.guess import guess, judge
from arlib.termination.runs import in_class, simulate
from arlib.views.termination.nontermination import recurrence_html
from arlib.views.termination.proofs import proof_html
from arlib.views.termination.ranks import ranking_values

X = Polynomial.variable("x")
SECONDS = 300

# What ends, each beside a program with as many transitions that does not.
ENDING = {
    "strides": (
        "void f(int n) { if (n >= 0) for (int i = 0; i != 2 * n; i += 2) { } }",
        "void f(int n) { if (n >= 0) for (int i = 0; i != 3 * n; i += 2) { } }",
        "unbounded",
    ),
    "remainders": (
        "def f(x):\n    while x % 3 != 0:\n        x += 1",
        "def f(x):\n    while x % 3 != 0:\n        x += 3",
        "unbounded",
    ),
    "wraps": (
        "void f(void) { unsigned char i; for (i = 0; i != 10; i += 3) { } }",
        "void f(void) { unsigned char i; for (i = 0; i != 10; i += 4) { } }",
        "wrap",
    ),
    "digits": ("void f(unsigned x) { while (x) x *= 6; }", "void f(unsigned x) { while (x) x *= 5; }", "wrap"),
}
NEVER = "def f(x):\n    while x * x % 4 != 3:\n        x += 1"


def read(text, reading):
    return text_program(text, None, None if text.startswith("def") else reading)


@cache
def proof_of(name):
    text, _, reading = ENDING[name]
    verdict = terminates(read(text, reading), seconds=SECONDS)
    assert isinstance(verdict, Proved)
    return verdict.certificate


@cache
def never():
    verdict = terminates(NEVER, seconds=SECONDS)
    assert isinstance(verdict, Refuted)
    return verdict.witness


@pytest.mark.parametrize("name", ENDING)
def test_the_argument_is_checked_printed_read_and_stored(name):
    proof = proof_of(name)
    assert proof.classes and check(proof) == Accepted(())
    assert judge(guess(proof.program, str(proof))) == Accepted(())
    assert from_json(to_json(proof), proof.program) == proof
    lines = "\n".join(answer_lines(Answer(Proved(proof), (), 0.0, 0.0)))
    assert str(proof.classes[0]) in lines
    assert "Control" in proof_html(proof).text


@pytest.mark.parametrize("name", ENDING)
def test_it_says_nothing_of_a_program_that_does_not_end(name):
    _, text, reading = ENDING[name]
    assert isinstance(check(replace(proof_of(name), program=read(text, reading))), Rejected)


def other_classes(classes):
    """Other divisions, and none."""
    yield ()
    yield (*classes, *classes)
    for n, each in enumerate(classes):
        more = {"base": (-3, 0, 1, each.base + 1, 10**9), "depth": (-1, 0, each.depth + 1, 10**9)}
        more |= {"variable": ("#1", "nothing", ""), "location": (-1, 0, 7)}
        for key, values in more.items():
            for value in values:
                yield (*classes[:n], replace(each, **{key: value}), *classes[n + 1 :])


@pytest.mark.parametrize("name", ["strides", "wraps"])
def test_every_part_that_is_changed_is_rejected(name):
    proof = proof_of(name)
    for classes in other_classes(proof.classes):
        changed = replace(proof, classes=classes)
        assert isinstance(check(changed), Rejected), classes
        assert isinstance(judge(changed), Rejected), classes
    for n, each in enumerate(proof.proofs):
        for key, multiplier in each.multipliers.items():
            changed = Farkas({**each.multipliers, key: multiplier + 1})
            assert isinstance(
                check(replace(proof, proofs=(*proof.proofs[:n], changed, *proof.proofs[n + 1 :]))), Rejected
            )


def test_a_division_that_is_no_reason_is_rejected():
    proof = proof_of("remainders")
    for division in (Classes(1, "x", 2), Classes(1, "x", 3, 0), Classes(2, "x", 3), Classes(1, "y", 3)):
        assert isinstance(check(replace(proof, classes=(division,), proofs=())), Rejected), division


def test_a_set_that_is_never_left_has_classes():
    found = never()
    assert found.classes and check(found) == Accepted(())
    assert from_json(to_json(found), found.program) == found
    assert isinstance(run(found.program, found.entry.inputs, steps=5000).outcome, OutOfSteps)
    assert "x % 4 == 0" in str(found) and "x % 4 == 0" in recurrence_html(found).text
    assert "x % 4 == 1" in "\n".join(answer_lines(Answer(Refuted(found), (), 0.0, 0.0)))


def test_a_set_with_other_classes_is_rejected():
    found = never()
    for classes in other_classes(found.classes):
        changed = replace(found, classes=classes)
        assert isinstance(check(changed), Rejected), classes
        assert isinstance(judge(changed), Rejected), classes
    assert isinstance(check(replace(found, phases=(*found.phases[1:], found.phases[0]))), Rejected)
    for other in (found.entry.inputs["x"] + 1, found.entry.inputs["x"] + 2):
        assert isinstance(check(replace(found, entry=replace(found.entry, inputs={"x": other}))), Rejected)


def test_runs_stay_in_the_classes():
    for name in ENDING:
        proof = proof_of(name)
        system = split_system(proof.program, (), {}, proof.classes)
        plain = transition_system(proof.program)
        for value in (0, 1, 2, 5, 77):
            inputs = dict.fromkeys(proof.program.parameters, value)
            one, other = (simulate(each, inputs, lambda *_: 0, 60).arrivals for each in (system, plain))
            assert [each.state for each in one] == [each.state for each in other]
            assert all(in_class(system, each.location, each.state) for each in one)


def test_a_case_within_a_class():
    system = classify(transition_system(read(ENDING["strides"][0], "unbounded")), Classes(1, "i", 2))
    assert len(system.locations) == 2  # no run comes to an odd number
    with pytest.raises(ValueError, match="cannot be divided"):
        classify(system, Classes(1, "i", 2))
    with pytest.raises(ValueError, match="cannot be divided"):
        classify(system, Classes(0, "i", 2))
    proof = proof_of("digits")
    cased = replace(proof, splits=(Split(1, X),))
    assert check(cased) == Accepted(())
    assert from_json(to_json(cased), proof.program) == cased


def test_the_values_along_a_run():
    proof = proof_of("wraps")
    values = ranking_values(run(proof.program, {}), proof)
    assert all(len(set(each.values)) > 1 for each in values)


@pytest.mark.parametrize("by", ["x", "x % 3 in loop 9", "x % 0", "y % 3", "x % 3 | x % 3"])
def test_a_division_that_cannot_be_read(by):
    with pytest.raises(Unsupported):
        guess(read(ENDING["remainders"][0], "unbounded"), f"no cycle can be taken for ever; by {by}")
