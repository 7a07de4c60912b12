"""What a criteria cell calls: ``read_answer``, checks, and ``criteria`` as its last expression.

A check (``mentions(...)``, ``near(...)``) is deferred: it returns a ``Check`` that only
``criteria`` evaluates. Any JSON value is a possible answer; a bad one earns 0, never an exception.
"""

from course.grading.accounts import (
    account_name,
    chat_number,
    has_strength,
    keeps_to_facts,
    opens_with,
    plain_title,
    shop_name,
    useful_hashtags,
)
from course.grading.answer import read_answer
from course.grading.choices import chose, chose_set, in_order, likert
from course.grading.complaints import apologises, blames_nobody, offers_remedy, sold_out
from course.grading.criteria import Check, Finding, any_of, criteria
from course.grading.evidence import day_between, has_photo, time_between
from course.grading.numbers import has_price, near
from course.grading.offers import has_limit, has_quantity, invites
from course.grading.pricelists import follows, per_piece, price_of
from course.grading.replies import greets, names_payment, offers_help, says_when, thanks
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
    "account_name",
    "any_of",
    "apologises",
    "avoids",
    "blames_nobody",
    "cells",
    "chat_number",
    "chose",
    "chose_set",
    "classified",
    "criteria",
    "day_between",
    "different",
    "email_address",
    "fits",
    "follows",
    "greets",
    "has_hashtag",
    "has_limit",
    "has_photo",
    "has_price",
    "has_quantity",
    "has_strength",
    "hashtag_count",
    "in_order",
    "invites",
    "keeps_to_facts",
    "length",
    "likert",
    "marked",
    "mentions",
    "named",
    "names_payment",
    "near",
    "offers_help",
    "offers_remedy",
    "opens_with",
    "per_piece",
    "plain_title",
    "price_of",
    "read_answer",
    "says_when",
    "shop_name",
    "sold_out",
    "strong_password",
    "thanks",
    "time_between",
    "useful_hashtags",
    "written_for_a_reader",
]
