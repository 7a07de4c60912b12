"""Photos on their way into ``submitted/``: opened, bounded, upright, without metadata."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from course.exercises.photos import MAX_PHOTO_BYTES

MAX_PIXELS = 20_000_000


class PictureError(ValueError):
    """A photo that cannot be used; the message says why and what to do."""


def read_picture(path: Path) -> bytes:
    """Return the bytes to keep of a JPEG file laid beside an answer file.

    What the browser made has no metadata and is kept byte for byte; a photo with EXIF (GPS, the
    phone's name) is turned upright and saved anew without it. Raises PictureError for a link, a
    file that is too large or no JPEG, and a picture of more than 20 megapixels.
    """
    if path.is_symlink() or not path.is_file():
        raise PictureError("tidak ikut terkirim; minta fotonya dikirim bersama jawabannya")
    if path.stat().st_size > MAX_PHOTO_BYTES:
        raise PictureError("lebih dari 2 MB; minta peserta memilih foto lewat soalnya")
    data = path.read_bytes()
    try:
        # Pillow warns before its bomb limit; we refuse long before that.
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            warnings.simplefilter("error")
            return _without_metadata(image, data)
    except PictureError:
        raise
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise PictureError("bukan foto JPEG yang bisa dibuka; minta dikirim ulang") from error


def _without_metadata(image: Image.Image, data: bytes) -> bytes:
    if image.width * image.height > MAX_PIXELS:
        raise PictureError("lebih dari 20 megapiksel; minta peserta memilih foto lewat soalnya")
    image.load()
    if not image.getexif() and not image.info.keys() & {"comment", "xmp", "photoshop"}:
        return data
    upright = ImageOps.exif_transpose(image).convert("RGB")
    for key in list(upright.info):
        del upright.info[key]
    saved = io.BytesIO()
    upright.save(saved, "JPEG", quality=88)
    return saved.getvalue()
