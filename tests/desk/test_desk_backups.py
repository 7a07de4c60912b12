"""*Cadangan* and *Kelas ini*: what is asked before it is done, and what does not hold a class up."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from course import CourseError
from course.desk import backups, overview
from course.desk.page import Form
from course.desk.work import State, Work
from course.files import KELAS, Places
from course.privacy.backup import backup, safety_copy


def press(action: Any, root: Path, **values: str) -> State:
    """Press a button in this process; return what was said."""
    work = Work(State("uji"), lambda _state: None)
    action(root, Form(values, ()), work)
    return work.state


def test_an_old_copy_is_thrown_away_after_a_question(small_class: Path) -> None:
    path = backup(small_class)
    name = path.relative_to(small_class / KELAS).as_posix()
    asked = press(backups.throw_away, small_class, berkas=name)
    assert asked.ask
    assert path.exists()
    press(backups.throw_away, small_class, **dict(asked.values))
    assert not path.exists()
    handed = Places(small_class).exports / "U07.zip"
    handed.parent.mkdir(exist_ok=True)
    handed.touch()
    press(backups.throw_away, small_class, berkas="exports/U07.zip", ya="1")
    assert not handed.exists()


def test_a_zip_that_is_no_backup_is_refused(small_class: Path, tmp_path: Path) -> None:
    chat = tmp_path / "WhatsApp Chat.zip"
    with zipfile.ZipFile(chat, "w") as file:
        file.writestr("chat.txt", "02/11/26 halo")
    work = Work(State("uji"), lambda _state: None)
    backups.take(small_class, Form({}, ((chat.name, chat),)), work)
    assert "bukan cadangan kelas" in work.state.lines[0][1]
    assert not list(Places(small_class).backups.glob("*.zip"))
    mine = backup(small_class)
    copy = Path(shutil.copy(mine, tmp_path / "dari rumah.zip"))
    backups.take(small_class, Form({}, ((copy.name, copy),)), work)
    assert "Tekan Pulihkan di barisnya" in work.state.lines[-1][1]


def test_before_an_undo_it_is_said_what_goes_with_it(small_class: Path) -> None:
    copy = safety_copy(small_class, "sebelum daftar berubah")
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    for path in small_class.rglob("*"):
        os.utime(path, (long_ago.timestamp(), long_ago.timestamp()))
    assert copy.exists()
    assert not any("hilang" in words for _, words in press(backups.undo_last, small_class).lines)
    sent = next(Places(small_class).kept.glob("*/*/*.json"))
    sent.touch()
    os.utime(sent, None)
    os.utime(next(Places(small_class).release.glob("*/*.ipynb")), None)
    said = [words for _, words in press(backups.undo_last, small_class).lines]
    assert any("ikut hilang dari kelas: pelajaran yang dirilis, 1 kiriman" in one for one in said)


@pytest.mark.parametrize("name", ["roster.csv", "../gradebook.db", "exports/../roster.csv", ""])
def test_nothing_else_is_thrown_away(small_class: Path, name: str) -> None:
    with pytest.raises(CourseError):
        press(backups.throw_away, small_class, berkas=name, ya="1")
    assert (small_class / KELAS / "roster.csv").exists()


def test_who_has_not_consented_yet_does_not_hold_the_class_up(small_class: Path) -> None:
    roster = small_class / KELAS / "roster.csv"
    head, *rows = roster.read_text("utf-8").splitlines()
    at = head.split(",").index("consent")
    cells = rows[0].split(",")
    cells[at] = ""
    roster.write_text("\n".join([head, ",".join(cells), *rows[1:]]) + "\n", "utf-8")
    first = overview.steps(small_class)[0]
    assert first.is_done
    assert "1 hal perlu diperbaiki" in first.says
    # A code that stands twice does.
    roster.write_text("\n".join([head, ",".join(cells), *rows[1:], rows[1]]) + "\n", "utf-8")
    assert not overview.steps(small_class)[0].is_done


def test_the_next_step_opens_the_list_that_is_wrong(small_class: Path) -> None:
    (small_class / KELAS / "mentors.csv").write_text("mentor,lecturer\nMH01,Pak Budi\n", "utf-8")
    first = overview.steps(small_class)[0]
    assert (first.is_done, first.page) == (False, "peserta?daftar=pendamping")


def test_nobody_is_to_be_invited_whose_answers_have_come(small_class: Path) -> None:
    def invite() -> overview.Step:
        return next(step for step in overview.steps(small_class) if step.page == "undangan")

    assert invite().is_done  # who is on the small class's list has sent
    assert "sudah masuk tanpa undangan" in invite().says
    roster = small_class / KELAS / "roster.csv"
    head, *rows = roster.read_text("utf-8").splitlines()
    more = ",".join("U88" if name == "participant" else "" for name in head.split(","))
    roster.write_text("\n".join([head, *rows, more]) + "\n", "utf-8")
    assert not invite().is_done
