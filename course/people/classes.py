"""Classes as folders: making a new one, and which ones this person has."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import unicodedata
from contextlib import suppress
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir

from course import CourseError
from course.files import KELAS, Places, is_class, is_system_file, write_atomically, write_private
from course.lessons.laid import CONFIG, lay, materials, system_files
from course.people.blank import blank_program, blank_roster
from course.people.program import class_id
from course.people.written import seen
from course.spreadsheets import XLSX

LISTS = (
    "roster.csv",
    "mentors.csv",
    "lecturers.csv",
    "speakers.csv",
    "program.toml",
    "workshop.csv",
)
"""What the example class has of its own, as a real class would."""
_IGNORE = """\
# Data of people, and what is made from them: never in git.
/kelas/
/release/
/submitted/
/autograded/
/feedback/
/gradebook.db*
/dasbor*.ipynb
.nbgrader.log
.ipynb_checkpoints/
__pycache__/
"""
_LONGEST = 200
_KNOWN = "kelas-umkm.json"


def new_class(target: Path, name: str, *, example: bool = False) -> Path:
    """Make a class in the folder ``target``; return that folder.

    It gets the installed lessons and settings, the starters, and in ``kelas/`` an empty
    ``roster.xlsx`` and a ``program.toml`` with the class's ``name``, an id of its own and dates to
    change. With ``example`` it is the synthetic class instead, as ``course demo`` takes it.

    Everything is made beside the folder first: a killed run leaves the folder as it was, and the
    next one does the rest. Raises CourseError where the folder holds something already, or the
    name has no letter or digit.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100  a link to a folder stays a link
    name = "".join(c for c in seen(name) if c.isprintable())[:_LONGEST].strip()
    beside = target.with_name(f".{target.name}.kelas-tmp")
    whole = beside.with_suffix(".kelas-baru")
    if not whole.exists():
        _refuse_what_is_there(target)
        identity = _free_id(name)
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        lay(beside)
        (beside / ".gitignore").write_text(_IGNORE, "utf-8")
        (_lay_example if example else _lay_lists)(beside, name, identity)
        beside.rename(whole)
    # Before it is there: the list forgets what is not, and a class is in it from its first moment.
    remember_class(target)
    _put(whole, target)
    return target


def _refuse_what_is_there(target: Path) -> None:
    if target.is_dir() and (
        there := sorted(p.name for p in target.iterdir() if not is_system_file(p.name))
    ):
        raise CourseError(
            f"{target}: di folder ini sudah ada isinya ({there[-1]}). "
            "Pilih folder yang kosong, atau nama yang belum ada."
        )
    if os.path.lexists(target) and not target.is_dir():
        raise CourseError(f"{target}: ini berkas, bukan folder. Pilih nama yang belum ada.")


def _put(made: Path, target: Path) -> None:
    """Move a class that is whole to its place; into an empty folder piece by piece.

    What makes it a class (``is_class``) comes last.
    """
    if not target.exists():
        made.rename(target)
        return
    for part in sorted(made.iterdir(), key=lambda part: (part.name == KELAS, part.name == CONFIG)):
        part.rename(target / part.name)
    made.rmdir()


def _lay_lists(root: Path, name: str, identity: str) -> None:
    places, today = Places(root), dt.datetime.now().astimezone().date()
    example = (materials() / "examples" / places.program.name).read_text("utf-8")
    write_private(places.roster.with_suffix(XLSX), blank_roster())
    write_atomically(places.program, blank_program(example, name, identity, today).encode())
    places.inbox.mkdir()


def _lay_example(root: Path, _name: str, _identity: str) -> None:
    shutil.copytree(
        materials() / "examples", root / "examples",
        ignore=_not_of_this_class, copy_function=shutil.copyfile,
    )  # fmt: skip
    for name in LISTS:
        write_private(root / KELAS / name, (root / "examples" / name).read_bytes())


def _not_of_this_class(folder: str, names: list[str]) -> list[str]:
    """Leave out files of the system, and examples that are a course of their own."""
    others = (name for name in names if Path(folder, name, "source").is_dir())
    return [*system_files(folder, names), *others]


def _free_id(name: str) -> str:
    """Return ``pkm-brebes-2027`` for "PKM Brebes 2027"; numbered where a known class has it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    own = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:36].strip("-")
    if not name or not any(c.isalnum() for c in name):
        raise CourseError("Nama kelas masih kosong. Tulis misalnya: PKM Brebes 2027.")
    own = own or "kelas"
    taken = {_id_of(root) for root in known_classes()}
    return next(i for i in (own, *(f"{own}-{n}" for n in range(2, 1000))) if i not in taken)


def _id_of(root: Path) -> str:
    with suppress(CourseError, OSError):
        return class_id(root)
    return ""


def known_classes() -> list[Path]:
    """Return the folders of this person's classes, the last one first; those that are still there.

    A list that cannot be read is an empty one.
    """
    return [root for root in _noted() if _is_there(root)]


def remember_class(root: Path) -> None:
    """Put a class first into the list of this person's classes, and leave out those that are gone.

    Where the list cannot be written nothing is kept: the class works without it.
    """
    root = Path(os.path.abspath(root))  # noqa: PTH100
    kept = [root, *(one for one in known_classes() if one != root)]
    with suppress(OSError):
        write_private(_list(), json.dumps([str(one) for one in kept], indent=1).encode())


def _list() -> Path:
    return Path(jupyter_data_dir()) / _KNOWN


def _noted() -> list[Path]:
    with suppress(OSError, ValueError):
        found = json.loads(_list().read_bytes())
        if isinstance(found, list):
            return [Path(one) for one in found if isinstance(one, str) and one]
    return []


def _is_there(root: Path) -> bool:
    with suppress(OSError, ValueError):
        return root.is_absolute() and is_class(root)
    return False
