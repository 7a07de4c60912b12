"""Lesson 4 to keep: the posting calendar (``.ics`` and a sheet for the wall) and the work plan.

Times are local times without a zone (RFC 5545, "floating"), so that the telephone reminds at the
hour the owner wrote, wherever it is. A second import of the same plan replaces the first: the
events keep their identity, and a corrected plan has the higher SEQUENCE (RFC 5546, 2.1.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from icalendar import Alarm, Calendar, Event

from course.criteria.tables import cell
from course.curriculum.keepsakes import Files
from course.curriculum.m4_strategi.schedule import WEEKDAYS, Entry, entries, posting_days
from course.exercises.tables import Table
from course.inbox.submitted import Submission
from course.pages import printed
from course.words import WEEKDAYS as DAY_NAMES
from course.words import in_words

WEEKS, ROWS = 4, ("a", "b", "c")
"""A plan is one week; those from before the lesson was shortened have up to four."""
INVITATION = "Jangan lupa ajakannya: balas, chat, atau datang."
_BEGUN = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_MOST = 2**31 - 1  # RFC 5545, 3.3.8: an integer has 32 bits


@dataclass(frozen=True)
class Post:
    """One upload of the plan, in words."""

    week: int
    """0 for the first week."""
    number: int
    """0 for the first upload of its week."""
    day: dt.date
    place: str
    kind: str
    content: str

    @property
    def when(self) -> str:
        """Return the day as ``Senin, 30 November 2026``."""
        return f"{DAY_NAMES[self.day.weekday()]}, {in_words(self.day)}"


def write_calendar(work: Submission) -> Files:
    """Return ``kalender-posting.ics`` and ``.html`` from ``kalender`` and ``kalender-lanjut``.

    Without a first day, without weekdays or without a single row there is no file, but a note.
    """
    first = work.get("kalender")
    files = Files()
    planned = _planned(first, work.get("kalender-lanjut"))
    posts = list(_posts(first, planned, _table(work, "kalender-lanjut", "cara")))
    if not posts:
        files.notes.append(
            "Kalender belum bisa dibuat: tanggal mulai, hari tetap, dan isi di Tugas 9 diperlukan"
        )
        return files
    if len(planned) < len(ROWS):
        files.notes.append(f"Kalender baru berisi {len(planned)} dari {len(ROWS)} postingan")
    if len(posts) < len(planned):
        files.notes.append(
            f"{len(planned) - len(posts)} postingan tidak ikut di kalender: hari tetap yang "
            "dipilih di Tugas 9 kurang dari tiga"
        )
    hour, counting = _hour(first.get("jam")), _counting_days(first)
    files.contents["kalender-posting.ics"] = _ics(work, posts, hour, counting)
    files.contents["kalender-posting.html"] = _sheet(posts, hour, counting)
    return files


def _table(work: Submission, exercise: str, key: str) -> Table:
    """Return the table as the lesson asks it: its words are the lesson's."""
    return cast("Table", work.known.definitions[exercise].by_key[key])


def _planned(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Entry]:
    """Return the rows of every week; what and where are asked in two exercises since it is one."""
    weeks = entries([{**first, **second}.get(f"minggu{week + 1}") for week in range(WEEKS)], ROWS)
    found = {(entry.week, entry.place): entry for entry in weeks}
    for way in entries([second.get("cara")], ROWS):
        what = found.get((0, way.place), way)
        found[0, way.place] = replace(what, cells={**what.cells, **way.cells})
    return [found[place] for place in sorted(found)]


def _posts(first: Mapping[str, Any], planned: Sequence[Entry], asked: Table) -> Iterator[Post]:
    days = posting_days(first.get("mulai"), first.get("hari"), WEEKS)
    places, kinds = map(asked.options_of, ("kanal", "jenis"))
    for entry in planned:
        if entry.place < len(days[entry.week]):
            yield Post(
                week=entry.week,
                number=entry.place,
                day=days[entry.week][entry.place],
                place=places.get(entry.get("kanal"), "Media sosial"),
                kind=kinds.get(entry.get("jenis"), "Isi"),
                content=one_line(entry.get("isi"), 80),
            )


def _hour(raw: Any) -> dt.time | None:
    try:
        return dt.time.fromisoformat(raw).replace(tzinfo=None)
    except (TypeError, ValueError):
        return None


def _counting_days(first: Mapping[str, Any]) -> list[dt.date]:
    """Return the day of each week on which the results are counted; empty without one."""
    day = cell(first.get("lain"), "hitung", "hari")
    found = posting_days(first.get("mulai"), [day] if day in WEEKDAYS else [], WEEKS)
    return [date for week in found for date in week]


def _answered(work: Submission, posts: Sequence[Post]) -> dt.datetime:
    """Return when the plan was answered last, in UTC; its first day where no time stands.

    The answers' own time, not this computer's: the same answers give the same file.
    """
    entries = work.answers.answers
    times = [entries[name].at for name in ("kalender", "kalender-lanjut") if name in entries]
    if not times:
        return dt.datetime.combine(posts[0].day, dt.time(), dt.UTC)
    return max(*times, _BEGUN).astimezone(dt.UTC)


def _ics(
    work: Submission, posts: Sequence[Post], hour: dt.time | None, counting: Sequence[dt.date]
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Kelas UMKM//Kalender unggahan//ID")
    calendar.add("version", "2.0")
    participant, stamp = work.participant, _answered(work, posts)
    for post in posts:
        lines = [f"{post.kind}: {post.content}", INVITATION]
        name = f"unggah-{post.week + 1}-{post.number + 1}"
        title = f"Posting: {post.place} ({post.kind})"
        calendar.add_component(
            _event(f"{participant}-{name}", stamp, (title, "\n".join(lines)), post.day, hour)
        )
    for week, day in enumerate(counting, start=1):
        words = ("Hitung hasil postingan", "Berapa chat? Berapa pesanan? Tulis di buku.")
        calendar.add_component(_event(f"{participant}-hitung-{week}", stamp, words, day, hour))
    return bytes(calendar.to_ical())


def _event(
    name: str, stamp: dt.datetime, words: tuple[str, str], day: dt.date, hour: dt.time | None
) -> Event:
    """Return fifteen minutes, or a whole day, with a reminder ten minutes before, or at nine."""
    event = Event()
    event.add("uid", f"{name}@kelas-umkm.example")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", min(_MOST, max(0, int((stamp - _BEGUN).total_seconds()))))
    event.add("summary", words[0])
    event.add("description", words[1])
    event.add("dtstart", dt.datetime.combine(day, hour) if hour else day)
    event.add("duration", dt.timedelta(minutes=15) if hour else dt.timedelta(days=1))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words[0])
    alarm.add("trigger", dt.timedelta(minutes=-10) if hour else dt.timedelta(hours=9))
    event.add_component(alarm)
    return event


def _sheet(posts: Sequence[Post], hour: dt.time | None, counting: Sequence[dt.date]) -> bytes:
    return printed(
        "curriculum/m4_strategi/calendar",
        "Kalender postingan",
        start=posts[0].when,
        hour=f"{hour:%H.%M}" if hour else "",
        counting=DAY_NAMES[counting[0].weekday()] if counting else "",
        weeks=[
            found
            for week in range(WEEKS)
            if (found := [post for post in posts if post.week == week])
        ],
    )


STEPS = ("l1", "l2", "l3", "n1", "n2", "n3")
"""Three are asked for; before the lesson was shortened six could be added."""
_EXPERIMENT = {
    "ubah": "Satu hal yang diubah",
    "ukur": "Yang dihitung",
    "batas": "Sampai kapan",
    "lalu": "Lalu",
}


def write_workplan(work: Submission) -> Files:
    """Return ``rencana-kerja.html`` from ``rencana-kerja`` and ``rencana-tanda``.

    With ``percobaan`` below, if answered.
    """
    files = Files()
    when = _table(work, "rencana-kerja", "rencana").options_of("kapan")
    who = _table(work, "rencana-tanda", "tanda").options_of("siapa")
    plan = entries([work.get("rencana-kerja").get("rencana")], STEPS)
    signs = work.get("rencana-tanda").get("tanda")
    also = {entry.place: entry.cells for entry in entries([signs], STEPS)}
    plan = [replace(entry, cells={**entry.cells, **also.get(entry.place, {})}) for entry in plan]
    steps = [
        {
            "what": one_line(entry.get("langkah")),
            "who": who.get(entry.get("siapa"), ""),
            "when": when.get(entry.get("kapan"), ""),
            "sign": one_line(entry.get("tanda")),
        }
        for entry in plan
        if entry.get("langkah")
    ]
    if not steps:
        files.notes.append("Rencana kerja masih kosong: tulis langkahnya di Tugas 14")
        return files
    experiment = _experiment(work.get("percobaan"))
    page = printed(
        "curriculum/m4_strategi/workplan", "Rencana kerja", steps=steps, experiment=experiment
    )
    files.contents["rencana-kerja.html"] = page
    return files


def _experiment(answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    if not answer.get("ubah"):
        return []
    return [(name, one_line(answer.get(key), 200)) for key, name in _EXPERIMENT.items()]


def one_line(text: Any, most: int = 120) -> str:
    """Return what a participant wrote as one line without control characters, cut at ``most``."""
    words = "".join(c if c.isprintable() else " " for c in str(text or ""))
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
