"""From the inbox into ``submitted/``; refused files into their own room."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from course import CourseError
from course.exercises.answers import FILE_NAME, TIME_STAMP, Answers, dump, id_of
from course.files import Places, class_lock, is_regular, write_atomically
from course.inbox.arrivals import MAX_FILE_BYTES, encoding_of, shown
from course.inbox.kept import decide, decisions, is_plain, keep_sending, keys, picture_of, sendings
from course.inbox.merge import (
    COMPLETE,
    FOREIGN,
    NEEDS_A_LOOK,
    OTHER_FORM,
    OUTSIDE,
    REASONS,
    UNPROVEN,
    Merged,
    Rule,
    Sending,
    merge_forms,
)
from course.inbox.merge import (
    admitted as admissible,
)
from course.inbox.messages import Key, block_spans
from course.inbox.register import Register
from course.inbox.submitted import STAMP, Submission, photos_in, submission
from course.indicators import PHASES
from course.lessons.forms import every_asked
from course.lessons.taken import usable
from course.people.program import find_program, window
from course.people.roster import Participant, admitted, invited, rosters

_MAX_NAME_BYTES = 150
_FEW = 5
_CUT = "(lembar tanpa nama, sudah diterima)"


class UnreleasedError(CourseError):
    """The lesson is not released, so nbgrader has nothing to grade the answers with."""


@dataclass(frozen=True)
class Aside:
    """Test answers that were sent and do not count."""

    participant: str
    lesson: str
    day: date
    """When they were answered, where the participant is."""
    reason: str
    """Of ``merge.REASONS``, in words."""


@dataclass(frozen=True)
class Told:
    """What became of one sending."""

    key: Key
    id: str
    at: datetime
    """When its newest answer was given, where we are."""
    used: tuple[str, ...]
    """The exercises of which its answer stands."""
    answers: int
    reason: str
    """Why it does not count, a key of ``merge.REASONS``; "" where it does."""
    decided: str
    """``merge.COUNT``, ``LEAVE_OUT`` or nothing."""

    @property
    def in_words(self) -> str:
        """Return whether it counts, and why not."""
        names = f" ({', '.join(self.used)})" if len(self.used) <= _FEW else ""
        counted = f"dihitung {len(self.used)} dari {self.answers} jawaban{names}"
        return REASONS[self.reason] if self.reason else counted

    @property
    def needs_a_look(self) -> bool:
        """Whether a person is to say if it counts."""
        return self.reason in NEEDS_A_LOOK

    @property
    def is_doubted(self) -> bool:
        """Whether it may be somebody else's."""
        return self.reason in {FOREIGN, UNPROVEN}


@dataclass(frozen=True)
class Bench:
    """What is needed to say which answers stand: read once, used for every participant."""

    root: Path
    register: Register
    now: datetime
    decided: Mapping[tuple[str, str, str], str]
    """What a person decided about a sending (``kept.decisions``)."""

    def rule(self, key: Key) -> Rule:
        """Return what decides which of a participant's answers to a lesson stand."""
        participant, name = key
        sender = self.register.roster.get(participant)
        if sender and self.register.lessons[name].about.observes:
            sender = self.register.roster.get(sender.mentor)
        opens, closes = window(self.register.program, name)
        is_test = name in PHASES
        return Rule(
            token=sender.token if sender else "",
            is_test=is_test,
            opens=opens if is_test else None,
            closes=closes if is_test else None,
            before=None if closes else self._first_of_posttest(key),
        )

    def _first_of_posttest(self, key: Key) -> datetime | None:
        """Return when the posttest was begun: a pretest answered afterwards is no baseline."""
        participant, name = key
        after = next((test for test, phase in PHASES.items() if phase == "post"), "")
        if PHASES.get(name) != "pre" or after not in self.register.lessons:
            return None
        posttest = participant, after
        left, _ = admissible(self._sent(posttest), self.rule(posttest))
        moments = [
            one.time_of(entry)
            for one in left
            for entry in one.answers.answers.values()
            if one.is_credible(entry)
        ]
        return min(moments, default=None)

    def _sent(self, key: Key) -> list[Sending]:
        return sendings(self.root, key, self.register.lessons, self.decided)

    def _merged(self, key: Key, sent: Sequence[Sending]) -> Merged:
        return merge_forms(sent, self.register.lessons, key[1], self.rule(key))

    def history(self, key: Key) -> list[Told]:
        """Return what became of each sending of a participant to a lesson, the oldest first."""
        sent = self._sent(key)
        merged = self._merged(key, sent)
        return [
            Told(
                key,
                one.id,
                one.at.astimezone(),
                tuple(name for name, holders in merged.used.items() if one in holders),
                len(one.answers.answers),
                merged.aside.get(one.id, ""),
                one.decided,
            )
            for one in sorted(sent, key=lambda one: (one.at, one.id))
        ]

    def waiting(self, own: Iterable[Key]) -> Iterator[Told]:
        """Yield the sendings that a person is to decide on."""
        for key in own:
            is_test = key[1] in PHASES
            if key[1] in self.register.lessons and (is_test or not is_plain(self.root, key)):
                yield from (one for one in self.history(key) if one.needs_a_look)

    def set_aside(self, key: Key) -> list[Aside]:
        """Return the sendings of a test that came too late, too early, or after a complete one."""
        return [
            Aside(*key, one.at.date(), one.in_words)
            for one in self.history(key)
            if one.reason in {COMPLETE, OUTSIDE, OTHER_FORM}
        ]

    def settle(self, key: Key) -> Merged:
        """Make what lies in ``submitted/`` equal to what stands of everything that was kept.

        Raises UnreleasedError when the lesson is not released, OSError when it cannot be written.
        """
        place, sent = submission(self.root, *key), self._sent(key)
        if self._keep_what_lies_there(place, sent):
            sent = self._sent(key)
        merged = self._merged(key, sent)
        if merged.answers is not None and (place.has_file or not _none_counts(sent, merged)):
            _write(self.root, place.folder, merged.answers, merged)
        return merged

    def none_counts(self, key: Key) -> bool:
        """Return whether something was sent and nothing of it stands: set apart, or left out."""
        sent = self._sent(key)
        return _none_counts(sent, self._merged(key, sent))

    def _keep_what_lies_there(self, place: Submission, sent: Sequence[Sending]) -> bool:
        """Keep answers that came another way, or before anything was kept; return whether any."""
        there = place.standing
        lesson = self.register.lessons.get(there.asked) if there else None
        if there is None or lesson is None:
            return False
        known = [one.answers.answers for one in sent]
        standing = usable(there, lesson)[0].answers
        if all(any(one.get(name) == entry for one in known) for name, entry in standing.items()):
            return False
        whole = there.model_copy(update={"participant": place.participant})
        since = place.standing_since(self.now) or self.now
        photos = {f"photos/{path.name}": path.read_bytes() for path in place.photos}
        key = place.participant, whole.lesson
        return keep_sending(self.root, key, id_of(whole), dump(whole), photos, since)


def bench(root: Path, roster: Mapping[str, Participant]) -> Bench:
    """Return the bench of the class at ``root``, now; CourseError for lists that are not right."""
    register = Register(roster, every_asked(root), find_program(root))
    return Bench(root, register, datetime.now(UTC), decisions(root))


def class_bench(root: Path) -> Bench:
    """Return the bench as ``bench``, also of a class that has no list yet."""
    return bench(root, invited(root) if rosters(root) else {})


def _none_counts(sent: Sequence[Sending], merged: Merged) -> bool:
    return bool(sent) and len(merged.aside) == len(sent) and not merged.used


def settle_as(root: Path, key: Key, id_: str, decision: str) -> None:
    """Write down what a person decided about a sending (as ``kept.decide``), and file what stands.

    Raises CourseError when no such sending was kept, or its lesson is not released.
    """
    with class_lock(root):
        decide(root, key, id_, decision, datetime.now().astimezone().date())
        bench(root, invited(root)).settle(key)


def set_aside_tests(root: Path) -> list[Aside]:
    """Return the tests that came too late, too early, or after a complete one.

    Of those who are ``roster.admitted``, in order. Raises CourseError for lists that are not right.
    """
    gate = admitted(root)
    found, own = [], class_bench(root)
    for key in keys(root):
        is_asked = key[1] in PHASES and key[1] in own.register.lessons
        if is_asked and (gate is None or key[0] in gate):
            found += own.set_aside(key)
    return sorted(found, key=lambda one: (one.participant, one.lesson, one.day))


def _write(root: Path, folder: Path, answers: Answers, merged: Merged) -> None:
    """Lay down what nbgrader's own commands need; the answers last, so that half is never whole."""
    notebook = Places(root).release / answers.lesson / f"{answers.lesson}.ipynb"
    if not notebook.is_file():
        raise UnreleasedError(f"Pelajaran {answers.lesson!r} belum dirilis.")
    files = {
        notebook.name: notebook.read_bytes(),
        TIME_STAMP: f"{merged.at:{STAMP}}\n".encode(),
        **_pictures(merged),
        FILE_NAME: dump(answers),
    }
    for path in photos_in(folder):
        if f"photos/{path.name}" not in files:
            path.unlink()
    for name, data in files.items():
        if not is_regular(folder / name) or (folder / name).read_bytes() != data:
            write_atomically(folder / name, data)


def _pictures(merged: Merged) -> dict[str, bytes]:
    """Return the pictures that the standing answers name, each from where its answer came."""
    found: dict[str, bytes] = {}
    for name, holders in merged.used.items():
        entry = holders[0].answers.answers[name]
        for value in [*entry.value.values(), *entry.counted.values()]:
            if isinstance(value, str) and value.startswith("photos/"):
                pictures = [picture for one in holders if (picture := picture_of(one, value))]
                if pictures:
                    found[value] = pictures[-1]
    return found


def cut_blocks(path: Path, codes: Collection[str]) -> bool:
    """Take the blocks of ``codes`` out of a text that lies in the inbox; return whether it could.

    The rest of it stays as it was, byte for byte.
    """
    if path.is_symlink():
        return False
    data = path.read_bytes()
    encoding = encoding_of(data)
    how = "surrogateescape" if encoding == "utf-8" else "surrogatepass"
    text = data.decode(encoding, how)
    for participant, start, end in reversed(block_spans(text)):
        if participant in codes:
            text = f"{text[:start]}{_CUT}{text[end:]}"
    with suppress(OSError):
        write_atomically(path, text.encode(encoding, how))
        return True
    return False


def keep(root: Path, inbox: Path, path: Path) -> None:
    """Keep a refused file in ``inbox/refused``; an equal one kept earlier is enough.

    Out of the course's own inbox it is moved, out of another folder copied. What is larger than an
    answer file, or cannot be kept, stays where it lies.
    """
    if path.is_symlink():
        return
    with suppress(OSError):
        refused = Places(root).refused
        refused.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file:
            sum_ = hashlib.file_digest(file, "sha256").hexdigest()[:8]
        stem = (
            shown(path.stem).replace("/", "_").encode()[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
        )
        target = refused / f"{stem}.{sum_}{path.suffix}"
        if inbox.resolve() == Places(root).inbox.resolve():
            path.replace(target)
        elif not target.exists() and path.stat().st_size <= MAX_FILE_BYTES:
            shutil.copyfile(path, target)
