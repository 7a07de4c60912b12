"""*Kelas ini*: where the programme stands, and the one thing to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import Said, lessons
from course.desk.page import Action, Form, Page
from course.desk.people import LISTS
from course.desk.work import Work
from course.evaluation.progress import deed_lines, deeds, notices, programme_state
from course.exercises.ballots import is_ballot
from course.files import Places
from course.gradebook.scores import waiting_for_a_person
from course.inbox.kept import keys
from course.people.program import ProgramError, find_program
from course.people.roster import course_roster, find_roster
from course.people.roster_check import check_roster, most_partners
from course.privacy.backup import backups
from course.words import in_words


@dataclass(frozen=True)
class Step:
    """One step of a class's way, from the list to the evaluation."""

    title: str
    page: str
    """Where it is done."""
    is_done: bool
    says: str
    """How it stands, or what to do."""


def steps(root: Path) -> list[Step]:
    """Return the steps of the class at ``root`` in order."""
    return list(_steps(root))


def _steps(root: Path) -> Iterator[Step]:
    places, came = Places(root), keys(root)
    yield _people(root)
    yield _dates(root, has_begun=bool(came))
    released = [name for name in lessons.names(root) if (places.release / name).is_dir()]
    said = f"{len(released)} dari {len(lessons.names(root))} pelajaran sudah dirilis."
    yield Step("Rilis pelajaran", "pelajaran", bool(released), said)
    is_there = (places.site / "index.html").is_file()
    said = "Halaman HP sudah dibuat." if is_there else "Pelajaran yang bisa dibuka di HP."
    yield Step("Buat halaman untuk HP", "pelajaran", is_there, said)
    is_there = (places.invitations / "pesan.html").is_file()
    people = {code for code, _ in came if not is_ballot(code)}  # a ballot is nobody in particular
    yield _invited(is_there=is_there, has_all=bool(people) and people >= set(course_roster(root)))
    said = f"{len(came)} tugas dari {len(people)} orang sudah masuk."
    yield Step("Kumpulkan kiriman", "kiriman", bool(came), said if came else "Belum ada kiriman.")
    yield _marks(root, came_at=_newest(places.kept))
    page = places.reports / "evaluation.html"
    fresh = page.is_file() and _modified(page) >= _modified(root / "gradebook.db")
    said = (
        "Laporan sudah memakai nilai terbaru." if fresh else "Ada nilai yang belum masuk laporan."
    )
    yield Step("Buat laporan", "hasil", fresh, said if page.is_file() else "Belum ada laporan.")


def _invited(*, is_there: bool, has_all: bool) -> Step:
    """Say whether anybody is still to be invited: not where everybody has answered."""
    if is_there:
        said = "Undangan sudah dibuat."
    elif has_all:
        said = "Jawaban semua peserta sudah masuk tanpa undangan."
    else:
        said = "Tautan dan pesan untuk tiap orang."
    return Step("Undang peserta", "undangan", is_there or has_all, said)


def _people(root: Path) -> Step:
    path = find_roster(root)
    if not path.is_file():
        return Step(
            "Isi daftar peserta", "peserta", is_done=False, says="Belum ada daftar peserta."
        )
    found = check_roster(path, dt.datetime.now().astimezone().date(), most_partners(root))
    said = f"{found.participants} peserta, {found.mentors} pendamping."
    if found.problems:
        said += f" {len(found.problems)} hal perlu diperbaiki."
    left = [line for line in found.problems if not _may_wait(line)]
    is_done = bool(found.participants) and not left
    return Step("Isi daftar peserta", _list_of(left), is_done, said)


def _list_of(lines: Sequence[str]) -> str:
    """Return the address of the page where the first of some lines is to be mended."""
    about = [line.about[0] for line in lines if isinstance(line, Said) and line.about]
    key = about[0].split(" ")[0] if about else ""
    which = next((name for name, kind in LISTS.items() if kind.key == key), "peserta")
    return "peserta" if which == "peserta" else f"peserta?daftar={which}"


def _may_wait(line: str) -> bool:
    """Return whether the class goes on with this: who has not consented yet is only kept back."""
    places = line.about if isinstance(line, Said) else ()
    return bool(places) and all(place.split(" ")[2] == "consent" for place in places)


def _dates(root: Path, *, has_begun: bool) -> Step:
    """Say from when to when the class runs; it is to be set before anybody is invited."""
    title, page = "Isi tanggal kelas", "peserta?daftar=kelas"
    try:
        program = find_program(root)
    except ProgramError:
        return Step(title, page, is_done=False, says="Ada tanggal yang perlu diperbaiki.")
    if not program:
        return Step(title, page, is_done=False, says="Belum ada program.")
    own = program.course
    is_done = dt.datetime.now().astimezone().date() <= own.end or has_begun
    return Step(title, page, is_done, f"{in_words(own.start)} sampai {in_words(own.end)}.")


def _backup(root: Path) -> str:
    """Return when the class was last put into one file."""
    own = [one.made for one in backups(root) if one.is_readable]
    if not own:
        return "Belum ada cadangan kelas. Buat di halaman Cadangan, lalu simpan di USB."
    return f"Cadangan terakhir: {in_words(max(own).astimezone().date())}."


def _marks(root: Path, came_at: float) -> Step:
    graded_at = _modified(root / "gradebook.db")
    if not came_at:
        return Step("Nilai jawaban", "nilai", is_done=False, says="Menunggu kiriman.")
    if came_at > graded_at:
        return Step("Nilai jawaban", "nilai", is_done=False, says="Ada jawaban yang belum dinilai.")
    waiting = len(waiting_for_a_person(root, lessons.graded_names(root)))
    said = (
        f"{waiting} jawaban menunggu nilai dari Ibu/Bapak." if waiting else "Semua sudah dinilai."
    )
    return Step("Nilai jawaban", "nilai", not waiting, said)


def _modified(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0


def _newest(folder: Path) -> float:
    return max((_modified(path) for path in folder.glob("*/*/*")), default=0.0)


def show(root: Path, _query: Mapping[str, str]) -> dict[str, Any]:
    """Return the steps, the first that is not done, and the programme's stages today."""
    came, own = keys(root), steps(root)
    today = dt.datetime.now().astimezone().date()
    program = find_program(root, lessons.names(root))
    stages = programme_state(root, program, course_roster(root), today) if program else []
    return {
        "steps": own,
        "next": next((step for step in own if not step.is_done), None),
        "is_example": (root / "examples" / "inbox").is_dir() and not came,
        "program": program,
        "stages": stages,
        "deeds": deed_lines(deeds(root, lessons.names(root))) if came else [],
        "notices": [*notices(root, today), _backup(root)] if came else notices(root, today),
    }


def run_example(root: Path, _form: Form, work: Work) -> None:
    """Take the synthetic class from its answers to its reports."""
    from course import demo  # noqa: PLC0415

    work.say("Merilis, mengumpulkan, menilai, dan melaporkan kelas contoh. Sekitar satu menit.")
    done = demo.run_example(root, work.bar, work.counter)
    work.say(f"{len(done.collected.accepted)} berkas jawaban masuk, {done.graded.graded} dinilai.")
    work.say("Laporan sudah dibuat: lihat Hasil.")


PAGE = Page("ini", "Kelas ini", show, {"contoh": Action(run_example, "Menjalankan kelas contoh")})
