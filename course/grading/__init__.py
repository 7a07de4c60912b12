"""What a criteria cell calls: ``read_answer``, checks, and ``criteria`` as its last expression.

A check (``mentions(...)``, ``near(...)``) is deferred: it returns a ``Check`` that only
``criteria`` evaluates. Any JSON value is a possible answer; a bad one earns 0, never an exception.
"""

from course.grading.answer import read_answer
from course.grading.choices import chose, chose_set, in_order, likert
from course.grading.criteria import Check, Finding, any_of, criteria
from course.grading.evidence import day_between, has_photo, time_between
from course.grading.followed import amounts, followed, followed_choice, half
from course.grading.numbers import has_price, near
from course.grading.offers import has_limit, has_quantity, invites
from course.grading.plan_words import KINDS_OF_MONEY, PERIODS, SOURCES
from course.grading.plans import (
    asks,
    counts_sales,
    decides,
    in_own_words,
    is_measurable,
    is_step,
    one_change,
    sets_an_end,
)
from course.grading.schedules import (
    Entry,
    alternating,
    completed,
    distinct_names,
    entries,
    in_time_order,
    keeps_free,
    limited,
    measured,
    scheduled,
    spread,
    steps,
    told,
    varied,
)
from course.grading.sentences import written_for_a_reader
from course.grading.tables import (
    cell,
    cells,
    classified,
    different,
    email_address,
    fits,
    marked,
    named,
    strong_password,
)
from course.grading.text import (
    avoids,
    has_hashtag,
    hashtag_count,
    length,
    mentions,
)

__all__ = [
    "KINDS_OF_MONEY",
    "PERIODS",
    "SOURCES",
    "Check",
    "Entry",
    "Finding",
    "alternating",
    "amounts",
    "any_of",
    "asks",
    "avoids",
    "cell",
    "cells",
    "chose",
    "chose_set",
    "classified",
    "completed",
    "counts_sales",
    "criteria",
    "day_between",
    "decides",
    "different",
    "distinct_names",
    "email_address",
    "entries",
    "fits",
    "followed",
    "followed_choice",
    "half",
    "has_hashtag",
    "has_limit",
    "has_photo",
    "has_price",
    "has_quantity",
    "hashtag_count",
    "in_order",
    "in_own_words",
    "in_time_order",
    "invites",
    "is_measurable",
    "is_step",
    "keeps_free",
    "length",
    "likert",
    "limited",
    "marked",
    "measured",
    "mentions",
    "named",
    "near",
    "one_change",
    "read_answer",
    "scheduled",
    "sets_an_end",
    "spread",
    "steps",
    "strong_password",
    "time_between",
    "told",
    "varied",
    "written_for_a_reader",
]
