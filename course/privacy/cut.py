"""Cutting one person out of a file of an inbox; nothing of others is lost.

A file that is all theirs goes. Of a text or an archive that others share, what is known to be
theirs goes. What cannot be told apart stays, and is named for a person to look at.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from course.exercises.answers import FILE_NAME, TIME_STAMP, AnswersError, parse
from course.inbox.arrivals import shown
from course.inbox.chats import read_chat
from course.inbox.pictures import lift_photos
from course.inbox.zips import Budget, TooMuchError
from course.people.roster import CODE_AS_WORD
from course.privacy.archives import (
    BROKEN,
    is_archive,
    is_office,
    members_of,
    not_searched,
    opened,
    text_and_back,
    text_of,
)
from course.privacy.identity import Person
from course.privacy.talk import authors, is_all_theirs, without

_TEXTS = {".txt", ".json"}


@dataclass
class Cut:
    """What became of one file."""

    content: bytes | None
    """What is left; None when nothing is."""
    by_hand: list[str] = field(default_factory=list)
    """What a person must look at."""


def cut_file(name: str, data: bytes, person: Person) -> Cut:
    """Return a file of an inbox without ``person``; ``content`` is ``data`` where nothing was.

    Whatever its name says: what a file is shows in its content.
    """
    if is_archive(name, data):
        return _cut_archive(name, data, person, 1, Budget())
    return Cut(data) if is_office(name, data) else _cut_text(name, data, person)


def _cut_text(name: str, data: bytes, person: Person) -> Cut:
    text, back = text_and_back(data)
    if is_theirs(name, text, person.code):
        return Cut(None)
    left = without(text, person)
    by_hand = [f"{shown(name)}: {line}" for line in left.by_hand]
    return Cut(data if left.text == text else back(left.text), by_hand)


def is_theirs(name: str, text: str, code: str) -> bool:
    """Return whether a file holds the answers of ``code`` and nothing else.

    Also an answer file of that name that is damaged: its name says whose it is.
    """
    if is_all_theirs(text, code):
        return True
    stem = PurePosixPath(name).name
    ours = stem.endswith((".txt", ".json")) and set(CODE_AS_WORD.findall(stem)) == {code}
    return ours and authors(text) <= {code} and '"kelas-umkm"' in text and not read_chat(text)


def _cut_archive(name: str, data: bytes, person: Person, depth: int, budget: Budget) -> Cut:
    """Return the archive without the members that are theirs; the others keep their content."""
    out, by_hand, changed = io.BytesIO(), list[str](), False
    try:
        with opened(data) as archive, zipfile.ZipFile(out, "w") as rest:
            members = members_of(archive, depth, budget)
            gone = _gone(archive, members, person.code)
            for member in members:
                content = archive.read(member)
                path = f"{name}/{member.filename}"
                if member.filename in gone:
                    left = Cut(None)
                elif is_archive(path, content):
                    left = _cut_archive(path, content, person, depth + 1, budget)
                else:
                    left = cut_file(path, content, person)
                by_hand += left.by_hand
                changed |= left.content != content
                if left.content is not None:
                    rest.writestr(member, left.content, member.compress_type)
            kept = [m for m in rest.namelist() if not m.endswith("/")]
    except BROKEN as error:
        if isinstance(error, TooMuchError) and depth > 1:
            raise  # the budget is the whole file's
        return Cut(data, [not_searched(shown(name), person.code)])
    if not changed:
        return Cut(data, by_hand)
    media = [m for m in kept if PurePosixPath(m).suffix.lower() not in {*_TEXTS, ".zip"}]
    if media:
        # Pictures of a chat carry no code: whose they are, only a person can see.
        by_hand.append(
            f"{shown(name)}: {len(media)} gambar, suara, atau berkas lain tidak bisa dikenali "
            f"pemiliknya. Periksa apakah ada milik {person.code}."
        )
    return Cut(out.getvalue() if kept else None, by_hand)


def _gone(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], code: str) -> set[str]:
    """Return the members that came with an answer file of ``code``."""
    texts = (
        (m.filename, archive.read(m))
        for m in members
        if PurePosixPath(m.filename).suffix.lower() in _TEXTS
    )
    return came_along(texts, {m.filename for m in members}, code)


def came_along(texts: Iterable[tuple[str, bytes]], names: Iterable[str], code: str) -> set[str]:
    """Return which of the files ``names`` came with an answer file of ``code``.

    Pictures that it names and no other file beside it does; the notebook and the time stamp beside
    an ``answers.json``. ``texts`` are the contents of the text files, by path.
    """
    found, others, there = set[str](), set[str](), set(names)
    for name, content in texts:
        folder = PurePosixPath(name).parent
        photos = {str(folder / photo) for photo in photos_named(content)}
        if not is_theirs(name, text_of(content), code):
            others |= photos
            continue
        found |= photos
        if PurePosixPath(name).name == FILE_NAME:
            found.add(str(folder / TIME_STAMP))
            beside = {folder, folder / ".ipynb_checkpoints"}
            notebooks = {PurePosixPath(n) for n in there if n.endswith(".ipynb")}
            found |= {str(path) for path in notebooks if path.parent in beside}
    return (found - others) & there


def photos_named(content: bytes) -> set[str]:
    """Return the pictures an answer file names (``photos/foto.jpg``)."""
    try:
        said = text_of(content).encode("utf-8", "replace")
        answers = parse(lift_photos(said)[0], "").answers.answers
    except AnswersError:
        return set()
    entries = [part for entry in answers.values() for part in (entry.value, entry.counted)]
    values = [value for entry in entries for value in entry.values()]
    return {v for v in values if isinstance(v, str) and v.startswith("photos/") and ".." not in v}
