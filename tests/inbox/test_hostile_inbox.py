"""A corpus of hostile and damaged kinds of arrivals: each is named, none stops the good ones."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import damaged_photos
import pytest
from conftest import REPOSITORY, new_course, run_course
from hypothesis import given, settings
from hypothesis import strategies as st
from messages_out import encode
from PIL import ExifTags, Image

from course import lessons
from course.inbox.arrivals import Arrival
from course.inbox.collect import Collected, collect
from course.inbox.folder import arrivals_in
from course.people.roster import Participant

pytestmark = pytest.mark.xdist_group("hostile")
SENT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
CODES = [f"U{number:02}" for number in range(1, 100)]
ROSTER = {code: Participant(code, "MH04", "p6vw") for code in CODES}
PRETEST = "release/pretest/pretest.ipynb"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with two lessons for the inbox, and one that is not released."""
    root = new_course(tmp_path_factory.mktemp("hostile") / "kelas")
    source = REPOSITORY / "tests" / "exercises" / "lessons" / "all-fields" / "all-fields.ipynb"
    (root / "source" / "all-fields").mkdir()
    (root / "source" / "all-fields" / source.name).write_bytes(source.read_bytes())
    for lesson in ("pretest", "all-fields"):  # the inbox only copies the release
        (root / "release" / lesson).mkdir()
        (root / "release" / lesson / f"{lesson}.ipynb").write_bytes(
            (root / "source" / lesson / f"{lesson}.ipynb").read_bytes()
        )
    rows = [f"{p.code},{p.mentor},{p.token}\n" for p in ROSTER.values()]
    (root / "kelas" / "roster.csv").write_text("participant,mentor,token\n" + "".join(rows))
    return root


@pytest.fixture
def box(root: Path, tmp_path: Path) -> Path:
    """An empty download folder; nothing was collected before."""
    for room in ("submitted", "kelas/inbox"):
        for path in sorted((root / room).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder = tmp_path / "Unduhan"
    folder.mkdir()
    return folder


def pretest(code: str, **changes: Any) -> dict[str, Any]:
    """Answers to the test before."""
    entry = {"value": {"jawaban": "temukan"}, "at": "2026-11-02T13:05:00+07:00"}
    item = ITEMS.setdefault(
        "tujuan", lessons.load(REPOSITORY, "pretest").definitions["tujuan"].item
    )
    head = {"version": 1, "course": "kelas-umkm", "lesson": "pretest", "participant": code}
    return {**head, "token": "p6vw", "answers": {"tujuan": {**entry, "item": item}}, **changes}


ITEMS: dict[str, str] = {}


def photo(code: str, path: str = "photos/foto-produk.jpg", **changes: Any) -> dict[str, Any]:
    """Answers with a photo; an older wording, so that the value is kept as it came."""
    entry = {"value": {"produk": path}, "at": "2026-11-02T13:05:00+07:00", "item": "0ld123"}
    head = {"lesson": "all-fields", "answers": {"foto": {**entry, **changes}}}
    return pretest(code, **head)


def put(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def url(data: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(data).decode()


def zipped(**members: object) -> bytes:
    """A zip; ``__`` in a name is a slash, ``_dot_`` a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            whole = content if isinstance(content, bytes) else json.dumps(content).encode()
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), whole)
    return data.getvalue()


def member(name: str, content: object, mode: int = 0o644 | stat.S_IFREG, **info: Any) -> bytes:
    """A zip with one member of any name and kind, and a good one."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        one = zipfile.ZipInfo("x.txt")
        one.filename, one.external_attr = name, mode << 16
        for key, value in info.items():
            setattr(one, key, value)
        archive.writestr(one, content if isinstance(content, bytes) else json.dumps(content))
    return data.getvalue()


@cache
def bomb() -> bytes:
    """A zip of less than 2 MB that grows to 240 MB, and one small member with answers of U07."""
    members = {f"a{n}_dot_txt": b" " * (24 << 20) for n in range(10)}
    return zipped(**members, z_dot_txt=pretest("U07"))


def jpeg(width: int = 300, height: int = 200, **kwargs: object) -> bytes:
    data = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(data, "JPEG", **kwargs)
    return data.getvalue()


@cache
def bomb_png() -> bytes:
    """A PNG of some hundred kilobytes and 400 megapixels."""
    data = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(data, "PNG")
    return data.getvalue()


def with_photo(photo_of: bytes | str | Callable[[], bytes | str]) -> Callable[[Path, str], None]:
    """An answer file with one photo inside; what takes long to make is made when it is laid."""

    def build(box: Path, code: str) -> None:
        data = photo_of() if callable(photo_of) else photo_of
        uploads = {"photos/foto-produk.jpg": data if isinstance(data, str) else url(data)}
        put(box, f"all-fields_{code}_2026-11-02.txt", {**photo(code), "photos": uploads})

    return build


def messages(code: str, size: int = 6_500, **changes: Any) -> list[str]:
    """A pretest in several messages; the filling has an exercise of its own."""
    whole = pretest(code, **changes)
    filling = "".join(random.Random(1).choices("abcdefghijklmnop", k=size))
    whole["answers"]["isi"] = {"value": {"x": filling}, "at": "2026-11-02T13:05:00Z"}
    return encode(whole, "Tes awal", SENT, "p")


def sealed(code: str, packed: bytes, **head: str) -> str:
    """One message around any packed content."""
    data = base64.b64encode(packed, b"-!").decode().rstrip("=")
    sums = f"{head.get('sending') or f'{zlib.crc32(packed):08x}'}/{zlib.crc32(data.encode()):08x}"
    which = f"{head.get('lesson', 'pretest')}/{head.get('part', '1-1')}/{head.get('packing', 'z')}"
    return f"KU1/{code}/{which}/{sums}/{data}/KU"


def text(make: Callable[[str], object], name: str = "{}.txt") -> Callable[[Path, str], None]:
    """A file whose content ``make`` gives for a participant."""

    def build(box: Path, code: str) -> None:
        content = make(code)
        whole = content.encode() if isinstance(content, str) else content
        put(box, name.format(code), whole)

    return build


def linked(target: str, name: str = "{}.txt") -> Callable[[Path, str], None]:
    def build(box: Path, code: str) -> None:
        put(box.parent, f"rahasia/{code}.json", pretest(code))
        (box / name.format(code)).symlink_to(target.format(box=box, code=code))

    return build


def named(name: bytes, content: Callable[[str], object]) -> Callable[[Path, str], None]:
    """A file with a name in bytes."""

    def build(box: Path, code: str) -> None:
        path = os.fsencode(box) + b"/" + name
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(json.dumps(content(code)).encode())

    return build


def deep_folder(box: Path, code: str) -> None:
    put(box, "/".join([f"dalam-{code}", *("x" * 40)]) + f"/{code}.txt", pretest(code))


def huge(box: Path, code: str) -> None:
    with (box / f"{code}.json").open("wb") as file:
        file.write(json.dumps(pretest(code)).encode())
        file.truncate(50 * 1024 * 1024)


def folder_as_file(box: Path, code: str) -> None:
    (box / f"{code}.txt").mkdir()


def pipe(box: Path, code: str) -> None:
    os.mkfifo(box / f"{code}.txt")


def scans() -> bytes:
    data = jpeg(64, 64, progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * 200 + data[-2:]


def in_message(code: str) -> str:
    return "\n".join(messages(code))


def grown(code: str) -> object:
    """Less than 256 KB that needs far more when it is written with one value a line."""
    nested = json.loads("[" * 150 + ",".join("1" * 400) + "]" * 150)
    return photo(code, "x", value={"produk": None, "lain": [nested] * 20})


def damaged_member(code: str) -> bytes:
    data = bytearray(member(f"{code}.txt", pretest(code)))
    data[data.index(b"temukan")] ^= 1
    return bytes(data)


def encrypted(code: str) -> bytes:
    data = bytearray(member(f"{code}.txt", pretest(code)))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    return bytes(data)


def long_list(code: str) -> bytes:
    """Says that its list of members is 3 GB long."""
    data = bytearray(zipped(**{f"{code}_dot_txt": b"x"}))
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 16] = (3_000_000_000).to_bytes(4, "little")
    return bytes(data)


def many_unknown(code: str) -> object:
    entry = {"value": {}, "at": "2026-11-02T13:05:00Z"}
    whole = pretest(code)
    whole["answers"] |= {f"karangan-{n}": entry for n in range(2_000)}
    return whole


def strangers(code: str) -> str:
    return "\n".join(f"KU1/Z{n:04}/pretest/1-2/z/{n:08x}/00000000/AAAA/KU" for n in range(500))


def without_media(code: str) -> str:
    return (
        f"02/11/26 13.05 - Kak Contoh: \u200epretest_{code}_2026-11-02.txt (file terlampir)\n"
        f"02/11/26 13.06 - +62 812-0000-0000: sudah ya\n"
    )


@dataclass(frozen=True)
class Case:
    """One kind of arrival."""

    id: str
    build: Callable[[Path, str], None]
    says: str
    """What one of the lines says, a pattern."""
    code: str = ""


def zips(make: Callable[[str], bytes]) -> Callable[[Path, str], None]:
    return text(make, "{}.zip")


CASES = [
    Case("empty file", text(lambda _: b""), "bukan berkas jawaban Kelas UMKM"),
    Case("only NUL", text(lambda _: b"\0" * 500), "bukan berkas jawaban"),
    Case("NUL inside", text(lambda c: json.dumps(pretest(c)).encode().replace(b"temukan", b"te\0mu")), "isi rusak"),
    Case("no UTF-8", text(lambda c: json.dumps(pretest(c)).encode().replace(b"temukan", b"te\xff\xfe")), "isi rusak"),
    Case("half a file", text(lambda c: json.dumps(pretest(c)).encode()[:150], "pretest_{}_2026-11-02.txt"), r"isi rusak.*Menurut namanya dari U\d\d; pendamping: MH04"),
    Case("a list", text(lambda _: b"[1, 2]"), "bukan berkas jawaban"),
    Case("50 MB", huge, r"terlalu besar \(50 MB, paling besar 24 MB\)"),
    Case("1 MB of answers", text(lambda c: pretest(c, by="x" * 1_000_000)), "terlalu besar"),
    Case("nested 10,000 deep", text(lambda c: json.dumps(pretest(c)).replace('"temukan"', "[" * 10_000 + "]" * 10_000)), "isi rusak"),
    Case("grows when written", text(grown), "terlalu panjang"),
    Case("a number of 10,000 digits", text(lambda c: json.dumps(pretest(c)).replace('"temukan"', "9" * 10_000)), "isi rusak"),
    Case("not a number", text(lambda c: json.dumps(pretest(c)).replace('"temukan"', "NaN")), "isi rusak"),
    Case("2,000 unknown exercises", text(many_unknown), r"diterima sebagian.*; dan 1995 lagi\.$"),
    Case("an exercise with tricks in its name", text(lambda c: pretest(c, answers={**pretest(c)["answers"], "\u202e\x1b[2J\n" + "x" * 999: {"value": {}, "at": "2026-11-02T13:05:00Z"}})), r"diterima sebagian\. soal '\\u202e"),
    Case("wrong token", text(lambda c: pretest(c, token="k7pm")), "tanda pengenal tidak cocok"),
    Case("another course", text(lambda c: pretest(c, course="kelas-lain")), "bukan jawaban Kelas UMKM"),
    Case("nobody's code", text(lambda _: pretest("Z9999")), "peserta Z9999 tidak ada"),
    Case("a lesson that is not released", text(lambda c: pretest(c, lesson="posttest", answers={"x": {**pretest(c)["answers"]["tujuan"]}})), "belum ada jawaban|belum dirilis"),
    Case("a shopping list", text(lambda _: b"Gula 2 kg, telur"), "bukan berkas jawaban"),
    Case("a program", text(lambda _: b"MZ\x90", "{}.exe"), r"bukan berkas jawaban \(\.txt, \.json atau \.zip\)"),
    Case("a folder called .txt", folder_as_file, "ini folder, bukan berkas"),
    Case("a pipe", pipe, "bukan berkas biasa"),
    Case("a link", linked("{box}/../rahasia/{code}.json"), "hanya tautan"),
    Case("a link to nowhere", linked("/tidak/ada"), "hanya tautan"),
    Case("a link to a folder", linked("{box}/../rahasia", "tautan-{}"), "hanya tautan"),
    Case("a link to itself", linked("{code}.txt"), "hanya tautan"),
    Case("folders 40 deep", deep_folder, "terlalu dalam"),
    Case("a name that is no UTF-8", named(b"\xff\xfe-kiriman.txt", lambda _: []), "^\ufffd\ufffd-kiriman.txt: bukan"),
    Case("a name that turns around", named("\u202etxt.gnp\x1b[2J\n.txt".encode(), lambda _: []), r"^\ufffdtxt\.gnp\ufffd\[2J \.txt: bukan"),
    Case("a name of 250 bytes", named(("🍩" * 61 + ".txt").encode(), lambda _: []), r"^🍩{61}\.txt: bukan"),
    Case("a telephone number as name", named(b"Chat dengan +62 812-3456-7890.txt", lambda _: []), r"^Chat dengan …890\.txt: bukan"),
    Case("no zip at all", zips(lambda _: b"bukan zip"), "bukan arsip zip yang utuh"),
    Case("half a zip", zips(lambda c: zipped(a_dot_txt=pretest(c))[:-30]), "bukan arsip zip yang utuh"),
    Case("a zip bomb", zips(lambda _: bomb()), "isinya lebih dari 200 MB"),
    Case("a member of 100 MB", zips(lambda _: zipped(nol_dot_txt=b" " * (100 << 20))), r"terlalu besar \(100 MB"),
    Case("a zip in a zip in a zip", zips(lambda c: zipped(a_dot_zip=zipped(b_dot_zip=zipped(c_dot_txt=pretest(c))))), "arsip di dalam arsip di dalam arsip"),
    Case("a list of 3 GB", zips(long_list), "isinya terlalu banyak"),
    Case("a path out of the folder", zips(lambda c: member("../../submitted/U01/pretest/answers.json", pretest(c))), "menunjuk ke luar arsip"),
    Case("an absolute path", zips(lambda c: member("/etc/kiriman.txt", pretest(c))), "menunjuk ke luar arsip"),
    Case("a path of Windows", zips(lambda c: member("..\\..\\kiriman.txt", pretest(c))), "menunjuk ke luar arsip"),
    Case("a drive of Windows", zips(lambda c: member("C:\\kiriman.txt", pretest(c))), "menunjuk ke luar arsip"),
    Case("a link in a zip", zips(lambda _: member("a.txt", b"/etc/passwd", stat.S_IFLNK | 0o777)), "hanya tautan"),
    Case("a locked zip", zips(encrypted), "terkunci kata sandi"),
    Case("a damaged member", zips(damaged_member), "rusak di dalam arsip"),
    Case("a rare packing", zips(lambda c: member("a.txt", pretest(c), compress_type=zipfile.ZIP_LZMA)), "cara yang tidak dikenal"),
    Case("a bad file in a zip", zips(lambda _: zipped(**{"dalam__x\u202e_dot_txt": b"{"})), r"\.zip/dalam/x\ufffd\.txt: bukan"),
    Case("a message with a wrong sum", text(lambda c: in_message(c).replace("a", "b", 99)), r"^U\d\d, pretest: pesan .* dari 3 terpotong atau berubah .*Minta U\d\d .*pendamping: MH04"),
    Case("a message cut off", text(lambda c: in_message(c)[:-100]), r"pesan 3 dari 3 terpotong"),
    Case("a message missing", text(lambda c: "\n".join(messages(c)[::2])), r"^U\d\d, pretest: pesan 2 dari 3 belum ada \(lihat U\d\d\.txt\)"),
    Case("a message cut before its number", text(lambda c: f"KU1/{c}/pretest/1"), "sebuah pesan jawaban terpotong"),
    Case("a message 9 of 3", text(lambda c: in_message(c).replace("/3-3/", "/9-3/")), "sebuah pesan|pesan 3 dari 3 belum ada"),
    Case("a message under another name", text(lambda c: in_message("U99").replace("KU1/U99/", f"KU1/{c}/")), r"\(U\d\d, pretest\): isi pesan ini dari U99 pretest"),
    Case("a message of another sending", text(lambda c: sealed(c, zlib.compress(b"{}"), sending="00000001")), "pesan lengkap, tetapi isinya berubah"),
    Case("a bomb in a message", text(lambda c: sealed(c, zlib.compress(b" " * 50_000_000))), "pesan lengkap, tetapi isinya lebih dari 256 KB"),
    Case("no zlib in a message", text(lambda c: sealed(c, b"bukan zlib")), "pesan lengkap, tetapi isinya rusak"),
    Case("no answers in a message", text(lambda c: sealed(c, zlib.compress(b"halo"))), r"\(U\d\d, pretest\): bukan berkas jawaban"),
    Case("a wrong token in a message", text(lambda c: "\n".join(messages(c, token="k7pm"))), r"tanda pengenal tidak cocok.* answers U\d\d pretest"),
    Case("nobody's messages", text(strangers), r": 500 pesan yang belum lengkap memakai kode"),
    Case("a chat without media", text(without_media), r": 1 berkas jawaban disebut di chat ini \(U\d\d\) tetapi tidak ikut"),
    Case("no photo", text(photo), "foto tidak ikut terkirim"),
    Case("a photo that is none", with_photo(b"\xff\xd8\xff bukan foto"), "bukan foto JPEG"),
    Case("a photo that is a PNG bomb", with_photo(lambda: "data:image/png;base64," + base64.b64encode(bomb_png()).decode()), "bukan foto JPEG"),
    Case("a PNG bomb under a false name", with_photo(bomb_png), "bukan foto JPEG"),
    Case("a photo of 3,600 megapixels", with_photo(damaged_photos.bomb), "bukan foto JPEG|megapiksel"),
    Case("a photo with 200 scans", with_photo(scans), "bukan foto JPEG yang biasa"),
    Case("a photo of 3 MB", with_photo(b"\xff\xd8\xff" + b"x" * 3_000_000), "lebih dari 2 MB"),
    Case("a photo that is no base64", with_photo("data:image/jpeg;base64,????"), "bukan foto JPEG"),
    Case("a photo's path out of the folder", text(lambda c: {**photo(c, "photos/../../../jahat.jpg"), "photos": {"photos/../../../jahat.jpg": url(jpeg())}}), "soal 'foto': foto harus foto yang disimpan"),
]  # fmt: skip
CASES = [replace(case, code=CODES[number + 10]) for number, case in enumerate(CASES)]


def run(root: Path, box: Path) -> Collected:
    return collect(root, box, ROSTER)


def assert_harmless(root: Path, box: Path, result: Collected) -> None:
    for line in result.accepted + result.refused + result.notes:
        assert not re.search(r"[\x00-\x1f\x7f\u200e\u202a-\u202e\u2066-\u2069]", line), line
        assert re.match(".+: .+", line), line
        assert len(line) < 700
        assert "kesalahan program" not in line, line
        assert not re.search(r"(?i)\b(?:hapus|abaikan|buang)", line), line
    written = {p.relative_to(root).parts[0] for p in root.rglob("*") if p.is_file()}
    assert written <= {
        *("source", "examples", "release", "submitted", "kelas", "nbgrader_config.py"),
    }  # fmt: skip
    ours = {p.relative_to(root / "kelas").parts[0] for p in (root / "kelas").rglob("*")}
    assert ours <= {"inbox", "reports", "roster.csv", ".lock"}
    assert not [*root.rglob("jahat*"), *box.parent.glob("jahat*"), *box.parent.glob("*.txt")]


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_each_is_named_and_the_good_one_beside_it_goes_through(
    root: Path, box: Path, case: Case
) -> None:
    case.build(box, case.code)
    put(box, "baik.txt", pretest("U01"))
    result = run(root, box)
    assert "baik.txt: U01, pretest" in result.accepted
    assert [line for line in result.refused if re.search(case.says, line)], result.refused
    assert_harmless(root, box, result)


@pytest.mark.long
def test_all_of_them_together_leave_the_good_ones_alone(root: Path, box: Path) -> None:
    for case in CASES:
        case.build(box, case.code)
    put(box, "a-baik.txt", pretest("U01"))
    put(box, "m-baik.txt", "\n".join(encode(pretest("U02"), "Tes awal", SENT)).encode())
    put(box, "z-baik.zip", zipped(kiriman_dot_json=pretest("U03")))
    first = run_course(root, "collect", str(box))
    assert first.returncode == 1, first.stderr
    for code in ("U01", "U02", "U03"):
        assert (root / "submitted" / code / "pretest" / "answers.json").is_file()
    result = run(root, box)
    for case in CASES:
        own = [line for line in result.refused if case.code in line or "named." in repr(case.build)]
        assert [line for line in own if re.search(case.says, line)], case.id
    assert_harmless(root, box, result)
    assert all(f"! {line}" in first.stdout for line in result.refused)
    again = run(root, box)
    assert again == result
    assert again.accepted == []
    assert again.known >= 3


GOOD = {
    "BOM": lambda c: b"\xef\xbb\xbf" + json.dumps(pretest(c)).encode(),
    "CRLF": lambda c: json.dumps(pretest(c), indent=1).replace("\n", "\r\n").encode(),
    "UTF-16": lambda c: json.dumps(pretest(c)).encode("utf-16"),
    "emoji and right-to-left text": lambda c: json.dumps(
        pretest(c, by=c, note="🍩👩🏽‍🍳 السلام \u202e"), ensure_ascii=False
    ).encode(),
    "text around": lambda c: b"Bu, ini jawabannya ya\n" + json.dumps(pretest(c)).encode() + b"\nmakasih",
    "the text of a message inside an answer": lambda c: json.dumps(
        pretest(c, note="\n".join(messages("U55")[:1]))
    ).encode(),
    "an older year": lambda c: json.dumps(pretest(c)).replace("2026-11", "0001-01").encode(),
    "message, UTF-16": lambda c: encode(pretest(c), "Tes", SENT)[0].encode("utf-16"),
    "message, wrapped": lambda c: re.sub(
        r"(?<=[^/\n]{60})(?=[^/\n]{9})", "\r\n", encode(pretest(c), "Tes", SENT)[0]
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("dress", GOOD)
def test_good_answers_in_odd_clothes_go_through(root: Path, box: Path, dress: str) -> None:
    put(box, "kiriman.TXT", GOOD[dress]("U05"))
    result = run(root, box)
    assert result.accepted == ["kiriman.TXT: U05, pretest"]
    assert (root / "submitted" / "U05" / "pretest" / "answers.json").is_file()


def test_a_rotated_photo_with_a_place_inside_a_zip_is_filed_bare(root: Path, box: Path) -> None:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = 6
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (7.0, 58.0, 0.0)
    item = lessons.load(root, "all-fields").definitions["foto"].item
    whole = photo("U06", item=item)
    members = {
        "U06__answers_dot_json": whole,
        "U06__timestamp_dot_txt": b"2026-11-02 06:05:00 UTC\n",
        "U06__photos__foto-produk_dot_jpg": jpeg(exif=tags),
        "liburan_dot_jpg": b"bukan foto",
    }
    put(box, "kiriman.zip", zipped(luar_dot_zip=zipped(**members)))
    result = run(root, box)
    assert (len(result.accepted), result.refused) == (1, [])
    assert result.notes == ["kiriman.zip: 2 gambar, suara, dan berkas lain diabaikan."]
    filed = root / "submitted" / "U06" / "all-fields" / "photos" / "foto-produk.jpg"
    with Image.open(filed) as image:
        assert image.size == (200, 300)
        assert not image.getexif()


@pytest.mark.long
def test_a_zip_bomb_cannot_hide_the_answers_beside_it(root: Path, box: Path) -> None:
    put(box, "bom.zip", bomb())
    result = run(root, box)
    assert result.accepted == ["bom.zip/z.txt: U07, pretest"]


def test_a_text_with_hundreds_of_bad_sendings_gets_twenty_lines(root: Path, box: Path) -> None:
    codes = [f"Z{n:04}" for n in range(300)]
    put(box, "banjir.txt", "\n".join(sealed(c, zlib.compress(b"{}")) for c in codes).encode())
    lines = run(root, box).refused
    assert len(lines) == 21
    assert lines[-1] == "banjir.txt: dan 280 lagi seperti ini. Periksa berkas itu."


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_zip_changed_anywhere_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    inner = zipped(dalam_dot_txt=b"x" * 50)
    whole = bytearray(zipped(a_dot_txt=b"halo", b_dot_zip=inner, foto_dot_jpg=b"y"))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("zip") / "x.zip"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    for item in arrivals_in(path, "x.zip"):
        if isinstance(item, Arrival):
            item.beside("photos/a.jpg")


@pytest.mark.long
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_text_changed_anywhere_is_read_or_named(
    root: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = data.draw(st.sampled_from([json.dumps(pretest("U08")), messages("U08", 50)[0]]))
    text = bytearray(whole.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    box = tmp_path_factory.mktemp("teks")
    put(box, "x.txt", bytes(text))
    result = run(root, box)
    assert_harmless(root, box, result)
    assert result.accepted or result.refused or result.known


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(root: Path, box: Path) -> None:
    put(box, "terkunci.txt", pretest("U01")).chmod(0)
    put(box, "kunci/x.txt", pretest("U02")).parent.chmod(0)
    lines = run(root, box).refused
    (box / "kunci").chmod(0o755)
    assert "kunci: folder ini tidak bisa dibuka" in lines[0]
    assert "terkunci.txt: tidak bisa dibuka" in lines[1]


def test_a_file_that_vanishes_meanwhile_is_named(root: Path, box: Path) -> None:
    from course.inbox.folder import arrivals

    put(box, "a.txt", pretest("U01"))
    vanishing = put(box, "b.txt", pretest("U02"))
    found = arrivals(box, root)
    next(found)
    vanishing.unlink()
    assert "bukan berkas biasa" in getattr(next(found), "line", "")


def test_an_error_nobody_foresaw_names_its_file_and_stops_nothing(
    root: Path, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from course.inbox import content

    true = content.find_parts

    def fails_once(text: str) -> Any:
        return 1 / 0 if "sial" in text else true(text)

    monkeypatch.setattr(content, "find_parts", fails_once)
    put(box, "sial.txt", b"sial")
    put(box, "untung.txt", pretest("U01"))
    result = run(root, box)
    assert result.accepted == ["untung.txt: U01, pretest"]
    (line,) = result.refused
    assert line.startswith("sial.txt: ")
    assert "ZeroDivisionError, test_hostile_inbox.py:" in line
    assert "Laporkan kepada pengembang" in line
