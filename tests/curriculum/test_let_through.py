"""What the grader let through and people do not, and the honest texts that look like it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import REPOSITORY

from course import lessons
from course.criteria.reader import written_for_a_reader
from course.criteria.scoring import Answer
from course.criteria.selling import has_limit, invites
from course.curriculum.m1_internet import answers_saturday, sends_after
from course.curriculum.m2_akun_usaha import also_has, sent_before
from course.curriculum.m3_foto_katalog import product_cells, told_goods
from course.curriculum.m4_strategi import in_own_words, steps
from course.curriculum.m7_katalog_tabel import describes

ASKED = Answer({}, None)


def _described(first: str, second: str = "kulit sapi asli", asked: Answer | None = None) -> float:
    told = {"barang": "Kerupuk rambak", "barang2": "Kerupuk bawang"}
    rows = {"p1": {"keterangan": first}, "p2": {"keterangan": second}}
    goods = told_goods(told, rows)
    return product_cells(goods, "keterangan", asked=asked, label="").evaluate().share


@pytest.mark.parametrize(
    "text",
    [
        "Sandal jepit karet, tahan air", "Terima kasih atas kunjungan dan kepercayaan Bapak Ibu", "kerupuk, enak, murah, halal",
        "Barang pertama: kerupuk rambak", "Susun katalog usaha Ibu/Bapak: dua barang atau jasa",
    ],
)  # fmt: skip
def test_a_description_of_nothing_of_one_s_own_does_not_count(text: str) -> None:
    assert _described(text) == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "modalnya lima ribu untungnya sepuluh ribu", "kameranya dilap dulu", "senin masuk 340 keluar 210",
        "yang beli kebanyakan langganan lama",
    ],
)  # fmt: skip
def test_who_answers_another_task_in_one_of_two_has_described_neither(text: str) -> None:
    assert _described(text) == 0
    assert _described("Sandal jepit karet, tahan air") == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "asin, gurih, renyah", "bakso 2 biji, pangsit goreng", "datang ke rumah", "bisa ditunggu", "ayam suwir pedas",
        "latar hitam motif bunga", "dari kulit sapi, digoreng dua kali", "Nangkane empuk, arehe kentel",
    ],
)  # fmt: skip
def test_a_short_description_of_one_s_own_counts(text: str) -> None:
    assert _described(text) == 1


def test_a_description_that_stands_in_the_lesson_is_none() -> None:
    lesson = lessons.load(REPOSITORY, "m3-foto-katalog")
    asked = Answer({}, lesson.definitions["katalog-saya"])
    assert _described("Tahan 2 bulan, simpan kering dan tertutup", asked=asked) == 0.5
    assert _described("Tahan 3 minggu, taruh di toples yang rapat", asked=asked) == 1


def _picture(text: str, **new: Any) -> float:
    return describes(text, asked=ASKED, about=["topi", "rajut"], **new).evaluate().share


def test_a_picture_s_text_says_what_is_seen() -> None:
    for text in (
        "belum ada fotonya bu, nanti saya foto dulu",
        "saya tidak tahu harus menulis apa tentang foto topi ini",
        "Topi rajut terbaik kualitas nomor satu dijamin awet",
    ):
        assert _picture(text) == 0, text
    for text in (
        "tpi rjut wrna biru mda d pkai boneka",
        "topi rajut warna bulao dipake ku budak",
        "Topi rajut paling kecil, warna merah, di atas meja",
    ):
        assert _picture(text) == 1, text


def test_the_goods_of_an_own_picture_stand_in_its_text_or_its_file() -> None:
    rack = "Rak besi tiga susun di atas lantai"
    assert _picture(rack, own=True, file="rak-piring-01.jpg") == 0
    assert _picture(rack, own=True, file="wulandari_topi_01.jpg") == 1


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Salam. Habis. Kamis. Kacang. Jam 12. Hari ini.", 0), ("habis, Kamis, sambal ijo ada, jam 12, hari ini", 0),
        ("maaf, Cempaka, jam buka, hari buka", 0), ("Tart habis Bu. Kamis ada. Bolu ready. Jam 12 kirim.", 1),
        ("Punten, tart seep, Kemis aya, bolu aya, tabuh 12 dikintun", 1), ("Peyek kacang, teri. Goreng tiap pagi. Pesan? WA.", 1),
        ("halo, tart habis, kamis ada lagi, bolu masih, jam 12 kirim", 1),
    ],
)  # fmt: skip
def test_a_row_of_words_speaks_to_nobody(text: str, share: float) -> None:
    goods = ["sambal", "tart", "peyek", "kacang", "cempaka"]
    assert written_for_a_reader(text, asked=ASKED, about=goods).evaluate().share == share


def test_what_is_not_done_is_no_promise() -> None:
    day = ["hari ini", "jam 12"]
    for text in ("Pesan sebelum jam 12 belum tentu dikirim", "Hari ini tidak ada pengiriman"):
        assert sent_before(text, 12, *day, label="").evaluate().share == 0, text
    kept = "Lewat jam 12 tidak dikirim hari ini, sebelum jam 12 dikirim hari ini"
    assert sent_before(kept, 12, *day, label="").evaluate().share == 1
    assert also_has("Bolu ada tapi tidak dijual", "bolu", label="").evaluate().share == 0
    assert also_has("Bolu ada, bisa dikirim", "bolu", label="").evaluate().share == 1
    assert answers_saturday("Hari Sabtu belum tentu", label="").evaluate().share == 0.5
    assert sends_after("blm masuk kak, 80rb, masuk lgsg kirim", label="").evaluate().share == 1
    assert sends_after("belum masuk langsung kirim", label="").evaluate().share == 0


def test_a_price_with_saja_is_no_limit() -> None:
    for text, share in (
        ("Sate 15 ribu saja", 0), ("Sate cuma 15rb aja", 0), ("ada 3 rasa", 0), ("sisa 5 porsi saja", 1), ("15 bks aja", 1),
        ("malam ini jualan sampai jam 9", 1),
    ):  # fmt: skip
        assert has_limit(text).evaluate().share == share, text
    assert invites("Chat tidak dibalas, telepon juga tidak diangkat").evaluate().share == 0


def test_a_household_is_no_shop() -> None:
    house = ["Mengecat kamar anak", "kaleng cat yang habis", "dua minggu", "kalau bagus lanjut"]
    assert in_own_words(*house).evaluate().share == 0
    shop = ["Mengecat gerobak jadi merah", "porsi yang laku", "dua minggu", "kalau naik lanjut"]
    assert in_own_words(*shop).evaluate().share == 1
    assert len(steps([{"langkah": "Mengecat kamar anak"}, {"langkah": "Mengecat gerobak"}])) == 1
