"""What an exercise asks, without any widget: shared by notebook, phone page, inbox and grader."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from course.exercises.answers import Entry
from course.exercises.fields import Field, FieldError, ShortText
from course.exercises.passed import DOES_NOT_KNOW
from course.exercises.previews import Preview

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")
_SHOWN = 3
"""Lines of a frame that show it."""
_TEXTS = frozenset(
    {"prompt", "fields", "feedback", "preview", "label", "help", "options", "words", "unit"}
    | {"columns", "rows", "cells", "given", "page", "recall"}
)
"""What of an exercise and its parts is read; all else are keys, kinds and sizes."""


@dataclass(frozen=True)
class Definition:
    """One exercise: a form of fields under a prompt."""

    id: str
    """Stable name, the key in ``answers.json`` (``status-wa``)."""
    prompt: str
    """The task in simple Indonesian; a blank line starts a new paragraph."""
    fields: Sequence[Field]
    practice: bool = False
    """Practice explains at once; graded exercises say "tersimpan" and nothing more."""
    feedback: str = ""
    """General explanation of a practice exercise."""
    ask_helped: bool = True
    """Whether to offer the tick "dibantu"."""
    preview: Preview | None = None
    """How the answer looks in an app; no part of the question, so not of ``item``."""
    story: Sequence[str] = ()
    """Every other text of its lesson, where a grader has to know a copy; none elsewhere.

    Its pieces, which the lesson's exercises share: joined, each would carry the whole lesson.
    """
    also: Sequence[str] = ()
    """What it shows in other languages, a text each: who copies one has copied the task."""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"exercise id {self.id!r}: use a-z, 0-9 and -")
        keys = [f.key for f in self.fields]
        if len(set(keys)) != len(keys) or not keys:
            raise ValueError(f"exercise {self.id!r}: field keys must be present and distinct")
        told = (f for f in self.fields if getattr(f, "right", None) and not hasattr(f, "feedback"))
        if not self.practice and any(told):
            raise ValueError(f"exercise {self.id!r}: what is right belongs into its criteria cell")

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by their key, in order."""
        return {f.key: f for f in self.fields}

    @cached_property
    def shown(self) -> str:
        """Every text the exercise shows, a line each."""
        return "\n".join([self.prompt, *(f"{f.label} {f.help}" for f in self.fields)])

    @cached_property
    def shown_in_all(self) -> str:
        """The same in every language it is read in."""
        return "\n".join([self.shown, *self.also])

    @cached_property
    def told(self) -> str:
        """The story as one text."""
        return "\n".join(self.story)

    def offers(self, told: str) -> bool:
        """Return whether a text of the lesson shows the sentences this exercise puts into a box.

        Who uses them has copied nothing.
        """
        frames = [one.frame for one in self.fields if isinstance(one, ShortText)]
        lines = [line for frame in frames for line in frame.split("\n") if line.count(" ") > 1]
        return sum(line in told for line in lines) >= _SHOWN

    def in_words_of(self, say: Callable[[str], str]) -> Definition:
        """Return the exercise with each text that is read as ``say`` says it.

        Keys stay, and so does ``item``: an answer means the same in every language.
        """
        retold: Definition = _said(self, say)
        return retold

    @cached_property
    def texts(self) -> list[str]:
        """Every text that is read, in the order of the fields' own."""
        found: list[str] = []
        self.in_words_of(lambda text: found.append(text) or text)  # type: ignore[func-returns-value]
        return found

    def preview_json(self) -> dict[str, Any]:
        """Return the preview as the JavaScript reads it; empty without one."""
        return asdict(self.preview) if self.preview else {}

    @cached_property
    def item(self) -> str:
        """Short hash of keys and kinds, not of prose.

        A corrected comma keeps old answers readable; a changed option does not.
        """
        shapes = [one for one in (f.shape() for f in self.fields) if one]
        shape = json.dumps([self.id, shapes], ensure_ascii=False)
        return hashlib.sha256(shape.encode()).hexdigest()[:6]

    def is_answered_by(self, entry: Entry) -> bool:
        """Return whether an entry answers the exercise as it is asked now, not an older version."""
        return entry.item == self.item

    def is_passed_by(self, values: Mapping[str, Any]) -> bool:
        """Return whether validated values say "I do not know yet", and nothing else."""
        given = [value for value in values.values() if value not in (None, "", [], {})]
        said = {f.key for f in self.fields if f.kind in {"choice", "unsure"}}
        known = all(key in said for key, value in values.items() if value == DOES_NOT_KNOW)
        return bool(given) and known and all(value == DOES_NOT_KNOW for value in given)

    def read(self, raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """Return the acceptable field values of ``raw`` and a sentence for each refused one."""
        known = self.by_key
        values: dict[str, Any] = {}
        problems = [f"isian {key[:40]!r} tidak ada di soal ini" for key in raw if key not in known]
        for key, one in known.items():
            given = raw.get(key)
            if given is None:
                continue
            try:
                values[key] = one.read(given)
            except FieldError as error:
                problems.append(f"isian {key!r} {error}")
        return values, sorted(problems)


def _said(part: Any, say: Callable[[str], str]) -> Any:
    """Return a text, or a part with texts, as ``say`` says it."""
    if isinstance(part, str):
        return say(part) if any(map(str.isalpha, part)) else part
    if isinstance(part, Mapping):
        return {key: _said(one, say) for key, one in part.items()}
    if is_dataclass(part) and not isinstance(part, type):
        texts = {f.name: getattr(part, f.name) for f in fields(part) if f.init and f.name in _TEXTS}
        rows = _rows_said(texts.pop("rows"), texts["columns"], say) if "columns" in texts else None
        said = {name: _said(one, say) for name, one in texts.items()}
        return replace(part, **said, **({} if rows is None else {"rows": rows}))
    return tuple(_said(one, say) for one in part) if isinstance(part, list | tuple) else part


def _rows_said(rows: Any, columns: Any, say: Callable[[str], str]) -> tuple[Any, ...]:
    """Return a table's rows; what stands in a cell that is filled in is an answer, and stays."""
    shown = {column.key for column in columns if column.kind == "fixed"}
    return tuple(
        replace(
            row,
            label=_said(row.label, say),
            cells={k: _said(v, say) if k in shown else v for k, v in row.cells.items()},
        )
        for row in rows
    )
