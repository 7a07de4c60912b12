"""*Peserta*: the class's lists as tables to edit, and its name, dates and tests as a form."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from course import CourseError, Said, lessons
from course.desk.page import Action, Form, Page
from course.desk.wording import for_the_desk
from course.desk.work import LOOK, WRONG, Work
from course.files import Places, class_lock
from course.inbox.kept import keys
from course.people.editing import (
    TOKEN,
    Edit,
    Plan,
    edits_for,
    edits_in,
    json_of,
    next_code,
    plan,
    read_grid,
    read_incoming,
    write,
)
from course.people.facts import changed_facts, find_facts, shifted, write_facts
from course.people.forms import orders
from course.people.lists import (
    LECTURERS,
    MENTORS,
    PARTICIPANTS,
    SPEAKERS,
    SYNONYMS,
    Kind,
)
from course.people.program import ProgramError
from course.people.roster import beside_each_other, find_roster, forgotten, set_aside
from course.people.roster_check import check_roster, most_partners

LISTS = {"peserta": PARTICIPANTS, "pendamping": MENTORS, "narasumber": SPEAKERS, "dosen": LECTURERS}
_FACTS = "kelas"
_TABS = {
    "peserta": "Peserta", "pendamping": "Pendamping", "narasumber": "Narasumber", "dosen": "Dosen",
    _FACTS: "Data kelas",
}  # fmt: skip
_LABELS = {
    "participant": "Kode", "mentor": "Pendamping", "speaker": "Kode", "lecturer": "Dosen",
    "name": "Nama", "whatsapp": "WhatsApp", "consent": "Tanggal setuju", "helper": "Dibantu orang?",
    "business": "Usaha", "town": "Kota", "email": "Email",
    "certificate": "Nama di sertifikat?", "forms": "Urutan bentuk tes",
}  # fmt: skip
_SHOWN = 12


_CONSENTS = dict.fromkeys(
    (f"{date} {word}" for date in ("tanggal", "tgl") for word in ("persetujuan", "setuju")),
    "consent",
)
"""What a pasted column of dates is called; a file's is read with a note (``is_like_consent``)."""


def show(root: Path, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the chosen list as it was typed, with what is to be mended at its cell."""
    which = query.get("daftar", "peserta")
    which = which if which in _TABS else "peserta"
    values: dict[str, Any] = {"which": which, "tabs": _TABS, "unreadable": "", "grid": None}
    if which == _FACTS:
        return {**values, "facts": find_facts(root, _lessons(root))}
    kind = LISTS[which]
    try:
        grid = read_grid(root, kind)
    except CourseError as error:
        return {**values, "unreadable": for_the_desk(str(error)), "what": kind.what}
    said = _said(root, kind)
    rows: list[dict[str, Any]] = [
        {"line": row.line, "cells": [_cell(row[c], row.line, c, said) for c in grid.columns]}
        for row in grid.rows
    ]
    codes = {name: _codes(root, LISTS[name]) for name in ("pendamping", "dosen")}
    return {
        **values,
        "grid": grid,
        "what": kind.what,
        "rows": rows,
        "known": [(row.line, row[kind.key]) for row in grid.rows],
        "blank": [_cell("", 0, c, {}) for c in grid.columns],
        "columns": [_column(kind, name) for name in grid.columns],
        "names": {
            **_CONSENTS,
            **SYNONYMS,
            **{_LABELS[c].lower(): c for c in grid.columns if c in _LABELS},
        },
        "whole": [line for (row, _), lines in said.items() if not row for line in lines],
        "count": sum(len(cell["said"]) > 0 for row in rows for cell in row["cells"]),
        "next_code": next_code(kind, grid.codes, _taken(root)),
        "codes": codes,
        "orders": Counter(orders(root).values()) if kind is PARTICIPANTS else {},
        "twice": [for_the_desk(line) for line in beside_each_other(root)],
    }


def _column(kind: Kind, name: str) -> dict[str, str]:
    label = "Kode" if name == kind.key else _LABELS.get(name, name)
    lists = {"mentor": "pendamping", "lecturer": "dosen", "helper": "ya", "certificate": "ya"}
    return {
        "name": name,
        "label": label,
        "kind": "tel" if name == "whatsapp" else "text",
        "list": "" if name == kind.key else lists.get(name, ""),
    }


def _cell(text: str, line: int, column: str, said: _At) -> dict[str, Any]:
    return {"column": column, "text": text, "said": said.get((line, column), [])}


def _codes(root: Path, kind: Kind) -> list[str]:
    with suppress(CourseError):
        return sorted(set(read_grid(root, kind).codes))
    return []


_At = dict[tuple[int, str], list[tuple[str, str]]]
"""(mark, sentence) by row and column."""


def _said(root: Path, kind: Kind) -> _At:
    """Return what the check says of a list, at its cells; row 0 for the whole list."""
    path = find_roster(root)
    if not path.exists():
        return {}
    today = dt.datetime.now().astimezone().date()
    found = check_roster(path, today, most_partners(root))
    at: _At = {}
    marked = [(WRONG, line) for line in found.problems] + [(LOOK, line) for line in found.warnings]
    for mark, line in marked:
        if not isinstance(line, Said):
            continue
        for place in line.about:
            key, row, column = place.split(" ", 2)
            # What the page does not show, a token, stands at the code.
            column = kind.key if column in {"", TOKEN} else column
            if key == kind.key:
                at.setdefault((int(row), column), []).append((mark, _words(line)))
    return at


def _words(line: Said) -> str:
    here = line.words.replace(
        "tulis partners di bagian [course] program.toml", "ubah batasnya di bagian Data kelas"
    )
    return for_the_desk(here[0].upper() + here[1:])


def _answered(root: Path) -> set[str]:
    return {code for code, _ in keys(root)}


def _taken(root: Path) -> set[str]:
    return _answered(root) | forgotten(root)


def save(root: Path, form: Form, work: Work) -> None:
    """Write what was typed; ask first before somebody who has answered leaves the list."""
    _save(root, form, work, edits_in(form.get("ubah")))


def take(root: Path, form: Form, work: Work) -> None:
    """Take in a list from a file: say what it changes, and ask."""
    if form.get("ubah"):
        _save(root, form, work, edits_in(form.get("ubah")))
        return
    if not form.files:
        work.say("Pilih dulu berkasnya.", WRONG)
        return
    kind = LISTS[_which(form)]
    name, path = form.files[0]
    came = read_incoming(path, name, kind)
    edits = edits_for(read_grid(root, kind), came, replaces=form.get("cara") == "ganti")
    work.look(came.notes)
    _save(root, form, work, edits, is_sent=True)


def _which(form: Form) -> str:
    which = form.get("daftar")
    if which not in LISTS:
        raise CourseError("Daftar ini tidak dikenal. Muat ulang halaman ini.")
    return which


def _save(
    root: Path, form: Form, work: Work, edits: Sequence[Edit], *, is_sent: bool = False
) -> None:
    kind = LISTS[_which(form)]
    with class_lock(root):
        made = plan(read_grid(root, kind), edits, _taken(root))
        if made.lost:
            work.say(
                f"{made.lost} baris sudah tidak ada di daftar (dihapus di tempat lain); perubahan "
                "di baris itu tidak disimpan.",
                LOOK,
            )
        if made.is_nothing:
            work.say("Tidak ada yang berubah.")
            return
        answered = sorted(_answered(root) & set(made.left))
        if (is_sent or answered) and not form.get("ya"):
            _ask(work, made, answered, edits, _which(form))
            return
        if made.left or form.get("ya"):
            from course.privacy.backup import safety_copy_unlocked  # noqa: PLC0415

            safety_copy_unlocked(root, "sebelum daftar berubah")
            work.say("Cadangan kelas dibuat dulu; bisa dipulihkan di halaman Cadangan.")
        write(made)
    _tell(work, made)
    bad = sum(mark == WRONG for lines in _said(root, kind).values() for mark, _ in lines)
    if bad:
        work.say(f"{bad} hal perlu diperbaiki; lihat sel yang merah di tabel.", LOOK)


def _ask(
    work: Work, made: Plan, answered: Collection[str], edits: Sequence[Edit], which: str
) -> None:
    for words, codes in _changes(made, "Akan ditambahkan", "Akan berubah", "Akan keluar"):
        work.say(f"{words}: {codes}", LOOK)
    if answered:
        work.say(
            f"{_some(answered)} sudah menjawab. Di luar daftar, jawabannya tetap disimpan, tetapi "
            "tidak dinilai dan tidak masuk laporan, dan tautan undangannya tidak berlaku lagi. "
            "Kalau kodenya ditulis lagi di daftar, jawabannya dihitung lagi.",
            LOOK,
        )
        work.say(
            "Keluar dari daftar bukan menghapus data. Kalau datanya harus dihapus untuk "
            "selamanya, pakai Cadangan › Hapus data seseorang.",
            LOOK,
        )
    work.say("Belum ada yang disimpan.", LOOK)
    work.ask("Ya, simpan", ya="1", daftar=which, ubah=json_of(edits))


def _tell(work: Work, made: Plan) -> None:
    for words, codes in _changes(made, "Ditambahkan", "Diubah", "Keluar dari daftar"):
        work.say(f"{words}: {codes}")
    if made.given:
        work.say(f"Kode yang dibuatkan: {_some(made.given)}.")


def _changes(made: Plan, new: str, changed: str, left: str) -> list[tuple[str, str]]:
    those = ((new, made.new), (changed, made.changed), (left, made.left))
    told = [(f"{words} {len(codes)}", f"{_some(codes)}.") for words, codes in those if codes]
    return told or [("Daftar", "isi yang belum punya kode.")]


def _some(codes: Collection[str]) -> str:
    own = sorted(codes, key=lambda code: (code.rstrip("0123456789"), len(code), code))
    more = f" dan {len(own) - _SHOWN} lagi" if len(own) > _SHOWN else ""
    return ", ".join(own[:_SHOWN]) + more


def put_aside(root: Path, form: Form, work: Work) -> None:
    """Rename a list that is not used, or cannot be read, so that one is left."""
    kind = LISTS[_which(form)]
    for name in set_aside(root, kind):
        work.say(f"{name} disingkirkan, tidak dihapus.")


def save_facts(root: Path, form: Form, work: Work) -> None:
    """Write the class's name, dates and tests, if they can be meant; else say it at the field.

    Where the first day was moved and the stages do not fit any more, moving all is offered.
    """
    known, values = _lessons(root), dict(form.values)
    moved, old = shifted(root, values), _test_days(root, known)
    try:
        write_facts(root, values, known)
    except ProgramError as error:
        if moved and moved != values and _fits(root, moved, known):
            day = values["course.start"]
            work.say(
                f"Hari pertama dipindah ke {day}, tetapi tahap lain masih di tanggal lama.", LOOK
            )
            work.say("Semua tanggal lain bisa ikut digeser sejauh itu.", LOOK)
            work.ask("Ya, geser semua tanggal", **moved)
            return
        _say_at_fields(work, error.problems, values)
        return
    work.say("Data kelas disimpan.")
    if moved and moved != values:
        work.say(
            "Hari pertama dipindah; tanggal tahap, minggu, dan tes tetap. Kalau perlu, ubah "
            "di bawah.",
            LOOK,
        )
    if _test_days(root, known) != old and (Places(root).site / "index.html").is_file():
        work.say(
            "Halaman HP masih memuat tanggal tes yang lama. Di Pelajaran, centang satu pelajaran, "
            "rilis, lalu taruh situsnya lagi.",
            LOOK,
        )


def _test_days(root: Path, known: Sequence[str]) -> dict[str, str]:
    """Return the days of tests as the programme file has them; none where it cannot be read."""
    values = find_facts(root, known).values
    return {name: day for name, day in values.items() if name.startswith("test.") and day}


_FIELDS = {
    "course.name": "Nama kelas", "course.id": "Tanda kelas", "course.partners": "Banyaknya mitra",
    "course.start": "Hari pertama", "course.end": "Hari terakhir",
    "course.retention_until": "Data pribadi disimpan sampai",
    "course.consent": "Kalimat persetujuan",
}  # fmt: skip
_PARTS = {"stage": "Tahap", "week": "Minggu", "workshop": "Lokakarya"}


def _say_at_fields(work: Work, problems: Sequence[str], values: Mapping[str, str]) -> None:
    """Say what is wrong at the form's fields; what follows from it elsewhere, only where alone."""
    placed = [(line, [name for name in getattr(line, "about", ()) if name in values])
              for line in problems]  # fmt: skip
    seen = [(line, names) for line, names in placed if names] or placed
    for line, names in seen:
        words = line.words if isinstance(line, Said) else line
        label = f"{_label(names[0], values)}: " if names else ""
        work.wrong(label + words.replace("tanpa tanda kutip ", ""), names)


def _label(name: str, values: Mapping[str, str]) -> str:
    part, _, rest = name.partition(".")
    number = rest.partition(".")[0]
    if part == "test":
        return values.get(f"test.{number}.lesson", "Tes")
    place = f" {int(number) + 1}" if number.isdecimal() else ""
    return _FIELDS.get(name) or f"{_PARTS.get(part, 'Data')}{place}"


def _lessons(root: Path) -> list[str]:
    with suppress(CourseError):
        return list(lessons.names(root))
    return []


def _fits(root: Path, values: Mapping[str, str], known: Sequence[str]) -> bool:
    try:
        changed_facts(root, values, known)
    except ProgramError:
        return False
    return True


PAGE = Page(
    "peserta",
    "Peserta",
    show,
    {
        "simpan": Action(save, "Menyimpan daftar"),
        "berkas": Action(take, "Membaca daftar"),
        "singkirkan": Action(put_aside, "Menyingkirkan berkas"),
        "kelas": Action(save_facts, "Menyimpan data kelas"),
    },
)
