"""What a lesson's notebook says of itself: read once, typed, with one default for each part."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from nbformat.v4 import new_notebook

from course import CourseError, lessons
from course.inbox.consent import consent_of
from course.inbox.submitted import submission
from course.indicators import indicators
from course.lessons.check import check
from course.lessons.lesson import About, read_about


def about(raw: Any) -> About:
    return read_about(new_notebook(metadata={"lesson": raw}))


def test_what_is_not_said_has_one_default() -> None:
    bare = read_about(new_notebook())
    assert bare == about({}) == about("text") == About()
    assert (bare.order, bare.minutes, bare.audience, bare.observes) == (99, 0, "peserta", False)
    assert (bare.reversed, bare.is_complete) == (None, False)


@pytest.mark.parametrize(
    ("raw", "wrong"),
    [
        ({"minutes": "75"}, ("minutes",)),
        ({"order": True}, ("order",)),
        ({"observes": "ya", "audience": 3}, ("audience", "observes")),
        ({"shows": ["K1"]}, ("shows",)),
        ({"understood": {"paham": {"guna": "belajar"}}}, ("understood",)),
        ({"wrong": ["x"]}, ()),
    ],
)
def test_a_part_of_another_form_counts_as_not_said(raw: Any, wrong: tuple[str, ...]) -> None:
    whole = {"about": "Satu kalimat.", "minutes": 5, "order": 1, **raw}
    read = about(whole)
    assert read.wrong == wrong
    assert read.about == "Satu kalimat."
    assert read.is_complete == (not {"minutes", "order"} & set(wrong))


def test_the_lessons_say_what_other_rooms_need() -> None:
    known = {name: one.about for name, one in lessons.load_all(REPOSITORY).items()}
    assert all(one.is_complete and not one.wrong for one in known.values())
    shown = [one.shows for one in known.values() if one.shows]
    assert [sorted(one) for one in shown] == [["K1", "K2", "K3"]]
    assert set(shown[0]) <= set(indicators())
    opinions = {name: one.reversed for name, one in known.items() if one.reversed is not None}
    assert opinions == {"evaluasi-narasumber": {"sulit"}, "evaluasi-peserta": set()}
    (understood,) = (one.understood for one in known.values() if one.understood)
    asked = {key for own in understood.values() for key, one in own.items() if not one.older}
    assert (set(understood), asked) == ({"paham-data"}, {"siapa", "wajib"})


def test_a_lesson_older_than_a_part_is_named_not_guessed(tmp_path: Path) -> None:
    """Without what shows that it was understood, a yes must not count."""
    spoilt(tmp_path, "asesmen", {"understood": None})
    with pytest.raises(CourseError, match="understood tidak ada"):
        lessons.load(tmp_path, "asesmen").require("understood")
    lessons.load(tmp_path, "asesmen").require("about")
    sheet = submission(tmp_path, "U07", "asesmen")
    vars(sheet)["values"] = {"persetujuan": {"jawab": "setuju-v1", "tanggal": "2026-10-28"}}
    with pytest.raises(CourseError, match="Ganti pelajaran 'asesmen'"):
        consent_of(sheet)


def spoilt(root: Path, name: str, change: dict[str, Any]) -> Path:
    """Copy a lesson with other metadata; a part that is None is taken out."""
    notebook = json.loads((REPOSITORY / f"source/{name}/{name}.ipynb").read_text("utf-8"))
    said = {**notebook["metadata"]["lesson"], **change}
    notebook["metadata"]["lesson"] = {k: part for k, part in said.items() if part is not None}
    path = root / "source" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "change", "complaint"),
    [
        ("pengamatan", {"shows": {"K1": "amati-lain"}}, "soal 'amati-lain' tidak ada"),
        ("pengamatan", {"shows": {"Z1": "amati-pasang"}}, "lesson.shows 'Z1'"),
        ("pengamatan", {"shows": 3}, "lesson.shows: bentuknya salah"),
        ("evaluasi-peserta", {"reversed": ["lambat"]}, "tidak ada butir skala 'lambat'"),
        (
            "asesmen",
            {"stops": {"persetujuan": {"jawab": "tidak-v9"}}},
            "lesson.stops persetujuan.jawab: tidak ada pilihan 'tidak-v9'",
        ),
        (
            "asesmen",
            {"understood": {"paham-data": {"guna": {"right": "lain", "about": "apa"}}}},
            "paham-data.guna: tidak ada pilihan 'lain'",
        ),
        (
            "m5-ekspor",
            {"wanted": {"asesmen/perlu": {"mau": ["ekspor", "bulan"]}}},
            "lesson.wanted asesmen/perlu mau: tidak ada pilihan 'bulan'",
        ),
        ("m5-ekspor", {"wanted": {"asesmen/perlu": "ekspor"}}, "lesson.wanted: bentuknya salah"),
        (
            "m5-ekspor",
            {"declined": {"m5-ekspor/untuk-saya": {"saya": ["bulan"]}}},
            "lesson.declined m5-ekspor/untuk-saya saya: tidak ada pilihan 'bulan'",
        ),
        (
            "m2-akun-usaha",
            {"declined": {"m2-akun-usaha/akun-instagram": {"jenis": ["pribadi"]}}},
            "lesson.declined m2-akun-usaha/akun-instagram: di pelajaran wajib harus latihan",
        ),
        (
            "m5-ekspor",
            {"optional": False},
            "lesson.wanted hanya untuk pelajaran pilihan (optional: true)",
        ),
        (
            "m1-internet",
            {"again": {"tak-ada": "latihan-angka"}},
            "lesson.again 'tak-ada': latihan 'tak-ada' tidak ada",
        ),
        (
            "m1-internet",
            {"recalls": {"latihan-angka": "entah"}},
            "lesson.recalls 'latihan-angka': latihan atau asalnya 'entah' tidak ada",
        ),
    ],
)
def test_check_names_what_the_metadata_name_wrongly(
    tmp_path: Path, name: str, change: dict[str, Any], complaint: str
) -> None:
    spoilt(tmp_path, name, change)
    assert any(complaint in problem for problem in check(tmp_path)), check(tmp_path)


def test_what_a_sitting_s_question_spares_ends_with_the_sitting() -> None:
    lesson = lessons.load(REPOSITORY, "m2-akun-usaha")
    no = {"instagram-untuk-saya": {"saya": "belum"}}
    spared = lesson.spared(no)
    graded = {cell.exercise for cell in lesson.criteria}
    assert spared & graded == {"akun-instagram", "caption-instagram"}
    assert {"sudah-4", "latihan-tagar"} < spared, "what is practised and done there too"
    assert "facebook-untuk-saya" not in spared
    assert lesson.spared({"instagram-untuk-saya": {"saya": "coba"}}) == lesson.spared({}) == set()
    done = {**no, "caption-instagram": {"caption": "Donat 15 ribu"}}
    assert lesson.spared(done) == spared - {"caption-instagram"}
    first = lessons.load(REPOSITORY, "m1-internet")
    email = first.spared({"email-untuk-saya": {"saya": "belum"}})
    assert email & {cell.exercise for cell in first.criteria} == {"alamat-email", "balas-email"}
    assert "sudah-email" in email, "WhatsApp Business needs none"
    assert "latihan-mutasi" not in email, "the money comes in the next sitting"
    export = lessons.load(REPOSITORY, "m5-ekspor")
    assert not export.spared({"untuk-saya": {"saya": "sekitar"}}), "it is left out whole"


def test_a_number_of_a_practice_says_what_is_right(tmp_path: Path) -> None:
    path = spoilt(tmp_path, "m1-internet", {})
    assert not any("right (jawabannya)" in problem for problem in check(tmp_path))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r", right=[\d_.]+\)", ")", text), "utf-8")
    assert any("right (jawabannya) belum ada" in problem for problem in check(tmp_path))
