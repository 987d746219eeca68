"""What a learner sees and does in a notebook that is open in JupyterLab: for the tests in ``tests/browser``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

SCREENSHOTS = Path(__file__).parent / "screenshots"
READY = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.isReady === true"
CURRENT = "window.jupyterapp.shell.currentWidget"
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"

# A field scrolls its own text, a slider's handle hangs over its ends, and a formula is measured by MathJax.
WIDE_ELEMENTS = """() => [document.documentElement, ...document.querySelectorAll('.jp-OutputArea, .jp-OutputArea *')]
    .filter(e => !['INPUT', 'SELECT', 'OPTION', 'TEXTAREA'].includes(e.tagName) && !(e instanceof SVGElement))
    .filter(e => !e.closest('mjx-container') && !e.className.match(/noUi|slider-container/))
    .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
    .map(e => e.tagName + ' ' + e.className + ': ' + e.scrollWidth + ' > ' + e.clientWidth)"""


class Notebook:
    """A notebook that is open in JupyterLab; ``page`` is Playwright's."""

    def __init__(self, page: Any):
        self.page = page

    def run_all(self) -> None:
        """Run every cell, and return when the last has ended."""
        self.page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells') }")

    def cells(self) -> list[dict[str, Any]]:
        """The cells as they would be saved now."""
        found: list[dict[str, Any]] = self.page.evaluate(f"() => {CURRENT}.content.model.toJSON().cells")
        return found

    def outputs(self) -> list[list[dict[str, Any]]]:
        """The outputs of each code cell."""
        return [cell["outputs"] for cell in self.cells() if cell["cell_type"] == "code"]

    def errors(self) -> list[str]:
        """The errors among the outputs."""
        found = (output for outputs in self.outputs() for output in outputs if output["output_type"] == "error")
        return [f"{output['ename']}: {output['evalue']}" for output in found]

    def execute(self, code: str) -> str:
        """What this code prints, run by the notebook's kernel without a cell."""
        printed: str = self.page.evaluate(
            f"""async code => {{
                const future = {CURRENT}.sessionContext.session.kernel.requestExecute({{ code, store_history: false }});
                let text = '';
                future.onIOPub = message => {{
                    if (message.header.msg_type === 'stream') text += message.content.text;
                }};
                const reply = await future.done;
                return reply.content.status === 'ok' ? text : reply.content.status + ': ' + reply.content.evalue;
            }}""",
            code,
        )
        return printed

    def run_cell(self, i: int, source: str) -> list[dict[str, Any]]:
        """Type this into a cell, run it, and give its outputs."""
        outputs: list[dict[str, Any]] = self.page.evaluate(
            f"""async ([i, source]) => {{
                const notebook = {CURRENT}.content;
                const cell = notebook.model.cells.get(i);
                cell.sharedModel.setSource(source);
                notebook.activeCellIndex = i;
                notebook.deselectAll();
                await window.jupyterapp.commands.execute('notebook:run-cell');
                return cell.toJSON().outputs;
            }}""",
            [i, source],
        )
        return outputs

    def restart(self) -> None:
        """A new kernel, as by the round arrow of JupyterLab's toolbar and its question."""
        self.page.evaluate(f"async () => {{ await {CURRENT}.sessionContext.session.kernel.restart() }}")
        self.page.wait_for_function(READY, timeout=60_000)

    def interrupt(self) -> None:
        """Interrupt the kernel, as the square button of JupyterLab's toolbar does."""
        self.page.evaluate(f"async () => {{ await {CURRENT}.sessionContext.session.kernel.interrupt() }}")

    def screenshot(self, name: str) -> None:
        """Keep a picture of the browser's window for a person to look at."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


def output(notebook: Any) -> Any:
    """The outputs of the cells."""
    return notebook.page.locator(".jp-OutputArea-output")


def button(notebook: Any, name: str) -> Any:
    """The button with this name."""
    return output(notebook).get_by_role("button", name=name, exact=True)


def control(notebook: Any, label: str) -> Any:
    """The field, list or slider with this label."""
    return output(notebook).get_by_label(label, exact=True)


def cell(notebook: Any, i: int) -> Any:
    """The i-th cell of the notebook."""
    return notebook.page.locator(f'.jp-Cell[data-windowed-list-index="{i}"]')


def node(notebook: Any, text: str) -> Any:
    """The first node of a drawn term's tree for the place with this text."""
    return output(notebook).locator(f'button[title="{text}"], button[title="{text}, chosen"]').first


def press(notebook: Any, *keys: str) -> None:
    """Press these keys, one after the other, wherever the focus is."""
    for key in keys:
        notebook.page.keyboard.press(key)


def press_button(notebook: Any, name: str, key: str = "Enter") -> None:
    """Press the button with this name by keyboard."""
    button(notebook, name).focus()
    press(notebook, key)


def wait_for(notebook: Any, pattern: str) -> None:
    """Wait until a text that matches this pattern stands in an output."""
    output(notebook).get_by_text(re.compile(pattern)).first.wait_for(timeout=60_000)


def theme(notebook: Any, name: str) -> None:
    """Change JupyterLab's theme, unless it is this one, and wait until the page is drawn in it."""
    if notebook.page.evaluate("() => document.body.dataset.jpThemeName") == name:
        return
    notebook.page.evaluate(
        "async theme => { await window.jupyterapp.commands.execute('apputils:change-theme', { theme }) }", name
    )
    notebook.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=name)
    notebook.page.wait_for_timeout(300)  # the new style sheet comes a moment after its name


def fits(notebook: Any) -> None:
    """Nothing is wider than its place."""
    wide = notebook.page.evaluate(WIDE_ELEMENTS)
    assert not wide, "\n".join(wide)


def in_sight(notebook: Any, cell: int = 0) -> None:
    """Scroll so that this output is what the reader looks at, not the cell that makes it."""
    output(notebook).nth(cell).evaluate("e => e.scrollIntoView({block: 'start'})")
