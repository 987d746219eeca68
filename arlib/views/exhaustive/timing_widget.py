"""The timing widget: try every case of a claim while you watch, stop when you like, and see what it would take.

It owns no reasoning. It steps through the snapshots of ``arlib.explore`` in a task on the kernel's event
loop and gives the loop a turn between them, so that Stop works during a run and no thread is needed.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from html import escape
from typing import Any

try:
    import ipywidgets as w
except ModuleNotFoundError:
    raise ImportError("the timing widget needs ipywidgets: pip install 'arlib-course[lab]'") from None

from arlib.exhaustive import Exhaustion, explore
from arlib.exhaustive.engines import available
from arlib.integers import Integers, Signed, Unsigned, integer_model
from arlib.languages.python.claims import claim as read_claim
from arlib.verdict import Unknown, Unsupported
from arlib.views.exhaustive.chart import describe_timing_chart, timing_chart
from arlib.views.page import panel
from arlib.views.page.controls import WRAP, box
from arlib.views.page.html import Html, timing_table
from arlib.views.page.panel import still_running
from arlib.views.plots.scale import duration

EXAMPLES = (
    "x + y == y + x",
    "x - y == y - x",
    "x * y == y * x",
    "x + 1 > x",
    "abs(x) >= 0",
    "(x & y) + (x | y) == x + y",
    "min(x, y) <= (x + y) // 2",
    "(x + y) + z == x + (y + z)",
)
TYPES = ("uint4", "uint8", "uint12", "uint16", "uint24", "uint32", "uint64")
SIGNED_TYPES = ("int4", "int8", "int12", "int16", "int24", "int32", "int64")

# A page redraws text about ten times a second without effort; a chart is worth less often.
TEXT_EVERY, CHART_EVERY = 0.1, 0.7
# The loop handles messages such as Stop while a run pauses; a longer pause would cost speed.
TURN_EVERY, TURN = 0.05, 0.001


class TimingWidget:
    """A claim, a type, an engine and a time limit; Run and Stop; the count, the verdict and the extrapolation.

    ``result`` is the newest snapshot, None before the first run and when the question has changed since.
    ``table()`` is the widget as a table.

    >>> import asyncio
    >>> widget = TimingWidget("x + y == y + x", Unsigned(4))
    >>> print(asyncio.run(widget.run()))
    proved (256 of 256 cases, python engine)
    """

    def __init__(
        self,
        claim: str = EXAMPLES[0],
        integers: Integers = Unsigned(8),
        *,
        engine: str = "auto",
        seconds: float = 10.0,
    ):
        self.result: Exhaustion | None = None
        self.running = False
        self.task: asyncio.Task[Exhaustion | None] | None = None
        self._stopping = False
        self._asked = claim, str(integer_model(integers))
        self._build(*self._asked, engine, seconds)
        self._connect()
        self._say_space()
        self._show(None, chart=True)

    # ---- the state machine: idle, running, stopping, idle ------------------------------------

    def start(self) -> None:
        """Begin a run on the event loop, as the Run button does; nothing happens during a run."""
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self.run())

    def stop(self) -> None:
        """End the run at its next snapshot, as the Stop button does; what was counted is kept."""
        self._stopping = True

    async def run(self) -> Exhaustion | None:
        """Try the claim as the controls say and return the result; None for a claim that cannot be read."""
        if self.running:
            return self.result
        if not self._say_space():
            self._question_changed()
            return None
        self._begin()
        try:
            await asyncio.sleep(TURN)
            snapshots = explore(
                self.claim.value,
                integer_model(self.integers.value),
                engine=self.engine.value,
                seconds=self.seconds.value,
            )
            last_turn = last_text = last_chart = time.perf_counter()
            for snapshot in snapshots:
                self.result = snapshot
                now = time.perf_counter()
                # No cases yet is not "0 cases": until there are some, the engine is being prepared.
                if now - last_text >= TEXT_EVERY and snapshot.cases > 0:
                    draws = now - last_chart >= CHART_EVERY
                    self._show(snapshot, chart=draws)
                    last_text, last_chart = now, now if draws else last_chart
                if now - last_turn >= TURN_EVERY:
                    await asyncio.sleep(TURN)
                    last_turn = time.perf_counter()
                if self._stopping and still_running(snapshot):
                    self.result = _stopped(snapshot)
                    break
        except (Unsupported, ValueError) as error:
            self.result = None
            self._say_error(error)
        except (KeyboardInterrupt, asyncio.CancelledError):
            # An interrupt of the kernel means the same as Stop. It must not end the loop it arrives in.
            self.result = _stopped(self.result) if self.result is not None else None
        except Exception as error:
            self._say_error(error)
            raise
        finally:
            self._end()
        return self.result

    def _begin(self) -> None:
        self.running, self._stopping, self.result = True, False, None
        self._asked = self.claim.value, self.integers.value
        # Nothing is disabled: that would take the keyboard's focus, and JupyterLab would read the
        # next letters as commands to the notebook.
        self.run_button.button_style, self.stop_button.button_style = "", "primary"
        self.status.value = panel.waiting("<b>Running</b>", "The engine is being prepared.")
        self.progress.value = panel.bar(0.0)

    def _end(self) -> None:
        self.running = self._stopping = False
        if self._asked != (self.claim.value, self.integers.value):
            self.result = None
        self.run_button.button_style, self.stop_button.button_style = "primary", ""
        self._show(self.result, chart=True)

    # ---- what it shows ----------------------------------------------------------------------

    def table(self) -> Html:
        """The newest result, its extrapolation and the essay's figure as a table; the twin of the widget."""
        if self.result is None:
            return Html(f"<p>{escape(describe_timing_chart())}</p>", describe_timing_chart())
        return timing_table(self.result)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = self.box._repr_mimebundle_(**kwargs)
        return {**bundle, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"TimingWidget({self.claim.value!r}, {self.integers.value})"

    def _show(self, result: Exhaustion | None, *, chart: bool) -> None:
        if result is None:
            self.progress.value = panel.bar(0.0)
            self.status.value = panel.waiting(
                "Press Run, or press Enter in the claim.", "Stop ends a run early and keeps what was counted."
            )
        else:
            self.progress.value = panel.bar(result.cases / result.cases_in_all)
            self.status.value = panel.status(result)
        if chart:
            self.chart.value = str(timing_chart(result))
            self.caption.value = panel.caption(result)

    def _say_space(self, _change: object = None) -> bool:
        """Say how many cases there are, or why the claim cannot be read; whether it can."""
        try:
            model = integer_model(self.integers.value)
            inputs = read_claim(self.claim.value, model).inputs
        except (Unsupported, ValueError) as error:
            self._say_error(error)
            return False
        assert isinstance(model, Signed | Unsigned)
        self.message.value = panel.space(inputs, model)
        return True

    def _question_changed(self, _change: object = None) -> None:
        """What is shown is of the question in the controls, or nothing is: a run of another one ends."""
        self._say_space()
        if self.running:
            self.stop()
        elif self.result is not None:
            self.result = None
            self._show(None, chart=True)

    def _say_error(self, error: Exception) -> None:
        self.message.value = panel.problem(error)

    # ---- its parts --------------------------------------------------------------------------

    def _build(self, claim: str, integers: str, engine: str, seconds: float) -> None:
        wide = {"description_width": "45px"}
        fits = {"description_width": "initial"}
        types = dict.fromkeys((*TYPES, *SIGNED_TYPES, integers))
        self.claim = w.Text(
            claim,
            description="Claim",
            continuous_update=False,
            style=wide,
            layout=w.Layout(flex="1 1 340px", width="auto"),
        )
        self.examples = w.Dropdown(
            options=[("choose one", ""), *((example, example) for example in EXAMPLES)],
            value=claim if claim in EXAMPLES else "",
            description="Examples",
            tooltip=panel.OPENS,
            style=fits,
            layout=w.Layout(width="300px"),
        )
        self.integers = w.Dropdown(
            options=list(types),
            value=integers,
            description="Type",
            tooltip=panel.OPENS,
            style=wide,
            layout=w.Layout(width="190px"),
        )
        self.engine = w.Dropdown(
            options=["auto", *available()],
            value=engine,
            description="Engine",
            tooltip=panel.OPENS,
            style=fits,
            layout=w.Layout(width="180px"),
        )
        self.seconds = w.BoundedFloatText(
            seconds,
            min=0.1,
            max=3600,
            step=5,
            description="Time limit (seconds)",
            style=fits,
            layout=w.Layout(width="230px"),
        )
        self.run_button = w.Button(description="Run", button_style="primary", tooltip="Try the claim on every case")
        self.stop_button = w.Button(description="Stop", tooltip="End the run and keep what was counted")
        self.run_button.layout.width = self.stop_button.layout.width = "90px"
        self.progress = w.HTML(layout=w.Layout(flex="1 1 200px"))
        self.message, self.status, self.chart, self.caption = (w.HTML() for _ in range(4))
        self.controls = [self.claim, self.examples, self.integers, self.engine, self.seconds]
        wrap = w.Layout(**WRAP)
        self.box = box(
            w.HBox([self.claim, self.examples], layout=wrap),
            w.HBox([self.integers, self.engine, self.seconds], layout=wrap),
            self.message,
            w.HBox([self.run_button, self.stop_button, self.progress], layout=wrap),
            self.status,
            self.chart,
            self.caption,
        )

    def _connect(self) -> None:
        self.run_button.on_click(lambda _button: self._start_when_settled())
        self.stop_button.on_click(lambda _button: self.stop())
        self.examples.observe(self._take_example, "value")
        self.claim.observe(self._claim_changed, "value")
        self.integers.observe(self._question_changed, "value")
        self.claim.on_msg(self._claim_message)

    def _take_example(self, change: dict[str, Any]) -> None:
        self.claim.value = change["new"] or self.claim.value

    def _claim_changed(self, change: dict[str, Any]) -> None:
        # The list of examples never names another claim than the one that would be run.
        self.examples.value = change["new"] if change["new"] in EXAMPLES else ""
        self._question_changed()

    def _claim_message(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("event") == "submit":
            self._start_when_settled()

    def _start_when_settled(self) -> None:
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self._run_when_settled())

    async def _run_when_settled(self) -> Exhaustion | None:
        await asyncio.sleep(panel.SETTLE)
        return await self.run()


def _stopped(snapshot: Exhaustion) -> Exhaustion:
    return replace(snapshot, verdict=Unknown(f"stopped after {duration(snapshot.seconds)}"))
