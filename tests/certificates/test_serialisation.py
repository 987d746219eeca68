"""Certificates come back from JSON as they were; nothing else comes back, and no data crash the reader."""

import copy
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlib import Accepted, Proved, Refuted, Rejected, check, python_program, terminates
from arlib import terms as t
from arlib.certificates.acceleration import AcceleratedRun
from arlib.certificates.farkas import Farkas
from arlib.certificates.json_values import parse, pretty
from arlib.certificates.nontermination import Entry, Lasso, Phase, RecurrenceSet, UndefinedRun, closure_obligations
from arlib.certificates.serialisation import from_json, header, to_json
from arlib.certificates.splits import Split, split_system
from arlib.certificates.termination import RankingFunction, TerminationProof, obligations
from arlib.languages.c.functions import c_program
from arlib.polynomials import Polynomial
from arlib.programs.syntax import Assign, Choose, Program, While
from arlib.programs.transitions import transition_system

SOURCES = {
    "g": "def g(x, y):\n    if y > 0:\n        while x > y:\n            x = x - y\n",
    "nested": "def nested(n):\n    i = 0\n    while i < n:\n        j = i\n        while j > 0:\n            j -= 1\n"
    "        i += 1\n",
    "phases": "def phases(x, y):\n    while x > 0:\n        x = x + y\n        y = y - 1\n",
    "called": "def down(k):\n    return k - 1\n\ndef called(x):\n    while x > 0:\n        x = down(x)\n",
    "halves": "def halves(x):\n    while x > 0:\n        x = x // 2\n",
    "g2": "def g2(x, y):\n    while x > y:\n        x = x + 1\n",
    "stays": "def stays():\n    x = 1\n    while x > 0:\n        x = 3 - x\n",
    "asks": "def asks(x):\n    while x > 0:\n        if nondet() > 3:\n            x = x - 1\n",
}


LONG = "void f(int n) { for (int i = 0; i <= n; i++) { if (i % 2 == 0) { } } }"
LONG_FOR_EVER = "void f(void) { int i = 0; while (i < 2000000000) i++; while (1) { } }"
LONG_AND_BACK = "void f(void) { unsigned i = 1; while (i != 0) i += 2; }"
LONGS = ["long", "long, for ever", "long, and back"]


def evidence(program):
    match terminates(program, seconds=5):
        case Proved(found) | Refuted(found):
            return found
        case other:
            raise AssertionError(other)


@pytest.fixture(scope="module")
def certificates():
    found = {name: evidence(python_program(source, name)) for name, source in SOURCES.items()}
    found["c"] = evidence(c_program("void f(int x) { while (x > 0) x--; }"))
    found["wraps"] = evidence(c_program("void f(int x) { while (x > 0 && x < 9) x = x + 1; }", reading="wrap"))
    found["overflow"] = evidence(c_program("void f(int x) { while (x > 0) x = x + 1; }"))
    found["long"] = evidence(c_program(LONG))
    found["long, for ever"] = evidence(c_program(LONG_FOR_EVER))
    found["long, and back"] = evidence(c_program(LONG_AND_BACK))
    return found


def test_every_kind_is_among_them(certificates):
    kinds = {type(each) for each in certificates.values()}
    assert kinds == {TerminationProof, RecurrenceSet, Lasso, UndefinedRun, AcceleratedRun}


def test_what_is_written_comes_back_and_is_accepted(certificates):
    for name, certificate in certificates.items():
        back = from_json(parse(pretty(to_json(certificate))), certificate.program)
        assert back == certificate, name
        assert isinstance(check(back), Accepted), name


# ---- Any certificate, with any names ---------------------------------------------------------

NAMES = ["x", "f.x", "nondet1#1", "1", "x * y", "#1", "é", "-2", ""]
ODD = Program(
    "odd",
    tuple(NAMES),
    (
        Choose("f.x", None, 1),
        While(t.Gt(t.Var("x"), t.Const(0)), (Assign(("x",), (t.Sub(t.Var("x"), t.Var("1")),), 2),), 1, 2),
        While(
            t.Gt(t.Add(t.Var("x * y"), t.Var("é")), t.Add(t.Var("-2"), t.Add(t.Var("#1"), t.Var("nondet1#1")))),
            (Choose("x * y", None, 3), Assign(("é",), (t.Add(t.Var(""), t.Var("f.x")),), 3)),
            2,
            3,
        ),
    ),
    "source of odd",
    "Python",
)
SYSTEM = transition_system(ODD)
polynomials = st.dictionaries(
    st.lists(st.sampled_from(SYSTEM.variables), max_size=3).map(lambda names: tuple(sorted(names))),
    st.integers() | st.integers(-(10**40), 10**40),
    max_size=4,
).map(Polynomial)
fractions = st.fractions() | st.fractions(max_denominator=9)


def multipliers(draw, wanted):
    def one(obligation):
        number = st.integers(0, len(obligation.premises) - 1)
        keys = st.just(()) | (st.tuples(number) | st.tuples(number, number) if obligation.premises else st.nothing())
        return st.none() | st.dictionaries(keys, fractions, max_size=3).map(Farkas)

    return tuple(draw(one(obligation)) for obligation in wanted)


@st.composite
def proofs(draw):
    invariants = draw(st.dictionaries(st.integers(1, 2), st.lists(polynomials, max_size=3).map(tuple)))
    own = {loop: [n for n, t in enumerate(SYSTEM.transitions) if t.source == t.target == loop] for loop in (1, 2)}
    rankings = tuple(
        RankingFunction(tuple({loop: draw(polynomials)} for _ in range(draw(st.integers(1, 3)))), frozenset(own[loop]))
        for loop in (1, 2)
    )
    proof = TerminationProof(ODD, (), invariants, frozenset(), rankings)
    return TerminationProof(ODD, (), invariants, frozenset(), rankings, proofs=multipliers(draw, obligations(proof)))


@st.composite
def recurrence_sets(draw):
    choices = st.lists(polynomials, min_size=1, max_size=2).map(tuple)
    phases = tuple(
        Phase(2, draw(st.lists(polynomials, max_size=3).map(tuple)), draw(choices))
        for _ in range(draw(st.integers(1, 2)))
    )
    turn = next(n for n, t in enumerate(SYSTEM.transitions) if t.source == t.target == 2)
    moves = {(i, turn): 0 for i in range(len(phases)) if draw(st.booleans())}
    numbers = st.lists(st.integers(), max_size=3).map(tuple)
    inputs = draw(st.fixed_dictionaries({name: st.integers() for name in NAMES}))
    found = RecurrenceSet(ODD, Entry(inputs, draw(numbers), draw(st.integers(0, 9))), phases, moves)
    proofs = multipliers(draw, closure_obligations(SYSTEM, found))
    return RecurrenceSet(ODD, found.entry, phases, moves, proofs)


@given(proofs() | recurrence_sets())
def test_any_certificate_comes_back(certificate):
    assert from_json(parse(pretty(to_json(certificate))), ODD) == certificate


def test_cases_come_back(certificates):
    program = certificates["g"].program
    cases = (Split(1, Polynomial.variable("x")), Split(1, Polynomial.variable("y")))
    open_ = TerminationProof(program, cases, {3: ()}, frozenset({0, 1}), (), proofs=(None,) * 99)
    with pytest.raises(ValueError, match="cycle"):
        to_json(open_)
    every = frozenset(range(len(split_system(program, cases).transitions)))
    proof = TerminationProof(program, cases, {3: ()}, every, ())
    assert from_json(to_json(proof), program) == proof


# ---- Mutations -------------------------------------------------------------------------------


def places(data, path=()):
    """Every place in the data, the whole included."""
    yield path
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield from places(data[key], (*path, key))


def replaced(data, path, value):
    if not path:
        return value
    data = copy.deepcopy(data)
    inside = data
    for key in path[:-1]:
        inside = inside[key]
    if value is REMOVED:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return data


REMOVED = object()


def mutations(data, path):
    value = data
    for key in path:
        value = value[key]
    if path:
        yield replaced(data, path, REMOVED)
    others = [None, True, False, 0, 1, -1, 1.0, "", "1/2", "x", [], {}, [[]], [value], {"location": 1}]
    match value:
        case bool():
            pass
        case int():
            others += [value + 1, value - 1, -value, float(value), str(value), 10**30]
        case str():
            others += [value + " ", value + "0", "-" + value, value.upper(), value + "/1", "1/0", "1e9", "0/1"]
        case list():
            others += [value[1:], value[:-1], value[::-1], value + value[-1:], [*value, None], [*value, 0]]
        case dict():
            others += [{**value, "more": 1}, list(value)]
    for other in others:
        if json.dumps(other) != json.dumps(value):
            yield replaced(data, path, other)


@pytest.mark.parametrize("name", [*SOURCES, "c", "wraps", "overflow", *LONGS])
def test_what_is_changed_is_refused_or_still_true(certificates, name):
    certificate = certificates[name]
    data = to_json(certificate)
    accepted = 0
    for path in places(data):
        for changed in mutations(data, path):
            try:
                found = from_json(changed, certificate.program)
            except ValueError as error:
                assert str(error)
                continue
            assert json.dumps(to_json(found), sort_keys=True) == json.dumps(changed, sort_keys=True)
            # What remains are other runs, other multipliers: such a certificate says what it says, and is judged by it.
            assert type(found) is type(certificate)
            assert found != certificate
            match check(found, seconds=0.5):
                case Accepted():
                    accepted += 1
                    assert path[0] in ("entry", "repeated", "again", "proofs", "phases"), path
                case Rejected():
                    pass
    assert accepted <= 60


def test_a_number_is_not_changed_even_with_its_text(certificates):
    proof = certificates["g"]
    (ranking,) = proof.rankings
    for by in (-3, 1):
        weaker = RankingFunction(({1: ranking.functions[0][1] + by},), ranking.strict)
        changed = TerminationProof(proof.program, (), proof.invariants, proof.infeasible, (weaker,), proof.proofs)
        assert isinstance(check(from_json(to_json(changed), proof.program)), Rejected)


def test_a_certificate_is_about_one_program(certificates):
    data = to_json(certificates["g"])
    for other in (SOURCES["g"] + "\n", SOURCES["g"].replace("x - y", "x + y")):
        with pytest.raises(ValueError, match=r"program\.sha256"):
            from_json(data, python_program(other))
    with pytest.raises(ValueError, match=r"program\.name"):
        from_json(data, python_program(SOURCES["g2"]))
    c = to_json(certificates["c"])
    with pytest.raises(ValueError, match=r"program\.integers"):
        from_json(c, c_program("void f(int x) { while (x > 0) x--; }", reading="wrap"))
    assert header(c) == ("TerminationProof", "f", "machine")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"version": 1}, "version should be 2, and is 1"),
        ({"format": "other"}, "format should be"),
        ({"kind": "Proof"}, "kind is TerminationProof, RecurrenceSet"),
        ({"splits": 3}, "splits is a list, and cannot be 3"),
        ({"infeasible": [{"transition": 99, "name": ""}]}, "there is no transition 99"),
        ({"invariants": [{"location": 7, "constraints": []}]}, "there is no location 7"),
        ({"proofs": []}, ""),
        ({"says": "it runs for ever"}, "says should be"),
        ({"more": 1}, "a key that means nothing: 'more'"),
    ],
)
def test_complaints_name_the_key(certificates, change, complaint):
    data = {**to_json(certificates["g"]), **change}
    if not complaint:  # well formed, and no proof
        assert isinstance(check(from_json(data, certificates["g"].program)), Rejected)
        return
    with pytest.raises(ValueError, match=complaint):
        from_json(data, certificates["g"].program)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "Expecting"),
        ('{"a": 1, "a": 2}', "comes twice"),
        ('{"a": NaN}', "no number in JSON"),
        ("[" * 100_000, "nested more than 50 deep"),
    ],
)
def test_text_that_is_no_json(text, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse(text)


def test_fractions_are_exact(certificates):
    third = Farkas({(): Fraction(10**30 + 1, 3)})
    proof = certificates["g"]
    changed = TerminationProof(proof.program, (), proof.invariants, proof.infeasible, proof.rankings, (third, None))
    assert from_json(to_json(changed), proof.program).proofs == (third, None)
