"""Lesson 7, files and the catalogue as a table: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.criteria.selling import affirmed
from course.criteria.text import avoids
from course.curriculum.m7_katalog_tabel.checks import *
from course.curriculum.m7_katalog_tabel.texts import *

__all__ = [
    "affirmed", "any_of", "avoids", "cell", "cells", "chose", "criteria", "describes", "each",
    "file_name", "length", "machine_price", "mentions", "of_own", "of_these", "own_pair",
    "own_shop", "product_code", "product_title", "read_answer", "repaired", "shows",
]  # fmt: skip
