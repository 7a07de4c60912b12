"""The roster: who takes part, by code. Names and telephone numbers have no column here."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.answers import write_atomically
from course.errors import CourseError

FILE_NAME = "roster.csv"
_CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,6}")


@dataclass(frozen=True)
class Participant:
    """One row of the roster."""

    code: str
    """``U07``."""
    mentor: str
    """``MH03``; empty without a mentor."""
    token: str
    """Proof from the invitation link; empty where none was given out."""


def read_roster(path: Path) -> dict[str, Participant]:
    """Return the participants by code from a CSV with columns participant, mentor, token.

    Further columns (business, town) are allowed and left alone. Raises CourseError naming the
    file, the line and the mend.
    """
    try:
        # utf-8-sig: Excel on Windows writes a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            rows = list(csv.DictReader(file, delimiter=";" if ";" in head else ","))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: daftar peserta tidak bisa dibaca ({error}).") from error
    missing = {"participant", "mentor"} - set(rows[0] if rows else {})
    if missing:
        raise CourseError(
            f"{path}: kolom {', '.join(sorted(missing))} tidak ada. "
            "Baris pertama harus berisi: participant,mentor,token."
        )
    found = [_participant(path, number, row) for number, row in enumerate(rows, start=2)]
    twice = [code for code, count in Counter(p.code for p in found).items() if count > 1]
    if twice:
        raise CourseError(f"{path}: kode {', '.join(twice)} tertulis dua kali. Hapus salah satu.")
    return {p.code: p for p in found}


def _participant(path: Path, line: int, row: dict[str, str | None]) -> Participant:
    code, mentor, token = (
        (row.get(key) or "").strip() for key in ("participant", "mentor", "token")
    )
    for value in (code, mentor or "MH00"):
        if not _CODE.fullmatch(value):
            raise CourseError(f"{path}, baris {line}: kode {value!r} harus seperti U07 atau MH03.")
    return Participant(code, mentor, token)


def write_tokens(path: Path, tokens: Mapping[str, str]) -> None:
    """Fill in the token of the participants in ``tokens``; every other cell stays as it is."""
    text = path.read_text("utf-8-sig")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    columns = list(dict.fromkeys([*rows[0], "token"]))
    for row in rows:
        code = row["participant"].strip()
        row["token"] = tokens.get(code, row.get("token", ""))
    filled = io.StringIO()
    table = csv.DictWriter(filled, columns, delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    write_atomically(path, filled.getvalue().encode("utf-8-sig"))
