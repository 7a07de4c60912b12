"""``course export``: everything held about one participant, in one zip with a page to read."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from course import CourseError, lessons
from course.exercises.show import answer_html
from course.exercises.workbook import Workbook
from course.files import Places, is_regular, write_private
from course.gradebook.scores import read_scores
from course.inbox.collect import file_what_waits
from course.inbox.mailbox import own_mailbox
from course.inbox.submitted import Submission, submissions
from course.pages import template
from course.people.program import find_program
from course.people.roster import CODE
from course.privacy.lists import counts, lists, rows_about
from course.words import in_words

_WORDS = {
    "participant": "Kode peserta", "mentor": "Kode pendamping", "token": "Tanda pengenal",
    "consent": "Tanggal persetujuan", "helper": "Dibantu keluarga", "name": "Nama",
    "whatsapp": "Nomor WhatsApp", "email": "Email", "business": "Jenis usaha",
    "town": "Kota/kabupaten", "minutes": "Lama hadir (menit)", "joins": "Berapa kali masuk",
    "question": "Pertanyaan polling", "answer": "Jawaban polling", "lecturer": "Kode dosen",
    "speaker": "Kode narasumber", "lesson": "Pelajaran", "sending": "Kiriman",
    "decision": "Keputusan", "date": "Tanggal", "certificate": "Nama boleh di sertifikat",
}  # fmt: skip
_HIDDEN = {"voter"}


@dataclass(frozen=True)
class LessonPage:
    """One lesson's answers, readable."""

    title: str
    at: str
    answers: list[Markup]


def export(root: Path, code: str) -> Path:
    """Write ``exports/<code>.zip``: a page to read (``index.html``) and every file; return it.

    The page shows the rows of every list, every answer under its question, scores, attendance and
    votes; beside it lie all sendings as they came,
    those that waited in the mailbox too. It is theirs by right, with consent or without.
    Raises CourseError when nothing is held about ``code``.
    """
    if not CODE.fullmatch(code):
        raise CourseError(f"{code!r}: kode peserta berupa huruf dan angka, misalnya U07.")
    file_what_waits(root)
    files = dict(_files(root, code))
    rows = list(_rows(root, code))
    if not files and not rows:
        raise CourseError(f"{code}: tidak ada data yang disimpan. Periksa kodenya.")
    scores = _scores(root, code)
    page = _page(root, code, rows, scores, sorted(files))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        for name, data in sorted(files.items()):
            archive.writestr(name, data)
    path = Places(root).exports / f"{code}.zip"
    write_private(path, content.getvalue())
    return path


def _files(root: Path, code: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files kept in the participant's own folders, by their path in the zip."""
    places = Places(root)
    rooms = {
        places.submitted: "jawaban",
        places.kept: "kiriman",
        places.feedback: "umpan-balik",
        places.keepsakes: "berkas-usaha",
        places.certificates: "sertifikat",
    }
    for room, name in rooms.items():
        folder = room / code
        for path in sorted(filter(is_regular, folder.rglob("*"))):
            if path.suffix != ".ipynb":  # ours, the same for everybody
                yield f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()
    for path in sorted(Places(root).reports.rglob("*.html")):
        if code in re.findall(CODE, path.stem):
            yield f"laporan/{path.name}", path.read_bytes()


def _rows(root: Path, code: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (where it stands, what it says) of every row about the participant."""
    where = Places(root)
    titles = {where.attendance: "Lokakarya: hadir", where.votes: "Lokakarya: polling"}
    titles[where.decisions] = "Kiriman: diputuskan orang"
    for path in (*lists(root), *counts(root)):
        title = titles.get(path, f"Daftar ({path.name})")
        for row in rows_about(path, code):
            yield title, [(_WORDS.get(k, k), v) for k, v in row.items() if k not in _HIDDEN and k]
    with own_mailbox(root) as mailbox:
        for one in mailbox.visits(code) if mailbox else ():
            cells = [("platform", one.platform), ("nomor kursus", one.context)]
            yield "Dibuka dari Moodle atau Canvas", [*cells, ("nomor di sana", one.sub)]


def _scores(root: Path, code: str) -> list[tuple[str, str, str]]:
    """Return (lesson, item, points in words) of every graded cell."""
    try:
        table = read_scores(root)
    except CourseError:
        return []
    own = table[table["participant"] == code]
    points = [
        f"{score:g} dari {most:g}" if math.isfinite(score) else "menunggu"
        for score, most in zip(own["score"], own["max_score"], strict=True)
    ]
    return list(zip(own["lesson"].map(str), own["cell"].map(str), points, strict=True))


def _page(
    root: Path, code: str, rows: list[tuple[str, list[tuple[str, str]]]],
    scores: list[tuple[str, str, str]], files: list[str],
) -> str:  # fmt: skip
    program = find_program(root)
    return template("privacy/export").render(
        code=code,
        today=in_words(dt.datetime.now().astimezone().date()),
        program=program,
        until=in_words(program.retention_until) if program else "",
        rows=rows,
        lessons=[
            page
            for one in submissions(root, participants={code}, consented=False)
            if (page := _lesson(one))
        ],
        scores=[(a, b, words.replace(".", ",")) for a, b, words in scores],
        files=files,
    )


def _lesson(work: Submission) -> LessonPage | None:
    """Return a lesson's answers under their questions; None for an unreadable file."""
    answers = work.standing
    if answers is None:
        return None
    try:
        lesson = work.known
    except CourseError:
        return None
    book = Workbook(work.folder, lesson.name, dict(lesson.definitions)).with_answers(answers)
    shown = [
        # answer_html escapes whatever came from the participant.
        Markup(answer_html(book, name))  # noqa: S704
        for name in lesson.definitions
        if name in answers.answers
    ]
    at = in_words(answers.at.date()) if answers.at else ""
    return LessonPage(lessons.title(lesson.notebook) or lesson.name, at, shown)
