"""A play: what is offered, where it has been, and what the checker says in the end."""

from arlib import Accepted, Unbounded, claim
from arlib.rewriting.play import Play


def play(text, *names):
    return Play(claim(text), Unbounded(), frozenset(names) or None)


def test_only_rules_that_may_be_used_are_offered():
    assert [move.rule.name for move in play("x + y == y + x", "reflexivity of ==").offers((1,))] == []
    assert [move.rule.name for move in play("x + y == y + x").offers((1,))] == ["commutativity of +"]


def test_a_circle_is_noticed_however_long():
    now = play("(x + y) + 1 == 2")
    assert now.circle() == 0
    for position in ((0,), (0, 1)):
        now = now.take(now.offers(position)[0])
        assert now.circle() == 0
    back = now.take(now.offers((0, 1))[0])
    assert back.circle() == 2
    home = back.take(next(move for move in back.offers((0,)) if move.after == back.claim.formula))
    assert home.circle() == 4
    assert home.undone() == back and back.undone().circle() == 0


def test_the_checker_is_asked_at_true_only():
    now = play("x == x")
    assert now.answer() is None
    done = now.take(now.offers(())[0])
    assert done.answer() == Accepted() and done.undone() == now
    assert now.undone() == now
