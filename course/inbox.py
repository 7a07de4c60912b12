"""``course collect``: file the answer files of an inbox folder into ``submitted/``.

The folder may be anybody's (a download folder): it is only read. Refused files are kept in the
course's own ``inbox/refused/``: copied there, or moved when they lay in ``inbox/`` itself.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course import lessons
from course.answers import FILE_NAME, Answers, AnswersError, dump, read_answers, write_atomically
from course.arrivals import SUFFIXES, Received, own_time, receive
from course.errors import CourseError
from course.roster import Participant

# Not the inbox's own room, and not what a shared folder carries around.
_SKIPPED = {"refused", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints"}


@dataclass
class Collected:
    """What a collection did; every list holds one line a file."""

    accepted: list[str] = field(default_factory=list)
    known: int = 0
    """Files whose answers already stand in ``submitted/``."""
    refused: list[str] = field(default_factory=list)
    """Which file, why, and what to do."""


def collect(root: Path, inbox: Path, roster: Mapping[str, Participant]) -> Collected:
    """File every usable answer file under ``inbox`` into ``root/submitted``; report the rest.

    The newest file of a participant and lesson wins by its own time, in whatever order they came.
    Raises CourseError when ``inbox`` is no folder.
    """
    if not inbox.is_dir():
        raise CourseError(f"{inbox}: folder ini tidak ada. Periksa namanya.")
    known_lessons = lessons.load_all(root)
    result, received = Collected(), []
    for path in _files(inbox):
        try:
            received.append(receive(path, inbox, roster, known_lessons))
        except CourseError as error:
            result.refused.append(str(error))
            _keep(root, inbox, path)
    for one in _newest(root, inbox, received, result):
        _file_away(root, inbox, one, result)
    return result


def _files(inbox: Path) -> list[Path]:
    paths = (p for p in inbox.rglob("*") if p.is_symlink() or p.is_file())
    return sorted(p for p in paths if not _is_beside(p, inbox))


def _is_beside(path: Path, inbox: Path) -> bool:
    """Return whether a file is no arrival of its own: what lies around an ``answers.json``."""
    parts = set(path.relative_to(inbox).parts)
    handed_in = (path.parent / FILE_NAME).is_file() and path.suffix.lower() not in SUFFIXES
    photo = path.parent.name == "photos" and (path.parent.parent / FILE_NAME).is_file()
    return bool(_SKIPPED & parts) or handed_in or photo


def _newest(
    root: Path, inbox: Path, received: Iterable[Received], result: Collected
) -> list[Received]:
    """Return the newest file of each participant and lesson; report doubles and older ones."""
    best: dict[tuple[str, str], Received] = {}
    for one in sorted(received, key=lambda r: (r.at, str(r.path)), reverse=True):
        key = (one.answers.participant, one.answers.lesson)
        newest = best.setdefault(key, one)
        if newest is one:
            continue
        name, other = one.path.relative_to(inbox), newest.path.relative_to(inbox)
        if dump(one.answers) == dump(newest.answers):
            result.refused.append(f"{name}: sama dengan {other}. Tidak perlu tindakan.")
        else:
            result.refused.append(
                f"{name}: lebih lama dari {other}; yang dipakai berkas yang baru. "
                "Tidak perlu tindakan."
            )
        _keep(root, inbox, one.path)
    return [best[key] for key in sorted(best)]


def _file_away(root: Path, inbox: Path, one: Received, result: Collected) -> None:
    """Write one submission, unless the same or a newer one already stands."""
    name = str(one.path.relative_to(inbox))
    folder = root / "submitted" / one.answers.participant / one.answers.lesson
    before = _standing(folder)
    if before is not None and dump(before) == dump(one.answers):
        result.known += 1
        return
    if before is not None and own_time(before) > one.at:
        result.refused.append(
            f"{name}: lebih lama dari jawaban {one.answers.participant} yang sudah diterima. "
            "Tidak perlu tindakan; kalau ini yang benar, minta peserta mengirim ulang."
        )
        _keep(root, inbox, one.path)
        return
    _write(root, folder, one)
    result.accepted.append(f"{name}: {one.answers.participant}, {one.answers.lesson}")
    if one.problems:
        _keep(root, inbox, one.path)
        result.refused.append(f"{name}: diterima sebagian. " + "; ".join(one.problems) + ".")


def _standing(folder: Path) -> Answers | None:
    try:
        return read_answers(folder / FILE_NAME).answers
    except AnswersError:
        return None


def _write(root: Path, folder: Path, one: Received) -> None:
    """Lay down what nbgrader's own commands need; the answers last, so that half is never whole."""
    lesson = one.answers.lesson
    notebook = root / "release" / lesson / f"{lesson}.ipynb"
    if not notebook.is_file():
        raise CourseError(f"Pelajaran {lesson!r} belum dirilis. Jalankan: course release {lesson}")
    write_atomically(folder / notebook.name, notebook.read_bytes())
    write_atomically(folder / "timestamp.txt", f"{one.at:%Y-%m-%d %H:%M:%S} UTC\n".encode())
    for path, data in one.photos.items():
        write_atomically(folder / path, data)
    write_atomically(folder / FILE_NAME, dump(one.answers))


def _keep(root: Path, inbox: Path, path: Path) -> None:
    """Keep a refused file in ``inbox/refused``; an equal one kept earlier is enough."""
    if path.is_symlink():
        return
    refused = root / "inbox" / "refused"
    refused.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        sum_ = hashlib.file_digest(file, "sha256").hexdigest()[:8]
    target = refused / f"{path.stem[:80]}.{sum_}{path.suffix}"
    own = inbox.resolve() == (root / "inbox").resolve()
    if own:
        path.replace(target)
    elif not target.exists():
        shutil.copyfile(path, target)
