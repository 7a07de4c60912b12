"""Lesson 8, reading sales figures: what its criteria cells may call."""

from course.criteria import *
from course.curriculum.m8_angka.checks import *

__all__ = [
    "KINDS_OF_MONEY", "PERIODS", "SOURCES", "asks", "chose", "chose_set", "criteria", "followed",
    "followed_choice", "marked", "named", "read_answer",
]  # fmt: skip
