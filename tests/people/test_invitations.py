"""Invitations: nothing private reaches a server, every link and QR code says the same."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
import zxingcpp
from conftest import REPOSITORY, run_course
from openpyxl import Workbook, load_workbook
from PIL import Image

from course import CourseError
from course.files import Places
from course.people.invitations import _book, _token, invite, read_invitations
from course.people.roster import read_roster

SITE = "https://kelas.example/umkm"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    shutil.copy(REPOSITORY / "examples" / "mentors.csv", tmp_path)
    return Path(shutil.copy(REPOSITORY / "examples" / "roster.csv", tmp_path))


def fragment(link: str) -> dict[str, str]:
    return {key: value for key, (value,) in parse_qs(urlsplit(link).fragment).items()}


def test_a_link_carries_everything_behind_the_fragment(tmp_path: Path, roster: Path) -> None:
    made = invite(tmp_path, roster, SITE, class_name="Kelas Contoh & Co").made
    u07 = made[6]
    assert fragment(u07.link) == {
        "p": "U07",
        "t": "p6vw",
        "m": "620000000004",
        "k": "Kelas Contoh & Co",
    }
    visible = urlsplit(u07.link)._replace(fragment="").geturl()
    assert visible == f"{SITE}/"
    assert u07.link in u07.message


def test_a_link_names_where_answers_are_received(tmp_path: Path, roster: Path) -> None:
    places = Places(tmp_path)
    places.roster.parent.mkdir(parents=True)
    for name in ("roster.csv", "mentors.csv"):
        shutil.copy(roster.parent / name, places.roster.parent)
    program = (REPOSITORY / "examples" / "program.toml").read_text("utf-8")
    named = program.replace("[course]\n", '[course]\nreceive = "https://kirim.example/umkm"\n', 1)
    invite(tmp_path, places.roster, SITE)
    assert "r" not in fragment(read_invitations(tmp_path).made[0].link)
    places.program.write_text(named, "utf-8")
    before = read_invitations(tmp_path)
    assert (before.receive, "U07" in before.lacking) == ("", True)
    made = invite(tmp_path, places.roster, SITE).made
    assert {fragment(one.link)["r"] for one in made} == {"https://kirim.example/umkm/"}
    now = read_invitations(tmp_path)
    assert (now.receive, now.lacking) == ("https://kirim.example/umkm/", [])
    other = invite(tmp_path, places.roster, SITE, receive="https://lain.example").made
    assert fragment(other[0].link)["r"] == "https://lain.example/"
    for wrong in ("http://kirim.example/", "https://kirim.example/?a=b", "kirim.example"):
        with pytest.raises(CourseError, match=r"Alamat penerima jawaban .*https://"):
            invite(tmp_path, roster, SITE, receive=wrong)


def test_the_qr_code_reads_as_the_link(tmp_path: Path, roster: Path) -> None:
    one = invite(tmp_path, roster, SITE, class_name="Kelas Contoh").made[0]
    picture = io.BytesIO()
    segno.make(one.link, error="m", micro=False).save(picture, kind="png", scale=4, border=2)
    (read,) = zxingcpp.read_barcodes(Image.open(picture))
    assert read.text == one.link
    page = (tmp_path / "kelas" / "invitations" / "qr.html").read_text("utf-8")
    assert one.qr in page
    assert page.count("<svg") == 15


def test_who_has_no_token_gets_one_once(tmp_path: Path, roster: Path) -> None:
    rows = roster.read_text("utf-8").replace("U07,MH04,p6vw", "U07,MH04,")
    roster.write_text(rows, "utf-8")
    invite(tmp_path, roster, SITE)
    token = read_roster(roster)["U07"].token
    assert len(token) == 4
    assert {p.code: p.token for p in read_roster(roster).values()}["U08"] == "x5ja"
    again = invite(tmp_path, roster, SITE).made[6]
    assert fragment(again.link) == {"p": "U07", "t": token, "m": "620000000004"}
    assert "tas dan boneka rajut,Salatiga" in roster.read_text("utf-8-sig")


def test_excel_s_roster_keeps_its_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("\ufeffparticipant;mentor;usaha\r\nU01;MH01;kue lapis\r\n".encode())
    invite(tmp_path, path, SITE)
    assert path.read_text("utf-8-sig").startswith("participant;mentor;usaha;token")
    assert read_roster(path)["U01"].token


def test_a_cell_without_a_heading_and_a_short_row_are_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("participant,mentor\nU01,MH01,,catatan\nU02,MH01\n", "utf-8")
    invite(tmp_path, path, SITE)
    assert {person.mentor for person in read_roster(path).values()} == {"MH01"}
    assert all(len(person.token) == 4 for person in read_roster(path).values())
    assert "catatan" in path.read_text("utf-8-sig")


@pytest.mark.parametrize(
    "site",
    [
        "http://kelas.example/",
        "kelas.example",
        "https://",
        "https://a.example/#x",
        "ftp://a.example",
    ],
)
def test_an_address_that_cannot_work_offline_is_refused(
    tmp_path: Path, roster: Path, site: str
) -> None:
    with pytest.raises(CourseError, match="https://"):
        invite(tmp_path, roster, site)


def test_an_address_without_its_end_is_refused(tmp_path: Path, roster: Path) -> None:
    with pytest.raises(CourseError, match=r"belum lengkap.*https://nama-kelas\.example/"):
        invite(tmp_path, roster, "https://nama-kelas")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mentor,nomor\nMH01,628\n", "baris pertama harus berisi: mentor,whatsapp"),
        ("mentor,whatsapp\nMH01,62 0000 0000 01\nMH02,lihat buku\n", "baris 3: nomor WhatsApp tidak terbaca"),
        ("mentor;whatsapp\nMH02;8,12E+11\n", "baris 2: nomor WhatsApp kehilangan angka"),
        ("mentor;whatsapp\nMH02;+818012345678\n", "baris 2: nomor WhatsApp tidak terbaca"),
    ],
)  # fmt: skip
def test_a_wrong_list_of_numbers_is_explained_without_the_number(
    tmp_path: Path, roster: Path, text: str, says: str
) -> None:
    (tmp_path / "mentors.csv").write_text(text)
    found = invite(tmp_path, roster, SITE)
    assert says in "\n".join(found.problems).replace("Baris", "baris")
    assert "lihat buku" not in "".join(found.problems)
    assert "m" not in fragment(found.made[2].link)
    assert len(found.made) == 15


@pytest.mark.parametrize("number", ["81200000001", "81200000001,0", "0812-0000-0001", "'081200000001", "+62 812 0000 0001"])  # fmt: skip
def test_answers_never_go_to_another_country(tmp_path: Path, roster: Path, number: str) -> None:
    (tmp_path / "mentors.csv").write_text(f"mentor;whatsapp\r\nMH01;{number}\r\n")
    assert fragment(invite(tmp_path, roster, SITE).made[0].link)["m"] == "6281200000001"


def test_mentors_numbers_come_from_the_book_as_well(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Pendamping"
    book.worksheets[0].append(["mentor", "whatsapp"])
    book.worksheets[0].append(["MH01", 81200000001])
    people = book.create_sheet("Peserta")
    people.append(["participant", "mentor", "token"])
    people.append(["U01", "MH01", "k7pm"])
    book.save(tmp_path / "roster.xlsx")
    u01, mh01 = invite(tmp_path, tmp_path / "roster.xlsx", SITE).made
    assert fragment(u01.link) == {"p": "U01", "t": "k7pm", "m": "6281200000001"}
    assert (
        fragment(mh01.link)["t"]
        == load_workbook(tmp_path / "roster.xlsx")["Pendamping"]["C2"].value
    )


def test_mentors_and_speakers_have_tokens_that_stay(tmp_path: Path, roster: Path) -> None:
    (tmp_path / "speakers.csv").write_text("speaker,name\nNS01,Bu Ani\nns2,\n")
    first = invite(tmp_path, roster, SITE)
    assert first.problems == []
    links = {one.participant: fragment(one.link) for one in first.made}
    assert {code for code, carried in links.items() if len(carried["t"]) != 4} == set()
    assert links["NS02"] == {"p": "NS02", "t": links["NS02"]["t"]}
    assert links["MH01"]["u"] == "U01,U02"
    assert "narasumber (NS01)" in first.made[-2].message
    assert "Halo, Bu Ani." in first.made[-2].message
    written = {p.name: p.read_bytes() for p in tmp_path.glob("*.csv")}
    assert b"MH01,620000000001,D01," + links["MH01"]["t"].encode() in written["mentors.csv"]
    again = invite(tmp_path, roster, SITE)
    assert [one.link for one in again.made] == [one.link for one in first.made]
    assert {p.name: p.read_bytes() for p in tmp_path.glob("*.csv")} == written
    page = (tmp_path / "kelas" / "invitations" / "pesan.html").read_text("utf-8")
    assert "<h2>Narasumber</h2>" in page


def test_without_a_list_of_mentors_one_is_made_for_their_tokens(
    tmp_path: Path, roster: Path
) -> None:
    (tmp_path / "mentors.csv").unlink()
    made = invite(tmp_path, roster, SITE).made
    assert (tmp_path / "mentors.csv").stat().st_mode & 0o777 == 0o600 or os.name != "posix"
    assert [fragment(one.link)["t"] for one in made] == [
        fragment(one.link)["t"] for one in invite(tmp_path, roster, SITE).made
    ]


def test_a_link_carries_the_class_of_the_programme(tmp_path: Path, roster: Path) -> None:
    (tmp_path / "kelas").mkdir()
    shutil.copy(REPOSITORY / "examples" / "program.toml", tmp_path / "kelas")
    one = invite(tmp_path, roster, SITE).made[0]
    assert fragment(one.link)["c"] == "contoh-2026"
    assert fragment(one.link)["k"] == "Kelas UMKM Contoh"
    assert "link belajar Kelas UMKM Contoh" in one.message


def test_a_wrong_row_keeps_no_other_from_a_link(tmp_path: Path, roster: Path) -> None:
    roster.write_text("participant,mentor,name\nU01,MH01,Bu Ani\nDewi,MH01,\nU03,MH09,\n")
    found = invite(tmp_path, roster, SITE)
    assert [one.participant for one in found.made] == [
        "U01",
        "U03",
        *(f"MH0{n}" for n in range(1, 6)),
        "MH09",
    ]
    assert "baris 3: kode 'Dewi'" in found.problems[0]
    assert "MH09 tidak ada di daftar pendamping" in found.problems[1]
    assert found.made[0].message.startswith("Halo, Bu Ani.")
    assert found.made[1].message.startswith("Halo, Ibu/Bapak.")


def test_no_token_is_one_that_excel_changes() -> None:
    assert not [
        token
        for token in (_token() for _ in range(3000))
        if re.search("[01oilA-Z]", token)  # read out over the telephone
        or re.fullmatch(r"\d+e\d+|.*(mar|mei|may|jun|sep|dec|des|feb|apr|aug|nov).*", token)
    ]


def test_what_is_written_is_its_owner_s_and_opens_in_excel(tmp_path: Path, roster: Path) -> None:
    invite(tmp_path, roster, SITE)
    written = sorted((tmp_path / "kelas" / "invitations").iterdir())
    names = ["pesan.html", "qr.html", "undangan.csv", "undangan.xlsx"]
    assert [path.name for path in written] == names
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    assert written[2].read_bytes().startswith(b"\xef\xbb\xbf")
    sheet = load_workbook(io.BytesIO(_book([("=1+1", "@a")]))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["'=1+1", "'@a"]


def test_numbers_are_read_as_people_write_them(tmp_path: Path, roster: Path) -> None:
    (tmp_path / "m.csv").write_text("mentor,whatsapp\nMH01,0000-0000 001\nMH02,+62 0000 0000.02\n")
    made = invite(tmp_path, roster, SITE, mentors=tmp_path / "m.csv").made
    assert [fragment(one.link).get("m") for one in made[::2]][:2] == [
        "620000000001",
        "620000000002",
    ]


def test_the_command_writes_links_messages_and_cards(course_root: Path) -> None:
    done = run_course(course_root, "invite", "--roster", "examples/roster.csv")
    assert done.returncode == 0
    assert "17 undangan" in done.stdout
    assert "hanya jalan di komputer ini" in done.stdout
    table = (course_root / "kelas/invitations/undangan.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    everybody = [f"U{n:02}" for n in range(1, 11)] + [f"MH{n:02}" for n in range(1, 6)]
    everybody += ["NS01", "NS02"]
    assert [row["peserta"] for row in rows] == everybody
    assert all(row["tautan"] in row["pesan"] for row in rows)
    sheet = load_workbook(course_root / "kelas/invitations/undangan.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["C"]][1:] == [row["tautan"] for row in rows]
    messages = (course_root / "kelas/invitations/pesan.html").read_text("utf-8")
    assert messages.count("<textarea") == 17


def test_nothing_of_the_invitations_stays_when_somebody_is_forgotten(small_class: Path) -> None:
    assert run_course(small_class, "invite").returncode == 0
    assert len(list((small_class / "kelas" / "invitations").glob("*.*"))) == 4
    run_course(small_class, "forget", "U07", "--yes")
    assert [
        p.name
        for p in (small_class / "kelas" / "invitations").glob("*.*")
        if p.name != ".gitignore"
    ] == []
