"""Lesson 4 to keep: which exercise gives which file."""

from __future__ import annotations

from course.curriculum.m4_strategi.calendar import write_calendar, write_workplan
from course.curriculum.m4_strategi.cashbook import write_cashbook

KEEPSAKES = {
    "kalender": write_calendar,
    "kas-golongan": write_cashbook,
    "rencana-kerja": write_workplan,
}
"""Writer by exercise."""
