"""``course keepsake``: the files a participant keeps, written from the answers.

A new kind is a writer ``(Submission) -> Files`` and its exercise in ``KEEPSAKES``, in the module
``keepsakes`` of the lesson's package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.evaluation.gate import require
from course.files import Places, write_atomically
from course.inbox.submitted import submission
from course.lessons.part import offered
from course.people.roster import CODE


@dataclass
class Files:
    """What a writer made."""

    contents: dict[str, bytes] = field(default_factory=dict)
    """Bytes by file name."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the mentor: what was left out and why, what is still to do."""


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
    require(root, [participant])
    written = Written()
    writers = offered(root, "keepsakes", "KEEPSAKES")
    known = {
        (lesson, exercise): write
        for lesson, own in writers.items()
        for exercise, write in own.items()
    }
    for (lesson, exercise), writer in known.items():
        work = submission(root, participant, lesson)
        if not (work.has_file and work.get(exercise)):
            continue
        files = writer(work)
        for name, data in files.contents.items():
            path = Places(root).keepsakes / participant / name
            write_atomically(path, data)
            written.files.append(path)
        written.notes += files.notes
    if not written.files:
        done = ", ".join(f"{exercise} ({lesson})" for lesson, exercise in known)
        reasons = "".join(f" {note}." for note in written.notes)
        raise CourseError(
            f"{participant}: belum ada jawaban yang bisa dijadikan berkas.{reasons} "
            f"Yang diperlukan: {done}. Jalankan course collect setelah jawabannya datang."
        )
    return written
