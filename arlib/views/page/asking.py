"""What widgets have in common that wait for the answer of a process of its own, which Stop ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from arlib.halting.bounded import Interrupted
from arlib.views.page.html import ORANGE
from arlib.views.page.panel import SETTLE, note


class Asking:
    """A widget with a Stop button, whose ``task`` on the kernel's event loop waits for an answer."""

    task: asyncio.Task[Any] | None = None
    stop_button: Any

    def stop(self) -> None:
        """End what is going on, as the Stop button does."""
        if self.task is not None:
            self.task.cancel()

    def _start(self, what: Callable[[], Coroutine[Any, Any, Any]], pause: float = SETTLE) -> None:
        """Do this after a pause, in place of what is going on; raises RuntimeError where nobody could wait."""
        self.stop()

        async def later() -> None:
            await asyncio.sleep(pause)
            await what()

        self.task = asyncio.get_running_loop().create_task(later())

    @contextmanager
    def _working(self, say: Callable[[str], object], before: str) -> Iterator[None]:
        """Say why there is no answer, should there be none; an interrupt of the kernel means Stop."""
        self.stop_button.button_style = "primary"
        try:
            yield
        except Interrupted as error:
            say(note("?", "stopped", str(error), ORANGE))
        except (KeyboardInterrupt, asyncio.CancelledError):
            say(note("?", "stopped", f"before {before}", ORANGE))
        finally:
            self.stop_button.button_style = ""
