"""What a text names and takes back: an old price, a way to order that is closed, what one gets."""

from __future__ import annotations

import pytest

from course.criteria import greets, has_limit, has_price, has_quantity, invites
from course.criteria.reader import offers
from course.criteria.scoring import Finding
from course.criteria.text import normalise


@pytest.mark.parametrize(
    "text",
    [
        "bukan 15 ribu lagi ya, sekarang 18 ribu",
        "dari Rp15.000 jadi Rp10.000 saja",
        "diskon dari 15rb tinggal 12rb",
        "biasanya 15 ribu, hari ini promo 12 ribu",
        "sekarang Rp18.000 ya, sebelumnya Rp15.000",
        "Rp15.000 itu harga lama, sekarang Rp17.000",
        "harga coret 15 ribu, bayar cuma 11 ribu",
        "15 ribu ditambah kotak jadi 20 ribu",
        "dua bungkus Rp15.000",
        "15 ribu dapat dua bungkus",
        "tidak ada yang 15 ribu",
        "kemarin 15 ribu, hari ini 12 ribu",
        "15 ribu dapat tiga, satunya 6 ribu",
        "tiga batang 15 ribu",
    ],
)
def test_a_price_that_is_taken_back_is_none(text: str) -> None:
    assert has_price(text, 15_000).evaluate().share == 0


@pytest.mark.parametrize(
    "text",
    [
        "15 ribu saja, tidak sampai 16 ribu",
        "harga masih sama, 15 ribu, tidak naik",
        "dulu 18 ribu, sekarang cuma 15 ribu",
        "satu bungkus 15 ribu, dua bungkus 30 ribu",
        "kalau beli satu 15 ribu jadi dua 30 ribu",
        "yang cokelat 15 ribu, sekarang ada juga yang keju 17 ribu",
        "tinggal 2 bungkus 15 ribu",
        "bukan cuma enak, 15 ribu saja",
        "biasanya habis siang, 15 ribu sebungkus, isi 100 gram",
    ],
)
def test_a_price_beside_another_stays(text: str) -> None:
    assert has_price(text, 15_000).evaluate().share == 1


@pytest.mark.parametrize(
    "text",
    [
        "WA di profil sudah tidak aktif",
        "chat saya lagi dimatikan, nggak bisa pesan",
        "HP saya rusak, belum buka pesanan. Nanti saya kabari lagi",
        "pesanan lewat WA sedang tidak kami layani",
        "pesanan lewat chat ditolak",
        "bukan buat pesan",
        "WA di profil bukan untuk pesan",
        "untuk memesan tidak bisa lewat sini",
        "jangan pesan lewat chat, tidak ada batas",
        "beli 2 gratis 1",
        "chat belum bisa.",
        "pesanan orang",
    ],
)
def test_a_way_to_order_that_is_closed_invites_nobody(text: str) -> None:
    assert invites(text).evaluate().share == 0
    assert offers(normalise("Sambal 25 ribu. " + text))


@pytest.mark.parametrize(
    "text",
    [
        "pesan lewat WA tidak bisa COD",
        "HP saya sempat rusak, sekarang sudah bisa. Chat ya",
        "tidak usah antre, chat saja",
        "chat saya kalau mau, tidak dibalas lama kok",
        "jangan sampai kehabisan, WA saja",
        "pesanan lewat WA, belum bisa antar",
    ],
)
def test_a_denial_of_something_else_leaves_the_invitation(text: str) -> None:
    assert invites(text).evaluate().share == 1


def test_what_one_gets_may_be_denied_and_a_pack_without_its_size_is_half() -> None:
    assert has_quantity("tidak 100 gram", "100 gram").evaluate().share == 0
    assert has_quantity("100 gram, tidak bau", "100 gram").evaluate().share == 1
    assert has_quantity("50rb/motor").evaluate().share == 1
    assert has_quantity("kacang 18rb/teri 20rb").evaluate().share == 0
    assert has_quantity("kemasan botol", "150 ml").evaluate().share == 0.5


def test_a_stock_without_an_end_is_no_limit() -> None:
    assert has_limit("stok tidak terbatas").evaluate().share == 0
    assert has_limit("stok terbatas").evaluate().share == 1
    assert has_limit("slot 5 lagi").evaluate().share == 1


def test_an_hour_that_is_spoken_of_greets_nobody_and_a_call_half() -> None:
    assert greets("barangnya kami kirim sore ini").evaluate().share == 0
    assert greets("sore bu").evaluate().share == 1
    assert greets("Pak, baksonya ada yang baru").evaluate().share == 0.5


def test_what_others_have_bought_is_half_a_limit() -> None:
    assert has_limit("20 bungkus habis", "20 bungkus").evaluate().share == 0.5
    assert has_limit("20 bungkus", "20 bungkus").evaluate() == Finding(1, "jumlahnya disebut")
