"""Lesson 2, business accounts: what its criteria cells may call."""

from course.criteria import *
from course.criteria.own_shop import *
from course.criteria.selling import *
from course.criteria.told import *
from course.curriculum.m2_akun_usaha.checks import *
from course.curriculum.m2_akun_usaha.complaints import *
from course.curriculum.m2_akun_usaha.places import *
from course.curriculum.m2_akun_usaha.replies import *
from course.curriculum.m2_akun_usaha.stock import *

__all__ = [
    "account_name", "also_has", "answers_complaint", "any_of", "apologises", "blames_nobody",
    "chat_number", "chose", "chose_set", "criteria", "fact", "followed", "from_the_shop",
    "greets", "half", "halved_elsewhere", "has_limit", "has_price", "has_quantity",
    "has_strength", "hashtag_of", "in_an_offer", "in_order", "invites", "is_listed",
    "keeps_to_facts", "length", "listed", "marked", "mentions", "named", "names_damage",
    "names_payment", "near", "of_own", "of_these", "offers_help", "offers_remedy", "open_hours",
    "opens_politely", "opens_when", "opens_with", "own_pair", "own_shop", "per_piece", "price_is",
    "price_of", "promises_when", "reaches", "read_answer", "sent_before", "sold_out", "thanks",
    "time_between", "undenied", "useful_hashtags", "whole_hashtags", "within_town",
    "written_for_a_reader",
]  # fmt: skip
