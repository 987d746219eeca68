"""The rewriting widgets and a derivation's notation in JupyterLab, by keyboard, as a learner meets them."""

import pytest
from lab import DARK, LIGHT, button, control, fits, in_sight, node, output, press, press_button, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

DERIVATION = """\
%load_ext arlib.views
from arlib.proving import prove
from arlib.views.rewriting.stepper import DerivationWidget

widget = DerivationWidget(prove("(x + y) * (x - y) == x * x - y * y").certificate)
widget"""

REWRITE = """\
from arlib import Unsigned
from arlib.views.rewriting.stepper import RewriteWidget

widget = RewriteWidget("x + y == y + x", Unsigned(8))
widget"""

GAME = """\
from arlib.views.rewriting.stepper import RewriteWidget

widget = RewriteWidget(level=1)
widget"""

SHOWN = (
    "%load_ext arlib.views\nfrom arlib import parse, prove\nfrom arlib.rewriting import simplify\n"
    "from arlib.views import derivation_table, models_table, term_tree\n"
    "verdict = prove('(x + y) * (x - y) == x * x - y * y')\nverdict",
    "verdict.certificate",
    "parse('abs((x + 1) // 2) <= (x if x > 0 else -x) % 7 and (x & y) + (x | ~y) != x << 2')",
    "derivation_table(verdict.certificate)",
    "models_table('x < x + 1')",
    "term_tree(parse('(x + y) * (x - y) == min(x * x, 10) - y'), (0, 1))",
    "simplify(parse('(x + y + z) * (x + y) * (x + y) == 0'))",
)


def test_a_derivation_by_keyboard(opened):
    notebook = opened(DERIVATION)
    wait_for(notebook, "Step 0 of 14")
    notebook.screenshot("derivation_widget_begins")
    fits(notebook)
    press_button(notebook, "Next")
    wait_for(notebook, "Step 1 of 14")
    expect(button(notebook, "Next")).to_be_focused()
    press_button(notebook, "Next", "Space")
    wait_for(notebook, "Step 2 of 14")
    assert "marked" in output(notebook).get_by_role("img").get_attribute("aria-label")
    fits(notebook)
    notebook.screenshot("derivation_widget_during")
    press_button(notebook, "Previous")
    wait_for(notebook, "Step 1 of 14")
    notebook.page.locator(".noUi-handle").focus()
    press(notebook, "End")
    wait_for(notebook, "the derivation is complete")
    for _ in range(2):
        press_button(notebook, "Next")
        expect(button(notebook, "Next")).to_be_focused()
    notebook.screenshot("derivation_widget_ends")


def test_the_game_by_keyboard_and_by_mouse(opened):
    notebook = opened(GAME)
    notebook.page.set_viewport_size({"width": 1366, "height": 768})
    in_sight(notebook)
    wait_for(notebook, "Choose a place")
    for label in ("Level", "Place"):
        words = output(notebook).get_by_text(label, exact=True).first
        assert words.evaluate("e => e.scrollWidth <= e.clientWidth"), f"{label} is cut off"
    assert output(notebook).locator(".widget-gridbox button.widget-button:visible").count() == 7, "no rule is offered"
    notebook.screenshot("game_begins_light")

    # Level 1 by keyboard: a place by Enter, a rule by Enter, and the focus stays in the tree.
    node(notebook, "x + y == x + y").focus()
    press(notebook, "Enter")
    wait_for(notebook, "1 way to go on")
    press_button(notebook, "reflexivity of ==")
    wait_for(notebook, "the checker accepts a derivation of 1 step")
    wait_for(notebook, "Par is 1: ★★★ three stars")
    expect(node(notebook, "True")).to_be_focused()
    expect(control(notebook, "Level").locator("option").first).to_contain_text("★★★")
    kept = notebook.execute("print(type(widget.progress)(path=widget.progress.path).stars)")
    assert kept == "{1: 3}\n"

    # Level 2 by mouse; a claim that circles is noticed.
    button(notebook, "Next level").click()
    node(notebook, "y + x").click()
    wait_for(notebook, "1 way to go on")
    fits(notebook)
    notebook.screenshot("game_during_light")
    button(notebook, "commutativity of +").click()
    expect(node(notebook, "x + y, chosen")).to_be_focused()
    button(notebook, "commutativity of +").click()
    wait_for(notebook, "you were here two steps ago")
    notebook.screenshot("game_circle_light")
    button(notebook, "Undo").click()
    wait_for(notebook, "1 way to go on")
    # The arrow keys go through the places, from the root on.
    output(notebook).locator(".noUi-handle:visible").first.focus()
    press(notebook, "Home", "ArrowRight")
    wait_for(notebook, "at x . y == x . y")
    button(notebook, "reflexivity of ==").click()
    wait_for(notebook, "the checker accepts a derivation of 2 steps")
    fits(notebook)
    theme(notebook, DARK)
    notebook.screenshot("game_accepted_dark")
    assert notebook.execute("print(widget.progress.stars)") == "{1: 3, 2: 3}\n"
    control(notebook, "Level").select_option("12. The formula from school")
    node(notebook, "(x + y) * (x - y)").click()
    wait_for(notebook, "ways to go on")
    fits(notebook)
    notebook.screenshot("game_last_level_dark")
    theme(notebook, LIGHT)

    # A false claim ends in its counterexample.
    control(notebook, "Level").select_option("A claim of your own")
    claim = control(notebook, "Claim")
    claim.fill("x - y == y - x")
    press(notebook, "Enter")
    wait_for(notebook, r"refuted: x = .* is false. No steps lead to True")
    expect(claim).to_be_focused()
    fits(notebook)
    notebook.screenshot("game_false_claim_light")


def test_a_rule_of_ones_own(opened):
    notebook = opened(REWRITE)
    wait_for(notebook, "Choose a place")
    own = control(notebook, "Your rule")
    own.fill("a < a + 1 = True")
    press(notebook, "Enter")
    wait_for(notebook, "a = 255. Then the left side is False and the right side True")
    expect(own).to_be_focused()
    notebook.screenshot("rewrite_widget_refused")
    own.fill("a + * = <b>")
    press_button(notebook, "Add rule")
    shown = output(notebook).get_by_role("alert").locator("pre")
    shown.wait_for()
    _, source, caret = shown.inner_text().splitlines()
    assert source.strip() == "a + * = <b>" and source[caret.index("^")] == "*"
    notebook.screenshot("rewrite_widget_unreadable")
    fits(notebook)
    own.fill("a + b - b = a")
    press(notebook, "Enter")
    wait_for(notebook, "it is offered as your rule 1")
    claim = control(notebook, "Claim")
    claim.fill("(x + y) * 2 - y * 2 == x * 2")
    press(notebook, "Enter")
    node(notebook, "(x + y) * 2").click()
    expect(button(notebook, "distributivity")).to_be_visible()
    claim.focus()
    expect(claim).to_be_focused()
    notebook.screenshot("rewrite_widget_longer")
    fits(notebook)
    claim.fill("x + * y == 1")
    press(notebook, "Enter")
    wait_for(notebook, "This cannot be tried")
    notebook.screenshot("rewrite_widget_claim_unreadable")


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_notation_in_a_notebook(opened, name):
    notebook = opened(*SHOWN)
    theme(notebook, name)
    notebook.page.wait_for_selector("mjx-container", timeout=30_000)
    notebook.page.wait_for_timeout(1500)
    assert notebook.page.locator("mjx-merror, [data-mjx-error]").count() == 0
    for number in range(len(SHOWN)):
        notebook.page.locator(".jp-CodeCell").nth(number).scroll_into_view_if_needed()
        if number in (1, 3, 5, 6):
            notebook.screenshot(f"derivation_{name.split()[-1].lower()}_{number}")
    fits(notebook)


def test_the_rule_that_is_judged_is_the_one_that_was_typed_last(opened):
    """While the kernel has not answered what was typed before, a browser holds a text back, and not the press after it.

    The observer makes the kernel slow, as one behind a slow network is; the solver may be slow, too.
    """
    notebook = opened(REWRITE)
    notebook.execute("from arlib.views.rewriting import own_rules\nown_rules.SECONDS = 60\nprint()")
    notebook.execute("import time\nwidget.own.observe(lambda _: time.sleep(0.7), 'value')\nprint()")
    own, add = control(notebook, "Your rule"), button(notebook, "Add rule")
    for number, sound in enumerate(("a + b - b = a", "b + a - a = b"), start=1):
        own.fill(f"a < a + {number} = True")
        press(notebook, "Tab")
        own.fill(sound)
        add.click()
        wait_for(notebook, f"it is offered as your rule {number}$")
        expect(output(notebook).get_by_text("is not sound")).to_have_count(0)


def test_what_was_said_of_an_old_rule_does_not_stay(opened):
    notebook = opened(REWRITE)
    own = control(notebook, "Your rule")
    refused = output(notebook).get_by_text("is not sound")
    for begin_again in (
        lambda: own.fill("a + b - b = a"),
        lambda: control(notebook, "Claim").fill("x * 1 == x"),
        lambda: control(notebook, "Integers").select_option("int8"),
    ):
        own.fill("a < a + 3 = True")
        press(notebook, "Enter")
        refused.wait_for()
        begin_again()
        press(notebook, "Tab")
        expect(refused).to_have_count(0)
