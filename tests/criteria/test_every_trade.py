"""Own shops of every trade: goods by other names, and what is told of them."""

from __future__ import annotations

import pytest
from checkers import share

from course.criteria import invites
from course.criteria.goods import elsewhere
from course.criteria.numbers import followed, near
from course.criteria.own_shop import Shop, own_pair, own_shop, told_besides
from course.criteria.selling import greets, keeps_to_facts
from course.criteria.spoken import in_figures
from course.criteria.text import consonants, mentioned, normalise
from course.curriculum.m1_internet.own import opens_refusal
from course.curriculum.m2_akun_usaha.checks import has_strength, price_of
from course.curriculum.m2_akun_usaha.complaints import names_damage, offers_remedy
from course.curriculum.m2_akun_usaha.stock import also_has, sold_out
from course.curriculum.m3_foto_katalog.own_texts import label_amount
from course.curriculum.m4_strategi import decides, gives_reason, names_own_goods, one_change
from course.curriculum.m4_strategi.checks import is_measurable
from course.curriculum.m4_strategi.schedule import distinct_names
from course.curriculum.m5_ekspor.checks import goods_and_brand, order_size, payment_way, price_rule
from course.curriculum.m5_ekspor.own_goods import names_own


def shop(goods: str) -> Shop:
    return own_shop({"barang": goods}, goods=[])


@pytest.mark.parametrize(
    ("goods", "said"),
    [("Pagar besi", "pager wesi 450 ewu"), ("Rengginang", "ranginang dua bungkus"),
     ("Kostum karnaval", "sewaan karnafal"), ("Pijat capek", "pijet kesel sak jam"), ("Servis HP", "hp nya yg dulu ganti lcd")],
)  # fmt: skip
def test_goods_go_by_other_names(goods: str, said: str) -> None:
    assert mentioned(normalise(said), shop(goods).goods)


def test_consonants_that_other_goods_have_tell_nothing() -> None:
    assert consonants("kerupuk") == consonants("keripik")
    assert consonants("kerupuk") not in shop("Kerupuk rambak").goods


def test_a_service_names_other_people_s_goods() -> None:
    text = "Si kecil kami jaga dari pagi sampai sore di sini. Ibu membawa baju ganti dan selimut."
    assert not elsewhere(text, shop("Penitipan anak").goods)
    assert elsewhere("Donat kentang kami empuk. Pesan ya.", shop("Penitipan anak").goods)


def test_a_pair_is_told_apart_by_its_sizes_and_prices() -> None:
    told = {
        "barang": "Tenda 4 orang",
        "harga": "90.000",
        "barang2": "Tenda 2 orang",
        "harga2": "60.000",
    }
    one, two = own_pair(told, goods=[["a"], ["b"]], prices=[1, 2])
    assert mentioned("yang 4 orang kosong", one.goods)
    assert not mentioned("yang 4 orang kosong", two.goods)
    listed = "Yang besar 90rb, kecil 60rb"
    for own, right in ((True, 1), (False, 0)):
        assert share(price_of(listed, *one.goods, amount=90_000, own=own, label="")) == right
    assert share(price_of(listed, *one.goods, amount=95_000, own=True, label="")) == 0


def test_what_was_asked_for_is_gone_and_something_else_there() -> None:
    text = "Pagi kak, A4 ludes. Folio masih numpuk."
    for own, right in ((True, 1), (False, 0)):
        assert share(sold_out(text, "hvs", others=["kado"], own=own, label="")) == right
        assert share(also_has(text, "kado", own=own, label="")) == right
    assert share(sold_out("Habis ini saya kirim.", "hvs", own=True, label="")) == 0


def test_what_is_told_of_an_own_shop_is_what_is_good_about_it() -> None:
    own = shop("Les membaca").goods
    told = "Satu kelompok empat anak, jadi yang pendiam tetap kebagian. Chat saja."
    assert share(has_strength(told, own=own, label="")) == 1
    for nothing in (
        "Les membaca di Jember. Chat saja.",
        "Terima kasih sudah mampir, salam hangat.",
    ):
        assert told_besides(normalise(nothing), own).share == 0


def test_news_of_an_own_shop_is_a_reason_to_come_back() -> None:
    mine = shop("salon rambut")
    news = "Siang Kak. Akarnya bulan ini boleh disemir akarnya doang. Balas ya."
    assert share(gives_reason(news, own=mine.goods, label="")) == 1
    assert (
        share(gives_reason("Siang Kak, apa kabar? Mampir lagi ya.", own=mine.goods, label="")) == 0
    )
    assert share(names_own_goods("Siang Kak, apa kabar? Mampir lagi ya.", mine, label="")) == 0


def test_whatever_an_owner_does_about_it_is_a_way_out() -> None:
    text = "Maaf Kak, talinya mbrodol semua. Sore ini saya rajut ujungnya."
    for own, right in ((True, 1), (False, 0)):
        assert share(offers_remedy(text, own=own)) == right
        assert share(names_damage(text, own=own)) == right
    sorry = "Maaf atas ketidaknyamanannya, terima kasih masukannya."
    assert share(names_damage(sorry, own=True)) == share(offers_remedy(sorry, own=True)) == 0


def test_to_an_own_shop_one_comes() -> None:
    text = "Bawa HP-nya ke kios"
    assert (share(invites(text, own=True)), share(invites(text))) == (1, 0)
    assert share(invites("Fotonya kirim ke sini")) == 1


@pytest.mark.parametrize(
    ("said", "right"),
    [("naik > jemput terus. gak naik > minimal 5 lagi", 1),
     ("lebih banyak: papan tetap. Kalau tidak: copot", 1),
     ("kalau naik saya umumkan malam, kalau tidak naik ya pagi lagi enggak apa apa", 1),
     ("kalau naik bagaimana, kalau tidak bagaimana", 0), ("evaluasi naik turun keputusan", 0)],
)  # fmt: skip
def test_a_decision_is_what_is_done_in_two_cases(said: str, right: int) -> None:
    assert share(decides(said, label="")) == right


def test_a_price_said_without_its_thousands_is_the_told_one() -> None:
    said = "Semar regine telung atus seket, gunungan sing cilik nem atus ewu"
    assert share(price_of(said, "semar", amount=350_000, label="")) == 1
    assert share(price_of(said, "semar", amount=360_000, label="")) == 0
    turned = "25rb permak celana 15rb ganti resleting"
    assert share(price_of(turned, "permak", "celana", amount=15_000, label="")) == 0


def test_shop_writing_leaves_thousands_out_and_weighs_in_grams() -> None:
    assert share(near("72", 72_000, label="")) == 1
    assert share(near("7", 7_000, label="")) == 0, "so little may be meant as it stands"
    assert share(followed("84", lambda goods: goods + 12_000, ("72", 72_000), label="")) == 1
    weights = (("2,4", 6), ("700 gram", 5))
    assert share(followed("2,4", max, *weights, tolerance=0.1, label="")) == 1
    assert share(followed("700", max, *weights, tolerance=0.1, label="")) == 0


def test_to_ask_when_somebody_buys_again_is_no_way_to_order() -> None:
    assert share(invites("Pak, kapan beli jangkrik lagi?", own=True)) == 0
    assert share(invites("Kapan pesan lagi, Bu? Balas saja pesan ini", own=True)) == 1


def test_who_calls_a_buyer_a_cheat_has_not_greeted() -> None:
    assert share(opens_refusal("Selamat siang. Kamu penipu ya!", label="")) == 0
    assert share(opens_refusal("Selamat siang, saya takut penipuan", label="")) == 1


def test_english_with_a_letter_wrong_is_read_and_another_word_is_not() -> None:
    assert share(names_own("coconat plam suger", shop("gula semut"), label="")) == 1
    assert share(names_own("skirts", shop("kemeja"), label="")) == 0
    assert share(goods_and_brand("Mbah Darmi live crickets", label="")) == 1


def test_a_kind_of_goods_has_its_goods() -> None:
    assert mentioned("nglaras gong, saron", shop("laras gamelan").goods)
    assert share(label_amount("24 jm, bnsin sndiri", shop("sewa motor"), label="")) == 1
    assert share(is_measurable("catetan pesenan pinuh sahalaman", label="")) == 1
    assert share(distinct_names(["makan siang anak istri", "solar"], label="")) == 0.5


def test_what_stays_is_no_second_change() -> None:
    for said in ("tenda tak kasih lampu gantung, harga sewane tetep", "layah tak dol sak muntune"):
        assert share(one_change(said, label="")) == 1, said
    assert share(one_change("ganti mangkok, turunkan harga", label="")) == 0.5


def test_numbers_and_letters_as_they_are_dictated() -> None:
    assert in_figures("regine wolulikur ewu setunggal.") == "regine 28.000 1."
    assert share(price_rule("one dollar F O B Tanjung Emas", label="")) == 1
    assert share(payment_way("T T forty percent", label="")) == 1
    assert share(order_size("Minimum 80 stools", label="")) == 1


def test_greetings_and_amounts_of_other_tongues() -> None:
    assert share(greets("Piye kabare Pak? Kipase isih banter?")) == 1
    assert share(keeps_to_facts("Paling suwe limang jam")) == 1
    assert share(keeps_to_facts("Paling enak sakdonya")) == 0
