"""The mailbox of a service elsewhere, emptied over HTTPS with the class's key."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from course import CourseError
from course.exercises.photos import MAX_PHOTO_BYTES
from course.inbox.mailbox.took_part import COLUMNS, Line
from course.inbox.mailbox.visitors import Item, Known
from course.inbox.mailbox.waiting import Key, Picture, Waiting

_SECONDS = 60
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_ONE_REQUEST = 500
"""Lines told as filed in one request."""


class RemoteBox:
    """A mailbox behind an address; a ``waiting.Box`` to be entered."""

    def __init__(self, address: str, key: str) -> None:
        """``key``: the class's (``key.class_key``). Raises CourseError for an open line."""
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in _LOCAL:
            raise CourseError(f"{address}: alamat layanan harus dimulai dengan https://.")
        self._address = address if address.endswith("/") else f"{address}/"
        headers = {"Authorization": f"Bearer {key}"}
        self._client = httpx.Client(base_url=self._address, headers=headers, timeout=_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._client.close()

    def waiting(self) -> Iterator[Waiting]:
        """Yield the sendings that wait, page by page."""
        for row in self._rows("sendings"):
            body, at = base64.b64decode(row["body"]), datetime.fromisoformat(row["at"])
            yield Waiting(**{**row, "body": body, "at": at})

    def pictures(self) -> Iterator[Picture]:
        """Yield the whole pictures that wait, page by page."""
        for row in self._rows("pictures"):
            yield Picture(**row)

    def content(self, key: Key, sha256: str) -> bytes | None:
        """Return the bytes of a whole picture; None when they are not there any more."""
        asked = {"participant": key[0], "lesson": key[1], "sha256": sha256}
        response = self._asked("GET", "kotak/foto", params=asked, may_be=404)
        if response.status_code == 404 or len(response.content) > MAX_PHOTO_BYTES:
            return None
        return response.content

    def filed(
        self,
        sendings: Collection[int],
        pictures: Collection[int] = (),
        changed: Collection[str] = (),
    ) -> None:
        """Let what was filed be deleted there."""
        own = [*sendings]
        for begin in range(0, len(own), _ONE_REQUEST):
            self._tell({"sendings": own[begin : begin + _ONE_REQUEST]})
        if pictures:
            self._tell({"pictures": [*pictures], "changed": [*changed]})

    def lost(self, pictures: Collection[int]) -> None:
        """Let pictures be asked for again."""
        self._tell({"lost": [*pictures]})

    def forget(self, participants: Collection[str]) -> None:
        """Let nothing that waits there of these people remain."""
        if participants:
            self._tell({"forget": [*participants]})

    def took_part(self) -> list[Line]:
        """Return who answered in live classes there; an older service knows of none."""
        response = self._asked("GET", "kotak/langsung", may_be=404)
        if response.status_code == 404:
            return []
        try:
            lines = [tuple(map(str, line)) for line in response.json()["lines"]]
        except (ValueError, KeyError, TypeError) as error:
            raise self._strange() from error
        if any(len(line) != len(COLUMNS) for line in lines):
            raise self._strange()
        return lines

    def came(self) -> tuple[list[Known], list[Item]]:
        """Return who came from learning platforms, and where these take grades."""
        response = self._asked("GET", "kotak/platform")
        try:
            said = response.json()
            items = [Item(**{**one, "scopes": tuple(one["scopes"])}) for one in said["items"]]
            return [Known(**one) for one in said["people"]], items
        except (ValueError, KeyError, TypeError) as error:
            raise self._strange() from error

    def _rows(self, of: str) -> Iterator[dict[str, Any]]:
        after = 0
        while True:
            response = self._asked("GET", "kotak", params={"of": of, "after": after})
            try:
                rows = response.json()[of]
                for row in rows:
                    yield row
                    after = row["seq"]
            except (ValueError, KeyError, TypeError) as error:
                raise self._strange() from error
            if not rows:
                return

    def _tell(self, said: Mapping[str, Any]) -> None:
        self._asked("POST", "kotak/selesai", json=said)

    def _asked(self, method: str, path: str, may_be: int = 200, **more: Any) -> httpx.Response:
        try:
            response = self._client.request(method, path, **more)
        except httpx.HTTPError as error:
            raise CourseError(
                f"{self._address}: layanan tidak menjawab ({type(error).__name__}). Periksa "
                "alamat dan jaringan, lalu ulangi. Tidak ada yang hilang."
            ) from error
        if response.status_code == 401:
            raise CourseError(
                f"{self._address}: kunci kelas ditolak. Salin folder layanan sekali lagi "
                "(course receive copy FOLDER), atau tanyakan alamat yang benar."
            )
        if response.status_code not in {200, may_be}:
            raise self._strange(f" (jawabannya {response.status_code})")
        return response

    def _strange(self, said: str = "") -> CourseError:
        return CourseError(
            f"{self._address}: bukan layanan penerima Kelas UMKM, atau sedang bermasalah{said}. "
            "Periksa alamatnya, lalu ulangi. Tidak ada yang hilang."
        )
