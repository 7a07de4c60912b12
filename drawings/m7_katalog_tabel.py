"""Drawings of lesson 7: pixels, where a photo tells its size, boxes as people and machines write."""

from __future__ import annotations

from drawings.parts import *


def kotak_mesin() -> str:
    rows = [
        ("Nama", ["KERIPIK TEMPE"], ["Keripik Tempe"]),
        ("Harga", ["Rp9.500"], ["9500 IDR"]),
        ("Stok", ["habis"], ["out of stock"]),
    ]
    parts = [text(8, 20, "Ditolak mesin", bold=True, fill=RED)]
    parts.append(text(200, 20, "Diterima mesin", bold=True, fill=GREEN))
    for n, (column, old, new) in enumerate(rows):
        y = 34 + 76 * n
        parts += [
            text(8, y + 14, column, size=13, fill=SOFT),
            box(8, y + 20, 152, 46, PALE[RED], line=RED, r=4),
            lines(18, y + 48, old),
            arrow(166, y + 43, 24, 0),
            box(200, y + 20, 152, 46, PALE[GREEN], line=GREEN, r=4),
            lines(210, y + 48, new),
        ]
    return svg(34 + 76 * len(rows), *parts)


def piksel() -> str:
    def heart(x: float, step: float) -> str:
        """Return a heart of squares, row by row; fewer and larger ones show less."""
        runs, n = "", int(116 / step)
        for j in range(n):
            v = 1.25 - 2.5 * (j + 0.5) / n
            inside = [
                i
                for i in range(n)
                if ((u := 2.5 * (i + 0.5) / n - 1.25) ** 2 + v * v - 1) ** 3 < u * u * v**3
            ]
            if inside:
                left, wide = x + inside[0] * step, (inside[-1] - inside[0] + 1) * step
                runs += f"M{number(left)} {number(32 + j * step)}h{number(wide)}v{number(step)}h{number(-wide)}z"
        return path(runs, fill="#b8323a")

    return svg(
        196,
        text(88, 22, "Sedikit titik", bold=True, fill=RED, at="middle"),
        heart(32, 14.5),
        text(270, 22, "Banyak titik", bold=True, fill=GREEN, at="middle"),
        heart(212, 4),
        cross(30, 166),
        text(46, 171, "di bawah 500"),
        tick(206, 166),
        text(222, 171, "1024 atau lebih"),
        text(180, 190, "piksel lebar dan tingginya", size=13, fill=SOFT, at="middle"),
    )


def detail_foto() -> str:
    return screens(
        ("Galeri: foto dibuka", [Row("Salin"), Row("Detail", tap=2, sub="Bisa bernama Info")]),
        (
            "Detail",
            [
                Row("Ukuran", mark="1080 × 1080"),
                Row("Berat", mark="420 KB"),
                Row("Ganti nama", tap=3),
            ],
        ),
        dots=1,
    )
