"""``course zoom``: from Zoom's reports to attendance and votes by code, in the room ``workshop/``.

Names and addresses stay in ``zoom/``; from here on there are only codes.
"""

from __future__ import annotations

import datetime as dt
import filecmp
import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.files import PRIVATE, Places, write_atomically
from course.people.exports import minutes_together
from course.people.matching import Person, people_in
from course.people.polls import Polls, read_polls
from course.people.program import find_program, workshop_day
from course.people.roster import (
    line_for_kept_back,
    read_roster,
    read_table,
    without_consent,
    workshop_roster,
)
from course.people.sheet import Asked, asked, confirmed, write_sheet
from course.people.zoom import Attendee, Join, Report, read_participants
from course.spreadsheets import XLSX, csv_text

PEOPLE, POLL = "peserta", "polling"
_ASIDE = "tidak-dipakai"
"""Where in ``zoom/`` lies what is not counted."""
YES, NO, OTHER = "ya", "tidak", "lain"
_MOST_BYTES = 24 * 1024 * 1024


@dataclass
class Matched:
    """What ``course zoom match`` wrote."""

    sheet: Path
    attendees: int
    strong: int
    """How many have a proposal that hardly needs a look."""
    notes: list[str] = field(default_factory=list)


@dataclass
class Imported:
    """What ``course zoom import`` counted."""

    present: int
    """Participants with a code who came."""
    unnamed: int
    """Attendees left without a code: unnamed, speakers, guests."""
    votes: int
    problems: list[str] = field(default_factory=list)


def kind_of_report(path: Path) -> str:
    """Return what a file is by what is in it: ``PEOPLE``, ``POLL``, or "" for none of Zoom's."""
    if path.suffix.lower() not in {".csv", ".txt", XLSX} or path.stat().st_size > _MOST_BYTES:
        return ""
    for kind, read in ((PEOPLE, read_participants), (POLL, lambda own: read_polls([own]))):
        with suppress(CourseError):
            read(path)
            return kind
    return ""


def to_confirm(
    root: Path, reports: Sequence[Path], polls: Sequence[Path], roster: Path,
    day: dt.date | None = None,
) -> list[Asked]:  # fmt: skip
    """Return whom a person is to name, with proposals and what was said before; writes nothing.

    Raises CourseError as ``match`` does.
    """
    minutes, people, _ = _read(reports, polls, roster, day)
    return asked(root, minutes, people)


def match(
    root: Path, reports: Sequence[Path], polls: Sequence[Path], roster: Path,
    day: dt.date | None = None, answers: Mapping[tuple[str, str], str] | None = None,
) -> Matched:  # fmt: skip
    """Write the sheet a person confirms, ``zoom/cocokkan.xlsx``; answers given before stay.

    ``answers`` by attendee (``ya``, ``tidak``, a code, or "" for not yet) stand in place of those.
    Raises CourseError for a file that is no such report, and for an unreadable roster.
    """
    minutes, people, notes = _read(reports, polls, roster, day)
    written = write_sheet(root, minutes, people, answers)
    return Matched(
        Places(root).matches, written.attendees, written.strong, [*notes, *written.notes]
    )


def _read(
    reports: Sequence[Path], polls: Sequence[Path], roster: Path, day: dt.date | None
) -> tuple[dict[Attendee, int], list[Person], list[str]]:
    """Return the minutes by attendee, who is on the list, and what could not be read."""
    read, voted = [read_participants(path, day) for path in reports], read_polls(polls)
    minutes = {a: _minutes(joins) for a, joins in _by_attendee(read).items()}
    minutes |= {attendee: 0 for attendee in _places(read, voted) if attendee not in minutes}
    people = people_in(read_table(roster, "daftar peserta"))
    return minutes, people, [*(n for report in read for n in report.problems), *voted.problems]


def import_reports(
    root: Path, reports: Sequence[Path], polls: Sequence[Path], roster: Path,
    day: dt.date | None = None,
) -> Imported:  # fmt: skip
    """Count what the person confirmed into ``workshop/``; can be repeated at any time.

    Raises CourseError as ``match`` does, and when nothing was confirmed yet.
    """
    kept_back = without_consent(roster)
    read, voted = [read_participants(path, day) for path in reports], read_polls(polls)
    decided, problems = confirmed(root, set(read_roster(roster)), _places(read, voted))
    problems += [*(line for report in read for line in report.problems), *voted.problems]
    problems += _unasked(root, voted)
    if line := line_for_kept_back(kept_back & set(decided.values())):
        problems.append(line)
    codes, others = _by_code(read, decided, kept_back)
    rows = [(code, _minutes(joins), len(joins)) for code, joins in sorted(codes.items())]
    unnamed = [("", _minutes(joins), len(joins)) for joins in others.values()]
    _write(Places(root).attendance, ("participant", "minutes", "joins"), [*rows, *sorted(unnamed)])
    votes = list(_votes(voted, decided, kept_back))
    _write(Places(root).votes, ("participant", "voter", "question", "answer"), votes)
    return Imported(len(rows), len(unnamed), len(votes), problems)


def _votes(
    polls: Polls, decided: Mapping[tuple[str, str], str], kept_back: set[str]
) -> Iterator[tuple[str, int, str, str]]:
    """Yield (code or nothing, number of the voter, question, option), one row an option."""
    for number, vote in enumerate(polls.votes, start=1):
        code = decided.get(vote.attendee.key, "") if vote.attendee else ""
        if code not in kept_back:
            yield from ((code, number, vote.question, option) for option in vote.options)


def _unasked(root: Path, polls: Polls) -> Iterator[str]:
    """Name the workshop's tasks whose poll is not in the reports: nobody would have done them."""
    program, asked = find_program(root), {vote.question for vote in polls.votes}
    for task in program.workshop.task if program and program.workshop and asked else ():
        if task.poll and task.poll not in asked:
            yield (
                f"program.toml: polling tugas {task.title!r} tidak ada di laporan polling, jadi "
                "tidak ada yang terhitung mengerjakannya. Samakan pertanyaannya."
            )


def _places(reports: Iterable[Report], polls: Polls) -> dict[Attendee, str]:
    """Return who is in the reports, each once, with the file and row where they stand first."""
    found: dict[tuple[str, str], tuple[Attendee, str]] = {}
    for join in (join for report in reports for join in report.joins if not join.waiting):
        found.setdefault(join.attendee.key, (join.attendee, join.where))
    for vote in polls.votes:
        if vote.attendee:
            found.setdefault(vote.attendee.key, (vote.attendee, vote.where))
    return dict(found.values())


def _by_attendee(reports: Iterable[Report]) -> dict[Attendee, list[Join]]:
    """Return the joins of each attendee; the waiting room is not the workshop."""
    first: dict[tuple[str, str], Attendee] = {}
    found: dict[Attendee, list[Join]] = defaultdict(list)
    for join in (join for report in reports for join in report.joins if not join.waiting):
        found[first.setdefault(join.attendee.key, join.attendee)].append(join)
    return found


def _by_code(
    reports: Sequence[Report], decided: Mapping[tuple[str, str], str], kept_back: set[str]
) -> tuple[dict[str, list[Join]], dict[Attendee, list[Join]]]:
    """Return the joins by code, over all names and devices, and those of attendees without one."""
    codes: dict[str, list[Join]] = defaultdict(list)
    others: dict[Attendee, list[Join]] = {}
    for attendee, joins in _by_attendee(reports).items():
        code = decided.get(attendee.key, "")
        if not code:
            others[attendee] = joins
        elif code not in kept_back:
            codes[code] += joins
    return codes, others


def _minutes(joins: Iterable[Join]) -> int:
    """Return the minutes of somebody's joins: overlapping ones once, Zoom's count without times."""
    joins = list(joins)
    untimed = sum(join.minutes or 0 for join in joins if join.span is None)
    return minutes_together(join.span for join in joins if join.span) + untimed


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    write_atomically(path, csv_text([head, *rows], ends="\n").encode())


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
