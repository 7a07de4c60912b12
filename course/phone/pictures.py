"""Pictures of a page: small WebP files named after their content."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup
from PIL import Image

from course import CourseError

MAX_WIDTH = 440
"""Pixels, for a phone 360 points wide: more would cost quota, not help understanding."""
_QUALITY = 65
_COLOURS = 14
# The share of pixels in the sixteen commonest colours: 0.75 and more in drawings, far less in
# photographs, where no two pixels are alike.
_DRAWING = 0.5
_SMALL = 4096
_PLAIN = " !$&'()*+,-./:;=?@_~"
"""What may stand in an address of data as it is."""
# What Pillow raises for broken files, by format; ValueError also for numbers that are none.
_BROKEN = (OSError, SyntaxError, ValueError, OverflowError, Image.DecompressionBombError)


def digest(data: bytes) -> str:
    """Return the short name of a content."""
    return hashlib.sha256(data).hexdigest()[:8]


@dataclass
class Files:
    """The files that belong to a page, by their path beside it."""

    outputs: dict[str, bytes] = field(default_factory=dict)

    def add(self, stem: str, suffix: str, data: bytes) -> str:
        """Keep ``data`` under a name that changes with the content; return the path."""
        path = f"static/{stem}.{digest(data)}{suffix}"
        self.outputs[path] = data
        return path

    def add_drawing(self, stem: str, data: bytes) -> tuple[str, int, int]:
        """Keep an SVG as it is; return its path and the size of its view box.

        Raises ValueError for what is no SVG or has no such box.
        """
        size = _size_of(data)
        return self.add(stem, ".svg", data), *size

    def add_picture(self, stem: str, data: bytes) -> tuple[str, int, int]:
        """Keep a picture as WebP; return its path, width and height in pixels.

        Raises OSError, SyntaxError or ValueError for what Pillow cannot read.
        """
        with Image.open(io.BytesIO(data)) as image:
            # On white, as the author saw it: lettering must not vanish on a dark page.
            seen = image.convert("RGBA")
            ready = image.format == "WEBP" and image.mode == "RGB" and "exif" not in image.info
        whole = Image.new("RGB", seen.size, "white")
        whole.paste(seen, mask=seen.getchannel("A"))
        small = whole
        if whole.width > MAX_WIDTH:
            height = round(whole.height * MAX_WIDTH / whole.width)
            small = whole.resize((MAX_WIDTH, height), Image.Resampling.LANCZOS)
        packed = _packed(small, drawing=_is_drawing(whole))
        if ready and len(data) < len(packed):
            # Packed well by the author: doing it again would lose sharpness and save nothing.
            packed, small = data, whole
        return self.add(stem, ".webp", packed), small.width, small.height


def _size_of(drawing: bytes) -> tuple[int, int]:
    svg = BeautifulSoup(drawing, "html.parser").svg
    box = re.split(r"[\s,]+", str(svg.get("viewbox", "")).strip()) if svg else []
    if len(box) != 4:
        raise ValueError("SVG tanpa viewBox")
    return round(float(box[2])), round(float(box[3]))


def _packed(image: Image.Image, *, drawing: bool) -> bytes:
    """Pack a drawing in few colours without loss, so that lettering stays sharp; a photo with."""
    saved = io.BytesIO()
    if drawing:
        few = image.quantize(_COLOURS, dither=Image.Dither.NONE, kmeans=3).convert("RGB")
        few.save(saved, "WEBP", lossless=True, quality=80)
    else:
        image.save(saved, "WEBP", quality=_QUALITY, method=6)
    return saved.getvalue()


def _is_drawing(image: Image.Image) -> bool:
    counts = sorted((n for n, _ in image.getcolors(image.width * image.height) or []), reverse=True)
    return sum(counts[:16]) > _DRAWING * image.width * image.height


def place_pictures(
    soup: Any, folder: Path, files: Files, lesson: str, *, within: bool = False
) -> None:
    """Give every ``<img>`` of a parsed fragment its file, size and lazy loading, in place.

    Small drawings stand ``within`` the page where that is asked for: they would cost a request.

    Raises CourseError for a picture without alternative text, from the web, not there, or broken.
    """
    for img in soup.find_all("img"):
        source = unquote(img.get("src", ""))
        if not img.get("alt"):
            raise CourseError(f"{lesson}: gambar {source[:60]!r} belum punya teks pengganti (alt).")
        stem, suffix, data = _read(source, folder, lesson)
        add = files.add_drawing if suffix == ".svg" else files.add_picture
        try:
            if within and suffix == ".svg" and len(data) <= _SMALL:
                path, (width, height) = _address_of(data), _size_of(data)
            else:
                path, width, height = add(stem, data)
        except _BROKEN as error:
            raise CourseError(
                f"{lesson}: gambar {source[:60]!r} rusak atau tidak bisa dibaca ({error}). "
                "Simpan ulang gambarnya; SVG memerlukan viewBox."
            ) from error
        img.attrs.update(src=path, width=width, height=height, loading="lazy", decoding="async")


def _address_of(drawing: bytes) -> str:
    return f"data:image/svg+xml,{quote(drawing, safe=_PLAIN)}"


def _read(source: str, folder: Path, lesson: str) -> tuple[str, str, bytes]:
    if source.startswith("data:image/") and ";base64," in source:
        return f"{lesson}-grafik", "", base64.b64decode(source.partition(";base64,")[2])
    path = folder / source
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise CourseError(
            f"{lesson}: gambar {source[:80]!r} tidak ada di samping notebook. "
            "Simpan gambarnya di folder pelajaran."
        )
    return path.stem, path.suffix.lower(), path.read_bytes()
