"""One arrival with answers: whose, to which lesson, what of it counts, and who may hand it in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

from course.exercises.answers import MAX_BYTES, Answers, AnswersError, Entry, First, dump, parse
from course.exercises.ballots import is_ballot
from course.exercises.definition import Definition
from course.exercises.fields import Field, FieldError
from course.inbox.arrivals import Arrival
from course.inbox.messages import sent_in
from course.inbox.pictures import PictureError, lift_photos, read_picture, read_upload
from course.lessons.lesson import Lesson
from course.people.roster import CODE_AS_WORD, Participant, mentors_of
from course.words import first_of

_FIRST_LINE_BYTES = 2_000
_MAX_PROBLEMS = 5


class ForgottenError(AnswersError):
    """Answers of somebody whose data were deleted: nothing of them may be kept anywhere."""


class NamedError(AnswersError):
    """A sheet without names that came with one: it is not kept beside its sender."""


@dataclass(frozen=True)
class Received:
    """Answers that can be used."""

    name: str
    """Where they came from, as it is shown."""
    source: str
    """Which file of the folder that is, or lies in."""
    path: Path | None
    """The file, when it is one of the folder's own and holds nothing else."""
    answers: Answers
    """What the lesson asks for."""
    sent_answers: Answers
    """All that could be read."""
    data: bytes
    """What they were read from, without the pictures in it."""
    at: datetime
    """The newest answer's time, see ``Answers.own_time``."""
    problems: tuple[str, ...]
    """A sentence for each answer inside that was left out."""
    photos: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that came along, by their path in the answers."""
    sent: datetime | None = None
    """When it was sent, where that is written above the answers."""
    held: bool = False
    """Whether its proof is not the sender's: kept, and counted only when a person says so."""

    @property
    def key(self) -> tuple[str, str]:
        """Return participant and lesson."""
        return self.answers.participant, self.answers.lesson


def receive(
    arrival: Arrival,
    roster: Mapping[str, Participant],
    known: Mapping[str, Lesson],
    now: datetime,
    class_id: str = "",
    forgotten: Collection[str] = (),
) -> Received:
    """Read one arrival and check who and what it is about; AnswersError says why it is refused.

    ``known``: what may be answered in this class (``forms.every_asked``).
    ``now`` is the moment of the collection, see ``Answers.own_time``. ``class_id``: which class
    this is; empty where it has no id. ``forgotten``: whose data were deleted (ForgottenError).
    """
    name = arrival.name + arrival.about
    data, uploads = lift_photos(arrival.utf8)
    try:
        reading = parse(data, name)
    except AnswersError as error:
        raise AnswersError(f"{error}{_whom_to_ask(arrival.file, roster)}") from None
    answers = reading.answers
    if class_id and answers.class_id not in {"", class_id}:
        raise AnswersError(
            f"{name}: jawaban ini dari kelas {answers.class_id!r}, sedangkan ini kelas "
            f"{class_id!r}. Teruskan ke pengajar kelas itu."
        )
    if answers.participant in forgotten:
        raise ForgottenError(
            f"{name}: {answers.participant} sudah keluar dari data kelas (kelas/deletions.csv). "
            "Kiriman ini tidak diterima dan tidak disimpan. Kalau ikut lagi, beri kode baru."
        )
    lesson = known.get(answers.asked)
    check_sender(name, answers, lesson, roster)
    if lesson is None:
        there = dict.fromkeys(one.name for one in known.values())
        raise AnswersError(
            f"{name}: pelajaran {answers.asked!r} tidak ada di kelas ini "
            f"(yang ada: {', '.join(there)}). Perbarui Kelas UMKM, atau tanyakan dari kelas mana."
        )
    if lesson.about.anonymous:  # nothing of who sent it is kept
        answers = _without_sender(answers)
        data = dump(answers)
    if (kept := _until_stop(answers, lesson)) != answers:
        answers, data = kept, dump(kept)
    clean, problems = usable(answers, lesson)
    if clean.at is None:
        reason = f" ({problems[0]})" if problems else ""
        raise AnswersError(f"{name}: belum ada jawaban di dalamnya{reason}. Minta peserta mengisi.")
    if len(dump(clean)) > MAX_BYTES:
        raise AnswersError(f"{name}: jawabannya terlalu panjang. Minta peserta meringkas.")
    photos, missing = _photos(arrival, uploads, clean, lesson)
    return Received(
        arrival.name, arrival.source, arrival.path, clean, answers, data, clean.own_time(now),
        tuple(first_of((*reading.problems, *problems, *missing), _MAX_PROBLEMS)), photos,
        sent_in(arrival.data[:_FIRST_LINE_BYTES].decode("utf-8", "replace")),
        has_another_s_proof(answers, lesson, roster),
    )  # fmt: skip


def _until_stop(answers: Answers, lesson: Lesson) -> Answers:
    """Return answers without those behind a no: who does not agree is asked and kept no further."""
    names = lesson.until_stop({name: entry.value for name, entry in answers.answers.items()})
    behind = set(lesson.definitions) - set(names)
    entries = {name: entry for name, entry in answers.answers.items() if name not in behind}
    return answers.model_copy(update={"answers": entries})


def _without_sender(answers: Answers) -> Answers:
    """Return answers without proof and hour: one minute in two sheets tells who it was."""
    entries = {
        name: entry.model_copy(
            update={"at": entry.at.replace(hour=0, minute=0, second=0, microsecond=0)}
        )
        for name, entry in answers.answers.items()
    }
    return answers.model_copy(update={"by": "", "token": "", "skipped": {}, "answers": entries})


def _whom_to_ask(name: str, roster: Mapping[str, Participant]) -> str:
    """Return a sentence on the participant whose code stands in a file's name, or nothing."""
    known = [code for code in CODE_AS_WORD.findall(name) if code in roster]
    if not known:
        return ""
    mentor = roster[known[-1]].mentor
    return f" Menurut namanya dari {known[-1]}" + (f"; pendamping: {mentor}." if mentor else ".")


def pictures_named(answers: Answers, lesson: Lesson) -> Iterator[tuple[str, Field, Any]]:
    """Yield what stands where answers name a picture: exercise, field, and the value to be read.

    An answer to an older version is kept as it came, so ``Field.read`` says whether it is a path.
    """
    for exercise, entry in answers.answers.items():
        values = [entry.value, *([entry.first.value] if entry.first else [])]
        for field_, value in product(lesson.definitions[exercise].fields, values):
            if field_.kind == "photo" and value.get(field_.key) is not None:
                yield exercise, field_, value[field_.key]


def _photos(
    arrival: Arrival, uploads: Mapping[str, bytes], answers: Answers, lesson: Lesson
) -> tuple[dict[str, bytes], list[str]]:
    """Read the photos the answers name, in the file or beside it; a sentence for each bad one."""
    found, problems = {}, []
    for exercise, field_, value in pictures_named(answers, lesson):
        try:
            path = field_.read(value)
            if path in found:
                continue
            url = uploads.get(path)
            data = None if url else arrival.beside(path)
            if url or data or not arrival.alone:
                found[path] = read_upload(url) if url else read_picture(data)
        except (FieldError, PictureError) as error:
            problems.append(f"soal {exercise!r}: foto {error}")
    return found, problems


def usable(answers: Answers, lesson: Lesson) -> tuple[Answers, list[str]]:
    """Return the answers the lesson asks for, and a sentence for each left out or changed one.

    An answer to an older version of an exercise is kept as it came: the grader leaves it to a
    person (``course.criteria.read_answer``).
    """
    kept, problems = {}, []
    for exercise, entry in answers.answers.items():
        definition = lesson.definitions.get(exercise)
        if definition is None:
            problems.append(f"soal {exercise[:60]!r} tidak ada di pelajaran {lesson.name}")
        elif not definition.is_answered_by(entry):
            if not definition.practice:  # of a practice nobody has to do anything
                problems.append(f"soal {exercise!r} dijawab pada versi lama; dinilai orang")
            kept[exercise] = entry
        else:
            value, wrong = definition.read(entry.value)
            problems += [f"soal {exercise!r}: {sentence}" for sentence in wrong]
            if value or not wrong:
                mended = {"value": value, "first": _first(entry, definition, lesson)}
                kept[exercise] = entry.model_copy(update=mended)
    return answers.model_copy(update={"answers": kept}), problems


def _first(entry: Entry, definition: Definition, lesson: Lesson) -> First | None:
    """Return what of an answer's first value can be used; None where nothing was checked."""
    if entry.first is None:
        return None
    update: dict[str, Any] = {"value": definition.read(entry.first.value)[0]}
    if entry.first.beside is not None:
        known = lesson.definitions
        given = entry.first.beside.items()
        update["beside"] = {name: known[name].read(one)[0] for name, one in given if name in known}
    return entry.first.model_copy(update=update)


_SPEAKER = re.compile(r"NS[0-9]{2,6}")


def check_sender(
    name: str, answers: Answers, lesson: Lesson | None, roster: Mapping[str, Participant]
) -> None:
    """Raise AnswersError, naming the file and the mend, unless the sender may hand this in.

    ``roster`` holds everybody who was invited (``roster.invited``). Of a lesson that a mentor fills
    about a partner ``participant`` is the partner and ``by`` the mentor. ``lesson``: None if
    unknown.
    """
    code = answers.participant
    if not code:
        raise AnswersError(f"{name}: kode peserta belum diisi. Minta peserta mengisi kodenya.")
    if lesson and lesson.about.anonymous:
        _check_ballot(name, code, roster)
        return
    if lesson and lesson.about.audience == "narasumber":
        _check_speaker(name, code, roster)
    if code not in roster:
        raise AnswersError(
            f"{name}: peserta {code} tidak ada di daftar peserta. "
            "Tambahkan ke roster.csv, atau tanyakan kode yang benar."
        )
    if lesson and lesson.about.observes:
        _check_observer(name, answers, roster)
    elif lesson and lesson.about.audience != "narasumber":
        _check_audience(name, code, lesson, roster)


def _check_ballot(name: str, code: str, roster: Mapping[str, Participant]) -> None:
    if not is_ballot(code) or code in roster:
        raise NamedError(
            f"{name}: lembar ini tanpa nama, tetapi yang datang memakai kode. Tidak dibaca dan "
            "tidak disimpan; jangan dibagikan. Minta halamannya dibuka lagi saat ada sinyal, lalu "
            "dikirim sekali lagi."
        )


def _check_speaker(name: str, code: str, roster: Mapping[str, Participant]) -> None:
    if code not in roster and _SPEAKER.fullmatch(code):
        raise AnswersError(
            f"{name}: narasumber {code} tidak ada di daftar narasumber. "
            "Tambahkan ke kelas/speakers.csv, atau tanyakan siapa yang mengisinya."
        )
    if not _SPEAKER.fullmatch(code):
        raise AnswersError(
            f"{name}: lembar ini untuk narasumber (kode NS01, NS02, ...), bukan untuk {code}. "
            "Tanyakan siapa yang mengisinya."
        )


def _check_observer(name: str, answers: Answers, roster: Mapping[str, Participant]) -> None:
    partner, by = answers.participant, answers.by
    if partner in mentors_of(roster):
        raise AnswersError(
            f"{name}: lembar ini tentang seorang mitra, tetapi kodenya {partner}. "
            "Minta pendamping memilih mitra yang diamati, lalu mengirim ulang."
        )
    if not by or by != roster[partner].mentor:
        who = by if by and by != partner else "bukan pendamping"
        whose = roster[partner].mentor or "belum ada"
        raise AnswersError(
            f"{name}: lembar tentang {partner} diisi oleh {who}; pendampingnya {whose}. "
            "Periksa kodenya, atau perbaiki roster.csv."
        )


def _check_audience(
    name: str, code: str, lesson: Lesson, roster: Mapping[str, Participant]
) -> None:
    is_mentor = code in mentors_of(roster)
    if is_mentor != (lesson.about.audience == "mentor"):
        who, whom = ("pendamping", "peserta") if is_mentor else ("peserta", "pendamping")
        raise AnswersError(
            f"{name}: {lesson.name} untuk {whom}, sedangkan {code} adalah {who}. "
            "Tidak dihitung; tanyakan siapa yang mengisinya."
        )


def has_another_s_proof(
    answers: Answers, lesson: Lesson, roster: Mapping[str, Participant]
) -> bool:
    """Return whether answers carry a token that is not their sender's.

    They may be somebody else's under a wrong code; or the sender's own, from before the tokens of
    today were given out.
    """
    sender = roster.get(answers.by if lesson.about.observes else answers.participant)
    return bool(sender and sender.token and answers.token and answers.token != sender.token)
