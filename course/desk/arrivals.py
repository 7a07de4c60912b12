"""*Kiriman*: what came in, what of it counts, and who has not sent yet."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import CourseError, lessons
from course.desk.page import Action, Form, Page
from course.desk.wording import for_the_desk
from course.desk.work import LOOK, WRONG, Work
from course.evaluation.progress import missing
from course.files import Places
from course.inbox.arrivals import size_words
from course.inbox.filing import Told, bench
from course.inbox.kept import keys
from course.inbox.merge import COUNT, LEAVE_OUT
from course.inbox.zips import MAX_TOTAL_BYTES
from course.lessons.lesson import title
from course.people.attendance import (
    NO,
    OTHER,
    PEOPLE,
    POLL,
    YES,
    import_reports,
    kind_of_report,
    lay,
    match,
    put_away,
    reports_in,
    to_name,
)
from course.people.lists import PARTICIPANTS, read_list
from course.people.program import find_program, workshop_day
from course.people.roster import course_roster, invited, mentors_of, names, rosters, workshop_roster
from course.people.sheet import UNDECIDED
from course.words import in_words

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
        "zoom": _zoom(root),
        "late": late(root, dt.datetime.now().astimezone().date()),
        "has_list": bool(rosters(root)),
    }


def _rows(root: Path, came: Sequence[tuple[str, str]], whose: str) -> tuple[list[Row], list[Row]]:
    """Return the sendings to decide on, and all of one person's."""
    own = bench(root, invited(root))
    theirs = [key for key in came if key[0] == whose and key[1] in own.register.lessons]
    history = [told for key in theirs for told in own.history(key)]

    def row(told: Told) -> Row:
        return Row(told, title(own.register.lessons[told.key[1]].notebook))

    return [row(told) for told in own.waiting(came)], [row(told) for told in history]


def take(root: Path, form: Form, work: Work) -> None:
    """Lay what was dropped into the class's inbox, keep the answers in it, and say the rest."""
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
            reports.append(lay(root, place))
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


def _zoom(root: Path) -> dict[str, Any]:
    """Return Zoom's reports, the names to confirm, and the codes that may be given."""
    found = reports_in(root)
    shown = [(path.name, kind) for kind, own in found.items() for path in own]
    if not shown:
        return {"reports": [], "rows": []}
    rows, codes, problem = [], [], ""
    try:
        rows = to_name(root)
        listed = read_list(workshop_roster(root), PARTICIPANTS).by_code
        codes = [(code, row["name"]) for code, row in listed.items()]
    except CourseError as error:
        problem = for_the_desk(str(error))
    is_counted, left = Places(root).attendance.is_file(), sum(not row.chosen for row in rows)
    return {
        "reports": shown,
        "rows": rows,
        "codes": codes,
        "problem": problem,
        "left": left,
        "open": left or not is_counted,
        "is_counted": is_counted,
    }


def count_zoom(root: Path, form: Form, work: Work) -> None:
    """Write down who is who as the form says, and count minutes and polls.

    Names are shown on the page and said nowhere.
    """
    found, roster, day = reports_in(root), workshop_roster(root), workshop_day(root)
    known = set(read_list(roster, PARTICIPANTS).by_code)
    answers, wrong = {}, 0
    for row in to_name(root):
        said = form.get(f"siapa-{row.mark}")
        if said == OTHER:
            code = form.get(f"kode-{row.mark}").upper().replace(" ", "")
            wrong += code not in known
            said = code if code in known else ""
        answers[row.asked.attendee.key] = said if said in {YES, NO, *known} else ""
    match(root, found[PEOPLE], found[POLL], roster, day, answers)
    result = import_reports(root, found[PEOPLE], found[POLL], roster, day)
    if wrong:
        work.say(f"{wrong} kode tidak ada di daftar peserta. Periksa, lalu simpan lagi.", WRONG)
    if left := list(answers.values()).count(""):
        work.say(f"{left} nama belum diputuskan, jadi belum dihitung.", LOOK)
    work.look(line for line in result.problems if not line.endswith(UNDECIDED))
    work.say(
        f"Tersimpan: {result.present} peserta hadir, {result.unnamed} nama bukan peserta, "
        f"{result.votes} pilihan polling. Laporannya dibuat di halaman Hasil."
    )


def put_zoom_away(root: Path, form: Form, work: Work) -> None:
    """Set a report aside: it is not counted any more, and can be dropped again."""
    name = form.get("laporan")
    if not put_away(root, name):
        work.say("Laporan ini tidak ada lagi. Muat ulang halaman ini.", WRONG)
        return
    work.say(f"{name} tidak dihitung lagi. Simpan dan hitung sekali lagi supaya angkanya berubah.")


@dataclass(frozen=True)
class Late:
    """What is missing with one mentor, or from one participant without any."""

    code: str
    """Whom to write to."""
    called: str
    """Name and code."""
    lines: tuple[str, ...]
    """Who has not sent which lessons."""
    message: str


@dataclass(frozen=True)
class AllLate:
    """Everything that is due and has not come."""

    has_program: bool
    groups: tuple[Late, ...] = ()


def late(root: Path, today: dt.date) -> AllLate:
    """Return what is due today and has not come, by whom to write to."""
    program = find_program(root, lessons.names(root))
    roster = course_roster(root)
    if program is None or not roster:
        return AllLate(has_program=program is not None)
    known, mentors = names(root), set(mentors_of(roster))

    def called(code: str) -> str:
        return f"{known[code]} ({code})" if code in known else code

    owed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, codes in missing(root, program, roster, today).items():
        lesson = lessons.load(root, name)
        for code in codes:
            mentor = code if code in mentors else roster[code].mentor
            what = title(lesson.notebook)
            if lesson.about.observes:
                what += " (diisi pendamping)"
            owed[mentor or code][code].append(what)
    groups = []
    for whom, those in sorted(owed.items()):
        lines = tuple(f"{called(code)}: {', '.join(what)}" for code, what in sorted(those.items()))
        message = _message(
            called(whom), lines, program.course.name, today, is_mentor=whom in mentors
        )
        groups.append(Late(whom, called(whom), lines, message))
    return AllLate(has_program=True, groups=tuple(groups))


def _message(
    whom: str, lines: tuple[str, ...], class_name: str, today: dt.date, *, is_mentor: bool
) -> str:
    listed = "\n".join(f"- {line}" for line in lines)
    ask = (
        "Mohon dibantu mengingatkan, ya. Kalau sudah terkirim di chat, mohon chatnya diekspor "
        "dengan media, lalu dikirim ke saya."
        if is_mentor
        else "Mohon dikirim dari halaman pelajarannya, ya. Kalau ada yang sulit, kabari saya."
    )
    return (
        f"Halo, {whom}. Sampai {in_words(today)}, ini yang belum masuk di {class_name}:\n"
        f"{listed}\n{ask} Terima kasih."
    )


PAGE = Page(
    "kiriman",
    "Kiriman",
    show,
    {
        "taruh": Action(take, "Mengumpulkan kiriman"),
        "ulang": Action(take_again, "Membaca ulang semua kiriman"),
        "putuskan": Action(decide, "Mencatat keputusan"),
        "zoom": Action(count_zoom, "Menghitung kehadiran"),
        "zoom-keluar": Action(put_zoom_away, "Mengeluarkan laporan"),
    },
)
