"""The programme file's plain facts, as a form shows and changes them: name, dates, tests.

Fields are called by their place in the file, ``course.start``, ``test.0.opens``. What the form does
not know, and every comment, stays in the file as it was written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from course import CourseError, Said
from course.files import Places, trouble, write_atomically
from course.indicators import PHASES
from course.lessons.forms import DELAYED
from course.lessons.lesson import names as lesson_names
from course.people.program import ProgramError, find_program, program_in, unreadable, window
from course.people.written import read_date
from course.words import in_words

_COURSE = ("name", "id", "partners", "start", "end", "retention_until", "consent")
_STAGE = ("name", "duration", "start", "end")
_DATES = {"start", "end", "retention_until", "opens", "closes", "date"}
_TESTS = ("pretest", "posttest")
"""How the lessons begin that are open for some days only."""
_OPTIONAL = {"retention_until", "partners", "id", "consent", "opens", "closes"}


@dataclass(frozen=True)
class Facts:
    """What the form shows."""

    values: Mapping[str, str] = field(default_factory=dict)
    """By field."""
    tests: Sequence[str] = ()
    """The lesson of each test, by number."""
    stages: int = 0
    weeks: int = 0
    has_workshop: bool = False
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Sentences by field; "" for the file as a whole."""
    is_readable: bool = True


def find_facts(root: Path, lessons: Sequence[str] = ()) -> Facts:
    """Return what stands in the programme file of the class at ``root``, also in one to mend."""
    path = Places(root).program
    tests = [name for name in lessons if name.startswith(_TESTS)]
    if not path.exists():
        return Facts(tests=tests)
    try:
        document = _read(path)
    except CourseError as error:
        return Facts(problems={"": [str(error)]}, is_readable=False)
    values = dict(_values(document))
    named = [values.get(f"test.{n}.lesson", "") for n in range(_count(document, "test"))]
    named += [name for name in tests if name not in named]
    problems: dict[str, list[str]] = {}
    try:
        program_in(tomlkit.dumps(document), path, lessons)
    except ProgramError as error:
        for line in error.problems:
            about, words = (line.about, line.words) if isinstance(line, Said) else ((), line)
            for name in [name for name in about if name in values] or [""]:
                problems.setdefault(name, []).append(words if name else str(line))
    return Facts(
        values, named, _count(document, "stage"), _count(document, "week"),
        "workshop.date" in values, problems,
    )  # fmt: skip


def changed_facts(root: Path, values: Mapping[str, str], lessons: Sequence[str] = ()) -> str:
    """Return the programme file with the form's values; nothing is written.

    Raises ProgramError, whose problems name fields, where it cannot be meant.
    """
    path = Places(root).program
    document = _read(path) if path.exists() else _new(values)
    before = dict(_values(document))
    place = _Tests(document, values)
    for name, text in values.items():
        if text != before.get(name, "") or (text and name not in before):
            place.put(name, text.strip())
    _keep_durations(document, values, before)
    text = tomlkit.dumps(document)
    try:
        program_in(text, path, lessons)
    except ProgramError as error:
        raise ProgramError([place.back(line) for line in error.problems]) from None
    return text


def write_facts(root: Path, values: Mapping[str, str], lessons: Sequence[str] = ()) -> None:
    """Write the form's values into the programme file. Raises ProgramError as changed_facts."""
    text = changed_facts(root, values, lessons)
    write_atomically(Places(root).program, text.encode())


def shifted(root: Path, values: Mapping[str, str]) -> dict[str, str]:
    """Return the form's values with every date moved as far as the course's first day was.

    A date that was itself changed stays; empty where the first day did not move.
    """
    path = Places(root).program
    before = dict(_values(_read(path))) if path.exists() else {}
    old, new = (read_date(one.get("course.start", "")) for one in (before, values))
    if not old or not new or old == new:
        return {}
    moved = dict(values)
    for name, text in before.items():
        day = read_date(text) if name.rpartition(".")[2] in _DATES else None
        if day and values.get(name, text) == text:
            moved[name] = f"{day + (new - old)}"
    return moved


_SOONEST, _USUAL, _LATEST = dt.timedelta(28), dt.timedelta(35), dt.timedelta(42)
"""After the posttest: four to six weeks."""
_OPEN_FOR = dt.timedelta(13)


def date_delayed(root: Path, opens: dt.date | None = None) -> list[str]:
    """Write the days of the delayed test into the programme file; return what is to be said.

    ``opens``: its first day; five weeks after the last day of the posttest where none is named and
    the file says none. Without a programme nothing is written, and a line says so.
    """
    names = list(lesson_names(root))
    program = find_program(root, names)
    if program is None:
        return [f"{DELAYED}: belum ada program kelas, jadi tes ini terbuka begitu dirilis."]
    test = next(name for name, phase in PHASES.items() if phase == "post")
    closes = window(program, test)[1] or program.course.end
    first = opens or window(program, DELAYED)[0] or closes + _USUAL
    facts = find_facts(root, names)
    number = list(facts.tests).index(DELAYED)
    values = {
        **facts.values,
        f"test.{number}.lesson": DELAYED,
        f"test.{number}.opens": f"{first}",
        f"test.{number}.closes": f"{first + _OPEN_FOR}",
    }
    write_facts(root, values, names)
    days = (
        f"Tes tunda dibuka {in_words(first)} sampai {in_words(first + _OPEN_FOR)}, "
        f"{(first - closes).days // 7} minggu sesudah tes akhir ditutup."
    )
    said = [days]
    if not _SOONEST <= first - closes <= _LATEST:
        said.append("Biasanya tes tunda 4 sampai 6 minggu sesudah tes akhir; periksa tanggalnya.")
    return said


def _read(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CourseError(trouble(error) or f"{path}: tidak bisa dibaca.") from error
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise CourseError(unreadable(path, error)) from error


def _new(values: Mapping[str, str]) -> tomlkit.TOMLDocument:
    """Return a programme of one stage, which goes on all the time."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Program kelas ini. Tanggal: tahun-bulan-hari."))
    document.add("course", tomlkit.table())
    document["course"]["forms"] = True
    start, end = (read_date(values.get(f"course.{name}", "")) for name in ("start", "end"))
    stage = tomlkit.table()
    stage.update({"name": "Pelatihan", "duration": "1 hari", "in_charge": "dosen"})
    stage["medium"] = ["tatap muka", "WhatsApp chat"]
    if start and end:
        stage.update({"start": start, "end": end, "duration": f"{(end - start).days + 1} hari"})
    stages = tomlkit.aot()
    stages.append(stage)
    document.add("stage", stages)
    return document


def _count(document: Mapping[str, Any], name: str) -> int:
    tables = document.get(name)
    return len(tables) if isinstance(tables, list) else 0


def _values(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of what the form knows."""
    parts: list[tuple[str, Any, tuple[str, ...]]] = [("course", document.get("course"), _COURSE)]
    for name, own in (("stage", _STAGE), ("week", ("start",)),
                       ("test", ("lesson", "opens", "closes"))):  # fmt: skip
        parts += [(f"{name}.{n}", document[name][n], own) for n in range(_count(document, name))]
    parts.append(("workshop", document.get("workshop"), ("date", "start")))
    for place, table, keys in parts:
        for key in keys if isinstance(table, Mapping) else ():
            if key in table:
                value = table[key]
                yield (
                    f"{place}.{key}",
                    f"{value:%H:%M}" if isinstance(value, dt.time) else f"{value}",
                )


class _Tests:
    """Puts values into a document; a test is found by its lesson, as the form may name more."""

    def __init__(self, document: tomlkit.TOMLDocument, values: Mapping[str, str]) -> None:
        self._document, self._lessons = document, values
        self._fields: dict[str, str] = {}

    def put(self, name: str, text: str) -> None:
        *place, key = name.split(".")
        table = self._table(place, text)
        if table is None:
            return
        self._fields[".".join([*self._at(place), key])] = name
        if not text and key in _OPTIONAL:
            table.pop(key, None)
        else:
            table[key] = _value(place[0], key, text)

    def _at(self, place: list[str]) -> list[str]:
        if place[0] != "test":
            return place
        lesson = self._lessons.get(f"test.{place[1]}.lesson", "")
        there = [str(table.get("lesson")) for table in self._document.get("test", [])]
        return ["test", str(there.index(lesson))] if lesson in there else place

    def _table(self, place: list[str], text: str) -> Any:
        name, number = place[0], int((self._at(place)[1:] or ["0"])[0])
        if name in {"course", "workshop"}:
            return self._document.get(name)
        if number < _count(self._document, name):
            return self._document[name][number]
        if name != "test" or not text:
            return None
        lesson = self._lessons.get(f"test.{place[1]}.lesson", "")
        if text == lesson:  # the lesson alone opens nothing
            return None
        table = tomlkit.table()
        table["lesson"] = lesson
        if "test" not in self._document:
            self._document.add("test", tomlkit.aot())
        self._document["test"].append(table)
        return table

    def back(self, line: str) -> str:
        """Return a problem, about the form's fields."""
        if not isinstance(line, Said):
            return line
        return Said("", line.words, [self._fields.get(name, name) for name in line.about])


def _value(part: str, key: str, text: str) -> Any:
    """Return a text as what it means in the file; as it is where it means nothing."""
    if (part, key) == ("workshop", "start"):
        found = re.fullmatch(r"(\d{1,2})[.:](\d\d)(?::\d\d)?", text)
        hour, minute = (int(found[1]), int(found[2])) if found else (24, 0)
        return dt.time(hour, minute) if hour < 24 and minute < 60 else text
    if key in _DATES:
        return read_date(text) or text
    if key == "partners":
        return int(text) if text.isdecimal() else text
    return text


def _keep_durations(
    document: Mapping[str, Any], values: Mapping[str, str], before: Mapping[str, str]
) -> None:
    """Reckon a stage's length anew where its days were changed and the length was not."""
    for number in range(_count(document, "stage")):
        stage, name = document["stage"][number], f"stage.{number}.duration"
        start, end = stage.get("start"), stage.get("end")
        found = re.fullmatch(r"\d+ (hari|minggu)", before.get(name, ""))
        is_typed = values.get(name, before.get(name)) != before.get(name)
        if found and not is_typed and isinstance(start, dt.date) and isinstance(end, dt.date):
            days = (end - start).days + 1
            weeks = found[1] == "minggu" and days % 7 == 0
            length = f"{days // 7} minggu" if weeks else f"{days} hari"
            if days > 0 and length != before[name]:
                stage["duration"] = length
