"""``program.toml``: the course's dates, stages, weeks and workshop, as a lecturer writes them.

The stages follow Table 2 of the paper by Resnawaty et al. (2021): stage, duration, person in
charge, medium. Persons are roles or codes here, never names.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints, ValidationError

from course import CourseError, Said
from course.exercises.answers import Name
from course.files import Places, trouble
from course.words import INDONESIAN, LANGUAGES, in_words

RETENTION = dt.timedelta(days=365)
"""How long personal data are kept after the course where the file names no date."""
_WARN_DAYS = 30

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Language = Literal["id", "en", "jv", "su"]
"""One of ``course.words.LANGUAGES``."""
Minutes = Annotated[int, Field(ge=1, le=1_440)]


_MOST = 5
"""Problems named where the programme is only used; ``course roster check`` names all."""


class ProgramError(CourseError):
    """A programme file that cannot be used; ``problems`` holds one line for each thing to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = len(problems) - _MOST
        rest = [f"dan {more} lagi. Semuanya: course roster check"] if more > 0 else []
        super().__init__("\n".join([*problems[:_MOST], *rest]))
        self.problems = tuple(problems)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Course(_Part):
    """The whole programme."""

    name: Text
    id: Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9-]{0,39})?$")] = ""
    """The class's own, ``brebes-2026``: it travels in every invitation and answer."""
    forms: StrictBool = False
    """Whether half the class takes the tests' forms the other way round (``people.forms``)."""
    partners: Annotated[int, Field(ge=1, le=50)] = 2
    """How many partners one mentor may have; two in the paper's M2M programme."""
    start: dt.date
    end: dt.date
    retention_until: dt.date | None = None
    """The last day on which personal data may still be held."""
    consent: Text = ""
    """The sentence participants agreed to."""
    receive: str = ""
    """Where phones send answers by themselves, ``https://kirim.contoh.ac.id/``; empty: nowhere."""
    languages: tuple[Language, ...] = ()
    """What participants may read besides Indonesian, in the order in which it is offered."""
    language: Language = INDONESIAN
    """The one their pages begin in."""

    @property
    def others(self) -> tuple[str, ...]:
        """Return every language but Indonesian that there are pages in."""
        return tuple(dict.fromkeys(c for c in (*self.languages, self.language) if c != INDONESIAN))


class Stage(_Part):
    """One row of the paper's Table 2."""

    name: Text
    duration: Text
    start: dt.date
    end: dt.date
    in_charge: Text
    supervisor: str = ""
    medium: Annotated[tuple[Text, ...], Field(min_length=1)]
    lessons: tuple[Name, ...] = ()


class Week(_Part):
    """Which lessons belong to one week."""

    start: dt.date
    lessons: Annotated[tuple[Name, ...], Field(min_length=1)]


class Test(_Part):
    """From when to when a test counts, both days included; a day without a date is open."""

    lesson: Name
    opens: dt.date | None = None
    closes: dt.date | None = None


class Part(_Part):
    """One line of the workshop's rundown."""

    minutes: Minutes
    title: Text
    lead: Text
    lesson: Name | None = None


class Task(_Part):
    """A practical task of the workshop and how one sees that it was done.

    Either an exercise that was answered (``lesson``, ``exercise``), or an answer in a Zoom poll
    (``poll``, the question's words; ``answer``, the option that means done).
    """

    title: Text
    lesson: Name | None = None
    exercise: Name | None = None
    poll: str = ""
    answer: str = ""


class Workshop(_Part):
    """The online workshop."""

    title: Text
    date: dt.date
    start: dt.time
    minutes: Minutes
    present_minutes: Minutes = 1
    """From how many minutes on somebody was there."""
    sheets: tuple[Name, ...] = ()
    """Lessons that are evaluation sheets."""
    part: tuple[Part, ...] = ()
    task: tuple[Task, ...] = ()


class Certificate(_Part):
    """What a certificate says, and who earns one."""

    hours: Annotated[int, Field(ge=1, le=2_000)]
    """Of learning, in the whole programme."""
    signer: Text
    """A role, ``Ketua program``; never a name."""
    site: str = ""
    """Where the class's site lies, ``https://kelas.contoh.ac.id/``: the QR code leads there."""
    least: Annotated[float, Field(gt=0, le=100)] = 60
    """Percent of an indicator's points in the posttest from which it is something she can do."""
    skills: Annotated[int, Field(ge=1, le=50)] = 3
    """How many indicators of knowledge and skill must be reached."""
    lessons: tuple[Name, ...] = ()
    """Lessons that must have come in."""


class Program(_Part):
    """The file."""

    course: Course
    stage: Annotated[tuple[Stage, ...], Field(min_length=1)]
    week: tuple[Week, ...] = ()
    test: tuple[Test, ...] = ()
    workshop: Workshop | None = None
    certificate: Certificate | None = None

    @property
    def retention_until(self) -> dt.date:
        """Return the last day on which personal data may be held."""
        return self.course.retention_until or self.course.end + RETENTION


def read_program(path: Path, lessons: Sequence[str] = ()) -> Program:
    """Return the programme in ``path``.

    ``lessons`` are the names that may be used; without any, names are not checked. Raises
    ProgramError with one line for each thing to mend, CourseError when there is no such file.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        sentence = trouble(error) or f"{path}: berkas program tidak bisa dibaca."
        raise CourseError(f"{sentence} Contohnya dibuat oleh course new.") from error
    except UnicodeDecodeError as error:
        raise CourseError(
            f"{path}: berkas program tidak bisa dibaca. Simpan sebagai teks UTF-8."
        ) from error
    return program_in(text, path, lessons)


def unreadable(path: Path, error: Exception) -> str:
    """Return the sentence about a TOML file with a slip in it: its line, without English."""
    found = re.search(r"line (\d+)", str(error))
    where = f", baris {found[1]}" if found else ""
    return (
        f"{path}{where}: tulisannya tidak bisa dibaca. Bandingkan dengan baris di dekatnya: tanda "
        "kutip, koma, dan angka tanpa tanda persen."
    )


def program_in(text: str, path: Path, lessons: Sequence[str] = ()) -> Program:
    """Return the programme in a text that is, or is to be, the file at ``path``.

    Raises ProgramError, as ``read_program``.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgramError([unreadable(path, error)]) from error
    try:
        program = Program.model_validate(raw)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
        raise ProgramError([_line(path, problem) for problem in found]) from None
    problems = [Said(str(path), line, about) for line, *about in _contradictions(program, lessons)]
    if problems:
        raise ProgramError(problems)
    return program


def find_program(root: Path, lessons: Sequence[str] = ()) -> Program | None:
    """Return the programme of the course at ``root``; None when it has no such file."""
    path = Places(root).program
    return read_program(path, lessons) if path.exists() else None


def class_id(root: Path) -> str:
    """Return the id of the class at ``root``; empty where it has none."""
    program = find_program(root)
    return program.course.id if program else ""


def workshop_day(root: Path) -> dt.date | None:
    """Return the day of the workshop of the class at ``root``; None where it has none."""
    program = find_program(root)
    return program.workshop.date if program and program.workshop else None


def window(program: Program | None, lesson: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day on which a test counts; None where no day is named.

    The file's own ``[[test]]``, else the stages to which the lesson belongs.
    """
    if program is None:
        return None, None
    for test in program.test:
        if test.lesson == lesson:
            return test.opens, test.closes
    stages = [stage for stage in program.stage if lesson in stage.lessons]
    return (
        min((stage.start for stage in stages), default=None),
        max((stage.end for stage in stages), default=None),
    )


def retention_line(program: Program, today: dt.date) -> str:
    """Return what to do about the date until which data may be kept; empty while it is far off."""
    until = program.retention_until
    if today > until:
        return (
            f"Data pribadi program ini seharusnya sudah dihapus pada {in_words(until)}. "
            "Hapus tiap peserta dengan course forget KODE, atau hapus seluruh folder kelas."
        )
    if (until - today).days <= _WARN_DAYS:
        return f"Data pribadi program ini harus dihapus paling lambat {in_words(until)}."
    return ""


# pydantic's error types, in words for a lecturer.
_MENDS = {
    "missing": "belum ada; tambahkan",
    "extra_forbidden": "tidak dikenal; hapus, atau periksa ejaannya",
    "date": "bukan tanggal; tulis tanpa tanda kutip seperti 2026-11-02",
    "time": "bukan jam; tulis tanpa tanda kutip seperti 09:00:00",
    "string_pattern": "harus huruf kecil, angka, dan tanda hubung, seperti m1-internet",
    "string_too_short": "masih kosong; isi",
    "string": "harus teks di antara tanda kutip",
    "tuple": 'harus daftar di antara kurung siku, misalnya ["Zoom"]',
    "too_short": "masih kosong; isi paling sedikit satu",
    "greater_than": "harus angka bulat mulai 1",
    "less_than": "terlalu besar",
    "bool": "harus true atau false, tanpa tanda kutip",
    "literal": "bukan bahasa yang ada; pilih dari " + ", ".join(LANGUAGES),
    "int": "harus angka bulat",
    "float": "harus angka",
    "model": "salah bentuk; bandingkan dengan contoh dari course new",
}


def _line(path: Path, problem: Any) -> Said:
    mend = next((m for kind, m in _MENDS.items() if problem["type"].startswith(kind)), "salah")
    about = ".".join(map(str, problem["loc"]))
    return Said(f"{path}: {_place(problem['loc'])}", f"{mend}.", [about], joint=" ")


def _place(location: tuple[str | int, ...]) -> str:
    words = [f"{part + 1}" if isinstance(part, int) else str(part) for part in location]
    return f"bagian {' > '.join(words)}" if words else "isinya"


def _contradictions(program: Program, lessons: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield (sentence, fields) for everything that is well written but cannot be meant."""
    course = program.course
    if course.end < course.start:
        yield (
            f"program berakhir ({course.end}) sebelum mulai ({course.start}). Tukar tanggalnya.",
            "course.end",
        )
    if program.retention_until < course.end:
        yield (
            "retention_until lebih awal dari akhir program. Data masih dipakai saat itu.",
            "course.retention_until",
        )
    for number, stage in enumerate(program.stage):
        for line in _stage(stage, course):
            yield line, f"stage.{number}.end"
    yield from _weeks(program)
    for number, test in enumerate(program.test):
        if test.opens and test.closes and test.closes < test.opens:
            yield (
                f"tes {test.lesson!r} ditutup ({test.closes}) sebelum dibuka ({test.opens}).",
                f"test.{number}.closes",
            )
    if program.workshop:
        yield from _workshop(program.workshop, course)
    for name in sorted(_lessons_of(program) - set(lessons)) if lessons else ():
        yield (f"pelajaran {name!r} tidak ada. Yang ada: {', '.join(lessons)}.",)


def _lessons_of(program: Program) -> set[str]:
    """Return every lesson that the file names."""
    used = {name for stage in program.stage for name in stage.lessons}
    used |= {name for week in program.week for name in week.lessons}
    used |= {test.lesson for test in program.test}
    if program.workshop:
        used |= {part.lesson for part in program.workshop.part if part.lesson}
        used |= {task.lesson for task in program.workshop.task if task.lesson}
        used |= set(program.workshop.sheets)
    if program.certificate:
        used |= set(program.certificate.lessons)
    return used


def _stage(stage: Stage, course: Course) -> Iterator[str]:
    if stage.end < stage.start:
        yield f"tahap {stage.name!r} berakhir sebelum mulai. Tukar tanggalnya."
    elif stage.start < course.start or stage.end > course.end:
        yield (
            f"tahap {stage.name!r} ({stage.start} sampai {stage.end}) di luar tanggal program "
            f"({course.start} sampai {course.end})."
        )
    number, _, unit = stage.duration.partition(" ")
    days = {"hari": 1, "minggu": 7}.get(unit.strip().lower())
    held = (stage.end - stage.start).days + 1
    if days and number.isdigit() and stage.end >= stage.start and held != int(number) * days:
        yield (
            f"tahap {stage.name!r}: lamanya {stage.duration!r}, tetapi tanggalnya {held} hari. "
            "Samakan."
        )


def _weeks(program: Program) -> Iterator[tuple[str, ...]]:
    course, before = program.course, None
    for number, week in enumerate(program.week):
        about = f"week.{number}.start"
        if not course.start <= week.start <= course.end:
            yield f"minggu {week.start} di luar tanggal program.", about
        if before and (week.start - before).days < 7:
            yield f"minggu {week.start} kurang dari tujuh hari sesudah {before}. Urutkan.", about
        before = week.start


def _workshop(workshop: Workshop, course: Course) -> Iterator[tuple[str, ...]]:
    if not course.start <= workshop.date <= course.end:
        yield f"tanggal lokakarya {workshop.date} di luar tanggal program.", "workshop.date"
    total = sum(part.minutes for part in workshop.part)
    if workshop.part and total != workshop.minutes:
        yield (
            f"susunan acara berjumlah {total} menit, lokakarya {workshop.minutes} menit. Samakan.",
            "workshop.minutes",
        )
    if workshop.present_minutes > workshop.minutes:
        yield "present_minutes lebih lama dari lokakaryanya sendiri.", "workshop.present_minutes"
    for task in workshop.task:
        by_lesson, by_poll = bool(task.lesson and task.exercise), bool(task.poll and task.answer)
        if by_lesson == by_poll:
            line = f"tugas {task.title!r}: isi lesson dan exercise, atau poll dan answer"
            yield (f"{line} (salah satu saja).",)
