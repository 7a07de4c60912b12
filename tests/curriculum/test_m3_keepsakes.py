"""Keepsakes: the catalogue a participant walks away with keeps Meta's rules, whatever was typed."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, run_course
from filled import filled, told_catalogue
from hypothesis import given
from hypothesis import strategies as st

from course import CourseError, lessons
from course.curriculum.keepsakes import write_keepsakes
from course.curriculum.m3_foto_katalog.catalogue import COLUMNS, amount, fault, faults
from course.curriculum.m3_foto_katalog.checks import price_of
from course.curriculum.m3_foto_katalog.keepsakes import write_catalogue
from course.spreadsheets import plain_cell

LESSON = "m3-foto-katalog"
PRODUCTS = {
    "p1": {"nama": "Bawang goreng toples", "harga": "Rp25.000", "isi": "150 gram",
           "keterangan": "Renyah, tanpa tepung.", "stok": "ada"},
    "p2": {"nama": "Bawang goreng pouch", "harga": "12rb", "isi": "60 gr",
           "keterangan": "Untuk dicoba dulu, ya", "stok": "habis"},
}  # fmt: skip


def submit(root: Path, code: str, products: Any, brand: str = "Bawang Contoh") -> Path:
    """Lay a submission of the catalogue exercise into ``root``."""
    item = lessons.load(REPOSITORY, LESSON).definitions["katalog-saya"].item
    value = told_catalogue(brand, *products.values())
    entry = {"value": value, "at": "2026-11-16T19:00:00+07:00", "item": item}
    answers = {"version": 1, "course": "kelas-umkm", "lesson": LESSON, "participant": code,
               "answers": {"katalog-saya": entry}}  # fmt: skip
    folder = root / "submitted" / code / LESSON
    folder.mkdir(parents=True)
    (folder / "answers.json").write_text(json.dumps(answers), "utf-8")
    return folder


def rows(root: Path, code: str) -> list[dict[str, str]]:
    text = (root / "kelas" / "keepsakes" / code / "katalog.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_command_writes_a_catalogue_that_keeps_the_rules(course_root: Path) -> None:
    submit(course_root, "U01", PRODUCTS)
    done = run_course(course_root, "keepsake", "U01")
    assert done.returncode == 0, done.stderr
    assert "kelas/keepsakes/U01/katalog.csv" in done.stdout
    assert "ganti semua alamat" in done.stdout
    found = rows(course_root, "U01")
    assert tuple(found[0]) == COLUMNS
    assert list(faults(found)) == []
    assert [row["price"] for row in found] == ["25000 IDR", "12000 IDR"]
    assert [row["availability"] for row in found] == ["in stock", "out of stock"]
    assert [row["id"] for row in found] == ["bawang-contoh-01", "bawang-contoh-02"]
    listed = (course_root / "kelas/keepsakes/U01/katalog.txt").read_text("utf-8")
    assert "*Bawang Contoh*" in listed
    assert "2. Bawang goreng pouch, Rp12.000 (habis)" in listed


def test_repeating_it_writes_the_same_bytes(course_root: Path) -> None:
    submit(course_root, "U01", PRODUCTS)
    first = {p: p.read_bytes() for p in write_keepsakes(course_root, "U01").files}
    assert {p: p.read_bytes() for p in write_keepsakes(course_root, "U01").files} == first


@pytest.mark.parametrize(
    ("change", "says"),
    [({"harga": "murah"}, "harganya tidak terbaca"), ({"harga": ""}, "harganya tidak terbaca")],
)  # fmt: skip
def test_a_product_without_a_price_is_left_out_and_named(
    course_root: Path, change: dict[str, str], says: str
) -> None:
    submit(course_root, "U01", {**PRODUCTS, "p1": {**PRODUCTS["p1"], **change}})
    written = write_keepsakes(course_root, "U01")
    assert len(rows(course_root, "U01")) == 1
    assert any(says in note for note in written.notes)


def test_a_name_in_capitals_is_written_smaller(course_root: Path) -> None:
    submit(course_root, "U01", {"p1": {**PRODUCTS["p1"], "nama": "BAWANG GORENG 100 G"}})
    write_keepsakes(course_root, "U01")
    assert rows(course_root, "U01")[0]["title"] == "Bawang goreng 100 g"


def kept(
    name: str, about: str, brand: str = "Dapur Ceria", isi: str = ""
) -> tuple[list[dict[str, str]], list[str]]:
    """Return the rows of a catalogue of one product, and the notes."""
    product = {"nama": name, "harga": "20000", "keterangan": about, "isi": isi}
    answers = {"katalog-saya": told_catalogue(brand, product)}
    files = write_catalogue(filled(LESSON, answers))
    text = files.contents.get("katalog.csv", b"").decode()
    return list(csv.DictReader(io.StringIO(text))), files.notes


@pytest.mark.parametrize(
    ("about", "written"),
    [
        ("ABON SAPI ASLI TANPA PENGAWET PALING ENAK", "Abon sapi asli tanpa pengawet paling enak"),
        ("ABON SAPI! RENYAH SEKALI. ISI 250 GR", "Abon sapi! Renyah sekali. Isi 250 gr"),
        ("SUDAH PIRT DAN BPOM, HALAL MUI", "Sudah PIRT dan BPOM, halal MUI"),
        ("ABON SAPI ASLI TANPA PENGAWET, ENAK bgt", "Abon sapi asli tanpa pengawet, enak bgt"),
        ("tanpa pengawet. tahan 3 bulan", "Tanpa pengawet. Tahan 3 bulan"),
        ("Renyah!!! Enak???? Murah...", "Renyah! Enak? Murah"),
        ("Gurih sekali !! Renyah , murah . . .", "Gurih sekali! Renyah, murah"),
        ("Gurih ✨🔥 dan ░ pedas ★", "Gurih dan pedas"),
        ("Gurih. Pesan: WA 0812-3456-7890 ya", "Gurih. Ya"),
        ("Gurih, hubungi +62 812 3456 7890", "Gurih"),
        ("Gurih. Email: toko@contoh.example", "Gurih"),
        ("Gurih, lihat https://wa.me/6281234567890?text=Halo", "Gurih"),
        ("Gurih. Cek www.toko-saya.co.id/abon atau bit.ly/abonku", "Gurih"),
        ("Gurih. Kunjungi www.toko-kami.biz/abon ya", "Gurih. Ya"),
        ("Gurih, order di shopee.co.id/dapurceria", "Gurih"),
        ("Gurih &amp; pedas &lt;b&gt;sekali&lt;/b&gt;", "Gurih & pedas sekali"),
        ("Gurih &amp;lt;b&amp;gt;sekali", "Gurih sekali"),
        (
            "Isi 250 gr, tahan 6-8 minggu, 100.000 sudah laku",
            "Isi 250 gr, tahan 6-8 minggu, 100.000 sudah laku",
        ),
        ("Ukuran 10.5 x 20 cm. Bahan katun", "Ukuran 10.5 x 20 cm. Bahan katun"),
    ],
)
def test_a_description_keeps_meta_s_rules(about: str, written: str) -> None:
    (row,), _ = kept("Abon", about)
    assert row["description"] == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("ABON SAPI 250 GR", "Abon sapi 250 gr"),
        ("ABON SAPI asli", "Abon sapi asli"),
        ("abon sapi ★ PROMO!!!", "Abon sapi promo"),
        ("Abon sapi 🔥🔥", "Abon sapi"),
        ("Abon WA 081234567890", "Abon"),
        ("Abon www.toko.example", "Abon"),
        ("Teh PIRT", "Teh PIRT"),
        ("TAS", "TAS"),
    ],
)
def test_a_title_keeps_meta_s_rules(name: str, written: str) -> None:
    (row,), _ = kept(name, "Gurih dan renyah")
    assert row["title"] == written


def test_what_was_taken_out_is_said_and_a_description_is_not_the_title() -> None:
    (row,), notes = kept("Abon", "0812 3456 7890")
    assert row["description"] == "Abon dari Dapur Ceria"
    assert any("nomor telepon, email, dan tautan" in note for note in notes)
    (row,), _ = kept("Abon", "abon")
    assert row["description"] != row["title"]
    rows_made, notes = kept("🔥🔥", "Gurih")
    assert rows_made == []
    assert any("p1" in note or "namanya" in note for note in notes)


PIECES = st.sampled_from(["ABON", "sapi", "0812-3456-7890", "https://a.example/x", "🔥", "!!!", "a@b.example", "250 GR", ".", "&lt;i&gt;", "wa.me/62", "<b>", "PIRT"])  # fmt: skip


@given(st.lists(PIECES, max_size=8), st.lists(PIECES, min_size=1, max_size=8))
def test_no_text_breaks_meta_s_rules(name: list[str], about: list[str]) -> None:
    made, _ = kept(" ".join(name), " ".join(about))
    for row in made:
        assert list(faults([row])) == []
        assert row["title"].casefold() != row["description"].casefold()
        for column in ("title", "description"):
            text = row[column]
            assert not re.search(
                r"https?:|www\.|wa\.me|@\w|\d{4}-\d{4}|[!?.]{2}|🔥|[<>]|&\w+;", text
            ), text
            big = [
                word
                for word in text.split()
                if word.isalpha() and word.isupper() and word != "PIRT"
            ]
            assert len(big) < 2 or any(c.islower() for c in text), text


EVIL = ['=HYPERLINK("http://x.example")', "+62 812", "-1+1|cmd", "@SUM(A1)", "\t=1", "<script>x</script>",
        "• - = bawang", 'a,b;"c"\nd', "😀" * 40]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_becomes_a_formula_or_markup(course_root: Path, evil: str) -> None:
    nasty = {
        "nama": f"{evil} bawang",
        "harga": "25rb",
        "isi": evil,
        "keterangan": evil,
        "stok": "ada",
    }
    submit(course_root, "U01", {**PRODUCTS, "p1": nasty}, evil[:50])
    write_keepsakes(course_root, "U01")
    for row in rows(course_root, "U01"):
        for column, value in row.items():
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), column
            assert "<" not in value
    assert list(faults(rows(course_root, "U01"))) == []


@given(st.text(max_size=30))
def test_a_plain_cell_never_begins_like_a_formula(text: str) -> None:
    cell = plain_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.endswith(text)


@pytest.mark.parametrize("code", ["../U01", "U01/../..", "", "u01", "U1", "Wulan"])
def test_an_impossible_code_is_refused(course_root: Path, code: str) -> None:
    with pytest.raises(CourseError, match="kode peserta"):
        write_keepsakes(course_root, code)
    assert not (course_root / "kelas" / "keepsakes").exists()


def test_nothing_to_write_says_what_is_missing(course_root: Path) -> None:
    with pytest.raises(CourseError, match="katalog-saya"):
        write_keepsakes(course_root, "U07")
    submit(course_root, "U08", {"p1": {"nama": "Bawang", "harga": "tanya"}})
    with pytest.raises(CourseError, match="harganya tidak terbaca"):
        write_keepsakes(course_root, "U08")
    done = run_course(course_root, "keepsake", "U07")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_answer_to_an_older_version_is_not_used(course_root: Path) -> None:
    folder = submit(course_root, "U01", PRODUCTS)
    path = folder / "answers.json"
    answers = json.loads(path.read_text("utf-8"))
    answers["answers"]["katalog-saya"]["item"] = "000000"
    path.write_text(json.dumps(answers), "utf-8")
    with pytest.raises(CourseError, match="belum ada jawaban"):
        write_keepsakes(course_root, "U01")


def test_photos_go_along_under_the_names_the_lesson_teaches(course_root: Path) -> None:
    folder = submit(course_root, "U01", PRODUCTS)
    path = folder / "answers.json"
    answers = json.loads(path.read_text("utf-8"))
    item = lessons.load(REPOSITORY, LESSON).definitions["foto-produk"].item
    value = {"utama": "photos/foto-produk-utama.jpg", "rincian": "photos/foto-produk-rincian.jpg"}
    answers["answers"]["foto-produk"] = {
        "value": value,
        "at": "2026-11-15T10:00:00+07:00",
        "item": item,
    }
    path.write_text(json.dumps(answers), "utf-8")
    (folder / "photos").mkdir()
    (folder / "photos/foto-produk-utama.jpg").write_bytes(b"\xff\xd8\xff utama")
    (folder / "photos/foto-produk-rincian.jpg").symlink_to("/etc/hostname")
    names = {p.name for p in write_keepsakes(course_root, "U01").files}
    assert names == {"katalog.csv", "katalog.txt", "bawang-contoh_01.jpg"}


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [("id", ["KP-100", "1"], ["", " ", "x" * 101]),
     ("title", ["Keripik", "A4", "Tas MAMA"], ["KERIPIK PISANG", "<b>Keripik</b>", "x" * 201]),
     ("description", ["100 g & renyah"], ["", "<p>renyah", "a &amp; b", "x" * 10_000]),
     ("availability", ["in stock", "In Stock", "available for order"], ["ada", "instock", "tersedia"]),
     ("condition", ["new", "used"], ["baru", "second"]),
     ("price", ["15000 IDR", "15000.50 idr"], ["Rp15.000", "15.000,- IDR", "15000", "15000IDR", "0 IDR", "-5 IDR"]),
     ("link", ["https://contoh.example/a", "http://contoh.example"], ["contoh.example/a", "https://contoh .example", "https://contoh", "ftp://x.example"]),
     ("brand", ["Mawar"], ["", "x" * 101])],
)  # fmt: skip
def test_the_catalogue_s_rules(column: str, good: list[str], bad: list[str]) -> None:
    assert [value for value in good if fault(column, value)] == []
    assert [value for value in bad if not fault(column, value)] == []


def test_double_codes_are_found() -> None:
    row = {"id": "A1", "title": "Tas", "description": "Tas rajut", "availability": "in stock",
           "condition": "new", "price": "1000 IDR", "link": "https://a.example", "image_link": "https://a.example",
           "brand": "Contoh"}  # fmt: skip
    assert list(faults([row, dict(row)])) == [(1, "id", "kode dipakai dua kali")]


@given(st.text(max_size=60))
def test_any_typed_price_is_either_none_or_valid(typed: str) -> None:
    price = price_of(typed)
    assert price == "" or amount(price) >= 100


def test_a_participant_of_the_example_class_takes_every_file_home(demo_copy: Path) -> None:
    done = run_course(demo_copy, "keepsake", "U10")
    assert done.returncode == 0, done.stderr
    folder = demo_copy / "kelas" / "keepsakes" / "U10"
    assert {path.name for path in folder.iterdir() if path.suffix != ".jpg"} == {
        "katalog.csv", "katalog.txt", "kalender-posting.ics", "kalender-posting.html", "buku-kas.xlsx",
        "rencana-kerja.html", "lembar-harga.xlsx", "listing.txt", "listing.pdf", "kartu-toko.txt",
    }  # fmt: skip
    assert all(path.stat().st_size for path in folder.iterdir())
    # Who did two sittings of lesson 4: the card of the shop and the cash book.
    assert run_course(demo_copy, "keepsake", "U02").stdout.count("✓") == 2


def test_one_lesson_half_done_does_not_keep_the_others_from_coming(demo_copy: Path) -> None:
    written = write_keepsakes(demo_copy, "U03")
    assert "lembar-harga.xlsx" not in {path.name for path in written.files}
    assert "listing.pdf" in {path.name for path in written.files}
    assert any("1 postingan tidak ikut di kalender" in note for note in written.notes)
