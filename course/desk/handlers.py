"""The desk's addresses. Who asks, from where and with which token, Jupyter Server has checked."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.iostream import StreamClosedError

from course import CourseError
from course.cli import to_mend, unforeseen
from course.desk.classes import Class, class_at, classes, key_of, place_for, roots
from course.desk.page import Page
from course.desk.rooms import PAGES
from course.desk.uploads import MOST_BYTES, Upload
from course.desk.wording import for_the_desk
from course.desk.work import State, Works, busy
from course.files import KELAS, Places, is_class
from course.indicators import of_class
from course.pages import script_digest, template
from course.people.classes import new_class

BASE = "kelas"
_STATIC = Path(__file__).parent / "static"
_BY_NAME = {page.name: page for page in PAGES}
_READABLE = ("reports", "invitations", "keepsakes", "exports", "zoom", "backups", "certificates")
"""What of a class's ``kelas/`` may be opened or downloaded from the desk, feedback beside it."""
_WAIT = 20.0
"""Seconds after which a silent line to the page says that it is still there."""


class _Desk(JupyterHandler):
    """What every address of the desk shares."""

    fault = ""
    """What a fault of ours is called to the person who met it."""

    def initialize(self, here: Path, works: Works) -> None:
        self.here, self.works = here, works

    @property
    def content_security_policy(self) -> str:
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
        )

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")

    async def root_of(self, key: str) -> Path:
        """Return a class's folder; no programme is read for that, as each request asks."""
        for root in await self.apart(roots, self.here):
            if key_of(root) == key:
                return Path(root)
        raise web.HTTPError(404)

    def page_of(self, name: str) -> Page:
        if name not in _BY_NAME:
            raise web.HTTPError(404)
        return _BY_NAME[name]

    def address(self, *parts: str) -> str:
        return "/".join([self.base_url.rstrip("/"), BASE, *parts])

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Write down where a fault of ours happened, without the words of the error itself."""
        if isinstance(value, web.HTTPError) or not isinstance(value, Exception):
            super().log_exception(typ, value, tb)
            return
        self.fault = unforeseen(value, "meja kelas")
        self.log.error(self.fault)

    def write_error(self, status_code: int, **_error: Any) -> None:
        """Say no more than that it is not to be had: no names, no folders."""
        said = {403: "Tidak boleh.", 404: "Halaman ini tidak ada.", 413: "Terlalu besar."}
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(self.fault or said.get(status_code, "Permintaan ini tidak bisa dilayani."))

    def render_start(self, found: list[Class], problem: str = "") -> None:
        """Show the classes; ``problem`` says why a new one could not be made."""
        place = place_for(self.here, "").parent
        values = {"classes": found, "problem": problem, "place": place}
        self.render_desk("classes", "Kelas saya", pages=(), page=None, one=None, **values)

    async def apart(self, call: Any, *values: Any) -> Any:
        """Run something that reads files, in a thread: others are served meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(None, partial(call, *values))

    def render_desk(self, name: str, title: str, **values: Any) -> None:
        page = template("desk/" + name).render(
            title=title,
            xsrf=self.xsrf_token.decode(),
            base=self.address(),
            static=self.address("berkas-desk"),
            server=self.base_url,
            **values,
        )
        self.finish(page)


class Start(_Desk):
    """The classes, and a place to make a new one; in a class's folder, that class."""

    @web.authenticated
    async def get(self) -> None:
        found = await self.apart(classes, self.here)
        if is_class(self.here) and self.get_query_argument("semua", "") == "":
            self.redirect(self.address(found[0].key, PAGES[0].name))
            return
        self.render_start(found)


class New(_Desk):
    """A new class, made from the installed lessons."""

    @web.authenticated
    async def post(self) -> None:
        name = self.get_body_argument("nama", "").strip()
        is_example = bool(self.get_body_argument("contoh", ""))
        name = "Kelas contoh" if is_example else name
        try:
            make = partial(new_class, place_for(self.here, name), name, example=is_example)
            root = await self.apart(make)
        except (CourseError, OSError) as error:
            found = await self.apart(classes, self.here)
            said = for_the_desk(to_mend(error)) or "Kelas belum bisa dibuat."
            self.set_status(409)
            self.render_start(found, said)
            return
        self.redirect(self.address(class_at(root).key, PAGES[0].name))


class First(_Desk):
    """A class's first page."""

    @web.authenticated
    async def get(self, key: str) -> None:
        await self.root_of(key)
        self.redirect(self.address(key, PAGES[0].name))


class Show(_Desk):
    """One page of a class."""

    @web.authenticated
    async def get(self, key: str, name: str) -> None:
        root, page = await self.root_of(key), self.page_of(name)
        one = next(c for c in await self.apart(classes, self.here) if c.root == root)
        query = {k: self.get_query_argument(k) for k in self.request.query_arguments}
        problem, values = "", {}
        try:
            values = await self.apart(_shown, page, one.root, query)
        except Exception as error:
            problem = for_the_desk(to_mend(error))
            if not problem:
                raise
        self.render_desk(
            "problem" if problem else page.name,
            f"{page.title}, {one.name}",
            one=one,
            pages=PAGES,
            page=page,
            problem=problem,
            state=self.works.state(one.root),
            own=self.address(one.key),
            is_here=one.root == self.here.resolve(),
            **values,
        )


def _shown(page: Page, root: Path, query: dict[str, str]) -> dict[str, Any]:
    with of_class(root):  # this server's folder is another one's
        return dict(page.show(root, query))


@web.stream_request_body
class Press(_Desk):
    """A button: its work begins, and the page is told how it stands."""

    upload: Upload | None = None

    async def prepare(self, **known: Any) -> None:
        """Take nothing of a body before it is known who sends it, and that it can be used."""
        await super().prepare(**known)
        if not self.current_user:
            raise web.HTTPError(403)
        key, name, action = self.path_args
        root, page = await self.root_of(key), self.page_of(name)
        if action not in page.actions:
            raise web.HTTPError(404)
        length = int(self.request.headers.get("Content-Length") or 0)
        if length > MOST_BYTES:
            raise web.HTTPError(413)
        self.request.connection.set_max_body_size(MOST_BYTES)  # type: ignore[union-attr]
        kind = self.request.headers.get("Content-Type", "")
        self.upload = await self.apart(Upload, root, kind, length)
        state = await self.apart(self.works.state, root)
        if state and state.is_at_work:  # said now: nobody sends 200 MB for nothing
            self.upload.refuse(for_the_desk(busy(state)))

    def data_received(self, chunk: bytes) -> None:
        if self.upload:
            self.upload.take(chunk)

    def on_connection_close(self) -> None:
        if self.upload:
            self.upload.drop()

    @web.authenticated
    async def post(self, key: str, name: str, action: str) -> None:
        root, page, upload = await self.root_of(key), self.page_of(name), self.upload
        if upload is None:
            raise web.HTTPError(400)
        upload.end()
        if upload.problem:
            self.refuse(upload.problem)
            return
        form = await self.apart(upload.form)
        try:
            does, path = page.actions[action], f"{name}/{action}"
            state = await self.apart(self.works.start, root, does, form, path)
        except (CourseError, OSError) as error:
            upload.drop()
            self.refuse(for_the_desk(to_mend(error)) or "Tidak bisa dimulai.")
            return
        self.upload = None  # the files are the work's now
        self.finish(state.as_json())

    def refuse(self, sentence: str) -> None:
        self.set_status(409)
        self.finish({"problem": sentence})


class News(_Desk):
    """How the work stands, as server-sent events (WHATWG HTML, 9.2)."""

    @web.authenticated
    async def get(self, key: str) -> None:
        root = await self.root_of(key)
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("X-Accel-Buffering", "no")
        seen: State | None = None
        try:
            while True:
                state = await self.apart(self.works.wait, root, seen, _WAIT)
                if state is None:
                    break
                quiet = state is seen
                self.write(": \n\n" if quiet else f"data: {json.dumps(state.as_json())}\n\n")
                await self.flush()
                if not state.is_at_work:
                    break
                seen = state
                await asyncio.sleep(0.15)  # ten thousand answers are not ten thousand events
            self.write("event: end\ndata: \n\n")
        except StreamClosedError:
            return


class Stop(_Desk):
    """Stop what goes on; or, once it has ended, take what it said off the page."""

    @web.authenticated
    async def post(self, key: str) -> None:
        root = await self.root_of(key)
        done = self.get_body_argument("dibaca", "")
        await self.apart(self.works.forget if done else self.works.stop, root)
        self.finish({})


_NOTHING_RUNS = (
    "sandbox allow-popups allow-downloads; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'self'"
)


@cache
def _copying() -> str:
    """Return the policy of the page of invitations: our own script may copy, and no other."""
    ours = f"; script-src '{script_digest('people/pesan')}'"
    return _NOTHING_RUNS.replace("sandbox", "sandbox allow-scripts") + ours


class Read(_Desk):
    """A file that the class has made: a report, a QR page, a workbook."""

    @property
    def content_security_policy(self) -> str:
        # A report may hold what a participant wrote; nothing in it may run here.
        return _NOTHING_RUNS

    @web.authenticated
    async def get(self, key: str, name: str) -> None:
        root = await self.root_of(key)
        path = await self.apart(_readable, root, name)
        if path is None:
            raise web.HTTPError(404)
        kind, download = _KINDS.get(path.suffix.lower(), ("application/octet-stream", True))
        self.set_header("Content-Type", kind)
        if download:
            self.set_attachment_header(path.name)
        if path == Places(root).invitations / "pesan.html":
            self.set_header("Content-Security-Policy", _copying())
        with path.open("rb") as file:
            while part := await self.apart(file.read, 1 << 20):
                self.write(part)
                await self.flush()


_KINDS: Mapping[str, tuple[str, bool]] = {
    ".html": ("text/html; charset=utf-8", False),
    ".png": ("image/png", False),
    ".svg": ("image/svg+xml", True),
    ".txt": ("text/plain; charset=utf-8", False),
    ".pdf": ("application/pdf", False),
    ".csv": ("text/csv; charset=utf-8", True),
    ".ics": ("text/calendar; charset=utf-8", True),
    ".zip": ("application/zip", True),
}
"""A file's kind by its ending, and whether it is to be kept rather than shown."""


def _readable(root: Path, name: str) -> Path | None:
    """Return a file of the folders that may be read; None for all else, links out of them too."""
    places = Places(root)
    folders = {**{word: root / KELAS / word for word in _READABLE}, "feedback": places.feedback}
    first, _, rest = name.partition("/")
    return _within(folders[first], rest) if first in folders else None


def _within(folder: Path, name: str) -> Path | None:
    """Return the file of that name below a folder; None for one that is not there, or not below."""
    if "\0" in name:
        return None
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None


class Site(_Desk):
    """The phone pages as a participant sees them, without their store for offline use."""

    @property
    def content_security_policy(self) -> str:
        return "default-src 'self' 'unsafe-inline' data: blob:; frame-ancestors 'self'"

    @web.authenticated
    async def get(self, key: str, name: str) -> None:
        path = _within(Places(await self.root_of(key)).site, name or "index.html")
        # Not the service worker: it would show an old page after the next build.
        if path is None or path.name == "sw.js":
            raise web.HTTPError(404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", kind)
        self.finish(await self.apart(path.read_bytes))


class Static(_Desk):
    """The desk's own style and script."""

    @web.authenticated
    async def get(self, name: str) -> None:
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.finish((_STATIC / name).read_bytes())
