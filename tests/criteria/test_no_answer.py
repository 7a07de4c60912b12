"""Texts that do not do what is asked, beside those like them that do."""

from __future__ import annotations

import pytest
from checkers import share

from course.criteria.copies import patched
from course.criteria.goods import elsewhere
from course.criteria.own_shop import own_pair, own_shop
from course.criteria.reader import judged, to_teacher
from course.criteria.selling import greets, invites
from course.criteria.shape import broken
from course.criteria.signals import signals
from course.criteria.spoken import in_figures
from course.criteria.text import mentioned, normalise, split_words
from course.curriculum.m1_internet import not_yet_in, promises_delivery, sends_after
from course.curriculum.m2_akun_usaha.checks import price_of
from course.curriculum.m2_akun_usaha.complaints import offers_remedy
from course.curriculum.m2_akun_usaha.replies import offers_help
from course.curriculum.m2_akun_usaha.stock import also_has, sold_out
from course.curriculum.m4_strategi import in_own_words, is_step
from course.curriculum.m4_strategi.decision import decides
from course.curriculum.m4_strategi.swot import filled_boxes
from course.curriculum.m5_ekspor.own_goods import made_of, names_own
from course.curriculum.m8_angka.days import says_what_shows


def is_for_a_reader(text: str) -> bool:
    said = normalise(text)
    return judged(said, signals(said), to_somebody=True).share == 1


@pytest.mark.parametrize(
    "text",
    ["sewa sepeda listrik yang. harganya per. sisanya masih ada. pesannya ke", "Sebab :\nKesimpulan :",
     "halo\nbu\nkeripik singkong\nrasa balado baru\nmurah\norder\nwa",
     "SALAM, BU RINA, DASTER, HARGA 55.000, SABTU, ANTAR, BISA, TERIMA KASIH, KONVEKSI BU TARNI",
     "Salam: sudah. Harga: 7.000. Sabtu: ya. Diantar: bisa. Penutup: ada.",
     "rempeyek akun instagram bisnis profil jual pesan whatsapp luar kota bio",
     "permintaan maaf kepada pembeli undangan rusak sewaktu sampai penggantian cetak baru hari senin",
     "memuji yang sudah bikin status mengajak hal kecil tidak menekan tidak membandingkan"],
)  # fmt: skip
def test_pieces_and_titles_are_for_nobody(text: str) -> None:
    assert not is_for_a_reader(text)


@pytest.mark.parametrize(
    "text",
    ["Bu Rina, daster 55.000. Sabtu bisa diantar ya. Salam: Konveksi Bu Tarni", "Menu hari ini:\nsoto 15rb\nrawon 20rb\npesan lewat wa ya",
     "keripik balado 15rb\n100 gram\nsisa 20\nchat ya bu"],
)  # fmt: skip
def test_what_looks_like_them_is_read(text: str) -> None:
    assert is_for_a_reader(text)


def test_a_heading_over_something_does_not_break_off() -> None:
    assert broken("harganya per. pesannya ke") == 2
    assert broken("menu:\nsoto 15rb\nrawon 20rb\npesan ya") == 0


def test_a_long_text_of_pieces_is_a_copy() -> None:
    task = (
        "Pembeli memesan dua barang. Ia mengirim foto bukti transfer. Di mutasi uangnya belum ada."
    )
    story = "Barang dikirim sesudah ketiganya cocok: nama, jumlah, dan jam. Pembeli sering mengirim foto."
    sewn = "di mutasi uangnya belum ada barang dikirim sesudah ketiganya cocok nama jumlah dan jam pembeli memesan dua barang ia mengirim foto bukti transfer"
    words = tuple(sewn.split())
    assert patched(words, task, story)
    assert not patched(words, task)
    own = split_words("maaf ya kak uang kakak memang belum kelihatan di rekening kami")
    assert not patched((*words, *own), task, story)


def test_who_talks_about_phone_and_task_talks_to_the_teacher() -> None:
    assert to_teacher("bu guru hp saya lemot dari tadi")
    assert not to_teacher("hp lemot sinyal hilang bawa ke sini saja")
    assert not to_teacher("bu guru seragamnya sudah jadi silakan diambil")


def test_a_word_cut_off_greets_nobody() -> None:
    assert not share(
        greets("Dewasa 15 ribu, anak 10 ribu, cukur jenggot 5 ribu, semir hitam 30 ribu.")
    )
    assert share(greets("Halo kak, dewasa 15 ribu"))


def test_a_form_of_somebody_or_something_else_is_no_form() -> None:
    def held(*texts: str) -> bool:
        return not share(in_own_words(*texts))

    own = ("jahitan rapi", "belum punya obras", "mau lebaran banyak jahitan", "konveksi buka dua", "tawari sekolah lewat WA")  # fmt: skip
    assert not held(*own)
    assert held(
        "minggu ini moto lima tas", "minggu depan masukin katalog", "bulan depan ngitung yang laku"
    )
    assert held("es cincaunya pak danu segar", "pak danu belum nyatet", "pak danu bawa termos")
    assert held("punya kakak saya itu las pager", "suka telat masang", "harga besi naik")
    assert held("terima kasih banyak ilmunya bu", "saya jadi semangat lagi", "sampai ketemu lagi")
    assert held("yang saya punya yaitu", "takut nanti karena", "kesempatan untuk")


def test_a_box_of_a_swot_reckons_denies_or_lies_inside_out() -> None:
    def filled(*boxes: str) -> float:
        return share(filled_boxes(boxes, label=""))

    assert (
        filled("jahitan rapi", "sering telat buka", "mau lebaran ramai", "konveksi buka dua") == 1
    )
    assert (
        filled("harga jual 15 ribu", "modalnya 9 ribu", "laku 40 seminggu", "konveksi buka dua")
        == 0
    )
    assert (
        filled("jahitan rapi", "ora duwe kelemahan", "mau lebaran ramai", "konveksi buka dua")
        == 0.75
    )
    assert filled("jahitan rapi", "sering telat buka", "mau lebaran ramai", "saya suka tutup tanpa kabar") == 0.875  # fmt: skip
    assert filled("jahitan rapi", "tetangga sebelah membuka usaha serupa", "mau lebaran ramai", "konveksi buka dua") == 0.875  # fmt: skip
    assert filled("jahitan rapi", "sering telat buka", "saya rajin bangun pagi", "konveksi buka dua") == 0.875  # fmt: skip


def test_a_decision_tells_both_cases() -> None:
    for text in ("untung ikut lagi, rugi stop", "kalau naik lanjut, kalau tidak berhenti", "laku lanjut, tidak ya stop",
                 "kalau rame terusin sepi stop"):  # fmt: skip
        assert share(decides(text, label="")) == 1, text
    for text in ("kalau naik, diteruskan", "lek gak payu yo leren", "naik: semua bibit pakai pot"):
        found = decides(text, label="").evaluate()
        assert (found.share, found.found) == (0.5, "baru satu keadaan"), text


def test_krama_says_whose_goods_are() -> None:
    assert mentioned("kendinipun pecah sedaya", ("kendi",))
    assert not mentioned("kendinipu pecah", ("kendi",))


def test_a_step_that_was_or_will_not_be_is_none() -> None:
    assert share(is_step("seket polibek tak gawa nang pasar", label=""))
    for text in ("sy buka bengkel motor sejak th 2009", "promosi saya ndak mau, malu", "abdi moal masang spanduk",
                 "jangan menulis nama orang ya", "spanduk nggak jadi masang, mahal"):  # fmt: skip
        assert not share(is_step(text, label="")), text


def test_nobody_eats_a_shirt() -> None:
    shirt = own_shop({"barang": "Kemeja batik"}, goods=[])
    assert share(made_of("Made of cotton", shirt, label="")) == 1
    assert share(made_of("Made of tapioca flour and shrimp", shirt, label="")) == 0
    broom = own_shop({"barang": "Les ngaji"}, goods=[])
    assert share(names_own("terima kasih ilmunya bu", broom, label="")) == 0
    assert (
        share(names_own("Contoh keripik singkong. Inggrisnya cassava chips", broom, label="")) == 0
    )


def test_money_and_deliveries_go_by_any_verb() -> None:
    assert share(not_yet_in("dananya belum nyampe ke sini kak", label=""))
    assert share(not_yet_in("dana kakak belum hinggap di sini", label=""))
    assert share(not_yet_in("kiriman bapak masih di perjalanan", label=""))
    assert not share(not_yet_in("dananya sudah ada di rekening kak", label=""))
    assert share(sends_after("Nantipi masuk baru kukirimkanki'", label=""))
    assert not share(sends_after("uangnya belum masuk langsung", label=""))
    assert share(promises_delivery("Sabtu saya bawa ke toko Ibu", label=""))
    assert share(promises_delivery("Sabtu saya turunkan di toko Ibu", label=""))
    assert not share(promises_delivery("Sabtu saya tutup", label=""))


def test_what_is_refused_after_its_name_is_refused() -> None:
    assert not share(offers_remedy("Ganti tidak ada, uang kembali juga tidak bisa", label=""))
    assert share(offers_remedy("Besok saya ganti yang baru", label=""))
    assert not share(sold_out("jok motore taksih wonten kok mboten telas", "jok", label=""))
    assert not share(also_has("sarung jok malah mboten enten", "sarung jok", label=""))
    assert not share(offers_help("Pesan sambutan untuk orang yang pertama kali menulis"))


def test_whoever_wants_may_write() -> None:
    assert share(invites("kalau ibu mau tinggal kirim suara saja"))
    assert share(invites("klo mnat ktik IKUT aj d sni ya kak")) == 1
    assert not share(invites("kalau mau tunggu sebentar"))


def test_numbers_and_names_as_people_say_them() -> None:
    assert in_figures("telu setengah ewu") == "3.500"
    assert in_figures("jam tujuh setengah delapan") == "jam 7 setengah 8"
    assert in_figures("dua ribu lima ratus satu kursi") == "2.500 1 kursi"
    told = {"barang": "Creambath", "harga": "50.000", "barang2": "Manikur", "harga2": "35.000"}
    one, two = own_pair(told, goods=[["a"], ["b"]], prices=[1, 2])
    text = "CREAMBATH = 50K\nMENIKUR = 35K"
    for goods, amount in ((one.goods, 50_000), (two.goods, 35_000)):
        assert share(price_of(text, *goods, amount=amount, own=True, label="")) == 1
    turned = "CREAMBATH = 35K\nMENIKUR = 50K"
    assert share(price_of(turned, *two.goods, amount=35_000, own=True, label="")) == 0
    shop = own_shop({"nama": "Sabun Ning", "barang": "sabun kelapa"}, goods=[])
    assert mentioned("nuhun bu. sabun ning", shop.names)


def test_what_is_bought_becomes_dearer_and_sells_nothing() -> None:
    assert not share(
        says_what_shows("Harga pupuk bulan ini naik dari 115 ribu jadi 140 ribu", label="")
    )
    assert share(says_what_shows("Hari Kamis paling laku, 22 bungkus", label=""))


def test_a_shop_called_by_its_goods_sells_them() -> None:
    sofa = own_shop({"nama": "Cuci Sofa Resik", "barang": "Cuci sofa"}, goods=[])
    text = "Cuci sofa panggilan. Kalau ada kain yang luntur tolong bilang dulu."
    assert not elsewhere(text, sofa.goods, told="Cuci Sofa Resik\nCuci sofa")
