"""The rewriting widgets without a browser."""

import pytest
from shortest import shortest

pytest.importorskip("ipywidgets")

from arlib import Accepted, Unsigned, Unsupported  # noqa: E402
from arlib.exercises.progress import Progress  # noqa: E402
from arlib.languages.python.claims import parse  # noqa: E402
from arlib.proving import prove
from arlib.rewriting import simplify  # noqa: E402
from arlib.rewriting.levels import LEVELS  # noqa: E402
from arlib.views.rewriting.derivations import derivation_table  # noqa: E402
from arlib.views.rewriting.stepper import DerivationWidget, RewriteWidget  # noqa: E402


def game(level=0):
    return RewriteWidget(level=level, progress=Progress("ada"))


def press(widget, name):
    """Press the button of the first rule of this name that is offered."""
    next(button for button in widget.rules.children[::2] if button.description == name).click()


def test_a_derivation_is_stepped_through():
    derivation = prove("x + y == y + x").certificate
    widget = DerivationWidget(derivation)
    assert "Step 0 of 2" in widget.message.value and "This is where it begins" in widget.message.value
    assert "a + b = b + a" in widget.message.value and "commutativity of +" in widget.message.value
    assert "<u " in widget.formula.value and "marked: y + x" in widget.tree.value
    widget.previous_button.click()
    assert widget.step.value == 0
    widget.next_button.click()
    assert "Reached by <b>commutativity of +</b>" in widget.message.value
    assert "Next" in widget.message.value
    for _ in range(3):
        widget.next_button.click()
    assert widget.step.value == 2
    assert "the derivation is complete" in widget.message.value and "<u " not in widget.formula.value
    widget.step.value = 1
    assert "Step 1 of 2" in widget.message.value
    assert widget.table() == derivation_table(derivation)
    assert not (widget.next_button.disabled or widget.previous_button.disabled)
    assert repr(widget) == "DerivationWidget(a derivation of 2 steps: commutativity of +, reflexivity of ==)"


def test_a_derivation_that_ends_elsewhere():
    widget = DerivationWidget(simplify(parse("x + 0")))
    widget.next_button.click()
    assert "Here the derivation ends" in widget.message.value
    assert "Here the derivation ends" in DerivationWidget(simplify(parse("x"))).message.value


def test_nothing_is_chosen_for_the_reader():
    widget = RewriteWidget()
    for _ in range(3):
        assert widget.chosen is None and widget.offers == [] and widget.rules.children == ()
        assert "Choose a place" in widget.message.value and "<u " not in widget.formula.value
        widget.reset()
    with pytest.raises(ValueError, match="anywhere: choose a place"):
        widget.apply("commutativity of +")


def test_the_reader_proves_a_claim():
    widget = RewriteWidget("x + y == y + x")
    assert widget.answer is None
    widget.tree.buttons[1,].click()
    assert "1 way to go on at <b>y + x</b>" in widget.message.value and "<u " in widget.formula.value
    assert [button.tooltip for button in widget.rules.children[::2]] == ["y + x becomes x + y"]
    press(widget, "commutativity of +")
    assert "x + y == x + y" in widget.table().text and widget.chosen == (1,)
    widget.choose("x + y == x + y")
    assert [move.rule.name for move in widget.offers] == ["reflexivity of ==", "subtract the right side"]
    press(widget, "reflexivity of ==")
    assert widget.answer == Accepted()
    assert "the checker accepts a derivation of 2 steps" in widget.message.value and widget.rules.children == ()
    widget.undo_button.click()
    assert widget.answer is None and len(widget.derivation.steps) == 1
    widget.reset_button.click()
    widget.undo_button.click()
    assert widget.derivation.steps == () and widget.history.value == ""
    widget.choose("y + x")
    with pytest.raises(ValueError, match="distributivity does not fit here"):
        widget.apply("distributivity")
    with pytest.raises(ValueError, match="y [+] z is not a part of x [+] y == y [+] x"):
        widget.choose("y + z")


def test_a_place_that_is_no_more_is_not_chosen():
    widget = RewriteWidget("x - y == 0")
    widget.choose("x - y")
    widget.apply("definition of -")
    assert widget.chosen == (0,)
    widget.choose("-1")
    widget.undo()
    assert widget.chosen is None and "Choose a place" in widget.message.value


def test_a_circle_is_noticed():
    widget = game(2)
    widget.choose("y + x")
    widget.apply("commutativity of +")
    assert "a circle" not in widget.message.value
    widget.apply("commutativity of +")
    assert "you were here two steps ago" in widget.message.value
    widget.undo()
    assert "a circle" not in widget.message.value


def test_a_level_is_solved_and_its_stars_are_kept(tmp_path):
    path = tmp_path / "ada.json"
    widget = RewriteWidget(progress=Progress("ada", path))
    assert repr(widget) == "RewriteWidget(level=1)" and widget.free.layout.display == "none"
    widget.choose("x + y")
    assert "No rule that you have fits" in widget.message.value
    widget.choose("x + y == x + y")
    widget.apply("reflexivity of ==")
    assert "Par is 1: ★★★ three stars" in widget.message.value and "★★★" in widget.level.options[0][0]
    assert Progress("ada", path).stars == {1: 3}
    assert RewriteWidget(progress=Progress("ada", path)).playing == LEVELS[1]
    widget.next_button.click()
    assert widget.playing == LEVELS[1] and widget.derivation.steps == ()


def test_more_steps_are_fewer_stars_and_the_best_stays():
    widget = game(2)
    for detour, stars in (
        (2, "★☆☆ one star"),
        (1, "★★☆ two stars"),
        (0, "★★★ three stars"),
        (2, "so far: ★★★ three stars"),
    ):
        widget.reset()
        widget.choose("y + x")
        for _ in range(1 + 2 * detour):
            widget.apply("commutativity of +")
        widget.choose("x + y == x + y")
        widget.apply("reflexivity of ==")
        assert stars in widget.message.value
    assert widget.progress.stars == {2: 3}


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.title)
def test_every_level_begins_with_its_rules_and_no_other(level):
    widget = game(level.number)
    names = {name for earlier in LEVELS[: level.number] for name in earlier.unlocks}
    for button in list(widget.tree.buttons.values()):
        button.click()
        assert {move.rule.name for move in widget.offers} <= names
    assert f"Par: {level.par}." in widget.task.value and widget.own.box.layout.display == "none"


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.title)
def test_every_level_is_played_at_par_by_clicks(level):
    widget = game(level.number)
    for step in shortest(level.begin(), level.par).steps:
        widget.tree.buttons[step.position].click()
        wanted = next(n for n, move in enumerate(widget.offers) if move.after == step.after)
        widget.rules.children[2 * wanted].click()
    assert widget.answer == Accepted() and widget.progress.stars == {level.number: 3}


def test_after_the_last_level_comes_a_claim_of_ones_own():
    widget = game(len(LEVELS))
    widget.next_level()
    assert widget.playing is None and widget.free.layout.display is None
    widget.next_level()
    assert widget.playing == LEVELS[0]


def test_a_false_claim_ends_in_its_counterexample():
    widget = RewriteWidget("x < x + 1", Unsigned(8))
    assert "refuted" in widget.message.value and "x = 255: then 255 &lt; 0 is false" in widget.message.value
    widget.claim.value = "x == x"
    assert "refuted" not in widget.message.value
    widget.integers.value = "unbounded"
    widget.claim.value = "x < x"
    widget.choose("x < x")
    widget.apply("irreflexivity of <")
    assert "refuted" in widget.message.value and widget.answer is None


def test_only_rules_of_the_model_are_offered():
    found = []
    for integers in (Unsigned(8), "unbounded"):
        widget = RewriteWidget("0 <= x", integers)
        widget.choose("0 <= x")
        found.append({move.rule.name for move in widget.offers})
    assert "no unsigned number is negative" in found[0] - found[1]
    assert "subtract the left side" in found[1] - found[0]


def test_a_partial_formula_gets_no_rule():
    widget = RewriteWidget("x // y == x // y")
    widget.tree.buttons[()].click()
    assert widget.offers == [] and "may have no value" in widget.message.value


def test_a_sound_rule_of_ones_own_is_offered_first():
    widget = RewriteWidget("(x + y) * 2 - y * 2 == x * 2")
    widget.own.text.value = "a * 2 - b * 2 = (a - b) * 2"
    widget.own.button.click()
    widget.choose("(x + y) * 2 - y * 2")
    assert widget.offers[0].rule.name == "your rule 1"
    widget.apply("your rule 1")
    widget.choose("x + y - y")
    widget.apply("cancellation")
    widget.choose("x * 2 == x * 2")
    widget.apply("reflexivity of ==")
    assert widget.answer == Accepted(("z3, for the rule your rule 1",))
    assert "it rests on z3, for the rule your rule 1" in widget.message.value
    widget.reset()
    widget.choose("(x + y) * 2 - y * 2")
    assert widget.offers[0].rule.name == "your rule 1", "sound rules are kept"


def test_a_claim_that_cannot_be_read_shows_where_and_changes_nothing():
    widget = RewriteWidget("x + y == y + x")
    widget.choose("y + x")
    widget.apply("commutativity of +")
    widget.claim.value = "x + * <b>"
    assert "This cannot be tried" in widget.message.value and "<b>" not in widget.message.value.split("<pre")[1]
    assert len(widget.derivation.steps) == 1
    widget.claim.value = "x == x"
    assert widget.derivation.steps == () and widget.chosen is None
    with pytest.raises(Unsupported):
        RewriteWidget("x +")


def test_controls_are_described_and_never_disabled():
    widget = RewriteWidget("x + y == y + x")
    controls = (widget.level, widget.claim, widget.integers, widget.tree.walk, widget.own.text)
    assert [each.description for each in controls] == ["Level", "Claim", "Integers", "Place", "Your rule"]
    assert repr(widget) == "RewriteWidget('x + y == y + x', unbounded)"
    assert widget._repr_mimebundle_()["text/plain"] == repr(widget)
    for each in (widget.undo_button, widget.reset_button, widget.next_button, *widget.tree.buttons.values()):
        assert not each.disabled and each.description and each.tooltip
