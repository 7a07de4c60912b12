"""What ``course power`` prints: how many people a class needs, and what a class can show."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from course import CourseError
from course.evaluation.statistics.planning import (
    DESIGNS,
    LEVEL,
    MOST,
    for_signed_rank,
    people_needed,
    power,
    smallest_gain,
    to_invite,
)
from course.reports.language import language

SIZES = (10, 15, 20, 30, 50, 100)
"""Classes whose smallest gain is printed where none is named."""
_SAID = {
    "paired": "semua mengerjakan naskah yang sama (berpasangan)",
    "crossover": "setengah A lalu B, setengah B lalu A (silang)",
}


@dataclass(frozen=True)
class Plan:
    """What is asked before a class begins."""

    sd: float
    """Standard deviation of people's change, in percentage points."""
    gain: float | None = None
    """In percentage points; None: only what classes of a size can show."""
    design: str = DESIGNS[0]
    chance: float = 0.8
    lost: float = 0.0
    """Share expected not to take the second test."""
    tests: int = 1
    """Tests of which the smallest p must pass Holm's first hurdle."""
    people: int | None = None


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan. Raises CourseError for what cannot be planned."""
    if not all(0 < one < math.inf for one in (plan.sd, 1.0 if plan.gain is None else plan.gain)):
        raise CourseError("Kenaikan dan simpangan baku harus di atas 0 (poin persentase).")
    words = language("id")
    level, step = LEVEL / plan.tests, DESIGNS.index(plan.design) + 1
    number, whole = words.number, int(100 * plan.chance + 0.5)
    alpha = f"{number(100 * LEVEL, 0)}%" + (f" dibagi {plan.tests} uji" if plan.tests > 1 else "")
    yield f"Rancangan: {_SAID[plan.design]}; uji dua sisi, {alpha}; peluang {whole}%."
    if plan.gain is not None:
        dz = plan.gain / plan.sd
        try:
            n = people_needed(dz, plan.chance, design=plan.design, level=level)
        except ValueError:
            raise CourseError(
                f"Kenaikan {number(plan.gain)} poin terlalu kecil di samping SB "
                f"{number(plan.sd)}: perlu lebih dari {MOST} orang."
            ) from None
        yield (
            f"Kenaikan {number(plan.gain)} poin dengan SB perubahan {number(plan.sd)} (d_z = "
            f"{number(dz, 2)}): perlu {n} orang dengan kedua tes (uji t)."
        )
        ranked = for_signed_rank(n, step)
        yield f"Dengan uji laporan ini (peringkat bertanda, efisiensi 0,955): {ranked} orang."
        if plan.lost:
            begin = to_invite(ranked, plan.lost, step)
            share = number(100 * plan.lost, 0)
            yield f"Kalau {share}% tidak sampai tes akhir: mulai dengan {begin} orang."
    for size in [plan.people] if plan.people else SIZES:
        least = smallest_gain(size, plan.sd, plan.chance, design=plan.design, level=level)
        line = f"Kelas {size} orang: kenaikan terkecil yang terlihat {number(least)} poin"
        if plan.gain is not None:
            found = power(plan.gain / plan.sd, size, design=plan.design, level=level)
            line += f"; {number(plan.gain)} poin terlihat dengan peluang {words.percent(found)}%"
        yield f"{line}."
