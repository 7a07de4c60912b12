"""Short texts in boxes and rows: what says something, and words of the task that only fill a box."""

from __future__ import annotations

from functools import cache

import pytest
from checkers import share
from conftest import REPOSITORY

from course import lessons
from course.criteria.copies import stands_in
from course.criteria.goods import elsewhere
from course.criteria.own_shop import own_pair, own_shop
from course.criteria.reader import declines
from course.criteria.scoring import Answer
from course.criteria.selling import greets, invites
from course.criteria.told import other_amount
from course.curriculum.m1_internet.checks import own_address
from course.curriculum.m2_akun_usaha.complaints import answers_complaint
from course.curriculum.m2_akun_usaha.stock import says_gone
from course.curriculum.m3_foto_katalog.own_texts import label_amount
from course.curriculum.m4_strategi.checks import in_own_words, is_measurable
from course.curriculum.m4_strategi.schedule import distinct_names, entries, steps, told
from course.curriculum.m4_strategi.swot import filled_boxes
from course.curriculum.m7_katalog_tabel.checks import machine_price, product_code, product_title
from course.curriculum.m8_angka.days import says_what_shows
from course.curriculum.pendampingan.checks import about_a_status, says_from_when, says_which_days

ROWS = ["a", "b", "c"]


@cache
def asked(exercise: str) -> Answer:
    return Answer({}, lessons.load(REPOSITORY, "m4-strategi").definitions[exercise])


def posts(*texts: str) -> float:
    week = {row: {"isi": text} for row, text in zip(ROWS, texts, strict=True)}
    return share(told(entries([week], ROWS), "isi", of=3, asked=asked("kalender"), label=""))


def test_a_calendar_holds_posts() -> None:
    assert posts("Potong kain", "Kebaya jadi", "Tips cuci kebaya") == 1
    assert posts("foto tahu baru diangkat", "harga satu porsi, 12 ribu", "kata yg beli: gurih") == 1
    assert posts("carane nyimpen ben awet", "ngulek bumbu seblak", "gak luntur dicuci") == 1
    assert posts("status instagram produk proses", "order wa promo diskon tips", "foto bakso") < 0.5
    assert (
        posts(
            "Selamat pagi semuanya, tetap semangat",
            "Semoga rezeki lancar",
            "Salam sukses selalu dari kami",
        )
        == 0
    )
    assert posts("belum bisa saya", "gak ada yang pantas difoto", "yang ini juga belum") == 0
    # Who refuses, or writes of money, buyers or the house, takes another of the three with it.
    assert posts("tikar pandan 120 ribu", "foto tikar lagi", "yang ketiga lihat nanti") == 1 / 3
    assert posts("utang orang saya catat", "minggu kemarin ada 9 chat", "foto tikar") == 1 / 3
    assert posts("yg beli kebanyakan ibu PKK", "genteng bocor", "foto tikar baru") == 0
    assert posts("video utangan? tidak, tunai saja", "harga sewa 30 ribu", "foto tenda baru") == 1
    assert posts("lihat nanti", "Sabtu: menghitung hasil. Minggu: libur", "foto tikar") < 0.5


def test_a_cost_has_a_name_of_its_own() -> None:
    assert share(distinct_names(["kain", "benang jahit"], label="")) == 1
    assert share(distinct_names(["beli gas 3 kg", "gaji karyawan"], label="")) == 1
    assert share(distinct_names(["omzet untung modal kas", "dompet catat amplop"], label="")) == 0
    assert (
        share(distinct_names(["tidak ada sama sekali", "belum pernah keluar biaya"], label="")) == 0
    )
    assert share(distinct_names(["gula dan es batu keluar 80.000", "tepung"], label="")) == 0.5


def test_boxes_of_words_that_fit_anybody_are_empty() -> None:
    empty = ["kualitas modal", "modal promosi waktu", "online pasar digital", "harga saingan"]
    assert share(filled_boxes(empty, label="")) == 0
    denied = ["belum ada yang bisa dibanggakan", "tidak ada", "kurang tahu peluangnya apa"]
    assert share(filled_boxes([*denied, "alhamdulillah tidak ada ancaman"], label="")) == 0
    counted = ["digarap sendiri, satu jam jadi", "printer tinggal satu", "pilkades dua bulan lagi"]
    assert share(filled_boxes([*counted, "undangan kini lewat WA"], label="")) == 1
    sums = ["harga jual 15 ribu", "modalnya 9 ribu", "laku 40 seminggu", "diskon 20 persen"]
    assert share(filled_boxes(sums, label="")) == 0


def test_talk_to_the_teacher_is_no_plan() -> None:
    said = [
        "HP saya lemot, sinyal hilang terus",
        "Bu guru, soalnya tidak keluar",
        "saya kerjakan nanti",
    ]
    rows = {row: {"langkah": text} for row, text in zip(ROWS, said, strict=True)}
    assert steps(entries([rows], ROWS)) == []
    plan = ["Memotret lima baju", "Pasang daftar harga", "Kirim foto ke grup"]
    rows = {row: {"langkah": text} for row, text in zip(ROWS, plan, strict=True)}
    assert len(steps(entries([rows], ROWS))) == 3


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("KP-1", 1), ("KOP HTM", 1), ("krp.tmp", 1), ("pijat A", 1), ("el de satu", 1), ("TENDA 46", 1),
        ("kode stok", 0), ("siap Bu", 0), ("tidak ada", 0), ("tabel", 0.5), ("PROMO", 0.5), ("", 0), ("a" * 21, 0),
    ],
)  # fmt: skip
def test_a_code_is_short_and_no_talk(code: str, expected: float) -> None:
    assert share(product_code(code)) == expected
    assert share(product_code(code, code)) == 0


def test_who_sells_one_thing_writes_two_sizes_of_it() -> None:
    raw = {"barang": "Tikar pandan", "harga": "70.000"}
    story = {"goods": [["tempe"], ["bayam"]], "prices": [13_000, 22_000]}
    one, two = own_pair(raw, **story, sizes=True)
    assert one == two
    assert "tikar" in one.goods
    assert one.prices == ()
    assert own_pair(raw, **story)[0].goods == ("tempe",)
    both = {**raw, "barang2": "Tikar mendong", "harga2": "50.000"}
    assert own_pair(both, **story, sizes=True)[1].prices == (50_000,)


def test_sizes_and_colours_tell_two_goods_apart() -> None:
    pair = {"barang": "batako besar", "barang2": "batako kecil"}
    one, two = own_pair(pair, goods=[["a"], ["b"]], prices=[1, 2])
    assert ("besar" in one.goods, "kecil" in two.goods, one.kin) == (True, True, ("batako",))


def test_a_kind_has_its_goods() -> None:
    cakes = own_shop({"barang": "kue basah"}, goods=[])
    assert {"risol", "talam"} <= set(cakes.goods)
    assert "kue" not in own_shop({"barang": "risol mayo"}, goods=[]).goods


def test_a_label_says_how_much() -> None:
    mine = own_shop({"barang": "Ikan asin", "isi": "250 gram"}, goods=[])
    assert share(label_amount("¼ kg", mine, label="")) == 1
    assert share(label_amount("1/2 kg", mine, label="")) == 0.5
    assert share(label_amount("ukuran berat isi bersih gram", mine, label="")) == 0
    assert other_amount("3/4 kilo", "750 gram") == ""


def test_an_address_may_be_introduced() -> None:
    def own(text: str) -> float:
        return share(own_address(text, "bibitsubur", shown=[], most=40, label=""))

    assert own("emel sy bibitsubur@contoh.example") == 1
    assert own("bibit subur@contoh.example") == 0
    assert own("emel sy jahitayu@contoh.example") == 0


def test_a_goal_in_short_items_is_a_goal() -> None:
    goal = "Status WA foto kue, 1x/hari, Sen-Jum, start 1 Juli, centang di almanak dapur"
    assert share(about_a_status(goal, asked=Answer({}, None))) == 1
    assert (
        share(
            about_a_status(
                "Status, 3 kali, Senin, Rabu, mulai 1 Desember, buku", asked=Answer({}, None)
            )
        )
        == 0
    )
    assert share(says_which_days("saben Pon karo Wage", label="")) == 1
    assert share(says_from_when("jalan per lusa", label="")) == 1


def test_who_says_that_nothing_is_written_has_not_answered() -> None:
    for text in (
        "Mohon maaf saya belum berdagang, jadi tidak ada yang bisa saya kabarkan",
        "belum ada yang mau ditulis",
        "belum sempat, nanti insyaallah dilengkapi",
    ):
        assert declines(text)
    for text in (
        "kalau tidak bisa menulis, telepon saja",
        "alamat tidak usah ditulis di sini",
        "belum bisa kirim hari ini, besok saya antar",
        "jangan lupa isi nama pemesan",
    ):
        assert not declines(text)


def test_an_offer_is_no_answer_to_a_complaint() -> None:
    def answers(text: str) -> float:
        return share(answers_complaint(text, asked=Answer({}, None), about=["sambal"]))

    assert (
        answers("Halo Kak, sambal baru matang. Satu botol 22 ribu, beli tiga saya kasih bonus") == 0
    )
    assert answers("Maaf Kak, besok saya kirim sambal yang baru, tidak usah bayar") == 1
    assert answers("Sambalnya tumpah ya Kak, saya ganti yang 22 ribu itu besok") == 1


def test_a_day_is_the_best_by_its_own_numbers() -> None:
    wrong = "Senin 9 pot, Selasa 15 pot, Rabu 7 pot, jadi paling laku hari Rabu"
    assert share(says_what_shows(wrong, label="")) == 0
    assert share(says_what_shows(wrong.replace("hari Rabu", "hari Selasa"), label="")) == 1
    assert share(says_what_shows("paling laku hari Rabu, 15 pot", label="")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sebut mau brp", 1), ("Isi aja: berapa botol + jam pulang kantor", 1), ("kirim se pasan siko", 1),
        ("tulis dulu butuhnya berapa toples", 1), ("Lempar filenya ke sini", 1), ("Foto rusaknya kirim sini", 1),
        ("apa kabar Bu? Semoga sehat", 0), ("Bolu yang Ibu bawa ke arisan itu", 0),
        ("tahun lalu saya kirim ke Jakarta", 0),
    ],
)  # fmt: skip
def test_more_ways_to_ask_for_an_order(text: str, expected: float) -> None:
    assert share(invites(text, own=True)) == expected


def test_what_somebody_took_is_gone() -> None:
    assert says_gone("batakonya sudah diangkut orang semua")
    assert says_gone("udah gak bersisa selembar pun")
    assert not says_gone("masih banyak, nanti dibawa kurir")


def test_salutes_of_any_sort_greet() -> None:
    assert share(greets("Salam hijau dari Kebun Rimbun")) == 1
    assert share(greets("met sore Kak")) == 1
    assert share(greets("Salam rempeyek kacang 18000")) < 1


def test_where_nothing_is_sold_other_things_may_be_named() -> None:
    told = "Rempeyek Cempaka"
    assert not elsewhere(
        "Rempeyek Cempaka tutup, kompor sudah dingin", ["rempeyek", "cempaka"], told=told
    )
    assert elsewhere("Rempeyek Cempaka jual bakso 10 ribu", ["rempeyek", "cempaka"], told=told)
    assert not elsewhere("remahannya pakai taburan soto", ["peyek"], told=told)
    assert not elsewhere("entar abis magrib saya kirim", ["peyek"], told=told)


def test_the_example_of_the_lesson_is_nobody_s_own() -> None:
    def own(*boxes: str) -> float:
        return share(in_own_words(*boxes, asked=asked("swot-saya")))

    shown = ["resep sendiri", "belum mencatat", "ada bazar", "pesaing baru"]
    assert own(*shown, "jualan madu di lapangan") == 0
    assert (
        own("resep sendiri", "belum mencatat", "pasar malam ramai", "beras mahal", "ikut bazar")
        == 1
    )
    asking = ["bu ini satu kotak satu?", "saya bingung bedanya", "orang beli ya?", "bisa dihapus?"]
    assert own(*asking, "tolong dicontohkan dulu") == 0
    assert own("jahitan rapi", "telat terus", "ada TK baru?", "kain mahal", "titip brosur") == 1


def test_short_texts_stand_in_a_lesson_or_not() -> None:
    told = "Kekuatan: dari dalam usaha dan menolong, misalnya resep sendiri."
    assert stands_in("resep sendiri", told)
    assert stands_in("resepnya sendiri", told)
    assert not stands_in("resep ibu sendiri", told)
    assert not stands_in("resep", told)


def test_a_sign_is_no_mark_of_the_lesson_s_list() -> None:
    assert share(is_measurable("membalas chat manfaat 4 tenaga 1", label="")) == 0
    assert share(is_measurable("ada 5 foto terang", label="")) == 1


def test_another_price_is_half_of_the_own_goods_alone() -> None:
    rattan = product_title("Tas rajut biru", "tas", "rajut")
    chips = product_title("Keripik tempe", "tas", "rajut")
    assert share(machine_price("90000 IDR", [85_000], rattan)) == 0.5
    assert share(machine_price("13000 IDR", [85_000], chips)) == 0
    assert share(machine_price("85000 IDR", [85_000], chips)) == 1
    assert share(machine_price("13000 IDR", (), chips)) == 1
