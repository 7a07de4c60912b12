"""The reports after somebody has left: their own pages go, the others are written over.

Only what ``course report`` writes is touched; what a lecturer keeps beside it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from course import CourseError
from course.files import Places, is_regular
from course.people.roster import CODE
from course.privacy.identity import Person
from course.reports.language import CODES
from course.reports.report import KINDS, OF_ONE, sheet_reports, write_report


@dataclass(frozen=True)
class Page:
    """A report that lies in the folder."""

    path: Path
    kind: str
    who: str
    """The code of a report about one person; empty for a group's."""
    lang: str

    @property
    def name(self) -> str:
        """As it is shown."""
        return self.path.stem


def own_pages(root: Path, code: str) -> list[Path]:
    """Return the reports about ``code`` alone."""
    folder = Places(root).reports
    langs = ["", *(f"-{lang}" for lang in CODES)]
    names = [f"{kind}-{code}{lang}.html" for kind in OF_ONE for lang in langs]
    own = [folder / name for name in names]
    own += [folder / kind / f"{code}.html" for kind in sheet_reports(root)]
    return [path for path in own if is_regular(path)]


def pages_to_renew(root: Path, person: Person) -> list[Page]:
    """Return the reports that may hold something of ``person``: groups', and what names them."""
    return [
        page
        for page in _pages(root)
        if not page.who or any(person.marks(page.path.read_text("utf-8", "replace"), spoken=False))
    ]


def is_renewed(path: Path, pages: Iterable[Page]) -> bool:
    """Return whether a file is written over with one of the pages: it, its tables and figures."""
    return any(
        (path.parent == page.path.parent and re.match(rf"{re.escape(page.name)}[-.]", path.name))
        or path.parent == page.path.parent / page.kind
        for page in pages
    )  # fmt: skip


def _pages(root: Path) -> Iterator[Page]:
    folder = Places(root).reports
    kinds = "|".join([*KINDS, *sheet_reports(root)])
    form = re.compile(
        rf"({kinds})(?:-({CODE.pattern}))?(?:-({'|'.join(CODES)}))?\.(html|xlsx|docx)"
    )
    seen = set[tuple[str, str, str]]()
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        found = form.fullmatch(path.name)
        if not found or not is_regular(path) or (found[1] in OF_ONE) != bool(found[2]):
            continue
        key = found[1], found[2] or "", found[3] or "id"
        if key not in seen:
            seen.add(key)
            yield Page(folder / f"{path.stem}.html", *key)


def renew(root: Path, page: Page, code: str) -> tuple[str, str]:
    """Write a report over; return what was done, and what a person must know (one is empty).

    One that cannot be written any more (nobody is left to report on) is deleted with its tables
    and figures.
    """
    try:
        write_report(root, page.kind, page.who, page.lang)
    except CourseError as error:
        _drop(page)
        return "", f"Laporan {page.name} belum bisa dibuat lagi, jadi dihapus: {error}"
    except Exception as error:  # noqa: BLE001  an old page must not outlive who is forgotten
        _drop(page)
        reason = f"kesalahan program, {type(error).__name__}"
        return "", f"Laporan {page.name} belum bisa dibuat lagi, jadi dihapus ({reason})."
    return f"laporan {page.name}: dibuat lagi tanpa {code}", ""


def _drop(page: Page) -> None:
    """Delete a report's files: the page last, because it says that there was one."""
    folder, stem = page.path.parent, page.path.stem
    book = folder / f"{stem}.xlsx"
    for key in _sheets(book):
        (folder / f"{stem}-{key}.csv").unlink(missing_ok=True)
    for figure in folder.glob(f"{stem}-*.svg"):
        if (drawing := figure.with_suffix(".png")).is_file():
            drawing.unlink()
            figure.unlink()
    for path in (folder / f"{stem}.docx", book, page.path):
        path.unlink(missing_ok=True)


def _sheets(book: Path) -> list[str]:
    """Return a workbook's sheets: each is also a CSV of that name."""
    if not is_regular(book):
        return []
    try:
        return list(load_workbook(book, read_only=True).sheetnames)
    except (OSError, KeyError, ValueError):
        return []
