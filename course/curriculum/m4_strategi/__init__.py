"""Lesson 4, marketing strategy: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.criteria.selling import *
from course.criteria.tables import cell
from course.curriculum.m4_strategi.checks import *
from course.curriculum.m4_strategi.schedule import *

__all__ = [
    "alternating", "any_of", "cell", "cells", "chose", "completed", "counts_sales", "criteria",
    "decides", "distinct_names", "entries", "filled_boxes", "followed", "followed_choice",
    "gives_reason", "greets", "half", "in_order", "in_own_words", "in_time_order", "invites",
    "is_step", "limited", "measured", "mentions", "of_own", "one_change", "own_shop", "planned",
    "read_answer", "scheduled", "sets_an_end", "steps", "told", "varied", "written_for_a_reader",
]  # fmt: skip
