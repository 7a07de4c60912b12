"""The guard of writing tasks: keyword lists, copies and other goods fail, speech passes."""

from __future__ import annotations

import pytest

from course.criteria import (
    criteria,
    has_price,
    has_quantity,
    invites,
    length,
    mentions,
    written_for_a_reader,
)
from course.criteria.copies import COPIED, copied
from course.criteria.goods import elsewhere
from course.criteria.scoring import CRITERIA_MIME, Answer, Check, Finding
from course.criteria.signals import signals
from course.criteria.text import normalise, split_words
from course.exercises.definition import Definition
from course.exercises.fields import LongText
from course.exercises.workbook import Workbook, opened

TASK = (
    "Usaha contoh Mawar menjual keripik pisang cokelat. Satu bungkus isi 100 gram, harganya "
    "Rp15.000. Hari ini ada 20 bungkus. Pesan lewat chat. Tulis satu Status WhatsApp."
)
STORY = "Contoh: Es buah segar Pak Danu pakai mangga asli, segelas cuma 10 ribu, yuk chat sekarang."


def guard(text: str, about: tuple[str, ...] = ("keripik", "kripik", "pisang")) -> Finding:
    asked = Definition("status-wa", TASK, [LongText("status", "Isi Status")], story=[STORY])
    return written_for_a_reader(text, asked=Answer({}, asked), about=about).evaluate()


@pytest.mark.parametrize(
    "text",
    [
        # dictated, without any punctuation
        (
            "halo ibu ibu hari ini saya jual keripik pisang cokelat satu bungkus seratus gram harganya "
            "lima belas ribu tinggal dua puluh bungkus yang mau pesan langsung chat saya ya"
        ),
        # short and right
        "Keripik pisang coklat 15k/100gr. Sisa 20. Chat",
        "keripik pisang 15rb isi 100gr, sisa 20, chat ya",
        "kripik pisang coklat ready 20 bks @15rb",
        # Javanese, Sundanese, capitals
        "kripik gedhang coklat sakbungkus satus gram regane limolas ewu kari rong puluh monggo chat",
        "keripik cau coklat raos pisan sabungkus lima belas rebu sesa dua puluh hayu chat",
        "KERIPIK PISANG COKLAT 100GR CUMA 15RB HARI INI ADA 20 BUNGKUS YANG MAU CHAT",
        "Keripik pisang cokelat Mawar 🍌 Rp15.000 isi 100 g\nHari ini ada 20 bungkus\nYuk chat",
        # pieces between commas that speak to somebody or say what is done, a question and its answer
        "maaf, hancur, ganti keripik baru, besok kirim",
        "Keripik pisang, 100 gram, 15rb, sisa 20, chat ya",
        "keripik pisang, cokelat, keju, digoreng tiap pagi, pesan lewat chat",
        "siang lur, keripik pisang 15rb, isi 100 gr, ambil rt 2, wa 081000001234 nggih",
        "Keripik pisang, cokelat, keju. Goreng tiap pagi. Pesan? WA.",
    ],
)
def test_what_buyers_read_every_day_passes(text: str) -> None:
    assert guard(text)._replace(details="") == Finding(1.0)


def test_facts_that_are_given_and_a_noun_beside_an_invitation_are_no_list() -> None:
    assert guard("Keripik pisang cokelat 100g 15rb. 20 bungkus hari ini. Chat").share == 1
    assert guard("Keripik pisang Mawar. Buka Sen-Sab. Pemesanan hub WA").share == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("keripik Rp15.000 isi pesan chat stok hari ini", "daftar kata"),
        ("keripik, pisang, murah, enak, 15rb, order, WA, COD", "daftar kata"),
        ("keripik pisang Rp15.000 pesan order chat wa klik beli", "daftar kata"),
        ("Keripik. Rp15.000. Isi 100 gram. Pesan. Chat. Sisa 20. Hari ini.", "daftar kata"),
        ("harga isi atau satuan ajakan memesan batas hari jam stok", "daftar kata"),
        ("keripik - pisang - 15.000 - bungkus - hari ini - chat", "daftar kata"),
        ("keripik, harga, stok, chat", "daftar kata"),
        ("keripik pisang cokelat renyah manis murah", "daftar kata"),
        ("apa barangnya berapa harganya dapat berapa sampai kapan bagaimana memesan keripik", "daftar kata"),
        ("Ulos tenun tangan cuma 180 ribu selembar, yuk chat saya ya bu", "barang lain"),
        ("#keripik #pisang #cokelat #mawar #murah", "daftar kata"),
        # short items between commas, though one of them calls somebody; elements with empty praise
        ("Bu Rina, keripik pisang, 15 ribu, Sabtu, antar, terima kasih", "daftar kata"),
        ("salam, yang ditanyakan habis, kamis, keripik kacang, jam 12, dikirim", "daftar kata"),
        ("1. keripik pisang 2. harga 3. isi 4. stok 5. chat", "daftar kata"),
        ("keripik pisang nikmat pelayanan ramah harga bersaing lokasi strategis Malang hubungi WhatsApp", "daftar kata"),
        # hardly a word that joins, whatever the words are; nouns as forms have them
        ("menu keripik pisang manis harga hemat kemasan rapi pembelian lewat aplikasi", "daftar kata"),
        ("keripik enak, oleh-oleh Malang, kirim jauh, pemesanan aplikasi, pembayaran mudah", "daftar kata"),
        # the task told again; a quality it asks for, alone between commas
        ("menyapa pembeli, menyebut keripik, menawarkan harga 15rb, mengajak chat", "daftar kata"),
        ("keripik pisang, 15 ribu, sisa 20, tidak berlebihan, chat ya", "daftar kata"),
        ("keripik keripik keripik 15rb chat chat chat", "diulang-ulang"),
        (TASK[:120], "menyalin"),
        ("Usaha contoh Mawar menjual keripik pisang cokelat. Satu bungkus isi 100 gram, harganya 15rb.",
         "menyalin"),
        (STORY, "menyalin"),
        # a word changed here and there, also the one that would speak to somebody
        (TASK.replace("contoh", "kecil").replace("Hari ini", "Sekarang").replace("Tulis", "Buat"), "menyalin"),
        # other figures in the same places; the task's sentences in another order
        (TASK[:145].replace("cokelat", "keju").replace("100", "250").replace("15", "22").replace("20 ", "35 "),
         "menyalin"),
        ("Hari ini Mawar menjual 20 bungkus keripik. Isi satu bungkus 100 gram cokelat. Harganya Rp15.000.",
         "diatur lagi"),
        ("Donat kentang empuk isi 6 cuma 18 ribu, sisa 12 kotak hari ini ya, yuk chat", "barang lain"),
        ("", "kosong"),
    ],
)  # fmt: skip
def test_lists_copies_and_other_goods_fail(text: str, reason: str) -> None:
    found = guard(text)
    assert found.share == 0
    assert reason in found.found


def test_the_same_facts_in_own_words_are_no_copy() -> None:
    own = (
        "Keripik pisang cokelat Mawar isi 100 gram harganya Rp15.000, hari ini ada 20 bungkus ya bu"
    )
    assert guard(own).share == 1
    assert signals(normalise(own), TASK).copied < 0.7  # it says "ya bu" to somebody


def test_a_pattern_filled_with_the_task_s_facts_is_no_copy() -> None:
    pattern = "Contoh: Roti Pak Danu rasa keju. Satu potong isi 1 buah, harganya Rp2.000. Hari ini ada 9 potong."
    text = "Keripik Mawar rasa cokelat. Satu bungkus isi 100 gram, harganya Rp15.000. Hari ini ada 20 bungkus."
    tokens = split_words(normalise(text))
    task = "Mawar menjual keripik cokelat, 100 gram, Rp15.000, 20 bungkus"
    assert copied(tokens, pattern, 6, task) < COPIED


def test_what_is_sold_and_nobody_knows_is_other_goods() -> None:
    told = "Mawar menjual keripik pisang. Harga satu bungkus Rp15.000."
    assert (
        elsewhere("maaf kak, glopitanya habis, besok ada lagi", ["keripik"], told=told) == "glopita"
    )
    assert elsewhere("jual glopita 15 ribu", ["keripik"], told=told) == "glopita"
    for text in ("harga satu bungkus 15rb", "stoknya habis", "jual krpik 15rb", "pesanan habis"):
        assert elsewhere(text, ["keripik"], told=told) == ""


def test_a_text_that_does_nothing_of_what_is_asked_is_capped() -> None:
    text = "besok kita kumpul di balai desa ya bapak ibu"
    asks = [has_quantity(text), mentions(text, "donat", label="donat")]
    assert written_for_a_reader(text).evaluate().share == 1
    found = written_for_a_reader(text, answers=asks).evaluate()
    assert (found.share, found.found) == (0, "tidak menjawab yang diminta soal")


def test_a_word_in_a_list_of_keywords_earns_half_of_what_it_names() -> None:
    records = []
    with opened(Workbook(None, "pretest", publish=records.append)):  # type: ignore[arg-type]
        text = "keripik, harga, stok, chat, 20 bungkus, hari ini"
        criteria(
            mentions(text, "keripik", label="barang", named=1),
            invites(text),
            has_quantity(text),
            length(text, most=250, label="panjang"),
            guard=written_for_a_reader(text, about=["keripik"]),
        )
    rows = records[0][CRITERIA_MIME]["criteria"]
    # "20 bungkus" is counted and the length is no word: both are all there.
    assert [row["share"] for row in rows] == [1, 0.5, 1, 1]


def test_where_something_stands_is_no_other_goods() -> None:
    assert elsewhere("di atas meja kayu, dalam mangkuk", ["pisang"]) == ""
    assert elsewhere("bakso-bakso kami kenyal", ["pisang"]) == "bakso-bakso"


def test_where_signals_disagree_a_person_is_asked() -> None:
    found = guard("Keripik pisang coklat manis gurih. Rp15.000, 100 gram. Sisa 20 bungkus. Chat")
    assert found.share == 1
    assert found.unsure == "tanpa kata penyambung"
    assert "menyambung atau menyapa 8%" in found.details


def test_a_doubt_stands_in_the_record_and_in_the_table() -> None:
    shown = []
    with opened(Workbook(None, "pretest", publish=shown.append)):  # type: ignore[arg-type]
        sure = Check("harga", lambda: Finding(1.0, "Rp15.000"))
        doubt = Check("ditulis", lambda: Finding(1.0, "", "tanpa kata penyambung"))
        assert criteria(sure, guard=doubt) == 1.0
    (bundle,) = shown
    assert "unsure" not in bundle[CRITERIA_MIME]["criteria"][0]
    assert bundle[CRITERIA_MIME]["guard"]["unsure"] == "tanpa kata penyambung"
    assert "Perlu dilihat orang" in bundle["text/html"]


def test_where_a_price_and_an_invitation_are_asked_a_text_with_neither_offers_nothing() -> None:
    def held(text: str) -> float:
        records = []
        with opened(Workbook(None, "pretest", publish=records.append)):  # type: ignore[arg-type]
            criteria(
                has_price(text, 15_000, label="harga"),
                invites(text),
                guard=written_for_a_reader(text, about=["keripik"], sells=True),
            )
        return float(records[0][CRITERIA_MIME]["guard"]["share"])

    assert held("Terima kasih yang kemarin sudah datang, keripik kami makin dikenal orang.") == 0
    assert held("Keripik pisang itu berasal dari mana ya, ada yang tahu?") == 0
    # praise sells, and who refuses an order was asked for one
    assert held("Keripik pisang enak sekali lho Bu, renyah sampai besok.") == 1
    assert held("Maaf Bu, keripik kami tidak bisa dipesan lewat WA minggu ini.") == 1


def test_goods_in_the_shop_s_name_alone_are_not_sold() -> None:
    told = "Usaha contoh Keripik Mawar menjual keripik pisang."
    sold = "Jamu kunyit 15 ribu sebotol. Salam dari Keripik Mawar"
    assert elsewhere(sold, ["keripik"], told=told) == "jamu"
    for text in ("Keripik Mawar, teman makan soto", "Keripik Mawar jual keripik dan jamu"):
        assert elsewhere(text, ["keripik"], told=told) == ""


def test_what_sells_has_to_name_its_goods_and_a_reply_has_not() -> None:
    text = "Halo bu, hari ini tinggal dua puluh, harganya 15 ribu saja, yang mau langsung chat ya"
    goods = ("keripik", "pisang")
    assert written_for_a_reader(text, about=goods).evaluate().share == 1
    found = written_for_a_reader(text, about=goods, sells=True).evaluate()
    assert (found.share, found.unsure) == (0, "barang di soal tidak disebut")
    named = f"Keripik. {text}"
    assert written_for_a_reader(named, about=goods, sells=True).evaluate().share == 1
