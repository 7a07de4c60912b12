"""The indicators: what the programme measures, and in which lessons."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from course import CourseError

PHASES = {"pretest": "pre", "posttest": "post", "posttest-tunda": "delayed"}
"""The phase comes from the lesson's name; other lessons are exercises, not measurements."""
ATTITUDE = "S"
LEAST_ANSWERED = 0.75
"""An attitude indicator counts from 6 of its 8 items answered (curriculum, section 5)."""

_TASK = re.compile(r"(MT|N)[0-9]{2}")


@dataclass(frozen=True)
class Indicator:
    """What the programme measures."""

    code: str
    """``K2``; grade ids begin with it."""
    group: str
    """Pengetahuan, Keterampilan or Sikap."""
    name: str
    group_en: str
    name_en: str
    paper: bool
    """Whether it is one of the seven of the paper's Table 3."""


@cache
def indicators() -> dict[str, Indicator]:
    """Return every indicator by code, in reporting order."""
    rows = tomllib.loads(files("course").joinpath("indicators.toml").read_text("utf-8"))[
        "indicator"
    ]
    found = {row["code"]: Indicator(**row) for row in rows}
    if len(found) < len(rows):
        raise CourseError("indicators.toml: satu kode tertulis dua kali. Ganti salah satu.")
    return found


def known(code: str) -> Indicator:
    """Return an indicator; one that is not in the list goes by its code."""
    return indicators().get(code, Indicator(code, "", code, "", code, paper=False))


def paper_codes() -> list[str]:
    """Return the seven of the paper, in its order."""
    return [code for code, indicator in indicators().items() if indicator.paper]


def extension_codes() -> list[str]:
    """Return the indicators that extend the paper, which have a table of their own."""
    return [code for code, indicator in indicators().items() if not indicator.paper]


def is_task(code: str) -> bool:
    """Return whether a grade id's code is a mentor's task (``MT03``), which feeds no indicator."""
    return _TASK.fullmatch(code) is not None
