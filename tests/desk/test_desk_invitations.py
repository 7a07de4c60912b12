"""*Undangan*: everybody's link, message and code, and the site as one file."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from course import CourseError
from course.desk import invitations
from course.desk.page import Form
from course.desk.work import State, Work
from course.files import Places


def press(action: Any, root: Path, **values: str) -> State:
    work = Work(State("uji"), lambda _state: None)
    action(root, Form(values), work)
    return work.state


def said(state: State) -> str:
    return "\n".join(words for _, words in state.lines)


def test_a_class_without_a_list_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "kelas").mkdir()
    shown = invitations.show(tmp_path, {})
    assert (shown["has_list"], shown["groups"], shown["site"]) == (False, [], "")


def test_everybody_gets_a_link_a_message_and_a_code(small_class: Path) -> None:
    places = Places(small_class)
    text = places.roster.read_text("utf-8").splitlines()
    text = [f"{line},{more}" for line, more in zip(
        text, ["name,whatsapp", "Bu Ani,0812-0000-0001", "=Evil,", ",", ","], strict=True)]  # fmt: skip
    places.roster.write_text("\n".join(text), "utf-8")
    places.speakers.write_text("speaker\nNS01\n", "utf-8")
    state = press(invitations.make, small_class, alamat="kelas.contoh.ac.id")
    assert "8 undangan sudah dibuat" in said(state)
    assert "Nomor WhatsApp pendamping belum ada" in said(state)
    shown = invitations.show(small_class, {})
    assert (shown["site"], shown["local"], shown["lacking"]) == (
        "https://kelas.contoh.ac.id/", False, [],
    )  # fmt: skip
    rows = {row["code"]: row for _, those in shown["groups"] for row in those}
    assert [group for group, _ in shown["groups"]][-1] == "Narasumber"
    assert len(shown["groups"]) == len({group for group, _ in shown["groups"]})
    ani = rows["U01"]
    assert ani["message"].startswith("Halo, Bu Ani.")
    assert ani["link"] in ani["message"]
    assert ani["chat"].startswith("https://wa.me/6281200000001?text=Halo%2C%20Bu%20Ani")
    assert (rows["U04"]["chat"], "<svg" in ani["qr"]) == ("", True)
    # Somebody new, or with another token, is named; the others' links stand.
    links = {code: row["link"] for code, row in rows.items()}
    with places.roster.open("a", encoding="utf-8") as file:
        file.write("\nU90,MH04,,2026-11-01,tidak,,,,\n")
    assert invitations.show(small_class, {})["lacking"] == ["MH04", "U90"]
    press(invitations.make, small_class, alamat=shown["site"])
    again = invitations.show(small_class, {})
    now = {row["code"]: row["link"] for _, those in again["groups"] for row in those}
    assert again["lacking"] == []
    assert [code for code in links if now[code] != links[code]] == ["MH04"]  # one partner more


def test_an_address_that_phones_cannot_use_is_said(small_class: Path) -> None:
    wrong = press(invitations.make, small_class, alamat="http://kelas.contoh.ac.id")
    assert [name for name, _ in wrong.fields] == ["alamat"]
    assert not Places(small_class).invitations.exists()
    receiver = press(
        invitations.make,
        small_class,
        alamat="kelas.contoh.ac.id",
        terima="http://kirim.contoh.ac.id",
    )
    assert [name for name, _ in receiver.fields] == ["terima"]
    press(invitations.make, small_class, alamat="kelas.contoh.ac.id", terima="kirim.contoh.ac.id")
    assert invitations.show(small_class, {})["receive"] == "https://kirim.contoh.ac.id/"
    with Places(small_class).roster.open("a", encoding="utf-8") as file:
        file.write("UO7,MH04,,2026-11-01,tidak,,\n")
    local = press(invitations.make, small_class, alamat="http://localhost:8000/")
    assert "hanya jalan di komputer ini" in said(local)
    assert "Daftar peserta, baris 6: kode 'UO7' harus seperti U07." in said(local)
    assert str(small_class) not in said(local)
    assert invitations.show(small_class, {})["local"]


def test_the_site_is_one_file(small_class: Path) -> None:
    with pytest.raises(CourseError, match="Halaman HP belum dibuat"):
        press(invitations.zip_site, small_class)
    site = Places(small_class).site
    (site / "foto").mkdir(parents=True)
    (site / "index.html").write_text("halaman", "utf-8")
    (site / "foto" / "a.png").write_bytes(b"a")
    state = press(invitations.zip_site, small_class)
    assert state.go == "baca/exports/situs-hp.zip"
    with zipfile.ZipFile(Places(small_class).exports / "situs-hp.zip") as file:
        assert sorted(file.namelist()) == ["foto/a.png", "index.html"]
