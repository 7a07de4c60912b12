"""Synthetic submissions in any number, put together from the answers the lessons' tests hold.

Each exercise gets one of its frozen answers (``source/<lesson>/authors/answers/``: full, colloquial,
partial, empty, wrong type, gaming ...), some are left out; the same seed gives the same class.
Longer texts end in the participant's code, so that no two wrote the same and nothing that is
remembered from one helps with the next. They pass the inbox's own check and are filed as it files.
"""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from course import lessons
from course.exercises.answers import FILE_NAME, Answers, Entry, dump
from course.lessons.taken import usable

SOURCE = Path(__file__).parents[2] / "source"
ANSWERS = "authors/answers"
_START = datetime(2026, 11, 2, 8, tzinfo=UTC)


@cache
def frozen(lesson: str, exercise: str) -> list[dict[str, Any]]:
    """Return the frozen answers to one exercise."""
    return json.loads((SOURCE / lesson / ANSWERS / f"{exercise}.json").read_text("utf-8"))


def generate(root: Path, lesson: str, count: int, seed: int = 8, first: int = 1000) -> list[str]:
    """File ``count`` submissions to a released lesson; return the participants' codes.

    They stand on the class's list from then on, if it has one.
    """
    chance = random.Random(seed)
    codes = [f"U{number}" for number in range(first, first + count)]
    for code in codes:
        _file(root, lesson, code, chance)
    roster = root / "kelas" / "roster.csv"
    if roster.exists():
        head, *rows = roster.read_text("utf-8").splitlines()
        listed = {row.split(",")[0] for row in rows}
        new = [
            ",".join(
                {"participant": code, "consent": "2026-10-26"}.get(c, "") for c in head.split(",")
            )
            for code in codes
            if code not in listed
        ]
        roster.write_text("\n".join([head, *rows, *new]) + "\n", "utf-8")
    return codes


def _file(root: Path, name: str, code: str, chance: random.Random) -> None:
    lesson, at = lessons.load(root, name), _START + timedelta(minutes=chance.randrange(20_000))
    folder = root / "submitted" / code / name
    folder.mkdir(parents=True)
    entries = {}
    for exercise, definition in lesson.definitions.items():
        if chance.random() < 0.05:
            continue
        case = chance.choice(frozen(name, exercise))
        entries[exercise] = Entry(value=_own(case["value"], code), at=at, item=definition.item)
        for path, photo in case.get("photos", {}).items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes((SOURCE / name / ANSWERS / "photos" / photo).read_bytes())
    clean, _ = usable(Answers(lesson=name, participant=code, by=code, answers=entries), lesson)
    (folder / f"{name}.ipynb").write_bytes((root / "release" / name / f"{name}.ipynb").read_bytes())
    (folder / "timestamp.txt").write_text(f"{at:%Y-%m-%d %H:%M:%S} UTC\n", "ascii")
    (folder / FILE_NAME).write_bytes(dump(clean))


def _own(value: Any, code: str) -> Any:
    if isinstance(value, str):
        return f"{value} {code}" if value.count(" ") >= 3 else value
    if isinstance(value, dict):
        return {key: _own(one, code) for key, one in value.items()}
    return [_own(one, code) for one in value] if isinstance(value, list) else value
