"""A random roster, saved by the rules of four programs, is read back, or named at its row."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from course.people.lists import PARTICIPANTS, read_list
from course.people.roster import read_roster, without_consent
from course.words import ENGLISH_MONTHS, MONTHS

COLUMNS = ("participant", "mentor", "token", "consent", "helper", "name")
LETTERS = st.text("abkzéèöñ ,;\"'-=\t", max_size=8)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)) | st.none()
PERSON = st.tuples(
    st.integers(1, 400), st.integers(0, 30), st.text("abc234", max_size=4), DAYS, st.booleans(), LETTERS
)  # fmt: skip
SAVED = st.sampled_from([
    ("cp1252", ";", "\r\n", csv.QUOTE_MINIMAL), ("cp1252", ",", "\r\n", csv.QUOTE_MINIMAL),  # Excel
    ("utf-8-sig", ";", "\r\n", csv.QUOTE_MINIMAL), ("utf-16", "\t", "\r\n", csv.QUOTE_MINIMAL),
    ("cp850", ";", "\r\n", csv.QUOTE_MINIMAL), ("mac_roman", ";", "\r", csv.QUOTE_MINIMAL),
    ("utf-8", ",", "\n", csv.QUOTE_ALL), ("utf-8", "\t", "\n", csv.QUOTE_ALL),  # LibreOffice
    ("utf-8", ",", "\r\n", csv.QUOTE_MINIMAL),  # Google Sheets, WPS
])  # fmt: skip
NAMES = st.sampled_from([str, str.upper, str.title, " {}".format, "{} ".format, "\u00a0{}".format])
CODES = st.sampled_from([
    "{0}{1:02}".format, lambda a, n: f"{a.lower()}{n:02}", "{0} {1:02}".format, "{0}{1}".format,
    "{0}-{1:02}".format, " {0}{1:02}.".format, "{0}O{1}".format,
])  # fmt: skip
FORMS = st.sampled_from([
    dt.date.isoformat, "{0:%d/%m/%Y}".format, lambda d: f"{d.day}/{d.month}/{d:%y}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}", lambda d: f"{d.day}-{ENGLISH_MONTHS[d.month - 1][:3]}-{d:%y}",
    lambda d: str((d - dt.date(1899, 12, 30)).days),
])  # fmt: skip


def rows_of(people, name, code, form, blanks, trailing):
    """The roster as cells, blank rows and columns among them; and each person's row."""
    rows, at = [[name(c) for c in COLUMNS] + [""] * trailing], {}
    for number, mentor, token, day, helper, who in people:
        rows += [[""] * (len(COLUMNS) + trailing)] * (number % blanks)
        cells = [code("U", number), code("MH", mentor) if mentor else "", token]
        cells += [form(day) if day else "", "ya" if helper else "tidak", who]
        rows.append(cells + [""] * trailing)
        at[number] = len(rows)
    return rows, at


def holds(path: Path, people, at) -> None:
    table, found, held = read_list(path, PARTICIPANTS), read_roster(path), without_consent(path)
    named = "\n".join(table.problems)
    for number, mentor, token, day, helper, _ in people:
        person = found.get(f"U{number:02}")
        if person is None:
            assert f"baris {at[number]}: kode " in named or f"UO{number}" in found
            continue
        assert table.by_code[person.code].line == at[number]
        assert person.mentor == (f"MH{mentor:02}" if mentor else "")
        assert (person.token, person.consent, person.helper) == (token, day, helper)
        assert (person.code in held) == (day is None)
    assert len(found) <= len(people)


people = st.lists(PERSON, min_size=1, max_size=6, unique_by=lambda person: person[0])


@pytest.mark.long
@settings(max_examples=120)
@given(people, SAVED, NAMES, CODES, FORMS, st.integers(1, 3), st.integers(0, 2))
def test_a_csv_is_read_back_or_named(people, saved, name, code, form, blanks, trailing) -> None:
    encoding, mark, ends, quoting = saved
    rows, at = rows_of(people, name, code, form, blanks, trailing)
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator=ends, quoting=quoting).writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        path.write_bytes(text.getvalue().encode(encoding, "replace"))
        holds(path, people, at)


@settings(max_examples=25)
@given(people, NAMES, CODES, FORMS | st.just(lambda d: d), st.integers(1, 3), st.booleans())
def test_a_book_is_read_back_or_named(people, name, code, form, blanks, first) -> None:
    rows, at = rows_of(people, name, code, form, blanks, 0)
    made = Workbook()
    page = made.worksheets[0]
    for row in rows:
        page.append([cell if cell != "" else None for cell in row])
    page.title = "Peserta"
    made.create_sheet("pendamping", 0 if first else None).append(["mentor"])
    with tempfile.TemporaryDirectory() as folder:
        made.save(Path(folder) / "roster.xlsx")
        holds(Path(folder) / "roster.xlsx", people, at)
