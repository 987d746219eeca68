"""Each gate says what its name says, whatever its inputs are: letters, their negations, constants, or equal ones."""

from itertools import product

import pytest
from truth_tables import truth_table

from arlib.circuits import FALSE, TRUE, Circuit, TooLarge

GATES = {
    "all_of": all,
    "any_of": any,
    "parity": lambda values: sum(values) % 2 == 1,
    "same": lambda values: values[0] == values[1],
    "majority": lambda values: sum(values) > 1,
    "choose": lambda values: values[1] if values[0] else values[2],
}
WIRES = (1, -1, 2, -2, 3, -3, TRUE, FALSE)
STATES = [*product((False, True), repeat=3)]
INPUTS = {letter: sum(values[letter - 1] << number for number, values in enumerate(STATES)) for letter in (1, 2, 3)}


def value(wire, values):
    return {TRUE: True, FALSE: False}.get(wire, values[abs(wire) - 1] == (wire > 0) if abs(wire) < 4 else None)


@pytest.mark.parametrize("name", GATES)
def test_each_gate_on_all_inputs(name):
    for count in {"same": [2], "majority": [3], "choose": [3]}.get(name, [0, 1, 2, 3, 4]):
        for wires in product(WIRES, repeat=count):
            circuit = Circuit()
            circuit.word(3)
            found = getattr(circuit, name)(*wires)
            table = truth_table(circuit.cnf(), INPUTS, len(STATES)) | {TRUE: (1 << len(STATES)) - 1}
            for number, values in enumerate(STATES):
                expected = bool(GATES[name]([value(wire, values) for wire in wires]))
                assert (table[abs(found)] >> number & 1 == 1) == (expected == (found > 0)), (wires, values)


def test_parity_of_many_takes_few_clauses():
    circuit = Circuit()
    wires = circuit.word(9)
    found = circuit.parity(*wires)
    states = [*product((0, 1), repeat=9)]
    inputs = {letter: sum(state[letter - 1] << number for number, state in enumerate(states)) for letter in wires}
    table = truth_table(circuit.cnf(), inputs, len(states))
    assert table[found] == sum(sum(state) % 2 << number for number, state in enumerate(states))
    assert len(circuit.clauses) == 4 * 8


def test_constants_are_required_or_excluded():
    circuit = Circuit()
    p = circuit.letter()
    circuit.require(p, TRUE)
    circuit.require(p, FALSE)
    assert circuit.cnf().clauses == ((p,),)
    assert circuit.cnf(TRUE, -p).clauses == ((p,), (-p,))
    assert circuit.cnf(FALSE).clauses == ((p,), ())


def test_a_circuit_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr("arlib.circuits.gates.MOST_CLAUSES", 10)
    circuit = Circuit()
    wire = circuit.letter()
    with pytest.raises(TooLarge, match="more than 10 clauses"):
        for _ in range(10):
            wire = circuit.all_of(wire, circuit.letter())
