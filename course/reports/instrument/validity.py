"""The page on content validity: what experts say of the items."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from course.evaluation.instrument.experts import (
    WHOLE,
    Item,
    Ratings,
    item_validity,
    scale_validity,
)
from course.files import Places
from course.indicators import known
from course.pages import write_page
from course.reports.language import language

NAME = "validity"
_BANDS = {
    "excellent": "sangat baik",
    "good": "baik",
    "fair": "cukup, perbaiki",
    "poor": "kurang, ganti atau perbaiki",
    "": "belum dinilai",
}


def write_validity(root: Path, asked: Sequence[Item], ratings: Ratings) -> tuple[Path, pd.Series]:
    """Write ``kelas/reports/validity.html`` and its CSV; return it and the whole test's figures.

    The CSV hold items and indicators, no expert; what experts wrote stands on the page alone.
    """
    folder, words = Places(root).reports, language("id")
    folder.mkdir(parents=True, exist_ok=True)
    items, scales = item_validity(asked, ratings.given), scale_validity(asked, ratings.given)
    for key, table in (("butir", items), ("skala", scales)):
        table.to_csv(folder / f"{NAME}-{key}.csv", index=False, lineterminator="\n")

    def with_ends(row: pd.Series, name: str) -> str:
        return words.with_interval((row[name], row[f"{name}_low"], row[f"{name}_high"]), 2)

    page = write_page(
        folder / f"{NAME}.html",
        "reports/validity",
        "Validitas isi menurut ahli",
        experts=len(ratings.given),
        scales=[
            {
                "name": "Seluruh tes" if row["scale"] == WHOLE else _indicator(row["scale"]),
                "items": row["items"],
                "v": words.number(row["v"], 2),
                "average": with_ends(row, "average"),
                "universal": with_ends(row, "universal"),
            }
            for _, row in scales.iterrows()
        ],
        items=[
            {
                "cell": row["cell"],
                "tests": row["tests"],
                "n": row["n"],
                "v": with_ends(row, "v"),
                "relevant": row["relevant"],
                "cvi": with_ends(row, "cvi"),
                "kappa": words.number(row["kappa"], 2),
                "flag": _BANDS[row["flag"]],
                "comments": ratings.comments.get(one.id, ()),
            }
            for one, (_, row) in zip(asked, items.iterrows(), strict=True)
        ],
    )
    return page, scales.iloc[0]


def _indicator(code: str) -> str:
    return f"{code} {known(code).name}"
