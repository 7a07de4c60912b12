"""Sheets without names: counted once a phone, kept under nobody's code, cut out of the chat."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, new_course
from messages_out import encode

from course import lessons
from course.desk import overview
from course.evaluation.opinions import read_opinions
from course.evaluation.progress import missing
from course.exercises import open_lesson
from course.exercises.ballots import group_of, is_ballot, new_ballot
from course.inbox.collect import Collected, collect
from course.inbox.submitted import answered
from course.lessons.release import release
from course.people.program import read_program
from course.people.roster import read_roster

SHEET = "evaluasi-peserta"
BALLOT = "ZUQ000417"
SAID = "Pendampingnya sering terlambat"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = new_course(tmp_path_factory.mktemp("ballots") / "kelas")
    release(root, [SHEET])
    return root


@pytest.fixture
def root(course: Path) -> Path:
    """The class, with nothing in its rooms."""
    for room in ("submitted", "kelas"):
        shutil.rmtree(course / room, ignore_errors=True)
    (course / "kelas" / "inbox").mkdir(parents=True)
    return course


def sheet(participant: str, words: str = SAID, tries: int = 1, **head: Any) -> dict[str, Any]:
    entry = {"value": {"perbaiki": words}, "at": "2026-11-20T00:00:00+07:00", "tries": tries}
    return {
        "version": 1, "course": "kelas-umkm", "lesson": SHEET, "participant": participant,
        "by": "", "token": "", **head, "answers": {"saran": {**entry, "item": item()}},
    }  # fmt: skip


def item() -> str:
    return lessons.load(REPOSITORY, SHEET).definitions["saran"].item


def gathered(root: Path) -> Collected:
    roster = read_roster(root / "examples" / "roster.csv")
    return collect(root, root / "kelas" / "inbox", roster)


def comments(root: Path) -> list[tuple[str, str]]:
    found = answered(root, SHEET, consented=True)
    return [(one.participant, one.get("saran")["perbaiki"]) for one in found]


def chat(*messages: str, name: str = "Bu Sari") -> str:
    lines = [f"20/11/26 13.{n:02d} - {name}: {text}" for n, text in enumerate(messages)]
    return "\n".join(["20/11/26 12.58 - Pak Danu: pagi", *lines, "20/11/26 14.10 - Pak Danu: siap"])


def test_a_chat_brings_it_and_does_not_keep_it(root: Path) -> None:
    (message,) = encode(sheet(BALLOT), "Pendapat saya", datetime(2026, 11, 20, tzinfo=UTC))
    path = root / "kelas" / "inbox" / "chat.txt"
    path.write_text(chat("terima kasih", message), "utf-8")
    done = gathered(root)
    assert done.accepted == [f"{SHEET}: satu lembar tanpa nama"]
    assert comments(root) == [(BALLOT, SAID)]
    left = path.read_text("utf-8")
    assert "KU1/" not in left
    assert "Bu Sari: terima kasih" in left, "the rest of the chat is not ours to cut"
    assert "Pak Danu: siap" in left
    for kept in (root / "kelas").rglob("*.json"):
        text = kept.read_text("utf-8")
        assert "Sari" not in text
        assert json.loads(text)["participant"] == BALLOT
    again = gathered(root)
    assert (again.accepted, again.refused) == ([], [])


def test_another_folder_s_chat_is_told_about(root: Path, tmp_path: Path) -> None:
    (message,) = encode(sheet(BALLOT), "Pendapat saya", datetime(2026, 11, 20, tzinfo=UTC))
    box = tmp_path / "unduhan"
    box.mkdir()
    (box / "chat.txt").write_text(text := chat(message), "utf-8")
    done = collect(root, box, read_roster(root / "examples" / "roster.csv"))
    assert (box / "chat.txt").read_text("utf-8") == text
    assert any("berkas ini sendiri jangan dibagikan" in note for note in done.notes)


def test_a_phone_has_one_vote(root: Path) -> None:
    box = root / "kelas" / "inbox"
    (box / "satu.txt").write_text(json.dumps(sheet(BALLOT)), "utf-8")
    gathered(root)
    (box / "dua.txt").write_text(json.dumps(sheet(BALLOT, "Sudah baik", tries=2)), "utf-8")
    (box / "tiga.txt").write_text(json.dumps(sheet("ZUB000002", "Lebih lama")), "utf-8")
    gathered(root)
    assert comments(root) == [("ZUB000002", "Lebih lama"), (BALLOT, "Sudah baik")]
    assert read_opinions(root, SHEET)["participant"].nunique() == 2


@pytest.mark.parametrize(
    "given",
    [sheet("U07"), sheet("U07", by="U07", token="k7pm"), sheet("")],
    ids=["code", "proof", "none"],
)
def test_a_code_is_not_taken(root: Path, given: dict[str, Any]) -> None:
    path = root / "kelas" / "inbox" / "jawaban.txt"
    path.write_text(json.dumps(given), "utf-8")
    done = gathered(root)
    assert done.accepted == []
    assert done.refused
    assert comments(root) == []
    assert not list((root / "kelas").rglob("kept/**/*.json"))


def test_what_betrays_its_sender_is_taken_off(root: Path) -> None:
    given = sheet(BALLOT, by="U07", token="k7pm")
    given["answers"]["saran"]["at"] = "2026-11-20T13:05:41+07:00"
    (root / "kelas" / "inbox" / "jawaban.txt").write_text(
        "Jawaban U07, Bu Sari\n" + json.dumps(given), "utf-8"
    )
    gathered(root)
    (kept,) = (root / "kelas").rglob("kept/**/*.json")
    text = kept.read_text("utf-8")
    assert not any(word in text for word in ("U07", "k7pm", "Sari", "13:05"))
    assert "2026-11-20T00:00:00+07:00" in text


def test_a_ballot_hands_in_nothing_else(root: Path) -> None:
    given = {**sheet(BALLOT), "lesson": "pretest"}
    (root / "kelas" / "inbox" / "jawaban.txt").write_text(json.dumps(given), "utf-8")
    (line,) = gathered(root).refused
    assert "tidak ada di daftar peserta" in line


def test_nobody_is_asked_for_one(root: Path) -> None:
    program = read_program(root / "examples" / "program.toml")
    stage = program.stage[-1].model_copy(update={"lessons": (SHEET,)})
    own = program.model_copy(update={"stage": (stage,), "week": (), "test": ()})
    roster = read_roster(root / "examples" / "roster.csv")
    assert missing(root, own, roster, stage.end) == {}


def test_ballots_say_only_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = {new_ballot("W") for _ in range(200)}
    assert len(drawn) > 195
    assert all(is_ballot(one) and group_of(one) == "W" for one in drawn)
    assert not any(map(is_ballot, ("U07", "ZU07", "MH03", "ZUQ00041", "")))
    monkeypatch.chdir(tmp_path)
    assert open_lesson(SHEET, anonymous=True) is None
    first = json.loads((tmp_path / "answers.json").read_text("utf-8"))
    open_lesson(SHEET, anonymous=True)
    assert json.loads((tmp_path / "answers.json").read_text("utf-8")) == first
    assert (is_ballot(first["participant"]), first["by"]) == (True, "")


def test_the_desk_counts_its_tasks_and_nobody_for_it(root: Path) -> None:
    inbox = root / "kelas" / "inbox"
    (inbox / "a.txt").write_text(json.dumps(sheet(BALLOT)), "utf-8")
    (inbox / "b.txt").write_text(json.dumps(sheet("ZUR000418")), "utf-8")
    gathered(root)
    (step,) = (one for one in overview.steps(root) if one.page == "kiriman")
    assert step.says == "2 tugas dari 0 orang sudah masuk."
