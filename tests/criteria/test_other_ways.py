"""Honest answers in words that few use: other regions, no "when", signs for cases; and what only looks so."""

from __future__ import annotations

import pytest
from checkers import share

from course.criteria import invites
from course.criteria.goods import elsewhere
from course.criteria.numbers import has_price
from course.criteria.own_shop import called, own_shop
from course.criteria.selling import greets
from course.criteria.signals import signals
from course.criteria.spelling import respelled
from course.criteria.spoken import in_figures
from course.curriculum.m1_internet.own import not_yet_in, orders_by_chat, refuses_file, sends_after
from course.curriculum.m2_akun_usaha.replies import offers_help
from course.curriculum.m2_akun_usaha.stock import says_gone
from course.curriculum.m4_strategi import decides, gives_reason, sets_an_end
from course.curriculum.m4_strategi.checks import counts_sales, one_change
from course.curriculum.m4_strategi.swot import filled_boxes
from course.curriculum.m8_angka.days import says_what_is_open, says_what_shows
from course.curriculum.pendampingan.checks import praises, presses_nobody


def test_other_regions_words_are_read_in_indonesian() -> None:
    assert respelled("bisuak ambo kirim, kagak lame") == "besok saya kirim, tidak lame"
    assert respelled("duitnye belon nongol") == "duitnya belum nongol"
    assert in_figures("saratuih duo puluah ribu") == "120.000"
    assert in_figures("lema belas ebu") == "15.000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tulis jenis, ukuran, jumlah ekor, dan desa tujuan di sini", 1),
        ("nyuwun dipunserat dinten saha cacahipun wonten mriki", 1),
        ("ketik aje di mari mau berape loyang", 1),
        ("kabarin aja di sini", 1),
        ("Di sini dijual keripik", 0),
        ("jangan tulis pesanan di sini", 0),
    ],
)
def test_one_says_to_order_here_in_many_ways(text: str, expected: float) -> None:
    assert share(invites(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bu, pimen kabare? Inyong sing dodolan teh poci", 1),
        ("Pak, damang? Balong tos dikuras?", 1),
        ("Uni, lah lamo indak basuo, sehat kan?", 1),
        ("Makanan sehat kan banyak, Bu", 0),
    ],
)
def test_one_asks_how_somebody_is(text: str, expected: float) -> None:
    assert (share(greets(text)) == 1) == bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uangnya belum mendarat, Kak", 1),
        ("saldo saya masih yang kemarin", 1),
        ("mutasi masih sepi Bu", 1),
        ("duwite urung teka", 1),
        ("saldo sudah bertambah", 0),
        ("saya masih di pasar", 0),
    ],
)
def test_money_has_not_landed(text: str, expected: float) -> None:
    assert share(not_yet_in(text, label="belum")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Blm terbaca di rek. Terbaca, saya paketkan", 1),
        ("Dana belum nyampe ya. Dana nyampe pagar berangkat", 1),
        ("Uang belum tampak. Tampak uangnya saya titip truk", 1),
        ("Artos teu acan aya. Saparantos lebet, enjingna dikintun", 1),
        ("Yatra dereng ketingal. Menawi sampun, enjing kula pos-aken", 1),
        # It is said to be there, or what has come is the picture.
        ("Sudah masuk, siang ini dikirim", 0),
        ("Uang belum masuk. Fotonya sudah diterima, saya kirim pesan", 0),
    ],
)
def test_goods_go_when_it_has(text: str, expected: float) -> None:
    assert share(sends_after(text, label="kirim")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("apk-ne ora tak utik-utik", 1),
        ("file kitu mah ku abdi diantep", 1),
        ("pile apk kagak aye colek", 1),
        ("yang tadi itu saya biarkan saja", 1),
        ("apk ❌ maaf ya", 1),
        ("filenya saya tekan nggak mau kebuka", 0),
        ("filenya tidak saya tolak, langsung saya buka", 0),
    ],
)
def test_a_file_is_left_alone(text: str, expected: float) -> None:
    assert share(refuses_file(text, label="file")) == expected


def test_a_voice_message_to_this_number_orders_too() -> None:
    assert share(orders_by_chat("sanggemkeun ku suara ka nomer ieu", label="chat")) == 1
    assert share(orders_by_chat("datang ke rumah saja", label="chat")) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kandang 2 biji 460", 1),
        ("bijian 460.000", 1),
        ("12 biji", 0),
        ("dulu 400 ribu, stok 460", 0),
    ],
)
def test_a_bare_price_counts_where_no_other_stands(text: str, expected: float) -> None:
    assert share(has_price(text, 460_000, together=True)) == expected


def test_a_price_may_have_an_ending() -> None:
    assert share(has_price("tambal tubles 12 ribunya satu lobang", 12_000)) == 1
    assert share(has_price("dari umur 12 ke atas", 12_000)) == 0


def test_please_is_no_fruit_and_a_slow_phone_no_potato() -> None:
    about = own_shop({"barang": "Sewa sound system"}, goods=[]).goods
    assert not elsewhere("Mangga serat wae di dieu", about)
    assert not elsewhere("maaf hp kentang jg", about)
    assert elsewhere("Donat kentang kami empuk", about)


def test_a_vessel_that_is_sold_is_what_is_sold() -> None:
    assert "gelas" in called("gelas lukis")
    assert "botol" not in called("sambal botol")
    assert "toples" not in called("toples nastar")


def test_many_questions_among_many_words_are_talk() -> None:
    talk = (
        "halo pak ini bengkel las jadi begini saja pak ukurannya berapa tinggi berapa lebarnya bapak "
        "sebutkan di sini nanti saya hitungkan semeternya berapa terus warnanya apa juga boleh kok pak"
    )
    assert signals(talk).against < 3
    assert signals("apa harganya berapa pesannya di mana sampai kapan").against >= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bocor di mana?", 1),
        ("Nio cetak undangan apo spanduk?", 1),
        ("Toko kami tutup.", 0),
    ],
)
def test_who_asks_what_is_needed_offers_help(text: str, expected: float) -> None:
    assert share(offers_help(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sore Pak. Sudah lewat tiga bulan, waktunya ganti oli.", 1),
        ("Ayeuna mah teu kedah ngantri", 1),
        ("kamar yang dulu kosong lagi", 1),
        ("Apa kabar Bu? Sudah lama ya.", 0),
    ],
)
def test_there_are_more_reasons_to_come_back(text: str, expected: float) -> None:
    assert share(gives_reason(text, label="alasan")) == expected


@pytest.mark.parametrize(
    ("check", "text", "expected"),
    [
        (decides, "Penuh: tetap. Kosong: bulanan lagi", 1),
        (decides, "lebih dari lima saya titip juga, kurang dari itu fotonya saya ambil lagi", 1),
        (decides, "Naek? Teras dijemput. Teu naek? Nu gaduh nu nganteurkeun", 1),
        (decides, "dilihat nanti bagaimana baiknya", 0),
        (sets_an_end, "ampe bagi rapot Desember", 1),
        (sets_an_end, "sampai malam takbiran", 1),
        (sets_an_end, "tilu malem minggu", 1),
        (sets_an_end, "100 hari lah", 1),
        (sets_an_end, "6 kali ahad", 1),
        (sets_an_end, "sampai cukup", 0),
        (counts_sales, "kasur nu didandosan saminggu", 1),
        (counts_sales, "barapo bata nan pacah tiok tungku", 1),
        (counts_sales, "semoga ramai", 0),
        (one_change, "Parut kelapa saya sekarang sekalian diperas jadi santan", 1),
        (one_change, "usaha saya sekarang ini", 0),
    ],
)  # fmt: skip
def test_an_experiment_is_told_in_many_ways(check, text: str, expected: float) -> None:  # type: ignore[no-untyped-def]
    assert share(check(text, label="x")) == expected


@pytest.mark.parametrize(
    ("text", "shown", "open_"),
    [
        ("ternyata kamis plg dikit cm 1, sabtu 7. bs jadi kebetulan", 1, 1),
        ("ari Sabtu doang yang penuh. Kite kagak bisa nebak bulan depan", 1, 1),
        ("rame pas mari udan, 8 unit, nek terang mek 3. gak iso dipesthekno", 1, 1),
        (
            "tukar oli naik pas tanggal muda, dari 4 jadi 9. siapa yang jamin bulan depan begitu",
            1,
            1,
        ),
        ("Mangga bu, tenda aya keur dinten minggu, 350 rebu", 0, 0),
    ],
)
def test_what_a_few_days_show(text: str, shown: float, open_: float) -> None:
    assert share(says_what_shows(text, label="x")) == shown
    assert share(says_what_is_open(text, label="x")) == open_


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arite nembe entong Kang", 1),
        ("karung terakhir terjual tadi subuh", 1),
        ("modulnya sudah terbagi semua", 1),
        ("modulnya masih banyak", 0),
    ],
)
def test_what_was_asked_for_is_gone(text: str, expected: float) -> None:
    assert bool(says_gone(text)) == bool(expected)


def test_a_word_said_twice_is_no_figure() -> None:
    boxes = [
        "les pakai lagu, anak2 senang",
        "jadwal berubah2",
        "sekolah2 wajib inggris",
        "video gratis",
    ]
    assert share(filled_boxes(boxes, label="x")) == 1
    reckoned = ["modalnya 9.000", "laku 40 seminggu", "untung 3.000", "sisa 12"]
    assert share(filled_boxes(reckoned, label="x")) == 0


def test_who_did_it_though_shy_is_praised_and_not_shamed() -> None:
    assert share(presses_nobody("Ada yang bicara ke kamera walau malu. Bagus!")) == 1
    assert share(presses_nobody("Apa tidak bikin malu kelompok kita?")) == 0
    assert share(praises("Wah, geuning barisa! Resep nempona.")) == 1
