"""Satisfiability modulo theories: claims as questions to z3. No other folder imports it.

The files, in reading order: the intervals in which numbers lie, the translation, the questions.
"""

from arlib.smt.solving import Invalid, Model, NoModel, Undecided, Valid, find_model, is_valid, to_smtlib

__all__ = ["Invalid", "Model", "NoModel", "Undecided", "Valid", "find_model", "is_valid", "to_smtlib"]
