"""Lesson 1, internet basics: what its criteria cells may call."""

from course.criteria import *
from course.curriculum.m1_internet.checks import *

__all__ = [
    "cells", "chose", "chose_set", "classified", "criteria", "different", "email_address", "fits",
    "has_price", "in_order", "length", "marked", "mentions", "named", "near", "read_answer",
    "strong_password", "written_for_a_reader",
]  # fmt: skip
