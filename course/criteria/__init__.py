"""What any criteria cell may call: ``read_answer``, checks, and, last in it, ``criteria``.

A check (``mentions(...)``, ``near(...)``) is deferred: it returns a ``Check`` that only
``criteria`` evaluates. Any JSON value is a possible answer; a bad one earns 0, never an exception.
What one lesson alone knows stands in ``course.curriculum``.
"""

from course.criteria.evidence import day_between, time_between
from course.criteria.facts import fact
from course.criteria.numbers import followed, followed_choice, half, has_price, near
from course.criteria.scoring import any_of, criteria, read_answer
from course.criteria.selling import has_limit, has_quantity, invites
from course.criteria.tables import (
    cells,
    chose,
    chose_set,
    classified,
    email_address,
    in_order,
    likert,
    marked,
    named,
)
from course.criteria.text import (
    avoids,
    has_hashtag,
    hashtag_count,
    length,
    mentions,
    written_for_a_reader,
)

__all__ = [
    "any_of",
    "avoids",
    "cells",
    "chose",
    "chose_set",
    "classified",
    "criteria",
    "day_between",
    "email_address",
    "fact",
    "followed",
    "followed_choice",
    "half",
    "has_hashtag",
    "has_limit",
    "has_price",
    "has_quantity",
    "hashtag_count",
    "in_order",
    "invites",
    "length",
    "likert",
    "marked",
    "mentions",
    "named",
    "near",
    "read_answer",
    "time_between",
    "written_for_a_reader",
]
