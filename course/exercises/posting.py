"""One question to the service, and a photo in pieces (tus 1.0, https://tus.io/protocols/).

``course/js/phone/post.js`` and ``tus.js`` do the same on a phone.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

_PATIENCE = 30.0
_PIECE = 64 * 1024
_PASSING = {404, 405, 408, 425, 429}
"""A moved service, a full one: not said of these bytes."""
_GONE = {404, 410}
_MOVED = {409, 410}
"""Somebody else sent a piece, or the place is gone: the next try asks where it is."""
_MOST_SECONDS = 3_600
_LONGEST = 300
_TUS = {"Tus-Resumable": "1.0.0"}


class LaterError(Exception):
    """What may come of it later; ``seconds`` to wait at least, ``status`` 0 without a line."""

    def __init__(self, seconds: float = 0, status: int = 0) -> None:
        super().__init__("later")
        self.seconds, self.status = seconds, status


class RefusedError(Exception):
    """What will not come of these bytes; the message is the service's sentence."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _NoRedirect(HTTPRedirectHandler):
    """It would lead to somebody whom the invitation does not name."""

    def redirect_request(self, *_: Any) -> None:
        return None


def ask(
    address: str, method: str, headers: Mapping[str, str], body: bytes | None = None
) -> tuple[Message, Any]:
    """Return the headers of a good answer and its JSON (None where it is none).

    Raises LaterError where the same may go well later, RefusedError where it will not.
    """
    request = Request(address, body, dict(headers), method=method)  # noqa: S310  `usable_address`
    try:
        with build_opener(_NoRedirect).open(request, timeout=_PATIENCE) as answer:
            return answer.headers, _json(answer.read())
    except HTTPError as error:
        with error:
            said = _json(error.read())
        if error.code in _PASSING or not 400 <= error.code < 500:
            seconds = error.headers.get("Retry-After", "")
            known = float(seconds) if seconds.isdecimal() else 0.0
            raise LaterError(min(known, _MOST_SECONDS), error.code) from None
        problem = said.get("problem") if isinstance(said, dict) else ""
        raise RefusedError(str(problem or "")[:_LONGEST], error.code) from None
    except (OSError, ValueError) as error:
        raise LaterError from error


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return None


def upload(
    receive: str, data: bytes, words: Mapping[str, str], known: str, going: Callable[[str], None]
) -> None:
    """Send a photo in pieces, from where an earlier try stopped (``known``: its place, or "").

    ``words`` say whose it is; ``going`` hears of its place before the first piece goes. Raises as
    ``ask``.
    """
    url = known
    offset = _offset_at(url) if url else -1
    if not 0 <= offset <= len(data):
        url, offset = _begin(receive, data, words)
        going(url)
    while offset < len(data):
        piece = {"Content-Type": "application/offset+octet-stream"}
        piece |= {"Upload-Offset": str(offset), **_TUS}
        try:
            headers, _ = ask(url, "PATCH", piece, data[offset : offset + _PIECE])
        except RefusedError as error:
            raise (LaterError() if error.status in _MOVED else error) from None
        if _offset(headers) <= offset:
            raise LaterError
        offset = _offset(headers)


def _begin(receive: str, data: bytes, words: Mapping[str, str]) -> tuple[str, int]:
    given = [f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in words.items() if v]
    about = {"Upload-Length": str(len(data)), "Upload-Metadata": ",".join(given), **_TUS}
    headers, _ = ask(f"{receive}foto", "POST", about)
    url = urljoin(f"{receive}foto", headers.get("Location", "/"))
    if not url.startswith(f"{receive}foto/"):
        raise LaterError  # photos go where the invitation says
    return url, max(_offset(headers), 0)


def _offset_at(url: str) -> int:
    """Return how much is there; -1 where the place is known no longer."""
    try:
        return _offset(ask(url, "HEAD", _TUS)[0])
    except (LaterError, RefusedError) as error:
        if error.status in _GONE:
            return -1
        raise


def _offset(headers: Message) -> int:
    text = headers.get("Upload-Offset", "")
    return int(text) if text.isdecimal() else -1
