"""The pages about one participant: for the participant, and for their mentor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from IPython.display import HTML

from course.evaluation.person import Handed, Person, Task, partners, read_mentor, read_people
from course.exercises.photos import load_photos
from course.inbox.submitted import submission
from course.indicators import PHASES, known
from course.pages import template
from course.reports.language import Language, language, rounded

STEPS = 3
"""Next steps on a page: more would not be done."""


def participant_page(root: Path, code: str, lang: str = "id") -> HTML:
    """Return one kind page: what improved, what is good already, what next. No ranking.

    Raises CourseError for a participant nobody knows.
    """
    words = language(lang)
    (person,) = read_people(root, [code])
    return HTML(
        template("reports/participant").render(
            say=words.say,
            code=code,
            greeting=words.say(f"person.{_stage(person)}", n=_done(person)),
            improved=[_bar(words, row) for row in person.improved.to_dict("records")],
            strong=[
                words.plainly(known(row["indicator"])) for row in person.strong.to_dict("records")
            ],
            steps=_steps(words, person)[:STEPS] or [words.say("person.all_done")],
        )
    )


def _stage(person: Person) -> str:
    if {"pre", "post"} <= person.tests:
        return "both_tests" if len(person.improved) else "both_tests_steady"
    return "under_way" if _done(person) else "not_yet"


def _done(person: Person) -> int:
    return len(person.lessons) - len(person.missing)


def _bar(words: Language, row: dict[Any, Any]) -> dict[str, Any]:
    ends = {phase: min(max(int(rounded(row[phase])), 0), 100) for phase in ("pre", "post")}
    return {"name": words.plainly(known(row["indicator"])), **ends}


def _steps(words: Language, person: Person) -> list[str]:
    steps = [words.say("person.send", title=h.title) for h in person.to_do[:1]]
    return steps + [_task(words, task) for task in person.next_tasks]


def _task(words: Language, task: Task) -> str:
    return words.say(
        "person.again", skill=words.plainly(known(task.indicator)), criterion=task.criterion
    )


def mentor_page(root: Path, code: str, lang: str = "id") -> HTML:
    """Return a mentor's page: each partner, what came in, what is missing, what to do next.

    Raises CourseError for a mentor without participants.
    """
    words = language(lang)
    people = read_people(root, partners(root, code))
    cards = [_card(words, person, root) for person in people]
    own = [
        _lesson(words, h, submission(root, code, h.lesson).folder) for h in read_mentor(root, code)
    ]
    return HTML(template("reports/mentor").render(say=words.say, code=code, own=own, people=cards))


def _card(words: Language, person: Person, root: Path) -> dict[str, Any]:
    handed = (*person.lessons, *person.sheets)
    return {
        "code": person.code,
        "lessons": [
            _lesson(words, h, submission(root, person.code, h.lesson).folder)
            for h in handed
            if h.came or h.wanted or not h.optional
        ],
        "improved": [
            words.plainly(known(row["indicator"])) for row in person.improved.to_dict("records")
        ],
        "todo": [*_late(words, handed), *_todo(words, person)] or [words.say("mentor.nothing")],
    }


def _late(words: Language, handed: Iterable[Handed]) -> Iterator[str]:
    """Yield what has not come in: the mentor's own sheets about the partner, and the partner's."""
    missing = [h for h in handed if not h.came and h.is_asked]
    for key, by_mentor in (("mentor.fill_in", True), ("mentor.remind", False)):
        if titles := "; ".join(h.title for h in missing if h.by_mentor is by_mentor):
            yield words.say(key, titles=titles)


def _todo(words: Language, person: Person) -> Iterator[str]:
    for h in person.lessons:
        # Not of the tests: whoever helps to fill in a test spoils it.
        if h.came and h.lesson not in PHASES and h.answered < h.exercises:
            yield words.say("mentor.unfinished", title=h.title, n=h.exercises - h.answered)
    yield from (_task(words, task) for task in person.next_tasks[:STEPS])
    if waiting := sum(h.waiting for h in person.lessons):
        yield words.say("mentor.waiting", n=waiting)


def _lesson(words: Language, handed: Handed, folder: Path) -> dict[str, Any]:
    filled = words.say("mentor.filled", n=handed.answered, of=handed.exercises)
    return {
        "title": handed.title,
        "came": _day(words, handed.came) if handed.came else "",
        "filled": filled if handed.exercises else "",
        "did": _did(words, handed) if handed.deeds and handed.came else "",
        "said": [line for line in handed.done if line],
        "photos": list(load_photos(folder, set(handed.photos)).values()),
        "skipped": words.say("mentor.skipped", sittings=", ".join(handed.skipped))
        if handed.skipped
        else "",
        "helped": words.say("mentor.helped", n=handed.helped) if handed.helped else "",
    }


def _did(words: Language, handed: Handed) -> str:
    return words.say("mentor.did", n=len(handed.done), of=handed.deeds)


def _day(words: Language, day: date) -> str:
    return str(format_date(day, "d MMM", locale=words.code))
