"""Lesson 4, marketing strategy: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.criteria.tables import cell
from course.curriculum.m4_strategi.checks import *
from course.curriculum.m4_strategi.schedule import *

__all__ = [
    "KINDS_OF_MONEY", "PERIODS", "SOURCES", "alternating", "any_of", "asks", "cell", "cells",
    "chose", "chose_set", "classified", "completed", "counts_sales", "criteria", "decides",
    "distinct_names", "entries", "followed", "followed_choice", "half", "in_order", "in_own_words",
    "in_time_order", "keeps_free", "limited", "marked", "measured", "named", "one_change",
    "own_shop", "planned", "read_answer", "scheduled", "sets_an_end", "spread", "steps", "told",
    "varied",
]  # fmt: skip
