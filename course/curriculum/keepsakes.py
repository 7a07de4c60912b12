"""``course keepsake``: which exercise gives which file, and the door that writes them.

A new kind is a writer ``(Submission) -> Files`` in a module of its own, and a line in ``WRITERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.curriculum.m3_foto_katalog.keepsakes import write_catalogue
from course.curriculum.m4_strategi.calendar import write_calendar, write_workplan
from course.curriculum.m4_strategi.cashbook import write_cashbook
from course.curriculum.m5_ekspor.keepsakes import write_listing, write_price_sheet
from course.curriculum.material import Files
from course.files import write_atomically
from course.inbox.submitted import Submission, submission
from course.people.roster import CODE, kept_back, line_for_kept_back

ROOM = "keepsakes"
WRITERS: Mapping[tuple[str, str], Callable[[Submission], Files]] = {
    ("m3-foto-katalog", "katalog-saya"): write_catalogue,
    ("m4-strategi", "kalender"): write_calendar,
    ("m4-strategi", "kas-golongan"): write_cashbook,
    ("m4-strategi", "rencana-kerja"): write_workplan,
    ("m5-ekspor", "lembar-harga"): write_price_sheet,
    ("m5-ekspor", "listing"): write_listing,
}
"""Writer by (lesson, exercise)."""


@dataclass
class Written:
    """What was written for one participant."""

    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What the participant still has to do, or what was left out and why."""


def write_keepsakes(root: Path, participant: str) -> Written:
    """Write every keepsake of ``participant`` from ``submitted/`` into ``keepsakes/<code>/``.

    Repeating it writes the same files anew. Raises CourseError for an impossible code, without
    consent, and where there is nothing to write.
    """
    if not CODE.fullmatch(participant):
        raise CourseError(f"{participant!r}: kode peserta berupa huruf dan angka, misalnya U07.")
    if participant in kept_back(root):
        raise CourseError(line_for_kept_back({participant}))
    written = Written()
    for (lesson, exercise), writer in WRITERS.items():
        work = submission(root, participant, lesson)
        if not (work.has_file and work.get(exercise)):
            continue
        files = writer(work)
        for name, data in files.contents.items():
            path = root / ROOM / participant / name
            write_atomically(path, data)
            written.files.append(path)
        written.notes += files.notes
    if not written.files:
        done = ", ".join(f"{exercise} ({lesson})" for lesson, exercise in WRITERS)
        reasons = "".join(f" {note}." for note in written.notes)
        raise CourseError(
            f"{participant}: belum ada jawaban yang bisa dijadikan berkas.{reasons} "
            f"Yang diperlukan: {done}. Jalankan course collect setelah jawabannya datang."
        )
    return written
