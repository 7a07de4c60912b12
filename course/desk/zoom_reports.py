"""Zoom's reports on the page *Kiriman*: who is who, confirmed in a table, then counted.

The reports and the sheet lie in the class's ``kelas/zoom/``, as for the command line. Names are
shown on the page and said nowhere.
"""

from __future__ import annotations

import filecmp
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import CourseError
from course.desk.page import Form
from course.desk.work import LOOK, WRONG, Work
from course.files import Places
from course.people.attendance import PEOPLE, POLL, kind_of_report, to_confirm
from course.people.lists import PARTICIPANTS, read_list
from course.people.program import workshop_day
from course.people.roster import workshop_roster
from course.people.sheet import UNDECIDED, Asked

_ASIDE = "tidak-dipakai"
YES, NO, OTHER = "ya", "tidak", "lain"


@dataclass(frozen=True)
class Row:
    """One name of Zoom's, and what is proposed."""

    mark: str
    """What stands for it in the form."""
    asked: Asked

    @property
    def chosen(self) -> str:
        """What the list of choices shows first; sure proposals are taken to be right."""
        decided, code = self.asked.decided, self.asked.proposal.code
        if decided is None:
            return YES if self.asked.proposal.certainty == "kuat" else ""
        if decided == "":
            return NO
        return YES if decided == code else OTHER

    @property
    def other(self) -> str:
        """The code that was given in place of the proposal."""
        return (self.asked.decided or "") if self.chosen == OTHER else ""


def reports_in(root: Path) -> dict[str, list[Path]]:
    """Return the reports of the class's ``zoom/``, told by what is in them: by their kind."""
    found: dict[str, list[Path]] = {PEOPLE: [], POLL: []}
    for path in sorted(Places(root).zoom.glob("*")):
        is_sheet = Places(root).matches.stem in path.name
        if not is_sheet and path.is_file() and (kind := kind_of_report(path)):
            found[kind].append(path)
    return found


def show(root: Path) -> Mapping[str, Any]:
    """Return the reports, the names to confirm, and the codes that may be given."""
    found, roster = reports_in(root), workshop_roster(root)
    is_counted = Places(root).attendance.is_file()
    paths = [path for own in found.values() for path in own]
    if not paths:
        return {"reports": [], "rows": []}
    rows, codes, problem = [], [], ""
    try:
        rows = sorted(_rows(root, found, roster), key=lambda row: bool(row.chosen))
        codes = [
            (code, row["name"]) for code, row in read_list(roster, PARTICIPANTS).by_code.items()
        ]
    except CourseError as error:
        problem = str(error)
    left = sum(not row.chosen for row in rows)
    shown = [(path.name, _called(kind)) for kind, own in found.items() for path in own]
    return {
        "reports": shown,
        "rows": rows,
        "codes": codes,
        "problem": problem,
        "left": left,
        "open": left or not is_counted,
        "is_counted": is_counted,
    }


def _called(kind: str) -> str:
    return "daftar hadir" if kind == PEOPLE else "polling"


def _rows(root: Path, found: Mapping[str, list[Path]], roster: Path) -> Iterator[Row]:
    for one in to_confirm(root, found[PEOPLE], found[POLL], roster, workshop_day(root)):
        mark = hashlib.sha256("\n".join(one.attendee.key).encode()).hexdigest()[:12]
        yield Row(mark, one)


def lay(root: Path, path: Path) -> str:
    """Move a report to the others of the class; return what it is called there."""
    folder = Places(root).zoom
    folder.mkdir(parents=True, exist_ok=True)
    name = path.name.replace(Places(root).matches.stem, "laporan")
    place, number = folder / name, 2
    while place.exists() and not filecmp.cmp(path, place, shallow=False):
        place = folder / f"{Path(name).stem} ({number}){path.suffix}"
        number += 1
    shutil.move(path, place)
    place.chmod(0o600)
    return place.name


def count(root: Path, form: Form, work: Work) -> None:
    """Write down who is who as the form says, and count minutes and polls."""
    from course.people.attendance import import_reports, match  # noqa: PLC0415

    found, roster, day = reports_in(root), workshop_roster(root), workshop_day(root)
    known = set(read_list(roster, PARTICIPANTS).by_code) if roster.exists() else set()
    answers, wrong, open_ = {}, 0, 0
    for row in _rows(root, found, roster):
        said = form.get(f"siapa-{row.mark}")
        code = form.get(f"kode-{row.mark}").upper().replace(" ", "")
        if said == OTHER and code not in known:
            wrong, said = wrong + 1, ""
        elif said == OTHER:
            said = code
        answers[row.asked.attendee.key] = said if said in {YES, NO, *known} else ""
        open_ += not answers[row.asked.attendee.key]
    match(root, found[PEOPLE], found[POLL], roster, day, answers)
    result = import_reports(root, found[PEOPLE], found[POLL], roster, day)
    if wrong:
        work.say(f"{wrong} kode tidak ada di daftar peserta. Periksa, lalu simpan lagi.", WRONG)
    if open_:
        work.say(f"{open_} nama belum diputuskan, jadi belum dihitung.", LOOK)
    work.look(line for line in result.problems if not line.endswith(UNDECIDED))
    work.say(
        f"Tersimpan: {result.present} peserta hadir, {result.unnamed} nama bukan peserta, "
        f"{result.votes} pilihan polling. Laporannya dibuat di halaman Hasil."
    )


def put_away(root: Path, form: Form, work: Work) -> None:
    """Set a report aside: it is not counted any more, and can be dropped again."""
    name = form.get("laporan")
    every = [path for own in reports_in(root).values() for path in own]
    path = next((path for path in every if path.name == name), None)
    if path is None:
        work.say("Laporan ini tidak ada lagi. Muat ulang halaman ini.", WRONG)
        return
    aside = Places(root).zoom / _ASIDE
    aside.mkdir(exist_ok=True)
    path.replace(aside / path.name)
    work.say(f"{name} tidak dihitung lagi. Simpan dan hitung sekali lagi supaya angkanya berubah.")
