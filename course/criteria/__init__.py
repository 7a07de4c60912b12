"""What any criteria cell may call: ``read_answer``, checks, and, last in it, ``criteria``.

A check (``mentions(...)``, ``near(...)``) is deferred: it returns a ``Check`` that only
``criteria`` evaluates. Any JSON value is a possible answer; a bad one earns 0, never an exception.
What one lesson alone knows stands in ``course.curriculum``.
"""

from course.criteria.evidence import *
from course.criteria.facts import *
from course.criteria.goods import *
from course.criteria.numbers import *
from course.criteria.reader import *
from course.criteria.scoring import *
from course.criteria.selling import *
from course.criteria.tables import *
from course.criteria.text import *

__all__ = [
    "any_of", "cells", "chose", "chose_set", "criteria", "day_between",
    "fact", "followed", "followed_choice", "half", "has_hashtag", "has_limit",
    "has_price", "has_quantity", "hashtag_count", "in_order", "invites", "keeps_to_facts",
    "length", "likert", "marked", "mentions", "named", "near", "of_these", "read_answer",
    "time_between", "written_for_a_reader",
]  # fmt: skip
