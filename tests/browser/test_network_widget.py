"""The network widget in JupyterLab: a question by mouse, the packet's way by keyboard, and what stops it."""

import pytest
from example_networks import part, snapshot, text
from lab import DARK, LIGHT, fits, in_sight, output, press, theme, wait_for

expect = pytest.importorskip("playwright.sync_api").expect

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1366, "height": 768}


def cell():
    """A network in which the reply to port 443 has no way back."""
    whole = snapshot()
    part(whole, "RouteTables", "rtb-public")["Routes"].pop()
    first = f"from arlib.views.networks.network_widget import NetworkWidget\n\nopen_network = {text(snapshot())!r}\n"
    return f"{first}\nclosed = {text(whole)!r}\nNetworkWidget(open_network)"


def test_a_packet_there_and_back_and_one_that_is_stopped(opened):
    notebook = opened(cell(), "NetworkWidget(closed)")
    notebook.page.set_viewport_size(LAPTOP)
    in_sight(notebook)
    wait_for(notebook, "its reply comes back")
    picture = output(notebook).first.get_by_role("img")
    expect(picture).to_have_count(1)
    notebook.screenshot("network_widget_begins")
    fits(notebook)

    # Along the way by keyboard: the button keeps the focus, and the slider has its own keys.
    next_ = output(notebook).first.get_by_role("button", name="Next", exact=True)
    next_.focus()
    press(notebook, *["Enter"] * 4)
    wait_for(notebook, "Stop 5 of 12")
    expect(output(notebook).first.get_by_text("ingress rule 100 of acl-main").first).to_be_visible()
    expect(next_).to_be_focused()
    notebook.screenshot("network_widget_there")
    slider = output(notebook).first.locator(".noUi-handle")
    slider.focus()
    press(notebook, "End")
    wait_for(notebook, "Stop 12 of 12")
    expect(output(notebook).first.get_by_text("Arrives")).to_be_visible()
    press(notebook, "ArrowLeft", "ArrowLeft")
    wait_for(notebook, "Stop 10 of 12")
    notebook.screenshot("network_widget_back")
    theme(notebook, DARK)
    notebook.screenshot("network_widget_dark")

    # Another question, by mouse: a port that is not open, and the component and the rule that stop the packet.
    port = output(notebook).first.get_by_label("Port", exact=True)
    port.fill("22")
    press(notebook, "Enter")
    wait_for(notebook, "it is not true that internet reaches i-web, tcp port 22")
    slider = output(notebook).first.locator(".noUi-handle")
    slider.focus()
    press(notebook, "End")
    wait_for(notebook, "no ingress rule of sg-web allows them")
    expect(output(notebook).first.get_by_role("img").get_by_text("stopped", exact=True)).to_have_count(1)
    in_sight(notebook)
    notebook.screenshot("network_widget_dark_stopped")
    theme(notebook, LIGHT)
    output(notebook).first.get_by_label("From", exact=True).select_option("i-db")
    output(notebook).first.get_by_label("To", exact=True).select_option("i-db")
    wait_for(notebook, "does not reach itself")
    output(notebook).first.get_by_label("To", exact=True).select_option("i-peer")
    wait_for(notebook, "i-db reaches i-peer")
    fits(notebook)
    notebook.screenshot("network_widget_peer")

    # The reply that never comes back.
    in_sight(notebook, 1)
    second = output(notebook).nth(1)
    second.locator(".noUi-handle").focus()
    press(notebook, "End")
    wait_for(notebook, "rtb-public has no route for this address")
    in_sight(notebook, 1)
    notebook.screenshot("network_widget_stopped")
    second.get_by_label("Way", exact=True).select_option("2: stopped at aws-backbone")
    wait_for(notebook, r"Stop 1 of 2\b")
    second.locator("summary").first.focus()
    press(notebook, "Enter")
    for name in ("the way of the packet", "the ways that are blocked"):
        expect(second.get_by_role("table", name=name)).to_be_visible()
    fits(notebook)
    notebook.screenshot("network_widget_table")
