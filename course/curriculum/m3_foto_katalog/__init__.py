"""Lesson 3, photos and catalogue: what its criteria cells may call."""

from course.criteria import *
from course.criteria.selling import *
from course.criteria.text import avoids
from course.curriculum.m3_foto_katalog.checks import *
from course.curriculum.m3_foto_katalog.texts import *

__all__ = [
    "affirmed", "another_photo", "any_of", "avoids", "big_enough", "bright_enough", "cells",
    "chose", "chose_set", "contains", "criteria", "describes", "fact", "file_name", "followed",
    "half", "in_order", "invites", "keeps_to_facts", "lasts", "length", "marked", "mentions",
    "named", "not_clipped", "of_these", "own_name", "product_cells", "read_answer", "repaired",
    "sharp_enough", "square", "stores", "weighs", "written_for_a_reader",
]  # fmt: skip
