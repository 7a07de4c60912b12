"""What ``course forget`` is going to do: every deletion and change, before the first is done.

A step is one file or one folder and can be repeated. Their order is such that a run killed between
any two leaves what tells the next one what is theirs: pictures go before the answers they came
with, everything before the rows of the lists.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course import CourseError
from course.exercises.answers import FILE_NAME
from course.files import Places, is_regular, write_atomically
from course.inbox.arrivals import shown
from course.inbox.mailbox import own_mailbox
from course.privacy import lists, zoom
from course.privacy.archives import is_media, not_searched, text_of
from course.privacy.backup import backups
from course.privacy.cut import came_along, cut_file, is_theirs, photos_named
from course.privacy.database import in_gradebook
from course.privacy.identity import Person
from course.privacy.reports import Page, is_renewed, own_pages, pages_to_renew
from course.privacy.traces import data_files, line_about, line_for
from course.reports.certificates import proofs_of
from course.spreadsheets import BadLineError

_HEAD = 16
_INVITATIONS = ("pesan.html", "qr.html", "undangan.csv", "undangan.xlsx")


@dataclass(frozen=True)
class Step:
    """One thing to do."""

    path: Path
    where: str
    """As it is shown."""
    what: str
    """What is done, in Indonesian."""
    act: Callable[[], None]
    deletes: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything that is to be done about one person."""

    person: Person
    in_gradebook: bool
    steps: tuple[Step, ...]
    """In the order in which they are done."""
    by_hand: tuple[str, ...]
    """What a person must look at: it stays as it is."""
    pages: tuple[Page, ...]
    """The reports that are written anew afterwards."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held that is theirs."""
        return not self.steps and not self.in_gradebook


def plan(root: Path, person: Person, inboxes: Iterable[Path] = (), *, after: bool = False) -> Plan:
    """Return what is to be done about ``person``; nothing is changed.

    ``after`` it was done and the reports written anew, these are searched too.

    ``inboxes`` are folders of sendings besides the class's own. Raises CourseError for a list or a
    gradebook that cannot be read: without them nobody knows whose is what.
    """
    known, comments = in_gradebook(root, person)
    making = _Making(root, person, tuple(inboxes))
    own = tuple(making.steps())
    steps = (*making.copies(everything=bool(known or own)), *own)
    gone = {step.path for step in steps if step.deletes}
    folders = tuple(f"{path}{os.sep}" for path in gone)
    every = () if after else pages_to_renew(root, person)
    pages = tuple(page for page in every if page.path not in gone)
    named = [
        making.left[path] if path in making.left else line_for(path, root, person)
        for path in data_files(root, inboxes)
        if not (path in gone or str(path).startswith(folders) or is_renewed(path, pages))
    ]
    lines = dict.fromkeys([*making.by_hand, *comments, *filter(None, named)])
    return Plan(person, known, steps, tuple(lines), pages)


class _Making:
    """A plan in the making."""

    def __init__(self, root: Path, person: Person, inboxes: tuple[Path, ...]) -> None:
        self.root, self.person, self.inboxes = root, person, inboxes
        self.by_hand: list[str] = []
        self.left: dict[Path, str] = {}
        """What still names the person in a file that is to be changed, by its path."""

    def copies(self, *, everything: bool) -> Iterator[Step]:
        """Delete the automatic backups that may hold them; name the others that do.

        ``everything``: something else is held, so it stands in every copy made until now. Gone
        first: a run that was killed later would not know of them any more.
        """
        code = self.person.code
        for one in backups(self.root):
            if one.automatic and (everything or code in one.people):
                yield self._delete(one.path)
            elif code in one.people:
                self.by_hand.append(
                    f"{self._where(one.path)}: cadangan ini masih memuat {code}. Buat yang baru "
                    "(course backup), lalu hapus yang ini, juga salinannya di tempat lain."
                )
            elif everything and not one.is_readable:
                self.by_hand.append(not_searched(self._where(one.path), code))
        # Rows without codes: nobody can say which are theirs.
        exports = Places(self.root).exports
        for pattern in ("evaluasi-*.zip", "gabungan-*.csv") if everything else ():
            yield from map(self._delete, sorted(exports.glob(pattern)))

    def steps(self) -> Iterator[Step]:
        """Yield the steps in their order."""
        places = Places(self.root)
        for inbox in (places.inbox, *self.inboxes):
            yield from self._inbox(inbox)
        yield from self._own()
        yield from self._mailbox()
        yield from self._log()
        yield from self._zoom()
        for path in (*lists.counts(self.root), *lists.lists(self.root)):
            yield from self._table(path, partial(_rows_dropped, self.person.code))

    def _mailbox(self) -> Iterator[Step]:
        """Delete what waits of them in the class's mailbox; another service is to be told."""
        code = self.person.code
        with own_mailbox(self.root) as box:
            holds = box is not None and box.holds(code)
            visited = sorted({one.platform for one in box.visits(code)}) if box else []
        if holds:
            act = partial(_forget_in_mailbox, self.root, code)
            path = Places(self.root).mailbox
            yield Step(path, "kotak kiriman", f"yang dari {code} dihapus", act)
        if visited:
            self.by_hand.append(
                f"{', '.join(visited)}: nilai {code} yang sudah dikirim ke sana tetap ada di sana. "
                "Hapus di buku nilai kursusnya."
            )
        if is_regular(Places(self.root).receiving / "key"):
            self.by_hand.append(
                f"Layanan di komputer lain, kalau ada: jalankan course collect ALAMAT-nya, supaya "
                f"{code} juga dihapus di sana, lalu course receive copy."
            )

    def _where(self, path: Path) -> str:
        return shown(str(path.relative_to(self.root) if path.is_relative_to(self.root) else path))

    def _delete(self, path: Path) -> Step:
        return Step(path, self._where(path), "dihapus", partial(delete, path), deletes=True)

    def _change(
        self, path: Path, what: str, left: bytes, change: Callable[[bytes], bytes | None]
    ) -> Step:
        where = self._where(path)
        self.left[path] = line_about(where, left, self.person, called=path.name, spoken=True)
        return Step(path, where, what, partial(_rewrite, path, change))

    def _inbox(self, inbox: Path) -> Iterator[Step]:
        """Delete what is theirs, cut it out of what is shared; answers last, pictures first."""
        kept = Places(self.root).kept
        files = [
            path
            for path in sorted(inbox.rglob("*"))
            if kept not in path.parents and path.name != ".gitignore" and is_regular(path)
        ]
        texts = ((p.as_posix(), data) for p in files if (data := self._text(p)) is not None)
        along = came_along(texts, {p.as_posix() for p in files}, self.person.code)
        yield from (self._delete(path) for path in files if path.as_posix() in along)
        for path in files:
            if path.as_posix() in along or path == Places(self.root).decisions:
                continue
            if (data := self._text(path)) is None and (data := self._archive(path)) is None:
                continue
            cut = cut_file(self._where(path), data, self.person)
            self.by_hand += cut.by_hand
            if cut.content is None:
                yield self._delete(path)
            elif cut.content != data:
                again = partial(_cut_again, path.name, self.person)
                yield self._change(
                    path, f"bagian {self.person.code} dikeluarkan", cut.content, again
                )

    def _text(self, path: Path) -> bytes | None:
        """Return the bytes of a file that is a text; None for others, named where unreadable."""
        return self._read(path, lambda head: not head.startswith(b"PK") and not is_media(head), 32)

    def _archive(self, path: Path) -> bytes | None:
        return self._read(path, lambda head: head.startswith(b"PK"), 200)

    def _read(self, path: Path, wanted: Callable[[bytes], bool], megabytes: int) -> bytes | None:
        try:
            with path.open("rb") as file:
                if not wanted(file.read(_HEAD)) or path.stat().st_size > megabytes * 1024 * 1024:
                    return None
            return path.read_bytes()
        except OSError:
            return None  # the search for traces names it

    def _own(self) -> Iterator[Step]:
        """Delete the folders and files that are theirs alone."""
        root, code, places = self.root, self.person.code, Places(self.root)
        yield from self._proofs()
        for room in (places.kept, *own_rooms(root)):
            folder = room / code
            if folder.is_symlink():
                self.by_hand.append(f"{self._where(folder)}: ini tautan (link). Hapus sendiri.")
            elif folder.is_dir():
                yield self._delete(folder)
        files = (places.exports / f"{code}.zip", *self._tried_out(), *own_pages(root, code))
        yield from (self._delete(path) for path in files if is_regular(path))
        yield from self._invitations()
        for path in sorted(places.exports.glob("nilai-*.csv")):
            if is_regular(path) and line_for(path, root, self.person):
                yield self._delete(path)
        for path in (
            root / "dasbor.ipynb",
            root / ".ipynb_checkpoints" / "dasbor-checkpoint.ipynb",
        ):
            if is_regular(path) and self.person.word.search(path.read_text("utf-8", "replace")):
                yield self._delete(path)

    def _proofs(self) -> Iterator[Step]:
        """Delete what proves their certificates; only the folder that goes next knows which."""
        found = [path for path in proofs_of(self.root, self.person.code) if is_regular(path)]
        yield from map(self._delete, found)
        if found:
            self.by_hand.append(
                "Sertifikat: salin lagi isi kelas/site/ ke tempat situs, supaya buktinya hilang "
                "juga di sana."
            )

    def _tried_out(self) -> Iterator[Path]:
        """Yield the answers, and their pictures, that were given in ``release/`` itself."""
        for path in sorted(self.root.glob(f"release/*/{FILE_NAME}")):
            content = path.read_bytes()
            if is_theirs(path.name, text_of(content), self.person.code):
                yield from (path.parent / photo for photo in sorted(photos_named(content)))
                yield path

    def _invitations(self) -> Iterator[Step]:
        """Delete the pages with everybody's links where theirs is among them."""
        folder = Places(self.root).invitations
        ours = [path for name in _INVITATIONS if is_regular(path := folder / name)]
        if any(line_for(path, self.root, self.person) for path in ours):
            yield from (self._delete(path) for path in ours)
            self.by_hand.append(
                "Undangan perlu dibuat lagi: course invite --site ALAMAT (tautannya tetap sama)."
            )

    def _log(self) -> Iterator[Step]:
        """Blot the code out of nbgrader's log, which names the folders it worked in."""
        path = self.root / ".nbgrader.log"
        if is_regular(path) and self.person.word.search(path.read_text("utf-8", "replace")):
            change = partial(_blotted, self.person)
            left = change(path.read_bytes())
            yield self._change(path, f"kode {self.person.code} dihapus", left, change)

    def _zoom(self) -> Iterator[Step]:
        """Drop their rows from Zoom's reports, then from the sheet that says who is who."""
        known = zoom.attendees_of(self.root, self.person)
        for path in zoom.tables(self.root):
            is_sheet = zoom.is_sheet(self.root, path)
            how = zoom.without_match if is_sheet else zoom.without_attendee
            yield from self._table(path, partial(_zoom_dropped, self.person, known, how))

    def _table(self, path: Path, change: Callable[[Path, bytes], bytes | None]) -> Iterator[Step]:
        """Change a table where it says something of theirs; a report that is none is named."""
        try:
            left = change(path, path.read_bytes())
        except (BadLineError, CourseError) as error:
            self.by_hand.append(
                f"{self._where(path)}: tidak bisa dibaca ({error}). Periksa sendiri."
            )
            return
        if left is not None:
            yield self._change(path, "baris dihapus", left, partial(change, path))


def own_rooms(root: Path) -> tuple[Path, ...]:
    """Return the folders that hold a folder for each participant."""
    places = Places(root)
    own = places.submitted, places.autograded, places.feedback, places.keepsakes
    return *own, places.certificates


def _rows_dropped(code: str, path: Path, _data: bytes) -> bytes | None:
    return lists.drop(path, lists.is_about(code))


def _zoom_dropped(
    person: Person, known: zoom.Attendees,
    how: Callable[[bytes, Person, zoom.Attendees], bytes | None], _path: Path, data: bytes,
) -> bytes | None:  # fmt: skip
    return how(data, person, known)


def _cut_again(name: str, person: Person, data: bytes) -> bytes | None:
    return cut_file(name, data, person).content


def _blotted(person: Person, data: bytes) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    return re.sub(person.word, "[dihapus]", text).encode("utf-8", "surrogateescape")


def _rewrite(path: Path, change: Callable[[bytes], bytes | None]) -> None:
    """Write a file anew as ``change`` gives it back; who may read it stays as it was."""
    left = change(path.read_bytes())
    if left is not None:
        write_atomically(path, left, path.stat().st_mode & 0o777)


def delete(path: Path) -> None:
    """Delete a file, or a folder of nbgrader's and ours with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        for inner in path.rglob("*"):  # nbgrader makes results read-only; Windows minds
            if not inner.is_symlink():
                inner.chmod(0o700 if inner.is_dir() else 0o600)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _forget_in_mailbox(root: Path, code: str) -> None:
    with own_mailbox(root) as box:
        if box is not None:
            box.forget([code])
