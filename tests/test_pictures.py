"""Photos on their way in: a good one is kept, metadata goes, everything else is named."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import REPOSITORY, new_course
from PIL import ExifTags, Image

from course import lessons
from course.exercises.photos import load_photos, save_photos
from course.exercises.workbook import Workbook, opened
from course.grading import has_photo
from course.inbox import collect
from course.pictures import PictureError, read_picture
from course.release import release
from course.roster import Participant


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


def test_a_bare_photo_is_kept_byte_for_byte(tmp_path: Path) -> None:
    data = jpeg()
    assert read_picture(put(tmp_path, data)) == data


def test_orientation_is_applied_and_metadata_removed(tmp_path: Path) -> None:
    kept = read_picture(put(tmp_path, jpeg(exif=exif(), comment=b"HP Contoh")))
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (200, 300)
        assert not image.getexif()
        assert "comment" not in image.info
    assert b"Exif" not in kept


def bomb() -> bytes:
    """A small file that says it is 60000 x 60000."""
    data = bytearray(jpeg(16, 16))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = (60_000).to_bytes(2, "big") * 2
    return bytes(data)


def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (10, 10)).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"bukan foto", "bukan foto JPEG"), (png(), "bukan foto JPEG"), (jpeg()[:500], "bukan foto JPEG"),
     (bomb(), "bukan foto JPEG|megapiksel"), (b"\xff\xd8\xff" + b"x" * 2_200_000, "lebih dari 2 MB")],
)  # fmt: skip
def test_what_is_no_usable_photo_is_named(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(PictureError, match=says):
        read_picture(put(tmp_path, data))


def test_a_link_or_a_missing_file_did_not_come_along(tmp_path: Path) -> None:
    target = put(tmp_path, jpeg())
    (tmp_path / "tautan.jpg").symlink_to(target)
    for name in ("tautan.jpg", "tidak-ada.jpg"):
        with pytest.raises(PictureError, match="tidak ikut terkirim"):
            read_picture(tmp_path / name)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "data:image/png;base64,AAAA",
        "data:image/jpeg;base64,!!!",
        "data:image/jpeg;base64,AAAA",
        "x" * 3_000_000,
    ],
)
def test_the_browser_s_upload_is_checked(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="foto"):
        save_photos(tmp_path, {"photos/a-b.jpg": url}, {"photos/a-b.jpg"})
    assert list(tmp_path.iterdir()) == []


def test_what_was_saved_is_loaded_again(tmp_path: Path) -> None:
    put(tmp_path, jpeg())
    urls = load_photos(tmp_path, {"foto.jpg", "lain.jpg"})
    assert list(urls) == ["foto.jpg"]
    save_photos(tmp_path, {"photos/x-y.jpg": urls["foto.jpg"]}, {"photos/x-y.jpg"})
    assert (tmp_path / "photos" / "x-y.jpg").read_bytes() == jpeg()


def test_has_photo_opens_the_file(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a-b.jpg").write_bytes(jpeg())
    (tmp_path / "photos" / "c-d.jpg").write_bytes(b"\xff\xd8\xff rusak")
    with opened(Workbook(tmp_path, "x")):
        shares = [
            has_photo(raw).evaluate().share
            for raw in ("photos/a-b.jpg", "photos/c-d.jpg", "photos/e-f.jpg", None)
        ]
    assert shares == [1, 0, 0, 0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("pictures") / "kelas")
    lesson = root / "source" / "all-fields"
    lesson.mkdir()
    source = REPOSITORY / "tests" / "lessons" / "all-fields" / "all-fields.ipynb"
    (lesson / source.name).write_bytes(source.read_bytes())
    release(root, ["all-fields"])
    return root


def test_photos_beside_the_answers_are_filed_bare_or_named(root: Path, tmp_path: Path) -> None:
    item = lessons.load(root, "all-fields").definitions["foto"].item
    entry = {
        "value": {"produk": "photos/foto-produk.jpg"},
        "at": datetime.now(UTC).isoformat(),
        "item": item,
    }
    head = {"version": 1, "course": "kelas-umkm", "lesson": "all-fields"}
    for code, photo in (("U01", jpeg(exif=exif())), ("U02", b"rusak")):
        folder = tmp_path / code / "photos"
        folder.mkdir(parents=True)
        (folder / "foto-produk.jpg").write_bytes(photo)
        whole = {**head, "participant": code, "answers": {"foto": entry}}
        (folder.parent / "answers.json").write_text(json.dumps(whole))
    result = collect(root, tmp_path, {c: Participant(c, "", "") for c in ("U01", "U02")})
    assert len(result.accepted) == 2
    filed = root / "submitted" / "U01" / "all-fields" / "photos" / "foto-produk.jpg"
    assert b"Exif" not in filed.read_bytes()
    (line,) = result.refused
    assert "soal 'foto': foto bukan foto JPEG yang bisa dibuka" in line
