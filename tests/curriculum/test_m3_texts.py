"""Lesson 3's checkers of own texts: what a description says, how ready food keeps."""

from __future__ import annotations

import pytest
from checkers import share

from course.curriculum.m3_foto_katalog import (
    label_amount,
    own_shop,
    product_cells,
    says_appointment,
    says_care,
    says_time,
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("mie ayam enak", 0),
        ("mie ayamnya enak dan murah", 0),
        ("mie ayame enak tenan", 0),
        ("mie ayam, pesan ya kak", 0),
        ("mie ayam pakai ceker", 1),
        ("kuahnya gurih sekali", 1),
        ("mie ayam bakar", 1),
    ],
)
def test_a_description_says_more_than_its_name_and_praise(text: str, right: float) -> None:
    rows = {"p1": {"nama": "Mie ayam", "keterangan": text}}
    found = product_cells(rows, "keterangan", least=1, label="keterangan")
    assert share(found) == right


@pytest.mark.parametrize(
    ("text", "time", "care"),
    [
        ("Kalau dibawa pulang kuahnya dipisah", 0, 1),
        ("Jangan dibiarkan dingin", 1, 1),
        ("Ojo disimpen suwe suwe", 1, 1),
        ("Enak dimakan langsung", 1, 0),
        ("habiskan hari itu", 1, 0),
        ("besok sudah jadi", 1, 0),
        ("kalau kurang pas bawa lagi ke sini", 0, 1),
        ("jangan dikucek keras", 0, 1),
        ("Jangan lupa pesan", 0, 0),
        ("dimakan bersama keluarga", 0, 0),
        ("kuahnya gurih", 0, 0),
        ("simpan kontak saya", 0, 0),
    ],
)
def test_ready_food_services_and_clothes_keep_in_their_own_way(
    text: str, time: float, care: float
) -> None:
    earned = (share(says_time(text, label="waktu")), share(says_care(text, label="merawat")))
    assert earned == (time, care)


def test_how_one_comes_to_a_service_is_said_in_many_ways() -> None:
    comes = [
        "Datang saja jam empat sampai malam", "Janjian lewat WA dulu", "Bawa kain dan contoh bajunya",
        "Saya jemput hari Senin", "Kalau ramai ambil nomor dulu",
    ]  # fmt: skip
    assert [text for text in comes if share(says_appointment(text, label="")) < 1] == []
    elsewhere = [
        "Silakan datang",
        "Janji kami: pasti puas",
        "Boleh dibawa pulang",
        "Bawa pulang ya",
        "",
    ]
    assert [text for text in elsewhere if share(says_appointment(text, label=""))] == []


@pytest.mark.parametrize(
    ("text", "kind", "right"),
    [
        ("sebungkus", "kemasan", 0.5),
        ("per bungkus", "kemasan", 0.5),
        ("botol kecil", "kemasan", 0.5),
        ("sebungkus", None, 0.5),  # the lesson's own crisps
        ("250 gram", "kemasan", 1),
        ("sebungkus 250 gram", "kemasan", 1),
        ("sebungkus isi 6", "kemasan", 1),
        ("sekilo", "kemasan", 1),
        ("selusin", "kemasan", 1),
        ("satu bungkus", "kemasan", 1),
        ("sebungkus", "siap", 1),  # rice eaten at once
        ("per potong", "jasa", 1),
        ("per lembar", "barang", 1),
        ("sebungkus", "", 1),  # not told what it is: not held against anybody
    ],
)
def test_a_pack_alone_on_a_label_says_half(text: str, kind: str | None, right: float) -> None:
    told = {} if kind is None else {"barang": "dagangan saya", "jenis": kind}
    mine = own_shop(told, goods=["bayam"], amount="200 gram")
    assert share(label_amount(text, mine, label="")) == right


def test_what_lasts_for_generations_says_how_long() -> None:
    for long in ("awet bertahun tahun kalo dirawat", "turun temurun ke anak cucu"):
        assert share(says_time(long, label="")) == 1, long
    assert share(says_time("resep turun temurun", label="")) == 0
