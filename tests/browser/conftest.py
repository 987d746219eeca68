"""A real JupyterLab, with settings of its own, and a real browser in front of it."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from lab import LIGHT, READY, Notebook, theme

HERE = Path(__file__).parent
SETTINGS = {
    # A news toast covers a corner, and windowing attaches only the cells in sight.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWPORT = {"width": 1280, "height": 768}  # a small laptop
OPEN = """async path => {
    const app = window.jupyterapp;
    const opened = await app.commands.execute('docmanager:open', { path });
    await opened.context.ready;
    [...app.shell.widgets('main')].filter(other => other !== opened).forEach(other => other.dispose());
    app.shell.activateById(opened.id);
}"""
CLOSE = """async () => {
    if (document.querySelector('.jp-Dialog')) throw new Error('a question is still open');
    for (const opened of [...window.jupyterapp.shell.widgets('main')]) {
        await opened.sessionContext?.shutdown();
        opened.dispose();
    }
}"""


@dataclass(frozen=True)
class Server:
    root: Path
    url: str
    token: str
    progress: Path  # where learners' progress is kept


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def missing(what: str) -> NoReturn:
    """Where nobody would notice a skip, on a build server, what is missing is a failure."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def needed(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError:
        missing(f"{module.split('.')[0]} is not installed")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab on a free port of this machine, which neither reads nor writes the user's settings."""
    needed("jupyterlab")
    base = tmp_path_factory.mktemp("lab")
    folders = {
        name: base / name
        for name in ("root", "config", "data", "runtime", "ipython", "app", "user", "workspaces", "progress")
    }
    for folder in folders.values():
        folder.mkdir()
    (folders["app"] / "overrides.json").write_text(json.dumps(SETTINGS))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(folders["config"]),
        "JUPYTER_DATA_DIR": str(folders["data"]),
        "JUPYTER_RUNTIME_DIR": str(folders["runtime"]),
        "JUPYTERLAB_SETTINGS_DIR": str(folders["user"]),
        "JUPYTERLAB_WORKSPACES_DIR": str(folders["workspaces"]),
        "IPYTHONDIR": str(folders["ipython"]),
        "ARLIB_PROGRESS": str(folders["progress"]),
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"),
        "--ServerApp.allow_root=True",  # containers run tests as root; the server is this machine's alone
        *(f"--ServerApp.root_dir={folders['root']}", f"--LabApp.app_settings_dir={folders['app']}"),
    ]
    log = base / "lab.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment, cwd=folders["root"], stdout=output, stderr=output)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/api?token={token}", process, log)
        yield Server(folders["root"], url, token, folders["progress"])
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(900):  # three minutes, since a busy machine may need one
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-4000:]}")


# For one file only: while Playwright runs, no other test can run an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = needed("playwright.sync_api")
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        missing(f"no browser: none of {', '.join(BROWSERS)} is on the path")
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=executable, args=BROWSER_OPTIONS)
        yield launched
        launched.close()


class Window:
    """A browser's window with JupyterLab in it; loading it takes seconds, so that the tests of a file share one."""

    def __init__(self, server: Server, browser: Any):
        self.server, self.browser, self.page = server, browser, None

    def open(self, path: Path) -> Notebook:
        """Open a copy of a notebook, and of the files beside it, with a kernel of its own, and nothing else."""
        folder = self.server.root / f"run{secrets.token_hex(4)}"
        shutil.copytree(path.parent, folder, ignore=shutil.ignore_patterns(".*"))
        if self.page is None:
            self.page = self.browser.new_page()
            self.page.goto(f"{self.server.url}/lab?token={self.server.token}&reset")
            self.page.wait_for_function("() => window.jupyterapp?.shell.currentWidget", timeout=60_000)
        self.page.set_viewport_size(VIEWPORT)
        self.page.evaluate(OPEN, f"{folder.name}/{path.name}")
        self.page.wait_for_function(READY, timeout=60_000)
        return Notebook(self.page)

    def tidy(self) -> None:
        """End the kernel and close the notebook; where that fails, the next test gets a new window."""
        if self.page is None:
            return
        try:
            self.page.evaluate(CLOSE)
            theme(Notebook(self.page), LIGHT)  # the server remembers the theme, and other tests take pictures too
        except Exception:
            self.page.close()
            self.page = None


@pytest.fixture(scope="module")
def window(server: Server, browser: Any) -> Window:
    return Window(server, browser)


@pytest.fixture
def open_notebook(window: Window) -> Iterator[Callable[[Path], Notebook]]:
    """Opens a copy of a notebook, and of the files beside it; nothing is run yet."""
    yield window.open
    window.tidy()


@pytest.fixture
def run_notebook(open_notebook: Callable[[Path], Notebook]) -> Callable[[Path], Notebook]:
    """Opens a notebook in JupyterLab and runs it to its end; then ask for its ``outputs()`` or ``errors()``."""

    def run(path: Path) -> Notebook:
        notebook = open_notebook(path)
        notebook.run_all()
        return notebook

    return run


@pytest.fixture
def make_notebook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a notebook with these code cells."""

    def make(*cells: str) -> Path:
        import nbformat

        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        path = tmp_path / "notebook.ipynb"
        nbformat.write(notebook, path)
        return path

    return make


@pytest.fixture
def opened(make_notebook: Callable[..., Path], run_notebook: Callable[[Path], Notebook]) -> Callable[..., Notebook]:
    """Writes a notebook with these code cells and runs it in JupyterLab, without an error."""

    def open_one(*cells: str) -> Notebook:
        notebook = run_notebook(make_notebook(*cells))
        assert notebook.errors() == []
        return notebook

    return open_one
