"""``course export`` gives everything that is held, whoever asks for it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from conftest import run_course
from private_class import answers, new_class, write

AGREED = "U07,MH04,k7pm,2026-10-29,Leni Kartika,0812-3456-7890,"
NOT_AGREED = "U08,MH04,,,Sari Wulan,0813-1111-2222,"


@pytest.mark.parametrize(("code", "name"), [("U07", "Leni Kartika"), ("U08", "Sari Wulan")])
def test_it_holds_every_sending_and_decision_with_consent_or_without(
    tmp_path: Path, code: str, name: str
) -> None:
    root = new_class(tmp_path / "kelas", AGREED, NOT_AGREED)
    write(root, f"kelas/inbox/kept/{code}/pretest/photos/a.jpg", b"\xff\xd8\xff a")
    done = run_course(root, "export", code)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(root / "kelas" / "exports" / f"{code}.zip") as archive:
        names = set(archive.namelist())
        page = archive.read("index.html").decode()
    assert {"kiriman/pretest/0a.json", "kiriman/pretest/photos/a.jpg"} <= names
    assert "jawaban/pretest/answers.json" in names
    for words in (name, "Kiriman: diputuskan orang", "counts", "0a"):
        assert words in page
    assert {"Leni Kartika": "Sari Wulan", "Sari Wulan": "Leni Kartika"}[name] not in page


@pytest.mark.parametrize(
    ("name", "code"), [("mentors", "MH03"), ("speakers", "NS01"), ("lecturers", "D01")]
)
def test_mentors_speakers_and_lecturers_have_the_same_right(
    tmp_path: Path, name: str, code: str
) -> None:
    root = new_class(tmp_path / "kelas", AGREED)
    write(root, f"kelas/{name}.csv", f"{name[:-1]},whatsapp\n{code},0811-9999-0000\n")
    done = run_course(root, "export", code)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(root / "kelas" / "exports" / f"{code}.zip") as archive:
        assert "0811-9999-0000" in archive.read("index.html").decode()


def test_who_was_known_by_a_sending_alone_gets_it(tmp_path: Path) -> None:
    root = new_class(tmp_path / "kelas", AGREED)
    write(root, "kelas/inbox/kept/U09/pretest/0b.json", answers("U09", "tidak di daftar mana pun"))
    assert run_course(root, "export", "U09").returncode == 0
    assert run_course(root, "export", "U99").returncode == 2
