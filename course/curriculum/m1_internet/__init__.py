"""Lesson 1, internet basics: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.curriculum.m1_internet.checks import *

__all__ = [
    "answers_saturday", "cells", "chose", "chose_set", "classified", "closes", "criteria",
    "different", "fact", "fits", "has_price", "in_order", "length", "marked", "mentions", "named",
    "near", "of_own", "of_these", "opens", "own_address", "own_shop", "promises_delivery",
    "read_answer", "replies", "strong_password", "tells_subject",
]  # fmt: skip
