"""Word lists of the checkers: TOML beside the code, so that a teacher can mend a list.

``course/criteria/words.toml`` holds the lists of several lessons, a lesson's own stand in
``course/curriculum/<lesson>/words.toml``. A list is one text of words with spaces between them, or
an array where something in it is more than one word. Nothing is read before the first check: in a
participant's kernel, where the criteria are stripped, no list is ever opened.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from course import CourseError

FILE = "words.toml"
_IN_BROWSER = ("WordLists", "Pattern")
# Letters and digits, inside also space, hyphen and apostrophe: nothing that a pattern reads as a
# sign of its own.
_WORD = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*")

Lists = Mapping[str, tuple[str, ...]]
"""Words by the name of their list; a list in a group is called ``group.list``."""


def read_lists(text: str, where: str) -> Lists:
    """Return the lists in the text of a ``words.toml``; ``where`` names the file in errors.

    Raises CourseError that names the file, and the line or the list that cannot be read.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(
            f"{where}: tidak terbaca ({error}). Periksa tanda kutip dan koma di dekat baris itu."
        ) from error
    return {name: _words(value, name, where) for name, value in _flat(raw)}


def _flat(raw: Mapping[str, Any], group: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in raw.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{group}{name}.")
        else:
            yield f"{group}{name}", value


def _words(value: Any, name: str, where: str) -> tuple[str, ...]:
    listed = value.split() if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed:
        raise CourseError(f"{where}, daftar {name!r}: kosong, atau bukan daftar kata.")
    for word in listed:
        good = isinstance(word, str) and _WORD.fullmatch(word) and word == word.casefold()
        if not good:
            raise CourseError(
                f"{where}, daftar {name!r}: {word!r} tidak bisa dipakai. "
                "Tulis kata dengan huruf kecil, tanpa tanda baca."
            )
    return tuple(listed)


def lists_in(package: str) -> str:
    """Return the text of a package's ``words.toml``; "" where it has none."""
    file = files(package) / FILE
    return file.read_text("utf-8") if file.is_file() else ""


def shown_name(package: str) -> str:
    """Return how messages name the file of a package: ``course/criteria/words.toml``."""
    return f"{package.replace('.', '/')}/{FILE}"


@cache
def _read(package: str) -> Lists:
    return read_lists(lists_in(package), shown_name(package))


@cache
def _set(package: str, name: str) -> frozenset[str]:
    return frozenset(WordLists(package)[name])


@dataclass(frozen=True)
class WordLists:
    """The lists of one package, read once a process, at the first question."""

    package: str

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """Return a list in its own order. Raises CourseError where the file has no such list."""
        try:
            return _read(self.package)[name]
        except KeyError:
            raise CourseError(
                f"{shown_name(self.package)}: daftar {name!r} tidak ada, padahal dipakai."
            ) from None

    def set(self, name: str) -> frozenset[str]:
        """Return a list as a set; the same one each time."""
        return _set(self.package, name)

    def group(self, name: str) -> list[str]:
        """Return the names of the lists in a group, in the order of the file."""
        return [one for one in _read(self.package) if one.startswith(f"{name}.")]


class Pattern:
    """A regular expression with word lists in it, compiled at the first text it is asked about."""

    def __init__(self, write: Callable[[], str], flags: int = 0) -> None:
        self._write, self._flags = write, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._write(), self._flags)

    # Bound once: from the second text on each is the compiled pattern's own method.
    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """``re.Pattern.search``."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """``re.Pattern.match``."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        """``re.Pattern.fullmatch``."""
        return self.compiled.fullmatch


AnyPattern = re.Pattern[str] | Pattern
"""What a checker may search with."""


def either(listed: Collection[str], *also: str) -> str:
    """Return the alternatives of a pattern: the words, then ``also``, which are patterns.

    A space in a word stands for any space in the text.
    """
    return "|".join([*(word.replace(" ", r"\s+") for word in listed), *also])


def stems(listed: Sequence[str], *also: str) -> str:
    """Return the pattern of a list of stems, and of ``also``, which are patterns.

    From four letters on a stem takes any prefix and ending ("catat" is in "nyatetin" only if
    listed, but in "dicatat"); shorter ones stand alone, because "wa" is not in "warna".
    """
    long = [stem for stem in listed if not (stem.isalpha() and len(stem) < 4)]
    short = [stem for stem in listed if stem not in long]
    prefix = (
        "(?:diper|memper|dipun|di|ke|ka|ter|me[mnr]?[gy]?|ber|nge|ngg|ng|ny|nd|nj|m(?=b)|pe[mn]?"
        "|se|sa|tak)?"
    )
    found = f"{prefix}(?:{either(long, *also)})[a-z]*"
    if short:
        found += f"|(?:{either(short)})(?:nya|ne|na|e)?"
    return f"(?<![a-z])(?:{found})(?![a-z])"


def whole(listed: Sequence[str], *within: str, also: str = "") -> str:
    """Return the pattern of a list of words that stand alone.

    ``within`` are patterns of such words, ``also`` is one of its own.
    """
    found = f"(?<![a-z])(?:{either(listed, *within)})(?![a-z])"
    return f"{found}|{also}" if also else found
