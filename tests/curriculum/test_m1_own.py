"""Lesson 1's checkers of the own shop: ten buyers, an own plan, a file that stays shut, a proof of payment."""

from __future__ import annotations

import pytest
from checkers import share

from course.curriculum import m1_internet as internet


@pytest.mark.parametrize(
    ("way", "chat", "came", "expected"),
    [
        ("chat", "7", "5", 1), ("datang", "dua", "8 orang", 1), ("sama", "5", "lima", 1), ("datang", "0", "10", 1),
        ("datang", "7", "5", 0), ("chat", "5", "5", 0), ("chat", "7", "", 0), ("chat", "70", "5", 0), ("", "7", "5", 0),
        (["chat"], "7", "5", 0),
    ],
)  # fmt: skip
def test_the_busier_way_follows_from_the_own_counts(
    way: object, chat: str, came: str, expected: float
) -> None:
    counts = {"chat": chat, "datang": came}
    assert share(internet.busier(way, counts, most=10, even="sama", label="jalan")) == expected


def test_any_count_out_of_ten_is_right_and_no_other_number() -> None:
    assert share(internet.counted(["0", "10"], most=10, label="angka")) == 1
    assert share(internet.counted(["3 orang", "11"], most=10, label="angka")) == 0.5
    assert share(internet.counted(["2,5", None], most=10, label="angka")) == 0


def test_an_own_plan_has_room_in_a_day() -> None:
    assert internet.photos_a_month("5", days=26, each=2.5) == 325
    for none in ("0", "51", "2,5", "", None, ["5"]):
        assert internet.photos_a_month(none, days=26, each=2.5) < 0
        assert (
            share(internet.near("0", internet.photos_a_month(none, days=26, each=2.5), label="x"))
            == 0
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("maaf filenya gak sy buka ya", 1), ("Saya tidak membuka file, Kak", 1), ("tanpa file ya bu", 1),
        ("file apk mboten kulo bukak", 1), ("jangan kirim file ya, ketik saja", 1), ("berkasnya teu dibuka", 1),
        ("filenya belum bisa saya buka", 1), ("Baik, filenya saya buka dulu", 0), ("keripik 12rb", 0), ("", 0),
        ("ketik aja, filenya nanti saya buka", 0), ("filenya saya hapus ya kak", 1), ("takut membuka file", 1),
        ("filenya tidak saya tolak kok, saya buka", 0), ("file g brni sy bka", 1), ("filenya tidak bisa saya lihat", 1),
        ("saya tidk bisa buka filenya", 1), ("filenya tidak bisa kebuka di hp saya", 1), ("filenya sudah kebuka", 0),
    ],
)  # fmt: skip
def test_a_file_is_not_opened(text: str, expected: float) -> None:
    assert share(internet.refuses_file(text, label="file")) == expected


@pytest.mark.parametrize(
    ("text", "there", "after"),
    [
        ("uangnya belum masuk. Begitu masuk langsung saya kirim", 1, 1),
        ("duit blm kelihatan di mutasi kak, nanti klo udh ada tak anter", 1, 1),
        ("artone dereng mlebet. Menawi sampun mlebet kulo kirim", 1, 1),
        ("artosna teu acan lebet, upami tos lebet dikintun", 1, 1),
        ("Barang saya kirim setelah uangnya masuk ya", 0, 1),
        ("Mutasinya masih kosong, Bu", 1, 0),
        ("saldonya belum bertambah. Begitu muncul langsung jalan", 1, 1),
        ("uangnya belum masuk. Kalaupun masuk, barangnya tidak saya kirim", 1, 0),
        ("uangnya tidak belum masuk kok", 0, 0),
        ("Terima kasih, sudah masuk, siang ini dikirim", 0, 0),
        ("", 0, 0),
    ],
)  # fmt: skip
def test_the_money_is_not_there_and_goods_wait_for_it(
    text: str, there: float, after: float
) -> None:
    assert share(internet.not_yet_in(text, label="belum")) == there
    assert share(internet.sends_after(text, label="kirim")) == after


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Maaf Kak, belum masuk ya", 1), ("Belum masuk.", 0.5), ("Kamu penipu", 0), ("Fotonya palsu, Bu", 0), ("", 0)],
)  # fmt: skip
def test_a_reply_accuses_nobody(text: str, expected: float) -> None:
    assert share(internet.accuses_nobody(text, label="sopan")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maaf bu, filenya tidak saya buka", 1),
        ("Nuwun sewu, file-e mboten kulo bukak", 1),
        ("Mohon maaf, tulis di sini saja", 1),
        ("Selamat siang, filenya tidak dibuka", 1),
        ("File tidak saya buka", 0),
        ("Filenya tidak saya buka, maaf", 0),
    ],
)
def test_a_refusal_may_begin_with_an_excuse(text: str, expected: float) -> None:
    assert share(internet.opens_refusal(text, label="salam")) == expected
