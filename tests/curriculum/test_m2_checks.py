"""Lesson 2's checkers: what platforms accept, replies to buyers, price lists, own sums carried on."""

from __future__ import annotations

import pytest
from checkers import called, share

from course.criteria.own_shop import Shop
from course.criteria.scoring import Answer
from course.criteria.selling import affirmed
from course.curriculum.m2_akun_usaha import (
    from_the_shop,
    halved_elsewhere,
    has_strength,
    hashtag_of,
    is_listed,
    listed,
    of_these,
    open_hours,
    opens_when,
    own_pair,
    price_of,
    whole_hashtags,
    within_town,
)
from course.curriculum.m2_akun_usaha.checks import other_shop


@pytest.mark.parametrize(
    ("check", "accepted"),
    [
        ("account_name", ["cempaka", "@cempaka_26", "c.e.m.p.a.k.a"]),
        ("chat_number", ["6281000001234", "https://wa.me/6281000001234?text=Halo", "wa.me/6281000001234/"]),
        ("has_strength", ["renyah", "gak alot dan gurih", "tanpa pengawet", "tidak pedas tapi gurih"]),
        ("promises_when", ["besok pagi", "jam delapan", "08.00 - 16.00", "1x24 jam", "hari kerja", "Jum'at", "8.30"]),
        ("offers_remedy", ["diganti baru", "kirim lg besok", "uangnya kami kembalikan", "potongan harga"]),
        ("sold_out", ["terinya habis", "maaf teri lagi kosong, kacang ada", "kacang ada\nteri blm ada",
                      "teri minggu ini penuh bu, kamis lagi", "maaf bu lagi full", "tidak bisa dulu bu"]),
        ("per_piece", ["sebungkus", "150 gr", "18rb/bks", "isi 6", "@18.000", "per kotak", "8000 sak pincuk", "8rb satu pincuk"]),
        ("price_of", ["kacang 18rb", "18.000 kacang", "teri 20rb, kacang 18rb", "kacang\n18.000\nteri\n20.000"]),
        ("keeps_to_facts", ["pesan paling lambat Jumat", "enak", "termasuk ongkir"]),
        ("greets", ["Assalamu'alaikum bu", "siang kak", "Haii", "Sampurasun"]),
    ],
)  # fmt: skip
def test_right_answers_pass(check: str, accepted: list[str]) -> None:
    assert [text for text in accepted if share(called(check, text)) < 1] == []


@pytest.mark.parametrize(
    ("check", "refused"),
    [
        ("account_name", ["", "..", "peyek kriuk", "warung_soto", "CEMPAKA BLITAR", "c" * 31]),
        ("chat_number", ["", "0810", "wa.me/", "https://contoh.example/6281000001234"]),
        ("useful_hashtags", ["", "peyek", "#", "#fyp", "#peyek #viral"]),
        ("has_strength", ["", "tidak renyah", "kurang gurih", "gak enak"]),
        ("keeps_to_facts", ["", "terenak", "nomor satu", "dijamin", "halal"]),
        ("promises_when", ["", "kalau sempat", "Rp18.000", "jamu", "hari"]),
        ("offers_remedy", ["", "tidak bisa ganti", "silakan beli lagi, nanti diganti", "maaf"]),
        ("blames_nobody", ["", "salah kurir", "harusnya ibu teliti", "makanya hati-hati"]),
        ("sold_out", ["", "teri ada", "kacang habis, teri ada", "habis", "teri tanpa antre", "teri tidak penuh bu"]),
        ("per_piece", ["", "sisa 15 bungkus", "semua", "15 pcs", "18.000 satu hari", "18rb satu lagi"]),
        ("price_of", ["", "kacang 20rb", "18rb", "kacang murah", "teri 18rb kacang 20rb"]),
        ("greets", ["", "peyek", "terima kasih", "hitung dulu"]),
    ],
)  # fmt: skip
def test_near_misses_do_not_pass(check: str, refused: list[str]) -> None:
    assert [text for text in refused if share(called(check, text)) > 0] == []


def test_a_right_form_without_the_brand_is_worth_half() -> None:
    assert share(called("account_name", "camilan.blitar")) == 0.5
    for name in ("cem paka cempaka", "cempaka..x", ".cempaka", "cempaka-x", "CEMPAKABLITAR"):
        assert share(called("account_name", name)) == 0.5, name
    assert share(called("chat_number", "+62 810-0000-1234")) == 0.5


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("promises_when", "nanti"),
        ("promises_when", "secepatnya kami ganti"),
        ("opens_politely", "kak terinya habis"),
        ("account_name", "peyek cempaka"),
    ],
)
def test_half_for_half_a_thing(check: str, text: str) -> None:
    assert share(called(check, text)) == 0.5


def test_hours_of_another_shop_are_half() -> None:
    def hours(text: str) -> float:
        return share(opens_when(text, 8, 16, label=""))

    assert hours("Buka Sen-Sab 8-16") == hours("besok pagi kami balas") == 1
    assert hours("Senin sampai Jumat, 09.00 - 17.00") == hours("buka lagi jam 10") == 0.5
    assert hours("mohon tunggu") == 0


def test_an_own_shop_s_days_without_an_hour_are_half() -> None:
    def hours(text: str) -> float:
        return share(open_hours(text, 8, 16, own=True, label=""))

    for whole in (
        "24 jam",
        "tiap hari 8-4",
        "setiap hari mulai 7",
        "senin sampe sabtu, pagi",
        "07.00-16.00",
    ):
        assert hours(whole) == 1, whole
    for part in ("buka terus", "tiap hari", "senin sampe sabtu", "kecuali minggu"):
        assert hours(part) == 0.5, part
    assert hours("tidak tentu") == 0


def test_a_space_in_an_account_s_name_is_said() -> None:
    assert called("account_name", "peyek cempaka").evaluate().found == "ada spasi"
    assert (
        called("account_name", "peyek-cempaka").evaluate().found == "tidak sesuai aturan nama akun"
    )


def test_an_invitation_beside_an_address_is_polite() -> None:
    for polite in ("Monggo bu ibu, peyek 18rb", "Bu, mangga peyeknya"):
        assert share(called("opens_politely", polite)) == 1, polite


def test_how_soon_work_is_done_is_a_merit_of_it() -> None:
    sewing = ["jahit baju", "jahit", "baju"]
    for quick in (
        "seminggu jadi",
        "Murah dan cepet, sehari jadi",
        "Jahitannya rapih",
        "3 hari selesai",
    ):
        assert share(has_strength(quick, own=sewing, label="")) == 1, quick
    for none in ("ayo cepat pesan", "cepat habis", "tidak cepat"):
        assert share(has_strength(none, own=sewing, label="")) == 0, none


def test_what_is_good_about_other_goods_counts_for_nothing() -> None:
    fine = called("has_strength", "rapi dan bersih")
    assert share(of_these(fine, "permak celana, rapi dan bersih", "peyek")) == 0
    assert share(halved_elsewhere(fine, "permak celana, rapi", "peyek")) == 0.5
    assert share(of_these(fine, "peyek rapi dan bersih", "peyek")) == 1


@pytest.mark.parametrize(
    "denied",
    ["Tidak bisa transfer, tidak ada QRIS", "belum ada qris", "belum bisa transfer maupun qris"],
)
def test_a_way_to_pay_that_is_denied_is_none(denied: str) -> None:
    assert share(called("names_payment", denied)) == 0


def test_what_is_dictated_is_read_as_typed() -> None:
    assert share(called("useful_hashtags", "pagar peyek teri pagar blitar")) == 1
    assert share(called("useful_hashtags", "tagar viral")) == 0


def test_what_is_good_of_any_craft_counts_for_an_own_shop() -> None:
    woven = ["anyaman bambu", "anyaman", "bambu"]
    merit = "Anyaman bambu buatan tangan, kokoh dan ringan"
    assert share(has_strength(merit, own=woven, label="")) == 1
    assert share(has_strength("kokoh dan ringan", label="")) == 0
    assert share(has_strength("Tas unik dari Sleman", own=["tas unik", "tas"], label="")) == 0


def test_the_row_of_some_goods_is_found_wherever_it_stands() -> None:
    table = {"satu": {"nama": "Peyek teri", "harga": "20rb"}, "dua": {"nama": "peyek kcang"}}
    teri, kacang, udang = Shop(("teri",)), Shop(("kacang",)), Shop(("udang",))
    assert listed(table, teri, kacang)["harga"] == "20rb"
    assert listed(table, kacang, teri) == {"nama": "peyek kcang"}
    assert listed(table, udang, teri) == listed(["teri"], teri, udang) == {}
    assert listed({"satu": "teri"}, teri, udang) == {}


def test_own_goods_by_other_words_are_found_by_their_price() -> None:
    told = {"barang": "laundry kiloan", "harga": "7.000", "barang2": "cuci selimut"}
    one, two = own_pair({**told, "harga2": "25 ribu"}, goods=[["a"], ["b"]], prices=[1, 2])
    table = {
        "satu": {"nama": "cuci sama setrika baju per kilo", "harga": "tujuh ribu rupiah"},
        "dua": {"nama": "cuci selimut tebal", "harga": "25000"},
    }
    first, second = listed(table, one, two), listed(table, two, one)
    assert (first, second) == (table["satu"], table["dua"])
    assert share(is_listed(first, one, label="")) == share(is_listed(second, two, label="")) == 1
    dear = {"satu": {"nama": "setrika baju per kilo", "harga": "9000"}}
    assert listed(dear, one, two) == {}
    story = Shop(("kacang",), (18_000.0,))
    assert share(is_listed({"nama": "keripik pisang", "harga": "18000"}, story, label="")) == 0


def test_javanese_tak_is_i_will() -> None:
    assert share(called("offers_remedy", "besok tak kirim lagi sing anyar")) == 1
    assert share(called("offers_remedy", "tidak kirim lagi yang baru")) == 0


def test_negated_words_are_taken_out() -> None:
    assert affirmed("Tidak renyah, gak bisa dibantu, gurih") == ", , gurih"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Selamat datang di Dupa Kahyangan, mau dupa cendana?", "dupa kahyangan"),
        ("Terima kasih sudah menghubungi Jahit Anggrek", "jahit anggrek"),
        ("Selamat datang di toko kami, mau pesan apa?", ""),
        ("Selamat datang di Rempeyek Cempaka", ""), ("Halo kak, ada yang bisa dibantu?", ""),
    ],
)  # fmt: skip
def test_another_shop_s_welcome_is_none_of_this_one(text: str, other: str) -> None:
    own = ["cempaka", "peyek"]
    assert other_shop(text, own).startswith(other)
    assert bool(other_shop(text, own)) == bool(other)
    guard = from_the_shop(text, asked=Answer({}, None), own=own)
    assert guard.evaluate().share == (not other)


def test_tomorrow_s_order_is_no_answer_to_a_complaint() -> None:
    assert share(called("promises_when", "Rempeyek 18 ribu Bu, besok bisa dikirim")) == 0
    assert share(called("promises_when", "Maaf Bu, besok diganti, 18 ribunya kembali")) == 1


def test_a_price_list_may_leave_the_thousands_out() -> None:
    text = "kacang 18 teri 20 byr tf ato qris"
    assert share(price_of(text, "kacang", amount=18_000, label="")) == 1
    assert share(price_of("kacang 18 bungkus", "kacang", amount=18_000, label="")) == 0


def test_a_wrong_price_is_shown_as_what_was_read() -> None:
    found = price_of("kripik 12 pecel delapan ribu", "keripik", amount=13_000, label="").evaluate()
    assert (found.share, found.found) == (0, "yang terbaca: Rp8.000")


@pytest.mark.parametrize(
    ("check", "text", "earned"),
    [
        ("apologises", "rempeyeknya hancur ya Bu \U0001f64f", 0.5), ("apologises", "hapunten Bu", 1),
        ("names_damage", "rempeyekna rejag sadayana", 1), ("names_damage", "masih utuh", 0),
        ("offers_remedy", "Artosna diwangsulkeun dinten ieu", 1),
        ("offers_help", "kami siap bantu pesanannya", 1),
        ("offers_help", "Pesanannya sudah sampai belum Kak?", 0),
        ("opens_politely", "Nggih Mbak, terine telas", 1),
    ],
)  # fmt: skip
def test_what_people_said_of_replies(check: str, text: str, earned: float) -> None:
    assert share(called(check, text)) == earned


def test_a_price_list_may_put_the_price_first() -> None:
    text = "18 ribu yang kacang bu, 20 ribu yang teri"
    assert share(price_of(text, "kacang", amount=18_000, label="")) == 1
    assert share(price_of(text, "teri", amount=20_000, label="")) == 1


@pytest.mark.parametrize(
    ("tags", "place", "goods", "form"),
    [
        ("#mieayam #malang", 1, 1, 1),
        ("#mieayam #malang enak", 1, 1, 1),
        ("#mieayam #malang, mie ayam enak di malang", 1, 1, 1),
        ("#mie ayam #malang", 1, 0.5, 0.5),
        ("#kuliner malang #mieayam", 0.5, 1, 0.5),
        ("#mieayam malang enak", 0.5, 1, 0.5),
        ("#mieayam enak sekali", 0, 1, 1),
    ],
)
def test_a_space_breaks_a_hashtag_and_is_named(
    tags: str, place: float, goods: float, form: float
) -> None:
    town, own = ["malang"], ["mieayam", "mie", "ayam"]
    checks = [
        hashtag_of(tags, *town, label=""),
        hashtag_of(tags, *own, label=""),
        whole_hashtags(tags, *own, *town, most=5, label=""),
    ]
    found = [check.evaluate() for check in checks]
    assert [float(one.share) for one in found] == [place, goods, form]
    assert all("spasi" in one.found for one in found if one.share == 0.5)


@pytest.mark.parametrize(
    ("address", "right", "looked_at"),
    [
        ("Malang", 0, 0),
        ("Kota Malang, Jawa Timur", 0, 0),
        ("Surabaya", 0, 0),
        ("depan sekolah", 0, 0),
        ("desa dan kecamatan", 0, 0),
        ("saya tidak tahu", 0, 0),
        ("Lowokwaru", 1, 1),
        ("Dinoyo, Malang", 1, 0),
        ("Kel. Dinoyo", 1, 0),
        ("Jl. Melati 5", 1, 0),
        ("Jl. Melati no 12 rt 3 desa sidorejo", 0.75, 0),
        ("desa sidorejo rt 3", 1, 0),
        ("cedhak pasar Blimbing", 1, 0),
    ],
)
def test_a_town_is_no_village_and_a_name_alone_is_looked_at(
    address: str, right: float, looked_at: float
) -> None:
    near = ["desa", "kecamatan", "kel", "kec", "jl", "pasar"]
    found = within_town(address, ["malang"], near=near, label="").evaluate()
    assert (found.share, bool(found.unsure)) == (right, bool(looked_at))


def test_a_place_that_no_list_knows_may_be_town_or_village() -> None:
    found = within_town("Tirtamaya", ["tirtamaya"], near=[], label="").evaluate()
    assert found.share == 0
    assert found.unsure
    # Two words told: the town behind its district.
    told = ["kedungwuni pekalongan", "kedungwuni", "pekalongan"]
    assert share(within_town("Kedungwuni", told, near=[], label="")) == 1
    assert share(within_town("Pekalongan", told, near=[], label="")) == 0
