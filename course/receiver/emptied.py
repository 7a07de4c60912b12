"""Emptying from elsewhere: with the class's key what waits is fetched, and deleted once filed."""

from __future__ import annotations

import base64
from itertools import islice
from typing import Any

from course.people.roster import CODE
from course.receiver.handlers import Handler, as_json
from course.receiver.refusals import RefusedError

_MOST = 50
_MOST_BYTES = 512 * 1024


class _Keyed(Handler):
    """An address that asks for the class's key; a browser's page is never let in."""

    is_for_pages = False

    async def prepare(self) -> None:
        await super().prepare()
        if self._finished:
            return
        try:
            self.require_class_key()
        except RefusedError as error:
            self.refuse(error)
        else:
            self.receiver.limits.right(self.net, "")

    def after(self) -> int:
        """Return after which ``seq`` the list goes on."""
        said = self.get_query_argument("after", "0")
        if not (said.isascii() and said.isdigit()) or len(said) > 18:
            raise RefusedError("header")
        return int(said)


class Waiting(_Keyed):
    """``GET kotak``: sendings and whole pictures that wait, a page of each."""

    async def get(self) -> None:
        said = await self.answered(self._page())
        if said is not None:
            self.finish(said)

    async def _page(self) -> dict[str, Any]:
        return await self.apart(self._listed, self.after(), self.get_query_argument("of", ""))

    def _listed(self, after: int, of: str) -> dict[str, Any]:
        if of == "pictures":
            return {
                "pictures": [vars(p) for p in islice(self.receiver.mailbox.pictures(after), _MOST)]
            }
        rows = islice(self.receiver.mailbox.waiting(after), _MOST)
        return {
            "sendings": [
                {**vars(w), "body": base64.b64encode(w.body).decode(), "at": w.at.isoformat()}
                for w in rows
            ]
        }


class Content(_Keyed):
    """``GET kotak/foto``: the bytes of a whole picture."""

    async def get(self) -> None:
        asked = [self.get_query_argument(n, "") for n in ("participant", "lesson", "sha256")]
        data = await self.answered(self._bytes(*asked))
        if data is not None:
            self.set_header("Content-Type", "application/octet-stream")
            self.finish(data)

    async def _bytes(self, participant: str, lesson: str, sha256: str) -> bytes:
        data = await self.apart(self.receiver.mailbox.content, (participant, lesson), sha256)
        if data is None:
            raise RefusedError("unknown-photo")
        return data


class Filed(_Keyed):
    """``POST kotak/selesai``: what was filed at home, is asked again, or must be forgotten."""

    kind, most = "application/json", _MOST_BYTES

    async def post(self) -> None:
        said = await self.answered(self._done())
        if said is not None:
            self.finish(said)

    async def _done(self) -> dict[str, int]:
        said = as_json(self.whole_body())
        if not isinstance(said, dict):
            raise RefusedError("form")
        return await self.apart(self._delete, said)

    def _delete(self, said: dict[str, Any]) -> dict[str, int]:
        mailbox = self.receiver.mailbox
        lists = {n: said.get(n, []) for n in ("sendings", "pictures", "changed", "lost", "forget")}
        if not all(isinstance(one, list) for one in lists.values()):
            raise RefusedError("form")
        numbers = [*lists["sendings"], *lists["pictures"], *lists["lost"]]
        words = [*lists["changed"], *lists["forget"]]
        if not all(type(n) is int and 0 < n < 2**62 for n in numbers):
            raise RefusedError("form")
        if not all(isinstance(word, str) for word in words):
            raise RefusedError("form")
        mailbox.filed(lists["sendings"], lists["pictures"], lists["changed"])
        if lists["lost"]:
            mailbox.lost(lists["lost"])
        codes = [code for code in lists["forget"] if CODE.fullmatch(code)]
        return {"forgotten": mailbox.forget(codes) if codes else 0}
