"""Checkers of the mentors' tasks: what people write passes, near-misses do not, nothing raises."""

from __future__ import annotations

import pytest
from checkers import JSON, raises_nothing, share
from hypothesis import given, settings

from course.criteria.scoring import Check
from course.curriculum import pendampingan as grading

TEXT_CHECKS = {
    "often": grading.says_how_often,
    "days": grading.says_which_days,
    "from": grading.says_from_when,
    "action": grading.short_action,
    "pressure": grading.presses_nobody,
    "ranking": grading.ranks_nobody,
}


def rated(raw: object) -> Check:
    return grading.rated(raw, {"a": 3, "b": 0, "c": 2}, label="nilai")


@pytest.mark.parametrize(
    ("check", "accepted", "refused"),
    [
        ("often", ["3 Status per minggu", "3x seminggu", "tiga kali setiap minggu", "1 foto tiap hari", "dua posting/minggu"], ["lebih sering", "setiap minggu", "3 Status", ""]),
        ("days", ["Senin dan Kamis", "senin, rabu, jum'at", "Sabtu dan hari Minggu", "setiap hari"], ["hari Senin", "Senin saja, Senin!", "minggu depan", ""]),
        ("from", ["mulai 30 Nov", "mulai Senin depan", "dari 2/12", "30 november", "mulai besok"], ["nanti", "hari Senin", "3 Status", ""]),
        ("action", ["5 menit saja", "cukup sepuluh menit", "10 mnt"], ["60 menit", "5 menit lalu 30 menit", "sebentar", ""]),
        ("pressure", ["Kalau sempat, coba satu foto ya"], ["harus hari ini", "kok belum ada yang unggah", ""]),
        ("ranking", ["Fotonya sudah terang"], ["Bu Rina paling rajin", "jangan sampai kalah", ""]),
    ],
)  # fmt: skip
def test_texts(check: str, accepted: list[str], refused: list[str]) -> None:
    assert [text for text in accepted if share(TEXT_CHECKS[check](text)) != 1] == []
    assert [text for text in refused if share(TEXT_CHECKS[check](text)) != 0] == []


def test_a_rating_beside_the_key_earns_half_and_one_for_all_little() -> None:
    def rows(a: str, b: str, c: str) -> dict[str, dict[str, str]]:
        return {"a": {"nilai": a}, "b": {"nilai": b}, "c": {"nilai": c}}

    assert share(rated(rows("3", "0", "2"))) == 1
    assert share(rated(rows("2", "1", "1"))) == pytest.approx(0.5)
    assert share(rated(rows("2", "2", "2"))) == pytest.approx(0.2)
    assert share(rated({"a": {"nilai": "3"}})) == pytest.approx(1 / 3)
    assert share(rated(rows("1", "2", "0"))) == 0


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_no_value_raises(raw: object) -> None:
    for check in (*TEXT_CHECKS.values(), rated):
        raises_nothing(check(raw))
    raises_nothing(rated({"a": {"nilai": raw}, "b": raw}))
