"""A model of clauses or a refutation, by the solver that learns; what it says is looked at again."""

from arlib.certificates.refutation import Refutation
from arlib.clauses import satisfies
from arlib.sat.cdcl import Search, Step


def model(formula):
    """An assignment that satisfies the clauses; None if there is none."""
    search = Search(formula)
    *_, last = search.run()
    if last is Step.REFUTED:
        return None
    assert satisfies(search.assignment(), formula)
    return search.assignment()


def refutation(formula):
    """A refutation of clauses that have one."""
    search = Search(formula)
    *_, last = search.run()
    assert last is Step.REFUTED
    return Refutation(formula, tuple(search.steps()))


def solutions(problem):
    """The choices of each model, one model after another."""
    found = []
    while (assignment := model(problem.clauses)) is not None:
        found.append(problem.chosen(assignment))
        problem = problem.other_than(assignment)
    return found
