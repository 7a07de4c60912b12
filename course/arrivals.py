"""One file that arrived: read it, check who and what it is about, keep what the lesson asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from course.answers import MAX_BYTES, Answers, AnswersError, parse
from course.lessons import Lesson
from course.pictures import PictureError, read_picture
from course.roster import Participant

SUFFIXES = {".json", ".txt"}


@dataclass(frozen=True)
class Received:
    """An answer file that can be used."""

    path: Path
    answers: Answers
    at: datetime
    """The newest answer's time, see ``_own_time``."""
    problems: tuple[str, ...]
    """A sentence for each answer inside that was left out."""
    photos: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures beside the file, by their path in the answers."""


def receive(
    path: Path, inbox: Path, roster: Mapping[str, Participant], known: Mapping[str, Lesson]
) -> Received:
    """Read one file and check who and what it is about; CourseError says why it is refused."""
    name = str(path.relative_to(inbox))
    if path.is_symlink():
        raise AnswersError(f"{name}: hanya tautan, bukan berkas. Minta berkas aslinya.")
    if path.suffix.lower() not in SUFFIXES:
        raise AnswersError(f"{name}: bukan berkas jawaban (.txt atau .json). Abaikan atau hapus.")
    with path.open("rb") as file:
        reading = parse(file.read(MAX_BYTES + 1), name)
    answers = reading.answers
    _check_sender(name, answers, roster)
    if answers.lesson not in known:
        raise AnswersError(
            f"{name}: pelajaran {answers.lesson!r} tidak ada di kelas ini "
            f"(yang ada: {', '.join(known)}). Perbarui Kelas UMKM, atau abaikan berkas ini."
        )
    clean, problems = _clean(answers, known[answers.lesson])
    if clean.at is None:
        reason = f" ({problems[0]})" if problems else ""
        raise AnswersError(f"{name}: belum ada jawaban di dalamnya{reason}. Minta peserta mengisi.")
    photos, missing = _photos(path, clean, known[answers.lesson])
    return Received(path, clean, own_time(clean), (*reading.problems, *problems, *missing), photos)


def _photos(path: Path, answers: Answers, lesson: Lesson) -> tuple[dict[str, bytes], list[str]]:
    """Read the photos the answers name, beside the file; a sentence for each that cannot be."""
    found, problems = {}, []
    for exercise, entry in answers.answers.items():
        for field_ in lesson.definitions[exercise].fields:
            value = entry.value.get(field_.key) if field_.kind == "photo" else None
            if not isinstance(value, str):
                continue
            try:
                found[value] = read_picture(path.parent / value)
            except PictureError as error:
                problems.append(f"soal {exercise!r}: foto {error}")
    return found, problems


def own_time(answers: Answers) -> datetime:
    """Return the newest answer's time in UTC; a phone whose clock runs ahead cannot win."""
    return (
        min(answers.at.astimezone(UTC), datetime.now(UTC))
        if answers.at
        else datetime.min.replace(tzinfo=UTC)
    )


def _check_sender(name: str, answers: Answers, roster: Mapping[str, Participant]) -> None:
    code = answers.participant
    if not code:
        raise AnswersError(f"{name}: kode peserta belum diisi. Minta peserta mengisi kodenya.")
    if code not in roster:
        raise AnswersError(
            f"{name}: peserta {code} tidak ada di daftar peserta. "
            "Tambahkan ke roster.csv, atau tanyakan kode yang benar."
        )
    token = roster[code].token
    if token and answers.token and answers.token != token:
        raise AnswersError(
            f"{name}: tanda pengenal tidak cocok dengan {code}; mungkin berkas orang lain. "
            "Minta peserta membuka tautan undangannya sendiri lalu mengirim ulang."
        )


def _clean(answers: Answers, lesson: Lesson) -> tuple[Answers, list[str]]:
    """Return the answers the lesson asks for, and a sentence for each left out or changed one.

    An answer to an older version of an exercise is kept as it came: the grader leaves it to a
    person (``course.grading.answer``).
    """
    kept, problems = {}, []
    for exercise, entry in answers.answers.items():
        definition = lesson.definitions.get(exercise)
        if definition is None:
            problems.append(f"soal {exercise!r} tidak ada di pelajaran {lesson.name}")
        elif entry.item != definition.item:
            problems.append(f"soal {exercise!r} dijawab pada versi lama; dinilai orang")
            kept[exercise] = entry
        else:
            value, wrong = definition.read(entry.value)
            problems += [f"soal {exercise!r}: {sentence}" for sentence in wrong]
            if value or not wrong:
                kept[exercise] = entry.model_copy(update={"value": value})
    return answers.model_copy(update={"answers": kept}), problems
