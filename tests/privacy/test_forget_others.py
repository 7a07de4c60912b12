"""``course forget`` takes what is known to be somebody's, and names the rest."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import run_course
from openpyxl import Workbook, load_workbook
from private_class import answers, block, everything, new_class, write

from course.privacy.lists import drop, is_about
from course.spreadsheets import read_cells

MAWAR = "U07,MH04,,2026-10-29,Mawar,0812-3456-7890,mawar@contoh.example"
OTHER = "U08,MH04,,2026-10-29,Melati Jingga,0813-1111-2222,"
THIRD = "U09,MH05,,2026-10-29,Dewi Kenanga,,"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_class(tmp_path / "kelas", MAWAR, OTHER, THIRD)


def theirs(name: str) -> bool:
    """Whether a file of these classes is U07's by its place, or a list in which they stand."""
    lists = {"kelas/roster.csv", "kelas/inbox/kept/decisions.csv"}
    return "/U07/" in name or name in lists


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("submitted/U08/pretest/answers.json", answers("U08", "Kue mawar, wangi seperti Mawar asli")),
        ("feedback/U08/pretest/pretest.html", b"<p>Toko Mawar di Jalan Mawar</p>"),
        ("autograded/U08/pretest/pretest.ipynb", b'{"cells": ["roti Mawar, U07"]}'),
        ("submitted/U09/pretest/answers.json", answers("U09", "Nonton Timnas U07 sambil jualan")),
        ("kelas/inbox/pretest_U08_2026-11-02.txt", answers("U08", "Sirup Mawar merah, 12 botol")),
        ("kelas/catatan rapat.txt", b"Mawar datang terlambat. U07 perlu modal."),
        ("kelas/inbox/kept/U08/pretest/0b.json", answers("U08", "Bu Mawar yang mengajari saya")),
    ],
)  # fmt: skip
def test_what_others_wrote_stays_and_is_named(root: Path, name: str, content: bytes) -> None:
    write(root, name, content)
    before = everything(root)
    done = run_course(root, "forget", "U07", "--yes")
    after = everything(root)
    assert {n: d for n, d in before.items() if not theirs(n)} == {
        n: d for n, d in after.items() if not theirs(n)
    }
    assert not any("/U07/" in n for n in after)
    assert done.returncode == 1
    assert any(name in line for line in done.stdout.splitlines() if line.startswith("!"))


def test_a_name_that_the_lessons_use_is_no_trace(tmp_path: Path) -> None:
    row = "U07,MH04,,2026-10-29,Dewi,,"
    root = new_class(tmp_path / "kelas", row, OTHER)
    write(root, "source/pretest/pretest.ipynb", '{"cells": ["Bu Dewi menjual donat"]}')
    write(root, "autograded/U08/pretest/pretest.ipynb", '{"cells": ["Bu Dewi menjual donat"]}')
    write(root, "feedback/U08/pretest/pretest.html", "<p>Balas pesan Bu Dewi</p>")
    done = run_course(root, "forget", "U07", "--yes")
    assert (done.returncode, "!" in done.stdout) == (0, False), done.stdout


def sheet(*rows: list[object]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def test_places_of_cells_and_packed_bytes_are_no_traces(tmp_path: Path) -> None:
    """Columns U, W and X of forty rows are full of cells called like participants."""
    root = new_class(tmp_path / "kelas", "U10,MH04,,2026-10-29,Nira Lontar,,", OTHER)
    rows = [[f"r{row}c{column}" for column in range(30)] for row in range(40)]
    write(root, "kelas/rencana.xlsx", sheet(*rows, ["=U10*2", "=SUM(W12:X20)"]))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("gambar.bin", b"\x00\x11U10\xb2\x00")
    write(root, "kelas/surat.docx", packed.getvalue())
    write(root, "kelas/foto.jpg", b"\xff\xd8\xff\xe0 U10 \xff\xd9")
    done = run_course(root, "forget", "U10", "--yes")
    assert (done.returncode, "!" in done.stdout) == (0, False), done.stdout


@pytest.mark.parametrize("said", ["U07", "Mawar", "0812 3456 7890"])
def test_what_a_sheet_or_a_letter_says_is_found(root: Path, said: str) -> None:
    write(root, "kelas/rencana.xlsx", sheet(["siapa", "apa"], [said, "modal"]))
    letter = io.BytesIO()
    with zipfile.ZipFile(letter, "w", zipfile.ZIP_DEFLATED) as archive:
        half = f"<w:r><w:t>{said[:2]}</w:t></w:r><w:r><w:t>{said[2:]}</w:t></w:r>"
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:p>Untuk {half} dan lain</w:p>")
    write(root, "kelas/surat.docx", letter.getvalue())
    done = run_course(root, "forget", "U07", "--yes")
    assert done.returncode == 1
    for name in ("kelas/rencana.xlsx", "kelas/surat.docx"):
        assert f"! {name}: menyebut U07" in done.stdout


OWN_FILES = {
    "kelas/reports/laporan akhir LPPM.docx": b"PK\x05\x06" + bytes(18),
    "kelas/reports/evaluation-catatan saya.csv": b"a;b\n1;2\n",
    "kelas/reports/foto kegiatan/acara.jpg": b"\xff\xd8\xff acara",
    "kelas/reports/peserta.html": b"<p>halaman saya</p>",
    "kelas/invitations/spanduk.html": b"<p>spanduk</p>",
    "kelas/zoom/daftar tamu.csv": b"nama,asal\nJoko,Brebes\n",
    "dasbor-saya.ipynb": b'{"cells": []}',
}


def test_a_lecturer_s_own_files_stay(root: Path, tmp_path: Path) -> None:
    for name, content in OWN_FILES.items():
        write(root, name, content)
    given = tmp_path / "Unduhan"
    kept = {"KTP U07.jpg": b"\xff\xd8\xff ktp", "Surat untuk U07.docx": b"PK\x05\x06" + bytes(18)}
    for name, content in kept.items():
        write(given, name, content)
    write(given, "pretest_U07_2026-11-02.txt", answers("U07", "ini punya saya sendiri ya"))
    (given / "kosong").mkdir()
    done = run_course(root, "forget", "U07", "--inbox", str(given), "--yes")
    for name, content in OWN_FILES.items():
        assert (root / name).read_bytes() == content, name
    assert everything(given) == kept
    assert (given / "kosong").is_dir()
    for name in kept:
        assert any(name in line for line in done.stdout.splitlines() if line.startswith("!"))


def test_a_photo_goes_with_the_answers_it_came_with_and_no_other(root: Path) -> None:
    inbox = root / "kelas" / "inbox"
    for code, photo in (("U07", "photos/donat.jpg"), ("U08", "photos/bersama.jpg")):
        write(inbox, f"pretest_{code}.txt", answers(code, "foto terlampir ya kak", photo=photo))
    write(inbox, "m1_U07.txt", answers("U07", "foto terlampir ya kak", photo="photos/bersama.jpg"))
    for name in ("donat", "bersama", "lain"):
        write(inbox, f"photos/{name}.jpg", b"\xff\xd8\xff " + name.encode())
    run_course(root, "forget", "U07", "--yes")
    left = {p.relative_to(inbox).as_posix() for p in inbox.rglob("*") if p.is_file()}
    assert left - {"kept/decisions.csv", "kept/U08/pretest/0a.json", "kept/U09/pretest/0a.json"} == {
        "pretest_U08.txt", "photos/bersama.jpg", "photos/lain.jpg",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["DOC-20261122-WA0007.", "pretest_U07_2026-11-02.bin", "jawaban.TXT", "kiriman"]
)
def test_an_answer_file_is_told_by_its_content(root: Path, name: str) -> None:
    path = write(root, f"kelas/inbox/{name}", answers("U07", "ini jawaban saya yang benar"))
    run_course(root, "forget", "U07", "--yes")
    assert not path.exists()


def test_lists_lose_a_row_and_no_byte_more(root: Path) -> None:
    """Quotes, line ends, separators, marks and encodings of the others' rows stay."""
    quoted = b'\xef\xbb\xbf"participant";"mentor";"name"\r\n"U07";"MH04";"Mawar"\r\n"U08";"";"Me ""M"" lati"\r\n'
    write(root, "kelas/workshop.csv", quoted)
    write(
        root, "kelas/workshop/hadir.csv", "participant,minutes,joins\nU07,60,1\n,12,1\nU08,55,2\n"
    )
    run_course(root, "forget", "U07", "--yes")
    assert (root / "kelas/workshop.csv").read_bytes() == quoted.replace(
        b'"U07";"MH04";"Mawar"\r\n', b""
    )
    assert (
        root / "kelas/workshop/hadir.csv"
    ).read_text() == "participant,minutes,joins\n,12,1\nU08,55,2\n"
    assert "U07" not in (root / "kelas/inbox/kept/decisions.csv").read_text()
    assert (root / "kelas/inbox/kept/decisions.csv").read_text().count("\n") == 3


def test_bytes_of_another_encoding_stay(tmp_path: Path) -> None:
    ansi = b"mentor,whatsapp,catatan\r\nMH04,0812,caf\xe9\r\nMH05,0813,\r\n"
    path = write(tmp_path, "mentors.csv", ansi)
    assert drop(path, is_about("MH05")) == ansi.replace(b"MH05,0813,\r\n", b"")
    wide = "mentor\twhatsapp\nMH04\t0812\nMH05\t0813\n".encode("utf-16")
    path = write(tmp_path, "unicode.csv", wide)
    left = drop(path, is_about("MH05"))
    assert left is not None
    assert left.decode("utf-16") == "mentor\twhatsapp\nMH04\t0812\n"
    assert drop(path, is_about("MH06")) is None


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "cp1252", "cp850", "utf-8-sig"])
@pytest.mark.parametrize("head", ["participant;mentor;name", "Kode Peserta;Pendamping;Nama"])
def test_a_roster_as_a_program_saves_it_loses_the_row(root: Path, coding: str, head: str) -> None:
    rows = [head, "U 07;MH04;Mawar", "U08;MH04;Andr\u00e9"]
    path = write(root, "kelas/roster.csv", "\r\n".join(rows).encode(coding))
    done = run_course(root, "forget", "U07", "--yes")
    assert done.returncode in {0, 1}, done.stderr
    assert path.read_bytes() == "\r\n".join([rows[0], rows[2]]).encode(coding)
    assert not (root / "submitted/U07").exists()


@pytest.mark.parametrize(
    "title", ["Peserta", "Pendamping", "Daftar,Dosen,2026", ",Narasumber,Peserta,"]
)
def test_a_title_above_a_list_is_not_taken_for_its_columns(root: Path, title: str) -> None:
    """Collecting finds the line that knows the most columns; so does forgetting."""
    lines = [
        f"{title}\n", "Nama,WA,Kode peserta,Kode pendamping,Persetujuan\n",
        "Mawar,0812-3456-7890,U07,MH04,2026-10-29\n", "Melati,0813-1111-2222,U08,MH04,2026-10-29\n",
    ]  # fmt: skip
    path = write(root, "kelas/roster.csv", "".join(lines))
    write(root, "kelas/inbox/catatan.txt", "Telepon 081234567890 besok")
    done = run_course(root, "forget", "U07", "--yes")
    assert path.read_text("utf-8") == "".join([*lines[:2], lines[3]])
    assert "! kelas/inbox/catatan.txt: menyebut U07" in done.stdout


def test_an_excel_roster_loses_the_row_on_every_sheet(root: Path) -> None:
    book, content = Workbook(), io.BytesIO()
    people = book.active
    people.title = "peserta"
    for row in (
        ["participant", "mentor", "name"],
        ["u7", "MH04", "Mawar"],
        ["U08", "MH04", "Melati"],
    ):
        people.append(row)
    mentors = book.create_sheet("pendamping")
    for row in (["mentor", "whatsapp"], ["MH04", "0812"], ["MH05", "0813"]):
        mentors.append(row)
    own = book.create_sheet("catatan saya")
    own.append(["apa saja", "=1+1"])
    book.save(content)
    path = write(root, "kelas/roster.xlsx", content.getvalue())
    (root / "kelas/roster.csv").unlink()
    run_course(root, "forget", "U07", "--yes")
    left = load_workbook(path)
    assert [list(page.values) for page in left.worksheets] == [
        [("participant", "mentor", "name"), ("U08", "MH04", "Melati")],
        [("mentor", "whatsapp"), ("MH04", "0812"), ("MH05", "0813")],
        [("apa saja", "=1+1")],
    ]


ZOOM = (
    "Nama (nama asli),Email pengguna,Durasi (menit)\n"
    "Mawar,,60\nMawar Indah,,61\niPhone,a@contoh.example,62\niPhone,b@contoh.example,63\n"
    "U07 Bu Mawar,,64\nMelati Jingga,,65\n"
)


HEAD = "nama_zoom,email,menit,usulan,nama_daftar,yakin,alasan,benar"
MATCHES = [
    "Mawar Indah,,61,U07,Mawar,ragu,nama agak mirip,",
    "iPhone,a@contoh.example,62,,,,,U07",
    "iPhone,b@contoh.example,63,,,,,U08",
    "Melati Jingga,,65,U08,Melati Jingga,kuat,nama mirip; mungkin juga U07,ya",
]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_of_zoom_are_theirs_by_the_sheet_a_person_confirmed(root: Path, kind: str) -> None:
    def laid(name: str, lines: list[str]) -> Path:
        rows: list[list[object]] = [list(line.split(",")) for line in lines]
        text = "\n".join(lines) + "\n"
        return write(root, f"kelas/zoom/{name}.{kind}", sheet(*rows) if kind == "xlsx" else text)

    def lines_in(path: Path) -> list[str]:
        return [",".join(line).rstrip(",") for line in read_cells(path, "tabel").lines]

    report, matches = laid("participants_1", ZOOM.splitlines()), laid("cocokkan", [HEAD, *MATCHES])
    aside = laid("lama-1-cocokkan", [HEAD, MATCHES[1], MATCHES[2]])
    run_course(root, "forget", "U07", "--yes")
    assert lines_in(report)[1:] == [
        "Mawar Indah,,61",
        "iPhone,b@contoh.example,63",
        "Melati Jingga,,65",
    ]
    assert lines_in(matches) == [
        HEAD, "Mawar Indah,,61,,,ragu,nama agak mirip", MATCHES[2], MATCHES[3].replace("U07", ""),
    ]  # fmt: skip
    assert lines_in(aside) == [HEAD, MATCHES[2]]


def test_a_mentor_s_row_and_number_go_and_the_partners_sheets_stay(root: Path) -> None:
    write(
        root, "kelas/mentors.csv", "mentor,whatsapp,token\nMH03,0812-9999-8888,abcd\nMH04,0811,\n"
    )
    write(root, "submitted/MH03/pendampingan/answers.json", answers("MH03", "saya belajar", by=""))
    sheet_of = answers("U08", "mitra rajin mencatat", by="MH03", lesson="pengamatan")
    write(root, "submitted/U08/pengamatan/answers.json", sheet_of)
    chat = "09/11/26 08.02 - +62 812-9999-8888: Pagi semua\n09/11/26 08.03 - Tika: Pagi\n"
    write(root, "kelas/inbox/grup.txt", chat)
    done = run_course(root, "forget", "MH03", "--yes")
    assert done.returncode == 0, done.stdout
    assert (root / "kelas/mentors.csv").read_text() == "mentor,whatsapp,token\nMH04,0811,\n"
    assert not (root / "submitted/MH03").exists()
    assert (root / "submitted/U08/pengamatan/answers.json").read_bytes() == sheet_of
    left = (root / "kelas/inbox/grup.txt").read_text("utf-8")
    assert ("9999" in left, left.count("\n"), "Tika: Pagi" in left) == (False, 2, True)


@pytest.mark.parametrize(
    ("name", "code"), [("speakers", "NS01"), ("lecturers", "D01"), ("mentors", "MH09")]
)
def test_speakers_and_lecturers_leave_their_lists(root: Path, name: str, code: str) -> None:
    head = name.removesuffix("s")
    path = write(root, f"kelas/{name}.csv", f"{head},token\n{code},abcd\nX99,efgh\n")
    assert run_course(root, "forget", code, "--yes").returncode == 0
    assert path.read_text() == f"{head},token\nX99,efgh\n"


def test_a_message_alone_is_deleted_and_a_note_beside_it_is_not(root: Path) -> None:
    alone = write(root, "kelas/inbox/pesan.txt", block("U07") + "\n")
    noted = write(root, "kelas/inbox/catatan.txt", f"Pak Joko: besok libur\n{block('U07')}\n")
    run_course(root, "forget", "U07", "--yes")
    assert not alone.exists()
    assert noted.read_text("utf-8") == "Pak Joko: besok libur\n[dihapus]\n"
