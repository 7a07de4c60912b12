"""Photos on their way in: a good one is kept, metadata goes, everything else is named."""

from __future__ import annotations

import base64
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, new_course
from damaged_photos import bomb, png
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms

from course import lessons
from course.exercises.photos import load_photos, save_photos
from course.inbox.collect import collect
from course.inbox.pictures import PictureError, lift_photos, read_picture, read_upload
from course.people.roster import Participant


def jpeg(width: int = 300, height: int = 200, **kwargs: object) -> bytes:
    data = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(data, "JPEG", **kwargs)
    return data.getvalue()


def exif() -> Image.Exif:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = 6
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (7.0, 58.0, 0.0)
    return tags


def put(folder: Path, data: bytes) -> Path:
    path = folder / "foto.jpg"
    path.write_bytes(data)
    return path


def url(data: bytes) -> bytes:
    return b"data:image/jpeg;base64," + base64.b64encode(data)


def test_a_bare_photo_is_kept_byte_for_byte() -> None:
    data = jpeg()
    assert read_picture(data) == data
    assert read_upload(url(data)) == data
    with_profile = jpeg(
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    assert read_picture(with_profile) == with_profile


def test_orientation_is_applied_and_metadata_removed() -> None:
    kept = read_picture(jpeg(exif=exif(), comment=b"HP Contoh"))
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (200, 300)
        assert not image.getexif()
        assert "comment" not in image.info
    assert b"Exif" not in kept


def segment(marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment after its first two bytes."""
    data = jpeg()
    return (
        data[:2]
        + bytes([0xFF, marker])
        + (len(content) + 2).to_bytes(2, "big")
        + content
        + data[2:]
    )


@pytest.mark.parametrize(
    "data",
    [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Rumah Contoh</x:xmpmeta>"),
        segment(0xED, b"Photoshop 3.0\0 Rumah Contoh"),
        segment(0xE5, b"Rumah Contoh"),
        segment(0xE2, b"MPF\0 Rumah Contoh"),
        segment(0xE1, b"Exif\0\0 Rumah Contoh, bukan EXIF"),
        segment(0xFE, b"Rumah Contoh"),
        jpeg() + b"\0\0\0\x18ftypmp42 Rumah Contoh",
    ],
    ids=["xmp", "photoshop", "unknown", "mpf", "broken exif", "comment", "film behind"],
)
def test_nothing_but_the_picture_is_kept(data: bytes) -> None:
    kept = read_picture(data)
    assert b"Rumah Contoh" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (300, 200)


def test_a_picture_that_would_grow_stays_under_2_mb() -> None:
    noisy = Image.effect_noise((2_600, 2_600), 90).convert("RGB")
    data = io.BytesIO()
    noisy.save(data, "JPEG", quality=20, exif=exif())
    assert len(data.getvalue()) < 2 * 1024 * 1024
    kept = read_picture(data.getvalue())
    assert len(kept) <= 2 * 1024 * 1024
    with Image.open(io.BytesIO(kept)) as image:
        assert max(image.size) == 1_280


def test_photos_are_lifted_out_of_an_answer_file() -> None:
    told = {"jawaban": '"photos/a-b.jpg": "data:image/jpeg;base64,AAAA"'}
    whole = {"answers": {"x": {"value": told}}, "photos": {"photos/a-b.jpg": url(jpeg()).decode()}}
    for spaced in (None, 1):
        rest, photos = lift_photos(json.dumps(whole, indent=spaced).encode())
        assert json.loads(rest) == {**whole, "photos": {"photos/a-b.jpg": ""}}
        assert photos == {"photos/a-b.jpg": url(jpeg())}


def many_scans() -> bytes:
    """A progressive picture whose last scan is there two hundred times."""
    data = jpeg(64, 64, progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * 200 + data[-2:]


@pytest.mark.parametrize(
    ("data", "says"),
    [(many_scans(), "bukan foto JPEG yang biasa"), (b"bukan foto", "bukan foto JPEG"), (png(), "bukan foto JPEG"), (jpeg()[:500], "bukan foto JPEG"),
     (bomb(), "bukan foto JPEG|megapiksel"), (b"\xff\xd8\xff" + b"x" * 2_200_000, "lebih dari 2 MB")],
)  # fmt: skip
def test_what_is_no_usable_photo_is_named(data: bytes, says: str) -> None:
    with pytest.raises(PictureError, match=says):
        read_picture(data)
    with pytest.raises(PictureError, match=says):
        read_upload(url(data))


def test_a_photo_that_did_not_come_along_is_named() -> None:
    with pytest.raises(PictureError, match="tidak ikut terkirim"):
        read_picture(None)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_photo_changed_anywhere_is_a_photo_or_named(data: st.DataObject) -> None:
    whole = bytearray(jpeg(64, 48, exif=exif(), comment=b"x"))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = read_picture(bytes(whole))
    except PictureError:
        return
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"Exif" not in kept


@pytest.mark.parametrize(
    "upload",
    [
        "",
        "data:image/png;base64,AAAA",
        "data:image/jpeg;base64,!!!",
        "data:image/jpeg;base64,AAAA",
        "x" * 3_000_000,
    ],
)
def test_the_browser_s_upload_is_checked(tmp_path: Path, upload: str) -> None:
    with pytest.raises(ValueError, match="foto"):
        save_photos(tmp_path, {"photos/a-b.jpg": upload}, {"photos/a-b.jpg"})
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(PictureError, match=r"foto JPEG|2 MB"):
        read_upload(upload.encode())


def test_what_was_saved_is_loaded_again(tmp_path: Path) -> None:
    put(tmp_path, jpeg())
    urls = load_photos(tmp_path, {"foto.jpg", "lain.jpg"})
    assert list(urls) == ["foto.jpg"]
    save_photos(tmp_path, {"photos/x-y.jpg": urls["foto.jpg"]}, {"photos/x-y.jpg"})
    assert (tmp_path / "photos" / "x-y.jpg").read_bytes() == jpeg()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("pictures") / "kelas")
    lesson = root / "source" / "all-fields"
    lesson.mkdir()
    source = REPOSITORY / "tests" / "exercises" / "lessons" / "all-fields" / "all-fields.ipynb"
    (root / "release" / "all-fields").mkdir()
    for folder in (lesson, root / "release" / "all-fields"):  # the inbox only copies the release
        (folder / source.name).write_bytes(source.read_bytes())
    return root


def whole(
    root: Path, code: str, path: str = "photos/foto-produk.jpg", **changes: object
) -> dict[str, Any]:
    item = lessons.load(root, "all-fields").definitions["foto"].item
    entry = {"value": {"produk": path}, "at": "2026-11-22T13:05:00+07:00", "item": item}
    head = {"version": 1, "course": "kelas-umkm", "lesson": "all-fields", "participant": code}
    return {**head, "answers": {"foto": {**entry, **changes}}}


ROSTER = {code: Participant(code, "MH01", "") for code in ("U01", "U02", "U03")}


def test_photos_beside_the_answers_are_filed_bare_or_named(root: Path, tmp_path: Path) -> None:
    for code, photo in (("U01", jpeg(exif=exif())), ("U02", b"rusak")):
        folder = tmp_path / code / "photos"
        folder.mkdir(parents=True)
        (folder / "foto-produk.jpg").write_bytes(photo)
        (folder.parent / "answers.json").write_text(json.dumps(whole(root, code)))
    result = collect(root, tmp_path, ROSTER)
    assert len(result.accepted) == 2
    filed = root / "submitted" / "U01" / "all-fields" / "photos" / "foto-produk.jpg"
    assert b"Exif" not in filed.read_bytes()
    (line,) = result.refused
    assert "soal 'foto': foto bukan foto JPEG yang bisa dibuka" in line


def test_photos_inside_the_file_are_filed_and_come_later_than_their_answers(
    root: Path, tmp_path: Path
) -> None:
    for room in ("submitted", "kelas/inbox/kept"):
        shutil.rmtree(root / room, ignore_errors=True)
    (tmp_path / "a.txt").write_text(json.dumps(whole(root, "U01")))
    assert "tidak ikut terkirim" in collect(root, tmp_path, ROSTER).refused[0]
    head = 'Jawaban U01 untuk "Foto", 22 November 2026 pukul 13.05. Jangan diubah.\n'
    photos = {"photos/foto-produk.jpg": url(jpeg(exif=exif())).decode()}
    (tmp_path / "b.txt").write_text(head + json.dumps({**whole(root, "U01"), "photos": photos}))
    (tmp_path / "a.txt").unlink()
    result = collect(root, tmp_path, ROSTER)
    assert (result.accepted, result.refused) == (["b.txt: U01, all-fields"], [])
    filed = root / "submitted" / "U01" / "all-fields" / "photos" / "foto-produk.jpg"
    assert filed.is_file()
    assert b"Exif" not in filed.read_bytes()
    again = collect(root, tmp_path, ROSTER)
    assert (again.accepted, again.known, again.refused) == ([], 1, [])


@pytest.mark.parametrize("item", ["", "0ld123"])
def test_a_photo_s_name_leads_nowhere_else(root: Path, tmp_path: Path, item: str) -> None:
    (root / "rahasia.jpg").write_bytes(jpeg())
    path = "photos/../../../../jahat.jpg"
    photos = {path: url(jpeg()).decode()}
    for code, name in (("U02", path), ("U03", str(root / "rahasia.jpg"))):
        answer = whole(root, code, name, **({"item": item} if item else {}))
        (tmp_path / f"{code}.txt").write_text(json.dumps({**answer, "photos": photos}))
    collect(root, tmp_path, ROSTER)
    assert list(root.rglob("jahat.jpg")) == []
    assert list((root / "submitted").rglob("*.jpg")) == list(
        (root / "submitted").rglob("foto-produk.jpg")
    )


def test_a_folder_of_photos_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    secret.mkdir()
    (secret / "foto-produk.jpg").write_bytes(jpeg())
    box = tmp_path / "kotak" / "kiriman"
    box.mkdir(parents=True)
    (box / "photos").symlink_to(secret)
    (box / "answers.json").write_text(json.dumps(whole(root, "U03")))
    result = collect(root, box.parent, ROSTER)
    assert any("tidak ikut terkirim" in line for line in result.refused)
