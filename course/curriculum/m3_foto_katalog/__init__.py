"""Lesson 3, photos and catalogue: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.criteria.selling import *
from course.curriculum.m3_foto_katalog.checks import *
from course.curriculum.m3_foto_katalog.own_texts import *
from course.curriculum.m3_foto_katalog.texts import *

__all__ = [
    "another_photo", "any_of", "big_enough", "bright_enough", "cells", "chose", "chose_set",
    "contains", "costs_told", "criteria", "fact", "half", "in_order", "invites", "keeps_to_facts",
    "label_amount", "label_name", "lasts", "length", "mentions", "not_clipped", "of_own",
    "of_these", "own_name", "own_shop", "priced_from", "product_cells", "read_answer",
    "says_amount", "says_appointment", "says_care", "says_kind", "says_time", "says_warning",
    "sharp_enough", "square", "stores", "told_goods", "unit_cost", "weighs", "without_serving",
    "written_for_a_reader",
]  # fmt: skip
