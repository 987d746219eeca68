"""The exercises of chapter 7, hard problems, in their order; each kind has a file of its own."""

from __future__ import annotations

from arlib.exercises.chapter07.encodings import clauses, few
from arlib.exercises.chapter07.factoring import factors
from arlib.exercises.chapter07.learning import conflict
from arlib.exercises.chapter07.packages import explain
from arlib.exercises.chapter07.pigeons import pigeons
from arlib.exercises.chapter07.proofs import false_step, hints
from arlib.exercises.chapter07.propagation import order, trail
from arlib.exercises.chapter07.rows import rows
from arlib.exercises.chapter07.sequents import close

EXERCISES = (rows, close, trail, order, conflict, hints, false_step, few, factors, explain, clauses, pigeons)
