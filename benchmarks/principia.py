"""How fast Wang's method proves the propositions of Principia Mathematica, and how it grows where it must.

    python benchmarks/principia.py DATA.tsv

A line of DATA has a number and a formula, with a tab between. Each is proved, its tree is checked, drawn and written as
a certificate; each implication is turned round, and what comes out false is refuted by a row. A table of all rows says
the same. Ends with status 1 if anything is not as it should be.
"""

import statistics
import sys
import time
from pathlib import Path

from arlib.certificates.propositions import EveryRow
from arlib.certificates.sequents import Inference, Sequent
from arlib.certificates.sequents_json import sequents_json, sequents_of
from arlib.checking import Accepted, check
from arlib.languages.propositions import proposition
from arlib.sequents import prove_sequent, wang
from arlib.terms import And, Formula, Iff, Implies, Or, Prop, free_variables
from arlib.verdict import Proved, Refuted
from arlib.views.sat.sequent_tree import sequent_tree

SHOWN = 3  # converses that are refuted


def timed(what, formulas):
    """What a function makes of each formula, and the processor's seconds for all."""
    begun = time.process_time()
    found = [what(each) for each in formulas]
    return found, time.process_time() - begun


def theorems(path):
    rows = [line.split("\t") for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return [(number, text) for number, text in rows if number != "number"]


def proved(named):
    formulas, reading = timed(proposition, [text for _, text in named])
    answers, seconds = timed(wang, formulas)
    wrong = [number for (number, _), answer in zip(named, answers, strict=True) if not isinstance(answer, Proved)]
    trees = [answer.certificate for answer in answers if isinstance(answer, Proved)]
    again, checking = timed(check, trees)
    drawn, drawing = timed(sequent_tree, trees)
    kept, keeping = timed(lambda tree: sequents_of(sequents_json(tree)) == tree, trees)
    tables, filling = timed(lambda formula: check(EveryRow(formula)), formulas)
    sizes = [tree.size for tree in trees]
    most = max(range(len(sizes)), key=sizes.__getitem__)
    print(f"{len(trees)} of {len(named)} proved and checked in {seconds:.3f} s (read in {reading:.3f} s)")
    print(f"  {sum(sizes):,} inferences, median {statistics.median(sizes):g}, most {sizes[most]} at {named[most][0]}")
    print(f"  checked again in {checking:.3f} s; written as certificates and read in {keeping:.3f} s")
    pictures = sum("<svg" in each for each in drawn)
    print(f"  {pictures} trees drawn, {len(drawn) - pictures} as lines of text, in {drawing:.3f} s")
    print(f"  truth tables, for comparison: {filling:.3f} s")
    early, closing = timed(lambda formula: wang(formula, close="early"), formulas)
    sizes = [answer.certificate.size for answer in early if isinstance(answer, Proved)]
    print(f"  closed as soon as a letter is on both sides: {sum(sizes):,} inferences, {closing:.3f} s")
    fine = all(kept) and all(isinstance(each, Accepted) for each in (*again, *tables)) and len(sizes) == len(named)
    return not wrong and fine, formulas


def converses(named, formulas):
    """Each implication turned round; the table of all rows must say the same."""
    turned = [
        (number, Implies(formula.right, formula.left))
        for (number, _), formula in zip(named, formulas, strict=True)
        if isinstance(formula, Implies)
    ]
    answers, seconds = timed(wang, [formula for _, formula in turned])
    refuted = [
        (number, formula, answer.witness)
        for (number, formula), answer in zip(turned, answers, strict=True)
        if isinstance(answer, Refuted)
    ]
    agree = all(
        isinstance(answer, Proved) == isinstance(check(EveryRow(formula)), Accepted)
        for (_, formula), answer in zip(turned, answers, strict=True)
    )
    replayed = all(not row.makes_true(formula) for _, formula, row in refuted)
    print(f"{len(turned)} converses: {len(refuted)} refuted by a row, the others proved, in {seconds:.3f} s")
    for number, _, row in refuted[:SHOWN]:
        print(f"  the converse of {number} is false where {row}")
    return agree and replayed


def joined(kind, formulas):
    first, *rest = formulas
    for each in rest:
        first = kind(first, each)
    return first


def families():
    """Formulas that grow: a chain of implications, equivalences in two bracketings, pigeons without room."""
    letters = [Prop(f"p{n}") for n in range(15)]
    steps = [Implies(one, two) for one, two in zip(letters, letters[1:], strict=False)]
    yield "a chain of 14 implications", Implies(And(joined(And, steps), letters[0]), letters[-1])
    to_the_right = letters[9]
    for each in reversed(letters[:9]):
        to_the_right = Iff(each, to_the_right)
    yield "an equivalence of 10 letters, in two bracketings", Iff(joined(Iff, letters[:10]), to_the_right)
    sits = [[Prop(f"p{i}{j}") for j in range(3)] for i in range(4)]
    clash = [And(sits[i][j], sits[k][j]) for j in range(3) for i in range(4) for k in range(i)]
    yield "4 pigeons in 3 holes", Implies(joined(And, [joined(Or, row) for row in sits]), joined(Or, clash))


def growth(name, formula: Formula):
    rows = 1 << len(free_variables(formula))
    found, seconds = timed(lambda each: prove_sequent(each, close="early", seconds=120), [Sequent((), (formula,))])
    (answer,) = found
    size = f"{answer.certificate.size:,}" if isinstance(answer, Proved) else str(answer)
    print(f"  {name}: {rows:,} rows; {size} inferences, {seconds:.2f} s")
    return isinstance(answer, Proved) and isinstance(answer.certificate, Inference)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    named = theorems(sys.argv[1])
    fine, formulas = proved(named)
    fine &= converses(named, formulas)
    print("How it grows:")
    for name, formula in families():
        fine &= growth(name, formula)
    sys.exit(0 if fine else 1)
