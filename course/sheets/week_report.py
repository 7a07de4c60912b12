"""``course report week``: the lecturer's page for one week."""

from __future__ import annotations

from pathlib import Path

from course import lessons
from course.dates import in_words
from course.errors import CourseError
from course.roster import FILE_NAME, find_roster, kept_back, read_roster
from course.sheets.log import LESSON, WEEKS, read_logs
from course.sheets.pages import write_page
from course.sheets.week import digest, latest_week
from course.sheets.week_messages import goal, messages


def write_week(root: Path, week: int | None = None) -> Path:
    """Write ``reports/week.html`` and ``reports/week-mitra.csv``; return the page's path.

    ``week``: 1 to 4, or 12; the latest with a contact if None. Raises CourseError when there is no
    roster, no log, or no such week.
    """
    held = kept_back(root)
    people = [p for p in read_roster(find_roster(root)).values() if p.code not in held]
    mentors = {person.code: person.mentor for person in people if person.mentor}
    if not mentors:
        raise CourseError(f"{root / FILE_NAME}: belum ada pendamping di daftar peserta.")
    logs = read_logs(root)
    week = latest_week(logs) if week is None else week
    if week not in WEEKS:
        raise CourseError(f"Minggu {week} tidak ada. Yang ada: {', '.join(map(str, WEEKS))}.")
    found = digest(logs, mentors, week)
    page = write_page(
        root / "reports" / "week.html", "week", f"Pendampingan minggu {week}",
        digest=found, goal=goal(week), messages=list(messages(found)), obstacles=_words(root),
        in_words=in_words, rows=found.partners.to_dict("records"),
        mentors=found.mentors.to_dict("records"),
    )  # fmt: skip
    found.partners.to_csv(root / "reports" / "week-mitra.csv", index=False, lineterminator="\n")
    return page


def _words(root: Path) -> dict[str, str]:
    fields = lessons.load(root, LESSON).definitions["minggu-1"].fields
    (field,) = (one for one in fields if one.key == "kendala")
    return dict(field.to_json()["options"])
