"""A class of a few files, with answers, chats and lists made up here: no lesson, no gradebook."""

from __future__ import annotations

import base64
import json
import shutil
import zlib
from datetime import UTC, datetime
from pathlib import Path

from conftest import REPOSITORY

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
ROSTER = "participant,mentor,token,consent,name,whatsapp,email"


def answers(
    code: str, text: str, *, by: str = "", lesson: str = "pretest", photo: str = ""
) -> bytes:
    """Return an answer file."""
    value = {"status": text} | ({"foto": photo} if photo else {})
    entry = {"value": value, "at": f"{AT:%Y-%m-%dT%H:%M:%SZ}", "tries": 1}
    whole = {
        "version": 1, "course": "kelas-umkm", "lesson": lesson, "participant": code, "by": by,
        "token": "k7pm", "answers": {"status-wa": entry},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False).encode()


def block(code: str, text: str = "Donat hangat dari dapur kami sendiri") -> str:
    """Return the message the phone page writes for ``answers``."""
    packed = zlib.compress(answers(code, text))
    data = base64.b64encode(packed, altchars=b"-!").decode().rstrip("=")
    sums = f"{zlib.crc32(packed):08x}/{zlib.crc32(data.encode()):08x}"
    return (
        f'Jawaban {code} untuk "Tes awal", 2 November 2026 pukul 19.50.\n'
        f"Jangan diubah, langsung kirim saja.\n\nKU1/{code}/pretest/1-1/z/{sums}/{data}/KU"
    )


def new_class(root: Path, *people: str) -> Path:
    """Lay out a class of these rows of the roster (as ``ROSTER``); each has handed in a pretest."""
    (root / "kelas" / "inbox").mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    write(root, "source/pretest/pretest.ipynb", json.dumps(empty))
    write(root, "kelas/roster.csv", "\n".join([ROSTER, *people]) + "\n")
    for row in people:
        code = row.split(",")[0]
        own = f"Kiriman asli dari dapur {code}, tiap pagi dan sore"
        write(root, f"submitted/{code}/pretest/answers.json", answers(code, own))
        write(root, f"kelas/inbox/kept/{code}/pretest/0a.json", answers(code, own))
    rows = [f"{row.split(',')[0]},pretest,0a,counts,2026-11-02" for row in people]
    write(root, "kelas/inbox/kept/decisions.csv",
          "\n".join(["participant,lesson,sending,decision,date", *rows]) + "\n")  # fmt: skip
    return root


def write(root: Path, name: str, content: str | bytes) -> Path:
    """Write a file below ``root``."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def everything(root: Path) -> dict[str, bytes]:
    """Return every file by its path; what a run of a command leaves for the next one is nobody's."""
    passing = {"kelas/.lock", "kelas/deletions.csv"}
    files = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in passing}
