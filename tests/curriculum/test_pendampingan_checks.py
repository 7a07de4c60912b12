"""Checkers of the mentors' tasks: what people write passes, near-misses do not."""

from __future__ import annotations

import pytest
from checkers import called, share

from course.criteria.scoring import Check
from course.curriculum.pendampingan import rated as rating


def rated(raw: object) -> Check:
    return rating(raw, {"a": 3, "b": 0, "c": 2}, label="nilai")


@pytest.mark.parametrize(
    ("check", "accepted", "refused"),
    [
        ("says_how_often", ["3 Status per minggu", "3x seminggu", "tiga kali setiap minggu", "1 foto tiap hari", "dua posting/minggu", "ping telu saben minggu", "sehari sekali", "2x, Selasa & Jumat"], ["lebih sering", "setiap minggu", "tunjukkan sekali lalu ulangi", ""]),
        ("says_which_days", ["Senin dan Kamis", "senin, rabu, jum'at", "Sabtu dan hari Minggu", "setiap hari", "hari Senin", "Senen Rebo Jemuah", "Sel & Jum", "tiap Minggu pagi", "3x/mgg (Sn, Rb, Jm)"], ["mulai Senin", "minggu depan", "tidak usah tiap hari", ""]),
        ("says_from_when", ["mulai 30 Nov", "mulai Senin depan", "dari 2/12", "30 november", "mulai besok"], ["nanti", "hari Senin", "3 Status", ""]),
        ("names_a_status", ["Pasang Status WA 3x seminggu", "sts wa tiap senin", "upload 1 foto tiap hari"], ["Upload foto di Shopee 5 kali", "Mencuci etalase, dicatat di papan tulis", "tidak usah pasang Status", "dicatat di buku", ""]),
        ("says_where_counted", ["dicathet nang buku", "centang di kalender", "dcatat dibuku"], ["dihitung di mana", "tidak perlu dicatat", ""]),
        ("names_the_goal", ["Motret donat telu", "Motrt 3 dnat dkt jndela", "foto tiga produk"], ["Memotret kebaya di teras", "Belum ada sasaran", ""]),
        ("next_step", ["dinten Kemis mitra ngunggah foto", "upload 1 fto hri kmis", "posting lusa"], ["Kamis pasti viral", "Tidak ada langkah", ""]),
        ("praises", ["sampun sae", "tos sa\u00e9 pisan", "Trimakasi ibu2"], ["belum bagus", "Selamat pagi", "belum ada yang jelas", ""]),
        ("short_action", ["coba satu Status lagi", "5 menit saja", "cukup sepuluh menit", "10 mnt"], ["60 menit", "3 jam malam ini coba video", "tidak usah bikin Status lagi", "5 menit lalu 30 menit", "sebentar", ""]),
        ("presses_nobody", ["Kalau sempat, coba satu foto ya"], ["harus hari ini", "kok belum ada yang unggah", ""]),
        ("ranks_nobody", ["Fotonya sudah terang"], ["Bu Rina paling rajin", "jangan sampai kalah", ""]),
    ],
)  # fmt: skip
def test_texts(check: str, accepted: list[str], refused: list[str]) -> None:
    assert [text for text in accepted if share(called(check, text)) != 1] == []
    assert [text for text in refused if share(called(check, text)) != 0] == []


def test_a_rating_beside_the_key_earns_half_and_one_for_all_little() -> None:
    def rows(a: str, b: str, c: str) -> dict[str, dict[str, str]]:
        return {"a": {"nilai": a}, "b": {"nilai": b}, "c": {"nilai": c}}

    assert share(rated(rows("3", "0", "2"))) == 1
    assert share(rated(rows("2", "1", "1"))) == pytest.approx(0.5)
    assert share(rated(rows("2", "2", "2"))) == pytest.approx(0.2)
    assert share(rated({"a": {"nilai": "3"}})) == pytest.approx(1 / 3)
    assert share(rated(rows("1", "2", "0"))) == 0
