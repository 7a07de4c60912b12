"""``course forget``: one person leaves the course's data; the others stay as they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.autograde import staging
from course.files import Places, class_lock, sweep, trouble, write_private
from course.people.roster import CODE, forgotten
from course.privacy.database import be_alone, forget_in_gradebook
from course.privacy.identity import find_person
from course.privacy.lists import entries
from course.privacy.plan import Plan, plan
from course.privacy.reports import renew
from course.spreadsheets import csv_text, read_cells


@dataclass
class Forgotten:
    """What a deletion did."""

    code: str
    done: list[str] = field(default_factory=list)
    """One line a place."""
    by_hand: list[str] = field(default_factory=list)
    """What a person must still do, and where."""


def planned(root: Path, code: str, inboxes: Iterable[Path] = ()) -> Plan:
    """Return what ``forget`` would do about ``code``, without changing a byte.

    Raises CourseError for a code that is none, or of whom nothing was ever held; for a mentor with
    partners; and for lists or a gradebook that cannot be read.
    """
    inboxes = tuple(inboxes)
    if not CODE.fullmatch(code):
        raise CourseError(f"{code!r}: kode peserta berupa huruf dan angka, misalnya U07.")
    for inbox in inboxes:
        if root.resolve().is_relative_to(inbox.resolve()):
            raise CourseError(f"{inbox}: di dalamnya ada kelas ini sendiri. Pilih folder kiriman.")
    _refuse_mentor(root, code)
    found = plan(root, find_person(root, code), inboxes)
    if found.is_empty and code not in forgotten(root):
        seen = f" Kode ini disebut di {len(found.by_hand)} tempat lain." if found.by_hand else ""
        raise CourseError(
            f"{code}: tidak ada di daftar, kiriman, atau nilai. Periksa kodenya; "
            f"tidak ada yang dihapus.{seen}"
        )
    return found


def forget(root: Path, code: str, inboxes: Iterable[Path] = ()) -> Forgotten:
    """Take ``code`` (a participant, mentor, lecturer or speaker) out of all data at ``root``.

    ``inboxes`` are folders of sendings besides the class's own. Everything is decided before
    anything is done, and recorded (code and date) before anything is deleted: a run that was killed
    is finished by the next. In the end everything is searched; what is left is named. Raises
    CourseError as ``planned``, and while another program holds the gradebook or the class.
    """
    inboxes = tuple(inboxes)
    with class_lock(root):
        todo, result = planned(root, code, inboxes), Forgotten(code)
        be_alone(root)
        if not todo.is_empty:
            _record(root, code)
        if forget_in_gradebook(root, todo.person):
            result.done.append("buku nilai: nilai dan catatan dihapus")
        staging.sweep(Places(root).autograded)
        sweep(root, *inboxes)
        for step in todo.steps:
            try:
                step.act()
            except OSError as error:
                why = trouble(error) or "Periksa sendiri."
                result.by_hand.append(f"{step.where}: tidak bisa diubah. {why}")
            else:
                result.done.append(f"{step.where}: {step.what}")
        for page in todo.pages:
            done, by_hand = renew(root, page, code)
            result.done += [done] if done else []
            result.by_hand += [by_hand] if by_hand else []
        left = plan(root, todo.person, inboxes, after=True)
        missed = [f"{step.where}: masih ada sesuatu tentang {code}." for step in left.steps]
        result.by_hand = list(
            dict.fromkeys([*todo.by_hand, *result.by_hand, *missed, *left.by_hand])
        )
    return result


def _refuse_mentor(root: Path, code: str) -> None:
    partners = sorted({row.code for row in entries(root) if row.mentor == code})
    if partners:
        raise CourseError(
            f"{code} masih pendamping {', '.join(partners)}. Ganti dulu pendampingnya di daftar "
            "peserta."
        )


def _record(root: Path, code: str) -> None:
    """Write down that, and when, the data were deleted: code and date, nothing else."""
    path = Places(root).deletions
    rows = read_cells(path, "catatan penghapusan").lines if path.exists() else [["kode", "tanggal"]]
    today = f"{dt.datetime.now().astimezone():%Y-%m-%d}"
    if [code, today] not in rows:
        rows.append([code, today])
        write_private(path, csv_text(rows, ends="\n").encode())
