"""What clauses say where the inputs of a circuit are known, in all states at once: by propagation and nothing else."""

from arlib.integers import Undefined
from arlib.terms import evaluate


def truth_table(formula, inputs, count):
    """The value of each letter in each of ``count`` states, as the bits of a number.

    ``inputs`` has those of some letters. Fails unless the clauses, read once, leave exactly one value for every other
    letter in every state.
    """
    everywhere = (1 << count) - 1
    false = {}
    for letter in range(1, formula.variables + 1):
        value = inputs.get(letter)
        false[letter], false[-letter] = (0, 0) if value is None else (everywhere & ~value, value)
    for clause in formula.clauses:
        for literal in clause:
            forced = everywhere
            for other in clause:
                if other != literal:
                    forced &= false[other]
            false[-literal] |= forced
    for letter in range(1, formula.variables + 1):
        assert false[letter] | false[-letter] == everywhere, f"letter {letter} may have both values"
        assert false[letter] & false[-letter] == 0, f"letter {letter} has none"
    for clause in formula.clauses:
        lost = everywhere
        for literal in clause:
            lost &= false[literal]
        assert lost == 0, f"{clause} is false"
    return {letter: false[-letter] for letter in range(1, formula.variables + 1)}


def agrees(blasted, claim, integers, states):
    """Fails in a state in which the circuit of a claim says anything else than the evaluator."""
    inputs = {}
    for name, letters in blasted.bits.items():
        for place, letter in enumerate(letters):
            inputs[letter] = sum((state[name] >> place & 1) << number for number, state in enumerate(states))
    table = truth_table(blasted.gates, inputs, len(states))
    everywhere = (1 << len(states)) - 1
    wire = blasted.holds
    if abs(wire) > blasted.gates.variables:
        found = everywhere if wire > 0 else 0
    else:
        found = table[wire] if wire > 0 else everywhere & ~table[-wire]
    for number, state in enumerate(states):
        assert bool(found >> number & 1) == holds(claim, state, integers), (claim, str(integers), state)


def holds(claim, state, integers):
    """Whether the claim has a value in a state, and is true."""
    try:
        return bool(evaluate(claim.formula, state, integers))
    except Undefined:
        return False
