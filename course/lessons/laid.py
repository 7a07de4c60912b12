"""The lessons that come with Kelas UMKM: where they lie, laid into a class, and newer ones brought.

A class keeps its own copy, which may be changed. ``kelas/lessons.json`` says by digest what was
laid there, so that what a class changed is told from what is merely old, and never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import course
from course import CourseError
from course.criteria.lists import FILE as WORDS
from course.files import Places, is_system_file, write_atomically
from course.indicators import PHASES

_WITHIN = "_class"
"""The folder of an installed package that ``setup.py`` fills; a repository has none."""
_SOURCE = "source/"
STARTERS = ("Kelas UMKM.bat", "Kelas UMKM.command")
CONFIG = "nbgrader_config.py"
_SINGLE = (f"{_SOURCE}{WORDS}", CONFIG, *STARTERS)
_NEW, _TMP = ".new", ".tmp"


def materials() -> Path:
    """Return the folder with ``source/``, ``examples/`` and what else a class is made of.

    It lies inside an installed package; in a checkout it is the repository.
    """
    package = Path(course.__file__).parent
    inside = package / _WITHIN
    return inside if inside.is_dir() else package.parent


def lesson_of(unit: str) -> str:
    """Return the lesson that a unit is, as people call it; a single file is called by its path."""
    return unit if unit in _SINGLE else unit.removeprefix(_SOURCE)


def units() -> list[str]:
    """Return what is laid and replaced as a whole: each lesson's folder, and the single files."""
    own = materials()
    lessons = sorted(path.parent.name for path in own.glob("source/*/*.ipynb"))
    return [f"{_SOURCE}{name}" for name in lessons] + [u for u in _SINGLE if (own / u).is_file()]


def lay(root: Path) -> None:
    """Lay every lesson, the settings and the starters into the new class at ``root``."""
    for unit in units():
        _copy(unit, root)
    _note(root)


def _copy(unit: str, to: Path) -> None:
    source, target = materials() / unit, to / unit
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=system_files, copy_function=shutil.copyfile)
        return
    shutil.copyfile(source, target)
    if target.suffix == ".command":  # macOS starts what may be executed
        target.chmod(0o755)


def system_files(_folder: str, names: list[str]) -> list[str]:
    """Return what ``shutil.copytree`` leaves out: files of the system, not of anybody."""
    return [*filter(is_system_file, names)]


@dataclass(frozen=True)
class Newer:
    """What the installed version holds for a class; units, see ``lesson_of``."""

    replaced: tuple[str, ...]
    """Lie there as they were laid, and are others now."""
    new: tuple[str, ...]
    """Were not there yet."""
    own: tuple[str, ...]
    """Were changed by the class, or laid by nobody knows which version: they stay."""
    tests: tuple[str, ...] = ()
    """Tests of one form in a class that has measured with them already: they stay."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """What ``bring`` is to lay."""
        return *self.replaced, *self.new

    @property
    def lessons(self) -> list[str]:
        """The names of the lessons that would be replaced."""
        return [lesson_of(unit) for unit in self.replaced if unit not in _SINGLE]


def newer(root: Path, take: Collection[str] = ()) -> Newer:
    """Return what the installed version has for the class at ``root``; nothing is written.

    ``take`` names lessons (or single files) that are to be replaced whoever changed them, and laid
    where the class has none. Raises CourseError for a name that there is not. What a class threw
    away does not come back by itself.
    """
    every = units()
    if unknown := sorted(set(take) - set(map(lesson_of, every))):
        raise CourseError(
            f"Pelajaran {unknown[0]!r} tidak ada di Kelas UMKM yang terpasang. Yang ada: "
            f"{', '.join(map(lesson_of, every))}."
        )
    if _is_checkout(root):
        return Newer((), (), ())
    laid = _laid(root)
    found: dict[str, list[str]] = {"replaced": [], "new": [], "own": [], "tests": []}
    for unit in every:
        if kind := _kind(root, unit, laid, taken=lesson_of(unit) in take):
            found[kind].append(unit)
    return Newer(**{kind: tuple(some) for kind, some in found.items()})


def _kind(root: Path, unit: str, laid: Mapping[str, str], *, taken: bool) -> str:
    """Return which list of ``Newer`` a unit belongs to; "" for none."""
    now = _digest(materials() / unit)
    if not (root / unit).exists():
        return "new" if taken or (laid and unit not in laid) else ""
    own = _digest(root / unit)
    if own == now:
        return ""
    if not taken and _measures(root, unit):
        return "tests"
    if taken or own == laid.get(unit):
        return "replaced"
    # Where nobody knows what was laid, a single file that differs is not worth a line every time.
    before = laid.get(unit, now if unit in _SINGLE else "")
    return "own" if before != now else ""


def _measures(root: Path, unit: str) -> bool:
    """Return whether a unit is a test that asks its pretest's items again, and that is under way.

    Newer tests are two forms: the posttest's items would be others than those before.
    """
    name = lesson_of(unit)
    begun = any(Places(root).kept.glob(f"*/{next(iter(PHASES))}/*.json"))
    path = root / unit / f"{name}.ipynb"
    if name not in PHASES or not begun or not path.is_file():
        return False
    return '"form"' not in path.read_text("utf-8", "replace")


def bring(root: Path, chosen: Collection[str]) -> Path | None:
    """Lay the units, and write down what lies there as it was laid; ``chosen`` may be empty.

    Returns the folder in which the older ones are kept, None where there are none. Killed before
    everything is copied, nothing has changed; later, ``finish`` does the rest.
    """
    older = Places(root).older
    if chosen:
        name = _free_name(older)
        beside = older / f"{name}{_TMP}"
        for unit in chosen:
            _copy(unit, beside)
        beside.rename(older / f"{name}{_NEW}")
    aside = finish(root)
    if not _is_checkout(root) and Places(root).source.is_dir():
        _note(root)
    return aside


def finish(root: Path) -> Path | None:
    """Put what was copied for the class at ``root`` into place, also after a killed ``bring``.

    Returns the folder with the older ones, None where nothing was replaced.
    """
    older, aside = Places(root).older, None
    for beside in older.glob(f"*{_TMP}"):
        shutil.rmtree(beside)
    for staged in sorted(older.glob(f"*{_NEW}")):
        for unit in filter(lambda unit: (staged / unit).exists(), units()):
            if (root / unit).exists():
                aside = staged.with_suffix("")
                (aside / unit).parent.mkdir(parents=True, exist_ok=True)
                (root / unit).rename(aside / unit)
            (root / unit).parent.mkdir(exist_ok=True)
            (staged / unit).rename(root / unit)
        shutil.rmtree(staged)
    return aside


def _free_name(older: Path) -> str:
    today = datetime.now().astimezone().date().isoformat()
    taken = {path.name.removesuffix(_NEW) for path in older.glob(f"{today}*")}
    return next(n for n in (today, *(f"{today}-{i}" for i in range(2, 1000))) if n not in taken)


def _is_checkout(root: Path) -> bool:
    """Return whether the class's lessons are the very ones that come with Kelas UMKM."""
    source = Places(root).source
    return source.is_dir() and source.samefile(Places(materials()).source)


def _laid(root: Path) -> dict[str, str]:
    """Return the digests of what was laid; nothing for a class from before they were kept."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(Places(root).laid.read_bytes())["laid"]
        return {str(unit): str(digest) for unit, digest in kept.items()}
    return {}


def _note(root: Path) -> None:
    """Write down what lies there as it was laid; what a class has not (any more) is known too."""
    laid = _laid(root)
    for unit in units():
        now = _digest(materials() / unit)
        if not (root / unit).exists() or _digest(root / unit) == now:
            laid[unit] = now
    text = json.dumps({"version": version("kelas-umkm"), "laid": laid}, indent=1, sort_keys=True)
    if not Places(root).laid.is_file() or Places(root).laid.read_text("utf-8") != text:
        write_atomically(Places(root).laid, text.encode())


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of a folder's files with their names."""
    found = hashlib.sha256()
    for file in _files(path):
        found.update(f"{file.relative_to(path).as_posix()}\0{file.stat().st_size}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        if file.is_file() and not any(map(is_system_file, inside)):
            yield file
