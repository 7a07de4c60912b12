"""``answers.json``: the one form in which a participant's answers travel.

Version 2 knows, beside the answer that stands, the first one that was checked (``Entry.first``);
a file without any is written as version 1, so that it is what it was, and older programs read it.

The notebook writes it, the phone page sends it, the inbox files it, the grader reads it; all of
them through this module. What is in such a file is data from outside: every value is checked here
for form (size, types, version) and in ``Definition.read`` for meaning.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    ValidationError,
)
from pydantic_core import from_json

from course import CourseError
from course.files import is_regular
from course.indicators import asked_name, occasion_and_form

MAX_BYTES = 256 * 1024
VERSIONS = (1, 2)
COURSE: Literal["kelas-umkm"] = "kelas-umkm"
FILE_NAME = "answers.json"
TIME_STAMP = "timestamp.txt"
"""nbgrader's, beside an ``answers.json``: when it was handed in."""
_ID_LENGTH = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Code = Annotated[str, StringConstraints(pattern=r"^([A-Z]{1,3}[0-9]{2,6})?$")]
"""A participant's or mentor's code, ``U07`` or ``MH03``; empty until it is filled in."""
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Sitting = Annotated[str, StringConstraints(pattern=r"^Duduk [1-9][0-9]?$")]


class AnswersError(CourseError):
    """An answer file that cannot be used; the message names the file, the place and the mend."""


class First(BaseModel):
    """The answer that was there when somebody first asked whether it is right."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    value: dict[str, Any]
    at: AwareDatetime
    beside: dict[Name, dict[str, Any]] | None = None
    """What stood then in the exercises this one builds on, by exercise; None of a page that did not
    keep it."""


class Entry(BaseModel):
    """The answer to one exercise."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    value: dict[str, Any]
    """What stands now. JSON values, as ``from_json`` gives them; ``Definition.read`` says what they
    may be."""
    at: AwareDatetime
    tries: Annotated[StrictInt, Field(ge=0, le=1_000_000)] = 1
    helped: StrictBool = False
    item: Annotated[str, StringConstraints(max_length=40)] = ""
    first: First | None = None
    """What was answered before the page said what is right; None where it was not asked."""

    @property
    def counted(self) -> dict[str, Any]:
        """Return the value that is graded: what was mended with the key in hand is not."""
        return self.first.value if self.first else self.value

    def under(self, first: First | None, name: str) -> dict[str, Any]:
        """Return what of this answer, to ``name``, counts for one that builds on it.

        What stands, mended or not; but once the later one was checked (``first``), what stood then:
        else this could be mended to fit it.
        """
        if first is None:
            return self.value
        if first.beside is not None:
            return first.beside.get(name, {})
        return self.value if self.at <= first.at else self.counted


class Skipped(BaseModel):
    """That somebody went straight to the tasks of a sitting, or took that back."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: AwareDatetime
    back: StrictBool = False


class Answers(BaseModel):
    """One participant's answers to one lesson."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: Literal[1, 2] = 1
    course: Literal["kelas-umkm"] = COURSE
    lesson: Name
    participant: Code = ""
    by: Code = ""
    token: Annotated[str, StringConstraints(max_length=40)] = ""
    class_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,40}$")] = ""
    """Which class it was answered in (``program.Course.id``); empty where the class has none."""
    form: Annotated[str, StringConstraints(pattern=r"^[A-Z]?$")] = ""
    """Which form of a test was answered; empty for the test's own."""
    skipped: dict[Sitting, Skipped] = {}
    """The sittings whose reading was left out; it changes no marks."""
    answers: dict[Name, Entry] = {}

    @property
    def asked(self) -> str:
        """Under what name the items stand that were answered: ``pretest``, ``pretest-b``."""
        return asked_name(self.lesson, self.form) if self.form else self.lesson

    @property
    def at(self) -> AwareDatetime | None:
        """The time of the newest answer: the file's own time, whatever its name or date says."""
        return max((entry.at for entry in self.answers.values()), default=None)

    def own_time(self, now: datetime) -> datetime:
        """Return the newest answer's time in UTC, 1970 at the earliest and ``now`` at the latest.

        So a phone whose clock runs ahead cannot win for ever.
        """
        if self.at is None or self.at.year <= _EPOCH.year:  # a year 1 has no UTC everywhere
            return _EPOCH
        return min(self.at.astimezone(UTC), now)


@dataclass(frozen=True)
class Reading:
    """What a file gave: the usable answers, and a sentence for each part left out."""

    answers: Answers
    problems: tuple[str, ...]


def parse(data: bytes, name: str) -> Reading:
    """Read the bytes of an answer file called ``name``, tolerating a BOM and text around the JSON.

    Raises AnswersError when the whole file is unusable. A single bad answer inside a good file is
    left out and named in ``problems``; the rest counts.
    """
    if len(data) > MAX_BYTES:
        raise AnswersError(
            f"{name}: terlalu besar ({len(data) // 1024} KB, paling besar {MAX_BYTES // 1024} KB). "
            "Minta peserta mengirim ulang dari halaman pelajaran."
        )
    raw = _json(data, name)
    _refuse_foreign(raw, name)
    try:
        reading = Reading(Answers.model_validate({"answers": None, **raw}), ())
    except ValidationError:
        reading = _part_by_part(raw, name)
    occasion, form = occasion_and_form(reading.answers.lesson)
    if not form:
        return reading
    # Test and form are said apart: a page in form B says "pretest-b".
    answers = reading.answers.model_copy(update={"lesson": occasion, "form": form})
    return Reading(answers, reading.problems)


def _part_by_part(raw: dict[str, Any], name: str) -> Reading:
    """Read what is good in a file that is not good throughout."""
    entries, problems = _entries(raw.get("answers"), name)
    skipped = _skipped(raw.get("skipped", {}))
    if skipped != raw.get("skipped", {}):
        problems.append("bagian 'skipped' salah bentuk; bagian itu tidak dipakai")
    try:
        answers = Answers.model_validate({**raw, "skipped": skipped, "answers": {}})
    except ValidationError as error:
        raise AnswersError(f"{name}: {_place(error)}. Minta peserta mengirim ulang.") from None
    return Reading(answers.model_copy(update={"answers": entries}), tuple(problems))


def _json(data: bytes, name: str) -> dict[str, Any]:
    start, end = data.find(b"{"), data.rfind(b"}")
    try:
        raw = from_json(data[start : end + 1] if start >= 0 else b"", allow_inf_nan=False)
    except ValueError as error:
        reason = "tidak ada jawaban di dalamnya" if start < 0 else f"isi rusak ({error})"
        raise AnswersError(
            f"{name}: bukan berkas jawaban Kelas UMKM, {reason}. "
            "Minta peserta menekan Kirim sekali lagi dan teruskan berkasnya tanpa diubah."
        ) from None
    if not isinstance(raw, dict):
        raise AnswersError(f"{name}: bukan berkas jawaban Kelas UMKM. Minta dikirim ulang.")
    return raw


def _refuse_foreign(raw: dict[str, Any], name: str) -> None:
    if raw.get("course") != COURSE:
        raise AnswersError(
            f"{name}: bukan jawaban Kelas UMKM (course = {str(raw.get('course'))[:40]!r}). "
            "Teruskan ke pemiliknya, atau minta dikirim ulang dari halaman pelajaran."
        )
    version = raw.get("version")
    if version not in VERSIONS or isinstance(version, bool):
        raise AnswersError(
            f"{name}: versi berkas {str(version)[:20]!r} belum dikenal (yang dikenal: 1 dan 2). "
            "Perbarui Kelas UMKM di komputer ini, lalu ulangi."
        )


def _entries(raw: Any, name: str) -> tuple[dict[str, Entry], list[str]]:
    if not isinstance(raw, dict):
        raise AnswersError(f"{name}: bagian 'answers' tidak ada. Minta peserta mengirim ulang.")
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    for exercise, entry in raw.items():
        try:
            entries[exercise] = Entry.model_validate(entry)
        except ValidationError as error:
            problems.append(f"soal {exercise[:60]!r}: {_place(error)}; soal ini tidak dihitung")
    return entries, problems


def _skipped(raw: Any) -> Any:
    """Return what can be used of the sittings left out: marks do not hang on them."""
    try:
        Answers.model_validate({"lesson": "x", "skipped": raw})
    except ValidationError:
        return {}
    return raw


# pydantic's error types, in words for a mentor.
_EXPECTED = {
    "missing": " (tidak ada)",
    "pattern": " (huruf atau tanda yang tidak dikenal)",
    "too_long": " (terlalu panjang)",
    "string": " (harus teks)",
    "timezone": " (waktu tanpa zona waktu)",
    "datetime": " (bukan waktu)",
    "int": " (harus angka bulat)",
    "bool": " (harus ya atau tidak)",
    "dict": " (harus berisi isian)",
}


def _place(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part)[:40] for part in first["loc"]) or "isi"
    expected = next((words for kind, words in _EXPECTED.items() if kind in first["type"]), "")
    return f"bagian {where!r} salah bentuk{expected}"


def read_answers(path: Path) -> Reading:
    """Read one ``answers.json``; AnswersError names the file and the mend."""
    return parse(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Return an answer file's bytes, no more than are needed to see that they are too many.

    Raises AnswersError for anything but a regular file: a link in a submission could point
    anywhere.
    """
    if not is_regular(path):
        raise AnswersError(f"{path}: tidak ada berkas jawaban di sini. Jalankan course collect.")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def dump(answers: Answers) -> bytes:
    """Return the file's bytes: UTF-8 JSON, the same for the same answers."""
    unsaid: dict[str, Any] = {}
    for name, entry in answers.answers.items():
        if entry.first is None:
            unsaid[name] = {"first"}
        elif entry.first.beside is None:
            unsaid[name] = {"first": {"beside"}}
    checked = any(entry.first for entry in answers.answers.values())
    known = answers.model_copy(update={"version": 2 if checked else 1})
    left_out: dict[str, Any] = {"answers": unsaid} if unsaid else {}
    left_out |= {
        name: True for name in ("class_id", "form", "skipped") if not getattr(answers, name)
    }
    return (known.model_dump_json(indent=1, exclude=left_out) + "\n").encode()


def id_of(answers: Answers) -> str:
    """Return the id of a sending: the same for a file, a message and a zip of the same answers."""
    return hashlib.sha256(dump(answers)).hexdigest()[:_ID_LENGTH]
