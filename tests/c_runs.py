"""What C programs return when they are run here."""

from arlib.languages.c.functions import c_program
from arlib.programs.interpreter import Returned, run


def value(source, *, choices=(), reading="machine", function=None, **inputs):
    done = run(c_program(source, function, reading), inputs, choices=choices, steps=2_000)
    assert isinstance(done.outcome, Returned), done.outcome
    return done.outcome.value
