"""How nbconvert exports these notebooks. It reads no configuration from a folder by itself, so name this file:

    jupyter nbconvert --config jupyter_nbconvert_config.py --to html 01_exhaustive_testing.ipynb

makes one page, with all that it needs; ``--to webpdf`` prints it, and ``--to slides`` shows the cells whose metadata
say so. Who exports often sets the environment variable JUPYTER_CONFIG_PATH to this folder, and leaves out --config.
"""

import os
from pathlib import Path

from arlib.views.export import find_browser, heading_of, is_widget, one_heading_a_slide, print_to_pdf, readable
from nbconvert.exporters.webpdf import WebPDFExporter

c = get_config()  # noqa: F821

c.TemplateExporter.extra_template_basedirs = [str(Path(__file__).resolve().parent / "templates")]
c.TemplateExporter.filters = {
    "heading_of": heading_of,
    "is_widget": is_widget,
    "one_heading_a_slide": one_heading_a_slide,
    "readable": readable,
}
c.HTMLExporter.template_name = "arlib"
c.HTMLExporter.embed_images = True
c.SlidesExporter.template_name = "arlib_slides"

# Chromium refuses to run as root inside its sandbox; a container often has no other user.
as_root = hasattr(os, "geteuid") and os.geteuid() == 0
c.WebPDFExporter.disable_sandbox = as_root

# nbconvert has no option for the browser: it only knows the one that Playwright downloads. If there is
# one on this machine, it prints; if there is none, nbconvert does what it does, and says what is missing.
browser = find_browser()
if browser is not None:

    def print_page(exporter, page):
        """In place of Playwright's browser."""
        return print_to_pdf(page, browser, sandbox=not exporter.disable_sandbox)

    WebPDFExporter.run_playwright = print_page
