"""Drawings of lesson 8: five days of one shop, and comparing with somebody who changed nothing."""

from __future__ import annotations

from drawings.parts import *


def lima_hari() -> str:
    days = {"Rabu": 12, "Kamis": 10, "Jumat": 14, "Sabtu": 10, "Minggu": 24}
    foot, tall, mean = 178, 5.5, sum(days.values()) / len(days)

    def day(n: int, name: str, sold: int) -> str:
        x, most = 14 + 58 * n, sold == max(days.values())
        return (
            box(x, foot - tall * sold, 42, tall * sold, GREEN if most else BLUE, r=2)
            + text(x + 21, foot - 10, str(sold), size=16, bold=True, fill="#fff", at="middle")
            + text(x + 21, foot + 19, name, size=14, at="middle")
        )

    line = foot - tall * mean
    return svg(
        208,
        title("Mie ayam Bu Rukmi: laku berapa mangkuk?"),
        *(day(n, name, sold) for n, (name, sold) in enumerate(days.items())),
        path(f"M8 {foot + 1}h294", line=INK),
        f'<path d="M8 {line:g}h294" stroke="{RED}" stroke-width="2" stroke-dasharray="6 5"/>',
        text(306, line - 8, "rata-", size=14, fill=RED),
        text(306, line + 8, f"rata {mean:g}", size=14, fill=RED),
    )


def pembanding() -> str:
    def shop(x: float, name: str, heights: tuple[int, ...], fill: str, said: str) -> str:
        shown = "".join(
            box(x + 18 + 24 * n, 128 - high, 18, high, fill, r=1) for n, high in enumerate(heights)
        )
        return (
            text(x + 84, 26, name, bold=True, fill=fill, at="middle")
            + shown
            + path(f"M{x + 10} 129h150", line=INK)
            + text(x + 84, 148, said, size=13, at="middle")
        )

    return svg(
        214,
        shop(6, "Warung dengan foto", (40, 44, 42, 62, 66, 64), BLUE, "mulai foto di bulan 4"),
        shop(186, "Warung tanpa foto", (38, 42, 40, 60, 64, 63), BROWN, "tidak mengubah apa-apa"),
        path("M82 36v92", line=RED, width=1.5),
        text(180, 178, "Dua-duanya naik. Mungkin sebabnya", bold=True, at="middle"),
        text(180, 197, "musim ramai, bukan fotonya.", bold=True, at="middle"),
    )
