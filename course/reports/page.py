"""Pages: templates, the shell around a report, and sheets for the wall (A4, no script, no web)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import DictLoader, Environment, StrictUndefined, Template

from course.files import write_atomically


@cache
def template(name: str) -> jinja2.Template:
    """Return a template of ``course/reports/``; what it is given is escaped."""
    source = files("course").joinpath("reports", name).read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(source)


def shell(body: str, kind: str, title: str, lang: str = "id") -> str:
    """Return a whole page around HTML: no script, no network; ``kind`` is its class."""
    return template("page.html").render(body=body, kind=kind, title=title, lang=lang)


def write_page(path: Path, kind: str, title: str, /, **values: Any) -> Path:
    """Write the template ``course/reports/<kind>.html.j2`` in the reports' shell."""
    body = template(f"{kind}.html.j2").render(**values)
    write_atomically(path, shell(body, kind, title).encode())
    return path


_PAGE = """<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>
@page { size: A4; margin: 14mm; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; color: #222;
  font: 17px/1.45 "Noto Sans", "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 1.2rem 0 .3rem; }
table { width: 100%; border-collapse: collapse; break-inside: avoid; }
th, td { padding: .4rem .5rem; border: 1px solid #777; text-align: left; vertical-align: top; }
th { background: #eef4f2; white-space: nowrap; } .soft { color: #555; }
.box { display: inline-block; width: 1.1em; height: 1.1em; border: 2px solid #222; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; }
@media screen and (max-width: 40rem) {
  thead { display: none; } tr { display: block; margin: 0 0 .8rem; border: 1px solid #777; }
  td { display: block; border: 0; padding: .15rem .6rem; }
  td::before { content: attr(data-name) ": "; font-weight: 600; }
  td:first-child { padding-top: .5rem; } td:last-child { padding-bottom: .5rem; }
}
@media print {
  body { padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.3; }
  h2 { margin: .7rem 0 .2rem; break-after: avoid; } th, td { padding: .2rem .4rem; }
}
</style>
</head>
<body>
<h1>{{ title }}</h1>
{% block body %}{% endblock %}
</body>
</html>
"""


@cache
def _template(body: str) -> Template:
    return Environment(
        loader=DictLoader({"page": _PAGE, "body": '{% extends "page" %}' + body}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("body")


def printed(body: str, **values: Any) -> bytes:
    """Return a page; ``body`` is a template of ours (``{% block body %}``), ``values`` fill it."""
    return _template(body).render(**values).encode()


def one_line(text: Any, most: int = 120) -> str:
    """Return what a participant wrote as one line without control characters, cut at ``most``."""
    words = "".join(c if c.isprintable() else " " for c in str(text or ""))
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
