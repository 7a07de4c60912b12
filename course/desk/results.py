"""*Hasil*: the reports to open, what each person gets, and all of it as one file."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import CourseError, lessons
from course.desk.page import Action, Form, Page
from course.desk.work import LOOK, WRONG, Work
from course.files import PRIVATE, Places, written_atomically
from course.inbox.kept import keys
from course.lessons.part import offered
from course.people.invitations import read_invitations
from course.people.program import find_program
from course.people.roster import admitted, course_roster, mentors_of


@dataclass(frozen=True)
class Made:
    """A kind of report, with the files of it that are there."""

    kind: str
    title: str
    says: str
    files: tuple[tuple[str, str], ...]
    """(what it is called, its place below ``kelas/``)."""


_CLASS = (
    (
        "evaluation", "Evaluasi kelas",
        "Sebelum dan sesudah, untuk artikel dan untuk penyusun tes.",
        (
            ("Buka halaman", ".html"), ("Word untuk naskah", ".docx"),
            ("Angka lengkap (Excel)", ".xlsx"),
        ),
    ),
    (
        "evaluation-en", "Evaluasi kelas, bahasa Inggris", "Untuk jurnal berbahasa Inggris.",
        (("Buka halaman", ".html"), ("Word untuk naskah", ".docx")),
    ),
    ("keadaan", "Keadaan kelas", "Apa yang sudah masuk hari ini.", (("Buka halaman", ".html"),)),
    ("needs", "Kebutuhan belajar", "Usulan untuk tiap mitra, dari lembar Kenali usaha saya.",
     (("Buka halaman", ".html"),)),
    ("week", "Minggu pendampingan", "Kontak, kendala, dan pesan siap tempel.",
     (("Buka halaman", ".html"),)),
    ("workshop", "Lokakarya", "Dari pendaftaran sampai tugas terakhir.",
     (("Buka halaman", ".html"), ("Angka lengkap (Excel)", ".xlsx"))),
    ("rundown", "Susunan acara", "Untuk dicetak atau dibagikan.", (("Buka halaman", ".html"),)),
    ("agreement", "Nilai otomatis dan nilai orang", "Seberapa cocok keduanya.",
     (("Buka halaman", ".html"),)),
)  # fmt: skip
"""Kind (the name of its files), title, what it is for, and which files."""


def show(root: Path, _query: Mapping[str, str]) -> dict[str, Any]:
    """Return the reports of the class and of each person, as far as they are made."""
    places = Places(root)
    made = [
        Made(
            kind, title, says,
            tuple(
                (label, f"reports/{kind}{ending}")
                for label, ending in wanted
                if (places.reports / f"{kind}{ending}").is_file()
            ),
        )
        for kind, title, says, wanted in _CLASS
    ]  # fmt: skip
    program = find_program(root, lessons.names(root))
    roster = course_roster(root)
    people = [(code, _of(root, "participant", code)) for code in sorted(roster)]
    mentors = [(code, _of(root, "mentor", code)) for code in sorted(mentors_of(roster))]
    return {
        "made": made,
        "people": people,
        "mentors": mentors,
        "papers": sorted(path.parent.name for path in places.certificates.glob("*/*.pdf")),
        "site": read_invitations(root).site,
        "rules": bool(program and program.certificate),
        "platforms": sorted(path.name for path in places.exports.glob("nilai-*.csv")),
        "bundles": sorted((p.name for p in places.exports.glob("hasil-*.zip")), reverse=True),
        "has_answers": bool(keys(root)),
    }


def _of(root: Path, kind: str, code: str) -> list[tuple[str, str]]:
    """Return what one person can be given: (what it is called, where)."""
    places = Places(root)
    found = []
    if (places.reports / f"{kind}-{code}.html").is_file():
        found.append(("Halaman hasil", f"reports/{kind}-{code}.html"))
    for path in sorted(places.feedback.glob(f"{code}/*/*.html")):
        lesson = path.parent.name
        label = f"Umpan balik: {_title(root, lesson)}"
        found.append((label, f"feedback/{code}/{lesson}/{path.name}"))
    found += [
        (path.name, f"keepsakes/{code}/{path.relative_to(places.keepsakes / code).as_posix()}")
        for path in sorted((places.keepsakes / code).rglob("*"))
        if path.is_file()
    ]
    return found


def _title(root: Path, name: str) -> str:
    try:
        return lessons.title(lessons.load(root, name).notebook)
    except CourseError:
        return name


def _each(work: Work, title: str, calls: Iterable[tuple[str, Any]]) -> int:
    """Make one page after the other; what cannot be made is said and stops no other."""
    done = 0
    for name, call in work.bar(title, list(calls)):
        try:
            call()
            done += 1
        except CourseError as error:
            work.say(f"{name}: {error}", LOOK)
    return done


def of_class(root: Path, form: Form, work: Work) -> None:
    """Make every report of the class for which there is something to report."""
    from course.reports.programme.rundown import write_rundown  # noqa: PLC0415
    from course.reports.programme.today import write_today  # noqa: PLC0415
    from course.reports.report import sheet_reports, write_report  # noqa: PLC0415

    program = find_program(root, lessons.names(root))
    calls: list[tuple[str, Any]] = [
        ("Evaluasi kelas", lambda: write_report(root)),
        ("Keadaan kelas", lambda: write_today(root)),
    ]
    if form.get("inggris"):
        calls.append(("Bahasa Inggris", lambda: write_report(root, "evaluation", "", "en")))
    titles = {kind: title for kind, title, _, _ in _CLASS}
    calls += [
        (titles.get(kind, kind), lambda write=write: write(root))
        for kind, write in sheet_reports(root).items()
    ]
    if program and program.workshop:
        calls.append((titles["workshop"], lambda: write_report(root, "workshop")))
        calls.append(
            (titles["rundown"], lambda: write_rundown(root, program, read_invitations(root).site))
        )
    work.say(f"{_each(work, 'Membuat laporan', calls)} laporan sudah dibuat.")


def of_people(root: Path, _form: Form, work: Work) -> None:
    """Make each participant's and mentor's page, feedback, and files to keep."""
    from nbgrader.converters import GenerateFeedback  # noqa: PLC0415

    from course.autograde.engine import fill_autograded  # noqa: PLC0415
    from course.curriculum.keepsakes import write_keepsakes  # noqa: PLC0415
    from course.gradebook.settings import convert, settings  # noqa: PLC0415
    from course.reports.report import write_report  # noqa: PLC0415

    who = admitted(root)
    came = sorted({(c, name) for c, name in keys(root) if who is None or c in who})
    roster = course_roster(root)
    people = sorted({code for code, _ in came if code in roster})
    pages = [(c, lambda c=c: write_report(root, "participant", c)) for c in people]
    pages += [(c, lambda c=c: write_report(root, "mentor", c)) for c in mentors_of(roster)]
    work.say(f"{_each(work, 'Membuat halaman hasil', pages)} halaman hasil sudah dibuat.")
    for line in fill_autograded(root).problems:  # a big class has none until they are asked for
        work.say(line, LOOK)
    config = settings(root)
    autograded = Places(root).autograded
    names = [n for n in lessons.graded_names(root) if any(autograded.glob(f"*/{n}/{n}.ipynb"))]
    for name in work.bar("Membuat umpan balik", names):
        if errors := convert(GenerateFeedback, config, name, ""):
            work.say(f"{_title(root, name)}: {errors[0].strip().splitlines()[-1]}", LOOK)
    keeping = offered(root, "keepsakes", "KEEPSAKES")
    owners = sorted({c for c, name in came if name in keeping and c in people})
    files = 0
    for code in work.bar("Membuat berkas untuk usaha peserta", owners):
        try:
            files += len(write_keepsakes(root, code).files)
        except CourseError as error:
            work.say(f"{code}: {error}", LOOK)
    work.say(f"{files} berkas untuk usaha peserta sudah dibuat.")


def certificates(root: Path, form: Form, work: Work) -> None:
    """Write the certificates of who has earned one, and name who has not, and why."""
    from course.reports.certificates.issue import issue  # noqa: PLC0415

    site = form.get("alamat")
    done = issue(root, site=site)
    for code, why in done.waiting.items():
        work.say(f"{code} belum: {why}.", LOOK)
    work.look(done.notes)
    work.say(f"{len(done.papers)} sertifikat dibuat, {done.named} dengan nama.")
    if done.papers:
        work.say("Supaya kode QR terbukti: unduh situs di halaman Undangan, lalu taruh lagi.")
    if "localhost" in done.site:
        work.say("Alamat situs belum diisi, jadi kode QR belum bisa dibuka di HP.", LOOK)


def grades(root: Path, form: Form, work: Work) -> None:
    """Write the grades as a learning platform takes them in."""
    from course.reports.platforms.grades import write_grades  # noqa: PLC0415

    done = write_grades(root, form.get("untuk"))
    work.say(f"Nilai {done.people} peserta siap diunduh di bawah.")
    if done.without_address:
        codes = ", ".join(done.without_address[:_SOME])
        work.say(f"Belum punya alamat email, jadi memakai kode: {codes}.", LOOK)


_SOME = 12


def bundle(root: Path, _form: Form, work: Work) -> None:
    """Put everything that was made into one zip."""
    places = Places(root)
    folders = (places.reports, places.feedback, places.keepsakes, places.workshop)
    found = [(folder, p) for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()]
    if not found:
        work.say("Belum ada laporan. Tekan dulu Buat laporan kelas.", WRONG)
        return
    stamp = dt.datetime.now().astimezone().strftime("%Y-%m-%d-%H%M")
    target = places.exports / f"hasil-{stamp}.zip"
    with (
        written_atomically(target, PRIVATE) as whole,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for folder, path in work.bar("Mengumpulkan berkas", found):
            file.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    work.say(f"{len(found)} berkas ada di {target.name}. Unduh di bawah.")


PAGE = Page(
    "hasil",
    "Hasil",
    show,
    {
        "kelas": Action(of_class, "Membuat laporan"),
        "orang": Action(of_people, "Membuat halaman tiap orang"),
        "sertifikat": Action(certificates, "Membuat sertifikat"),
        "platform": Action(grades, "Menyiapkan nilai"),
        "semua": Action(bundle, "Mengumpulkan semua hasil"),
    },
)
