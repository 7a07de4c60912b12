"""Drawing of lesson 8: comparing with somebody who changed nothing."""

from __future__ import annotations

from drawings.parts import *


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
