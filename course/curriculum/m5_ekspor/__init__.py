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
    "counted_from", "counts", "criteria", "day_between", "dialled", "email_address",
    "facts_of_goods", "few_and_fitting", "followed", "followed_choice", "gives_reason",
    "goods_and_brand", "greets_or_thanks", "hs_codes", "in_english", "in_order", "lead_time",
    "length", "letter_in_english", "made_of", "marked", "named", "names_own", "next_step",
    "of_goods", "offered", "offers_sample", "order_size", "own_listing", "own_shop",
    "payment_split", "payment_way", "price_amount", "price_place", "price_rule", "price_unit",
    "quotes_price", "read_answer", "restated", "says_until", "signed", "steps_for_gaps",
    "thanks_buyer", "time_between", "trusting", "without_boasts", "written_as_letter",
]  # fmt: skip
