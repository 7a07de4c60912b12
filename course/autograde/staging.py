"""``autograded/``: results laid down in one step, each stamped with what it was made from."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from course import CourseError
from course.files import Places
from course.inbox.submitted import bytes_in, photos_in

DIGEST_KEY = "kelas_umkm"

_STAMP = re.compile(
    rf'"{DIGEST_KEY}":\s*{{\s*"answers":\s*"([0-9a-f]{{64}})",\s*"release":\s*"([0-9a-f]{{64}})"'
    r'(?:,\s*"scores":\s*"([0-9a-f]{64})")?'
)
# The metadata stand after the cells.
_TAIL = 4096


def digest(folder: Path) -> str:
    """Return the SHA-256 of the answers in a folder and their photos.

    A photo that arrives after its answers changes it; without photos it is the file's own.
    """
    return digest_of(bytes_in(folder), folder)


def digest_of(answers: bytes, folder: Path) -> str:
    """Return ``digest`` for an answer file's bytes, with the photos in ``folder``."""
    sum_ = hashlib.sha256(answers)
    for path in photos_in(folder):
        sum_.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return sum_.hexdigest()


def release_digest(checksums: Mapping[str, str]) -> str:
    """Return a digest of a release (``{grade id: checksum}``): it changes when a criterion does."""
    lines = sorted(f"{grade_id} {checksum}" for grade_id, checksum in checksums.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def scores_digest(scores: Iterable[tuple[str, float | None]]) -> str:
    """Return a digest of automatic scores by grade id, as they also stand in the gradebook.

    Cells that wait for a person have none.
    """
    lines = sorted(f"{name} {score!r}" for name, score in scores if score is not None)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def stamp(notebook: Path) -> tuple[str, str, str]:
    """Return the digests (answers, release, scores) of an autograded notebook.

    What it was made from, and what it earned; that is empty in notebooks of an older Kelas UMKM.
    All are empty for a notebook that is absent, cut off or not ours: it is graded again.
    """
    try:
        with notebook.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _TAIL))
            tail = file.read().decode("utf-8", "replace")
    except OSError:
        return "", "", ""
    found = _STAMP.search(tail) if tail.rstrip().endswith("}") else None
    return (found[1], found[2], found[3] or "") if found else ("", "", "")


_NAME = ".staging-"


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """Make a folder for results in the making, on the disk they are renamed on.

    A lock beside it lives as long as this process: what a killed run left behind is recognised by
    a lock that nobody holds, and removed.
    """
    below = Places(root.resolve()).autograded
    below.mkdir(exist_ok=True)
    sweep(below)
    folder = below / f"{_NAME}{uuid.uuid4().hex[:12]}"
    with FileLock(f"{folder}.lock"):
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    Path(f"{folder}.lock").unlink(missing_ok=True)


def sweep(below: Path) -> None:
    """Remove what killed runs left in ``autograded/``."""
    for left in below.glob(f"{_NAME}*.lock"):
        try:
            with FileLock(left, timeout=0):
                shutil.rmtree(left.with_suffix(""), ignore_errors=True)
                left.unlink(missing_ok=True)
        except Timeout:
            continue  # of a run that is at work


def into_place(staged: Path, place: Path) -> None:
    """Rename a finished folder over the one of an earlier run.

    Raises CourseError when that one cannot be moved away.
    """
    for _ in range(3):  # another run may be putting the same folder in place
        try:
            staged.rename(place)
        except FileNotFoundError:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError:  # an earlier result stands there
            _put_aside(place, staged)
        else:
            return
    raise CourseError(f"{place}: tidak bisa diganti. Tutup berkas di dalamnya, lalu ulangi.")


def _put_aside(place: Path, staged: Path) -> None:
    try:
        place.rename(staged.with_suffix(f".old{os.urandom(4).hex()}"))
    except OSError:
        return
