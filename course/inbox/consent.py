"""Consent to the use of one's answers (UU 27/2022, art. 20 to 24), with its text and date."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course import lessons
from course.inbox.submitted import Submission, answered
from course.people.roster import Participant

REFUSED = "tidak setuju"
EXERCISE = "persetujuan"
"""Where the decision stands, in the lesson that asks for it (``asks``)."""


@dataclass(frozen=True)
class Consent:
    """What one participant decided."""

    participant: str
    given: bool
    """True only for an understood, dated yes."""
    date: str
    """``2026-11-01``; empty where it was left out."""
    version: str
    """Which text was agreed to, ``v1``; empty without a decision."""
    reason: str
    """Why it is not given, in words for a mentor; empty when it is."""


def consent_of(sheet: Submission, held: Collection[str] = ()) -> Consent:
    """Return the decision on a needs-assessment sheet.

    The roster rules: of ``held`` (``roster.kept_back``) none is given, whatever the sheet says.
    """
    values = sheet.get(EXERCISE)
    decision, _, version = str(values.get("jawab", "")).partition("-")
    date = str(values.get("tanggal", ""))
    reason = _reason(sheet, decision, date)
    if not reason and sheet.participant in held:
        reason = "tanggal persetujuan belum ada di daftar peserta"
    return Consent(sheet.participant, not reason, date, version, reason)


def _reason(sheet: Submission, decision: str, date: str) -> str:
    if decision != "setuju":
        return REFUSED if decision else "persetujuan belum diisi"
    if unclear := list(_unclear(sheet)):
        return f"jelaskan lagi ({', '.join(unclear)}), lalu minta persetujuannya"
    return "" if date else "tanggal persetujuan belum diisi"


def _unclear(sheet: Submission) -> Iterator[str]:
    """Yield what was not understood, in the order of the questions.

    The lesson explains each of them openly: they show that it was clear, they are no test.
    """
    sheet.known.require("understood")
    for exercise, asked in sheet.known.about.understood.items():
        given = sheet.get(exercise)
        is_older = exercise in sheet.stale
        if is_older:  # asked more, or otherwise: it is read as it was answered
            given = sheet.answers.answers[exercise].value
        for key, one in asked.items():
            if (is_older or not one.older) and given.get(key) != one.right:
                yield one.about


def asks(root: Path) -> str:
    """Return the lesson that asks for consent (it says what must be understood); "" without one."""
    return next(iter(lessons.saying(root, "understood")), "")


def read_consents(root: Path) -> dict[str, Consent]:
    """Return everybody's decision by code; who handed in no sheet is not there."""
    lesson = asks(root)
    sheets = answered(root, lesson, consented=False) if lesson else []
    return {sheet.participant: consent_of(sheet) for sheet in sheets}


def contradictions(root: Path, roster: Mapping[str, Participant]) -> tuple[list[str], list[str]]:
    """Return where sheets and roster disagree: (what must be mended, what is worth a look).

    The roster's date decides whether answers are processed: a refusal on the sheet must reach it.
    """
    problems, notes, lesson = [], [], asks(root)
    for code, decided in read_consents(root).items():
        dated = code in roster and roster[code].consent is not None
        if dated and decided.reason == REFUSED:
            problems.append(
                f"{code}: menolak di lembar {lesson}, tetapi daftar peserta berisi tanggal "
                "persetujuan. Kosongkan kolom Tanggal setuju (consent), atau tanyakan sekali lagi."
            )
        elif dated and not decided.given:
            notes.append(f"{code}: lembar {lesson}: {decided.reason}.")
        elif decided.given and code in roster and not dated:
            notes.append(
                f"{code}: setuju pada {decided.date}. "
                "Isi kolom Tanggal setuju (consent) di daftarnya."
            )
    return problems, notes


def consent_text(root: Path) -> str:
    """Return the text that is agreed to, as the lesson shows it."""
    return lessons.load(root, asks(root)).definitions[EXERCISE].prompt
