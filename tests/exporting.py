"""The notebooks as nbconvert exports them with our configuration, without a process for each."""

import functools
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
CONFIG = FOLDER / "jupyter_nbconvert_config.py"
NOTEBOOKS = sorted(path for path in FOLDER.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
IDS = [path.relative_to(FOLDER).as_posix() for path in NOTEBOOKS]
ALL = pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes"}


@functools.cache
def exporter(kind: str):
    """nbconvert's exporter of this kind, as the command makes it."""
    from nbconvert.exporters import get_exporter
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()
    return get_exporter(kind)(config=config)


@functools.cache
def exported(path: Path, kind: str = "html"):
    """The page: text, or bytes where it is a PDF."""
    body, _ = exporter(kind).from_filename(str(path))
    return body


def convert(*cells, kind: str = "html"):
    """The page of a notebook with these cells."""
    notebook = nbformat.v4.new_notebook(cells=list(cells), metadata={"language_info": {"name": "python"}})
    body, _ = exporter(kind).from_notebook_node(notebook)
    return body


def slide_types(path: Path) -> list[str | None]:
    """What each cell of a notebook is in a slide show; None where it does not say."""
    cells = nbformat.read(path, as_version=nbformat.NO_CONVERT).cells
    return [cell.metadata.get("slideshow", {}).get("slide_type") for cell in cells]


# The notebooks of the workshop: at least one cell is a slide.
SHOWN = [path for path in NOTEBOOKS if any(slide_types(path))]
