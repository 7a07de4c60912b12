"""What a criteria cell calls: ``read_answer``, checks, and ``criteria`` as its last expression.

A check (``mentions(...)``, ``near(...)``) is deferred: it returns a ``Check`` that only
``criteria`` evaluates. Any JSON value is a possible answer; a bad one earns 0, never an exception.
"""

from course.facts import fact
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
from course.grading.catalogue import product_cells, repaired
from course.grading.choices import chose, chose_set, in_order, likert
from course.grading.complaints import apologises, blames_nobody, offers_remedy, sold_out
from course.grading.criteria import Check, Finding, any_of, criteria
from course.grading.evidence import day_between, has_photo, time_between
from course.grading.mentoring import (
    presses_nobody,
    ranks_nobody,
    rated,
    says_from_when,
    says_how_often,
    says_which_days,
    short_action,
)
from course.grading.numbers import has_price, near
from course.grading.offers import has_limit, has_quantity, invites
from course.grading.photos import (
    another_photo,
    big_enough,
    bright_enough,
    not_clipped,
    sharp_enough,
    square,
)
from course.grading.pricelists import follows, per_piece, price_of
from course.grading.products import contains, file_name, lasts, stores, weighs
from course.grading.replies import greets, names_payment, offers_help, says_when, thanks
from course.grading.sentences import written_for_a_reader
from course.grading.sums import calculated
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
    "another_photo",
    "any_of",
    "apologises",
    "avoids",
    "big_enough",
    "blames_nobody",
    "bright_enough",
    "calculated",
    "cells",
    "chat_number",
    "chose",
    "chose_set",
    "classified",
    "contains",
    "criteria",
    "day_between",
    "different",
    "email_address",
    "fact",
    "file_name",
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
    "lasts",
    "length",
    "likert",
    "marked",
    "mentions",
    "named",
    "names_payment",
    "near",
    "not_clipped",
    "offers_help",
    "offers_remedy",
    "opens_with",
    "per_piece",
    "plain_title",
    "presses_nobody",
    "price_of",
    "product_cells",
    "ranks_nobody",
    "rated",
    "read_answer",
    "repaired",
    "says_from_when",
    "says_how_often",
    "says_when",
    "says_which_days",
    "sharp_enough",
    "shop_name",
    "short_action",
    "sold_out",
    "square",
    "stores",
    "strong_password",
    "thanks",
    "time_between",
    "useful_hashtags",
    "weighs",
    "written_for_a_reader",
]
