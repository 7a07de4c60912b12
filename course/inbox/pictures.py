"""Photos on their way into ``submitted/``: opened, bounded, upright, without metadata."""

from __future__ import annotations

import io
import re
import struct
import warnings

from PIL import Image, ImageOps

from course.exercises.photos import MAX_PHOTO_BYTES, MAX_PIXELS, decode_photo

# What a browser's canvas writes: the frame, a colour profile, Adobe's word on the colours.
_BARE = {"APP0", "APP2", "APP14"}
_PROFILE = b"ICC_PROFILE\0"
# A progressive picture has about ten; each costs a pass over all pixels, whatever its size.
_MAX_SCANS = 100
_SCAN = b"\xff\xda"
_LONGEST_SIDES = (2_000, 1_280, 800)  # of a picture that would grow beyond 2 MB when saved anew
_UPLOAD = re.compile(rb'"(photos/[^"\\]{1,120})"\s*:\s*"(data:[^"\\]*+)"')
# Pillow raises all of these for broken pictures and broken metadata.
_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    OverflowError, ZeroDivisionError, struct.error, Image.DecompressionBombError, Warning,
)  # fmt: skip


class PictureError(ValueError):
    """A photo that cannot be used; the message says why and what to do."""


def lift_photos(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Take the photos out of an answer file: return the rest, and each data URL by its path.

    The rest is small enough to be read as JSON; nothing is decoded yet.
    """
    photos: dict[str, bytes] = {}

    def lift(found: re.Match[bytes]) -> bytes:
        photos[found[1].decode("utf-8", "replace")] = found[2]
        return b'"%b":""' % found[1]

    return _UPLOAD.sub(lift, data), photos


def read_upload(url: bytes) -> bytes:
    """Return the picture to keep of a data URL; PictureError as ``read_picture``."""
    if len(url) > MAX_PHOTO_BYTES * 4 // 3 + 100:
        raise PictureError("lebih dari 2 MB; minta peserta memilih foto lewat soalnya")
    try:
        data = decode_photo(url.decode("ascii", "replace"))
    except ValueError as error:
        raise PictureError("bukan foto JPEG yang bisa dibuka; minta dikirim ulang") from error
    return read_picture(data)


def read_picture(data: bytes | None) -> bytes:
    """Return the bytes to keep of a JPEG that came with an answer file; None when it did not.

    What the browser made has no metadata and is kept byte for byte; anything else (EXIF with GPS
    and the phone's name, a comment, a film behind the picture) is turned upright and saved anew
    without it. Raises PictureError for what is missing, larger than 2 MB, no JPEG, or of more than
    20 megapixels.
    """
    if data is None:
        raise PictureError("tidak ikut terkirim; minta fotonya dikirim bersama jawabannya")
    if len(data) > MAX_PHOTO_BYTES:
        raise PictureError("lebih dari 2 MB; minta peserta memilih foto lewat soalnya")
    try:
        with warnings.catch_warnings():
            # Broken metadata is only thrown away; a bomb (we refuse long before) is no warning.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
                return _without_metadata(image, data)
    except PictureError:
        raise
    except _BROKEN as error:
        raise PictureError("bukan foto JPEG yang bisa dibuka; minta dikirim ulang") from error


def _without_metadata(image: Image.Image, data: bytes) -> bytes:
    if image.width * image.height > MAX_PIXELS:
        raise PictureError("lebih dari 20 megapiksel; minta peserta memilih foto lewat soalnya")
    if data.count(_SCAN) > _MAX_SCANS:
        raise PictureError("bukan foto JPEG yang biasa; minta peserta memilih foto lewat soalnya")
    image.load()
    if _is_bare(image, data):
        return data
    upright = _upright(image).convert("RGB")
    saved = _saved(upright)
    for side in _LONGEST_SIDES:
        if len(saved) > MAX_PHOTO_BYTES:
            upright.thumbnail((side, side))
            saved = _saved(upright)
    return saved


def _is_bare(image: Image.Image, data: bytes) -> bool:
    segments = getattr(image, "applist", [])
    return data.endswith(b"\xff\xd9") and all(
        name in _BARE and (name != "APP2" or content.startswith(_PROFILE))
        for name, content in segments
    )


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except _BROKEN:  # metadata that cannot be read says nothing about the picture
        return image.copy()


def _saved(image: Image.Image) -> bytes:
    for key in list(image.info):
        del image.info[key]
    saved = io.BytesIO()
    image.save(saved, "JPEG", quality=88)
    return saved.getvalue()
