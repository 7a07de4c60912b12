"""``course invite``: a link, a message and a QR code for each participant.

What the link carries stands behind ``#``: a browser never sends that part to a server, so no code,
token or telephone number reaches a log. The files written here are private and never enter git.
"""

from __future__ import annotations

import io
import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import segno

from course import CourseError
from course.exercises.invited import NEAR, usable_address
from course.files import Places, write_private
from course.pages import template
from course.people.forms import draw_orders, draws, order_of, orders
from course.people.lists import (
    MENTORS,
    PARTICIPANTS,
    SPEAKERS,
    Kind,
    Row,
    Table,
    find_list,
    read_list,
    write_column,
)
from course.people.program import find_program
from course.people.roster import Participant, find_roster, mentors_of, read_roster
from course.people.roster_check import LOST, UNREAD
from course.people.written import lost_digits, read_number
from course.spreadsheets import by_column, csv_text, plain_cell, read_cells
from course.words import ENGLISH_MONTHS, MONTHS

# Without 0/o, 1/l/i: a token may have to be read out over the telephone.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_TOKEN_LENGTH = 4
_MONTHS = "|".join({month[:3].lower() for month in (*MONTHS, *ENGLISH_MONTHS)})
_CHANGED_BY_EXCEL = re.compile(rf"\d+e\d+|.*(?:{_MONTHS}).*")
"""Tokens like 2e57 and 3mar, which Excel would keep as a number and a date."""
_TITLE = re.compile(r"(?:ibu|bu|bapak|pak|bpk|mas|mbak|kak)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Invitation:
    """What one participant gets."""

    participant: str
    """Whose link it is: a participant, a mentor, or a speaker."""
    mentor: str
    """Empty for a speaker."""
    link: str
    name: str = ""
    """As the private list has it; empty where it has none."""
    class_name: str = ""
    speaker: bool = False
    forms: str = ""
    """In which order the participant takes the tests' forms; empty where that was not drawn."""

    @property
    def group(self) -> str:
        """Return under which heading the message stands."""
        return "Narasumber" if self.speaker else f"Pendamping {self.mentor or '(belum ada)'}"

    @property
    def message(self) -> str:
        """Return the message a mentor pastes into the chat with this participant."""
        name = self.name if _TITLE.match(self.name) else f"Ibu/Bapak {self.name}".strip()
        course = self.class_name or "Kelas UMKM"
        if self.participant == self.mentor:
            return (
                f"Halo. Ini link {course} untuk pendamping {self.mentor}: pelajaran "
                "pendampingan, lembar pengamatan, dan catatan mingguan tentang mitra Anda.\n\n"
                f"{self.link}\n\nLink ini jangan diteruskan ke orang lain, juga ke mitra."
            )
        if self.speaker:
            return (
                f"Halo, {name}. Ini link {course} untuk narasumber ({self.participant}): lembar "
                f"evaluasi acara.\n\n{self.link}\n\nLink ini jangan diteruskan ke orang lain."
            )
        return (
            f"Halo, {name}. Ini link belajar {course}, khusus untuk Ibu/Bapak "
            f"({self.participant}). Ketuk linknya, lalu pilih pelajaran:\n\n{self.link}\n\n"
            "Link ini jangan diteruskan ke orang lain, ya. Kalau ada yang sulit, kabari saya."
        )

    @property
    def qr(self) -> str:
        """Return the QR code of the link as inline SVG."""
        return qr_of(self.link)


def qr_of(address: str) -> str:
    """Return an address's QR code as inline SVG."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=4, border=2, omitsize=True))


@dataclass
class Invited:
    """What ``invite`` made."""

    made: list[Invitation] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Who got no link or no number, and how to mend it."""
    numbers: int = 0
    """How many mentors' numbers could be read."""
    said: list[str] = field(default_factory=list)
    """What there is to say of the draw of forms."""


def invite(
    root: Path, roster: Path, site: str, *,
    mentors: Path | None = None, class_name: str = "", receive: str = "",
) -> Invited:  # fmt: skip
    """Write ``root/invitations`` for everybody on the lists and return the invitations.

    Participants come first, in the roster's order, then mentors (whose link names the partners) and
    speakers. Who has no token yet gets one, written into the list; a token that stands never
    changes. ``mentors`` is a list with the columns mentor and whatsapp, else the one beside the
    roster. Class and class name come from the programme file, and so does ``receive``, the address
    to which phones send answers by themselves. Raises CourseError naming the file
    and the mend; a wrong row keeps nobody else from a link.
    """
    address, found = site_address(site), Invited()
    shared = _shared(root, class_name, receive)
    name = shared["k"]
    people = read_roster(roster)
    mentoring = read_list(mentors, MENTORS) if mentors else find_list(roster, MENTORS)
    if mentoring is None and mentors_of(people):
        path = roster.parent / MENTORS.file
        rows = [("mentor", "whatsapp", "token"), *((code, "", "") for code in mentors_of(people))]
        write_private(path, csv_text(rows).encode("utf-8-sig"))
        mentoring = read_list(path, MENTORS)
    numbers = read_numbers(mentoring, found.problems) if mentoring else {}
    found.numbers = len(numbers)
    table = read_list(roster, PARTICIPANTS)
    tokens = _with_tokens(table, found)
    found.said = draw_orders(root, roster)
    forms = orders(root, roster) if draws(root) else {}

    def made(row: Row, kind: Kind, mentor: str, carried: dict[str, str]) -> Invitation:
        link = _link(address, carried | shared)
        own = carried.get("f", "")
        return Invitation(row[kind.key], mentor, link, row["name"], name, kind is SPEAKERS, own)

    for code, row in table.by_code.items():
        carried = {
            "p": code, "t": tokens[code], "m": numbers.get(row["mentor"], ""),
            "f": forms.get(code, ""),
        }  # fmt: skip
        found.made.append(made(row, PARTICIPANTS, row["mentor"], carried))
    partners: dict[str, list[str]] = defaultdict(list)
    for person in people.values():
        partners[person.mentor].append(person.code)
    listed = mentoring.by_code if mentoring else {}
    tokens = _with_tokens(mentoring, found) if mentoring else {}
    for code in sorted({*mentors_of(people), *listed}):
        if code not in listed:
            found.problems.append(
                f"{code} tidak ada di daftar pendamping; tautannya belum punya token. Tambahkan "
                "barisnya, lalu ulangi course invite."
            )
        row = listed.get(code, Row(0, {"mentor": code}))
        carried = {"p": code, "t": tokens.get(code, ""), "u": ",".join(partners[code])}
        found.made.append(made(row, MENTORS, code, carried))
    if speakers := find_list(roster, SPEAKERS):
        tokens = _with_tokens(speakers, found)
        for code, row in speakers.by_code.items():
            found.made.append(made(row, SPEAKERS, "", {"p": code, "t": tokens[code]}))
    _write(Places(root).invitations, found.made, name or "Kelas UMKM")
    return found


def _shared(root: Path, class_name: str = "", receive: str = "") -> dict[str, str]:
    """Return what every link of a class carries."""
    program = find_program(root)
    service = receive.strip() or (program.course.receive if program else "")
    return {
        "k": class_name or (program.course.name if program else ""),
        "c": program.course.id if program else "",
        "r": site_address(service, "penerima jawaban") if service else "",
    }


def _link(page: str, carried: Mapping[str, str]) -> str:
    fragment = urlencode({k: v for k, v in carried.items() if v}, safe=",")
    return f"{page}#{fragment}"


def link_to(root: Path, person: Participant, page: str, receive: str = "") -> str:
    """Return the link that opens ``page`` of the class's site as a person of the lists.

    As ``invite`` makes it, of what the lists say now; nothing is written. Raises CourseError for a
    list that cannot be read.
    """
    roster = find_roster(root)
    mentoring = find_list(roster, MENTORS)
    numbers = read_numbers(mentoring, []) if mentoring else {}
    partners = [p.code for p in read_roster(roster).values() if p.mentor == person.code]
    own = {
        "p": person.code, "t": person.token,
        "m": numbers.get(person.mentor, ""), "u": ",".join(partners),
        "f": order_of(root, person),
    }  # fmt: skip
    return _link(page, own | _shared(root, receive=receive))


@dataclass(frozen=True)
class Written:
    """The invitations that were last written, as far as they still hold."""

    made: list[Invitation] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)
    """Telephone numbers by code, of those that can be read."""
    lacking: list[str] = field(default_factory=list)
    """Codes on the lists without an invitation, or whose link says what is true no longer."""
    site: str = ""
    """The address in the links."""
    receive: str = ""
    """Where answers go by themselves, as the links say; empty where they say nothing."""


def read_invitations(root: Path) -> Written:
    """Return the last invitations of the class at ``root``, with names and numbers of its lists.

    Nothing is written, no token is made. Raises CourseError for a list that cannot be read.
    """
    roster, path = find_roster(root), Places(root).invitations / _TABLE
    tables = [find_list(roster, kind) for kind in (MENTORS, SPEAKERS)]
    tables += [read_list(roster, PARTICIPANTS)] if roster.exists() else []
    on_lists = {code: row for table in tables if table for code, row in table.by_code.items()}
    mentors = read_numbers(tables[0], []) if tables[0] else {}
    program = find_program(root)
    service = program.course.receive if program else ""
    partners: dict[str, list[str]] = defaultdict(list)
    for code, row in on_lists.items():
        if "participant" in row.cells:
            partners[row["mentor"]].append(code)

    def holds(row: Row, carried: dict[str, str]) -> bool:
        """Return whether a link says what the lists say now."""
        mentor = mentors.get(row["mentor"], "") if "participant" in row.cells else ""
        own = {"t": row["token"], "m": mentor, "u": ",".join(partners[carried.get("p", "")])}
        if draws(root):
            own["f"] = row["forms"] if "participant" in row.cells else ""
        if service:
            own["r"] = site_address(service, "penerima jawaban")
        return all(carried.get(name, "") == value for name, value in own.items())

    numbers = {code: number for code, row in on_lists.items()
               if (number := read_number(row["whatsapp"]))}  # fmt: skip
    lines = by_column(read_cells(path, "daftar undangan")) if path.exists() else []
    speakers = tables[1].by_code if tables[1] else {}
    made, holding = [], set()
    for line in lines:
        code, link = line.get("peserta", ""), line.get("tautan", "")
        site, _, fragment = link.partition("#")
        carried = dict(parse_qsl(fragment))
        if code not in on_lists or carried.get("t", "") != on_lists[code]["token"]:
            continue
        holding |= {code} if holds(on_lists[code], carried) else set()
        made.append(Invitation(
            code, line.get("pendamping", ""), link, on_lists[code]["name"], carried.get("k", ""),
            code in speakers, carried.get("f", ""),
        ))  # fmt: skip
    site, _, fragment = (lines[0].get("tautan", "") if lines else "").partition("#")
    receive = dict(parse_qsl(fragment)).get("r", "")
    lacking = [code for code in on_lists if code not in holding]
    return Written(made, numbers, lacking, site, receive)


def is_local(site: str) -> bool:
    """Return whether an address leads nowhere but to this computer."""
    return urlsplit(site).hostname in NEAR


_TABLE = "undangan.csv"


def _write(folder: Path, made: list[Invitation], class_name: str) -> None:
    head = ("peserta", "pendamping", "tautan", "pesan")
    rows = [head, *((i.participant, i.mentor, i.link, i.message) for i in made)]
    write_private(folder / _TABLE, csv_text(rows).encode("utf-8-sig"))
    write_private(folder / "undangan.xlsx", _book(rows))
    for name in ("pesan", "qr"):
        page = template(f"people/{name}").render(invitations=made, class_name=class_name)
        write_private(folder / f"{name}.html", page.encode())


def _book(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return rows as a sheet that opens in columns in every Excel: a CSV's commas do not."""
    from openpyxl import Workbook  # noqa: PLC0415  slow to load
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "undangan"
    for row in rows:
        sheet.append([plain_cell(text) for text in row])
    for column, width in zip("ABCD", (10, 12, 40, 70), strict=True):
        sheet.column_dimensions[column].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def site_address(site: str, what: str = "situs") -> str:
    """Return the address of the site, or of ``what`` else, ending in a slash.

    Service workers need https, and a page that came over https sends nowhere else. Raises
    CourseError for an address that phones cannot use.
    """
    if not site.strip():
        raise CourseError(f"Alamat {what} masih kosong. Tulis alamat yang dimulai dengan https://.")
    address = usable_address(site)
    if not address:
        raise CourseError(
            f"Alamat {what} {site!r} tidak bisa dipakai: harus dimulai dengan https:// "
            "(tanpa itu halaman tidak bisa dibuka saat tidak ada sinyal)."
        )
    host = urlsplit(address).hostname or ""
    if not ({".", ":"} & {*host} or is_local(address)):
        raise CourseError(
            f"Alamat {what} {site!r} belum lengkap. Salin seluruhnya, misalnya "
            f"https://{host}.example/."
        )
    return address


def service_address(root: Path) -> str:
    """Return where the class's answers are received, ending in a slash; "" where nothing is said.

    As the programme says, else the last invitations. Raises CourseError for what cannot be used.
    """
    program = find_program(root)
    told = (program.course.receive if program else "") or read_invitations(root).receive
    return site_address(told, "penerima jawaban") if told else ""


def read_numbers(table: Table, problems: list[str]) -> dict[str, str]:
    """Return the mentors' WhatsApp numbers by code, in international form without ``+``.

    A number that is not surely an Indonesian one is left out and named in ``problems``: sent to
    another country's, answers would reach a stranger.
    """
    if "whatsapp" not in table.columns:
        words = "kolom whatsapp tidak ada. Baris pertama harus berisi: mentor,whatsapp."
        problems.append(table.of_all(words, "whatsapp"))
    numbers = {}
    for code, row in table.by_code.items():
        if number := read_number(row["whatsapp"]):
            numbers[code] = number
        elif row["whatsapp"]:
            # The number itself is private and stays out of the message.
            problems.append(table.at(row, LOST if lost_digits(row["whatsapp"]) else UNREAD))
    return numbers


def _with_tokens(table: Table, found: Invited) -> dict[str, str]:
    """Return everybody's token by code; who has none gets one, written into the list."""
    found.problems += table.problems
    new = {code: _token() for code, row in table.by_code.items() if not row["token"]}
    write_column(table, "token", new)
    return {code: row["token"] or new[code] for code, row in table.by_code.items()}


def _token() -> str:
    while True:
        token = "".join(secrets.choice(LETTERS) for _ in range(_TOKEN_LENGTH))
        if not _CHANGED_BY_EXCEL.fullmatch(token):
            return token
