"""What a sheet of an older class says, told as the answers of today.

Until November 2026 the sheet had six parts, with a table of 27 boxes, SWOT and a canvas. Classes
that began then still have those answers. They may be of exercises that are no longer there: nobody
has validated them, so whatever is not of the expected form counts as not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from course.inbox.submitted import Submission

_MOST = 3
"""How many problems may be ticked today."""
_PROBLEMS = {"percaya": "malu"}
"""Those that are called otherwise today; the others kept their names."""
_TODAY = ("hp", "aman", "malu", "akun", "foto", "pembeli", "uang")
_EXTRA = {"toko": "marketplace", "ekspor": "ekspor"}
"""Problems and hopes that are an optional lesson today."""
_TRADES = {"barang": "barang", "jasa": "jasa"}
_MEANS: Mapping[tuple[str, str, str], str] = {
    ("kesiapan-alat", "hp", "sendiri"): "hp",
    ("kesiapan-alat", "hp", "pinjam"): "pinjam",
    ("kesiapan-alat", "hp", "tombol"): "kertas",
    ("kesiapan-alat", "hp", "tidak"): "kertas",
    ("kesiapan-alat", "baca", "sulit"): "kertas",
    ("kesiapan-alat", "halaman", "gagal"): "kertas",
    ("kesiapan-alat", "halaman", "lambat"): "sinyal",
    ("kesiapan-alat", "foto", "gagal"): "sinyal",
    ("kesiapan-alat", "foto", "lama"): "sinyal",
    ("kesiapan-alat", "memori", "penuh"): "irit",
    ("kesiapan-alat", "internet", "wifi"): "cukup",
    ("kesiapan-alat", "internet", "paket"): "cukup",
    ("kesiapan-alat", "internet", "irit"): "irit",
    ("kesiapan-alat", "internet", "tidak"): "kertas",
    ("kesiapan-alat", "sinyal", "1"): "sinyal",
    ("kesiapan-alat", "sinyal", "2"): "sinyal",
    ("waktu-bantuan", "keluarga", "serumah"): "bantu",
}
_DONE: Mapping[tuple[str, str, str], str] = {
    ("data-jualan", "beli", "pernah"): "beli",
    ("data-jualan", "jual", "pernah"): "jual",
    ("data-jualan", "jual", "sering"): "jual",
    ("data-jualan", "kanal", "marketplace"): "toko",
    ("data-pemasaran", "tahu", "foto"): "foto",
    ("data-pemasaran", "tahu", "tulis"): "tulis",
    ("data-pemasaran", "tahu", "harga"): "harga",
    ("data-ekspor", "ekspor", "lewat"): "ekspor",
    ("data-ekspor", "ekspor", "langsung"): "ekspor",
}
_WAYS = {"wa": "wa", "medsos": "medsos", "marketplace": "marketplace", "ojol": "marketplace"}
_WAYS |= {"titip": "titip", "warung": "datang", "pasar": "datang", "keliling": "datang"}


def of_today(sheet: Submission) -> dict[str, dict[str, Any]]:
    """Return a sheet's answers by exercise; what only an older sheet was asked is told anew."""
    own = {name: dict(values) for name, values in sheet.values.items()}
    told: dict[str, dict[str, Any]] = {
        "toko": {"daerah": _text(sheet, "data-usaha", "daerah"), "lewat": _ways(sheet)},
        "barang": {"barang": _text(sheet, "data-usaha", "produk")},
        "usaha-saya": {"jenis": _trade(sheet), "alat": _among(sheet, _MEANS)},
        "sudah-pernah": {"pernah": _among(sheet, _DONE)},
        "perlu": {"berat": _problems(sheet)[:_MOST], "mau": _wishes(sheet)},
    }
    given = {
        name: {key: value for key, value in one.items() if value} for name, one in told.items()
    }
    return {name: one for name, one in given.items() if one} | own


def own_words(sheet: Submission, field: str) -> list[str]:
    """Return the lines of a box of the former SWOT, ``kekuatan`` for one."""
    text = _text(sheet, "swot-sendiri", field)
    return [line.strip(" -•*") for line in text.splitlines() if line.strip(" -•*")]


def _trade(sheet: Submission) -> str:
    """Return what is sold. Food was one trade, but the permit asked for is for packed food."""
    trade, permits = _text(sheet, "data-usaha", "jenis"), _values(sheet, "data-usaha").get("izin")
    permit = permits.get("pirt") if isinstance(permits, dict) else None
    had = permit.get("punya") if isinstance(permit, dict) else ""
    packed = trade == "makanan" and had in {"ada", "proses"}
    return "kemasan" if packed else _TRADES.get(trade, "")


def _ways(sheet: Submission) -> list[str]:
    found = (_WAYS.get(one, "") for one in _listed(sheet, "data-jualan", "kanal"))
    return [one for one in dict.fromkeys(found) if one]


def _among(sheet: Submission, known: Mapping[tuple[str, str, str], str]) -> list[str]:
    found = (
        today
        for (exercise, field, answer), today in known.items()
        if answer in _listed(sheet, exercise, field)
    )
    return list(dict.fromkeys(found))


def _problems(sheet: Submission) -> list[str]:
    """Return the problems that were marked, the most pressing first."""
    marked = (_PROBLEMS.get(name, name) for name in _pressing(sheet))
    return [name for name in marked if name in _TODAY]


def _wishes(sheet: Submission) -> list[str]:
    hopes = chain(_pressing(sheet), _listed(sheet, "data-ekspor", "harapan"))
    return list(dict.fromkeys(_EXTRA[name] for name in hopes if name in _EXTRA))


def _pressing(sheet: Submission) -> list[str]:
    """Return the rows marked: important x feasible x urgent, 1 to 3 each, an open cell 1."""
    rows = _values(sheet, "masalah").get("daftar")
    scores = dict(_scores(rows) if isinstance(rows, dict) else ())
    return sorted(scores, key=lambda name: -scores[name])


def _scores(rows: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, cells in rows.items():
        own = cells if isinstance(cells, dict) else {}
        steps = [own.get(column) for column in ("penting", "bisa", "mendesak")]
        if any(steps):
            important, feasible, urgent = (int(s) if s in ("1", "2", "3") else 1 for s in steps)
            yield name, important * feasible * urgent


def _values(sheet: Submission, exercise: str) -> Mapping[str, Any]:
    """Return what was answered, validated where the class still asks it."""
    if exercise in sheet.values:
        return sheet.get(exercise)
    entry = sheet.standing.answers.get(exercise) if sheet.standing else None
    return entry.value if entry else {}


def _listed(sheet: Submission, exercise: str, field: str) -> list[str]:
    value = _values(sheet, exercise).get(field)
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]


def _text(sheet: Submission, exercise: str, field: str) -> str:
    value = _values(sheet, exercise).get(field)
    return value.strip() if isinstance(value, str) else ""
