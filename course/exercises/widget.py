"""The one exercise widget: a form of fields in the notebook, its answer in ``answers.json``.

The browser proposes (``value``, ``helped``, ``tries``, ``revision``); Python checks, writes, and
only then sets ``saved_at`` and ``saved_revision``. So "tersimpan" on the screen means that the
file is on the disk, and a dead kernel can never look like a saved answer.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

import anywidget
import traitlets
from pydantic import ValidationError

from course.exercises.answers import AnswersError
from course.exercises.ballots import is_ballot, new_ballot
from course.exercises.definition import Definition
from course.exercises.fields import Field, ShortText
from course.exercises.invited import Invited, read_invitation
from course.exercises.line import Line, name_service
from course.exercises.photos import load_photos, save_photos
from course.exercises.previews import Preview
from course.exercises.shops import Shop, told_shop
from course.exercises.workbook import Workbook, start, workbook
from course.indicators import name_due, occasion_and_form

_STATIC = Path(__file__).parent / "static"
# JupyterLab 4.4 and newer send some of the widgets' messages to a thread of their own (ipykernel 7,
# "subshells"), so that two exercises can be saved in the same moment. The answers are one file.
_SAVING = threading.RLock()


_FORMS: WeakSet[Exercise] = WeakSet()


def _tell(book: Workbook, words: Mapping[str, str]) -> None:
    """Say under each exercise of ``book`` what became of its answer."""
    with _SAVING:
        for form in [form for form in _FORMS if form.shows(book)]:
            form.sent = words.get(form.definition.id, "")


class _Form(anywidget.AnyWidget):
    """Traits shared with ``course/js/exercise/``; the tests keep both sides equal."""

    _esm = _STATIC / "exercise.js"
    _css = _STATIC / "exercise.css"

    exercise_id = traitlets.Unicode().tag(sync=True)
    prompt = traitlets.Unicode().tag(sync=True)
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.Dict().tag(sync=True)
    helped = traitlets.Bool(default_value=False).tag(sync=True)
    ask_helped = traitlets.Bool(default_value=True).tag(sync=True)
    tries = traitlets.Int(0).tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)
    saved_revision = traitlets.Int(0).tag(sync=True)
    saved_at = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    sent = traitlets.Unicode().tag(sync=True)
    practice = traitlets.Bool(default_value=False).tag(sync=True)
    feedback = traitlets.Unicode().tag(sync=True)
    uploads = traitlets.Dict().tag(sync=True)
    preview = traitlets.Dict().tag(sync=True)
    known = traitlets.Dict().tag(sync=True)

    def __init__(self, definition: Definition, book: Workbook) -> None:
        self.definition = definition
        self._book = book
        super().__init__(
            exercise_id=definition.id,
            prompt=definition.prompt,
            fields=[f.to_json() for f in definition.fields],
            practice=definition.practice,
            feedback=definition.feedback,
            ask_helped=definition.ask_helped,
            preview=definition.preview_json(),
            known=self._known(),
            **self._saved(),
        )
        # ``revision`` is the last trait of a message from the browser: one save a change.
        self.observe(self._on_revision, names="revision")

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take over what the browser sent, and save it; one exercise at a time."""
        with _SAVING:
            super().set_state(sync_data)

    def shows(self, book: Workbook) -> bool:
        """Return whether this is a form of ``book``."""
        return self._book is book

    def _known(self) -> dict[str, Any]:
        """Return what was told elsewhere, by field key: part of the answer once there is one.

        Nothing outside a participant's kernel (``open_lesson``).
        """
        fields = self.definition.fields if self._book.line else ()
        shops = [f for f in fields if isinstance(f, Shop)]
        told = {f.key: told_shop(self._book.folder, f.key) for f in shops}
        known = {f.key: {k: told[f.key][k] for k in f.asks if k in told[f.key]} for f in shops}
        return {key: facts for key, facts in known.items() if facts}

    def _saved(self) -> dict[str, Any]:
        """Return what the folder remembers, as traits."""
        raise NotImplementedError

    def _save(self) -> str:
        """Write the answer and return the time of saving (ISO 8601)."""
        raise NotImplementedError

    def _on_revision(self, change: dict[str, Any]) -> None:
        revision = change["new"]
        try:
            saved_at = self._save()
        except (OSError, ValueError, AnswersError) as error:
            self.problem = f"Belum tersimpan: {_in_words(error)}"
            return
        with self.hold_sync():
            self.problem = ""
            self.saved_at = saved_at
            self.sent = ""
            self.saved_revision = revision
        if self._book.line:
            self._book.line.changed()


class Exercise(_Form):
    """A form of fields, shown in the notebook and saved in ``answers.json`` at each change.

    ``Exercise("status-wa", "Tulis satu Status WhatsApp.", [long_text("status", "Isi Status")])``
    as the last line of a locked cell. The parameters are those of ``Definition``.
    """

    def __init__(
        self,
        exercise_id: str,
        prompt: str,
        fields: Sequence[Field],
        *,
        practice: bool = False,
        feedback: str = "",
        ask_helped: bool = True,
        preview: Preview | None = None,
    ) -> None:
        definition = Definition(
            exercise_id, prompt, fields, practice, feedback, ask_helped, preview
        )
        book = workbook()
        book.definitions[exercise_id] = definition
        super().__init__(definition, book)
        _FORMS.add(self)

    def _saved(self) -> dict[str, Any]:
        entry = self._book.answers.answers.get(self.definition.id)
        if entry is None or not self.definition.is_answered_by(entry):
            # An answer to an older wording stays in the file until it is answered anew.
            return {}
        value, _ = self.definition.read(entry.value)
        return {
            "value": value,
            "uploads": load_photos(self._book.folder, self._photos(value)),
            "helped": entry.helped,
            "tries": entry.tries,
            "saved_at": entry.at.isoformat(),
            "sent": self._book.line.word(self.definition.id, entry) if self._book.line else "",
        }

    def _save(self) -> str:
        value, problems = self.definition.read(self.value)
        if problems:
            raise ValueError("; ".join(problems))
        save_photos(self._book.folder, self.uploads, self._photos(value))
        saved = self._book.save(self.definition, value, tries=self.tries, helped=self.helped)
        return saved.isoformat()

    def _photos(self, value: dict[str, Any]) -> set[str]:
        return {
            value[f.key] for f in self.definition.fields if f.kind == "photo" and f.key in value
        }


class _ParticipantCode(_Form):
    """Asks once per working folder whose answers these are."""

    def _saved(self) -> dict[str, Any]:
        saved = self._book.answers
        # On a JupyterHub the user name is the code; elsewhere there is nothing to propose.
        proposal = os.environ.get("JUPYTERHUB_USER", "").upper()
        observer = self._keys()[0] == "pendamping"
        given = [saved.by, saved.participant] if observer else [saved.participant]
        codes = dict(zip(self._keys(), [given[0] or proposal, *given[1:]], strict=True))
        return {"value": codes} if any(codes.values()) else {}

    def _save(self) -> str:
        given = [str(self.value.get(key, "")).strip() for key in self._keys()]
        invited = read_invitation(given[0])
        codes = [text.upper() for text in [invited.code if invited else given[0], *given[1:]]]
        if len(given) == 1:
            codes *= 2
        saved = _join(self._book, codes[1], codes[0], invited or _invited_here(codes[0]))
        if invited:  # the token is nobody's to read
            self.value = dict(zip(self._keys(), codes, strict=False))
        return saved.isoformat()

    def _keys(self) -> list[str]:
        return [field.key for field in self.definition.fields]


def _join(book: Workbook, code: str, by: str, invited: Invited | None) -> datetime:
    """Save whose answers a folder holds, and where they go by themselves.

    Raises ValueError where an invitation's order of forms leads to another notebook.
    """
    if due := _other_form(invited, book.lesson):
        raise ValueError(
            f"tes ini ada dua bentuk, dan undangan Ibu/Bapak untuk buku yang lain. Tutup buku ini, "
            f"lalu buka {due}.ipynb di folder yang sama."
        )
    saved = book.save_participant(code, by, invited)
    if invited and invited.receive:
        name_service(book.folder, invited.receive)
    return saved


def _invited_here(code: str = "") -> Invited | None:
    """Return the invitation of whom this server was started for (``course.desk.hub``).

    ``code``: whose it must be; "" for anybody's.
    """
    invited = read_invitation(os.environ.get("KELAS_INVITATION", ""))
    return invited if invited and code in {"", invited.code} else None


def _other_form(invited: Invited | None, name: str) -> str:
    """Return the notebook of a test an invitation leads to, where it is not this one."""
    occasion, _ = occasion_and_form(name)
    due = name_due(invited.order, occasion) if invited and invited.order else name
    return due if due != name else ""


_LINK = 700
"""Room for an invitation's link, which may stand in the place of the code."""
_EXAMPLES = {"peserta": "U07", "pendamping": "MH03", "narasumber": "NS01"}


def open_lesson(
    lesson: str, *, who: str = "peserta", observer: bool = False, anonymous: bool = False
) -> _ParticipantCode | None:
    """Open ``lesson`` in the working folder and show the form for the code of ``who`` fills it in.

    ``who``: peserta, pendamping or narasumber. ``observer``: a mentor fills the lesson about a
    partner, and both codes are asked for. ``anonymous``: no code is asked for, the folder gets a
    ballot.
    """
    if anonymous:
        book = start(lesson)
        if not is_ballot(book.answers.participant):
            book.save_ballot(new_ballot())
        return None
    fields = [ShortText("kode", f"Kode {who}", max_chars=_LINK, help=_help(_EXAMPLES[who]))]
    prompt = "Tulis kode peserta Ibu/Bapak. Kodenya ada di pesan undangan atau pada pendamping."
    if who != "peserta":
        prompt = f"Tulis kode {who}. Kodenya ada di pesan undangan atau pada panitia."
    if observer:
        fields = [
            ShortText("pendamping", "Kode pendamping", max_chars=_LINK, help=_help("MH03")),
            ShortText("mitra", "Kode mitra yang diamati", max_chars=9, help="Contoh: U07"),
        ]
        prompt = "Tulis kode Anda, lalu kode mitra. Satu mitra satu lembar, jadi satu folder."
    definition = Definition("peserta", prompt, fields, ask_helped=False)
    book = start(lesson)
    invited, known = _invited_here(), book.answers
    is_theirs = invited and not observer and known.participant in {"", invited.code}
    is_new = invited and is_theirs and known.token != invited.token
    if invited and is_new and not _other_form(invited, lesson):  # the login has shown who it is
        _join(book, invited.code, invited.code, invited)
    book.line = book.line or Line(book.folder, book.saved, partial(_tell, book))
    book.line.changed()
    return _ParticipantCode(definition, book)


def _help(example: str) -> str:
    return f"Contoh: {example}. Boleh juga tempel tautan undangan dari WhatsApp."


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "kode peserta berupa huruf dan angka, misalnya U07."
    if isinstance(error, OSError):
        return "folder kerja tidak bisa ditulis. Panggil pendamping."
    return str(error)
