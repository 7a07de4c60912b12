"""Zips within limits: nothing packed may fill the memory or the day."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from course.inbox.arrivals import MEGABYTE

MAX_DEPTH = 2
MAX_TOTAL_BYTES = 200 * MEGABYTE
BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
"""What reading a broken or locked archive raises."""
# The list of members is read whole: 46 bytes and a name for each, many times that in memory.
_MAX_LIST_BYTES = 4 * MEGABYTE
_LIST_END = re.compile(rb"(?=PK\x05\x06)")
_LONG_LIST = b"PK\x06\x07"  # zip64: more than 65,535 members or 4 GB
_LIST_END_BYTES = 20 + 22 + 65_535
_ZIP64_BYTES = 56 + 20


class TooMuchError(Exception):
    """More than may be read out of one file."""


@dataclass
class Budget:
    """What may still be unpacked of one file, archives within it included, in bytes."""

    left: int = MAX_TOTAL_BYTES

    def spend(self, size: int) -> None:
        """Take ``size``; TooMuchError when it is not there."""
        self.left -= size
        if self.left < 0:
            raise TooMuchError


def has_a_long_list(file: BinaryIO) -> bool:
    """Return whether the list of members of an archive would fill the memory."""
    return any(size > _MAX_LIST_BYTES or zip64 for size, zip64 in _lists(file))


def list_bytes(file: BinaryIO) -> int:
    """Return how long an archive's list of members is, in bytes; of archives of any size."""
    return max((size for size, _ in _lists(file)), default=0)


def _lists(file: BinaryIO) -> Iterator[tuple[int, bool]]:
    """Yield (bytes, whether it is zip64) of each end of a list that stands at the file's end."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - _LIST_END_BYTES - _ZIP64_BYTES))
    tail = file.read()
    file.seek(0)
    for found in _LIST_END.finditer(tail):
        at = found.start()
        zip64 = at >= 20 and tail.startswith(_LONG_LIST, at - 20)
        if zip64 and at >= _ZIP64_BYTES:  # Python looks for it there
            record = tail[at - _ZIP64_BYTES : at]
            yield int.from_bytes(record[40:48], "little"), zip64
        yield int.from_bytes(tail[at + 12 : at + 16], "little"), zip64
