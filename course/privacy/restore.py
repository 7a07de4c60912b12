"""``course restore``: a backup comes back, whole or not at all, and nobody forgotten with it.

Everything is unpacked and held to its hashes beside the class; then each of the class's folders
goes out and the backup's goes in, by renaming. What is to be renamed is written down first: killed
before that, the old class stands; killed after, the next command finishes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ValidationError

from course import CourseError
from course.files import KELAS, Places, class_lock, is_class, write_atomically, write_private
from course.gradebook.opening import FILE, DamagedError, database_file
from course.gradebook.scores import database
from course.people.roster import forgotten
from course.privacy.backup import class_id, last_automatic, safety_copy_unlocked
from course.privacy.database import be_alone
from course.privacy.forget import forget, planned
from course.privacy.packing import LOGS, Manifest, opened, units, units_in, unpack
from course.privacy.plan import delete
from course.spreadsheets import csv_text, read_cells

_NEW, _OLD, _JOURNAL = "new", "old", "swap.json"


@dataclass
class Restored:
    """What a restoring did."""

    into: Path
    manifest: Manifest
    """What was restored."""
    safety: Path | None = None
    """The copy of what stood before; None in a new folder."""
    forgotten: list[str] = field(default_factory=list)
    """Codes that the backup still held, and that were deleted again."""
    by_hand: list[str] = field(default_factory=list)
    """What a person must look at."""


class _Swap(BaseModel):
    """What is to go out and in; written down before the first is moved."""

    backup: str
    out: list[str]
    into: list[str]


def restore(file: Path, into: Path, *, known: Path | None = None) -> Restored:
    """Bring a backup back over the class at ``into``, or into a new or empty folder.

    Over a class, what stands there is backed up first (``undo`` brings it back); the site, files to
    keep and copies handed out stay as they are. Whoever was forgotten since, in ``into`` or in the
    class ``known``, is forgotten again before anything is seen. Raises CourseError, with nothing
    changed, for a file that is no whole backup, a backup of another class, a folder with other
    things in it, and while something of the class is in use.
    """
    into = into.resolve()
    if is_class(into):
        with class_lock(into):
            _finish(into)
            return _over(file, into)
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise CourseError(f"{into}: bukan folder kosong, dan bukan kelas. Pilih folder lain.")
    return _anew(file, into, known)


def undo(root: Path) -> Restored:
    """Bring back the newest automatic copy: what stood before the last act that made one.

    What stands now is copied first, so undoing twice leads back. Raises CourseError where there is
    none; after ``forget`` there is none, that cannot be undone.
    """
    newest = last_automatic(root)
    if newest is None:
        raise CourseError("Tidak ada cadangan otomatis; tidak ada yang bisa dibatalkan.")
    return restore(newest.path, root)


def finish(root: Path) -> str:
    """Finish, or clear away, a restoring that was killed; return what was done ("" for nothing)."""
    if not Places(root).restoring.exists():
        return ""
    with class_lock(root):
        return _finish(root)


def _finish(root: Path) -> str:
    beside = Places(root).restoring
    if not beside.exists():
        return ""
    journal = beside / _JOURNAL
    if not journal.is_file():
        delete(beside)
        return "Pemulihan yang terputus dibatalkan; kelas ini tetap seperti sebelumnya."
    try:
        swap = _Swap.model_validate_json(journal.read_bytes())
    except ValidationError as error:
        raise CourseError(
            f"{journal}: rusak, jadi pemulihan yang terputus tidak bisa diselesaikan. Pulihkan "
            "cadangan ke folder baru: course restore BERKAS --into FOLDER"
        ) from error
    _swap(root, swap, again=True)
    return f"Pemulihan dari {swap.backup} yang terputus sudah diselesaikan."


def _anew(file: Path, into: Path, known: Path | None) -> Restored:
    beside = into.parent / f".{into.name}.restore"
    if beside.exists():
        delete(beside)
    beside.mkdir(parents=True)
    try:
        with opened(file) as (archive, manifest):
            unpack(file, archive, manifest, beside)
        result = Restored(into, manifest)
        if known and _same(class_id(known), manifest.class_id):
            _forget_again(beside, known, result)
        _without_lock(beside)
        if into.exists():
            into.rmdir()
        beside.rename(into)
    except BaseException:
        with suppress(OSError):
            delete(beside)
        raise
    return result


def _over(file: Path, root: Path) -> Restored:
    _require_gradebook_here(root)
    beside = Places(root).restoring
    new = beside / _NEW
    try:
        new.mkdir(parents=True)
        with opened(file) as (archive, manifest):
            _refuse(root, file, manifest)
            unpack(file, archive, manifest, new)
        result = Restored(root, manifest)
        result.safety = safety_copy_unlocked(root, f"sebelum memulihkan {file.name}")
        _forget_again(new, root, result)
        _without_lock(new)
        swap = _Swap(backup=file.name, out=_going(root), into=units(new))
        write_atomically(beside / _JOURNAL, swap.model_dump_json().encode())
    except BaseException:
        with suppress(OSError):
            delete(beside)
        raise
    _swap(root, swap, again=False)
    return result


def _refuse(root: Path, file: Path, manifest: Manifest) -> None:
    """Raise CourseError for a backup of another class, and where a link stands in the way."""
    if not _same(class_id(root), manifest.class_id):
        raise CourseError(
            f"{file}: cadangan kelas {manifest.class_id}, bukan kelas ini ({class_id(root)}). "
            "Pulihkan ke folder sendiri dengan --into FOLDER."
        )
    links = [root / unit for unit in units_in(manifest) if (root / unit).is_symlink()]
    if links:
        raise CourseError(f"{links[0]}: ini tautan (link). Ganti dulu dengan isinya, lalu ulangi.")


def _same(one: str, other: str) -> bool:
    """Return whether two ids may be one class's: a class without a programme has none."""
    return not one or not other or one == other


def _require_gradebook_here(root: Path) -> None:
    """Raise CourseError where the gradebook is not the class's own file, or is in use."""
    path = database_file(database(root))
    if path and path.is_symlink():
        raise CourseError(f"{path}: ini tautan (link). Ganti dulu dengan berkasnya, lalu ulangi.")
    if path is None or path.resolve().parent != root.resolve():
        raise CourseError(
            "Buku nilai kelas ini ada di basis data lain (--db, KELAS_DB), jadi tidak ditimpa. "
            "Pulihkan ke folder baru dengan --into FOLDER, tanpa KELAS_DB."
        )
    with suppress(DamagedError):
        be_alone(root)


def _going(root: Path) -> list[str]:
    logs = [FILE + end for end in LOGS if (root / (FILE + end)).exists()]
    return [*logs, *(unit for unit in units(root) if not (root / unit).is_symlink())]


def _forget_again(new: Path, known: Path, result: Restored) -> None:
    """Take whoever the class has forgotten out of what was unpacked, and keep the record of it."""
    codes = forgotten(known)
    if not codes:
        return
    record, there = Places(new).deletions, Places(known).deletions
    rows = [
        read_cells(path, "catatan penghapusan").lines for path in (record, there) if path.exists()
    ]
    lines = list(dict.fromkeys(tuple(line) for some in rows for line in some))
    write_private(record, csv_text([list(line) for line in lines], ends="\n").encode())
    path = database_file(database(new))
    if path is None or path.resolve() != (new / FILE).resolve():
        raise CourseError(
            f"Buku nilai cadangan ini tidak ada di {FILE} (KELAS_DB?), jadi yang sudah dihapus "
            "tidak bisa dihapus lagi. Tidak ada yang diubah."
        )
    for code in sorted(codes):
        try:
            if planned(new, code).is_empty:
                continue
            done = forget(new, code)
        except CourseError as error:
            result.by_hand.append(f"{code}: belum bisa dihapus lagi. {error}")
        else:
            result.forgotten.append(code)
            result.by_hand += done.by_hand


def _without_lock(new: Path) -> None:
    Places(new).lock.unlink(missing_ok=True)


def _swap(root: Path, swap: _Swap, *, again: bool) -> None:
    """Let the old go out and the new come in; can be repeated from wherever it was killed.

    Where something is held open (a list in Excel), what was moved is moved back; ``again``, after a
    kill, it is left for the next command instead.
    """
    beside = Places(root).restoring
    moved = list[tuple[Path, Path]]()
    try:
        for here, there in _moves(root, beside, swap):
            there.parent.mkdir(parents=True, exist_ok=True)
            here.rename(there)
            moved.append((here, there))
    except OSError:
        if again:  # what was moved before is not known here
            raise
        for here, there in reversed(moved):
            there.rename(here)
        (beside / _JOURNAL).unlink()
        with suppress(OSError):
            delete(beside)
        raise
    # From here on nothing is moved any more: a list laid into the class meanwhile stays there.
    done = swap.model_copy(update={"out": [], "into": []})
    write_atomically(beside / _JOURNAL, done.model_dump_json().encode())
    for folder in (beside / _NEW, beside / _OLD):
        if folder.exists():
            delete(folder)
    delete(beside)


def _moves(root: Path, beside: Path, swap: _Swap) -> Iterator[tuple[Path, Path]]:
    """Yield (from, to) of what is still to be moved."""
    coming = set(swap.into)
    for unit in [*swap.out, *swap.into]:
        here, old, new = root / unit, beside / _OLD / unit, beside / _NEW / unit
        is_waiting = unit in coming and new.exists()
        if (
            os.path.lexists(here)
            and not os.path.lexists(old)
            and (is_waiting or unit not in coming)
        ):
            yield here, old
    for unit in swap.into:
        if (beside / _NEW / unit).exists():
            yield beside / _NEW / unit, root / unit
    (root / KELAS).mkdir(exist_ok=True)
