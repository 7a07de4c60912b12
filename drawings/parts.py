"""What the drawings share: letters, boxes, numbers, a finger, pieces of a telephone's screen, people."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

from course.criteria.facts import fact

INK, SOFT, LINE, PAPER = "#1f2933", "#52606d", "#c3cad1", "#f4f6f8"
GREEN, BLUE, BROWN, RED, VIOLET, GREY = (
    "#1b7542",
    "#1c5faa",
    "#8a5a00",
    "#b42328",
    "#5b3a8c",
    "#3c424a",
)
PALE = {
    GREEN: "#def3e6",
    BLUE: "#e0edfa",
    BROWN: "#fff3cd",
    RED: "#fce4e2",
    VIOLET: "#f0e6f8",
    GREY: "#e9edf2",
}
CHECKED = fact("screens-checked")
"""When the names of menus were looked up last; ``course check`` says when it is time again."""


def number(value: float) -> str:
    """Return a coordinate without needless digits."""
    return f"{value:.1f}".removesuffix(".0")


def svg(height: float, *parts: str) -> str:
    """Return a whole drawing, 360 wide, on white: it stays readable on a dark page."""
    size = f'viewBox="0 0 360 {number(height)}" width="360" height="{number(height)}"'
    fonts = 'font-family="system-ui, \'Noto Sans\', Roboto, sans-serif" font-size="14"'
    page = f'<rect width="360" height="{number(height)}" fill="#fff"/>'
    body = "\n".join(part for part in parts if part)
    page = _hand() + page if 'href="#f"' in body else page
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {fonts} fill="{INK}">\n{page}\n{body}\n</svg>\n'


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 14,
    fill: str = "",
    bold: bool = False,
    at: str = "",
) -> str:
    """Return one line of letters; ``at`` is ``middle`` or ``end``."""
    if not words:
        return ""
    more = f' font-size="{number(size)}"' if size != 14 else ""
    more += ' font-weight="700"' if bold else ""
    more += f' fill="{fill}"' if fill else ""
    more += f' text-anchor="{at}"' if at else ""
    return f'<text x="{number(x)}" y="{number(y)}"{more}>{html.escape(words, quote=False)}</text>'


def lines(x: float, y: float, words: Iterable[str], *, step: float = 18, **how: object) -> str:
    """Return lines of letters, one under the other."""
    return "\n".join(text(x, y + n * step, line, **how) for n, line in enumerate(words))  # type: ignore[arg-type]


def title(words: str, y: float = 20) -> str:
    return text(180, y, words, size=15, bold=True, at="middle")


def box(
    x: float, y: float, w: float, h: float, fill: str = "#fff", *, line: str = "", r: float = 6
) -> str:
    edge = f' stroke="{line}" stroke-width="1.5"' if line else ""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'
    return f'<rect {place} rx="{number(r)}" fill="{fill}"{edge}/>'


def path(d: str, *, line: str = "", fill: str = "none", width: float = 2) -> str:
    edge = f' stroke="{line}" stroke-width="{number(width)}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{d}" fill="{fill}"{edge if line else ""}/>'


def circle(x: float, y: float, r: float, fill: str, *, line: str = "") -> str:
    edge = f' stroke="{line}" stroke-width="1.5"' if line else ""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{fill}"{edge}/>'


def badge(n: int | str, x: float, y: float, fill: str = RED) -> str:
    """Return a number in a disc: the order of the taps, or of the parts."""
    return circle(x, y, 11, fill) + text(x, y + 5, str(n), bold=True, fill="#fff", at="middle")


def tick(x: float, y: float) -> str:
    return circle(x, y, 10, GREEN) + path(
        f"M{number(x - 4.5)} {number(y)}l3.5 3.5 5.5-6", line="#fff"
    )


def cross(x: float, y: float) -> str:
    return circle(x, y, 10, RED) + path(
        f"M{number(x - 4)} {number(y - 4)}l8 8m0-8l-8 8", line="#fff"
    )


def arrow(x: float, y: float, dx: float, dy: float, line: str = SOFT) -> str:
    """Return an arrow that goes right, left, down or up."""
    a, b = (6 if dx > 0 else -6 if dx < 0 else 0), (6 if dy > 0 else -6 if dy < 0 else 0)
    tip = f"M{number(x + dx - a - b)} {number(y + dy - b - a)}l{a + b} {a + b}"
    tip += f" {number(-a + b)} {number(a - b)}" if a else f" {number(b)} {number(-b)}"
    return path(f"M{number(x)} {number(y)}l{number(dx)} {number(dy)}{tip}", line=line)


def finger(x: float, y: float) -> str:
    """Return a hand whose finger points at ``x``, ``y``."""
    return f'<use href="#f" x="{number(x)}" y="{number(y)}"/>'


def _hand() -> str:
    """Return the hand itself, written once a drawing."""
    hand = "M0 0c-2 0-3 1-3 3v13l-4-3c-2-1-4 1-3 3l6 9c1 2 3 3 5 3h6c4 0 6-3 6-6v-7c0-3-4-3-4-1 0-3-4-3-4-1 0-3-3-3-3-1v-9c0-2 0-3-2-3z"
    drawn = path(hand, line=INK, fill="#fff", width=1.5)
    return f'<defs><g id="f">{drawn}</g></defs>'


def note(y: float, *, checked: bool = True) -> str:
    """Say under a screen that it is an example."""
    words = ["Gambar contoh. Letak tombol bisa berbeda."] + (
        [f"Diperiksa {CHECKED}."] if checked else []
    )
    return lines(180, y, words, step=16, size=13, fill=SOFT, at="middle")


@dataclass(frozen=True)
class Row:
    """A line of a menu; ``tap`` is its number in the order of taps."""

    label: str
    tap: int = 0
    sub: str = ""
    mark: str = ""
    """What stands at its end: ``on`` and ``off`` are switches, other words are written."""
    icon: str = GREY


def height_of(rows: Iterable[Row | str]) -> float:
    return 40 + sum(46 if isinstance(row, Row) and row.sub else 36 for row in rows)


def screen(
    y: float,
    name: str,
    rows: Iterable[Row | str],
    *,
    fill: str = GREY,
    dots: int = 0,
    menu: str = "",
) -> str:
    """Return a piece of a screen from ``y`` down, ``height_of(rows)`` high: its bar and its lines.

    ``dots`` is the number of the tap on the three dots of the bar; three lines where ``menu`` says so.
    """
    rows = list(rows)
    high = height_of(rows)
    parts = [
        box(20, y, 320, high, "#fff", line=GREY, r=9),
        box(20, y, 320, 36, fill, r=9),
        box(20, y + 20, 320, 16, fill, r=0),
    ]
    parts.append(text(34, y + 24, name, size=15, bold=True, fill="#fff"))
    if dots:
        three = (
            [f"M315 {number(y + 11 + 7 * n)}h14" for n in range(3)]
            if menu == "lines"
            else [f"M322 {number(y + 11 + 7 * n)}v.1" for n in range(3)]
        )
        parts.append(path("".join(three), line="#fff", width=2 if menu == "lines" else 4))
        parts += [badge(dots, 296, y + 18), finger(320, y + 22)]
    top = y + 38
    for row in rows:
        if isinstance(row, str):
            parts.append(text(34, top + 24, row, fill=SOFT))
            top += 36
            continue
        deep = 46 if row.sub else 36
        if row.tap:
            parts.append(box(25, top + 1, 310, deep - 2, "#ffe9a8", line=BROWN, r=5))
        parts.append(circle(42, top + deep / 2, 8, row.icon))
        parts.append(text(60, top + (20 if row.sub else 23), row.label, bold=bool(row.tap)))
        if row.sub:
            parts.append(text(60, top + 38, row.sub, size=13, fill=SOFT))
        if row.mark in {"on", "off"}:
            is_on = row.mark == "on"
            parts.append(box(258, top + deep / 2 - 8, 32, 16, GREEN if is_on else LINE, r=8))
            parts.append(circle(282 if is_on else 266, top + deep / 2, 6, "#fff"))
        elif row.mark:
            parts.append(
                text(
                    290 if row.tap else 328,
                    top + deep / 2 + 5,
                    row.mark,
                    size=13,
                    fill=SOFT,
                    at="end",
                )
            )
        if row.tap:
            parts += [badge(row.tap, 304, top + deep / 2), finger(325, top + deep / 2 - 3)]
        top += deep
    return "\n".join(parts)


def screens(
    *pieces: tuple[str, list[Row | str]], fill: str = GREY, dots: int = 0, menu: str = ""
) -> str:
    """Return a drawing of the pieces of screens that follow one another, with the note under them."""
    y, parts = 6.0, []
    for n, (name, rows) in enumerate(pieces):
        if n:
            parts.append(arrow(180, y - 19, 0, 14))
        parts.append(screen(y, name, rows, fill=fill, dots=dots if n == 0 else 0, menu=menu))
        y += height_of(rows) + 24
    return svg(y + 20, *parts, note(y + 0))


def bubble(x: float, y: float, w: float, words: list[str], fill: str = "#def3e6") -> str:
    """Return what somebody writes in a chat, 18 a line."""
    return box(x, y, w, 14 + 18 * len(words), fill, line=LINE, r=9) + lines(x + 10, y + 21, words)


def person(
    x: float,
    y: float,
    *,
    skin: str = "#a9714b",
    wear: str = BLUE,
    head: str = "hair",
    hair: str = "#2b2420",
) -> str:
    """Return a person 60 high from the top of the head at ``y``; ``head`` is scarf, cap, bun, bald or hair."""
    body = path(f"M{x - 24} {y + 60}c0-18 10-24 24-24s24 6 24 24z", fill=wear)
    face = circle(x, y + 18, 13, skin)
    over = {
        "scarf": path(
            f"M{x - 16} {y + 40}c-4-30 4-40 16-40s20 10 16 40c-6-4-6-8-5-18a11 11 0 00-22 0c1 10 1 14-5 18z",
            fill=hair,
        ),
        "cap": box(x - 12, y + 1, 24, 10, hair, r=2),
        "bun": path(f"M{x - 14} {y + 18}a14 14 0 0128 0c-5-8-22-8-28 0z", fill=hair)
        + circle(x, y + 2, 5, hair),
        "hair": path(f"M{x - 14} {y + 18}a14 15 0 0128 0c-3-9-24-9-28 0z", fill=hair),
        "bald": path(f"M{x - 14} {y + 20}c0-6 2-9 4-10m20 0c2 1 4 4 4 10", line=hair),
    }[head]
    smile = path(f"M{x - 5} {y + 23}q5 4 10 0", line=INK, width=1.5)
    eyes = circle(x - 5, y + 17, 1.5, INK) + circle(x + 5, y + 17, 1.5, INK)
    return body + face + over + smile + eyes


def parcel(x: float, y: float, w: float, h: float) -> str:
    """Return a cardboard box."""
    tape = box(x + w / 2 - 5, y, 10, h, "#e8d3a8", r=0)
    return box(x, y, w, h, "#c99a5b", line="#7d5a2b", r=2) + tape


def bars(
    y: float, items: list[tuple[str, float, str, str]], *, most: float, wide: float = 230
) -> str:
    """Return bars with their words above them, 44 each: (words, value, value in words, colour)."""
    parts = []
    for n, (words, value, said, fill) in enumerate(items):
        top = y + 44 * n
        long = max(3, wide * value / most)
        parts += [text(8, top, words), box(8, top + 5, long, 18, fill, r=2)]
        parts.append(text(14 + long, top + 19, said, size=15, bold=True, fill=fill))
    return "\n".join(parts)
