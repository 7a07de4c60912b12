"""The two forms of the tests: what makes them parallel, and what a pairing of them holds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY

from course import CourseError
from course.indicators import form_due, name_due
from course.lessons import forms, parallel
from course.lessons.lesson import Lesson, load

TESTS = ("pretest", "posttest")
LONG = (
    "yang menekan tautan? Hitunglah dengan teliti, lalu tuliskan hasilnya sebagai angka desimal "
    "yang memakai koma dan bukan pecahan"
)


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    """A class that has the two tests and nothing else."""
    for name in TESTS:
        shutil.copytree(REPOSITORY / "source" / name, tmp_path / "source" / name)
    return tmp_path


def edit(root: Path, name: str, *changes: tuple[str, str]) -> None:
    path = root / "source" / name / f"{name}.ipynb"
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def compared(root: Path) -> list[str]:
    return [*parallel.problems(*(load(root, name) for name in TESTS), lambda _: {})]


def test_the_forms_of_the_course_are_parallel(tests: Path) -> None:
    assert forms.has_forms(tests)
    assert compared(tests) == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ([("yang menekan tautan?", LONG)], "'persen-klik' 47 kata"),
        ([("chose(answer.kode", "mentions(answer.kode")], "'K1-pasang-aplikasi' dinilai dengan"),
        ([(r'\"foto\": \"Foto profil\",', "")], "'katalog' punya isian lain"),
        ([('"points": 8', '"points": 9')], "'K3-posting-instagram' bernilai 9 poin"),
        ([("pilihan-foto-b.png", "pilihan-foto.png")], "gambar pilihan-foto.png bernama sama"),
        ([("Memposting produk terasa sebagai beban.", "Memposting terasa berat.")],
         "'sikap-semangat' tidak sama kata demi kata"),
        ([("likert(answer.beban, reverse=True)", "likert(answer.beban)")], "kriteria 'S2-beban'"),
    ],
)  # fmt: skip
def test_what_makes_one_form_harder_than_the_other_is_named(
    tests: Path, changes: list[tuple[str, str]], complaint: str
) -> None:
    edit(tests, "posttest", *changes)
    assert any(complaint in line for line in compared(tests)), compared(tests)


def test_a_form_asks_no_item_of_the_other(tests: Path) -> None:
    ours = (tests / "source/pretest/pretest.ipynb").read_text("utf-8")
    cells = {cell["id"]: cell for cell in json.loads(ours)["cells"]}
    path = tests / "source/posttest/posttest.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"] = [
        cells[cell["id"]] if cell["id"] in {"katalog", "P2-katalog", "persen-klik"} else cell
        for cell in notebook["cells"]
    ]
    path.write_text(json.dumps(notebook), "utf-8")
    found = compared(tests)
    assert len(found) == 2
    assert "soal 'katalog' sama dengan di pretest" in found[0]
    assert "soal 'persen-klik' sama dengan di pretest (pertanyaannya)" in found[1]


def test_tests_of_one_form_still_ask_word_for_word(tests: Path) -> None:
    for name, form in zip(TESTS, "AB", strict=True):
        edit(tests, name, (f'"form": "{form}",\n', ""))
    assert not forms.has_forms(tests)
    assert forms.pairings(tests) == {}
    assert any("'katalog' tidak sama kata demi kata" in line for line in compared(tests))


def items_of(lesson: Lesson) -> list[tuple[str, str]]:
    return [(name, one.prompt) for name, one in lesson.definitions.items()]


def test_a_pairing_is_the_occasion_with_the_items_of_the_other_test(tests: Path) -> None:
    pre, post = (load(tests, name) for name in TESTS)
    pair = forms.load_asked(tests, "pretest-b")
    assert (pair.name, pair.about) == ("pretest", pre.about)
    assert items_of(pair) == items_of(post)
    assert [c.grade_id for c in pair.criteria] == [c.grade_id for c in pre.criteria]
    assert [c.source for c in pair.criteria] == [c.source for c in post.criteria]
    said = "\n".join(cell.source for cell in pair.notebook.cells)
    assert "# Tes awal" in said
    assert "# Tes akhir" not in said
    assert 'open_lesson("pretest-b")' in said
    assert "(pilihan-foto-b.png)" in said
    assert "(pilihan-foto.png)" not in said


def test_a_pairing_follows_its_tests(tests: Path) -> None:
    before = forms.load_asked(tests, "posttest-a").definitions["katalog"].prompt
    edit(tests, "pretest", ("2. Di aplikasi mana", "2. Pada aplikasi mana"))
    after = forms.load_asked(tests, "posttest-a").definitions["katalog"].prompt
    assert (before[:20], after[:20]) == ("2. Di aplikasi mana ", "2. Pada aplikasi man")


def test_a_form_the_class_has_not_is_named(tests: Path) -> None:
    assert forms.load_asked(tests, "pretest-a").items is None  # its own
    with pytest.raises(CourseError, match="bentuk tes C tidak ada"):
        forms.load_asked(tests, "pretest-c")


@pytest.mark.parametrize(
    ("order", "due"), [("AB", ["A", "B", "A"]), ("BA", ["B", "A", "B"]), ("", ["", "", ""])]
)
def test_the_form_seen_longest_ago_comes_at_the_third_test(order: str, due: list[str]) -> None:
    tests = ("pretest", "posttest", "posttest-tunda")
    assert [form_due(order, one) for one in tests] == due
    assert form_due(order, "m1-internet") == ""
    assert name_due("BA", "posttest") == "posttest-a"
    assert name_due("AB", "posttest") == "posttest"
