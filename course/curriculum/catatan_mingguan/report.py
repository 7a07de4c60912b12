"""``course report week``: the lecturer's week, with messages ready to paste."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from course import CourseError, lessons
from course.curriculum.catatan_mingguan.log import LESSON, WEEKS, read_logs
from course.curriculum.catatan_mingguan.week import Digest, digest, latest_week
from course.evaluation.gate import participants
from course.files import Places
from course.pages import write_page
from course.people.roster import course_roster
from course.words import in_words


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("pesan.toml").read_text("utf-8"))


def goal(week: int) -> str:
    """Return what the week is about."""
    return str(_texts()["week"][str(week)]["goal"])


def messages(digest: Digest) -> Iterator[tuple[str, str]]:
    """Return heading and text of each message; none names a partner in a group."""
    texts = _texts()["texts"]
    for number, text in enumerate(_texts()["week"][str(digest.week)]["motivation"], start=1):
        yield f"Untuk grup WhatsApp peserta, pesan {number}", text
    for row in digest.mentors.to_dict("records"):
        if facts := list(_facts(digest, str(row["mentor"]))):
            values = {"mentor": row["mentor"], "week": digest.week, "facts": "; ".join(facts)}
            late = row["done"] < row["planned"]
            ask = "Kapan kontak berikutnya?" if late else "Bagaimana rencananya?"
            text = texts["reminder"].format(ask=ask, **values)
            yield f"Untuk {row['mentor']} (chat pribadi)", text
    if digest.at_risk:
        heading = "Untuk mitra yang lama tidak terhubung (dari pendampingnya)"
        yield heading, texts["partner_reminder"]
    if digest.week == _LAST:
        yield "Serah terima", texts["handover"].strip()


_LAST = 4


def _facts(digest: Digest, mentor: str) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for partner, own, why in (*digest.at_risk, *digest.remarks):
        if own == mentor:
            found.setdefault(partner, []).append(why)
    yield from (f"{partner}: {', '.join(why)}" for partner, why in found.items())


def write_week(root: Path, week: int | None = None) -> Path:
    """Write ``reports/week.html`` and ``reports/week-mitra.csv``; return the page's path.

    ``week``: 1 to 4, or 12; the latest with a contact if None. Raises CourseError when there is no
    roster, no log, or no such week.
    """
    who = participants(root) or frozenset()
    people = [person for person in course_roster(root).values() if person.code in who]
    mentors = {person.code: person.mentor for person in people if person.mentor}
    if not mentors:
        raise CourseError(f"{Places(root).roster}: belum ada pendamping di daftar peserta.")
    logs = read_logs(root)
    week = latest_week(logs) if week is None else week
    if week not in WEEKS:
        raise CourseError(f"Minggu {week} tidak ada. Yang ada: {', '.join(map(str, WEEKS))}.")
    found = digest(logs, mentors, week)
    page = write_page(
        Places(root).reports / "week.html",
        "curriculum/catatan_mingguan/week", f"Pendampingan minggu {week}",
        digest=found, goal=goal(week), messages=list(messages(found)), obstacles=_words(root),
        in_words=in_words, rows=found.partners.to_dict("records"),
        mentors=found.mentors.to_dict("records"),
    )  # fmt: skip
    found.partners.to_csv(Places(root).reports / "week-mitra.csv", index=False, lineterminator="\n")
    return page


def _words(root: Path) -> dict[str, str]:
    fields = lessons.load(root, LESSON).definitions["minggu-1"].fields
    (field,) = (one for one in fields if one.key == "kendala")
    return dict(field.to_json()["options"])


REPORTS = {"week": write_week}
"""Writer by kind, as in ``course report week``."""
