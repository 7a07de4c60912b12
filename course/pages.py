"""Pages: the one template environment, the shell around a page, and sheets for the wall.

A template is named by its room and its name: ``reports/table`` is
``course/reports/templates/table.html.j2``, ``curriculum/asesmen/needs`` is
``course/curriculum/asesmen/templates/needs.html.j2``; without a room it lies in
``course/templates/``. What is given to a template is escaped, a name it does not know is an error.
``_("...")`` in it is said in the language spoken now (``course.words.speaking``).
"""

from __future__ import annotations

import base64
import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from course.files import write_atomically
from course.words import said, spoken

_HERE = Path(__file__).parent


def _source(name: str) -> str | None:
    room, _, page = name.rpartition("/")
    path = _HERE / room / "templates" / f"{page}.html.j2"
    return path.read_text("utf-8") if path.is_file() else None


_ENVIRONMENT = Environment(
    loader=FunctionLoader(_source),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(_=said, spoken=spoken)


def template(name: str) -> Template:
    """Return a template, read once a process. Raises ``jinja2.TemplateNotFound``."""
    return _ENVIRONMENT.get_template(name)


def shell(body: str, kind: str, title: str, lang: str = "id") -> str:
    """Return a whole page around HTML: no script, no network; ``kind`` is its class."""
    return template("page").render(body=body, kind=kind, title=title, lang=lang)


def write_page(path: Path, name: str, title: str, /, **values: Any) -> Path:
    """Write the template ``name`` in the shell, with the template's own name as the page's kind."""
    body = template(name).render(**values)
    write_atomically(path, shell(body, name.rpartition("/")[2], title).encode())
    return path


def printed(name: str, title: str, /, **values: Any) -> bytes:
    """Return a sheet for the wall (A4, no script, no network).

    The template ``name`` extends ``printed``: its ``{% block body %}`` stands under the title.
    """
    return template(name).render(title=title, **values).encode()


def script_digest(name: str) -> str:
    """Return what a content security policy calls the one script of a template: ``sha256-...``."""
    script = (_source(name) or "").partition("<script>")[2].partition("</script>")[0]
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def font(name: str) -> Path:
    """Return a font for a PDF, ``DejaVuSans.ttf``: matplotlib carries it, and is not imported."""
    spec = find_spec("matplotlib")
    folder = next(iter(spec.submodule_search_locations or [])) if spec else ""
    return Path(folder) / "mpl-data" / "fonts" / "ttf" / name
