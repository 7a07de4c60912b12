"""``kelas/inbox/kept/``: every sending that was accepted, as it came.

``kept/U07/pretest/<id>.json`` with its pictures in ``<id>/photos/``; one that came with somebody
else's proof is ``<id>.held.json`` and waits for a person. What stands in ``submitted/``
is made from these (``inbox.merge``), so nothing that was sent is ever lost, and what was merged can
be shown and undone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from course import CourseError
from course.exercises.answers import AnswersError, parse
from course.files import Places, is_regular, write_atomically, write_private
from course.inbox.mailbox.waiting import entry_id
from course.inbox.merge import Sending
from course.inbox.messages import Key
from course.lessons.lesson import Lesson
from course.lessons.taken import usable
from course.spreadsheets import by_column, csv_text, read_cells

_HELD = "held"
_HEAD = ("participant", "lesson", "sending", "decision", "date")


def keep_sending(
    root: Path, key: Key, id_: str, data: bytes, photos: Mapping[str, bytes], now: dt.datetime,
    *, held: bool = False,
) -> bool:  # fmt: skip
    """Keep one sending; return whether anything of it is new.

    ``id_``: of all that could be read (``answers.id_of``); ``data``: the bytes it was read from,
    without the pictures in it. ``photos`` by their path in the answers. ``held``: it waits for a
    person; what was once taken without stays so. Raises OSError when it cannot be written.
    """
    place = _folder(root, key)
    file, waiting = _files(place, id_)
    pictures = place / id_
    new = {path: content for path, content in photos.items() if not (pictures / path).exists()}
    for path, content in new.items():
        write_atomically(pictures / path, content)
    if file.exists() or (held and waiting.exists()):
        return bool(new)
    if waiting.exists():
        waiting.replace(file)
        return True
    file = waiting if held else file
    write_atomically(file, data)
    os.utime(file, (now.timestamp(), now.timestamp()))
    return True


def sendings(
    root: Path, key: Key, asked: Mapping[str, Lesson], decided: Mapping[tuple[str, str, str], str]
) -> list[Sending]:
    """Return what was kept of a participant and lesson, in the order of the ids.

    As the lesson, or that form of it, is ``asked`` now (``forms.every_asked``), and as was
    ``decided`` (``decisions``); what cannot be read any more is left out.
    """
    found = []
    for file in sorted(_folder(root, key).glob("*.json")):
        try:
            read = parse(file.read_bytes(), str(file)).answers
        except AnswersError:  # somebody's hand was in it
            continue
        if read.asked not in asked:  # a form the class has no more
            continue
        received = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
        id_, *marks = file.stem.split(".")
        choice = decided.get((*key, id_), "")
        found.append(
            Sending(
                id_,
                usable(read, asked[read.asked])[0],
                received,
                file.with_name(id_),
                choice,
                _HELD in marks,
            )
        )
    return found


def keys(root: Path) -> list[Key]:
    """Return of whom and to which lessons something was kept, in order."""
    return sorted((p.parent.name, p.name) for p in Places(root).kept.glob("*/*") if p.is_dir())


def is_plain(root: Path, key: Key) -> bool:
    """Return whether one sending alone was kept, and is not held: nothing is doubted of it."""
    files = list(_folder(root, key).glob("*.json"))
    return len(files) == 1 and _HELD not in files[0].stem


def picture_of(sending: Sending, path: str) -> bytes | None:
    """Return a picture that came with a sending; None when it did not."""
    file = sending.folder / path
    return file.read_bytes() if is_regular(file) else None


def holding(root: Path, key: Key, entry: str, likely: str) -> tuple[str, bytes] | None:
    """Return a kept sending with a given answer (``entry_id``): its id and its bytes.

    ``likely``: the id to look at first. None where none was kept.
    """
    first = _files(_folder(root, key), likely)
    for file in (*first, *sorted(_folder(root, key).glob("*.json"))):
        if file.is_file() and (data := file.read_bytes()):
            try:
                answers = parse(data, str(file)).answers.answers
            except AnswersError:  # somebody's hand was in it
                continue
            if any(entry_id(name, one) == entry for name, one in answers.items()):
                return file.name.partition(".")[0], data
    return None


def picture_by_digest(root: Path, key: Key, path: str, sha256: str) -> bytes | None:
    """Return a picture of these very bytes that came earlier under this path; None without one."""
    for file in sorted(_folder(root, key).glob(f"*/{path}")):
        if is_regular(file) and hashlib.sha256(data := file.read_bytes()).hexdigest() == sha256:
            return data
    return None


def decisions(root: Path) -> dict[tuple[str, str, str], str]:
    """Return what a person decided: ``{(participant, lesson, sending): decision}``."""
    rows = _decided(Places(root).decisions)
    return {tuple(row[name] for name in _HEAD[:3]): row["decision"] for row in rows}  # type: ignore[misc]


def _decided(path: Path) -> list[dict[str, str]]:
    return by_column(read_cells(path, "daftar keputusan")) if path.exists() else []


def decide(root: Path, key: Key, id_: str, decision: str, day: dt.date) -> None:
    """Write down what was decided about a sending; an empty decision takes it back.

    Raises CourseError when no such sending was kept.
    """
    if not any(file.is_file() for file in _files(_folder(root, key), id_)):
        raise CourseError(
            f"Kiriman {id_!r} tidak ada. Lihat daftarnya: course answers {key[0]} {key[1]}"
        )
    path = Places(root).decisions
    lines = [tuple(row[name] for name in _HEAD) for row in _decided(path)]
    lines = [line for line in lines if line[:3] != (*key, id_)]
    if decision:
        lines.append((*key, id_, decision, day.isoformat()))
    write_private(path, csv_text([_HEAD, *sorted(lines)]).encode())


def _files(folder: Path, id_: str) -> tuple[Path, Path]:
    """Return where a sending lies, and where while it is held."""
    return folder / f"{id_}.json", folder / f"{id_}.{_HELD}.json"


def _folder(root: Path, key: Key) -> Path:
    return Places(root).kept.joinpath(*key)
