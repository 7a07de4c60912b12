"""Zoom's reports that lie in a class's ``kelas/zoom/``, told by what is in them.

A page that lets a person confirm the names works on these; the command line names its files.
"""

from __future__ import annotations

import filecmp
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from course.files import PRIVATE, Places
from course.people.attendance import PEOPLE, POLL, kind_of_report, to_confirm
from course.people.program import workshop_day
from course.people.roster import workshop_roster
from course.people.sheet import Asked

_ASIDE = "tidak-dipakai"
YES, NO, OTHER = "ya", "tidak", "lain"


@dataclass(frozen=True)
class Name:
    """One name of Zoom's, and what is proposed."""

    mark: str
    """What stands for it in the form."""
    asked: Asked

    @property
    def chosen(self) -> str:
        """What the list of choices shows first; sure proposals are taken to be right."""
        decided, code = self.asked.decided, self.asked.proposal.code
        if decided is None:
            return YES if self.asked.proposal.certainty == "kuat" else ""
        if decided == "":
            return NO
        return YES if decided == code else OTHER

    @property
    def other(self) -> str:
        """The code that was given in place of the proposal."""
        return (self.asked.decided or "") if self.chosen == OTHER else ""


def reports_in(root: Path) -> dict[str, list[Path]]:
    """Return the reports of the class's ``zoom/``, told by what is in them: by their kind."""
    found: dict[str, list[Path]] = {PEOPLE: [], POLL: []}
    for path in sorted(Places(root).zoom.glob("*")):
        is_sheet = Places(root).matches.stem in path.name
        if not is_sheet and path.is_file() and (kind := kind_of_report(path)):
            found[kind].append(path)
    return found


def to_name(root: Path) -> list[Name]:
    """Return the names in the reports that lie there, those first that nothing is known of.

    Raises CourseError as ``attendance.to_confirm`` does.
    """
    found, roster = reports_in(root), workshop_roster(root)
    every = []
    for one in to_confirm(root, found[PEOPLE], found[POLL], roster, workshop_day(root)):
        mark = hashlib.sha256("\n".join(one.attendee.key).encode()).hexdigest()[:12]
        every.append(Name(mark, one))
    return sorted(every, key=lambda name: bool(name.chosen))


def lay(root: Path, path: Path) -> str:
    """Move a report to the others of the class; return what it is called there."""
    folder = Places(root).zoom
    folder.mkdir(parents=True, exist_ok=True)
    name = path.name.replace(Places(root).matches.stem, "laporan")
    place, number = folder / name, 2
    while place.exists() and not filecmp.cmp(path, place, shallow=False):
        place = folder / f"{Path(name).stem} ({number}){path.suffix}"
        number += 1
    shutil.move(path, place)
    place.chmod(PRIVATE)
    return place.name


def put_away(root: Path, name: str) -> bool:
    """Set a report aside, where it is not counted; return whether there is one of that name."""
    every = [path for own in reports_in(root).values() for path in own]
    path = next((path for path in every if path.name == name), None)
    if path is None:
        return False
    aside = Places(root).zoom / _ASIDE
    aside.mkdir(exist_ok=True)
    path.replace(aside / path.name)
    return True
