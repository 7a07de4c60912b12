"""The kind of field that holds rows of typed cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

from course.exercises import paper
from course.exercises.fields import Field, FieldError, clean_text
from course.words import said

_IN_BROWSER = ("Table",)
MAX_CELL = 500
_ADDED = re.compile(r"n[1-9][0-9]?")


@dataclass(frozen=True)
class Column:
    """A column of a table: ``text``, ``number``, ``choice`` (with options) or ``fixed`` (shown)."""

    key: str
    label: str
    kind: Literal["text", "number", "choice", "fixed"] = "text"
    options: Mapping[str, str] = field(default_factory=dict)
    max_chars: int = 120

    def read(self, raw: Any) -> str:
        """Return the cell's validated value; FieldError says what is expected."""
        if self.kind == "fixed":
            raise FieldError(f"kolom {self.key!r} tidak diisi peserta")
        if self.kind == "choice" and raw != "":
            if not isinstance(raw, str) or raw not in self.options:
                raise FieldError(f"pilihan {str(raw)[:40]!r} tidak ada di kolom {self.key!r}")
            return raw
        return clean_text(raw, min(self.max_chars, MAX_CELL))

    def to_json(self) -> dict[str, Any]:
        """Return the column as the JavaScript renderer reads it."""
        return {**vars(self), "options": [list(pair) for pair in self.options.items()]}


@dataclass(frozen=True)
class Row:
    """A given row: its label, and what its cells show or hold before they are changed."""

    key: str
    label: str
    cells: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the row as the JavaScript renderer reads it."""
        return {"key": self.key, "label": self.label, "cells": dict(self.cells)}


@dataclass(frozen=True)
class Table(Field):
    """Rows by typed columns: classification grids, cash book, calendar, catalogue repair.

    The value is ``{row key: {column key: text}}`` with the changed cells only; rows a participant
    added are ``n1``, ``n2``, …, at most ``add_rows``.
    """

    columns: Sequence[Column]
    rows: Sequence[Row] = ()
    add_rows: int = field(default=0, kw_only=True)
    kind: ClassVar[str] = "table"

    def read(self, raw: Any) -> dict[str, dict[str, str]]:
        if not isinstance(raw, dict):
            raise FieldError("harus berupa tabel")
        columns = self._columns
        table: dict[str, dict[str, str]] = {}
        for key, cells in raw.items():
            if not self._is_row(key) or not isinstance(cells, dict):
                raise FieldError(f"baris {str(key)[:40]!r} tidak ada di tabel")
            unknown = cells.keys() - columns.keys()
            if unknown:
                raise FieldError(f"kolom {min(map(str, unknown))[:40]!r} tidak ada di tabel")
            table[key] = {c: columns[c].read(cells[c]) for c in columns if c in cells}
        return table

    def _is_row(self, key: str) -> bool:
        if key in self._labels:
            return True
        return _ADDED.fullmatch(key) is not None and int(key[1:]) <= self.add_rows

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {row.key: row.label for row in self.rows}

    def options_of(self, column: str) -> Mapping[str, str]:
        """Return what a column may be chosen to be, in words by key; empty for a typed one."""
        return self._columns[column].options

    def shape(self) -> list[Any]:
        columns = [[c.kind, c.key, sorted(c.options)] for c in self.columns]
        return [*super().shape(), columns, sorted(row.key for row in self.rows), self.add_rows]

    def to_json(self) -> dict[str, Any]:
        return {
            **super().to_json(),
            "columns": [column.to_json() for column in self.columns],
            "rows": [row.to_json() for row in self.rows],
            "add_rows": self.add_rows,
        }

    def show(self, value: Any) -> str:
        return "\n".join(
            f"{self._labels.get(key, 'Tambahan')}: {self._show_cells(cells)}"
            for key, cells in value.items()
        )

    def paper(self) -> str:
        blank = [Row("", "")] * self.add_rows
        rows = [
            [row.label, *(row.cells.get(c.key, "") for c in self.columns)]
            for row in [*self.rows, *blank]
        ]
        chosen = said("pilih dari")
        notes = [
            f"{c.label}, {chosen}: {'; '.join(c.options.values())}."
            for c in self.columns
            if c.kind == "choice"
        ]
        return paper.grid([c.label for c in self.columns], rows, notes)

    def _show_cells(self, cells: Mapping[str, str]) -> str:
        shown = [(self._columns[key], text) for key, text in cells.items()]
        return ", ".join(f"{c.label} {c.options.get(text, text) or '-'}" for c, text in shown)
