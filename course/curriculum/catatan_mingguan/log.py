"""Mentors' weekly logs as tables: a row a week and partner, a row a contact."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from course.criteria.numbers import readings
from course.inbox.submitted import Submission, Values, answered

LESSON = "catatan-mingguan"
WEEKS = (1, 2, 3, 4, 12)
"""Four weeks of the programme, and the booster three months later."""
_WEEK = [
    "participant", "by", "week", "start", "planned", "obstacles", "posts_planned", "posts_done",
    "state", "next",
]  # fmt: skip
_CONTACT = [
    "participant", "by", "week", "day", "minutes", "medium", "goal", "how", "evidence",
]  # fmt: skip


@dataclass(frozen=True)
class Logs:
    """Everything the logs say."""

    weeks: pd.DataFrame
    """participant, by, week, start (Monday, NaT without), planned (contacts), obstacles (keys),
    posts_planned, posts_done, state (baik, perhatian, berisiko or ""), next."""
    contacts: pd.DataFrame
    """participant, by, week, day (NaT without), minutes, medium, goal, how (sendiri, dibantu,
    pendamping, bicara or ""), evidence."""


def read_logs(root: Path) -> Logs:
    """Return the logs under ``root/submitted``; weeks nobody filled in have no row."""
    weeks, contacts = [], []
    for sheet in answered(root, LESSON, consented=True):
        for week in WEEKS:
            values = sheet.get(f"minggu-{week}")
            if values:
                weeks.append(_week(sheet, week, values))
                contacts += _contacts(sheet, week, values)
    frame = pd.DataFrame(weeks, columns=_WEEK).astype(
        {"planned": float, "posts_planned": float, "posts_done": float, "start": "datetime64[ns]"}
    )
    each = pd.DataFrame(contacts, columns=_CONTACT).astype(
        {"minutes": float, "day": "datetime64[ns]"}
    )
    return Logs(frame, each)


def _week(sheet: Submission, week: int, values: Values) -> list[Any]:
    return [
        sheet.participant, sheet.by, week, _monday(values), _number(values.get("rencana")),
        tuple(key for key in values.get("kendala") or [] if key != "tidak"),
        _number(values.get("unggah_rencana")), _number(values.get("unggah_nyata")),
        values.get("keadaan", ""), values.get("lanjut", ""),
    ]  # fmt: skip


def _contacts(sheet: Submission, week: int, values: Values) -> list[list[Any]]:
    monday = _monday(values)
    rows = []
    for cells in (values.get("kontak") or {}).values():
        if any(cells.values()):
            known = monday and cells.get("hari")
            day = monday + dt.timedelta(days=int(cells["hari"])) if monday and known else None
            said = [cells.get(key, "") for key in ("media", "sasaran", "cara", "bukti")]
            rows.append(
                [sheet.participant, sheet.by, week, day, _number(cells.get("menit")), *said]
            )
    return rows


def _monday(values: Values) -> dt.datetime | None:
    """Return the week's Monday, also where another day of it was typed."""
    if not values.get("mulai"):
        return None
    day = dt.datetime.fromisoformat(values["mulai"])
    return day - dt.timedelta(days=day.weekday())


def _number(typed: Any) -> float:
    found = readings(typed) if typed not in (None, "") else ()
    return float(found[0]) if found else float("nan")
