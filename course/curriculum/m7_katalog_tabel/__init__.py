"""Lesson 7, the catalogue as a table: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import own_shop
from course.curriculum.m7_katalog_tabel.checks import *

__all__ = [
    "cells", "chose", "criteria", "machine_price", "own_shop", "product_code", "product_title",
    "read_answer", "repaired",
]  # fmt: skip
