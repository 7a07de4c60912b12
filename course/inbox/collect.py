"""``course collect``: keep the answers found in an inbox folder, and file what stands of them.

What stands is merged exercise by exercise of everything that a participant ever sent
(``inbox.merge``). The folder may be anybody's (a download folder): it is only read. It may hold
answer files, messages saved as text, WhatsApp chat exports and zips of all that. Refused files are
kept in the course's own ``inbox/refused/``: copied there, or moved when they lay in ``inbox/``
itself. Messages, chats and archives stay where they lie: they may hold what completes a sending,
and more than answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from course import CourseError
from course.exercises.answers import AnswersError
from course.files import Places, class_lock, trouble
from course.inbox.arrivals import Arrival, Ignored, Refused, one_line, unexpected
from course.inbox.chats import Chat, Document, line_for_missing, note_on, sent_name
from course.inbox.content import found_in
from course.inbox.filing import Bench, UnreleasedError, cut_blocks, keep
from course.inbox.folder import arrivals
from course.inbox.kept import decisions, keep_sending
from course.inbox.kept import keys as kept_keys
from course.inbox.mailbox import own_mailbox
from course.inbox.mailbox.emptying import Emptying, Outcome
from course.inbox.mailbox.key import is_copy
from course.inbox.mailbox.waiting import Box
from course.inbox.merge import FOREIGN, NEEDS_A_LOOK, REASONS, UNPROVEN, Merged
from course.inbox.messages import Key, Sending, Sendings, line_for, lines_for_strangers
from course.inbox.receive import Received, receive
from course.inbox.register import ForgottenError, NamedError, read_register
from course.inbox.submitted import strange_folders, submission
from course.indicators import PHASES, form_due, occasion_and_form
from course.people.roster import Participant, invited
from course.words import first_of

_MAX_LINES = 20
_MAX_CHARACTERS = 600
_MAX_PROBLEMS = 5


@dataclass
class Collected:
    """What a collection did; every list holds one line a file."""

    accepted: list[str] = field(default_factory=list)
    known: int = 0
    """Answers that already stand in ``submitted/``."""
    refused: list[str] = field(default_factory=list)
    """Which file, why, and what to do."""
    kept: int = 0
    """How many files of those were put into ``inbox/refused``."""
    notes: list[str] = field(default_factory=list)
    """What else there was; nothing needs to be done."""
    left: list[str] = field(default_factory=list)
    """The files of the folder that are no answers, by name."""
    incomplete: int = 0
    """Sendings of which a part is missing."""


def collect(
    root: Path, inbox: Path, roster: Mapping[str, Participant], *, tidies: bool = True,
    box: Box | None = None,
) -> Collected:  # fmt: skip
    """Keep every usable sending under ``inbox``, file what stands of them; report the rest.

    ``inbox`` may be one file as well: what lies beside it is not looked at. ``roster``: who was
    invited (``roster.invited``). ``tidies``: refused files are put into ``inbox/refused/``; else
    they stay, to be tried again. ``box``: a mailbox that is emptied too. What stands in
    ``root/submitted`` does not depend on the order and form in which the sendings came. Raises
    CourseError when there is nothing at ``inbox``, or the course itself.
    """
    alone = inbox.is_file()
    if not alone and not inbox.is_dir():
        raise CourseError(f"{inbox}: folder atau berkas ini tidak ada. Periksa namanya.")
    if inbox.resolve() == root.resolve():
        raise CourseError(f"{inbox}: ini folder Kelas UMKM sendiri. Pilih folder kiriman.")
    with class_lock(root):
        run = _Collection(root, inbox.parent if alone else inbox, roster, tidies=tidies)
        for item in arrivals(inbox, root):
            run.take(item)
        run.put_together()
        run.settle(box)
        run.take_apart()
        run.name_incomplete()
        run.name_the_rest()
    return run.result


def file_what_waits(root: Path, *, wait: float = 60) -> Collected:
    """File what waits in the class's own mailbox; of the inbox's folder nothing is read.

    A service's copy of a class files nothing. Raises CourseError as ``collect``, and when another
    command is at work for more than ``wait`` seconds: then it waits on.
    """
    with own_mailbox(root) as box:
        if box is None or is_copy(root) or box.is_empty():
            return Collected()
        return empty(root, box, invited(root), wait=wait)


def empty(
    root: Path, box: Box, roster: Mapping[str, Participant], *, wait: float = 60
) -> Collected:
    """File what waits in a mailbox, as ``file_what_waits``."""
    with class_lock(root, wait):
        run = _Collection(root, Places(root).inbox, roster, tidies=True)
        run.settle(box, everybody=False)
    return run.result


@dataclass(frozen=True)
class _Came:
    """One sending of this run."""

    received: Received
    is_new: bool


class _Collection:
    """One run over one folder."""

    def __init__(
        self, root: Path, inbox: Path, roster: Mapping[str, Participant], *, tidies: bool
    ) -> None:
        self.tidies = tidies
        self.root, self.inbox, self.now = root, inbox, datetime.now(UTC)
        self.register = read_register(root, roster)
        self.roster, self.lessons = self.register.roster, self.register.lessons
        self.bench = Bench(root, self.register, self.now, decisions(root))
        self.result = Collected()
        self.sendings = Sendings()
        self.chats: dict[str, Chat] = {}
        self.files: set[str] = set()
        self.holding: dict[str, tuple[Path | None, set[str]]] = {}
        """The chats with sheets without names: where they lie, and under which ballots."""
        self.came: dict[Key, list[_Came]] = {}
        self.moments: dict[Key, datetime] = {}
        self.unsettled: set[Key] = set()
        self.waiting: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()
        self.lines: Counter[str] = Counter()

    def take(self, item: Arrival | Refused | Ignored) -> None:
        """Sort one thing the folder holds."""
        if isinstance(item, Ignored):
            self.ignored[item.source] += 1
            self.result.left += [item.name] if item.name else []
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
        if path and self.tidies:
            self.result.kept += 1
            keep(self.root, self.inbox, path)

    def _read(self, arrival: Arrival) -> None:
        """Take in the blocks, the chat and the answers of one text; it may hold all three."""
        found = found_in(arrival)
        self.sendings.add(arrival.name, found.parts)
        self.files.add(sent_name(arrival.file))
        if found.chat:
            self.chats[arrival.name] = found.chat
            if found.ballots:
                self.holding[arrival.name] = (arrival.path, found.ballots)
        for one in found.answers:
            self._receive(one)

    def _receive(self, arrival: Arrival, sending: Sending | None = None) -> Outcome:
        """Check one arrival, and keep it if it can be used.

        What nobody foresaw is refused: it must neither stop the others nor be met for ever.
        """
        try:
            return self._take_in(arrival, sending)
        except Exception as error:  # noqa: BLE001  as above
            self._refuse(arrival.source, unexpected(arrival.name + arrival.about, error))
            return Outcome.REFUSED

    def _take_in(self, arrival: Arrival, sending: Sending | None) -> Outcome:
        try:
            one = receive(arrival, self.register, self.now)
        except (ForgottenError, NamedError) as error:
            self._refuse(arrival.source, str(error))
            return Outcome.GONE
        except AnswersError as error:
            self._refuse(arrival.source, str(error), arrival.path)
            return Outcome.REFUSED
        if sending and one.key != sending.key:
            line = f"isi pesan ini dari {' '.join(one.key)}. Minta peserta mengirim ulang."
            self._refuse(arrival.source, f"{arrival.name}{arrival.about}: {line}")
            return Outcome.REFUSED
        if not one.held:  # what waits for a person replaces nothing
            moments = (self.moments.get(one.key), one.at, one.sent, sending and sending.sent)
            self.moments[one.key] = max(moment for moment in moments if moment)
        now = arrival.accepted or self.now
        try:
            is_new = keep_sending(
                self.root, one.key, one.taken.id, one.taken.data, one.photos, now, held=one.held
            )
        except OSError as error:
            self._refuse_unwritten(one.source, one.name, error)
            return Outcome.LATER
        came = self.came.setdefault(one.key, [])
        came.append(_Came(replace(one, photos={}), is_new))
        return Outcome.KEPT

    def _refuse_unwritten(self, source: str, name: str, error: OSError) -> None:
        why = trouble(error) or "Periksa disk."
        self._refuse(source, f"{name}: tidak bisa disimpan. {why}")

    def put_together(self) -> None:
        """Read the sendings all parts of which came, from whatever texts."""
        for sending, content in self.sendings.whole():
            about = f" ({sending.participant}, {sending.lesson})"
            name = sending.source
            self._receive(Arrival(name, content, "", name, about=about), sending)

    def settle(self, box: Box | None = None, *, everybody: bool = True) -> None:
        """Take in what waits in ``box``, file what stands, and only then let the box delete it."""
        emptying = Emptying(self.root, box, self._receive) if box else None
        if emptying:
            emptying.take()
            self.result.kept += emptying.refused
        if everybody:
            self._settle_everybody()
        else:
            self._settle_all(set(self.came))
        if emptying:
            emptying.finish(self.unsettled)

    def _settle_everybody(self) -> None:
        """File what stands of each participant and lesson; say what came, and what is set aside.

        Tests are settled whoever sent: the programme's dates may have changed.
        """
        kept = kept_keys(self.root)
        tests = [key for key in kept if key[1] in PHASES]
        left = [key for key in kept if not submission(self.root, *key).has_file]
        self._settle_all({*self.came, *tests, *left})

    def _settle_all(self, keys: Collection[Key]) -> None:
        for key in sorted(keys):
            if key[1] in self.lessons:
                self._settle(key, self.came.get(key, []))
        for lesson, count in sorted(self.waiting.items()):
            how = f"Jalankan course release {lesson}, lalu kumpulkan lagi."
            self._refuse(lesson, f"{lesson}: {count} jawaban menunggu, belum dirilis. {how}")

    def _settle(self, key: Key, came: list[_Came]) -> None:
        stood = submission(self.root, *key).has_file
        try:
            merged = self.bench.settle(key)
        except UnreleasedError:
            self.waiting[key[1]] += 1
            return
        except OSError as error:
            self.unsettled.add(key)
            name = came[0].received.name if came else ", ".join(key)
            self._refuse_unwritten(name, name, error)
            return
        told: set[str] = set()
        for one in sorted(came, key=lambda one: not one.is_new):
            id_ = one.received.taken.id
            is_first, reason = id_ not in told, merged.aside.get(id_, "")
            told.add(id_)
            if is_first and reason != FOREIGN:
                if one.is_new or not stood:
                    self.result.accepted.append(self._accepted(key, one.received.name))
                else:
                    self.result.known += 1
            self._say(key, one, reason, is_first=is_first)
        if any(one.is_new for one in came):
            self._say_form(key, merged)

    def _say_form(self, key: Key, merged: Merged) -> None:
        """Say who answered a test in another form than was drawn: it counts as it was answered."""
        sender = self.roster.get(key[0])
        due = form_due(sender.forms, key[1]) if sender else ""
        if not due or merged.answers is None or not merged.answers.answers:
            return
        form = merged.answers.form or self.lessons[key[1]].about.form
        if form and form != due:
            self.result.notes.append(
                f"{', '.join(key)}: menjawab bentuk {form}, sedangkan undiannya bentuk {due} "
                "(mungkin lewat tautan orang lain). Dinilai menurut bentuk yang dijawab."
            )

    def _accepted(self, key: Key, name: str) -> str:
        """Return what was taken in; of a sheet without names not where it came from."""
        if self.lessons[key[1]].about.anonymous:
            return f"{key[1]}: satu lembar tanpa nama"
        return f"{name}: {', '.join(key)}"

    def _say(self, key: Key, one: _Came, reason: str, *, is_first: bool) -> None:
        """Say what counts only in part, or not at all, and why."""
        received = one.received
        if received.problems and not reason:
            problems = "; ".join(first_of(received.problems, _MAX_PROBLEMS))
            line = f"{received.name}: diterima sebagian. {problems}."
            self._refuse(received.source, line, received.path)
        if not reason or not is_first:
            return
        line = f"{received.name}: disimpan, tetapi tidak dihitung: {REASONS[reason]}."
        look = f"course answers {' '.join(key)}"
        if reason in NEEDS_A_LOOK and (one.is_new or reason in {FOREIGN, UNPROVEN}):
            mentor = self.roster[key[0]].mentor
            whom = f"Tanyakan {key[0]}{f' atau pendamping {mentor}' if mentor else ''}."
            take = f"Kalau benar jawabannya: {look} --count {received.taken.id}"
            self._refuse(received.source, f"{line} {whom} {take}")
        elif one.is_new:
            self.result.notes.append(one_line(f"{line} Lihat: {look}"))

    def take_apart(self) -> None:
        """Cut sheets without names, kept by now, out of the chats that say who sent them.

        Only the course's own inbox is written to; of other folders and of archives one is told.
        """
        kept = {code for code, lesson in self.came if self.lessons[lesson].about.anonymous}
        own = self.inbox.resolve() == Places(self.root).inbox.resolve()
        for name, (path, ballots) in self.holding.items():
            if not kept & ballots:
                continue
            if not (own and path and cut_blocks(path, kept)):
                self.result.notes.append(
                    f"{name}: berisi lembar tanpa nama, dan menunjukkan siapa pengirimnya. "
                    "Lembarnya sudah disimpan tanpa nama; berkas ini sendiri jangan dibagikan."
                )

    def name_incomplete(self) -> None:
        """Name the sendings of which something is missing, and whom to ask."""
        for participant, lesson in self.sendings.keys() - self.moments.keys():
            place = submission(self.root, participant, lesson)
            if since := place.standing_since(self.now):
                self.moments[participant, lesson] = since
        strangers = []
        for sending in self.sendings.incomplete(self.moments):
            self.result.incomplete += 1
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
        self.result.notes += strange_folders(self.root)
        for source, count in sorted(self.lines.items()):
            if count > _MAX_LINES:
                rest = f"{source}: dan {count - _MAX_LINES} lagi seperti ini. Periksa berkas itu."
                self.result.refused.append(rest)

    def _is_here(self, document: Document) -> bool:
        """Return whether an answer file came along, or its answers another way."""
        if document.file in self.files:
            return True
        key = document.participant, occasion_and_form(document.lesson)[0]
        came = [one.received.taken.counted for one in self.came.get(key, [])]
        standing = submission(self.root, *key).standing
        came += [standing] if standing else []
        return any(a.at and f"{a.at:%Y-%m-%d}" >= document.day for a in came)
