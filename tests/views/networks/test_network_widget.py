"""The network widget without a browser."""

import pytest

pytest.importorskip("ipywidgets")

from example_networks import part, snapshot, text  # noqa: E402

from arlib.views.networks import network_widget  # noqa: E402
from arlib.views.networks.network_widget import NetworkWidget  # noqa: E402


def test_it_answers_at_once_and_begins_at_the_first_stop():
    widget = NetworkWidget(text(snapshot()))
    assert (widget.source.value, widget.target.value, widget.port.value) == ("internet", "i-web", 443)
    assert "✓</span> reachable" in widget.head.value and "<svg" in widget.picture.value
    assert "Stop 1 of 12" in widget.here.value and widget.way.layout.display == "none"
    assert repr(widget) == "NetworkWidget(internet to i-web: ✓ reachable)"
    assert widget._repr_mimebundle_()["text/plain"] == repr(widget)
    assert widget.table().text.startswith("✓ reachable") and "▶ 1" in widget.table().text


def test_buttons_and_slider_move_the_packet():
    widget = NetworkWidget(text(snapshot()))
    before = widget.picture.value
    widget.previous_button.click()
    assert widget.stop.value == 1
    widget.next_button.click()
    assert widget.stop.value == 2 and "Stop 2 of 12" in widget.here.value and widget.picture.value != before
    widget.stop.value = 12
    widget.next_button.click()
    assert widget.stop.value == 12 and "Arrives" in widget.here.value and "▶ 12" in widget.rows.value


def test_another_question_begins_again():
    widget = NetworkWidget(text(snapshot()), "internet", "i-web", 443)
    widget.stop.value = 5
    widget.port.value = 22
    assert "not reachable" in widget.head.value and widget.stop.value == 1 and widget.stop.max == 6
    assert widget.way.layout.display == "flex" and "All ways" in widget.details.value
    widget.stop.value = 6
    assert "no ingress rule of sg-web allows them" in widget.here.value and ">stopped<" in widget.picture.value
    widget.way.value = 1
    assert widget.stop.max == 2 and widget.stop.value == 1
    widget.port.value = 443
    assert "✓</span> reachable" in widget.head.value and widget.way.value == 0 and widget.details.value == ""


def test_a_ping_has_no_port():
    widget = NetworkWidget(text(snapshot()), "i-web", "i-db", protocol="icmp")
    assert widget.port.disabled and "i-web pings i-db" in widget.head.value
    widget.protocol.value = "tcp"
    assert not widget.port.disabled


def test_what_cannot_be_asked_is_said_and_the_network_is_shown():
    widget = NetworkWidget(text(snapshot()), "i-web", "i-web")
    assert "This cannot be asked" in widget.head.value and "does not reach itself" in widget.head.value
    assert widget.reach is None and widget.controls.layout.display == "none" and "<svg" in widget.picture.value
    assert widget.table().text.startswith("A network of") and repr(widget).endswith("not asked)")
    widget.target.value = "i-db"
    assert widget.controls.layout.display == "flex" and "Stop 1" in widget.here.value


def test_what_is_not_known_is_said():
    whole = snapshot()
    part(whole, "RouteTables", "rtb-public")["Routes"][-1] = {
        "DestinationCidrBlock": "0.0.0.0/0",
        "TransitGatewayId": "tgw-1",
    }
    widget = NetworkWidget(text(whole), "i-web", "internet")
    assert "? don't know" in widget.reach.head.text and "tgw-1" in widget.head.value and widget.journey is None
    assert "<svg" in widget.picture.value and widget.table().text.startswith("? don't know")


def test_an_interrupt_stops_it(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    widget = NetworkWidget(text(snapshot()))
    monkeypatch.setattr(network_widget, "ask", interrupted)
    widget.port.value = 80
    assert "stopped" in widget.head.value and widget.reach is None
