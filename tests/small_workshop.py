"""A workshop of a few invented people, written down as a class keeps it, without Zoom."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conftest import REPOSITORY

from course import lessons
from course.files import Places
from course.spreadsheets import csv_text

PARTICIPANTS = "evaluasi-peserta"
ROSTER = ("participant", "mentor", "token", "consent", "name", "email")


def new_workshop(root: Path, seed: int, texts: Sequence[str] = ("baik",)) -> list[str]:
    """Lay a workshop down at ``root``; return the codes of who registered.

    ``texts`` are the people's names, the polls' options and the open answers.
    """
    dice, places = random.Random(seed), Places(root)
    codes = [f"W{n:02d}" for n in range(1, dice.randint(5, 12) + 1)]
    places.workshop.mkdir(parents=True)
    (root / "source").symlink_to(REPOSITORY / "source")
    shutil.copy(REPOSITORY / "examples" / "program.toml", places.program)
    people = [
        (code, "", "", "2026-11-01", texts[n % len(texts)], f"{code}@contoh.example")
        for n, code in enumerate(codes)
    ]
    with places.workshop_list.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([ROSTER, *people])  # a person's own list guards nothing
    came = [(code, dice.randint(0, 120), 1) for code in codes if dice.random() < 0.9]
    places.attendance.write_text(csv_text([("participant", "minutes", "joins"), *came]), "utf-8")
    votes = [
        (code, number, question, texts[(number + n) % len(texts)])
        for n, question in enumerate(("Sudah?", texts[0]))
        for number, code in enumerate(codes)
        if dice.random() < (0.8, 0.4)[n]
    ]
    places.votes.write_text(
        csv_text([("participant", "voter", "question", "answer"), *votes]), "utf-8"
    )
    for number, code in enumerate(codes):
        if dice.random() < 0.8:
            hand_in(places, code, answers(dice, texts[number % len(texts)]))
    return codes


def answers(dice: random.Random, text: str) -> dict[str, dict[str, Any]]:
    """One person's evaluation sheet, with gaps."""
    found: dict[str, dict[str, Any]] = {}
    for exercise, definition in lessons.load(REPOSITORY, PARTICIPANTS).definitions.items():
        for field in definition.fields:
            if field.kind == "scale":
                value: Any = dice.randint(1, 5)
            elif field.kind == "choices":
                value = [dice.choice([key for key, _ in field.to_json()["options"]])]
            else:
                value = str(dice.randint(0, 10)) if field.kind == "number" else text
            if dice.random() < 0.7:
                found.setdefault(exercise, {})[field.key] = value
    return found


def hand_in(places: Places, code: str, values: dict[str, dict[str, Any]]) -> None:
    """Lay down what ``code`` answered, as ``course collect`` does: under a ballot."""
    ballot = f"ZW{code[0]}{int(code[1:]):06d}"
    known = lessons.load(REPOSITORY, PARTICIPANTS).definitions
    at = "2026-11-07T12:00:00+07:00"
    entries = {name: {"value": v, "at": at, "item": known[name].item} for name, v in values.items()}
    sheet = {"version": 1, "course": "kelas-umkm", "lesson": PARTICIPANTS, "participant": ballot,
             "answers": entries}  # fmt: skip
    folder = places.submitted / ballot / PARTICIPANTS
    folder.mkdir(parents=True)
    folder.joinpath("answers.json").write_text(json.dumps(sheet), "utf-8")
