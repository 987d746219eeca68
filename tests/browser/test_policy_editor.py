"""The policy editor in JupyterLab: one's own policy by keyboard and by mouse, and the answer after a pause."""

import re

import pytest
from lab import DARK, LIGHT, button, control, fits, in_sight, output, press, press_button, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1366, "height": 768}
CELL = "from arlib.views.policies.policy_editor import PolicyEditor\n\neditor = PolicyEditor()\neditor"


def test_a_policy_a_request_and_a_mistake(opened):
    notebook = opened(CELL)
    notebook.page.set_viewport_size(LAPTOP)
    in_sight(notebook)
    for label in ("Examples", "Question", "Policy"):
        assert control(notebook, label).is_visible()
    wait_for(notebook, "it grants access to fixed values only")  # it is asked at once
    notebook.screenshot("policy_editor_begins")
    fits(notebook)

    # Typed by keyboard, and answered after a pause: everybody may read it.
    policy = control(notebook, "Policy")
    policy.focus()
    text = policy.input_value()
    press(notebook, "Control+a")
    notebook.page.keyboard.insert_text(text.replace('{ "AWS": "111122223333" }', '"*"'))
    wait_for(notebook, "it allows this request, which does not come from any of the fixed values")
    marked = output(notebook).locator("pre [aria-current=true]")
    expect(marked.first).to_contain_text('"Effect": "Allow"')
    expect(output(notebook).get_by_role("table", name="the request", exact=True)).to_contain_text("s3:GetObject")
    expect(policy).to_be_focused()
    notebook.screenshot("policy_editor_public")
    in_sight(notebook)
    fits(notebook)
    output(notebook).get_by_role("table", name="the policy and the request").scroll_into_view_if_needed()
    notebook.screenshot("policy_editor_decides")
    theme(notebook, DARK)
    notebook.screenshot("policy_editor_dark")
    in_sight(notebook)
    notebook.screenshot("policy_editor_dark_begins")
    theme(notebook, LIGHT)

    # A mistake has a line, a column and a caret, and takes the answer away.
    policy.fill(text.replace('"Allow"', '"allow"'))
    wait_for(notebook, "The policy cannot be read")
    message = output(notebook).get_by_role("alert")
    _, line, caret = message.locator("pre").inner_text().splitlines()
    assert line[caret.index("^")] == '"' and "allow" in line
    expect(output(notebook).get_by_role("table", name="the request")).to_have_count(0)
    notebook.screenshot("policy_editor_unread")

    # Another question, by mouse, about an example, and its text by keyboard.
    control(notebook, "Examples").select_option("a Deny that lets one endpoint in")
    control(notebook, "Question").select_option("What does it decide on a request?")
    wait_for(notebook, "denied")
    request = control(notebook, "Request")
    request.fill(request.input_value().replace('"context": {}', '"context": {"aws:SourceVpce": "vpce-1a2b3c4d"}'))
    press_button(notebook, "Check")
    wait_for(notebook, "by the statement in line 4, which is marked")
    expect(button(notebook, "Check")).to_be_focused()
    fits(notebook)
    notebook.screenshot("policy_editor_request")
    control(notebook, "Question").select_option("Is it at most as permissive as a second one?")
    wait_for(notebook, "more permissive")
    assert control(notebook, "Second policy").is_visible()
    control(notebook, "Question").select_option("Who can get in?")
    wait_for(notebook, "these are all who can get in")
    output(notebook).locator("summary").first.focus()
    press(notebook, "Enter")
    expect(output(notebook).get_by_role("table", name="the request").first).to_be_visible()
    fits(notebook)
    notebook.screenshot("policy_editor_findings")
    assert re.search("1 finding", output(notebook).first.inner_text())
