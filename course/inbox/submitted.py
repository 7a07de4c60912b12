"""``submitted/``: what participants handed in, and the one place that opens it.

Listing it is cheap: nothing is read before it is asked for. Whoever lists says whether people who
have not agreed to the use of their data belong in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from course import lessons
from course.exercises.answers import (
    FILE_NAME,
    MAX_BYTES,
    TIME_STAMP,
    Answers,
    AnswersError,
    parse,
    read_bytes,
)
from course.exercises.ballots import is_ballot
from course.exercises.photos import MAX_PHOTO_BYTES
from course.files import Places, is_regular
from course.inbox.arrivals import shown
from course.lessons.forms import asked, load_asked
from course.lessons.lesson import Lesson
from course.people.roster import CODE, admitted

Values = Mapping[str, Any]
"""An exercise's validated values by field."""
STAMP = "%Y-%m-%d %H:%M:%S UTC"
"""How ``course collect`` writes the time into ``timestamp.txt``."""
_MAX_STAMP = 200
_MAX_NAME = 128
_BLANK = 1024
"""Bytes that an answer file without one answer does not exceed."""
_MAX_PHOTOS = 60
_MAX_LINES = 20
_LESSON = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_ANSWERS = re.compile(r"^(?:\w+ )*answers.*\.(?:json|txt)$", re.IGNORECASE)
# As the inbox writes it; and what nbgrader's own collect writes, with other zones.
_OURS = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})? UTC")
_ANY = re.compile(
    r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?( ?[A-Za-z0-9_+:-]+(/[A-Za-z0-9_+-]+)*)?"
)


class SubmissionError(ValueError):
    """A submission that cannot be graded; the message names the file and the mend."""


@dataclass(frozen=True)
class Submission:
    """One participant's work on one lesson, as ``submitted/`` holds it; read when asked for."""

    participant: str
    """Whose folder it is: who did the work, or whom a mentor's sheet is about."""
    lesson: str
    folder: Path

    def __reduce__(self) -> tuple[type[Submission], tuple[str, str, Path]]:
        """Travel to a worker without what was read."""
        return type(self), (self.participant, self.lesson, self.folder)

    @property
    def file(self) -> Path:
        """Where the answers lie, if there are any."""
        return self.folder / FILE_NAME

    @property
    def has_file(self) -> bool:
        """Whether an answer file lies there."""
        return self.file.is_file()

    def read(self) -> tuple[bytes, Answers]:
        """Return the answer file's bytes and what they hold; nothing and blank without a file.

        Raises AnswersError, naming the file and the mend, for one that cannot be used, and for
        somebody else's.
        """
        if not (self.file.exists() or self.file.is_symlink()):
            return b"", Answers(lesson=self.lesson)
        data = read_bytes(self.file)
        answers = parse(data, str(self.file)).answers
        if answers.participant not in {"", self.participant}:  # handed in under another's name
            raise AnswersError(
                f"{self.file}: jawaban di folder {self.participant} ini milik "
                f"{answers.participant}. Tanyakan siapa yang mengisinya, lalu pindahkan."
            )
        return data, answers

    @property
    def counts(self) -> bool:
        """Whether answers stand; a file that cannot be used counts, a blank one does not."""
        return self.has_file and (self.standing is None or bool(self.standing.answers))

    @property
    def is_blank(self) -> bool:
        """Whether an answer file lies there without one answer."""
        # Among thousands only a file that is nearly empty is worth reading for this.
        return self.has_file and self.file.stat().st_size <= _BLANK and not self.counts

    @cached_property
    def answers(self) -> Answers:
        """The answers, read once; as ``read``."""
        return self.read()[1]

    @cached_property
    def standing(self) -> Answers | None:
        """The answers; None without a file, and for one that cannot be used."""
        try:
            return self.answers if self.has_file else None
        except AnswersError:
            return None

    @property
    def by(self) -> str:
        """Who filled it in: the participant, or a mentor."""
        return self.answers.by or self.participant

    @cached_property
    def known(self) -> Lesson:
        """The lesson as it is asked now, in the form that was answered.

        CourseError when there is none of that name.
        """
        return load_asked(self.root, self.asked)

    @cached_property
    def asked(self) -> str:
        """What was answered: the lesson, or a test in its other form (``pretest-b``)."""
        form = self.standing.form if self.standing else ""
        return asked(self.root, self.lesson, form) if form else self.lesson

    @property
    def root(self) -> Path:
        """The class's folder."""
        return self.folder.parents[2]

    @cached_property
    def values(self) -> Mapping[str, Values]:
        """Validated values by exercise; without those that are ``stale``."""
        definitions = self.known.definitions
        return {
            name: definitions[name].read(entry.value)[0]
            for name, entry in self.answers.answers.items()
            if name in definitions and definitions[name].is_answered_by(entry)
        }

    @property
    def stale(self) -> tuple[str, ...]:
        """The exercises that were answered as they were asked in an older version."""
        definitions = self.known.definitions
        return tuple(
            name
            for name, entry in self.answers.answers.items()
            if name in definitions and not definitions[name].is_answered_by(entry)
        )

    def get(self, exercise: str) -> Values:
        """Return an exercise's values; empty where nothing was answered."""
        return self.values.get(exercise, {})

    def shown(self, exercise: str, key: str) -> str:
        """Return one value in words; "" where nothing was answered."""
        value = self.get(exercise).get(key)
        if value in (None, "", [], {}):
            return ""
        return self.known.definitions[exercise].by_key[key].show(value)

    @property
    def photos(self) -> tuple[Path, ...]:
        """The photos beside the answers, as ``photos_in``."""
        return tuple(photos_in(self.folder))

    def handed_in(self) -> tuple[bytes, datetime | None]:
        """Return the time's own bytes, and when that is: UTC without a zone, as nbgrader's.

        Nothing without a ``timestamp.txt``. Raises SubmissionError for one that cannot be read.
        """
        path = self.folder / TIME_STAMP
        if not is_regular(path):
            return b"", None
        try:
            with path.open("rb") as file:
                data = file.read(_MAX_STAMP)
            return data, _time(data.decode().strip())
        except (OSError, ValueError, OverflowError, TypeError) as error:
            raise SubmissionError(
                f"{path}: waktunya tidak terbaca. Hapus berkas itu, lalu ulangi course collect."
            ) from error

    def standing_since(self, now: datetime) -> datetime | None:
        """Return the own time of the answers that stand, as it was then; None without any.

        It is read from where nbgrader reads it: a phone's clock that ran ahead was corrected there.
        """
        if self.standing is None:
            return None
        try:
            stamp = (self.folder / TIME_STAMP).read_text("ascii")
            return datetime.strptime(stamp.strip(), STAMP).replace(tzinfo=UTC)
        except (OSError, ValueError):
            return self.standing.own_time(now)


def submission(root: Path, participant: str, lesson: str) -> Submission:
    """Return a participant's place for a lesson; there need not be anything in it."""
    return Submission(participant, lesson, Places(root).submitted / participant / lesson)


def submissions(
    root: Path,
    names: Collection[str] | None = None,
    participants: Collection[str] | None = None,
    *,
    consented: bool,
) -> Iterator[Submission]:
    """Yield what lies in ``root/submitted``, of all lessons and participants where None is named.

    ``consented``: only of those who are invited and have agreed (``roster.admitted``; CourseError
    for a roster that cannot be read); of a sheet without names there is nobody to ask. In the order
    of the codes, then the lessons.
    Folders that are no code or no lesson's name are nobody's (``strange_folders``).
    """
    gate = admitted(root) if consented else None
    for participant in _folders(Places(root).submitted):
        without_name = gate is not None and is_ballot(participant)
        if not (gate is None or participant in gate or without_name):
            continue
        if not CODE.fullmatch(participant):
            continue
        if not (participants is None or participant in participants):
            continue
        for lesson in _folders(Places(root).submitted / participant):
            if not _LESSON.fullmatch(lesson) or not (names is None or lesson in names):
                continue
            if not without_name or lessons.load(root, lesson).about.anonymous:
                yield submission(root, participant, lesson)


def answered(root: Path, lesson: str, *, consented: bool) -> list[Submission]:
    """Return the submissions to one lesson with answers that can be read, as ``submissions``.

    A file that cannot be read is left out: ``course collect`` has named it. Raises CourseError when
    there is no such lesson.
    """
    lessons.load(root, lesson)
    return [s for s in submissions(root, {lesson}, consented=consented) if s.standing is not None]


def held_back(
    root: Path, names: Collection[str], participants: Collection[str] | None = None
) -> set[str]:
    """Return whose work on these lessons ``submissions(consented=True)`` leaves out."""
    gate = admitted(root)
    found = submissions(root, names, participants, consented=False)
    return set() if gate is None else {one.participant for one in found} - gate


def strange_folders(root: Path) -> list[str]:
    """Return a line for each folder or file below ``submitted/`` that is nobody's answers.

    OneDrive, Google Drive and Dropbox double them ("U01 (1)", "U03-LAPTOP"). Each may hold the
    newer answers: nothing is touched, and ``course collect`` tells the newer from the older.
    """
    lines = list(islice(_strange(root), _MAX_LINES + 1))
    if len(lines) > _MAX_LINES:
        more = sum(1 for _ in _strange(root)) - _MAX_LINES
        lines[-1] = f"submitted/: dan {more} lagi seperti ini. Periksa folder itu."
    return lines


def _strange(root: Path) -> Iterator[str]:
    known = set(lessons.names(root)) if Places(root).source.is_dir() else set()
    for participant in _folders(Places(root).submitted):
        folder = Places(root).submitted / participant
        if not CODE.fullmatch(participant):
            yield _line_for_strange(root, folder, "bukan kode peserta")
            continue
        for lesson in _folders(folder):
            if not _LESSON.fullmatch(lesson) or (known and lesson not in known):
                yield _line_for_strange(root, folder / lesson, "bukan pelajaran di kelas ini")
            else:
                for name in _names_in(folder / lesson):
                    if _ANSWERS.search(name) and name != FILE_NAME:
                        yield _line_for_strange(root, folder / lesson / name, f"bukan {FILE_NAME}")


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:  # whoever reads the answers says so
        return []


def _line_for_strange(root: Path, path: Path, what: str) -> str:
    return (
        f"{shown(path.relative_to(root).as_posix())}: {what}, tidak dinilai. Mungkin salinan dari "
        "OneDrive, Google Drive, atau Dropbox. Pindahkan ke kelas/inbox/, lalu jalankan course "
        "collect: jawabannya digabung, yang sama tidak dihitung dua kali."
    )


def _folders(below: Path) -> list[str]:
    if not below.is_dir():
        return []
    with os.scandir(below) as entries:
        return sorted(e.name for e in entries if e.is_dir() and not e.name.startswith("."))


def photos_in(folder: Path) -> Iterator[Path]:
    """Yield the photos beside an answer file, in the order of their names.

    Regular files only, of at most 2 MB, 60 at the most: a submission may hold anything.
    """
    below = folder / "photos"
    if not below.is_dir() or below.is_symlink():
        return
    for path in sorted(below.glob("*.jpg"))[:_MAX_PHOTOS]:
        if is_regular(path) and path.stat().st_size <= MAX_PHOTO_BYTES:
            yield path


def bytes_in(folder: Path) -> bytes:
    """Return the bytes of a folder's answer file; none for what is no such file."""
    path = folder / FILE_NAME
    is_ours = is_regular(path) and path.stat().st_size <= MAX_BYTES
    return path.read_bytes() if is_ours else b""


def check_place(submission: Submission) -> None:
    """Raise SubmissionError for a folder that is a link, or whose name the gradebook cannot hold.

    A link may lead to the work of somebody else.
    """
    folder = submission.folder
    if folder.is_symlink() or folder.parent.is_symlink():
        raise SubmissionError(
            f"{folder}: ini tautan (link), bukan folder. Pindahkan, lalu ulangi course collect."
        )
    if len(submission.participant) > _MAX_NAME or not submission.participant.isprintable():
        raise SubmissionError(
            f"{str(folder)!a}: nama folder ini bukan kode peserta. Pindahkan ke kelas/inbox/, lalu "
            "jalankan course collect."
        )


def _time(text: str) -> datetime | None:
    if _OURS.fullmatch(text):
        return datetime.fromisoformat(text.removesuffix(" UTC"))
    if not text:
        return None
    if not _ANY.fullmatch(text):  # a zone may be the path of a file to be read
        raise ValueError(text)
    from nbgrader.utils import parse_utc  # noqa: PLC0415  heavy, and seldom needed

    at: datetime = parse_utc(text)
    return at
