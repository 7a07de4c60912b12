"""The indicators: what the programme measures, and in which lessons.

Ours stand in ``indicators.toml`` beside this file; a class with ``source/indicators.toml`` measures
by its own instead (a course about something else).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from course import CourseError

PHASES = {"pretest": "pre", "posttest": "post", "posttest-tunda": "delayed"}
"""The phase comes from the lesson's name; other lessons are exercises, not measurements."""
ATTITUDE = "S"
LEAST_ANSWERED = 0.75
"""An attitude indicator counts from 6 of its 8 items answered (curriculum, section 5)."""
ORDERS = ("AB", "BA")
"""In which order somebody takes the tests' forms; the first is that of the tests themselves."""
_IN_FORM = re.compile(rf"({'|'.join(PHASES)})-([a-z])")

FILE = "indicators.toml"
_CLASS: ContextVar[Path | None] = ContextVar("class", default=None)
_CODE = re.compile(r"[A-Z][0-9]{1,2}")


def asked_name(lesson: str, form: str) -> str:
    """Return what a test answered in a form is called: ``pretest-b``."""
    return f"{lesson}-{form.lower()}"


def occasion_and_form(name: str) -> tuple[str, str]:
    """Return the test and the form that ``pretest-b`` names; the name and "" for any other."""
    found = _IN_FORM.fullmatch(name)
    return (found[1], found[2].upper()) if found else (name, "")


def form_due(order: str, lesson: str) -> str:
    """Return the form that somebody of this order takes at a test; "" where there is none.

    At the third test, weeks later, it is the form of the first: the one seen longest ago.
    """
    place = list(PHASES).index(lesson) if lesson in PHASES else -1
    return order[place % 2] if order in ORDERS and place >= 0 else ""


def name_due(order: str, lesson: str) -> str:
    """Return what somebody of this order answers at a test: ``pretest``, or ``pretest-b``."""
    form = form_due(order, lesson)
    is_own = not form or form == form_due(ORDERS[0], lesson)
    return lesson if is_own else asked_name(lesson, form)


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
    """Whether it is one of the main table (ours: the seven of the paper's Table 3)."""
    plain: str = ""
    """How a participant reads it; empty where the name is plain enough."""
    plain_en: str = ""


@contextmanager
def of_class(root: Path) -> Iterator[None]:
    """Let ``indicators`` be those of the class at ``root``, not of the folder one works in."""
    before = _CLASS.set(root)
    try:
        yield
    finally:
        _CLASS.reset(before)


def indicators() -> dict[str, Indicator]:
    """Return every indicator by code, in reporting order.

    Raises CourseError naming the file and the mend.
    """
    own = (_CLASS.get() or Path.cwd()) / "source" / FILE
    path = own if own.is_file() else Path(__file__).with_name(FILE)
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _modified: int) -> dict[str, Indicator]:
    try:
        rows = tomllib.loads(path.read_text("utf-8"))["indicator"]
        found = {row["code"]: Indicator(**row) for row in rows}
    except (ValueError, KeyError, TypeError) as error:  # ValueError: TOML, and what is no UTF-8
        raise CourseError(
            f"{path}: tidak bisa dibaca ({error}). Tiap [[indicator]] berisi code, group, name, "
            "group_en, name_en, dan paper, seperti di course/indicators.toml."
        ) from error
    if len(found) < len(rows):
        raise CourseError(f"{path}: satu kode tertulis dua kali. Ganti salah satu.")
    if wrong := [code for code in found if not _CODE.fullmatch(code)]:
        raise CourseError(
            f"{path}: kode {wrong[0]!r} harus satu huruf besar dan angka, seperti K2."
        )
    if not any(one.paper for one in found.values()):
        raise CourseError(
            f"{path}: tidak ada indikator dengan paper = true; laporan memerlukannya."
        )
    return found


def known(code: str) -> Indicator:
    """Return an indicator; one that is not in the list goes by its code."""
    return indicators().get(code, Indicator(code, "", code, "", code, paper=False))


def paper_codes() -> list[str]:
    """Return those of the main table (the seven of the paper), in its order."""
    return [code for code, indicator in indicators().items() if indicator.paper]


def extension_codes() -> list[str]:
    """Return the others, which have a table of their own."""
    return [code for code, indicator in indicators().items() if not indicator.paper]


def is_task(code: str) -> bool:
    """Return whether a grade id's code is a mentor's task (``MT03``), which feeds no indicator."""
    return _TASK.fullmatch(code) is not None
