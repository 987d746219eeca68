"""The ladder of methods for clauses: from rows of a truth table to a solver that learns."""
