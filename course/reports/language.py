"""The words and numbers of a report: Indonesian with a decimal comma, or English."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from babel.numbers import format_decimal

from course import CourseError
from course.evaluation.statistics.arrays import Note
from course.indicators import Indicator

CODES = ("id", "en")
NONE = "–"
"""What stands for a figure that cannot be computed; a note under the table says why."""
EXACT_ENOUGH = 0.001


def rounded(value: float, digits: int = 0) -> Decimal:
    """Return a finite number as it is printed: half is rounded away from zero, 22.05 to 22.1.

    What arithmetic leaves behind is no part of it: 22.049999999999997 is 22.05.
    """
    exact = Decimal(f"{value:.12g}")
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0  # no "-0.0"


@dataclass(frozen=True)
class Language:
    """One language: ``course/reports/words/<code>.toml``."""

    code: str
    sections: dict[str, dict[str, str]]

    def named(self, stem: str) -> str:
        """Return a file's name in this language: Indonesian is the plain one."""
        return stem if self.code == "id" else f"{stem}-{self.code}"

    def say(self, key: str, /, **values: object) -> str:
        """Return the words at ``section.key`` with the values in their places."""
        section, _, name = key.partition(".")
        return self.sections[section][name].format(**values)

    def number(self, value: float, digits: int = 1, *, sign: bool = False) -> str:
        """Return a rounded number with this language's decimal mark; a dash for a missing one."""
        if not math.isfinite(value):
            return NONE
        number = rounded(value, digits)
        shown = str(format_decimal(number, "0" + "." * bool(digits) + "0" * digits, self.code))
        shown = shown.replace("-", "−")
        return f"+{shown}" if sign and number > 0 else shown

    def percent(self, share: float) -> str:
        """Return a share (0 to 1) as a percentage without its sign."""
        return self.number(100 * share, 0)

    def interval(self, low: float, high: float, digits: int = 1, *, sign: bool = False) -> str:
        """Return both ends in words; empty when there is no interval."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        ends = (self.number(end, digits, sign=sign) for end in (low, high))
        return self.say("text.interval", **dict(zip(("low", "high"), ends, strict=True)))

    def with_interval(self, values: Iterable[float], digits: int = 1, *, sign: bool = False) -> str:
        """Return "11,6 [3,2; 20,0]" from (estimate, low, high)."""
        estimate, low, high = values
        ends = self.interval(low, high, digits, sign=sign)
        shown = self.number(estimate, digits, sign=sign)
        return f"{shown} [{ends}]" if ends else shown

    def p_value(self, value: float) -> str:
        """Return a p-value with three decimals, "< 0,001" below that."""
        if not math.isfinite(value):
            return NONE
        if value < EXACT_ENOUGH:
            return f"< {self.number(EXACT_ENOUGH, 3)}"
        return self.number(value, 3)

    def decoded(self, value: str | Note) -> str:
        """Return what the tables hold in code (category, step, flag, note) in words.

        Raises KeyError for a code without words.
        """
        note = value if isinstance(value, Note) else Note(value)
        values = {k: self.percent(v) if k == "share" else v for k, v in note.values}
        said = self.say(f"codes.{note.code}", **values)
        if not note.figures:
            return said
        names = dict.fromkeys(self.say(f"figures.{name}") for name in note.figures)
        return self.say("text.cannot", what=", ".join(names), why=said)

    def spelled(self, note: Note) -> dict[str, Any]:
        """Return a note as JSON knows it, with its words: code, figures, values, text."""
        kept = {"code": note.code, "figures": list(note.figures), "values": dict(note.values)}
        return {**kept, "text": self.decoded(note)}

    def listed(self, names: Sequence[str]) -> str:
        """Return "Tabel 1, Gambar 1, dan Tabel 2"."""
        if len(names) < 3:
            return self.say("text.and").join(names)
        return f"{', '.join(names[:-1])},{self.say('text.and')}{names[-1]}"

    def column(self, table: str, name: str) -> str:
        """Return the heading of a file's column in a workbook: ``facility_low_pre`` in words.

        What is said at ``[columns]`` of the column, in that table or in every one; else the words
        of what the name is made of. Raises KeyError for a column without words.
        """
        own = self.sections["columns"]
        for key in (f"{table}-{name}", name):
            if key in own:
                return own[key]
        stem, _, end = name.rpartition("_")
        if not stem or f"_{end}" not in own:
            raise KeyError(name)
        return f"{self.column(table, stem)}, {own[f'_{end}']}"

    def parts(self, table: str, name: str) -> list[str]:
        """Return what the words of a column are made of: ``facility``, ``_low``, ``_pre``."""
        own = self.sections["columns"]
        if f"{table}-{name}" in own or name in own:
            return [name]
        stem, _, end = name.rpartition("_")
        return [*self.parts(table, stem), f"_{end}"]

    def indicator(self, known: Indicator) -> str:
        """Return an indicator's name."""
        return known.name_en if self.code == "en" else known.name

    def plainly(self, known: Indicator) -> str:
        """Return an indicator's name as a participant reads it."""
        plain = known.plain_en if self.code == "en" else known.plain
        return plain or self.indicator(known)

    def group(self, known: Indicator) -> str:
        """Return the name of an indicator's group."""
        return known.group_en if self.code == "en" else known.group


CITED = re.compile(
    r"\b((?:Mc)?[A-Z][a-z]+)(?:'s)?(?: (?:dan|and|&) (?:Mc)?[A-Z][a-z]+| dkk\.| et al\.)?"
    r",? \(?((?:19|20)\d\d)\b"
)
"""A citation, "Hake, 1998" or "Bland dan Altman (1986)": the first author and the year."""


def references(words: Language, texts: Iterable[str]) -> list[str]:
    """Return the entries of ``[references]`` that the texts cite, in the order of the alphabet.

    Raises KeyError for a citation without one.
    """
    keys = {f"{name} {year}" for text in texts for name, year in CITED.findall(text)}
    return [words.sections["references"][key] for key in sorted(keys)]


@cache
def language(code: str) -> Language:
    """Return the words of a language; raises CourseError for one that is not there."""
    if code not in CODES:
        raise CourseError(f"Bahasa {code!r} tidak ada. Yang ada: {', '.join(CODES)}.")
    text = files("course").joinpath("reports", "words", f"{code}.toml").read_text("utf-8")
    sections: dict[str, Any] = tomllib.loads(text)
    return Language(code, sections)
