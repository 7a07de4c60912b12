"""A course about something else, by its recipe: other lessons, other indicators, no code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY
from in_process import run_course

from course import CourseError
from course.indicators import indicators, known, of_class
from course.people.classes import new_class

EXAMPLE = REPOSITORY / "examples" / "bank-sampah"
NAMES = {
    "P1": "Pengetahuan memilah sampah",
    "K1": "Keterampilan menghitung setoran",
    "K2": "Keterampilan menulis pengumuman",
    "S1": "Kesediaan memilah sampah",
}


@pytest.mark.path
def test_from_its_recipe_to_its_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = new_class(tmp_path / "bank-sampah", "Bank Sampah")
    shutil.rmtree(root / "source")
    (root / "kelas" / "roster.xlsx").unlink()
    shutil.copytree(EXAMPLE, root, dirs_exist_ok=True)
    monkeypatch.chdir(root)
    for words in ("check", "release", "collect sent", "grade", "report", "report participant U03"):
        done = run_course(root, *words.split())
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        if words == "report":
            for name in NAMES.values():
                assert name in done.stdout
            assert "pemasaran" not in done.stdout
            # By hand: of eight people two knew the sum before.
            assert "Keterampilan menghitung setoran 8 25,0" in done.stdout
    page = (root / "kelas" / "reports" / "participant-U03.html").read_text("utf-8")
    assert "Mau memilah sampah" in page
    assert "WhatsApp" not in page


def test_a_class_measures_by_its_own_list_wherever_one_stands() -> None:
    assert known("K2").name == "Keterampilan membuat Status WhatsApp"
    with of_class(EXAMPLE):
        assert {code: one.name for code, one in indicators().items()} == NAMES
    assert len(indicators()) > len(NAMES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("indicator = [", "tidak bisa dibaca"),
        ("", "tidak bisa dibaca"),
        ('[[indicator]]\ncode = "P1"\n', "Tiap [[indicator]] berisi code"),
        ((EXAMPLE / "source" / "indicators.toml").read_text("utf-8") * 2, "dua kali"),
        ((EXAMPLE / "source" / "indicators.toml").read_text("utf-8").replace('"K2"', '"k 2"'), "K2"),
        ((EXAMPLE / "source" / "indicators.toml").read_text("utf-8").replace("true", "false"), "paper"),
    ],
)  # fmt: skip
def test_a_bad_list_is_named_with_its_mend(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "source" / "indicators.toml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with of_class(tmp_path), pytest.raises(CourseError, match=r"indicators\.toml") as caught:
        indicators()
    assert said in str(caught.value)
