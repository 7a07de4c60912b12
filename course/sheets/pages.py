"""Pages for lecturers and mentors: one HTML file each, no script but copying, no network."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2

from course.answers import write_atomically


def write_page(path: Path, template: str, /, **values: Any) -> Path:
    """Write ``course/reports/<template>`` inside the reports' shell; everything is escaped."""
    folder = Path(str(files("course").joinpath("reports")))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    body = environment.get_template(template).render(**values)
    shell = (folder / "page.html").read_text("utf-8")
    write_atomically(path, shell.replace("{{ body }}", body).encode())
    return path
