"""Lesson 6, a shop on a marketplace: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.criteria.selling import *
from course.curriculum.m6_marketplace.checks import *

__all__ = [
    "any_of", "chose", "chose_set", "criteria", "fact", "followed", "half", "has_quantity",
    "in_order", "mentions", "near", "of_own", "own_shop", "plain_title", "price_is", "read_answer",
    "served", "shop_name",
]  # fmt: skip
