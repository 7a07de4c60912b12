"""One arrival with answers: read, held against the class's register, with the pictures it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

from course.exercises.answers import MAX_BYTES, Answers, AnswersError, parse
from course.exercises.fields import Field, FieldError
from course.inbox.arrivals import Arrival
from course.inbox.messages import sent_in
from course.inbox.pictures import PictureError, lift_photos, read_picture, read_upload
from course.inbox.register import Register
from course.lessons.lesson import Lesson
from course.lessons.taken import Taken, take

_FIRST_LINE_BYTES = 2_000


class EmptyError(AnswersError):
    """Answers of which nothing counts."""


@dataclass(frozen=True)
class Received:
    """Answers that can be used."""

    name: str
    """Where they came from, as it is shown."""
    source: str
    """Which file of the folder that is, or lies in."""
    path: Path | None
    """The file, when it is one of the folder's own and holds nothing else."""
    taken: Taken
    """What the lesson takes of what could be read, without the pictures in it."""
    at: datetime
    """The newest answer's time, see ``Answers.own_time``."""
    problems: tuple[str, ...]
    """A sentence for each answer inside that was left out."""
    photos: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that came along, by their path in the answers."""
    pictures: Sequence[tuple[str, str]] = ()
    """Exercise and path of every picture that the answers name, whether it came along or not."""
    sent: datetime | None = None
    """When it was sent, where that is written above the answers."""
    held: bool = False
    """Whether its proof is not the sender's: kept, and counted only when a person says so."""

    @property
    def key(self) -> tuple[str, str]:
        """Return participant and lesson."""
        return self.taken.counted.participant, self.taken.counted.lesson


def receive(arrival: Arrival, register: Register, now: datetime) -> Received:
    """Read one arrival and hold it against the register; AnswersError says why it is refused.

    ``now`` is the moment of the collection, see ``Answers.own_time``. ForgottenError, NamedError:
    nothing of it may be kept (``Register.admit``).
    """
    name = arrival.name + arrival.about
    data, uploads = lift_photos(arrival.utf8)
    try:
        reading = parse(data, name)
    except AnswersError as error:
        raise AnswersError(f"{error}{register.whom_to_ask(arrival.file)}") from None
    lesson = register.admit(name, reading.answers)
    taken = take(reading.answers, data, lesson)
    if taken.counted.at is None:
        reason = f" ({taken.problems[0]})" if taken.problems else ""
        raise EmptyError(f"{name}: belum ada jawaban di dalamnya{reason}. Minta peserta mengisi.")
    if taken.size > MAX_BYTES:
        raise AnswersError(f"{name}: jawabannya terlalu panjang. Minta peserta meringkas.")
    photos, pictures, missing = _photos(arrival, uploads, taken.counted, lesson)
    return Received(
        arrival.name, arrival.source, arrival.path, taken, taken.counted.own_time(now),
        (*reading.problems, *taken.problems, *missing), photos, pictures,
        sent_in(arrival.data[:_FIRST_LINE_BYTES].decode("utf-8", "replace")),
        register.has_another_s_proof(taken.kept, lesson),
    )  # fmt: skip


def _pictures_named(answers: Answers, lesson: Lesson) -> Iterator[tuple[str, Field, Any]]:
    """Yield where answers name a picture: exercise, field, and the value to be read.

    An answer to an older version is kept as it came, so ``Field.read`` says whether it is a path.
    """
    for exercise, entry in answers.answers.items():
        values = [entry.value, *([entry.first.value] if entry.first else [])]
        for field_, value in product(lesson.definitions[exercise].fields, values):
            if field_.kind == "photo" and value.get(field_.key) is not None:
                yield exercise, field_, value[field_.key]


def _photos(
    arrival: Arrival, uploads: Mapping[str, bytes], answers: Answers, lesson: Lesson
) -> tuple[dict[str, bytes], list[tuple[str, str]], list[str]]:
    """Read the photos the answers name, in the file or beside it.

    Return them by path, exercise and path of each that is named, a sentence for each bad one.
    """
    found: dict[str, bytes] = {}
    named, problems = [], []
    for exercise, field_, value in _pictures_named(answers, lesson):
        try:
            path = field_.read(value)
            named.append((exercise, path))
            if path in found:
                continue
            url = uploads.get(path)
            data = None if url else arrival.beside(path)
            if url or data or not arrival.alone:
                found[path] = read_upload(url) if url else read_picture(data)
        except (FieldError, PictureError) as error:
            problems.append(f"soal {exercise!r}: foto {error}")
    return found, named, problems
