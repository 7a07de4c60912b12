"""The sheet in which a person confirms who is who: ``zoom/cocokkan.xlsx``.

It holds names and addresses. It is private, and nothing of it goes further than ``course zoom
import``. A workbook opens in columns in every Excel and keeps every letter; what somebody saved as
CSV beside it is read too.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course import CourseError
from course.files import Places, write_private
from course.people.exports import read_lines, tidy, title
from course.people.matching import Person, Proposal, propose
from course.people.zoom import Attendee
from course.spreadsheets import XLSX, plain_cell, typed

COLUMNS = (
    "nama_zoom", "email", "menit", "usulan", "nama_daftar", "yakin", "alasan", "benar",
)  # fmt: skip
_WIDTHS = (34, 30, 8, 9, 28, 8, 44, 12)
_TITLES = {title(column): column for column in COLUMNS}
_ASIDE = "lama-"
_WHAT = "lembar pencocokan"
UNDECIDED = "kolom benar masih kosong; tidak dihitung."
_AGAIN = "Jalankan lagi: course zoom match"
_ANEW = f"{_AGAIN}; lembar ini disimpan dan dibuat yang baru."
_YES = {"ya", "y", "iya", "yes", "true", "benar", "betul", "ok", "oke", "1", "✓", "✔", "v"}
_NO = {
    "tidak", "tdk", "t", "bukan", "no", "n", "false", "salah", "-", "x", "0", "lain",
}  # fmt: skip
_CODE = re.compile(r"([A-Za-z]{1,3})[ ._-]*([0-9]{1,6})")


@dataclass(frozen=True)
class Line:
    """One row of a sheet, as the person left it."""

    where: str
    """The file and its row."""
    attendee: Attendee
    proposed: str
    answer: str


@dataclass(frozen=True)
class Asked:
    """One attendee whom a person is to name."""

    attendee: Attendee
    minutes: int
    proposal: Proposal
    name: str
    """Whom the proposal means, as the list has it."""
    answer: str
    """What was said of them before, as it reads beside today's proposal; "" for nothing."""

    @property
    def decided(self) -> str | None:
        """Return the code that was said, "" for none of ours, None while nothing was said."""
        if not self.answer:
            return None
        if (low := _plain(self.answer)) in _NO:
            return ""
        return self.proposal.code if low in _YES else self.answer.upper()


@dataclass
class Written:
    """What the new sheet holds, and what became of older ones."""

    attendees: int
    strong: int
    """How many have a proposal that hardly needs a look."""
    notes: list[str] = field(default_factory=list)


def sheets(root: Path) -> list[Path]:
    """Return the sheets that are there: the workbook, and what was saved or downloaded beside it.

    Google Sheets and browsers call them ``cocokkan - cocokkan.csv``, ``cocokkan (1).xlsx``.
    """
    own = Places(root).matches
    return sorted(p for end in (XLSX, ".csv") for p in own.parent.glob(f"{own.stem}*{end}"))


def read_sheet(path: Path) -> list[Line]:
    """Return a sheet's rows; raises CourseError when it cannot be read or a column is gone.

    In a sheet that an Excel showed in one column the answers stand beside the table.
    """
    try:
        lines = read_lines(path, _WHAT, lambda cell: title(cell) in _TITLES)
    except CourseError as error:
        raise CourseError(f"{error} {_ANEW}") from error
    heads = [
        {_TITLES[title(cell)]: n for n, cell in enumerate(line) if title(cell) in _TITLES}
        for line in lines
    ]
    head = next((n for n, at in enumerate(heads) if {"nama_zoom", "benar"} <= at.keys()), None)
    if head is None:
        raise CourseError(f"{path}: kolom nama_zoom atau benar hilang. {_ANEW}")
    found, width = [], max(n for n, cell in enumerate(lines[head]) if cell) + 1
    for row, cells in enumerate(lines[head + 1 :], start=head + 2):
        said = {c: typed(cells[n]) if n < len(cells) else "" for c, n in heads[head].items()}
        beside = next((cell for cell in cells[width:] if cell), "")
        if any(said.values()) or beside:
            who = Attendee(said["nama_zoom"], said.get("email", ""))
            answer = said["benar"] or beside
            found.append(Line(f"{path.name}, baris {row}", who, said.get("usulan", ""), answer))
    return found


def asked(root: Path, minutes: Mapping[Attendee, int], people: Sequence[Person]) -> list[Asked]:
    """Return whom a person is to name, the surest proposals first, with what was said before."""
    return _asked(minutes, people, _earlier(root, list(minutes))[0])


def _asked(
    minutes: Mapping[Attendee, int],
    people: Sequence[Person],
    said: Mapping[tuple[str, str], Sequence[Line]],
) -> list[Asked]:
    proposals = propose(list(minutes), people)
    names = {person.code: person.name for person in people}
    order = {"kuat": 0, "ragu": 1, "": 2}
    ordered = sorted(
        minutes, key=lambda a: (order[proposals[a.key].certainty], proposals[a.key].code, a.key)
    )
    return [
        Asked(a, minutes[a], own, names.get(own.code, ""), _still(said.get(a.key, []), own))
        for a in ordered
        for own in (proposals[a.key],)
    ]


def write_sheet(
    root: Path,
    minutes: Mapping[Attendee, int],
    people: Sequence[Person],
    answers: Mapping[tuple[str, str], str] | None = None,
) -> Written:
    """Write the sheet to confirm; answers of earlier ones stay, where ``answers`` has no other.

    An earlier sheet that cannot be read, and every other one beside the workbook, is set aside
    under another name. An answer for somebody who is not in these reports stays at the foot.
    """
    said, others, notes = _earlier(root, list(minutes))
    names = {person.code: person.name for person in people}
    rows: list[tuple[object, ...]] = [COLUMNS]
    attendees = _asked(minutes, people, said)
    for one in attendees:
        who, proposal = one.attendee, one.proposal
        rows.append((
            who.name, who.email, one.minutes, proposal.code, one.name, proposal.certainty,
            proposal.reason, (answers or {}).get(who.key, one.answer),
        ))  # fmt: skip
    for line in others:
        who, gone = line.attendee, "tidak ada di laporan ini"
        named = names.get(line.proposed, "")
        rows.append((who.name, who.email, 0, line.proposed, named, "", gone, line.answer))
    own = Places(root).matches
    before = _set_aside(own) if any(p == own for p, _ in notes) else None
    lines = [f"{p.name}: {text}" for p, text in notes if p != own]
    if before is not None:
        lines += [f"{before.name}: lembar lama, {text}" for p, text in notes if p == own]
    write_private(own, _workbook(rows))
    for path in sheets(root):
        if path != own:
            lines.append(f"{path.name} disimpan sebagai {_set_aside(path).name}.")
    strong = sum(1 for one in attendees if one.proposal.certainty == "kuat")
    return Written(len(attendees), strong, lines)


def _earlier(
    root: Path, attendees: Sequence[Attendee]
) -> tuple[dict[tuple[str, str], list[Line]], list[Line], list[tuple[Path, str]]]:
    """Return the answered rows by attendee, those of nobody here, and the sheets not readable."""
    said: dict[tuple[str, str], list[Line]] = defaultdict(list)
    others: dict[tuple[tuple[str, str], str], Line] = {}
    notes = []
    for path in sheets(root):
        try:
            lines = read_sheet(path)
        except CourseError:
            notes.append((path, "tidak bisa dibaca; jawabannya tidak terbawa."))
            continue
        fitted = fit(lines, attendees)
        for number, line in enumerate(lines):
            if line.answer and number in fitted:
                said[fitted[number].key].append(line)
            elif line.answer:
                others.setdefault((line.attendee.key, line.answer), line)
    return said, list(others.values()), notes


def _still(lines: Sequence[Line], proposal: Proposal) -> str:
    """Return an earlier answer as it reads beside today's proposal; empty where two disagree.

    A yes was said to the proposal of then: where that has changed, its code is written.
    """
    said = {
        line.proposed if _plain(line.answer) in _YES and line.proposed != proposal.code
        else line.answer
        for line in lines
    }  # fmt: skip
    meant = {proposal.code if _plain(answer) in _YES else answer for answer in said}
    return min(said, key=lambda answer: (len(answer), answer)) if len(meant) == 1 else ""


def _set_aside(path: Path) -> Path:
    """Rename a file so that it is not read again, and return what it is called now."""
    number = 1
    while (new := path.with_name(f"{_ASIDE}{number}-{path.name}")).exists():
        number += 1
    path.rename(new)
    return new


def fit(lines: Sequence[Line], attendees: Iterable[Attendee]) -> dict[int, Attendee]:
    """Return which attendee each row of a sheet is about, by its number, from 0.

    Excel's "CSV" writes ``??`` for an emoji and other letters in ANSI: who is not found by name
    and address is found by the address alone, else by the Latin letters and digits of the name,
    where exactly one row and one attendee without a row have them.
    """
    by_key = {attendee.key: attendee for attendee in attendees}
    fitted = {n: by_key[x.attendee.key] for n, x in enumerate(lines) if x.attendee.key in by_key}
    taken = {attendee.key for attendee in fitted.values()}
    for mark in (_address, _letters):
        rows: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(lines):
            if number not in fitted:
                rows[mark(line.attendee)].append(number)
        free: dict[str, list[Attendee]] = defaultdict(list)
        for key, attendee in by_key.items():
            if key not in taken:
                free[mark(attendee)].append(attendee)
        for text, numbers in rows.items():
            if text and len(numbers) == 1 == len(free[text]):
                fitted[numbers[0]] = free[text][0]
                taken.add(free[text][0].key)
    return fitted


def _address(attendee: Attendee) -> str:
    return attendee.email.casefold()


def _letters(attendee: Attendee) -> str:
    low = unicodedata.normalize("NFKD", attendee.name).casefold()
    return "".join(c for c in low if c.isascii() and c.isalnum())


def confirmed(
    root: Path, codes: set[str], attendees: Mapping[Attendee, str]
) -> tuple[dict[tuple[str, str], str], list[str]]:
    """Return ``{attendee: code}`` as the person decided (empty code: none of ours), and problems.

    ``attendees`` are those of the reports, with where each stands (a file and its row). Who was
    not decided, is not in the sheet, or stands in the sheet only, is named in the problems by
    place, never by name. Raises CourseError when there is no sheet, or one cannot be read.
    """
    found = sheets(root)
    if not found:
        own = Places(root).matches
        raise CourseError(f"{own}: belum ada. Jalankan dulu: course zoom match LAPORAN.csv")
    decided: dict[tuple[str, str], str] = {}
    problems: list[str] = []
    rows: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for path in found:
        lines = read_sheet(path)
        fitted = fit(lines, attendees)
        for number, line in enumerate(lines):
            if number in fitted:
                rows[fitted[number].key].append(line)
            elif (code := _meant(line, codes)) is None or code:
                who = f"{code} tidak dihitung dari baris ini" if code else "tidak dihitung"
                if line.answer:
                    problems.append(f"{line.where}: nama ini tidak ada di laporan; {who}. {_AGAIN}")
    for attendee, where in attendees.items():
        lines = rows.get(attendee.key, [])
        if not lines:
            problems.append(
                f"{where}: nama ini belum ada di lembar cocokkan; tidak dihitung. {_AGAIN}"
            )
            continue
        problem = _decide(lines, codes, attendee, decided)
        if problem:
            problems.append(problem)
    return decided, problems


def _decide(
    lines: Sequence[Line], codes: set[str], attendee: Attendee,
    decided: dict[tuple[str, str], str],
) -> str:  # fmt: skip
    """Put what the rows of one attendee say into ``decided``; return what is wrong with them."""
    answered = [line for line in lines if line.answer]
    if not answered:
        return f"{lines[0].where}: {UNDECIDED}"
    for line in answered:
        if _meant(line, codes) is None:
            return (
                f"{line.where}: {line.answer[:20]!r} bukan ya, tidak, atau kode dari "
                "daftar peserta; tidak dihitung."
            )
    if len({_meant(line, codes) for line in answered}) > 1:
        places = " dan ".join(line.where for line in answered[:3])
        return f"{places}: jawabannya berbeda untuk nama yang sama; tidak dihitung."
    decided[attendee.key] = _meant(answered[0], codes) or ""
    return ""


def _meant(line: Line, codes: set[str]) -> str | None:
    """Return the code a row gives, empty for none of ours, None for no answer that can be read."""
    low = _plain(line.answer)
    if low in _NO:
        return ""
    wanted = line.proposed if low in _YES else line.answer
    return next((code for code in codes if _same_code(wanted, code)), None)


def _plain(answer: str) -> str:
    return answer.casefold().strip(" .!") or answer


def _same_code(text: str, code: str) -> bool:
    """Return whether ``w 7`` is W07."""
    one, other = _CODE.fullmatch(text), _CODE.fullmatch(code)
    return bool(
        one and other and one[1].upper() == other[1].upper() and int(one[2]) == int(other[2])
    )


def _workbook(rows: Sequence[Sequence[object]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415  slow to load; few commands write a workbook
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    book = Workbook()
    page: Any = book.active
    page.title = "cocokkan"
    for row in rows:
        page.append([plain_cell(tidy(cell)) if isinstance(cell, str) else cell for cell in row])
    for column, (letter, width) in enumerate(zip("ABCDEFGH", _WIDTHS, strict=True), start=1):
        page.column_dimensions[letter].width = width
        page.cell(1, column).font = Font(bold=True)
        if COLUMNS[column - 1] != "menit":
            for line in range(1, len(rows) + 1):
                page.cell(line, column).number_format = "@"
    for line in range(1, len(rows) + 1):
        page.cell(line, len(COLUMNS)).fill = PatternFill("solid", fgColor="FFF8DC")
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:H{len(rows)}"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
