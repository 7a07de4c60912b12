"""Lesson 4, marketing strategy: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.criteria.selling import *
from course.curriculum.m4_strategi.checks import *
from course.curriculum.m4_strategi.decision import *
from course.curriculum.m4_strategi.old_customers import *
from course.curriculum.m4_strategi.schedule import *
from course.curriculum.m4_strategi.sums import *
from course.curriculum.m4_strategi.swot import *

__all__ = [
    "alternating", "any_of", "cells", "chose", "completed", "counts_sales", "criteria",
    "decides", "distinct_names", "entries", "filled_boxes", "followed", "gives_reason",
    "greets", "how_many", "in_own_words", "in_time_order", "invites", "is_step",
    "limited", "loosely", "measured", "mentions", "names_own_goods",
    "of_own", "one_change", "own_shop", "planned",
    "read_answer", "reckoned", "scheduled", "sets_an_end", "steps", "told", "varied",
    "written_for_a_reader",
]  # fmt: skip
