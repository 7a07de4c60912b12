"""``course forget``: one participant leaves the course's data; the others stay as they are."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.autograde.staging import sweep
from course.exercises.answers import FILE_NAME, TIME_STAMP
from course.files import Places, is_regular, write_atomically, write_private
from course.people.roster import CODE, WHAT, read_table, rosters
from course.privacy.cut import cut_file, forget_in_zoom, owners, photos_named
from course.privacy.database import forget_in_gradebook
from course.privacy.identity import Person, find_person
from course.privacy.traces import dashboards, traces
from course.reports.language import CODES
from course.reports.report import KINDS, sheet_reports, write_report
from course.spreadsheets import csv_text, drop_rows, read_cells

_RUNDOWN = "rundown.html"  # nothing of anybody in it
_MENTIONS = {".json", ".ipynb", ".html", ".txt", ".csv", ".md", ".log"}


@dataclass
class Forgotten:
    """What a deletion did."""

    code: str
    done: list[str] = field(default_factory=list)
    """One line a place."""
    by_hand: list[str] = field(default_factory=list)
    """What a person must still do, and where."""


def forget(root: Path, code: str, inboxes: Iterable[Path] = ()) -> Forgotten:
    """Take the participant ``code`` out of all data of the course at ``root``.

    ``inboxes`` are folders of sendings besides the class's own. What was held is looked up first,
    so that in the end everything is searched for it; what is left is named. The record of the
    deletion holds code and date. Can be repeated. Raises CourseError for a code that is none, for
    a mentor, and while another program holds the gradebook.
    """
    if not CODE.fullmatch(code):
        raise CourseError(f"{code!r}: kode peserta berupa huruf dan angka, misalnya U07.")
    _refuse_mentor(root, code)
    person, result = find_person(root, code), Forgotten(code)
    if forget_in_gradebook(root, person):
        result.done.append("buku nilai: nilai dan catatan dihapus")
    for inbox in (Places(root).inbox, *inboxes):
        _clean_inbox(inbox, person, result)
    _drop_own(root, code, result)
    result.done += forget_in_zoom(root, person)
    _blot_out(root, person, result)
    pages = _drop_reports(root, person, result)
    _drop_invitations(root, result)
    for path in rosters(root):
        if drop_rows(path, WHAT, _is_row_of(path, code)):
            result.done.append(f"{path.name}: baris dihapus")
    _record(root, code)
    _write_reports(root, pages, result)
    for path in traces(root, person):
        where = path.relative_to(root) if path.is_relative_to(root) else path
        result.by_hand.append(f"{where}: masih ada sesuatu tentang {code}. Periksa, lalu hapus.")
    return result


def own_rooms(root: Path) -> tuple[Path, ...]:
    """Return the folders that hold a folder for each participant."""
    places = Places(root)
    return places.submitted, places.autograded, places.feedback, places.keepsakes


def _refuse_mentor(root: Path, code: str) -> None:
    rows = [row for path in rosters(root) for row in read_table(path, WHAT)]
    partners = [r.get("participant", "") for r in rows if r.get("mentor", "").strip() == code]
    if partners:
        raise CourseError(
            f"{code} masih pendamping {', '.join(partners)}. Ganti dulu pendampingnya di daftar "
            "peserta."
        )


def _clean_inbox(inbox: Path, person: Person, result: Forgotten) -> None:
    """Delete what is theirs, cut it out of what is shared."""
    files = sorted(filter(is_regular, inbox.rglob("*")))
    for path in _came_together(files, person):
        _drop_file(path, str(path.relative_to(inbox.parent)), result)
    for path in files:
        if not path.exists() or path.name == ".gitignore":
            continue
        data, name = path.read_bytes(), str(path.relative_to(inbox))
        cut = cut_file(name, data, person)
        result.by_hand += cut.by_hand
        if cut.content is None:
            _drop_file(path, f"{inbox.name}/{name}", result)
        elif cut.content != data:
            write_atomically(path, cut.content)
            result.done.append(f"{inbox.name}/{name}: bagian {person.code} dikeluarkan")
    for folder in sorted((p for p in inbox.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _came_together(files: list[Path], person: Person) -> set[Path]:
    """Return what lies beside their answer files: pictures, the notebook, the time stamp."""
    found: set[Path] = set()
    of_others: set[Path] = set()
    for path in files:
        if path.suffix.lower() not in {".json", ".txt"}:
            continue
        content = path.read_bytes()
        photos = {path.parent / photo for photo in photos_named(content)}
        if owners(path.name, content.decode("utf-8-sig", "replace")) != {person.code}:
            of_others |= photos
            continue
        found |= photos
        if path.name == FILE_NAME:
            found |= {path.parent / TIME_STAMP, *path.parent.glob("*.ipynb")}
            found |= set((path.parent / ".ipynb_checkpoints").glob("*"))
    return {path for path in found - of_others if path.is_file()}


def _drop_own(root: Path, code: str, result: Forgotten) -> None:
    """Delete the folders and files that are theirs alone, or that anybody can make anew."""
    sweep(Places(root).autograded)
    for room in own_rooms(root):
        _drop_folder(room / code, f"{room.name}/{code}", result)
    for path in (Places(root).exports / f"{code}.zip", *_tried_out(root, code), *dashboards(root)):
        _drop_file(path, str(path.relative_to(root)), result)


def _tried_out(root: Path, code: str) -> Iterator[Path]:
    """Yield the answers, and their pictures, that were given in ``release/`` itself."""
    for path in root.glob(f"release/*/{FILE_NAME}"):
        content = path.read_bytes()
        if owners(path.name, content.decode("utf-8-sig", "replace")) == {code}:
            yield from (path.parent / photo for photo in photos_named(content))
            yield path


def _blot_out(root: Path, person: Person, result: Forgotten) -> None:
    """Take mentions of them out of what is held about others: logs, comments, feedback pages."""
    for room in own_rooms(root):
        for path in sorted(p for p in room.rglob("*") if p.suffix in _MENTIONS):
            if not is_regular(path):
                continue
            text = path.read_text("utf-8", "surrogateescape")
            left = person.redacted(text, form=path.suffix in {".json", ".ipynb"})
            if left != text:
                write_atomically(path, left.encode("utf-8", "surrogateescape"))
                where = path.relative_to(root)
                result.done.append(f"{where}: kode {person.code} disamarkan di data orang lain")
    log = root / ".nbgrader.log"
    if log.is_file():
        log.write_text(person.redacted(log.read_text("utf-8", "replace")), "utf-8")


def _drop_reports(root: Path, person: Person, result: Forgotten) -> list[re.Match[str]]:
    """Delete every report but those about other people alone; return the pages to make anew."""
    files = sorted(p for p in Places(root).reports.rglob("*") if p.is_file())
    old = [
        p for p in files if p.name not in {".gitignore", _RUNDOWN} and not _of_another(p, person)
    ]
    kinds = "|".join([*KINDS, *sheet_reports(root)])
    form = re.compile(
        rf"(?P<kind>{kinds})(?:-(?P<who>{CODE.pattern}))?(?:-(?P<lang>{'|'.join(CODES)}))?"
    )
    pages = {p: form.fullmatch(p.stem) for p in old if p.suffix == ".html"}
    for path in old:
        path.unlink()
    if old:
        result.done.append(f"reports/: {len(old)} berkas laporan dihapus")
    others = [p.name for p, known in pages.items() if not known and person.code not in p.stem]
    if others:
        result.by_hand.append(f"Laporan yang perlu dibuat lagi: {', '.join(others)}.")
    return [page for page in pages.values() if page and page["who"] != person.code]


def _of_another(path: Path, person: Person) -> bool:
    """Return whether a report is about one other person, and says nothing of this one."""
    codes = set(re.findall(CODE, path.stem)) - {person.code}
    return bool(codes) and not person.is_in(path.read_text("utf-8", "replace"))


def _write_reports(root: Path, pages: Iterable[re.Match[str]], result: Forgotten) -> None:
    for page in pages:
        kind, who = page["kind"], page["who"] or ""
        try:
            write_report(root, kind, who, page["lang"] or "id")
        except CourseError as error:
            result.by_hand.append(f"Laporan {page[0]} belum bisa dibuat lagi: {error}")
        else:
            result.done.append(f"laporan {page[0]}: dibuat lagi tanpa {result.code}")


def _drop_invitations(root: Path, result: Forgotten) -> None:
    """Pages and QR codes hold everybody's links; the links themselves do not change."""
    files = [
        p for p in Places(root).invitations.glob("*") if p.suffix in {".html", ".csv", ".xlsx"}
    ]
    for path in files:
        path.unlink()
    if files:
        result.done.append("invitations/: dihapus")
        result.by_hand.append(
            "Undangan perlu dibuat lagi: course invite --site ALAMAT (tautannya tetap sama)."
        )


def _is_row_of(path: Path, code: str) -> Callable[[Sequence[str]], bool]:
    at = read_cells(path, WHAT).lines[0].index("participant")
    return lambda row: len(row) > at and row[at].strip() == code


def _drop_folder(folder: Path, name: str, result: Forgotten) -> None:
    if folder.is_dir() and not folder.is_symlink():
        for path in folder.rglob("*"):  # nbgrader makes results read-only; Windows minds
            if not path.is_symlink():
                path.chmod(0o700 if path.is_dir() else 0o600)
        shutil.rmtree(folder)
        result.done.append(f"{name}: dihapus")


def _drop_file(path: Path, name: str, result: Forgotten) -> None:
    if path.is_file():
        path.unlink()
        result.done.append(f"{name}: dihapus")


def _record(root: Path, code: str) -> None:
    """Write down that, and when, the data were deleted: code and date, nothing else."""
    path = Places(root).deletions
    rows = read_cells(path, "catatan penghapusan").lines if path.exists() else [["kode", "tanggal"]]
    today = f"{dt.datetime.now().astimezone():%Y-%m-%d}"
    if [code, today] not in rows:
        rows.append([code, today])
    write_private(path, csv_text(rows, ends="\n").encode())
