"""What a learner's kernel needs: run each notebook and print its peak of memory, and seconds of the processor.

python benchmarks/kernels.py [FILE ...]. The peak is the kernel's own, VmHWM in /proc (Linux). JupyterLab's server,
which every learner on a hub has too, is measured at rest.
"""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
PORT = 8897


def status(pid: int, name: str) -> float:
    """Megabytes (10^6 bytes) that the system notes of a process under a name."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise ValueError(f"no {name} is noted of process {pid}")


def seconds(pid: int) -> float:
    """Seconds of the processor that a process took."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def kernel(path: Path) -> tuple[float, float, float]:
    """The peak of a kernel that runs a notebook, the seconds of the processor, and the seconds by the clock."""
    notebook = nbformat.read(path, as_version=4)
    manager = KernelManager(kernel_name="python3")
    client = NotebookClient(notebook, km=manager, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    begun = time.perf_counter()
    with client.setup_kernel(cleanup_kc=False):
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        pid = manager.provisioner.pid
        found = status(pid, "VmHWM"), seconds(pid), time.perf_counter() - begun
        manager.shutdown_kernel(now=True)
    return found


def server() -> float:
    """The memory of JupyterLab's server when its page was asked for once."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={PORT}"]
    with subprocess.Popen(
        [*command, "--IdentityProvider.token="], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(600):
                time.sleep(0.1)
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{PORT}/lab", timeout=5).read()
                    return status(process.pid, "VmHWM")
                except OSError:
                    pass
            raise TimeoutError("JupyterLab does not answer")
        finally:
            process.terminate()


if __name__ == "__main__":
    files = [Path(each) for each in sys.argv[1:]] or sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    for each in files:
        peak, processor, clock = kernel(each)
        print(
            f"{each.name:35} {peak:5.0f} MB {processor:6.1f} s of the processor {clock:6.1f} s by the clock", flush=True
        )
    print(f"{'the server of JupyterLab':35} {server():5.0f} MB")
