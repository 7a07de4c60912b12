"""``course report needs``: a page a partner for the mentor, and the class in an overview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course import CourseError, lessons
from course.curriculum.asesmen.needs import LESSON, Needs, needs_of, tables, ticked
from course.evaluation.distribution import Count, came_first, counts
from course.evaluation.gate import participants
from course.files import Places
from course.inbox.consent import consent_text
from course.inbox.submitted import answered, submission
from course.lessons.lesson import Lesson
from course.pages import write_page
from course.people.roster import course_roster, kept_back
from course.words import in_words

CANVAS = ("m4-strategi", ("kanvas-1",))
"""The lesson and its exercise in which the business is written on one page."""
PATHS = {
    "daring": "daring (di HP)",
    "hemat": "hemat data (di HP)",
    "cetak": "cetak bersama pendamping",
    "": "belum diketahui",
}


@dataclass(frozen=True)
class Panel:
    """One question of the overview."""

    title: str
    n: int
    """How many answered."""
    rows: list[Count]
    """Empty where too few answered."""


def write_needs(root: Path) -> Path:
    """Write ``reports/needs.html`` and ``reports/needs/<code>.html``; return the overview's path.

    Pages of an earlier run are removed: consent may have been withdrawn since. Raises CourseError
    when nobody handed the assessment in.
    """
    lesson = lessons.load(root, LESSON)
    who, held = participants(root), kept_back(root)
    sheets = [
        sheet
        for sheet in answered(root, LESSON, consented=False)
        if who is None or sheet.participant in who | held
    ]
    if not sheets:
        raise CourseError(
            "Belum ada lembar “Kenali usaha saya” yang masuk. Jalankan: course collect."
        )
    extra = [known for known in lessons.load_all(root).values() if known.about.optional]
    extra.sort(key=lambda known: known.about.order)
    everybody = [needs_of(sheet, lesson, held, extra) for sheet in sheets]
    agreed = [needs for needs in everybody if needs.consent.given]
    mentors = {code: person.mentor for code, person in course_roster(root).items()}
    _write_pages(root, agreed, mentors)
    # Codes stand beside these counts: they move by fives, in the order the sheets came.
    order = sorted(sheets, key=lambda sheet: (came_first(root, sheet), sheet.participant))
    codes = {needs.participant: needs for needs in agreed}
    own = [codes[sheet.participant] for sheet in order if sheet.participant in codes]
    panels = list(_panels(own, lesson))
    return write_page(
        Places(root).reports / "needs.html",
        "curriculum/asesmen/needs", "Kebutuhan belajar peserta",
        everybody=everybody, agreed=agreed, panels=panels, paths=PATHS, mentors=mentors,
        missing=sorted(mentors.keys() - {sheet.participant for sheet in sheets}),
    )  # fmt: skip


def _write_pages(root: Path, agreed: Sequence[Needs], mentors: Mapping[str, str]) -> None:
    folder = Places(root).reports / "needs"
    for old in folder.glob("*.html"):
        old.unlink()
    for needs in agreed:
        code, day = needs.participant, date.fromisoformat(needs.consent.date)
        write_page(
            folder / f"{code}.html", "curriculum/asesmen/need", f"Mitra {code}",
            needs=needs, path=PATHS[needs.path], mentor=mentors.get(code, ""),
            day=in_words(day), text=consent_text(root), canvas=list(_canvas(root, code)),
        )  # fmt: skip


def _canvas(root: Path, code: str) -> Iterator[tuple[str, str]]:
    """Yield what a partner wrote on the one page of the business, in a later lesson."""
    name, exercises = CANVAS
    if name not in lessons.names(root) or submission(root, code, name).standing is None:
        return
    sheet = submission(root, code, name)
    for exercise in exercises:
        asked = sheet.known.definitions.get(exercise)
        for field in asked.fields if asked else ():
            if field.kind != "shop" and (words := sheet.shown(exercise, field.key)):
                yield field.label, words


def _panels(agreed: Sequence[Needs], lesson: Lesson) -> Iterator[Panel]:
    first = [[needs.first[0].lesson] if needs.first else [] for needs in agreed]
    yield Panel("Pelajaran yang paling diperlukan", *counts(first, tables().modules, in_steps=True))
    paths = [[needs.path] if needs.path else [] for needs in agreed]
    yield Panel("Cara belajar", *counts(paths, PATHS, in_steps=True))
    for exercise, key in _QUESTIONS:
        field = (
            lesson.definitions[exercise].by_key.get(key) if exercise in lesson.definitions else None
        )
        if field:  # an older class asks otherwise
            options = dict(field.to_json()["options"])
            chosen = [ticked(needs.told or {}, exercise, key) for needs in agreed]
            title = field.label.partition(". ")[2] or field.label
            yield Panel(title, *counts(chosen, options, in_steps=True))


_QUESTIONS = (
    ("usaha-saya", "jenis"),
    ("usaha-saya", "alat"),
    ("toko", "lewat"),
    ("sudah-pernah", "pernah"),
    ("perlu", "berat"),
    ("perlu", "mau"),
)


REPORTS = {"needs": write_needs}
"""Writer by kind, as in ``course report needs``."""
