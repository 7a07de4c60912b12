"""The mentors' lesson: what its criteria cells may call."""

from course.criteria import *
from course.curriculum.pendampingan.checks import *

__all__ = [
    "cells", "chose", "classified", "criteria", "day_between", "in_order", "length", "mentions",
    "named", "near", "presses_nobody", "ranks_nobody", "rated", "read_answer", "says_from_when",
    "says_how_often", "says_which_days", "short_action", "written_for_a_reader",
]  # fmt: skip
