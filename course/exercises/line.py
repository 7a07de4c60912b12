"""Answers go home by themselves from a notebook, where the invitation names a service.

The kernel's side of ``course/js/phone/line.js``: the same addresses, the same words, the same
rules. A thread of its own sends the folder's ``answers.json`` a moment after each save, photos last
and in pieces; what the service said lies beside the answers, so that nothing goes twice.
"""

from __future__ import annotations

import gzip
import hashlib
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ValidationError

from course.exercises.answers import Answers, AnswersError, Entry, dump
from course.exercises.photos import photo_files
from course.exercises.posting import LaterError, RefusedError, ask, upload
from course.files import write_private

RECEIPT = Path(".ipynb_checkpoints", "kirim.json")
"""In the working folder, where JupyterLab lays what is nobody's work: no inbox reads it."""
ARRIVED = "Sudah sampai ke pengajar."
WAITING = "Dikirim sendiri kalau ada sinyal."
PHOTOS = "Jawaban sudah sampai. Fotonya dikirim sendiri kalau ada sinyal."
REFUSED = "Belum diterima pengajar. {problem}"
CLOSED = "Tidak bisa dikirim sendiri. Kirim lewat WhatsApp."
_PAUSE = 1.5
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 300.0
_CLOSED = {401, 403}
_UNNAMED = 409
"""The service has no answers that name the photo, or no longer."""


class Picture(BaseModel):
    """A photo on its way."""

    sha256: str
    url: str = ""
    done: bool = False
    problem: str = ""


class Receipt(BaseModel):
    """What the service said of a folder's answers, and where it is."""

    receive: str
    id: str = ""
    digest: str = ""
    """SHA-256 of the bytes that were taken."""
    times: dict[str, str] = {}
    """Of each answer in them, by exercise."""
    refused: str = ""
    """SHA-256 of bytes that were not taken: they never go again."""
    problem: str = ""
    closed: str = ""
    """The token the service does not know: nothing goes until another invitation is pasted."""
    missing: list[str] = []
    photos: dict[str, Picture] = {}


def read_receipt(folder: Path) -> Receipt | None:
    """Return what is known of the service; None where no invitation named one."""
    try:
        return Receipt.model_validate_json((folder / RECEIPT).read_bytes())
    except (OSError, ValidationError):
        return None


def name_service(folder: Path, receive: str) -> None:
    """Keep the address that an invitation names; what another one said is forgotten."""
    known = read_receipt(folder)
    if known and known.receive == receive:
        known.closed = ""
    _keep(folder, known if known and known.receive == receive else Receipt(receive=receive))


def _keep(folder: Path, receipt: Receipt) -> None:
    write_private(folder / RECEIPT, receipt.model_dump_json(indent=1).encode())


@dataclass
class Line:
    """Sends the answers of one folder; ``told`` hears of every exercise what became of it."""

    folder: Path
    saved: Callable[[], Answers]
    """What lies in the folder now; AnswersError or OSError where it cannot be read."""
    told: Callable[[Mapping[str, str]], None]
    tries: int = 0
    _changed: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def changed(self) -> None:
        """Send soon what is saved; returns at once."""
        if read_receipt(self.folder) is None:
            return
        self._changed.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="kirim", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        wait: float | None = None
        while True:
            self._changed.wait(wait)
            while self._changed.is_set():  # a burst of answers is one request
                self._changed.clear()
                self._changed.wait(_PAUSE)
            wait = self.go()

    def go(self) -> float | None:
        """Send what waits; return how many seconds to wait for the next try, None for none."""
        receipt = read_receipt(self.folder)
        if receipt is None:
            return None
        try:
            answers = self.saved()
        except (OSError, AnswersError):
            return None  # the form says so at the next save
        wait = self._sent(receipt, answers)
        self.told(self.words(receipt, answers))
        return wait

    def _sent(self, receipt: Receipt, answers: Answers) -> float | None:
        is_filled = any(entry.value for entry in answers.answers.values())
        if not answers.participant or not is_filled or receipt.closed == answers.token != "":
            return None
        try:
            _send_answers(receipt, answers)
            _keep(self.folder, receipt)
            self._send_photos(receipt, answers)
        except LaterError as error:
            self.tries += 1
            wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(self.tries - 1, 10))
            return max(wait * random.uniform(0.5, 1.5), error.seconds)  # noqa: S311  no secret
        except RefusedError:
            receipt.closed = answers.token
        _keep(self.folder, receipt)
        self.tries = 0
        return None

    def _send_photos(self, receipt: Receipt, answers: Answers) -> None:
        named = {p: e for e in answers.answers.values() for p in _paths(e)}
        for path, file in photo_files(self.folder, named).items():
            data = file.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            known = receipt.photos.get(path)
            if known is None or known.sha256 != digest:
                known = receipt.photos[path] = Picture(sha256=digest)
            if known.problem or (known.done and path not in receipt.missing):
                continue
            try:
                words = _whose(answers, receipt, path, digest)
                going = partial(self._going, receipt, known)
                upload(receipt.receive, data, words, "" if known.done else known.url, going)
            except RefusedError as error:
                if error.status in _CLOSED:
                    raise
                if error.status == _UNNAMED:
                    receipt.digest = ""
                    _keep(self.folder, receipt)
                    raise LaterError(0, error.status) from None
                known.problem = str(error) or " "
            else:
                known.done = True
                receipt.missing = [one for one in receipt.missing if one != path]
            _keep(self.folder, receipt)

    def _going(self, receipt: Receipt, known: Picture, url: str) -> None:
        known.url, known.done = url, False
        _keep(self.folder, receipt)

    def words(self, receipt: Receipt, answers: Answers) -> dict[str, str]:
        """Return what stands under each answered exercise."""
        return {
            name: _word(name, entry, receipt)
            for name, entry in answers.answers.items()
            if entry.value
        }

    def word(self, name: str, entry: Entry) -> str:
        """Return what stands under an exercise that is shown anew; "" without a service."""
        receipt = read_receipt(self.folder)
        return _word(name, entry, receipt) if receipt and entry.value else ""


def _word(name: str, entry: Entry, receipt: Receipt) -> str:
    there = receipt.times.get(name) == entry.at.isoformat()
    pictures = [receipt.photos.get(path) for path in _paths(entry)]
    if there and all(one and one.done for one in pictures):
        return ARRIVED
    if receipt.closed:
        return CLOSED
    if there:
        return PHOTOS
    return REFUSED.format(problem=receipt.problem.strip()).strip() if receipt.problem else WAITING


def _paths(entry: Entry) -> list[str]:
    values = (value for value in entry.value.values() if isinstance(value, str))
    return [value for value in values if value.startswith("photos/")]


def _whose(answers: Answers, receipt: Receipt, path: str, digest: str) -> dict[str, str]:
    return {
        "participant": answers.participant, "by": answers.by, "lesson": answers.lesson,
        "path": path, "token": answers.token, "class_id": answers.class_id, "id": receipt.id,
        "sha256": digest, "filetype": "image/jpeg",
    }  # fmt: skip


def _send_answers(receipt: Receipt, answers: Answers) -> None:
    body = dump(answers)
    digest = hashlib.sha256(body).hexdigest()
    if digest in {receipt.digest, receipt.refused}:
        return
    kind = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    try:
        _, said = ask(f"{receipt.receive}jawaban", "POST", kind, gzip.compress(body))
    except RefusedError as error:
        if error.status in _CLOSED:
            raise
        receipt.refused, receipt.problem = digest, str(error) or " "
        return
    id_ = said.get("id") if isinstance(said, dict) else None
    if not isinstance(id_, str) or not id_:
        raise LaterError  # somebody else's page in between
    photos = said.get("photos")
    receipt.id, receipt.digest, receipt.refused, receipt.problem = id_, digest, "", ""
    receipt.times = {name: entry.at.isoformat() for name, entry in answers.answers.items()}
    receipt.missing = [
        str(one.get("path")) for one in (photos if isinstance(photos, list) else [])
        if isinstance(one, dict)
    ]  # fmt: skip
