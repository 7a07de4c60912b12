"""What one person of a class gets on a hub: released lessons, feedback, files to keep.

The hub, which may read the class, copies it into a folder that is shown to that person's server
alone (``hand_over``); the server takes it from there (``take_in``). So nothing of the class itself
lies where a participant can reach it, and nothing is ever written into her folders with more
rights than her own.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat

from course.exercises.answers import FILE_NAME
from course.files import Places, is_regular, is_system_file, write_atomically
from course.indicators import name_due
from course.lessons.lesson import AUDIENCES, read_about
from course.people.forms import orders
from course.people.lists import SPEAKERS, find_list
from course.people.program import find_program, window
from course.people.roster import everybody, find_roster, forgotten, invited

FEEDBACK = "umpan-balik"
"""The folder beside the lessons in which her feedback, her page and files to keep lie."""
_OWN = (FILE_NAME, "photos")
"""Of a lesson's folder, what is the participant's own."""
_READABLE = 0o644


def hand_over(root: Path, code: str, folder: Path) -> None:
    """Lay into ``folder`` what the person ``code`` of the class at ``root`` may have now.

    What lay there before and is hers no more goes. Everybody who sees the folder may read it: it
    is shown to her server alone. Raises CourseError for lists or a programme that cannot be read.
    """
    given = {place: path for path, place in _given(root, code)}
    folder.mkdir(parents=True, exist_ok=True)
    for old in [
        p for p in folder.rglob("*") if not p.is_dir() and p.relative_to(folder) not in given
    ]:
        old.unlink()
    for place, path in given.items():
        when = path.stat().st_mtime
        write_atomically(folder / place, path.read_bytes(), _READABLE)
        os.utime(folder / place, (when, when))


def drop_forgotten(root: Path, shares: Path) -> None:
    """Remove the shares of those whom the class has forgotten; they log in no more.

    ``shares``: the folder with everybody's, each called as the code in small letters.
    """
    for code in forgotten(root):
        shutil.rmtree(shares / code.lower(), ignore_errors=True)


def _given(root: Path, code: str) -> Iterator[tuple[Path, Path]]:
    """Yield the files for one person, each with its place in her folder; links are no files."""
    places = Places(root)
    if code in forgotten(root):
        return
    order = orders(root).get(code, "")
    for name in _open_lessons(root, code):
        # The test's other form is what she is asked the next time.
        due = name_due(order, name)
        asked = due if is_regular(places.release / name / f"{due}.ipynb") else name
        for path in _files(places.release / name):
            if path.suffix != ".ipynb" or path.stem == asked:
                yield path, path.relative_to(places.release)
    for path in _files(places.feedback / code):
        if path.suffix == ".html":
            yield path, Path(FEEDBACK, path.name)
    for path in _files(places.keepsakes / code):
        yield path, Path(FEEDBACK, "berkas", path.relative_to(places.keepsakes / code))
    for kind in ("participant", "mentor"):
        if is_regular(page := places.reports / f"{kind}-{code}.html"):
            yield page, Path(FEEDBACK, "hasil.html")


def _open_lessons(root: Path, code: str) -> Iterator[str]:
    """Yield the released lessons that are for such a person, and whose first day has come."""
    participant, mentor, speaker = AUDIENCES
    speakers = find_list(find_roster(root), SPEAKERS)
    audience = mentor if code in invited(root) else ""
    if code in everybody(root):
        audience = participant
    elif speakers and code in speakers.by_code:
        audience = speaker
    program, today = find_program(root), dt.datetime.now().astimezone().date()
    for path in sorted(Places(root).release.glob("*/*.ipynb")):
        opens, _ = window(program, path.stem)
        is_theirs = read_about(nbformat.read(path, as_version=4)).audience == audience
        if path.stem == path.parent.name and is_theirs and (opens is None or opens <= today):
            yield path.stem


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if is_regular(path) and not any(map(is_system_file, inside)):
            yield path


def take_in(folder: Path, home: Path) -> list[str]:
    """Copy what was handed over into ``home``: what is new there, or newer than what lies there.

    An answer is never touched. Returns a line for each file that could not be written; it keeps
    no other from coming, and no server from starting.
    """
    problems = []
    for path in _files(folder):
        place = path.relative_to(folder)
        target = home / place
        if place.name in _OWN or "photos" in place.parts[1:]:
            continue
        try:
            if target.is_file() and target.stat().st_mtime >= path.stat().st_mtime:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        except OSError as error:
            problems.append(f"{place}: tidak bisa ditaruh ({error.strerror}). Panggil pengajar.")
    return problems
