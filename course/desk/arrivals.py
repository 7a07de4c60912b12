"""*Kiriman*: what came in, what of it counts, and who has not sent yet."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import CourseError
from course.desk import zoom_reports
from course.desk.late import late
from course.desk.page import Action, Form, Page
from course.desk.people import names
from course.desk.work import LOOK, WRONG, Work
from course.files import Places
from course.inbox.arrivals import size_words
from course.inbox.filing import Told, bench
from course.inbox.kept import keys
from course.inbox.merge import COUNT, LEAVE_OUT
from course.inbox.zips import MAX_TOTAL_BYTES
from course.lessons.lesson import title
from course.people.roster import invited, rosters

if TYPE_CHECKING:
    from course.inbox.collect import Collected

_NAMED = 8
"""Files that are no answers, named at once."""
_DECISIONS = {"terima": COUNT, "bukan": LEAVE_OUT, "batal": ""}


@dataclass(frozen=True)
class Row:
    """One sending, as the page shows it."""

    told: Told
    title: str

    @property
    def code(self) -> str:
        """Whose it is."""
        return self.told.key[0]

    @property
    def lesson(self) -> str:
        """The lesson's name, as the form sends it back."""
        return self.told.key[1]

    @property
    def at(self) -> str:
        """When its newest answer was given."""
        return f"{self.told.at:%d-%m-%Y %H.%M}"

    @property
    def says(self) -> str:
        """Whether it counts, and why not."""
        words = self.told.in_words
        return words[0].upper() + words[1:] + "."


def show(root: Path, query: Mapping[str, str]) -> dict[str, Any]:
    """Return what a person is to decide, Zoom's names, who is late, and one person's sendings."""
    came = keys(root)
    people = sorted({code for code, _ in came})
    whose = query.get("siapa", "")
    if whose not in people:
        whose = ""
    waiting, history = _rows(root, came, whose) if rosters(root) else ([], [])
    return {
        "limit": size_words(MAX_TOTAL_BYTES),
        "names": names(root),
        "people": people,
        "whose": whose,
        "history": history,
        "to_decide": waiting,
        "zoom": zoom_reports.show(root),
        "late": late(root, dt.datetime.now().astimezone().date()),
        "has_list": bool(rosters(root)),
    }


def _rows(root: Path, came: Sequence[tuple[str, str]], whose: str) -> tuple[list[Row], list[Row]]:
    """Return the sendings to decide on, and all of one person's."""
    own = bench(root, invited(root))
    theirs = [key for key in came if key[0] == whose and key[1] in own.lessons]
    history = [told for key in theirs for told in own.history(key)]

    def row(told: Told) -> Row:
        return Row(told, title(own.lessons[told.key[1]].notebook))

    return [row(told) for told in own.waiting(came)], [row(told) for told in history]


def take(root: Path, form: Form, work: Work) -> None:
    """Lay what was dropped into the class's inbox, keep the answers in it, and say the rest."""
    from course.people.attendance import kind_of_report  # noqa: PLC0415

    if not form.files:
        work.say("Belum ada berkas yang dipilih.", WRONG)
        return
    folder = _new_folder(Places(root).inbox)
    reports = []
    for name, path in work.bar("Menaruh berkas", form.files):
        place = free(folder / name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, place)
        if kind_of_report(place):
            reports.append(zoom_reports.lay(root, place))
    for name in reports:
        work.say(f"{name}: laporan Zoom. Cocokkan namanya di bagian Laporan Zoom di bawah.")
    if any(path.is_file() for path in folder.rglob("*")):
        _collect(root, folder, work)
    else:
        shutil.rmtree(folder)


def take_again(root: Path, _form: Form, work: Work) -> None:
    """Read everything that ever came once more."""
    inbox = Places(root).inbox
    inbox.mkdir(parents=True, exist_ok=True)
    _collect(root, inbox, work)


def _collect(root: Path, folder: Path, work: Work) -> None:
    from course.inbox.collect import collect  # noqa: PLC0415

    try:
        roster = invited(root)
        result = collect(root, folder, roster, tidies=False)
        if result.incomplete and folder != Places(root).inbox:
            # The other part of a message may have come another day.
            work.say("Ada pesan yang belum lengkap; kiriman sebelumnya ikut dibaca.")
            again = collect(root, Places(root).inbox, roster, tidies=False)
            again.accepted[:0] = result.accepted
            result = again
    except CourseError as error:
        work.say(str(error), WRONG)
        work.say(
            "Berkasnya sudah tersimpan. Sesudah itu dibenahi, tekan Baca ulang semua kiriman.", LOOK
        )
        return
    known = f" {result.known} sudah pernah diterima." if result.known else ""
    work.say(f"{len(result.accepted)} jawaban baru diterima.{known}")
    for line in result.accepted:
        work.say(line)
    for line in result.refused:
        work.say(line, WRONG)
    if result.refused:
        work.say("Yang ditolak tetap tersimpan; Baca ulang semua kiriman mencobanya lagi.")
    if result.left:
        more = len(result.left) - _NAMED
        rest = f" dan {more} lagi" if more > 0 else ""
        work.say(f"Bukan jawaban, jadi dibiarkan: {', '.join(result.left[:_NAMED])}{rest}.", LOOK)
    work.look(note for note in result.notes if not _counts_the_left(note, result))
    if result.accepted:
        work.say("Berikutnya: nilai jawabannya di halaman Nilai.")


def _counts_the_left(note: str, result: Collected) -> bool:
    """Return whether a note only counts the files that were just named."""
    return note.startswith(f"{len(result.left)} ") and "diabaikan" in note


def _new_folder(inbox: Path) -> Path:
    """Make a folder for what comes now, ``inbox/2026-11-29-0815``."""
    folder = free(inbox / f"{dt.datetime.now().astimezone():%Y-%m-%d-%H%M}")
    folder.mkdir(parents=True)
    return folder


def free(path: Path) -> Path:
    """Return ``path``, or the first of ``name (2)`` and so on that is free."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return found


def decide(root: Path, form: Form, work: Work) -> None:
    """Count a sending, leave it out, or take that back; then file what stands."""
    from course.inbox.filing import settle_as  # noqa: PLC0415

    key, id_ = (form.get("peserta"), form.get("pelajaran")), form.get("kiriman")
    decision = _DECISIONS.get(form.get("putusan"))
    if key not in keys(root) or not id_.isalnum() or decision is None:
        work.say("Kiriman ini tidak ada lagi. Muat ulang halaman ini.", WRONG)
        return
    settle_as(root, key, id_, decision)
    own = next(one for one in bench(root, invited(root)).history(key) if one.id == id_)
    work.say(f"{', '.join(key)}, {own.at:%d-%m-%Y %H.%M}: {own.in_words}.")
    work.say("Nilai dan laporan ikut berubah sesudah dinilai lagi di halaman Nilai.", LOOK)


PAGE = Page(
    "kiriman",
    "Kiriman",
    show,
    {
        "taruh": Action(take, "Mengumpulkan kiriman"),
        "ulang": Action(take_again, "Membaca ulang semua kiriman"),
        "putuskan": Action(decide, "Mencatat keputusan"),
        "zoom": Action(zoom_reports.count, "Menghitung kehadiran"),
        "zoom-keluar": Action(zoom_reports.put_away, "Mengeluarkan laporan"),
    },
)
