"""The open workbook: which lesson, in which folder, with which exercises.

In a kernel there is one, made by ``open_lesson`` in the working folder. The grader opens one per
submission with ``opened``, so that criteria cells run unchanged in both places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from course.exercises.answers import FILE_NAME, Answers, Entry, dump, read_answers
from course.exercises.definition import Definition
from course.exercises.invited import Invited
from course.files import write_atomically
from course.indicators import occasion_and_form

if TYPE_CHECKING:
    from course.exercises.line import Line

_IN_BROWSER = ("workbook",)
_LAST_YEAR = 9_999
"""Python knows no later one; an answer of that year was given by a clock that is broken."""
Publish = Callable[[dict[str, Any]], None]


def _display(bundle: dict[str, Any]) -> None:
    from IPython.display import display  # noqa: PLC0415  the grader never needs IPython

    display(bundle, raw=True)


@dataclass
class Workbook:
    """A lesson open in a folder."""

    folder: Path
    """Where ``answers.json`` lies."""
    lesson: str
    definitions: dict[str, Definition] = field(default_factory=dict)
    """The exercises met so far, by id."""
    publish: Publish | None = _display
    """How a MIME bundle is shown: the notebook's display, or the grader's list of outputs; None
    where nobody looks."""
    line: Line | None = None
    """What sends the answers home by itself; in a kernel only."""
    _answers: Answers | None = field(default=None, init=False, repr=False)
    _values: dict[tuple[str, str], dict[str, Any]] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def answers(self) -> Answers:
        """What is saved in the folder; an empty sheet where nothing is."""
        if self._answers is None:
            self._answers = self.saved()
        return self._answers

    def saved(self) -> Answers:
        """Read what is saved in the folder; AnswersError where it cannot be used."""
        path = self.folder / FILE_NAME
        return read_answers(path).answers if path.exists() else self._blank()

    def _blank(self) -> Answers:
        return Answers.model_validate(self._named())

    def _named(self) -> dict[str, str]:
        """Return how the lesson is called in the file: the test, and its form beside it."""
        return dict(zip(("lesson", "form"), occasion_and_form(self.lesson), strict=True))

    def _require_form(self) -> None:
        """Raise ValueError where the folder holds a test's answers in its other form."""
        there = self.answers
        if there.answers and there.form != occasion_and_form(self.lesson)[1]:
            raise ValueError(
                f"folder ini sudah berisi jawaban untuk buku {there.asked}.ipynb. Lanjutkan di "
                "buku itu"
            )

    def with_answers(self, answers: Answers) -> Self:
        """Return this workbook with ``answers`` in place of what is saved in its folder."""
        self._answers = answers
        self._values.clear()
        return self

    def forget(self) -> None:
        """Read the file anew when it is next needed."""
        self._answers = None
        self._values.clear()

    def value(self, exercise: str, later: str = "") -> dict[str, Any]:
        """Return what counts of the answer to an exercise (``Definition.read``), read once.

        For ``later``, an exercise that builds on it, as ``Entry.under`` says.
        """
        if (exercise, later) not in self._values:
            entry, behind = self.answers.answers[exercise], self.answers.answers.get(later)
            first = behind.first if behind else None
            given = entry.under(first, exercise) if later else entry.counted
            self._values[exercise, later] = self.definitions[exercise].read(given)[0]
        return self._values[exercise, later]

    def save(
        self, definition: Definition, value: dict[str, Any], *, tries: int, helped: bool
    ) -> datetime:
        """Save one exercise's answer at once and return the time, after the rename is done.

        Raises OSError when the folder cannot be written, ValueError where it holds the answers to
        a test in its other form.
        """
        self._require_form()
        before = self.answers.answers.get(definition.id)
        now = _moment_after(before)
        first = before.first if before and definition.is_answered_by(before) else None
        entry = Entry(
            value=value, at=now, tries=tries, helped=helped, item=definition.item, first=first
        )
        answers = {**self.answers.answers, definition.id: entry}
        self._write(self.answers.model_copy(update={**self._named(), "answers": answers}))
        return now

    def save_participant(self, code: str, by: str = "", invited: Invited | None = None) -> datetime:
        """Save whose answers these are, and who gave them; ValueError for an impossible code.

        What ``invited`` proves goes along; another sender's proof does not stay.
        """
        if not code:
            raise ValueError("kode peserta masih kosong")
        self._require_form()
        known = self.answers if self.answers.by in {"", by or code} else self._blank()
        proof = invited or known
        fields = {
            **self.answers.model_dump(), "participant": code, "by": by or code,
            "token": proof.token, "class_id": proof.class_id,
        }  # fmt: skip
        self._write(Answers.model_validate({**fields, **self._named()}))
        return datetime.now().astimezone().replace(microsecond=0)

    def save_ballot(self, ballot: str) -> None:
        """Save under what the answers of nobody in particular are counted."""
        self._write(self.answers.model_copy(update={"participant": ballot, "by": "", "token": ""}))

    def _write(self, answers: Answers) -> None:
        write_atomically(self.folder / FILE_NAME, dump(answers))
        self._answers = answers
        self._values.clear()


def _moment_after(before: Entry | None) -> datetime:
    """Return now, or a second after ``before``: a clock put right makes no later answer older."""
    now = datetime.now().astimezone().replace(microsecond=0)
    if before is None or before.at < now or before.at.year >= _LAST_YEAR:
        return now
    return (before.at + timedelta(seconds=1)).astimezone(now.tzinfo)


_current: ContextVar[Workbook | None] = ContextVar("workbook", default=None)


def workbook() -> Workbook:
    """Return the open workbook; without one, the working folder's, named after the folder."""
    current = _current.get()
    if current is None:
        here = Path.cwd()
        current = Workbook(here, here.name)
        _current.set(current)
    return current


def start(lesson: str) -> Workbook:
    """Open ``lesson`` in the working folder for the rest of this kernel's life.

    Opened again, it is the same workbook, as the folder now has it: exercises already on the
    screen hold it too, and two workbooks would write over each other's answers.
    """
    current = _current.get()
    if current and (current.folder, current.lesson) == (Path.cwd(), lesson):
        current.forget()
        return current
    opened_here = Workbook(Path.cwd(), lesson)
    _current.set(opened_here)
    return opened_here


@contextmanager
def opened(book: Workbook) -> Iterator[Workbook]:
    """Make ``book`` the open workbook inside a ``with`` block."""
    token = _current.set(book)
    try:
        yield book
    finally:
        _current.reset(token)
