"""An exercise on paper: for the print sheet, and for a browser without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from course.exercises.definition import Definition

_BOX = '<span class="sheet-box" aria-hidden="true"></span>'


def sheet_html(definition: Definition) -> str:
    """Return the exercise as HTML to write on: boxes to tick, lines to fill."""
    paragraphs = "".join(
        f"<p><strong>{escape(text.strip())}</strong></p>"
        for text in definition.prompt.split("\n\n")
        if text.strip()
    )
    fields = "".join(_field(field.to_json()) for field in definition.fields)
    return f'<div class="sheet">{paragraphs}{fields}</div>'


def _field(field: dict[str, Any]) -> str:
    help_ = f"<br><small>{escape(field['help'])}</small>" if field.get("help") else ""
    draw = _DRAWN.get(field["kind"], _lines)
    return f"<p>{escape(field['label'])}{help_}</p>{draw(field)}"


def _options(field: dict[str, Any]) -> str:
    rows = "".join(f"<li>{_BOX} {escape(text)}</li>" for _, text in field["options"])
    return f'<ul class="sheet-options">{rows}</ul>'


def _order(field: dict[str, Any]) -> str:
    rows = "".join(
        f'<li><span class="sheet-number">___</span> {escape(text)}</li>'
        for _, text in field["options"]
    )
    return f'<ul class="sheet-options"><li>Tulis nomor urutnya.</li>{rows}</ul>'


def _lines(field: dict[str, Any]) -> str:
    count = max(1, min(8, -(-int(field.get("max_chars") or 40) // 60)))
    unit = f" {escape(field['unit'])}" if field.get("unit") else ""
    return f'<p class="sheet-line">&nbsp;{unit}</p>' * count


def _table(field: dict[str, Any]) -> str:
    columns = field["columns"]
    head = "".join(f'<th scope="col">{escape(column["label"])}</th>' for column in columns)
    blank = [{"label": "", "cells": {}}] * int(field.get("add_rows") or 0)
    rows = "".join(
        f'<tr><th scope="row">{escape(row["label"])}</th>{_cells(columns, row)}</tr>'
        for row in [*field["rows"], *blank]
    )
    keys = "".join(_key(column) for column in columns if column["kind"] == "choice")
    return (
        f'<table class="sheet-table"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{keys}"
    )


def _cells(columns: list[dict[str, Any]], row: dict[str, Any]) -> str:
    given = row.get("cells") or {}
    return "".join(f"<td>{escape(given.get(column['key'], ''))}</td>" for column in columns)


def _key(column: dict[str, Any]) -> str:
    words = "; ".join(escape(text) for _, text in column["options"])
    return f"<p><small>{escape(column['label'])}, pilih dari: {words}.</small></p>"


def _photo(_field: dict[str, Any]) -> str:
    return '<p class="sheet-photo">Foto: kirim lewat HP pendamping.</p>'


_DRAWN: dict[str, Callable[[dict[str, Any]], str]] = {
    "choice": _options,
    "choices": _options,
    "scale": _options,
    "order": _order,
    "table": _table,
    "photo": _photo,
}
