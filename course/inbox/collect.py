"""``course collect``: file the answers found in an inbox folder into ``submitted/``.

The folder may be anybody's (a download folder): it is only read. It may hold answer files, messages
saved as text, WhatsApp chat exports and zips of all that. Refused files are kept in the course's
own ``inbox/refused/``: copied there, or moved when they lay in ``inbox/`` itself. Messages, chats
and archives stay where they lie: they may hold what completes a sending, and more than answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from course import CourseError, lessons
from course.exercises.answers import COURSE, AnswersError, dump
from course.files import class_lock
from course.inbox.arrivals import Arrival, Ignored, Refused, one_line, unexpected
from course.inbox.chats import Chat, Document, line_for_missing, note_on, read_chat, sent_name
from course.inbox.filing import OlderError, UnreleasedError, file_away, keep
from course.inbox.folder import arrivals
from course.inbox.messages import Key, Sending, Sendings, find_parts, line_for, lines_for_strangers
from course.inbox.receive import Received, receive
from course.inbox.submitted import submission
from course.people.roster import Participant, with_mentors

_MAX_LINES = 20
_MAX_CHARACTERS = 600


@dataclass
class Collected:
    """What a collection did; every list holds one line a file."""

    accepted: list[str] = field(default_factory=list)
    known: int = 0
    """Answers that already stand in ``submitted/``."""
    refused: list[str] = field(default_factory=list)
    """Which file, why, and what to do."""
    notes: list[str] = field(default_factory=list)
    """What else there was; nothing needs to be done."""


def collect(root: Path, inbox: Path, roster: Mapping[str, Participant]) -> Collected:
    """File every usable answer under ``inbox`` into ``root/submitted``; report the rest.

    The newest answers of a participant and lesson win by their own time, in whatever order and form
    they came. Raises CourseError when ``inbox`` is no folder, or the course itself.
    """
    if not inbox.is_dir():
        raise CourseError(f"{inbox}: folder ini tidak ada. Periksa namanya.")
    if inbox.resolve() == root.resolve():
        raise CourseError(f"{inbox}: ini folder Kelas UMKM sendiri. Pilih folder kiriman.")
    with class_lock(root):
        run = _Collection(root, inbox, roster)
        for item in arrivals(inbox, root):
            run.take(item)
        run.put_together()
        run.file_the_newest()
        run.name_incomplete()
        run.name_the_rest()
    return run.result


class _Collection:
    """One run over one folder."""

    def __init__(self, root: Path, inbox: Path, roster: Mapping[str, Participant]) -> None:
        self.root, self.inbox, self.roster = root, inbox, with_mentors(roster)
        self.lessons = lessons.load_all(root)
        self.now = datetime.now(UTC)
        self.result = Collected()
        self.sendings = Sendings()
        self.chats: dict[str, Chat] = {}
        self.files: set[str] = set()
        self.newest: dict[Key, Received] = {}
        self.moments: dict[Key, datetime] = {}
        self.older: list[Received] = []
        self.waiting: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()
        self.lines: Counter[str] = Counter()

    def take(self, item: Arrival | Refused | Ignored) -> None:
        """Sort one thing the folder holds."""
        if isinstance(item, Ignored):
            self.ignored[item.source] += 1
        elif isinstance(item, Refused):
            self._refuse(item.source, item.line, item.path)
        else:
            try:
                self._read(item)
            except Exception as error:  # noqa: BLE001  a text nobody foresaw must not stop the others
                self._refuse(item.source, unexpected(item.name, error))

    def _refuse(self, source: str, line: str, path: Path | None = None) -> None:
        """Name one thing that did not go through; keep its file."""
        self.lines[source] += 1
        if self.lines[source] <= _MAX_LINES:
            short = line if len(line) <= _MAX_CHARACTERS else line[:_MAX_CHARACTERS] + "…"
            self.result.refused.append(one_line(short))
        if path:
            keep(self.root, self.inbox, path)

    def _read(self, arrival: Arrival) -> None:
        """Find blocks, a chat and answers in one text; it may hold all three."""
        text = arrival.text
        parts, chat = find_parts(text), read_chat(text)
        self.sendings.add(arrival.name, parts)
        self.files.add(sent_name(arrival.file))
        if chat:
            self.chats[arrival.name] = chat
        if not parts and not chat:
            self._receive(arrival)
        elif f'"{COURSE}"' in text:
            self._receive(replace(arrival, path=None))

    def _receive(self, arrival: Arrival, sending: Sending | None = None) -> None:
        """Check one arrival and keep it in mind if it is the newest of its kind."""
        try:
            one = receive(arrival, self.roster, self.lessons, self.now)
        except AnswersError as error:
            self._refuse(arrival.source, str(error), arrival.path)
            return
        if sending and one.key != sending.key:
            line = f"isi pesan ini dari {' '.join(one.key)}. Minta peserta mengirim ulang."
            self._refuse(arrival.source, f"{arrival.name}{arrival.about}: {line}")
            return
        moments = (self.moments.get(one.key), one.at, one.sent, sending and sending.sent)
        self.moments[one.key] = max(moment for moment in moments if moment)
        older, newest = None, one
        if other := self.newest.get(one.key):
            older, newest = sorted((other, one), key=_rank)
            self.older.append(
                replace(older, photos={})
            )  # memory is for the photos of those that win
        self.newest[one.key] = newest

    def put_together(self) -> None:
        """Read the sendings all parts of which came, from whatever texts."""
        for sending, content in self.sendings.whole():
            about = f" ({sending.participant}, {sending.lesson})"
            name = sending.source
            try:
                self._receive(Arrival(name, content, "", name, about=about), sending)
            except Exception as error:  # noqa: BLE001  as in take
                self._refuse(name, unexpected(name + about, error))

    def file_the_newest(self) -> None:
        """Write the newest answers of each participant and lesson; name the older files."""
        for old in sorted(self.older, key=_rank, reverse=True):
            newest = self.newest[old.key]
            same = dump(old.answers) == dump(newest.answers)
            how = "sama dengan" if same else "lebih lama dari"
            used = "" if same else "; yang dipakai berkas yang baru"
            if old.path:
                line = f"{old.name}: {how} {newest.name}{used}. Tidak perlu tindakan."
                self._refuse(old.source, line, old.path)
        for key in sorted(self.newest):
            self._file(self.newest[key])
        for lesson, count in sorted(self.waiting.items()):
            how = f"Jalankan course release {lesson}, lalu kumpulkan lagi."
            self._refuse(lesson, f"{lesson}: {count} jawaban menunggu, belum dirilis. {how}")

    def _file(self, one: Received) -> None:
        try:
            is_new = file_away(self.root, one)
        except OlderError as error:
            self._refuse(one.source, str(error), one.path)
        except UnreleasedError:
            self.waiting[one.answers.lesson] += 1
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._refuse(one.source, f"{one.name}: tidak bisa disimpan ({reason}). Periksa disk.")
        else:
            if is_new:
                self.result.accepted.append(f"{one.name}: {', '.join(one.key)}")
            self.result.known += not is_new
            if one.problems:
                line = f"{one.name}: diterima sebagian. {'; '.join(one.problems)}."
                self._refuse(one.source, line, one.path)

    def name_incomplete(self) -> None:
        """Name the sendings of which something is missing, and whom to ask."""
        for participant, lesson in self.sendings.keys() - self.moments.keys():
            place = submission(self.root, participant, lesson)
            if since := place.standing_since(self.now):
                self.moments[participant, lesson] = since
        strangers = []
        for sending in self.sendings.incomplete(self.moments):
            if sending.participant in self.roster and sending.lesson in self.lessons:
                self._refuse(sending.source, line_for(sending, self.roster[sending.participant]))
            else:
                strangers.append(sending)
        for source, line in lines_for_strangers(strangers).items():
            self._refuse(source, line)

    def name_the_rest(self) -> None:
        """Say what chats mention and did not bring, and what was left aside."""
        for name, chat in sorted(self.chats.items()):
            missing = [document for document in chat.documents if not self._is_here(document)]
            if missing:
                self._refuse(name, line_for_missing(name, missing))
            elif note := note_on(name, chat, has_answers=name in self.sendings.sources):
                self.result.notes.append(note)
        for source, count in sorted(self.ignored.items()):
            where = f"{source}: " if source else ""
            self.result.notes.append(f"{where}{count} gambar, suara, dan berkas lain diabaikan.")
        for source, count in sorted(self.lines.items()):
            if count > _MAX_LINES:
                rest = f"{source}: dan {count - _MAX_LINES} lagi seperti ini. Periksa berkas itu."
                self.result.refused.append(rest)

    def _is_here(self, document: Document) -> bool:
        """Return whether an answer file came along, or its answers another way."""
        if document.file in self.files:
            return True
        received = self.newest.get((document.participant, document.lesson))
        answers = received.answers if received else None
        place = submission(self.root, document.participant, document.lesson)
        answers = answers or place.standing
        return bool(answers and answers.at and f"{answers.at:%Y-%m-%d}" >= document.day)


def _rank(one: Received) -> tuple[datetime, datetime, int, bool, str]:
    """Order by the answers' own time; of the same, by photos, then files before messages."""
    said = one.answers.at or one.at
    return one.at, said, len(one.photos), one.path is not None, one.name
