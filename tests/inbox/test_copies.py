"""A file is told by what is in it, whatever it is called; nobody is told to delete good answers."""

from __future__ import annotations

import ast
import base64
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, new_course
from messages_out import encode
from PIL import Image
from test_costs import fill

from course import lessons
from course.inbox.collect import Collected, collect
from course.people.roster import Participant

pytestmark = pytest.mark.xdist_group("copies")
ROSTER = {f"U{n:02}": Participant(f"U{n:02}", "MH01", "p6vw") for n in range(1, 9)}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("copies") / "kelas")
    (root / "release" / "pretest").mkdir()
    source = root / "source" / "pretest" / "pretest.ipynb"
    (root / "release" / "pretest" / source.name).write_bytes(source.read_bytes())
    return root


@pytest.fixture
def box(root: Path, tmp_path: Path) -> Path:
    for path in [*(root / "submitted").rglob("*"), *(root / "kelas" / "inbox").rglob("*")]:
        if path.is_file():
            path.unlink()
    folder = tmp_path / "Unduhan"
    folder.mkdir()
    return folder


def answers(root: Path, code: str = "U01") -> dict[str, Any]:
    item = lessons.load(root, "pretest").definitions["tujuan"].item
    entry = {"value": {"jawaban": "temukan"}, "at": "2026-11-02T13:05:00+07:00", "item": item}
    head = {"version": 1, "course": "kelas-umkm", "lesson": "pretest", "participant": code}
    return {**head, "token": "p6vw", "answers": {"tujuan": entry}}


def message(root: Path) -> str:
    return encode(answers(root), "Tes awal", datetime(2026, 11, 2, 14, tzinfo=UTC), "p")[0]


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def run(root: Path, box: Path) -> Collected:
    return collect(root, box, ROSTER)


STEM = "pretest_U01_2026-11-02"
NAMES = [
    f"{STEM} (1).txt", f"{STEM} 2.txt", f"{STEM}-1.txt", f"{STEM}_1.txt", f"{STEM} - Copy.txt", f"{STEM} - Salin.txt", f"{STEM}.TXT",
    f"{STEM}.txt.txt", f"{STEM}.json.txt", f"{STEM}.txt (1)", f"{STEM}.bin", f"{STEM}.doc", f"{STEM}.docx", STEM, f"{STEM}.txt.crdownload",
    f"Salinan dari {STEM}.txt", "DOC-20261103-WA0005.txt", "DOC-20261103-WA0005.", "DOC-20261103-WA0005", "DOC-20261103-WA0005.bin",
    f"{STEM}.html", f"{STEM}.htm", f"{STEM}.eml", f"{STEM}.csv", f"{STEM}.pdf", f"{STEM}.zip", f"{STEM}.xlsx", f"{STEM}.rar", f"{STEM}.part",
    f"{STEM}.md", f"{STEM}.xml", f"{STEM}.jpg", f"{STEM}.dat", f"{STEM}.txt~", f"{STEM}.tmp", f".{STEM}.txt", f"{STEM}.7z",
]  # fmt: skip


@pytest.mark.parametrize("where", ["folder", "zip"])
@pytest.mark.parametrize("name", NAMES)
def test_answers_are_known_by_their_content(root: Path, box: Path, name: str, where: str) -> None:
    data = json.dumps(answers(root)).encode()
    if where == "zip" and name.endswith(".jpg"):
        pytest.skip("a picture's name in an archive is believed")
    (box / ("kiriman.zip" if where == "zip" else name)).write_bytes(
        zipped({name: data}) if where == "zip" else data
    )
    result = run(root, box)
    assert (len(result.accepted), result.refused) == (1, [])


@pytest.mark.parametrize(
    "name", ["DOC-20261103-WA0005", "pesan.bin", "pesan.doc", "pesan.html", "pesan.rtf"]
)
def test_messages_and_chats_are_known_by_their_content(root: Path, box: Path, name: str) -> None:
    (box / name).write_text(
        f"22/11/26 13.05 - Bu Ani: pagi\n22/11/26 13.05 - Bu Ani: {message(root)}"
    )
    result = run(root, box)
    assert (len(result.accepted), result.refused) == (1, [])


@pytest.mark.parametrize(
    "name", ["Chat WhatsApp dengan Kelas", "chat.bin", "_chat.txt (1)", "messages.html"]
)
def test_a_private_chat_stays_where_it_lies_whatever_it_is_called(root: Path, name: str) -> None:
    inbox = root / "kelas" / "inbox"
    text = "22/11/26 13.05 - Bu Ani: pagi\n22/11/26 13.05 - Bu Ani: sudah\n"
    (inbox / name).write_text(
        text if name != "messages.html" else '<div class="message default clearfix">pagi'
    )
    result = run(root, inbox)
    (inbox / name).unlink()
    assert (result.refused, len(result.notes)) == ([], 1)
    assert "tidak berisi jawaban" in result.notes[0]


def test_a_zip_under_another_name_is_opened(root: Path, box: Path) -> None:
    for code, name in zip(
        ("U01", "U02", "U03", "U04"), ("a.zip (1)", "a.bin", "a", "a.zip.txt"), strict=True
    ):
        (box / name).write_bytes(zipped({"x.txt": json.dumps(answers(root, code)).encode()}))
    inner = zipped({"b.bin": zipped({"x": json.dumps(answers(root, "U05")).encode()})})
    (box / "b.zip").write_bytes(inner)
    result = run(root, box)
    assert (len(result.accepted), result.refused) == (5, [])


def test_answers_beside_answers_are_not_taken_for_what_came_with_them(
    root: Path, box: Path
) -> None:
    for code, name in (
        ("U01", "answers.json"),
        ("U02", "answers.json.bin"),
        ("U03", "Answers (1)"),
    ):
        (box / name).write_text(json.dumps(answers(root, code)))
    (box / "data.csv").write_text("a;b")
    result = run(root, box)
    assert (len(result.accepted), result.refused) == (3, [])
    assert result.notes == ["1 gambar, suara, dan berkas lain diabaikan."]


def mail(data: bytes) -> bytes:
    made = EmailMessage()
    made["Subject"] = "Jawaban"
    made.set_content("Ini, Bu.")
    made.add_attachment(
        data, maintype="application", subtype="octet-stream", filename="pretest.txt"
    )
    return bytes(made)


def tar(data: bytes, mode: Any) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as made:
        info = tarfile.TarInfo("pretest.txt")
        info.size = len(data)
        made.addfile(info, io.BytesIO(data))
    return out.getvalue()


def docx(text: str) -> bytes:
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:3], text[3:]))
    xml = f"<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


MAY_HOLD: dict[str, Callable[[bytes], bytes]] = {
    "kiriman.rar": lambda _: b"Rar!\x1a\x07\x01\x00" + b"\0" * 60,
    "kiriman.7z": lambda _: b"7z\xbc\xaf\x27\x1c" + b"\0" * 60,
    "kiriman.tar.gz": lambda d: tar(d, "w:gz"),
    "kiriman.tgz": lambda d: tar(d, "w:gz"),
    "kiriman.tar": lambda d: tar(d, "w"),
    "kiriman.txt.gz": gzip.compress,
    "kiriman.tar.bz2": lambda d: tar(d, "w:bz2"),
    "kiriman.tar.xz": lambda d: tar(d, "w:xz"),
    "kiriman.bin": lambda _: b"Rar!\x1a\x07\x00" + b"\0" * 60,
    "kiriman": gzip.compress,
    "kiriman.txt": gzip.compress,
    "kiriman.zip": lambda _: b"Rar!\x1a\x07\x00" + b"\0" * 60,
    "surat.eml": mail,
    "surat.txt": mail,
    "surat.mbox": lambda d: b"From a@b.c Mon Nov  2 13:05:00 2026\n" + mail(d),
    "surat.msg": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60,
    "kiriman.docx": lambda d: docx(d.decode()),
    "kiriman.odt": lambda d: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<text:p>%s</text:p>" % d}),
}  # fmt: skip


@pytest.mark.parametrize("where", ["folder", "own inbox", "zip"])
@pytest.mark.parametrize("name", MAY_HOLD)
def test_what_may_hold_answers_is_named_and_left(
    root: Path, box: Path, name: str, where: str
) -> None:
    data = MAY_HOLD[name](json.dumps(answers(root)).encode())
    place = root / "kelas" / "inbox" if where == "own inbox" else box
    path = place / ("semua.zip" if where == "zip" else name)
    path.write_bytes(zipped({name: data}) if where == "zip" else data)
    result = run(root, place)
    (line,) = result.refused
    assert "mungkin berisi jawaban" in line or "jawaban ditempel" in line, line
    assert name in line
    assert path.read_bytes(), "it stays where it lies"
    path.unlink()


def test_office_files_without_answers_need_no_line(root: Path, box: Path) -> None:
    (box / "undangan.docx").write_bytes(docx("Undangan rapat kelas-umkm tanggal 22"))
    (box / "daftar.xlsx").write_bytes(
        zipped({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<x/>"})
    )
    (box / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (box / "surat.pdf").write_bytes(b"%PDF-1.4\n%\xe2\xe3")
    result = run(root, box)
    assert result.refused == []
    assert result.notes == ["4 gambar, suara, dan berkas lain diabaikan."]


def test_what_surely_holds_none_is_named_once(root: Path, box: Path) -> None:
    (box / "program.exe").write_bytes(b"MZ\x90\0\x03")
    (box / "catatan.md").write_text("Beli gula")
    (box / "kosong.bin").write_bytes(b"")
    result = run(root, box)
    assert len(result.refused) == 3
    assert all("bukan berkas jawaban" in line for line in result.refused)


WORDS = ("hapus", "abaikan", "buang")
# What surely holds no answers: a time stamp, and the count of pictures that were left aside.
ALLOWED = {"waktunya tidak terbaca. Hapus berkas itu", "berkas lain diabaikan."}
SAID_OF_ANSWERS = ["inbox/*.py", "exercises/answers.py", "autograde/*.py"]


@pytest.mark.long
@pytest.mark.parametrize("pattern", SAID_OF_ANSWERS)
def test_no_line_tells_anybody_to_delete_what_may_be_answers(pattern: str) -> None:
    found = []
    for path in sorted((REPOSITORY / "course").glob(pattern)):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(n.body[0].value) for n in ast.walk(tree)
                if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(n.body[0], ast.Expr)}  # fmt: skip
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docs
            ):
                text = node.value
                if any(w in text.lower() for w in WORDS) and not any(a in text for a in ALLOWED):
                    found.append(f"{path.name}: {text}")
    assert found == []


def photo(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "JPEG")
    return data.getvalue()


@pytest.mark.parametrize(
    ("names", "is_found"),
    [
        (["foto-produk.jpg"], "yes"), (["foto-produk (1).jpg"], "yes"), (["foto-produk 2.jpg"], "yes"), (["Foto-Produk.JPG"], "yes"),
        (["foto-produk.jpeg"], "yes"), (["foto-produk - Copy.jpg"], "yes"), (["foto-produk (1).jpg", "foto-produk (2).jpg"], "no"),
        (["foto-produk.jpg", "foto-produk (1).jpg"], "yes"), (["foto-lain.jpg"], "no"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["folder", "zip"])
def test_a_picture_is_found_under_a_copys_name(
    root: Path,
    box: Path,
    names: list[str],
    is_found: str,
    where: str,
) -> None:
    from course.inbox.folder import arrivals

    files = {
        f"U01/photos/{name}": photo("red" if n == 0 else "blue") for n, name in enumerate(names)
    }
    files["U01/answers.json"] = b"{}"
    if where == "zip":
        (box / "a.zip").write_bytes(zipped(files))
    else:
        for name, data in files.items():
            (box / name).parent.mkdir(parents=True, exist_ok=True)
            (box / name).write_bytes(data)
    for item in arrivals(box, root):
        if getattr(item, "file", "") == "answers.json":
            data = item.beside("photos/foto-produk.jpg")
            assert (data == photo("red")) == (is_found == "yes")
            return
    pytest.fail("no answers arrived")


def test_a_long_text_of_any_suffix_is_read_quickly(root: Path, box: Path) -> None:
    for number, filler in enumerate(
        ("| ", "|{", "|<", f"|{base64.b64encode(b'x' * 30).decode()}\n")
    ):
        (box / f"{number}.bin").write_text(fill(filler))
    assert len(run(root, box).refused) == 4
