"""What is left out to save time changes no result: each shortcut against the long way."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from course.criteria import text
from course.exercises import answers
from course.exercises.workbook import Workbook
from course.lessons.run import evaluate, plan

SYLLABLES = st.sampled_from(
    [
        "di",
        "me",
        "meng",
        "pem",
        "kirim",
        "pesan",
        "wa",
        "an",
        "kan",
        "nya",
        "na",
        "2",
        " ",
        "_",
        ".",
    ]
)
TEXTS = st.lists(SYLLABLES, max_size=40).map("".join)
PREFIX = "(?:di|me|mem|men|meng|ber|ter|pe|pem|se)?"
ENDING = "2?(?:an|kan|in|i)?(?:nya|n?e|na|ku|mu|lah|kah|pun)?"


@given(TEXTS, st.sampled_from(["kirim", "pesan", "wa", "anan", "na na", "nyanya", "kirim an"]))
@settings(max_examples=400, deadline=None)
def test_a_term_is_found_as_one_pattern_would_find_it(words: str, term: str) -> None:
    before, after = (PREFIX, ENDING) if len(term) >= 4 else ("", "")
    whole = rf"(?<![^\W_]){before}{re.escape(term)}{after}(?![^\W_])"
    assert text._stands(term, words) == (re.search(whole, words) is not None)


@given(st.text("abcdef", min_size=6, max_size=40), st.text("abcdef", max_size=60))
@settings(max_examples=400, deadline=None)
def test_no_word_of_another_length_is_alike(term: str, other: str) -> None:
    if fuzz.ratio(term, other) >= text._ALIKE:
        assert len(other) in text._lengths(term)


def test_a_word_just_alike_has_an_accepted_length() -> None:
    shortest = ("a" * 14, "a" * 11)  # exactly 88
    assert fuzz.ratio(*shortest) == text._ALIKE
    assert 11 in text._lengths(shortest[0])
    assert 14 in text._lengths(shortest[1])


def test_a_good_file_reads_the_same_whole_and_part_by_part() -> None:
    files = sorted((REPOSITORY / "examples" / "inbox").glob("*_U*.txt"))[:40]
    assert files
    for path in files:
        raw = answers._json(path.read_bytes(), path.name)
        whole = answers.parse(path.read_bytes(), path.name)
        assert whole.answers == answers._part_by_part(raw, path.name).answers


def test_what_a_cell_prints_stays_its_own() -> None:
    sources = ["import math", "print('satu')", "1.0", "import sys; sys.stderr.write('dua')", "2.0"]
    cells = [_cell(source) for source in sources]
    outputs = evaluate(plan(cells, ()), Workbook(Path(), "pretest"))
    printed = [
        [o["text"] for o in found if o["output_type"] == "stream"] for found in outputs.values()
    ]
    assert printed == [[], ["satu\n"], [], ["dua"], []]


def _cell(source: str) -> object:
    from nbformat.v4 import new_code_cell

    grading = {"nbgrader": {"grade": True, "grade_id": "a", "points": 1, "solution": False}}
    return new_code_cell(source, metadata=grading)
