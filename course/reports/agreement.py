"""The page on agreement: how far the grader's marks are those that people give."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from course.evaluation.agreement import marks as people
from course.evaluation.agreement.doubts import bands, doubts
from course.evaluation.agreement.sheets import agreed, between_raters
from course.files import Places
from course.pages import write_page

NAME = "agreement"
_WORST, _FAR = 25, 40
_KINDS = {
    "dictated": "didiktekan", "nopunct": "tanpa tanda baca", "capitals": "huruf besar",
    "jawa": "bahasa Jawa", "sunda": "bahasa Sunda", "mixed": "bahasa campuran",
    "short": "pendek dan benar", "long": "panjang", "plain": "biasa", "partial": "kurang sedikit",
    "empty-polite": "sopan tetapi kosong", "boast": "berlebihan", "wrong-goods": "barang lain",
    "wrong-price": "fakta salah", "negated": "disangkal", "copied": "menyalin soal atau contoh",
    "keywords": "deretan kata kunci", "other-question": "menjawab soal lain",
    "two-in-one": "dua jawaban sekaligus", "emoji": "banyak emoji", "typos": "banyak salah ketik",
    people.CLASS: "kelas ini",
}  # fmt: skip
"""The kinds of writer of a bank, in words for an instructor."""


def compared(
    sources: Mapping[str, pd.DataFrame], rated: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Return what is compared, by its name: the grader with people, and people among themselves."""
    found = dict(sources)
    for name, own in rated.items():
        if len(pairs := between_raters(own)):
            found[f"Antarpenilai: {name}"] = pairs
            found[f"Yang disepakati penilai: {name}"] = agreed(own)
    return found


def sentence(name: str, one: Mapping[str, float]) -> str:
    """Return ``people.summary`` of what is ``compared`` in a sentence."""
    said = (
        f"{name}: {one['criteria']} kriteria, {one['equal']:.0%} sama; {one['n']} jawaban, "
        f"kappa {one['kappa']:.2f}, selisih {one['error']:+.1f} poin, {one['far']:.0%} jauh"
    )
    if one["unsure"] > 0:
        said += f", {one['unsure']:.0%} perlu dilihat orang, sesudah itu {one['left']:.0%} jauh"
    return f"{said}."


def write_agreement(
    root: Path, sources: Mapping[str, pd.DataFrame], rows: Mapping[str, Mapping[str, float]]
) -> tuple[Path, int]:
    """Write ``kelas/reports/agreement.html`` and its CSV tables; return it and how many doubts.

    ``sources``: marks with the columns ``people.COLUMNS`` by what they come from, in words;
    ``rows``: ``people.summary`` of what is ``compared``. The tables leave out the part that
    checkers were mended by, where there is another. The page also lists what a person should look
    at (``doubts``), with codes: it is the instructor's.
    """
    folder = Places(root).reports
    folder.mkdir(parents=True, exist_ok=True)
    none = pd.DataFrame(columns=people.COLUMNS)
    fair = [own for own in sources.values() if set(own["part"]) != {"tune"}]
    every = pd.concat(fair or [*sources.values()] or [none], ignore_index=True)
    tables = {
        "soal": people.by(every, ["lesson", "cell"]),
        "penulis": people.by(every, ["kind"]).sort_values("error", kind="stable"),
        "kriteria": people.by_criterion(every),
    }
    open_ = doubts(root)
    tables["perlu-dilihat"] = open_
    for key, table in tables.items():
        table.to_csv(folder / f"{NAME}-{key}.csv", index=False, lineterminator="\n")
    page = write_page(
        folder / f"{NAME}.html",
        "reports/agreement",
        "Apakah penilai setuju dengan orang?",
        rows=rows,
        cells=tables["soal"].to_dict("records"),
        kinds=[
            {**row, "said": _KINDS.get(row["kind"], row["kind"])}
            for row in tables["penulis"].to_dict("records")
        ],
        criteria=tables["kriteria"].head(_WORST).to_dict("records"),
        doubts=open_.to_dict("records"),
        bands=bands(root, open_).to_dict("records"),
        far=people.farthest(every).head(_FAR).to_dict("records"),
    )
    return page, len(open_)
