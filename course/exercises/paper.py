"""What one writes on where there is no screen: lines, boxes to tick, a grid; as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from course.words import said

_BOX = '<span class="sheet-box" aria-hidden="true"></span>'
_NUMBER = '<span class="sheet-number">___</span>'
_LINE_CHARS = 60  # letters that fit on one written line


def lines(max_chars: int, unit: str = "") -> str:
    """Return 1 to 8 lines for ``max_chars`` letters, each with its unit at the end."""
    count = max(1, min(8, -(-max_chars // _LINE_CHARS)))
    return f'<p class="sheet-line">&nbsp;{f" {escape(unit)}" if unit else ""}</p>' * count


def boxes(options: Iterable[str]) -> str:
    """Return the options, each with a box to tick."""
    return _listed(f"{_BOX} {escape(text)}" for text in options)


def numbered(options: Iterable[str]) -> str:
    """Return the options, each with a place for its number in the order."""
    return _listed(
        [said("Tulis nomor urutnya."), *(f"{_NUMBER} {escape(text)}" for text in options)]
    )


def _listed(rows: Iterable[str]) -> str:
    return f'<ul class="sheet-options">{"".join(f"<li>{row}</li>" for row in rows)}</ul>'


def grid(head: Iterable[str], rows: Iterable[Sequence[str]], notes: Iterable[str]) -> str:
    """Return a table to fill: column titles, rows that begin with their title, notes below."""
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(
        f'<tr><th scope="row">{escape(title)}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for title, *cells in rows
    )
    return (
        f'<table class="sheet-table"><thead><tr><td></td>{titles}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
        f"{''.join(f'<p><small>{escape(note)}</small></p>' for note in notes)}"
    )
