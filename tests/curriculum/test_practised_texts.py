"""What a practice calls right to send to a buyer is not refused where one writes it oneself.

The story's own sentence is a copy there, and stays one; the same said by somebody who has not read
the practice must be no other goods and no list of words.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from conftest import REPOSITORY
from lesson_cell import record

from course import lessons
from course.lessons.lesson import Lesson
from course.lessons.marked import Example, mark

TOFU = {"nama": "Tahu Lestari", "barang": "Tahu"}
TAILOR = {"nama": "Jahit Anggrek", "barang": "Permak celana"}
HERBS = {"nama": "Jamu Bu Sumi", "barang": "Beras kencur", "harga": "8.000"}
PAIRS = [
    ("m1-internet", "latihan-balas", "balas-email", "balasan", {"nama": "Peyek Wulan", "barang": "Peyek teri", "harga": "20.000"}),
    ("m1-internet", "latihan-balas-lagi", "balas-email", "balasan", {"nama": "Tahu Joyo", "barang": "Tahu", "harga": "5.000"}),
    ("m2-akun-usaha", "latihan-deskripsi", "profil-wa", "deskripsi", TOFU),
    ("m2-akun-usaha", "latihan-deskripsi-lagi", "profil-wa", "deskripsi", {"nama": "Jamu Bu Sumi", "barang": "Jamu kunyit asam"}),
    ("m2-akun-usaha", "latihan-pesan-tutup", "pesan-otomatis", "tutup", TOFU),
    ("m2-akun-usaha", "latihan-pesan-tutup-lagi", "pesan-otomatis", "tutup", TAILOR),
    ("m2-akun-usaha", "latihan-grup", "grup-facebook", "", TAILOR),
    ("m2-akun-usaha", "latihan-grup-lagi", "grup-facebook", "", HERBS),
    ("m2-akun-usaha", "latihan-keluhan", "balas-keluhan", "balasan", TOFU),
    ("m2-akun-usaha", "latihan-keluhan-lagi", "balas-keluhan", "balasan", {"barang": "Jamu kunyit asam"}),
    ("m2-akun-usaha", "latihan-keluhan-lagi", "balas-keluhan", "balasan", {"barang": "Sambal bawang"}),
    ("m2-akun-usaha", "latihan-habis", "jawab-chat", "jawaban", {"barang": "Tahu goreng", "barang2": "Tahu putih"}),
    ("m2-akun-usaha", "latihan-habis-lagi", "jawab-chat", "jawaban", {"barang": "Beras kencur", "barang2": "Kunyit asam"}),
    ("m3-foto-katalog", "latihan-keterangan", "keterangan-produk", "", {"barang": "Sambal bawang"}),
    ("m3-foto-katalog", "latihan-keterangan-lagi", "keterangan-produk", "", TAILOR),
    ("m4-strategi", "latihan-sapa", "sapa-lama", "", {"barang": "Jahit kebaya"}),
]  # fmt: skip
"""Lesson, practice, the task that asks for the same kind of text, its field ("" is its one text),
and the practice's goods as the own shop."""


@cache
def _known(name: str) -> Lesson:
    return lessons.load(REPOSITORY, name)


def _right(lesson: Lesson, practice: str) -> str:
    """Return the option that a practice calls right."""
    for field in lesson.definitions[practice].fields:
        said = getattr(field, "feedback", None) or {}
        for key, why in said.items():
            if why.startswith("Tepat"):
                return str(field.options[key])  # type: ignore[attr-defined]
    raise LookupError(practice)


def _unread(lesson: Lesson, task: str, text: str) -> Lesson:
    """Return a lesson whose task knows nothing of the practice."""
    asked = lesson.definitions[task]
    story = tuple(part for part in asked.story if text not in part)
    assert len(story) < len(asked.story), text
    return replace(lesson, definitions={**lesson.definitions, task: replace(asked, story=story)})


def test_what_a_practice_calls_right_is_not_refused() -> None:
    refused = []
    for name, practice, task, field, shop in PAIRS:
        lesson = _known(name)
        text = _right(lesson, practice)
        fields = lesson.definitions[task].fields
        key = field or next(one.key for one in fields if one.kind == "long_text")
        asks = next(one.asks for one in fields if one.kind == "shop")  # type: ignore[attr-defined]
        told = {fact: said for fact, said in shop.items() if fact in asks}
        value = {"usaha": told, key: text}
        records = mark(_unread(lesson, task, text), Example(task, text, value, lambda _records: ()))
        guards = [one["guard"] for one in records.values() if one["guard"]]
        assert any(one["found"] != "kosong" for one in guards), task
        found = [row["found"] for one in records.values() for row in one["criteria"]]
        wrong = [one["found"] for one in guards if one["share"] < 1 and one["found"] != "kosong"]
        wrong += [said for said in found if said.startswith("tentang ")]
        refused += [(practice, text, why) for why in wrong]
    assert refused == []


def test_a_sorry_reply_is_not_asked_for_a_greeting() -> None:
    """The task asks for none: "Maaf Bu" is polite enough."""
    lesson = _known("m2-akun-usaha")
    for practice in ("latihan-habis", "latihan-habis-lagi"):
        text = _right(lesson, practice)
        records = mark(lesson, Example("jawab-chat", text, {"jawaban": text}, lambda _r: ()))
        rows = {row["label"]: row["share"] for row in records["K5-jawab-chat"]["criteria"]}
        assert rows["salam"] == 1, text


PECEL = {
    "nama": "Pecel Bu Tini",
    "barang": "nasi pecel sambal kacang dengan tempe dan rempeyek",
    "harga": "12000",
    "daerah": "Madiun",
}
"""A shop whose goods are told at length, as people do."""


def test_what_one_told_of_the_own_shop_is_no_copy_in_the_next_task() -> None:
    lesson, asked = "m2-akun-usaha", {"usaha": PECEL, "tagar": "#nasipecel #madiun"}
    own = f"{PECEL['barang'].capitalize()} Rp12.000. Pesan lewat WhatsApp di profil"
    mine = record(lesson, "caption-instagram", {**asked, "caption": own})
    assert (mine["earned"], mine["guard"]["share"]) == (mine["points"], 1)
    words = {key: PECEL[key] for key in ("nama", "barang", "daerah")}
    bio = f"{PECEL['barang'].capitalize()} Madiun. Pesan lewat WhatsApp"
    value = {"usaha": words, "nama": "pecel.tini", "jenis": "bisnis", "bio": bio}
    assert record(lesson, "akun-instagram", value, "K5-bio-instagram")["guard"]["share"] == 1


def test_the_lesson_s_example_stays_a_copy_also_of_who_told_it_as_the_own_shop() -> None:
    lesson = "m2-akun-usaha"
    shown = "Permak dan jahit seragam, rapi dan tepat waktu. Permak celana selesai 2 hari. Kirim foto bajunya lewat chat, kami hitungkan biayanya."
    shop = {"nama": "Jahit", "barang": "Permak dan jahit seragam, rapi dan tepat waktu", "daerah": "Blitar"}  # fmt: skip
    value = {"usaha": shop, "nama": "Jahit", "deskripsi": shown, "alamat": "Desa Melur"}
    guard = record(lesson, "profil-wa", value, "K5-deskripsi-wa")["guard"]
    assert (guard["share"], "menyalin" in guard["found"]) == (0, True)
    task = "Pagi ini Bu Wulan selesai menggoreng rempeyek kacang. Satu bungkus 150 gram, harganya Rp18.000. Ada 15 bungkus."
    told = {"barang": "rempeyek kacang", "harga": "18.000", "isi": "150 gram"}
    assert record(lesson, "status-wa", {"usaha": told, "status": task})["guard"]["share"] == 0
