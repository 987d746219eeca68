"""The network widget: choose who sends what to whom, and follow the packet stop by stop, or to what stops it.

It owns no reasoning: ``can_reach`` answers, and its evidence is what is drawn.
"""

from __future__ import annotations

from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the network widget needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.languages.vpc.reading import read_network
from arlib.languages.vpc.syntax import LAST_PORT, Name, Network
from arlib.views.networks.journeys import Journey, journey_table
from arlib.views.networks.own_question import Reach, ask, drawn, names, protocols, stop_html
from arlib.views.networks.pages import network_html
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, box, button
from arlib.views.page.html import ORANGE, Html
from arlib.views.page.panel import note
from arlib.views.page.sheets import sheet

FITS = {"description_width": "initial"}
PORT = 443


class NetworkWidget:
    """A network to ask: a source, a target and a port, the answer, and the packet's way to step along.

    ``reach`` is the answer, or None where the question makes no sense, and ``table()`` shows it on a page. A text is
    read as ``read_network`` does.

    >>> snapshot = '{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}'
    >>> NetworkWidget(snapshot).table().text
    'A network of 1 virtual network, 0 subnets and 0 interfaces'
    """

    def __init__(
        self,
        network: Network | str,
        source: Name | None = None,
        target: Name | None = None,
        port: int = PORT,
        protocol: str = "tcp",
    ):
        self.network = read_network(network) if isinstance(network, str) else network
        self.reach: Reach | None = None
        known = names(self.network)
        begin = source or known[0]
        end = target or next((each for each in known if each != begin), begin)
        self._build(list(dict.fromkeys([*known, begin, end])), begin, end, port, protocol)
        self._connect()
        self._ask()

    # ---- what its controls do ----------------------------------------------------------------

    def _ask(self, _change: object = None) -> None:
        """Answer the question that stands in the controls, and show its first way from the first stop."""
        ping = self.protocol.value == "icmp"
        self.port.disabled = ping
        port = None if ping else self.port.value
        self.reach = None
        try:
            self.reach = ask(self.network, self.source.value, self.target.value, port, self.protocol.value)
        except ValueError as error:
            self._nothing(panel.problem(error, "This cannot be asked"))
            return
        except KeyboardInterrupt:
            self._nothing(note("?", "stopped", "before there was an answer", ORANGE))
            return
        self.head.value = f'<div role="status">{self.reach.head}</div>'
        self.details.value = str(self.reach.details or "")
        self.way.options = [(title, number) for number, (title, _) in enumerate(self.reach.ways)] or [("none", 0)]
        self.way.value = 0
        self.way.layout.display = "flex" if len(self.reach.ways) > 1 else "none"
        self._choose()

    def _choose(self, _change: object = None) -> None:
        """Another way, from its first stop."""
        journey = self.journey
        if journey is None:
            self._nothing(self.head.value)
            return
        self._new_slider(len(journey.visits))
        self.controls.layout.display = "flex"
        self._show()

    def _move(self, by: int) -> None:
        # At either end the buttons stay enabled: disabling one would take the keyboard's focus away.
        self.stop.value = min(max(self.stop.value + by, 1), self.stop.max)

    # ---- what it shows -----------------------------------------------------------------------

    @property
    def journey(self) -> Journey | None:
        """The way that is shown; None if there is none."""
        if self.reach is None or not self.reach.ways:
            return None
        return self.reach.ways[self.way.value or 0][1]

    def table(self) -> Html:
        """The answer on a page, with the way and the stop that are shown; the twin of the widget."""
        if self.reach is None:
            return network_html(self.network)
        return self.reach.page(self.network, self.way.value or 0, self.stop.value if self.journey else None)

    def _nothing(self, message: str) -> None:
        """The network alone, and why there is no way in it."""
        self.head.value = message
        self.controls.layout.display = self.way.layout.display = "none"
        self.here.value = self.rows.value = self.details.value = ""
        self.picture.value = str(network_html(self.network))

    def _show(self, _change: object = None) -> None:
        journey, at = self.journey, self.stop.value
        if journey is None or self.reach is None:
            return
        self.picture.value = drawn(self.network, journey, at, self.reach.head)
        # As high as the longest, so that the picture below stays where it is.
        words = panel.line(str(stop_html(self.network, journey, at)))
        self.here.value = f'<div role="status" style="min-height:40px">{words}</div>'
        self.rows.value = str(sheet([journey_table(self.network, journey, at)]))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return {**self.box._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    def __repr__(self) -> str:
        said = self.reach.head.text.partition(":")[0] if self.reach else "not asked"
        return f"NetworkWidget({self.source.value} to {self.target.value}: {said})"

    # ---- its parts ---------------------------------------------------------------------------

    def _build(self, known: list[Name], source: Name, target: Name, port: int, protocol: str) -> None:
        def listed(options: list[str], value: str, name: str, width: str) -> Any:
            layout = w.Layout(width=width)
            return w.Dropdown(
                options=options, value=value, description=name, tooltip=panel.OPENS, style=FITS, layout=layout
            )

        self.source = listed(known, source, "From", "220px")
        self.target = listed(known, target, "To", "220px")
        self.protocol = listed(protocols(), protocol, "Protocol", "150px")
        self.port = w.BoundedIntText(
            port, min=0, max=LAST_PORT, description="Port", style=FITS, layout=w.Layout(width="130px")
        )
        self.way = w.Dropdown(
            options=[("none", 0)],
            description="Way",
            tooltip=panel.OPENS,
            style=FITS,
            layout=w.Layout(width="420px"),
        )
        self.previous_button = button("Previous", "Go back one stop")
        self.next_button = button("Next", "Go on to the next stop", "primary")
        self.head, self.picture, self.here, self.rows, self.details = (w.HTML() for _ in range(5))
        wrap = w.Layout(**WRAP)
        self.controls = w.HBox(layout=w.Layout(**WRAP))
        self._new_slider(1)
        self.box = box(
            w.HBox([self.source, self.target, self.protocol, self.port], layout=wrap),
            self.head,
            self.way,
            self.controls,
            self.here,
            self.picture,
            self.rows,
            self.details,
            width=940,
        )

    def _connect(self) -> None:
        for control in (self.source, self.target, self.protocol, self.port):
            control.observe(self._ask, "value")
        self.way.observe(self._choose, "value")
        self.previous_button.on_click(lambda _button: self._move(-1))
        self.next_button.on_click(lambda _button: self._move(1))

    def _new_slider(self, stops: int) -> None:
        # A slider in a page goes on taking the End key to the maximum that it was made with.
        layout = w.Layout(flex="1 1 300px")
        self.stop = w.IntSlider(1, min=1, max=stops, description="Stop", style=FITS, layout=layout)
        self.stop.observe(self._show, "value")
        self.controls.children = [self.previous_button, self.next_button, self.stop]
