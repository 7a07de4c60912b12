"""The private lists of a class, read row by row: participants, mentors, lecturers, speakers.

A list is a CSV as any program saves it, or a sheet of an XLSX. What can mean only one thing is read
and said (``notes``); what cannot is named with its row and the mend (``problems``), and the rows
beside it go on. Names and numbers never stand in a message.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from course import CourseError, Said, spreadsheets
from course.people.written import read_code, read_date, seen
from course.spreadsheets import XLSX, Cells

HEAD_AMONG = 20
"""How many rows may stand above the columns' names."""


@dataclass(frozen=True)
class Kind:
    """What one list may hold."""

    what: str
    file: str
    sheets: tuple[str, ...]
    """What its sheet of an XLSX may be called, the documented name first."""
    key: str
    codes: tuple[str, ...]
    """Columns that hold codes."""
    required: tuple[str, ...]
    optional: tuple[str, ...]


PARTICIPANTS = Kind(
    "daftar peserta", "roster.csv",
    ("peserta", "participant", "participants", "roster", "daftar peserta"),
    "participant", ("participant", "mentor"), ("participant", "mentor", "consent"),
    ("token", "helper", "name", "whatsapp", "email", "business", "town", "certificate", "forms"),
)  # fmt: skip
MENTORS = Kind(
    "daftar pendamping", "mentors.csv", ("pendamping", "mentor", "mentors", "daftar pendamping"),
    "mentor", ("mentor", "lecturer"), ("mentor",),
    ("token", "whatsapp", "name", "email", "lecturer"),
)  # fmt: skip
LECTURERS = Kind(
    "daftar dosen", "lecturers.csv", ("dosen", "lecturer", "lecturers", "daftar dosen"),
    "lecturer", ("lecturer",), ("lecturer",), ("whatsapp", "name", "email"),
)  # fmt: skip
SPEAKERS = Kind(
    "daftar narasumber", "speakers.csv",
    ("narasumber", "speaker", "speakers", "daftar narasumber"),
    "speaker", ("speaker",), ("speaker",), ("token", "whatsapp", "name", "email"),
)  # fmt: skip
KINDS = (PARTICIPANTS, MENTORS, SPEAKERS, LECTURERS)
"""A sheet is of the first kind whose key it has: participants have mentors, mentors lecturers."""

_KNOWN = {name for kind in KINDS for name in (*kind.required, *kind.optional)}

SYNONYMS = {
    "peserta": "participant", "kode peserta": "participant", "pendamping": "mentor",
    "kode pendamping": "mentor", "dosen": "lecturer", "kode dosen": "lecturer",
    "narasumber": "speaker", "kode narasumber": "speaker", "persetujuan": "consent",
    "pembantu": "helper", "nama": "name", "wa": "whatsapp", "nomor wa": "whatsapp",
    "no wa": "whatsapp", "e mail": "email", "surel": "email", "usaha": "business", "kota": "town",
    "nama lengkap": "name", "nama peserta": "name", "nama pendamping": "name", "no hp": "whatsapp",
    "nomor hp": "whatsapp", "hp": "whatsapp", "no whatsapp": "whatsapp",
    "nomor whatsapp": "whatsapp", "nama usaha": "business", "jenis usaha": "business",
    "kabupaten": "town", "dibantu": "helper", "sertifikat": "certificate",
    "bentuk": "forms", "bentuk tes": "forms", "urutan tes": "forms",
}  # fmt: skip
"""Names of columns in Indonesian (``docs/pengajar/perintah.md``)."""
_LIKE_CONSENT = ("consent", "persetujuan", "konsen", "setuju", "informed consent")


@dataclass(frozen=True)
class Row:
    """A row of a list, its cells by column."""

    line: int
    """As a spreadsheet numbers it."""
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Table:
    """A list as it was read."""

    path: Path
    kind: Kind
    sheet: str
    """Its sheet in an XLSX; empty for a CSV."""
    head: int
    """The row with the columns' names."""
    columns: dict[str, int]
    """The place of each column, from 1."""
    unclear: list[str] = field(default_factory=list)
    """Columns that may be the consent's; while there is one, everybody is kept back."""
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was read although it was not written as it should be."""
    problems: list[str] = field(default_factory=list)
    """What could not be read: where, what, how to mend it."""

    @property
    def place(self) -> str:
        """Return the file, with the sheet where it has several."""
        return f"{self.path}, lembar {self.sheet}" if self.sheet else str(self.path)

    def at(self, rows: Row | Sequence[Row], words: str, column: str = "") -> Said:
        """Return a sentence about a row or several, and which column of theirs."""
        those = [rows] if isinstance(rows, Row) else rows
        place = f"{self.place}, baris {', '.join(str(row.line) for row in those)}"
        return Said(place, words, [f"{self.kind.key} {row.line} {column}" for row in those])

    def of_all(self, words: str, column: str = "") -> Said:
        """Return a sentence about the whole list, or a whole column."""
        return Said(self.place, words, [f"{self.kind.key} 0 {column}"])

    @property
    def by_code(self) -> dict[str, Row]:
        """Return the rows by the list's own codes; of a code written twice the first."""
        found: dict[str, Row] = {}
        for row in self.rows:
            if code := row[self.kind.key]:
                found.setdefault(code, row)
        return found

    @property
    def double(self) -> set[str]:
        """Return the codes that stand in several rows."""
        counts = Counter(row[self.kind.key] for row in self.rows)
        return {code for code, count in counts.items() if code and count > 1}


def read_list(path: Path, kind: Kind) -> Table:
    """Read one list. Raises CourseError where there is none, or without its column of codes."""
    if not path.exists():
        raise CourseError(
            f"{path}: {kind.what} belum ada. Buat dengan Excel, baris pertama berisi "
            f"{','.join(kind.required)}; contohnya dibuat oleh course new."
        )
    sheets = spreadsheets.read_sheets(path, kind.what)
    notes: list[str] = []
    name = "" if "" in sheets else _sheet(path, sheets, kind, notes)
    return _table(path, sheets[name], kind, name, notes)


def find_list(beside: Path, kind: Kind) -> Table | None:
    """Read the list of ``kind`` that is kept with the participants' list at ``beside``.

    A sheet of that XLSX, or a file of its own in the same folder; None where there is neither.
    """
    if beside.exists():
        sheets = spreadsheets.read_sheets(beside, kind.what)
        if any(_is_called(name, kind) or kind_of(cells) is kind for name, cells in sheets.items()):
            table = read_list(beside, kind)
            if (other := find_file(beside.parent / kind.file)).exists():
                table.notes.append(f"{other} tidak dipakai: yang dipakai lembar di {beside.name}.")
            return table
    own = find_file(beside.parent / kind.file)
    return read_list(own, kind) if own.exists() else None


def find_file(path: Path) -> Path:
    """Return where a list really lies: its CSV or the XLSX of that name, in any case of letters.

    Also ``.tsv`` and ``.txt`` (Excel's "Unicode Text"), and a name with two endings as Windows
    hides them. The CSV is preferred; it need not be there. One that we cannot read is found too:
    it must not pass for no list, which would keep nobody back.
    """
    endings = (".csv", XLSX, ".tsv", ".txt", ".csv.csv", ".csv.txt", f"{XLSX}{XLSX}", f".csv{XLSX}",
               ".xlsm", ".xls", ".ods", ".numbers")  # fmt: skip
    wanted = [path.stem.lower() + ending for ending in endings]
    if path.exists() or not path.parent.is_dir():
        return path
    there = {p.name.lower(): p for p in sorted(path.parent.iterdir()) if p.is_file()}
    return next((there[name] for name in wanted if name in there), path)


def columns_in(cells: Sequence[str]) -> list[str]:
    """Return the columns' names as we call them; another name stays as it is written."""
    return [_column(cell) for cell in cells]


@lru_cache(1024)  # each list is asked for each kind, and looked into by every verb
def _column(text: str) -> str:
    plain = re.sub(r"[\s_\-:./]+", " ", seen(text).casefold())
    # Quotes, stars, and a hard blank of another code page: none is part of a name.
    bare = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    return bare if bare in _KNOWN else SYNONYMS.get(bare, seen(text))


def kind_of(cells: Cells) -> Kind | None:
    """Return what list a sheet holds by its columns; None for none of ours."""
    heads = {kind: head_in(cells.lines, (kind,)) for kind in KINDS}
    return next((kind for kind, at in heads.items() if at is not None), None)


def head_in(lines: Sequence[Sequence[str]], kinds: Sequence[Kind] = KINDS) -> int | None:
    """Return the index of the line with the columns' names: the first that knows the most."""

    def known(names: set[str]) -> int:
        ours = ({*kind.required, *kind.optional} for kind in kinds if kind.key in names)
        return max((len(columns & names) for columns in ours), default=0)

    counts = [known(set(columns_in(line))) for line in lines[:HEAD_AMONG]]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _is_called(name: str, kind: Kind) -> bool:
    return seen(name).casefold() in kind.sheets


def _sheet(path: Path, sheets: dict[str, Cells], kind: Kind, notes: list[str]) -> str:
    """Return the sheet that holds the list: by its name, else by its columns."""
    called = [name for name in sheets if _is_called(name, kind)]
    if len(called) > 1:
        with_head = [n for n in called if head_in(sheets[n].lines, (kind,)) is not None]
        called = with_head or called
    if len(called) == 1:
        return called[0]
    fitting = called or [name for name, cells in sheets.items() if kind_of(cells) is kind]
    if len(fitting) > 1:
        raise CourseError(
            f"{path}: {kind.what} ada di {len(fitting)} lembar ({', '.join(fitting)}). Beri nama "
            f"{kind.sheets[0]} pada yang benar, dan hapus yang lain."
        )
    if fitting:
        if len(sheets) > 1:
            notes.append(f"{path}: lembar {fitting[0]} dibaca sebagai {kind.what}.")
        return fitting[0]
    return next(iter(sheets))


def _table(path: Path, cells: Cells, kind: Kind, sheet: str, notes: list[str]) -> Table:
    at = head_in(cells.lines, (kind,))
    required = [name for name in kind.required if name != "consent"]
    if at is None:
        lacking = sorted(set(required) - set(columns_in(cells.lines[0])))
        raise CourseError(
            f"{path}: kolom {', '.join(lacking)} tidak ada{_in_one_column(cells)}. "
            f"Baris pertama harus berisi: {','.join((*required, 'token'))}."
        )
    names = columns_in(cells.lines[at])
    places = {name: n for n, name in reversed(list(enumerate(names, start=1))) if name}
    table = Table(path, kind, sheet, at + 1, places, notes=notes)
    if any(any(map(str.strip, line)) for line in cells.lines[:at]):
        table.notes.append(f"{table.place}: nama kolom dibaca dari baris {at + 1}.")
    if cells.encoding in spreadsheets.OLD_ENCODINGS:
        table.notes.append(
            f"{table.place}: tersimpan dengan huruf lama (ANSI). Terbaca, tetapi periksa huruf "
            "seperti é; lebih aman CSV UTF-8."
        )
    for number, line in enumerate(cells.lines[at + 1 :], start=at + 2):
        values = {name: seen(line[n - 1]) if n <= len(line) else "" for name, n in places.items()}
        if any(values.values()) or any(map(seen, line)):
            table.rows.append(Row(number, values))
    if kind is PARTICIPANTS:
        _settle_consent(table, cells, names)
    for row in table.rows:
        _settle_codes(table, row)
    _name_letters_among_digits(table)
    table.problems += _swallowed(table, cells)
    for code in sorted(table.double):
        first, *others = [row for row in table.rows if row[kind.key] == code]
        words = f"kode {code} sudah dipakai di baris {first.line}. Ganti atau hapus salah satu."
        table.problems.append(table.at(others, words, kind.key))
    return table


def write_column(table: Table, column: str, values: Mapping[str, str]) -> None:
    """Write ``values`` (by code) into a column, a new one if need be; all else stays as it is."""
    changes = {}
    place = table.columns.get(column)
    if place is None:
        lines = spreadsheets.read_cells(table.path, table.kind.what, table.sheet).lines
        filled = (n for line in lines for n, cell in enumerate(line, start=1) if seen(cell))
        place = max(filled) + 1
        changes[table.head, place] = column
    changes |= {
        (row.line, place): values[code]
        for row in table.rows
        if (code := row[table.kind.key]) in values
    }
    if values:
        spreadsheets.set_cells(table.path, table.kind.what, changes, table.sheet)


def _in_one_column(cells: Cells) -> str:
    first = [line[0] for line in cells.lines[:HEAD_AMONG] if line]
    folded = any(re.search(r"participant|mentor|peserta", text) and "," in text for text in first)
    return " (semua isi ada di satu kolom; pisahkan dengan Data, Text to Columns)" if folded else ""


def _settle_codes(table: Table, row: Row) -> None:
    """Replace the codes of a row by what they mean; name what is none."""
    for column in table.kind.codes:
        text = row[column]
        code = read_code(text)
        key = column == table.kind.key
        if code and code != text:
            table.notes.append(table.at(row, f"kode {shown(text)} dibaca {code}.", column))
        elif not code and (key or text):
            who = "kode" if key else _WHO[column]
            words = f"{who} {shown(text)} harus seperti {EXAMPLES[column]}."
            table.problems.append(table.at(row, words, column))
        if column in table.columns:
            row.cells[column] = code


def _name_letters_among_digits(table: Table) -> None:
    """Name ``UO10`` among codes that begin with U: the letter O, or a zero."""
    key = table.kind.key
    letters = {row[key].rstrip("0123456789") for row in table.rows}
    for row in table.rows:
        own = row[key].rstrip("0123456789")
        if own.endswith("O") and own[:-1] in letters - {""}:
            words = f"kode {row[key]!r}: huruf O atau angka 0? Perbaiki."
            table.problems.append(table.at(row, words, key))
            row.cells[key] = ""


def shown(text: str) -> str:
    """Return a cell as a message may quote it: what may be a number or an address is not said."""
    return "(angka atau alamat)" if re.search(r"\d{7}|\d{3}[ -]\d{3}|@", text) else repr(text[:20])


EXAMPLES = {"participant": "U07", "mentor": "MH03", "lecturer": "D01", "speaker": "NS01"}
_WHO = {"mentor": "pendamping", "lecturer": "dosen"}


def _settle_consent(table: Table, cells: Cells, names: list[str]) -> None:
    """Make sure that a column of consent that was named otherwise keeps people back.

    Two columns of that name, one whose name only looks like it, or dates under no name: nobody has
    agreed until it is clear.
    """
    there = names.count("consent")
    if there == 1:
        return
    known = {*table.kind.required, *table.kind.optional}
    unclear = [name for name in names if name not in known and is_like_consent(name)]
    unclear += _dates_without_name(table, cells, names)
    table.unclear = ["consent"] if there else unclear
    if not table.unclear:
        return
    where = "consent tertulis dua kali" if there else f"{', '.join(map(repr, unclear))} tidak jelas"
    table.problems.append(table.of_all(
        f"kolom {where}. Kalau isinya tanggal persetujuan, beri satu kolom nama "
        "consent; kalau bukan, ganti namanya. Sampai saat itu data semua peserta tidak diolah."
    ))  # fmt: skip
    table.columns.pop("consent", None)
    for row in table.rows:
        row.cells["consent"] = ""


def is_like_consent(name: str) -> bool:
    """Return whether a column of this name may hold when people agreed."""
    plain = seen(name).casefold()
    if re.search(r"cons[ea]n|konsen|setuju|agree", plain):
        return True
    return any(fuzz.ratio(plain, word) >= 75 for word in _LIKE_CONSENT)


def _dates_without_name(table: Table, cells: Cells, names: list[str]) -> Iterator[str]:
    width = max(map(len, cells.lines))
    for place in range(width):
        if place < len(names) and names[place]:
            continue
        texts = [line[place] for line in cells.lines[table.head :] if len(line) > place]
        if any(read_date(text) for text in texts):
            yield f"ke-{place + 1}"


def _swallowed(table: Table, cells: Cells) -> Iterator[str]:
    """Yield rows in which a quote that never closes took in the rows after it."""
    for row in table.rows:
        for cell in cells.lines[row.line - 1]:
            _, *after = re.split(r"[\r\n]+", cell) if "\n" in cell or "\r" in cell else [cell]
            starts = (re.split(r"[,;\t]", line) for line in after)
            if any(len(parts) > 1 and read_code(parts[0]) for parts in starts):
                yield table.at(
                    row,
                    "ada tanda kutip yang tidak ditutup, jadi baris sesudahnya ikut masuk ke satu "
                    "sel. Hapus tanda kutip itu.",
                )
