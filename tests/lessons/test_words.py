"""Word lists that a teacher mends: what cannot be read is said, what a change changes as well."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

from course import CourseError, lessons
from course.criteria.lists import FILE, Pattern, WordLists, either, lists_in, read_lists
from course.lessons.agreed import GENERAL, agree, compare, word_files
from course.lessons.marked import remark

MENTORS = "pendampingan"
PRESSURE = f"source/{MENTORS}/authors/{FILE}"


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """A class of one lesson: no other is marked in these tests."""
    root = tmp_path / "kelas"
    shutil.copytree(REPOSITORY / "source" / MENTORS, root / "source" / MENTORS)
    shutil.copy(REPOSITORY / "source" / FILE, root / "source")
    return root


def mend(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), "utf-8")


def test_the_lists_are_as_agreed() -> None:
    assert [change for one in word_files(REPOSITORY) for change in one.changes()] == []
    assert [one.lesson for one in word_files(REPOSITORY)] == [
        "", "m1-internet", "m2-akun-usaha", "m3-foto-katalog", "m4-strategi", "m5-ekspor",
        "m6-marketplace", "m7-katalog-tabel", "m8-angka", MENTORS,
    ]  # fmt: skip


# All lessons' answers and readings are marked by the curriculum's tests; here, whether these agree.
@pytest.mark.long
@pytest.mark.parametrize("name", ["m2-akun-usaha", "m3-foto-katalog"])
def test_every_answer_of_the_authors_is_marked_as_they_expect(name: str) -> None:
    count, faults = remark(lessons.load(REPOSITORY, name))
    assert faults == []
    assert count > 20


def test_nothing_is_marked_while_no_list_changes(class_folder: Path) -> None:
    mend(class_folder / PRESSURE, "# Kata-kata", "# Semua kata")
    assert compare(class_folder) == compare(REPOSITORY)
    assert not compare(class_folder).marked


def test_a_word_added_and_agreed(class_folder: Path) -> None:
    mend(class_folder / PRESSURE, '"wajib", ', '"kapok", ')
    found = compare(class_folder)
    assert found.changes == (f"{MENTORS}, daftar kata 'tekanan': baru 'wajib'; hilang 'kapok'",)
    assert list(found.marked) == [MENTORS]
    assert found.marked[MENTORS] > 20
    assert found.faults == ()
    assert agree(class_folder, found) == [MENTORS]
    assert compare(class_folder).changes == ()
    assert (class_folder / PRESSURE).read_bytes() == (REPOSITORY / PRESSURE).read_bytes()


def test_a_general_list_marks_every_graded_lesson_again(class_folder: Path) -> None:
    (class_folder / "source" / FILE).unlink()
    found = compare(class_folder)
    lists = len(read_lists(lists_in(GENERAL), GENERAL))
    assert found.changes == (f"umum: {lists} daftar kata belum pernah disepakati",)
    assert list(found.marked) == [MENTORS]


@pytest.mark.long
def test_a_word_removed_that_breaks_an_answer(class_folder: Path, tmp_path: Path) -> None:
    """As a teacher does it: the list in the package is mended, then ``course check``."""
    lesson = "m1-internet"
    shutil.copytree(REPOSITORY / "source" / lesson, class_folder / "source" / lesson)
    ignored = shutil.ignore_patterns("js", "__pycache__")
    shutil.copytree(REPOSITORY / "course", tmp_path / "package" / "course", ignore=ignored)
    lists = tmp_path / "package" / "course" / "curriculum" / "m1_internet" / FILE
    mend(lists, " bismillah ", " ")

    def check(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "course", "check", *words],
            cwd=class_folder, capture_output=True, text=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "package")},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    code, said = check("--agree")
    assert code == 1
    assert "m1-internet, daftar kata 'sandi_umum': hilang 'bismillah'" in said
    assert re.search(r"jawaban contoh dinilai lagi \(m1-internet\): \d+ penilaian berubah", said)
    assert re.search(
        r"✗ m1-internet, soal kata-sandi, .*: P4-kata-sandi seharusnya 0, sekarang", said
    )
    assert "disepakati" not in said  # nothing is agreed while an answer is marked otherwise
    agreed = f"source/{lesson}/authors/{FILE}"
    assert (class_folder / agreed).read_bytes() == (REPOSITORY / agreed).read_bytes()

    lists.write_text('sandi_umum = "rahasia\n', "utf-8")
    code, said = check()
    assert code == 2
    assert "course/curriculum/m1_internet/words.toml: tidak terbaca" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('salam = "pagi', "w.toml: tidak terbaca"),
        ('salam = ["pagi" "siang"]', "w.toml: tidak terbaca"),
        ('salam = ""', "w.toml, daftar 'salam': kosong"),
        ("salam = []", "w.toml, daftar 'salam': kosong"),
        ("salam = 3", "w.toml, daftar 'salam': kosong, atau bukan daftar kata"),
        ("salam = [3]", "w.toml, daftar 'salam': 3 tidak bisa dipakai"),
        ('salam = "Pagi"', "'Pagi' tidak bisa dipakai"),
        ('[a]\nsalam = "pagi,siang"', "daftar 'a.salam': 'pagi,siang' tidak bisa dipakai"),
        (r"salam = 'pagi\d'", "tanpa tanda baca"),
        ('salam = "(pagi"', "tanpa tanda baca"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, complaint: str) -> None:
    with pytest.raises(CourseError, match=re.escape(complaint)):
        read_lists(text, "w.toml")


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(CourseError, match=r"course/criteria/words.toml: daftar 'salm' tidak ada"):
        WordLists("course.criteria")["salm"]


def test_words_and_phrases_make_a_pattern() -> None:
    lists = read_lists("""a = "satu dua"\n[b]\nc = ["mau tanya", "assalamu'alaikum"]""", "w.toml")
    assert lists == {"a": ("satu", "dua"), "b.c": ("mau tanya", "assalamu'alaikum")}
    pattern = Pattern(lambda: either(lists["b.c"], r"\d+"))
    assert pattern.fullmatch("mau  tanya")
    assert pattern.search("ada 12")
    assert pattern.match("satu") is None


def test_a_participants_kernel_reads_no_list() -> None:
    """The first cell of every lesson is imported, and a released criteria cell finds nothing."""
    packages = sorted(
        p.parent.name for p in (REPOSITORY / "course/curriculum").glob("*/words.toml")
    )
    code = (
        "import importlib\n"
        f"for name in {packages}: importlib.import_module('course.curriculum.' + name)\n"
        "from course.criteria import *\n"
        "from course.criteria import lists\n"
        "print(lists._read.cache_info().misses)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
