"""Photos, piece by piece: the core of tus 1.0 and its creation (https://tus.io/protocols)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from course.exercises.photos import MAX_PHOTO_BYTES
from course.inbox.mailbox.uploads import OffsetError, Upload
from course.inbox.pictures import PictureError, read_picture
from course.indicators import occasion_and_form
from course.receiver.checks import Sender
from course.receiver.handlers import Handler
from course.receiver.refusals import RefusedError

_VERSION = "1.0.0"
_MOST_AT_ONCE = 256 * 1024
_MOST_METADATA = 2_000
_SHA256 = re.compile(r"[0-9a-f]{64}")


class _Tus(Handler):
    """What the addresses of photos share."""

    most, too_much = _MOST_AT_ONCE, "large-photo"

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Tus-Resumable", _VERSION)

    def _look_at_headers(self) -> None:
        if self.request.headers.get("Tus-Resumable") != _VERSION:
            raise RefusedError("tus", Tus_Version=_VERSION)
        if self.request.headers.get("Content-Encoding"):
            raise RefusedError("kind")
        super()._look_at_headers()

    def number(self, name: str) -> int:
        """Return a header that is a number; RefusedError for one that is none, or not there."""
        said = self.request.headers.get(name, "")
        if not (said.isascii() and said.isdigit()) or len(said) > 12:
            raise RefusedError("header")
        return int(said)

    def options(self, *path: str) -> None:
        self.set_header("Tus-Version", _VERSION)
        self.set_header("Tus-Extension", "creation")
        self.set_header("Tus-Max-Size", str(MAX_PHOTO_BYTES))
        super().options(*path)


class NewPhoto(_Tus):
    """``POST foto``: a photo that an answer names is going to come."""

    def _look_at_headers(self) -> None:
        # Without a body there is no Content-Type.
        self.kind = self.request.headers.get("Content-Type", "").strip().lower()
        super()._look_at_headers()
        self.kind = ""
        if self.number("Upload-Length") > MAX_PHOTO_BYTES:
            raise RefusedError("large-photo")

    async def post(self) -> None:
        upload = await self.answered(self._begun())
        if upload is not None:
            self.set_status(201)
            self.set_header("Location", f"foto/{upload.id}")
            self.set_header("Upload-Offset", str(upload.offset))
            self.finish()

    async def _begun(self) -> Upload:
        if self.body:
            raise RefusedError("header")
        said = _metadata(self.request.headers.get("Upload-Metadata", ""))
        length = self.number("Upload-Length")
        if not length or not _SHA256.fullmatch(said.get("sha256", "")):
            raise RefusedError("header")
        return await self.apart(self._begin, said, length)

    def _begin(self, said: dict[str, str], length: int) -> Upload:
        names = ("participant", "by", "lesson", "token", "class_id")
        sender = Sender(**{name: said.get(name, "") for name in names})
        self.receiver.of.prove(sender, self.receiver.limits, self.net)
        self.require_room(sender.participant)
        key = sender.participant, occasion_and_form(sender.lesson)[0]
        upload = self.receiver.mailbox.uploads.begin(
            key, said.get("path", ""), said["sha256"], length, said.get("id", "")
        )
        if upload is None:
            raise RefusedError("answers-first")
        return upload


def _metadata(header: str) -> dict[str, str]:
    """Return what ``Upload-Metadata`` says: ``name base64, name base64``."""
    if len(header) > _MOST_METADATA:
        raise RefusedError("header")
    found = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError) as error:
            raise RefusedError("header") from error
    return found


class Photo(_Tus):
    """``foto/<id>``: how much of a photo is here, and the next piece of it."""

    kind = "application/offset+octet-stream"

    async def head(self, id_: str) -> None:
        upload = await self.answered(self.apart(self._known, id_))
        if upload is not None:
            self.set_header("Upload-Offset", str(upload.offset))
            self.set_header("Upload-Length", str(upload.length))
            self.finish()

    async def patch(self, id_: str) -> None:
        end = await self.answered(self._added(id_))
        if end is not None:
            self.set_status(204)
            self.set_header("Upload-Offset", str(end))
            self.finish()

    async def _added(self, id_: str) -> int:
        offset, data = self.number("Upload-Offset"), self.whole_body()
        return await self.apart(self._add, id_, offset, data)

    def _known(self, id_: str) -> Upload:
        upload = self.receiver.mailbox.uploads.upload(id_)
        if upload is None:
            raise RefusedError("unknown-photo")
        return upload

    def _add(self, id_: str, offset: int, data: bytes) -> int:
        uploads, upload = self.receiver.mailbox.uploads, self._known(id_)
        self.receiver.limits.picture(id_)
        if offset != upload.offset:
            raise RefusedError("offset", Upload_Offset=str(upload.offset))
        if not data:
            return offset
        end = offset + len(data)
        if end > upload.length:
            raise RefusedError("large-photo")
        if end == upload.length:
            self._judge(upload, uploads.so_far(id_) + data)
        try:
            return uploads.append(id_, offset, data, whole=end == upload.length)
        except OffsetError as error:  # another request was faster
            raise RefusedError("offset") from error

    def _judge(self, upload: Upload, content: bytes) -> None:
        """Let nothing be whole but a photo with the digest that was said; else it is deleted."""
        problem = ""
        if hashlib.sha256(content).hexdigest() != upload.sha256:
            problem = "digest"
        else:
            try:
                read_picture(content)
            except PictureError:
                problem = "picture"
        if problem:
            self.receiver.mailbox.uploads.drop(upload.id)
            raise RefusedError(problem)
