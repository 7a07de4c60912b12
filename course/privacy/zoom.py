"""One person out of Zoom's reports, and out of the sheet in which names were confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from course.files import Places
from course.people.roster import CODE, read_table
from course.privacy.identity import Person, plain
from course.privacy.lists import change_lines
from course.spreadsheets import typed

_Key = tuple[str, str]
_WHO_COLUMNS = 6  # name and address stand in front, in a webinar's report after three others


@dataclass(frozen=True)
class Attendees:
    """Who is who by the sheet that a person confirmed: name (``plain``) and address of each."""

    theirs: frozenset[_Key]
    others: frozenset[_Key]


def attendees_of(root: Path, person: Person) -> Attendees:
    """Return whom the sheet takes for ``person``, and for anybody else."""
    path = Places(root).matches
    rows = read_table(path, "lembar pencocokan") if path.is_file() else []
    theirs, others = set[_Key](), set[_Key]()
    for row in rows:
        one = plain(typed(row.get("nama_zoom", ""))), plain(typed(row.get("email", "")))
        said = row.get("benar", "").strip().upper()
        proposed = row.get("usulan", "").strip() == person.code
        yes = said == person.code or (
            proposed and bool(said) and said not in _NO and not CODE.fullmatch(said)
        )
        (theirs if yes or (not said and _says(one, person)) else others).add(one)
    return Attendees(frozenset(theirs), frozenset(others))


_NO = {"TIDAK", "T", "BUKAN", "-", "X", "0", "LAIN"}


def _says(one: _Key, person: Person) -> bool:
    """Return whether name and address leave no doubt, although nobody has confirmed them."""
    name, address = one
    return bool(
        person.word.search(name.upper())
        or (address and address in person.addresses)
        or (name in {plain(own) for own in person.names} and name not in person.others)
    )


def without_attendee(data: bytes, person: Person, known: Attendees) -> bytes | None:
    """Return a Zoom report without their rows; None where there are none."""
    text = data.decode("utf-8", "replace")
    delimiter = max(",;\t", key=text.count)
    return change_lines(data, _unless_theirs(person, known), delimiter)


def _unless_theirs(person: Person, known: Attendees) -> Callable[[Sequence[str], str], str]:
    strangers = {name for name, _ in known.others}

    def left(cells: Sequence[str], line: str) -> str:
        shown = [plain(typed(cell)) for cell in cells[:_WHO_COLUMNS]]
        addresses = {cell for cell in shown if "@" in cell}
        listed = any(
            name in shown
            and (not address or address in addresses)
            and not any((name, other) in known.others for other in addresses)
            for name, address in known.theirs
            if name
        )
        itself = any(
            _says((cell, ""), person) or (cell in person.addresses)
            for cell in shown
            if cell and cell not in strangers
        )
        return "" if listed or itself else line

    return left


def without_match(data: bytes, person: Person, known: Attendees) -> bytes | None:
    """Return the sheet of names without their rows, and without the proposal of them elsewhere."""
    head: list[str] = []

    def left(cells: Sequence[str], line: str) -> str:
        if not head:
            head.extend(cells)
            return line
        row = dict(zip(head, (typed(cell) for cell in cells), strict=False))
        if (plain(row.get("nama_zoom", "")), plain(row.get("email", ""))) in known.theirs:
            return ""
        if not person.word.search(row.get("usulan", "") + " " + row.get("alasan", "")):
            return line
        line = person.word.sub("", line)
        for name in person.names:
            if row.get("nama_daftar", "").strip() == name and (at := line.rfind(name)) >= 0:
                line = line[:at] + line[at + len(name) :]
        return line

    return change_lines(data, left)
