"""The exercises of chapter 7, hard problems, in their order; each kind has a file of its own."""

from __future__ import annotations

from arlib.exercises.chapter07 import encodings, factoring, learning, packages, proofs, propagation
from arlib.exercises.chapter07.encodings import clauses, few
from arlib.exercises.chapter07.factoring import factors
from arlib.exercises.chapter07.learning import conflict
from arlib.exercises.chapter07.packages import explain
from arlib.exercises.chapter07.pigeons import pigeons
from arlib.exercises.chapter07.proofs import false_step, hints
from arlib.exercises.chapter07.propagation import order, trail
from arlib.exercises.chapter07.rows import rows
from arlib.exercises.chapter07.sequents import close
from arlib.exercises.kinds.clauses import clauses_text

EXERCISES = (rows, close, trail, order, conflict, hints, false_step, few, factors, explain, clauses, pigeons)
SOURCES = (
    *(clauses_text(propagation.FOLLOWING), clauses_text(propagation.SPLIT)),
    *(clauses_text(learning.CLAUSES), str(learning.BASE)),
    *(clauses_text(proofs.WHOLE.formula.clauses), proofs.lines_text(proofs.WHOLE)),
    *(clauses_text(proofs.FALSE.formula.clauses), proofs.steps_text(proofs.FALSE)),
    factoring.halves(factoring.WIDTH),
    packages.numbered(packages.LINES),
    encodings.rules_text(encodings.RULES),
)
