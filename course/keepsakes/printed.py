"""A sheet for the wall: one HTML page that prints on A4, without scripts or anything from the web.

Everything that is filled in goes through Jinja's escaping; nothing of it can become markup.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template

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
  font: 17px/1.45 "Noto Sans", "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 1.2rem 0 .3rem; }
table { width: 100%; border-collapse: collapse; break-inside: avoid; }
th, td { padding: .4rem .5rem; border: 1px solid #777; text-align: left; vertical-align: top; }
th { background: #eef4f2; white-space: nowrap; } .soft { color: #555; }
.box { display: inline-block; width: 1.1em; height: 1.1em; border: 2px solid #222; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; }
@media print { body { padding: 0; max-width: none; font-size: 11pt; } }
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
