"""What a service elsewhere needs of a class: codes, tokens, lessons; no names, no numbers.

The lessons are the released ones: no key of an answer leaves the class's computer.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError, lessons
from course.files import Places, is_regular, is_system_file, write_atomically, write_private
from course.inbox.mailbox.key import is_copy, leave_digest, make_key
from course.inbox.mailbox.platforms import copy_platforms
from course.people.invitations import read_invitations
from course.people.lists import MENTORS, SPEAKERS, find_list
from course.people.program import find_program
from course.people.roster import everybody, find_roster
from course.receiver.checks import site_file
from course.spreadsheets import csv_text


@dataclass
class Copied:
    """What a copy holds."""

    codes: int = 0
    lessons: int = 0
    problems: list[str] = field(default_factory=list)


def lay_copy(root: Path, target: Path, site: str = "") -> Copied:
    """Make, or bring up to date, a service's folder of the class at ``root``.

    ``site``: where the class's pages lie; "" to take it from the invitations. A class without a key
    gets one. Raises CourseError for lists that cannot be read, and for a folder that holds
    something else.
    """
    _refuse_another_s(target)
    found, places, own = Copied(), Places(root), Places(target)
    people = everybody(root)
    _write(own.roster, ("participant", "mentor", "token", "forms"),
           ((p.code, p.mentor, p.token, p.forms) for p in people.values()))  # fmt: skip
    found.codes = len(people)
    for kind, path in ((MENTORS, own.mentors), (SPEAKERS, own.speakers)):
        if table := find_list(find_roster(root), kind):
            rows = [(code, row["token"]) for code, row in table.by_code.items()]
            _write(path, (kind.key, "token"), rows)
            found.codes += len(rows)
    for name in ("program", "deletions"):
        if is_regular(path := getattr(places, name)):
            write_private(getattr(own, name), path.read_bytes())
    found.lessons = _lessons(places, own, found.problems)
    if copy_platforms(root, target) and not _has_address(root):
        found.problems.append(
            "Moodle dan Canvas di layanan perlu alamatnya sendiri: tulis receive di bawah [course] "
            "dalam kelas/program.toml, lalu salin lagi."
        )
    make_key(root)
    leave_digest(root, target)
    site = site or read_invitations(root).site
    if site:
        write_private(site_file(target), f"{site}\n".encode())
    else:
        found.problems.append("Alamat situs kelas belum diketahui. Ulangi dengan --site ALAMAT.")
    return found


def _refuse_another_s(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise CourseError(f"{target}: ini berkas, seharusnya folder. Pilih nama lain.")
    holds = target.is_dir() and any(not is_system_file(path.name) for path in target.iterdir())
    if holds and not is_copy(target):
        raise CourseError(
            f"{target}: folder ini berisi hal lain. Pilih folder kosong, atau salinan yang lama."
        )


def _lessons(places: Places, own: Places, problems: list[str]) -> int:
    """Copy the released lessons; those that are released no more are taken away."""
    laid = set()
    for name in lessons.names(places.root):
        notebook = places.release / name / f"{name}.ipynb"
        if is_regular(notebook):
            write_atomically(own.source / name / notebook.name, notebook.read_bytes())
            laid.add(name)
    if not laid:
        raise CourseError("Belum ada pelajaran yang dirilis. Jalankan dulu: course release")
    missing = [name for name in lessons.names(places.root) if name not in laid]
    if missing:
        problems.append(f"Belum dirilis, jadi tidak diterima: {', '.join(missing)}.")
    for folder in list(own.source.iterdir()):
        if folder.is_dir() and folder.name not in laid:
            shutil.rmtree(folder)
    return len(laid)


def _has_address(root: Path) -> bool:
    program = find_program(root)
    return bool(program and program.course.receive)


def _write(path: Path, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    write_private(path, csv_text([head, *rows]).encode("utf-8-sig"))
