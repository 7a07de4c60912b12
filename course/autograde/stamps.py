"""What an autograded notebook was made from: digests of the answers and of the release.

The stamp stands in the notebook's metadata, written by ``course grade`` and by plain ``nbgrader
autograde`` alike; both then know what need not be graded again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from course.submitted import bytes_in, photos_in

DIGEST_KEY = "kelas_umkm"

_STAMP = re.compile(
    rf'"{DIGEST_KEY}":\s*{{\s*"answers":\s*"([0-9a-f]{{64}})",\s*"release":\s*"([0-9a-f]{{64}})"'
)
# The metadata stand after the cells.
_TAIL = 4096


def digest(folder: Path) -> str:
    """Return the SHA-256 of the answers in a folder and their photos.

    A photo that arrives after its answers changes it; without photos it is the file's own.
    """
    return digest_of(bytes_in(folder), folder)


def digest_of(answers: bytes, folder: Path) -> str:
    """Return ``digest`` for an answer file's bytes, with the photos in ``folder``."""
    sum_ = hashlib.sha256(answers)
    for path in photos_in(folder):
        sum_.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return sum_.hexdigest()


def release_digest(checksums: Mapping[str, str]) -> str:
    """Return a digest of a release (``{grade id: checksum}``): it changes when a criterion does."""
    lines = sorted(f"{grade_id} {checksum}" for grade_id, checksum in checksums.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def stamp(notebook: Path) -> tuple[str, str]:
    """Return the digests (answers, release) an autograded notebook was made from.

    Empty ones for a notebook that is absent, cut off or not ours: it is graded again.
    """
    try:
        with notebook.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _TAIL))
            tail = file.read().decode("utf-8", "replace")
    except OSError:
        return "", ""
    found = _STAMP.search(tail)
    return (found[1], found[2]) if found and tail.rstrip().endswith("}") else ("", "")
