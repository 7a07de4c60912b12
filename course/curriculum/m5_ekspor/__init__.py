"""Lesson 5, listing for export: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.curriculum.m5_ekspor.checks import *
from course.curriculum.m5_ekspor.english import *
from course.curriculum.m5_ekspor.guard import *
from course.curriculum.m5_ekspor.letters import *
from course.curriculum.m5_ekspor.own_goods import *

__all__ = [
    "addressed_to", "answered_rows", "any_of", "as_told", "asks_buyer", "cells", "chose",
    "counted_from", "counts", "criteria", "dialled", "facts_of_goods", "followed",
    "followed_choice", "goods_and_brand", "in_english", "in_order", "lead_time", "length",
    "letter_in_english", "made_of", "marked", "multiplied", "named", "names_own", "next_step",
    "of_goods", "offered", "offers_sample", "order_size", "own_listing", "own_or_story", "own_shop",
    "payment_split", "payment_way", "price_amount", "price_place", "price_rule", "price_unit",
    "quotes_price", "read_answer", "restated", "signed", "step_for_gap", "takes", "thanks_buyer",
    "trusting", "without_boasts", "written_as_letter",
]  # fmt: skip
