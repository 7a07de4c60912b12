"""What a criteria cell calls: ``read_answer``, checks, and ``criteria`` as its last expression.

A check (``mentions(...)``, ``near(...)``) is deferred: it returns a ``Check`` that only
``criteria`` evaluates. Any JSON value is a possible answer; a bad one earns 0, never an exception.
"""

from course.grading.answer import read_answer
from course.grading.choices import chose, chose_set, in_order, likert
from course.grading.criteria import Check, Finding, any_of, criteria
from course.grading.english import in_english, restated, without_boasts
from course.grading.evidence import day_between, has_photo, time_between
from course.grading.exports import answered_rows, dialled, few_and_fitting, hs_codes, steps_for_gaps
from course.grading.followed import amounts, followed, followed_choice
from course.grading.letters import (
    addressed_to,
    asks_buyer,
    counts,
    gives_reason,
    greets_or_thanks,
    next_step,
    offers_sample,
    quotes_price,
    says_until,
    signed,
    thanks_buyer,
    trusting,
    written_as_letter,
)
from course.grading.listings import (
    counted_from,
    facts_of_goods,
    goods_and_brand,
    lead_time,
    order_size,
    own_listing,
    payment_split,
    payment_way,
    price_amount,
    price_place,
    price_rule,
    price_unit,
)
from course.grading.numbers import has_price, near
from course.grading.offers import has_limit, has_quantity, invites
from course.grading.sentences import written_for_a_reader
from course.grading.tables import (
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
    "Check",
    "Finding",
    "addressed_to",
    "amounts",
    "answered_rows",
    "any_of",
    "asks_buyer",
    "avoids",
    "cells",
    "chose",
    "chose_set",
    "classified",
    "counted_from",
    "counts",
    "criteria",
    "day_between",
    "dialled",
    "different",
    "email_address",
    "facts_of_goods",
    "few_and_fitting",
    "fits",
    "followed",
    "followed_choice",
    "gives_reason",
    "goods_and_brand",
    "greets_or_thanks",
    "has_hashtag",
    "has_limit",
    "has_photo",
    "has_price",
    "has_quantity",
    "hashtag_count",
    "hs_codes",
    "in_english",
    "in_order",
    "invites",
    "lead_time",
    "length",
    "likert",
    "marked",
    "mentions",
    "named",
    "near",
    "next_step",
    "offers_sample",
    "order_size",
    "own_listing",
    "payment_split",
    "payment_way",
    "price_amount",
    "price_place",
    "price_rule",
    "price_unit",
    "quotes_price",
    "read_answer",
    "restated",
    "says_until",
    "signed",
    "steps_for_gaps",
    "strong_password",
    "thanks_buyer",
    "time_between",
    "trusting",
    "without_boasts",
    "written_as_letter",
    "written_for_a_reader",
]
