"""The pages about one participant: for the participant, and for their mentor."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from IPython.display import HTML

from course.indicators import PHASES, known
from course.reports.language import Language, language
from course.reports.sheets import template
from course.tables.person import Handed, Person, Task, partners, read_people

STEPS = 3
"""Next steps on a page: more would not be done."""


def participant_page(root: Path, code: str, lang: str = "id") -> HTML:
    """Return one kind page: what improved, what is good already, what next. No ranking.

    Raises CourseError for a participant nobody knows.
    """
    words = language(lang)
    (person,) = read_people(root, [code])
    return HTML(
        template("participant.html.j2").render(
            say=words.say,
            code=code,
            greeting=words.say(f"person.{_stage(person)}", n=_done(person)),
            improved=[_bar(words, row) for row in person.improved.to_dict("records")],
            strong=[_name(words, row["indicator"]) for row in person.strong.to_dict("records")],
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
    ends = {phase: min(max(round(row[phase]), 0), 100) for phase in ("pre", "post")}
    return {"name": _name(words, row["indicator"]), **ends}


def _name(words: Language, code: str) -> str:
    plain = words.sections["plain"]
    return plain.get(code) or words.indicator(known(code))


def _steps(words: Language, person: Person) -> list[str]:
    steps = [words.say("person.send", title=h.title) for h in person.missing[:1]]
    return steps + [_task(words, task) for task in person.next_tasks]


def _task(words: Language, task: Task) -> str:
    return words.say("person.again", skill=_name(words, task.indicator), criterion=task.criterion)


def mentor_page(root: Path, code: str, lang: str = "id") -> HTML:
    """Return a mentor's page: each partner, what came in, what is missing, what to do next.

    Raises CourseError for a mentor without participants.
    """
    words = language(lang)
    people = read_people(root, partners(root, code))
    cards = [_card(words, person) for person in people]
    page = template("mentor.html.j2").render(say=words.say, code=code, people=cards)
    return HTML(page)


def _card(words: Language, person: Person) -> dict[str, Any]:
    # Not of the tests: whoever helps to fill in a test spoils it.
    practice = [h for h in person.lessons if h.came and h.lesson not in PHASES]
    unfinished = [h for h in practice if h.answered < h.exercises]
    waiting = sum(h.waiting for h in person.lessons)
    titles = "; ".join(h.title for h in person.missing)
    todo = [words.say("mentor.remind", titles=titles)] if titles else []
    todo += [
        words.say("mentor.unfinished", title=h.title, n=h.exercises - h.answered)
        for h in unfinished
    ]
    todo += [_task(words, task) for task in person.next_tasks[:STEPS]]
    if waiting:
        todo.append(words.say("mentor.waiting", n=waiting))
    return {
        "code": person.code,
        "lessons": [_lesson(words, h) for h in person.lessons],
        "improved": [_name(words, row["indicator"]) for row in person.improved.to_dict("records")],
        "todo": todo or [words.say("mentor.nothing")],
    }


def _lesson(words: Language, handed: Handed) -> dict[str, Any]:
    return {
        "title": handed.title,
        "came": _day(words, handed.came) if handed.came else "",
        "filled": words.say("mentor.filled", n=handed.answered, of=handed.exercises),
        "helped": words.say("mentor.helped", n=handed.helped) if handed.helped else "",
    }


def _day(words: Language, day: date) -> str:
    return str(format_date(day, "d MMM", locale=words.code))
