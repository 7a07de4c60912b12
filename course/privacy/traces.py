"""Looking for what names a person: in every file that holds data of people, packed or not."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from course.exercises.answers import FILE_NAME
from course.files import Places, is_regular, trouble
from course.inbox.arrivals import shown
from course.inbox.messages import Sendings, block_spans, find_parts
from course.privacy.archives import BROKEN, is_media, not_searched, texts_in
from course.privacy.identity import Person
from course.privacy.talk import listed

_MAX_BYTES = 200 * 1024 * 1024
# Pictures and packed answers inside texts: a code there is chance.
_PACKED = re.compile(r"[A-Za-z0-9+/=!_-]{160,}")
_BY = re.compile(r'"by"\s*:\s*"[A-Z0-9]+"')


def data_files(root: Path, inboxes: Iterable[Path] = ()) -> Iterator[Path]:
    """Yield every file that holds data of people; gradebook and mailbox are asked, not searched.

    Lessons, on the site or older ones, are the same for everybody; the record of deletions is no
    trace, keys and certificates' proofs name nobody; of whoever stands in a backup its own list
    tells.
    """
    places = Places(root)
    own = (places.submitted, places.autograded, places.feedback, places.root / "kelas", *inboxes)
    passed = {places.deletions, places.lock, places.laid}
    proofs = {places.certificates / "public", places.signing_key.parent, places.receiving}
    passed_by = {places.site, places.older, places.backups, *proofs}
    seen = set[Path]()
    for room in own:
        for path in sorted(filter(is_regular, room.rglob("*"))):
            if (
                path not in passed | seen
                and not passed_by.intersection(path.parents)
                and path.name != ".gitignore"
            ):
                seen.add(path)
                yield path
    yield from (*dashboards(root), *root.glob(f"release/*/{FILE_NAME}"))
    yield from (p for p in (root / ".nbgrader.log",) if p.is_file())


def dashboards(root: Path) -> list[Path]:
    """Return the copies of the dashboard: JupyterLab saves what was on the screen in them."""
    return [*root.glob("dasbor*.ipynb"), *root.glob(".ipynb_checkpoints/dasbor*.ipynb")]


def traces(root: Path, person: Person) -> list[Path]:
    """Return the files, named or filled, in which something names ``person``.

    Looked for are the code as a whole word, name, number and address, and their longer texts; also
    inside archives, documents and packed messages.
    """
    return [path for path in data_files(root) if line_for(path, root, person)]


def line_for(path: Path, root: Path, person: Person) -> str:
    """Return the sentence about a file in which something names ``person``; empty for none."""
    inside = path.is_relative_to(root)
    where = shown(str(path.relative_to(root) if inside else path))
    spoken = is_spoken(path, root)
    try:
        if path.stat().st_size > _MAX_BYTES:
            return (
                f"{where}: terlalu besar untuk diperiksa. Periksa apakah ada milik {person.code}."
            )
        data = b"" if (head := _head(path)) and is_media(head) else path.read_bytes()
    except OSError as error:
        return f"{where}: tidak bisa dibuka. {trouble(error) or 'Periksa sendiri.'}"
    if _is_result(path, root) and not person.may_be_in(data):
        data = b""  # most of a class's bytes, and nothing that the answers do not say
    called = where if inside else path.name  # a name above the folder is the computer's owner
    return line_about(where, data, person, called=called, spoken=spoken)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _is_result(path: Path, root: Path) -> bool:
    """Return whether grading made a file out of an answer file that is searched itself."""
    return str(path).startswith(_rooms(root)[:2])


def is_spoken(path: Path, root: Path) -> bool:
    """Return whether people talk in a file, or list each other; not answers, pages, results."""
    return not str(path).startswith(_rooms(root))


@lru_cache(maxsize=8)
def _rooms(root: Path) -> tuple[str, ...]:
    """Return how the paths of answers, pages and results begin; first what grading made."""
    places = Places(root)
    rooms = (
        places.autograded, places.feedback, places.submitted, places.keepsakes, places.reports,
        places.kept, places.release,
    )  # fmt: skip
    return tuple(f"{room}{os.sep}" for room in rooms)


def line_about(where: str, data: bytes, person: Person, *, called: str, spoken: bool) -> str:
    """Return the sentence about a file that names ``person``, by its name or content, or empty."""
    named = any(person.marks(called, spoken=spoken))
    try:
        found = {name: lines for name, text in texts_in(where, data)
                 if (lines := _lines(text, person, spoken=spoken))}  # fmt: skip
    except BROKEN:
        return not_searched(where, person.code)
    if not (found or named):
        return ""
    if not found:
        return f"{where}: nama berkas menyebut {person.code} atau namanya. Periksa, ganti namanya."
    inside = "; ".join(
        (f"{name.removeprefix(where).lstrip('/')}, " if name != where else "")
        + f"baris {listed(at)}"
        for name, at in sorted(found.items())[:5]
    )
    return (
        f"{where}: menyebut {person.code}, nama, atau tulisannya ({inside}). Dibiarkan: bisa jadi "
        "milik orang lain. Periksa, ubah hanya bagian tentang dia."
    )


def _lines(text: str, person: Person, *, spoken: bool) -> list[int]:
    """Return the lines, from 1, in which a text names the person."""
    blocks = block_spans(text) if "KU1" in text else []
    at = {start for code, start, _ in blocks if code == person.code}
    # The sheet is the partner's; who filled it in is a code that now leads nowhere.
    # Numbers of lines stay: what is left out has none in it.
    bare = _BY.sub(lambda m: " " * len(m[0]), _PACKED.sub(lambda m: " " * len(m[0]), text))
    bare = _plain_letters(bare)
    at |= set(person.marks(bare, spoken=spoken))
    if blocks:
        sendings = Sendings()
        sendings.add("", find_parts(text))
        for _, content in sendings.whole():
            inside = content.decode("utf-8", "replace")
            if any(person.marks(_BY.sub("", _plain_letters(inside)), spoken=spoken)):
                at.add(0)
    if not at:
        return []
    ends = [found.start() for found in re.finditer("\n", text)]
    return sorted({bisect_left(ends, one) + 1 for one in at})


def _plain_letters(text: str) -> str:
    r"""Return a text with what JSON spells out (``\u00e9``) as letters."""
    if "\\u" not in text:
        return text
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
