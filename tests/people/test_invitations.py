"""Invitations: nothing private reaches a server, every link and QR code says the same."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
import zxingcpp
from conftest import REPOSITORY, run_course
from PIL import Image

from course import CourseError
from course.people.invitations import invite
from course.people.roster import read_roster

SITE = "https://kelas.example/umkm"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return Path(shutil.copy(REPOSITORY / "examples" / "roster.csv", tmp_path))


def fragment(link: str) -> dict[str, str]:
    return {key: value for key, (value,) in parse_qs(urlsplit(link).fragment).items()}


def test_a_link_carries_everything_behind_the_fragment(tmp_path: Path, roster: Path) -> None:
    mentors = REPOSITORY / "examples" / "mentors.csv"
    made = invite(tmp_path, roster, SITE, mentors=mentors, class_name="Kelas Contoh & Co")
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


def test_the_qr_code_reads_as_the_link(tmp_path: Path, roster: Path) -> None:
    mentors = REPOSITORY / "examples" / "mentors.csv"
    one = invite(tmp_path, roster, SITE, mentors=mentors, class_name="Kelas Contoh")[0]
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
    again = invite(tmp_path, roster, SITE)[6]
    assert fragment(again.link) == {"p": "U07", "t": token}
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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mentor,nomor\nMH01,628\n", "mentor,whatsapp"),
        ("mentor,whatsapp\nMH01,62 0000 0000 01\nMH02,lihat buku\n", "baris 3"),
    ],
)
def test_a_wrong_list_of_numbers_is_explained_without_the_number(
    tmp_path: Path, roster: Path, text: str, says: str
) -> None:
    (tmp_path / "mentors.csv").write_text(text)
    with pytest.raises(CourseError, match=says) as caught:
        invite(tmp_path, roster, SITE, mentors=tmp_path / "mentors.csv")
    assert "lihat buku" not in str(caught.value)


def test_numbers_are_read_as_people_write_them(tmp_path: Path, roster: Path) -> None:
    (tmp_path / "m.csv").write_text("mentor,whatsapp\nMH01,0000-0000 001\nMH02,+62 000 0000.02\n")
    made = invite(tmp_path, roster, SITE, mentors=tmp_path / "m.csv")
    assert [fragment(one.link).get("m") for one in made[::2]][:2] == [
        "620000000001",
        "62000000002",
    ]


def test_the_command_writes_links_messages_and_cards(course_root: Path) -> None:
    done = run_course(course_root, "invite", "--roster", "examples/roster.csv")
    assert done.returncode == 0
    assert "15 undangan" in done.stdout
    assert "hanya jalan di komputer ini" in done.stdout
    table = (course_root / "kelas/invitations/undangan.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    everybody = [f"U{n:02}" for n in range(1, 11)] + [f"MH{n:02}" for n in range(1, 6)]
    assert [row["peserta"] for row in rows] == everybody
    assert all(row["tautan"] in row["pesan"] for row in rows)
    messages = (course_root / "kelas/invitations/pesan.html").read_text("utf-8")
    assert messages.count("<textarea") == 15
