"""Pages for lecturers and mentors: one HTML file each, no script, no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course.files import write_atomically
from course.reports.sheets import shell, template


def write_page(path: Path, kind: str, title: str, /, **values: Any) -> Path:
    """Write the template ``course/reports/<kind>.html.j2`` in the reports' shell."""
    body = template(f"{kind}.html.j2").render(**values)
    write_atomically(path, shell(body, kind, title).encode())
    return path
