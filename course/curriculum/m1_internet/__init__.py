"""Lesson 1, internet basics: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.curriculum.m1_internet.checks import *
from course.curriculum.m1_internet.own import *

__all__ = [
    "accuses_nobody", "answers_saturday", "busier", "cells", "chose", "chose_set", "closes",
    "counted", "criteria", "different", "fits", "followed", "has_price", "in_order", "length",
    "marked", "mentions", "named", "near", "not_yet_in", "of_own", "of_these", "opens",
    "opens_refusal", "orders_by_chat", "own_address", "own_shop", "photos_a_month",
    "promises_delivery", "read_answer", "refuses_file", "replies", "sends_after",
    "strong_password", "tells_news", "tells_subject", "written_for_a_reader",
]  # fmt: skip
