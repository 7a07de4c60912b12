"""A sentence that knows where it belongs: a page shows it at the cell or the field it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class Said(str):
    """``place: words``, as a command prints it, with ``about`` for who shows it where it belongs.

    ``about`` names cells of a list (``participant 7 whatsapp``: the list's key, the row, the
    column; row 0 is the whole list, no column the whole row) or fields of a form
    (``course.start``).
    """

    __slots__ = ("about", "words")
    about: tuple[str, ...]
    words: str
    """The sentence without the place before it."""

    def __new__(cls, place: str, words: str, about: Iterable[str] = (), joint: str = ": ") -> Self:
        """Make the sentence; without a place it is the words alone."""
        made = super().__new__(cls, f"{place}{joint}{words}" if place else words)
        made.words, made.about = words, tuple(about)
        return made
