"""Looking for what is left of a participant: in every data folder and in the database's bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from course.exercises.answers import FILE_NAME
from course.files import Places, is_regular
from course.inbox.messages import Sendings, find_parts
from course.people.roster import rosters
from course.privacy.database import database_files
from course.privacy.identity import Person

_DEEPEST = 3


def rooms(root: Path) -> tuple[Path, ...]:
    """Return the folders that hold data of people."""
    places = Places(root)
    return (
        *(places.inbox, places.submitted, places.autograded, places.feedback, places.keepsakes),
        *(places.invitations, places.reports, places.workshop, places.zoom, places.exports),
    )


def data_files(root: Path) -> Iterator[Path]:
    """Yield every file that holds data of people: rooms, private lists, logs, the database."""
    for room in rooms(root):
        yield from sorted(filter(is_regular, room.rglob("*")))
    yield from (*rosters(root), *dashboards(root), *root.glob(f"release/*/{FILE_NAME}"))
    yield from (p for p in (root / ".nbgrader.log",) if p.is_file())
    yield from database_files(root)


def dashboards(root: Path) -> list[Path]:
    """Return the copies of the dashboard: JupyterLab saves what was on the screen in them."""
    return [*root.glob("dasbor*.ipynb"), *root.glob(".ipynb_checkpoints/dasbor*.ipynb")]


def traces(root: Path, person: Person) -> list[Path]:
    """Return the files, named or filled, in which something of ``person`` is left.

    Looked for are the code as a whole word, name, number and address, and their longer texts; also
    inside archives and packed messages. The deletion record is no trace.
    """
    return [path for path in data_files(root) if _is_in(path, root, person)]


def _is_in(path: Path, root: Path, person: Person) -> bool:
    if person.mention.search(
        str(path.relative_to(root)) if path.is_relative_to(root) else path.name
    ):
        return True
    data = path.read_bytes()
    if path in database_files(root):
        # In a row of SQLite the code stands right beside other values, without a word's end.
        return person.code.encode() in data or _holds(data, person)
    return _holds(data, person) or any(_holds(inner, person) for inner in _inside(data, 1))


def _holds(data: bytes, person: Person) -> bool:
    text = data.decode("utf-8", "replace")
    return person.is_in(text) or any(_spelt(own) in text for own in person.texts)


def _spelt(text: str) -> str:
    """Return a text as it stands inside JSON with its accents and emoji written out."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _inside(data: bytes, depth: int) -> Iterator[bytes]:
    """Yield what is packed in a file: the members of a zip, the content of whole messages."""
    if data.startswith(b"PK") and depth <= _DEEPEST:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    content = archive.read(member)
                    yield member.filename.encode()
                    yield content
                    yield from _inside(content, depth + 1)
        except (zipfile.BadZipFile, RuntimeError, OSError, ValueError):
            return
    elif re.search(rb"KU1\s*/", data):
        sendings = Sendings()
        sendings.add("", find_parts(data.decode("utf-8", "replace")))
        yield from (content for _, content in sendings.whole())
