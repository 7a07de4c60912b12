"""Lesson 3, photos and catalogue: what its criteria cells may call."""

from course.criteria import *
from course.criteria.text import avoids
from course.curriculum.m3_foto_katalog.checks import *

__all__ = [
    "another_photo", "any_of", "avoids", "big_enough", "bright_enough", "cells", "chose",
    "chose_set", "contains", "criteria", "fact", "file_name", "followed", "half", "in_order",
    "invites", "lasts", "length", "marked", "mentions", "named", "not_clipped", "product_cells",
    "read_answer", "repaired", "sharp_enough", "square", "stores", "weighs",
    "written_for_a_reader",
]  # fmt: skip
