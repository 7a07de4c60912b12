"""The mentors' lesson: what its criteria cells may call."""

from course.criteria import *
from course.criteria.tables import classified
from course.curriculum.pendampingan.checks import *

__all__ = [
    "about_a_status", "cells", "chose", "classified", "criteria", "day_between", "in_order",
    "length",
    "named", "names_a_status", "names_the_goal", "near", "next_step", "praises",
    "praises_something", "presses_nobody", "ranks_nobody", "rated", "read_answer",
    "says_from_when", "says_how_often", "says_where_counted", "says_which_days", "short_action",
    "written_for_a_reader",
]  # fmt: skip
