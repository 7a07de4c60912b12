"""Drawing of lesson 7: three boxes as people write them and as the machine reads them."""

from __future__ import annotations

from drawings.parts import *


def kotak_mesin() -> str:
    rows = [
        ("price", ["Rp9.500"], ["9500 IDR"]),
        ("availability", ["habis"], ["out of stock"]),
        ("image_link", ["contoh.example", "/a.jpg"], ["https://contoh", ".example/a.jpg"]),
    ]
    parts = [text(8, 20, "Ditolak mesin", bold=True, fill=RED)]
    parts.append(text(200, 20, "Diterima mesin", bold=True, fill=GREEN))
    for n, (column, old, new) in enumerate(rows):
        y = 34 + 76 * n
        parts += [
            text(8, y + 14, column, size=13, fill=SOFT),
            box(8, y + 20, 152, 46, PALE[RED], line=RED, r=4),
            lines(18, y + 39 + (9 if len(old) == 1 else 0), old),
            arrow(166, y + 43, 24, 0),
            box(200, y + 20, 152, 46, PALE[GREEN], line=GREEN, r=4),
            lines(210, y + 39 + (9 if len(new) == 1 else 0), new),
        ]
    return svg(34 + 76 * len(rows), *parts)
