"""Who has not sent what is due, with a message to remind them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from course import lessons
from course.desk.people import names
from course.evaluation.progress import missing
from course.lessons.lesson import title
from course.people.program import find_program
from course.people.roster import course_roster, mentors_of
from course.words import in_words


@dataclass(frozen=True)
class Late:
    """What is missing with one mentor, or from one participant without any."""

    code: str
    """Whom to write to."""
    called: str
    """Name and code."""
    lines: tuple[str, ...]
    """Who has not sent which lessons."""
    message: str


@dataclass(frozen=True)
class AllLate:
    """Everything that is due and has not come."""

    has_program: bool
    groups: tuple[Late, ...] = ()


def late(root: Path, today: dt.date) -> AllLate:
    """Return what is due today and has not come, by whom to write to."""
    program = find_program(root, lessons.names(root))
    roster = course_roster(root)
    if program is None or not roster:
        return AllLate(has_program=program is not None)
    known, mentors = names(root), set(mentors_of(roster))

    def called(code: str) -> str:
        return f"{known[code]} ({code})" if code in known else code

    owed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, codes in missing(root, program, roster, today).items():
        lesson = lessons.load(root, name)
        for code in codes:
            mentor = code if code in mentors else roster[code].mentor
            what = title(lesson.notebook)
            if lesson.about.observes:
                what += " (diisi pendamping)"
            owed[mentor or code][code].append(what)
    groups = []
    for whom, those in sorted(owed.items()):
        lines = tuple(f"{called(code)}: {', '.join(what)}" for code, what in sorted(those.items()))
        message = _message(
            called(whom), lines, program.course.name, today, is_mentor=whom in mentors
        )
        groups.append(Late(whom, called(whom), lines, message))
    return AllLate(has_program=True, groups=tuple(groups))


def _message(
    whom: str, lines: tuple[str, ...], class_name: str, today: dt.date, *, is_mentor: bool
) -> str:
    listed = "\n".join(f"- {line}" for line in lines)
    ask = (
        "Mohon dibantu mengingatkan, ya. Kalau sudah terkirim di chat, mohon chatnya diekspor "
        "dengan media, lalu dikirim ke saya."
        if is_mentor
        else "Mohon dikirim dari halaman pelajarannya, ya. Kalau ada yang sulit, kabari saya."
    )
    return (
        f"Halo, {whom}. Sampai {in_words(today)}, ini yang belum masuk di {class_name}:\n"
        f"{listed}\n{ask} Terima kasih."
    )
