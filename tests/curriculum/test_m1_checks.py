"""Lesson 1's checkers: made-up passwords, and the data plan that fits the participant's own sum."""

from __future__ import annotations

import pytest
from checkers import share

from course.criteria.own_shop import own_shop
from course.criteria.scoring import Check
from course.curriculum import m1_internet as internet

SIZES = {"a": 1_000, "b": 2_000, "c": 5_000}
TAKEN = ["cempaka2021", "payung-kuning-ikan-58"]
NAMES = ["wulan", "cempaka"]


def password(raw: object) -> Check:
    return internet.strong_password(raw, taken=TAKEN, personal=NAMES, label="sandi")


def different(raws: list[object]) -> Check:
    return internet.different(raws, taken=TAKEN, label="berbeda")


def fits(raw: object, need: object) -> Check:
    return internet.fits(raw, need, SIZES, wanted=1_275, label="paket")


@pytest.mark.parametrize(
    ("chosen", "need", "expected"),
    [
        ("b", "1.275", 1), ("b", "1275 MB", 1), ("b", "1.100", 1), ("b", 2000, 1),
        ("a", "965", 0.5), ("c", "3.000", 0.5),
        ("b", "965", 0), ("c", "1.275", 0), ("b", "", 0), ("b", None, 0), ("c", "12.000", 0), (None, "1.275", 0),
    ],
)  # fmt: skip
def test_a_choice_follows_from_the_participant_s_own_number(
    chosen: object, need: object, expected: float
) -> None:
    assert share(fits(chosen, need)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("sendok-hujan-biru-71", 1), ("gitar sungai bantal", 1), ("KerbauTeras48Lilin", 1), ("Xk9#mWq2!zTb", 1),
        ("sendok-hujan-cempaka", 0), ("wulan-cantik-1972", 0), ("wul4n_batu_awan", 0), ("wulan99", 0),
        ("meja-kursi-pintu-1998", 0.5), ("meja-kursi-1234-pintu", 0.5), ("kuda-teh-batu-7", 1),
        ("sendokhujanbiru", 0.75), ("Kd8#mPq2xZ", 0.5), ("Kopi#72", 0), ("kopisusu7", 0),
        ("cempaka2021", 0), ("CEMPAKA2021xyz", 0), ("payung-kuning-ikan-59", 0), ("password12345!", 0),
        ("payung-merah-ikan-58", 0), ("tidak boleh kasih OTP", 0), ("huruf besar kecil angka", 0.5),
        ("bu-warsi-tempe-77", 0.5), ("buku-warna-tempe-77", 1), ("ibu-payung-tempe-77", 1),
        ("Qwerty-uiop-77", 0), ("bismillah", 0), ("aaaaaaaaaaaa", 0), ("121212121212", 0), ("", 0), ("   ", 0),
    ],
)  # fmt: skip
def test_a_password_with_a_name_or_a_short_one_earns_nothing(word: str, expected: float) -> None:
    assert share(password(word)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("peyek.cempaka@contoh.example", 1), ("cempaka / peyekcempaka@contoh.example", 0.5),
        ("rempeyek_cempaka\U0001f95c@contoh.example", 0.5), ("wulan.peyek@contoh.example", 0.5),
        ("songkokmakassar@contoh.example", 0), ("rempeyek cempaka@contoh.example", 0),
    ],
)  # fmt: skip
def test_an_address_tells_whose_it_is(address: str, expected: float) -> None:
    check = internet.own_address(
        address, "cempaka", shown=[], about=["peyek", "wulan"], most=40, label="alamat"
    )
    assert share(check) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("pijatbusari@contoh.example", 1), ("pijat.sari@contoh.example", 0.5),
        ("pijatcapek@contoh.example", 0.5), ("pijatbusri@contoh.example", 0.5),
    ],
)  # fmt: skip
def test_an_address_may_leave_a_word_of_a_long_name_out(address: str, expected: float) -> None:
    mine = own_shop({"nama": "Pijat Tunanetra Bu Sari", "barang": "pijat capek"}, goods=[])
    check = internet.own_address(
        address, mine.names[0], shown=[], about=[*mine.names[1:], *mine.goods], most=40, label="a"
    )
    assert share(check) == expected


def test_a_letter_that_only_calls_has_half_greeted() -> None:
    assert share(internet.opens("Bu Rina, harganya 18 ribu", label="salam")) == 0.5
    assert share(internet.answers_saturday("Sabtu libur bu", label="sabtu")) == 0.5


def test_what_is_found_never_repeats_the_password() -> None:
    for word in ("wulan-sendok", "kopisusu7", "cempaka2021"):
        assert word not in password(word).evaluate().found


def test_passwords_must_differ_in_more_than_a_digit() -> None:
    good = ["sendok-hujan-biru-71", "gitar sungai bantal", "KerbauTeras48Lilin"]
    assert share(different([*good])) == 1
    assert share(different([good[0], good[0][:-1] + "2", good[1]])) == 0.5
    assert share(different([*good[:2], "pendek"])) == 0.5
    assert share(different([*good[:2], "cempaka2021-cempaka"])) == 0.5
    assert share(different([*good[:2], good[0]])) == 0
    assert share(different([*good[:2], None])) == 0
