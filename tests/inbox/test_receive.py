"""Who may hand in what: each wrong sender gets one line with the mend, each right one goes through."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import REPOSITORY

from course import lessons
from course.exercises import open_lesson
from course.exercises.answers import Answers, AnswersError, read_answers
from course.inbox.arrivals import Arrival, one_line
from course.inbox.receive import Received, receive
from course.inbox.register import Register
from course.people.invitations import invite
from course.people.roster import Participant, mentors_of, read_roster, with_mentors

ROSTER = {
    **read_roster(REPOSITORY / "examples" / "roster.csv"),
    "NS01": Participant("NS01", "", "n4qz"),
}
FIRST = {
    "pretest": ("tujuan", {"jawaban": "temukan"}),
    "pendampingan": ("janji-rahasia", {"janji": "ya"}),
    "pengamatan": ("amati-tentang", {"cara": "tatap"}),
    "evaluasi-narasumber": ("kendala", {"apa": ["waktu"]}),
}


def hand_in(lesson: str, participant: str, by: str = "", token: str = "") -> Received:
    exercise, value = FIRST[lesson]
    known = lessons.load(REPOSITORY, lesson)
    entry = {
        "value": value,
        "at": "2026-11-20T10:00:00+07:00",
        "item": known.definitions[exercise].item,
    }
    content: dict[str, Any] = {
        "version": 1, "course": "kelas-umkm", "lesson": lesson, "participant": participant,
        "by": by or participant, "token": token, "answers": {exercise: entry},
    }  # fmt: skip
    arrival = Arrival("kiriman.txt", json.dumps(content).encode(), "kiriman.txt", "kiriman.txt")
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return receive(arrival, Register(with_mentors(ROSTER), {lesson: known}), now)


@pytest.mark.parametrize(
    ("lesson", "participant", "by"),
    [
        ("pretest", "U07", ""),
        ("pendampingan", "MH04", ""),
        ("pengamatan", "U07", "MH04"),
        ("evaluasi-narasumber", "NS01", ""),
    ],
)
def test_the_right_sender_goes_through(lesson: str, participant: str, by: str) -> None:
    received = hand_in(lesson, participant, by)
    assert received.key == (participant, lesson)
    assert received.taken.counted.by == (by or participant)


@pytest.mark.parametrize(
    ("lesson", "participant", "by", "line"),
    [
        ("pretest", "MH04", "", "pretest untuk peserta, sedangkan MH04 adalah pendamping"),
        ("pendampingan", "U07", "", "pendampingan untuk pendamping, sedangkan U07 adalah peserta"),
        ("pendampingan", "MH99", "", "MH99 tidak ada di daftar peserta"),
        ("pengamatan", "U07", "", "diisi oleh bukan pendamping; pendampingnya MH04"),
        ("pengamatan", "U07", "MH01", "diisi oleh MH01; pendampingnya MH04"),
        ("pengamatan", "MH04", "MH04", "Minta pendamping memilih mitra"),
        ("evaluasi-narasumber", "U07", "", "lembar ini untuk narasumber"),
        ("evaluasi-narasumber", "NS02", "", "NS02 tidak ada di daftar narasumber"),
    ],
)
def test_a_wrong_sender_gets_one_line(lesson: str, participant: str, by: str, line: str) -> None:
    with pytest.raises(AnswersError) as refused:
        hand_in(lesson, participant, by)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("said", "kept"), [("tidak-v1", False), ("setuju-v1", True)])
def test_behind_a_no_nothing_is_kept(said: str, kept: bool) -> None:  # noqa: FBT001
    """An older page, or JupyterLab, may have sent it all the same."""
    known = lessons.load(REPOSITORY, "asesmen")
    values = {"persetujuan": {"jawab": said}, "barang": {"barang": "rempeyek kacang"}}
    entries = {
        name: {"value": value, "at": "2026-10-29T10:00:00+07:00",
               "item": known.definitions[name].item}
        for name, value in values.items()
    }  # fmt: skip
    content = {
        "version": 1, "course": "kelas-umkm", "lesson": "asesmen", "participant": "U07",
        "by": "U07", "token": "", "answers": entries,
    }  # fmt: skip
    arrival = Arrival("kiriman.txt", json.dumps(content).encode(), "kiriman.txt", "kiriman.txt")
    register = Register(with_mentors(ROSTER), {"asesmen": known})
    one = receive(arrival, register, datetime(2026, 11, 1, tzinfo=UTC))
    assert one.taken.counted.answers["persetujuan"].value["jawab"] == said
    assert ("barang" in one.taken.kept.answers, b"rempeyek" in one.taken.data) == (kept, kept)


def test_a_sheet_about_a_partner_without_mentor_comes_from_nobody() -> None:
    asked = {"pengamatan": lessons.load(REPOSITORY, "pengamatan")}
    alone = Register({"U01": Participant("U01", "", "")}, asked)
    for by in ("", "U01", "MH01"):
        sent = Answers(lesson="pengamatan", participant="U01", by=by)
        with pytest.raises(AnswersError, match="pendampingnya belum ada"):
            alone.admit("kiriman.txt", sent)


def test_a_partner_s_token_is_not_asked_of_the_mentor() -> None:
    assert not hand_in("pengamatan", "U07", "MH04", token="").held
    assert hand_in("pretest", "U07", token="k7pm").held


def test_a_mentor_s_link_names_the_partners(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_bytes((REPOSITORY / "examples" / "roster.csv").read_bytes())
    made = invite(tmp_path, roster, "https://kelas.example/", class_name="Kelas Contoh").made
    assert [one.participant for one in made[10:]] == mentors_of(ROSTER)
    carried = parse_qs(urlsplit(made[12].link).fragment)
    assert len(carried.pop("t")[0]) == 4
    assert carried == {"p": ["MH03"], "u": ["U05,U06"], "k": ["Kelas Contoh"]}
    assert "pendamping MH03" in made[12].message


def test_in_jupyterlab_the_observer_says_who_and_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    form = open_lesson("pengamatan", observer=True)
    form.value = {"pendamping": "mh04 ", "mitra": "u07"}
    form.revision = 1
    assert form.problem == ""
    answers = read_answers(tmp_path / "answers.json").answers
    assert (answers.participant, answers.by) == ("U07", "MH04")
    again = open_lesson("pengamatan", observer=True)
    assert again.value == {"pendamping": "MH04", "mitra": "U07"}
    again.value = {"pendamping": "MH04"}
    again.revision = 1
    assert "Belum tersimpan" in again.problem


def test_in_jupyterlab_speakers_and_mentors_are_asked_for_their_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for who, example in (("peserta", "U07"), ("pendamping", "MH03"), ("narasumber", "NS01")):
        form = open_lesson("pretest", who=who)
        assert who in form.prompt
        assert form.fields[0]["help"].startswith(f"Contoh: {example}. ")


def test_one_line_holds_nothing_that_is_not_seen() -> None:
    for code in (
        *range(0x3100),
        *range(0xD7F0, 0xF000, 7),
        *range(0xFE00, 0x11000),
        0xE0001,
        0x10FFFF,
    ):
        char = chr(code)
        unseen = "\ufffd" if unicodedata.category(char).startswith("C") else char
        assert one_line(f"a{char}b") == f"a{' ' if char.isspace() else unseen}b", hex(code)
    assert one_line("\n a\t") == "a"
