"""``course invite``: a link, a message and a QR code for each participant.

What the link carries stands behind ``#``: a browser never sends that part to a server, so no code,
token or telephone number reaches a log. The files written here are private and never enter git.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import segno

from course import CourseError
from course.files import Places, write_private
from course.pages import template
from course.people.roster import Participant, mentors_of, read_roster, read_table, write_tokens
from course.spreadsheets import csv_text

# Without 0/o, 1/l/i: a token may have to be read out over the telephone.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_TOKEN_LENGTH = 4
_LOCAL = {"localhost", "127.0.0.1"}
_WHATSAPP = re.compile(r"[1-9][0-9]{7,14}")


@dataclass(frozen=True)
class Invitation:
    """What one participant gets."""

    participant: str
    """Whose link it is: a participant, or a mentor."""
    mentor: str
    link: str

    @property
    def message(self) -> str:
        """Return the message a mentor pastes into the chat with this participant."""
        if self.participant == self.mentor:
            return (
                f"Halo. Ini tautan Kelas UMKM untuk pendamping {self.mentor}: pelajaran "
                "pendampingan, lembar pengamatan, dan catatan mingguan tentang mitra Anda.\n\n"
                f"{self.link}\n\nTautan ini jangan diteruskan ke orang lain, juga ke mitra."
            )
        return (
            "Halo, Ibu/Bapak. Ini tautan belajar Kelas UMKM, khusus untuk Ibu/Bapak "
            f"({self.participant}). Ketuk tautannya, lalu pilih pelajaran:\n\n{self.link}\n\n"
            "Tautan ini jangan diteruskan ke orang lain, ya. Kalau ada yang sulit, kabari saya."
        )

    @property
    def qr(self) -> str:
        """Return the QR code of the link as inline SVG."""
        code = segno.make(self.link, error="m", micro=False)
        return str(code.svg_inline(scale=4, border=2, omitsize=True))


def invite(
    root: Path, roster: Path, site: str, *, mentors: Path | None = None, class_name: str = ""
) -> list[Invitation]:
    """Write ``root/invitations`` for everybody on the roster and return the invitations.

    Participants come first, in the roster's order, then their mentors; a mentor's link names the
    partners. Who has no token yet gets one, written into the roster. ``mentors`` is a CSV with the
    columns mentor and whatsapp. Raises CourseError naming the file, the line and the mend.
    """
    address = _address(site)
    numbers = read_numbers(mentors) if mentors else {}
    people = _with_tokens(roster)
    made = [_invitation(p, address, numbers.get(p.mentor, ""), class_name) for p in people]
    by_code = {person.code: person for person in people}
    made += [_for_mentor(code, by_code, address, class_name) for code in mentors_of(by_code)]
    folder = Places(root).invitations
    write_private(folder / "undangan.csv", _table(made).encode("utf-8-sig"))
    for name in ("pesan", "qr"):
        page = template(f"people/{name}").render(
            invitations=made, class_name=class_name or "Kelas UMKM"
        )
        write_private(folder / f"{name}.html", page.encode())
    return made


def _address(site: str) -> str:
    """Return the site's address ending in a slash; service workers need https."""
    parts = urlsplit(site)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    if not parts.hostname or not secure or parts.fragment or parts.query:
        raise CourseError(
            f"Alamat situs {site!r} tidak bisa dipakai: harus dimulai dengan https:// "
            "(tanpa itu halaman tidak bisa dibuka saat tidak ada sinyal)."
        )
    return site if site.endswith("/") else f"{site}/"


def _invitation(person: Participant, address: str, number: str, class_name: str) -> Invitation:
    carried = {"p": person.code, "t": person.token, "m": number, "k": class_name}
    fragment = urlencode({key: value for key, value in carried.items() if value})
    return Invitation(person.code, person.mentor, f"{address}#{fragment}")


def _for_mentor(
    code: str, people: Mapping[str, Participant], address: str, class_name: str
) -> Invitation:
    partners = ",".join(person.code for person in people.values() if person.mentor == code)
    carried = {"p": code, "u": partners, "k": class_name}
    fragment = urlencode({key: value for key, value in carried.items() if value}, safe=",")
    return Invitation(code, code, f"{address}#{fragment}")


def read_numbers(path: Path) -> dict[str, str]:
    """Return the mentors' WhatsApp numbers by code, in international form without ``+``.

    ``0812…`` becomes ``62812…``. Raises CourseError naming the file, the line and the mend.
    """
    rows = read_table(path, "daftar nomor pendamping")
    if rows and not {"mentor", "whatsapp"} <= rows[0].keys():
        raise CourseError(f"{path}: baris pertama harus berisi: mentor,whatsapp.")
    return {
        row["mentor"].strip(): _number(path, line, row["whatsapp"])
        for line, row in enumerate(rows, start=2)
    }


def _number(path: Path, line: int, text: str) -> str:
    digits = re.sub(r"[\s().-]", "", text).removeprefix("+")
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    if not _WHATSAPP.fullmatch(digits):
        # The number itself is private and stays out of the message.
        raise CourseError(
            f"{path}, baris {line}: nomor WhatsApp tidak terbaca. Tulis seperti 6281200000000."
        )
    return digits


def _with_tokens(roster: Path) -> list[Participant]:
    people = read_roster(roster)
    missing = [code for code, person in people.items() if not person.token]
    if missing:
        new = {code: _token() for code in missing}
        write_tokens(roster, new)
        people |= {code: replace(people[code], token=token) for code, token in new.items()}
    return list(people.values())


def _token() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_TOKEN_LENGTH))


def _table(made: Iterable[Invitation]) -> str:
    head = ("peserta", "pendamping", "tautan", "pesan")
    return csv_text([head, *((i.participant, i.mentor, i.link, i.message) for i in made)])
