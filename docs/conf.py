"""The documentation site: ``make docs`` writes it into ``build/docs``, warnings are errors."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # fields.py, the directive below

project = "Kelas UMKM"
author = "Kelas UMKM"
project_copyright = "Kelas UMKM, CC BY-SA 4.0"
language = "id"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click", "sphinx_design", "fields"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["instructor-walk.md"]
# Signatures show their defaults as they are written, not what they come to on this machine.
autodoc_preserve_defaults = True
autodoc_typehints = "description"

html_theme = "furo"
html_title = "Kelas UMKM"
html_show_sphinx = False
html_show_sourcelink = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["docs.css"]
# Nothing is fetched from elsewhere: the pages open without a line, also from a USB stick.
html_theme_options = {
    "source_repository": "",
    "light_css_variables": {"color-brand-primary": "#1f5f3f", "color-brand-content": "#1f5f3f"},
    "dark_css_variables": {"color-brand-primary": "#8fd6a8", "color-brand-content": "#8fd6a8"},
}
