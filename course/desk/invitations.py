"""*Undangan*: the phone pages on a site, and everybody's own link, message and QR code.

Tokens stand on this page alone, which no browser keeps.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from course import CourseError, Said
from course.desk.page import Action, Form, Page
from course.desk.work import LOOK, Work
from course.files import Places, class_lock, write_atomically
from course.people.invitations import (
    Invitation,
    invite,
    is_local,
    qr_of,
    read_invitations,
)
from course.people.lists import KINDS
from course.people.program import find_program
from course.people.roster import find_roster

_ZIP = "situs-hp.zip"
_ADDRESSES = ("alamat", "terima")
_FILES = (
    ("qr.html", "Kartu QR untuk dicetak"), ("pesan.html", "Semua pesan di satu halaman"),
    ("undangan.xlsx", "Daftar untuk Excel"),
)  # fmt: skip


def show(root: Path, _query: Mapping[str, str]) -> dict[str, Any]:
    """Return the invitations that stand, by who passes them on, and whom one is lacking."""
    places = Places(root)
    written = read_invitations(root)
    in_order = sorted(written.made, key=lambda one: (one.speaker, one.group))
    groups = [
        (group, [_row(one, written.numbers) for one in those])
        for group, those in groupby(in_order, key=lambda one: one.group)
    ]
    return {
        "has_list": find_roster(root).exists(),
        "has_site": (places.site / "index.html").is_file(),
        "site": written.site,
        "receive": written.receive or receiving(root),
        "local": bool(written.site) and is_local(written.site),
        "groups": groups,
        "count": len(written.made),
        "lacking": written.lacking,
        "class_qr": qr_of(written.site) if written.site else "",
        "files": [(f"invitations/{name}", label) for name, label in _FILES
                  if (places.invitations / name).is_file()],
    }  # fmt: skip


def receiving(root: Path) -> str:
    """Return where the programme says that answers are received; "" where it says nothing."""
    program = find_program(root)
    return program.course.receive if program else ""


def _row(one: Invitation, numbers: Mapping[str, str]) -> dict[str, str]:
    number = numbers.get(one.participant, "")
    chat = f"https://wa.me/{number}?text={quote(one.message)}" if number else ""
    return {
        "code": one.participant, "name": one.name, "link": one.link, "message": one.message,
        "chat": chat, "qr": one.qr,
    }  # fmt: skip


def _with_scheme(address: str) -> str:
    return f"https://{address}" if address and "://" not in address else address


def make(root: Path, form: Form, work: Work) -> None:
    """Give everybody on the lists a link; who has one keeps it."""
    site, receive = (_with_scheme(form.get(name)) for name in _ADDRESSES)
    try:
        with class_lock(root):
            found = invite(root, find_roster(root), site, receive=receive)
    except CourseError as error:
        given = zip(_ADDRESSES, (site, receive), strict=True)
        work.wrong(str(error), [name for name, text in given if text and repr(text) in str(error)])
        return
    work.look(map(_of_list, found.problems))
    work.say(f"{len(found.made)} undangan sudah dibuat.")
    for line in found.said:
        work.say(line)
    if not found.numbers:
        work.say(
            "Nomor WhatsApp pendamping belum ada, jadi peserta memilih sendiri ke siapa jawabannya "
            "dikirim. Nomornya diisi di Peserta › Pendamping.",
            LOOK,
        )
    if is_local(site):
        work.say("Alamat ini hanya jalan di komputer ini; tautannya tidak terbuka di HP.", LOOK)


def _of_list(line: str) -> str:
    """Return a sentence about a list without the file's place on this computer."""
    if not isinstance(line, Said) or not line.about:
        return line
    key, row, _ = line.about[0].split(" ", 2)
    what = next(kind.what for kind in KINDS if kind.key == key).capitalize()
    return f"{what}, baris {row}: {line.words}" if row != "0" else f"{what}: {line.words}"


def zip_site(root: Path, _form: Form, work: Work) -> None:
    """Put the phone pages into one file and hand it to the browser."""
    site, content = Places(root).site, io.BytesIO()
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    if not (site / "index.html").is_file():
        raise CourseError("Halaman HP belum dibuat. Buka Pelajaran, lalu tekan Rilis yang dipilih.")
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for path in work.bar("Mengemas halaman HP", paths):
            file.write(path, path.relative_to(site).as_posix())
    write_atomically(Places(root).exports / _ZIP, content.getvalue())
    work.say(f"Situs sudah dikemas: {_ZIP} ada di folder Unduhan (Downloads).")
    work.go(f"baca/exports/{_ZIP}")


PAGE = Page(
    "undangan",
    "Undangan",
    show,
    {"buat": Action(make, "Membuat undangan"), "situs": Action(zip_site, "Mengemas halaman HP")},
)
