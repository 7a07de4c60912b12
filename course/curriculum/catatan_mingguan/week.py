"""The lecturer's week: contacts done and planned, who works alone, obstacles, partners at risk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from course import CourseError
from course.curriculum.catatan_mingguan.log import Logs

SILENT_DAYS = 7
"""A partner without a contact for longer is at risk."""
PLANNED = 2
"""Contacts a week and partner, where the log does not say otherwise."""
_MINUTES = (15, 60)
_ALONE_FROM = 3
"""From this week on something should be done alone."""


@dataclass(frozen=True)
class Digest:
    """One week of the programme."""

    week: int
    until: pd.Timestamp
    """The week's Sunday; days of silence are counted to it."""
    partners: pd.DataFrame
    """A row a partner: participant, mentor, logged, planned, done, alone, helped, by_mentor,
    minutes, last (day of the latest contact of all weeks), posts_planned, posts_done, state."""
    mentors: pd.DataFrame
    """The same summed by mentor: mentor, partners, logged, planned, done, alone, helped,
    by_mentor."""
    obstacles: tuple[tuple[str, int], ...]
    """Obstacle and how many partners had it, most frequent first."""
    at_risk: tuple[tuple[str, str, str], ...]
    """Partner, mentor, why."""
    remarks: tuple[tuple[str, str, str], ...]
    """Partner, mentor, what to ask the mentor about the log."""

    @property
    def done(self) -> int:
        """Return the contacts of the week."""
        return int(self.partners["done"].sum())

    @property
    def planned(self) -> int:
        """Return the contacts that were planned."""
        return int(self.partners["planned"].sum())

    @property
    def alone(self) -> int:
        """Return the contacts in which the partner did the work alone."""
        return int(self.partners["alone"].sum())


def latest_week(logs: Logs) -> int:
    """Return the latest week with a contact; CourseError when there is none."""
    if logs.contacts.empty:
        raise CourseError(
            "Belum ada catatan mingguan yang masuk. Minta pendamping mengirimnya, "
            "lalu jalankan: course collect"
        )
    return int(logs.contacts["week"].max())


def digest(logs: Logs, mentors: Mapping[str, str], week: int) -> Digest:
    """Return one week for every partner in ``mentors`` (``{participant: mentor}``).

    A partner whose mentor sent no log counts with the planned contacts and none done. Raises
    CourseError when no log names a day of this week.
    """
    own = logs.weeks[logs.weeks["week"] == week]
    starts = own["start"].dropna()
    if starts.empty:
        raise CourseError(f"Minggu {week}: belum ada catatan dengan tanggal. Periksa lembarnya.")
    until = starts.mode().max() + pd.Timedelta(days=6)
    rows = [_partner(logs, code, mentor, week, until) for code, mentor in sorted(mentors.items())]
    partners = pd.DataFrame(rows)
    obstacles = Counter(key for keys in own["obstacles"] for key in keys)
    return Digest(
        week, until, partners, _by_mentor(partners),
        tuple(obstacles.most_common()),
        tuple((r["participant"], r["mentor"], why) for r in rows if (why := _risk(r, until))),
        tuple(
            (row["participant"], row["mentor"], line)
            for row in rows
            for line in _remarks(logs, row, week)
        ),
    )  # fmt: skip


def _partner(logs: Logs, code: str, mentor: str, week: int, until: pd.Timestamp) -> dict[str, Any]:
    weeks = logs.weeks[(logs.weeks["participant"] == code) & (logs.weeks["week"] == week)]
    every = logs.contacts[logs.contacts["participant"] == code]
    contacts = every[every["week"] == week]
    planned = weeks["planned"].fillna(PLANNED).sum() if len(weeks) else PLANNED
    how = contacts["how"].value_counts()
    before = every.loc[every["day"] <= until, "day"]
    return {
        "participant": code, "mentor": mentor, "logged": bool(len(weeks)), "planned": int(planned),
        "done": len(contacts), "alone": int(how.get("sendiri", 0)),
        "helped": int(how.get("dibantu", 0)), "by_mentor": int(how.get("pendamping", 0)),
        "minutes": float(contacts["minutes"].sum()), "last": before.max(),
        "posts_planned": weeks["posts_planned"].sum(min_count=1),
        "posts_done": weeks["posts_done"].sum(min_count=1),
        "state": weeks["state"].iloc[0] if len(weeks) else "",
    }  # fmt: skip


def _by_mentor(partners: pd.DataFrame) -> pd.DataFrame:
    sums = partners.groupby("mentor").agg(
        partners=("participant", "size"),
        logged=("logged", "sum"),
        **{key: (key, "sum") for key in ("planned", "done", "alone", "helped", "by_mentor")},
    )
    return sums.reset_index()


def _risk(partner: Mapping[str, Any], until: pd.Timestamp) -> str:
    last = partner["last"]
    if not isinstance(last, pd.Timestamp):
        return "belum ada kontak yang tercatat"
    days = (until - last).days
    if days > SILENT_DAYS:
        return f"{days} hari tanpa kontak"
    return "menurut pendamping mungkin berhenti" if partner["state"] == "berisiko" else ""


def _remarks(logs: Logs, partner: Mapping[str, Any], week: int) -> list[str]:
    if not partner["logged"]:
        return ["catatan minggu ini belum masuk"]
    own = logs.contacts[logs.contacts["participant"] == partner["participant"]]
    now = own[own["week"] == week]
    low, high = _MINUTES
    usual = now["minutes"].dropna().between(low, high)
    by_mentor = (now["how"] == "pendamping").sum()
    found = {
        f"ada kontak di luar {low} sampai {high} menit": not usual.all(),
        "hari kontak belum lengkap": bool(now["day"].isna().any()),
        "sasaran belum ditulis": bool((now["goal"] == "").any()),
        "lebih sering pendamping yang mengerjakan": by_mentor > len(now) / 2,
        f"sampai minggu {week} belum ada yang dikerjakan mitra sendiri": week >= _ALONE_FROM
        and not (own.loc[own["week"] <= week, "how"] == "sendiri").any(),
    }
    return [words for words, holds in found.items() if holds]
