"""Lesson 8, reading sales figures: what its criteria cells may call."""

from course.criteria import *
from course.curriculum.m8_angka.checks import *
from course.curriculum.m8_angka.days import *

__all__ = [
    "KINDS_OF_MONEY", "PERIODS", "SOURCES", "asks", "average_of", "chose", "chose_set", "criteria",
    "days_sold", "enough_days", "followed", "followed_choice", "largest", "marked", "named",
    "near", "read_answer", "says_it_oneself", "says_what_is_open", "says_what_shows", "total_of",
]  # fmt: skip
