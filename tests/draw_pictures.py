"""Draw the pictures that the notebooks show as files: python tests/draw_pictures.py

A file is seen on a page that is only read. What a cell draws is not, until the reader has run it: JupyterLab takes
drawings out of the outputs of a notebook that it does not trust yet.
"""

from pathlib import Path

from arlib.views.page.pictures import standalone
from arlib.views.plots.overview import field_map, three_answers

IMAGES = Path(__file__).parent.parent / "notebooks" / "images"
PICTURES = {"field_map.svg": field_map, "three_answers.svg": three_answers}

if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (IMAGES / name).write_text(standalone(draw()), encoding="utf-8")
