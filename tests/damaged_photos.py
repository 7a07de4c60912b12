"""Files that call themselves photos."""

from __future__ import annotations

import io

from PIL import Image


def bomb() -> bytes:
    """A small file that says it is 60000 x 60000."""
    data = io.BytesIO()
    Image.new("RGB", (16, 16)).save(data, "JPEG")
    bytes_ = bytearray(data.getvalue())
    frame = bytes_.index(b"\xff\xc0")
    bytes_[frame + 5 : frame + 9] = (60_000).to_bytes(2, "big") * 2
    return bytes(bytes_)


def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (600, 600)).save(data, "PNG")
    return data.getvalue()
