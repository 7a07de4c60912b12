"""Codes, dates and numbers: what can mean one thing is read, what could mean two is not guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from course.people.written import lost_digits, read_code, read_date, read_number

THIRD = dt.date(2026, 11, 3)


@pytest.mark.parametrize("text", ["U07", "u7", "U 07", "U7", "U-07", "U07.", "Ｕ０７", " U07\u00a0", "'U07", "u\u200b07", "U 0 7", "\u202aU07\u202c", "\u2066u7\u2069", "U\u061c07"])  # fmt: skip
def test_a_code_that_can_mean_one_thing_is_read(text: str) -> None:
    assert read_code(text) == "U07"


@pytest.mark.parametrize("text", ["", "07", "UO7", "Ul7", "U07/U08", "Dewi", "U1234567", "ABCD1", "U", "U07?"])  # fmt: skip
def test_a_code_that_could_mean_another_is_not_guessed(text: str) -> None:
    assert read_code(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03", "2026/11/3", "20261103", "03/11/2026", "3/11/26", "3-11-2026", "3.11.2026",
        "3 Nov 2026", "3 November 2026", "3-Nov-26", "3 Nopember 2026", "Selasa, 3 November 2026",
        "November 3, 2026", "Nov 3rd, 2026", "2026-11-03 00:00:00", "2026-11-03T09:30:00Z",
        "03/11/2026 14.30", "46329", "46329.0", "46329,5", "３/１１/２０２６", " 3 Nov 2026\u00a0", "'3/11/2026",
        "\u202a3/11/2026\u202c", "\u20663 Nov 2026\u2069", "\u061c2026-11-03",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form(text: str) -> None:
    assert read_date(text) == THIRD


@pytest.mark.parametrize("text", ["", "ya", "kemarin", "31/02/2026", "11/25/2026", "3 Nov", "0026-11-03", "3/11/1926", "812", "99999", "3 Foo 2026"])  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_the_day_stands_first_and_months_have_two_languages() -> None:
    assert read_date("11/03/2026") == dt.date(2026, 3, 11)
    for text in ("6 Agt 2026", "6 Aug 2026", "6 Agustus 2026", "6 agu 26", "August 6, 2026"):
        assert read_date(text) == dt.date(2026, 8, 6)


@pytest.mark.parametrize(
    "text",
    [
        "081200000001", "81200000001", "6281200000001", "+62 812-0000-0001", "+62 (0)812 0000 0001",
        "+62 0812 0000 0001", "006281200000001", "'0812 0000 0001", "81200000001.0", "81200000001,0",
        "812 0000 0001", "8.1200000001E+10", "6,281200000001E+12", "８１２０００００００１", "(0812) 0000.0001",
        "\u202a+62 812-0000-0001\u202c", "\u2066081200000001\u2069", "\u206181200000001",
    ],
)  # fmt: skip
def test_a_number_is_read_with_and_without_its_zero(text: str) -> None:
    assert read_number(text) == "6281200000001"


@pytest.mark.parametrize("text", ["", "lihat buku", "8,12E+11", "8.12E+10", "8,1E+10", "+818012345678", "0812", "9012345678", "1234567890", "0812 0000 0001 / 0813 0000 0002", "81200000", "O81200000001"])  # fmt: skip
def test_a_number_that_is_not_surely_indonesian_is_none(text: str) -> None:
    assert read_number(text) == ""
    assert lost_digits(text) == ("E+" in text)


def test_a_code_that_is_written_right_stays_whatever_its_letters() -> None:
    assert [read_code(text) for text in ("SO01", "NS01", "U007")] == ["SO01", "NS01", "U007"]
