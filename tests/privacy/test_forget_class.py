"""One of two hundred leaves: every byte of the others is compared before and after."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from conftest import run_course
from private_class import answers, block, everything, new_class, write

FIRST = (
    "Mawar",
    "Dewi",
    "Melati",
    "Kenanga",
    "Cempaka",
    "Seruni",
    "Dahlia",
    "Anggrek",
    "Teratai",
    "Sedap",
)
LAST = tuple(f"Contoh{letter}" for letter in "abcdefghijklmnopqrst")
GONE = "U107"


def name_of(number: int) -> str:
    return f"{FIRST[number % 10]} {LAST[number // 10]}"


def number_of(number: int) -> str:
    return f"+62 812-0000-{number:04}"


def chat_of(group: int, numbers: list[int], *, gone: str = "") -> str:
    """Return a mentor's chat with ten people; ``gone`` stands where U107 would."""
    lines, text = [], ""
    for number in numbers:
        code, name = f"U{number:03}", name_of(number)
        sender = number_of(number) if number % 2 else name
        lines += [(sender, f"Pagi Bu, ini {FIRST[number % 10].lower()} segar"),
                  (sender, block(code, f"Dagangan nomor {number} dari kampung sendiri"))]  # fmt: skip
    lines.append((f"Pendamping {group}", "Terima kasih, U999 dan toko Mawar juga sudah"))
    own = {name_of(int(GONE[1:])), number_of(int(GONE[1:]))} if gone else set()
    lines = [(gone, gone) if sender in own else (sender, said) for sender, said in lines]
    for minute, (sender, said) in enumerate(lines):
        text += f"22/11/26 {8 + minute // 60:02}.{minute % 60:02} - {sender}: {said}\n"
    return text


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def lay(root: Path) -> Path:
    rows = [
        f'U{n:03},MH{n // 10:02},k{n:03},2026-10-29,"{name_of(n)}",{number_of(n)},'
        for n in range(200)
    ]
    new_class(root, *rows)
    for n in range(200):
        code = f"U{n:03}"
        write(
            root,
            f"kelas/inbox/m1_{code}.txt",
            answers(code, f"Kue {name_of((n + 7) % 200).split()[0]} nomor {n}"),
        )
        write(root, f"autograded/{code}/pretest/pretest.ipynb", f'{{"cells": ["{code}"]}}')
        write(root, f"feedback/{code}/pretest/pretest.html", f"<p>Halo {code}</p>")
    for group in range(20):
        numbers = list(range(group * 10, group * 10 + 10))
        text = chat_of(group, numbers)
        write(root, f"kelas/inbox/Chat {group}.txt", text)
        write(
            root,
            f"kelas/inbox/Chat {group}.zip",
            packed({"_chat.txt": text.encode(), "IMG.jpg": b"\xff\xd8\xff"}),
        )
    write(root, "kelas/workshop/hadir.csv",
          "participant,minutes,joins\n" + "".join(f"U{n:03},{n},1\n" for n in range(200)))  # fmt: skip
    write(root, "kelas/laporan saya.txt", "Kelas ini punya 200 orang.")
    return root


@pytest.mark.long
def test_every_byte_of_the_other_hundred_and_ninety_nine_stays(tmp_path: Path) -> None:
    root = lay(tmp_path / "kelas")
    before = everything(root)
    done = run_course(root, "forget", GONE, "--yes")
    after = everything(root)
    lost = before.keys() - after.keys()
    assert lost == {
        f"submitted/{GONE}/pretest/answers.json", f"kelas/inbox/kept/{GONE}/pretest/0a.json",
        f"kelas/inbox/m1_{GONE}.txt", f"autograded/{GONE}/pretest/pretest.ipynb",
        f"feedback/{GONE}/pretest/pretest.html",
    }  # fmt: skip
    assert after.keys() <= before.keys()
    changed = {name for name in after if after[name] != before[name]}
    lists = {"kelas/roster.csv", "kelas/inbox/kept/decisions.csv", "kelas/workshop/hadir.csv"}
    assert changed == {*lists, "kelas/inbox/Chat 10.txt", "kelas/inbox/Chat 10.zip"}
    for name in lists:
        kept = [
            x for x in before[name].splitlines(keepends=True) if not x.startswith(GONE.encode())
        ]
        assert after[name] == b"".join(kept)
    left = chat_of(10, list(range(100, 110)), gone="[dihapus]").encode()
    assert after["kelas/inbox/Chat 10.txt"] == left
    with zipfile.ZipFile(io.BytesIO(after["kelas/inbox/Chat 10.zip"])) as archive:
        assert archive.namelist() == ["_chat.txt", "IMG.jpg"]
        assert archive.read("_chat.txt") == left
    assert done.returncode == 1  # a picture of the chat may be theirs
    assert [
        x for x in done.stdout.splitlines() if x.startswith("!") and "Chat 10.zip" not in x
    ] == []
