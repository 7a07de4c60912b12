"""The own shop, told once: beside the lesson in JupyterLab, and in the answers themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

from course import lessons
from course.exercises import Definition, long_text, shop
from course.exercises.answers import Answers, Entry, dump
from course.exercises.fields import FieldError
from course.exercises.shops import (
    EXERCISES,
    FACTS,
    HEADS,
    KINDS,
    UNTOLD,
    Shop,
    is_below,
    together,
    told_shop,
)

NOW = datetime(2026, 11, 29, tzinfo=UTC)
TELLS = "asesmen"


def lay(folder: Path, agreed: str, **values: dict[str, Any]) -> None:
    """Lay answers beside the first lesson as nbgrader hands it out."""
    own = folder / TELLS
    own.mkdir()
    given = {"persetujuan": {"jawab": agreed}, **values}
    entries = {name: Entry(value=value, at=NOW) for name, value in given.items()}
    (own / "answers.json").write_bytes(dump(Answers(lesson=TELLS, answers=entries)))
    notebook = lessons.load(REPOSITORY, TELLS).path
    (own / notebook.name).write_bytes(notebook.read_bytes())


def test_a_lesson_asks_for_every_fact() -> None:
    every = lessons.load_all(REPOSITORY).values()
    known = {name: one for lesson in every for name, one in lesson.definitions.items()}
    asked = {field.key for name in EXERCISES for field in known[name].fields}
    assert set(FACTS) <= asked


def test_the_kind_is_asked_once_in_the_words_the_shop_is_told_in() -> None:
    sheet = lessons.load(REPOSITORY, TELLS).definitions["usaha-saya"]
    assert next(dict(one.options) for one in sheet.fields if one.key == "jenis") == dict(KINDS)
    assert set(HEADS) <= set(KINDS)


def test_a_paragraph_for_one_kind_stands_in_a_task_that_knows_the_kind() -> None:
    asked = [
        one
        for lesson in lessons.load_all(REPOSITORY).values()
        for one in lesson.definitions.values()
    ]
    told = [one for one in asked if any(head in one.prompt for head in HEADS.values())]
    assert told
    for one in told:
        shops = [field for field in one.fields if isinstance(field, Shop)]
        assert any("jenis" in field.asks for field in shops), one.id
        heads = [p for p in one.prompt.split("\n\n") if any(head in p for head in HEADS.values())]
        assert all(p.startswith(tuple(HEADS.values())) for p in heads), one.id


def test_a_kind_is_one_of_those_asked_for() -> None:
    field = shop("usaha", "Usaha", asks=("barang", "jenis"))
    assert field.read({"barang": "mie", "jenis": "siap"}) == {"barang": "mie", "jenis": "siap"}
    assert field.read({"barang": "mie", "jenis": "makanan"}) == {"barang": "mie"}, "an older word"
    assert field.show({"jenis": "siap"}) == f"{FACTS['jenis']}: {KINDS['siap']}"
    for text in KINDS.values():
        assert text in field.paper()


def test_what_was_told_is_found_beside_a_later_lesson(tmp_path: Path) -> None:
    lay(tmp_path, "setuju-v1", toko={"nama": "Melati", "lewat": ["wa"]}, barang={"barang": "donat"})
    assert told_shop(tmp_path / "m2-akun-usaha") == {"nama": "Melati", "barang": "donat"}


@pytest.mark.parametrize("broken", ["no", "notebook", "answers"])
def test_nothing_is_taken_behind_a_no_nor_where_it_cannot_be_known(
    tmp_path: Path, broken: str
) -> None:
    agreed = "tidak-v1" if broken == "no" else "setuju-v1"
    lay(tmp_path, agreed, barang={"barang": "donat"})
    if broken == "notebook":
        (tmp_path / TELLS / f"{TELLS}.ipynb").unlink()
    if broken == "answers":
        (tmp_path / TELLS / "answers.json").write_bytes(b"{")
    assert told_shop(tmp_path / "m2-akun-usaha") == {}


def test_what_was_typed_in_a_task_is_known_in_the_next_unless_something_stands_behind_a_no(
    tmp_path: Path,
) -> None:
    task = tmp_path / "m1-internet"
    task.mkdir()
    typed = {"status-wa": {"usaha": {"barang": "donat", "nama": "Melati"}, "status": "Halo"}}
    entries = {name: Entry(value=value, at=NOW) for name, value in typed.items()}
    (task / "answers.json").write_bytes(dump(Answers(lesson="m1-internet", answers=entries)))
    later = tmp_path / "m2-akun-usaha"
    assert told_shop(later, "usaha") == {"nama": "Melati", "barang": "donat"}
    assert told_shop(later) == {}
    lay(tmp_path, "tidak-v1", barang={"barang": "donat"})
    assert told_shop(later, "usaha") == {}


DONUT = {"barang": "Donat", "harga": "3000"}


@pytest.mark.parametrize(
    ("told", "typed", "known"),
    [
        ({}, [DONUT, {"barang": "bakpia", "isi": "1 dus", "nama": "Melati"}],
         {**DONUT, "nama": "Melati"}),
        ({"barang": "donat", "harga": "2500", "jumlah": 3}, [{**DONUT, "modal": "2000"}],
         {"barang": "donat", "harga": "2500", "modal": "2000"}),
        ({**DONUT, "modal": "60000"}, [], DONUT),
        ({**DONUT, "modal": "60000"}, [{"barang": "donat", "modal": "2000"}],
         {**DONUT, "modal": "2000"}),
        ({}, [{"barang2": "bakpia", "harga2": "9000"}, {"barang2": "donat", "isi2": "1 buah"}],
         {"barang2": "bakpia", "harga2": "9000"}),
    ],
)  # fmt: skip
def test_of_other_goods_nothing_is_taken_and_no_cost_above_the_price(
    told: dict[str, Any], typed: list[dict[str, Any]], known: dict[str, str]
) -> None:
    assert together(told, typed) == known


@pytest.mark.parametrize(
    ("cost", "price", "below"),
    [
        ("9.000", "12rb", True), ("6", "15", True), ("9000", "", True), ("kira-kira", "15000", True),
        ("9rb/kg", "10-12 ribu", True), ("1,5 juta", "2jt", True), ("Rp 6.000,-", "= 9.000", True),
        ("60.000", "9.000", False), ("15rb", "15.000", False), ("20", "15", False),
    ],
)  # fmt: skip
def test_a_cost_is_below_its_price_as_far_as_both_can_be_read(
    cost: str, price: str, *, below: bool
) -> None:
    assert is_below(cost, price) is below


def test_to_ask_for_the_shop_makes_no_other_question_of_it() -> None:
    """What a class answered before is graded still, as an answer about the story."""
    text = long_text("status", "Isi")
    asked = Definition("status-wa", "Tulis.", [text])
    again = Definition("status-wa", "Tulis untuk usaha sendiri.", [shop("usaha", "Usaha"), text])
    assert asked.item == again.item


@pytest.mark.parametrize("raw", ["donat", ["donat"], {"nik": "1"}, {"barang": 3}])
def test_what_is_no_shop_is_refused_in_words(raw: object) -> None:
    with pytest.raises(FieldError):
        shop("usaha", "Usaha").read(raw)


def test_a_shop_asks_for_facts_there_are() -> None:
    with pytest.raises(ValueError, match="a shop has"):
        shop("usaha", "Usaha", asks=("telepon",))
    assert json.dumps(shop("usaha", "Usaha").to_json())


def test_what_is_for_who_told_no_shop_stands_in_a_paragraph_of_its_own() -> None:
    """So the page can leave it out where one is told."""
    paragraphs = [
        (name, asked.id, paragraph)
        for name, lesson in lessons.load_all(REPOSITORY).items()
        for asked in lesson.definitions.values()
        for paragraph in asked.prompt.split("\n\n")
        if "belum diisi" in paragraph
    ]
    assert paragraphs
    assert [one for one in paragraphs if not one[2].startswith(UNTOLD)] == []


def test_a_text_goes_where_one_can_go() -> None:
    text = long_text("status", "Isi")
    assert long_text("status", "Isi", use="whatsapp").shape() == text.shape()
    assert "use" not in text.to_json()
    with pytest.raises(ValueError, match="copy, whatsapp"):
        long_text("status", "Isi", use="email")
