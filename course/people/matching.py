"""Which attendee is whom: proposals that a person confirms, before anything is counted.

The sheet ``zoom/cocokkan.csv`` holds names and addresses. It is private, and nothing of it goes
further than ``course zoom import``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from course import CourseError
from course.files import write_private
from course.people.roster import CODE
from course.people.zoom import Attendee
from course.spreadsheets import csv_text, read_cells, typed

COLUMNS = (
    "nama_zoom", "email", "menit", "usulan", "nama_daftar", "yakin", "alasan", "benar",
)  # fmt: skip
_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,3})[\s._-]?([0-9]{2,6})(?![A-Za-z0-9])")
_TITLES = frozenset({
    "bu", "ibu", "pak", "bapak", "bpk", "hj", "haji", "mbak", "mas", "kak", "kakak", "kang", "teh",
    "mba", "bunda", "ummi", "abi", "sdr",
})  # fmt: skip
_SURE, _LIKELY, _LEAD = 86, 65, 8
_YES = {"ya", "y", "benar", "betul", "ok", "1", "✓", "v"}
_NO = {"tidak", "t", "bukan", "-", "x", "0", "lain"}


@dataclass(frozen=True)
class Person:
    """Somebody of the roster, with what may identify them."""

    code: str
    name: str
    email: str


@dataclass(frozen=True)
class Proposal:
    """Who an attendee may be."""

    code: str
    """Empty when nobody fits."""
    certainty: str
    """``kuat``, ``ragu`` or empty."""
    reason: str


_NOBODY = Proposal("", "", "")


def people_in(rows: Iterable[Mapping[str, str]]) -> list[Person]:
    """Return the people of a roster's rows (``course.roster.read_table``)."""
    return [
        Person(*(row.get(column, "").strip() for column in ("participant", "name", "email")))
        for row in rows
    ]


def propose(
    attendees: Sequence[Attendee], people: Sequence[Person]
) -> dict[tuple[str, str], Proposal]:
    """Return a proposal by attendee: by code in the name, by address, by likeness of the name."""
    found = {attendee.key: _propose(attendee, people) for attendee in attendees}
    # Who changed the name after joining appears once more under the name they came with.
    came_as: dict[str, set[str]] = {}
    for attendee in attendees:
        if found[attendee.key].code and len(attendee.names) > 1:
            came_as.setdefault(_plain(attendee.names[-1]), set()).add(found[attendee.key].code)
    for attendee in attendees:
        codes = came_as.get(_plain(attendee.name), set())
        if not found[attendee.key].code and len(codes) == 1:
            reason = "nama ini juga nama asli orang yang berganti nama"
            found[attendee.key] = Proposal(next(iter(codes)), "ragu", reason)
    return found


def _propose(attendee: Attendee, people: Sequence[Person]) -> Proposal:
    known = {person.code for person in people}
    written = {f"{a.upper()}{b}" for a, b in _CODE.findall(attendee.name)} & known
    if len(written) == 1:
        return Proposal(next(iter(written)), "kuat", "kode ada di nama")
    if attendee.email:
        same = [p.code for p in people if p.email.casefold() == attendee.email.casefold()]
        if len(same) == 1:
            return Proposal(same[0], "kuat", "alamat email sama")
    return _by_name(attendee, people)


def _by_name(attendee: Attendee, people: Sequence[Person]) -> Proposal:
    scores = sorted(
        ((max(_likeness(n, p.name) for n in attendee.names), p.code) for p in people if p.name),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not scores or scores[0][0] < _LIKELY:
        return _NOBODY
    (best, code), lead = scores[0], scores[0][0] - (scores[1][0] if len(scores) > 1 else 0)
    if best >= _SURE and lead >= _LEAD:
        return Proposal(code, "kuat", f"nama mirip ({best:.0f} dari 100)")
    others = [other for score, other in scores[1:4] if best - score < _LEAD]
    rest = f"; mungkin juga {', '.join(others)}" if others else ""
    return Proposal(code, "ragu", f"nama agak mirip ({best:.0f} dari 100){rest}")


def _likeness(one: str, other: str) -> float:
    """Return 0 to 100; a first name alone is like every name it begins, but never the same."""
    a, b = _plain(one), _plain(other)
    if not a or not b:
        return 0.0
    return float(fuzz.token_sort_ratio(a, b) + fuzz.token_set_ratio(a, b)) / 2


def _plain(name: str) -> str:
    """Return a name without titles, marks and emoji, in small letters."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(c if c.isalpha() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(word for word in words.split() if word not in _TITLES)


def write_sheet(
    path: Path,
    minutes: Mapping[Attendee, int],
    people: Sequence[Person],
) -> tuple[int, int]:
    """Write the sheet to confirm; answers of an earlier one stay. Return (attendees, strong)."""
    attendees = list(minutes)
    before = answers_in(path) if path.exists() else {}
    proposals = propose(attendees, people)
    names = {person.code: person.name for person in people}
    order = {"kuat": 0, "ragu": 1, "": 2}
    attendees.sort(key=lambda a: (order[proposals[a.key].certainty], proposals[a.key].code, a.key))
    rows: list[tuple[object, ...]] = [COLUMNS]
    for attendee in attendees:
        one = proposals[attendee.key]
        rows.append((
            attendee.name, attendee.email, minutes[attendee], one.code,
            names.get(one.code, ""), one.certainty, one.reason, before.get(attendee.key, ""),
        ))  # fmt: skip
    write_private(path, csv_text(rows).encode("utf-8-sig"))
    strong = sum(1 for proposal in proposals.values() if proposal.certainty == "kuat")
    return len(attendees), strong


def answers_in(path: Path) -> dict[tuple[str, str], str]:
    """Return what was written into the column ``benar``, by attendee.

    Raises CourseError when there is no such sheet, or a column is gone.
    """
    if not path.exists():
        raise CourseError(f"{path}: belum ada. Jalankan dulu: course zoom match LAPORAN.csv")
    return {key: answer for key, answer, _ in _sheet_rows(path)}


def _sheet_rows(path: Path) -> list[tuple[tuple[str, str], str, str]]:
    head, *rows = read_cells(path, "lembar pencocokan").lines
    missing = [name for name in ("nama_zoom", "email", "usulan", "benar") if name not in head]
    if missing:
        raise CourseError(
            f"{path}: kolom {', '.join(missing)} hilang. Buat lagi dengan course zoom match."
        )
    at = {name: head.index(name) for name in head}
    found = []
    for row in rows:
        cells = [*row, *[""] * len(head)]
        name, email = (typed(cells[at[c]]) for c in ("nama_zoom", "email"))
        answer, proposed = (typed(cells[at[c]].strip()) for c in ("benar", "usulan"))
        found.append((Attendee(name, email).key, answer, proposed))
    return found


def confirmed(path: Path, codes: set[str]) -> tuple[dict[tuple[str, str], str], list[str]]:
    """Return ``{attendee: code}`` as the person decided (empty code: none of ours), and problems.

    An attendee without an answer is in neither; it is named in the problems.
    """
    decided: dict[tuple[str, str], str] = {}
    problems = []
    if not path.exists():
        raise CourseError(f"{path}: belum ada. Jalankan dulu: course zoom match LAPORAN.csv")
    for line, (key, answer, proposed) in enumerate(_sheet_rows(path), start=2):
        low = answer.casefold()
        if not answer:
            problems.append(f"{path.name}, baris {line}: kolom benar masih kosong; tidak dihitung.")
        elif low in _NO:
            decided[key] = ""
        elif low in _YES and proposed in codes:
            decided[key] = proposed
        elif CODE.fullmatch(answer.upper()) and answer.upper() in codes:
            decided[key] = answer.upper()
        else:
            problems.append(
                f"{path.name}, baris {line}: {answer[:20]!r} bukan ya, tidak, atau kode dari "
                "daftar peserta; tidak dihitung."
            )
    return decided, problems
