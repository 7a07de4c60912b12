"""Files of a class as text of what is seen in them, for ``same.py``."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import openpyxl

HASHED = re.compile(r"(static/|^)([\w-]+)\.[0-9a-f]{8}\.(\w+)")
BUNDLES = {"js", "css", "mjs", "map"}
# These words of JSON on our pages tell the size of bundles or the name of one.
BUNDLE_KEYS = {"bytes", "esm", "css", "send"}
SEEN = [
    "alt",
    "title",
    "placeholder",
    "value",
    "aria-label",
    "href",
    "src",
    "id",
    "for",
    "name",
    "type",
    "checked",
    "disabled",
    "colspan",
    "rowspan",
    "hidden",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "width",
    "height",
    "viewbox",
    "transform",
]
"""Attributes of an element that say something, or are the shape of a drawing."""


def digest(data: bytes) -> str:
    """Return a line that stands for bytes."""
    return f"sha256 {hashlib.sha256(data).hexdigest()} {len(data)} bytes"


def undated(pdf: bytes) -> bytes:
    """Return a PDF without the moment it was written and the id made of it."""
    pdf = re.sub(rb"/(CreationDate|ModDate) \(D:[^)]*\)", b"", pdf)
    return re.sub(rb"/ID\s*\[[^\]]*\]", b"", pdf)


def notebook_text(notebook: dict[str, Any]) -> str:
    """Return a notebook cell by cell: texts and exercises as written, outputs as they were.

    Sources of the set-up cell and of criteria cells are left out: imports and checks may be written
    another way as long as what they show and give stays.
    """
    metadata = {k: v for k, v in notebook["metadata"].items() if k != "kelas_umkm"}  # digests
    lines = [json.dumps(metadata, sort_keys=True, ensure_ascii=False)]
    for cell in notebook["cells"]:
        of_nbgrader = dict(cell["metadata"].get("nbgrader", {}))
        of_nbgrader.pop("checksum", None)  # of the source
        name = of_nbgrader.get("grade_id", "") or cell.get("id", "")
        lines.append(f"=== {cell['cell_type']} {name} {json.dumps(of_nbgrader, sort_keys=True)}")
        rest = {k: v for k, v in cell["metadata"].items() if k != "nbgrader"}
        lines.append(json.dumps(rest, sort_keys=True, ensure_ascii=False))
        if name != "setup" and not of_nbgrader.get("grade"):
            lines.append("".join(cell["source"]))
        lines += [
            json.dumps(output, indent=1, sort_keys=True, ensure_ascii=False)
            for output in cell.get("outputs", [])
        ]
    return "\n".join(lines)


def cells_text(data: bytes) -> str:
    """Return the cells of a workbook, one a line."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(
        f"{sheet.title}!{cell.coordinate} {cell.value!r} {cell.number_format}"
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


class Page(HTMLParser):
    """Reads what a page shows: its texts, what its elements say, and the data of its exercises."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self.lines: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that says something by its attributes."""
        known = {key: value or "" for key, value in attrs}
        if tag in {"script", "style"}:
            self._inside = "json" if known.get("type") == "application/json" else tag
        elif tag != "link":  # bundles, and the icons, which are files of their own
            shown = {k: seen(known[k]) for k in SEEN if k in known}
            data = {k: v for k, v in known.items() if k.startswith("data-")}
            if shown or data:
                self.lines.append(f"<{tag}> {json.dumps(shown | data, ensure_ascii=False)}")

    def handle_endtag(self, tag: str) -> None:
        """Leave a script or a style."""
        if tag in {"script", "style"}:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note a text, or the data of an exercise; scripts and styles are bundles of ours."""
        if self._inside == "json":
            self.lines += json_lines(json.loads(data))
        elif not self._inside:
            self.lines += [" ".join(line.split()) for line in data.splitlines() if line.strip()]


def page_text(html: str) -> str:
    """Return what a page shows, a line each."""
    page = Page()
    page.feed(html)
    page.close()
    return "\n".join(page.lines)


def seen(value: str) -> str:
    """Return an attribute's value: a picture inside it as a digest, a hashed name without it."""
    inside = re.fullmatch(r"data:([\w/+.-]+);base64,(.*)", value, re.DOTALL)
    if inside:
        return f"{inside[1]} {digest(base64.b64decode(inside[2]))}"
    return unhashed(value) if len(value) < 500 else digest(value.encode())


def unhashed(text: str) -> str:
    """Return a text without the hashes of bundles and of pages of exercises in names of files.

    A picture's hash is of the picture itself and stays.
    """

    def shown(found: re.Match[str]) -> str:
        kept = found[3] not in {*BUNDLES, "html"}
        return found[0] if kept else f"{found[1]}{found[2]}.{found[3]}"

    return HASHED.sub(shown, text)


def json_lines(data: Any) -> Iterator[str]:
    """Return JSON in its own order, which is the order a participant sees, without bundles."""
    yield from json.dumps(without_bundles(data), indent=1, ensure_ascii=False).splitlines()


def without_bundles(data: Any) -> Any:
    """Return JSON without names and sizes of bundles."""
    if isinstance(data, dict):
        return {k: without_bundles(v) for k, v in data.items() if k not in BUNDLE_KEYS}
    if isinstance(data, list):
        return [without_bundles(value) for value in data if not is_bundle(value)]
    return unhashed(data) if isinstance(data, str) else data


def is_bundle(value: Any) -> bool:
    """Tell whether a value is the name of a bundle."""
    found = HASHED.fullmatch(value) if isinstance(value, str) else None
    return bool(found and found[3] in BUNDLES)
