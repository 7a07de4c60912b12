"""What a press sends, written to the disk as it comes: a chat with its pictures may be 200 MB.

Only after Jupyter Server has checked who asks and the page's proof (``handlers.Press.prepare``).
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qsl

from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from course import CourseError
from course.desk.page import Form
from course.files import Places, trouble

MOST_BYTES = 1024**3
"""What one press may send (``MOST`` in course/js/desk/press.js)."""
_MOST_WORDS = 8 * 1024**2
"""What all fields without a file may hold together: a list pasted from Excel."""
_MOST_PARTS = 5_000
_ROOM = 200 * 1024**2
"""What must stay free on the disk."""
_CUT = "Kiriman ini tidak utuh. Muat ulang halaman ini, lalu kirim lagi."
_OLD = 24 * 3600.0
_LONGEST = 120
_DEEPEST = 8
_FORBIDDEN = '<>:"/\\|?*'
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")


class Upload:
    """One press's fields and files, taken in piece by piece.

    What goes wrong is kept in ``problem``, a sentence, and the rest is let go by: the browser reads
    an answer only once everything is sent.
    """

    def __init__(self, root: Path, content_type: str, length: int) -> None:
        self.problem = ""
        self._folder = Places(root).uploads
        self._values: dict[str, bytearray] = {}
        self._files: list[tuple[str, Path]] = []
        self._open: BinaryIO | None = None
        self._field = ""
        self._words = 0
        self._parser: PushMultipartParser | None = None
        kind, options = parse_options_header(content_type)
        if kind == "multipart/form-data" and "boundary" in options:
            self._parser = PushMultipartParser(options["boundary"], max_segment_count=_MOST_PARTS)
        if shutil.disk_usage(root).free < length + _ROOM:
            self.refuse("Tempat di disk tidak cukup untuk berkas sebesar ini. Kosongkan dulu.")

    def refuse(self, sentence: str) -> None:
        """Let go by whatever still comes, and drop what came."""
        self.problem = self.problem or sentence
        self.drop()

    def take(self, piece: bytes) -> None:
        """Take in the next bytes of the body."""
        if self.problem:
            return
        try:
            if self._parser:
                for event in self._parser.parse(piece):
                    self._part(event)
            else:
                self._write_word("", piece)
        except MultipartError:
            self.refuse(_CUT)
        except CourseError as error:
            self.refuse(str(error))
        except OSError as error:
            self.refuse(trouble(error) or "Berkas tidak bisa disimpan. Periksa disk.")

    def _part(self, event: MultipartSegment | bytes | bytearray | None) -> None:
        if isinstance(event, MultipartSegment):
            self._field = event.name or ""
            if event.filename is None:
                self._values[self._field] = bytearray()
            elif event.filename:
                self._open = self._new_file(event.filename)
        elif event is None:
            if self._open:
                self._open.close()
            self._open = None
        elif self._open:
            self._open.write(event)
        elif self._field in self._values:
            self._write_word(self._field, event)

    def _write_word(self, name: str, piece: bytes | bytearray) -> None:
        self._words += len(piece)
        if self._words > _MOST_WORDS:
            raise CourseError("Tulisan ini terlalu panjang. Kirim sebagai berkas.")
        self._values.setdefault(name, bytearray()).extend(piece)

    def _new_file(self, name: str) -> BinaryIO:
        """Open a file alone in a folder of its own, under a name of ours."""
        if not self._files:
            _clear_old(self._folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        shown = plain_path(name)
        ending = Path(shown).suffix.lower()
        path = Path(tempfile.mkdtemp(dir=self._folder)) / (
            f"berkas{ending}" if _ENDING.fullmatch(ending) else "berkas"
        )
        self._files.append((shown, path))
        return path.open("wb")

    def end(self) -> None:
        """Say that everything has come; half a body is refused."""
        if self._parser and not self.problem:
            try:
                self._parser.close()
            except MultipartError:
                self.refuse(_CUT)

    def form(self) -> Form:
        """Return all that came."""
        values = {name: data.decode("utf-8", "replace") for name, data in self._values.items()}
        if not self._parser:
            values = dict(parse_qsl(values.get("", ""), keep_blank_values=True))
        values.pop("_xsrf", None)
        return Form(values, tuple(self._files))

    def drop(self) -> None:
        """Delete what was written."""
        if self._open:
            self._open.close()
        self._open = None
        delete(self._files)
        self._files = []


def delete(files: Sequence[tuple[str, Path]]) -> None:
    """Delete what is left of a press's files."""
    for _, path in files:
        shutil.rmtree(path.parent, ignore_errors=True)


def _clear_old(folder: Path) -> None:
    """Delete what a server that was killed has left."""
    for path in folder.glob("*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _OLD:
                shutil.rmtree(path, ignore_errors=True)


def plain_path(name: str) -> str:
    """Return a file's name, with the folders it was dropped in, of signs that every system allows.

    ``Chat/WA.txt``: never absolute, never upwards.
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part.strip(" .")]
    return "/".join(_plain(part) for part in parts[-_DEEPEST:]) or "berkas"


def _plain(name: str) -> str:
    kept = "".join("_" if c in _FORBIDDEN or ord(c) < ord(" ") else c for c in name).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    short = stem[: max(1, _LONGEST - len(ending))] + dot + ending if dot else kept
    return short[:_LONGEST] or "berkas"
