"""One request, checked: whose it is, and whether the inbox would take it."""

from __future__ import annotations

import hmac
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from course import CourseError
from course.exercises.answers import AnswersError, parse
from course.files import Places
from course.inbox.arrivals import Arrival
from course.inbox.mailbox.waiting import Named, entry_id
from course.inbox.receive import EmptyError, receive
from course.inbox.register import Register, SenderError, read_register
from course.people.invitations import read_invitations
from course.people.roster import invited
from course.receiver.limits import Limits
from course.receiver.refusals import RefusedError

_LOOK_AGAIN = 1.0
"""Seconds in which the class's lists are not looked at again."""
_NAME = "kiriman"


@dataclass(frozen=True)
class Known(Register):
    """What the class's files say, as far as requests ask."""

    origin: str = ""
    """Whose pages may read the answers: ``https://kelas.example.ac.id``; "" where unknown."""
    site: str = ""
    """Where those pages lie, ending in a slash; "" where unknown."""


@dataclass(frozen=True)
class Accepted:
    """A sending that the inbox would take."""

    key: tuple[str, str]
    id: str
    named: tuple[Named, ...]
    """The pictures that its answers name and that did not come in it."""


@dataclass(frozen=True)
class Sender:
    """What a request says of who sends."""

    participant: str
    by: str
    lesson: str
    token: str
    class_id: str


class Class:
    """A class as requests meet it; its files are read again when they have changed."""

    def __init__(self, root: Path, site: str = "") -> None:
        """``site``: where the class's pages lie, in place of what the invitations say."""
        self.root, self._site = root, site
        self._lock = threading.Lock()
        self._known: Known | None = None
        self._stamp: tuple[object, ...] = ()
        self._looked = 0.0

    def known(self) -> Known:
        """Return what the files say; while they are half written, what they said before.

        Raises CourseError when they were never right.
        """
        with self._lock:
            if self._known and time.monotonic() - self._looked < _LOOK_AGAIN:
                return self._known
            stamp = tuple(_stamps(self.root))
            if stamp != self._stamp or self._known is None:
                try:
                    self._known = self._read()
                except CourseError:
                    if self._known is None:
                        raise
                self._stamp = stamp
            self._looked = time.monotonic()
            return self._known

    def _read(self) -> Known:
        site = self._site or _site_of(self.root)
        read = read_register(self.root, invited(self.root))
        return Known(
            read.roster, read.lessons, read.program, read.forgotten,
            origin_of(site) if site else "",
            f"{site.rstrip('/')}/" if site else "",
        )  # fmt: skip

    @property
    def origin(self) -> str:
        """The origin of the class's pages, as last read."""
        return self._known.origin if self._known else ""

    def prove(self, sender: Sender, limits: Limits, net: str) -> Known:
        """Return what is known when the token is the sender's own; else RefusedError.

        What is on no list and what has another token are told the same.
        """
        known = self.known()
        if known.class_id and sender.class_id not in {"", known.class_id}:
            raise RefusedError("class")
        lesson = known.lessons.get(sender.lesson)
        code = sender.by if lesson and lesson.about.observes else sender.participant
        self.prove_token(code, sender.token, limits, net)
        if lesson is None:
            raise RefusedError("lesson")
        return known

    def prove_token(self, code: str, said: str, limits: Limits, net: str) -> None:
        """Raise RefusedError unless ``said`` is the token of ``code``."""
        known = self.known()
        person = known.roster.get(code)
        limits.guess(net, code if person else "")
        token = person.token if person and code not in known.forgotten else ""
        is_right = hmac.compare_digest(token.encode(), said.encode("utf-8", "replace"))
        if not token or not is_right:
            limits.wrong(net, code if person else "")
            raise RefusedError("token")
        limits.right(net, code)
        limits.person(code)

    def take(self, data: bytes, limits: Limits, net: str) -> Accepted:
        """Check one answer file by the inbox's own door; RefusedError says why it is not taken."""
        try:
            answers = parse(data, _NAME).answers
        except AnswersError as error:
            raise RefusedError("form") from error
        sender = Sender(
            answers.participant, answers.by, answers.asked, answers.token, answers.class_id
        )
        known = self.prove(sender, limits, net)
        arrival = Arrival(_NAME, data, _NAME, _NAME, alone=True)
        try:
            one = receive(arrival, known, datetime.now(UTC))
        except SenderError as error:
            raise RefusedError("sender") from error
        except EmptyError as error:
            raise RefusedError("empty") from error
        except AnswersError as error:
            raise RefusedError("answers") from error
        named = (
            Named(path, entry_id(exercise, one.taken.kept.answers[exercise]))
            for exercise, path in one.pictures
            if path not in one.photos
        )
        return Accepted(one.key, one.taken.id, tuple(named))


def _stamps(root: Path) -> Iterator[tuple[str, int, int]]:
    """Yield what shows that a list, the programme, the invitations or a lesson has changed."""
    places = Places(root)
    folders = [places.program.parent, places.invitations, places.receiving]
    if places.source.is_dir():
        folders += [Path(entry.path) for entry in os.scandir(places.source) if entry.is_dir()]
    for folder in sorted(folders):
        for entry in os.scandir(folder) if folder.is_dir() else ():
            if entry.name.endswith((".csv", ".xlsx", ".toml", ".ipynb", ".txt")):
                found = entry.stat()
                yield entry.path, found.st_mtime_ns, found.st_size


def origin_of(address: str) -> str:
    """Return the origin of an address, ``https://kelas.example.ac.id:8443``."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def site_file(root: Path) -> Path:
    """Return where a service's copy of a class keeps the address of the class's pages."""
    return Places(root).receiving / "site.txt"


def _site_of(root: Path) -> str:
    file = site_file(root)
    return file.read_text("utf-8").strip() if file.is_file() else read_invitations(root).site
